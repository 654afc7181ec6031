#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-deadlines.py TABLE HOLIDAYS: 500 seeded deadlines, computed here by calendar and datetime
from the rule's words, against the program's. Speaks TAP."""
import calendar
import datetime
import json
import random
import subprocess
import sys

DAY = datetime.timedelta(days=1)
PERIOD_END, NEXT_START, CHANGE, MONTHS, BEFORE = range(5)


def period_days(period):
    """First and last day."""
    year = int(period[:4])
    rest = period[5:]
    if not rest:
        first, last = 1, 12
    elif rest[0] == "Q":
        first = 3 * int(rest[1]) - 2
        last = first + 2
    elif rest[0] == "H":
        first = 6 * int(rest[1]) - 5
        last = first + 5
    else:
        first = last = int(rest)
    return (datetime.date(year, first, 1),
            datetime.date(year, last, calendar.monthrange(year, last)[1]))


class Calendar:
    def __init__(self, path):
        years = json.load(open(path, encoding="utf-8"))["years"]
        self.years = {int(year) for year in years}
        self.decided = {int(year) for year, y in years.items() if y["complete"]}
        self.sure = {d["date"] for y in years.values() for d in y["days"] if d["certain"]}
        self.unsure = {d["date"] for y in years.values() for d in y["days"] if not d["certain"]}
        self.worked = {d for y in years.values() for d in y["working_weekend_days"]}

    def off(self, day):
        text = day.isoformat()
        return text not in self.worked and (day.isoweekday() > 5 or text in self.sure)

    def perhaps_off(self, day):
        text = day.isoformat()
        return text not in self.worked and (self.off(day) or text in self.unsure)


def months_on(day, months):
    """The day of the same number, or the last of a month that has none (Civil Code 148.3)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1,
                         min(day.day, calendar.monthrange(year, month + 1)[1]))


def deadline(anchor, days, period, cal):
    if anchor == BEFORE:
        limit = target = datetime.date.fromisoformat(period) - DAY
        while cal.perhaps_off(target):
            target -= DAY
        return f"{target} {limit} {int(limit.year in cal.years)}"
    if anchor in (CHANGE, MONTHS):
        begin = datetime.date.fromisoformat(period)
    else:
        first, last = period_days(period)
        begin = last if anchor == PERIOD_END else last + DAY
    # The first day is not counted, so day N is the Nth after it.
    if anchor == MONTHS:
        limit = months_on(begin, days)
        days = limit.toordinal() - begin.toordinal()
    else:
        limit = datetime.date.fromordinal(begin.toordinal() + days)
    seen = [limit]
    while cal.off(limit):
        limit += DAY
        seen.append(limit)
    known = all(d.year in cal.decided for d in seen) and not cal.perhaps_off(limit)
    target = datetime.date.fromordinal(begin.toordinal() + days - 1)
    while target > begin and cal.perhaps_off(target):
        target -= DAY
    return f"{target} {limit} {int(known)}"


def some_period(rng):
    year = rng.randint(2023, 2028)
    return rng.choice([f"{year}", f"{year}-Q{rng.randint(1, 4)}", f"{year}-H{rng.randint(1, 2)}",
                       f"{year}-{rng.randint(1, 12):02}"])


def some_day(rng):
    first = datetime.date(2023, 1, 1).toordinal()
    return datetime.date.fromordinal(first + rng.randrange(6 * 365)).isoformat()


def main(table, holidays):
    rng = random.Random(20261121)
    cal = Calendar(holidays)
    asked = [(rng.choice([PERIOD_END, NEXT_START]), rng.randint(1, 60), some_period(rng))
             for _ in range(300)]
    asked += [(CHANGE, rng.randint(1, 60), some_day(rng)) for _ in range(75)]
    asked += [(MONTHS, rng.choice([1, 3, 6, 12]), some_day(rng)) for _ in range(75)]
    asked += [(BEFORE, 0, some_day(rng)) for _ in range(50)]
    # Known by hand: see test-deadline.c.
    asked += [(PERIOD_END, 10, "2026-10"), (NEXT_START, 15, "2026-Q3")]
    lines = "".join(f"{a} {d} {p}\n" for a, d, p in asked)
    answers = subprocess.run([table, holidays], input=lines, capture_output=True, text=True,
                             check=True).stdout.splitlines()
    wrong = [f"{case}: {got}, not {want}" for case, got in zip(asked, answers)
             if got != (want := deadline(*case, cal))]
    if len(answers) != len(asked):
        wrong.append(f"{len(answers)} answers to {len(asked)} questions")
    print("1..2")
    print(f"{'not ok' if wrong else 'ok'} 1 /deadline/random/as-computed-elsewhere")
    for line in wrong[:20]:
        print("#", line)
    moved = sum(a.split()[1] != (period_days(c[2])[1] + DAY * (c[1] + c[0])).isoformat()
                for c, a in zip(asked, answers) if c[0] in (PERIOD_END, NEXT_START))
    unknown = sum(a.endswith(" 0") for a in answers)
    enough = moved > 50 and unknown > 20
    print(f"{'ok' if enough else 'not ok'} 2 /deadline/random/reaches-holidays-and-unknown-years")
    print(f"# {moved} moved, {unknown} with unknown holidays")
    return 1 if wrong or not enough else 0


sys.exit(main(sys.argv[1], sys.argv[2]))
