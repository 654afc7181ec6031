/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-error.h"
#include "core/workplace/cb-workplace-catalog.h"
#include "test-system.h"
#include "workplace-fixture.h"

/* Catalogs as offices write them, through the real engine into a store; make-catalogs.py makes
 * the files. */

static char *files;

static void
set_up (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autofree char *engine = test_program_dup_built ("src/engine", "congbo-engine");

  cb_reader_set_engine_path (engine);
  workplace_fixture_set_up (fixture, 2026, 11, 16);
}

static void
tear_down (WorkplaceFixture *fixture, gconstpointer unused)
{
  workplace_fixture_tear_down (fixture);
}

static CbCatalogDraft *
read_draft (WorkplaceFixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (files, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  CbCatalogDraft *draft = cb_workplace_read_catalog (fixture->workplace, file, -1, NULL, &error);

  g_assert_no_error (error);
  return draft;
}

static CbCatalogTaken *
take (WorkplaceFixture *fixture, const char *name, const char *decision)
{
  g_autoptr (CbCatalogDraft) draft = read_draft (fixture, name);
  CbCatalogDecision about = { .text = decision };
  g_autoptr (GError) error = NULL;
  CbCatalogTaken *taken = cb_workplace_take_catalog (fixture->workplace, draft, &about, &error);

  g_assert_no_error (error);
  return taken;
}

/* A line for each item, as it is in the catalog in force. */
static char *
dup_lines (WorkplaceFixture *fixture)
{
  g_autoptr (GPtrArray) items = cb_workplace_list_catalog (fixture->workplace, NULL, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const CbCatalogItem *item = g_ptr_array_index (items, i);
      g_autofree char *owner_cell = cb_catalog_item_dup_source (item, "owner");
      g_autofree char *title_cell = cb_catalog_item_dup_source (item, "title");

      g_string_append_printf (text, "%s|%s|%s|%s|%s|%s|%s\n", item->code, item->title, item->field,
                              item->owner, cb_frequency_name (item->frequency), title_cell,
                              owner_cell != NULL ? owner_cell : "");
    }
  return g_string_free (text, FALSE);
}

static void
test_layouts (WorkplaceFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *file;
    guint problems;
    const char *lines;
  } cases[] = {
    { "thanh-hoa.xlsx", 0,
      "DL001|Danh sách cơ sở khám bệnh, chữa bệnh|Lĩnh vực Y tế|Sở Y tế|monthly|B7|C7\n"
      "DL002|Danh sách nhà thuốc|Lĩnh vực Y tế|Sở Y tế|quarterly|B8|C8\n"
      "DL003|Danh sách trường học|Lĩnh vực Giáo dục|Sở Giáo dục và Đào tạo|half-yearly|B10|C10\n"
      "DL004|Chỉ tiêu tuyển sinh|Lĩnh vực Giáo dục|Sở Giáo dục và Đào tạo|yearly|B11|C11\n" },
    { "da-nang.xlsx", 0,
      "DN-001|Tuyến xe buýt|Giao thông|Sở Xây dựng|on-change|B2|E2\n"
      "DN-002|Điểm đỗ xe|Giao thông|Sở Xây dựng|real-time|B3|E3\n"
      "DN-003|Lịch cắt điện|Năng lượng|Công ty Điện lực|daily|B4|E4\n"
      "DN-004|Giá đất|Đất đai|Sở Nông nghiệp và Môi trường|five-yearly|B5|E5\n" },
    /* Two agencies from merged cells, and a day that does not exist. */
    { "two-lines.xlsx", 2,
      "DL001|Danh sách chợ||Sở Công Thương|quarterly|B4|C4\n"
      "DL002|Cụm công nghiệp||Sở Công Thương|yearly|B5|C4\n"
      "DL003|Doanh nghiệp mới||Sở Tài chính|monthly|B6|C6\n"
      "DL004|Hợp tác xã||Sở Tài chính|quarterly|B7|C6\n" },
    { "owner-groups.xls", 0,
      "DL001|Cơ sở tiêm chủng||SỞ Y TẾ|monthly|B3|B2\n"
      "DL002|Quy hoạch phân khu||SỞ XÂY DỰNG|on-change|B5|B4\n"
      "DL003|Giá vật liệu||SỞ XÂY DỰNG|quarterly|B6|B4\n" },
    /* Two in a circle, a code twice. */
    { "groups.ods", 3,
      "YT1|Bệnh viện|Y tế|Sở Y tế|yearly|C3|D3\n"
      "X1|Vòng một||Sở A|yearly|C4|D4\n"
      "X2|Vòng hai||Sở A|yearly|C5|D5\n"
      "yt1-2|Trạm y tế|Y tế|Sở Y tế|yearly|C6|D6\n" },
    { "tcvn3.csv", 0,
      "DL001|Danh sách đơn vị sự nghiệp||Sở Nông nghiệp|yearly|B2|D2\n"
      "DL002|Số liệu dân số và lao động||Sở Nông nghiệp|yearly|B3|D3\n"
      "DL003|Công trình thủy lợi trên địa bàn||Sở Nông nghiệp|yearly|B4|D4\n"
      "DL004|Giống cây trồng được công nhận||Sở Nông nghiệp|yearly|B5|D5\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CbCatalogTaken) taken = NULL;
      g_autofree char *lines = NULL;

      /* Each in a store of its own: codes are taken over from the version before. */
      if (i > 0)
        {
          tear_down (fixture, NULL);
          set_up (fixture, NULL);
        }
      taken = take (fixture, cases[i].file, "1/QĐ");
      lines = dup_lines (fixture);
      for (guint p = 0; p < taken->problems->len; p++)
        g_test_message ("%s: %s", cases[i].file, (char *)g_ptr_array_index (taken->problems, p));
      g_assert_cmpstr (lines, ==, cases[i].lines);
      g_assert_cmpuint (taken->problems->len, ==, cases[i].problems);
    }
}

static void
test_asked_once (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autoptr (CbCatalogDraft) draft = read_draft (fixture, "unknown.xlsx");
  g_autoptr (CbCatalogDraft) again = NULL;
  g_autoptr (CbCatalogTaken) taken = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *lines = NULL;

  g_assert_false (cb_catalog_layout_is_usable (draft->layout));
  taken = cb_workplace_take_catalog (fixture->workplace, draft, NULL, &error);
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_false (cb_catalog_layout_map (draft->layout, "Cột 9=title", &error));
  g_clear_error (&error);
  g_assert_false (cb_catalog_layout_map (draft->layout, "Cột 1=name", &error));
  g_clear_error (&error);
  g_assert_true (cb_catalog_layout_map (draft->layout, "cot 1=title", &error));
  g_assert_true (cb_catalog_layout_map (draft->layout, "B=frequency", &error));
  g_assert_true (cb_catalog_layout_map (draft->layout, "Cột 3=owner", &error));
  taken = cb_workplace_take_catalog (fixture->workplace, draft, NULL, &error);
  g_assert_no_error (error);
  lines = dup_lines (fixture);
  g_assert_cmpstr (lines, ==,
                   "DL001|Bến xe||Sở Xây dựng|monthly|A2|C2\n"
                   "DL002|Cầu||Sở Xây dựng|yearly|A3|C3\n"
                   "DL003|Đường||UBND xã Bình Minh|quarterly|A4|C4\n");

  again = read_draft (fixture, "unknown.xlsx");
  g_assert_true (again->remembered);
  g_assert_true (cb_catalog_layout_is_sure (again->layout));
}

static void
write_catalog (WorkplaceFixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (files, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_versions (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autoptr (CbCatalogTaken) first = NULL;
  g_autoptr (CbCatalogTaken) second = NULL;
  g_autoptr (CbCatalogTaken) older = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (CbDataset) dataset = NULL;
  g_autofree char *lines = NULL;
  g_autofree char *after = NULL;
  const CbCatalogChange *change;
  GDate day;

  write_catalog (fixture, "v1.csv",
                 "Tên dữ liệu,Cơ quan,Tần suất\nMột,Sở A,Hằng năm\n"
                 "Hai,Sở A,Hằng năm\nBa,Sở A,Hằng năm\n");
  write_catalog (fixture, "v2.csv",
                 "Tên dữ liệu,Cơ quan,Tần suất\nMới,Sở A,Hằng năm\n"
                 "Ba,Sở C,Hằng quý\nMột,Sở A,Hằng năm\n");
  g_date_clear (&day, 1);
  g_assert_false (cb_workplace_get_last_catalog_review (fixture->workplace, &day, NULL));
  first = take (fixture, "v1.csv", "Quyết định số 3111/QĐ-UBND ngày 25/7/2024");
  dataset = cb_workplace_create_dataset (fixture->workplace, "DL002", "2026", NULL);
  second = take (fixture, "v2.csv", "Quyết định số 2053/QĐ-UBND ngày 07 tháng 7 năm 2026");
  g_assert_cmpuint (second->added, ==, 1);
  g_assert_cmpuint (second->edited, ==, 1);
  g_assert_cmpuint (second->withdrawn, ==, 1);
  g_assert_cmpuint (first->open_work, ==, 0);
  g_assert_cmpuint (second->open_work, ==, 1);
  g_assert_null (second->held);

  /* "Ba" keeps its code though its agency is another one and it stands elsewhere. */
  lines = dup_lines (fixture);
  g_assert_cmpstr (lines, ==,
                   "DL004|Mới||Sở A|yearly|A2|B2\n"
                   "DL003|Ba||Sở C|quarterly|A3|B3\n"
                   "DL001|Một||Sở A|yearly|A4|B4\n");
  changes = cb_workplace_diff_catalog (fixture->workplace, 1, CB_CATALOG_CURRENT, NULL);
  g_assert_cmpuint (changes->len, ==, 3);
  change = g_ptr_array_index (changes, 1);
  g_assert_cmpint (change->kind, ==, CB_CATALOG_CHANGE_EDITED);
  g_assert_cmpuint (change->fields->len, ==, 2);
  change = g_ptr_array_index (changes, 2);
  g_assert_cmpint (change->kind, ==, CB_CATALOG_CHANGE_WITHDRAWN);
  open = cb_workplace_list_open_work (fixture->workplace, change->before->code, NULL);
  g_assert_cmpuint (open->len, ==, 1);

  /* The older decision is kept and not in force, until a person says so. */
  older = take (fixture, "v1.csv", "630/QĐ-UBND ngày 1/2/2023");
  g_assert_nonnull (strstr (older->held, "01/02/2023"));
  g_assert_nonnull (strstr (older->held, "07/7/2026"));
  after = dup_lines (fixture);
  g_assert_cmpstr (after, ==, lines);
  g_assert_true (cb_workplace_put_catalog_in_force (fixture->workplace, 3, NULL));
  g_free (after);
  after = dup_lines (fixture);
  g_assert_true (g_str_has_prefix (after, "DL001|Một"));
  g_assert_true (cb_workplace_put_catalog_in_force (fixture->workplace, 2, NULL));
  g_free (after);
  after = dup_lines (fixture);
  g_assert_cmpstr (after, ==, lines);
  g_assert_false (cb_workplace_put_catalog_in_force (fixture->workplace, 9, NULL));

  g_assert_true (cb_workplace_review_catalog (fixture->workplace, NULL));
  g_assert_true (cb_workplace_get_last_catalog_review (fixture->workplace, &day, NULL));
  g_assert_cmpint (g_date_get_day (&day), ==, 16);
}

static void
test_days (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autoptr (CbCatalogDraft) draft = NULL;
  g_autoptr (CbCatalogTaken) now = NULL;
  g_autoptr (CbCatalogTaken) later = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) on_the_day = NULL;
  g_autoptr (GError) error = NULL;
  CbCatalogDecision none = { .text = "5/QĐ ngày 31/02/2026" };
  CbCatalogDecision next = { .text = "6/QĐ ngày 10/11/2026", .effective = "1/1/2027" };

  draft = read_draft (fixture, "da-nang.xlsx");
  g_assert_null (cb_workplace_take_catalog (fixture->workplace, draft, &none, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  g_assert_nonnull (g_strstr_len (error->message, -1, "31/2/2026"));

  now = take (fixture, "tcvn3.csv", "4/QĐ ngày 5/5/2026");
  later = cb_workplace_take_catalog (fixture->workplace, draft, &next, NULL);
  g_assert_cmpstr (later->later, ==, "01/01/2027");
  items = cb_workplace_list_catalog (fixture->workplace, "xe buyt", NULL);
  g_assert_cmpuint (items->len, ==, 0);
  cb_clock_advance (fixture->clock, (gint64)60 * 24 * 3600 * G_USEC_PER_SEC);
  on_the_day = cb_workplace_list_catalog (fixture->workplace, "xe buyt", NULL);
  g_assert_cmpuint (on_the_day->len, ==, 1);
}

/* The rows above the table, or the sheet before it, say which decision it is; what a person says
 * goes before that. */
static void
test_named_decisions (WorkplaceFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *file;
    const char *decision;
    const char *issued;
  } cases[] = {
    { "covered.xlsx", "Quyết định số 630/QĐ-UBND ngày 01/12/2023", "2023-12-01" },
    { "thanh-hoa.xlsx", "Quyết định số 2053/QĐ-UBND ngày 07/7/2026 của Chủ tịch UBND tỉnh",
      "2026-07-07" },
    { "word.docx", "Quyết định số 816/QĐ-UBND ngày 06/3/2026 của Chủ tịch UBND tỉnh",
      "2026-03-06" },
    { "word-head.docx", "Quyết định số 815/QĐ-UBND ngày 05/3/2026", "2026-03-05" },
    { "da-nang.xlsx", "", NULL },
  };
  g_autoptr (CbCatalogTaken) said = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CbCatalogTaken) taken = take (fixture, cases[i].file, NULL);
      g_autoptr (GPtrArray) versions = NULL;
      const CbCatalogVersion *version;

      g_assert_cmpstr (taken->decision, ==, cases[i].decision);
      versions = cb_workplace_list_catalog_versions (fixture->workplace, NULL);
      version = g_ptr_array_index (versions, 0);
      g_assert_cmpstr (version->decision, ==, cases[i].decision);
      g_assert_cmpstr (version->issued, ==, cases[i].issued);
    }
  said = take (fixture, "thanh-hoa.xlsx", "9/QĐ-UBND ngày 1/3/2027");
  g_assert_cmpstr (said->decision, ==, "9/QĐ-UBND ngày 1/3/2027");
}

/* A decision in Word has the same items as one in Excel, of the table in its annex alone. */
static void
test_word (WorkplaceFixture *fixture, gconstpointer unused)
{
  static const char *const items[][4]
      = { { "Danh sách trạm y tế", "Lĩnh vực Y tế", "Sở Y tế", "Hằng quý" },
          { "Danh sách nhà thuốc", "Lĩnh vực Y tế", "Sở Y tế", "Hằng năm" },
          { "Danh sách trường học", "Lĩnh vực Giáo dục", "Sở Giáo dục và Đào tạo", "Hằng năm" } };
  g_autoptr (CbCatalogTaken) taken = take (fixture, "word.docx", NULL);
  g_autoptr (GPtrArray) all = NULL;

  g_assert_cmpuint (taken->items, ==, G_N_ELEMENTS (items));
  all = cb_workplace_list_catalog (fixture->workplace, NULL, NULL);
  g_assert_cmpuint (all->len, ==, G_N_ELEMENTS (items));
  for (guint i = 0; i < all->len; i++)
    {
      const CbCatalogItem *item = g_ptr_array_index (all, i);

      g_assert_cmpstr (item->title, ==, items[i][0]);
      g_assert_cmpstr (item->field, ==, items[i][1]);
      g_assert_cmpstr (item->owner, ==, items[i][2]);
      g_assert_cmpstr (item->frequency_text, ==, items[i][3]);
    }
}

static void
test_fifty_thousand (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autoptr (CbCatalogTaken) taken = take (fixture, "large.csv", NULL);
  g_autoptr (GPtrArray) found
      = cb_workplace_list_catalog (fixture->workplace, "so 49999 DU LIEU", NULL);

  g_assert_cmpuint (taken->items, ==, 50000);
  g_assert_cmpuint (found->len, ==, 1);
}

/* What is written is read back without a question, and is the same. */
static void
test_export (WorkplaceFixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "out.csv", "out.xlsx" };
  g_autoptr (CbCatalogTaken) taken = take (fixture, "thanh-hoa.xlsx", NULL);
  g_autofree char *odd = g_build_filename (files, "out.txt", NULL);
  g_autoptr (GFile) refused = g_file_new_for_path (odd);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (files, names[i], NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (CbCatalogTaken) again = NULL;
      g_autoptr (CbCatalogDraft) draft = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (cb_workplace_export_catalog (fixture->workplace, 1, file, NULL, &error));
      g_assert_no_error (error);
      again = take (fixture, names[i], NULL);
      g_assert_cmpuint (again->items, ==, taken->items);
      g_assert_cmpuint (again->added + again->edited + again->withdrawn, ==, 0);
    }
  g_assert_false (cb_workplace_export_catalog (fixture->workplace, 1, refused, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  files = argv[1];

#define ADD(path, func) g_test_add (path, WorkplaceFixture, NULL, set_up, func, tear_down)
  ADD ("/catalogs/layouts-of-offices", test_layouts);
  ADD ("/catalogs/asked-once", test_asked_once);
  ADD ("/catalogs/versions", test_versions);
  ADD ("/catalogs/days-of-decisions", test_days);
  ADD ("/catalogs/decision-is-named", test_named_decisions);
  ADD ("/catalogs/word", test_word);
  ADD ("/catalogs/fifty-thousand", test_fifty_thousand);
  ADD ("/catalogs/export-is-read-back", test_export);
#undef ADD

  return g_test_run ();
}
