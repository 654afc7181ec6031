# SPDX-License-Identifier: GPL-3.0-or-later
"""CSV whose answers stand beside it: csv-spectrum's, and those in the tests of Papa Parse; and every
other CSV and TSV of the packages, held against what Python's own reader makes of it."""
import csv
import io
import json
import pathlib
import shutil
import subprocess
import tempfile

import fetch
import known

SEPARATORS = ",;\t|"
# Cases of Papa Parse that are plain files with an answer, as JSON: [{description, input, data}].
CASES = """
const vm = require('vm'), fs = require('fs');
const chai = { assert: {} }, context = { module: undefined, require: () => chai, chai, console,
  document: { getElementById: () => ({ src: '' }) }, describe: () => {}, it: () => {}, Papa: { } };
context.window = context;
vm.runInNewContext(fs.readFileSync(process.argv[1], 'utf8').replace('var chai;', '') +
  ';all = CORE_PARSER_TESTS.concat(PARSE_TESTS)', context);
console.log(JSON.stringify(context.all.filter(t => typeof t.input === 'string' && t.expected && !t.disabled
  && (t.config === undefined || Object.keys(t.config).every(k => k === 'delimiter' && t.config[k] === ','))
  && t.expected.errors.length === 0).map(t => ({ description: t.description, input: t.input, data: t.expected.data }))));
"""


def spectrum(folder):
    """(what, file, rows) of each table with its answer, a list of records."""
    answers = {path.stem[5:]: path for path in folder.glob("*.json")}
    for path in sorted(folder.glob("*.csv")):
        records = json.loads(answers[path.stem[5:]].read_text(encoding="utf-8"))
        records = [records] if isinstance(records, dict) else records
        yield f"csv-spectrum/{path.stem[5:]}", path, [list(records[0]), *(list(each.values()) for each in records)]


def papa(folder, scratch):
    if shutil.which("node") is None:
        raise fetch.Unfetched("there is no node to read the tests of Papa Parse with")
    source = next(folder.glob("*test-cases.js"))
    done = subprocess.run(["node", "-e", CASES, str(source)], capture_output=True, check=True)
    for number, case in enumerate(json.loads(done.stdout)):
        path = pathlib.Path(scratch) / f"{number}.csv"
        path.write_text(case["input"], encoding="utf-8", newline="")
        yield f"papaparse/{case['description']}", path, case["data"]


def by_python(path):
    """The rows, by the separator that is in the first line most often; None for what is no UTF-8."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        separator = max(SEPARATORS, key=text.split("\n", 1)[0].count)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except (UnicodeDecodeError, csv.Error):
        return None


def even(rows):
    """Without blank rows at the end, and with as many cells in each row: neither is in what we print."""
    width = max(map(len, rows), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def show(rows):
    return "; ".join(",".join(row) for row in rows)[:100]


def hold(ours, cases):
    """(cases that are equal, all, what is different, and what is known to be, with why)."""
    equal, n, different, looked_at = 0, 0, [], []
    for what, path, expected in cases:
        found, sentence = ours.read_json(path, what)
        n += 1
        if even(found or []) == even(expected):
            equal += 1
        elif known.find(what) is not None:
            looked_at.append(f"{what}: {known.find(what)}")
        else:
            different.append(f"{what}: {sentence or show(found)!r} for {show(expected)!r}")
    return equal, n, different, looked_at


def others(folders):
    for package, folder in folders.items():
        if package != "csv-spectrum":
            for path in sorted(folder.iterdir()):
                expected = by_python(path) if path.suffix.lower() in (".csv", ".tsv") else None
                if expected is not None:
                    yield f"{package}/{path.name}", path, expected


def compare(ours, folders):
    print("\n| CSV with answers | files | equal |\n|---|---:|---:|")
    different, looked_at = [], []
    with tempfile.TemporaryDirectory() as scratch:
        for name, cases in (("csv-spectrum", spectrum(folders["csv-spectrum"])),
                            ("Papa Parse's tests", papa(folders["papaparse"], scratch)),
                            ("beside Python's reader", others(folders))):
            equal, n, unlike, meant = hold(ours, cases)
            different += unlike
            looked_at += meant
            print(f"| {name} | {n} | {equal} |", flush=True)
    print("\nother than their answers:", *different, sep="\n  ")
    print("\nother, and known:", *looked_at, sep="\n  ")
