# SPDX-License-Identifier: GPL-3.0-or-later
"""The other readers, each a process that is asked and answers, and is begun anew where it falls over or
takes too long. What a reader of one version said of a file is kept: it will not say anything else."""
import hashlib
import json
import pathlib
import select
import subprocess

import fetch
import peers

HERE = pathlib.Path(__file__).resolve().parent
SECONDS = 120
# The release of each: what it says is compared as it said it then.
VERSIONS = {"calamine": "python-calamine==0.9.1", "openpyxl": "openpyxl==3.1.5", "xlrd": "xlrd==2.0.2"}
MODULES = {"calamine": "python_calamine"}


class Reader:
    def __init__(self, name):
        self.name = name
        command = peers.python(VERSIONS[name], "", MODULES.get(name, name))
        if command is None:
            raise fetch.Unfetched(f"{VERSIONS[name]} cannot be installed")
        self.python = command[0]
        self.folder = fetch.CACHE / "answers" / VERSIONS[name]
        self.folder.mkdir(parents=True, exist_ok=True)
        self.process = None

    def ask(self, path):
        if self.process is None:
            self.process = subprocess.Popen([self.python, str(HERE / "reader.py"), self.name], stdin=subprocess.PIPE,
                                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.process.stdin.write(f"{path}\n".encode())
        self.process.stdin.flush()
        if select.select([self.process.stdout], [], [], SECONDS)[0]:
            line = self.process.stdout.readline()
            if line:
                return json.loads(line)
        fell = self.process.poll() is not None
        self.process.kill()
        self.process.wait()
        self.process = None
        return {"error": "it fell over"} if fell else None

    def read(self, path):
        """{sheet: {(row, column): (kind, text)}}, or None and why not."""
        kept = self.folder / hashlib.sha256(path.read_bytes()).hexdigest()
        if not kept.exists():
            answer = self.ask(path)
            # A machine with less to do may give it time.
            if answer is None:
                return None, f"no answer in {SECONDS} s"
            part = kept.with_suffix(".part")
            part.write_text(json.dumps(answer), encoding="utf-8")
            part.rename(kept)
        answer = json.loads(kept.read_text(encoding="utf-8"))
        if "error" in answer:
            return None, answer["error"]
        return {name: {(row, column): (kind, text) for row, column, kind, text in cells}
                for name, cells in answer["sheets"].items()}, None

    def close(self):
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()
