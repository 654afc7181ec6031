/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <string.h>

/* What generated tables are made of, from a fixed seed. */

static const char *const kinds[]
    = { "Tạp hóa",           "Quán cơm",   "Sửa chữa xe máy", "Cà phê giải khát", "May mặc",
        "Vật liệu xây dựng", "Hiệu thuốc", "Nhà nghỉ",        "Cơ khí",           "Nông sản" };
static const char *const families[]
    = { "Nguyễn", "Trần", "Lê",  "Phạm", "Hoàng", "Huỳnh", "Phan",  "Vũ",
        "Võ",     "Đặng", "Bùi", "Đỗ",   "Hồ",    "Ngô",   "Dương", "Lý" };
static const char *const middles[]
    = { "Văn", "Thị", "Hữu", "Đức", "Ngọc", "Quốc", "Thanh", "Minh", "Xuân", "Kim" };
static const char *const given[]
    = { "An",     "Bình",  "Cường", "Dũng", "Đạt",  "Giang", "Hà",   "Hạnh",  "Hiếu",  "Hòa",
        "Hùng",   "Hương", "Khánh", "Lan",  "Linh", "Long",  "Mai",  "Nga",   "Nghĩa", "Phúc",
        "Phương", "Quân",  "Quỳnh", "Sơn",  "Tâm",  "Thảo",  "Thủy", "Trang", "Tuấn",  "Yến" };
static const char *const streets[]
    = { "Lê Lợi",      "Trần Hưng Đạo", "Nguyễn Huệ",    "Hai Bà Trưng",  "Lý Thường Kiệt",
        "Quang Trung", "Nguyễn Trãi",   "Phan Bội Châu", "Điện Biên Phủ", "Cách Mạng Tháng Tám" };
static const char *const communes[]
    = { "An Hòa",  "Bình Minh", "Cẩm Lệ",   "Đông Hà",    "Hòa Khánh", "Long Biên",
        "Mỹ Đức",  "Ninh Kiều", "Phú Lộc",  "Quảng Điền", "Sơn Trà",   "Tân Bình",
        "Thủ Đức", "Vĩnh Hải",  "Xuân Lộc", "Yên Dũng" };
static const char *const states[] = { "Đang hoạt động", "Tạm ngừng", "Chấm dứt" };

static guint64 seed = 20261121;

static guint
pick (guint n)
{
  /* xorshift64*: the same everywhere, and fast. */
  seed ^= seed >> 12;
  seed ^= seed << 25;
  seed ^= seed >> 27;

  return (guint)((seed * 0x2545f4914f6cdd1du >> 32) * n >> 32);
}

#define PICK(list) list[pick (G_N_ELEMENTS (list))]

static inline char *
put (char *to, const char *text)
{
  gsize n = strlen (text);

  memcpy (to, text, n);

  return to + n;
}

static inline char *
put_number (char *to, guint64 number, guint width)
{
  char digits[24];
  guint n = 0;

  do
    digits[n++] = (char)('0' + number % 10);
  while ((number /= 10) > 0 || n < width);
  while (n > 0)
    *to++ = digits[--n];

  return to;
}
