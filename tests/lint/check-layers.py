#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The direction of the house (HACKING.md): a folder includes and links only what stands before it,
and each library from outside is seen by one folder. Speaks TAP."""
import re

import house

ENGINE = ["formats", "pages", "text", "table", "checks", "diff", "fixes", "sandbox", "serve"]
CORE = ["model", "document", "platform", "store", "rules", "registers", "catalog", "reading", "review",
        "package", "portal", "queue", "report", "workplace"]
ORDER = (["base"] + [f"engine/{name}" for name in ENGINE] + ["engine"]
         + [f"core/{name}" for name in CORE] + ["cli", "ui"])

# Library from outside: how its headers begin, its name in meson, who may see it.
LIBRARIES = [
    ("sqlite", r"sqlite3\.h", "sqlite_dep", ["core/store"]),
    ("libsoup", r"libsoup/", "soup_dep", ["core/portal"]),
    ("libsecret", r"libsecret/", "secret_dep", ["core/platform"]),
    ("libseccomp", r"seccomp\.h", "seccomp_dep", ["engine/sandbox"]),
    ("poppler", r"poppler", "poppler_dep", ["engine/pages"]),
    ("zlib", r"zlib\.h", "zlib_dep", ["base", "engine/formats"]),
    ("isa-l", r"isa-l", "isal_dep", ["engine/formats"]),
    ("expat", r"expat\.h", "expat_dep", ["engine/formats"]),
    ("libxml", r"libxml/", "xml_dep", ["engine/formats"]),
    ("libcrypto", r"openssl/", "crypto_dep", ["core/store", "core/portal", "core/queue"]),
    ("pango", r"pango/|cairo", "pango_dep", ["core/document", "ui"]),
    ("gtk", r"gtk/|gdk/|gsk/", "gtk_dep", ["ui"]),
    ("libadwaita", r"adwaita\.h", "adw_dep", ["ui"]),
]


def part_of(path):
    """`core/model` for core/model/cb-finding.h, None for config.h."""
    folders = path.split("/")[:-1]
    while folders:
        part = "/".join(folders)
        if part in ORDER:
            return part
        folders.pop()
    return None


def may_see(viewer, seen):
    if viewer == seen or seen == "base":
        return True
    worlds = viewer.split("/")[0], seen.split("/")[0]
    if worlds[0] in ("cli", "ui"):
        return worlds[1] == "core"
    return worlds[0] == worlds[1] and ORDER.index(seen) < ORDER.index(viewer)


def include_problems(name, text):
    """@name is from src."""
    viewer = part_of(name)
    problems = []
    if viewer is None:
        return [f"{name}: no folder of the house"]
    code = house.without_comments(text, keep_strings=True)
    for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', code, re.M):
        where = f"src/{name}:{house.line_of(code, match.start())}"
        included = match.group(2)
        if match.group(1) == '"' and included != "config.h":
            seen = part_of(included)
            if seen is None:
                problems.append(f"{where}: {included} does not name its folder from src")
            elif not may_see(viewer, seen):
                problems.append(f"{where}: {viewer} may not see {seen} ({included})")
        for library, header, _, allowed in LIBRARIES:
            if match.group(1) == "<" and re.match(header, included) and viewer not in allowed:
                problems.append(f"{where}: {viewer} may not see {library}")
    return problems


def meson_problems(name, text):
    """@name is from src: which libraries a folder is linked with."""
    viewer = part_of(name)
    code = re.sub(r"#.*", "", text)
    problems = []
    if viewer is None:
        return problems
    for library, _, dependency, allowed in LIBRARIES:
        found = re.search(rf"\b{dependency}\b(?!\.found)", code)
        if found and viewer not in allowed:
            problems.append(f"src/{name}: {viewer} may not be linked with {library}")
    parts = {part.replace("/", "_").replace("core_", "").replace("engine_", ""): part
             for part in ORDER}
    for match in re.finditer(r"\bcb_(\w+?)_dep\b", code):
        seen = parts.get(match.group(1))
        if seen is not None and not may_see(viewer, seen):
            problems.append(f"src/{name}: {viewer} may not be linked with {seen}")
    return problems


def self_test():
    """What must be found; a line per sample that was not."""
    bad = [
        ("engine/text/cb-x.c", '#include "engine/checks/cb-y.h"'),
        ("engine/text/cb-x.c", '#include "core/model/cb-finding.h"'),
        ("core/model/cb-x.c", '#include "engine/text/cb-y.h"'),
        ("core/model/cb-x.c", '#include "core/queue/cb-queue.h"'),
        ("core/queue/cb-x.c", '#include "core/workplace/cb-workplace.h"'),
        ("ui/todo/cbu-x.c", '#include "engine/text/cb-y.h"'),
        ("ui/todo/cbu-x.c", '#include "cli/cb-y.h"'),
        ("cli/cb-x.c", '#include "ui/cbu-window.h"'),
        ("base/cb-x.c", '#include "core/model/cb-finding.h"'),
        ("base/cb-x.c", '#include "cb-text.h"'),
        ("core/queue/cb-x.c", "#include <sqlite3.h>"),
        ("core/workplace/cb-x.c", "#include <libsoup/soup.h>"),
        ("core/model/cb-x.c", "# include <gtk/gtk.h>"),
        ("odd/cb-x.c", ""),
    ]
    good = [
        ("core/queue/cb-x.c", '#include "config.h"\n#include "core/portal/cb-portal.h"'),
        ("core/portal/practice/cb-x.c", '#include "core/portal/cb-http.h"\n#include <libsoup/soup.h>'),
        ("ui/todo/cbu-x.c", '#include "ui/widgets/cbu-y.h"\n#include <gtk/gtk.h>'),
        ("base/cb-x.c", '/* #include "core/model/cb-finding.h" */'),
    ]
    bad_meson = [
        ("core/queue/meson.build", "dependencies: [cb_portal_dep, soup_dep]"),
        ("core/store/meson.build", "dependencies: cb_queue_dep"),
        ("ui/meson.build", "dependencies: cb_formats_dep"),
    ]
    missed = [f"not found: {name} {text}" for name, text in bad if not include_problems(name, text)]
    missed += [f"wrongly found: {problem}" for name, text in good
               for problem in include_problems(name, text)]
    missed += [f"not found: {name} {text}" for name, text in bad_meson
               if not meson_problems(name, text)]
    return missed


def main():
    tap = house.Tap()
    tap.check("/layers/self-test", self_test())
    sources = house.tracked("src/*.c", "src/*.h")
    tap.check("/layers/there-are-sources", [] if sources else ["none"])
    tap.check("/layers/includes", [problem for name in sources
                                   for problem in include_problems(name[4:], house.read(name))])
    tap.check("/layers/libraries", [problem for name in house.tracked("src/*/meson.build")
                                    for problem in meson_problems(name[4:], house.read(name))])
    tap.end()


main()
