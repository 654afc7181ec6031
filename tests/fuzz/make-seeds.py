#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeds for the fuzz targets: `make-seeds.py csv|form FOLDER`. A file per thing the reader can do."""
import pathlib
import sys

TEXT = "Tên cơ sở,Địa chỉ,Ngày cấp\nTrạm y tế xã Hòa Khánh,\"đường Nguyễn Huệ, số 5\",31/12/2026\n"
ENCODINGS = ["", "utf-8", "utf-16le", "utf-16be", "windows-1258", "tcvn3", "vni", "utf-8-twice"]


def options(encoding="", delimiter=0, header=0, chunk=0):
    """The three bytes that fuzz-csv.c reads its options from."""
    return bytes([ENCODINGS.index(encoding), delimiter | header << 4, chunk])


CSV = {
    "plain": options() + TEXT.encode(),
    "crlf": options() + TEXT.replace("\n", "\r\n").encode(),
    "cr": options() + TEXT.replace("\n", "\r").encode(),
    "mixed": options("utf-8", 1) + b"a,b\nc,d\r\ne,f\rg,h",
    "bom": options() + b"\xef\xbb\xbf" + TEXT.encode(),
    "utf16le": options() + b"\xff\xfe" + TEXT.encode("utf-16-le"),
    "utf16be": options() + b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "utf16-odd": options("utf-16le", 1) + TEXT.encode("utf-16-le") + b"\x00",
    "surrogates": options("utf-16le", 1, 1) + "😀,😀\n".encode("utf-16-le") * 40,
    "quotes": options("utf-8", 1, 1) + b'"a""b","c\nd"\n"e"f,g"h\n"""",""\n' * 12,
    "unterminated": options("utf-8", 1, 1) + b'a,b\n"c,d\ne,f\n' * 20,
    "stray": options("utf-8", 1, 1) + b'5" pipe,a"\n"x" ,y\n' * 20,
    "ragged": options("utf-8", 1) + b"a,b,c\nd\n\n,,,,,\ne,f\n" * 9,
    "nul": options("utf-8", 1) + b"a,b\x00c\nd,e\n" + b"text, text\n" * 30,
    "sep": options() + b"sep=;\r\na;b\r\nc;d,e\r\n",
    "title": options() + "DANH SÁCH\n\nSTT,Tên,Số\n1,a,2\n".encode(),
    "numbers": options() + "a;b;c\n1.234,5;31/12/2026;07:30\n27,05;2026-01-02;8:00\n".encode(),
    "long": options("utf-8", 1, 1, 3) + b'x,"' + b"y" * 9000 + b'"\nz,w\n',
    "tcvn3": options("tcvn3") + b"Tr\xb9m y t\xd5 x\xb7 H\xdfa,\xae\xad\xeang\n" * 9,
    "vni": options("vni") + "Traïm y teá xaõ Hoøa,ñöôøng\n".encode("latin-1") * 9,
    "cp1258": options("windows-1258") + b"Tra\xf2m y t\xea\xec,\xf0\xfd\xf5\xccng\n" * 9,
    "twice": options("utf-8-twice") + TEXT.encode().decode("cp1252", "replace").encode(),
    "pdf": options() + b"%PDF-1.7\n",
    "zip": options() + b"PK\x03\x04" + b"." * 26 + b"xl/workbook.xml",
}


def form(step, *parts, end=b"--b--\r\n"):
    """Its first byte is how long the pieces are in which it comes, less one."""
    return bytes([step]) + b"".join(
        b"--b\r\nContent-Disposition: form-data; " + head + b"\r\n\r\n" + body + b"\r\n" for head, body in parts) + end


FORM = {
    "empty": form(0),
    "field": form(3, (b'name="id"', b"12"), (b'name="x"', b"")),
    "file": form(60, (b'name="id"', b"12"), (b'name="upload"; filename="a.csv"\r\nContent-Type: text/csv', b"a,b\r\n" * 99)),
    "like-boundaries": form(1, (b'name="x"', b"\r\n--\r\n-\r\n--a\r\r\n")),
    "vietnamese": form(9, ('name="upload"; filename="Tệp ố.csv"'.encode(), "ố".encode())),
    "encoded": form(9, (b"name=\"upload\"; filename*=UTF-8''T%E1%BB%87p.csv", b"x")),
    "unfinished": form(9, (b'name="x"', b"y"), end=b"--b\r\n"),
    "nameless": form(9, (b"x", b"y")),
    "quoted": form(2, (b'name="a\\"b;c=d"; filename="\\\\"', b"y")),
    "many": form(255, *[(b'name="x"', b"y")] * 60),
    "preamble": bytes([4]) + b"preamble\r\n" + form(0, (b'name="x"', b"y"))[1:] + b"epilogue\r\n--b\r\n",
}


def main():
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    # Where libFuzzer keeps what it finds.
    (folder.parent / folder.name.replace("seeds-", "corpus-")).mkdir(exist_ok=True)
    for name, content in {"csv": CSV, "form": FORM}[sys.argv[1]].items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
