#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-profiles.py FOLDER TABLE: the profiles keep to the schema, every value has its
clause, no typing error of a regulation was copied, and the program takes what the schema takes.
Speaks TAP."""
import copy
import datetime
import json
import pathlib
import random
import re
import subprocess
import sys

import jsonschema

# Errors of the printed texts (regulations.md, end of §1): they must not reach a screen.
TYPING_ERRORS = ["Thánh Hóa", "đơn đốc", "Công dữ liệu", "tập chung", "chia sẽ", "kết nói",
                 "Đầu mỗi cơ quan"]
# What is described about a text, not said by it.
NOT_CITED = {"$schema", "kind", "id", "name", "successor", "admin_codes", "documents", "cites",
             "cite", "verified", "see_also"}
# Members that stand for themselves: a wording, a note of ours, an address.
PLAIN = {"adapter_evidence", "note", "url", "adapter", "quote"}


def cite_of(holder, name):
    return holder.get("cites", {}).get(name) or holder.get("cite")


def says(value):
    """Whether a text must be named for this value: null and [] mean that it says nothing."""
    return value is not None and value != []


def uncited(profile):
    """Paths of values without a clause."""
    missing = []
    for name, value in profile.items():
        if name in NOT_CITED or name.endswith("_note") or not says(value):
            continue
        if name == "regulation":
            continue
        if name in ("update_rules", "reports"):
            missing += [f"{name}.{i}" for i, row in enumerate(value) if "cite" not in row]
        elif isinstance(value, dict):
            for key, leaf in value.items():
                if key in NOT_CITED or key in PLAIN or key.endswith("_note") or not says(leaf):
                    continue
                inner = cite_of(leaf, "") if isinstance(leaf, dict) else None
                if not inner and not cite_of(value, key):
                    missing.append(f"{name}.{key}")
        elif not cite_of(profile, name):
            missing.append(name)
    return missing


def dangling(profile):
    """Clauses of members that are not there."""
    holders = [("", profile)] + [(k, v) for k, v in profile.items() if isinstance(v, dict)]
    return [f"{where}.cites.{name}" for where, holder in holders
            for name in holder.get("cites", {}) if name not in holder]


def holiday_problems(holidays):
    problems = []
    for year, data in holidays["years"].items():
        dates = [day["date"] for day in data["days"]]
        if dates != sorted(set(dates)):
            problems.append(f"{year}: not sorted or twice the same day")
        if not data["source"]:
            problems.append(f"{year}: no source")
        for day in data["days"]:
            date = datetime.date.fromisoformat(day["date"])
            if str(date.year) != year:
                problems.append(f"{day['date']} is filed under {year}")
            if not isinstance(day["certain"], bool):
                problems.append(f"{day['date']}: certain?")
            if day["kind"] in ("swapped", "compensatory") and date.weekday() >= 5:
                problems.append(f"{day['date']}: a weekend cannot be taken off")
        for fixed in ("01-01", "04-30", "05-01", "09-02"):
            if f"{year}-{fixed}" not in dates:
                problems.append(f"{year}-{fixed} is missing")
        for text in data["working_weekend_days"]:
            if datetime.date.fromisoformat(text).weekday() < 5:
                problems.append(f"{text} is no weekend")
        if data["complete"] and not all(d["certain"] or d["kind"] == "swapped" or "note" in d
                                        for d in data["days"]):
            problems.append(f"{year}: complete, but unsure without a word")
    return problems


def typing_errors(text):
    return [error for error in TYPING_ERRORS if error in text]


def mutations(profiles, count):
    """Profiles with one thing changed somewhere."""
    rng = random.Random(59)
    for _ in range(count):
        profile = copy.deepcopy(rng.choice(profiles))
        holder = profile
        while True:
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            key = rng.choice(keys)
            inner = holder[key]
            if not isinstance(inner, (dict, list)) or not inner or rng.random() < 0.4:
                break
            holder = inner
        if rng.random() < 0.3:
            del holder[key]
        else:
            holder[key] = rng.choice([None, True, False, "x", "", 0, 7, [], {}, ["csv"], "Đ1.1",
                                      "monthly", "2026-01-01", {"cite": "Đ2"}])
        yield profile


def disagreements(table, validator, profiles):
    """What the schema takes and the program does not; and how often either refused."""
    changed = list(mutations(profiles, 1500))
    lines = "".join(json.dumps(p, ensure_ascii=False) + "\n" for p in changed)
    answers = subprocess.run([table], input=lines, capture_output=True, text=True,
                             check=True).stdout.splitlines()
    problems = [] if len(answers) == len(changed) else ["not every profile was answered"]
    taken = refused = 0
    for profile, answer in zip(changed, answers):
        by_schema = not list(validator.iter_errors(profile))
        taken += by_schema
        refused += answer != "ok"
        if by_schema and answer != "ok":
            problems.append(answer)
    if taken < 100 or refused < 100:
        problems.append(f"{taken} taken, {refused} refused: too few to tell")
    return problems


class Tap:
    def __init__(self):
        self.count = self.failed = 0

    def check(self, name, problems):
        self.count += 1
        self.failed += bool(problems)
        print(f"{'not ok' if problems else 'ok'} {self.count} {name}")
        for problem in problems:
            print("#", problem)

    def end(self):
        print(f"1..{self.count}")
        return 1 if self.failed else 0


def main(folder, table):
    tap = Tap()
    schema = json.loads((folder / "profile.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    jsonschema.Draft202012Validator.check_schema(schema)
    paths = sorted(p for p in folder.glob("*.json")
                   if p.name not in ("profile.schema.json", "holidays.json", "coverage.json"))
    tap.check("/profiles/there-are-six", [] if len(paths) == 6 else [str(paths)])
    for path in paths:
        text = path.read_text(encoding="utf-8")
        profile = json.loads(text)
        name = path.stem
        tap.check(f"/profiles/{name}/schema",
                  [f"{e.json_path}: {e.message}" for e in validator.iter_errors(profile)])
        tap.check(f"/profiles/{name}/every-value-has-its-clause", uncited(profile))
        tap.check(f"/profiles/{name}/no-clause-without-value", dangling(profile))
        tap.check(f"/profiles/{name}/typing-errors-not-copied", typing_errors(text))
        frequencies = [rule["frequency"] for rule in profile["update_rules"]]
        tap.check(f"/profiles/{name}/one-rule-per-frequency",
                  [] if len(set(frequencies)) == len(frequencies) else frequencies)
    profiles = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    tap.check("/profiles/program-takes-what-the-schema-takes",
              disagreements(table, validator, profiles)[:20])
    holidays = json.loads((folder / "holidays.json").read_text(encoding="utf-8"))
    tap.check("/profiles/holidays", holiday_problems(holidays))
    installed = re.findall(r"'([a-z-]+(?:\.schema)?\.json)'", (folder / "meson.build").read_text(encoding="utf-8"))
    tap.check("/profiles/all-installed",
              sorted({p.name for p in folder.glob("*.json")} ^ set(installed)))

    # The checks themselves find what they are for.
    good = json.loads(paths[-1].read_text(encoding="utf-8"))
    bad = copy.deepcopy(good)
    bad["precheck"]["required"] = "yes"
    tap.check("/profiles/self-test/schema", [] if list(validator.iter_errors(bad)) else ["passed"])
    bad = copy.deepcopy(good)
    bad["formats"]["cites"]["allowed"] = "khoản 1 Điều 7"
    tap.check("/profiles/self-test/cite", [] if list(validator.iter_errors(bad)) else ["passed"])
    bad = copy.deepcopy(good)
    del bad["formats"]["cites"]["allowed"]
    tap.check("/profiles/self-test/uncited",
              [] if uncited(bad) == ["formats.allowed"] else uncited(bad))
    tap.check("/profiles/self-test/typing",
              [] if typing_errors("tỉnh Thánh Hóa") else ["passed"])
    return tap.end()


sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2]))
