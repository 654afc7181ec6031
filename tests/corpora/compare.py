# SPDX-License-Identifier: GPL-3.0-or-later
"""Cells of two readers, and of ours beside them: what is the same, and what kind of difference it is.
The text of ours is what `congboctl read --raw` prints: ISO 8601, a point in numbers, TRUE and FALSE."""
import collections
import math
import re

import known

MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?)?$")
SPAN = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$")
CLOCK = re.compile(r"(-?)(\d+):(\d\d)(?::(\d\d(?:\.\d+)?))?$")


def number_of(text):
    try:
        return float(text)
    except ValueError:
        return None


def seconds_of(text):
    """Of a time of day or a span, however it is written; of a number, as seconds."""
    if found := SPAN.match(text):
        sign, *parts = found.groups()
        return (-1 if sign else 1) * sum(float(n or 0) * unit for n, unit in zip(parts, (86400, 3600, 60, 1)))
    if found := CLOCK.match(text):
        sign, *parts = found.groups()
        return (-1 if sign else 1) * sum(float(n or 0) * unit for n, unit in zip(parts, (3600, 60, 1)))
    return number_of(text)


def moment_of(text):
    """Day and seconds of it, to the half second: readers cut or round the fraction as they like."""
    found = MOMENT.match(text)
    if not found:
        return None
    day, clock, fraction = found.groups()
    return day, (seconds_of(clock) if clock else 0) + float(f"0.{fraction or 0}")


def near(a, b, slack):
    return a is not None and b is not None and abs(a - b) <= slack


def same_moment(a, b):
    a, b = moment_of(a), moment_of(b)
    return a is not None and b is not None and a[0] == b[0] and near(a[1], b[1], 0.51)


def same_number(a, b):
    a, b = number_of(a), number_of(b)
    return a is not None and b is not None and (a == b or math.isclose(a, b, rel_tol=1e-12))


def plain(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


SAME = {"number": same_number, "date": same_moment,
        "time": lambda a, b: near(seconds_of(a), seconds_of(b), 0.51),
        "duration": lambda a, b: near(seconds_of(a), seconds_of(b), 0.51)}


def agree(a, b):
    """Whether two readers say the same of a cell; None is nothing."""
    if a is None or b is None:
        return a is b
    if a[0] != b[0]:
        return False
    return SAME.get(a[0], lambda x, y: plain(x) == plain(y))(a[1], b[1])


def is_read(ours, theirs):
    """Whether the text that we print is what another reader says."""
    if theirs is None:
        return ours == ""
    return SAME.get(theirs[0], lambda x, y: plain(x) == plain(y))(ours, theirs[1])


def kind_of(ours):
    if ours == "":
        return "nothing"
    if ours in ("TRUE", "FALSE"):
        return "boolean"
    if moment_of(ours):
        return "date"
    if SPAN.match(ours):
        return "duration"
    if CLOCK.match(ours):
        return "time"
    if number_of(ours) is not None:
        return "number"
    return "error" if re.match(r"#[A-Z/0]+[!?]?$", ours) else "text"


class Tally:
    """Cells of which two readers say the same (or the one that reads this format), and of these the ones
    that we read so, too; and each kind of difference with how often and where first, those that are known told apart."""

    def __init__(self):
        self.cells = self.equal = self.disputed = 0
        self.kinds = collections.Counter()
        self.first = {}
        self.disputes = collections.Counter()
        self.known = collections.Counter()

    def differ(self, kind, where):
        why = known.find(where)
        if why is not None:
            self.known[why] += 1
            self.first.setdefault(why, where)
            return
        self.kinds[kind] += 1
        self.first.setdefault(kind, where)

    def cell(self, where, ours, readings):
        """@readings: of each reader that read this sheet."""
        names = sorted(readings)
        theirs = readings[names[0]]
        if len(names) > 1 and not agree(theirs, readings[names[1]]):
            self.disputed += 1
            said = ", ".join(f"{name}: {readings[name][0] if readings[name] else 'nothing'}" for name in names)
            with_us = [name for name in names if is_read(ours, readings[name])]
            self.disputes[f"{said}; ours as {' and '.join(with_us) or f'neither, {kind_of(ours)}'}"] += 1
            self.first.setdefault(f"{said}; ours as {' and '.join(with_us) or f'neither, {kind_of(ours)}'}",
                                  f"{where}: {ours[:40]!r} {[readings[name] and readings[name][1][:40] for name in names]}")
            return
        if theirs is None and ours == "":
            return
        self.cells += 1
        if is_read(ours, theirs):
            self.equal += 1
        else:
            self.differ(f"{theirs[0] if theirs else 'nothing'} for them, {kind_of(ours)} for us",
                        f"{where}: {ours[:40]!r} for {theirs[1][:40] if theirs else ''!r}")

    def sheet(self, where, ours, readings):
        """@ours: rows of text; @readings: {reader: {(row, column): …}}."""
        places = {(r, c) for r, row in enumerate(ours) for c, text in enumerate(row) if text != ""}
        for cells in readings.values():
            places |= set(cells)
        for r, c in sorted(places):
            text = ours[r][c] if r < len(ours) and c < len(ours[r]) else ""
            self.cell(f"{where} R{r + 1}C{c + 1}", text, {name: cells.get((r, c)) for name, cells in readings.items()})
