/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files are taken in one after the other, into the dataset that was asked for. */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "cbu-test.h"
#include "core/model/cb-finding-steps.h"
#include "ui/datasets/cbu-dataset-view-private.h"
#include "ui/datasets/cbu-datasets-page.h"

static GListModel *
list_files (const char *first, const char *second)
{
  GListStore *files = g_list_store_new (G_TYPE_FILE);
  const char *names[] = { first, second };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path
          = g_build_filename (g_getenv ("CONGBO_DATA_DIR"), "samples", names[i], NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_list_store_append (files, file);
    }

  return G_LIST_MODEL (files);
}

static gboolean
has_two_files (gpointer data)
{
  CbuDatasetView *view = data;

  return view->dossier != NULL && view->dossier->dataset->files->len == 2 && view->dossier->current
         && !view->checking;
}

/* One that cannot be opened does not keep the next one out. */
static void
test_past_the_bad (void)
{
  CbuSession *session = cbu_test_open_practice ();
  g_autofree char *id = cbu_test_prepare_dataset (session);
  g_autoptr (GListModel) files = list_files ("không-có.csv", "don-vi-hanh-chinh-tcvn3.csv");
  GtkWidget *view = cbu_dataset_view_new (session, id);
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  cbu_test_wait (cbu_test_has_findings, view, "the findings");
  cbu_dataset_view_take_files (CBU_DATASET_VIEW (view), files);
  cbu_test_wait (has_two_files, view, "the second file");
  g_assert_false (CBU_DATASET_VIEW (view)->taking);
  gtk_window_destroy (GTK_WINDOW (window));
  cbu_test_close (session);
}

static gboolean
shows_view (gpointer page)
{
  return cbu_test_find (page, CBU_TYPE_DATASET_VIEW) != NULL;
}

static guint
count_datasets (CbuSession *session)
{
  g_autoptr (GPtrArray) datasets
      = cb_workplace_list_datasets (cbu_session_get_workplace (session), NULL);

  return datasets->len;
}

static gboolean
is_over (gpointer end)
{
  return g_get_monotonic_time () > *(gint64 *)end;
}

static gboolean
has_two_datasets (gpointer session)
{
  return count_datasets (session) >= 2;
}

/* Two clicks on "prepare" begin one dataset. */
static void
test_two_clicks (void)
{
  CbuSession *session = cbu_test_open_practice ();
  GtkWidget *page = cbu_datasets_page_new (session);
  GtkWidget *window = adw_window_new ();
  gint64 end;

  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  cbu_datasets_page_prepare (CBU_DATASETS_PAGE (page), "", "");
  cbu_datasets_page_prepare (CBU_DATASETS_PAGE (page), "", "");
  cbu_test_wait (shows_view, page, "the dataset");
  end = g_get_monotonic_time () + G_USEC_PER_SEC / 2;
  cbu_test_wait (is_over, &end, "half a second");
  g_assert_cmpuint (count_datasets (session), ==, 1);
  cbu_datasets_page_prepare (CBU_DATASETS_PAGE (page), "", "");
  cbu_test_wait (has_two_datasets, session, "another dataset");
  gtk_window_destroy (GTK_WINDOW (window));
  cbu_test_close (session);
}

/* The month before: the same file with another column, mended. */
static void
work_before (CbuSession *session, CbuDatasetView *view)
{
  CbWorkplace *workplace = cbu_session_get_workplace (session);
  const CbDataset *now = view->dossier->dataset;
  g_autoptr (CbDataset) before
      = cb_workplace_create_dataset (workplace, now->item_code, "2020-01", NULL);
  g_autoptr (GListModel) files = list_files ("co-so-y-te-tcvn3.csv", "");
  g_autoptr (GFile) sample = g_list_model_get_item (files, 0);
  g_autofree char *folder = g_dir_make_tmp ("congbo-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "trước.csv", NULL);
  g_autoptr (GFile) changed = g_file_new_for_path (path);
  g_autofree char *bytes = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (CbDatasetFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) steps = cb_finding_dup_steps (g_ptr_array_index (view->dossier->findings, 0));

  g_assert_true (g_file_load_contents (sample, NULL, &bytes, NULL, NULL, NULL));
  text = g_string_new (bytes);
  g_string_insert (text, strcspn (bytes, "\r\n"), ",R&D");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  file = cb_workplace_take_in (workplace, before->id, NULL, changed, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  cb_workplace_mend (workplace, before->id, file->id, steps[0], NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_rmdir (folder);
}

static gboolean
shows_names (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), "R&D"))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_names (child))
      return TRUE;

  return FALSE;
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

/* Names of columns are said as they are, not as markup. */
static void
test_names_of_columns (void)
{
  CbuSession *session = cbu_test_open_practice ();
  g_autofree char *id = cbu_test_prepare_dataset (session);
  GtkWidget *view = cbu_dataset_view_new (session, id);
  GtkWidget *window = adw_window_new ();
  GtkWidget *dialog = NULL;

  adw_window_set_content (ADW_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  cbu_test_wait (cbu_test_has_findings, view, "the findings");
  work_before (session, CBU_DATASET_VIEW (view));
  gtk_widget_activate_action (view, "dataset.repeat", NULL);
  cbu_test_wait (is_asked, &dialog, "the question");
  g_assert_true (shows_names (dialog));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_window_destroy (GTK_WINDOW (window));
  cbu_test_close (session);
}

static gboolean
is_visible (gpointer widget)
{
  return gtk_widget_get_visible (widget);
}

/* The end of one work does not take the strip from another. */
static void
test_strip_of_two (void)
{
  CbuProgress *strip = g_object_ref_sink (g_object_new (CBU_TYPE_PROGRESS, NULL));
  CbuMeter *first = cbu_progress_start (strip, "Một");
  CbuMeter *second = cbu_progress_start (strip, "Hai");

  cbu_progress_end (strip, first);
  cbu_test_wait (is_visible, strip, "the strip");
  cbu_progress_end (strip, second);
  g_assert_false (is_visible (strip));
  cbu_meter_unref (first);
  cbu_meter_unref (second);
  g_object_unref (strip);
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add_func ("/ui/take-in/past-the-bad", test_past_the_bad);
  g_test_add_func ("/ui/take-in/two-clicks", test_two_clicks);
  g_test_add_func ("/ui/take-in/names-of-columns", test_names_of_columns);
  g_test_add_func ("/ui/take-in/strip-of-two", test_strip_of_two);
  return g_test_run ();
}
