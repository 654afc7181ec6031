/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "engine/serve/cb-serve-private.h"

/* Half a frame for text; each cell costs up to five bytes more. A row that is wider than that is
 * cut in its last cells. */
#define MAX_TEXT (CB_PROTOCOL_MAX_FRAME / 2)
/* Rows are asked of the table in portions that grow, so that very long ones do not pile up. */
#define FIRST_PORTION 16
#define LAST_PORTION 512

static gsize
measure_row (GStrv cells)
{
  gsize size = 0;

  for (guint i = 0; cells[i] != NULL; i++)
    size += strlen (cells[i]) + 1;

  return size;
}

static void
add_row (GVariantBuilder *rows, GStrv cells, guint8 kind)
{
  gsize left = MAX_TEXT;

  g_variant_builder_open (rows, G_VARIANT_TYPE ("(yas)"));
  g_variant_builder_add (rows, "y", kind);
  g_variant_builder_open (rows, G_VARIANT_TYPE ("as"));
  for (guint i = 0; cells[i] != NULL; i++)
    {
      gsize size = strlen (cells[i]) + 1;

      g_variant_builder_add (rows, "s", size <= left ? cells[i] : "…");
      left -= MIN (size, left);
    }
  g_variant_builder_close (rows);
  g_variant_builder_close (rows);
}

gboolean
_cb_serve_rows (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(yas)"));
  guint64 first;
  guint32 count, n_read = 0;
  guint portion = FIRST_PORTION;
  gsize size = 0;
  gboolean goes_on = TRUE;

  g_variant_get (work->body, CB_PROTOCOL_ROWS_REQUEST_TYPE, &first, &count);
  if (!_cb_serve_may_show (self, error))
    return FALSE;

  count = MIN (count, CB_PROTOCOL_MAX_ROWS);
  while (goes_on && n_read < count)
    {
      guint wanted = MIN (count - n_read, portion);
      g_autoptr (GByteArray) kinds = g_byte_array_new ();
      g_autoptr (GPtrArray) some = cb_table_read_marked_rows (self->table, first + n_read, wanted,
                                                              kinds, work->cancellable, error);

      if (some == NULL)
        return FALSE;
      goes_on = some->len == wanted;
      for (guint i = 0; i < some->len; i++)
        {
          gsize row_size = measure_row (g_ptr_array_index (some, i));

          if (n_read > 0 && size + row_size > MAX_TEXT)
            {
              goes_on = FALSE;
              break;
            }
          add_row (&rows, g_ptr_array_index (some, i), kinds->data[i]);
          size += row_size;
          n_read++;
        }
      portion = MIN (2 * portion, LAST_PORTION);
    }

  return cb_speaker_say (self->speaker, work->serial, CB_PROTOCOL_ROWS,
                         g_variant_new (CB_PROTOCOL_ROWS_ANSWER_TYPE, first, &rows), error);
}
