/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-json.h"
#include "engine/fixes/cb-step.h"
#include "engine/text/cb-utf8.h"

/* `{"step":"normalise"}`: Unicode normalisation form C, "Unicode dựng sẵn", which TCVN 6909:2001
 * means by its 134 letters. The byte order mark goes, as with every step. */
static gpointer
prepare (JsonObject *step, CbTable *table, GError **error)
{
  return g_new0 (int, 1);
}

static void
apply (gconstpointer data, CbCell *cells, guint n_cells, gboolean is_header, GStringChunk *memory)
{
  for (guint i = 0; i < n_cells; i++)
    {
      g_autofree char *normal = NULL;

      if ((cells[i].flags & CB_CELL_NOT_ASCII) == 0 || (cells[i].flags & CB_CELL_INVALID) != 0
          || cb_utf8_is_nfc (cells[i].bytes, cells[i].length))
        continue;
      normal = g_utf8_normalize (cells[i].bytes, (gssize)cells[i].length, G_NORMALIZE_NFC);
      if (normal != NULL)
        cb_step_set_text (&cells[i], normal, strlen (normal), memory);
    }
}

const CbStep cb_step_normalise = { "normalise", prepare, apply, g_free };
