#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-secret.py CONGBOCTL SAMPLES: Ctrl+C where the access code is asked for on a terminal. Speaks TAP."""
import os
import pathlib
import pty
import select
import sys
import tempfile
import termios
import time

program, samples = sys.argv[1], pathlib.Path(sys.argv[2])


def read(terminal, until, seconds=30):
    text = b""
    end = time.monotonic() + seconds
    while until not in text and time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                text += os.read(terminal, 1000)
            except OSError:
                break
    return text


with tempfile.TemporaryDirectory() as folder:
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(LC_ALL="C.UTF-8", CONGBO_DATA_DIR=str(samples.parent))
        os.execv(program, [program, "account", "add", "http://127.0.0.1:1", "--practice", "--root", folder])
    asked = read(terminal, b"Access code: ")
    print("ok 1 - it is asked for" if b"Access code: " in asked else f"not ok 1 - it is asked for\n# {asked}")
    os.write(terminal, b"half\x03")
    said = read(terminal, b"Nothing is lost", 10)
    print("ok 2 - one Ctrl+C ends it" if b"Nothing is lost" in said else f"not ok 2 - one Ctrl+C ends it\n# {said}")
    try:
        echo = termios.tcgetattr(terminal)[3] & termios.ECHO
    except termios.error:
        echo = 0
    print("ok 3 - the terminal shows again what is typed" if echo else "not ok 3 - the terminal shows again what is typed")
    if b"Nothing is lost" not in said:
        os.write(terminal, b"\x03")
    _, status = os.waitpid(child, 0)
    print("ok 4 - it says so to a script" if os.waitstatus_to_exitcode(status) > 0 else f"not ok 4 - it says so to a script: {status}")
print("1..4")
