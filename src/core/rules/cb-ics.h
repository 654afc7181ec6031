/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cb_obligations_to_ics (GPtrArray *obligations,
                             gint64 now_us,
                             const guint *days_before,
                             guint n_days_before) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
