/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Preloaded into a GTK program: ends it at its first painted frame and says how long that took
 * since the moment named in CB_BENCH_START (monotonic microseconds), and the memory then. So the
 * program measured and the bare window it is measured against need no code for it. */

#include "config.h"

#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

#include <gtk/gtk.h>

int g_application_run (GApplication *application, int argc, char **argv);

static gboolean
has_mapped_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_widget_get_mapped (window))
        return TRUE;
    }

  return FALSE;
}

static long
read_pss_kib (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return 0;
  line = strstr (text, "\nPss:");
  return line != NULL ? (long)g_ascii_strtoll (line + 5, NULL, 10) : 0;
}

static gboolean
on_painted_cb (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer user_data)
{
  const char *start = g_getenv ("CB_BENCH_START");

  if (!has_mapped_window ())
    return TRUE;
  fprintf (
      stderr, "first-frame %.1f ms %ld KiB\n",
      (double)(g_get_monotonic_time () - (start != NULL ? g_ascii_strtoll (start, NULL, 10) : 0))
          / 1000.0,
      read_pss_kib ());
  _exit (0);
}

int
g_application_run (GApplication *application, int argc, char **argv)
{
  int (*next) (GApplication *, int, char **) = NULL;
  gpointer klass = g_type_class_ref (GDK_TYPE_FRAME_CLOCK);

  *(void **)&next = dlsym (RTLD_NEXT, "g_application_run");
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0,
                              on_painted_cb, NULL, NULL);
  g_type_class_unref (klass);
  return next (application, argc, argv);
}
