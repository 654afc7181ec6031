/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"
#include "test-system.h"

/* What a person says about how a table lies in its file: kept, heard, taken back, and not said of
 * the clean copy. */

static const char text[]
    = "BÁO CÁO,,,\nSTT,Xã,Số,\n,,Nam,Nữ\n1,a,1,2\n2,b,3,4\n3,c,5,6\n,Tổng cộng,9,12\n";

static char *root;

static CbWorkplace *
open_workplace (void)
{
  g_autofree char *data = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", NULL);
  g_autofree char *engine = test_program_dup_built ("src/engine", "congbo-engine");
  g_autoptr (CbClock) clock = cb_clock_new_system ();
  CbWorkplaceOptions options = { .mode = CB_MODE_PRACTICE, .clock = clock };
  g_autoptr (GError) error = NULL;
  CbWorkplace *workplace;

  root = g_dir_make_tmp ("congbo-test-XXXXXX", &error);
  g_assert_no_error (error);
  options.root = root;
  cb_reader_set_engine_path (engine);
  g_setenv ("CONGBO_DATA_DIR", data, TRUE);
  workplace = cb_workplace_open (&options, &error);
  g_assert_no_error (error);

  return workplace;
}

/* The last row of the header, how many it has, and a letter for each row: d of the table, - not. */
static void
assert_read (CbWorkplace *workplace, const char *dataset, const char *file, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = cb_workplace_open_reader (workplace, dataset, file, NULL, &error);
  g_autoptr (CbRows) rows = NULL;
  g_autoptr (GString) read = g_string_new (NULL);
  const CbFileInfo *info;

  g_assert_no_error (error);
  info = cb_reader_get_info (reader);
  rows = cb_reader_read_rows (reader, 0, 100, NULL, &error);
  g_assert_no_error (error);
  g_string_append_printf (read, "%u/%u ", info->header_row, info->header_rows);
  for (guint i = 0; i < rows->kinds->len; i++)
    g_string_append_c (read, rows->kinds->data[i] == CB_ROW_KIND_DATA ? 'd' : '-');
  g_assert_cmpstr (read->str, ==, expected);
}

static void
test_said (void)
{
  static const struct
  {
    CbLayoutChange change;
    guint64 row;
    const char *read;
  } said[] = {
    { CB_LAYOUT_TAKE_OUT, 4, "3/2 d-d-" },   { CB_LAYOUT_TAKE_IN, 6, "3/2 d-dd" },
    { CB_LAYOUT_TAKE_IN, 4, "3/2 dddd" },    { CB_LAYOUT_LAST_ROW, 3, "3/2 dd-d" },
    { CB_LAYOUT_HEADER_ROW, 2, "3/1 dd-d" }, { CB_LAYOUT_ANEW, 0, "3/2 ddd-" },
  };
  g_autoptr (CbWorkplace) workplace = open_workplace ();
  g_autofree char *path = g_build_filename (root, "bao-cao.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (CbDatasetFile) taken = NULL;
  g_autofree char *first = NULL;
  g_autofree char *ignored = NULL;

  g_file_set_contents (path, text, -1, &error);
  dataset = cb_workplace_create_dataset (workplace, NULL, NULL, &error);
  g_assert_no_error (error);
  taken = cb_workplace_take_in (workplace, dataset->id, NULL, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_read (workplace, dataset->id, taken->id, "3/2 ddd-");
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autofree char *old = NULL;

      g_assert_true (cb_workplace_change_layout (workplace, dataset->id, taken->id, said[i].change,
                                                 said[i].row, -1, &old, &error));
      g_assert_no_error (error);
      assert_read (workplace, dataset->id, taken->id, said[i].read);
      if (i == 0)
        first = g_steal_pointer (&old);
    }

  /* Taken back, and not heard in a copy in which the rows are others. */
  g_assert_true (cb_workplace_change_layout (workplace, dataset->id, taken->id, CB_LAYOUT_TAKE_OUT,
                                             3, -1, &ignored, &error));
  assert_read (workplace, dataset->id, taken->id, "3/2 -dd-");
  g_assert_true (cb_workplace_mend (workplace, dataset->id, taken->id, "{\"step\":\"layout\"}",
                                    NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_read (workplace, dataset->id, taken->id, "1/1 dd");
  g_assert_true (cb_workplace_undo_mend (workplace, dataset->id, taken->id, NULL, NULL, &error));
  g_assert_true (cb_workplace_restore_reading (workplace, dataset->id, taken->id, first, &error));
  assert_read (workplace, dataset->id, taken->id, "3/2 ddd-");
  cb_workplace_close (workplace);
  test_folder_remove (root);
  g_free (root);
}

static char *
dup_options (CbWorkplace *workplace, const char *dataset_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (workplace, dataset_id, &error);

  g_assert_no_error (error);
  return g_strdup (((CbDatasetFile *)g_ptr_array_index (dataset->files, 0))->options);
}

static void
choose_sheet (CbWorkplace *workplace, const char *dataset_id, const char *file_id, int sheet)
{
  g_autoptr (GError) error = NULL;
  CbReadOptions options = { .header_row = -1, .sheet = sheet };

  g_assert_true (cb_workplace_set_reading (workplace, dataset_id, file_id, &options, &error));
  g_assert_no_error (error);
}

/* What was said of a sheet is not lost while another one is looked at. */
static void
test_of_sheets (void)
{
  g_autoptr (CbWorkplace) workplace = open_workplace ();
  g_autofree char *path = g_build_filename (root, "so.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (CbDatasetFile) taken = NULL;
  g_autofree char *old = NULL, *older = NULL, *before = NULL, *away = NULL, *back = NULL;

  g_file_set_contents (path, text, -1, &error);
  dataset = cb_workplace_create_dataset (workplace, NULL, NULL, &error);
  taken = cb_workplace_take_in (workplace, dataset->id, NULL, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cb_workplace_change_layout (workplace, dataset->id, taken->id, CB_LAYOUT_TAKE_OUT,
                                             4, 0, &old, &error));
  /* The first sheet was found, not chosen: it is the same when it is named. */
  g_assert_true (cb_workplace_set_reading (
      workplace, dataset->id, taken->id, &(CbReadOptions){ .header_row = 2, .sheet = 0 }, &error));
  before = dup_options (workplace, dataset->id);
  g_assert_nonnull (strstr (before, "\"taken_out\":[4]"));
  choose_sheet (workplace, dataset->id, taken->id, 1);
  g_assert_true (cb_workplace_change_layout (workplace, dataset->id, taken->id, CB_LAYOUT_TAKE_OUT,
                                             3, 1, &older, &error));
  away = dup_options (workplace, dataset->id);
  g_assert_nonnull (strstr (away, "\"taken_out\":[3]"));
  choose_sheet (workplace, dataset->id, taken->id, 0);
  back = dup_options (workplace, dataset->id);
  g_assert_nonnull (strstr (back, "\"taken_out\":[4]"));
  g_assert_nonnull (strstr (back, "\"header_row\":2"));
  choose_sheet (workplace, dataset->id, taken->id, 1);
  g_free (away);
  away = dup_options (workplace, dataset->id);
  g_assert_nonnull (strstr (away, "\"taken_out\":[3]"));
  cb_workplace_close (workplace);
  test_folder_remove (root);
  g_free (root);
}

/* Of two tables side by side one is taken: the recipe says in which columns it stands, and the
 * other is not in the copy; nothing more is found beside it then. */
static void
test_one_of_several (void)
{
  static const char beside[] = "Bảng 1,,,,Bảng 2,\nXã,Hộ,,,,\na,5,,,,\nb,6,,,STT,Chợ\n"
                               "c,7,,,1,x\n,,,,2,y\n";
  g_autoptr (CbWorkplace) workplace = open_workplace ();
  g_autofree char *path = g_build_filename (root, "hai-bang.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (CbDatasetFile) taken = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autofree char *columns = NULL;

  g_file_set_contents (path, beside, -1, &error);
  dataset = cb_workplace_create_dataset (workplace, NULL, NULL, &error);
  taken = cb_workplace_take_in (workplace, dataset->id, NULL, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cb_workplace_mend (workplace, dataset->id, taken->id,
                                    "{\"step\":\"layout\",\"first-column\":4,\"columns\":2}", NULL,
                                    NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_read (workplace, dataset->id, taken->id, "1/1 dd");
  reader = cb_workplace_open_reader (workplace, dataset->id, taken->id, NULL, &error);
  columns = g_strjoinv ("|", cb_reader_get_info (reader)->columns);
  g_assert_cmpstr (columns, ==, "STT|Chợ");
  cb_reader_close (reader);
  cb_workplace_close (workplace);
  test_folder_remove (root);
  g_free (root);
}

#define CUT_BOOK                                                                                   \
  "<?xml version='1.0'?><office:document "                                                         \
  "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "                               \
  "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "                                 \
  "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "                                   \
  "office:mimetype='application/vnd.oasis.opendocument.spreadsheet'><office:body>"                 \
  "<office:spreadsheet><table:table table:name='S'><table:table-row><table:table-cell "            \
  "office:value-type='string'><text:p>Tên</text:p></table:table-cell><table:table-cell "          \
  "office:value-type='string'><text:p>Số</text:p></table:table-cell></table:table-row>"          \
  "<table:table-row><table:table-cell office:value-type='string'><text:p>a</text:p>"               \
  "</table:table-cell><table:table-cell office:value-type='float' office:value='5'/>"              \
  "</table:table-row><table:table-row><table:table-cell office:value-type='stri"

/* A clean copy of a damaged file would hide that rows are missing: none is made, and the check goes
 * on saying it. */
static void
test_damaged (void)
{
  g_autoptr (CbWorkplace) workplace = open_workplace ();
  g_autofree char *path = g_build_filename (root, "hong.fods", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (CbDatasetFile) taken = NULL;

  g_file_set_contents (path, CUT_BOOK, -1, &error);
  dataset = cb_workplace_create_dataset (workplace, NULL, NULL, &error);
  taken = cb_workplace_take_in (workplace, dataset->id, NULL, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (cb_workplace_mend (workplace, dataset->id, taken->id, "{\"step\":\"to-csv\"}",
                                     NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_FILE_CUT);
  assert_read (workplace, dataset->id, taken->id, "1/1 d");
  cb_workplace_close (workplace);
  test_folder_remove (root);
  g_free (root);
}

static gboolean
queue_edit (
    CbWorkplace *self, CbDataset *dataset, gpointer user_data, gboolean *changed, GError **error)
{
  dataset->state = CB_DATASET_QUEUED;
  return TRUE;
}

/* What was checked and approved is on its way: it is not read otherwise now, and what was found in
 * it stays said of it. */
static void
test_queued (void)
{
  g_autoptr (CbWorkplace) workplace = open_workplace ();
  g_autofree char *path = g_build_filename (root, "bao-cao.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (CbDatasetFile) taken = NULL;
  g_autofree char *old = NULL;
  CbReadOptions options = { .header_row = 2, .sheet = -1 };

  g_file_set_contents (path, text, -1, &error);
  dataset = cb_workplace_create_dataset (workplace, NULL, NULL, &error);
  taken = cb_workplace_take_in (workplace, dataset->id, NULL, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (_cb_workplace_edit_dataset (workplace, dataset->id, queue_edit, NULL, NULL, "test",
                                             NULL, &error));
  g_assert_false (cb_workplace_set_reading (workplace, dataset->id, taken->id, &options, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_WRONG_STATE);
  g_clear_error (&error);
  g_assert_false (cb_workplace_change_layout (workplace, dataset->id, taken->id, CB_LAYOUT_TAKE_OUT,
                                              4, -1, &old, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_WRONG_STATE);
  g_clear_error (&error);
  g_assert_false (cb_workplace_restore_reading (workplace, dataset->id, taken->id, "", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_WRONG_STATE);
  assert_read (workplace, dataset->id, taken->id, "3/2 ddd-");
  cb_workplace_close (workplace);
  test_folder_remove (root);
  g_free (root);
}

static void
assert_named (CbWorkplace *workplace, const char *dataset_id, const char *name, const char *format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (workplace, dataset_id, &error);
  const CbDatasetFile *file = g_ptr_array_index (dataset->files, 0);
  g_autoptr (CbReader) reader
      = cb_workplace_open_reader (workplace, dataset_id, file->id, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (file->name, ==, name);
  g_assert_cmpstr (file->format, ==, format);
  g_assert_cmpstr (cb_reader_get_info (reader)->format, ==, format);
  g_assert_true ((file->encoding[0] == '\0') == !g_str_equal (format, "csv"));
}

/* A file is called what its recipe makes of it, and as before when that is taken back. */
static void
test_named (void)
{
  static const struct
  {
    const char *step; /* (nullable): the last is taken back */
    const char *name;
    const char *format;
  } steps[] = {
    { "{\"step\":\"to-xlsx\"}", "bao-cao.xlsx", "xlsx" },
    { "{\"step\":\"layout\"}", "bao-cao.xlsx", "xlsx" },
    { "{\"step\":\"to-ods\"}", "bao-cao.ods", "ods" },
    { NULL, "bao-cao.xlsx", "xlsx" },
    { "{\"step\":\"to-csv\"}", "bao-cao.csv", "csv" },
    { NULL, "bao-cao.xlsx", "xlsx" },
    { NULL, "bao-cao.xlsx", "xlsx" },
    { NULL, "bao-cao.csv", "csv" },
  };
  g_autoptr (CbWorkplace) workplace = open_workplace ();
  g_autofree char *path = g_build_filename (root, "bao-cao.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (CbDatasetFile) taken = NULL;

  g_file_set_contents (path, text, -1, &error);
  dataset = cb_workplace_create_dataset (workplace, NULL, NULL, &error);
  taken = cb_workplace_take_in (workplace, dataset->id, NULL, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      gboolean done
          = steps[i].step != NULL
                ? cb_workplace_mend (workplace, dataset->id, taken->id, steps[i].step, NULL, NULL,
                                     NULL, NULL, &error)
                : cb_workplace_undo_mend (workplace, dataset->id, taken->id, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (done);
      assert_named (workplace, dataset->id, steps[i].name, steps[i].format);
    }
  cb_workplace_close (workplace);
  test_folder_remove (root);
  g_free (root);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workplace/layout/said", test_said);
  g_test_add_func ("/workplace/layout/one-of-several", test_one_of_several);
  g_test_add_func ("/workplace/layout/of-sheets", test_of_sheets);
  g_test_add_func ("/workplace/layout/not-of-a-damaged-file", test_damaged);
  g_test_add_func ("/workplace/recipe/names-what-comes-out", test_named);
  g_test_add_func ("/workplace/layout/not-while-it-is-sent", test_queued);

  return g_test_run ();
}
