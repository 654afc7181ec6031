#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-fonts.py FOLDER: for tests only. A free font under the names that Windows' own have, which
an empty Wine prefix lacks: without them every letter is a box."""
import sys

from fontTools.ttLib import TTFont

FACES = (("Segoe UI", "Regular", "segoeui"), ("Segoe UI", "Bold", "segoeuib"),
         ("Tahoma", "Regular", "tahoma"), ("Tahoma", "Bold", "tahomabd"))

for family, style, name in FACES:
    font = TTFont(f"/usr/share/fonts/truetype/noto/NotoSans-{style}.ttf")
    full = family if style == "Regular" else f"{family} {style}"
    texts = {1: family, 2: style, 3: f"test {full}", 4: full, 6: full.replace(" ", "")}
    for record in list(font["name"].names):
        if record.nameID in (16, 17, 21, 22, 25):
            font["name"].removeNames(record.nameID)
        elif record.nameID in texts:
            font["name"].setName(texts[record.nameID], record.nameID, record.platformID,
                                 record.platEncID, record.langID)
    font.save(f"{sys.argv[1]}/{name}.ttf")
