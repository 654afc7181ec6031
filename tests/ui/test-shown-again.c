/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Anything that happens in the program shows a dataset anew: rows and buttons that would say the
 * same stay, and those that say something else are made anew. */

#include "config.h"

#include <string.h>

#include "cbu-test.h"
#include "ui/datasets/cbu-files-view.h"
#include "ui/datasets/cbu-findings-panel.h"
#include "ui/datasets/cbu-review-view.h"
#include "ui/datasets/cbu-send-view.h"

typedef struct
{
  CbuSession *session;
  char *id; /* (owned): of the dataset */
  CbuDossier *dossier;
} Rig;

static void
open_rig (Rig *rig)
{
  rig->session = cbu_test_open_practice ();
  rig->id = cbu_test_prepare_dataset (rig->session);
  rig->dossier = cbu_dossier_read (cbu_session_get_workplace (rig->session), rig->id, NULL);
  g_assert_true (rig->dossier->current);
}

/* Read anew, as after anything that happened. */
static void
read_again (Rig *rig)
{
  cbu_dossier_unref (rig->dossier);
  rig->dossier = cbu_dossier_read (cbu_session_get_workplace (rig->session), rig->id, NULL);
}

static void
close_rig (Rig *rig)
{
  cbu_dossier_unref (rig->dossier);
  cbu_test_close (rig->session);
  g_free (rig->id);
}

/* A list may stand before it that has nothing to say. */
static GtkWidget *
get_first_row (gpointer view)
{
  return cbu_test_find (view, GTK_TYPE_LIST_BOX_ROW);
}

static void
test_files (void)
{
  Rig rig = { 0 };
  GtkWidget *view = g_object_ref_sink (g_object_new (CBU_TYPE_FILES_VIEW, NULL));
  GtkWidget *row;
  CbDatasetFile *file;

  open_rig (&rig);
  cbu_files_view_show (CBU_FILES_VIEW (view), rig.session, rig.dossier);
  row = g_object_ref (get_first_row (view));
  read_again (&rig);
  cbu_files_view_show (CBU_FILES_VIEW (view), rig.session, rig.dossier);
  g_assert_true (get_first_row (view) == row);

  /* A workbook has no encoding, and no place for it. */
  file = g_ptr_array_index (rig.dossier->dataset->files, 0);
  g_clear_pointer (&file->encoding, g_free);
  cbu_files_view_show (CBU_FILES_VIEW (view), rig.session, rig.dossier);
  g_assert_true (get_first_row (view) != row);
  g_assert_null (
      strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (get_first_row (view))), " ·  · "));
  g_object_unref (row);
  g_object_unref (view);
  close_rig (&rig);
}

static void
test_review (void)
{
  Rig rig = { 0 };
  GtkWidget *view = g_object_ref_sink (g_object_new (CBU_TYPE_REVIEW_VIEW, NULL));
  GtkWidget *row;

  open_rig (&rig);
  cbu_review_view_show (CBU_REVIEW_VIEW (view), rig.session, rig.dossier);
  row = g_object_ref (get_first_row (view));
  read_again (&rig);
  cbu_review_view_show (CBU_REVIEW_VIEW (view), rig.session, rig.dossier);
  g_assert_true (get_first_row (view) == row);
  json_object_set_string_member (rig.dossier->dataset->metadata, "title", "Tên khác");
  cbu_review_view_show (CBU_REVIEW_VIEW (view), rig.session, rig.dossier);
  g_assert_true (get_first_row (view) != row);
  g_object_unref (row);
  g_object_unref (view);
  close_rig (&rig);
}

static guint
count_labels (GtkWidget *root)
{
  guint n = GTK_IS_LABEL (root) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_labels (child);

  return n;
}

/* As wide as a spreadsheet may be: the first of its columns. */
static void
test_wide_sample (void)
{
  enum
  {
    N_COLUMNS = 16384
  };
  CbuReviewView *view = g_object_ref_sink (g_object_new (CBU_TYPE_REVIEW_VIEW, NULL));
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  g_auto (GStrv) columns = g_new0 (char *, N_COLUMNS + 1);
  CbRows rows = { 0, cells, NULL };
  guint before = count_labels (GTK_WIDGET (view));

  for (guint i = 0; i < N_COLUMNS; i++)
    columns[i] = g_strdup_printf ("Cột %u", i);
  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (cells, g_strdupv (columns));
  cbu_review_view_show_sample (view, (const char *const *)columns, &rows);
  g_assert_cmpuint (count_labels (GTK_WIDGET (view)), ==, before + 6 * 30 + 1);
  g_clear_pointer (&columns[3], g_free);
  cbu_review_view_show_sample (view, (const char *const *)columns, &rows);
  g_assert_cmpuint (count_labels (GTK_WIDGET (view)), ==, before + 6 * 3);
  for (guint i = 4; i < N_COLUMNS; i++)
    g_free (columns[i]);
  g_object_unref (view);
}

static CbJob *
make_job (CbJobState state)
{
  CbJob *job = cb_job_new ();

  job->id = g_strdup ("1");
  job->state = state;

  return job;
}

static void
test_send (void)
{
  Rig rig = { 0 };
  GtkWidget *view = g_object_ref_sink (g_object_new (CBU_TYPE_SEND_VIEW, NULL));
  GtkWidget *button;

  open_rig (&rig);
  rig.dossier->dataset->state = CB_DATASET_QUEUED;
  rig.dossier->job = make_job (CB_JOB_WAITING);
  cbu_send_view_show (CBU_SEND_VIEW (view), rig.session, rig.dossier);
  button = g_object_ref (cbu_test_find_button (view, "Open the queue"));
  cbu_send_view_show (CBU_SEND_VIEW (view), rig.session, rig.dossier);
  g_assert_true (cbu_test_find_button (view, "Open the queue") == button);
  rig.dossier->job->state = CB_JOB_DONE;
  cbu_send_view_show (CBU_SEND_VIEW (view), rig.session, rig.dossier);
  g_assert_null (cbu_test_find_button (view, "Open the queue"));
  g_assert_nonnull (cbu_test_find_button (view, "Receipt"));
  g_object_unref (button);
  g_object_unref (view);
  close_rig (&rig);
}

static GtkWidget *
get_row (gpointer view, guint place)
{
  GtkWidget *list = cbu_test_find (view, GTK_TYPE_LIST_BOX);

  return GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int)place));
}

/* Another check found more of the same: the other rows stay, with what is being typed in them. */
static void
test_findings (void)
{
  Rig rig = { 0 };
  GtkWidget *panel = g_object_ref_sink (g_object_new (CBU_TYPE_FINDINGS_PANEL, NULL));
  GtkWidget *row;
  GtkWidget *second;
  CbFinding *finding;

  open_rig (&rig);
  cbu_findings_panel_show (CBU_FINDINGS_PANEL (panel), rig.session, rig.dossier);
  row = g_object_ref (get_first_row (panel));
  read_again (&rig);
  cbu_findings_panel_show (CBU_FINDINGS_PANEL (panel), rig.session, rig.dossier);
  g_assert_true (get_first_row (panel) == row);
  g_assert_cmpuint (rig.dossier->findings->len, >, 1);
  second = g_object_ref (get_row (panel, 1));
  finding = g_ptr_array_index (rig.dossier->findings, 0);
  finding->count += 5;
  cbu_findings_panel_show (CBU_FINDINGS_PANEL (panel), rig.session, rig.dossier);
  g_assert_true (get_first_row (panel) != row);
  g_assert_true (get_row (panel, 1) == second);
  g_assert_null (get_row (panel, rig.dossier->findings->len));
  /* What is mended is gone, and what comes before the others does not disturb them. */
  g_ptr_array_remove_index (rig.dossier->findings, 0);
  cbu_findings_panel_show (CBU_FINDINGS_PANEL (panel), rig.session, rig.dossier);
  g_assert_true (get_first_row (panel) == second);
  g_assert_null (get_row (panel, rig.dossier->findings->len));
  g_object_unref (second);
  g_object_unref (row);
  g_object_unref (panel);
  close_rig (&rig);
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add_func ("/ui/shown-again/files", test_files);
  g_test_add_func ("/ui/shown-again/review", test_review);
  g_test_add_func ("/ui/shown-again/wide-sample", test_wide_sample);
  g_test_add_func ("/ui/shown-again/send", test_send);
  g_test_add_func ("/ui/shown-again/findings", test_findings);
  return g_test_run ();
}
