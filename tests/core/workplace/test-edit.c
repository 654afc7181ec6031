/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "workplace-fixture.h"

#include <string.h>

#include "core/model/cb-finding-steps.h"
#include "test-system.h"

/* Cells that are edited in the table that is shown, and texts that are replaced in it: steps over
 * the original, wherever other steps have moved the cell to. */

static const char text[] = "DANH SÁCH,,,\n"
                           "STT,Xã,CCCD,Số\n"
                           "I,Khu vực,,\n"
                           "1,TYT a,001085012345,4\n"
                           "2,TYT b,x,5\n"
                           ",Cộng,,9\n"
                           "3,TYT c,y,6\n";

typedef struct
{
  WorkplaceFixture parent;
  char *item;
  char *dataset;
  char *file;
} Fixture;

static void
take_in (Fixture *self, const char *period, const char *content)
{
  g_autofree char *path = g_build_filename (self->parent.root, "xa.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (CbDatasetFile) taken = NULL;

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  dataset = cb_workplace_create_dataset (self->parent.workplace, self->item, period, &error);
  g_assert_no_error (error);
  taken = cb_workplace_take_in (self->parent.workplace, dataset->id, NULL, file, NULL, NULL, NULL,
                                &error);
  g_assert_no_error (error);
  g_free (self->dataset);
  g_free (self->file);
  self->dataset = g_strdup (dataset->id);
  self->file = g_strdup (taken->id);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autofree char *engine = test_program_dup_built ("src/engine", "congbo-engine");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GFile) catalog = NULL;
  g_autofree char *path = NULL;

  cb_reader_set_engine_path (engine);
  workplace_fixture_set_up (&self->parent, 2026, 11, 26);
  path = cb_workplace_dup_data_path ("samples/danh-muc.csv");
  catalog = g_file_new_for_path (path);
  cb_workplace_import_catalog (self->parent.workplace, catalog, "1/QĐ", NULL, NULL, &error);
  g_assert_no_error (error);
  items = cb_workplace_list_catalog (self->parent.workplace, NULL, &error);
  g_assert_no_error (error);
  self->item = g_strdup (((CbCatalogItem *)g_ptr_array_index (items, 0))->code);
  take_in (self, "2026-10", text);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  workplace_fixture_tear_down (&self->parent);
  g_free (self->item);
  g_free (self->dataset);
  g_free (self->file);
}

/* The table as it is shown: its names, and its rows. */
static char *
dup_shown (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader
      = cb_workplace_open_reader (self->parent.workplace, self->dataset, self->file, NULL, &error);
  g_autoptr (CbRows) rows = NULL;
  g_autofree char *names = NULL;
  GString *shown = g_string_new (NULL);

  g_assert_no_error (error);
  names = g_strjoinv ("|", cb_reader_get_info (reader)->columns);
  g_string_append (shown, names);
  rows = cb_reader_read_rows (reader, 0, 100, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->cells->len; i++)
    {
      g_autofree char *line = g_strjoinv ("|", g_ptr_array_index (rows->cells, i));

      g_string_append_printf (shown, "/%s", line);
    }
  cb_reader_close (reader);

  return g_string_free (shown, FALSE);
}

static void
mend (Fixture *self, const char *step)
{
  g_autoptr (GError) error = NULL;

  cb_workplace_mend (self->parent.workplace, self->dataset, self->file, step, NULL, NULL, NULL,
                     NULL, &error);
  g_assert_no_error (error);
}

static gboolean
edit (
    Fixture *self, guint64 row, guint column, const char *before, const char *after, GError **error)
{
  const CbCellEdit cell = { row, column, before, after, NULL };

  return cb_workplace_edit_cells (self->parent.workplace, self->dataset, self->file, &cell, 1, NULL,
                                  NULL, NULL, error);
}

static char *
dup_edits (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) edits
      = cb_workplace_list_edits (self->parent.workplace, self->dataset, self->file, NULL, &error);
  GString *places = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < edits->len; i++)
    {
      const CbCellPlace *place = &g_array_index (edits, CbCellPlace, i);

      g_string_append_printf (places, "%" G_GUINT64_FORMAT ":%u ", place->row, place->column);
    }

  return g_string_free (places, FALSE);
}

#define LAYOUT "{\"step\":\"layout\",\"group-column\":\"Nhóm\"}"
#define DROP "{\"step\":\"drop-column\",\"column\":\"CCCD\",\"index\":2}"

/* Rows before it are left out, a column is dropped and one is added: it is the cell that was seen.
 */
static void
test_where_it_is_seen (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *edits = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *again = NULL;
  g_autofree char *step = NULL;

  edit (self, 4, 3, "5", "55", &error);
  g_assert_no_error (error);
  mend (self, LAYOUT);
  mend (self, DROP);
  edit (self, 3, 3, "6", "66", &error);
  g_assert_no_error (error);
  shown = dup_shown (self);
  g_assert_cmpstr (shown, ==,
                   "Nhóm|STT|Xã|Số/Khu vực|1|TYT a|4/Khu vực|2|TYT b|55/Khu vực|3|TYT c|66");
  edits = dup_edits (self);
  g_assert_cmpstr (edits, ==, "2:3 3:3 ");

  g_assert_true (cb_workplace_undo_mend (self->parent.workplace, self->dataset, self->file, &step,
                                         NULL, &error));
  undone = dup_shown (self);
  g_assert_cmpstr (undone, ==,
                   "Nhóm|STT|Xã|Số/Khu vực|1|TYT a|4/Khu vực|2|TYT b|55/Khu vực|3|TYT c|6");
  mend (self, step);
  again = dup_shown (self);
  g_assert_cmpstr (again, ==, shown);
}

/* The header and what a step has added are no cells of the file, and a cell that is another than
 * the person saw is left alone. */
static void
test_refused (Fixture *self, gconstpointer unused)
{
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (edit (self, 3, 3, "6", "x", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_CELL_CHANGED);
  g_clear_error (&error);
  g_assert_false (edit (self, 1, 3, "Số", "x", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  mend (self, LAYOUT);
  g_assert_false (edit (self, 1, 0, "", "x", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  shown = dup_shown (self);
  g_assert_cmpstr (
      shown, ==,
      "Nhóm|STT|Xã|CCCD|Số/Khu vực|1|TYT a|001085012345|4/Khu vực|2|TYT b|x|5/Khu vực|3|TYT c|y|6");
}

static guint
count_mended (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows
      = cb_workplace_list_journal (self->parent.workplace, self->dataset, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (((const CbJournalRow *)g_ptr_array_index (rows, i))->event, "file.mended"))
      n++;

  return n;
}

/* Cells that are typed one after the other are written in one go, each a step of its own; all of
 * them, or none. */
static void
test_several (Fixture *self, gconstpointer unused)
{
  CbCellEdit cells[]
      = { { 3, 3, "4", "40", NULL }, { 4, 3, "5", "50", NULL }, { 3, 3, "40", "44", NULL } };
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *undone = NULL;

  cells[1].before = "another";
  g_assert_false (cb_workplace_edit_cells (self->parent.workplace, self->dataset, self->file, cells,
                                           3, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_CELL_CHANGED);
  g_clear_error (&error);
  g_assert_cmpuint (count_mended (self), ==, 0);
  cells[1].before = "5";
  cb_workplace_edit_cells (self->parent.workplace, self->dataset, self->file, cells, 3, NULL, NULL,
                           NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_mended (self), ==, 1);
  mend (self, LAYOUT);
  mend (self, DROP);
  shown = dup_shown (self);
  g_assert_cmpstr (shown, ==,
                   "Nhóm|STT|Xã|Số/Khu vực|1|TYT a|44/Khu vực|2|TYT b|50/Khu vực|3|TYT c|6");
  for (guint i = 0; i < 3; i++)
    g_assert_true (cb_workplace_undo_mend (self->parent.workplace, self->dataset, self->file, NULL,
                                           NULL, &error));
  mend (self, LAYOUT);
  mend (self, DROP);
  undone = dup_shown (self);
  g_assert_cmpstr (undone, ==,
                   "Nhóm|STT|Xã|Số/Khu vực|1|TYT a|40/Khu vực|2|TYT b|50/Khu vực|3|TYT c|6");
}

/* A step that was done after the person saw the cell has moved it. */
static void
test_as_seen (Fixture *self, gconstpointer unused)
{
  const CbCellEdit cell = { 4, 3, "5", "55", "" };
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;

  mend (self, DROP);
  cb_workplace_edit_cells (self->parent.workplace, self->dataset, self->file, &cell, 1, NULL, NULL,
                           NULL, &error);
  g_assert_no_error (error);
  shown = dup_shown (self);
  g_assert_cmpstr (shown, ==, "STT|Xã|Số/I|Khu vực|/1|TYT a|4/2|TYT b|55/|Cộng|9/3|TYT c|6");
}

/* In one column of the table that is shown, and counted before. */
static void
test_replaced (Fixture *self, gconstpointer unused)
{
  const CbReplacement replacement = { "TYT", "Trạm", 2, FALSE, FALSE };
  g_autofree char *step = cb_workplace_dup_replace_step (&replacement);
  g_autofree char *recipe = g_strdup_printf ("[%s]", step);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autofree char *shown = NULL;
  guint64 cells = 0;

  mend (self, LAYOUT);
  mend (self, DROP);
  reader
      = cb_workplace_open_reader (self->parent.workplace, self->dataset, self->file, NULL, &error);
  g_assert_true (cb_reader_measure (reader, recipe, &cells, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (cells, ==, 3);
  cb_reader_close (reader);
  cb_workplace_replace (self->parent.workplace, self->dataset, self->file, &replacement, NULL, NULL,
                        NULL, &error);
  g_assert_no_error (error);
  shown = dup_shown (self);
  g_assert_cmpstr (shown, ==,
                   "Nhóm|STT|Xã|Số/Khu vực|1|Trạm a|4/Khu vực|2|Trạm b|5/Khu vực|3|Trạm c|6");
}

/* Next month what was replaced is replaced again; what was edited is of that file alone, and said.
 */
static void
test_next_month (Fixture *self, gconstpointer unused)
{
  const CbReplacement replacement = { "TYT", "Trạm", -1, FALSE, FALSE };
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRepeat) repeat = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *steps = NULL;

  g_assert_true (edit (self, 4, 3, "5", "55", &error));
  cb_workplace_replace (self->parent.workplace, self->dataset, self->file, &replacement, NULL, NULL,
                        NULL, &error);
  g_assert_no_error (error);
  take_in (self, "2026-11", text);
  g_assert_true (cb_workplace_repeat (self->parent.workplace, self->dataset, self->file, &repeat,
                                      NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (repeat->n_cells, ==, 1);
  g_assert_cmpuint (repeat->n_steps, ==, 1);
  g_assert_cmpuint (g_strv_length (repeat->left_out), ==, 0);
  steps = g_strjoinv ("|", repeat->steps);
  g_assert_cmpstr (steps, ==, "Replace “TYT” with “Trạm”");
  shown = dup_shown (self);
  g_assert_cmpstr (
      shown, ==,
      "STT|Xã|CCCD|Số/I|Khu vực||/1|Trạm a|001085012345|4/2|Trạm b|x|5/|Cộng||9/3|Trạm c|y|6");
}

/* What each step did, in a line. */
static void
test_words (Fixture *self, gconstpointer unused)
{
  static const struct
  {
    const char *step;
    const char *words;
  } said[] = {
    { "{\"step\":\"set-cell\",\"row\":12,\"column\":\"Số\",\"before\":\"\",\"after\":\"20\"}",
      "Edited cell: Số, row 12: (blank) → “20”" },
    { "{\"step\":\"replace\",\"find\":\"a\",\"with\":\"b\",\"column\":\"Xã\"}",
      "Replace “a” with “b” in column Xã" },
    { "{\"step\":\"drop-column\",\"column\":\"Xã\"}", "Drop this column: Xã" },
    { "{\"step\":\"normalise\"}", "Tidy the letters" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autofree char *words = cb_finding_step_dup_words (said[i].step);

      g_assert_cmpstr (words, ==, said[i].words);
    }
}

/* A step that names its column by what the table looks like after another was dropped. */
static void
test_column_after_another (Fixture *self, gconstpointer unused)
{
  g_autofree char *shown = NULL;

  mend (self, "{\"step\":\"drop-column\",\"column\":\"Xã\",\"index\":1}");
  mend (self, "{\"step\":\"mask-column\",\"column\":\"CCCD\",\"index\":1}");
  shown = dup_shown (self);
  g_assert_cmpstr (shown, ==, "STT|CCCD|Số/I||/1|***|4/2|***|5/||9/3|***|6");
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/edit/where-it-is-seen", test_where_it_is_seen);
  ADD ("/edit/refused", test_refused);
  ADD ("/edit/several", test_several);
  ADD ("/edit/as-seen", test_as_seen);
  ADD ("/edit/replaced", test_replaced);
  ADD ("/edit/next-month", test_next_month);
  ADD ("/edit/words", test_words);
  ADD ("/edit/column-after-another", test_column_after_another);

  return g_test_run ();
}
