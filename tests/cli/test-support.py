#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-support.py CONGBOCTL SAMPLES: what whoever looks after the program is sent, with secrets and names planted wherever
there is room for words. Speaks TAP."""
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import zipfile

program, samples = sys.argv[1], pathlib.Path(sys.argv[2])
environment = dict(os.environ, LC_ALL="C.UTF-8", CONGBO_DATA_DIR=str(samples.parent))
# As an access code, as a name with its marks and without, as a number of a person, as a word of small letters.
PLANTED = ["eyJhbGciOiJIUzI1NiJ9", "Nguyễn Thị Mận", "nguyen-thi-man", "079186001234", "mật", "congchungsotuphap"]
LINES = ["2026-11-20T01:02:03Z warning congbo: cannot open /home/congchungsotuphap/Nguyễn Thị Mận.xlsx: permission denied",
         "2026-11-20T01:02:04Z critical Gtk: gtk_widget_show: assertion 'eyJhbGciOiJIUzI1NiJ9' failed",
         "2026-11-20T01:02:05Z warning nguyen-thi-man: 079186001234 mật GIANG GtkMận",
         "nguyen-thi-man congchungsotuphap"]
number = 0


def say(good, words):
    global number
    number += 1
    print(("" if good else "not ") + f"ok {number} - {words}")


def run(*words):
    done = subprocess.run([program, *words, "--practice"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                          env=environment)
    print("".join(f"# {line}\n" for line in done.stdout.decode().splitlines()[:40]), end="")
    return done


def plant(path):
    """Into every column that takes any text; those that only take words of ours say so."""
    database = sqlite3.connect(path)
    words, planted = " ".join(PLANTED), 0
    for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f"DROP TRIGGER {trigger}")
    for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in database.execute(f"PRAGMA table_info ({table})").fetchall():
            if row[2] != "TEXT" or (table, row[1]) == ("settings", "name"):
                continue
            try:
                with database:
                    planted += database.execute(f'UPDATE {table} SET "{row[1]}" = coalesce ("{row[1]}", \'\') || ?', (words,)).rowcount
            except sqlite3.IntegrityError:
                pass
    names = ["agency", "lead-agency", "one-person", "operator-contact", "person", "plan", "profile", "reminder-days", "reminders",
             "setup-done", "agencies", "preset-certificates", "preset-portal", "quiet-hours", "quiet-stop", "rate-limit"]
    with database:
        for name in names:
            database.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, words))
    database.close()
    return planted


def read(path):
    with zipfile.ZipFile(path) as bundle:
        return {name: bundle.read(name).decode() for name in bundle.namelist()}


with tempfile.TemporaryDirectory(prefix="nguyen-thi-man-") as folder:
    folder = pathlib.Path(folder)
    out, store = folder / "gửi.zip", folder / "practice" / "congbo.db"
    subprocess.run([program, "rehearse", "--root", folder], stdout=subprocess.DEVNULL, check=True, env=environment)
    database = sqlite3.connect(store)
    known = [value for table, column in (("datasets", "id"), ("dataset_files", "name"), ("dataset_files", "sha256"), ("accounts", "title"),
                                         ("accounts", "url"), ("jobs", "slug"), ("receipts", "title"), ("receipts", "approved_by"),
                                         ("settings WHERE name IN ('agency', 'person')", "value"))
             for (value,) in database.execute(f"SELECT {column} FROM {table}")]
    rows = database.execute("SELECT count (*) FROM journal").fetchone()[0]
    database.close()

    done = run("support", str(out), "--root", str(folder))
    parts = read(out)
    say(done.returncode == 0 and {"contents.txt", "system.json", "settings.json", "store.json", "journal.csv", "queue.json"} <= set(parts),
        "the bundle has its parts")
    say(parts["contents.txt"].strip() in done.stdout.decode(), "and what is in it is said")
    say(f"# chain: whole, {rows} rows" in parts["journal.csv"] and ",receipt\n" in parts["journal.csv"], "the shape of the journal")
    queue = json.loads(parts["queue.json"])
    say(queue["jobs"][0]["state"] == "done" and queue["jobs"][0]["attempts"][0]["outcome"] == "ok", "the queue and its attempts")
    counts = json.loads(parts["store.json"])
    say(counts["schema"] >= 6 and counts["datasets.published"] == 1 and counts["journal"] == rows, "how much there is")
    say(json.loads(parts["settings.json"])["agency"] == "(set)", "that a name is set, not which")
    whole = "".join(parts.values())
    say(len(known) >= 9 and not [value for value in known if value in whole], "no name, address or sum of what was published")

    say(plant(store) > 100, "secrets and names are planted")
    (folder / "congbo.log").write_text("\n".join(LINES) + "\n", encoding="utf-8")
    say(run("support", str(out), "--root", str(folder)).returncode == 0, "a bundle is made of what is left")
    parts = read(out)
    for name, text in sorted(parts.items()):
        say(not [word for word in PLANTED if word in text], f"nothing of them is in {name}")
    say("# chain: holds for 0 rows, then: damaged" in parts["journal.csv"], "where the chain breaks is told")
    say(parts["log.txt"].splitlines() == ["2026-11-20T01:02:03Z warning congbo: cannot open … permission denied",
                                          "2026-11-20T01:02:04Z critical Gtk: gtk_widget_show: assertion … failed",
                                          "2026-11-20T01:02:05Z warning …", "…"], "of the log what every program says is left")

    store.write_bytes(b"SQLite format 3\0" + b"Nguyen-thi-man" * 400)
    shown = run("support", "--root", str(folder)).stdout.decode()
    say("problem.json" in shown and "system.json" in shown and "log.txt" in shown, "what cannot be opened has one, too")
    say(not [word for word in [*PLANTED, str(folder)] if word in shown], "with nothing of the names in it")
    say(re.search(r'"error" : "(damaged|read-only)"', shown) is not None, "and says why")
    say(run("support", str(folder / "none" / "x.zip"), "--root", str(folder)).returncode != 0, "a folder that is not there is told")
print(f"1..{number}")
