#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-regulations.py DATA CODES: what the profiles say of the regulations is in the texts: every
clause that is cited, every sentence that is quoted; and no clause of a text is left without an
answer: a value, a rule, a document, people, or nothing asked. Speaks TAP."""
import json
import pathlib
import re
import sys

NAMES = ["binh-dinh", "ninh-thuan", "quang-ngai", "thanh-hoa", "vinh-phuc"]
REFERENCE = re.compile(r"(QĐ )?Đ([0-9]+)(?:\.([0-9]+)([a-zđ])?)?")
HOW = {"none", "people", "rule", "document"}


def squeeze(text):
    """Letters and digits alone: quotes differ from the print in blanks, quotation marks and dots."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def clauses_of(text):
    """(of the decision, article, khoản, điểm) → the words; shorter keys hold all of theirs."""
    words = {}
    for part in text["parts"]:
        decision = part["part"] == "decision"
        for article in part["articles"]:
            number = article["number"]
            for paragraph in [{"text": article["title"]}, *article["paragraphs"]]:
                clause, point = paragraph.get("clause", 0), paragraph.get("point", "")
                for key in {(decision, number, 0, ""), (decision, number, clause, ""),
                            (decision, number, clause, point)}:
                    words[key] = words.get(key, "") + " " + paragraph["text"]
    return words


def places(cite):
    """The places in the profile's own text; `Đ43 47/2020/NĐ-CP` is in another."""
    found = []
    for one in cite.split(", "):
        match = REFERENCE.fullmatch(one)
        if match:
            found.append((bool(match[1]), int(match[2]), int(match[3] or 0), match[4] or ""))
    return found


def cites_of(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "cite" and isinstance(inner, str):
                yield inner
            elif name == "cites":
                yield from inner.values()
            else:
                yield from cites_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from cites_of(inner)


def quotes_of(value, cite=None, path=""):
    """Path, quoted words and their clause: its own, `cites.quote`, or that of what holds it."""
    if isinstance(value, dict):
        cite = value.get("cite", cite)
        if isinstance(value.get("quote"), str):
            yield path, value["quote"], value.get("cites", {}).get("quote", cite)
        for name, inner in value.items():
            yield from quotes_of(inner, value.get("cites", {}).get(name, cite), f"{path}.{name}")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from quotes_of(inner, cite, f"{path}.{i}")


def missing_places(profile, words):
    return sorted({f"{cite}: no such clause" for cite in cites_of(profile)
                   for place in places(cite) if place not in words})


def wrong_quotes(profile, words):
    problems = []
    for path, quote, cite in quotes_of(profile):
        if cite is None or not places(cite):
            continue
        where = " ".join(words.get(place, "") for place in places(cite))
        # "…" leaves words out; "[kỳ]" stands for one of several.
        for piece in re.split(r"…|\.\.\.|\[[^]]*\]", quote):
            if squeeze(piece) not in squeeze(where):
                problems.append(f"{path}: “{piece.strip()}” is not in {cite}")
    return problems


def all_clauses(text):
    """Each khoản, or the whole article where it has none."""
    for article in next(p for p in text["parts"] if p["part"] == "regulation")["articles"]:
        numbers = sorted({p.get("clause", 0) for p in article["paragraphs"]} - {0})
        for clause in numbers or [0]:
            yield article["number"], clause


def write(article, clause):
    return f"Đ{article}.{clause}" if clause else f"Đ{article}"


def coverage_problems(profile, text, entries, codes):
    cited = {place[1:3] for cite in cites_of(profile) for place in places(cite) if not place[0]}
    problems, seen = [], {}
    for entry in entries:
        how = entry.get("how")
        if how not in HOW or not entry.get("why"):
            problems.append(f"{entry}: how it is covered, and why")
        if how == "rule":
            problems += [f"{code}: no such code" for code in entry["codes"] if code not in codes]
        document = entry.get("document", "")
        if how == "document" and document != "report" and not (
                document.startswith("register:") and document[9:] in profile.get("registers", {})):
            problems.append(f"{document}: no such document")
        for clause in entry["clauses"]:
            seen[clause] = seen.get(clause, 0) + 1
    for article, clause in all_clauses(text):
        name = write(article, clause)
        by_value = (article, clause) in cited or (article, 0) in cited
        if by_value + seen.pop(name, 0) != 1:
            problems.append(f"{name}: " + ("a value and an entry" if by_value
                                           else "no value, and not one entry"))
    return problems + [f"{name}: no such clause" for name in seen]


class Tap:
    def __init__(self):
        self.count = 0

    def check(self, name, problems):
        self.count += 1
        print(f"{'not ok' if problems else 'ok'} {self.count} {name}")
        for problem in problems:
            print(f"# {problem}")


def self_test(profile, text, entries, codes):
    """What these checks are for is found by them."""
    missed = []
    words = clauses_of(text)
    bad = {**profile, "x": {"quote": "chậm nhất là 99 ngày", "cite": "Đ7.6a"}, "y": {"cite": "Đ99.1"}}
    if not wrong_quotes(bad, words):
        missed.append("words that are not in the text")
    if not missing_places(bad, words):
        missed.append("a clause that is not in the text")
    if not coverage_problems(profile, text, entries[1:], codes):
        missed.append("a clause that nothing covers")
    if not coverage_problems(profile, text, entries + entries[:1], codes):
        missed.append("a clause that is covered twice")
    return missed


def main():
    data, codes_file = map(pathlib.Path, sys.argv[1:3])
    codes = set(re.findall(r'"([a-z0-9-]+)"', codes_file.read_text(encoding="utf-8")))
    coverage = json.loads((data / "profiles/coverage.json").read_text(encoding="utf-8"))
    tap = Tap()
    for name in NAMES:
        profile = json.loads((data / f"profiles/{name}.json").read_text(encoding="utf-8"))
        text = json.loads((data / f"regulations/{name}.json").read_text(encoding="utf-8"))
        words = clauses_of(text)
        entries = coverage["regulations"][name]
        if name == "quang-ngai":
            tap.check("/regulations/self-test", self_test(profile, text, entries, codes))
        tap.check(f"/regulations/{name}/is-what-the-profile-cites",
                  [] if text["cite_as"] == profile["regulation"]["cite_as"] else [text["cite_as"]])
        tap.check(f"/regulations/{name}/cited-clauses-are-there", missing_places(profile, words))
        tap.check(f"/regulations/{name}/quoted-words-are-there", wrong_quotes(profile, words))
        tap.check(f"/regulations/{name}/every-clause-has-its-answer",
                  coverage_problems(profile, text, entries, codes))
    print(f"1..{tap.count}")


main()
