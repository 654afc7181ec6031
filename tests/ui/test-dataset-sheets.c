/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sheets of a workbook on the page of a dataset: which one is the table, and what is only
 * looked at. */

#include "config.h"

#include <string.h>

#include "cbu-test.h"
#include "core/workplace/cb-workplace-private.h"
#include "ui/datasets/cbu-dataset-view-private.h"

#define SHEET(name, value)                                                                         \
  "<table:table table:name='" name "'><table:table-row><table:table-cell "                         \
  "office:value-type='string'><text:p>Tên</text:p></table:table-cell><table:table-cell "          \
  "office:value-type='string'><text:p>Ghi chú</text:p></table:table-cell></table:table-row>"      \
  "<table:table-row><table:table-cell office:value-type='string'><text:p>" value                   \
  "</text:p></table:table-cell><table:table-cell office:value-type='string'><text:p>b</text:p>"    \
  "</table:table-cell></table:table-row></table:table>"

static const char book[]
    = "<?xml version='1.0'?><office:document "
      "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
      "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
      "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "
      "office:mimetype='application/vnd.oasis.opendocument.spreadsheet'><office:body>"
      "<office:spreadsheet>" SHEET ("Chợ", "Chợ Lớn")
          SHEET ("Nháp", "Chợ Bé") "</office:spreadsheet></office:body></office:document>";

typedef struct
{
  const char *name; /* of the file; NULL: a workbook with two sheets */
  const char *content;
  CbuSession *session;
  char *id;   /* (owned): of the dataset */
  char *file; /* (owned): of its file */
  CbuDatasetView *view;
  GtkWidget *window;
} Rig;

static gpointer
prepare_in_thread (gpointer data)
{
  Rig *rig = data;
  CbWorkplace *workplace = cbu_session_get_workplace (rig->session);
  g_autofree char *path
      = g_build_filename (cb_workplace_get_root (workplace),
                          rig->name != NULL ? rig->name : "cho-trong-tinh.fods", NULL);
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (CbDatasetFile) file = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, rig->content != NULL ? rig->content : book, -1, &error);
  g_assert_no_error (error);
  dataset = cb_workplace_create_dataset (workplace, NULL, NULL, &error);
  g_assert_no_error (error);
  file = cb_workplace_take_in (workplace, dataset->id, NULL, source, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  findings = cb_workplace_check (workplace, dataset->id, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  rig->id = g_strdup (dataset->id);
  rig->file = g_strdup (file->id);

  return NULL;
}

static gboolean
queue_edit (
    CbWorkplace *self, CbDataset *dataset, gpointer user_data, gboolean *changed, GError **error)
{
  dataset->state = CB_DATASET_QUEUED;
  return TRUE;
}

static gpointer
queue_in_thread (gpointer data)
{
  Rig *rig = data;

  g_assert_true (_cb_workplace_edit_dataset (cbu_session_get_workplace (rig->session), rig->id,
                                             queue_edit, NULL, NULL, "test", NULL, NULL));
  return NULL;
}

static gboolean
is_shown (gpointer data)
{
  Rig *rig = data;

  return rig->view->dossier != NULL && rig->view->dossier->current
         && cbu_table_get_reader (rig->view->table) != NULL;
}

static gboolean
shows_no_table (gpointer data)
{
  Rig *rig = data;

  return rig->view->dossier != NULL && rig->view->dossier->current
         && g_str_equal (gtk_stack_get_visible_child_name (rig->view->table_stack), "none")
         && g_str_equal (adw_status_page_get_title (rig->view->problem),
                         "There is no table in this file");
}

static void
open_view (Rig *rig, gboolean queued)
{
  rig->session = cbu_test_open_practice ();
  g_thread_join (g_thread_new ("prepare", prepare_in_thread, rig));
  if (queued)
    g_thread_join (g_thread_new ("queue", queue_in_thread, rig));
  rig->view = CBU_DATASET_VIEW (cbu_dataset_view_new (rig->session, rig->id));
  rig->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (rig->window), GTK_WIDGET (rig->view));
  gtk_window_set_default_size (GTK_WINDOW (rig->window), 1200, 720);
  gtk_window_present (GTK_WINDOW (rig->window));
  cbu_test_wait (rig->name != NULL ? shows_no_table : is_shown, rig, "the file");
}

static void
close_view (Rig *rig)
{
  gtk_window_destroy (GTK_WINDOW (rig->window));
  cbu_test_close (rig->session);
  g_free (rig->id);
  g_free (rig->file);
}

static void
press_tab (Rig *rig, const char *name)
{
  GtkWidget *tab = cbu_test_find_button (GTK_WIDGET (rig->view->table), name);

  g_assert_nonnull (tab);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), TRUE);
}

static gboolean
shows_first (gpointer data)
{
  Rig *rig = data;

  return is_shown (data) && cbu_table_get_sheet (rig->view->table) == 0 && !rig->view->checking;
}

static gboolean
shows_second (gpointer data)
{
  Rig *rig = data;

  return is_shown (data) && cbu_table_get_sheet (rig->view->table) == 1 && !rig->view->checking;
}

static const CbDatasetFile *
get_file (Rig *rig)
{
  return cb_dataset_find_file (rig->view->dossier->dataset, rig->file);
}

/* While it is prepared, the sheet of which the tab is pressed becomes the table. */
static void
test_chosen (void)
{
  Rig rig = { 0 };

  open_view (&rig, FALSE);
  press_tab (&rig, "Nháp");
  cbu_test_wait (shows_second, &rig, "the other sheet");
  g_assert_nonnull (strstr (get_file (&rig)->options, "\"sheet\":1"));
  g_assert_false (gtk_widget_get_visible (rig.view->seen));
  g_assert_true (cbu_dataset_view_command (rig.view, "undo"));
  cbu_test_wait (shows_first, &rig, "the sheet of before");
  close_view (&rig);
}

/* While it is being sent, another sheet is only looked at: how the file is read and what was found
 * in it stay, and the page says so. */
static void
test_only_seen (void)
{
  Rig rig = { 0 };
  g_autofree char *options = NULL;

  open_view (&rig, TRUE);
  options = g_strdup (get_file (&rig)->options);
  press_tab (&rig, "Nháp");
  cbu_test_wait (shows_second, &rig, "the other sheet");
  g_assert_cmpstr (get_file (&rig)->options, ==, options);
  g_assert_true (rig.view->dossier->current);
  g_assert_true (gtk_widget_get_visible (rig.view->seen));
  g_assert_nonnull (strstr (gtk_label_get_label (rig.view->seen_text), "“Nháp”"));
  g_assert_nonnull (strstr (gtk_label_get_label (rig.view->seen_text), "“Chợ”"));
  g_assert_cmpuint (cbu_test_count_nameless (rig.window), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (rig.view), "dataset.look-at-table", NULL);
  cbu_test_wait (shows_first, &rig, "the table again");
  g_assert_false (gtk_widget_get_visible (rig.view->seen));
  g_assert_cmpstr (get_file (&rig)->options, ==, options);
  /* The tab of the table leads back as well. */
  press_tab (&rig, "Nháp");
  cbu_test_wait (shows_second, &rig, "the other sheet");
  press_tab (&rig, "Chợ");
  cbu_test_wait (shows_first, &rig, "the table once more");
  g_assert_false (gtk_widget_get_visible (rig.view->seen));
  close_view (&rig);
}

/* An empty grid would look as if all were read; and the next step is written in full. */
static void
test_no_table (void)
{
  Rig rig = { .name = "quyet-dinh.rtf", .content = "{\\rtf1 1}" };
  GtkLabel *next;

  open_view (&rig, FALSE);
  next = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (rig.view->next)));
  g_assert_cmpint (gtk_label_get_ellipsize (next), ==, PANGO_ELLIPSIZE_NONE);
  close_view (&rig);
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add_func ("/ui/dataset-sheets/chosen", test_chosen);
  g_test_add_func ("/ui/dataset-sheets/no-table", test_no_table);
  g_test_add_func ("/ui/dataset-sheets/only-seen-while-sent", test_only_seen);
  return g_test_run ();
}
