# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks of the house share: which files there are, C without its comments, TAP."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def tracked(*patterns):
    """Files of the project, new ones included; a folder without git is walked."""
    try:
        out = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z",
                              *patterns], capture_output=True, check=True).stdout.decode()
        names = [name for name in out.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = [str(path.relative_to(ROOT)) for pattern in patterns or ("*",)
                 for path in ROOT.rglob(pattern.split("/")[-1])
                 if path.is_file() and not str(path.relative_to(ROOT)).startswith(("build", "_", ".git"))
                 and str(path.relative_to(ROOT)).startswith(pattern.split("*")[0])]
    return sorted(name for name in set(names) if (ROOT / name).is_file())


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def without_comments(text, keep_strings=False):
    """C with comments, and strings unless kept, blanked out; lines stay where they are."""
    def blank(match):
        token = match.group(0)
        if token.startswith("/*") or token.startswith("//"):
            return re.sub(r"[^\n]", " ", token)
        return token if keep_strings else token[0] + " " * (len(token) - 2) + token[-1]
    return re.sub(r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', blank, text, flags=re.S)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


class Tap:
    """ok and not ok, with what was wrong."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def check(self, name, problems):
        self.count += 1
        self.failed += bool(problems)
        print(f"{'not ok' if problems else 'ok'} {self.count} {name}")
        for problem in problems:
            print("#", problem)

    def skip(self, name, reason):
        self.count += 1
        print(f"ok {self.count} {name} # SKIP {reason}")

    def end(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)
