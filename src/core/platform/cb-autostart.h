/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cb_autostart_can (void);
gboolean cb_autostart_get (void);
gboolean cb_autostart_set (gboolean on, GError **error);

G_END_DECLS
