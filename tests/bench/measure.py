# SPDX-License-Identifier: GPL-3.0-or-later
"""How the benchmark measures: medians of whole processes, ratios of what was run here."""
import json
import os
import re
import statistics
import subprocess
import time

from peers import note

RUNS = int(os.environ.get("CB_BENCH_RUNS", "5"))
# What takes longer than this the first time (seconds) is not run again: its first touch of the file is
# no part worth speaking of, and the slowest peers would be most of the whole run.
LONG = 10
rows = []


def row(bar, work, ours, peer, theirs, target):
    """One line of the table: our median seconds, a peer's, their ratio, what the ratio should reach."""
    ratio = ours / theirs if ours is not None and theirs is not None else None
    rows.append((bar, work, ours, peer, theirs, ratio, target))
    print(f"  {line(rows[-1])}", flush=True)


def line(of_row):
    bar, work, ours, peer, theirs, ratio, target = of_row
    show = lambda value: "—" if value is None else f"{value:.3f}"
    return (f"{bar:4} {work:34} {show(ours):>9}  {peer:34} {show(theirs):>9} {show(ratio):>7} "
            f"{target if target is not None else '':>6}")


def print_table():
    print(f"\n{'bar':4} {'work':34} {'ours':>9}  {'peer':34} {'theirs':>9} {'ratio':>7} {'reach':>6}")
    for of_row in rows:
        print(line(of_row))


def timed(command, runs=None, **options):
    """Median wall seconds of whole processes, after one warm-up (LONG ones: once); None when the command fails."""
    times = []
    for run in range((runs or RUNS) + 1):
        start = time.monotonic()
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, **options)
        took = time.monotonic() - start
        if done.returncode != 0:
            note(f"{command[0]} failed: {done.stderr.decode(errors='replace').strip()[-200:]}")
            return None
        if run > 0 or took > LONG:
            times.append(took)
        if took > LONG:
            break
    return statistics.median(times)


def parsed(command):
    """Milliseconds by name, medians, from a program that prints `name   12.34 ms`; {} when it fails."""
    seen = {}
    for run in range(RUNS + 1):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if done.returncode != 0:
            note(f"{command[0]} failed: {done.stderr.decode(errors='replace').strip()[-200:]}")
            return {}
        for line in done.stdout.decode().splitlines():
            found = re.match(r"(\S.*?) +([0-9.]+) (?:ms|MB)", line)
            if found and run > 0:
                seen.setdefault(found.group(1), []).append(float(found.group(2)))
    return {name: statistics.median(values) for name, values in seen.items()}


def printed(command):
    """What a program of ours prints as JSON; None when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        note(f"{command[0]} failed: {done.stderr.decode(errors='replace').strip()[-200:]}")
        return None
    return json.loads(done.stdout)


def most_memory(command):
    """The most resident memory of a process, in MiB."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return usage.ru_maxrss / 1024


def build(directory, *targets):
    subprocess.run(["ninja", "-C", directory, "--quiet", *targets], check=True)
