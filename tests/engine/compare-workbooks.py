#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every cell of workbooks that other programs write, beside what other programs read: XLS by xlwt and
xlrd, ODS by odfpy. `compare-workbooks.py WORKBOOK-DUMP`. Speaks TAP."""
import datetime
import decimal
import random
import subprocess
import sys
import tempfile

WORDS = ["Trạm y tế", "xã Hòa Khánh", "đường Nguyễn Huệ", "Tr¹m y tÕ", "😀", "a\nb", " hai  dấu cách ",
         "ế" * 300, "0123", "TRUE", "#N/A", "=1+1"]
EPOCH = datetime.datetime(1899, 12, 30)


def make_value(dice):
    """A kind and a value."""
    kind = dice.choice(["text", "text", "number", "number", "integer", "date", "datetime", "time",
                        "boolean", "percent", "blank", "error", "duration"])
    if kind == "text":
        return kind, dice.choice(WORDS) + (str(dice.randrange(1000)) if dice.random() < .5 else "")
    if kind == "number":
        return kind, dice.choice([dice.uniform(-1e6, 1e6), dice.random() * 10 ** dice.randrange(-9, 14)])
    if kind == "integer":
        return kind, dice.randrange(-2 ** 40, 2 ** 40)
    if kind == "date":
        return kind, datetime.date(1901, 1, 1) + datetime.timedelta(dice.randrange(80000))
    if kind == "datetime":
        return kind, (datetime.datetime(1901, 1, 1) + datetime.timedelta(dice.randrange(80000))
                      + datetime.timedelta(seconds=dice.randrange(1, 86400)))
    if kind == "time":
        return kind, datetime.time(dice.randrange(24), dice.randrange(60), dice.randrange(60))
    if kind == "duration":
        return kind, datetime.timedelta(seconds=dice.randrange(10 ** 7))
    if kind == "percent":
        return kind, dice.randrange(10000) / 10000
    if kind == "boolean":
        return kind, dice.random() < .5
    return kind, None


def show_number(value):
    """As the interface of workbooks has it: the shortest decimal, no exponent."""
    text = repr(float(value))
    if "e" in text and abs(value) < 1e15:
        text = format(decimal.Decimal(text), "f")
    return text[:-2] if text.endswith(".0") else text


def show_duration(delta):
    seconds = int(delta.total_seconds())
    return f"PT{seconds // 3600}H{seconds // 60 % 60}M{seconds % 60}S"


def expect(kind, value):
    """The type and the text that a reader gives."""
    if kind in ("number", "integer", "percent"):
        return "number", show_number(value)
    if kind == "date":
        return "date", value.isoformat()
    if kind == "datetime":
        return "datetime", value.isoformat()
    if kind == "time":
        return "time", value.isoformat()
    if kind == "duration":
        return "duration", show_duration(value)
    if kind == "boolean":
        return "boolean", "TRUE" if value else "FALSE"
    if kind == "error":
        return "error", "#N/A"
    return "text", value


def dump(program, path):
    """Sheet, row, column → type, text."""
    out = subprocess.run([program, path], capture_output=True, check=True).stdout.decode()
    cells, faults = {}, []
    for line in out.split("\n"):
        if line.startswith("error "):
            faults.append(line)
        if not line.startswith("cell "):
            continue
        _, sheet, row, column, kind, rest = line.split(" ", 5)
        for flag in ("percent ", "formula ", "hidden ", "invisible "):
            if kind != "text" and rest.startswith(flag):
                rest = rest[len(flag):]
        cells[int(sheet), int(row), int(column)] = kind, rest.replace("\\n", "\n")
    return cells, faults


def compare(mine, theirs):
    """What differs, the first of it."""
    problems = [f"{place}: {mine.get(place)} here, {theirs.get(place)} there"
                for place in sorted(set(mine) | set(theirs)) if mine.get(place) != theirs.get(place)]
    return problems[:10] + ([f"{len(problems)} in all"] if len(problems) > 10 else [])


def write_xls(path, table, sheets):
    import xlwt
    book = xlwt.Workbook()
    formats = {"date": "dd/mm/yyyy", "datetime": "dd/mm/yyyy hh:mm:ss", "time": "hh:mm:ss",
               "percent": "0.00%", "duration": "[h]:mm:ss"}
    styles = {kind: xlwt.easyxf(num_format_str=code) for kind, code in formats.items()}
    for number in range(sheets):
        sheet = book.add_sheet(f"Trang {number}", cell_overwrite_ok=True)
        for (_, row, column), (kind, value) in table.items():
            if kind == "error":
                sheet.row(row).set_cell_error(column, 0x2a)
            elif kind == "duration":
                sheet.write(row, column, value.total_seconds() / 86400, styles[kind])
            elif kind != "blank":
                sheet.write(row, column, value, styles.get(kind, xlwt.Style.default_style))
    book.save(path)


def read_xls(path):
    """With xlrd: values by its own reading of types and formats."""
    import xlrd
    book = xlrd.open_workbook(path, formatting_info=True)
    cells = {}
    for number, sheet in enumerate(book.sheets()):
        for row in range(sheet.nrows):
            for column in range(sheet.ncols):
                cell = sheet.cell(row, column)
                code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
                if cell.ctype == xlrd.XL_CELL_TEXT and cell.value != "":
                    found = "text", cell.value
                elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                    found = "boolean", "TRUE" if cell.value else "FALSE"
                elif cell.ctype == xlrd.XL_CELL_ERROR:
                    found = "error", xlrd.error_text_from_code[cell.value]
                elif cell.ctype == xlrd.XL_CELL_DATE and "[h]" in code:
                    found = "duration", show_duration(datetime.timedelta(seconds=round(cell.value * 86400)))
                elif cell.ctype == xlrd.XL_CELL_DATE and cell.value < 1:
                    found = "time", (EPOCH + datetime.timedelta(seconds=round(cell.value * 86400))).time().isoformat()
                elif cell.ctype == xlrd.XL_CELL_DATE:
                    when = EPOCH + datetime.timedelta(seconds=round(cell.value * 86400))
                    found = ("datetime", when.isoformat()) if "h" in code else ("date", when.date().isoformat())
                elif cell.ctype == xlrd.XL_CELL_NUMBER:
                    found = "number", show_number(cell.value)
                else:
                    continue
                cells[number, row, column] = found
    return cells


def write_ods(path, table):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.teletype import addTextToElement
    from odf.text import P
    attributes = {
        "number": lambda v: {"valuetype": "float", "value": repr(v)},
        "integer": lambda v: {"valuetype": "float", "value": str(v)},
        "percent": lambda v: {"valuetype": "percentage", "value": repr(v)},
        "date": lambda v: {"valuetype": "date", "datevalue": v.isoformat()},
        "datetime": lambda v: {"valuetype": "date", "datevalue": v.isoformat()},
        "time": lambda v: {"valuetype": "time", "timevalue": v.strftime("PT%HH%MM%SS")},
        "boolean": lambda v: {"valuetype": "boolean", "booleanvalue": "true" if v else "false"},
        "text": lambda v: {"valuetype": "string"},
    }
    document = OpenDocumentSpreadsheet()
    sheet = Table(name="Trang 0")
    for row in range(1 + max(place[1] for place in table)):
        line = TableRow()
        for column in range(1 + max(place[2] for place in table)):
            kind, value = table.get((0, row, column), ("blank", None))
            cell = TableCell(**attributes[kind](value)) if kind in attributes else TableCell()
            if kind == "text":
                for part in value.split("\n"):
                    paragraph = P()
                    addTextToElement(paragraph, part)
                    cell.addElement(paragraph)
            line.addElement(cell)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    document.save(path)


def main():
    program = sys.argv[1]
    dice = random.Random(20261125)
    try:
        import odf  # noqa: F401
        import xlrd  # noqa: F401
        import xlwt  # noqa: F401
    except ImportError as missing:
        print(f"1..0 # SKIP {missing}")
        return 0
    table = {(0, row, column): make_value(dice) for row in range(400) for column in range(12)
             if dice.random() < .8}
    results = []
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/a.xls"
        write_xls(path, table, 3)
        mine, faults = dump(program, path)
        results.append(("xls by xlwt beside xlrd", faults + compare(mine, read_xls(path))))
        written = {(sheet, row, column): expect(kind, value) for sheet in range(3)
                   for (_, row, column), (kind, value) in table.items() if kind != "blank"}
        results.append(("xls by xlwt beside what was written", compare(mine, written)))

        path = f"{folder}/a.ods"
        write_ods(path, table)
        mine, faults = dump(program, path)
        # odfpy writes one blank at the start of a paragraph as it is, where it counts for nothing.
        written = {place: expect(kind, value.lstrip(" ") if kind == "text" else value)
                   for place, (kind, value) in table.items()
                   if kind not in ("blank", "error", "duration")}
        results.append(("ods by odfpy beside what was written", faults + compare(mine, written)))
    print("TAP version 13")
    for number, (name, problems) in enumerate(results, 1):
        print(f"{'not ok' if problems else 'ok'} {number} - {name}")
        for problem in problems:
            print(f"# {problem}")
    print(f"1..{len(results)}")
    return 0


sys.exit(main())
