#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""count.py BUILD: counts TAP subtests of the last `meson test` and prints `N passed, N failed`.

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


def print_why(name, entry):
    """The reason beside the verdict: of a long log often no more than the end is kept."""
    said = SAYS.findall((entry.get("stdout") or "") + "\n" + (entry.get("stderr") or ""))
    for line in dict.fromkeys(whole for whole, _ in said[:8]):
        print("failed:", name, "|", line[:300])


def main(build):
    log = build + "/meson-logs/testlog"
    verdicts = {}
    with open(log + ".json", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            verdicts[entry["name"]] = entry["result"]
            if entry["result"] not in GOOD:
                print_why(entry["name"], entry)
            reason = re.search(r"^1\.\.0 *# *SKIP *(.*)", entry.get("stdout") or "", re.M | re.I)
            if reason:
                print(f"*** skipped: {entry['name']}: {reason.group(1)}")
    passed = failed = skipped = 0
    blamed = set()
    for case in ET.parse(log + ".junit.xml").getroot().iter("testcase"):
        name = case.get("name")
        whole = verdicts.get(name)
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
            blamed.add((case.get("classname") or "").removeprefix("congbo."))
            blamed.add(name)
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
    for name, result in verdicts.items():
        if result not in GOOD and name not in blamed:
            failed += 1
            print("failed:", name, result)
    if skipped:
        print(f"{skipped} skipped")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


sys.exit(main(sys.argv[1]))
