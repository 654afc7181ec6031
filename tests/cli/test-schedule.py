#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-schedule.py CONGBOCTL: what the system is asked to do at set times, with a systemctl that writes down what it is told.
Speaks TAP."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

program = sys.argv[1]
number = 0


def say(good, words):
    global number
    number += 1
    print(("" if good else "not ") + f"ok {number} - {words}")


SYSTEMCTL = """#!/bin/sh
echo "$@" >> "$CALLS"
case " $* " in *" $REFUSED "*) echo "no bus" >&2; exit 1;; esac
case " $* " in *" is-active "*) [ -e "$CALLS.on" ]; exit;; *" restart "*) touch "$CALLS.on";; *" disable "*) rm -f "$CALLS.on";; esac
"""

with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    calls, units = folder / "calls", folder / "config" / "systemd" / "user"
    timer, service = units / "congbo.timer", units / "congbo.service"
    (folder / "bin").mkdir()
    (folder / "bin" / "systemctl").write_text(SYSTEMCTL, encoding="utf-8")
    (folder / "bin" / "systemctl").chmod(0o755)

    def run(*words, refused="nothing", path=None):
        calls.write_text("", encoding="utf-8")
        environment = dict(os.environ, LC_ALL="C.UTF-8", XDG_CONFIG_HOME=str(folder / "config"), CALLS=str(calls), REFUSED=refused,
                           PATH=path or f"{folder / 'bin'}:{os.environ['PATH']}")
        done = subprocess.run([program, "schedule", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                              env=environment)
        print("".join(f"# {line}\n" for line in done.stdout.decode().splitlines()), end="")
        return done

    def status():
        return json.loads(run("status", "--json").stdout)

    say(status() == {"on": False}, "it is off at first")
    say(run("off").returncode == 0 and not units.exists(), "turning off what is not on is no error")
    say(run("on", "--at", "25:00").returncode == 2 and run("on", "--at", "7:30,07:30").returncode == 2 and not timer.exists(),
        "a time that is none, or twice the same, is refused")
    say(run("on", "--practice").returncode == 2 and not timer.exists(), "nothing is done by itself in practice mode")

    root = folder / "dữ liệu 100% $HOME \"a\\b"
    say(run("on", "--at", "13:15,7:30", "--root", str(root)).returncode == 0, "it is turned on")
    said = calls.read_text(encoding="utf-8").splitlines()
    say(["daemon-reload" in line for line in said] == [True, False, False, False] and "enable congbo.timer" in said[1], "systemd is told")
    now = status()
    say(now["on"] and now["active"] and now["times"] == "07:30, 13:15" and pathlib.Path(now["program"]).samefile(program),
        "when and what is said")
    text = timer.read_text(encoding="utf-8")
    say("OnCalendar=*-*-* 07:30:00\n" in text and "OnCalendar=*-*-* 13:15:00\n" in text and "Persistent=true" in text, "twice a day")
    say("watch run" in service.read_text(encoding="utf-8").split("sync", maxsplit=1)[0], "folders are looked into before")
    say('sync --wait 30 --root "' in service.read_text(encoding="utf-8") and '100%% $$HOME \\"a\\\\b"' in
        service.read_text(encoding="utf-8"), "the queue of that folder is sent, whatever it is called")
    if shutil.which("systemd-analyze"):
        checked = subprocess.run(["systemd-analyze", "--user", "--man=no", "verify", timer], stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, check=False,
                                 env=dict(os.environ, XDG_RUNTIME_DIR=str(folder), SYSTEMD_LOG_LEVEL="warning"))
        complaints = [line for line in checked.stdout.decode().splitlines() if "congbo" in line]
        print("".join(f"# {line}\n" for line in complaints), end="")
        say(not complaints, "systemd has nothing against it")
    else:
        say(True, "systemd has nothing against it # SKIP there is no systemd-analyze")

    say(run("on").returncode == 0 and status()["times"] == "07:30", "turned on again, it is at the usual time")
    say("--root" not in service.read_text(encoding="utf-8"), "and for the usual folder")
    (folder / "calls.on").unlink()
    say(run("status").returncode == 9, "what the system does not know of is told")
    say(run("off").returncode == 0 and not list(units.iterdir()) and status() == {"on": False}, "nothing is left when it is off")

    done = run("on", refused="enable")
    say(done.returncode == 9 and "no bus" in done.stdout.decode() and not list(units.iterdir()), "nothing is left of what cannot be")
    say(run("on", path=str(folder)).returncode == 2 and not list(units.iterdir()), "nor where there is no systemd")
print(f"1..{number}")
