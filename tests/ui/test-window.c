/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window opens one workplace at a time, however often it is asked, and closes none that is
 * still being written to. */

#include "config.h"

#include "cbu-test.h"
#include "ui/cbu-window-private.h"
#include "ui/widgets/cbu-run.h"

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

static void
count_cb (GdkFrameClock *clock, gpointer user_data)
{
  gint64 *last = user_data;

  *last = g_get_monotonic_time ();
}

static gboolean
is_at_rest (gpointer last)
{
  return g_get_monotonic_time () - *(gint64 *)last > G_USEC_PER_SEC / 2;
}

/* What turns where nobody sees it has all of the window laid out for each of its frames. */
static void
test_rests (void)
{
  CbuWindow *window = cbu_window_new (NULL);
  gint64 last = g_get_monotonic_time ();
  GdkFrameClock *clock;

  gtk_window_present (GTK_WINDOW (window));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  g_signal_connect (clock, "layout", G_CALLBACK (count_cb), &last);
  cbu_window_open_mode (window, CB_MODE_PRACTICE);
  cbu_test_wait (shows_pages, window, "the pages");
  cbu_test_wait (is_at_rest, &last, "half a second in which nothing moves");
  g_signal_handlers_disconnect_by_func (clock, count_cb, &last);
  gtk_window_destroy (GTK_WINDOW (window));
}

typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean may_write; /* (mutex mutex) */
  gboolean is_kept;   /* (mutex mutex) */
  gboolean has_ended; /* (mutex mutex) */
} Writing;

/* A writing that its thread comes to late. */
static gpointer
write_late (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Writing *writing = input;
  gboolean is_kept;

  g_mutex_lock (&writing->mutex);
  while (!writing->may_write)
    g_cond_wait (&writing->cond, &writing->mutex);
  g_mutex_unlock (&writing->mutex);
  is_kept = cb_workplace_set_setting (workplace, "agency", "Sở Y tế", error);
  g_mutex_lock (&writing->mutex);
  writing->is_kept = is_kept;
  writing->has_ended = TRUE;
  g_mutex_unlock (&writing->mutex);
  return GINT_TO_POINTER (is_kept);
}

static gboolean
let_write_cb (gpointer user_data)
{
  Writing *writing = user_data;

  g_mutex_lock (&writing->mutex);
  writing->may_write = TRUE;
  g_cond_signal (&writing->cond);
  g_mutex_unlock (&writing->mutex);
  return G_SOURCE_REMOVE;
}

static gboolean
has_ended (gpointer user_data)
{
  Writing *writing = user_data;
  gboolean ended;

  g_mutex_lock (&writing->mutex);
  ended = writing->has_ended;
  g_mutex_unlock (&writing->mutex);
  return ended;
}

/* The last words are written by a thread that has not come to it when the data is closed. */
static void
test_typed_at_last (void)
{
  CbuWindow *window = cbu_window_new (NULL);
  Writing writing = { 0 };

  gtk_window_present (GTK_WINDOW (window));
  cbu_window_open_mode (window, CB_MODE_PRACTICE);
  cbu_test_wait (shows_pages, window, "the pages");
  cbu_run_async (window, cbu_session_get_workplace (window->session),
                 &(CbuRun){ .tag = test_typed_at_last, .work = write_late, .input = &writing });
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-start", NULL);
  /* Long enough for whoever does not wait to have closed it. */
  g_timeout_add (300, let_write_cb, &writing);
  cbu_test_wait (has_ended, &writing, "the writing");
  g_assert_true (writing.is_kept);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add_func ("/ui/window/rests", test_rests);
  g_test_add_func ("/ui/window/asked-twice", test_asked_twice);
  g_test_add_func ("/ui/window/typed-at-last", test_typed_at_last);
  return g_test_run ();
}
