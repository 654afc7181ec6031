#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every cell of tables in texts of Word, as python-docx reads them, written by python-docx and once
more by LibreOffice, which has habits of its own. `compare-docx.py WORKBOOK-DUMP`. Speaks TAP."""
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

WORDS = ["Trạm y tế", "xã Hòa Khánh", "a\nb", "  hai  dấu cách ", "0123", "một\thai", "Sở Y tế", "",
         "Điều 1. Ban hành kèm theo Quyết định này", "😀", "ế" * 300]


def tidy(text):
    """Lines without blanks at their ends, none of them empty: how many there are is no matter."""
    return "\n".join(line for line in (line.strip(" \t") for line in text.split("\n")) if line)


def merge_some(table, dice):
    """Ranges that do not touch each other."""
    for first in range(2, len(table.rows) - 3, 4):
        column = dice.randrange(len(table.columns) - 1)
        down, across = dice.choice([(0, 1), (2, 0), (1, 1), (3, 0)])
        table.cell(first, column).merge(table.cell(first + down, column + across))


def write(path, dice):
    import docx
    text = docx.Document()
    for number in range(6):
        text.add_paragraph(f"Biểu {number}")
        table = text.add_table(dice.randrange(8, 40), dice.randrange(3, 9), "Table Grid")
        for row in table.rows:
            for cell in row.cells:
                cell.text = dice.choice(WORDS)
        # A column is as wide as what begins in it: the head has a cell in each.
        for column, cell in enumerate(table.rows[0].cells):
            cell.text = f"Cột {column}"
        merge_some(table, dice)
    text.save(path)


def read(path):
    """Table, row, column → text, each cell once."""
    import docx
    cells = {}
    for number, table in enumerate(docx.Document(path).tables):
        seen = set()
        for row, line in enumerate(table.rows):
            for column, cell in enumerate(line.cells):
                if cell._tc not in seen and tidy(cell.text) != "":
                    cells[number, row, column] = tidy(cell.text)
                seen.add(cell._tc)
    return cells


def dump(program, path):
    """The same of the engine; the line above each table is the first row of its sheet."""
    out = subprocess.run([program, path], capture_output=True, check=True).stdout.decode()
    cells, faults = {}, []
    for line in out.split("\n"):
        if line.startswith("error "):
            faults.append(line)
        if line.startswith("cell "):
            _, sheet, row, column, _, text = line.split(" ", 5)
            if row != "0":
                cells[int(sheet), int(row) - 1, int(column)] = tidy(text.replace("\\n", "\n"))
    return cells, faults


def compare(program, path):
    """What differs, the first of it."""
    mine, faults = dump(program, path)
    theirs = read(path)
    problems = [f"{place}: {mine.get(place)!r} here, {theirs.get(place)!r} there"
                for place in sorted(set(mine) | set(theirs)) if mine.get(place) != theirs.get(place)]
    if len(theirs) < 500:
        faults.append(f"only {len(theirs)} cells to compare")
    return faults + problems[:10] + ([f"{len(problems)} in all"] if len(problems) > 10 else [])


def write_again(office, path, folder):
    """As LibreOffice writes it; None where its part for texts is not installed."""
    out = pathlib.Path(folder) / "again"
    subprocess.run([office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                    "docx", "--outdir", str(out), path], capture_output=True, timeout=300, check=True)
    written = out / pathlib.Path(path).name
    return str(written) if written.exists() else None


def main():
    try:
        import docx  # noqa: F401
    except ImportError as missing:
        print(f"1..0 # SKIP {missing}")
        return
    office = shutil.which("soffice")
    print("TAP version 13\n1..2")
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/a.docx"
        write(path, random.Random(20261126))
        report(1, "docx by python-docx beside python-docx", compare(sys.argv[1], path))
        again = write_again(office, path, folder) if office else None
        if again is None:
            print("ok 2 - docx by LibreOffice beside python-docx # SKIP no LibreOffice that reads texts")
        else:
            report(2, "docx by LibreOffice beside python-docx", compare(sys.argv[1], again))


def report(number, name, problems):
    print(f"{'not ok' if problems else 'ok'} {number} - {name}")
    for problem in problems:
        print(f"# {problem}")


main()
