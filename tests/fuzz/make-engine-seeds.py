#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeds for the fuzz targets of the engine's own parts: `make-engine-seeds.py encoding|layout|place|recipe|value FOLDER`."""
import json
import pathlib
import re
import sys

WORDS = ("Trạm y tế xã Hòa Khánh, đường Nguyễn Huệ, huyện Đức Hòa; bệnh viện đa khoa tỉnh; phòng khám "
         "chuyên khoa răng hàm mặt, phường Tân Lập, thị trấn Đông Khê, nhà hộ sinh Sơn Lôi, số giường bệnh\n")
# As vietnamese-data.md has them: what a font shows at a character of Windows-1252.
TCVN3 = dict(zip("ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
                 "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"))
ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252", "windows-1258", "viscii", "tcvn3", "vni", "vps", "utf-8-twice"]


def encoding(name, content):
    return bytes([ENCODINGS.index(name)]) + content


def tcvn3(text):
    return "".join(TCVN3.get(c, c) for c in text)


ENCODING = {
    "right": encoding("utf-8", WORDS.encode() * 3),
    "twice": encoding("utf-8-twice", "".join(bytes([b]).decode("cp1252", "replace").replace("\ufffd", chr(b))
                                             for b in WORDS.encode()).encode()),
    "tcvn3": encoding("tcvn3", tcvn3(WORDS).encode("latin-1", "replace")),
    "tcvn3-as-text": encoding("tcvn3", tcvn3(WORDS).encode()),
    "vni": encoding("vni", "Traïm y teá xaõ Hoøa Khaùnh, ñöôøng Nguyeãn Hueä, huyeän Ñöùc Hoøa\n".encode("latin-1") * 3),
    "vni-as-text": encoding("vni", "Traïm y teá xaõ Hoøa Khaùnh, ñöôøng Nguyeãn Hueä, huyeän Ñöùc Hoøa\n".encode() * 3),
    "vps": encoding("vps", "Tr\u00e5m y t\u2030 x\u00e3 H\u00f2a Kh\u00e1nh, \u00c7\u00dc\u00a9ng Nguy\u00cdn Hu\u0152\n".encode("cp1252") * 8),
    "vps-as-text": encoding("vps", "Tr\u00e5m y t\u2030 x\u00e3 H\u00f2a Kh\u00e1nh, \u00c7\u00dc\u00a9ng Nguy\u00cdn Hu\u0152\n".encode() * 8),
    "utf16": encoding("utf-16le", b"\xff\xfe" + WORDS.encode("utf-16-le")),
    "utf16-no-mark": encoding("utf-16be", WORDS.encode("utf-16-be")),
    "half-pair": encoding("utf-16le", b"a\x00\x00\xd8b\x00\x00\xdc"),
    "all-bytes": encoding("viscii", bytes(range(256))),
    "all-bytes-1252": encoding("windows-1252", bytes(range(256))),
    "cp1258": encoding("windows-1258", "Tra\u0323m y tê\u0301 xa\u0303".encode("cp1258", "replace") * 8),
    "glued": encoding("utf-8", WORDS.encode() + b"Caf\xe9 na\xefve\n"),
    "mark": encoding("utf-8", b"\xef\xbb\xbfa"),
}


def layout_cases():
    """The sheets of the layout tests, which are seeds as they stand."""
    text = (pathlib.Path(__file__).resolve().parent.parent / "engine" / "layout-cases.h").read_text(encoding="utf-8")
    strings = re.findall(r'((?:"(?:[^"\\]|\\.)*"\s*)+)', text)
    joined = ["".join(json.loads(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', s)) for s in strings]
    return [s for s in joined if "|" in s and "\n" in s]


LAYOUT = {f"case-{i}": b"\0" + text.encode() for i, text in enumerate(layout_cases())}
LAYOUT.update({
    "wish": b'{"header-row":2,"header-rows":2,"first-column":1,"keep":["group","total"]}\0|a|b\n|c|d\n|1|2\n',
    "beside": "\0STT|Xã|Hộ||STT|Chợ|Hạng\n1|a|5||1|x|2\n2|b|6||2|y|3\n3|c|7||||\n4|d|8||||\n".encode(),
    "columns": '{"first-column":4,"columns":3}\0STT|Xã|Hộ||STT|Chợ|Hạng\n1|a|5||1|x|2\n2|b|6||2|y|3\n3|c|7||||\n'.encode(),
    "no-header": b'{"header-row":0}\0' + b"1|2\n3|4\n",
    "merged": "\0Nhóm|Nhóm|Số\nTên|Tuổi|\nA|B|1\n1|a|2\n2|b|3\n\0".encode() + bytes([0, 0, 0, 1, 0, 2, 1, 0]),
    "long": ("\0STT|Xã|Số\n" + "".join(f"{i}|xã {i}|{i * 7}\n" for i in range(300)) + "|Tổng cộng|9\n").encode(),
})

TABLE = "DANH SÁCH,,,\n,,,\nSTT,Xã,Số,CCCD\nI,Khu vực,,\n1,a,\"1.234,5\",001085012345\n2,b,27 %,\n,Cộng,9,\n"


def recipe(*steps, table=""):
    text = json.dumps(list(steps), ensure_ascii=False).encode()
    return text + (b"\0" + table.encode() if table else b"")


def standard(kind, **more):
    return {"step": "standard", "column": "Số", "field": {"name": "Số", "type": kind, **more}}


RECIPE = {
    "empty": recipe(),
    "layout": recipe({"step": "layout"}, table=TABLE),
    "groups": recipe({"step": "layout", "group-column": "Nhóm"}, table=TABLE),
    "wish": recipe({"step": "layout", "header-row": 3, "header-rows": 1, "first-column": 0, "keep": ["total"]}),
    "drop": recipe({"step": "drop-column", "column": "CCCD"}, {"step": "drop-column", "index": 0}),
    "mask": recipe({"step": "mask-column", "column": "CCCD", "index": 3}),
    "normalise": recipe({"step": "normalise"}, {"step": "line-ends"}, table="\ufeffTe\u0302n,So\u0302\r\na,1\r"),
    "number": recipe(standard("number", decimalChar=",", groupChar=".")),
    "percent": recipe({**standard("number", decimalChar=",", bareNumber=False, **{"congbo:unit": "%"}),
                       "percent": "fraction"}),
    "date": recipe(standard("date", format="%d/%m/%Y"), table="Tên,Số\na,31/12/2025\nb,31/02/2025\nc,1/1/25\n"),
    "boolean": recipe(standard("boolean", trueValues=["Có"], falseValues=["Không"]), table="Tên,Số\na,Có\nb,x\n"),
    "encoding": recipe({"step": "encoding", "from": "tcvn3", "column": "Số"}, table="Tên,Số\na,x·\n"),
    "set-cell": recipe({"step": "set-cell", "row": 5, "column": "Số", "index": 2, "before": "1.234,5", "after": "9"},
                       {"step": "set-cell", "row": 6, "column": "CCCD", "before": "", "after": "x"}, table=TABLE),
    "set-cell-refused": recipe({"step": "set-cell", "row": 5, "column": "Số", "before": "7", "after": "9"}, table=TABLE),
    "replace": recipe({"step": "replace", "find": "Khu vực", "with": "Vùng"},
                      {"step": "replace", "find": "A", "with": "b", "column": "Xã", "ignore-case": True},
                      {"step": "replace", "find": "", "with": "0", "whole": True, "column": "CCCD"}, table=TABLE),
    "to-json": recipe({"step": "layout"}, {"step": "to-json"}),
    "to-xlsx": recipe({"step": "to-xlsx"}),
    "to-ods": recipe({"step": "to-ods"}),
    "to-csv": recipe({"step": "to-csv"}),
    "unknown": recipe({"step": "no-such"}, 5, None),
    "no-array": b'{"step":"layout"}',
    "no-json": b"[{",
    "two-values": b'0{"step":"layout"}',
    "deep": b"[" * 2000,
}

PLACES = ("# what\nchanged\t2025-07-01\nbefore\t01\tHà Nội\nbefore\t26\tVĩnh Phúc\nbefore\t25\tPhú Thọ\n"
          "after\t01\tHà Nội\t\t01\nafter\t25\tPhú Thọ\t\t17 25 26\nafter\t79\tTPHCM\n"
          "before\t001\tQuận Ba Đình\t01\nbefore\t243\tThành phố Vĩnh Yên\t26\n"
          "before\t00001\tPhường Phúc Xá\t001\nbefore\t08725\tXã Định Trung\t243\nbefore\t26935\tPhường 14\t001\n"
          "after\t00004\tPhường Ba Đình\t01\nafter\t08707\tPhường Vĩnh Yên\t25\n")
ROWS = ("01\tHà Nội\t001\tBa Đình\t00001\tPhúc Xá\n26\tVĩnh Phúc\t\tTP. Vĩnh Yên\t\tĐịnh Trung\n"
        "25\tPhú Thọ\t\t\t8707\tP. Vĩnh Yên\n\t\t\tQ1\t\tP14\n99\tx\t999\ty\t99999\tz\n1\t12\t\t\t007\t\n")
PLACE = {
    "list": PLACES.encode(),
    "rows": PLACES.encode() + b"\0" + ROWS.encode(),
    "provinces": (pathlib.Path(__file__).resolve().parents[2] / "data/lists/provinces.tsv").read_bytes(),
    "no-list": b"changed\t2025-07-01\nbefore\t1\tx\n",
}

CELLS = {
    "numbers": ["Số", "1.234", "1,5", "1.234,56", "-12", "27,0%", "1 234 567", "12 ha", "1e5", "1.2.3", "--1", "+5",
                "999999999999999999999999", "0,0000000000000000001", "\u22125", "1\u00a0000", "(5)", "5đ", "٣"],
    "dates": ["Ngày", "31/12/2025", "31/02/2025", "2025-12-31", "1-2-26", "01.02.2026", "12/31/2025", "3/2026",
              "ngày 31 tháng 12 năm 2025", "tháng 3 năm 2026", "Quý III/2026", "31/12/2568", "1/1/1899",
              "2026-03-31T08:30:00Z", "31/12/2025 08:30:15", "24:00", "23:59:60", "46000", "29/02/2023", "0/0/0"],
    "words": ["Có", "x", "✓", "Có", "Không", "N/A", "-", "…", "KXĐ", "#REF!", "#DIV/0!", "TRUE", "đúng", "sai"],
    "codes": ["Mã", "00123", "0", "00", "0123456789012345678", "1", "007,5"],
    "degrees": ["Vĩ độ", "21°01'42\"N", "105°51′12″Đ", "21.0285", "91°0'0\"N", "-21°", "°'\""],
    "spaces": ["Số", " 1 ", "\t2", "\u00a03\u00a0", "\u200b4", "", "  "],
    "bytes": ["a", "\x00", "\x7f", "\u0301", "\ufeff1", "1\x002"],
}
VALUE = {name: "\n".join(cells).encode() for name, cells in CELLS.items()}
VALUE["padded"] = b"Co\nTRUE" + b" " * 110 + b"\n2026" + b" " * 110 + b"\nx" + b" " * 110 + b"\n"
VALUE["broken"] = b"So\n\xff\xfe\n1\xc3\n\xe1\xba\n9999999/9\n" + b"1" * 500 + b"\n" + b"." * 300 + b"\n"


def main():
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    # Where libFuzzer keeps what it finds.
    (folder.parent / folder.name.replace("seeds-", "corpus-")).mkdir(exist_ok=True)
    for name, content in {"encoding": ENCODING, "layout": LAYOUT, "place": PLACE, "recipe": RECIPE, "value": VALUE}[sys.argv[1]].items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
