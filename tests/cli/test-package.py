#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-package.py CONGBOCTL SAMPLES: a hand-over package as sha256sum, Python's zipfile and the rules of BagIt (RFC 8493)
see it, and what `verify` and `receive` say of packages that were spoiled. Speaks TAP."""
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile

program, samples = sys.argv[1], pathlib.Path(sys.argv[2])
environment = dict(os.environ, LC_ALL="C.UTF-8", CONGBO_DATA_DIR=str(samples.parent))
number = 0


def check(name, fine, why=""):
    global number
    number += 1
    print(f"{'' if fine else 'not '}ok {number} - {name}" + ("" if fine else f" # {why}"))


def run(*words):
    done = subprocess.run([program, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, env=environment)
    for line in (done.stdout + done.stderr).decode().splitlines():
        print(f"# {line}")
    return done.returncode, done.stdout.decode()


def rewrite(source, target, change):
    """@change gets name and bytes of each member, and gives those that are to be written."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            for name, content in change(member.filename, old.read(member)):
                if isinstance(name, zipfile.ZipInfo):
                    new.writestr(name, content)
                else:
                    new.writestr(zipfile.ZipInfo(name), content)


def link(name):
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    return info


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    package = folder / "goi.congbo"
    run("rehearse", "--root", folder / "a")
    dataset = json.loads(run("dataset", "list", "--json", "--practice", "--root", folder / "a")[1])[0]["id"]
    check("written", run("package", dataset, "--to", package, "--practice", "--root", folder / "a", "--by", "Lan")[0] == 0)
    check("not over another file", run("package", dataset, "--to", package, "--practice", "--root", folder / "a")[0] == 2)
    check("intact", run("verify", package)[0] == 0)

    with zipfile.ZipFile(package) as archive:
        check("zip", archive.testzip() is None)
        names = archive.namelist()
        archive.extractall(folder / "unpacked")
    check("names are ASCII, in one folder", all(name.isascii() for name in names) and len({name.split("/")[0] for name in names}) == 1)
    bag = next((folder / "unpacked").iterdir())
    for manifest in "manifest-sha256.txt", "tagmanifest-sha256.txt":
        done = subprocess.run(["sha256sum", "--strict", "--check", manifest], cwd=bag, stdout=subprocess.PIPE, check=False)
        check(f"sha256sum -c {manifest}", done.returncode == 0, done.stdout.decode())
    files = {str(path.relative_to(bag)) for path in bag.rglob("*") if path.is_file()}
    listed = {line.split("  ", 1)[1] for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt")
              for line in (bag / manifest).read_text(encoding="utf-8").splitlines()}
    check("every file is listed", listed | {"tagmanifest-sha256.txt"} == files, files ^ listed)
    check("bagit.txt", (bag / "bagit.txt").read_text(encoding="utf-8") == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    payload = [path for path in (bag / "data").rglob("*") if path.is_file()]
    oxum = f"{sum(path.stat().st_size for path in payload)}.{len(payload)}"
    check("Payload-Oxum", f"\nPayload-Oxum: {oxum}\n" in (bag / "bag-info.txt").read_text(encoding="utf-8"))

    descriptor = json.loads((bag / "datapackage.json").read_text(encoding="utf-8"))
    check("datapackage v2", descriptor["$schema"].startswith("https://datapackage.org/profiles/2."))
    check("a table with a schema", all(resource["type"] == "table" and resource["schema"]["fields"] for resource in descriptor["resources"]))
    for resource in descriptor["resources"]:
        content = (bag / resource["path"]).read_bytes()
        header = content.decode(resource["encoding"]).splitlines()[0].split(resource.get("dialect", {}).get("delimiter", ","))
        check("hash and size", resource["bytes"] == len(content) and resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest())
        check("fields are the columns", [field["name"] for field in resource["schema"]["fields"]] == header, header)
    check("date-time with a zone", re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", descriptor["created"]) is not None)
    check("for people, in Vietnamese", "Người chuẩn bị: " in (bag / "README.md").read_text(encoding="utf-8"))

    # Spoiled in every way that keeps the archive itself in order.
    data = f"{bag.name}/data/{payload[0].name}"

    def changed(name, content):
        return [(name, content + b"\n")] if name == data else [(name, content)]

    def missing(name, content):
        return [] if name == data else [(name, content)]

    def added(name, content):
        return [(name, content), (f"{bag.name}/data/them.csv", b"1")] if name == data else [(name, content)]

    def added_note(name, content):
        return [(name, content), (f"{bag.name}/review/ghi-chu.txt", b"1")] if name == data else [(name, content)]

    def leads_out(name, content):
        return [(name, content), (f"{bag.name}/../thoat.csv", b"1")] if name == data else [(name, content)]

    def linked(name, content):
        return [(name, content), (link(f"{bag.name}/data/lien-ket"), b"/etc/passwd")] if name == data else [(name, content)]

    def twice(name, content):
        one = f"{bag.name}/data/s\u1ed1.csv"
        return [(name, content), (one, b"1"), (unicodedata.normalize("NFD", one), b"2")] if name == data else [(name, content)]

    def no_list(name, content):
        return [] if name.endswith("/manifest-sha256.txt") else [(name, content)]

    def fetched(name, content):
        return [(name, content), (f"{bag.name}/fetch.txt", b"http://example.vn/ 1 data/x\n")] if name == data else [(name, content)]

    def approval(name, content):
        """Another approver, and every list made anew: only the hands it came through tell that this is no answer of his."""
        return [(name, content.replace(b'"prepared_by" : "Nguy', b'"prepared_by" : "Xguy'))] if name.endswith("approval.json") else [(name, content)]

    spoiled = folder / "sai.congbo"
    for change, kind in ((changed, "changed"), (missing, "missing"), (added, "unlisted"), (added_note, "unlisted"), (leads_out, "unsafe"),
                         (linked, "unsafe"), (twice, "twice"), (no_list, "no-list"), (fetched, "unlisted"), (approval, "changed")):
        rewrite(package, spoiled, change)
        code, output = run("verify", spoiled, "--json")
        said = json.loads(output)
        check(f"verify: {change.__name__}", code == 1 and kind in {problem["problem"] for problem in said["problems"]} and not said["intact"], output)
        code, output = run("receive", spoiled, "--by", "Minh", "--practice", "--root", folder / "b")
        check(f"receive: {change.__name__}", code == 1)
    check("nothing of them was taken", json.loads(run("dataset", "list", "--json", "--practice", "--root", folder / "b")[1]) == [])

    # Zipped anew by another program it is the same package.
    rewrite(package, spoiled, lambda name, content: [(name, content)])
    check("zipped anew", run("verify", spoiled)[0] == 0)
    spoiled.write_bytes(samples.joinpath("danh-muc.csv").read_bytes())
    check("no package", run("verify", spoiled)[0] == 3)
    check("not there", run("verify", folder / "khong-co.congbo")[0] == 3)

    # Somebody else's bag.
    foreign = folder / "tui.zip"
    with zipfile.ZipFile(foreign, "w") as archive:
        archive.writestr("tui/bagit.txt", "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
        archive.writestr("tui/data/so liệu.txt", "1")
        archive.writestr("tui/manifest-sha256.txt", hashlib.sha256(b"1").hexdigest() + " *data/so liệu.txt\r\n")
    code, output = run("verify", foreign, "--json")
    check("a bag of another program", code == 0 and json.loads(output)["kind"] == "bag", output)
    check("is not taken in", run("receive", foreign, "--by", "Minh", "--practice", "--root", folder / "b")[0] == 3)

    # A bomb: much out of little.
    with zipfile.ZipFile(spoiled, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("x/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        archive.writestr("x/data/x.csv", bytes(100 * 1024 * 1024))
    check("a bomb", run("verify", spoiled)[0] == 1)

    # There: taken in, approved, answered; a name alone is no second person.
    answer = folder / "tra-loi.congbo"
    check("prepared by whom approves", run("receive", package, "--by", "nguyen thi lan", "--approve", "--practice", "--root", folder / "c")[0] == 4)
    code, output = run("receive", package, "--by", "Minh", "--approve", "--answer", answer, "--practice", "--root", folder / "b")
    check("taken in, approved, answered", code == 0 and run("verify", answer)[0] == 0)
    said = json.loads(run("verify", answer, "--json")[1])
    check("the answer says who", said["state"] == "approved" and said["approved_by"] == "Minh")
print(f"1..{number}")
