#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-by-hand.py CONGBOCTL SAMPLES: a file goes to a portal without an API: laid ready, put there by a person, compared,
looked at again. Speaks TAP."""
import http.server
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import threading

program, samples = sys.argv[1], pathlib.Path(sys.argv[2])
environment = dict(os.environ, LC_ALL="C.UTF-8", CONGBO_DATA_DIR=str(samples.parent))
public = {}
count = 0


class Portal(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = public.get(self.path)
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *words):
        pass


def say(holds, what):
    global count
    count += 1
    print(f"{'ok' if holds else 'not ok'} {count} - {what}")


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Portal)
threading.Thread(target=server.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{server.server_port}"

with tempfile.TemporaryDirectory() as folder:
    def run(*words):
        done = subprocess.run([program, *words, "--practice", "--root", folder], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False, env=environment)
        print("".join(f"# {line}\n" for line in done.stdout.decode().splitlines()), end="")
        return done

    run("rehearse")
    metadata = pathlib.Path(folder) / "metadata.json"
    metadata.write_text('{"notes": "Danh sách lập để tập dùng; mọi tên và số đều không có thật."}', encoding="utf-8")
    store = sqlite3.connect(pathlib.Path(folder) / "practice" / "congbo.db")
    item = store.execute("SELECT item_code FROM datasets").fetchone()[0]
    account = json.loads(run("account", "add", address + "/", "--by-hand", "--json").stdout)
    say(account["kind"] == "by-hand" and account["address"] == address, "the portal is set up without a token")
    done = run("publish", str(samples / "co-so-y-te-tcvn3.csv"), "--title", "Cơ sở y tế", "--period", "2026-11", "--item", item,
               "--mend", "--waive", "Số trực của cơ quan", "--prepared-by", "Lan", "--approved-by", "Minh",
               "--metadata", str(metadata), "--account", account["id"])
    say(done.returncode == 8, "it waits for a person")
    job = store.execute("SELECT id FROM jobs WHERE account_id = ?", (account["id"],)).fetchone()[0]
    told = run("by-hand", job).stdout.decode()
    say("Description: Danh sách lập" in told and "co-so-y-te-tcvn3.csv" in told, "what is to be copied is told")
    ready = pathlib.Path(folder) / "ready"
    say(run("by-hand", job, "--to", str(ready)).returncode == 0, "all is laid ready")
    names = sorted(path.name for path in ready.iterdir())
    print(f"# {names}")
    say(len(names) == 3 and "description.txt" in names, "the file, the description and the package")
    table = next(path for path in ready.iterdir() if path.suffix == ".csv")
    public["/tep"] = table.read_bytes().replace(b"\n", b"\r\n")
    done = run("by-hand", job, "--page", address + "/tap", "--file", address + "/tep")
    say(done.returncode == 8 and "line ends" in done.stdout.decode(), "other line ends are told, nothing is claimed")
    public["/tep"] = table.read_bytes()
    done = run("by-hand", job, "--file", f"{table.name}={address}/tep")
    say(done.returncode == 0 and "read back" in done.stdout.decode(), "the same bytes are published, with a receipt")
    say(run("queue", "recheck", job).returncode == 0, "looked at again: the same")
    public["/tep"] += b"x"
    say(run("queue", "recheck", job).returncode == 1, "what was changed there since is found")
    store.close()
server.shutdown()
print(f"1..{count}")
