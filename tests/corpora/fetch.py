# SPDX-License-Identifier: GPL-3.0-or-later
"""The corpora: packages of public registries in which their authors ship tables to test with. Each is
fetched by its registry's own program into a cache outside the tree, held against the SHA-256 that is
written here, and of what is in it only the tables are taken out. Nothing of them is ever in the tree."""
import hashlib
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile

import peers

CACHE = pathlib.Path(os.environ.get("CB_CORPORA_CACHE") or
                     pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "congbo" / "corpora")
BOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods", ".ots", ".fods")
SUFFIXES = (*BOOKS, ".csv", ".tsv")
# Answers beside the tables, and the tests of Papa Parse, which have theirs in them.
ALSO = {"csv-spectrum": (".json",), "papaparse": ("test-cases.js",)}
MAX_BYTES = 64 * 1024 * 1024

PACKAGES = [line.split() for line in """
pypi  python_calamine 0.9.1  42f9e071e9b7fe758f00358450578c1ecb732192d18f038f26252a3e73f4baf8
pypi  xlsx2csv        0.8.6  d13f0399bb6261a202b053edb4902aef931669e43a3af22572d7ba2d03eaf39b
pypi  pyexcel         0.7.6  c562ecdb7e3064258c5c958f1afafacb3cc4ca9cebba69f70dff80dae0d2b324
pypi  pyexcel-xls     0.7.1  b84e7f54476fe88b932c5aca02388d38287816c09d3ce421e93ae80a28d9d206
pypi  pyexcel-xlsx    0.6.1  7a39a84e789e4282b7b9459c6dcdaebe35ed7a18da430d663a2763e1b4b218eb
pypi  agate-excel     0.4.2  fcddf5cfb9b65d5b8c50caab9d899bbf309454d179e801deeae5bc9a64344a28
pypi  csvkit          2.2.0  5cbfc6603393921e87104a1376b5640b0d1f6874f87e60cb0a6a6fbb24e63e83
pypi  tablib          3.9.0  5197da5d1986aadab570f75e32440fa22b01a7efcae0e67bbd81d99df232ac40
pypi  xlutils         2.0.0  c38cf5e984057bd8182beb377804a486056ca9be95b99453760de1a659215f02
pypi  odfpy           1.4.1  3551c05a2da1440f3da98af56282503cb7d26f9f6c6c233a2eebe1dd85bc90c0
pypi  ezodf           0.3.2  d155ac3ff4ddd0a693598836e254986ab804b3d99b2b705c4eeeeb7db25efd31
pypi  petl            1.7.9  bdb178483ce98345e8c54a9be0fefb944f35eaab2896b9b25c329c5aa46ca1c6
npm   xlsx-populate   1.21.0 328225d9ddb10eb93d2bc3203867dc7344863e36309f41965674de57146e2df7
npm   excel-parser    0.2.2  76d77a6adc50737fa1bdc1b30df1b6c1e8f41da21380adc38bcdd1849f457882
npm   convert-excel-to-json 1.7.0 783b10b0745304ff173b61362a27888daec7881f206ef14a6e3f6f490f87f597
npm   csv-spectrum    2.0.0  c2b8755e08846ba13e47bb2f1b017dfca666545312608a27f55832871f04c048
npm   papaparse       5.7.1  2d6b7caaf4ddd95d8156e505751b3f2bcc7a1a05058c6bb7ffb2b3263a6cf3b2
maven org.apache.tika:tika-parser-microsoft-module  2.9.2 5ec4c136e446d20716d160fcf6ada4c70bcaaadeea3c918f91df87d0ca2b6543
maven org.apache.tika:tika-parser-miscoffice-module 2.9.2 cc61b59af6744c02ca7cb558f8f4cd3b6f060d88a4a280502b12747f83dd47ff
crate umya-spreadsheet 3.1.1  29fce1ed0de35c9ef67e2380262bb5f6e7b071b75aec58e47da0572814850e9b
go    github.com/xuri/excelize/v2  v2.9.0  fc71a460a3c5547c2313c76300d8c1ea24a6e34001db033e37f7c623bfe1f615
go    github.com/tealeg/xlsx/v3    v3.3.6  ec17d8883ca95f99c7219967b9788724c72937f0b82814335972b8be05079b4a
go    github.com/extrame/xls       v0.0.1  1423513a052761107c1621d67d0ea674df73bac91413c4322ec8de95d49adca7
go    github.com/shakinm/xlsReader v0.9.12 0a4595c2f27cc3a079a6a7718c4f36b3090638b9b11c55e88130d0f3fcb6a9d1
crate rust_xlsxwriter  0.89.1 afcfd2fd3f54386a6ea310afab7d5f5663fa2aec395a5e79e963e9d4f97ac926
""".strip().splitlines()]


class Unfetched(Exception):
    """A package that is not to be had here and now: no network, or no program that fetches it."""


class Altered(Exception):
    """A package that is not the one that was written down."""


def note(text):
    print(f"  {text}", flush=True)


def call(command, folder=None, environment=None):
    if shutil.which(str(command[0])) is None:
        raise Unfetched(f"there is no {command[0]}")
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, check=False, timeout=900,
                          env=dict(os.environ, **(environment or {})))
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def last_line(text):
    """Programs end with what matters."""
    return (text.strip().splitlines() or ["it says nothing"])[-1][:200]


def require(result):
    status, out, errors = result
    if status != 0:
        raise Unfetched(last_line(errors.strip() or out))
    return out


def fetch_npm(name, version, folder):
    require(call(["npm", "pack", "--silent", "--pack-destination", folder, f"{name}@{version}"]))
    return next(folder.glob("*.tgz"))


def fetch_maven(name, version, folder):
    require(call(["mvn", "-q", "-B", "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy",
                  f"-Dartifact={name}:{version}:jar:tests", f"-DoutputDirectory={folder}"]))
    return next(folder.glob("*.jar"))


def fetch_crate(name, version, folder):
    (folder / "src").mkdir()
    (folder / "src" / "lib.rs").touch()
    (folder / "Cargo.toml").write_text('[package]\nname = "corpora"\nversion = "0.1.0"\nedition = "2021"\n'
                                       f'[dependencies]\n{name} = "={version}"\n', encoding="utf-8")
    require(call(["cargo", "fetch", "--quiet"], folder))
    home = pathlib.Path(os.environ.get("CARGO_HOME", pathlib.Path.home() / ".cargo"))
    found = list((home / "registry" / "cache").glob(f"*/{name}-{version}.crate"))
    if not found:
        raise Unfetched("cargo keeps it elsewhere")
    return found[0]


def fetch_go(name, version, folder):
    (folder / "go.mod").write_text("module corpora\n", encoding="utf-8")
    return pathlib.Path(json.loads(require(call(["go", "mod", "download", "-json", f"{name}@{version}"], folder)))["Zip"])


def fetch_pypi(name, version, folder):
    """pip keeps what it has unpacked, whether or not it could have built it; what that takes need not be
    here."""
    program = peers.python("openpyxl", "")
    if program is None:
        raise Unfetched("there is no Python of our own with pip")
    _, _, errors = call([program[0], "-m", "pip", "download", "--no-clean", "--no-deps", "--no-binary", ":all:",
                         "--no-build-isolation", "--quiet", "--dest", folder / "archive", f"{name}=={version}"],
                        environment={"TMPDIR": str(folder)})
    found = [each for each in folder.glob("pip-download-*/*") if each.is_dir()]
    if not found:
        raise Unfetched(last_line(errors))
    return found[0]


FETCH = {"npm": fetch_npm, "maven": fetch_maven, "crate": fetch_crate, "go": fetch_go, "pypi": fetch_pypi}


def wanted(name, path):
    return path.lower().endswith(SUFFIXES + ALSO.get(name, ()))


def members(name, path):
    """Name and bytes of each table in an archive, or in a folder."""
    if path.is_dir():
        for each in sorted(path.rglob("*")):
            if each.is_file() and not each.is_symlink() and wanted(name, each.name):
                yield str(each.relative_to(path)), each.read_bytes()
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for each in sorted(archive.infolist(), key=lambda one: one.filename):
                if wanted(name, each.filename) and each.file_size <= MAX_BYTES:
                    yield each.filename, archive.read(each)
    else:
        with tarfile.open(fileobj=io.BytesIO(path.read_bytes())) as archive:
            for each in sorted(archive.getmembers(), key=lambda one: one.name):
                if each.isfile() and wanted(name, each.name) and each.size <= MAX_BYTES:
                    yield each.name, archive.extractfile(each).read()


def sum_of(tables):
    """Of the tables alone, by name: what is compared is what is read."""
    whole = hashlib.sha256()
    for path, content in tables:
        whole.update(path.encode() + b"\0" + hashlib.sha256(content).digest())
    return whole.hexdigest()


def keep(tables, folder):
    """By numbers and not by their names in the archive, which may be anything."""
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for number, (path, content) in enumerate(tables):
        (part / f"{number:04}-{pathlib.PurePosixPath(path).name}").write_bytes(content)
    part.rename(folder)


def fetch(registry, name, version, expected):
    """The folder of a package's tables: from the cache, or from its registry."""
    folder = CACHE / "tables" / f"{registry}-{name.replace('/', '_').replace(':', '_')}-{version}"
    if folder.exists():
        return folder
    note(f"fetching {name} {version}")
    with tempfile.TemporaryDirectory(dir=CACHE) as temporary:
        tables = list(members(name, FETCH[registry](name, version, pathlib.Path(temporary))))
        found = sum_of(tables)
        if "--sums" in sys.argv:
            print(f"{registry} {name} {version} {found} {len(tables)}", flush=True)
        elif found != expected:
            raise Altered(f"{name} {version}: the sum of its tables is {found}")
        keep(tables, folder)
    return folder


def fetch_all():
    """The folders of all packages, by name. The first that is not to be had ends it."""
    CACHE.mkdir(parents=True, exist_ok=True)
    folders = {}
    for registry, name, version, expected in PACKAGES:
        try:
            folders[name] = fetch(registry, name, version, expected)
        except (Unfetched, subprocess.TimeoutExpired, OSError) as error:
            raise Unfetched(f"{name} {version} cannot be fetched: {error}") from error
    return folders
