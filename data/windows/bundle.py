#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bundle.py BUILD SYSROOT DIST: everything that the program needs on a Windows that has nothing, in
one folder: bin, lib, share, licences. Fails on a library that is neither copied nor Windows' own."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

# Parts of Windows 10 itself.
SYSTEM = set("""advapi32 bcrypt comctl32 comdlg32 crypt32 d2d1 dnsapi dwmapi dwrite gdi32 hid imm32 iphlpapi kernel32
msimg32 msvcrt ncrypt ntdll ole32 oleaut32 opengl32 rpcrt4 secur32 setupapi shell32 shlwapi user32 usp10 userenv
uxtheme version windowscodecs winhttp winmm winspool.drv ws2_32""".split())
# Started by GLib: to hand files over to the first of two, and to start programs.
HELPERS = ("gdbus.exe", "gspawn-win64-helper.exe", "gspawn-win64-helper-console.exe")
# Which source each library is built from; one that is not known is not passed on.
SOURCES = {
    "glib2.0": "libglib libgobject libgio-2.0 libgmodule libgthread", "gtk4": "libgtk-4", "libadwaita-1": "libadwaita",
    "pango1.0": "libpango", "cairo": "libcairo", "pixman": "libpixman", "harfbuzz": "libharfbuzz",
    "fribidi": "libfribidi", "freetype": "libfreetype", "gdk-pixbuf": "libgdk_pixbuf", "graphene": "libgraphene",
    "libepoxy": "libepoxy", "libpng1.6": "libpng16", "libjpeg-turbo": "libjpeg", "tiff": "libtiff",
    "libsoup3": "libsoup", "json-glib": "libjson-glib", "glib-networking": "libgioopenssl",
    "openssl": "libssl libcrypto", "nghttp2": "libnghttp2", "brotli": "libbrotli", "libpsl": "libpsl",
    "sqlite3": "libsqlite3", "pcre2": "libpcre2", "libffi": "libffi", "gettext": "libintl", "zlib": "zlib1",
    "gcc-mingw-w64": "libgcc libstdc++ libssp libatomic", "mingw-w64": "libwinpthread", "win-iconv": "libiconv",
    "expat": "libexpat", "libxml2": "libxml2", "poppler": "libpoppler", "openjpeg2": "libopenjp2",
    "lcms2": "lcms2",
}
# Built from a file of another source.
PART_OF = {"win-iconv": "glib2.0"}
DROPPED = ("share/help", "share/man", "share/bash-completion", "share/applications", "share/metainfo",
           "share/mime", "share/dbus-1")


def die(message):
    sys.exit(f"bundle: {message}")


def imports_of(path):
    text = subprocess.run(["x86_64-w64-mingw32-objdump", "-p", path], capture_output=True, text=True, check=True).stdout
    return re.findall(r"DLL Name: (\S+)", text)


def is_system(name):
    name = name.lower()
    return name.startswith(("api-ms-win-", "ext-ms-win-")) or name.removesuffix(".dll") in SYSTEM


def copy_libraries(folders, roots, target):
    """All that is imported, by what is imported, too."""
    waiting, seen = list(roots), set()
    while waiting:
        user = waiting.pop()
        for name in imports_of(user):
            if name.lower() in seen or is_system(name):
                continue
            # Windows does not tell capitals apart, and the library of colours is asked for in capitals.
            found = next((path for folder in folders for path in folder.glob("*.[dD][lL][lL]")
                          if path.name.lower() == name.lower()), None)
            if found is None:
                die(f"{os.path.basename(user)} needs {name}, which is nowhere")
            seen.add(name.lower())
            shutil.copy(found, target / found.name)
            waiting.append(target / found.name)
    return seen


def find_licence(sysroot, source):
    """The text that lets a library be passed on: beside the library where build-sysroot has put it, else Debian's
    account of the same source, of a package that is installed here."""
    text = sysroot / "share" / "licences" / f"{source}.txt"
    if text.exists():
        return text
    listed = subprocess.run(["dpkg-query", "-W", "-f", "${source:Package} ${Package}\n"], capture_output=True, text=True,
                            check=True).stdout
    for line in listed.splitlines():
        of, package = line.split()
        text = pathlib.Path("/usr/share/doc") / package / "copyright"
        if of == PART_OF.get(source, source) and text.exists():
            return text
    die(f"no text of the licence of {source} is found: install a package that is built from it")


def copy_licences(sysroot, names, target):
    """Of all that is passed on: a library of no known source, or without a licence, is not."""
    target.mkdir(parents=True)
    # What the icons are drawn from.
    needed = {"adwaita-icon-theme"}
    for name in names:
        source = next((s for s, prefixes in SOURCES.items() if name.startswith(tuple(prefixes.split()))), None)
        if source is None:
            die(f"no source is known for {name}")
        needed.add(source)
    whole = set()
    for source in sorted(needed):
        text = find_licence(sysroot, source).read_text(encoding="utf-8", errors="replace")
        (target / f"{source}.txt").write_text(text, encoding="utf-8")
        whole.update(re.findall(r"/usr/share/common-licenses/([A-Za-z0-9.-]*[A-Za-z0-9])", text))
    # Debian keeps one copy of those that many have.
    for name in sorted(whole):
        path = pathlib.Path("/usr/share/common-licenses") / name
        if path.exists():
            shutil.copy(path, target / f"{name}.txt")


def draw_icons(root, dist):
    """Symbolic icons as pictures, in three sizes: the loader of SVG is not among the libraries."""
    texts = "".join(p.read_text(encoding="utf-8") for p in (root / "src" / "ui").rglob("*.[cu]*"))
    theme = pathlib.Path("/usr/share/icons/Adwaita")
    hicolor = dist / "share" / "icons" / "hicolor"
    names = set(re.findall(r"[a-z0-9-]+-symbolic", texts)) | {"document-edit-symbolic", "process-working-symbolic"}
    folders = []
    for size in (16, 32, 64):
        target = hicolor / f"{size}x{size}" / "actions"
        target.mkdir(parents=True)
        folders.append(f"{size}x{size}/actions")
        for name in sorted(names):
            drawn = sorted((theme / f"{size}x{size}").rglob(f"{name}.symbolic.png"))
            drawings = sorted(theme.rglob(f"{name}.svg"))
            if drawn:
                shutil.copy(drawn[0], target)
            elif drawings:
                subprocess.run(["gtk4-encode-symbolic-svg", "-o", target, drawings[0], f"{size}x{size}"], check=True)
            else:
                die(f"no drawing of {name}")
    for size in (48, 128):
        target = hicolor / f"{size}x{size}" / "apps"
        target.mkdir(parents=True)
        folders.append(f"{size}x{size}/apps")
        subprocess.run(["rsvg-convert", "-w", str(size), "-h", str(size), "-o", target / "vn.congbo.CongBo.png",
                        root / "data" / "icons" / "vn.congbo.CongBo.svg"], check=True)
    sections = "".join(f"\n[{name}]\nSize={name.split('x')[0]}\nType=Threshold\n" for name in folders)
    (hicolor / "index.theme").write_text(f"[Icon Theme]\nName=Hicolor\nDirectories={','.join(folders)}\n{sections}",
                                         encoding="utf-8")


def main(build, sysroot, dist):
    root = pathlib.Path(__file__).resolve().parents[2]
    build, sysroot, dist = pathlib.Path(build), pathlib.Path(sysroot), pathlib.Path(dist)
    shutil.rmtree(dist, ignore_errors=True)
    subprocess.run(["meson", "install", "-C", build, "--destdir", dist, "--no-rebuild", "--quiet"], check=True)
    for name in DROPPED:
        shutil.rmtree(dist / name, ignore_errors=True)
    gcc = pathlib.Path(subprocess.run(["x86_64-w64-mingw32-gcc-posix", "-print-libgcc-file-name"],
                                      capture_output=True, text=True, check=True).stdout.strip()).parent
    for name in HELPERS:
        shutil.copy(sysroot / "bin" / name, dist / "bin")
    modules = dist / "lib" / "gio" / "modules"
    modules.mkdir(parents=True)
    shutil.copy(sysroot / "lib" / "gio" / "modules" / "libgioopenssl.dll", modules)
    programs = sorted((dist / "bin").glob("*.exe"))
    names = copy_libraries([sysroot / "bin", pathlib.Path("/usr/x86_64-w64-mingw32/lib"), gcc],
                           [*programs, modules / "libgioopenssl.dll"], dist / "bin")
    for path in [*programs, *(dist / "bin").glob("*.dll")]:
        subprocess.run(["x86_64-w64-mingw32-strip", path], check=True)
    schemas = dist / "share" / "glib-2.0" / "schemas"
    schemas.mkdir(parents=True, exist_ok=True)
    for path in (sysroot / "share" / "glib-2.0" / "schemas").glob("*.xml"):
        shutil.copy(path, schemas)
    subprocess.run(["glib-compile-schemas", schemas], check=True)
    for path in schemas.glob("*.xml"):
        path.unlink()
    for path in (sysroot / "share" / "locale").glob("vi/LC_MESSAGES/*.mo"):
        shutil.copy(path, dist / "share" / "locale" / "vi" / "LC_MESSAGES")
    draw_icons(root, dist)
    # Windows has no reader of Mallard's pages: the browser shows these.
    pages = dist / "share" / "congbo" / "help"
    pages.mkdir()
    subprocess.run(["yelp-build", "html", "-o", pages, root / "help" / "vi"], check=True)
    copy_licences(sysroot, names, dist / "licences")
    shutil.copy(root / "LICENSE", dist / "licences" / "congbo.txt")
    total = sum(p.stat().st_size for p in dist.rglob("*") if p.is_file())
    print(f"bundle: {len(programs)} programs, {len(names)} libraries, {total / 1e6:.1f} MB in {dist}")


main(*sys.argv[1:])
