/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/cb-cli-interrupt.h"

#include <glib-unix.h>

static gboolean
on_interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
  /* A second Ctrl+C ends the program the hard way; the queue survives that as well. */
  return G_SOURCE_REMOVE;
}

static gpointer
watch (gpointer user_data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = g_unix_signal_source_new (SIGINT);

  g_source_set_callback (source, on_interrupted_cb, user_data, NULL);
  g_source_attach (source, context);
  while (!g_source_is_destroyed (source))
    g_main_context_iteration (context, TRUE);
  g_object_unref (user_data);
  return NULL;
}

/**
 * cb_cli_interrupt_watch:
 * @cancellable: is cancelled when the person presses Ctrl+C
 *
 * The commands block in the main thread, so another one waits for the signal.
 */
void
cb_cli_interrupt_watch (GCancellable *cancellable)
{
  g_thread_unref (g_thread_new ("interrupt", watch, g_object_ref (cancellable)));
}
