/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of office papers around a table: of the letter head and the signatures (Decree
 * 30/2020/NĐ-CP, annex I) and of the forms of statistics. With their diacritics, because without
 * them “Tổng cộng” is also the beginning of “Tổng công ty”. */

#include "config.h"

#include <string.h>

#include "engine/table/cb-layout-private.h"

/* A cell longer than this is prose. */
#define MAX_TOTAL 80

/* Only ever above a table. */
static const char *const sure_titles[] = {
  "cộng hòa xã hội chủ nghĩa",
  "độc lập - tự do",
  "độc lập – tự do",
  "biểu số:",
  "biểu số ",
  "mẫu số:",
  "mẫu số ",
  "mẫu biểu",
  "biểu mẫu",
  "đvt:",
  "(đvt",
  "đơn vị tính:",
  "(đơn vị tính",
  "đơn vị báo cáo:",
  "đơn vị gửi báo cáo",
  "đơn vị nhận báo cáo",
  "ngày nhận báo cáo",
  "ngày gửi báo cáo",
  "kỳ báo cáo:",
  "(kèm theo",
  "(ban hành",
  "ban hành kèm theo",
  "kèm theo công văn",
  "kèm theo quyết định",
  "kèm theo tờ trình",
  "kèm theo báo cáo",
  "(từ ngày",
  "(tính đến",
  "(số liệu",
  "(thời điểm",
};

/* Above a table where they stand alone; a label of a column may begin so, too. */
static const char *const likely_titles[] = {
  "danh sách",     "danh mục",  "báo cáo",
  "bảng tổng hợp", "tổng hợp",  "bảng",
  "biểu",          "phụ lục",   "thống kê",
  "kết quả",       "tình hình", "số liệu",
  "kế hoạch",      "dự toán",   "ủy ban nhân dân",
  "ubnd",          "sở ",       "phòng ",
  "cục ",          "chi cục",   "trung tâm",
  "ban quản lý",   "số:",       "đơn vị:",
  "tháng ",        "quý ",      "năm ",
  "kỳ ",           "thời điểm", "tính đến ",
  "từ ngày",       "ngày ",     "niên độ",
  "tên đơn vị:",   "địa bàn:",  "6 tháng đầu năm",
};

/* Only ever below a table. */
static const char *const sure_notes[] = {
  "ghi chú:",
  "ghi chú :",
  "* ghi chú",
  "*ghi chú",
  "(*) ghi chú",
  "chú thích:",
  "chú thích :",
  "lưu ý:",
  "nguồn:",
  "nguồn :",
  "nguồn số liệu:",
  "(nguồn:",
  "người lập biểu",
  "người lập bảng",
  "người lập báo cáo",
  "lập biểu",
  "kế toán trưởng",
  "thủ trưởng đơn vị",
  "thủ trưởng cơ quan",
  "nơi nhận:",
  "(ký",
  "(đã ký",
  "ký, ghi rõ họ tên",
  "bằng chữ:",
  "(bằng chữ",
  "số tiền bằng chữ",
  "viết bằng chữ",
};

/* Below a table where a blank row or the totals are above; a value of a column may be so, too. */
static const char *const likely_notes[] = {
  "ghi chú.",
  "người lập",
  "người tổng hợp",
  "người kiểm tra",
  "người kiểm soát",
  "thủ trưởng",
  "giám đốc",
  "phó giám đốc",
  "chủ tịch",
  "phó chủ tịch",
  "trưởng phòng",
  "phó trưởng phòng",
  "hiệu trưởng",
  "cục trưởng",
  "chi cục trưởng",
  "kt.",
  "tm.",
  "tl.",
  "tuq.",
  "q. giám đốc",
  "đã ký",
  "ký tên",
  "xác nhận của",
  "(*)",
  "(**)",
  "tổng cộng:",
  "tổng số:",
  "cộng:",
  "danh sách có ",
  "danh sách gồm ",
  "danh sách này",
  "(tổng cộng",
  "(danh sách",
  "- ",
  "* ",
};

static gboolean
begins_with_one_of (const char *text, const char *const *words, guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    if (g_str_has_prefix (text, words[i]))
      return TRUE;

  return FALSE;
}

/**
 * cb_cell_is_title:
 * @cell: a cell
 * @sure: (out): no header begins like this
 *
 * Returns: %TRUE when it may be of a title, or of what stands around one
 */
gboolean
cb_cell_is_title (const CbCell *cell, gboolean *sure)
{
  g_autofree char *text = cb_cell_dup_lower (cell);

  *sure = begins_with_one_of (text, sure_titles, G_N_ELEMENTS (sure_titles));

  return *sure || begins_with_one_of (text, likely_titles, G_N_ELEMENTS (likely_titles));
}

/* “Vĩnh Yên, ngày 05 tháng 11 năm 2025”: the line above a signature. */
static gboolean
is_date_line (const char *text)
{
  const char *day = strstr (text, "ngày ");
  const char *month = day != NULL ? strstr (day, "tháng ") : NULL;

  return month != NULL && strstr (month, "năm") != NULL
         && (day == text || strchr (text, ',') != NULL || g_str_has_prefix (text, "..."));
}

/**
 * cb_cell_is_note:
 * @cell: a cell
 * @sure: (out): no data is like this
 *
 * Returns: %TRUE when it begins like a note, a source or a signature below a table
 */
gboolean
cb_cell_is_note (const CbCell *cell, gboolean *sure)
{
  g_autofree char *text = cb_cell_dup_lower (cell);

  *sure = begins_with_one_of (text, sure_notes, G_N_ELEMENTS (sure_notes)) || is_date_line (text);

  return *sure || begins_with_one_of (text, likely_notes, G_N_ELEMENTS (likely_notes));
}

/* What may follow the word: nothing, a colon, brackets with what was added. */
static gboolean
ends_after (const char *text, const char *word)
{
  const char *rest;

  if (!g_str_has_prefix (text, word))
    return FALSE;
  rest = text + strlen (word);
  rest += strspn (rest, " :.");

  return *rest == '\0' || *rest == '(' || *rest == '=';
}

/**
 * cb_cell_is_total:
 * @cell: a cell
 *
 * Returns: %TRUE for “Tổng cộng”, “Tổng số:”, “Cộng (I+II)” and their like, never for a longer
 *   text that begins so
 */
gboolean
cb_cell_is_total (const CbCell *cell)
{
  static const char *const words[] = {
    "tổng cộng",
    "tổng số",
    "tổng",
    "cộng",
    "tổng toàn tỉnh",
    "tổng cộng toàn tỉnh",
    "cộng chung",
    "tổng cộng chung",
    "tổng số toàn tỉnh",
    "tổng cộng tất cả",
    "tong cong",
    "tong so",
  };
  g_autofree char *text = NULL;

  if (cell->length == 0 || cell->length > MAX_TOTAL)
    return FALSE;
  text = cb_cell_dup_lower (cell);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (ends_after (text, words[i]))
      return TRUE;

  return FALSE;
}

/**
 * cb_cell_is_subtotal:
 * @cell: a cell
 *
 * Returns: %TRUE for “Cộng”, “Cộng I”, “Cộng nhóm A”, “Tổng mục II”
 */
gboolean
cb_cell_is_subtotal (const CbCell *cell)
{
  static const char *const heads[] = { "tổng cộng ", "tổng số ", "cộng ", "tổng " };
  static const char *const of[] = { "nhóm ", "mục ", "phần ", "khối ", "khu vực ", "huyện ", "(" };
  g_autofree char *text = NULL;

  if (cb_cell_is_total (cell))
    return TRUE;
  if (cell->length == 0 || cell->length > MAX_TOTAL)
    return FALSE;
  text = cb_cell_dup_lower (cell);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      const char *rest = text + strlen (heads[i]);
      g_autofree char *upper = NULL;
      CbCell number;

      if (!g_str_has_prefix (text, heads[i]))
        continue;
      if (begins_with_one_of (rest, of, G_N_ELEMENTS (of)))
        return TRUE;
      upper = g_ascii_strup (rest, -1);
      number = (CbCell){ upper, (guint32)strlen (upper), 0 };
      return cb_cell_is_ordinal (&number);
    }

  return FALSE;
}
