#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeds for the fuzz targets: `make-seeds.py TARGET FOLDER`. A file per thing the reader can do."""
import io
import json
import pathlib
import sys
import warnings
import zipfile
import zlib

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


SPACES = " ".join(
    [f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{value}:1.0'" for name, value in {
        "o": "office", "t": "table", "x": "text", "s": "style", "n": "datastyle", "f": "xsl-fo-compatible",
        "v": "svg-compatible", "m": "meta", "a": "manifest"}.items()]
    + ["xmlns:l='http://www.w3.org/1999/xlink'"])
BODY = """<o:font-face-decls><s:font-face s:name='F' v:font-family="'.VnTime'"/></o:font-face-decls>
<o:automatic-styles><n:time-style s:name='N' n:truncate-on-overflow='false'/>
<s:style s:name='c' s:family='table-cell' s:parent-style-name='c' s:data-style-name='N'>
<s:table-cell-properties f:background-color='#000000'/>
<s:text-properties s:font-name='F' f:color='#000000'/></s:style>
<s:style s:name='p' s:family='text'><s:text-properties f:font-family='VNI-Times'/></s:style>
<s:style s:name='h' s:family='table' s:master-page-name='M'><s:table-properties t:display='false'/></s:style>
</o:automatic-styles><o:master-styles><s:master-page s:name='M'><s:header><x:p>h</x:p></s:header>
</s:master-page></o:master-styles><o:body><o:spreadsheet>
<t:table t:name='A' t:style-name='h'><t:table-column t:visibility='collapse' t:default-cell-style-name='c'/>
<t:table-row-group t:display='false'><t:table-row t:number-rows-repeated='2'>
<t:table-cell o:value-type='float' o:value='1.50' t:number-columns-repeated='3'/>
<t:table-cell o:value-type='time' o:time-value='PT36H30M00.5S' t:formula='of:=1'/>
<t:table-cell o:value-type='date' o:date-value='2026-11-25T08:30:00'/>
<t:table-cell o:value-type='boolean' o:boolean-value='true'/></t:table-row></t:table-row-group>
<t:table-row><t:table-cell t:number-columns-spanned='2' t:number-rows-spanned='2' o:value-type='string'>
<o:annotation><x:p>n</x:p></o:annotation>
<x:p>a <x:s x:c='3'/><x:span x:style-name='p'>b<x:tab/></x:span>c</x:p></t:table-cell>
<t:covered-table-cell/></t:table-row></t:table>
<t:table t:name="'file:///a'#$S"><t:table-source l:href='a.ods'/></t:table>
<t:named-expressions><t:named-range t:name='v' t:cell-range-address='$A.$A$1'/></t:named-expressions>
</o:spreadsheet></o:body>"""


def archive(method):
    """The same in an archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as file:
        file.writestr("META-INF/manifest.xml",
                      f"<a:manifest {SPACES}><a:file-entry a:full-path='O/' a:media-type='x'/></a:manifest>")
        file.writestr("meta.xml", f"<o:document-meta {SPACES}><o:meta><m:user-defined m:name='n'>v"
                                  "</m:user-defined></o:meta></o:document-meta>")
        file.writestr("content.xml", f"<o:document-content {SPACES}>{BODY}</o:document-content>")
    return content.getvalue()


PAGE = """<!--[if gte mso 9]><xml><x:Name>S</x:Name></xml><![endif]--><html><head>%s<title>T</title>
<style><!-- .a {mso-number-format:"Short Date"; font-family:".VnTime"} td.b, tr{display:none} --></style></head>
<body><h1>Danh sách</h1><p>Kỳ<table class=a><thead><tr><th rowspan=2>A &amp; B<th colspan="2">C</thead>
<tr class='b'><td x:num="46351">1/1<td x:bool="TRUE">Có<tr><td>1<td><table><tr><td>2<td>3</table>&nbsp;4
<td><font face='VNI-Times'>Traïm</font><br>y t&#x1EBF;<table><tr><td>x<tr><td>y</table>z<select><option>o</select>
<tr style='display:none'><td rowspan=0 sdval="0.5" sdnum="1066;0;0%%">50%%</td><td x:err>#N/A</td></tr></table>
<script>if (a < b) '</scr'</script><?x?><![if y]>Người lập</body></html>"""

HTML = {
    "utf8": (PAGE % "<meta charset=utf-8>").encode(),
    "utf16": ("\ufeff" + PAGE % "").encode("utf-16-le"),
    "utf16-no-mark": ("<html>" + PAGE % "").encode("utf-16-be"),
    "windows-1258": (PAGE % "<meta charset='windows-1258'>").encode("latin-1", "replace") + b"H\xe0 N\xf4\xf2i \xec\xec",
    "windows-1252": (PAGE % "<meta charset=iso-8859-1>").encode("latin-1", "replace"),
    "bare": b"<td>a<td>b<tr><td>c",
}

PROFILE = ('{"kind":"province","id":"vn-1-a","name":"A","regulation":{"kind":"Quy chế","status":"draft","cite_as":"1/QĐ"},'
           '"catalog":{"must_be_in_catalog":true,"cites":{"must_be_in_catalog":"Đ7.1"}},"formats":{"allowed":["csv","xlsx"],'
           '"cite":"Đ7.1"},"update_rules":[{"frequency":"monthly","anchor":"period_end","days":5,"cite":"Đ5.7a"}],'
           '"precheck":{},"review":{"one_person_allowed":null},"reports":[{"from":"agency","to":"public","every":"P6M",'
           '"due_before":["06-15"],"cite":"Đ9"}]}')
DAYS = '{"years":{"2027":{"days":[{"date":"2027-01-01","name":"Tết","certain":true}],"working_weekend_days":["2027-01-02"]}}}'


def preset(rest):
    return b"\0" + ('{"kind":"congbo-preset","version":1' + rest + "}").encode()


# The first byte says as what the rest is read.
PRESET = {
    "empty": preset(""),
    "settings": preset(',"settings":{"agency":"Sở Y tế","profile":null,"one-person":true,"hue":1},"later":[[{}]]'),
    "profiles": preset(',"profiles":[' + PROFILE + "]"),
    "changes": preset(',"profile_changes":{"vn-1-a":{"update_rules.monthly.days":7,"accounts.lost_password_notify":null},"b":null}'),
    "holidays": preset(',"holidays":' + DAYS),
    "agencies": preset(',"agencies":["Sở Y tế","Sở Xây dựng"]'),
    "portal": preset(',"portal":{"address":"https://data.example.vn/","max_upload_bytes":1000}'),
    "password": preset(',"note":"https://a:b@c.vn"'),
    "token": preset(',"x":{"API-Token":1}'),
    "code": preset(',"note":"eyJhbGciOi.eyJqdGki.c2ln"'),
    "key": preset(',"certificates":["-----BEGIN PRIVATE KEY-----"]'),
    "certificate": preset(',"certificates":["-----BEGIN CERTIFICATE-----\\nMAA=\\n-----END CERTIFICATE-----"]'),
    "catalog": preset(',"catalog":{"decision":"Số 1 ngày 2/3/2025","items":[{"code":"1","title":"A"},{"code":"2","title":"B"}]}'),
    "newer": b'\0{"kind":"congbo-preset","version":2}',
    "bom": b'\0\xef\xbb\xbf{"kind":"congbo-preset","version":1}',
    "profile": b"\1" + PROFILE.encode(),
    "days": b"\2" + DAYS.encode(),
    "correct": b'\3{"update_rules.monthly.days":{"value":7,"from":"a"},"formats.allowed":{"value":["csv"],"from":"a"}}',
    "correct-list": b'\3{"update_rules.1":{"value":{"frequency":"yearly","anchor":"period_end","days":9,"cite":"\xc4\x907"}}}',
    "correct-deep": b'\3{"a.b.c":{"value":null},"update_rules.0":{"value":null},"reports":{"value":[]}}',
    "correct-id": b'\3{"id":{"value":"x"}}',
}



def add_profile_members():
    """Each member that a profile of ours has, the longest of those that a fuzzer still takes, in a profile that has little else."""
    least = json.loads(PROFILE)
    for path in sorted(pathlib.Path(__file__).parents[2].joinpath("data/profiles").glob("*.json")):
        for name, value in json.loads(path.read_text("utf-8")).items():
            seed = b"\1" + json.dumps(least | {name: value}, ensure_ascii=False, separators=(",", ":")).encode()
            if path.stem not in ("holidays", "profile.schema") and len(PRESET.get("with-" + name, b"")) < len(seed) < 4000:
                PRESET["with-" + name] = seed


SCHEMA = {
    "types": b'{"fields":[{"name":"a","type":"string","constraints":{"required":true,"unique":true,"pattern":"[0-9]+",'
             b'"minLength":1,"maxLength":9,"enum":["01","02"]}},{"name":"b","type":"date","format":"%d/%m/%Y",'
             b'"constraints":{"minimum":"2020-01-01"}},{"name":"c","type":"number","decimalChar":",","groupChar":".",'
             b'"bareNumber":false},{"name":"d","type":"boolean","trueValues":["C\xc3\xb3"],"falseValues":["Kh\xc3\xb4ng"]}],'
             b'"missingValues":["","-"],"primaryKey":["a"],"fieldsMatch":"subset"}',
    "more-types": b'{"fields":[{"name":"a","type":"integer"},{"name":"b","type":"datetime","format":"any"},'
                  b'{"name":"c","type":"year"},{"name":"d","type":"yearmonth"},{"name":"e","type":"geopoint"},'
                  b'{"name":"f","type":"time"},{"name":"g","type":"duration"},{"name":"h","type":"any"}]}\0'
                  b'a,b,c,d,e,f,g,h\n1,2026-01-01T00:00:00,2026,2026-01,"21.0, 105.8",08:30,P1D,x\n,,,,,,,\n',
    "percent": b'{"fields":[{"name":"a","type":"number","decimalChar":",","bareNumber":false},{"name":"b","type":"date",'
               b'"format":"%m/%Y"}]}\0a,b\n"27,5 %",3/2026\n-0 %,12-2025\n',
    "empty": b'{"fields":[]}',
}

ODS = {
    "flat": f"<?xml version='1.0'?><o:document {SPACES}>{BODY}</o:document>".encode(),
    "flat-utf16": f"<?xml version='1.0' encoding='UTF-16'?><o:document {SPACES}>{BODY}</o:document>".encode("utf-16"),
    "stored": archive(zipfile.ZIP_STORED),
    "deflated": archive(zipfile.ZIP_DEFLATED),
    "excel": """<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:s="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:h="http://www.w3.org/TR/REC-html40"><DocumentProperties><Author>L</Author></DocumentProperties>
<ExcelWorkbook><Date1904/></ExcelWorkbook><Styles><Style s:ID="Default"><Font s:FontName=".VnTime"/></Style>
<Style s:ID="d"><Interior s:Color="#000000"/><NumberFormat s:Format="Short Date"/></Style>
<Style s:ID="e" s:Parent="d"><NumberFormat s:Format="[h]:mm"/></Style></Styles>
<Names><NamedRange s:Name="v" s:RefersTo="=S!R1C1"/></Names><Worksheet s:Name="S"><Table>
<Column s:Index="2" s:Hidden="1" s:Span="1"/><Row s:Index="2" s:Hidden="1" s:StyleID="d">
<Cell s:Index="2" s:MergeAcross="1" s:MergeDown="1"><Data s:Type="Number">1.5</Data>
<Comment><Data>n</Data></Comment></Cell><Cell s:StyleID="e" s:Formula="=1">
<Data s:Type="DateTime">1900-01-01T12:30:00.500</Data></Cell>
<Cell><s:Data s:Type="String" xmlns="http://www.w3.org/TR/REC-html40">a<Font h:Face="VNI-Times">b</Font>c</s:Data>
</Cell><Cell><Data s:Type="Boolean">1</Data></Cell></Row></Table><WorksheetOptions>
<Visible>SheetHidden</Visible><Header x:Data="h"/></WorksheetOptions></Worksheet></Workbook>""".encode(),
}


XLSX_CELLS = (
    '<c r="A1" t="s"><v>0</v></c><c r="B1"><v>-12.50</v></c><c r="C1" s="1"><v>46351.5</v></c>'
    '<c r="D1" t="inlineStr"><is><t xml:space="preserve"> a_x000D_&amp;&#7879; </t></is></c>'
    '<c t="b"><v>1</v></c><c r="F1" t="e"><v>#N/A</v></c><c r="G1" t="str"><f>A1&amp;B1</f><v>x</v></c>'
    "<c r='H1' t='d'><v>2026-11-25T08:30:00Z</v></c><c r=\"I1\" t=\"inlineStr\"><is><r><rPr><rFont val='.VnTime'/></rPr>"
    "<t>b</t></r><r><t>c</t></r><rPh><t>d</t></rPh></is></c><c r=\"J1\" s=\"2\"/><c><v>1e5</v></c>")


CATALOG = {
    "plain": "Mã\tTên dữ liệu mở\tLĩnh vực\tCơ quan chủ trì\tTần suất cập nhật\nA1\tBến xe\tGiao thông\tSở Xây dựng\tHằng tháng\n"
             "A2\tCầu đường bộ\tGiao thông\tSở Xây dựng\t06 tháng/lần\n",
    "groups": "STT\tTên dữ liệu\tKỳ nhập liệu\tĐịnh dạng, hình thức chia sẻ\nI\tY TẾ\t\t\n1\tCơ sở khám bệnh\tTháng\tAPI, Excel\n"
              "2\tTrạm y tế\tQuý\tExcel\nII\tSở Giáo dục và Đào tạo\t\t\n1\tTrường học\tNăm học\tcsv; xlsx\n",
    "two-rows": "TT\tTên\tThời gian\t\tGhi chú\n\t\tTần suất\tThời hạn\t\n1\tGiá nước\tHàng quý\tNgày 15\t31/02/2026\n",
    "parents": "Mã\tMã cha\tTên dữ liệu\tTần suất\nA\tB\tMột\tNăm\nB\tA\tHai\tNăm\nA\t\tTrùng mã\tNăm\n",
    "unsure": "Cột 1\tCột 2\tCột 3\nBến xe\tHằng tháng\tSở Xây dựng\n\t\t\nBến thủy\tHằng quý\tSở Xây dựng, Sở Y tế\n",
    "decision": "Quyết định số 3111/QĐ-UBND ngày 25 tháng 7 năm 2024\nngày 2024-02-30\t1290/QĐ-CT\n",
}
CATALOG = {name: text.encode() for name, text in CATALOG.items()}


def xlsx_sheet(rows, around=("", ""), space="http://schemas.openxmlformats.org/spreadsheetml/2006/main", p=""):
    colon = ":" + p if p else ""
    mark = p + ":" if p else ""
    return (f'<?xml version="1.0"?>\n<{mark}worksheet xmlns{colon}="{space}">{around[0]}<{mark}sheetData>{rows}</{mark}sheetData>'
            f"{around[1]}</{mark}worksheet>").encode()


def xlsx_parts(*parts, first=0):
    """What fuzz-xlsx.c puts together: sheet, strings, styles, workbook, …, each after a byte 0x1e."""
    return bytes([first]) + b"\x1e".join(parts)


XLSX_ROWS = f'<row r="1" spans="1:9" hidden="1">{XLSX_CELLS}</row>\n<row r="3" ht="0"/><row><c><v>7</v></c></row>'
XLSX_STRINGS = ('<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Một</t></si><si><r><rPr>'
                '<rFont val="VNI-Times"/></rPr><t>a</t></r><r><t>b</t></r></si><si/><si><t xml:space="preserve"> &lt; </t></si></sst>').encode()
XLSX_STYLES = ('<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" '
               'formatCode="[$-42A]dd/mm/yyyy"/><numFmt numFmtId="165" formatCode=";;;"/></numFmts><fonts><font><color theme="0"/><name '
               'val=".VnTimeH"/></font></fonts><fills><fill><patternFill patternType="solid"><fgColor rgb="FFFFFFFF"/></patternFill>'
               '</fill></fills><cellXfs><xf/><xf numFmtId="164" fontId="0" fillId="0"/><xf numFmtId="165"/><xf numFmtId="46"/></cellXfs>'
               '</styleSheet>').encode()
XLSX_BOOK = ('<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/'
             'officeDocument/2006/relationships"><workbookPr date1904="1"/><sheets><sheet name="a" state="hidden" r:id="a"/><sheet name="b" '
             'r:id="a"/></sheets><definedNames><definedName name="x" hidden="1">A1</definedName></definedNames></workbook>').encode()
XLSX_AROUND = ('<cols><col min="2" max="4" hidden="1"/></cols>', '<mergeCells><mergeCell ref="A1:B2"/></mergeCells><headerFooter><oddHeader>'
               '&amp;L&amp;"Arial"&amp;12x&amp;C&amp;K00FF00y</oddHeader></headerFooter>')
XLSX = {
    "plain": xlsx_parts(xlsx_sheet(XLSX_ROWS), XLSX_STRINGS, XLSX_STYLES),
    "around": xlsx_parts(xlsx_sheet(XLSX_ROWS, XLSX_AROUND), XLSX_STRINGS, XLSX_STYLES, XLSX_BOOK),
    "prefix": xlsx_parts(xlsx_sheet("<x:row><x:c><x:v>1</x:v></x:c></x:row>", p="x")),
    "strict": xlsx_parts(xlsx_sheet(XLSX_ROWS, space="http://purl.oclc.org/ooxml/spreadsheetml/main")),
    "utf16": xlsx_parts(xlsx_sheet(XLSX_ROWS).decode().encode("utf-16")),
    "mixed": xlsx_parts(xlsx_sheet("<row r='1'><c r='A1'><v>1</v></c></row><!-- </row> --><row r=\"2\"><c r=\"A2\"><v>2</v></c><c r='B2'>"
                                   "<v><![CDATA[3]]></v></c><c r=\"A2\"><v>4</v></c></row>" * 3)),
    "numbers": xlsx_parts(xlsx_sheet("<row>" + "".join(f'<c s="{s}"><v>{v}</v></c>' for s in range(4) for v in
                                     ("0", "60", "-0.25", "1.5", "0.10000000000000001", "1E+20", "007", "2958466", "abc", "46351.354166666664")) + "</row>"),
                          b"", XLSX_STYLES),
    "entities": xlsx_parts(xlsx_sheet('<row><c t="inlineStr"><is><t>&a;</t></is></c></row>')),
    "doctype": xlsx_parts(b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + xlsx_sheet("<row/>")),
    "cut": xlsx_parts(xlsx_sheet(XLSX_ROWS)[:300], XLSX_STRINGS[:150]),
    "comments": xlsx_parts(xlsx_sheet(""), b"", b"", b"", b"", b"", b"<comments><commentList><comment ref='A1'><text><r><t>x</t></r></text></comment>"
                           b"</commentList></comments>", b"<p><creator>a</creator></p>"),
}


class Pipe(io.RawIOBase):
    """What cannot go back: sizes come after the bytes."""

    def __init__(self):
        super().__init__()
        self.written = bytearray()

    def writable(self):
        return True

    def write(self, piece):
        self.written.extend(piece)
        return len(piece)


def pack(into, members, method=zipfile.ZIP_DEFLATED, large=False):
    """The bytes of an archive of names and contents."""
    with zipfile.ZipFile(into, "w", method) as archive:
        for name, content in members:
            with archive.open(name, "w", force_zip64=large) as member:
                member.write(content)
    return bytes(into.written) if isinstance(into, Pipe) else into.getvalue()


def xlsx_archive():
    """The archive itself: with sizes before and after the bytes, and one that is cut."""
    sheet = ("xl/worksheets/sheet1.xml", xlsx_sheet(XLSX_ROWS))
    whole = pack(io.BytesIO(), [sheet, ("xl/sharedStrings.xml", XLSX_STRINGS)])
    XLSX["archive"] = b"\x80" + whole
    XLSX["archive-cut"] = b"\x80" + whole[:-60]
    XLSX["archive-piped"] = b"\x80" + pack(Pipe(), [sheet])


def archive_from_before():
    """One whose packed bytes speak of some before the first."""
    whole = bytearray(pack(io.BytesIO(), [("a", bytes(range(65, 91)) * 8)]))
    whole[31:36] = b"\xdb\x8c\x1a\xf4\x15"
    return bytes(whole)


def make_zip():
    """Archives of all the ways that programs write, damaged ones, and deflate alone, after a byte 0."""
    members = [("a/một.xml", "Giá nước,".encode() * 40), ("b", b""), ("a/một.xml", bytes(range(256)))]
    deflated = pack(io.BytesIO(), members[:2])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        twice = pack(io.BytesIO(), members)
    locked = bytearray(deflated)
    locked[6] |= 1
    locked[deflated.index(b"PK\1\2") + 8] |= 1
    other = bytearray(deflated)
    other[deflated.index(b"PK\1\2") + 16] ^= 1
    return {
        "deflated": deflated, "stored": pack(io.BytesIO(), members[:2], zipfile.ZIP_STORED), "twice": twice,
        "piped": pack(Pipe(), members[:2]), "large": pack(io.BytesIO(), members[:1], large=True),
        "large-piped": pack(Pipe(), members[:1], large=True), "empty": pack(io.BytesIO(), []),
        "cut": deflated[:-30], "cut-inside": twice[:60], "behind": b"x" * 50 + deflated, "comment": deflated[:-2] + b"\3\0abc",
        "locked": bytes(locked), "wrong-sum": bytes(other), "swelling": pack(io.BytesIO(), [("z", bytes(3000000))]),
        "raw": b"\0" + zlib.compress(b"abc,def\n" * 50, 9)[2:-4], "raw-stored": b"\0" + zlib.compress(b"abc" * 30, 0)[2:-4],
        "raw-fixed": b"\0" + zlib.compress(b"a", 9)[2:-4], "raw-from-before": b"\0\xdb\x8c\x1a\xf4\x15" + bytes(16),
        "from-before": archive_from_before(),
    }


ZIP = make_zip()


W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"


def word(text, properties=""):
    """A paragraph of Word."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_row(*cells, properties=""):
    """A row of a table of Word; a cell is its text, and what it says of itself."""
    cells = "".join(f"<w:tc><w:tcPr>{more}</w:tcPr>{word(text)}</w:tc>" for text, more in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def word_text(*parts):
    """The part of a file of Word that is its text."""
    return f"<w:document {W}><w:body>{''.join(parts)}<w:sectPr/></w:body></w:document>".encode()


def word_table(*rows, grid="<w:gridCol w:w='900'/><w:gridCol w:w='40'/><w:gridCol w:w='900'/><w:gridCol/>"):
    return f"<w:tbl><w:tblPr><w:tblCaption w:val='B'/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


WORD_ROWS = word_row(("STT", ""), ("Tên", "<w:gridSpan w:val='2'/>"), ("Kỳ", ""), properties="<w:tblHeader/>") * 2
DOCX = {
    "table": word_text(word("DANH MỤC", "<w:pageBreakBefore/>"), word_table(WORD_ROWS), word("Hết")),
    "down": word_text(word_table(WORD_ROWS, word_row(("a", "<w:vMerge w:val='restart'/>"), ("b", ""), ("c", "")),
                                 word_row(("", "<w:vMerge/>"), ("d", "<w:hMerge w:val='restart'/>"),
                                          ("", "<w:hMerge/>")))),
    "deleted": word_text(word_table(WORD_ROWS, word_row(("x", ""), properties="<w:del/><w:gridBefore w:val='2'/>"),
                                    "<w:tr><w:tc><w:p><w:del><w:r><w:delText>y</w:delText></w:r></w:del><w:ins><w:r>"
                                    "<w:t>z</w:t></w:r></w:ins></w:p></w:tc></w:tr>")),
    "split": word_text(word_table(WORD_ROWS), word(""), word_table(WORD_ROWS), word_table(word_row(("a", "")))),
    "inside": word_text(word_table(WORD_ROWS, "<w:tr><w:tc>" + word("a") + word_table(WORD_ROWS) + word("b")
                                   + "</w:tc></w:tr>")),
    "box": word_text("<w:p><w:r><w:pict><w:txbxContent>" + word("MẬT") + word_table(WORD_ROWS)
                     + "</w:txbxContent></w:pict><w:t>sau</w:t></w:r></w:p>"),
    "runs": word_text("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t><w:tab/><w:br/><w:cr/><w:noBreakHyphen/>"
                      "<w:sym w:font='Wingdings' w:char='F0FC'/><w:br w:type='page'/><w:t> b </w:t></w:r></w:p>"),
    "frame": word_text(word_table(word_row(("CỘNG HÒA XÃ HỘI", ""), ("b", ""), ("c", "")) * 2),
                       word("s", "<w:sectPr/>"), word_table(WORD_ROWS)),
    "cut": word_text(word("a"), word_table(WORD_ROWS))[:-120],
}


def word_archive():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("_rels/.rels", "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
                      "<Relationship Id='r' Type='x/officeDocument' Target='w/d.xml'/></Relationships>")
        file.writestr("w/d.xml", word_text(word("a", "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='2'/></w:numPr>") * 3))
        file.writestr("w/_rels/d.xml.rels", "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"
                      "relationships'><Relationship Id='r' Type='x/numbering' Target='n.xml'/></Relationships>")
        file.writestr("w/n.xml", f"<w:numbering {W}><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='8'/>"
                      "<w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum><w:num w:numId='2'>"
                      "<w:abstractNumId w:val='1'/></w:num></w:numbering>")
    DOCX["archive"] = content.getvalue()


PACKAGE = """{"id":"p","name":"gia-nuoc","title":"Giá nước","notes":null,"private":true,"state":"active","owner_org":"o",
"author":"","maintainer":"Lan","num_resources":2,"tags":[{"name":"nước","state":"active"},{"display_name":"x"},7],
"extras":[{"key":"congbo_id","value":"d"},{"key":"period","value":"2026-Q3"},{"key":"other","value":{"a":[1]}},{"key":""}],
"resources":[{"id":"r","name":"Giá","url":"http://old.example.vn/dataset/p/resource/r/download/c.csv","url_type":"upload",
"format":"CSV","mimetype":"text/csv","size":12,"last_modified":"2026-11-21T08:00:00"},{"id":"s","url":"","url_type":null,"size":"9"},[]],
"organization":{"title":"Sở Y tế"},"groups":[{"title":"Y tế"}]}""".replace("\n", "")
STATUS = '{"site_url":"http://data.example.vn","site_title":"Dữ liệu mở","ckan_version":"2.10.4","extensions":["xloader",1]}'
USER = '{"id":"u","name":"lan","display_name":"Lan","email":"lan@example.vn"}'
ORGANISATIONS = '[{"id":"o","name":"so-y-te","title":"Sở Y tế","capacity":"editor"},{"id":"q","name":"q"},null]'


def success(result):
    return '{"help":"h","success":true,"result":' + result + "}"


def refusal(kind, rest=""):
    return '{"help":"h","success":false,"error":{"__type":"' + kind + '"' + rest + "}}"


# As in the table of fuzz-reply.c.
STATUSES = [200, 200, 200, 201, 204, 301, 302, 304, 400, 401, 403, 404, 407, 408, 409, 413, 418, 425, 429, 500, 502, 503, 504, 511]


def reply(status, body, content_type="application/json", location=""):
    return bytes([0, STATUSES.index(status)]) + content_type.encode() + b"\0" + location.encode() + b"\0" + body.encode()


REPLY = {
    "dataset": reply(200, success(PACKAGE)),
    "list": reply(200, success(ORGANISATIONS)),
    "nothing": reply(200, success("null")),
    "failed-200": reply(200, '{"success":false,"error":"no"}'),
    "cut": reply(200, success(PACKAGE)[:200]),
    "text": reply(200, '"JSON Error"'),
    "text-400": reply(400, '"Bad request - JSON Error: Error decoding JSON data"'),
    "page": reply(200, "<html>Đăng nhập</html>", "text/html"),
    "moved": reply(302, "", "", "https://sso.example.vn/login?x=1"),
    "forbidden": reply(403, refusal("Authorization Error", ',"message":"Access denied"')),
    "not-found": reply(404, refusal("Not Found Error", ',"message":"Not found"')),
    "name-taken": reply(409, refusal("Validation Error", ',"name":["That URL is already in use."]')),
    "fields": reply(409, refusal("Validation Error", ',"resources":[{},{"url":["Missing value"]}],"upload":["File upload too large"]')),
    "match": reply(409, refusal("Validation Error", ',"match":"no"')),
    "too-large": reply(413, "<html>", "text/html"),
    "busy": reply(503, "", "text/plain"),
    "other-product": reply(200, '{"error":true,"message":"x"}'),
    "seconds": b"\1" b"120",
    "date": b"\1Fri, 27 Nov 2026 08:00:00 GMT\0Fri, 27 Nov 2026 07:00:00 GMT",
    "origins": b"\2https://Data.example.vn:443/a\0HTTPS://data.example.vn/b?c#d",
    "other-origins": b"\2http:data\0http://[::1]:80/",
    "token": b"\3eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiJ4IiwiZXhwIjoxNzk2MDAwMDAwfQ.c2ln",
}


def answer(body, status="200 OK", headers="Content-Type: application/json"):
    """What fuzz-portal.c sends: without a length, so that the end of the connection is the end of the body."""
    return f"{status}\r\n{headers}\r\n\r\n{body}".encode()


def script(what, *answers):
    return bytes([what]) + b"\x1e".join(answers)


# The first byte says what is asked: probe, find and change and publish, fetch, put, the catalog.
PORTAL = {
    "probe": script(0, answer("", "404 NOT FOUND"), answer("", "404 NOT FOUND"), answer("", "404 NOT FOUND"),
                    answer(success(STATUS)), answer(success(USER)), answer(success(ORGANISATIONS))),
    "probe-locale": script(0, answer("", "404 NOT FOUND"), answer("", "404 NOT FOUND"), answer(success(STATUS)), answer(success(STATUS)),
                           answer(success(USER)), answer(success(ORGANISATIONS))),
    "probe-moved": script(0, answer("", "301 MOVED", "Location: http://data.example.vn/ckan/api/3/action/status_show"),
                          answer(success(STATUS)), answer(refusal("Not Found Error"), "404 NOT FOUND"), answer(success("[]"))),
    "probe-other": script(0, answer("", "302 FOUND", "Location: //other.example.vn/api/3/action/status_show"),
                          answer("", "302 FOUND", "Location: /login"), answer("", "301 M", "Location: mailto:a/api/3/action/status_show")),
    "way": script(1, answer(success(PACKAGE)), answer(success('{"package":' + PACKAGE + "}")), answer(success(PACKAGE)),
                  answer(success('"p"')), answer(success(PACKAGE.replace("true", "false")))),
    "way-conflict": script(1, answer(success(PACKAGE)), answer(refusal("Validation Error", ',"match":"no"'), "409 CONFLICT"),
                           answer(refusal("Authorization Error"), "403 FORBIDDEN"), answer(success(USER))),
    "fetch": script(2, answer("a,b\r\n", headers="Content-Length: 5\r\nContent-Type: text/csv")),
    "fetch-chunked": script(2, answer("3\r\na,b\r\n0\r\n\r\n", headers="Transfer-Encoding: chunked")),
    "fetch-moved": script(2, answer("", "302 FOUND", "Location: http://store.example.vn/a?sig=1"), answer("a,b\n", headers="X: y")),
    "fetch-moved-on": script(2, answer("", "307 T", "Location: http://DATA.example.vn:80/b"), answer("", "308 P", "Location: https://s.vn/"),
                             answer("no", "400 BAD REQUEST")),
    "fetch-cut": script(2, answer("a,b", headers="Content-Length: 50")),
    "fetch-busy": script(2, answer("", "503 BUSY", "Retry-After: Fri, 27 Nov 2026 08:00:00 GMT\r\nDate: Fri, 27 Nov 2026 07:59:00 GMT")),
    "fetch-refused": script(2, answer("<html>", "403 FORBIDDEN"), answer(refusal("Authorization Error"), "403 FORBIDDEN")),
    "put": script(3, answer(success('{"id":"b","url":"http://data.example.vn/dataset/p/resource/b/download/c.csv","url_type":"upload","size":8}'))),
    "put-too-large": script(3, answer("<html>", "413 TOO LARGE", "Connection: close\r\nContent-Type: text/html; charset=utf-8")),
    "catalog": script(4, answer("", "404 NOT FOUND"), answer("", "404 NOT FOUND"), answer(success(STATUS)),
                      answer(success('{"count":2,"results":[' + PACKAGE + ',{"name":"b"},{}]}')), answer(success('{"results":[]}'))),
}

DATASET = '{"id":"5b0cf1a0-0d6c-4f60-9b3c-0d6c4f609b3c","name":"gia-nuoc","title":"Giá nước","owner_org":"o","private":true,' \
          '"tags":[{"name":"nước"}],"extras":[{"key":"congbo_id","value":"d"}],"resources":[' \
          '{"id":"6b0cf1a0-0d6c-4f60-9b3c-0d6c4f609b3c","name":"Giá","url":"","format":"CSV"}]}'
PRACTICE_CALLS = {
    "create": ["package_create " + DATASET, 'package_show {"id":"gia-nuoc"}', "package_create " + DATASET, 'package_search {"q":"giá","rows":5}'],
    "revise": ["package_create " + DATASET, 'package_revise {"match":{"name":"gia-nuoc","private":true},"update":{"title":"T","extras":[]},'
               '"filter":["-tags__0__name","+title"],"include":["*"]}',
               'package_revise {"match__id":"gia-nuoc","update__resources__extend":[{"url":"","name":"b"}],"update__resources__0":{"name":"x"}}',
               'package_revise {"match":"{\\"name\\":\\"gia-nuoc\\"}","filter":"-resources__*"}'],
    "patch": ["package_create " + DATASET, 'package_patch {"id":"gia-nuoc","notes":"n","private":false}', 'package_update {"id":"gia-nuoc","title":"U"}',
              'package_delete {"id":"gia-nuoc"}', 'package_show {"name_or_id":"gia-nuoc"}'],
    "files": ["package_create " + DATASET, 'resource_create {"package_id":"gia-nuoc","url":"http://a.vn/b.csv"}',
              'resource_patch {"id":"6b0cf1a0-0d6c-4f60-9b3c-0d6c4f609b3c","name":"N","format":"XLSX","mimetype":"a/b"}',
              'resource_update {"id":"6b0cf1a0-0d6c-4f60-9b3c-0d6c4f609b3c","url":"x"}', 'resource_show {"id":"6b0cf1a0-0d6c-4f60-9b3c-0d6c4f609b3c"}',
              'resource_delete {"id":"6b0cf1a0-0d6c-4f60-9b3c-0d6c4f609b3c"}'],
    "people": ["status_show {}", "user_show {}", 'user_show {"id":"lan"}', 'organization_list_for_user {"permission":"create_dataset"}',
               'organization_show {"id":"so-y-te","include_datasets":true}', "organization_list {}", 'organization_create {"name":"so-b"}', "license_list {}"],
    "faults": ["fault package_create#2+:status=500,x", "fault resource_patch:reset-body=10", "fault *:redirect=http://a", "fault a#0:b"],
}
PRACTICE = {f"{name}-{i}": bytes([i]) + "\n".join(PRACTICE_CALLS[name]).encode() for i in (0, 1, 3) for name in PRACTICE_CALLS}



def pdf(*parts):
    """Parts are numbered from 3 on; the first is the page. Without a table of parts, which readers mend."""
    form = b"/AcroForm<</Fields[6 0 R]>>" if len(parts) > 3 else b""
    objects = (b"<</Type/Catalog/Pages 2 0 R" + form + b"/MarkInfo<</Marked true>>/StructTreeRoot<<>>"
               b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a)/EF<</F 4 0 R>>>>]>>/JavaScript<</Names[(a)"
               b"<</S/JavaScript/JS(1)>>]>>>>>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>") + parts
    return b"%PDF-1.7\n" + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (i + 1, part) for i, part in enumerate(objects)) + b"trailer\n<</Root 1 0 R/Info<</Author(a)>>>>\n%%EOF\n"


def stream(content, more=b""):
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), more, content)


def page(more, *parts):
    return (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R" + more + b">>",) + parts


FONT = b"/Resources<</Font<</F<</Type/Font/Subtype/TrueType/BaseFont/%s/Encoding/WinAnsiEncoding>>>>>>"
FORM_PARTS = (b"<<>>", b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(b)/Rect[0 0 9 9]/P 3 0 R>>")
TEXT_PARTS = page(FONT % b"Helvetica", stream(b"BT /F 12 Tf 20 100 Td (Tram y te 001090123456) Tj ET"))
PAGES = {
    "text": pdf(*TEXT_PARTS),
    "legacy": pdf(*page(FONT % b".VnTime", stream(b"BT /F 12 Tf 20 100 Td <b5b8> Tj T* (a) ' ET"))),
    "scan": pdf(*page(b"/Resources<</XObject<</I 5 0 R>>>>", stream(b"200 0 0 200 0 0 cm /I Do"),
                      stream(b"\0\xff", b"/Type/XObject/Subtype/Image/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"))),
    "fields": pdf(*page(b"/Annots[6 0 R]", stream(b""), *FORM_PARTS)),
    "inline": pdf(*page(b"", stream(b"q 9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"))),
    "signature": pdf(*page(b"/Annots[6 0 R]", stream(b""), b"<<>>", b"<</Subtype/Widget/FT/Sig/T(b)/Rect[0 0 9 9]/V<</Type/Sig/ByteRange[0 9 9 9]/Contents<00>>>>>")),
    "locked": pdf(*TEXT_PARTS).replace(b"/Info", b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -1/O(" + b"0" * 32 + b")/U(" + b"0" * 32 + b")>>/Info"),
    "loop": pdf(b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 9>>"),
    "cut": pdf(*TEXT_PARTS)[:-80],
}
SERVE_FILES = {
    "csv": TEXT.encode() * 3 + "Tổng cộng,,3\n".encode(),
    "semicolons": "Mã;Số;Ngày\n01;1.234,5;31/12/2025\n02;27 %;\n".encode(),
    "tcvn3": b"Tr\xb9m y t\xd5,H\xdfa\n\xae\xad\xeang,1\n" * 4,
    "title": "DANH SÁCH\n\nSTT,Tên,Số\nI,QUẬN 1,\n1,a,2\n2,b,\nTổng,,2\nNgười lập\n".encode(),
    "flat-ods": f"<?xml version='1.0'?><o:document {SPACES}>{BODY}</o:document>".encode(),
    "page": (PAGE % "<meta charset=utf-8>").encode(),
    "pdf": PAGES["text"],
    "empty": b"",
}
SERVE_OPEN = "open {'name': <'x.csv'>}"
SERVE_TALKS = {
    "pages": "page-text (0,)\npage-text (1,)\npage-sizes (0, 9)\npage-sizes (7, 1)\npage (0, (80, 90), (9, 8, 20, 30))\n"
             "page-letters (0,)\nfind-pages ('trạm', 0)\nfind-pages ('x', 7)\npage (0, (80, 90), (70, 8, 20, 30))\ncheck {}",
    "look": "rows (0, 20)\nrows (2, 5)\ncell (0, 1)\nrows (99, 1)",
    "profile": "profile {}\nchart (0,)\nchart (2,)\nchart (99,)",
    "check": "schema {}\ncheck {'allowed-formats': <['xlsx']>}\nhidden {}",
    "schema": "check {'schema': <'{\"fields\":[{\"name\":\"a\",\"type\":\"date\",\"format\":\"%d/%m/%Y\"}]}'>, "
              "'places': <'{\"provinces\":[]}'>}",
    "find": "find ('hoa', 0, 0, -1, false)\nfind ('1', 9, 1, 1, true)\ntally ('a', 0, -1)",
    "mend": "mend '[{\"step\":\"layout\",\"group-column\":\"Nhóm\"},{\"step\":\"normalise\"},{\"step\":\"line-ends\"},{\"step\":\"to-xlsx\"}]'\n"
            "mend '[{\"step\":\"drop-column\",\"column\":\"Số\",\"index\":1},{\"step\":\"to-json\"}]'\n"
            "effect '[{\"step\":\"replace\",\"find\":\"a\",\"with\":\"b\"}]'\n"
            "locate ('[{\"step\":\"layout\"}]', 2, 1)\nlocate ('[]', 18446744073709551615, 0)\n"
            "edits '[{\"step\":\"set-cell\",\"row\":2,\"index\":1,\"before\":\"1\",\"after\":\"2\"}]'\n"
            "mend '[{\"step\":\"mask-column\",\"index\":0},{\"step\":\"encoding\",\"from\":\"tcvn3\"},{\"step\":\"to-ods\"}]'",
}
SERVE = {f"{file}-{talk}": (SERVE_OPEN + "\n" + SERVE_TALKS[talk]).encode() + b"\0" + SERVE_FILES[file]
         for file in SERVE_FILES for talk in SERVE_TALKS}
SERVE["options"] = ("open {'encoding': <'utf-8'>, 'delimiter': <';'>, 'header-row': <uint32 2>, 'header-rows': <uint32 1>, "
                    "'first-column': <uint32 1>, 'columns': <uint32 2>, 'body-end': <uint64 3>, 'keep': <['group', 'total']>, 'taken-out': <[uint64 1]>, "
                    "'taken-in': <[uint64 4]>, 'names': <['a', 'b']>, 'sheet': <uint32 0>}\nrows (0, 9)\ncheck {}").encode() + b"\0" + SERVE_FILES["semicolons"]

SERVE_DIFF = SERVE_OPEN + "\ndiff ({}, {})\ndiff-rows (0, 0, 9)\ndiff-rows (1, 0, 9)\ndiff-rows (2, 0, 9)\ndiff-rows (2, 1, 300)"
SERVE_PAIRS = {
    "key": ("Mã,Tên,Số\n1,a,2\n2,b,3\n4,c,5\n", "Mã,Tên,Số\n2,b,4\n3,x,5\n4,c,5\n"),
    "rows": ("a,b\nx,1\nx,1\ny,2\n", "a,b\nx,1\ny,2\ny,2\n"),
    "pair": ("Xã,Năm,x\nA,2024,1\nA,2025,2\nB,2024,1\n", "Xã,Năm,y\nA,2024,1\nA,2025,1\nB,2025,1\n"),
    "written": ("Mã;Số;Ngày\n01;1.234,5;31/12/2025\n02;2.000,0;30/12/2025\n", "STT,Mã,Số,Ngày\n1,01,1234.5,2025-12-31\n2,02,2000.5,2025-12-30\n"),
    "no-table": ("", "a,b\n1,2\n"),
}
for name, (before, now) in SERVE_PAIRS.items():
    SERVE["diff-" + name] = SERVE_DIFF.encode() + b"\0" + now.encode() + b"\x1e" + before.encode()
SERVE["diff-given"] = (SERVE_OPEN + "\ndiff ({'name': <'y.csv'>, 'delimiter': <','>}, {'key': <['Tên']>})\ndiff-rows (2, 0, 1)\ndiff ({}, {'key': <['z']>})"
                       ).encode() + b"\0" + SERVE_PAIRS["key"][1].encode() + b"\x1e" + SERVE_PAIRS["key"][0].encode()

RECORD_FIELDS = '{"content":"Thiếu dòng\\nhai","dataset":"Giá nước","received":"2026-11-20","answer_due":"2026-12-01","effective":"2026-12-20",' \
                '"receipt":"Giá nước (07:53, 30/11/2026)","new_receipt":"j","kind":"Kỹ thuật","change":"add"}'
KEPT = {
    "report": ["item\tA\tGiá nước\tmonthly\tcsv", "item\tB\tBến xe\ton-change", "dataset\td\tA\t2026-10\t{\"title\":\"Giá nước\",\"keywords\":[\"nước\",1]}",
               "row\treceipt\td\t{\"digest\":\"x\"}", "row\treceipt\td\t{\"digest\":\"y\"}", "row\tapproved\td\t{}", "row\twaived\td\t{\"code\":\"blank-row\"}",
               "row\tchange.announced\tB\t{\"date\":\"2026-12-03\"}", "row\tduty.done\trefresh:A\t{\"date\":\"2026-12-03\"}", "row\tduty.taken-back\trefresh:A\t{}"],
    "corrections": ["receipt\td\tGiá nước\t[{\"id\":\"f\",\"sha256\":\"a\"}]\t" + "0" * 63 + "1", "record\tcorrections\tc\tclosed\t" + RECORD_FIELDS,
                    "row\trecord.moved\tc\t{\"register\":\"corrections\",\"state\":\"closed\",\"number\":\"DC-2026-0001\"}"],
    "registers": [f"record\t{register}\t{i}\t{state}\t{RECORD_FIELDS}" for i, (register, state) in enumerate(
        [("feedback", "open"), ("incidents", "draft"), ("refusals", "appraised"), ("suspensions", "open"), ("services", "closed"),
         ("focal-points", "dropped"), ("proposals", "open")])],
    "memory": ["dataset\td\tA\t2026-10\t{\"title\":\"Giá\",\"x\":{\"y\":1}}", "step\tcreate\t{\"sent\":{\"title\":\"Giá\"}}",
               "step\tcreated\t{\"sent\":{\"title\":\"Giá\"},\"shown\":{\"title\":\"giá\",\"tags\":[]},\"titles\":{\"f\":\"t\"}}",
               "step\tsend\t{\"file\":\"f\",\"sha256\":\"a\"}", "step\tconfirmed\t{\"file\":\"f\",\"sha256\":\"a\",\"last_modified\":\"2026\"}",
               "step\toverwrite\t{\"file\":\"f\",\"shown\":{}}", "step\tpublished\t{\"shown\":{}}", "step\tdeleted\t{}"],
    "plan": ['plan\t{"basis":"Số 1","phases":[{"name":"Giai đoạn 1","from":"2026-01-01","to":"2026-12-31","minimum":2,"level":"một phần","items":["A"]},{}]}',
             "item\tA\tGiá nước\tquarterly", "row\treceipt\td\t{}"],
    "layout": ['layout\tMã|Tên dữ liệu|Tần suất\t{"columns":["code","title","frequency","none"]}', 'layout\tA\t{"columns":[]}'],
    "findings": [f"finding\t{code}\tSố điện thoại\t{{\"rows\":\"3\",\"encoding\":\"tcvn3\",\"found\":\"2\",\"format\":\"xlsx\"}}" for code in
                 ("blank-row", "vn-encoding-tcvn3", "vn-personal-phone", "vn-layout-group", "type-error", "vn-hidden-sheet", "unknown")],
}
# The first byte chooses the format: XLSX, ODS, CSV, JSON.
OUTPUT_TABLES = {
    "text": "Tên,Ghi chú\nTrạm y tế,\"a, \"\"b\"\"\nhai dòng\"\n  hai  dấu cách ,\ttab\n",
    "numbers": "1,-2.50,007,1e5,0.1\n12,3,08,2,123456789012345678\n,-0,1,,\n",
    "odd": "<&>,\"a\rb\",_x000D_\n\x01\x1f,\x7f\u0085,\ufffe\n=1+1,@x,'a\n",
    "ragged": "a\nb,c,d\n\n,,\n,e\n",
    "dates": "2026-11-25,08:30\n31/12/2025,TRUE\n",
}
OUTPUT = {f"{name}-{i}": bytes([i]) + text.encode() for name, text in OUTPUT_TABLES.items() for i in range(4)}
OUTPUT["claims-archive"] = b"\0PK\5\6axl/workbook\n"
OUTPUT["bad-utf8"] = b"\0a,\xff\xc3\n\xed\xa0\x80,b\n"

# The first byte chooses: XLSX, CSV, DOCX.
WRITTEN = {f"{name}-{i}": bytes([i]) + text.encode() for i in range(3) for name, text in {
    "rows": "Giá nước\tSở Y tế\t12,5\tghi chú\nhai\n\t\t\tbốn\n",
    "formulas": "=1+1\t-x\t@y\t+84\n'a\t\"b\"\t;c\n",
    "odd": "<&>\"'\t_x000D_\t\x01\x1f\x7f\t\ufffe\ufeff\r\n  hai  dấu cách \n[]:*?/\\",
}.items()}

KEPT["finding-without-code"] = ["finding\t\tSố điện thoại\t{\"rows\":\"3\"}"]
KEPT = {name: "\n".join(lines).encode() for name, lines in KEPT.items()}

# The first byte says into what it is typed: day, period, citation, record, calendar, JSON, name of a file, times, log.
TYPED = {
    "day-sign": b"\0" b"-026-01-01", "day-early": b"\0" b"0226-11-21", "period-sign": b"\1" b"-9", "month-short": b"\1" b"2026-1",
    "day": b"\0" b"2026-11-21", "day-typed": b"\0" b"21/11/2026", "day-short": b"\0" b" 1.2.2026 ", "day-none": b"\0" b"31-02-2026",
    "month": b"\1" b"2026-10", "quarter": b"\1" b"2026-Q3", "half": b"\1" b"2026-H2", "year": b"\1" b"2026", "change": b"\1" b"2026-11-04",
    "clause": "\2Đ7.1, Đ3.3".encode(), "clause-point": "\2Đ14.2c 194/2025/QH15".encode(), "clause-decision": "\2QĐ Đ2".encode(),
    "clause-text": "\2" "278/2025/NĐ-CP".encode(), "record": "\3Giá nước sinh hoạt\ncủa 2026".encode(), "record-email": b"\3lan@example.vn",
    "record-phone": b"\3" b"024 3825 1234", "record-day": b"\3" b"27/11/2026", "calendar": "\4Giá nước; \\ dòng,\nhai\r\n\tba".encode() * 3,
    "name-month": "\6Cơ sở y tế tháng 10-2026.xlsx".encode(), "name-joined": b"\6" b"20261031_102026.csv", "name-quarter": "\6Quý III.ods".encode(),
    "name-half": "\6" "6 tháng đầu năm 2026".encode(), "times": b"\7" b"07:30, 13:15,0:00", "times-none": b"\7" b"7:3,24:00",
    "log": "\b2026-11-20T01:02:03Z warning congbo: cannot open /home/lan/a.xlsx (gtk_init): permission denied".encode(),
    "json": b"\5a.1.b\n{\n\"a\": [\n1,\n{\"b\":\n2}]}",
}


def main():
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    # Where libFuzzer keeps what it finds.
    (folder.parent / folder.name.replace("seeds-", "corpus-")).mkdir(exist_ok=True)
    xlsx_archive()
    word_archive()
    add_profile_members()
    for name, content in globals()[sys.argv[1].upper()].items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
