/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-error.h"
#include "base/cb-text.h"
#include "core/catalog/cb-catalog-decision.h"
#include "core/catalog/cb-catalog-diff.h"
#include "core/catalog/cb-catalog-import.h"
#include "core/catalog/cb-catalog-search.h"

/* A table as text: rows by line, cells by "|". The first row is the reader's header. */
typedef struct
{
  GPtrArray *rows;
  GPtrArray *items;
  GPtrArray *problems;
  GError *error;
  CbCatalogLayout *layout;
} Result;

static void
clear_result (Result *result)
{
  g_clear_pointer (&result->rows, g_ptr_array_unref);
  g_clear_pointer (&result->items, g_ptr_array_unref);
  g_clear_pointer (&result->problems, g_ptr_array_unref);
  g_clear_error (&result->error);
  g_clear_pointer (&result->layout, cb_catalog_layout_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, clear_result)

static Result
import (const char *table)
{
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  g_auto (GStrv) header = g_strsplit (lines[0] != NULL ? lines[0] : "", "|", -1);
  Result result = { g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev), NULL, NULL, NULL };

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    g_ptr_array_add (result.rows, g_strsplit (lines[i], "|", -1));
  result.layout = cb_catalog_layout_find ((const char *const *)header, result.rows);
  result.items = cb_catalog_import (result.layout, result.rows, 2, &result.problems, &result.error);

  return result;
}

static const CbCatalogItem *
item (const Result *result, guint position)
{
  g_assert_no_error (result->error);
  g_assert_cmpuint (result->items->len, >, position);
  return result->items->pdata[position];
}

static void
assert_problem (const Result *result, guint position, guint row, const char *part)
{
  const CbCatalogProblem *problem;

  g_assert_cmpuint (result->problems->len, >, position);
  problem = result->problems->pdata[position];
  g_assert_cmpuint (problem->row, ==, row);
  g_test_message ("%s: %s", problem->what, problem->remedy);
  g_assert_nonnull (g_strstr_len (problem->what, -1, part));
  g_assert_cmpstr (problem->remedy, !=, "");
}

static void
test_headers (void)
{
  static const struct
  {
    const char *header;
    CbCatalogColumn column;
  } cases[] = {
    { "STT", CB_CATALOG_COLUMN_NUMBER },
    { "TT", CB_CATALOG_COLUMN_NUMBER },
    { "Lĩnh vực", CB_CATALOG_COLUMN_FIELD },
    { "Tên dữ liệu mở", CB_CATALOG_COLUMN_TITLE },
    { "TÊN TẬP DỮ LIỆU", CB_CATALOG_COLUMN_TITLE },
    { "Hạng mục dữ liệu", CB_CATALOG_COLUMN_TITLE },
    { "hang muc du lieu", CB_CATALOG_COLUMN_TITLE },
    { "Danh mục dữ liệu mở", CB_CATALOG_COLUMN_TITLE },
    { "Mô tả", CB_CATALOG_COLUMN_DESCRIPTION },
    { "Mô tả dữ liệu mở", CB_CATALOG_COLUMN_DESCRIPTION },
    { "Nội dung\ndữ liệu", CB_CATALOG_COLUMN_DESCRIPTION },
    { "Trường thông tin", CB_CATALOG_COLUMN_DESCRIPTION },
    { "Cơ quan chủ trì cung cấp", CB_CATALOG_COLUMN_OWNER },
    { "Đơn vị cung cấp", CB_CATALOG_COLUMN_OWNER },
    { "Cơ quan chủ quản", CB_CATALOG_COLUMN_OWNER },
    { "Cơ quan phối hợp", CB_CATALOG_COLUMN_PARTNER },
    { "Tần suất cập nhật", CB_CATALOG_COLUMN_FREQUENCY },
    { "Kỳ nhập liệu", CB_CATALOG_COLUMN_FREQUENCY },
    { "Chu kỳ cập nhật", CB_CATALOG_COLUMN_FREQUENCY },
    { "Định dạng, hình thức chia sẻ", CB_CATALOG_COLUMN_FORMATS },
    { "Định dạng", CB_CATALOG_COLUMN_FORMATS },
    { "Phương thức chia sẻ", CB_CATALOG_COLUMN_SHARING_WAY },
    { "Mức độ chia sẻ", CB_CATALOG_COLUMN_SHARING },
    { "Thời hạn công bố", CB_CATALOG_COLUMN_DEADLINE },
    { "Thời gian công bố", CB_CATALOG_COLUMN_DEADLINE },
    { "Ghi chú", CB_CATALOG_COLUMN_NOTE },
    { "Mã dữ liệu", CB_CATALOG_COLUMN_CODE },
    { "Mã định danh tập dữ liệu", CB_CATALOG_COLUMN_CODE },
    { "Mật độ", CB_CATALOG_COLUMN_NONE },
    { "", CB_CATALOG_COLUMN_NONE },
    { NULL, CB_CATALOG_COLUMN_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].header);
      g_assert_cmpint (cb_catalog_column_from_header (cases[i].header), ==, cases[i].column);
    }
}

static void
test_plain (void)
{
  g_auto (Result) result = import (
      "Mã|Tên dữ liệu|Mô tả|Cơ quan chủ trì|Lĩnh vực|Tần suất|Định dạng|Mức độ chia sẻ|Ghi chú\n"
      "YT01| Danh sách  cơ sở y tế |Tên, địa chỉ|Sở Y tế|Y tế|Hằng tháng|*.CSV, Excel|mở|\n"
      "GD01|Trường học||Sở Giáo dục|Giáo dục|06 tháng/lần|csv/xlsx và API|mở|thử");

  g_assert_cmpuint (result.problems->len, ==, 0);
  g_assert_cmpstr (item (&result, 0)->code, ==, "YT01");
  g_assert_cmpstr (item (&result, 0)->title, ==, "Danh sách cơ sở y tế");
  g_assert_cmpstr (item (&result, 0)->description, ==, "Tên, địa chỉ");
  g_assert_cmpstr (item (&result, 0)->owner, ==, "Sở Y tế");
  g_assert_cmpstr (item (&result, 0)->field, ==, "Y tế");
  g_assert_cmpint (item (&result, 0)->frequency, ==, CB_FREQUENCY_MONTHLY);
  g_assert_cmpstr (item (&result, 0)->formats, ==, "csv,excel");
  g_assert_cmpstr (item (&result, 0)->sharing, ==, "mở");
  g_assert_cmpuint (item (&result, 0)->source_row, ==, 2);
  g_assert_cmpint (item (&result, 1)->frequency, ==, CB_FREQUENCY_HALF_YEARLY);
  g_assert_cmpstr (item (&result, 1)->formats, ==, "csv,xlsx,api");
  g_assert_cmpstr (item (&result, 1)->note, ==, "thử");
}

/* Where no other column says how often, "Thời hạn" may: it is asked. Where one does, it is a
 * deadline. */
static void
test_frequency_by_another_name (void)
{
  g_auto (Result) asked = import ("Tên dữ liệu|Thời hạn\n"
                                  "Giá thuốc|Hằng tháng\n"
                                  "Trường học|Hằng năm");
  g_auto (Result) deadline = import ("Tên dữ liệu|Thời hạn|Tần suất\n"
                                     "Giá thuốc|Hằng tháng|Hằng tháng\n"
                                     "Trường học|Hằng năm|Hằng năm");
  g_auto (Result) day = import ("Tên dữ liệu|Thời hạn\n"
                                "Giá thuốc|trước ngày 15 của tháng sau\n"
                                "Trường học|trước ngày 20/8");

  g_assert_cmpint (item (&asked, 0)->frequency, ==, CB_FREQUENCY_MONTHLY);
  g_assert_cmpint (item (&asked, 1)->frequency, ==, CB_FREQUENCY_YEARLY);
  g_assert_false (cb_catalog_layout_is_sure (asked.layout));
  g_assert_cmpstr (item (&deadline, 0)->deadline_text, ==, "Hằng tháng");
  g_assert_cmpint (item (&deadline, 0)->frequency, ==, CB_FREQUENCY_MONTHLY);
  g_assert_cmpstr (item (&day, 0)->deadline_text, ==, "trước ngày 15 của tháng sau");
  g_assert_cmpint (item (&day, 0)->frequency, ==, CB_FREQUENCY_UNKNOWN);
}

/* A day behind a comma is no frequency of its own. */
static void
test_frequency_with_a_day (void)
{
  g_auto (Result) result = import ("Tên dữ liệu|Tần suất\n"
                                   "Giá thuốc|Hằng năm, trước ngày 31/12\n"
                                   "Trường học|Trước ngày 15 tháng 12 hằng năm");

  g_assert_cmpint (item (&result, 0)->frequency, ==, CB_FREQUENCY_YEARLY);
  g_assert_cmpint (item (&result, 1)->frequency, ==, CB_FREQUENCY_YEARLY);
  g_assert_cmpuint (result.problems->len, ==, 0);
}

/* A row that comes again is left out and named; one that differs by a diacritic is another. */
static void
test_twice (void)
{
  g_auto (Result) result = import ("Tên dữ liệu|Cơ quan\n"
                                   "Giá thuốc|Sở Y tế\n"
                                   "Giá thước|Sở Y tế\n"
                                   "GIÁ  THUỐC|Sở Y tế");

  g_assert_no_error (result.error);
  g_assert_cmpuint (result.items->len, ==, 2);
  g_assert_cmpstr (item (&result, 1)->title, ==, "Giá thước");
}

static GPtrArray *
make_namesakes (const char *first_code, ...)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);
  va_list codes;

  va_start (codes, first_code);
  for (const char *code = first_code; code != NULL; code = va_arg (codes, const char *))
    {
      CbCatalogItem *one = cb_catalog_item_new ();

      one->code = g_strdup (code);
      one->title = g_strdup ("Giá thuốc");
      one->owner = g_strdup ("Sở Y tế");
      g_ptr_array_add (items, one);
    }
  va_end (codes);

  return items;
}

/* Groups and merged cells can give several items one name and agency. */
static void
test_namesakes_keep_their_codes (void)
{
  g_autoptr (GPtrArray) before = make_namesakes ("YT-1", "YT-2", "YT-3", NULL);
  g_autoptr (GPtrArray) items = make_namesakes ("DL001", "DL002", "DL003", NULL);

  g_assert_cmpuint (cb_catalog_adopt_codes (items, before), ==, 3);
  for (guint i = 0; i < items->len; i++)
    g_assert_cmpstr (((CbCatalogItem *)items->pdata[i])->code, ==,
                     ((CbCatalogItem *)before->pdata[i])->code);
}

static void
test_office (void)
{
  /* The decision's title for a header, two-line header, numbering, groups, a page break, a name
   * merged over two rows, a remark below. */
  g_auto (Result) result
      = import ("DANH MỤC DỮ LIỆU MỞ||||||\n"
                "(Kèm theo Quyết định số 1290/QĐ-CT ngày 05/9/2024)||||||\n"
                "||||||\n"
                "STT|Tên dữ liệu mở|Nội dung|Cơ quan||Kỳ cập nhật|Định dạng\n"
                "|||Chủ trì|Phối hợp||\n"
                "(1)|(2)|(3)|(4)|(5)|(6)|(7)\n"
                "I|LĨNH VỰC Y TẾ|||||\n"
                "1|Cơ sở y tế|Tên cơ sở|Sở Y tế|UBND xã|Hàng quý|Excel\n"
                "||Địa chỉ||||\n"
                "STT|Tên dữ liệu mở|Nội dung|Chủ trì|Phối hợp|Kỳ cập nhật|Định dạng\n"
                "II. Giáo dục||||||\n"
                "2|Trường học|||Sở Nội vụ|Hằng năm|API, Excel\n"
                "Sở Công Thương||||||\n"
                "3|Chợ||||khi có thay đổi|\n"
                "4|Cụm công nghiệp|||||\n"
                "Ghi chú: danh mục này thay thế danh mục cũ||||||");

  g_assert_no_error (result.error);
  g_assert_cmpuint (result.items->len, ==, 4);
  g_assert_cmpstr (item (&result, 0)->title, ==, "Cơ sở y tế");
  g_assert_cmpstr (item (&result, 0)->field, ==, "LĨNH VỰC Y TẾ");
  g_assert_cmpstr (item (&result, 0)->owner, ==, "Sở Y tế");
  g_assert_cmpstr (item (&result, 0)->description, ==, "Tên cơ sở; Địa chỉ");
  g_assert_cmpstr (item (&result, 0)->note, ==, "Cơ quan – Phối hợp: UBND xã");
  g_assert_cmpint (item (&result, 0)->frequency, ==, CB_FREQUENCY_QUARTERLY);
  g_assert_cmpuint (item (&result, 0)->source_row, ==, 8);
  g_assert_cmpstr (item (&result, 0)->code, ==, "DL001");
  g_assert_cmpstr (item (&result, 1)->field, ==, "Giáo dục");
  g_assert_cmpstr (item (&result, 1)->code, ==, "DL002");
  g_assert_cmpstr (item (&result, 1)->formats, ==, "api,excel");
  g_assert_cmpstr (item (&result, 2)->owner, ==, "Sở Công Thương");
  g_assert_cmpint (item (&result, 2)->frequency, ==, CB_FREQUENCY_ON_CHANGE);
  g_assert_cmpstr (item (&result, 3)->title, ==, "Cụm công nghiệp");
  g_assert_cmpuint (result.problems->len, ==, 1);
  assert_problem (&result, 0, 15, "Cụm công nghiệp");
}

/* What stands above goes before each label below it, also when it was not understood itself. */
static void
test_two_rows (void)
{
  g_auto (Result) result = import ("STT|Tên dữ liệu|Bên thực hiện|||Tần suất\n"
                                   "||Phối hợp|Chủ trì|Phương thức|\n"
                                   "1|Cơ sở y tế|UBND xã|Sở Y tế|Trực tuyến|Hằng năm");

  g_assert_cmpstr (item (&result, 0)->title, ==, "Cơ sở y tế");
  g_assert_cmpstr (item (&result, 0)->owner, ==, "Sở Y tế");
  g_assert_cmpstr (item (&result, 0)->note, ==,
                   "Bên thực hiện – Phối hợp: UBND xã; Bên thực hiện – Phương thức: Trực tuyến");
}

static void
test_problems (void)
{
  g_auto (Result) result = import ("Mã|Tên dữ liệu|Cơ quan|Tần suất|Cột lạ\n"
                                   "A|Một|Sở A|Hằng tháng|x\n"
                                   "a|Hai|Sở A|Hằng tháng, hằng năm|\n"
                                   "B||Sở A|Hằng năm|\n"
                                   "C|Ba|Sở A|theo trăng|\n"
                                   "C|BA|sở a|Hằng năm|\n"
                                   "C|Ba|Sở B|Hằng năm|");

  g_assert_no_error (result.error);
  g_assert_cmpuint (result.items->len, ==, 4);
  g_assert_cmpstr (item (&result, 0)->note, ==, "Cột lạ: x");
  g_assert_cmpstr (item (&result, 1)->code, ==, "a-2");
  g_assert_cmpint (item (&result, 1)->frequency, ==, CB_FREQUENCY_MONTHLY);
  g_assert_cmpint (item (&result, 2)->frequency, ==, CB_FREQUENCY_UNKNOWN);
  g_assert_cmpstr (item (&result, 3)->code, ==, "C-2");
  g_assert_cmpuint (result.problems->len, ==, 6);
  assert_problem (&result, 0, 3, "a");
  assert_problem (&result, 1, 3, "Hằng tháng, hằng năm");
  assert_problem (&result, 2, 4, "no name");
  assert_problem (&result, 3, 5, "theo trăng");
  assert_problem (&result, 4, 6, "row 5");
  assert_problem (&result, 5, 7, "C");
}

static void
test_refused (void)
{
  static const char *const tables[] = {
    "",
    "a|b\n1|2\n3|4",
    "Tên dữ liệu\nmột cột",
    "STT|Tên dữ liệu|Tần suất",
    "STT|Tên dữ liệu|Tần suất\n||\nI|Y tế|",
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_auto (Result) result = import (tables[i]);

      g_test_message ("%s", tables[i]);
      g_assert_null (result.items);
      g_assert_error (result.error, CB_ERROR, CB_ERROR_INVALID);
    }
}

static void
test_ragged (void)
{
  g_auto (Result) result
      = import ("STT|Tên dữ liệu|Tần suất\n1|Một|Hằng năm|thừa|thừa\n2|Hai\n\n3");

  g_assert_cmpuint (result.items->len, ==, 2);
  g_assert_cmpstr (item (&result, 1)->title, ==, "Hai");
  g_assert_cmpstr (item (&result, 1)->frequency_text, ==, "");
}

static void
test_search (void)
{
  g_autoptr (GString) table = g_string_new ("Mã|Tên dữ liệu|Cơ quan|Tần suất");
  g_auto (Result) result = { NULL };
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) some = NULL;
  g_autoptr (GPtrArray) none = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (table, "\nM%05u|Danh sách đường số %u|Sở Giao thông|Hằng năm", i, i);
  result = import (table->str);
  g_assert_cmpuint (result.items->len, ==, 10000);

  all = cb_catalog_search (result.items, "");
  some = cb_catalog_search (result.items, "DUONG 1234");
  none = cb_catalog_search (result.items, "duong xa");
  g_assert_cmpuint (all->len, ==, 10000);
  g_assert_cmpuint (some->len, ==, 1);
  g_assert_cmpuint (none->len, ==, 0);
}

/* Whatever stands in the cells: names are not blank, codes are unique, rows are of the file. */
static void
test_random (void)
{
  static const char *const words[] = { "",
                                       "",
                                       "STT",
                                       "Tên dữ liệu",
                                       "Mô tả",
                                       "Cơ quan",
                                       "Tần suất",
                                       "I",
                                       "II.",
                                       "IV. Y tế",
                                       "1",
                                       "(1)",
                                       "Sở Y tế",
                                       "Hằng tháng",
                                       "quý",
                                       "API, csv",
                                       "A. Giáo dục",
                                       "\xff\xfe",
                                       "\n",
                                       " ",
                                       "Ghi chú: x",
                                       "hằng năm và hằng quý",
                                       "Định dạng",
                                       "Mã",
                                       "x",
                                       "y",
                                       "\xef\xbb\xbf" };
  guint imported = 0;

  for (guint seed = 0; seed < 3000; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
      g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr (CbCatalogLayout) layout = NULL;
      g_autoptr (GPtrArray) problems = NULL;
      g_autoptr (GPtrArray) items = NULL;
      g_autoptr (GError) error = NULL;
      guint row_count = (guint)g_rand_int_range (rand, 0, 12);

      for (guint i = 0; i < row_count; i++)
        {
          guint cells = (guint)g_rand_int_range (rand, 0, 7);
          char **row = g_new0 (char *, cells + 1);

          for (guint j = 0; j < cells; j++)
            row[j] = g_strdup (words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
          g_ptr_array_add (rows, row);
        }
      layout = cb_catalog_layout_find (NULL, rows);
      items = cb_catalog_import (layout, rows, 1, &problems, &error);
      g_assert_nonnull (problems);
      g_assert_true ((items == NULL) == (error != NULL));
      for (guint i = 0; items != NULL && i < items->len; i++)
        {
          const CbCatalogItem *one = items->pdata[i];

          g_assert_cmpstr (one->title, !=, "");
          g_assert_true (g_utf8_validate (one->title, -1, NULL));
          g_assert_cmpuint (one->source_row, >=, 1);
          g_assert_cmpuint (one->source_row, <=, row_count);
          g_assert_true (g_hash_table_add (codes, cb_text_fold (one->code)));
          imported++;
        }
    }
  g_test_message ("%u items", imported);
  g_assert_cmpuint (imported, >, 100);
}

static void
test_decisions (void)
{
  static const struct
  {
    const char *lines;
    const char *text; /* NULL: none */
    const char *bad_day;
    const char *replaces;
    guint line;
  } cases[] = {
    { "PHỤ LỤC 3\nDANH MỤC DỮ LIỆU MỞ\n(Kèm theo Quyết định số 2053/QĐ-UBND ngày 07/7/2026 của "
      "Chủ tịch UBND tỉnh)",
      "Quyết định số 2053/QĐ-UBND ngày 07/7/2026 của Chủ tịch UBND tỉnh", NULL, NULL, 2 },
    /* The head of the decision itself: number and day stand apart. */
    { "ỦY BAN NHÂN DÂN TỈNH\nSố: 1290 /QĐ–CT\nVĩnh Phúc, ngày 5 tháng 2 năm 2025",
      "Quyết định số 1290/QĐ-CT ngày 05/02/2025", NULL, NULL, 1 },
    /* What it rests on is not it, nor what it replaces. */
    { "Căn cứ Quyết định số 42/2024/QĐ-UBND ngày 16/9/2024 và Nghị định số 47/2020/NĐ-CP\n"
      "Ban hành kèm theo Quyết định số 3111/QÐ-UBND ngày 25/7/2024 của UBND tỉnh Thanh Hóa, thay "
      "thế Quyết định số 630/QĐ-UBND ngày 1/12/2023 và số 17/QĐ-UBND",
      "Quyết định số 3111/QĐ-UBND ngày 25/7/2024 của UBND tỉnh Thanh Hóa", NULL,
      "Quyết định số 630/QĐ-UBND ngày 01/12/2023; Quyết định số 17/QĐ-UBND", 1 },
    { "Quyết định số 8/QĐ-UBND ngày 3/4/2026\nThay thế Danh mục kèm theo Quyết định số 7/QĐ-UBND",
      "Quyết định số 8/QĐ-UBND ngày 03/4/2026", NULL, "Quyết định số 7/QĐ-UBND", 0 },
    /* The day is that of the figures. */
    { "(Quyết định số 5/QĐ-UBND)\n(số liệu đến ngày 31/12/2025)", "Quyết định số 5/QĐ-UBND", NULL,
      NULL, 0 },
    { "kèm theo Quyết định số 5/QĐ-UBND ngày 31/02/2026", "Quyết định số 5/QĐ-UBND", "31/2/2026",
      NULL, 0 },
    /* A draft has room for its number; two of equal weight are for a person to choose from. */
    { "(Kèm theo Quyết định số     /QĐ-UBND ngày    tháng    năm 2026)", NULL, NULL, NULL, 0 },
    { "Quyết định số 1/QĐ-UBND\nQuyết định số 2/QĐ-UBND", NULL, NULL, NULL, 0 },
    { "Căn cứ Quyết định số 1/QĐ-UBND ngày 01/02/2026", NULL, NULL, NULL, 0 },
    { "", NULL, NULL, NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) lines = g_strsplit (cases[i].lines, "\n", -1);
      g_autoptr (CbDecisionNamed) named = cb_catalog_find_decision ((const char *const *)lines);

      g_test_message ("%s", cases[i].lines);
      g_assert_cmpstr (named != NULL ? named->text : NULL, ==, cases[i].text);
      if (named == NULL)
        continue;
      g_assert_cmpstr (named->bad_day, ==, cases[i].bad_day);
      g_assert_cmpstr (named->replaces, ==, cases[i].replaces);
      g_assert_cmpuint (named->line, ==, cases[i].line);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/catalog/headers", test_headers);
  g_test_add_func ("/catalog/plain", test_plain);
  g_test_add_func ("/catalog/frequency-by-another-name", test_frequency_by_another_name);
  g_test_add_func ("/catalog/frequency-with-a-day", test_frequency_with_a_day);
  g_test_add_func ("/catalog/twice", test_twice);
  g_test_add_func ("/catalog/namesakes-keep-their-codes", test_namesakes_keep_their_codes);
  g_test_add_func ("/catalog/as-offices-write-it", test_office);
  g_test_add_func ("/catalog/header-over-two-rows", test_two_rows);
  g_test_add_func ("/catalog/problems-are-told", test_problems);
  g_test_add_func ("/catalog/no-table-is-refused", test_refused);
  g_test_add_func ("/catalog/ragged-rows", test_ragged);
  g_test_add_func ("/catalog/decision-above-the-table", test_decisions);
  g_test_add_func ("/catalog/random-tables", test_random);
  g_test_add_func ("/catalog/search-ten-thousand", test_search);

  return g_test_run ();
}
