/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is different from what was published, on the page of a dataset: beside its table, and where
 * it is approved. */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "cbu-test.h"
#include "core/store/cb-store-datasets.h"
#include "core/workplace/cb-workplace-private.h"
#include "ui/datasets/cbu-change-row.h"
#include "ui/datasets/cbu-dataset-view-private.h"

typedef struct
{
  CbuSession *session;
  char *id; /* (owned): of the dataset */
  char *text;
  GtkWidget *view;
  GtkWidget *window;
} Rig;

/* @text as a file of the dataset, taken in. */
static char *
take_in (CbWorkplace *workplace, const char *id, const char *file_id, const char *text)
{
  g_autofree char *path = g_build_filename (cb_workplace_get_root (workplace), "bang.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (CbDatasetFile) taken = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  taken = cb_workplace_take_in (workplace, id, file_id, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);

  return g_strdup (taken->id);
}

/* The first file is what the public has, the second what is to follow. */
static gpointer
prepare_in_thread (gpointer data)
{
  Rig *rig = data;
  CbWorkplace *workplace = cbu_session_get_workplace (rig->session);
  g_autoptr (CbDataset) dataset = cb_workplace_create_dataset (workplace, NULL, NULL, NULL);
  g_autofree char *file_id = NULL;
  g_autoptr (GError) error = NULL;
  CbDatasetFile *file;

  rig->id = g_strdup (dataset->id);
  file_id
      = take_in (workplace, rig->id, NULL, "Mã,Tên,Số\nA1,An,1\nA2,Bình,2\nA3,Chi,3\nA4,Dũng,4\n");
  g_clear_pointer (&dataset, cb_dataset_free);
  dataset = cb_workplace_get_dataset (workplace, rig->id, &error);
  file = g_ptr_array_index (dataset->files, 0);
  file->published_sha256 = g_strdup (file->sha256);
  g_assert_true (cb_store_save_dataset (workplace->store, dataset, &error));
  g_assert_no_error (error);
  g_free (take_in (workplace, rig->id, file_id, rig->text));

  return NULL;
}

static void
open_view (Rig *rig, const char *text)
{
  rig->session = cbu_test_open_practice ();
  rig->text = g_strdup (text);
  g_thread_join (g_thread_new ("prepare", prepare_in_thread, rig));
  rig->view = cbu_dataset_view_new (rig->session, rig->id);
  rig->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (rig->window), rig->view);
  gtk_window_set_default_size (GTK_WINDOW (rig->window), 1200, 720);
  gtk_window_present (GTK_WINDOW (rig->window));
}

static void
close_view (Rig *rig)
{
  gtk_window_destroy (GTK_WINDOW (rig->window));
  cbu_test_close (rig->session);
  g_free (rig->text);
  g_free (rig->id);
}

static CbuDatasetView *
get_view (gpointer rig)
{
  return CBU_DATASET_VIEW (((Rig *)rig)->view);
}

static gboolean
is_table_shown (gpointer rig)
{
  return cbu_table_get_reader (get_view (rig)->table) != NULL && get_view (rig)->dossier->current;
}

static gboolean
has_rows (gpointer rig)
{
  GtkWidget *list = cbu_test_find (GTK_WIDGET (get_view (rig)->changes), GTK_TYPE_LIST_BOX);

  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) != NULL;
}

/* All words of a widget, shown or not. */
static void
collect_words (GtkWidget *root, GString *words)
{
  if (GTK_IS_LABEL (root))
    g_string_append_printf (words, "%s\n", gtk_label_get_label (GTK_LABEL (root)));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_words (child, words);
}

static gboolean
says (GtkWidget *root, const char *text)
{
  g_autoptr (GString) words = g_string_new (NULL);

  collect_words (root, words);
  return strstr (words->str, text) != NULL;
}

static gboolean
is_said_in_review (gpointer rig)
{
  return says (GTK_WIDGET (get_view (rig)->review), "1 row added; 1 row removed; 1 row changed.");
}

static gboolean
is_same_in_review (gpointer rig)
{
  return says (GTK_WIDGET (get_view (rig)->review), "The file is the same, byte for byte.");
}

static gboolean
is_at_changed_cell (gpointer rig)
{
  guint64 row = 0;
  guint column = 0;

  cbu_grid_get_cursor (cbu_table_get_grid (get_view (rig)->table), &row, &column);
  return row == 2 && column == 2;
}

static gboolean
are_rows_looked_at (gpointer rig)
{
  return cbu_steps_get_step (get_view (rig)->steps) == CBU_STEP_VIEW && has_rows (rig)
         && gtk_widget_get_mapped (GTK_WIDGET (get_view (rig)->changes));
}

static void
test_rows (void)
{
  Rig rig = { 0 };
  CbuDatasetView *view;
  GtkListBox *list;
  GtkListBoxRow *row;

  open_view (&rig, "Mã,Tên,Số\nA1,An,1\nA2,Bình,2\nA3,Chi,30\nA5,Em,5\n");
  view = get_view (&rig);
  cbu_test_wait (is_table_shown, &rig, "the table");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (view->changes_button)));
  gtk_toggle_button_set_active (view->changes_button, TRUE);
  cbu_test_wait (has_rows, &rig, "the rows");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (view->table_stack), ==, "changes");
  list = GTK_LIST_BOX (cbu_test_find (GTK_WIDGET (view->changes), GTK_TYPE_LIST_BOX));
  row = gtk_list_box_get_row_at_index (list, 0);
  g_assert_true (says (GTK_WIDGET (row), "Row 4 · A3"));
  g_assert_true (says (GTK_WIDGET (row), "Số: 3 → 30"));
  g_assert_cmpuint (cbu_test_count_nameless (GTK_WIDGET (view->changes)), ==, 0);

  /* It leads to the cell. */
  g_signal_emit_by_name (list, "row-activated", row);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (view->table_stack), ==, "table");
  cbu_test_wait (is_at_changed_cell, &rig, "the cell");

  /* A row that is gone is nowhere to go to. */
  gtk_toggle_button_set_active (view->changes_button, TRUE);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (cbu_test_find_button (GTK_WIDGET (view->changes), "Rows removed: 1")),
      TRUE);
  cbu_test_wait (has_rows, &rig, "the removed row");
  row = gtk_list_box_get_row_at_index (list, 0);
  g_assert_true (says (GTK_WIDGET (row), "Row 5 of the file before · A4"));
  g_assert_false (gtk_list_box_row_get_activatable (row));
  close_view (&rig);
}

static gboolean
is_by_code (gpointer rig)
{
  return says (GTK_WIDGET (get_view (rig)->changes), "Rows were found again by the column: Mã.");
}

/* Whoever knows better says by which column. */
static void
test_key (void)
{
  Rig rig = { 0 };
  CbuDatasetView *view;
  GtkDropDown *key;

  open_view (&rig, "Mã,Tên,Số\nB1,An,1\nB2,Bình,2\nB3,Chi,3\nB4,Dũng,4\n");
  view = get_view (&rig);
  cbu_test_wait (is_table_shown, &rig, "the table");
  gtk_toggle_button_set_active (view->changes_button, TRUE);
  cbu_test_wait (has_rows, &rig, "the rows");
  key = GTK_DROP_DOWN (cbu_test_find (GTK_WIDGET (view->changes), GTK_TYPE_DROP_DOWN));
  g_assert_cmpuint (gtk_drop_down_get_selected (key), ==, 0);
  g_assert_true (says (GTK_WIDGET (view->changes), "4 rows changed."));
  gtk_drop_down_set_selected (key, 1);
  cbu_test_wait (is_by_code, &rig, "the rows by their code");
  g_assert_cmpuint (gtk_drop_down_get_selected (key), ==, 1);
  g_assert_true (says (GTK_WIDGET (view->changes), "4 rows added; 4 rows removed."));
  close_view (&rig);
}

/* One of the two is looked at instead of the table. */
static void
test_beside_columns (void)
{
  Rig rig = { 0 };
  CbuDatasetView *view;

  open_view (&rig, "Mã,Tên,Số\nA1,An,1\n");
  view = get_view (&rig);
  cbu_test_wait (is_table_shown, &rig, "the table");
  gtk_toggle_button_set_active (view->columns_button, TRUE);
  gtk_toggle_button_set_active (view->changes_button, TRUE);
  g_assert_false (gtk_toggle_button_get_active (view->columns_button));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (view->table_stack), ==, "changes");
  gtk_toggle_button_set_active (view->columns_button, TRUE);
  g_assert_false (gtk_toggle_button_get_active (view->changes_button));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (view->table_stack), ==, "columns");
  gtk_toggle_button_set_active (view->columns_button, FALSE);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (view->table_stack), ==, "table");
  close_view (&rig);
}

static void
test_review (void)
{
  Rig rig = { 0 };
  GtkWidget *button;

  open_view (&rig, "Mã,Tên,Số\nA1,An,1\nA2,Bình,2\nA3,Chi,30\nA5,Em,5\n");
  cbu_test_wait (is_table_shown, &rig, "the table");
  /* Nobody has looked yet. */
  g_assert_null (get_view (&rig)->compared_key);
  cbu_steps_set_step (get_view (&rig)->steps, CBU_STEP_APPROVE);
  cbu_test_wait (is_said_in_review, &rig, "the sentence");
  button = cbu_test_find_button (GTK_WIDGET (get_view (&rig)->review), "Look at the rows");
  g_assert_nonnull (button);
  gtk_widget_activate (button);
  cbu_test_wait (are_rows_looked_at, &rig, "the rows");
  close_view (&rig);
}

static void
test_same (void)
{
  Rig rig = { 0 };

  open_view (&rig, "Mã,Tên,Số\nA1,An,1\nA2,Bình,2\nA3,Chi,3\nA4,Dũng,4\n");
  cbu_test_wait (is_table_shown, &rig, "the table");
  cbu_steps_set_step (get_view (&rig)->steps, CBU_STEP_APPROVE);
  cbu_test_wait (is_same_in_review, &rig, "the sentence");
  g_assert_null (cbu_test_find_button (GTK_WIDGET (get_view (&rig)->review), "Look at the rows"));
  close_view (&rig);
}

static gpointer
add_file_in_thread (gpointer data)
{
  Rig *rig = data;

  g_free (take_in (cbu_session_get_workplace (rig->session), rig->id, NULL, "a,b\n1,2\n"));

  return NULL;
}

static gboolean
is_other_file_said (gpointer rig)
{
  GtkWidget *review = GTK_WIDGET (get_view (rig)->review);

  return says (review, "This file was not published yet.")
         && says (review, "bang.csv · Against what was published");
}

/* Of several files each has its sentence where they are approved. */
static void
test_several_files (void)
{
  Rig rig = { 0 };

  open_view (&rig, "Mã,Tên,Số\nA1,An,1\n");
  g_thread_join (g_thread_new ("add", add_file_in_thread, &rig));
  cbu_test_wait (is_table_shown, &rig, "the table");
  cbu_steps_set_step (get_view (&rig)->steps, CBU_STEP_APPROVE);
  cbu_test_wait (is_other_file_said, &rig, "the sentence about the other file");
  /* The new one has nothing to be compared with. */
  gtk_drop_down_set_selected (get_view (&rig)->file_choice, 1);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_view (&rig)->changes_button)));
  g_assert_true (says (GTK_WIDGET (get_view (&rig)->review), "This file was not published yet."));
  g_assert_false (says (GTK_WIDGET (get_view (&rig)->review), "Against what was published"));
  close_view (&rig);
}

/* Nothing is published: there is nothing to be seen of it. */
static void
test_nothing_published (void)
{
  Rig rig = { 0 };

  rig.session = cbu_test_open_practice ();
  rig.id = cbu_test_prepare_dataset (rig.session);
  rig.view = cbu_dataset_view_new (rig.session, rig.id);
  rig.window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (rig.window), rig.view);
  gtk_window_present (GTK_WINDOW (rig.window));
  cbu_test_wait (cbu_test_has_findings, rig.view, "the findings");
  cbu_test_wait (is_table_shown, &rig, "the table");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_view (&rig)->changes_button)));
  cbu_steps_set_step (get_view (&rig)->steps, CBU_STEP_APPROVE);
  g_assert_null (get_view (&rig)->compared_key);
  close_view (&rig);
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);

  g_test_add_func ("/ui/changes/rows", test_rows);
  g_test_add_func ("/ui/changes/key-is-chosen", test_key);
  g_test_add_func ("/ui/changes/beside-columns", test_beside_columns);
  g_test_add_func ("/ui/changes/where-it-is-approved", test_review);
  g_test_add_func ("/ui/changes/the-same-bytes", test_same);
  g_test_add_func ("/ui/changes/several-files", test_several_files);
  g_test_add_func ("/ui/changes/nothing-published", test_nothing_published);

  return g_test_run ();
}
