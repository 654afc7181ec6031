# SPDX-License-Identifier: GPL-3.0-or-later
"""A search of 10,000 catalog items as one types, beside SQLite over the same folded texts."""
import pathlib
import sqlite3
import statistics
import tempfile
import time

import measure
import peers

ITEMS = 10000


def like(database, needle):
    words = [word for word in needle.split(" ") if word]
    where = " AND ".join(["text LIKE ?"] * len(words)) or "1"
    return database.execute(f"SELECT COUNT (*) FROM plain WHERE {where}", [f"%{word}%" for word in words])


def fts(database, needle):
    words = " AND ".join(f'"{word}" *' for word in needle.split(" ") if word)
    return database.execute("SELECT COUNT (*) FROM indexed WHERE indexed MATCH ?", [words])


def median_key(query, database, keys):
    """The median of the medians of each key, in milliseconds, and what each finds."""
    medians, found = [], []
    for needle, _ in keys:
        took = []
        for _ in range(measure.RUNS):
            start = time.perf_counter()
            count = query(database, needle).fetchone()[0]
            took.append((time.perf_counter() - start) * 1000)
        medians.append(statistics.median(took))
        found.append(count)
    return statistics.median(medians), found


def search(directory):
    """B2: each key typed into the search of the catalog. SQLite is asked from Python, which adds some ten
    microseconds to a query. An FTS5 index finds words by their beginnings only, so it finds less."""
    measure.build(directory, "tests/bench/bench-catalog")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "folded"
        took = measure.printed([f"{directory}/tests/bench/bench-catalog", str(ITEMS), str(measure.RUNS), str(path)])
        if not took:
            return
        database = sqlite3.connect(":memory:")
        texts = [(line,) for line in path.read_text(encoding="utf-8").split("\n")]
        database.execute("CREATE TABLE plain (text TEXT)")
        database.execute("CREATE VIRTUAL TABLE indexed USING fts5 (text)")
        database.executemany("INSERT INTO plain VALUES (?)", texts)
        database.executemany("INSERT INTO indexed VALUES (?)", texts)
        theirs, found = median_key(like, database, took["keys"])
        if found != [count for _, count in took["keys"]]:
            peers.note("LIKE and our search do not find the same")
        measure.row("B2", "a key, 10,000 items, ms", took["key"], "SQLite LIKE, the same words", theirs, 1)
        theirs, _ = median_key(fts, database, took["keys"])
        measure.row("B2", "a key, 10,000 items, ms", took["key"], "SQLite FTS5, beginnings only", theirs, None)
        measure.row("B2", "the slowest key, ms", took["slowest"], "", None, None)
        measure.row("B2", "folding them all once, ms", took["fold"], "", None, None)
