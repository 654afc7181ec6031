/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-rate.h"

/* Below this no rate can be told. */
#define SHORTEST_US (G_USEC_PER_SEC / 4)

/**
 * cbu_rate_reset:
 * @self: a rate
 */
void
cbu_rate_reset (CbuRate *self)
{
  *self = (CbuRate){ 0 };
}

/**
 * cbu_rate_add:
 * @self: a rate
 * @done: bytes so far; fewer than before means a new start
 */
void
cbu_rate_add (CbuRate *self, guint64 done)
{
  gint64 now = g_get_monotonic_time ();
  double latest;

  if (self->at_us == 0 || done < self->done)
    {
      *self = (CbuRate){ .at_us = now, .done = done };
      return;
    }
  if (now - self->at_us < SHORTEST_US)
    return;
  latest = (double)(done - self->done) * G_USEC_PER_SEC / (double)(now - self->at_us);
  self->rate = self->rate <= 0 ? latest : 0.7 * self->rate + 0.3 * latest;
  self->at_us = now;
  self->done = done;
}

/**
 * cbu_rate_get:
 * @self: a rate
 *
 * Returns: bytes in a second, 0 while it is not known
 */
double
cbu_rate_get (const CbuRate *self)
{
  return self->rate;
}
