#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""peers-output.py CONGBOCTL DATA: a workbook with every type goes through `congboctl convert` into XLSX and
ODS, and other programs read cell by cell what went in: openpyxl, odfpy and, where it is installed,
LibreOffice, which turns ours into ODS for odfpy to read. Speaks TAP."""
import datetime as dt
import decimal
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import odf.opendocument
    import odf.table
    import odf.teletype
    import odf.text
    import openpyxl
except ImportError as missing:
    print(f"1..0 # SKIP {missing}")
    sys.exit()

program, data = sys.argv[1:3]
FORMATS = [None, None, "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss", "hh:mm:ss", "[h]:mm:ss", "0.00%", None, "@"]
HEADER = ["Tên", "Số", "Ngày", "Ngày giờ", "Giờ", "Thời lượng", "Tỷ lệ", "Đúng", "Mã"]
ROWS = [
    ["Trạm y tế", 12, dt.date(2026, 3, 31), dt.datetime(2026, 3, 31, 8, 30, 15), dt.time(7, 5, 9),
     dt.timedelta(hours=30, minutes=5), .125, True, "007"],
    ["dòng một\ndòng hai", -3.5, dt.date(1900, 3, 1), dt.datetime(1999, 12, 31, 23, 59, 59), dt.time(0, 0, 0),
     dt.timedelta(minutes=1), 1.5, False, "00123456789"],
    ["  hai  dấu cách ", 123456789012345, dt.date(9999, 12, 31), dt.datetime(2000, 1, 1, 0, 0, 1), dt.time(23, 59, 59),
     dt.timedelta(hours=100), 0, True, "123456789012345678"],
    ["ế" * 32767, 1e-9, dt.date(1900, 1, 1), dt.datetime(2026, 3, 31, 0, 0, 0, 500000), dt.time(12, 0),
     dt.timedelta(seconds=1), 1 / 3, False, "=1+1"],
    ["<b>&\"'", 123456789.123456, dt.date(1900, 2, 28), dt.datetime(1950, 6, 1, 1, 1, 1), dt.time(6, 30),
     dt.timedelta(days=400), -.05, True, "+84912345678"],
    ["😀 ' ]]>", 1e300, dt.date(2024, 2, 29), dt.datetime(2024, 2, 29, 12), dt.time(1, 1, 1), dt.timedelta(minutes=90),
     12, False, "1E5"],
    ["", 99999999999999999999, None, None, None, None, None, None, "TRUE"],
    ["12/03/2026", 0.1, None, None, None, None, None, None, "-5"],
]
count = 0


def check(name, wrong):
    global count
    count += 1
    print(f"{'ok' if not wrong else 'not ok'} {count} - {name}")
    for line in wrong[:20]:
        print("#", line)


def plain(value):
    """A value, whatever a program calls it: text, a number, seconds of a day or of a duration, a day, a moment."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else value
    if isinstance(value, dt.datetime):
        return ("moment", value) if value.time() != dt.time(0) else ("day", value.date())
    if isinstance(value, dt.date):
        return "day", value
    if isinstance(value, dt.time):
        return "seconds", value.hour * 3600 + value.minute * 60 + value.second
    if isinstance(value, dt.timedelta):
        return "seconds", value.total_seconds()
    if isinstance(value, (int, float)):
        return "number", float(value)
    # Spreadsheets count no days before 1 March 1900 rightly: ours are written as text there.
    if re.fullmatch(r"1900-0[12]-\d\d", value):
        return "day", dt.date.fromisoformat(value)
    return value


def parse_seconds(text):
    hours, minutes, seconds = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?", text).groups("0")
    return "seconds", float(int(hours) * 3600 + int(minutes) * 60 + decimal.Decimal(seconds))


def parse_cell(cell):
    kind = cell.getAttribute("valuetype")
    if kind in ("float", "percentage"):
        return "number", float(cell.getAttribute("value"))
    if kind == "boolean":
        return cell.getAttribute("booleanvalue") == "true"
    if kind == "time":
        return parse_seconds(cell.getAttribute("timevalue"))
    if kind == "date":
        return plain(dt.datetime.fromisoformat((cell.getAttribute("datevalue") + "000")[:26]
                                               if "." in cell.getAttribute("datevalue") else cell.getAttribute("datevalue")))
    return plain("\n".join(odf.teletype.extractText(p) for p in cell.getElementsByType(odf.text.P)))


def read_ods(path):
    table = odf.opendocument.load(str(path)).spreadsheet.getElementsByType(odf.table.Table)[0]
    for row in table.getElementsByType(odf.table.TableRow):
        cells = []
        for cell in row.getElementsByType(odf.table.TableCell):
            cells += [parse_cell(cell)] * min(int(cell.getAttribute("numbercolumnsrepeated") or 1), len(HEADER))
        yield cells


def read_xlsx(path):
    for row in openpyxl.load_workbook(path).active.iter_rows():
        yield [plain(cell.value) for cell in row]


def compare(found, booleans_are_numbers=False):
    wrong = []
    found = list(found)
    for i, row in enumerate([HEADER] + ROWS):
        for j, value in enumerate(row):
            expected = plain(value)
            got = found[i][j] if i < len(found) and j < len(found[i]) else "nothing"
            if booleans_are_numbers and isinstance(expected, bool):
                expected = "number", float(expected)
            if isinstance(expected, tuple) and expected[0] == "number" and isinstance(got, tuple) and got[0] == "number":
                if abs(got[1] - expected[1]) <= abs(expected[1]) * 1e-15:
                    continue
            if got != expected and not (expected == "" and got == "nothing"):
                wrong.append(f"{i + 1}, {j + 1}: {str(expected)[:60]} became {str(got)[:60]}")
    return wrong


def make(path):
    book = openpyxl.Workbook()
    for row in [HEADER] + ROWS:
        book.active.append(row)
    for row in book.active.iter_rows(min_row=2):
        for cell, form in zip(row, FORMATS):
            cell.number_format = form or cell.number_format
            if isinstance(cell.value, str):
                cell.data_type = "s"
    book.save(path)


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    environment = dict(os.environ, LC_ALL="C.UTF-8", CONGBO_DATA_DIR=data)
    make(folder / "in.xlsx")
    for ending in ("xlsx", "ods"):
        subprocess.run([program, "convert", str(folder / "in.xlsx"), str(folder / f"out.{ending}")], env=environment, check=True)
    check("/output/peers/openpyxl", compare(read_xlsx(folder / "out.xlsx")))
    check("/output/peers/odfpy", compare(read_ods(folder / "out.ods")))
    office = shutil.which("soffice")
    for ending in ("xlsx", "ods"):
        if not office:
            count += 1
            print(f"ok {count} - /output/peers/libreoffice/{ending} # SKIP it is not installed")
            continue
        subprocess.run([office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "ods",
                        "--outdir", str(folder / ending), str(folder / f"out.{ending}")],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=200)
        # Booleans of any XLSX are numbers to LibreOffice.
        check(f"/output/peers/libreoffice/{ending}", compare(read_ods(folder / ending / "out.ods"), ending == "xlsx"))
print(f"1..{count}")
