#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-icon.py SVG ICO: an icon of Windows, drawn anew in each size."""
import struct
import subprocess
import sys

SIZES = (16, 20, 24, 32, 40, 48, 64, 256)


def main(svg, ico):
    pictures = [subprocess.run(["rsvg-convert", "-w", str(size), "-h", str(size), svg],
                               capture_output=True, check=True).stdout for size in SIZES]
    offset = 6 + 16 * len(SIZES)
    with open(ico, "wb") as file:
        file.write(struct.pack("<HHH", 0, 1, len(SIZES)))
        for size, picture in zip(SIZES, pictures):
            file.write(struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset))
            offset += len(picture)
        file.write(b"".join(pictures))


main(*sys.argv[1:])
