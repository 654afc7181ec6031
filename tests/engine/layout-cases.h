/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* Tables as Vietnamese offices make them: a line is a row, cells between |, a row that ends with |
 * has a blank cell there.
 *
 * kinds: one letter per row: t title, h header, # numbering, d data, r header once more, g group,
 * s subtotal, T total, n note or signature, b blank, o other table.
 * labels: NULL: the row of the header as it stands there.
 * merges: rows and columns from 1 on, first:last,first:last; as a sheet has them. */
typedef struct
{
  const char *name;
  const char *text;
  const char *kinds;
  const char *labels;
  const char *merges;
} LayoutCase;

static const LayoutCase layout_cases[] = {
  /* What is a table already stays one. */
  { "clean", "Mã|Tên|Số\n1|a|2\n2|b|3", "hdd", "Mã|Tên|Số", NULL },
  { "clean-text", "Tên|Loại|Xã\na|x|u\nb|y|v\nc|x|w", "hddd", "Tên|Loại|Xã", NULL },
  { "clean-years", "Xã|2024|2025\nx|1.200|1.300\ny|900|950", "hdd", "Xã|2024|2025", NULL },
  { "clean-blank-label", "Tên||Loại\na|b|x\nc|d|y", "hdd", "Tên||Loại", NULL },
  { "clean-blank-label-missing", "Tên||Loại\na|b|\nc|d|x\ne|f|y", "hddd", "Tên||Loại", NULL },
  { "clean-blank-last-label", "Tên|\na|b\nc|d", "hdd", "Tên|", NULL },
  { "clean-missing-values",
    "Mã|Tên|Số giường|Ghi chú\n01|Trạm A||\n02|Trạm B|5|\n03|Trạm C||\n04|Trạm D|7|mới", "hdddd",
    "Mã|Tên|Số giường|Ghi chú", NULL },
  { "clean-first-cell-only",
    "Xã|Số hộ|Dân số\nHợp Châu||\nĐạo Trù|120|500\nTam Quan||\nHồ Sơn|90|400", "hdddd",
    "Xã|Số hộ|Dân số", NULL },
  { "clean-blank-rows", "Tên|Số\na|1\n|\nb|2\n|\n|", "hdbdbb", "Tên|Số", NULL },
  { "clean-roman-values",
    "Hạng|Tên bệnh viện|Số giường\nI|Đa khoa tỉnh|800\nII|Sản nhi|300\nIII|Phục hồi|150", "hddd",
    "Hạng|Tên bệnh viện|Số giường", NULL },
  { "clean-roman-stt", "STT|Tên|Số\nI|a|1\nII|b|2\nIII|c|3", "hddd", "STT|Tên|Số", NULL },
  { "clean-letter-codes", "Loại|Tên|Ghi chú\nA|Xe con|\nB|Xe tải|cũ\nC|Xe khách|", "hddd",
    "Loại|Tên|Ghi chú", NULL },
  { "clean-total-is-a-value", "Xã|Chỉ tiêu|Số\nHợp Châu|Tổng số|10\nHợp Châu|Nam|4\nHợp Châu|Nữ|6",
    "hddd", "Xã|Chỉ tiêu|Số", NULL },
  { "clean-total-is-a-value-first",
    "Chỉ tiêu|Năm|Số\nTổng số|2024|10\nNam|2024|4\nNữ|2024|6\nTổng "
    "số|2025|12\nNam|2025|5\nNữ|2025|7",
    "hdddddd", "Chỉ tiêu|Năm|Số", NULL },
  { "clean-company-called-tong", "Tên|Vốn|Năm\nCông ty A|5|2001\nTổng công ty Điện lực|9|1995",
    "hdd", "Tên|Vốn|Năm", NULL },
  { "clean-person-called-cong", "STT|Họ tên|Điểm\n1|An|8\n2|Cộng Hòa|9\n3|Công|7", "hddd",
    "STT|Họ tên|Điểm", NULL },
  { "clean-director-column", "Họ tên|Chức vụ|Phòng\nAn|Giám đốc|\nBình|Phó giám đốc|", "hdd",
    "Họ tên|Chức vụ|Phòng", NULL },
  { "clean-position-rows",
    "Chức vụ|Số lượng|Ghi chú|Khác\nChủ tịch|1||\nPhó chủ tịch|2||\nTrưởng phòng|||\nGiám đốc|||",
    "hdddd", "Chức vụ|Số lượng|Ghi chú|Khác", NULL },
  { "clean-numbers-from-one", "x|y|z\n1|2|3\n4|5|6", "hdd", "x|y|z", NULL },
  { "clean-letters", "p|q|r\nA|B|1\nB|C|2\nC|D|3", "hddd", "p|q|r", NULL },
  { "no-header", "1|An|2026-01-02\n2|Bình|2026-01-03", "dd", "", NULL },
  { "no-header-repeated", "nam|có\nnữ|không\nnam|có\nnam|không", "dddd", "", NULL },

  /* Above the header. */
  { "title", "DANH SÁCH CƠ SỞ Y TẾ|||\nMã|Tên|Xã|Số\n1|a|x|2\n2|b|x|3", "thdd", NULL, NULL },
  { "title-kem-theo",
    "DANH SÁCH CƠ SỞ Y TẾ\n(Kèm theo Công văn số 12/SYT-KH)\n\nSTT|Tên|Số giường\n1|a|20\n2|b|30",
    "ttbhdd", NULL, NULL },
  { "quoc-hieu",
    "UBND TỈNH VĨNH PHÚC|||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|\n"
    "SỞ Y TẾ|||Độc lập - Tự do - Hạnh phúc|\n||||\nDANH SÁCH CƠ SỞ|||| \n"
    "STT|Tên|Xã|Điện thoại|Số giường\n1|a|x|0211 3000 000|20\n2|b|y|0211 3000 001|30",
    "ttbthdd", NULL, NULL },
  { "quoc-hieu-narrow",
    "SỞ Y TẾ||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n||Độc lập - Tự do - Hạnh "
    "phúc\nSTT|Tên|Số\n1|a|2\n2|b|3",
    "tthdd", NULL, NULL },
  { "bieu-so",
    "Biểu số: 01/YT||BÁO CÁO NGUỒN NHÂN LỰC|||Đơn vị báo cáo: Sở Y tế\n"
    "Ban hành kèm theo TT 20||Tháng 10 năm 2025|||Đơn vị nhận báo cáo: Cục Thống kê\n"
    "STT|Đơn vị|Bác sĩ|Y sĩ|Điều dưỡng|Khác\n1|a|2|3|4|5\n2|b|3|4|5|6",
    "tthdd", NULL, NULL },
  { "dvt-right",
    "TÌNH HÌNH THU NGÂN SÁCH|||\n|||ĐVT: triệu đồng\nSTT|Nội dung|Dự toán|Thực "
    "hiện\n1|a|20|30\n2|b|30|40",
    "tthdd", NULL, NULL },
  { "don-vi-tinh-is-a-column", "STT|Chỉ tiêu|Đơn vị tính|Kế hoạch\n1|Lúa|ha|30\n2|Ngô|ha|20", "hdd",
    NULL, NULL },
  { "title-narrow", "DANH SÁCH XÃ|\nTên xã|Số dân\na|10\nb|20\nc|30", "thddd", NULL, NULL },
  { "title-of-one-cell", "Báo cáo tháng 10\nTên|Số\na|1\nb|2\nc|3", "thddd", NULL, NULL },
  { "many-title-rows",
    "SỞ Y TẾ|||\nPHÒNG KẾ HOẠCH|||\n|||\nBÁO CÁO|||\nTháng 10/2025|||\n|||\nKính gửi: UBND "
    "tỉnh|||\n"
    "|||\nĐịa bàn: toàn tỉnh|||\n|||\nNgười gửi: Phòng KH|||\n|||\nSTT|Tên|Số|Ghi "
    "chú\n1|a|2|\n2|b|3|x",
    "ttbttbtbtbtbhdd", NULL, NULL },
  { "blank-leading-rows", "||\n||\nTên|Số|Xã\na|1|x\nb|2|y", "bbhdd", NULL, NULL },
  { "blank-leading-column", "||||\n|STT|Tên|Xã|Số\n|1|a|x|5\n|2|b|y|6\n|3|c|y|7", "bhddd",
    "|STT|Tên|Xã|Số", NULL },

  /* Headers of more rows. */
  { "two-rows-in-which",
    "STT|Đơn vị|Số lượng|||Ghi chú\n||Tổng|Nam|Nữ|\n1|Sở Y tế|10|4|6|\n2|Sở Nội vụ|8|5|3|x", "hhdd",
    "STT|Đơn vị|Số lượng – Tổng|Số lượng – Nam|Số lượng – Nữ|Ghi chú", NULL },
  { "three-rows",
    "STT|Xã|Dân số||||\n||Thành thị||Nông thôn||\n||Nam|Nữ|Nam|Nữ|\n1|a|1|2|3|4|\n2|b|5|6|7|8|",
    "hhhdd",
    "STT|Xã|Dân số – Thành thị – Nam|Dân số – Thành thị – Nữ|Dân số – Nông thôn – Nam|"
    "Dân số – Nông thôn – Nữ|",
    NULL },
  { "trong-do", "TT|Xã|Số hộ|Trong đó|\n|||Hộ nghèo|Hộ cận nghèo\n1|a|100|5|6\n2|b|200|7|8", "hhdd",
    "TT|Xã|Số hộ|Trong đó – Hộ nghèo|Trong đó – Hộ cận nghèo", NULL },
  { "names-in-the-lower-row",
    "||Năm 2024||Năm 2025|\nSTT|Xã|Nam|Nữ|Nam|Nữ\n1|a|1|2|3|4\n2|b|5|6|7|8", "hhdd",
    "STT|Xã|Năm 2024 – Nam|Năm 2024 – Nữ|Năm 2025 – Nam|Năm 2025 – Nữ", NULL },
  { "sparse-upper-row",
    "Đơn vị|Số người tham gia|||||\n|Tổng|Nam|Nữ|Kinh|Khác|\na|5|2|3|4|1|\nb|6|3|3|5|1|", "hhdd",
    "Đơn vị|Số người tham gia – Tổng|Số người tham gia – Nam|Số người tham gia – Nữ|"
    "Số người tham gia – Kinh|Số người tham gia – Khác|",
    NULL },
  { "years-in-the-lower-row",
    "Xã|Diện tích (ha)||Sản lượng (tấn)|\n|2024|2025|2024|2025\na|1,5|2,5|3,5|4,5\nb|2|3|4|5",
    "hhdd",
    "Xã|Diện tích (ha) – 2024|Diện tích (ha) – 2025|Sản lượng (tấn) – 2024|Sản lượng (tấn) – 2025",
    NULL },
  { "units-row", "STT|Xã|Dân số|Diện tích\n||(người)|(km2)\n1|a|100|2,5\n2|b|200|3,5", "hhdd",
    "STT|Xã|Dân số (người)|Diện tích (km2)", NULL },
  { "ghi-chu-in-the-lower-row",
    "||Số lượng||Giá trị||\nSTT|Tên|Nhập|Xuất|Nhập|Xuất|Ghi chú\n1|a|1|2|3|4|\n2|b|1|2|3|4|x",
    "hhdd", "STT|Tên|Số lượng – Nhập|Số lượng – Xuất|Giá trị – Nhập|Giá trị – Xuất|Ghi chú", NULL },
  { "title-is-no-upper-row", "SỞ Y TẾ||Năm 2025|\nSTT|Tên|Nam|Nữ\n1|a|1|2\n2|b|3|4\n3|c|4|5",
    "thddd", "STT|Tên|Nam|Nữ", NULL },
  { "single-cell-above-is-left", "||Số lượng||\nSTT|Tên|Nam|Nữ|Ghi chú\n1|a|1|2|\n2|b|3|4|x",
    "thdd", "STT|Tên|Nam|Nữ|Ghi chú", NULL },
  { "merged-header", "||Số lượng||\nSTT|Tên|Nam|Nữ|Ghi chú\n1|a|1|2|\n2|b|3|4|x", "hhdd",
    "STT|Tên|Số lượng – Nam|Số lượng – Nữ|Ghi chú", "1:1,3:4" },
  { "merged-down-and-across",
    "STT|Tên|Chức vụ|Trình độ|\n|||Chuyên môn|Ngoại ngữ\n1|a|x|y|z\n2|b|x|y|z", "hhdd",
    "STT|Tên|Chức vụ|Trình độ – Chuyên môn|Trình độ – Ngoại ngữ",
    "1:2,1:1 1:2,2:2 1:2,3:3 1:1,4:5" },
  { "merged-title", "TỔNG HỢP SỐ LIỆU||\nXã|Nam|Nữ\na|1|2\nb|3|4", "thdd", NULL, "1:1,1:3" },

  /* Numbering under the header. */
  { "numbering-letters", "STT|Xã|Số hộ|Dân số\nA|B|1|2\n1|a|100|500\n2|b|200|700", "h#dd", NULL,
    NULL },
  { "numbering-brackets", "STT|Xã|Số\n(1)|(2)|(3)\n1|a|100\n2|b|200", "h#dd", NULL, NULL },
  { "numbering-sums", "STT|Xã|Nam|Nữ|Tổng\n1|2|3|4|5=3+4\n1|a|1|2|3\n2|b|4|5|9", "h#dd", NULL,
    NULL },
  { "numbering-plain", "STT|Xã|Tên|Số\n1|2|3|4\n1|a|x|100\n2|b|y|200\n3|c|z|300", "h#ddd", NULL,
    NULL },
  { "numbering-two-rows", "STT|Xã|Số||\n||Nam|Nữ|\nA|B|1|2|\n1|a|3|4|\n2|b|5|6|", "hh#dd",
    "STT|Xã|Số – Nam|Số – Nữ|", NULL },

  /* Groups. */
  { "group-roman",
    "STT|Cơ sở|Số giường|Ghi chú\nI|Khu vực thành thị||\n1|a|20|\n2|b|30|\nII|Khu vực nông "
    "thôn||\n1|c|5|\n2|d|6|x",
    "hgddgdd", NULL, NULL },
  { "group-roman-later-only",
    "STT|Cơ sở|Số giường|Ghi chú\n1|a|20|\n2|b|30|\nII|Khu vực nông thôn||\n1|c|5|\n2|d|6|x",
    "hddddd", NULL, NULL },
  { "group-sums",
    "STT|Đơn vị|Số người|Kinh phí\nA|KHỐI TỈNH|30|1.500\n1|Sở Y tế|10|500\n2|Sở Nội vụ|20|1.000\n"
    "B|KHỐI XÃ|7|90\n1|Xã a|3|40\n2|Xã b|4|50",
    "hgddgdd", NULL, NULL },
  { "group-sums-that-are-none",
    "STT|Đơn vị|Số người|Kinh phí\nA|KHỐI TỈNH|31|1.501\n1|Sở Y tế|10|500\n2|Sở Nội vụ|20|1.000\n"
    "B|KHỐI XÃ|8|91\n1|Xã a|3|40\n2|Xã b|4|50",
    "hdddddd", NULL, NULL },
  { "group-prefix",
    "Tên trường|Số lớp|Số học sinh\nI. Mầm non||\nMầm non a|5|120\nMầm non b|6|130\nII. Tiểu "
    "học||\nTiểu học a|10|300",
    "hgddgd", NULL, NULL },
  { "group-label-in-stt",
    "STT|Tên|Xã|Số\nHuyện Tam Đảo|||\n1|a|x|5\n2|b|y|6\nHuyện Lập Thạch|||\n3|c|z|7", "hgddgd",
    NULL, NULL },
  { "group-label-beside-stt",
    "STT|Tên|Xã|Số\n|Bệnh viện||\n1|a|x|5\n2|b|y|6\n|Trạm y tế||\n1|c|z|7", "hgddgd", NULL, NULL },
  { "continued-text-is-data", "STT|Tên|Xã|Số\n1|Trạm y tế|x|5\n|xã Hợp Châu||\n2|b|y|6\n3|c|y|6",
    "hdddd", NULL, NULL },
  { "group-with-subtotals",
    "STT|Tên|Số\nI|Thành thị|\n1|a|5\n2|b|6\n|Cộng I|11\nII|Nông thôn|\n1|c|7\n|Cộng II|7\n|Tổng "
    "cộng|18",
    "hgddsgdsT", NULL, NULL },
  { "group-merged", "Xã|Số hộ|Dân số\nKhu vực I||\na|1|2\nb|3|4\nKhu vực II||\nc|5|6", "hgddgd",
    NULL, "2:2,1:3 5:5,1:3" },

  /* The header once more. */
  { "repeated-header", "STT|Xã|Số\n1|a|5\n2|b|6\nSTT|Xã|Số\n3|c|7\n4|d|8", "hddrdd", NULL, NULL },
  { "repeated-header-and-numbering",
    "STT|Xã|Số\nA|B|1\n1|a|5\n2|b|6\nSTT|Xã|Số\nA|B|1\n3|c|7\n4|d|8", "h#ddr#dd", NULL, NULL },

  /* Totals. */
  { "total-at-the-end", "STT|Xã|Số\n1|a|5\n2|b|6\n|Tổng cộng|11", "hddT", NULL, NULL },
  { "total-in-the-first-cell", "Xã|Nam|Nữ\na|5|6\nb|6|7\nCộng:|11|13", "hddT", NULL, NULL },
  { "total-under-the-header", "STT|Xã|Số\n|Tổng số|11\n1|a|5\n2|b|6", "hTdd", NULL, NULL },
  { "total-unaccented", "STT|Xa|So\n1|a|5\n2|b|6\n|TONG CONG|11", "hddT", NULL, NULL },
  { "total-of-groups", "STT|Nội dung|Số\n1|a|5\n2|b|6\n|Tổng cộng (I+II)|11", "hddT", NULL, NULL },
  { "total-with-words-is-data", "STT|Nội dung|Số|Người làm\n1|a|5|An\n2|b|6|An\n3|Tổng cộng|1|Bình",
    "hddd", NULL, NULL },

  /* Notes and signatures. */
  { "notes", "Xã|Nam|Nữ\na|5|6\nb|6|7\nGhi chú: số liệu sơ bộ||\nNguồn: Cục Thống kê||", "hddnn",
    NULL, NULL },
  { "signatures",
    "STT|Xã|Số|Ghi chú\n1|a|5|\n2|b|6|\n|Tổng cộng|11|\n|||\n||Vĩnh Yên, ngày 05 tháng 11 năm "
    "2025|\n"
    "NGƯỜI LẬP BIỂU|||THỦ TRƯỞNG ĐƠN VỊ\n(Ký, ghi rõ họ tên)|||(Ký, đóng dấu)\n|||\nNguyễn Thị "
    "A|||Trần Văn B",
    "hddTbnnnbn", NULL, NULL },
  { "signatures-narrow", "Xã|Nam|Nữ\na|5|6\nb|6|7\nNgười lập biểu||Giám đốc", "hddn", NULL, NULL },
  { "director-after-a-blank-row",
    "STT|Họ tên|Điểm|Lớp\n1|An|5|a\n2|Bình|6|b\n|||\n|||GIÁM ĐỐC\n|||Trần Văn C", "hddbnn", NULL,
    NULL },
  { "bang-chu",
    "STT|Nội dung|Số tiền\n1|a|500\n2|b|600\n|Cộng|1.100\nBằng chữ: Một nghìn một trăm đồng||",
    "hddTn", NULL, NULL },
  { "danh-sach-gom", "STT|Họ tên|Lớp|Điểm\n1|An|a|5\n2|Bình|b|6\n|||\nDanh sách gồm 02 người./.|||",
    "hddbn", NULL, NULL },
  { "note-word-in-the-data", "STT|Việc|Ngày|Số\n1|Ghi chú: họp|1/1|5\n2|Nguồn: dân|2/1|6", "hdd",
    NULL, NULL },

  /* Several tables. */
  { "two-tables",
    "STT|Xã|Số\n1|a|5\n2|b|6\n||\nBảng 2: Trường học||\nSTT|Trường|Lớp\n1|x|10\n2|y|11", "hddbnooo",
    NULL, NULL },
  { "two-tables-with-totals",
    "Xã|Nam|Nữ\na|5|6\nb|6|7\nTổng cộng|11|13\n||\nTrường|Lớp|Học sinh\nx|10|300\ny|11|400",
    "hddTbooo", NULL, NULL },
  { "all-at-once",
    "UBND TỈNH VĨNH PHÚC|||CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM||\nSỞ Y TẾ|||Độc lập - Tự do - Hạnh "
    "phúc||\n|||||\n"
    "BÁO CÁO NHÂN LỰC|||||\n|||||ĐVT: người\nSTT|Đơn vị|Nhân lực|||Ghi chú\n||Tổng|Bác sĩ|Khác|\n"
    "A|B|1=2+3|2|3|4\nI|Tuyến tỉnh||||\n1|Bệnh viện a|10|4|6|\n2|Bệnh viện b|20|8|12|\nII|Tuyến "
    "xã||||\n"
    "1|Trạm c|5|1|4|\n|Tổng cộng|35|13|22|\n|||||\n|||Vĩnh Yên, ngày 1 tháng 11 năm 2025||\nNGƯỜI "
    "LẬP|||GIÁM ĐỐC||",
    "ttbtthh#gddgdTbnn", "STT|Đơn vị|Nhân lực – Tổng|Nhân lực – Bác sĩ|Nhân lực – Khác|Ghi chú",
    NULL },
};
