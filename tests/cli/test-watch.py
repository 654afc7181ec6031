#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-watch.py CONGBOCTL SAMPLES: a folder in which the office puts new files, on the command line. Speaks TAP."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

program, samples = sys.argv[1], pathlib.Path(sys.argv[2])
environment = dict(os.environ, LC_ALL="C.UTF-8", CONGBO_DATA_DIR=str(samples.parent))
sample = samples / "co-so-y-te-tcvn3.csv"
number = 0


def say(good, words):
    global number
    number += 1
    print(("" if good else "not ") + f"ok {number} - {words}")


with tempfile.TemporaryDirectory() as folder:
    root, watched = pathlib.Path(folder) / "root", pathlib.Path(folder) / "thư mục mới"
    watched.mkdir()

    def run(*words):
        done = subprocess.run([program, *words, "--practice", "--root", root], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              check=False, env=environment)
        print("".join(f"# {line}\n" for line in done.stdout.decode().splitlines()), end="")
        return done

    # Begins the practice data, and mends and publishes a file of the item for the month before.
    subprocess.run([program, "rehearse", "--root", root], stdout=subprocess.DEVNULL, check=True, env=environment)
    datasets = json.loads(run("dataset", "list", "--json").stdout)
    item = datasets[0]["item"]
    shutil.copy(sample, watched / "đã có.csv")

    say(run("watch").returncode == 2 and run("watch", "add", str(watched)).returncode == 2, "what is missing is told")
    say(run("watch", "add", str(watched), "--item", "NONE").returncode == 3, "so is an item that is none")
    done = run("watch", "add", str(watched), "--item", item)
    say(done.returncode == 0 and "1 file is there already" in done.stdout.decode(), "the folder is watched, what is in it left alone")
    say(run("watch", "add", str(watched), "--item", item).returncode == 2, "once")
    say(json.loads(run("watch", "list", "--json").stdout) == [{"folder": str(watched), "item": item}], "and listed")
    say(run("watch", "run").returncode == 0, "no new file is no failure")
    shutil.copy(sample, watched / "mới.csv")
    done = run("watch", "run", "--json")
    say(done.returncode == 5 and json.loads(done.stdout)[0]["outcome"] == "not-quiet", "one that has just come is waited for")
    # Of the month before there is one already: a name says that this is of the month that runs.
    period = json.loads(run("due", "--json").stdout)
    period = max(one["period"] for one in period if one.get("item") == item and one["duty"] == "update")
    (watched / "mới.csv").rename(watched / f"{period}.csv")
    done = run("watch", "run", "--quiet", "0", "--json")
    taken = json.loads(done.stdout)[0] if done.returncode == 0 else {}
    say(taken.get("outcome") == "taken" and taken["period"] == period and taken["stepsRepeated"] > 0, "it is taken in and mended")
    now = [one for one in json.loads(run("dataset", "list", "--json").stdout) if one["id"] == taken.get("dataset")]
    say(len(now) == 1 and now[0]["state"] == "preparing" and now[0]["files"] == 1, "and waits for a person")
    say(run("watch", "run", "--quiet", "0").returncode == 0 and len(json.loads(run("dataset", "list", "--json").stdout)) == 2, "once")
    shutil.copy(sample, watched / "nữa.csv")
    say(run("watch", "run", "--quiet", "0").returncode == 8, "one that nothing waits for is told")
    say(sorted(path.name for path in watched.iterdir()) == sorted(["đã có.csv", f"{period}.csv", "nữa.csv"])
        and (watched / f"{period}.csv").read_bytes() == sample.read_bytes(), "nothing in the folder is touched")
    say(run("watch", "remove", str(watched)).returncode == 0 and run("watch", "remove", str(watched)).returncode == 2
        and json.loads(run("watch", "list", "--json").stdout) == [], "it is watched no more")
print(f"1..{number}")
