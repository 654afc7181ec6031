/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/fixes/cb-step.h"

/* `{"step":"to-csv"}`: the sheet of a workbook as text, with nothing of what else the workbook
 * carries. A recipe that does anything writes so: this step is for doing nothing else. */
static gpointer
prepare (JsonObject *step, CbTable *table, GError **error)
{
  return g_new0 (int, 1);
}

const CbStep cb_step_to_csv = { "to-csv", prepare, NULL, g_free };
