#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-publish.py CONGBOCTL SAMPLES: publishing a file while another item of the queue waits for a person. Speaks TAP."""
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

program, samples = sys.argv[1], pathlib.Path(sys.argv[2])
environment = dict(os.environ, LC_ALL="C.UTF-8", CONGBO_DATA_DIR=str(samples.parent))

with tempfile.TemporaryDirectory() as folder:
    def run(*words):
        done = subprocess.run([program, *words, "--root", folder], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              check=False, env=environment)
        print("".join(f"# {line}\n" for line in done.stdout.decode().splitlines()), end="")
        return done

    def publish(title):
        return run("publish", str(samples / "co-so-y-te-tcvn3.csv"), "--practice", "--title", title, "--period", "2026-11",
                   "--item", item, "--mend", "--waive", "Số trực của cơ quan", "--prepared-by", "Lan", "--approved-by", "Minh",
                   "--metadata", str(metadata))

    run("rehearse")
    metadata = pathlib.Path(folder) / "metadata.json"
    metadata.write_text('{"notes": "Danh sách lập để tập dùng; mọi tên và số đều không có thật."}', encoding="utf-8")
    store = sqlite3.connect(pathlib.Path(folder) / "practice" / "congbo.db")
    with store:
        item = store.execute("SELECT item_code FROM datasets").fetchone()[0]
        store.execute("UPDATE jobs SET state = 'parked', reason = 'rejected', finished_us = 0")
    store.close()
    done = publish("Cơ sở y tế, tháng 11")
    print("ok 1 - it is published" if done.returncode == 0 else f"not ok 1 - it is published: {done.returncode}")
    print("ok 2 - and has a receipt" if "read back from the portal" in done.stdout.decode() else "not ok 2 - and has a receipt")
    print("ok 3 - the queue says what waits" if run("queue", "run", "--practice").returncode == 8 else "not ok 3 - the queue says what waits")
    wrong = []
    for text in ('{"keywords": ["y tế", {"a": 1}]}', '{"keywords": {"a": 1}}', '{"keywords": "y tế"}', '{"title": ["a"]}', '{"notes": 5}', '[]', '{'):
        metadata.write_text(text, encoding="utf-8")
        done = publish("Không được nhận")
        if done.returncode != 2 or b"metadata.json" not in done.stdout:
            wrong.append(f"{text}: {done.returncode}")
    print("not ok 4 - a description of another form is refused: " + ", ".join(wrong) if wrong else "ok 4 - a description of another form is refused")
print("1..4")
