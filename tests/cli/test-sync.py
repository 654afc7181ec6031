#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-sync.py CONGBOCTL SAMPLES: the queue run to its end, as a timer goes by the exit code. Speaks TAP."""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

program, samples = sys.argv[1], pathlib.Path(sys.argv[2])
environment = dict(os.environ, LC_ALL="C.UTF-8", CONGBO_DATA_DIR=str(samples.parent))
number = 0


def say(good, words):
    global number
    number += 1
    print(("" if good else "not ") + f"ok {number} - {words}")


with tempfile.TemporaryDirectory() as folder:
    def run(*words, real=False):
        done = subprocess.run([program, *words, *([] if real else ["--practice"]), "--root", folder], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False, env=environment)
        print("".join(f"# {line}\n" for line in done.stdout.decode().splitlines()), end="")
        return done

    def store(words, *values):
        database = sqlite3.connect(pathlib.Path(folder) / "practice" / "congbo.db")
        with database:
            rows = database.execute(words, values).fetchall()
        database.close()
        return rows

    subprocess.run([program, "rehearse", "--root", folder], stdout=subprocess.DEVNULL, check=True, env=environment)
    say(run("sync").returncode == 0, "with nothing to send it is done")

    store("UPDATE jobs SET state = 'parked', reason = 'rejected', finished_us = 0")
    done = run("sync", "--json")
    counts = json.loads(done.stdout)
    say(done.returncode == 8 and counts["forPerson"] == 1 and counts["sent"] == 0, "what a person must decide is told")
    say(len(counts["items"]) == 1 and counts["items"][0]["reason"] == "rejected", "with its reason")
    say(run("sync", "--wait", "10").returncode == 8, "and not waited for")

    later = int((time.time() + 3600) * 1_000_000)
    store("UPDATE jobs SET state = 'waiting', reason = 'offline', not_before_us = ?", later)
    done = run("sync", "--json")
    say(done.returncode == 5 and json.loads(done.stdout)["waiting"] == 1, "what goes by itself later is told")

    # In real mode nothing signs in by itself, as the practice portal does.
    store("UPDATE jobs SET reason = NULL, not_before_us = 0")
    store("UPDATE accounts SET held = 'sign-in'")
    shutil.copytree(pathlib.Path(folder) / "practice", pathlib.Path(folder) / "real")
    say(run("sync", real=True).returncode == 6, "so is that somebody must sign in")

    now = time.localtime()
    store("INSERT INTO settings VALUES ('quiet-hours', ?)", f"{(now.tm_hour - 2) % 24:02}:00-{(now.tm_hour + 2) % 24:02}:00")
    store("UPDATE jobs SET state = 'done'")
    metadata = pathlib.Path(folder) / "metadata.json"
    metadata.write_text('{"notes": "Danh sách lập để tập dùng; mọi tên và số đều không có thật."}', encoding="utf-8")
    item = store("SELECT item_code FROM datasets")[0][0]
    done = run("publish", str(samples / "co-so-y-te-tcvn3.csv"), "--title", "Cơ sở y tế, tháng 11", "--period", "2026-11", "--item",
               item, "--mend", "--waive", "Số trực của cơ quan", "--prepared-by", "Lan", "--approved-by", "Minh", "--metadata",
               str(metadata))
    say(done.returncode == 5 and run("sync").returncode == 5, "in quiet hours it waits")
    store("DELETE FROM settings WHERE name = 'quiet-hours'")
    store("UPDATE jobs SET not_before_us = ? WHERE state <> 'done'", int((time.time() + 2) * 1_000_000))
    done = run("sync", "--wait", "5", "--json")
    say(done.returncode == 0 and json.loads(done.stdout)["sent"] == 1, "what its time comes for is waited for and sent")
    say(store("SELECT DISTINCT state FROM jobs") == [("done",)], "and proven")
    say(run("sync", "--wait", "-1").returncode == 2, "a wait that makes no sense is refused")
print(f"1..{number}")
