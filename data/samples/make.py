#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the sample files beside it, the same bytes each time: make.py [FOLDER].

All persons, offices, telephones and numbers are invented. Identity numbers carry years of birth
from 1900 to 1909; telephones have runs of zeros.
"""

import pathlib
import random
import sys
import unicodedata

TCVN3 = {
    "Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3, "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7, "ă": 0xA8,
    "â": 0xA9, "ê": 0xAA, "ô": 0xAB, "ơ": 0xAC, "ư": 0xAD, "đ": 0xAE, "à": 0xB5, "ả": 0xB6,
    "ã": 0xB7, "á": 0xB8, "ạ": 0xB9, "ằ": 0xBB, "ẳ": 0xBC, "ẵ": 0xBD, "ắ": 0xBE, "ặ": 0xC6,
    "ầ": 0xC7, "ẩ": 0xC8, "ẫ": 0xC9, "ấ": 0xCA, "ậ": 0xCB, "è": 0xCC, "ẻ": 0xCE, "ẽ": 0xCF,
    "é": 0xD0, "ẹ": 0xD1, "ề": 0xD2, "ể": 0xD3, "ễ": 0xD4, "ế": 0xD5, "ệ": 0xD6, "ì": 0xD7,
    "ỉ": 0xD8, "ĩ": 0xDC, "í": 0xDD, "ị": 0xDE, "ò": 0xDF, "ỏ": 0xE1, "õ": 0xE2, "ó": 0xE3,
    "ọ": 0xE4, "ồ": 0xE5, "ổ": 0xE6, "ỗ": 0xE7, "ố": 0xE8, "ộ": 0xE9, "ờ": 0xEA, "ở": 0xEB,
    "ỡ": 0xEC, "ớ": 0xED, "ợ": 0xEE, "ù": 0xEF, "ủ": 0xF1, "ũ": 0xF2, "ú": 0xF3, "ụ": 0xF4,
    "ừ": 0xF5, "ử": 0xF6, "ữ": 0xF7, "ứ": 0xF8, "ự": 0xF9, "ỳ": 0xFA, "ỷ": 0xFB, "ỹ": 0xFC,
    "ý": 0xFD, "ỵ": 0xFE,
}

# VNI: a letter, then a mark for its tone and roof, both characters of Windows-1252.
VNI_TONE = {"": "", "\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
VNI_ROOF = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
VNI_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
VNI_I = {"\u0301": "í", "\u0300": "ì", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}
TONES = "\u0300\u0301\u0303\u0309\u0323"


def to_tcvn3(text):
    return b"".join(bytes([TCVN3[c]]) if c in TCVN3 else c.encode("ascii") for c in text)


def vni_letter(letter):
    parts = unicodedata.normalize("NFD", letter)
    base, tone = parts[0], "".join(m for m in parts[1:] if m in TONES)
    shape = "".join(m for m in parts[1:] if m not in TONES)
    if letter in "đĐ":
        return "ñ" if letter == "đ" else "Ñ"
    if base in "iI" and tone:
        return VNI_I[tone] if base == "i" else VNI_I[tone].upper()
    if shape == "\u031b":
        horn = {"o": "ô", "u": "ö", "O": "Ô", "U": "Ö"}[base]
        return horn + (VNI_TONE[tone] if base.islower() else VNI_TONE[tone].upper())
    if base == "y" and tone == "\u0323":
        return "î"
    mark = {"": VNI_TONE, "\u0302": VNI_ROOF, "\u0306": VNI_BREVE}[shape][tone]
    return base + (mark if base.islower() else mark.upper())


def to_vni(text):
    out = "".join(c if ord(c) < 128 else vni_letter(c) for c in text)
    return out.encode("windows-1252")


def line(cells, delimiter=","):
    return delimiter.join('"' + c.replace('"', '""') + '"' if delimiter in c or '"' in c else c
                          for c in cells)


def table(rows, delimiter=",", end="\n"):
    return "".join(line(row, delimiter) + end for row in rows)


FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương"]
MIDDLE = ["Văn", "Thị", "Đức", "Thu", "Minh", "Ngọc", "Quang", "Hồng", "Thanh", "Xuân"]
GIVEN = ["An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Hải", "Hạnh", "Hiền", "Hoa", "Hùng",
         "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Phúc", "Quỳnh", "Sơn", "Thảo", "Tuấn"]
WARDS = ["phường Đồng Tâm", "phường Hội Hợp", "phường Khai Quang", "phường Liên Bảo",
         "phường Ngô Quyền", "phường Tích Sơn", "xã Định Trung", "xã Thanh Trù", "xã Đạo Đức",
         "xã Tam Hợp", "xã Quất Lưu", "xã Sơn Lôi", "xã Hương Sơn", "xã Bá Hiến",
         "xã Trung Mỹ", "xã Gia Khánh", "xã Đại Đình", "xã Bồ Lý", "xã Yên Dương", "xã Hồ Sơn"]
STREETS = ["đường Mê Linh", "đường Nguyễn Tất Thành", "đường Hùng Vương", "phố Lý Bôn",
           "đường Trần Phú", "phố Chùa Hà", "đường Tôn Đức Thắng", "phố Kim Ngọc"]


def person(rand):
    return " ".join([rand.choice(FAMILY), rand.choice(MIDDLE), rand.choice(GIVEN)])


def address(rand):
    return f"Số {rand.randint(1, 300)}, {rand.choice(STREETS)}, {rand.choice(WARDS)}"


def date(rand):
    return f"{rand.randint(1, 28):02d}/{rand.randint(1, 12):02d}/{rand.randint(2008, 2025)}"


def hotline(number):
    return f"0211 3000 {number:03d}"


def mobile(rand, number):
    return f"{rand.choice(['0320', '0700', '0810', '0900', '0970'])}000{number:03d}"


def facilities():
    """A BOM, three names decomposed, a row that lost a cell, a row that is there twice."""
    rand = random.Random(1)
    kinds = [("Trạm y tế", 5, 12), ("Phòng khám đa khoa", 0, 20), ("Nhà hộ sinh", 5, 15),
             ("Phòng khám chuyên khoa răng hàm mặt", 0, 0), ("Bệnh viện đa khoa", 100, 600)]
    rows = [["Mã cơ sở", "Tên cơ sở", "Loại hình", "Địa chỉ", "Số giường", "Đường dây nóng",
             "Ngày cấp phép"]]
    for i in range(200):
        kind, least, most = kinds[0] if i % 3 == 0 else rand.choice(kinds)
        place = rand.choice(WARDS)
        rows.append([f"26{i + 1:03d}", f"{kind} {place.split(' ', 1)[1]} {i + 1}", kind,
                     address(rand), str(rand.randint(least, most)), hotline(i), date(rand)])
    for i in (17, 58, 133):
        rows[i][1] = unicodedata.normalize("NFD", rows[i][1])
    rows[76] = rows[76][:6]
    rows.insert(151, list(rows[120]))
    return b"\xef\xbb\xbf" + table(rows, end="\r\n").encode()


def households():
    """Persons: name with date of birth and address, identity number, mobile, e-mail."""
    rand = random.Random(2)
    trades = ["Bán lẻ lương thực", "Sửa chữa xe máy", "Dịch vụ ăn uống", "May mặc", "Cắt tóc",
              "Bán lẻ thuốc", "Sản xuất đồ gỗ", "Vận tải hàng hoá", "Bán lẻ vật liệu xây dựng"]
    rows = [["Mã số hộ", "Tên hộ kinh doanh", "Chủ hộ", "Ngày sinh", "Số CCCD", "Điện thoại",
             "Email", "Địa chỉ", "Ngành nghề", "Vốn (đồng)"]]
    for i in range(120):
        owner = person(rand)
        year = rand.randint(1900, 1909)
        province = rand.choice(["026", "025", "001", "019"])
        sex = 1 if " Thị " in owner or " Thu " in owner else 0
        cccd = f"{province}{sex}{year % 100:02d}{rand.randint(0, 999999):06d}"
        plain = unicodedata.normalize("NFD", owner.lower().replace("đ", "d"))
        plain = "".join(c for c in plain if c.isascii() and c.isalpha())
        email = f"{plain}{i}@example.com" if i % 4 == 0 else ""
        rows.append([f"26A8{i + 1:06d}", f"Hộ kinh doanh {owner}", owner,
                     f"{rand.randint(1, 28):02d}/{rand.randint(1, 12):02d}/{year}", cccd,
                     mobile(rand, i), email, address(rand), rand.choice(trades),
                     f"{rand.randint(2, 90) * 10}.000.000"])
    return table(rows).encode()


def units():
    """In TCVN3, as from a document in .VnTime."""
    rand = random.Random(3)
    rows = [["Mã", "Tên đơn vị", "Cấp", "Dân số", "Diện tích (km2)", "Ghi chú"]]
    for i, ward in enumerate(WARDS * 3):
        kind, name = ward.split(" ", 1)
        note = rand.choice(["", "Giữ nguyên sau sắp xếp", "Nhập từ hai đơn vị cũ"])
        rows.append([f"{8000 + i * 3:05d}", f"{name} {i // 20 + 1}", kind,
                     f"{rand.randint(3000, 42000)}", f"{rand.randint(300, 9000) / 100:.2f}", note])
    return to_tcvn3(table(rows, end="\r\n"))


def schools():
    """In VNI, between semicolons."""
    rand = random.Random(4)
    kinds = ["Trường mầm non", "Trường tiểu học", "Trường trung học cơ sở",
             "Trường trung học phổ thông"]
    rows = [["Mã trường", "Tên trường", "Loại trường", "Địa chỉ", "Số lớp", "Số học sinh"]]
    for i in range(80):
        kind = kinds[i % 4]
        place = rand.choice(WARDS)
        classes = rand.randint(6, 40)
        rows.append([f"26{i + 1:04d}", f"{kind} {place.split(' ', 1)[1]} {i // 4 + 1}", kind,
                     address(rand), str(classes), str(classes * rand.randint(25, 45))])
    return to_vni(table(rows, delimiter=";"))


def stations():
    """For practice: TCVN3, to be mended with a click; mobile numbers of offices, to be waived."""
    rand = random.Random(5)
    rows = [["Mã cơ sở", "Tên cơ sở", "Địa chỉ", "Số giường", "Số bác sĩ", "Điện thoại"]]
    for i in range(90):
        place = rand.choice(WARDS)
        phone = f"0{rand.choice(['90', '97', '32'])}0000{i:03d}" if i % 3 == 0 else hotline(i)
        rows.append([f"26{i + 501}", f"Trạm y tế {place} {i + 1}", address(rand),
                     str(rand.randint(4, 14)), str(rand.randint(1, 5)), phone])
    return to_tcvn3(table(rows, end="\r\n"))


def catalog():
    """The catalog of the practice agency; the other samples answer to its items."""
    health, office = "Sở Y tế", "Sở Tài chính"
    rows = [
        ["STT", "Lĩnh vực", "Tên tập dữ liệu", "Trường thông tin", "Cơ quan chủ trì",
         "Tần suất cập nhật", "Định dạng", "Phương thức chia sẻ", "Mức độ chia sẻ", "Ghi chú"],
        ["1", "Y tế", "Danh sách cơ sở khám bệnh, chữa bệnh",
         "Mã cơ sở; Tên cơ sở; Loại hình; Địa chỉ; Số giường; Đường dây nóng; Ngày cấp phép",
         health, "Hàng tháng", "csv, xlsx", "Tải về", "Mở", "co-so-kham-chua-benh.csv"],
        ["2", "Y tế", "Danh sách trạm y tế xã, phường",
         "Mã cơ sở; Tên cơ sở; Địa chỉ; Số giường; Số bác sĩ; Điện thoại", health, "Hàng quý",
         "csv", "Tải về", "Mở", "co-so-y-te-tcvn3.csv"],
        ["3", "Y tế", "Danh sách cơ sở bán lẻ thuốc",
         "Tên cơ sở; Địa chỉ; Số giấy chứng nhận", health, "Hàng quý", "xlsx", "Tải về", "Mở", ""],
        ["4", "Kinh tế", "Danh sách hộ kinh doanh",
         "Mã số hộ; Tên hộ kinh doanh; Địa chỉ; Ngành nghề; Vốn", office, "Hàng tháng", "csv",
         "Tải về", "Mở", "ho-kinh-doanh.csv"],
        ["5", "Kinh tế", "Danh sách doanh nghiệp thành lập mới",
         "Mã số doanh nghiệp; Tên doanh nghiệp; Địa chỉ; Ngành nghề", office, "Hàng tháng",
         "csv, xlsx", "Tải về", "Mở", ""],
        ["6", "Tài chính", "Công khai dự toán ngân sách tỉnh", "Nội dung; Dự toán; Quyết toán",
         office, "Hàng năm", "xlsx, pdf", "Tải về", "Mở", ""],
        ["7", "Nội vụ", "Danh mục đơn vị hành chính cấp xã",
         "Mã; Tên đơn vị; Cấp; Dân số; Diện tích; Ghi chú", "Sở Nội vụ", "Khi có thay đổi", "csv",
         "Tải về", "Mở", "don-vi-hanh-chinh-tcvn3.csv"],
        ["8", "Giáo dục", "Danh sách trường học",
         "Mã trường; Tên trường; Loại trường; Địa chỉ; Số lớp; Số học sinh",
         "Sở Giáo dục và Đào tạo", "6 tháng", "csv", "Tải về", "Mở", "truong-hoc-vni.csv"],
        ["9", "Giáo dục", "Kết quả thi tốt nghiệp trung học phổ thông theo trường",
         "Mã trường; Tên trường; Số thí sinh; Điểm trung bình", "Sở Giáo dục và Đào tạo",
         "Hàng năm", "csv", "Tải về", "Mở", ""],
        ["10", "Giao thông", "Danh sách tuyến xe buýt", "Số tuyến; Lộ trình; Giờ chạy; Giá vé",
         "Sở Xây dựng", "Khi có thay đổi", "csv, API", "API", "Mở", ""],
        ["11", "Môi trường", "Số liệu quan trắc không khí",
         "Trạm; Thời điểm; PM2.5; PM10; SO2; NO2", "Sở Nông nghiệp và Môi trường", "Hàng ngày",
         "csv, API", "API", "Mở", ""],
        ["12", "Nông nghiệp", "Diện tích và sản lượng cây trồng theo vụ",
         "Xã; Cây trồng; Diện tích; Sản lượng", "Sở Nông nghiệp và Môi trường", "6 tháng", "xlsx",
         "Tải về", "Mở", ""],
    ]
    return table(rows).encode()


FILES = {
    "co-so-kham-chua-benh.csv": facilities,
    "co-so-y-te-tcvn3.csv": stations,
    "danh-muc.csv": catalog,
    "don-vi-hanh-chinh-tcvn3.csv": units,
    "ho-kinh-doanh.csv": households,
    "truong-hoc-vni.csv": schools,
}

if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    for name, make in FILES.items():
        (folder / name).write_bytes(make())
