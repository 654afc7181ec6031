# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks that Apache POI writes: most programs that offices have built for them export with it."""
import hashlib
import pathlib
import tempfile

import fetch

VERSION = "5.4.1"
POM = f"""<project><modelVersion>4.0.0</modelVersion><groupId>corpora</groupId><artifactId>corpora</artifactId>
<version>1</version><dependencies><dependency><groupId>org.apache.poi</groupId><artifactId>poi-ooxml</artifactId>
<version>{VERSION}</version></dependency></dependencies></project>
"""


def libraries():
    folder = fetch.CACHE / f"poi-{VERSION}"
    if folder.exists():
        return folder
    fetch.note(f"fetching Apache POI {VERSION}")
    with tempfile.TemporaryDirectory(dir=fetch.CACHE) as temporary:
        (pathlib.Path(temporary) / "pom.xml").write_text(POM, encoding="utf-8")
        fetch.require(fetch.call(["mvn", "-q", "-B", "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies",
                                  "-DoutputDirectory=lib"], temporary))
        (pathlib.Path(temporary) / "lib").rename(folder)
    return folder


def write():
    """The folder of what it writes, written anew when what writes is another."""
    source = pathlib.Path(__file__).resolve().parent / "WriteBooks.java"
    folder = fetch.CACHE / f"written-{VERSION}-{hashlib.sha256(source.read_bytes()).hexdigest()[:16]}"
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=fetch.CACHE) as temporary:
            books = pathlib.Path(temporary) / "books"
            books.mkdir()
            fetch.require(fetch.call(["java", "-Djava.awt.headless=true", "-cp", f"{libraries()}/*", source, books]))
            books.rename(folder)
    return folder
