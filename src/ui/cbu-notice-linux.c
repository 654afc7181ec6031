/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/cbu-notice.h"

/**
 * cbu_notice_send:
 * @application: who tells
 * @id: what it is about: a new one takes the place of the one before
 * @title: one line
 * @body: the rest, with lines
 * @action: (not nullable): of @application, without `app.`, with a string: done when the person
 *   presses it
 * @choices: (array length=n_choices): at least one: the notice itself is the first, and of several
 *   each has a button where the system gives them
 * @n_choices: how many
 *
 * Tells a person something while no window need be open.
 */
void
cbu_notice_send (GApplication *application,
                 const char *id,
                 const char *title,
                 const char *body,
                 const char *action,
                 const CbuNoticeChoice *choices,
                 guint n_choices)
{
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autofree char *name = g_strconcat ("app.", action, NULL);

  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, name, "s", choices[0].target);
  for (guint i = 0; n_choices > 1 && i < n_choices; i++)
    g_notification_add_button_with_target (notification, choices[i].label, name, "s",
                                           choices[i].target);
  g_application_send_notification (application, id, notification);
}
