#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Vietnamese is complete and follows the sources; POTFILES names every file with strings. Speaks
TAP."""
import re
import subprocess
import tempfile

import house

# The same as ./dev po takes.
STRINGS = re.compile(r'\b_ ?\(|\bN_ ?\(|\bngettext ?\(|\bC_ ?\(|translatable="yes"'
                     r'|^(Name|Comment|Keywords)=|<(name|summary|p)>', re.M)
XGETTEXT = ["xgettext", "--from-code=UTF-8", "--no-location", "--keyword=_", "--keyword=N_",
            "--keyword=C_:1c,2", "--keyword=ngettext:1,2", "-o"]


def run(*command, folder=house.ROOT):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True,
                          env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"})


def potfiles_problems(listed, sources):
    """@sources: name and text of what may hold strings."""
    wanted = {name for name, text in sources if STRINGS.search(text)}
    problems = [f"{name}: has strings and is not listed" for name in sorted(wanted - set(listed))]
    problems += [f"{name}: listed and has no strings, or is not there"
                 for name in sorted(set(listed) - wanted)]
    if list(listed) != sorted(listed):
        problems.append("POTFILES is not sorted: run ./dev po")
    return problems


def po_problems(po, template):
    """What msgcmp and msgfmt say."""
    compared = run("msgcmp", po, template)
    problems = [line for line in compared.stderr.splitlines() if "error" in line or "defined" in line]
    if compared.returncode and not problems:
        problems = compared.stderr.splitlines() or ["msgcmp failed"]
    checked = run("msgfmt", "-c", "-o", "/dev/null", po)
    if checked.returncode:
        problems += checked.stderr.splitlines()
    text = open(po, encoding="utf-8").read()
    if "#, fuzzy" in text:
        problems.append("vi.po has fuzzy strings")
    if re.search(r"^#~", text, re.M):
        problems.append("vi.po has strings that nothing uses: run ./dev po")
    left = run("msgattrib", "--untranslated", po).stdout
    problems += [f"not translated: {line}" for line in re.findall(r'^msgid (".+")', left, re.M)
                 if line != '""']
    return problems


def unused(po, template):
    """Strings of vi.po that the sources no longer have."""
    return [line for line in run("msgcmp", template, po, "--use-untranslated").stderr.splitlines()
            if "used but not defined" in line]


def plain_words(po):
    """Words that an office clerk does not use (ui.md, Words)."""
    # What is typed, between backticks, is called as it is.
    text = run("msgcat", "--no-wrap", po).stdout
    bad = re.compile(r"\b(?!(?-i:[A-Z]+)\b)(dataset|token|upload|download|metadata|file|server)\b", re.I)
    return [f"{line}" for line in re.findall(r"^msgstr(?:\[\d\])? (.*)", text, re.M)
            if bad.search(re.sub(r"\{[^}]*\}|%\w+|--[\w-]+|`[^`]*`|https?:\S+", "", line))]


def self_test():
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    with tempfile.TemporaryDirectory() as folder:
        def write(name, text):
            with open(f"{folder}/{name}", "w", encoding="utf-8") as out:
                out.write(head + text)
            return f"{folder}/{name}"
        template = write("a.pot", 'msgid "one %s"\nmsgstr ""\n')
        good = write("good.po", '#, c-format\nmsgid "one %s"\nmsgstr "một %s"\n')
        missing = write("missing.po", "")
        empty = write("empty.po", 'msgid "one %s"\nmsgstr ""\n')
        fuzzy = write("fuzzy.po", '#, fuzzy\nmsgid "one %s"\nmsgstr "hai"\n')
        wrong = write("wrong.po", '#, c-format\nmsgid "one %s"\nmsgstr "một %d"\n')
        words = write("words.po", 'msgid "one"\nmsgstr "một dataset"\n')
        more = write("more.po", 'msgid "one %s"\nmsgstr "một"\n\nmsgid "two"\nmsgstr "hai"\n')
        missed = [f"wrongly found: {p}" for p in po_problems(good, template) + plain_words(good)]
        missed += [f"not found: {bad}" for bad in (missing, empty, fuzzy, wrong)
                   if not po_problems(bad, template)]
        missed += [] if plain_words(words) else ["not found: a word of computers"]
        missed += [] if unused(more, template) else ["not found: a string that nothing uses"]
        missed += ["wrongly found: unused"] if unused(good, template) else []
    if len(potfiles_problems(["src/b.c"], [("src/a.c", '_ ("x")'), ("src/b.c", "x")])) != 2:
        missed.append("not found: wrong POTFILES")
    return missed


def main():
    tap = house.Tap()
    tap.check("/po/self-test", self_test())
    listed = house.read("po/POTFILES").split()
    sources = [(name, house.read(name)) for name in house.tracked("src/*.c", "src/*.ui", "data/*.in")]
    tap.check("/po/potfiles", potfiles_problems(listed, sources))
    with tempfile.TemporaryDirectory() as folder:
        template = f"{folder}/new.pot"
        made = run(*XGETTEXT, template, *listed)
        tap.check("/po/strings-can-be-read", made.stderr.splitlines() if made.returncode else [])
        po = str(house.ROOT / "po/vi.po")
        tap.check("/po/vietnamese-is-complete", po_problems(po, template))
        tap.check("/po/nothing-unused", unused(po, template))
        tap.check("/po/words-of-an-office", plain_words(po))
    tap.end()


main()
