#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What core/document writes, as poppler, pypdf, python-docx and openpyxl read it. Speaks TAP."""
import datetime
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
import xml.etree.ElementTree as ET

import docx
import openpyxl
import pypdf

folder = tempfile.mkdtemp()
subprocess.run([sys.argv[1], folder], check=True)
number = failed = 0


def check(name, good, seen=""):
    global number, failed
    number += 1
    print(f"{'ok' if good else 'not ok'} {number} {name}")
    failed += not good
    if not good:
        print(f"# seen: {seen!r}"[:2000])


def text_of(name, *options):
    text = subprocess.run(["pdftotext", *options, f"{folder}/{name}", "-"], check=True,
                          capture_output=True, text=True).stdout
    return unicodedata.normalize("NFC", text)


def words(text):
    return re.sub(r"\s+", " ", text)


NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
SENTENCE = "nghĩa vụ nào cũng có người chịu trách nhiệm, kết quả như sau."

# PDF
text = text_of("letter.pdf")
pages = text.split("\f")
flat = words(text)
for what in (NATION, MOTTO, "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI", "SỞ Y TẾ", "Số: 15/BC-SYT",
             "V/v bổ sung danh mục dữ liệu mở", "Quảng Ngãi, ngày 05 tháng 01 năm 2027", "BÁO CÁO",
             "Kính gửi: Sở Khoa học và Công nghệ", SENTENCE, "Người lập: Nguyễn Thị Lan",
             "a) Mục thứ nhất", "Nơi nhận:", "- Như trên;", "- Lưu: VT, CNTT.", "GIÁM ĐỐC",
             "Trần Văn Hùng", "<được> & phép", "4 trên 10"):
    check(f"/document/pdf/text/{what[:12]}", what in flat, flat)
check("/document/pdf/agency-left-of-nation",
      any(line.index("CỘNG HÒA") > 30 and line.startswith(("ỦY", " "))
          for line in text_of("letter.pdf", "-layout").splitlines() if "CỘNG HÒA" in line))
with_rows = [page for page in pages if "Danh sách cơ sở" in page]
check("/document/pdf/header-on-every-page",
      len(with_rows) >= 2 and all("Tên dữ liệu" in page for page in with_rows), pages)
check("/document/pdf/every-row-once", text.count("Danh sách cơ sở") == 60)
check("/document/pdf/number-from-the-second-page",
      not pages[0].lstrip().startswith("1\n") and pages[1].lstrip().startswith("2"), pages[1][:40])
fonts = subprocess.run(["pdffonts", f"{folder}/letter.pdf"], capture_output=True, text=True,
                       check=True).stdout.splitlines()[2:]
check("/document/pdf/fonts-embedded",
      fonts and all(re.search(r"\s(yes|no)\s+(yes|no)\s+(yes|no)\s", line).group(1) == "yes"
                    for line in fonts), fonts)
reader = pypdf.PdfReader(f"{folder}/letter.pdf", strict=True)
root = reader.trailer["/Root"]
check("/document/pdf/language", root.get("/Lang") == "vi-VN", root)
check("/document/pdf/title", reader.metadata.title == "Báo cáo kiểm tra năm 2026"
      and root["/ViewerPreferences"]["/DisplayDocTitle"], reader.metadata)
check("/document/pdf/tagged", root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root, root)
size = reader.pages[0].mediabox
check("/document/pdf/a4", round(float(size.width)) == 595 and round(float(size.height)) == 842, size)
tags = subprocess.run(["pdfinfo", "-struct", f"{folder}/letter.pdf"], capture_output=True,
                      text=True, check=True).stdout
check("/document/pdf/structure", all(f"{tag}" in tags for tag in ("Document", "H1", "P", "Table",
                                                                  "TR", "TH", "TD")), tags)
margins = subprocess.run(["pdftotext", "-bbox", f"{folder}/letter.pdf", "-"], capture_output=True,
                         text=True, check=True).stdout
places = [tuple(map(float, match)) for match in
          re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"', margins)]
check("/document/pdf/margins", all(x0 > 84 and x1 < 595 - 41 and y1 < 842 - 56
                                   for x0, _, x1, y1 in places), [p for p in places if p[0] <= 84])

odd = text_of("odd.pdf")
check("/document/pdf/cell-longer-than-a-page",
      re.findall(r"câu(\d+)", odd) == [str(i) for i in range(1500)], odd[-300:])
check("/document/pdf/word-longer-than-a-line", odd.count("x") >= 5000)
check("/document/pdf/page-break", "Trang cuối" in odd.split("\f")[-2])
check("/document/pdf/open-date", "Huế, ngày" in odd and "Số:" in odd and "/BC-A" in odd, odd[:200])

# DOCX
for name in ("letter.docx", "odd.docx"):
    with zipfile.ZipFile(f"{folder}/{name}") as archive:
        for member in archive.namelist():
            if member.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(member))
    check(f"/document/docx/well-formed/{name}", True)
letter = docx.Document(f"{folder}/letter.docx")
head, table, end = letter.tables
check("/document/docx/head", [cell.text.split("\n")[0] for cell in head.rows[0].cells]
      == ["ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI", NATION], head.rows[0].cells[0].text)
check("/document/docx/end", "Nơi nhận:\n- Như trên;\n- Lưu: VT, CNTT." in end.rows[0].cells[0].text
      and end.rows[0].cells[1].text.split() == "GIÁM ĐỐC Trần Văn Hùng".split(), end.rows[0].cells[1].text)
paragraphs = [paragraph.text for paragraph in letter.paragraphs]
check("/document/docx/paragraphs", any(SENTENCE in text for text in paragraphs)
      and "Kính gửi: Sở Khoa học và Công nghệ" in paragraphs, paragraphs)
check("/document/docx/table", len(table.rows) == 63
      and table.rows[2].cells[1].text == "Danh sách cơ sở khám bệnh, chữa bệnh <được> & phép"
      and table.rows[1].cells[0].text == table.rows[1].cells[2].text == "I. Y tế", len(table.rows))
check("/document/docx/header-repeated", "w:tblHeader" in table.rows[0]._tr.xml)
check("/document/docx/font", letter.styles.element.xml.count("Times New Roman") >= 4
      and 'w:val="vi-VN"' in letter.styles.element.xml)
section = letter.sections[0]
check("/document/docx/a4", round(section.page_width.mm) == 210 and round(section.left_margin.mm) == 30
      and section.different_first_page_header_footer and "PAGE" in section.header._element.xml)
check("/document/docx/title", letter.core_properties.title == "Báo cáo kiểm tra năm 2026")
pictures = letter.element.xpath("//wp:docPr/@descr")
check("/document/docx/picture-in-words", len(letter.inline_shapes) == 1 and "4 trên 10" in pictures[0],
      pictures)

# XLSX. openpyxl leaves the escape of an escape in place, which Excel and LibreOffice resolve.
book = openpyxl.load_workbook(f"{folder}/book.xlsx")
sheet = book["Tổng hợp"]
check("/document/xlsx/sheets", book.sheetnames == ["Tổng hợp", "Dòng <sổ>"], book.sheetnames)
row = [cell.value for cell in sheet[5]]
check("/document/xlsx/values", row == ["=SUM(A1)  _x005F_x0041_ <nghĩa vụ>", 1234567.25, 0.985,
                                       datetime.datetime(2026, 12, 31),
                                       datetime.datetime(2025, 11, 25, 14, 20, 45)], row)
check("/document/xlsx/texts-stay-texts", sheet["A5"].data_type == "s", sheet["A5"].data_type)
check("/document/xlsx/formats", [cell.number_format for cell in sheet[5]][1:]
      == ["#,##0.00", "0.0%", "dd/mm/yyyy", "dd/mm/yyyy\\ hh:mm"],
      [cell.number_format for cell in sheet[5]])
check("/document/xlsx/whole-numbers", sheet["B6"].number_format == "#,##0", sheet["B6"].number_format)
check("/document/xlsx/total-bold", sheet["A6"].font.b and sheet["B6"].value == -2
      and not sheet["A5"].font.b)
check("/document/xlsx/frozen", sheet.freeze_panes == "A5", sheet.freeze_panes)
check("/document/xlsx/filter", sheet.auto_filter.ref == "A4:E6"
      and book["Dòng <sổ>"].auto_filter.ref == "A1:AD3", sheet.auto_filter.ref)
check("/document/xlsx/widths", sheet.column_dimensions["A"].width == 40)
check("/document/xlsx/room-for-lines", book["Dòng <sổ>"].row_dimensions[3].height > 60
      > book["Dòng <sổ>"].row_dimensions[2].height, book["Dòng <sổ>"].row_dimensions[3].height)
check("/document/xlsx/notes-over-the-table", "A2:E2" in [str(merged) for merged in sheet.merged_cells.ranges],
      sheet.merged_cells.ranges)
check("/document/xlsx/font", {cell.font.name for cell in sheet[5]} == {"Times New Roman"})
check("/document/xlsx/link", sheet["B5"].hyperlink.location == "'Dòng <sổ>'!A3",
      sheet["B5"].hyperlink)
print(f"1..{number}")
sys.exit(failed > 0)
