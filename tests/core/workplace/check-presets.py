#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-presets.py DATA TABLE: the schema of presets and the program take the same files, and
refuse the same ones; what looks like a secret is refused by the program wherever it stands.
Speaks TAP."""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

data = pathlib.Path(sys.argv[1])
table = sys.argv[2]
schema = json.loads((data / "preset.schema.json").read_text(encoding="utf-8"))
profile = json.loads((data / "profiles" / "quang-ngai.json").read_text(encoding="utf-8"))
profile["id"] = "vn-99-moi"

WHOLE = {
    "kind": "congbo-preset",
    "version": 1,
    "name": "Sở KH&CN 11/2026",
    "settings": {"agency": "Sở Y tế", "profile": "vn-26-vinh-phuc", "one-person": False,
                 "operator-contact": "0211 123"},
    "profiles": [profile],
    "profile_changes": {"vn-38-thanh-hoa": {"update_rules.monthly.days": 7,
                                            "accounts.lost_password_notify": None}},
    "holidays": {"years": {"2031": {"days": [
        {"date": "2031-01-01", "name": "Tết Dương lịch", "certain": True}],
        "working_weekend_days": ["2031-01-04"]}}},
    "agencies": ["Sở Y tế", "Sở Xây dựng"],
    "portal": {"title": "Cổng", "address": "https://data.example.vn/", "organisation": "so-y-te",
               "max_upload_bytes": 52428800},
    "limits": {"quiet_hours": "07:30-17:00", "quiet_stop": True, "bytes_per_second": 250000},
    "catalog": {"decision": "Quyết định số 3111/QĐ-UBND ngày 25/7/2024", "items": [
        {"code": "1", "title": "Cơ sở y tế", "frequency_text": "Hằng tháng"}]},
}


def with_member(path, value):
    """WHOLE with another value at a path; a number is a position."""
    preset = copy.deepcopy(WHOLE)
    holder = preset
    for name in path[:-1]:
        holder = holder[name]
    holder[path[-1]] = value
    return preset


def without(path):
    preset = copy.deepcopy(WHOLE)
    holder = preset
    for name in path[:-1]:
        holder = holder[name]
    del holder[path[-1]]
    return preset


# What both must say the same about.
SHAPES = {
    "whole": WHOLE,
    "nothing in it": {"kind": "congbo-preset", "version": 1},
    "later members": with_member(["later"], [1]),
    "another kind": with_member(["kind"], "congbo"),
    "no version": without(["version"]),
    "version 0": with_member(["version"], 0),
    "newer version": with_member(["version"], 2),
    "version as text": with_member(["version"], "1"),
    "name is a number": with_member(["name"], 5),
    "settings are a list": with_member(["settings"], []),
    "settings are null": with_member(["settings"], None),
    "agency is a number": with_member(["settings", "agency"], 7),
    "agency is empty": with_member(["settings", "agency"], ""),
    "agency is taken away": with_member(["settings", "agency"], None),
    "one-person as text": with_member(["settings", "one-person"], "true"),
    "one-person is perhaps": with_member(["settings", "one-person"], "perhaps"),
    "profiles are null": with_member(["profiles"], None),
    "profiles are an object": with_member(["profiles"], {}),
    "profile without a name": without(["profiles", 0, "name"]),
    "profile of the state": with_member(["profiles", 0, "kind"], "national"),
    "changes are a list": with_member(["profile_changes"], []),
    "changes taken back": with_member(["profile_changes", "vn-38-thanh-hoa"], None),
    "changes are a number": with_member(["profile_changes", "vn-38-thanh-hoa"], 3),
    "holidays without years": with_member(["holidays"], {}),
    "year of two digits": with_member(["holidays", "years"], {"31": {"days": []}}),
    "day without a name": without(["holidays", "years", "2031", "days", 0, "name"]),
    "day written otherwise": with_member(["holidays", "years", "2031", "days", 0, "date"],
                                         "1/1/2031"),
    "agencies are a text": with_member(["agencies"], "Sở Y tế"),
    "agency in the list is null": with_member(["agencies", 1], None),
    "portal without address": without(["portal", "address"]),
    "portal by another way": with_member(["portal", "address"], "ftp://data.example.vn"),
    "portal without host": with_member(["portal", "address"], "https:///x"),
    "limit below one": with_member(["portal", "max_upload_bytes"], 0),
    "limit as text": with_member(["portal", "max_upload_bytes"], "50 MB"),
    "limits are a list": with_member(["limits"], []),
    "limits are null": with_member(["limits"], None),
    "no quiet hours": with_member(["limits", "quiet_hours"], None),
    "hour 24": with_member(["limits", "quiet_hours"], "24:00-06:00"),
    "minute 60": with_member(["limits", "quiet_hours"], "22:60-06:00"),
    "hours are a number": with_member(["limits", "quiet_hours"], 7),
    "stop as text": with_member(["limits", "quiet_stop"], "true"),
    "rate as text": with_member(["limits", "bytes_per_second"], "250000"),
    "rate too low": with_member(["limits", "bytes_per_second"], 15999),
    "rate too high": with_member(["limits", "bytes_per_second"], 100000000001),
    "catalog without decision": without(["catalog", "decision"]),
    "catalog without items": with_member(["catalog", "items"], []),
    "item without title": without(["catalog", "items", 0, "title"]),
    "certificates are a text": with_member(["certificates"], "x"),
    "no certificate": with_member(["certificates"], ["x"]),
}

# What the schema cannot see.
REFUSED = {
    "31/02": (with_member(["holidays", "years", "2031", "days", 0, "date"], "2031-02-31"),
              "holidays.years.2031.days.0"),
    "quiet hours that never end": (with_member(["limits", "quiet_hours"], "07:30-07:30"),
                                   "limits.quiet_hours"),
    "code twice": (with_member(["catalog", "items"], [{"code": "1", "title": "A"},
                                                      {"code": "1", "title": "B"}]),
                   "catalog.items.1"),
    "deadline of a profile": (with_member(["profiles", 0, "update_rules", 0, "days"], 0),
                              "profiles.0.update_rules.0.days"),
    "certificate that is none": (with_member(
        ["certificates"], ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]),
        "certificates.0"),
    "token": (with_member(["portal", "API-Token"], "x"), "portal.API-Token"),
    "password in Vietnamese": (with_member(["later"], [{"mat khau": "x"}]), "later.0.mat khau"),
    "token within rules": (with_member(["profile_changes", "vn-38-thanh-hoa"], {"a.token": 1}),
                           "profile_changes.vn-38-thanh-hoa.a.token"),
    "password in an address": (with_member(["portal", "address"], "https://lan:x@data.example.vn"),
                               "portal.address"),
    "password in a note": (with_member(["note"], "xem https://lan:x@data.example.vn/a"), "note"),
    # Among the certificates it would be refused as none of them.
    "private key": (with_member(["note"], "-----BEGIN EC PRIVATE KEY-----\nAAAA\n"), "note"),
    "access code": (with_member(["agencies", 0], "eyJhbGciOi.eyJqdGkiOiJ4.c2ln"), "agencies.0"),
}


def ask(folder, presets):
    paths = []
    for i, preset in enumerate(presets):
        path = folder / f"{i}.json"
        path.write_text(json.dumps(preset, ensure_ascii=False, indent=2), encoding="utf-8")
        paths.append(str(path))
    return subprocess.run([table, *paths], check=True, capture_output=True,
                          text=True).stdout.splitlines()


failed = False


def tell(number, good, name, why=""):
    global failed
    failed |= not good
    print(f"{'ok' if good else 'not ok'} {number} {name}")
    if not good:
        print(f"# {why}")


validator = jsonschema.Draft202012Validator(schema)
jsonschema.Draft202012Validator.check_schema(schema)
print(f"1..{len(SHAPES) + len(REFUSED) + 1}")
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    for n, (title, preset, said) in enumerate(
            zip(SHAPES, SHAPES.values(), ask(folder, SHAPES.values())), 1):
        by_schema = validator.is_valid(preset)
        tell(n, by_schema == (said == "ok"), f"/preset/schema/{title.replace(' ', '-')}",
             f"schema says {by_schema}, the program says {said}")
    for n, (title, (preset, member), said) in enumerate(
            zip(REFUSED, REFUSED.values(), ask(folder, [p for p, _ in REFUSED.values()])),
            len(SHAPES) + 1):
        tell(n, f": {member}: " in said, f"/preset/refused/{title.replace(' ', '-')}", said)
    # The line is the one where the member stands.
    (folder / "line.json").write_text(
        '{"kind": "congbo-preset",\n"version": 1,\n"portal": {\n"address": "x"}}', encoding="utf-8")
    said = subprocess.run([table, str(folder / "line.json")], check=True, capture_output=True,
                          text=True).stdout
    tell(len(SHAPES) + len(REFUSED) + 1, said.startswith("line.json:4: portal.address: "),
         "/preset/refused/with-its-line", said)
sys.exit(failed)
