/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-sleep.h"

/**
 * cbu_sleep_inhibit:
 * @window: a window of an application
 * @reason: what goes on, in words for people: the desktop may show them
 *
 * Keeps the machine from falling asleep by itself. The screen may go dark, and a person who sends
 * it to sleep is obeyed. By the desktop's session manager or the portal, whichever there is.
 *
 * Returns: for cbu_sleep_allow(); 0 where the system has no means
 */
guint
cbu_sleep_inhibit (GtkWindow *window, const char *reason)
{
  GtkApplication *application = gtk_window_get_application (window);

  if (application == NULL)
    return 0;
  return gtk_application_inhibit (application, window, GTK_APPLICATION_INHIBIT_SUSPEND, reason);
}

/**
 * cbu_sleep_allow:
 * @window: the same
 * @cookie: what cbu_sleep_inhibit() returned, other than 0
 */
void
cbu_sleep_allow (GtkWindow *window, guint cookie)
{
  GtkApplication *application = gtk_window_get_application (window);

  g_return_if_fail (cookie != 0);

  if (application != NULL)
    gtk_application_uninhibit (application, cookie);
}
