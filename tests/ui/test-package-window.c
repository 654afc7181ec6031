/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A package that came from another computer: verified, shown, taken in, and answered. */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/cb-descriptor.h"
#include "cbu-test.h"
#include "core/workplace/cb-workplace-package.h"
#include "test-system.h"
#include "ui/datasets/cbu-dataset-view.h"
#include "ui/datasets/cbu-package-window.h"

#define ID "3f0d8e52-7a4b-4c1d-9e2f-0a1b2c3d4e5f"

typedef struct
{
  CbuSession *session;
  char *folder;
  GFile *file;
} Fixture;

static void
add_file (CbHandover *handover, CbVault *vault)
{
  static const char text[] = "ma,ten\n01,Trạm y tế A\n";
  CbDatasetFile *file = cb_dataset_file_new ();
  g_autoptr (GError) error = NULL;
  int fd = cb_vault_create_temp (vault, &error);

  g_assert_no_error (error);
  g_assert_true (cb_descriptor_write (fd, text, strlen (text), &error));
  g_assert_true (cb_vault_adopt (vault, fd, &file->sha256, &file->size, NULL, NULL, NULL, &error));
  file->id = g_uuid_string_random ();
  file->title = g_strdup ("Trạm y tế");
  file->name = g_strdup ("Trạm y tế.csv");
  file->original_sha256 = g_strdup (file->sha256);
  file->format = g_strdup ("csv");
  file->media_type = g_strdup ("text/csv");
  file->encoding = g_strdup ("utf-8");
  g_ptr_array_add (handover->dataset->files, file);
  g_ptr_array_add (handover->schemas, g_strdup (""));
  g_ptr_array_add (handover->delimiters, g_strdup (","));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbHandover) handover = cb_handover_new ();
  g_autofree char *path = NULL;
  g_autoptr (CbVault) vault = NULL;
  g_autoptr (GError) error = NULL;

  fixture->session = cbu_test_open_practice ();
  fixture->folder = g_dir_make_tmp ("congbo-package-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "tram.congbo", NULL);
  fixture->file = g_file_new_for_path (path);
  vault = cb_vault_open (fixture->folder, &error);
  g_assert_no_error (error);
  handover->dataset->id = g_strdup (ID);
  handover->dataset->state = CB_DATASET_IN_REVIEW;
  handover->dataset->prepared_by = g_strdup ("Nguyễn Thị Lan");
  handover->dataset->account_id = g_strdup ("elsewhere");
  handover->practice = TRUE;
  handover->agency = g_strdup ("Sở Y tế <b>");
  json_object_set_string_member (handover->dataset->metadata, "title", "Trạm y tế & phường");
  handover->request = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "asked", -1);
  add_file (handover, vault);
  cb_package_write (handover, vault, fixture->file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cbu_test_close (fixture->session);
  g_object_unref (fixture->file);
  test_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static GtkWidget *
get_accept (gpointer window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus != NULL && GTK_IS_BUTTON (focus)
                 && gtk_widget_has_css_class (focus, "suggested-action")
             ? focus
             : NULL;
}

static gboolean
can_accept (gpointer window)
{
  return get_accept (window) != NULL;
}

static gboolean
has_status (gpointer window)
{
  return cbu_test_find (window, ADW_TYPE_STATUS_PAGE) != NULL;
}

static gpointer
get_state (gpointer session)
{
  g_autoptr (CbDataset) dataset
      = cb_workplace_get_dataset (cbu_session_get_workplace (session), ID, NULL);

  return (gpointer)(dataset != NULL ? cb_dataset_state_name (dataset->state) : "");
}

static const char *
look_at_state (Fixture *fixture)
{
  return g_thread_join (g_thread_new ("look", get_state, fixture->session));
}

static gboolean
is_waiting (gpointer fixture)
{
  return g_str_equal (look_at_state (fixture), "in-review");
}

static GtkWidget *
open_package (Fixture *fixture)
{
  GtkWidget *window = cbu_package_window_new (fixture->session, NULL, fixture->file);

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static gboolean
can_hand_over (gpointer view)
{
  return cbu_test_find_button (view, "Hand-over package…") != NULL;
}

static void
test_taken_in (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = open_package (fixture);
  GtkWidget *view;

  cbu_test_wait (can_accept, window, "what is in the package");
  g_assert_cmpuint (cbu_test_count_nameless (window), ==, 0);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (get_accept (window))), ==, "Take in");
  /* Nothing happens before a person says so. */
  g_assert_cmpstr (look_at_state (fixture), ==, "");
  g_signal_emit_by_name (get_accept (window), "clicked");
  cbu_test_wait (is_waiting, fixture, "the dataset of the package");

  window = open_package (fixture);
  cbu_test_wait (can_accept, window, "the package once more");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (get_accept (window))), ==, "Open");
  gtk_window_destroy (GTK_WINDOW (window));

  view = cbu_dataset_view_new (fixture->session, ID);
  window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  cbu_test_wait (can_hand_over, view, "the button that hands it over");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What is not as it was written cannot be taken in, and what differs is said. */
static void
test_spoiled (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;
  GtkWidget *window;

  g_assert_true (g_file_load_contents (fixture->file, NULL, &bytes, &length, NULL, NULL));
  bytes[length / 2] ^= 1;
  g_assert_true (
      g_file_set_contents (g_file_peek_path (fixture->file), bytes, (gssize)length, NULL));
  window = open_package (fixture);
  cbu_test_wait (has_status, window, "what is wrong with the package");
  g_assert_null (get_accept (window));
  g_assert_cmpuint (cbu_test_count_nameless (window), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_cmpstr (look_at_state (fixture), ==, "");
}

static void
test_found_by_name (void)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) table = g_file_new_for_path ("/x/bang.csv");
  g_autoptr (GFile) package = g_file_new_for_path ("/x/Gói.CONGBO");
  g_autoptr (GFile) preset = g_file_new_for_path ("/x/sở.congbo-cauhinh");
  g_autoptr (GFile) found = NULL;

  g_list_store_append (files, table);
  g_list_store_append (files, preset);
  g_assert_null (cbu_package_find (G_LIST_MODEL (files)));
  g_list_store_append (files, package);
  found = cbu_package_find (G_LIST_MODEL (files));
  g_assert_true (found == package);
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add ("/package-window/taken-in", Fixture, NULL, set_up, test_taken_in, tear_down);
  g_test_add ("/package-window/spoiled", Fixture, NULL, set_up, test_spoiled, tear_down);
  g_test_add_func ("/package-window/found-by-name", test_found_by_name);

  return g_test_run ();
}
