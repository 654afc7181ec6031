# SPDX-License-Identifier: GPL-3.0-or-later
"""The peers of the benchmark: each is made ready in a cache outside the tree, never a dependency of
the program. A function here returns a command, or None with the reason printed."""
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
# A session of its own (with-session.sh) has another home: run hands the folder on.
CACHE = pathlib.Path(os.environ.get("CB_BENCH_CACHE") or
                     pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "congbo" / "bench")


def note(text):
    print(f"  {text}", flush=True)


def without(name, error):
    reason = getattr(error, "stderr", None) or str(error)
    if isinstance(reason, bytes):
        reason = reason.decode(errors="replace")
    note(f"without {name}: {reason.strip()[-200:]}")


def python(package, code, module=None):
    """A Python of our own that has a package, with a piece of code to run."""
    program = CACHE / "python" / "bin" / "python"
    try:
        if not program.exists():
            subprocess.run([sys.executable, "-m", "venv", CACHE / "python"], check=True, capture_output=True)
        if subprocess.run([program, "-c", f"import {module or package}"], capture_output=True, check=False).returncode:
            subprocess.run([program, "-m", "pip", "install", "--quiet", package], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        without(package, error)
        return None
    return [str(program), "-c", code]


def node(package, code):
    """Node with a package of npm's, with a piece of code to run."""
    folder = CACHE / "node"
    if not shutil.which("node"):
        note(f"without {package}: there is no node")
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "node_modules" / package).exists():
            subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, package],
                           check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        without(package, error)
        return None
    script = folder / f"{package}.js"
    script.write_text(code, encoding="utf-8")
    return ["node", "--max-old-space-size=8192", str(script)]


def cargo(name, program, *arguments):
    """A program that cargo builds, once."""
    path = CACHE / name / "bin" / program
    if not path.exists():
        if not shutil.which("cargo"):
            note(f"without {name}: there is no cargo to build it with")
            return None
        note(f"building {name}")
        try:
            subprocess.run(["cargo", "install", "-q", "--root", CACHE / name, *arguments], check=True,
                           capture_output=True, env=dict(os.environ, CARGO_TARGET_DIR=str(CACHE / "target")))
        except subprocess.CalledProcessError as error:
            without(name, error)
            return None
    return [str(path)]


def xan():
    return cargo("xan", "xan", "xan")


def calamine():
    """Built from a copy: cargo writes its lock file beside the source."""
    copy = CACHE / "calamine-source"
    shutil.copytree(HERE / "calamine", copy, dirs_exist_ok=True)
    return cargo("calamine", "bench-calamine", "--path", copy)


def debian(program):
    """A program that the machine has from Debian; it is not installed for the benchmark."""
    path = shutil.which(program)
    if path is None:
        note(f"without {program}: it is not installed")
        return None
    return [path]
