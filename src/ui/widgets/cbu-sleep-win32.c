/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-sleep.h"

#include <windows.h>

/* The state belongs to the thread: all of this is called in the one that draws. */
static guint n_inhibitors;

/**
 * cbu_sleep_inhibit:
 *
 * As on Linux; GTK 4.8 does not do it here. Windows shows no reason.
 */
guint
cbu_sleep_inhibit (GtkWindow *window, const char *reason)
{
  if (SetThreadExecutionState (ES_CONTINUOUS | ES_SYSTEM_REQUIRED) == 0)
    return 0;

  return ++n_inhibitors;
}

/**
 * cbu_sleep_allow:
 *
 * As on Linux.
 */
void
cbu_sleep_allow (GtkWindow *window, guint cookie)
{
  g_return_if_fail (cookie != 0 && n_inhibitors > 0);

  if (--n_inhibitors == 0)
    SetThreadExecutionState (ES_CONTINUOUS);
}
