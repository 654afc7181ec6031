#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-install.py BUILD: what the build installs is what the programs look for. Speaks TAP."""
import json
import re
import subprocess
import sys

import house

WANTED = [
    r"/bin/congboctl$",
    r"/libexec/congbo-engine$|/lib/[^/]+/congbo-engine$",
    r"/share/congbo/profiles/vinh-phuc\.json$",
    r"/share/congbo/profiles/national-baseline\.json$",
    r"/share/congbo/profiles/holidays\.json$",
    r"/share/man/man1/congboctl\.1$",
    r"/share/man/vi/man1/congboctl\.1$",
    r"/share/bash-completion/completions/congboctl$",
]
WANTED_WITH_WINDOW = [
    r"/bin/congbo$",
    r"/share/applications/vn\.congbo\.CongBo\.desktop$",
    r"/share/metainfo/vn\.congbo\.CongBo\.metainfo\.xml$",
    r"/share/icons/hicolor/scalable/apps/vn\.congbo\.CongBo\.svg$",
    r"/share/icons/hicolor/symbolic/apps/vn\.congbo\.CongBo-symbolic\.svg$",
    r"/share/icons/hicolor/scalable/mimetypes/vn\.congbo\.CongBo-package\.svg$",
    r"/share/icons/hicolor/scalable/mimetypes/vn\.congbo\.CongBo-preset\.svg$",
    r"/share/mime/packages/vn\.congbo\.CongBo\.xml$",
    r"/share/dbus-1/services/vn\.congbo\.CongBo\.service$",
    r"/share/glib-2\.0/schemas/vn\.congbo\.CongBo\.gschema\.xml$",
]


def missing(installed, wanted):
    return [pattern for pattern in wanted if not any(re.search(pattern, path) for path in installed)]


def introspect(build, what):
    return json.loads(subprocess.run(["meson", "introspect", build, what], capture_output=True,
                                     check=True).stdout)


def test_leftovers(installed):
    return [path for path in installed if re.search(r"/tests?[-/]|\.a$", path)]


def main(build):
    tap = house.Tap()
    tap.check("/install/self-test",
              [] if missing(["/usr/bin/x"], WANTED) == WANTED and not missing(["/usr/bin/x"], ["x$"])
              and test_leftovers(["/usr/lib/libcb-model.a"]) else ["a missing file was not found"])
    installed = sorted(introspect(build, "--installed").values())
    window = any(target["name"] == "congbo" for target in introspect(build, "--targets"))
    feature = next(o["value"] for o in introspect(build, "--buildoptions") if o["name"] == "ui")
    tap.check("/install/what-is-looked-for",
              missing(installed, WANTED + (WANTED_WITH_WINDOW if window or feature == "enabled" else [])))
    tap.check("/install/nothing-of-the-tests", test_leftovers(installed))
    tap.end()


main(sys.argv[1])
