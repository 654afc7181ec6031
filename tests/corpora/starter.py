# SPDX-License-Identifier: GPL-3.0-or-later
"""starter.py: starts programs for one that has grown: what the system says of the most memory of a process
begins with that of whoever started it. Reads a line of JSON for each: {"command", "out", "errors",
"seconds"}, and answers with {"code", "late", "kib", "seconds"}."""
import json
import os
import subprocess
import sys
import threading


def run(order):
    late = []
    with open(order["out"], "wb") as out, open(order["errors"], "wb") as errors:
        process = subprocess.Popen(order["command"], stdout=out, stderr=errors, stdin=subprocess.DEVNULL)
    timer = threading.Timer(order["seconds"], lambda: (late.append(True), process.kill()))
    timer.start()
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return {"code": process.returncode, "late": bool(late), "kib": usage.ru_maxrss,
            "seconds": usage.ru_utime + usage.ru_stime}


for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
