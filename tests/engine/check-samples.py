#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-samples.py FOLDER: make.py makes the files that lie beside it, byte for byte."""

import pathlib
import subprocess
import sys
import tempfile

folder = pathlib.Path(sys.argv[1])
with tempfile.TemporaryDirectory() as made:
    subprocess.run([sys.executable, "-B", folder / "make.py", made], check=True)
    names = sorted(path.name for path in folder.glob("*.csv"))
    print(f"1..{len(names)}")
    for number, name in enumerate(names, 1):
        other = pathlib.Path(made) / name
        same = other.exists() and other.read_bytes() == (folder / name).read_bytes()
        print("ok" if same else "not ok", number, f"/samples/made/{name}")
