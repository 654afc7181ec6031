# SPDX-License-Identifier: GPL-3.0-or-later
"""Our side: `congboctl` run over a file as a person would, within time and memory, and what is wrong
whatever the file is: a crash, no end, more memory than there may be, a refusal without a sentence."""
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SECONDS = 120
MIB = 1024
MAX_OUTPUT = 256 << 20
# A process that reads may take what it is given; more than this nobody's file here needs.
MAX_KIB = 1024 * MIB
# Done, something to mend, not readable: nothing else is an answer to a file; and of a sheet, that it is
# none of rows.
ANSWERS = (0, 1, 3)
NO_ROWS = "has no cells"
csv.field_size_limit(1 << 30)


class Program:
    def __init__(self, build):
        self.congboctl = f"{build}/src/cli/congboctl"
        self.starter = subprocess.Popen([sys.executable, str(HERE / "starter.py")], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, env=dict(os.environ, LANGUAGE="en"))
        self.faults = []
        self.most = (0, "")
        self.longest = (0.0, "")

    def run(self, arguments, where):
        """(status, output as a file, the sentence of what went wrong), faults noted."""
        out, errors = tempfile.NamedTemporaryFile(), tempfile.NamedTemporaryFile()
        order = {"command": [self.congboctl, *map(str, arguments)], "out": out.name, "errors": errors.name,
                 "seconds": SECONDS}
        self.starter.stdin.write(json.dumps(order).encode() + b"\n")
        self.starter.stdin.flush()
        done = json.loads(self.starter.stdout.readline())
        code = done["code"]
        sentence = errors.read(4000).decode(errors="replace").strip()
        name = f"{where}: congboctl {arguments[0]}"
        self.most = max(self.most, (done["kib"], name))
        self.longest = max(self.longest, (done["seconds"], name))
        if done["late"]:
            self.faults.append(f"{name} has no end within {SECONDS} s")
        elif code not in ANSWERS and NO_ROWS not in sentence:
            self.faults.append(f"{name} ends with {code}: {sentence[:200]}")
        elif code == 3 and not sentence:
            self.faults.append(f"{name} refuses without a sentence")
        if done["kib"] > MAX_KIB:
            self.faults.append(f"{name} takes {done['kib'] // MIB} MiB")
        return code, out, sentence

    def check(self, path, where):
        """Whether it is of a kind that is read."""
        _, out, _ = self.run(["check", path], where)
        text = out.read(1 << 20).decode(errors="replace")
        if "could not be read safely" in text:
            self.faults.append(f"{where}: the reading process fell over")
        return "does not look into" not in text

    def read(self, path, where, sheet=None):
        """Rows of text and the sentence of what is wrong with the file, if anything is."""
        status, out, sentence = self.run(["read", "--raw", *(["--sheet", sheet] if sheet else []), path], where)
        if os.fstat(out.fileno()).st_size > MAX_OUTPUT:
            return None, "more than is compared"
        with open(os.dup(out.fileno()), encoding="utf-8", errors="replace", newline="") as text:
            return list(csv.reader(text)), " ".join(sentence.split()) if status else ""

    def read_json(self, path, where):
        """The same of a file of text, whose separators are not asked for: its own stay in what is printed."""
        status, out, sentence = self.run(["read", "--raw", "--to", "json", path], where)
        if status or os.fstat(out.fileno()).st_size > MAX_OUTPUT:
            return None, " ".join(sentence.split()) or "more than is compared"
        return json.loads(out.read().decode(errors="replace"), parse_int=str, parse_float=str), ""
