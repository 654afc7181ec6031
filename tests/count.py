#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""count.py BUILD [LOG]: counts TAP subtests of the last `meson test` and prints `N passed, N failed`.
count.py --failed BUILD: the names of the tests that failed, a line each.

LOG names the log (`meson test --logbase LOG`) of a second run of those that failed: what it says of
a test takes the place of what the first said, and what passed only then is named.

meson 1.0 writes a timeout into its JUnit file as a plain pass and a TAP program that printed nothing
as a skip, so the verdicts come from testlog.json and only the subtests from JUnit.
"""
import json
import re
import sys
import xml.etree.ElementTree as ET

GOOD = ("OK", "SKIP", "EXPECTEDFAIL")
# What a GLib test says when it fails, and what the shell says of a program that fell.
SAYS = re.compile(r"^(not ok .*|Bail out!.*|.*\bERROR:.*|.*assertion failed.*|(Segmentation fault|Aborted|Killed).*)$", re.M)


def print_why(name, entry, word):
    """The reason beside the verdict: of a long log often no more than the end is kept."""
    said = SAYS.findall((entry.get("stdout") or "") + "\n" + (entry.get("stderr") or ""))
    for line in dict.fromkeys(whole for whole, _ in said[:8]):
        print(word + ":", name, "|", line[:300])


def read_log(build, log):
    """What was said of each test, by its name."""
    with open(f"{build}/meson-logs/{log}.json", encoding="utf-8") as lines:
        return {entry["name"]: entry for entry in map(json.loads, lines)}


def read_cases(build, log):
    """The subtests; each belongs to the program that its class names, or is the whole of its own."""
    for case in ET.parse(f"{build}/meson-logs/{log}.junit.xml").getroot().iter("testcase"):
        yield case, (case.get("classname") or "").removeprefix("congbo.")


def short(name):
    """`congbo:quick+core / removal` is `removal`, as JUnit and the command line have it."""
    return name.rsplit(" / ", 1)[-1]


def main(build, again=None):
    entries = read_log(build, "testlog")
    cases = list(read_cases(build, "testlog"))
    second = read_log(build, again) if again else {}
    for name, entry in second.items():
        if entry["result"] in GOOD:
            print("*** passed only when it was run again:", name)
            print_why(name, entries[name], "    the first time")
        entries[name] = entry
    if again:
        anew = {short(name) for name in second}
        cases = [case for case in cases if case[1] not in anew and case[0].get("name") not in second]
        cases += read_cases(build, again)
    for name, entry in entries.items():
        if entry["result"] not in GOOD:
            print_why(name, entry, "failed")
        reason = re.search(r"^1\.\.0 *# *SKIP *(.*)", entry.get("stdout") or "", re.M | re.I)
        if reason:
            print(f"*** skipped: {name}: {reason.group(1)}")
    passed = failed = skipped = 0
    blamed = set()
    for case, program in cases:
        name = case.get("name")
        whole = entries.get(name, {}).get("result")
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
            blamed |= {program, name}
            print("failed:", case.get("classname"), name)
        elif whole is not None and whole not in GOOD:
            failed += 1
            blamed.add(name)
            print("failed:", name, whole)
        elif case.find("skipped") is not None or whole == "SKIP":
            skipped += 1
        else:
            passed += 1
    # A program that crashed after subtests that passed has none that failed.
    for name, entry in entries.items():
        if entry["result"] not in GOOD and not blamed & {name, short(name)}:
            failed += 1
            print("failed:", name, entry["result"])
    if skipped:
        print(f"{skipped} skipped")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if sys.argv[1] == "--failed":
    for test, said in read_log(sys.argv[2], "testlog").items():
        if said["result"] not in GOOD:
            print(short(test))
else:
    sys.exit(main(*sys.argv[1:]))
