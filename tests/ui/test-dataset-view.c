/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of a dataset over a real practice workplace: what happens elsewhere, and what people do
 * on it. */

#include "config.h"

#include <string.h>

#include "base/cb-json.h"
#include "cbu-test.h"
#include "core/model/cb-finding-steps.h"
#include "ui/datasets/cbu-dataset-view-private.h"

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

static void
test_repeat (void)
{
  Rig rig = { 0 };
  Earlier earlier = { &rig, NULL };
  CbuDatasetView *view;
  const CbDatasetFile *file;

  open_view (&rig);
  view = CBU_DATASET_VIEW (rig.view);
  earlier.step = dup_first_step (view);
  g_thread_join (g_thread_new ("earlier", work_in_thread, &earlier));
  gtk_widget_activate_action (rig.view, "dataset.repeat", NULL);
  cbu_test_wait (is_mended, view, "the file mended as the earlier one");
  file = g_ptr_array_index (view->dossier->dataset->files, 0);
  g_assert_nonnull (strstr (file->recipe, earlier.step));
  close_view (&rig);
  g_free (earlier.step);
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add_func ("/ui/dataset-view/mend/undo-and-redo", test_undo_and_redo);
  g_test_add_func ("/ui/dataset-view/repeat", test_repeat);
  g_test_add_func ("/ui/dataset-view/meanwhile/rows-that-say-the-same-stay", test_rows_stay);
  return g_test_run ();
}
