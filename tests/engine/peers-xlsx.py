#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""peers-xlsx.py READ-WORKBOOK: writes workbooks with openpyxl, XlsxWriter and exceljs, reads them with
the engine in both ways and with openpyxl, and compares every cell with what was written and with
what openpyxl reads: values, types, dates. Speaks TAP."""
import datetime
import json
import math
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import openpyxl
    import openpyxl.comments
    import xlsxwriter
except ImportError as missing:
    print(f"1..0 # SKIP {missing}")
    sys.exit(0)

READ = sys.argv[1]
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "congbo" / "peers"
ROWS = 300

WORDS = ["Nguyễn", "Thị", "Lan", "xã Hòa Khánh", "a & b", "<tên>", "\"ngoặc\"", "  hai đầu  ", "dòng\nhai", "tab\tgiữa",
         "ma_so_ho", "_x", "_x12", "e\u0301 tổ hợp", "😀", "007", "1.234,5", "=A1", "-", "TRUE", "#N/A chữ", "'nháy", "\u00a0"]


def make_value(random_, kind):
    """A value of Python; text that looks like a formula is left to those that can write it."""
    if kind == "text":
        return " ".join(random_.choice(WORDS) for _ in range(random_.randint(1, 4)))
    if kind == "integer":
        return random_.choice([0, 1, -1, 2026, random_.randint(-10**6, 10**6), random_.randint(0, 10**14), 79085012345])
    if kind == "decimal":
        return random_.choice([0.1, -0.5, 1e-7, 1.5e300, 12.3, 1 / 3, random_.uniform(-1e6, 1e6), round(random_.uniform(0, 110), 6)])
    if kind == "boolean":
        return random_.random() < 0.5
    if kind == "date":
        return datetime.date(1900, 3, 1) + datetime.timedelta(days=random_.randint(0, 80000))
    if kind == "datetime":
        return datetime.datetime(2000, 1, 1) + datetime.timedelta(seconds=random_.randint(0, 10**9))
    if kind == "time":
        return (datetime.datetime(2000, 1, 1) + datetime.timedelta(seconds=random_.randint(0, 86399))).time()
    if kind == "elapsed":
        return datetime.timedelta(seconds=random_.randint(0, 10**6))
    if kind == "percent":
        return round(random_.random(), 4)
    return None


KINDS = ["text", "integer", "decimal", "boolean", "date", "datetime", "time", "elapsed", "percent", "blank"]
FORMATS = {"date": "[$-42A]dd/mm/yyyy", "datetime": "dd/mm/yyyy hh:mm:ss", "time": "hh:mm:ss",
           "elapsed": "[h]:mm:ss", "percent": "0.00%"}


def make_table(seed):
    random_ = random.Random(seed)
    return [[(kind, make_value(random_, kind)) for kind in (random_.choice(KINDS) for _ in range(14))] for _ in range(ROWS)]


def write_openpyxl(path, table):
    book = openpyxl.Workbook()
    sheet = book.active
    for r, row in enumerate(table, 1):
        for c, (kind, value) in enumerate(row, 1):
            if value is None:
                continue
            cell = sheet.cell(r, c)
            cell.value = value
            if kind == "text":
                cell.data_type = "s"
            if kind in FORMATS:
                cell.number_format = FORMATS[kind]
    sheet.merge_cells("P1:Q3")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["A1"].comment = openpyxl.comments.Comment("Xem lại số này", "Lan")
    book.create_sheet("Ẩn").sheet_state = "veryHidden"
    book.save(path)


def write_xlsxwriter(path, table, options):
    book = xlsxwriter.Workbook(path, options)
    formats = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
    bold = book.add_format({"bold": True})
    old = book.add_format({"font_name": ".VnTime"})
    sheet = book.add_worksheet("Một")
    for r, row in enumerate(table):
        for c, (kind, value) in enumerate(row):
            if kind == "text":
                sheet.write_string(r, c, value)
            elif kind == "boolean":
                sheet.write_boolean(r, c, value)
            elif kind in ("integer", "decimal", "percent"):
                sheet.write_number(r, c, value, formats.get(kind))
            elif kind != "blank":
                sheet.write_datetime(r, c, value, formats[kind])
            elif r % 2:
                sheet.write_blank(r, c, None, bold)
    if not options.get("constant_memory"):
        sheet.write_formula(ROWS, 0, "=1+1", None, 2)
        sheet.write_formula(ROWS, 1, '="a"&"b"', None, "ab")
        sheet.write_formula(ROWS, 2, "=1/0", None, "#DIV/0!")
        sheet.write_rich_string(ROWS, 3, "T\u00aan ", old, "T\u00aan", bold, " Tên")
        sheet.write_string(ROWS, 4, "bell\x07 _x0041_ \x1f")
        sheet.merge_range(ROWS + 2, 0, ROWS + 3, 2, "gộp")
        sheet.write_comment("B2", "ghi chú")
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column("C:C", None, None, {"hidden": True})
    book.add_worksheet("Hai").hide()
    book.define_name("vung", "=Một!$A$1")
    book.set_properties({"author": "Lan", "company": "Sở"})
    book.close()


EXCELJS = r"""
const Excel = require('exceljs');
const [path, input] = process.argv.slice(2);
const table = JSON.parse(require('fs').readFileSync(input));
const book = new Excel.Workbook();
const sheet = book.addWorksheet('Một');
table.forEach((row, r) => row.forEach(([kind, value, format], c) => {
  if (value === null) return;
  const cell = sheet.getCell(r + 1, c + 1);
  cell.value = kind === 'date' || kind === 'datetime' ? new Date(value) : value;
  if (format) cell.numFmt = format;
}));
book.xlsx.writeFile(path);
"""


def write_exceljs(path, table, folder):
    """Its times are dates: only what it can say."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return "there is no npm"
    CACHE.mkdir(parents=True, exist_ok=True)
    if not (CACHE / "node_modules" / "exceljs").exists():
        done = subprocess.run([npm, "install", "--silent", "--prefix", str(CACHE), "exceljs@4"], capture_output=True, check=False)
        if done.returncode != 0:
            return "exceljs cannot be installed"
    for row in table:
        for c, (kind, value) in enumerate(row):
            if kind in ("time", "elapsed"):
                row[c] = ("blank", None)
    stamp = lambda value: value.isoformat() + ("T00:00:00Z" if not isinstance(value, datetime.datetime) else "Z")
    given = [[(kind, stamp(value) if kind in ("date", "datetime") else value, FORMATS.get(kind)) for kind, value in row] for row in table]
    (folder / "table.json").write_text(json.dumps(given), encoding="utf-8")
    (CACHE / "write.js").write_text(EXCELJS, encoding="utf-8")
    done = subprocess.run(["node", str(CACHE / "write.js"), str(path), str(folder / "table.json")], capture_output=True, check=False)
    return None if done.returncode == 0 else done.stderr.decode()[-300:]


def read_ours(path, *options):
    done = subprocess.run([READ, *options, str(path)], capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def seconds_of(duration):
    match = re.fullmatch(r"(-?)PT(\d+)H(\d+)M(\d+(?:\.\d+)?)S", duration)
    total = int(match[2]) * 3600 + int(match[3]) * 60 + float(match[4])
    return -total if match[1] else total


def agrees(kind_of_ours, text, value, slack=0.0):
    """Whether our cell is this value of Python."""
    if isinstance(value, bool):
        return kind_of_ours == "boolean" and text == str(value).upper()
    if isinstance(value, (int, float)):
        # Its writers keep sixteen digits of seventeen.
        return kind_of_ours == "number" and math.isclose(float(text), value, rel_tol=slack, abs_tol=0) and re.fullmatch(r"-?\d+(\.\d+)?(e[+-]\d+)?", text) is not None
    if isinstance(value, datetime.timedelta):
        return kind_of_ours == "duration" and abs(seconds_of(text) - value.total_seconds()) < 0.002
    if isinstance(value, datetime.datetime):
        if kind_of_ours == "date":
            return value.time() == datetime.time() and text == value.date().isoformat()
        return kind_of_ours == "datetime" and abs(datetime.datetime.fromisoformat(text) - value) < datetime.timedelta(seconds=0.002)
    if isinstance(value, datetime.date):
        return kind_of_ours == "date" and text == value.isoformat()
    if isinstance(value, datetime.time):
        return kind_of_ours == "time" and text == value.replace(microsecond=0).isoformat()
    return kind_of_ours in ("text", "error") and text == value


class Tap:
    def __init__(self):
        self.n = 0

    def check(self, name, problems):
        self.n += 1
        for problem in problems[:20]:
            print(f"# {problem}")
        print(f"{'not ok' if problems else 'ok'} {self.n} - {name}")

    def skip(self, name, reason):
        self.n += 1
        print(f"ok {self.n} - {name} # SKIP {reason}")


def compare(tap, name, path, table):
    ours = read_ours(path)
    tap.check(f"{name}/no-error", [f"{line}" for line in ours if line[0] == "error"])
    general = read_ours(path, "--general")
    tap.check(f"{name}/both-ways-agree", [f"{a} {b}" for a, b in zip(ours, general) if a != b] + ([] if len(ours) == len(general) else ["lengths differ"]))
    cells = {(line[2], line[3]): line for line in ours if line[0] == "cell" and line[1] == 0}

    wrong = []
    for r, row in enumerate(table):
        for c, (kind, value) in enumerate(row):
            found = cells.get((r, c))
            if value is None:
                if found is not None:
                    wrong.append(f"{r},{c} is blank, not {found}")
            elif found is None:
                wrong.append(f"{r},{c} {value!r} is missing")
            elif not agrees(found[4], found[6], value, 1e-15):
                wrong.append(f"{r},{c} {kind} {value!r}: {found}")
            elif bool(found[5] & 1) != (kind == "percent"):
                wrong.append(f"{r},{c} percent: {found}")
    tap.check(f"{name}/as-written", wrong)

    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    wrong = []
    n = 0
    for row in sheet.iter_rows():
        for cell in row:
            found = cells.get((cell.row - 1, cell.column - 1))
            value = cell.value
            # It does not read the escapes of control characters.
            if value is None or (isinstance(value, str) and "_x00" in value):
                continue
            n += 1
            if found is None or not agrees(found[4], found[6], value):
                wrong.append(f"{cell.coordinate} {value!r}: {found}")
    if n < ROWS * 8:
        wrong.append(f"only {n} cells were compared")
    tap.check(f"{name}/as-openpyxl-reads", wrong)
    return ours


def check_around(tap, name, ours, expected):
    lines = [json.dumps(line, ensure_ascii=False) for line in ours if line[0] != "cell"]
    tap.check(f"{name}/around", [f"{one} is missing in {lines}" for one in expected if one not in lines])


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)

        path = folder / "openpyxl.xlsx"
        table = make_table(1)
        write_openpyxl(path, table)
        ours = compare(tap, "openpyxl", path, table)
        check_around(tap, "openpyxl", ours, [
            '["merge", 0, 0, 15, 2, 16]', '["hidden", "rows", 0, "5:5", "", 1]', '["hidden", "columns", 0, "C:C", "", 1]',
            '["hidden", "comments", 0, "A1", "Xem lại số này", 1]', '["hidden", "very-hidden-sheet", 1, "Ẩn", "", 1]',
            '["sheet", 1, "Ẩn", 2, true]', '["hidden", "property", -1, "creator", "openpyxl", 1]'])

        for variant, options in {"xlsxwriter": {}, "xlsxwriter-inline": {"constant_memory": True},
                                 "xlsxwriter-1904": {"date_1904": True}, "xlsxwriter-64": {"use_zip64": True}}.items():
            path = folder / f"{variant}.xlsx"
            table = make_table(2)
            if "1904" in variant:
                for row in table:
                    for c, (kind, value) in enumerate(row):
                        if kind == "date" and value < datetime.date(1904, 1, 2):
                            row[c] = ("blank", None)
            write_xlsxwriter(path, table, options)
            ours = compare(tap, variant, path, table)
            # Where rows are written at once it is too late to hide one.
            rows = [] if options.get("constant_memory") else ['["hidden", "rows", 0, "5:5", "", 1]']
            check_around(tap, variant, ours, rows + [
                '["hidden", "columns", 0, "C:C", "", 1]', '["hidden", "sheet", 1, "Hai", "", 1]',
                '["hidden", "name", -1, "vung", "Một!$A$1", 1]', '["hidden", "property", -1, "Company", "Sở", 1]'])
            if not options.get("constant_memory"):
                found = {line[3]: line[4:] for line in ours if line[0] == "cell" and line[1] == 0 and line[2] == ROWS}
                expected = {0: ["number", 2, "2"], 1: ["text", 2, "ab"], 2: ["error", 6, "#DIV/0!"],
                            3: ["text", 0, "T\u00aan T\u00aan Tên", [5, 0], [9, 1], [14, 0]], 4: ["text", 0, "bell\x07 _x0041_ \x1f"]}
                tap.check(f"{variant}/formulas-and-rich", [f"{found.get(c)}, not {value}" for c, value in expected.items() if found.get(c) != value])

        path = folder / "exceljs.xlsx"
        table = make_table(3)
        why_not = write_exceljs(path, table, folder)
        if why_not is not None:
            tap.skip("exceljs", why_not)
        else:
            compare(tap, "exceljs", path, table)
    print(f"1..{tap.n}")


main()
