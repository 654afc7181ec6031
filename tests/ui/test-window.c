/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window opens one workplace at a time, however often it is asked. */

#include "config.h"

#include "cbu-test.h"
#include "ui/cbu-window-private.h"

static gboolean
shows_pages (gpointer window)
{
  return _cbu_window_get_main (window) != NULL;
}

static gboolean
is_over (gpointer end)
{
  return g_get_monotonic_time () > *(gint64 *)end;
}

static void
test_asked_twice (void)
{
  CbuWindow *window = cbu_window_new (NULL);
  gint64 end;

  gtk_window_present (GTK_WINDOW (window));
  cbu_window_open_mode (window, CB_MODE_PRACTICE);
  cbu_window_open_mode (window, CB_MODE_PRACTICE);
  cbu_test_wait (shows_pages, window, "the pages");
  /* And nothing takes them away again. */
  end = g_get_monotonic_time () + G_USEC_PER_SEC;
  cbu_test_wait (is_over, &end, "a second");
  g_assert_true (shows_pages (window));

  /* Left, and asked for while it is being closed. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-start", NULL);
  g_assert_false (shows_pages (window));
  cbu_window_open_mode (window, CB_MODE_PRACTICE);
  cbu_test_wait (shows_pages, window, "the pages again");
  g_assert_cmpint (cbu_session_get_mode (window->session), ==, CB_MODE_PRACTICE);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add_func ("/ui/window/asked-twice", test_asked_twice);
  return g_test_run ();
}
