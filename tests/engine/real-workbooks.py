#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""real-workbooks.py READ-WORKBOOK FOLDER: every workbook of FOLDER, saved by another program, is read as
the text beside it says. `--write` in front of them writes those texts, for a person to look through and
to hold against what other programs read. Speaks TAP."""
import os
import pathlib
import shlex
import subprocess
import sys


def read(program, path):
    """What is read, a line for each sheet and cell. A program of another system is run by what meson names."""
    wrapper = shlex.split(os.environ.get("MESON_EXE_WRAPPER", ""))
    found = subprocess.run([*wrapper, program, path], capture_output=True, check=True).stdout
    return found.replace(b"\r\n", b"\n").decode()


def main():
    arguments = [each for each in sys.argv[1:] if each != "--write"]
    program, folder = arguments[0], pathlib.Path(arguments[1])
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".xlsx", ".xls", ".ods"))
    print("TAP version 13")
    print(f"1..{len(paths)}")
    for number, path in enumerate(paths, 1):
        found, beside = read(program, path), path.with_name(path.name + ".txt")
        if "--write" in sys.argv:
            beside.write_text(found, encoding="utf-8")
        expected = beside.read_text(encoding="utf-8")
        print("ok" if found == expected else "not ok", number, "-", f"/real-workbooks/{path.name}")
        for line in sorted(set(found.split("\n")) ^ set(expected.split("\n"))):
            print("# here:" if line in found.split("\n") else "# there:", line)
    return 0


sys.exit(main())
