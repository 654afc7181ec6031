# SPDX-License-Identifier: GPL-3.0-or-later
"""P1 to P4 of the bars: tables, beside those who read tables."""
import subprocess
import tempfile

import measure
import peers

DUCKDB = """
import duckdb, sys
duckdb.sql("select min(columns(*)), max(columns(*)), count(*) from read_csv(?)", params=[sys.argv[1]]).fetchall()
"""

POLARS = """
import polars as pl, sys
frame = pl.scan_csv(sys.argv[1], infer_schema_length=10000, ignore_errors=True)
frame.select(pl.all().min().name.suffix("_min"), pl.all().max().name.suffix("_max")).collect(engine="streaming")
"""

OPENPYXL = """
import openpyxl, sys
sheet = openpyxl.load_workbook(sys.argv[1], read_only=True).active
print(sum(1 for row in sheet.iter_rows(max_row=int(sys.argv[2]), values_only=True) for cell in row if cell is not None))
"""

PYTHON_CALAMINE = """
import python_calamine, sys
sheet = python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0)
print(sum(1 for row in sheet.to_python() for cell in row if cell != ""))
"""

FASTEXCEL = """
import fastexcel, sys
print(fastexcel.read_excel(sys.argv[1]).load_sheet(0).to_arrow().num_rows)
"""

EXCELJS = """
const exceljs = require("exceljs");
(async () => {
  const most = Number(process.argv[3] || Infinity);
  let cells = 0, rows = 0;
  const book = new exceljs.stream.xlsx.WorkbookReader(process.argv[2],
    {sharedStrings: "cache", worksheets: "emit", styles: "cache", hyperlinks: "ignore"});
  for await (const sheet of book) for await (const row of sheet) {
    row.eachCell(() => cells++);
    if (++rows >= most) { console.log(cells); process.exit(0); }
  }
  console.log(cells);
})();
"""

SHEETJS = """
const xlsx = require("xlsx");
const book = xlsx.readFile(process.argv[2], {dense: true, sheetRows: Number(process.argv[3] || 0)});
console.log(Object.keys(book.Sheets).length);
"""


def big_csv(directory):
    """The 1 GB CSV of the bars, made once."""
    path = peers.CACHE / "ho-kinh-doanh-7000000.csv"
    if not path.exists():
        peers.note("making the 1 GB CSV")
        measure.build(directory, "tests/bench/generate-csv")
        part = path.with_suffix(".part")
        with open(part, "wb") as out:
            subprocess.run([f"{directory}/tests/bench/generate-csv", "7000000"], stdout=out, check=True)
        part.rename(path)
    return str(path)


def peer(command, *arguments):
    return measure.timed([*command, *arguments]) if command else None


def check(directory):
    """P1: the whole 1 GB CSV by all rules, beside those who only read it, typed."""
    measure.build(directory, "tests/bench/bench-check")
    path = big_csv(directory)
    command = [f"{directory}/tests/bench/bench-check", path]
    ours = measure.timed(command)
    measure.row("P1", "check 1 GB of CSV", ours, "DuckDB, typed scan", peer(peers.python("duckdb", DUCKDB), path), 1.0)
    measure.row("P1", "check 1 GB of CSV", ours, "Polars, typed scan", peer(peers.python("polars", POLARS), path), None)
    xan = peers.xan()
    measure.row("P1", "check 1 GB of CSV", ours, "xan stats, parallel",
                peer(xan and [*xan, "stats", "-p"], path), None)
    miller = peers.debian("mlr")
    measure.row("P1", "check 1 GB of CSV", ours, "Miller, count of rows",
                peer(miller and [*miller, "--icsv", "--ojson", "count"], path), None)
    measure.row("P1", "most memory, MiB", measure.most_memory(command), "the limit", 150.0, 1.0)


def open_(directory):
    """P2: the first screen, and the index of all rows, beside counts of rows."""
    measure.build(directory, "tests/bench/bench-csv")
    path = big_csv(directory)
    took = measure.parsed([f"{directory}/tests/bench/bench-csv", path])
    index = took.get("index, from open", 0) / 1000 or None
    xan = peers.xan()
    measure.row("P2", "index of all rows of 1 GB", index, "xan count, parallel",
                peer(xan and [*xan, "count", "-p"], path), 1.2)
    measure.row("P2", "index of all rows of 1 GB", index, "wc -l", measure.timed(["wc", "-l", path]), None)
    first = (took.get("open", 0) + took.get("first rows", 0)) / 1000
    measure.row("P2", "first screen", first, "the limit", 0.05, 1.0)


def big_xlsx(directory, strings):
    """The workbook of the bars: 500,000 rows of 12 columns, its strings inline or shared."""
    path = peers.CACHE / f"ho-kinh-doanh-500000-{strings}.xlsx"
    if not path.exists():
        peers.note(f"making the XLSX with {strings} strings")
        measure.build(directory, "tests/bench/generate-xlsx")
        part = path.with_suffix(".part")
        subprocess.run([f"{directory}/tests/bench/generate-xlsx", strings, "500000", part], check=True)
        part.rename(path)
    return str(path)


def libreoffice(path):
    program = peers.debian("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        return measure.timed([*program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                              "csv", "--outdir", folder, path], runs=1)


def sheets(directory):
    """P3: every cell of the workbook, and every cell with every check."""
    measure.build(directory, "tests/bench/bench-workbook", "tests/bench/bench-check")
    for strings in ("inline", "shared"):
        path = big_xlsx(directory, strings)
        read = measure.timed([f"{directory}/tests/bench/bench-workbook", "xlsx", path])
        command = [f"{directory}/tests/bench/bench-check", path]
        checked = measure.timed(command)
        unzip = measure.timed(["unzip", "-p", path])
        work = f"XLSX, {strings}: "
        measure.row("P3", work + "all cells", read, "unzip -p", unzip, 0.5)
        measure.row("P3", work + "all checks", checked, "unzip -p", unzip, 0.8)
        measure.row("P3", work + "all checks", checked, "calamine, streaming", peer(peers.calamine(), path), 0.34)
        for name, command_of_peer in (
            ("fastexcel", peers.python("fastexcel[pyarrow]", FASTEXCEL, "fastexcel, pyarrow")),
            ("python-calamine", peers.python("python-calamine", PYTHON_CALAMINE, "python_calamine")),
            ("exceljs, streaming", peers.node("exceljs", EXCELJS)),
            ("SheetJS", peers.node("xlsx", SHEETJS)),
        ):
            measure.row("P3", work + "all checks", checked, name,
                        measure.timed([*command_of_peer, path], runs=1) if command_of_peer else None, None)
        openpyxl = peers.python("openpyxl", OPENPYXL)
        measure.row("P3", work + "all checks", checked, "openpyxl, read only",
                    measure.timed([*openpyxl, path, "1048576"], runs=1) if openpyxl else None, None)
        measure.row("P3", work + "all checks", checked, "LibreOffice, to CSV", libreoffice(path), None)
        measure.row("P3", work + "most memory, MiB", measure.most_memory(command), "the limit", 150.0, 1.0)


def first_rows(directory):
    """P4: the first 200 rows of that workbook, the process included."""
    measure.build(directory, "tests/bench/bench-workbook")
    for strings in ("inline", "shared"):
        path = big_xlsx(directory, strings)
        took = measure.timed([f"{directory}/tests/bench/bench-workbook", "xlsx", path, "200"])
        work = f"XLSX, {strings}: first 200 rows"
        measure.row("P4", work, took, "the limit", 0.1, 1.0)
        measure.row("P4", work, took, "calamine, streaming", peer(peers.calamine(), path, "200"), None)
        measure.row("P4", work, took, "exceljs, streaming", peer(peers.node("exceljs", EXCELJS), path, "200"), None)
        measure.row("P4", work, took, "SheetJS", peer(peers.node("xlsx", SHEETJS), path, "200"), None)
        measure.row("P4", work, took, "openpyxl, read only", peer(peers.python("openpyxl", OPENPYXL), path, "200"), None)
