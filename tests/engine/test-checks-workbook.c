/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks-fixture.h"

#include "base/cb-error.h"
#include "base/cb-text.h"
#include "engine/fixes/cb-recipe.h"
#include "xlsx-fixture.h"
#include "zip-maker.h"

/* A workbook as a table: its rows, what it carries unseen, and its other sheets. */

#define SHEET(name, attributes, number)                                                            \
  "<sheet name='" name "' sheetId='" number "' " attributes " r:id='rId" number "'/>"
#define BOOK(sheets)                                                                               \
  "<workbook xmlns='" MAIN_SPACE "' xmlns:r='" RELATION_SPACE "'><sheets>" sheets                  \
  "</sheets></workbook>"
#define CELLS(rows) "<worksheet xmlns='" MAIN_SPACE "'><sheetData>" rows "</sheetData></worksheet>"
#define TEXT(text) "<c t='inlineStr'><is><t>" text "</t></is></c>"
#define NUMBER(number) "<c><v>" number "</v></c>"

static const char two_sheets[]
    = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
      "<Relationship Id='rId1' Type='" RELATION_SPACE "/worksheet' Target='worksheets/sheet1.xml'/>"
      "<Relationship Id='rId2' Type='" RELATION_SPACE "/worksheet' Target='worksheets/sheet2.xml'/>"
      "</Relationships>";

static const char clean_sheet[] = CELLS ("<row>" TEXT ("Mã") TEXT ("Tên") TEXT (
    "Số") "</row>"
          "<row>" TEXT ("01") TEXT ("Trạm y tế") NUMBER ("5") "</row>"
                                                              "<row>" TEXT ("02") TEXT ("Chợ")
                                                                  NUMBER ("7") "</row>");

static const char personal_sheet[]
    = CELLS ("<row>" TEXT ("Họ tên") TEXT (
        "CCCD") "</row>"
                "<row>" TEXT ("An")
                    TEXT ("038092073488") "</row>"
                                          "<row>" TEXT ("Bình")
                                              TEXT ("038095280069") "</row>"
                                                                    "<row>" TEXT ("Chi") TEXT (
                                                                        "038081029724") "</row>");

static char *
check_parts (const XlsxPart *parts)
{
  g_autoptr (GByteArray) bytes = xlsx_pack (parts, 0);

  return check_bytes (bytes->data, bytes->len, "a.xlsx", NULL);
}

static void
test_clean (void)
{
  const XlsxPart parts[] = { { "xl/worksheets/sheet1.xml", clean_sheet }, { NULL, NULL } };
  g_autofree char *found = check_parts (parts);

  g_assert_cmpstr (found, ==, "");
}

/* What Google Sheets saves has formats down to its thousandth row, and to the right of the table:
 * they are no rows and no columns of it. */
static void
test_formats_without_cells (void)
{
  g_autoptr (GString) sheet = g_string_new (clean_sheet);
  g_autofree char *found = NULL;

  g_string_truncate (sheet, sheet->len - strlen ("</sheetData></worksheet>"));
  for (guint i = 4; i <= 1000; i++)
    g_string_append_printf (sheet,
                            "<row r='%u' ht='15.75' customHeight='1'><c r='A%u' s='1'/>"
                            "<c r='Z%u' s='1'/></row>",
                            i, i, i);
  g_string_append (sheet, "</sheetData></worksheet>");
  {
    const XlsxPart parts[] = { { "xl/worksheets/sheet1.xml", sheet->str }, { NULL, NULL } };

    found = check_parts (parts);
  }
  g_assert_cmpstr (found, ==, "");
}

/* A row of a sheet ends where its last cell is: it is not shorter than the others. */
static void
test_rows_are_as_wide_as_the_table (void)
{
  const XlsxPart parts[]
      = { { "xl/worksheets/sheet1.xml",
            CELLS ("<row>" TEXT ("Mã") TEXT ("Tên") TEXT (
                "Ghi chú") "</row>"
                           "<row>" TEXT ("01") TEXT ("a") "</row>"
                                                          "<row>" TEXT ("02") TEXT ("b")
                                                              TEXT ("x") "</row>") },
          { NULL, NULL } };
  g_autofree char *found = check_parts (parts);

  g_assert_cmpstr (found, ==, "");
}

/* One cell of each row of a sheet, in a column of its own beside one of names. */
static char *
check_column (const char *label, const char *const *cells)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *sheet = NULL;

  g_string_append_printf (
      rows, "<row>" TEXT ("Tên") "<c t='inlineStr'><is><t>%s</t></is></c></row>", label);
  for (guint i = 0; cells[i] != NULL; i++)
    g_string_append_printf (rows, "<row>" TEXT ("Trạm %c") "%s</row>", 'a' + i, cells[i]);
  sheet = g_strdup_printf (
      "<worksheet xmlns='" MAIN_SPACE "'><sheetData>%s</sheetData></worksheet>", rows->str);
  {
    const XlsxPart parts[]
        = { { "xl/worksheets/sheet1.xml", sheet },
            { "xl/sharedStrings.xml", "<sst xmlns='" MAIN_SPACE "'><si><t>x</t></si></sst>" },
            { NULL, NULL } };

    return check_parts (parts);
  }
}

/* The green triangles of Excel: numbers that are text say so once for the column, where the name of
 * it does not say that they are no amounts; and names in digits that became numbers have lost the
 * zeros in front. */
static void
test_numbers_and_text (void)
{
  static const struct
  {
    const char *label;
    const char *cells[6];
    const char *expected;
  } columns[] = {
    { "Số hộ", { TEXT ("12"), TEXT ("7"), TEXT ("300") }, "vn-number-as-text note c1 r0 x3" },
    { "Diện tích", { TEXT ("12,5"), TEXT ("7"), TEXT ("0,5") }, "vn-number-as-text note c1 r0 x3" },
    { "Số hộ",
      { NUMBER ("12"), NUMBER ("7"), TEXT ("300"), NUMBER ("4"), NUMBER ("5") },
      "vn-number-as-text warning c1 r2" },
    { "Số hộ",
      { TEXT ("12"), TEXT ("7"), NUMBER ("300"), TEXT ("4"), NUMBER ("5") },
      "vn-number-as-text warning c1 r0 x3" },
    { "Kinh phí (đồng)", { NUMBER ("912345678"), NUMBER ("1234567890"), NUMBER ("5") }, "" },
    { "Số hộ", { TEXT ("12"), TEXT ("7") }, "" },
    { "STT", { TEXT ("1"), TEXT ("2"), TEXT ("3") }, "" },
    { "Năm", { TEXT ("2023"), TEXT ("2024"), TEXT ("2025") }, "" },
    { "Mã trạm", { TEXT ("112"), TEXT ("113"), TEXT ("114") }, "" },
    { "Số tài khoản", { TEXT ("112"), TEXT ("113"), TEXT ("114") }, "" },
    { "Quy mô", { TEXT ("12 ha"), TEXT ("7 ha"), TEXT ("3 ha") }, "" },
    { "Mã số thuế",
      { NUMBER ("100109106"), NUMBER ("5000123457"), TEXT ("0100109106-001") },
      "vn-lost-zeros warning c1 r0" },
    { "Đường dây nóng", { NUMBER ("912345678"), NUMBER ("19001234"), TEXT ("0243 825 1234") }, "" },
    { "Điện thoại cơ quan",
      { NUMBER ("2438251234"), NUMBER ("912345678"), NUMBER ("19001234") },
      "vn-lost-zeros warning c1 r0 x2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *found = check_column (columns[i].label, columns[i].cells);

      g_test_message ("%s", columns[i].label);
      g_assert_cmpstr (found, ==, columns[i].expected);
    }
}

/* A text that the workbook names and does not have is not a formula that failed. */
static void
test_lost_text (void)
{
  static const char *const cells[] = { TEXT ("a"), "<c t='s'><v>99</v></c>", TEXT ("b"), NULL };
  static const char *const failed[] = { TEXT ("a"), "<c t='e'><v>#REF!</v></c>", TEXT ("b"), NULL };
  g_autofree char *lost = check_column ("Ghi chú", cells);
  g_autofree char *formula = check_column ("Ghi chú", failed);

  g_assert_cmpstr (lost, ==, "vn-lost-text blocker c1 r1");
  g_assert_cmpstr (formula, ==, "vn-sheet-error warning c1 r1");
}

static void
test_other_sheets_are_looked_through (void)
{
  const XlsxPart parts[]
      = { { "xl/workbook.xml",
            BOOK (SHEET ("Công khai", "", "1") SHEET ("Lương", "state='hidden'", "2")) },
          { "xl/_rels/workbook.xml.rels", two_sheets },
          { "xl/worksheets/sheet1.xml", clean_sheet },
          { "xl/worksheets/sheet2.xml", personal_sheet },
          { NULL, NULL } };
  g_autofree char *found = check_parts (parts);

  /* Its rows are not those of the table: none can be gone to. */
  g_assert_cmpstr (found, ==,
                   "vn-personal-cccd blocker c1 x3; vn-hidden-sheet warning; "
                   "vn-several-sheets note x2");
}

/* The table itself is whole: that the file is not is said all the same. */
static void
test_damage_in_another_sheet (void)
{
  const XlsxPart parts[]
      = { { "xl/workbook.xml", BOOK (SHEET ("A", "", "1") SHEET ("B", "", "2")) },
          { "xl/_rels/workbook.xml.rels", two_sheets },
          { "xl/worksheets/sheet1.xml", clean_sheet },
          { "xl/worksheets/sheet2.xml",
            "<worksheet xmlns='" MAIN_SPACE "'><sheetData><row>" TEXT ("Mã")
                TEXT ("Tên") "</row><row>" TEXT ("1") TEXT ("a") "</row><row><c" },
          { NULL, NULL } };
  g_autofree char *found = check_parts (parts);

  g_assert_cmpstr (found, ==, "vn-damaged-file blocker; vn-several-sheets note x2");
}

static void
test_first_sheet_that_is_shown (void)
{
  const XlsxPart parts[] = { { "xl/workbook.xml", BOOK (SHEET ("Nháp", "state='veryHidden'", "1")
                                                            SHEET ("Số liệu", "", "2")) },
                             { "xl/_rels/workbook.xml.rels", two_sheets },
                             { "xl/worksheets/sheet1.xml", clean_sheet },
                             { "xl/worksheets/sheet2.xml", personal_sheet },
                             { NULL, NULL } };
  g_autoptr (GByteArray) bytes = xlsx_pack (parts, 0);
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autoptr (CbTable) table = NULL;
  g_autoptr (CbTable) other = NULL;
  g_autoptr (GError) error = NULL;
  int fd;

  table = open_bytes (bytes->data, bytes->len, &options, &fd);
  g_assert_cmpint (cb_table_get_facts (table)->sheet, ==, 1);
  g_assert_cmpstr (cb_table_get_facts (table)->columns[0], ==, "Họ tên");
  other = cb_table_open_sheet (table, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cb_table_get_facts (other)->columns[0], ==, "Mã");
  g_assert_null (cb_table_open_sheet (table, 2, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_clear_pointer (&other, cb_table_close);
  g_clear_pointer (&table, cb_table_close);
  close (fd);
}

/* Merged cells stand behind all rows of a sheet: a header that only they can tell of is found as in
 * a sheet that is read at once. */
static void
test_merged_behind_the_rows (void)
{
  g_autoptr (GString) sheet
      = g_string_new ("<worksheet xmlns='" MAIN_SPACE
                      "'><sheetData><row><c/><c/>" TEXT ("Số lượng") "</row><row>" TEXT ("STT")
                          TEXT ("Tên") TEXT ("Nam") TEXT ("Nữ") TEXT ("Địa chỉ") "</row>");
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (CbTable) table = NULL;
  g_autofree char *columns = NULL;
  int fd;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (sheet,
                            "<row>" NUMBER ("%u") TEXT ("Trạm %u") NUMBER ("%u") NUMBER ("%u")
                                TEXT ("Thôn %u") "</row>",
                            i + 1, i, i % 17, i % 13, i % 11);
  g_string_append (sheet,
                   "</sheetData><mergeCells><mergeCell ref='C1:D1'/></mergeCells></worksheet>");
  bytes = xlsx_pack (
      (const XlsxPart[]){ { "xl/worksheets/sheet1.xml", sheet->str }, { NULL, NULL } }, 0);
  table = open_bytes ((const char *)bytes->data, bytes->len, &options, &fd);
  columns = g_strjoinv ("|", cb_table_get_facts (table)->columns);
  g_assert_cmpstr (columns, ==, "STT|Tên|Số lượng – Nam|Số lượng – Nữ|Địa chỉ");
  g_assert_cmpuint (cb_table_get_facts (table)->header_row, ==, 2);
  close (fd);
}

static void
test_secret_in_page_header (void)
{
  const XlsxPart parts[]
      = { { "xl/worksheets/sheet1.xml",
            "<worksheet xmlns='" MAIN_SPACE "'><sheetData><row>" TEXT ("Mã")
                TEXT ("Tên") "</row><row>" TEXT ("1")
                    TEXT ("a") "</row></sheetData>"
                               "<headerFooter><oddHeader>&amp;CTỐI MẬT</oddHeader></headerFooter>"
                               "</worksheet>" },
          { NULL, NULL } };
  g_autofree char *found = check_parts (parts);

  g_assert_cmpstr (found, ==, "vn-secret-mark blocker; vn-other-content note");
}

/* What can be read stays, and what cannot is told. */
static void
test_damaged (void)
{
  g_autoptr (GString) sheet = g_string_new ("<worksheet xmlns='" MAIN_SPACE
                                            "'><sheetData><row>" TEXT ("Mã") TEXT ("Tên") "</row>");
  g_autofree char *found = NULL;

  for (guint i = 0; i < 50; i++)
    g_string_append_printf (sheet, "<row>" TEXT ("%u") TEXT ("tên %u") "</row>", i, i);
  g_string_append (sheet, "<row><c t='inlineStr'><is><t>x</wrong>");
  {
    const XlsxPart parts[] = { { "xl/worksheets/sheet1.xml", sheet->str }, { NULL, NULL } };

    found = check_parts (parts);
  }
  g_assert_cmpstr (found, ==, "vn-damaged-file blocker");
}

static void
list_why (GVariant *finding, gpointer user_data)
{
  GString *list = user_data;
  g_autoptr (GVariant) arguments = g_variant_get_child_value (finding, 7);
  const char *code, *why;
  const char *sheet = "";

  g_variant_get_child (finding, 0, "&s", &code);
  if (!g_str_equal (code, "vn-damaged-file"))
    return;
  g_assert_true (g_variant_lookup (arguments, "why", "&s", &why));
  g_variant_lookup (arguments, "sheet", "&s", &sheet);
  g_string_append_printf (list, "%s%s", sheet, why);
}

/* What the checks, or the error before them, say of why. */
static char *
find_why (const void *bytes, gsize length)
{
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  CbCheckOptions check_options = { NULL, NULL, NULL, 2026, 0 };
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  CbCheckResult result;
  int fd = test_file_new_with (bytes, length);

  options.name = "a.xlsx";
  {
    g_autoptr (CbTable) table = cb_table_open (fd, &options, &error);

    if (table != NULL)
      cb_checks_run (table, &check_options, list_why, list, &result, NULL, NULL, NULL, &error);
  }
  close (fd);
  if (error != NULL)
    {
      g_assert_true (cb_error_is_broken_file (error));
      g_string_append (list, cb_error_code_name ((CbError)error->code));
    }

  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
assert_why (const GByteArray *file, gsize length, const char *expected)
{
  g_autofree char *why = find_why (file->data, length);

  g_assert_cmpstr (why, ==, expected);
}

static void
test_why_it_is_damaged (void)
{
  static const char word[] = "<row>" TEXT ("02");
  static const char cut_sheet[] = "<worksheet xmlns='" MAIN_SPACE "'><sheetData><row>" TEXT ("Mã");
  const XlsxPart whole[] = { { "xl/worksheets/sheet1.xml", clean_sheet }, { NULL, NULL } };
  const XlsxPart markup[] = { { "xl/worksheets/sheet1.xml", cut_sheet }, { NULL, NULL } };
  const XlsxPart missing[]
      = { { "xl/workbook.xml", BOOK (SHEET ("Một", "", "1") SHEET ("Hai", "", "2")) },
          { "xl/_rels/workbook.xml.rels", two_sheets },
          { "xl/worksheets/sheet1.xml", clean_sheet },
          { NULL, NULL } };
  g_autoptr (GByteArray) file = xlsx_pack (whole, ZIP_STORED);
  g_autoptr (GByteArray) bad_sum = xlsx_pack (whole, ZIP_WRONG_CRC);
  g_autoptr (GByteArray) bad_markup = xlsx_pack (markup, 0);
  g_autoptr (GByteArray) less = xlsx_pack (missing, 0);
  guint8 *at = (guint8 *)cb_text_find_bytes (file->data, file->len, word, sizeof word - 1);

  assert_why (file, file->len, "");
  assert_why (file, file->len - 20, "file-cut");
  assert_why (file, (gsize)(at - file->data), "file-cut");
  assert_why (bad_sum, bad_sum->len, "file-altered");
  assert_why (bad_markup, bad_markup->len, "bad-markup");
  assert_why (less, less->len, "Haipart-missing");
  /* What it says is wrong by what the bytes say, too. */
  *at = 1;
  assert_why (file, file->len, "file-altered");
}

static const char broken_sheet[] = "<worksheet xmlns='" MAIN_SPACE "'><sheetData><row></wrong>";

static GByteArray *
pack_two (const char *first, const char *second)
{
  const XlsxPart parts[]
      = { { "xl/workbook.xml", BOOK (SHEET ("Một", "", "1") SHEET ("Hai", "", "2")) },
          { "xl/_rels/workbook.xml.rels", two_sheets },
          { "xl/worksheets/sheet1.xml", first },
          { "xl/worksheets/sheet2.xml", second },
          { NULL, NULL } };

  return xlsx_pack (parts, 0);
}

/* A sheet that cannot be read leaves the others: the next one is read, and which is not is said. */
static void
test_damaged_first_sheet (void)
{
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  CbTableOptions chosen = CB_TABLE_OPTIONS_INIT;
  g_autoptr (GByteArray) one = pack_two (broken_sheet, clean_sheet);
  g_autoptr (GByteArray) empty = pack_two (CELLS (""), broken_sheet);
  g_autoptr (GError) passed_over = NULL;
  g_autoptr (GError) nothing = NULL;
  g_autoptr (GError) error = NULL;
  int fd;

  assert_why (one, one->len, "Mộtbad-markup");
  {
    g_autoptr (CbTable) table = open_bytes (one->data, one->len, &options, &fd);

    g_assert_cmpint (cb_table_get_facts (table)->sheet, ==, 1);
    g_assert_cmpstr (cb_table_get_facts (table)->columns[1], ==, "Tên");
    passed_over = cb_table_dup_passed_over (table);
    g_assert_error (passed_over, CB_ERROR, CB_ERROR_BAD_MARKUP);
    g_assert_nonnull (strstr (passed_over->message, "“Một”"));
  }
  close (fd);
  /* Who says which sheet passes over none. */
  chosen.sheet = 1;
  {
    g_autoptr (CbTable) table = open_bytes (one->data, one->len, &chosen, &fd);

    nothing = cb_table_dup_passed_over (table);
    g_assert_no_error (nothing);
  }
  close (fd);
  assert_why (empty, empty->len, "bad-markup");
}

static void
test_sheet_becomes_csv (void)
{
  const XlsxPart parts[] = { { "xl/worksheets/sheet1.xml", clean_sheet }, { NULL, NULL } };
  g_autoptr (GByteArray) bytes = xlsx_pack (parts, 0);
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  CbRecipeResult result;
  g_autofree char *text = NULL;
  int out = test_file_new ();
  int fd;

  {
    g_autoptr (CbTable) table = open_bytes (bytes->data, bytes->len, &options, &fd);

    cb_recipe_run (table, "[{\"step\":\"to-csv\"}]", out, &result, NULL, NULL, NULL, &error);
    g_assert_no_error (error);
  }
  text = test_file_dup_text (out);
  g_assert_cmpuint (strlen (text), ==, result.bytes);
  g_assert_cmpstr (text, ==, "Mã,Tên,Số\n01,Trạm y tế,5\n02,Chợ,7\n");
  close (out);
  close (fd);
}

/* Our own workbooks, by our own readers, have what was put into them. */
static void
test_written_and_read (gconstpointer step)
{
  static const char text[] = "Mã,Tên,Số\n007,\"A & <B>\n  hai dòng\",12.5\n010,\" b \",-3\n";
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autofree char *recipe = g_strdup_printf ("[{\"step\":\"%s\"}]", (const char *)step);
  g_autoptr (GError) error = NULL;
  CbRecipeResult result;
  g_autofree char *rows = NULL;
  g_autofree char *expected = NULL;
  int out = test_file_new ();
  int fd;

  options.name = "x.csv";
  {
    g_autoptr (CbTable) table = open_bytes (text, sizeof text - 1, &options, &fd);

    expected = dump_rows (table);
    cb_recipe_run (table, recipe, out, &result, NULL, NULL, NULL, &error);
    g_assert_no_error (error);
  }
  {
    g_autoptr (CbTable) table = cb_table_open (out, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (cb_table_get_facts (table)->columns[1], ==, "Tên");
    rows = dump_rows (table);
    g_assert_cmpstr (rows, ==, expected);
  }
  close (out);
  close (fd);
}

static const struct
{
  const char *font;
  const char *text;
  const char *encoding;
} fonts[] = {
  { ".VnTime", "Tr¹m y tÕ x· Hßa Kh¸nh", "tcvn3" },
  { "VNI-Times", "Traïm y teá xaõ Hoøa Khaùnh", "vni" },
  { "VPS Times", "Tråm y t‰ xã Hòa Khánh", "vps" },
};

/* Letters for a font of before Unicode: shown as Unicode, said to be none in the file, and written
 * as Unicode by the step that the finding asks for. */
static void
test_fonts (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *styles = g_strdup_printf (
      "<styleSheet xmlns='" MAIN_SPACE "'><fonts><font/><font><name val='%s'/></font></fonts>"
      "<cellXfs><xf/><xf fontId='1'/></cellXfs></styleSheet>",
      fonts[i].font);
  g_autofree char *cell
      = g_strdup_printf ("<c s='1' t='inlineStr'><is><t>%s</t></is></c>", fonts[i].text);
  g_autofree char *sheet
      = g_strdup_printf (CELLS ("<row>" TEXT ("Mã") TEXT ("Tên") "</row><row>" TEXT (
                             "01") "%s</row><row>" TEXT ("02") "%s</row>"),
                         cell, cell);
  const XlsxPart parts[]
      = { { "xl/styles.xml", styles }, { "xl/worksheets/sheet1.xml", sheet }, { NULL, NULL } };
  g_autoptr (GByteArray) bytes = xlsx_pack (parts, 0);
  g_autofree char *found = check_bytes (bytes->data, bytes->len, "a.xlsx", NULL);
  g_autofree char *expected
      = g_strdup_printf ("vn-encoding-%s blocker c1 r0 x2", fonts[i].encoding);
  g_autofree char *recipe = g_strdup_printf (
      "[{\"step\":\"encoding\",\"from\":\"%s\"},{\"step\":\"to-csv\"}]", fonts[i].encoding);
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  CbRecipeResult result;
  int out = test_file_new ();
  int fd;

  g_assert_cmpstr (found, ==, expected);
  {
    g_autoptr (CbTable) table = open_bytes (bytes->data, bytes->len, &options, &fd);

    cb_recipe_run (table, recipe, out, &result, NULL, NULL, NULL, &error);
    g_assert_no_error (error);
  }
  written = test_file_dup_text (out);
  g_assert_cmpstr (written, ==, "Mã,Tên\n01,Trạm y tế xã Hòa Khánh\n02,Trạm y tế xã Hòa Khánh\n");
  g_assert_cmpuint (result.cells, ==, 2);
  close (out);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/checks/workbook/damage-in-another-sheet", test_damage_in_another_sheet);
  g_test_add_func ("/checks/workbook/clean", test_clean);
  g_test_add_func ("/checks/workbook/formats-without-cells", test_formats_without_cells);
  g_test_add_func ("/checks/workbook/rows-are-as-wide-as-the-table",
                   test_rows_are_as_wide_as_the_table);
  g_test_add_func ("/checks/workbook/text-that-is-not-there", test_lost_text);
  g_test_add_func ("/checks/workbook/numbers-and-text", test_numbers_and_text);
  g_test_add_func ("/checks/workbook/other-sheets-are-looked-through",
                   test_other_sheets_are_looked_through);
  g_test_add_func ("/checks/workbook/first-sheet-that-is-shown", test_first_sheet_that_is_shown);
  g_test_add_func ("/checks/workbook/secret-in-page-header", test_secret_in_page_header);
  g_test_add_func ("/checks/workbook/merged-behind-the-rows", test_merged_behind_the_rows);
  g_test_add_func ("/checks/workbook/damaged", test_damaged);
  g_test_add_func ("/checks/workbook/why-it-is-damaged", test_why_it_is_damaged);
  g_test_add_func ("/checks/workbook/damaged-first-sheet", test_damaged_first_sheet);
  g_test_add_func ("/checks/workbook/sheet-becomes-csv", test_sheet_becomes_csv);
  for (guint i = 0; i < G_N_ELEMENTS (fonts); i++)
    {
      g_autofree char *path = g_strconcat ("/checks/workbook/fonts/", fonts[i].encoding, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fonts);
    }
  g_test_add_data_func ("/checks/workbook/written-and-read/xlsx", "to-xlsx", test_written_and_read);
  if (cb_workbook_can_open ("ods"))
    g_test_add_data_func ("/checks/workbook/written-and-read/ods", "to-ods", test_written_and_read);

  return g_test_run ();
}
