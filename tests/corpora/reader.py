# SPDX-License-Identifier: GPL-3.0-or-later
"""reader.py READER: reads a workbook for each line of paths with calamine, openpyxl or xlrd and answers
with a line of JSON: {"sheets": {NAME: [[row, column, kind, text], …]}} or {"error": why}. Runs in the
Python that the cache has for the peers, in a process of its own: a peer may hang or fall over, too."""
import datetime
import json
import resource
import sys
import warnings

MAX_CELLS = 400_000
ERRORS = {"#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA"}


def show(value, is_error=False):
    """(kind, text), or None where there is nothing. A day without a time is the day at midnight."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "boolean", "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return "number", repr(value)
    if isinstance(value, datetime.datetime):
        return "date", value.isoformat()
    if isinstance(value, datetime.date):
        return "date", value.isoformat() + "T00:00:00"
    if isinstance(value, datetime.time):
        return "time", value.isoformat()
    if isinstance(value, datetime.timedelta):
        return "duration", repr(value.total_seconds())
    text = str(value)
    return ("error" if is_error or text in ERRORS else "text"), text


def calamine(path):
    import python_calamine
    book = python_calamine.CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        yield name, (((r, c), show(value)) for r, row in enumerate(
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for c, value in enumerate(row))


def openpyxl(path):
    import openpyxl as library
    book = library.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        yield sheet.title, (((cell.row - 1, cell.column - 1), show(cell.value, cell.data_type == "e"))
                            for row in sheet.iter_rows() for cell in row if cell.value is not None)


def xlrd(path):
    import xlrd as library
    book = library.open_workbook(path, logfile=sys.stderr)
    for sheet in book.sheets():
        yield sheet.name, (((r, c), of_xls(book, sheet.cell(r, c)))
                           for r in range(sheet.nrows) for c in range(sheet.ncols))


def of_xls(book, cell):
    import xlrd as library
    if cell.ctype == library.XL_CELL_BOOLEAN:
        return show(bool(cell.value))
    if cell.ctype == library.XL_CELL_ERROR:
        return show(library.error_text_from_code.get(cell.value, "#?"), True)
    if cell.ctype == library.XL_CELL_DATE:
        try:
            if cell.value < 1:
                return show((datetime.datetime(2000, 1, 1) + datetime.timedelta(seconds=round(cell.value * 86400))).time())
            return show(library.xldate.xldate_as_datetime(cell.value, book.datemode))
        except (library.xldate.XLDateError, ValueError, OverflowError):
            return show(cell.value)
    return show(cell.value) if cell.ctype in (library.XL_CELL_TEXT, library.XL_CELL_NUMBER) else None


def read(reader, path):
    sheets, n = {}, 0
    for name, cells in reader(path):
        found = sheets.setdefault(name, [])
        for (row, column), shown in cells:
            if shown is not None:
                found.append([row, column, *shown])
                n += 1
            if n > MAX_CELLS:
                raise ValueError("more cells than are compared")
    return sheets


def main():
    reader = {"calamine": calamine, "openpyxl": openpyxl, "xlrd": xlrd}[sys.argv[1]]
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    warnings.simplefilter("ignore")
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        try:
            answer = {"sheets": read(reader, line.rstrip("\n"))}
        except BaseException as error:  # pylint: disable=broad-except  # a peer throws what it likes
            answer = {"error": f"{type(error).__name__}: {error}"[:200]}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


main()
