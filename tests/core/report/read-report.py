#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as openpyxl and poppler read it: every figure leads to its rows. Speaks TAP."""
import csv
import datetime
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

import openpyxl

folder = tempfile.mkdtemp()
subprocess.run([sys.argv[1], folder], check=True)
number = failed = 0


def check(name, good, seen=""):
    global number, failed
    number += 1
    failed += not good
    print(f"{'ok' if good else 'not ok'} {number} {name}")
    if not good:
        print(f"# seen: {seen!r}"[:2000])


book = openpyxl.load_workbook(f"{folder}/report.xlsx")
summary, contents, items, fields, periods, rows = book.worksheets


def table(sheet):
    header = next(row for row in sheet.iter_rows() if row[1].value is not None)
    return header, list(sheet.iter_rows(min_row=header[0].row + 1, max_col=len(header)))


def place(cell):
    """The row of the sheet of rows that a figure leads to."""
    sheet, target = re.fullmatch(r"'(.*)'!A(\d+)", cell.hyperlink.location).groups()
    return int(target) if sheet == rows.title else None


_, facts = table(rows)
named = {row[0].row: row for row in facts}
_, figures = table(summary)
counts = {row[0].value: row[1].value for row in figures}
check("/report/xlsx/figures", [row[1].value for row in figures]
      == [2, 1, 1, 0, 4, 3, 0, 0, 1, 0, 0, 1, 0, 2, 0], counts)
for row in figures:
    title, count = row[0].value, row[1].value
    if not count:
        check(f"/report/xlsx/no-rows/{title}", row[1].hyperlink is None)
        continue
    first = place(row[1])
    found = [r for r, fact in named.items() if fact[0].value == title]
    check(f"/report/xlsx/leads-to-its-rows/{title}", found == list(range(first, first + count)), found)
_, said = table(contents)
check("/report/xlsx/contents-of-the-text", list(dict.fromkeys(row[1].value for row in said))
      == [f"Điều {place}, 59/2024/QĐ-UBND"
          for place in ("9 khoản 1", "7 khoản 6", "13 khoản 6", "7 khoản 3")],
      [row[1].value for row in said])
check("/report/xlsx/contents-have-the-figures-of-the-summary",
      all(row[3].value == counts[row[2].value] for row in said)
      and all(place(row[3]) for row in said if row[3].value), [row[2].value for row in said])
ANSWER = "Đã rà soát <từng tệp>;\ncòn thiếu ô ở hai tập."
check("/report/xlsx/answer", [row[4].value for row in said if row[4].value] == [ANSWER])
with zipfile.ZipFile(f"{folder}/report.docx") as docx:
    document = ElementTree.fromstring(docx.read("word/document.xml"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
cells = ["".join("\n" if node.tag == f"{W}br" else node.text or ""
                 for node in cell.iter()) for cell in document.iter(f"{W}tc")]
check("/report/docx/answer", ANSWER in cells, cells)
header, by_item = table(items)
for row in by_item:
    for column in range(3, len(row)):
        if row[column].value:
            first = place(row[column])
            own = [r for r, fact in named.items()
                   if fact[0].value == header[column].value and fact[1].value == row[0].value]
            check(f"/report/xlsx/item-leads-to-its-rows/{row[0].value}/{header[column].value}",
                  own == list(range(first, first + row[column].value)), own)
check("/report/xlsx/dates-are-dates", {type(row[3].value) for row in table(periods)[1] if row[3].value}
      == {datetime.datetime}, [row[3].value for row in table(periods)[1]])
check("/report/xlsx/last-row-is-the-total", [cell.value for cell in table(fields)[1][-1]][1:]
      == [row[1].value for row in figures])
with open(f"{folder}/report.csv", encoding="utf-8-sig", newline="") as file:
    lines = list(csv.reader(file))
check("/report/csv/as-by-item", [line[3:] for line in lines[1:]]
      == [[str(cell.value) for cell in row[3:]] for row in by_item], lines)
text = subprocess.run(["pdftotext", "-layout", f"{folder}/report.pdf", "-"], capture_output=True,
                      text=True, check=True).stdout
check("/report/pdf/answer", re.search(r"Đã rà soát <từng tệp>;.*còn thiếu ô", text, re.S), text)
check("/report/pdf/clause", "Điều 9 khoản 2, 59/2024/QĐ-UBND" in re.sub(r"\s+", " ", text), text)
check("/report/pdf/late-one-is-named", re.search(r"Dữ liệu b .*16/10/2026 +02/11/2026", text), text)
check("/report/pdf/reason", "đường dây nóng" in text, text)
empty = subprocess.run(["pdftotext", f"{folder}/empty.pdf", "-"], capture_output=True, text=True,
                       check=True).stdout
check("/report/empty/says-so", "nothing was due and nothing was published" in re.sub(r"\s+", " ", empty)
      and any("nothing was due" in str(row[0].value)
              for row in openpyxl.load_workbook(f"{folder}/empty.xlsx").worksheets[0].iter_rows()), empty)


def pdf_text(name):
    return re.sub(r"\s+", " ", subprocess.run(["pdftotext", "-layout", f"{folder}/{name}", "-"],
                                              capture_output=True, text=True, check=True).stdout)


def docx_text(name):
    with zipfile.ZipFile(f"{folder}/{name}") as file:
        root = ElementTree.fromstring(file.read("word/document.xml"))
    return " ".join(node.text or "" for node in root.iter(f"{W}t"))


def csv_rows(name):
    with open(f"{folder}/{name}", encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


check("/report/empty/docx-and-csv", "nothing was due" in docx_text("empty.docx")
      and all(cell == "0" for line in csv_rows("empty.csv")[1:] for cell in line[3:]),
      csv_rows("empty.csv"))

# Over the end of a year and a leap day.
leap = openpyxl.load_workbook(f"{folder}/leap.xlsx").worksheets
spans = {row[0].value: row for row in table(leap[3])[1]}
check("/report/leap-day/last-day-is-a-date",
      spans["a"][3].value == datetime.datetime(2028, 2, 29)
      and spans["a"][4].value == datetime.datetime(2028, 2, 29),
      [cell.value for cell in spans["a"]])
check("/report/leap-day/year-before", spans["y"][4].value == datetime.datetime(2027, 12, 31),
      [cell.value for cell in spans["y"]])
check("/report/leap-day/figures", [row[1].value for row in table(leap[0])[1]][:6]
      == [2, 0, 0, 0, 2, 2], [row[1].value for row in table(leap[0])[1]])
check("/report/leap-day/pdf", "from 15/12/2027 to 29/02/2028" in pdf_text("leap.pdf"))

# Many rows: all of them, in every format.
big = openpyxl.load_workbook(f"{folder}/big.xlsx", read_only=True)
counted = [sum(1 for row in sheet.iter_rows(max_col=1) if row and row[0].value is not None)
           for sheet in big.worksheets]
check("/report/big/xlsx", counted[1] > 3400 and counted[4] > 10000, counted)
codes = [f"DL{i:05}" for i in range(3400)]
check("/report/big/csv", [line[0] for line in csv_rows("big.csv")[1:]] == codes)
text = pdf_text("big.pdf")
check("/report/big/pdf", all(text.count(f"Dữ liệu {code}") == 2 for code in codes), len(text))

# What each text asks for, as each program reads it: the clause of the report and of each content.
CLAUSES = {
    "quang-ngai-evaluation-public": ["Điều 9 khoản 2", "Điều 9 khoản 1", "Điều 7 khoản 6"],
    "quang-ngai-lead-6m": ["Điều 11 khoản 4"],
    "ninh-thuan-annual-data-check": ["Điều 7 khoản 2", "Điều 9 khoản 4", "Điều 19 khoản 3",
                                     "Điều 16 khoản 2 điểm d"],
    "ninh-thuan-annual-sharing-to-public": ["Điều 13 khoản 2 điểm c"],
    "vinh-phuc-self-assessment": ["Điều 9 khoản 3", "Điều 9 khoản 1", "Điều 9 khoản 4",
                                  "Điều 16 khoản 2 điểm a"],
    "vinh-phuc-lead-annual": ["Điều 12 khoản 6"],
    "vinh-phuc-on-request": ["Điều 11 khoản 4"],
    "thanh-hoa-on-request": ["Điều 12 khoản 6"],
    "binh-dinh-on-request-provision": ["Điều 13 khoản 2 điểm e"],
    "binh-dinh-lead-on-request": ["Điều 16 khoản 4"],
}
written = {p.name[5:-5] for p in pathlib.Path(folder).glob("kind-*.docx")}
check("/report/kinds/all-of-the-texts",
      {name for name in written if not name.endswith("-span")} == set(CLAUSES), sorted(written))
for name, clauses in CLAUSES.items():
    seen = {"pdf": pdf_text(f"kind-{name}.pdf"), "docx": docx_text(f"kind-{name}.docx")}
    for kind, found in seen.items():
        check(f"/report/kinds/{name}/{kind}", all(clause in found for clause in clauses), found)
    sheets = openpyxl.load_workbook(f"{folder}/kind-{name}.xlsx").worksheets
    cells = {cell.value for sheet in sheets[:2] for row in sheet.iter_rows() for cell in row}
    check(f"/report/kinds/{name}/xlsx",
          all(any(clause in str(cell) for cell in cells) for clause in clauses[1:]), cells)
    check(f"/report/kinds/{name}/csv", csv_rows(f"kind-{name}.csv")[1][0] == "a")
print(f"1..{number}")
sys.exit(failed > 0)
