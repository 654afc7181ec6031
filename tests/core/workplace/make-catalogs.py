#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-catalogs.py FOLDER [PROGRAM…]: writes catalogs as offices write them (regulations.md §3), a layout
each, into FOLDER, and then starts the program that reads them. At the time of the test and not of
the build: who only builds the program has no library that writes workbooks."""

import os
import sys
import unicodedata

import docx
import openpyxl
import xlwt
from docx.enum.section import WD_SECTION
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.styles import Font

FOLDER = sys.argv[1]
os.makedirs(FOLDER, exist_ok=True)


def save_xlsx(name, sheets):
    """sheets: (name, rows, merges, rows in bold); a row is its cells."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows, merges, bold in sheets:
        sheet = book.create_sheet(title)
        for r, row in enumerate(rows, 1):
            for c, cell in enumerate(row, 1):
                if cell != "":
                    sheet.cell(r, c, cell)
                    if r in bold:
                        sheet.cell(r, c).font = Font(bold=True)
        for merge in merges:
            sheet.merge_cells(merge)
    book.save(f"{FOLDER}/{name}.xlsx")


def thanh_hoa():
    """Annex 3 of three columns and a number, after a cover sheet; agencies as roman groups."""
    rows = [
        ["PHỤ LỤC 3"],
        ["DANH MỤC DỮ LIỆU MỞ"],
        ["(Kèm theo Quyết định số 2053/QĐ-UBND ngày 07/7/2026 của Chủ tịch UBND tỉnh)"],
        [],
        ["TT", "Tên dữ liệu", "Cơ quan chủ trì cung cấp", "Kỳ nhập liệu", "Định dạng, hình thức chia sẻ"],
        ["I", "Lĩnh vực Y tế"],
        [1, "Danh sách cơ sở khám bệnh, chữa bệnh", "Sở Y tế", "Hàng tháng", "API, Excel"],
        [2, "Danh sách nhà thuốc", "Sở Y tế", "Hằng quý", "Excel"],
        ["II", "Lĩnh vực Giáo dục"],
        [3, "Danh sách trường học", "Sở Giáo dục và Đào tạo", "06 tháng/lần", "API, Excel"],
        [4, "Chỉ tiêu tuyển sinh", "Sở Giáo dục và Đào tạo", "Hằng năm", "Excel"],
    ]
    cover = [["UBND TỈNH"], ["Quyết định ban hành danh mục"], ["Điều 1. Ban hành kèm theo"]]
    save_xlsx("thanh-hoa", [("QĐ", cover, [], []),
                            ("PL3", rows, ["A1:E1", "A2:E2", "A3:E3"], [1, 2, 5, 6, 9])])


def covered():
    """An annex that has its title alone; the decision is the sheet before it."""
    cover = [["UBND TỈNH", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
             ["Số: 630/QĐ-UBND", "", "Thanh Hóa, ngày 01 tháng 12 năm 2023"],
             ["QUYẾT ĐỊNH"], ["Về việc ban hành danh mục dữ liệu mở"],
             ["Căn cứ Quyết định số 12/2022/QĐ-UBND ngày 05/5/2022 của UBND tỉnh;"]]
    rows = [["DANH MỤC DỮ LIỆU MỞ"],
            ["TT", "Tên dữ liệu", "Cơ quan chủ trì cung cấp", "Kỳ nhập liệu"],
            [1, "Danh sách chợ", "Sở Công Thương", "Hằng năm"]]
    save_xlsx("covered", [("QĐ", cover, [], []), ("Phụ lục", rows, ["A1:D1"], [1, 2])])


def word(name, says_decision):
    """The decision and its annex as a text of Word: the head and the signatures are tables, too; two
    rows of one agency are merged, a group stands over the whole width."""
    text = docx.Document()
    head = text.add_table(2, 2)
    for cell, words in zip([cell for row in head.rows for cell in row.cells],
                           ["ỦY BAN NHÂN DÂN\nTỈNH VĨNH PHÚC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                            "Số: 815/QĐ-UBND", "Vĩnh Phúc, ngày 05 tháng 3 năm 2026"]):
        cell.text = words
    text.add_paragraph("QUYẾT ĐỊNH")
    for i in range(30):
        text.add_paragraph(f"Căn cứ Quyết định số {i + 1}/2020/QĐ-TTg ngày 01/01/2020 của Thủ tướng Chính phủ;")
    signed = text.add_table(1, 2)
    signed.cell(0, 0).text, signed.cell(0, 1).text = "Nơi nhận:\n- Như Điều 3;", "CHỦ TỊCH"
    text.add_section(WD_SECTION.NEW_PAGE)
    text.add_paragraph("DANH MỤC DỮ LIỆU MỞ")
    if says_decision:
        text.add_paragraph("(Kèm theo Quyết định số 816/QĐ-UBND ngày 06/3/2026 của Chủ tịch UBND tỉnh)")
    table = text.add_table(0, 5)
    for row in [["TT", "Tên dữ liệu", "Cơ quan chủ trì cung cấp", "Kỳ nhập liệu", "Định dạng"],
                ["I", "Lĩnh vực Y tế", "", "", ""],
                ["1", "Danh sách trạm y tế", "Sở Y tế", "Hằng quý", "Excel"],
                ["2", "Danh sách nhà thuốc", "", "Hằng năm", "CSV"],
                ["II", "Lĩnh vực Giáo dục", "", "", ""],
                ["3", "Danh sách trường học", "Sở Giáo dục và Đào tạo", "Hằng năm", "Excel"]]:
        for cell, words in zip(table.add_row().cells, row):
            cell.text = words
    table.cell(2, 2).merge(table.cell(3, 2))
    table.cell(4, 1).merge(table.cell(4, 4))
    text.add_paragraph("Ghi chú: không có.")
    text.save(f"{FOLDER}/{name}.docx")


def da_nang():
    """Fourteen columns, among them some that nobody knows."""
    header = ["Mã định danh tập dữ liệu", "Tên tập dữ liệu", "Mô tả", "Lĩnh vực", "Cơ quan chủ quản",
              "Cơ quan cung cấp", "Tần suất cung cấp", "Định dạng", "Giấy phép", "Tag", "Người liên hệ",
              "Liên hệ", "Ngày tạo", "Ngày cập nhật"]
    rows = [header]
    for i, (title, field, owner, often) in enumerate([
            ("Tuyến xe buýt", "Giao thông", "Sở Xây dựng", "Khi có thay đổi"),
            ("Điểm đỗ xe", "Giao thông", "Sở Xây dựng", "Thời gian thực"),
            ("Lịch cắt điện", "Năng lượng", "Công ty Điện lực", "Hàng ngày"),
            ("Giá đất", "Đất đai", "Sở Nông nghiệp và Môi trường", "5 năm")], 1):
        rows.append([f"DN-{i:03}", title, f"Mô tả {title}", field, owner, owner, often, "csv/xlsx và API",
                     "theo từng dataset", "x", "Phòng CNTT", "0236", "01/02/2026", "01/03/2026"])
    save_xlsx("da-nang", [("Danh mục", rows, [], [1])])


def two_lines():
    """A header over two rows with merged cells, the agency merged over its rows."""
    rows = [
        ["DANH MỤC DỮ LIỆU MỞ"],
        ["STT", "Tên dữ liệu mở", "Cơ quan", "", "Cập nhật", ""],
        ["", "", "Chủ trì", "Phối hợp", "Tần suất", "Thời hạn"],
        [1, "Danh sách chợ", "Sở Công Thương", "UBND cấp xã", "Hằng quý", "trước ngày 15"],
        [2, "Cụm công nghiệp", "", "", "Hằng năm", "31/02/2026"],
        [3, "Doanh nghiệp mới", "Sở Tài chính", "", "hàng tháng", ""],
        [4, "Hợp tác xã", "", "", "3 tháng/lần", ""],
    ]
    save_xlsx("two-lines", [("Sheet1", rows, ["A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "C4:C5", "C6:C7"],
                             [1, 2, 3])])


def owner_groups():
    """XLS; the agencies are rows over the whole width, the name column is called nothing known."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("DM")
    bold = xlwt.easyxf("font: bold on")
    rows = [
        ["TT", "Hạng mục dữ liệu", "Trường thông tin", "Chu kỳ cập nhật", "Mức độ chia sẻ", "Ghi chú"],
        ["A", "SỞ Y TẾ"],
        [1, "Cơ sở tiêm chủng", "Tên, địa chỉ", "Hằng tháng", "Mở", ""],
        ["B", "SỞ XÂY DỰNG"],
        [2, "Quy hoạch phân khu", "Tên, ranh giới", "Khi phát sinh", "Mở", "bản đồ"],
        [3, "Giá vật liệu", "Loại, giá", "Hàng quý", "Dùng chung", ""],
    ]
    for r, row in enumerate(rows):
        if len(row) == 2:
            sheet.write(r, 0, row[0], bold)
            sheet.write_merge(r, r, 1, 5, row[1], bold)
            continue
        for c, cell in enumerate(row):
            sheet.write(r, c, cell)
    book.save(f"{FOLDER}/owner-groups.xls")


def ods():
    """ODS with codes of groups, two of which are in each other."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Danh mục")
    for row in [["Mã", "Mã cha", "Tên dữ liệu", "Cơ quan chủ trì", "Tần suất"],
                ["YT", "", "Y tế", "", ""],
                ["YT1", "YT", "Bệnh viện", "Sở Y tế", "Hằng năm"],
                ["X1", "X2", "Vòng một", "Sở A", "Hằng năm"],
                ["X2", "X1", "Vòng hai", "Sở A", "Hằng năm"],
                ["yt1", "YT", "Trạm y tế", "Sở Y tế", "Hằng năm"]]:
        line = TableRow()
        for text in row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(f"{FOLDER}/groups.ods")


def unknown():
    """Headers that say nothing: the frequency can be told by its values, the name cannot."""
    rows = [["Cột 1", "Cột 2", "Cột 3"],
            ["Bến xe", "Hằng tháng", "Sở Xây dựng"],
            ["Cầu", "Hằng năm", "Sở Xây dựng"],
            ["Đường", "Hằng quý", "UBND xã Bình Minh"]]
    save_xlsx("unknown", [("Sheet1", rows, [], [1])])


# The capital and small letters of TCVN 5712 (VN1); the others are as in ASCII.
TCVN = {
    "À": 0x80, "à": 0xB5, "ả": 0xB6, "ã": 0xB7, "á": 0xB8, "ạ": 0xB9, "ằ": 0xBB, "ẳ": 0xBC, "ẵ": 0xBD,
    "ắ": 0xBE, "ặ": 0xC6, "ầ": 0xC7, "ẩ": 0xC8, "ẫ": 0xC9, "ấ": 0xCA, "ậ": 0xCB, "è": 0xCC, "ẻ": 0xCE,
    "ẽ": 0xCF, "é": 0xD0, "ẹ": 0xD1, "ề": 0xD2, "ể": 0xD3, "ễ": 0xD4, "ế": 0xD5, "ệ": 0xD6, "ì": 0xD7,
    "ỉ": 0xD8, "ĩ": 0xDC, "í": 0xDD, "ị": 0xDE, "ò": 0xDF, "ỏ": 0xE1, "õ": 0xE2, "ó": 0xE3, "ọ": 0xE4,
    "ồ": 0xE5, "ổ": 0xE6, "ỗ": 0xE7, "ố": 0xE8, "ộ": 0xE9, "ờ": 0xEA, "ở": 0xEB, "ỡ": 0xEC, "ớ": 0xED,
    "ợ": 0xEE, "ù": 0xEF, "ủ": 0xF1, "ũ": 0xF2, "ú": 0xF3, "ụ": 0xF4, "ừ": 0xF5, "ử": 0xF6, "ữ": 0xF7,
    "ứ": 0xF8, "ự": 0xF9, "ỳ": 0xFA, "ỷ": 0xFB, "ỹ": 0xFC, "ý": 0xFD, "ỵ": 0xFE, "ă": 0xA8, "â": 0xA9,
    "ê": 0xAA, "ô": 0xAB, "ơ": 0xAC, "ư": 0xAD, "đ": 0xAE, "Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3, "Ô": 0xA4,
    "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7,
}


def tcvn3():
    """CSV in the bytes of TCVN 5712, as old fonts wrote it."""
    lines = ["STT;Tên dữ liệu mở;Mô tả;Cơ quan chủ trì;Tần suất cập nhật;Định dạng"]
    for i, title in enumerate(["Danh sách đơn vị sự nghiệp", "Số liệu dân số và lao động",
                               "Công trình thủy lợi trên địa bàn", "Giống cây trồng được công nhận"], 1):
        lines.append(f"{i};{title};Thông tin về {title.lower()};Sở Nông nghiệp;Hằng năm;csv")
    data = bytearray()
    for letter in unicodedata.normalize("NFC", "\r\n".join(lines)):
        data.append(TCVN[letter] if letter in TCVN else ord(letter))
    with open(f"{FOLDER}/tcvn3.csv", "wb") as file:
        file.write(bytes(data))


def large():
    """Fifty thousand rows."""
    with open(f"{FOLDER}/large.csv", "w", encoding="utf-8") as file:
        file.write("Mã,Tên dữ liệu,Cơ quan,Tần suất\n")
        for i in range(50000):
            file.write(f"M{i},Dữ liệu số {i},Sở Nội vụ,Hằng năm\n")


for make in (thanh_hoa, covered, da_nang, two_lines, owner_groups, ods, unknown, tcvn3, large):
    make()
word("word", True)
word("word-head", False)
if len(sys.argv) > 2:
    os.execv(sys.argv[2], [*sys.argv[2:], FOLDER])
