/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/fixes/cb-step.h"

/* `{"step":"line-ends"}`: LF after every row. A recipe that does anything writes so: this step is
 * for doing nothing else. */
static gpointer
prepare (JsonObject *step, CbTable *table, GError **error)
{
  return g_new0 (int, 1);
}

const CbStep cb_step_line_ends = { "line-ends", prepare, NULL, g_free };
