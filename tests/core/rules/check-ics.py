#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-ics.py PROGRAM: the calendar that it prints, by RFC 5545 and by python3-icalendar. TAP."""
import datetime
import os
import subprocess
import sys

import icalendar

LONG = ("Danh sách cơ sở khám bệnh, chữa bệnh được cấp giấy phép hoạt động trên địa bàn tỉnh, kèm "
        "phạm vi chuyên môn và người chịu trách nhiệm – ")


def main(program):
    made = [subprocess.run([program], capture_output=True, check=True,
                           env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout for _ in range(2)]
    lines = made[0].split(b"\r\n")
    calendar = icalendar.Calendar.from_ical(made[0])
    events = list(calendar.walk("VEVENT"))
    first, second = events[:2]
    alarms = [a["TRIGGER"].dt for a in first.walk("VALARM")]
    whole = True
    try:
        for line in lines:
            line.decode("utf-8")
    except UnicodeDecodeError:
        whole = False
    checks = {
        "/ics/lines-end-in-crlf": made[0].endswith(b"\r\n") and b"\n" not in b"".join(lines),
        "/ics/lines-are-short": max(map(len, lines)) <= 75 and any(l[:1] == b" " for l in lines),
        "/ics/no-letter-is-cut": whole,
        "/ics/only-what-is-open-and-has-a-day": len(events) == 2,
        "/ics/text-comes-back": str(first["SUMMARY"]).startswith(
            'Giá thuốc; \\ vắc xin, "vật tư"\nvà khác – ')
            and str(second["SUMMARY"]).startswith(LONG)
            and "Điều 5 khoản 7; điểm a, b" in str(first["DESCRIPTION"]),
        "/ics/whole-day": first["DTSTART"].dt == datetime.date(2026, 11, 10)
            and first["DTEND"].dt == datetime.date(2026, 11, 11)
            and second["DTEND"].dt == datetime.date(2027, 1, 1),
        "/ics/stamped-in-utc": first["DTSTAMP"].dt.isoformat() == "2025-11-21T08:00:00+00:00",
        "/ics/uids-differ-and-stay": made[0] == made[1] and first["UID"] != second["UID"],
        "/ics/alarms-at-eight": alarms == [datetime.timedelta(hours=-160),
                                           datetime.timedelta(hours=-16),
                                           datetime.timedelta(hours=8)],
    }
    print(f"1..{len(checks)}")
    for number, (name, good) in enumerate(checks.items(), 1):
        print(f"{'ok' if good else 'not ok'} {number} {name}")
    return 0 if all(checks.values()) else 1


sys.exit(main(sys.argv[1]))
