/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbuRate:
 *
 * Bytes in a second, smoothed so that the time left does not jump. Lives in its owner.
 */
typedef struct
{
  gint64 at_us;
  guint64 done;
  double rate;
} CbuRate;

void cbu_rate_reset (CbuRate *self);
void cbu_rate_add (CbuRate *self, guint64 done);
double cbu_rate_get (const CbuRate *self);

G_END_DECLS
