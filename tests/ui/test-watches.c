/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "cbu-test.h"
#include "core/workplace/cb-workplace-watch.h"
#include "test-system.h"
#include "ui/cbu-watching.h"
#include "ui/settings/cbu-preferences.h"
#include "ui/settings/cbu-watches.h"

/* Watched folders in the window. The clock of the session goes ahead by two minutes: what a test
 * has just written is quiet. */

#define ITEM "DL005"

typedef struct
{
  char *root;
  char *path;
  GFile *folder;
  CbuSession *session;
  GtkWidget *window;
} Fixture;

static gpointer
open_in_thread (gpointer root)
{
  g_autoptr (CbClock) clock = cb_clock_new_fake (g_get_real_time () + 2 * G_TIME_SPAN_MINUTE, 1);
  CbWorkplaceOptions options = { .mode = CB_MODE_PRACTICE, .root = root, .clock = clock };
  g_autoptr (GError) error = NULL;
  CbWorkplace *workplace = cb_workplace_open (&options, &error);

  g_assert_no_error (error);
  return workplace;
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (CbWorkplace) workplace = NULL;
  g_autoptr (GHashTable) settings = NULL;
  g_autofree char *catalog
      = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", "samples", "danh-muc.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (catalog);
  g_autoptr (GPtrArray) problems = NULL;

  self->root = g_dir_make_tmp ("congbo-ui-XXXXXX", NULL);
  self->path = g_dir_make_tmp ("congbo-watched-XXXXXX", NULL);
  self->folder = g_file_new_for_path (self->path);
  workplace = g_thread_join (g_thread_new ("open", open_in_thread, self->root));
  g_assert_cmpuint (cb_workplace_import_catalog (workplace, file, "1/QĐ", &problems, NULL, NULL), >,
                    0);
  self->session = cbu_session_new (workplace);
  settings = cbu_session_read_settings (workplace);
  cbu_session_set_settings (self->session, settings);
  self->window = GTK_WIDGET (cbu_preferences_new (self->session, NULL, "accounts"));
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  cbu_test_close (self->session);
  g_object_unref (self->folder);
  test_folder_remove (self->path);
  g_free (self->path);
  g_free (self->root);
}

static gboolean
has_text (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (root)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;

  return FALSE;
}

static gboolean
is_listed (gpointer data)
{
  Fixture *self = data;

  return has_text (self->window, self->path);
}

static gboolean
is_not_listed (gpointer data)
{
  return !is_listed (data);
}

static GtkWidget *
find_remove (GtkWidget *root)
{
  if (GTK_IS_BUTTON (root)
      && g_strcmp0 (gtk_widget_get_tooltip_text (root), "Watch it no more") == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_remove (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_list (Fixture *self, gconstpointer unused)
{
  g_autofree char *uri = g_file_get_uri (self->folder);

  cbu_watches_add (self->window, self->session, ITEM, self->folder);
  cbu_test_wait (is_listed, self, "the folder");
  g_assert_true (has_text (self->window, "Danh sách doanh nghiệp thành lập mới"));
  g_assert_cmpuint (cbu_test_count_nameless (self->window), ==, 0);
  g_signal_emit_by_name (find_remove (self->window), "clicked");
  cbu_test_wait (is_not_listed, self, "no folder");
  gtk_widget_activate_action (self->window, "watches.again", "(ss)", uri, ITEM);
  cbu_test_wait (is_listed, self, "the folder again");
}

static gboolean
is_taken (gpointer data)
{
  Fixture *self = data;
  g_autoptr (GPtrArray) datasets
      = cb_workplace_list_datasets (cbu_session_get_workplace (self->session), NULL);

  return datasets->len == 1 && ((CbDataset *)g_ptr_array_index (datasets, 0))->files->len == 1;
}

static void
test_taken (Fixture *self, gconstpointer unused)
{
  g_autofree char *file = g_build_filename (self->path, "mới.csv", NULL);
  g_autoptr (CbuWatching) watching = NULL;

  cbu_watches_add (self->window, self->session, ITEM, self->folder);
  cbu_test_wait (is_listed, self, "the folder");
  g_assert_true (g_file_set_contents (file, "Tên,Số\nBình,2\n", -1, NULL));
  watching = cbu_watching_new (self->window, self->session);
  cbu_test_wait (is_taken, self, "the file in a dataset");
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/ui/watches/listed-removed-and-back", test_list);
  ADD ("/ui/watches/taken-in-while-the-window-is-open", test_taken);
  return g_test_run ();
}
