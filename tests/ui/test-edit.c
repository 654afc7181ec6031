/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cells that are written over in the page of a dataset. */

#include "config.h"

#include "cbu-test.h"

#include "ui/datasets/cbu-dataset-view-private.h"
#include "ui/datasets/cbu-table-private.h"
#include "ui/datasets/cbu-table-replace.h"
#include "ui/widgets/cbu-run.h"

typedef struct
{
  CbuSession *session;
  char *id; /* (owned): of the dataset */
  GtkWidget *window;
  CbuDatasetView *view;
  CbuTable *table;
  const char *shown; /* what is waited for, in the second cell of the first row */
} Rig;

static gboolean
is_settled (gpointer data)
{
  Rig *rig = data;

  return rig->view->n_edits == 0 && !rig->view->checking && rig->view->dossier->current
         && rig->table->before == NULL && !rig->table->staying
         && !cbu_table_edits_is_typed (rig->table->edits, 0, 1)
         && g_strcmp0 (_cbu_table_get_text (rig->table, 0, 1), rig->shown) == 0;
}

static gboolean
has_table (gpointer data)
{
  Rig *rig = data;

  return _cbu_table_get_text (rig->table, 0, 1) != NULL && rig->table->editable;
}

static void
open_view (Rig *rig)
{
  rig->session = cbu_test_open_practice ();
  rig->id = cbu_test_prepare_dataset (rig->session);
  rig->view = CBU_DATASET_VIEW (cbu_dataset_view_new (rig->session, rig->id));
  rig->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (rig->window), GTK_WIDGET (rig->view));
  gtk_window_set_default_size (GTK_WINDOW (rig->window), 1200, 720);
  gtk_window_present (GTK_WINDOW (rig->window));
  cbu_test_wait (cbu_test_has_findings, rig->view, "the findings");
  rig->table = rig->view->table;
  cbu_test_wait (has_table, rig, "the table");
}

static void
close_view (Rig *rig)
{
  gtk_window_destroy (GTK_WINDOW (rig->window));
  cbu_test_close (rig->session);
  g_free (rig->id);
}

static const char *
get_recipe (Rig *rig)
{
  const CbDatasetFile *file = g_ptr_array_index (rig->view->dossier->dataset->files, 0);

  return file->recipe != NULL ? file->recipe : "";
}

static void
type_over (Rig *rig, guint64 row, guint column, const char *text)
{
  cbu_grid_set_cursor (rig->table->grid, row, column, FALSE);
  g_signal_emit_by_name (rig->table->grid, "edit");
  g_assert_nonnull (rig->table->editor);
  g_assert_true (gtk_widget_get_visible (rig->table->editor));
  cbu_cell_editor_set_text (CBU_CELL_EDITOR (rig->table->editor), text, NULL);
  cbu_cell_editor_accept (CBU_CELL_EDITOR (rig->table->editor));
}

/* What is said of the last step. */
static void
assert_last_step (Rig *rig, const char *words)
{
  GtkWidget *popover = cbu_test_find (
      cbu_test_find (GTK_WIDGET (rig->view->panel), GTK_TYPE_MENU_BUTTON), GTK_TYPE_POPOVER);
  GtkWidget *heading = cbu_test_find (popover, GTK_TYPE_LABEL);
  GtkWidget *list = cbu_test_find (popover, GTK_TYPE_VIEWPORT);
  GtkWidget *line = cbu_test_find (list, GTK_TYPE_LABEL);

  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (heading)), ==, "What was mended");
  g_assert_true (g_str_has_prefix (gtk_label_get_label (GTK_LABEL (line)), words));
}

/* It is shown at once, is a step of the recipe, is marked, and can be undone and done again; where
 * one was stays. */
static void
test_typed (void)
{
  Rig rig = { 0 };
  g_autofree char *before = NULL;
  guint64 row;
  guint column;

  open_view (&rig);
  before = g_strdup (_cbu_table_get_text (rig.table, 0, 1));
  type_over (&rig, 0, 1, "Trạm y tế\nđã sửa");
  g_assert_cmpstr (_cbu_table_get_text (rig.table, 0, 1), ==, "Trạm y tế\nđã sửa");
  rig.shown = "Trạm y tế\nđã sửa";
  cbu_test_wait (is_settled, &rig, "the edited table");
  g_assert_nonnull (strstr (get_recipe (&rig), "\"set-cell\""));
  assert_last_step (&rig, "1. Edited cell: ");
  g_assert_true (cbu_table_edits_has (rig.table->edits, 0, 1));
  g_assert_false (cbu_table_edits_has (rig.table->edits, 1, 1));
  g_assert_true (cbu_grid_get_cursor (rig.table->grid, &row, &column));
  g_assert_cmpuint (row, ==, 0);
  g_assert_cmpuint (column, ==, 1);

  rig.shown = before;
  g_assert_true (cbu_dataset_view_command (rig.view, "undo"));
  cbu_test_wait (is_settled, &rig, "the table as it was");
  g_assert_null (strstr (get_recipe (&rig), "\"set-cell\""));
  g_assert_false (cbu_table_edits_has (rig.table->edits, 0, 1));
  rig.shown = "Trạm y tế\nđã sửa";
  g_assert_true (cbu_dataset_view_command (rig.view, "redo"));
  cbu_test_wait (is_settled, &rig, "the edited table again");
  close_view (&rig);
}

/* One goes on typing while the file is written: every cell arrives, the last text of each. */
static void
test_typed_on (void)
{
  Rig rig = { 0 };

  open_view (&rig);
  type_over (&rig, 0, 1, "một");
  type_over (&rig, 2, 1, "hai");
  type_over (&rig, 0, 1, "ba");
  g_assert_cmpstr (_cbu_table_get_text (rig.table, 2, 1), ==, "hai");
  rig.shown = "ba";
  cbu_test_wait (is_settled, &rig, "all that was typed");
  g_assert_cmpstr (_cbu_table_get_text (rig.table, 2, 1), ==, "hai");
  g_assert_true (cbu_table_edits_has (rig.table->edits, 2, 1));
  close_view (&rig);
}

typedef struct
{
  Rig *rig;
  guint n_steps;
} Written;

/* In the store: the page is gone. */
static gboolean
is_written (gpointer data)
{
  Written *written = data;
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (
      cbu_session_get_workplace (written->rig->session), written->rig->id, NULL);
  const CbDatasetFile *file = g_ptr_array_index (dataset->files, 0);
  g_auto (GStrv) parts = g_strsplit (file->recipe != NULL ? file->recipe : "", "set-cell", -1);

  return g_strv_length (parts) == written->n_steps + 1;
}

/* Whoever types and leaves the page at once has it written. */
static void
test_page_left (void)
{
  Rig rig = { 0 };
  Written written = { &rig, 2 };

  open_view (&rig);
  type_over (&rig, 0, 1, "một");
  type_over (&rig, 2, 1, "hai");
  adw_window_set_content (ADW_WINDOW (rig.window), NULL);
  cbu_test_wait (is_written, &written, "what was typed");
  close_view (&rig);
}

static gboolean
is_open_again (gpointer data)
{
  Rig *rig = data;

  return rig->table->editor != NULL && gtk_widget_get_visible (rig->table->editor);
}

static gboolean
is_written_and_shown (gpointer data)
{
  Rig *rig = data;

  return rig->view->n_edits == 0 && rig->view->dossier->current && rig->table->before == NULL
         && !rig->table->staying && !cbu_table_edits_is_typed (rig->table->edits, 0, 1)
         && !cbu_table_edits_is_typed (rig->table->edits, 4, 1)
         && _cbu_table_get_text (rig->table, 4, 1) != NULL;
}

/* What is in line before what is typed. */
static struct
{
  GMutex mutex;
  GCond cond;
  gboolean let_go;
} line;

static gpointer
stand_in_line (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  g_mutex_lock (&line.mutex);
  while (!line.let_go)
    g_cond_wait (&line.cond, &line.mutex);
  g_mutex_unlock (&line.mutex);

  return NULL;
}

static void
hold_line (Rig *rig)
{
  line.let_go = FALSE;
  cbu_run_async (rig->view, cbu_session_get_workplace (rig->session),
                 &(CbuRun){ .tag = hold_line, .work = stand_in_line, .in_order = TRUE });
}

static void
let_line_go (void)
{
  g_mutex_lock (&line.mutex);
  line.let_go = TRUE;
  g_cond_broadcast (&line.cond);
  g_mutex_unlock (&line.mutex);
}

static guint
count_mended (Rig *rig)
{
  g_autoptr (GPtrArray) rows
      = cb_workplace_list_journal (cbu_session_get_workplace (rig->session), rig->id, NULL);
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (((const CbJournalRow *)g_ptr_array_index (rows, i))->event, "file.mended"))
      n++;

  return n;
}

/* The file is written once for all that was typed while it was written for others. */
static void
test_together (void)
{
  Rig rig = { 0 };

  open_view (&rig);
  hold_line (&rig);
  type_over (&rig, 0, 1, "một");
  type_over (&rig, 2, 1, "hai");
  type_over (&rig, 0, 1, "ba");
  let_line_go ();
  rig.shown = "ba";
  cbu_test_wait (is_settled, &rig, "all that was typed");
  g_assert_cmpstr (_cbu_table_get_text (rig.table, 2, 1), ==, "hai");
  g_assert_cmpuint (count_mended (&rig), ==, 1);
  rig.shown = "một";
  g_assert_true (cbu_dataset_view_command (rig.view, "undo"));
  cbu_test_wait (is_settled, &rig, "the text before the last one");
  g_assert_cmpstr (_cbu_table_get_text (rig.table, 2, 1), ==, "hai");
  close_view (&rig);
}

/* Undone before it is written: it is the last thing that was done all the same. */
static void
test_undone_at_once (void)
{
  Rig rig = { 0 };

  open_view (&rig);
  hold_line (&rig);
  type_over (&rig, 2, 1, "hai");
  type_over (&rig, 0, 1, "một");
  g_assert_true (cbu_dataset_view_command (rig.view, "undo"));
  type_over (&rig, 4, 1, "năm");
  let_line_go ();
  cbu_test_wait (is_written_and_shown, &rig, "all that was typed");
  g_assert_cmpstr (_cbu_table_get_text (rig.table, 0, 1), !=, "một");
  g_assert_cmpstr (_cbu_table_get_text (rig.table, 2, 1), ==, "hai");
  g_assert_cmpstr (_cbu_table_get_text (rig.table, 4, 1), ==, "năm");
  close_view (&rig);
}

/* Of cells that are written together one may be another by now: the others are written. */
static void
test_one_refused (void)
{
  Rig rig = { 0 };

  open_view (&rig);
  hold_line (&rig);
  type_over (&rig, 2, 1, "hai");
  _cbu_dataset_view_edit_cell (rig.view, 4, 1, "not what it holds", "đã gõ");
  type_over (&rig, 0, 1, "một");
  let_line_go ();
  rig.shown = "một";
  cbu_test_wait (is_settled, &rig, "what could be written");
  g_assert_cmpstr (_cbu_table_get_text (rig.table, 2, 1), ==, "hai");
  g_assert_true (is_open_again (&rig));
  close_view (&rig);
}

static void
begin_to_type (Rig *rig, guint64 row, guint column, const char *text)
{
  cbu_grid_set_cursor (rig->table->grid, row, column, FALSE);
  g_signal_emit_by_name (rig->table->grid, "edit");
  g_assert_true (gtk_widget_get_visible (rig->table->editor));
  cbu_cell_editor_set_text (CBU_CELL_EDITOR (rig->table->editor), text, NULL);
}

/* By a key, not by a click: the cell is open until then. */
static void
test_left_open (void)
{
  Rig rig = { 0 };
  Written written = { &rig, 1 };

  open_view (&rig);
  begin_to_type (&rig, 0, 1, "gõ dở");
  gtk_toggle_button_set_active (rig.view->columns_button, TRUE);
  g_assert_false (gtk_widget_get_visible (rig.table->editor));
  g_assert_false (gtk_widget_has_focus (GTK_WIDGET (rig.table->grid)));
  rig.shown = "gõ dở";
  cbu_test_wait (is_settled, &rig, "what was typed when the table went");
  close_view (&rig);

  rig = (Rig){ 0 };
  open_view (&rig);
  begin_to_type (&rig, 2, 1, "gõ dở");
  adw_window_set_content (ADW_WINDOW (rig.window), NULL);
  cbu_test_wait (is_written, &written, "what was typed when the page went");
  close_view (&rig);
}

/* It belongs to the table that was there, not to what takes its place. */
static void
test_other_table (void)
{
  Rig rig = { 0 };

  open_view (&rig);
  begin_to_type (&rig, 0, 1, "gõ dở");
  cbu_table_show (rig.table, NULL, NULL);
  g_assert_false (gtk_widget_get_visible (rig.table->editor));
  g_assert_cmpuint (rig.view->n_edits, ==, 1);
  close_view (&rig);
}

/* Nothing is written when the text is the same, or was left. */
static void
test_left (void)
{
  Rig rig = { 0 };
  g_autofree char *before = NULL;

  open_view (&rig);
  before = g_strdup (_cbu_table_get_text (rig.table, 0, 1));
  type_over (&rig, 0, 1, before);
  g_assert_cmpuint (rig.view->n_edits, ==, 0);
  g_assert_false (cbu_table_edits_has (rig.table->edits, 0, 1));
  close_view (&rig);
}

/* A cell that holds something else by now stays as it is, and what was typed is there to be looked
 * at. */
static void
test_refused (void)
{
  Rig rig = { 0 };
  g_autofree char *typed = NULL;
  g_autofree char *before = NULL;

  open_view (&rig);
  before = g_strdup (_cbu_table_get_text (rig.table, 0, 1));
  _cbu_dataset_view_edit_cell (rig.view, 0, 1, "not what it holds", "đã gõ");
  cbu_test_wait (is_open_again, &rig, "the cell that was refused");
  typed = cbu_cell_editor_dup_text (CBU_CELL_EDITOR (rig.table->editor));
  g_assert_cmpstr (typed, ==, "đã gõ");
  g_assert_cmpstr (_cbu_table_get_text (rig.table, 0, 1), ==, before);
  g_assert_cmpuint (cbu_test_count_nameless (rig.table->editor), ==, 0);
  close_view (&rig);
}

static gboolean
is_counted (gpointer replace)
{
  return g_str_has_prefix (cbu_table_replace_get_status (replace), "Replace in ");
}

/* What would change is counted first; it is one step, and can be undone. */
static void
test_replaced (void)
{
  Rig rig = { 0 };
  g_autofree char *before = NULL;
  GtkWidget *bar, *replace;

  open_view (&rig);
  before = g_strdup (_cbu_table_get_text (rig.table, 0, 1));
  g_assert_true (cbu_dataset_view_command (rig.view, "replace"));
  bar = cbu_test_find (GTK_WIDGET (rig.table), CBU_TYPE_TABLE_FIND);
  replace = cbu_test_find (bar, CBU_TYPE_TABLE_REPLACE);
  gtk_editable_set_text (GTK_EDITABLE (cbu_test_find (bar, GTK_TYPE_SEARCH_ENTRY)), before);
  gtk_editable_set_text (GTK_EDITABLE (cbu_test_find (replace, GTK_TYPE_ENTRY)), "Tên mới");
  cbu_test_wait (is_counted, replace, "the count");
  g_assert_cmpuint (cbu_test_count_nameless (bar), ==, 0);
  g_assert_cmpstr (get_recipe (&rig), ==, "");
  cbu_table_replace_do (CBU_TABLE_REPLACE (replace));
  rig.shown = "Tên mới";
  cbu_test_wait (is_settled, &rig, "the table with the new text");
  g_assert_nonnull (strstr (get_recipe (&rig), "\"replace\""));

  rig.shown = before;
  g_assert_true (cbu_dataset_view_command (rig.view, "undo"));
  cbu_test_wait (is_settled, &rig, "the table as it was");
  g_assert_cmpstr (get_recipe (&rig), ==, "");
  /* While it is being sent there is nothing to replace. */
  cbu_table_set_editable (rig.table, FALSE);
  g_assert_false (gtk_widget_get_visible (replace));
  close_view (&rig);
}

/* A word in a column of numbers is not refused, and said to be none. */
static void
test_no_number (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *anchor = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *widget = g_object_ref_sink (cbu_cell_editor_new ());
  CbuCellEditor *editor = CBU_CELL_EDITOR (widget);

  gtk_window_set_child (GTK_WINDOW (window), anchor);
  gtk_widget_set_parent (widget, anchor);
  cbu_cell_editor_expect_number (editor, TRUE);
  cbu_cell_editor_set_cell (editor, "Số · dòng 2", "1.234,5");
  g_assert_cmpstr (cbu_cell_editor_get_said (editor), ==, "");
  cbu_cell_editor_set_text (editor, "2o", NULL);
  g_assert_cmpstr (cbu_cell_editor_get_said (editor), !=, "");
  cbu_cell_editor_set_text (editor, "27,5 %", NULL);
  g_assert_cmpstr (cbu_cell_editor_get_said (editor), ==, "");
  cbu_cell_editor_set_text (editor, "", NULL);
  g_assert_cmpstr (cbu_cell_editor_get_said (editor), ==, "");
  cbu_cell_editor_expect_number (editor, FALSE);
  cbu_cell_editor_set_text (editor, "2o", NULL);
  g_assert_cmpstr (cbu_cell_editor_get_said (editor), ==, "");
  gtk_widget_unparent (widget);
  g_object_unref (widget);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Where nothing may be changed the cell is only shown. */
static void
test_only_shown (void)
{
  Rig rig = { 0 };

  open_view (&rig);
  cbu_table_set_editable (rig.table, FALSE);
  cbu_grid_set_cursor (rig.table->grid, 0, 1, FALSE);
  g_signal_emit_by_name (rig.table->grid, "edit");
  g_assert_null (rig.table->editor);
  g_assert_nonnull (rig.table->inspector);
  close_view (&rig);
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add_func ("/edit/typed", test_typed);
  g_test_add_func ("/edit/typed-on", test_typed_on);
  g_test_add_func ("/edit/page-left", test_page_left);
  g_test_add_func ("/edit/together", test_together);
  g_test_add_func ("/edit/undone-at-once", test_undone_at_once);
  g_test_add_func ("/edit/one-refused", test_one_refused);
  g_test_add_func ("/edit/left-open", test_left_open);
  g_test_add_func ("/edit/other-table", test_other_table);
  g_test_add_func ("/edit/left", test_left);
  g_test_add_func ("/edit/refused", test_refused);
  g_test_add_func ("/edit/replaced", test_replaced);
  g_test_add_func ("/edit/no-number", test_no_number);
  g_test_add_func ("/edit/only-shown", test_only_shown);

  return g_test_run ();
}
