/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-json.h"
#include "layout-cases.h"
#include "layout-fixture.h"

/* How a table lies in its file. */

static char *
dup_labels (const CbLayout *layout, LayoutSheet *sheet)
{
  CbLayoutSample head = layout_sheet_sample (sheet, 0, CB_LAYOUT_SAMPLE);
  g_auto (GStrv) labels = cb_layout_dup_labels (layout, &head);

  return g_strjoinv ("|", labels);
}

static void
test_case (gconstpointer data)
{
  const LayoutCase *c = data;
  LayoutSheet sheet;
  g_autoptr (CbLayout) layout = NULL;
  g_autofree char *kinds = NULL;
  g_autofree char *labels = NULL;

  layout_sheet_init (&sheet, c->text, c->merges);
  layout = layout_sheet_find (&sheet, NULL);
  kinds = layout_sheet_dup_kinds (&sheet, layout);
  labels = dup_labels (layout, &sheet);
  g_assert_cmpstr (kinds, ==, c->kinds);
  if (c->labels != NULL)
    {
      g_assert_cmpstr (labels, ==, c->labels);
    }
  else
    {
      g_auto (GStrv) lines = g_strsplit (c->text, "\n", -1);

      g_assert_cmpstr (labels, ==, lines[layout->header_first]);
    }
  layout_sheet_clear (&sheet);
}

/* What an office adds above or below never changes what is data. */
static void
assert_kinds (const char *before, const LayoutCase *c, const char *after, const char *expected)
{
  g_autofree char *text = g_strconcat (before, c->text, after, NULL);
  LayoutSheet sheet;
  g_autoptr (CbLayout) layout = NULL;
  g_autofree char *kinds = NULL;

  layout_sheet_init (&sheet, text, NULL);
  layout = layout_sheet_find (&sheet, NULL);
  kinds = layout_sheet_dup_kinds (&sheet, layout);
  if (g_strcmp0 (kinds, expected) != 0)
    g_test_message ("%s: %s", c->name, text);
  g_assert_cmpstr (kinds, ==, expected);
  layout_sheet_clear (&sheet);
}

static void
test_title_above (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (layout_cases); i++)
    {
      const LayoutCase *c = &layout_cases[i];
      g_autofree char *expected = g_strconcat ("tb", c->kinds, NULL);

      if (c->merges == NULL && strchr (c->kinds, 'h') != NULL)
        assert_kinds ("BÁO CÁO THÁNG 10\n\n", c, "", expected);
    }
}

static void
test_notes_below (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (layout_cases); i++)
    {
      const LayoutCase *c = &layout_cases[i];
      g_autofree char *expected = g_strconcat (c->kinds, "bnnn", NULL);

      if (c->merges == NULL && strchr (c->kinds, 'o') == NULL)
        assert_kinds ("", c, "\n\nGhi chú: số liệu sơ bộ\nNgười lập biểu\nLê Văn C", expected);
    }
}

/* A total at the end is seen whatever the table is, unless its values are called so. */
static void
test_total_below (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (layout_cases); i++)
    {
      const LayoutCase *c = &layout_cases[i];
      gsize length = strlen (c->kinds);
      g_autofree char *expected = g_strconcat (c->kinds, "T", NULL);

      if (c->kinds[length - 1] == 'd' && c->merges == NULL && strstr (c->name, "total") == NULL
          && strchr (c->kinds, 'h') != NULL)
        assert_kinds ("", c, "\nTổng cộng|||||99", expected);
    }
}

/* The end of a long file is found from its last rows; before that, nothing behind is known. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new ("STT|Tên|Số\n");
  LayoutSheet sheet;
  CbLayoutSample head, tail;
  g_autoptr (CbLayout) layout = NULL;
  const CbRow *total;

  for (guint i = 1; i <= 1000; i++)
    g_string_append_printf (text, "%u|Xã %u|5\n", i, i);
  g_string_append (text, "|Tổng cộng|5000\n||\nNgười lập biểu||");
  layout_sheet_init (&sheet, text->str, NULL);
  head = layout_sheet_sample (&sheet, 0, CB_LAYOUT_SAMPLE);
  tail = layout_sheet_sample (&sheet, sheet.rows->len - CB_LAYOUT_TAIL, CB_LAYOUT_TAIL);
  layout = cb_layout_find (&head, NULL);
  total = &g_array_index (sheet.rows, CbRow, 1001);
  g_assert_cmpuint (cb_layout_get_body_end (layout), ==, G_MAXUINT64);
  g_assert_cmpint (cb_layout_classify (layout, 1001, total), ==, CB_ROW_KIND_DATA);
  cb_layout_close (layout, &tail, NULL);
  g_assert_cmpuint (cb_layout_get_body_end (layout), ==, 1001);
  g_assert_cmpuint (layout->tail_total, ==, 1001);
  g_assert_cmpint (cb_layout_classify (layout, 1001, total), ==, CB_ROW_KIND_TOTAL);
  g_assert_cmpint (cb_layout_classify (layout, 1000, total - 1), ==, CB_ROW_KIND_DATA);
  layout_sheet_clear (&sheet);
}

/* What a person says is so, and the rest is found. */
static void
test_wish (void)
{
  static const char text[] = "Báo cáo||\nSTT|Tên|Số\n1|a|5\n2|b|6\n||\n3|c|7\n|Tổng cộng|18";
  static const guint64 rows[] = { 3, 6 };
  static const struct
  {
    CbLayoutWish wish;
    const char *kinds;
  } wishes[] = {
    { CB_LAYOUT_WISH_INIT, "thddbdT" },
    { { 1, -1, -1, -1, 0, NULL, 0, NULL, 0 }, "hdddbdT" },
    { { 2, 2, -1, -1, 0, NULL, 0, NULL, 0 }, "hhddbdT" },
    { { 0, -1, -1, -1, 0, NULL, 0, NULL, 0 }, "ddddbdT" },
    { { -1, -1, -1, 4, 0, NULL, 0, NULL, 0 }, "thddbnT" },
    { { -1, -1, -1, -1, 1u << CB_ROW_KIND_TOTAL, NULL, 0, NULL, 0 }, "thddbdd" },
    { { -1, -1, -1, -1, 0, rows, 2, NULL, 0 }, "thdxbdx" },
    { { -1, -1, -1, -1, 0, NULL, 0, rows, 2 }, "thddbdd" },
    { { 100, -1, -1, -1, 0, NULL, 0, NULL, 0 }, "ttttbtt" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      LayoutSheet sheet;
      g_autoptr (CbLayout) layout = NULL;
      g_autofree char *kinds = NULL;

      layout_sheet_init (&sheet, text, NULL);
      layout = layout_sheet_find (&sheet, &wishes[i].wish);
      kinds = layout_sheet_dup_kinds (&sheet, layout);
      g_assert_cmpstr (kinds, ==, wishes[i].kinds);
      layout_sheet_clear (&sheet);
    }
}

static void
test_json (void)
{
  static const CbLayoutWish wishes[] = {
    CB_LAYOUT_WISH_INIT,
    { 0, -1, -1, -1, 0, NULL, 0, NULL, 0 },
    { 4, 2, 1, -1, 1u << CB_ROW_KIND_GROUP | 1u << CB_ROW_KIND_BLANK, NULL, 0, NULL, 0 },
    { -1, -1, 5, -1, 0, NULL, 0, NULL, 0, NULL, 4 },
  };
  static const char *const wrong[] = {
    "{\"step\":\"layout\",\"header-row\":-2}",  "{\"step\":\"layout\",\"header-rows\":9}",
    "{\"step\":\"layout\",\"keep\":\"group\"}", "{\"step\":\"layout\",\"keep\":[\"gruppe\"]}",
    "{\"step\":\"layout\",\"keep\":[null]}",    "{\"step\":\"layout\",\"columns\":-1}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      g_autoptr (JsonObject) step = cb_layout_wish_to_json (&wishes[i]);
      g_autoptr (GError) error = NULL;
      CbLayoutWish back;

      g_assert_true (cb_layout_wish_from_json (step, &back, &error));
      g_assert_no_error (error);
      g_assert_cmpint (back.header_row, ==, wishes[i].header_row);
      g_assert_cmpint (back.header_rows, ==, wishes[i].header_rows);
      g_assert_cmpint (back.first_column, ==, wishes[i].first_column);
      g_assert_cmpuint (back.keep, ==, wishes[i].keep);
      g_assert_cmpuint (back.n_columns, ==, wishes[i].n_columns);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (JsonObject) step = cb_json_object_parse (wrong[i], -1, NULL);
      g_autoptr (GError) error = NULL;
      CbLayoutWish wish;

      g_assert_false (cb_layout_wish_from_json (step, &wish, &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
    }
}

/* A header of the first row is certain; the more was guessed, the less. */
static void
test_confidence (void)
{
  static const struct
  {
    const char *text;
    double low, high;
  } texts[] = {
    { "Mã|Tên|Số\n1|a|2\n2|b|3", 1, 1 },
    { "Báo cáo||\nMã|Tên|Số\n1|a|2\n2|b|3", 0.9, 0.99 },
    { "||Số lượng||\nSTT|Tên|Nam|Nữ|Ghi chú\n1|a|1|2|\n2|b|3|4|x", 0.4, 0.7 },
    { "1|An|2\n2|Bình|3", 0, 0.5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      LayoutSheet sheet;
      g_autoptr (CbLayout) layout = NULL;

      layout_sheet_init (&sheet, texts[i].text, NULL);
      layout = layout_sheet_find (&sheet, NULL);
      g_assert_cmpfloat (layout->confidence, >=, texts[i].low);
      g_assert_cmpfloat (layout->confidence, <=, texts[i].high);
      layout_sheet_clear (&sheet);
    }
}

static void
test_columns (void)
{
  LayoutSheet sheet;
  g_autoptr (CbLayout) layout = NULL;

  layout_sheet_init (&sheet, "BÁO CÁO||||\n|STT|Tên|Số|\n|1|a|5|\n|2|b|6|", NULL);
  layout = layout_sheet_find (&sheet, NULL);
  g_assert_cmpuint (layout->first_column, ==, 1);
  g_assert_cmpuint (layout->n_columns, ==, 3);
  layout_sheet_clear (&sheet);
}

/* Several tables side by side are told from one table that has a blank column in it. */
static const struct
{
  const char *text;
  const char *expected;
} beside[] = {
  /* Each counts its rows. */
  { "STT|Xã|Hộ||STT|Chợ|Hạng\n1|a|5||1|x|2\n2|b|6||2|y|3\n3|c|7||3|z|1", "0-2 4-6" },
  { "BÁO CÁO||||||\n||||||\nSTT|Xã|Hộ|||TT|Chợ\n1|a|5|||1|x\n2|b|6|||2|y\n3|c|7||||", "0-2 5-6" },
  /* The same columns twice. */
  { "Xã|Hộ|Người||Xã|Hộ|Người\na|5|9||d|2|4\nb|6|8||e|3|5\nc|7|9||f|1|3", "0-2 4-6" },
  /* One ends before the other. */
  { "Xã|Hộ|Người||Ký hiệu|Nghĩa\na|5|9||x|có\nb|6|8||o|không\nc|7|9|||\nd|7|9|||", "0-2 4-5" },
  /* And a third below. */
  { "STT|Xã|Hộ||Ký hiệu|Nghĩa\n1|a|9||x|có\n2|b|8||o|không\n3|c|9|||\n4|d|9|||\n|||||\n|||||\n"
    "STT|Máy|Số|||\n1|m|3|||\n2|n|4|||\n3|p|4|||",
    "0-2 4-5" },
  /* Its header stands elsewhere. */
  { "Xã|Hộ|Người||||\na|5|9||||\nb|6|8||Chợ|Hạng|Số\nc|7|9||x|2|5\nd|3|4||y|1|6", "0-2 4-6" },
  /* Titles of their own. */
  { "Bảng 1. Hộ||||Bảng 2. Chợ||\nXã|Hộ|Người||Chợ|Hạng|Số\na|5|9||x|2|5\nb|6|8||y|1|6",
    "0-2 4-6" },
  { "Đơn vị: Sở A||||Tháng 10||\nXã|Hộ|Người||Chợ|Hạng|Số\na|5|9||x|2|5\nb|6|8||y|1|6", "" },
  { "STT|Xã||STT|Chợ||STT|Trường\n1|a||1|x||1|p\n2|b||2|y||2|q\n3|c||3|z||3|r", "0-1 3-4 6-7" },
  /* A blank column for the eye: amounts, remarks and signatures stand behind it. */
  { "STT|Xã|Hộ||Nam|Nữ\n1|a|5||1|2\n2|b|6||3|4\n3|c|7||5|6", "" },
  { "Xã|Nam|Nữ||Nam|Nữ\na|5|6||1|2\nb|6|5||3|4\nc|7|5||5|6", "" },
  { "STT|Xã|Hộ||Ghi chú\n1|a|5||\n2|b|6||x\n3|c|7||", "" },
  { "STT|Xã|Hộ||Địa chỉ|Ghi chú\n1|a|5||p|x\n2|b|6||q|\n3|c|7||r|y", "" },
  { "STT|Xã|Hộ||Địa chỉ|Ghi chú\n1|a|5||p|x\n2|b|6||q|y\n3|c|7||r|y\n|||||\nNgười lập||||Thủ "
    "trưởng|\nLê A||||Trần B|",
    "" },
  { "UBND TỈNH||||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|\n|||||\nSTT|Xã|Hộ||Địa chỉ|Ghi chú\n"
    "1|a|5||p|x\n2|b|6||q|y\n3|c|7||r|y",
    "" },
  { "1|2|3||4|5\n6|7|8||9|9", "" },
};

static char *
dup_beside (const CbLayout *layout)
{
  GString *found = g_string_new (NULL);

  for (guint i = 0; i < layout->n_beside; i++)
    g_string_append_printf (found, "%s%u-%u", i > 0 ? " " : "", layout->beside[i].first,
                            layout->beside[i].last);

  return g_string_free (found, FALSE);
}

static void
test_beside (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      LayoutSheet sheet;
      g_autoptr (CbLayout) layout = NULL;
      g_autofree char *found = NULL;

      layout_sheet_init (&sheet, beside[i].text, NULL);
      layout = layout_sheet_find (&sheet, NULL);
      found = dup_beside (layout);
      g_test_message ("%s", beside[i].text);
      g_assert_cmpstr (found, ==, beside[i].expected);
      g_assert_true (layout->n_beside == 0 || layout->beside_confidence >= 0.7);
      layout_sheet_clear (&sheet);
    }
}

/* No table that stands alone in its file is taken apart. */
static void
test_none_beside (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (layout_cases); i++)
    {
      LayoutSheet sheet;
      g_autoptr (CbLayout) layout = NULL;

      layout_sheet_init (&sheet, layout_cases[i].text, layout_cases[i].merges);
      layout = layout_sheet_find (&sheet, NULL);
      g_test_message ("%s", layout_cases[i].name);
      g_assert_cmpuint (layout->n_beside, ==, 0);
      layout_sheet_clear (&sheet);
    }
}

/* The one that a person takes is read as if it were alone: its own header, its own end. */
static void
test_one_of_several (void)
{
  static const char text[] = "Bảng 1||||Bảng 2||\n||||||\nXã|Hộ|Người||||\na|5|9||STT|Chợ|Hạng\n"
                             "b|6|8||1|x|5\nc|7|9||2|y|6\nTổng cộng|18|26||||\n||||||\n"
                             "||||Ghi chú: sơ bộ||";
  static const struct
  {
    CbLayoutWish wish;
    const char *kinds;
    guint64 header;
  } wishes[] = {
    { { -1, -1, 0, -1, 0, NULL, 0, NULL, 0, NULL, 3 }, "tbhdddTbb", 2 },
    { { -1, -1, 4, -1, 0, NULL, 0, NULL, 0, NULL, 3 }, "tbbhddbbn", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      LayoutSheet sheet;
      g_autoptr (CbLayout) layout = NULL;
      g_autofree char *kinds = NULL;

      layout_sheet_init (&sheet, text, "1:1,1:3 3:4,1:1");
      layout = layout_sheet_find (&sheet, &wishes[i].wish);
      kinds = layout_sheet_dup_kinds (&sheet, layout);
      g_assert_cmpstr (kinds, ==, wishes[i].kinds);
      g_assert_cmpuint (layout->header_first, ==, wishes[i].header);
      g_assert_cmpuint (layout->header_rows, ==, 1);
      g_assert_cmpuint (layout->n_columns, ==, 3);
      layout_sheet_clear (&sheet);
    }
}

/* A sheet says what its cells are: the text of a date is no label. */
static void
test_typed (void)
{
  static const CbCell texts[] = { { "2025-01-02T08:00:00", 19, 0 }, { "TRUE", 4, 0 } };
  static const CbSheetCellType types[] = { CB_SHEET_CELL_DATETIME, CB_SHEET_CELL_BOOLEAN };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      LayoutSheet sheet;
      g_autoptr (CbLayout) as_text = NULL;
      g_autoptr (CbLayout) as_typed = NULL;
      CbCell *cell;

      layout_sheet_init (&sheet, "x|y\na|b\nc|d", NULL);
      cell = &g_array_index (sheet.cells, CbCell, 1);
      *cell = texts[i];
      as_text = layout_sheet_find (&sheet, NULL);
      cell->flags = (guint32)types[i] << CB_CELL_TYPE_SHIFT;
      as_typed = layout_sheet_find (&sheet, NULL);
      g_assert_cmpuint (as_text->header_rows, ==, 1);
      g_assert_cmpuint (as_typed->header_rows, ==, 0);
      layout_sheet_clear (&sheet);
    }
}

/* Any bytes at all: no row of them is looked at beyond its cells. */
static void
test_any_bytes (void)
{
  static const char alphabet[] = "||||\n\nIVA.(12)=+ \xc3\xa0\xe1\xbb\xc2\xa0 tổng cộng\t";
  g_autoptr (GRand) chance = g_rand_new_with_seed (4);

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      LayoutSheet sheet;
      g_autoptr (CbLayout) layout = NULL;
      g_autofree char *kinds = NULL;
      g_autofree char *labels = NULL;

      for (gint n = g_rand_int_range (chance, 0, 200); n > 0; n--)
        g_string_append_c (text, alphabet[g_rand_int_range (chance, 0, sizeof alphabet - 1)]);
      layout_sheet_init (&sheet, text->str, "1:2,1:4 3:3,1:9");
      layout = layout_sheet_find (&sheet, NULL);
      kinds = layout_sheet_dup_kinds (&sheet, layout);
      labels = dup_labels (layout, &sheet);
      g_assert_cmpuint (strlen (kinds), ==, sheet.rows->len);
      g_assert_true (g_utf8_validate (labels, -1, NULL));
      layout_sheet_clear (&sheet);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (layout_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/layout/case/", layout_cases[i].name, NULL);

      g_test_add_data_func (path, &layout_cases[i], test_case);
    }
  g_test_add_func ("/layout/title-above-changes-nothing", test_title_above);
  g_test_add_func ("/layout/notes-below-change-nothing", test_notes_below);
  g_test_add_func ("/layout/total-below-changes-nothing", test_total_below);
  g_test_add_func ("/layout/end-of-a-long-file", test_long);
  g_test_add_func ("/layout/wish", test_wish);
  g_test_add_func ("/layout/json", test_json);
  g_test_add_func ("/layout/confidence", test_confidence);
  g_test_add_func ("/layout/columns", test_columns);
  g_test_add_func ("/layout/beside/found", test_beside);
  g_test_add_func ("/layout/beside/none-in-other-tables", test_none_beside);
  g_test_add_func ("/layout/beside/one-is-read-alone", test_one_of_several);
  g_test_add_func ("/layout/type-of-a-sheet", test_typed);
  g_test_add_func ("/layout/any-bytes", test_any_bytes);

  return g_test_run ();
}
