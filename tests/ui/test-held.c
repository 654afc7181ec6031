/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window and the data that another start of the program has open, or is just letting go of. */

#include "config.h"

#include "base/cb-failpoint.h"
#include "cbu-test.h"
#include "core/platform/cb-directories.h"
#include "core/platform/cb-lock.h"
#include "test-system.h"
#include "ui/cbu-application.h"
#include "ui/cbu-main.h"
#include "ui/cbu-window.h"
#include "ui/start/cbu-held-page.h"

typedef struct
{
  char *root;
  CbLock *other; /* (nullable): what another program would hold */
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->root = cb_directories_dup_root ("practice");
  fixture->other = cb_lock_take (fixture->root, &error);
  g_assert_no_error (error);
  fixture->window = GTK_WIDGET (cbu_window_new (NULL));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_pointer (&fixture->other, cb_lock_free);
  test_folder_remove (fixture->root);
  g_free (fixture->root);
}

static gboolean
is_open (gpointer window)
{
  return cbu_test_find (window, CBU_TYPE_MAIN) != NULL;
}

static gboolean
is_held (gpointer window)
{
  return cbu_test_find (window, CBU_TYPE_HELD_PAGE) != NULL;
}

static gboolean
let_go_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_pointer (&fixture->other, cb_lock_free);
  return G_SOURCE_REMOVE;
}

/* The window before is closed, and its data is not yet: the new one waits for it. */
static void
test_waits_for_one_that_closes (Fixture *fixture, gconstpointer data)
{
  cbu_window_open_mode (CBU_WINDOW (fixture->window), CB_MODE_PRACTICE);
  g_timeout_add (300, let_go_cb, fixture);
  cbu_test_wait (is_open, fixture->window, "the data after it was let go");
  g_assert_null (fixture->other);
}

static void
test_says_that_it_is_open (Fixture *fixture, gconstpointer data)
{
  GtkWidget *again;

  cbu_window_open_mode (CBU_WINDOW (fixture->window), CB_MODE_PRACTICE);
  cbu_test_wait (is_held, fixture->window, "a word about the window that is open");
  g_assert_false (is_open (fixture->window));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==,
                   "Công Bố is already open");
  g_assert_null (cb_lock_take (fixture->root, NULL));

  g_clear_pointer (&fixture->other, cb_lock_free);
  again = cbu_test_find_button (fixture->window, "Try again");
  g_assert_nonnull (again);
  gtk_widget_activate (again);
  cbu_test_wait (is_open, fixture->window, "the data after it was asked for again");
  g_assert_false (is_held (fixture->window));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Công Bố");
}

static gboolean
close_when_open_cb (gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (window == NULL || !is_open (window))
    return G_SOURCE_CONTINUE;
  gtk_window_close (window);
  return G_SOURCE_REMOVE;
}

/* What closes the data waits until the thread that draws has gone round once more; @seen is what it
 * does then. */
typedef struct
{
  GMutex lock;
  GCond changed;
  gboolean closing;
  gboolean seen;
} Closing;

static gboolean
stop_closing_cb (const char *name, gpointer user_data)
{
  Closing *closing = user_data;
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  /* In the thread that draws only what was closed before goes for good. */
  if (!g_str_equal (name, "workplace.closing") || g_main_context_is_owner (NULL))
    return FALSE;
  g_mutex_lock (&closing->lock);
  closing->closing = TRUE;
  while (!closing->seen && g_cond_wait_until (&closing->changed, &closing->lock, end))
    ;
  g_mutex_unlock (&closing->lock);
  return FALSE;
}

static gboolean
see_closing_cb (gpointer user_data)
{
  Closing *closing = user_data;

  g_mutex_lock (&closing->lock);
  closing->seen = closing->closing;
  g_cond_signal (&closing->changed);
  g_mutex_unlock (&closing->lock);
  return closing->seen ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
on_shutdown_cb (GApplication *application, gpointer user_data)
{
  g_autofree char *root = cb_directories_dup_root ("practice");
  g_autoptr (CbLock) lock = cb_lock_take (root, NULL);
  Closing *closing = user_data;

  g_assert_true (closing->seen);
  g_assert_nonnull (lock);
}

/* Whoever starts the program again while it closes must find it listening: it draws on meanwhile,
 * and ends when all is closed, not before. */
static void
test_listens_until_all_is_closed (void)
{
  g_autofree char *root = cb_directories_dup_root ("practice");
  g_autoptr (CbuApplication) application = cbu_application_new ();
  char *argv[] = { (char *)"congbo", (char *)"--practice", NULL };
  static Closing closing;

  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "shutdown", G_CALLBACK (on_shutdown_cb), &closing);
  g_timeout_add (50, close_when_open_cb, application);
  g_timeout_add (50, see_closing_cb, &closing);
  cb_failpoint_set (stop_closing_cb, &closing);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 2, argv), ==, 0);
  cb_failpoint_set (NULL, NULL);
  test_folder_remove (root);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  ADD ("/window/second-start/waits-for-one-that-closes", test_waits_for_one_that_closes);
  ADD ("/window/second-start/says-that-it-is-open", test_says_that_it_is_open);
  g_test_add_func ("/window/closing/listens-until-all-is-closed", test_listens_until_all_is_closed);
  return g_test_run ();
}
