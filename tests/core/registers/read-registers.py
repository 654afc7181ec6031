#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""read-registers.py WRITER PROFILES: every register of every province in every format, as
openpyxl, poppler, python's zip and csv read it: what the text asks for is there, under the clause
that the profile gives. Speaks TAP."""
import csv
import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

import openpyxl

folder = pathlib.Path(tempfile.mkdtemp())
subprocess.run([sys.argv[1], folder], check=True)
made = json.loads((folder / "made.json").read_text("utf-8"))
profiles = [json.loads(path.read_text("utf-8"))
            for path in pathlib.Path(sys.argv[2]).glob("*.json")]
profiles = {one["id"]: one for one in profiles if one.get("kind") == "province"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
number = failed = 0


def check(name, bad):
    global number, failed
    number += 1
    failed += bool(bad)
    print(f"{'not ok' if bad else 'ok'} {number} {name}")
    for one in list(bad)[:10]:
        print(f"# {one}"[:1000])


def squeeze(text):
    """Without the blanks and line ends that a page puts between words."""
    return re.sub(r"\s+", "", text)


def docx_text(path):
    with zipfile.ZipFile(path) as docx:
        assert docx.testzip() is None
        root = ElementTree.fromstring(docx.read("word/document.xml"))
    return "".join(node.text or "" for node in root.iter(f"{W}t"))


def pdf_text(path):
    # As the content has it, cell by cell: side by side would mix the lines of the cells.
    return subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True,
                          text=True).stdout


def words_of(cite, profile):
    """The places of a citation in the words of an office; other texts by their number."""
    for place in cite.split(", "):
        match = re.fullmatch(r"Đ(\d+)(?:\.(\d+)([a-zđ])?)?(?: .*)?", place)
        yield (f"Điều {match[1]}" + (f" khoản {match[2]}" if match[2] else "")
               + (f" điểm {match[3]}" if match[3] else "")) if match else place


def shown(value):
    try:
        return datetime.date.fromisoformat(value).strftime("%d/%m/%Y")
    except ValueError:
        return value


def wanted_of(profile, register):
    """What the text asks of an entry: id to clause."""
    rules = (profile.get("registers") or {}).get(register) or {}
    return rules, {name: rule["cite"] for name, rule in (rules.get("fields") or {}).items()
                   if rule.get("required")}


def read_xlsx(path):
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(i for i, row in enumerate(lines) if len(row) > 1 and row[1] is not None)
    notes = " ".join(str(row[0]) for row in lines[:head])
    wishes = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()] \
        if len(book.worksheets) > 1 else []
    return notes, lines[head], lines[head + 1:], wishes, sheet.freeze_panes


def read_csv(path):
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def text_of(value):
    return value.date().isoformat() if isinstance(value, datetime.datetime) else str(value or "")


def check_table(name, titles, records, head, rows, bad):
    for title in titles.values():
        if title not in head:
            bad.append(f"{name}: no column {title}")
            return
    if len(rows) != len(records):
        bad.append(f"{name}: {len(rows)} rows for {len(records)}")
    for record, row in zip(records, rows):
        for field, value in record.items():
            seen = text_of(row[head.index(titles[field])])
            if seen.lstrip("'") != value and not (value == "yes" and seen):
                bad.append(f"{name}: {field} is {seen!r}, not {value!r}")


def check_paper(name, text, titles, records, wanted, rules, profile, bad):
    flat = squeeze(text)
    for field, cite in wanted.items():
        if squeeze(titles[field]) not in flat:
            bad.append(f"{name}: no {field}")
        for record in records:
            if record[field] != "yes" and squeeze(shown(record[field])) not in flat:
                bad.append(f"{name}: {field} {record[field]!r} is missing")
        for place in words_of(cite, profile):
            if squeeze(place) not in flat:
                bad.append(f"{name}: {field} without {place}")
    for place in words_of(rules["cite"], profile) if rules else []:
        if squeeze(place) not in flat:
            bad.append(f"{name}: without {place}")
    if not rules and squeeze("says nothing about this register") not in flat:
        bad.append(f"{name}: does not say that the text is silent")


files = 0
for name, one in sorted(made.items()):
    profile_id, register = name.split(".")
    profile = profiles[profile_id]
    rules, wanted = wanted_of(profile, register)
    titles, records = one["titles"], one["records"]
    bad = []
    notes, head, rows, wishes, frozen = read_xlsx(folder / f"{name}.xlsx")
    check_table("xlsx", titles, records, head, rows, bad)
    if not frozen:
        bad.append("xlsx: the header is not frozen")
    for field, cite in wanted.items():
        line = next((w for w in wishes if w[0] == titles[field]), None)
        if line is None or not all(place in line[1] for place in words_of(cite, profile)):
            bad.append(f"xlsx: {field} without {cite}: {line}")
        elif line[2] != rules["fields"][field].get("quote"):
            bad.append(f"xlsx: {field} without the words of the text: {line}")
    for place in words_of(rules["cite"], profile) if rules else []:
        if place not in notes:
            bad.append(f"xlsx: without {place}: {notes}")
    head, *rows = read_csv(folder / f"{name}.csv")
    check_table("csv", titles, records, head, rows, bad)
    papers = {"pdf": pdf_text(folder / f"{name}.pdf"), "docx": docx_text(folder / f"{name}.docx")}
    for kind, text in papers.items():
        check_paper(kind, text, titles, records, wanted, rules, profile, bad)
        for duty in ("approved_by", "posted_on"):
            if rules.get(duty) and squeeze(rules[duty]) not in squeeze(text):
                bad.append(f"{kind}: {duty} is missing")
    files += 4
    check(f"/registers/{profile_id}/{register}", bad)
check("/registers/all-of-all-provinces", [] if files == 160 else [files])

bad = []
notes, head, rows, wishes, _ = read_xlsx(folder / "empty.xlsx")
if rows or "Content" in head or not notes or len(wishes) < 2:
    bad.append(("xlsx", notes, head, rows, wishes))
if len(read_csv(folder / "empty.csv")) != 1:
    bad.append("csv")
for text in pdf_text(folder / "empty.pdf"), docx_text(folder / "empty.docx"):
    if "Nothing has been entered." not in text or "Điều 12 khoản 4" not in text:
        bad.append(text)
check("/registers/empty", bad)

bad = []
want = [f"PA-2026-{i:04}" for i in range(1, 1001)]
for kind, seen in (("xlsx", [row[0] for row in read_xlsx(folder / "thousand.xlsx")[2]]),
                   ("csv", [row[0] for row in read_csv(folder / "thousand.csv")[1:]]),
                   ("pdf", re.findall(r"PA-2026-\d{4}", pdf_text(folder / "thousand.pdf"))),
                   ("docx", re.findall(r"PA-2026-\d{4}", docx_text(folder / "thousand.docx")))):
    if seen != want:
        bad.append((kind, len(seen), seen[:3]))
check("/registers/thousand-entries", bad)

bad = []
long = "".join(f"chữ{i} " for i in range(3000)) + "hết."
if long not in [text_of(cell) for cell in read_xlsx(folder / "long.xlsx")[2][0]]:
    bad.append("xlsx")
if long not in read_csv(folder / "long.csv")[1]:
    bad.append("csv")
for kind, text in (("pdf", pdf_text(folder / "long.pdf")),
                   ("docx", docx_text(folder / "long.docx"))):
    missing = [i for i in range(3000) if f"chữ{i}" not in text]
    if missing:
        bad.append((kind, len(missing), missing[:5]))
check("/registers/text-longer-than-a-page", bad)
print(f"1..{number}")
sys.exit(1 if failed else 0)
