#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-format owns the format. Versions differ, so only 14 (Debian 12) is asked. Speaks TAP."""
import re
import shutil
import subprocess
import sys
import tempfile

import house

WANTED = 14


def find_formatter():
    """Path, or None and why not."""
    for name in (f"clang-format-{WANTED}", "clang-format"):
        path = shutil.which(name)
        if path:
            version = subprocess.run([path, "--version"], capture_output=True, text=True).stdout
            match = re.search(r"version (\d+)", version)
            if match and int(match.group(1)) == WANTED:
                return path, None
            reason = f"{version.strip()} formats otherwise than {WANTED}"
            continue
        reason = "no clang-format"
    return None, reason


def problems(formatter, names, folder):
    if not names:
        return []
    result = subprocess.run([formatter, "--dry-run", "-Werror", f"--style=file:{house.ROOT}/.clang-format",
                             *names], cwd=folder, capture_output=True, text=True)
    found = sorted({line.split(": error:")[0].rsplit(":", 1)[0]
                    for line in result.stderr.splitlines() if ": error:" in line})
    if result.returncode and not found:
        found = result.stderr.splitlines()[:5]
    return [f"{place}: run ./dev format" for place in found]


def self_test(formatter):
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/bad.c", "w", encoding="utf-8") as out:
            out.write("int  x( int y ){return y;}\n")
        with open(f"{folder}/good.c", "w", encoding="utf-8") as out:
            out.write("int x;\n")
        missed = [] if problems(formatter, ["bad.c"], folder) else ["bad.c passed"]
        return missed + problems(formatter, ["good.c"], folder)


def main():
    tap = house.Tap()
    formatter, reason = find_formatter()
    if formatter is None:
        tap.skip("/format/as-clang-format-14", reason)
        tap.end()
    tap.check("/format/self-test", self_test(formatter))
    names = house.tracked("src/*.c", "src/*.h", "tests/*.c", "tests/*.h")
    tap.check("/format/as-clang-format-14", problems(formatter, names, house.ROOT)[:50])
    tap.end()


sys.exit(main())
