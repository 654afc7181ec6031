#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies in the project: nothing generated or large, scripts that shellcheck and Python accept,
desktop file, metainfo, schema and XML that their own tools accept. Speaks TAP."""
import ast
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

import house

MAX_BYTES = 600 * 1024
GENERATED = re.compile(r"\.(o|a|so|mo|gmo|pyc|gresource|compiled|exe|dll|deb|msi|zip|orig|rej|log)$"
                       r"|(^|/)(build[^/]*|__pycache__|_[^/]*)/|gschemas\.compiled$|~$")
# Bytes that a reader must survive, made by us.
MAY_BE_ANYTHING = re.compile(r"^(tests/data/|tests/fuzz/|data/samples/)")


def tree_problems(names, size_of):
    problems = []
    for name in names:
        if GENERATED.search(name) and not MAY_BE_ANYTHING.match(name):
            problems.append(f"{name}: generated")
        if size_of(name) > MAX_BYTES:
            problems.append(f"{name}: {size_of(name)} bytes, at most {MAX_BYTES}")
        if re.search(r"[\s\\]|[^\x20-\x7e]", name) and not MAY_BE_ANYTHING.match(name):
            problems.append(f"{name!r}: a name for every system: ASCII without blanks")
    return problems


def kind_of(path):
    """`sh`, `python` or None, by the first line."""
    with open(path, "rb") as file:
        first = file.readline(200)
    if re.match(rb"#!.*\b(ba|da)?sh\b", first):
        return "sh"
    return "python" if re.match(rb"#!.*python", first) or str(path).endswith(".py") else None


def shell_problems(paths):
    if not paths:
        return []
    result = subprocess.run(["shellcheck", "-S", "warning", "-f", "gcc", *map(str, paths)],
                            capture_output=True, text=True)
    return result.stdout.splitlines() + (result.stderr.splitlines() if result.returncode > 1 else [])


def reads_in_any_encoding(call):
    """Whether @call opens a text in whatever encoding the system has: on Windows it is not UTF-8."""
    if any(keyword.arg == "encoding" for keyword in call.keywords):
        return False
    if isinstance(call.func, ast.Attribute):
        return (call.func.attr, len(call.args)) in (("read_text", 0), ("write_text", 1))
    if not isinstance(call.func, ast.Name) or call.func.id != "open":
        return False
    mode = next((k.value for k in call.keywords if k.arg == "mode"), None) or (call.args + [None, None])[1]
    return not (isinstance(mode, ast.Constant) and "b" in mode.value)


def python_problems(paths):
    problems = []
    for path in paths:
        text = pathlib.Path(path).read_text(encoding="utf-8")
        try:
            tree = ast.parse(text)
        except SyntaxError as error:
            problems.append(f"{path}: {error}")
        else:
            problems += [f"{path}:{node.lineno}: a text without its encoding" for node in ast.walk(tree)
                         if isinstance(node, ast.Call) and reads_in_any_encoding(node)]
        if "SPDX-License-Identifier: GPL-3.0-or-later" not in "\n".join(text.split("\n")[:3]):
            problems.append(f"{path}: no SPDX line")
    return problems


def tool(tap, name, command, paths):
    """Runs a checker over files that may not be there."""
    if not paths:
        tap.skip(name, "no such file yet")
    elif shutil.which(command[0]) is None:
        tap.skip(name, f"{command[0]} is not installed")
    else:
        result = subprocess.run([*command, *paths], cwd=house.ROOT, capture_output=True, text=True)
        bad = result.returncode != 0 or "error" in result.stdout
        tap.check(name, (result.stdout + result.stderr).splitlines() or ["failed"] if bad else [])


def packages_problems(text):
    """The one list: sections, one package or its alternatives a line, none twice."""
    seen, problems, section = {}, [], None
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        if re.fullmatch(r"\[[a-z]+\]", line):
            section = line
        elif section is None or not re.fullmatch(r"[a-z0-9][a-z0-9.+-]+( \| [a-z0-9][a-z0-9.+-]+)*", line):
            problems.append(f"packages.txt:{number}: {line}")
        elif line in seen:
            problems.append(f"packages.txt:{number}: {line} is in {seen[line]} already")
        else:
            seen[line] = section
    return problems


def help_problems(pages):
    """@pages: name and text. Both languages have the same pages, and links lead somewhere."""
    languages = {}
    for name, text in pages:
        _, language, page = name.split("/")[-3:]
        languages.setdefault(language, {})[page] = text
    problems = []
    for language, texts in languages.items():
        for other, other_texts in languages.items():
            problems += [f"help/{other}/{page}: only in {language}"
                         for page in sorted(set(texts) - set(other_texts))]
        for page, text in texts.items():
            problems += [f"help/{language}/{page}: no page {target}"
                         for target in re.findall(r'xref="([^"#]+)[^"]*"', text)
                         if f"{target}.page" not in texts]
            if not re.search(rf'id="{page[:-5]}"', text):
                problems.append(f"help/{language}/{page}: its id is another")
    return problems


def words_problems(names):
    """Nothing about one machine."""
    problems = []
    for name in names:
        if MAY_BE_ANYTHING.match(name) or name == "LICENSE" or name.startswith("tests/lint/"):
            continue
        try:
            text = house.read(name)
        except UnicodeDecodeError:
            continue
        problems += [f"{name}:{house.line_of(text, m.start())}: {m.group(0)}"
                     for m in re.finditer(r"/work/[a-z]+/", text)]
    return problems


def templates_problems(texts):
    """@texts: name → text of .ui and .c. A template that names a class of ours says in its C file
    that the class must be there: GtkBuilder finds it by its symbol only where the linker left it."""
    problems = []
    for name, text in texts.items():
        if not name.endswith(".ui"):
            continue
        code = texts.get(name[:-3] + ".c", "")
        for class_name in sorted(set(re.findall(r'<object class="Cbu(\w+)"', text))):
            words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", class_name).upper()
            if f"g_type_ensure (CBU_TYPE_{words})" not in code:
                problems.append(f"{name}: Cbu{class_name} without g_type_ensure (CBU_TYPE_{words})")
    return problems


def self_test():
    missed = []
    template = {"a.ui": '<object class="CbuTableFind" id="x"/>'}
    if not templates_problems({**template, "a.c": "g_type_ensure (CBU_TYPE_TABLE);"}):
        missed.append("not found: class of a template that nothing ensures")
    if templates_problems({**template, "a.c": "g_type_ensure (CBU_TYPE_TABLE_FIND);"}):
        missed.append("wrongly found: class of a template")
    for name in ("a.o", "build/x.c", "src/__pycache__/x", "po/vi.gmo", "a b.c", "tệp.c"):
        if not tree_problems([name], lambda _: 1):
            missed.append(f"not found: {name}")
    if not tree_problems(["a.c"], lambda _: MAX_BYTES + 1):
        missed.append("not found: large file")
    if tree_problems(["src/a.c", "data/samples/tệp.csv"], lambda _: 1):
        missed.append("wrongly found")
    if len(packages_problems("xx\n[a]\nxx\n[b]\nxx\nBad Name\n")) != 3:
        missed.append("not found: bad package list")
    if len(help_problems([("help/C/a.page", 'id="a"'), ("help/vi/b.page", 'id="x" xref="c"')])) != 4:
        missed.append("not found: help in one language, dead link")
    with tempfile.TemporaryDirectory() as folder:
        bad = pathlib.Path(folder) / "bad"
        bad.write_text("#!/bin/bash\nfor x in $(ls); do if [ $x = ]; then\n", encoding="utf-8")
        if kind_of(bad) != "sh" or (shutil.which("shellcheck") and not shell_problems([bad])):
            missed.append("not found: bad script")
        python = pathlib.Path(folder) / "bad.py"
        python.write_text("def x(:\n", encoding="utf-8")
        if len(python_problems([python])) != 2:
            missed.append("not found: bad Python")
        python.write_text("# SPDX-License-Identifier: GPL-3.0-or-later\nopen(p)\nopen(p, 'w')\np.read_text()\n"
                          "p.write_text('x')\nopen(p, 'rb')\np.read_text('utf-8')\nopen(p, encoding='ascii')\n",
                          encoding="utf-8")
        if len(python_problems([python])) != 4:
            missed.append("not found: text without its encoding")
    return missed


def main():
    tap = house.Tap()
    tap.check("/tree/self-test", self_test())
    names = house.tracked()
    tap.check("/tree/nothing-generated-or-large",
              tree_problems(names, lambda name: (house.ROOT / name).stat().st_size))
    tap.check("/tree/nothing-of-one-machine", words_problems(names))
    kinds = [(house.ROOT / name, kind_of(house.ROOT / name)) for name in names]
    if shutil.which("shellcheck"):
        tap.check("/tree/shell", shell_problems([path for path, kind in kinds if kind == "sh"]))
    else:
        tap.skip("/tree/shell", "shellcheck is not installed")
    tap.check("/tree/python", python_problems([path for path, kind in kinds if kind == "python"]))
    tap.check("/tree/packages", packages_problems(house.read("data/debian/packages.txt")))
    tap.check("/tree/help", help_problems([(n, house.read(n)) for n in names if n.endswith(".page")]))
    tap.check("/tree/templates", templates_problems(
        {n: house.read(n) for n in names if n.endswith((".ui", ".c")) and n.startswith("src/ui/")}))
    problems = []
    for name in names:
        if name.endswith(".json") and not MAY_BE_ANYTHING.match(name):
            try:
                json.loads(house.read(name))
            except ValueError as error:
                problems.append(f"{name}: {error}")
    tap.check("/tree/json", problems)
    tool(tap, "/data/desktop-file", ["desktop-file-validate"],
         [n for n in names if n.endswith(".desktop")])
    tool(tap, "/data/metainfo", ["appstreamcli", "validate", "--no-net", "--explain"],
         [n for n in names if n.endswith(".metainfo.xml")])
    tool(tap, "/data/schema", ["glib-compile-schemas", "--strict", "--dry-run"],
         sorted({str(pathlib.Path(n).parent) for n in names if n.endswith(".gschema.xml")}))
    tool(tap, "/data/xml", ["xmllint", "--noout", "--nonet"],
         [n for n in names if n.endswith((".ui", ".page", ".svg", ".xml"))])
    tap.end()


main()
