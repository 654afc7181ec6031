#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-report.py PROGRAM PROFILES: years that are made up here from a seed, reported on by the
program and counted here anew from the journal alone; each figure of the workbook, the paper and the
CSV has to be the same. Speaks TAP."""
import collections
import csv
import datetime
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import openpyxl

DAY = datetime.timedelta(days=1)
PROFILES = pathlib.Path(sys.argv[2])
FIGURES = ["on-time", "late", "not-yet", "pending", "due", "published", "no-deadline", "corrected",
           "revised", "approved", "sent-back", "waived", "rechecked", "public", "not-public"]
MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
number = failed = 0


def check(name, bad):
    global number, failed
    number += 1
    failed += bool(bad)
    print(f"{'not ok' if bad else 'ok'} {number} {name}")
    for one in bad[:12]:
        print(f"# {one}"[:400])


class Calendar:
    def __init__(self):
        years = json.loads((PROFILES / "holidays.json").read_text("utf-8"))["years"].values()
        self.free = {d["date"] for y in years for d in y["days"] if d["certain"]}
        self.worked = {d for y in years for d in y["working_weekend_days"]}

    def limit(self, begin, days):
        day = begin + DAY * days
        while str(day) not in self.worked and (day.isoweekday() > 5 or str(day) in self.free):
            day += DAY
        return day


CALENDAR = Calendar()


def periods(frequency):
    """Name, first day, first day of the next, from 2023 on."""
    months = MONTHS[frequency]
    first = datetime.date(2023, 1, 1)
    while first.year < 2028:
        count = first.year * 12 + first.month - 1 + months
        after = datetime.date(count // 12, count % 12 + 1, 1)
        n = (first.month - 1) // months + 1
        yield {1: f"{first.year}-{first.month:02}", 3: f"{first.year}-Q{n}",
               6: f"{first.year}-H{n}", 12: f"{first.year}"}[months], first, after
        first = after


def make_year(rng, profile, kind, start, end, today):
    """A catalog, datasets and a journal from the autumn of 2025 into the spring of 2027."""
    fields = ["Y tế", "Giáo dục", "Giao thông"]
    items = [{"code": f"DL{i:02}", "field": rng.choice(fields), "frequency": rng.choice(
        [*MONTHS, "on-change", "on-change"])} for i in range(14)]
    begin = datetime.datetime(2025, 9, 1)
    moments = sorted(begin + datetime.timedelta(seconds=rng.randrange(580 * 86400))
                     for _ in range(700))
    datasets, rows = [], [{"event": "catalog.imported", "subject": "catalog", "detail": {}}]
    for item in items:
        if item["frequency"] == "on-change":
            told = [str(datetime.date(2025, 9, 1) + DAY * rng.randrange(550)) for _ in range(4)]
        else:
            told = [name for name, first, after in periods(item["frequency"])
                    if "2025-07" < str(first) < "2027"]
        for period in told:
            if rng.random() < .8:
                datasets.append({"id": f"d{len(datasets)}", "item": item["code"],
                                 "period": period})
    datasets += [{"id": f"x{i}"} for i in range(3)]
    changes = [(d["item"], d["period"]) for d in datasets if len(d.get("period", "")) == 10]
    for _ in moments[1:]:
        dataset = rng.choice(datasets)["id"]
        event = rng.choice(["receipt"] * 5 + ["approval.given", "review.sent-back",
                                              "receipt.rechecked", "finding.waived",
                                              "finding.unwaived", "change.announced",
                                              "change.announced", "change.taken-back"])
        detail = {}
        if event == "receipt":
            detail = {"digest": rng.choice("abc")}
        elif event.startswith("finding"):
            detail = {"finding": rng.choice("pq")}
        elif event.startswith("change"):
            if not changes:
                continue
            dataset, date = rng.choice(changes)
            detail = {"date": date}
        rows.append({"event": event, "subject": dataset, "detail": detail})
    # The catalog comes in after the first weeks.
    rows.insert(60, rows.pop(0))
    for row, moment in zip(rows, moments):
        row["when"] = moment.isoformat()
    year = {"profile": f"{profile}.json", "kind": kind, "from": start, "to": end, "today": today,
            "items": items, "datasets": datasets, "rows": rows}
    publish_at_the_last_moment(rng, year)
    return year


def rules_of(year):
    profile = json.loads((PROFILES / year["profile"]).read_text("utf-8"))
    return {r["frequency"].replace("_", "-"): r for r in profile["update_rules"]}


def publish_at_the_last_moment(rng, year):
    """Of some datasets the first publication is in the last second of the last day, of others in
    the second after it."""
    limits = find_limits(year, rules_of(year))
    chosen = [d for d in year["datasets"]
              if (d.get("item"), d.get("period")) in limits and rng.random() < .4]
    names = {d["id"] for d in chosen}
    rows = [r for r in year["rows"] if r["event"] != "receipt" or r["subject"] not in names]
    for dataset in chosen:
        day = limits[dataset["item"], dataset["period"]]
        when = f"{day}T23:59:59" if rng.random() < .5 else f"{day + DAY}T00:00:00"
        rows.append({"event": "receipt", "subject": dataset["id"], "detail": {"digest": "a"},
                     "when": when})
    year["rows"] = sorted(rows, key=lambda row: row["when"])


def find_limits(year, rules):
    """Item and period to its last day, for all that have one."""
    limits = {}
    for item in year["items"]:
        rule = rules.get(item["frequency"])
        if rule is None or item["frequency"] == "on-change":
            continue
        for name, _, after in periods(item["frequency"]):
            anchor = after if rule["anchor"] == "next_period_start" else after - DAY
            limits[item["code"], name] = CALENDAR.limit(anchor, rule["days"])
    rule = rules.get("on-change")
    changing = {i["code"] for i in year["items"] if i["frequency"] == "on-change"}
    told = collections.Counter()
    for row in year["rows"]:
        if row["when"][:10] <= year["to"] and row["event"].startswith("change"):
            told[row["subject"], row["detail"]["date"]] = int(row["event"] == "change.announced")
    for (code, date), holds in told.items():
        if holds and rule and code in changing:
            limits[code, date] = CALENDAR.limit(datetime.date.fromisoformat(date), rule["days"])
    return limits


def count_due(year, limits, first, since, counts):
    """Each period whose last day is in the span is one of four."""
    seen_from = min(datetime.date.fromisoformat(year["today"]),
                    datetime.date.fromisoformat(year["to"]) + DAY)
    for key, limit in limits.items():
        if not year["from"] <= str(limit) <= year["to"]:
            continue
        published = first.get(key)
        in_time = published is not None and published <= str(limit)
        if str(limit) < since and not in_time:
            continue
        state = "on-time" if in_time else "late" if published else \
            "not-yet" if limit < seen_from else "pending"
        counts[state, key[0]] += 1
        counts["due", key[0]] += 1


def count_rows(year, limits, counts):
    """What happened in the span; returns the first publication of each item and period."""
    datasets = {d["id"]: d for d in year["datasets"]}
    last, first, waived = {}, {}, {}
    simple = {"approval.given": "approved", "review.sent-back": "sent-back",
              "receipt.rechecked": "rechecked"}
    for row in year["rows"]:
        day = row["when"][:10]
        dataset = datasets.get(row["subject"])
        if day > year["to"] or dataset is None:
            continue
        within = day >= year["from"]
        code = dataset.get("item", "")
        key = (code, dataset.get("period"))
        if row["event"] in simple and within:
            counts[simple[row["event"]], code] += 1
        elif row["event"] == "finding.waived":
            if within and (row["subject"], row["detail"]["finding"]) not in waived:
                waived[row["subject"], row["detail"]["finding"]] = code
        elif row["event"] == "finding.unwaived":
            waived.pop((row["subject"], row["detail"]["finding"]), None)
        elif row["event"] == "receipt":
            before = last.get(row["subject"])
            last[row["subject"]] = row["detail"]["digest"]
            first.setdefault(key, day)
            if within and before is not None and before != row["detail"]["digest"]:
                counts["revised", code] += 1
            if within and before is None:
                counts["published", code] += 1
                if key not in limits:
                    counts["no-deadline", code] += 1
    for code in waived.values():
        counts["waived", code] += 1
    return first


def count(year):
    rules = rules_of(year)
    counts = collections.Counter()
    since = next(r["when"][:10] for r in year["rows"] if r["event"] == "catalog.imported")
    limits = find_limits(year, rules)
    first = count_rows(year, limits, counts)
    count_due(year, limits, first, since, counts)
    if year["to"] >= since:
        for item in year["items"]:
            public = any(code == item["code"] for code, _ in first)
            counts["public" if public else "not-public", item["code"]] += 1
    return counts


def plain(text):
    """12, and 1.234 or 1,234."""
    return int(re.sub(r"[.,]", "", text))


def compare(name, year):
    folder = pathlib.Path(tempfile.mkdtemp())
    source = folder / "year.json"
    text = {**year, "rows": [{**r, "detail": json.dumps(r["detail"])} for r in year["rows"]]}
    source.write_text(json.dumps(text, ensure_ascii=False), "utf-8")
    subprocess.run([sys.argv[1], source, folder], check=True)
    counts = count(year)
    total = {f: sum(n for (figure, _), n in counts.items() if figure == f) for f in FIGURES}
    bad = []
    sheet = openpyxl.load_workbook(folder / "report.xlsx").worksheets[0]
    lines = [[c.value for c in row[:2]] for row in sheet.iter_rows()]
    head = next(i for i, line in enumerate(lines) if line[1] is not None)
    seen = lines[head + 1:]
    for figure, (title, value) in zip(FIGURES, seen, strict=True):
        if value != total[figure]:
            bad.append(f"xlsx: {title}: {value}, not {total[figure]}")
    paper = subprocess.run(["pdftotext", "-layout", folder / "report.pdf", "-"], check=True,
                           capture_output=True, text=True).stdout
    if not any(total.values()):
        if "nothing was due" not in " ".join(paper.split()):
            bad.append("pdf: does not say that there was nothing")
        seen = []
    for figure, (title, _) in zip(FIGURES, seen):
        # A title of several lines has its number beside the first.
        start = " ".join(title.split()[:5])
        match = re.search(rf"^ *{re.escape(start)}\b.*?  +([\d.,]+)(?:  .*)?$", paper, re.M)
        if match is None or plain(match[1]) != total[figure]:
            bad.append(f"pdf: {title}: {match and match[0]!r}, not {total[figure]}")
    with open(folder / "report.csv", encoding="utf-8-sig", newline="") as file:
        _, *by_item = list(csv.reader(file))
    outside = collections.Counter()
    for line in by_item:
        for figure, value in zip(FIGURES, line[3:], strict=True):
            if line[0] == "":
                outside[figure] += int(value)
            elif int(value) != counts[figure, line[0]]:
                bad.append(f"csv: {line[0]} {figure}: {value}, not {counts[figure, line[0]]}")
    for figure in FIGURES:
        if outside[figure] != counts[figure, ""]:
            bad.append(f"csv: outside {figure}: {outside[figure]}, not {counts[figure, '']}")
    check(name, bad)
    return total


CASES = [("vinh-phuc", "self-assessment", "2026-01-01", "2026-12-31", "2026-12-20"),
         ("ninh-thuan", "annual-data-check", "2026-01-01", "2026-12-31", "2027-01-10"),
         ("quang-ngai", "evaluation-public", "2026-01-01", "2026-06-30", "2026-06-20"),
         ("quang-ngai", "evaluation-public", "2026-07-01", "2026-12-31", "2026-10-05"),
         ("quang-ngai", "span", "2025-11-15", "2026-02-20", "2026-03-01"),
         ("thanh-hoa", "on-request", "2025-12-20", "2026-01-31", "2026-02-01"),
         ("binh-dinh", "on-request-provision", "2026-01-01", "2026-12-31", "2027-02-01"),
         ("quang-ngai", "span", "2020-01-01", "2020-12-31", "2026-12-01")]
rng = random.Random(20261126)
reached = collections.Counter()
for case in CASES:
    for again in range(3):
        reached += compare(f"/report/counted/{case[0]}/{case[2]}/{again}", make_year(rng, *case))
# Every figure but the corrections, which need the register, was more than nothing somewhere.
check("/report/counted/reaches-all-figures",
      [f for f in FIGURES if reached[f] == 0 and f != "corrected"])
print(f"1..{number}")
sys.exit(1 if failed else 0)
