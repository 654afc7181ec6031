/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of a dataset over a real practice workplace: what happens elsewhere, and what people do
 * on it. */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/cb-json.h"
#include "cbu-test.h"
#include "core/model/cb-finding-steps.h"
#include "core/review/cb-review.h"
#include "ui/datasets/cbu-column-format.h"
#include "ui/datasets/cbu-dataset-view-private.h"
#include "ui/datasets/cbu-findings-filter.h"

typedef struct
{
  CbuSession *session;
  char *id; /* (owned): of the dataset */
  GtkWidget *view;
  GtkWidget *window;
} Rig;

static void
open_view (Rig *rig)
{
  rig->session = cbu_test_open_practice ();
  rig->id = cbu_test_prepare_dataset (rig->session);
  rig->view = cbu_dataset_view_new (rig->session, rig->id);
  rig->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (rig->window), rig->view);
  gtk_window_set_default_size (GTK_WINDOW (rig->window), 1200, 720);
  gtk_window_present (GTK_WINDOW (rig->window));
  cbu_test_wait (cbu_test_has_findings, rig->view, "the findings");
}

static void
close_view (Rig *rig)
{
  gtk_window_destroy (GTK_WINDOW (rig->window));
  cbu_test_close (rig->session);
  g_free (rig->id);
}

static GtkListBoxRow *
get_first_row (Rig *rig)
{
  GtkWidget *panel = cbu_test_find (rig->view, CBU_TYPE_FINDINGS_PANEL);

  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (cbu_test_find (panel, GTK_TYPE_LIST_BOX)), 0);
}

static gpointer
rename_in_thread (gpointer data)
{
  Rig *rig = data;
  CbWorkplace *workplace = cbu_session_get_workplace (rig->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (workplace, rig->id, &error);

  g_assert_no_error (error);
  json_object_set_string_member (dataset->metadata, "title", "Tên đã đổi ở chỗ khác");
  g_assert_true (cb_workplace_set_metadata (workplace, rig->id, dataset->metadata, &error));
  g_assert_no_error (error);
  return NULL;
}

static gboolean
is_renamed (gpointer view)
{
  GtkWidget *title = cbu_test_find (view, ADW_TYPE_WINDOW_TITLE);

  return g_str_equal (adw_window_title_get_title (ADW_WINDOW_TITLE (title)),
                      "Tên đã đổi ở chỗ khác");
}

static void
test_rows_stay (void)
{
  Rig rig = { 0 };
  GtkListBoxRow *row;

  open_view (&rig);
  row = get_first_row (&rig);
  g_object_add_weak_pointer (G_OBJECT (row), (gpointer *)&row);
  g_thread_join (g_thread_new ("rename", rename_in_thread, &rig));
  cbu_test_wait (is_renamed, rig.view, "the new title");
  g_assert_nonnull (row);
  g_assert_true (row == get_first_row (&rig));
  g_object_remove_weak_pointer (G_OBJECT (row), (gpointer *)&row);
  close_view (&rig);
}

static gboolean
is_mended (gpointer data)
{
  CbuDatasetView *view = data;
  const CbDatasetFile *file = g_ptr_array_index (view->dossier->dataset->files, 0);

  return file->recipe != NULL && view->dossier->current && !view->checking;
}

static gboolean
is_original (gpointer data)
{
  CbuDatasetView *view = data;
  const CbDatasetFile *file = g_ptr_array_index (view->dossier->dataset->files, 0);

  return file->recipe == NULL && view->dossier->current && !view->checking;
}

static GtkWidget *
find_button (GtkWidget *root, const char *icon)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (root)), icon) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, icon);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static char *
dup_first_step (CbuDatasetView *view)
{
  for (guint i = 0; i < view->dossier->findings->len; i++)
    {
      g_auto (GStrv) steps = cb_finding_dup_steps (g_ptr_array_index (view->dossier->findings, i));

      if (steps[0] != NULL)
        return g_strdup (steps[0]);
    }
  return NULL;
}

static void
test_undo_and_redo (void)
{
  Rig rig = { 0 };
  g_autofree char *step = NULL;
  g_autofree char *mended = NULL;
  g_autofree char *again = NULL;
  CbuDatasetView *view;
  GtkWidget *redo;

  open_view (&rig);
  view = CBU_DATASET_VIEW (rig.view);
  redo = find_button (rig.view, "edit-redo-symbolic");
  step = dup_first_step (view);
  g_assert_nonnull (step);
  g_assert_false (gtk_widget_get_visible (redo));

  gtk_widget_activate_action (rig.view, "dataset.mend", "s", step);
  cbu_test_wait (is_mended, view, "the mended file");
  mended = cbu_dossier_dup_content_key (view->dossier);
  g_assert_false (gtk_widget_get_visible (redo));

  g_assert_true (cbu_dataset_view_command (view, "undo"));
  cbu_test_wait (is_original, view, "the file as it was");
  g_assert_true (gtk_widget_get_visible (redo));

  g_assert_true (cbu_dataset_view_command (view, "redo"));
  cbu_test_wait (is_mended, view, "the file mended again");
  again = cbu_dossier_dup_content_key (view->dossier);
  g_assert_cmpstr (again, ==, mended);
  g_assert_false (gtk_widget_get_visible (redo));
  close_view (&rig);
}

typedef struct
{
  Rig *rig;
  char *step;
} Earlier;

/* The month before: the same file, mended. */
static gpointer
work_in_thread (gpointer data)
{
  Earlier *earlier = data;
  CbWorkplace *workplace = cbu_session_get_workplace (earlier->rig->session);
  g_autofree char *path = cb_workplace_dup_data_path ("samples/co-so-y-te-tcvn3.csv");
  g_autoptr (GFile) sample = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) now = cb_workplace_get_dataset (workplace, earlier->rig->id, &error);
  g_autoptr (CbDataset) before
      = cb_workplace_create_dataset (workplace, now->item_code, "2020-01", &error);
  g_autoptr (CbDatasetFile) file = NULL;

  g_assert_no_error (error);
  file = cb_workplace_take_in (workplace, before->id, NULL, sample, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  cb_workplace_mend (workplace, before->id, file->id, earlier->step, NULL, NULL, NULL, NULL,
                     &error);
  g_assert_no_error (error);

  return NULL;
}

static gboolean
is_offered (gpointer view)
{
  return gtk_widget_get_visible (CBU_DATASET_VIEW (view)->offer);
}

static gboolean
is_asked (gpointer dialog)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        *(GtkWidget **)dialog = window;
    }
  return *(GtkWidget **)dialog != NULL;
}

static gboolean
has_row (GtkWidget *root, const char *title)
{
  if (ADW_IS_ACTION_ROW (root)
      && strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_row (child, title))
      return TRUE;
  return FALSE;
}

/* It is offered, and said what it would do, before anything is done. */
static void
test_repeat (void)
{
  Rig rig = { 0 };
  Earlier earlier = { &rig, NULL };
  CbuDatasetView *view;
  GtkWidget *dialog = NULL;
  const CbDatasetFile *file;

  open_view (&rig);
  view = CBU_DATASET_VIEW (rig.view);
  earlier.step = dup_first_step (view);
  g_thread_join (g_thread_new ("earlier", work_in_thread, &earlier));
  cbu_test_wait (is_offered, view, "the offer");
  gtk_widget_activate_action (rig.view, "dataset.repeat", NULL);
  cbu_test_wait (is_asked, &dialog, "the question");
  g_assert_true (has_row (dialog, cb_finding_step_title (earlier.step)));
  g_assert_cmpuint (cbu_test_count_nameless (dialog), ==, 0);
  file = g_ptr_array_index (view->dossier->dataset->files, 0);
  g_assert_null (file->recipe);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "repeat");
  cbu_test_wait (is_mended, view, "the file mended as the earlier one");
  file = g_ptr_array_index (view->dossier->dataset->files, 0);
  g_assert_nonnull (strstr (file->recipe, earlier.step));
  g_assert_false (gtk_widget_get_visible (view->offer));
  close_view (&rig);
  g_free (earlier.step);
}

/* What the page offers and what is then allowed are one: never a button that is refused. */
static void
assert_offers (Rig *rig, CbuDossier *dossier, gboolean offers)
{
  GtkWidget *review = g_object_ref_sink (g_object_new (CBU_TYPE_REVIEW_VIEW, NULL));

  cbu_review_view_show (CBU_REVIEW_VIEW (review), rig->session, dossier);
  g_assert_true (cbu_dossier_is_ready (dossier) == offers);
  g_assert_true (cb_review_may_request (dossier->dataset, dossier->findings, "Lan", NULL)
                 == offers);
  g_assert_true ((cbu_test_find_button (review, "Send to the reviewer") != NULL) == offers);
  g_object_unref (review);
}

static void
test_sent_when_settled (void)
{
  Rig rig = { 0 };
  CbuDossier *dossier;
  CbFinding *finding;

  open_view (&rig);
  dossier = cbu_dossier_read (cbu_session_get_workplace (rig.session), rig.id, NULL);
  g_assert_true (dossier->current);
  g_ptr_array_set_size (dossier->findings, 1);
  finding = g_ptr_array_index (dossier->findings, 0);
  finding->severity = CB_SEVERITY_BLOCKER;
  assert_offers (&rig, dossier, FALSE);
  finding->severity = CB_SEVERITY_WARNING;
  assert_offers (&rig, dossier, FALSE);
  finding->waived_by = g_strdup ("Lan");
  assert_offers (&rig, dossier, TRUE);
  g_clear_pointer (&finding->waived_by, g_free);
  finding->severity = CB_SEVERITY_NOTE;
  assert_offers (&rig, dossier, TRUE);
  cbu_dossier_unref (dossier);
  close_view (&rig);
}

/* "Settle the next" goes to a warning, past what is not in the way. */
static void
test_next_open (void)
{
  Rig rig = { 0 };
  CbuFindingsPanel *panel;
  const CbFinding *found;
  guint warnings = 0;

  open_view (&rig);
  panel = CBU_FINDINGS_PANEL (cbu_test_find (rig.view, CBU_TYPE_FINDINGS_PANEL));
  for (guint i = 0; i < CBU_DATASET_VIEW (rig.view)->dossier->findings->len; i++)
    {
      const CbFinding *finding
          = g_ptr_array_index (CBU_DATASET_VIEW (rig.view)->dossier->findings, i);

      warnings += finding->severity == CB_SEVERITY_WARNING ? 1 : 0;
    }
  found = cbu_findings_panel_step_open (panel, CB_SEVERITY_WARNING);
  g_assert_true ((found != NULL) == (warnings > 0));
  g_assert_true (found == NULL || found->severity == CB_SEVERITY_WARNING);
  found = cbu_findings_panel_step_open (panel, CB_SEVERITY_BLOCKER);
  g_assert_nonnull (found);
  g_assert_cmpint (found->severity, ==, CB_SEVERITY_BLOCKER);
  close_view (&rig);
}

static gboolean
has_table (gpointer data)
{
  CbuDatasetView *view = data;

  return cbu_grid_get_n_rows (cbu_table_get_grid (view->table)) > 10
         && cbu_test_find (GTK_WIDGET (cbu_table_get_grid (view->table)), GTK_TYPE_LABEL) != NULL;
}

static gboolean
has_grey (GtkWidget *root)
{
  if (gtk_widget_has_css_class (root, "outside"))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_grey (child))
      return TRUE;
  return FALSE;
}

static gboolean
shows_grey (gpointer data)
{
  return has_table (data)
         && has_grey (GTK_WIDGET (cbu_table_get_grid (((CbuDatasetView *)data)->table)));
}

static gboolean
shows_no_grey (gpointer data)
{
  return has_table (data) && ((CbuDatasetView *)data)->dossier->current && !shows_grey (data);
}

/* What the first file is read as, "" for as it was found. */
static const char *
get_options (CbuDatasetView *view)
{
  const CbDatasetFile *file = g_ptr_array_index (view->dossier->dataset->files, 0);

  return file->options != NULL ? file->options : "";
}

static gboolean
is_settled (CbuDatasetView *view)
{
  return view->dossier->current && !view->checking;
}

static gboolean
has_two_taken_out (gpointer data)
{
  return is_settled (data) && strstr (get_options (data), "\"taken_out\":[3,4]") != NULL;
}

static gboolean
has_one_taken_out (gpointer data)
{
  return is_settled (data) && strstr (get_options (data), "\"taken_out\":[3]") != NULL;
}

static gboolean
has_none_taken_out (gpointer data)
{
  return is_settled (data) && strstr (get_options (data), "taken_out") == NULL;
}

/* Several things said of a file are taken back one after the other, and said again. */
static void
test_layout_history (void)
{
  Rig rig = { 0 };
  CbuDatasetView *view;
  GtkWidget *undo, *redo;

  open_view (&rig);
  view = CBU_DATASET_VIEW (rig.view);
  cbu_test_wait (has_table, view, "the table");
  undo = find_button (rig.view, "edit-undo-symbolic");
  redo = find_button (rig.view, "edit-redo-symbolic");
  g_assert_false (gtk_widget_get_visible (undo));
  cbu_grid_set_cursor (cbu_table_get_grid (view->table), 2, 0, FALSE);
  gtk_widget_activate_action (rig.view, "dataset.layout", "s", "take-out");
  cbu_test_wait (has_one_taken_out, view, "one row taken out");
  cbu_test_wait (has_table, view, "the table");
  cbu_grid_set_cursor (cbu_table_get_grid (view->table), 3, 0, FALSE);
  gtk_widget_activate_action (rig.view, "dataset.layout", "s", "take-out");
  cbu_test_wait (has_two_taken_out, view, "two rows taken out");
  g_assert_true (gtk_widget_get_visible (undo));
  g_signal_emit_by_name (undo, "clicked");
  cbu_test_wait (has_one_taken_out, view, "the first change alone");
  g_assert_true (cbu_dataset_view_command (view, "undo"));
  cbu_test_wait (has_none_taken_out, view, "the rows as they were");
  g_assert_false (gtk_widget_get_visible (undo));
  g_assert_true (gtk_widget_get_visible (redo));
  g_assert_true (cbu_dataset_view_command (view, "redo"));
  cbu_test_wait (has_one_taken_out, view, "the first change again");
  g_assert_true (cbu_dataset_view_command (view, "redo"));
  cbu_test_wait (has_two_taken_out, view, "both changes again");
  g_assert_false (gtk_widget_get_visible (redo));
  close_view (&rig);
}

/* A row that a person takes out of the table is grey, and is taken in again by undo. */
static void
test_row_taken_out (void)
{
  Rig rig = { 0 };
  CbuDatasetView *view;

  open_view (&rig);
  view = CBU_DATASET_VIEW (rig.view);
  cbu_test_wait (has_table, view, "the table");
  g_assert_false (shows_grey (view));
  cbu_grid_set_cursor (cbu_table_get_grid (view->table), 2, 0, FALSE);
  gtk_widget_activate_action (rig.view, "dataset.layout", "s", "take-out");
  cbu_test_wait (shows_grey, view, "the grey row");
  g_assert_nonnull (
      strstr (((CbDatasetFile *)view->dossier->dataset->files->pdata[0])->options, "taken_out"));
  g_assert_true (cbu_dataset_view_command (view, "undo"));
  cbu_test_wait (shows_no_grey, view, "the row as it was");
  close_view (&rig);
}

static gboolean
has_columns (gpointer data)
{
  CbuDatasetView *view = data;

  return cbu_test_find (GTK_WIDGET (view->columns), ADW_TYPE_EXPANDER_ROW) != NULL;
}

static gboolean
is_schema_kept (gpointer data)
{
  Rig *rig = data;
  CbuDatasetView *view = CBU_DATASET_VIEW (rig->view);
  const CbDatasetFile *file = g_ptr_array_index (view->dossier->dataset->files, 0);
  gboolean kept = FALSE;
  g_autofree char *json = cb_workplace_dup_schema (cbu_session_get_workplace (rig->session),
                                                   rig->id, file->id, &kept, NULL, NULL);

  return kept && json != NULL && strstr (json, "Mã số của cơ sở") != NULL;
}

static gboolean
is_current (gpointer data)
{
  return is_settled (data);
}

static gboolean
is_schema_found (gpointer data)
{
  Rig *rig = data;
  CbuDatasetView *view = CBU_DATASET_VIEW (rig->view);
  const CbDatasetFile *file = g_ptr_array_index (view->dossier->dataset->files, 0);

  return file->schema == NULL && is_settled (view);
}

static GtkWidget *
open_columns (Rig *rig, CbuDatasetView *view)
{
  GtkWidget *row;

  cbu_test_wait (has_table, view, "the table");
  gtk_toggle_button_set_active (view->columns_button, TRUE);
  cbu_test_wait (has_columns, view, "the columns");
  row = cbu_test_find (GTK_WIDGET (view->columns), ADW_TYPE_EXPANDER_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_cmpuint (cbu_test_count_nameless (GTK_WIDGET (view->columns)), ==, 0);

  return row;
}

/* What a column is, said by a person: kept with the file, the row staying open; undone and done
 * again. */
static void
test_columns_view (void)
{
  Rig rig = { 0 };
  CbuDatasetView *view;
  GtkWidget *row, *save;

  open_view (&rig);
  view = CBU_DATASET_VIEW (rig.view);
  row = open_columns (&rig, view);
  save = cbu_test_find_button (GTK_WIDGET (view->columns), "Keep these columns");
  gtk_editable_set_text (GTK_EDITABLE (cbu_test_find (row, ADW_TYPE_ENTRY_ROW)), "Mã số của cơ sở");
  g_assert_true (gtk_widget_has_css_class (save, "suggested-action"));
  g_signal_emit_by_name (save, "clicked");
  cbu_test_wait (is_schema_kept, &rig, "the columns kept with the file");
  cbu_test_wait (is_current, view, "what the check finds");
  g_assert_true (row == cbu_test_find (GTK_WIDGET (view->columns), ADW_TYPE_EXPANDER_ROW));
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  g_assert_true (cbu_dataset_view_command (view, "undo"));
  cbu_test_wait (is_schema_found, &rig, "the columns as they are found");
  g_assert_true (cbu_dataset_view_command (view, "redo"));
  cbu_test_wait (is_schema_kept, &rig, "the columns kept again");
  close_view (&rig);
}

/* What was typed is kept when one goes back to the table. */
static void
test_columns_are_kept_when_left (void)
{
  Rig rig = { 0 };
  CbuDatasetView *view;
  GtkWidget *row;

  open_view (&rig);
  view = CBU_DATASET_VIEW (rig.view);
  row = open_columns (&rig, view);
  gtk_editable_set_text (GTK_EDITABLE (cbu_test_find (row, ADW_TYPE_ENTRY_ROW)), "Mã số của cơ sở");
  gtk_toggle_button_set_active (view->columns_button, FALSE);
  cbu_test_wait (is_schema_kept, &rig, "the columns kept with the file");
  close_view (&rig);
}

static void
assert_ways (const char *type, const char *format, const char *decimal, const char *expected)
{
  g_autoptr (CbSchemaField) field = cb_schema_field_new ("x", type);
  guint current = G_MAXUINT;
  g_auto (GStrv) ways = NULL;

  field->format = g_strdup (format);
  field->decimal_char = g_strdup (decimal);
  ways = cbu_column_format_dup_ways (field, &current);
  if (expected == NULL)
    {
      g_assert_null (ways);
      return;
    }
  g_assert_cmpuint (current, <, g_strv_length (ways));
  g_assert_cmpstr (ways[current], ==, expected);
  for (guint i = 0; ways[i] != NULL; i++)
    {
      guint again = G_MAXUINT;
      g_auto (GStrv) same = NULL;

      cbu_column_format_set_way (field, i);
      same = cbu_column_format_dup_ways (field, &again);
      if (i < g_strv_length (same))
        g_assert_cmpstr (same[again], ==, ways[i]);
    }
}

static void
test_column_formats (void)
{
  g_autoptr (CbSchemaField) field = cb_schema_field_new ("x", "number");
  g_autofree char *missing = NULL;

  assert_ways ("number", NULL, ",", "1234,5");
  assert_ways ("number", NULL, NULL, "1234.5");
  assert_ways ("integer", NULL, NULL, "1234");
  assert_ways ("date", NULL, NULL, "yyyy-mm-dd");
  assert_ways ("date", "%d/%m/%Y", NULL, "dd/mm/yyyy");
  assert_ways ("date", "any", NULL, "in several ways");
  assert_ways ("date", "ngày %d tháng %m năm %Y", NULL, "ngày dd tháng mm năm yyyy");
  assert_ways ("datetime", "%d/%m/%Y %H:%M", NULL, "dd/mm/yyyy hh:mm");
  assert_ways ("string", NULL, NULL, NULL);
  cbu_column_format_guess (field, "decimal-mark");
  g_assert_cmpstr (field->decimal_char, ==, ",");
  g_assert_cmpstr (field->group_char, ==, ".");
  cbu_column_format_set_missing (field, " - ;không có; ;-");
  g_assert_cmpuint (g_strv_length (field->missing_values), ==, 3);
  g_assert_cmpstr (field->missing_values[0], ==, "");
  missing = cbu_column_format_dup_missing (field);
  g_assert_cmpstr (missing, ==, "-; không có");
  cbu_column_format_set_missing (field, " ; ");
  g_assert_null (field->missing_values);
}

/* A second file, in which the same was found. */
static gpointer
add_file_in_thread (gpointer data)
{
  Rig *rig = data;
  CbWorkplace *workplace = cbu_session_get_workplace (rig->session);
  g_autofree char *path = cb_workplace_dup_data_path ("samples/don-vi-hanh-chinh-tcvn3.csv");
  g_autoptr (GFile) sample = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDatasetFile) file
      = cb_workplace_take_in (workplace, rig->id, NULL, sample, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_object_set_data_full (G_OBJECT (rig->session), "second", g_strdup (file->id), g_free);

  return NULL;
}

static const CbFinding *
find_of_file (CbuDatasetView *view, const char *file_id)
{
  for (guint i = 0; i < view->dossier->findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (view->dossier->findings, i);
      g_auto (GStrv) steps = cb_finding_dup_steps (finding);

      if (steps[0] != NULL
          && g_str_equal (cb_finding_get_argument (finding, CB_FINDING_FILE), file_id))
        return finding;
    }

  return NULL;
}

static gboolean
has_second (gpointer data)
{
  CbuDatasetView *view = data;
  const char *second = g_object_get_data (G_OBJECT (view->session), "second");

  return view->dossier->current && !view->checking && find_of_file (view, second) != NULL;
}

static gboolean
is_second_mended (gpointer data)
{
  CbuDatasetView *view = data;
  const CbDatasetFile *file = g_ptr_array_index (view->dossier->dataset->files, 1);

  return file->recipe != NULL && view->dossier->current && !view->checking;
}

/* What was found in one file is seen there, and mended there, whichever is looked at. */
static void
test_two_files (void)
{
  Rig rig = { 0 };
  CbuDatasetView *view;
  const char *second;
  const CbDatasetFile *first;
  g_auto (GStrv) steps = NULL;
  CbReader *reader;

  open_view (&rig);
  view = CBU_DATASET_VIEW (rig.view);
  cbu_test_wait (has_table, view, "the table");
  reader = cbu_table_get_reader (view->table);
  g_thread_join (g_thread_new ("second", add_file_in_thread, &rig));
  second = g_object_get_data (G_OBJECT (rig.session), "second");
  cbu_test_wait (has_second, view, "the findings of both files");
  g_assert_cmpuint (gtk_drop_down_get_selected (view->file_choice), ==, 0);
  /* The table of the first one is as it was, with the place that one is at. */
  g_assert_true (cbu_table_get_reader (view->table) == reader);
  g_assert_nonnull (cbu_dossier_get_file_name (view->dossier, find_of_file (view, second)));
  steps = cb_finding_dup_steps (find_of_file (view, second));
  gtk_widget_activate_action (rig.view, "dataset.mend-file", "(ss)", second, steps[0]);
  g_assert_cmpuint (gtk_drop_down_get_selected (view->file_choice), ==, 1);
  cbu_test_wait (is_second_mended, view, "the second file mended");
  first = g_ptr_array_index (view->dossier->dataset->files, 0);
  g_assert_null (first->recipe);
  close_view (&rig);
}

static gboolean
shows_second (gpointer data)
{
  CbuDatasetView *view = data;

  return view->dossier->dataset->files->len == 2
         && gtk_drop_down_get_selected (view->file_choice) == 1;
}

/* A file that is dropped on the page is the one that is looked at. */
static void
test_new_file_is_shown (void)
{
  Rig rig = { 0 };
  CbuDatasetView *view;
  g_autofree char *path = cb_workplace_dup_data_path ("samples/don-vi-hanh-chinh-tcvn3.csv");
  g_autoptr (GFile) sample = g_file_new_for_path (path);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  open_view (&rig);
  view = CBU_DATASET_VIEW (rig.view);
  g_list_store_append (files, sample);
  cbu_dataset_view_take_files (view, G_LIST_MODEL (files));
  cbu_test_wait (shows_second, view, "the second file");
  cbu_test_wait (is_current, view, "what is found in it");
  close_view (&rig);
}

static guint
count_listed_of (CbuDatasetView *view, const char *file_id, gboolean of_file)
{
  GtkListBox *list = GTK_LIST_BOX (cbu_test_find (GTK_WIDGET (view->panel), GTK_TYPE_LIST_BOX));
  GtkListBoxRow *row;
  guint n = 0;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row))
        && (g_strcmp0 (g_object_get_data (G_OBJECT (row), "file"), file_id) == 0) == of_file)
      n++;

  return n;
}

static gboolean
has_one_file (gpointer data)
{
  CbuDatasetView *view = data;

  return view->dossier->dataset->files->len == 1 && view->dossier->current && !view->checking;
}

static gpointer
remove_file_in_thread (gpointer data)
{
  Rig *rig = data;
  g_autoptr (GError) error = NULL;

  cb_workplace_remove_file (cbu_session_get_workplace (rig->session), rig->id,
                            g_object_get_data (G_OBJECT (rig->session), "second"), &error);
  g_assert_no_error (error);

  return NULL;
}

/* What was found in one file is listed alone, until something of another is asked for. */
static void
test_filter (void)
{
  Rig rig = { 0 };
  CbuDatasetView *view;
  GtkWidget *filter;
  GtkDropDown *choice;
  const char *second;
  g_autofree char *key = NULL;

  open_view (&rig);
  view = CBU_DATASET_VIEW (rig.view);
  filter = cbu_test_find (rig.view, CBU_TYPE_FINDINGS_FILTER);
  choice = GTK_DROP_DOWN (cbu_test_find (filter, GTK_TYPE_DROP_DOWN));
  g_assert_false (gtk_widget_get_visible (filter));
  key = cb_finding_dup_key (g_ptr_array_index (view->dossier->findings, 0));
  g_thread_join (g_thread_new ("second", add_file_in_thread, &rig));
  second = g_object_get_data (G_OBJECT (rig.session), "second");
  cbu_test_wait (has_second, view, "the findings of both files");
  g_assert_true (gtk_widget_get_visible (filter));
  g_assert_cmpuint (count_listed_of (view, second, FALSE), >, 0);
  gtk_drop_down_set_selected (choice, 2);
  g_assert_cmpuint (count_listed_of (view, second, TRUE), >, 0);
  g_assert_cmpuint (count_listed_of (view, second, FALSE), ==, 0);
  for (guint i = 0; i < view->dossier->findings->len; i++)
    g_assert_cmpstr (
        cb_finding_get_argument (cbu_findings_panel_step (view->panel, 1), CB_FINDING_FILE), ==,
        second);
  g_thread_join (g_thread_new ("rename", rename_in_thread, &rig));
  cbu_test_wait (is_renamed, rig.view, "the new title");
  g_assert_cmpuint (gtk_drop_down_get_selected (choice), ==, 2);
  cbu_findings_panel_select (view->panel, key);
  g_assert_cmpuint (gtk_drop_down_get_selected (choice), ==, 0);
  gtk_drop_down_set_selected (choice, 2);
  g_thread_join (g_thread_new ("remove", remove_file_in_thread, &rig));
  cbu_test_wait (has_one_file, view, "the first file alone");
  g_assert_false (gtk_widget_get_visible (filter));
  g_assert_cmpuint (count_listed_of (view, second, FALSE), >, 0);
  close_view (&rig);
}

/* A file of 700 columns. */
static gpointer
add_wide_file_in_thread (gpointer data)
{
  Rig *rig = data;
  CbWorkplace *workplace = cbu_session_get_workplace (rig->session);
  g_autofree char *folder = g_dir_make_tmp ("congbo-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "rộng.csv", NULL);
  g_autoptr (GFile) wide = g_file_new_for_path (path);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (workplace, rig->id, &error);
  g_autoptr (CbDatasetFile) file = NULL;

  g_assert_no_error (error);
  for (guint row = 0; row < 3; row++)
    for (guint i = 0; i < 700; i++)
      g_string_append_printf (text, "%s%u%s", row == 0 ? "Cột " : "", i + row,
                              i < 699 ? "," : "\n");
  g_assert_true (g_file_set_contents (path, text->str, -1, &error));
  file = cb_workplace_take_in (workplace, rig->id,
                               ((CbDatasetFile *)g_ptr_array_index (dataset->files, 0))->id, wide,
                               NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_rmdir (folder);

  return NULL;
}

static guint
count_rows (CbuDatasetView *view)
{
  GtkWidget *list = cbu_test_find (GTK_WIDGET (view->columns), GTK_TYPE_LIST_BOX);
  guint n = 0;

  while (list != NULL && gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int)n) != NULL)
    n++;

  return n;
}

static gboolean
has_wide_columns (gpointer data)
{
  CbuDatasetView *view = data;

  if (view->dossier->current && !gtk_toggle_button_get_active (view->columns_button))
    gtk_toggle_button_set_active (view->columns_button, TRUE);

  return count_rows (view) == 300;
}

/* Many columns are listed in parts, all of them. */
static void
test_many_columns (void)
{
  Rig rig = { 0 };
  CbuDatasetView *view;
  GtkWidget *more;

  open_view (&rig);
  view = CBU_DATASET_VIEW (rig.view);
  g_thread_join (g_thread_new ("wide", add_wide_file_in_thread, &rig));
  cbu_test_wait (has_wide_columns, view, "the first columns");
  more = cbu_test_find_button (GTK_WIDGET (view->columns), "List more: 400 columns left");
  g_assert_nonnull (more);
  g_signal_emit_by_name (more, "clicked");
  g_assert_cmpuint (count_rows (view), ==, 600);
  g_signal_emit_by_name (more, "clicked");
  g_assert_cmpuint (count_rows (view), ==, 700);
  g_assert_false (gtk_widget_get_visible (more));
  close_view (&rig);
}

/* However long the name of a file is, the window keeps its width. */
static void
test_long_name (void)
{
  Rig rig = { 0 };
  CbuDatasetView *view;
  g_autofree char *name = g_strnfill (250, 'm');
  const char *const names[] = { name, "b.csv", NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (names);
  int minimum;

  open_view (&rig);
  view = CBU_DATASET_VIEW (rig.view);
  gtk_drop_down_set_model (view->file_choice, G_LIST_MODEL (model));
  gtk_widget_set_visible (GTK_WIDGET (view->file_choice), TRUE);
  gtk_widget_measure (GTK_WIDGET (view->file_choice), GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                      NULL, NULL, NULL);
  g_assert_cmpint (minimum, <, 300);
  close_view (&rig);
}

/* What was assumed of the file goes on in the next line where the window is narrow, and is not cut.
 */
static void
test_reading_bar_wraps (void)
{
  Rig rig;
  GtkWidget *bar;
  int widest = 0, minimum, wide, narrow;

  open_view (&rig);
  bar = GTK_WIDGET (CBU_DATASET_VIEW (rig.view)->reading);
  for (GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_first_child (bar));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      widest = MAX (widest, minimum);
    }
  g_assert_cmpint (widest, >, 0);
  gtk_widget_measure (bar, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <, 2 * widest);
  gtk_widget_measure (bar, GTK_ORIENTATION_VERTICAL, 3000, NULL, &wide, NULL, NULL);
  gtk_widget_measure (bar, GTK_ORIENTATION_VERTICAL, 500, NULL, &narrow, NULL, NULL);
  g_assert_cmpint (narrow, >, wide);
  close_view (&rig);
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add_func ("/ui/dataset-view/mend/undo-and-redo", test_undo_and_redo);
  g_test_add_func ("/ui/dataset-view/two-files", test_two_files);
  g_test_add_func ("/ui/dataset-view/new-file-is-shown", test_new_file_is_shown);
  g_test_add_func ("/ui/dataset-view/findings/of-one-file", test_filter);
  g_test_add_func ("/ui/dataset-view/long-name-of-a-file", test_long_name);
  g_test_add_func ("/ui/dataset-view/many-columns", test_many_columns);
  g_test_add_func ("/ui/dataset-view/repeat", test_repeat);
  g_test_add_func ("/ui/dataset-view/reading-bar/wraps", test_reading_bar_wraps);
  g_test_add_func ("/ui/dataset-view/meanwhile/rows-that-say-the-same-stay", test_rows_stay);
  g_test_add_func ("/ui/dataset-view/send/offered-when-it-is-allowed", test_sent_when_settled);
  g_test_add_func ("/ui/dataset-view/send/next-that-is-open", test_next_open);
  g_test_add_func ("/ui/dataset-view/layout/row-taken-out-is-grey", test_row_taken_out);
  g_test_add_func ("/ui/dataset-view/layout/history", test_layout_history);
  g_test_add_func ("/ui/dataset-view/columns/kept", test_columns_view);
  g_test_add_func ("/ui/dataset-view/columns/kept-when-left", test_columns_are_kept_when_left);
  g_test_add_func ("/ui/dataset-view/columns/formats", test_column_formats);
  return g_test_run ();
}
