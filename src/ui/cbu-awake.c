/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/cbu-awake.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/cbu-sleep.h"

struct _CbuAwake
{
  GtkWindow *window; /* borrowed: it owns this */
  CbuSession *session;
  gulong handler;
  guint cookie; /* 0: the machine may sleep */
};

static void
update (CbuAwake *self)
{
  gboolean sending = cb_workplace_is_sending (cbu_session_get_workplace (self->session));

  if (sending && self->cookie == 0)
    self->cookie = cbu_sleep_inhibit (self->window, _ ("Data is being sent"));
  else if (!sending && self->cookie != 0)
    {
      cbu_sleep_allow (self->window, self->cookie);
      self->cookie = 0;
    }
}

static void
on_changed_cb (CbuAwake *self)
{
  update (self);
}

/**
 * cbu_awake_new:
 * @window: whose application keeps the machine awake
 * @session: what is sent
 *
 * Keeps the machine from falling asleep while something is under way to a portal. What waits, for
 * the network or for another try, may wait asleep: the queue goes on when the machine wakes.
 *
 * Returns: (transfer full): what does so, until it is freed
 */
CbuAwake *
cbu_awake_new (GtkWindow *window, CbuSession *session)
{
  CbuAwake *self = g_new0 (CbuAwake, 1);

  self->window = window;
  self->session = g_object_ref (session);
  self->handler = g_signal_connect_swapped (session, "changed", G_CALLBACK (on_changed_cb), self);
  update (self);

  return self;
}

/**
 * cbu_awake_free:
 * @self: (nullable) (transfer full): what cbu_awake_new() made
 */
void
cbu_awake_free (CbuAwake *self)
{
  if (self == NULL)
    return;

  g_signal_handler_disconnect (self->session, self->handler);
  if (self->cookie != 0)
    cbu_sleep_allow (self->window, self->cookie);
  g_object_unref (self->session);
  g_free (self);
}
