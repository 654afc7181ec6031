#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as openpyxl and poppler read it: every figure leads to its rows. Speaks TAP."""
import csv
import datetime
import re
import subprocess
import sys
import tempfile

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
summary, items, fields, periods, rows = book.worksheets


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
      == [2, 1, 1, 0, 4, 3, 0, 1, 0, 0, 1, 0], counts)
for row in figures:
    title, count = row[0].value, row[1].value
    if not count:
        check(f"/report/xlsx/no-rows/{title}", row[1].hyperlink is None)
        continue
    first = place(row[1])
    found = [r for r, fact in named.items() if fact[0].value == title]
    check(f"/report/xlsx/leads-to-its-rows/{title}", found == list(range(first, first + count)), found)
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
check("/report/pdf/clause", "Điều 9 khoản 2, 59/2024/QĐ-UBND" in re.sub(r"\s+", " ", text), text)
check("/report/pdf/late-one-is-named", re.search(r"Dữ liệu b .*16/10/2026 +02/11/2026", text), text)
check("/report/pdf/reason", "đường dây nóng" in text, text)
empty = subprocess.run(["pdftotext", f"{folder}/empty.pdf", "-"], capture_output=True, text=True,
                       check=True).stdout
check("/report/empty/says-so", "nothing was due and nothing was published" in re.sub(r"\s+", " ", empty)
      and any("nothing was due" in str(row[0].value)
              for row in openpyxl.load_workbook(f"{folder}/empty.xlsx").worksheets[0].iter_rows()), empty)
print(f"1..{number}")
sys.exit(failed > 0)
