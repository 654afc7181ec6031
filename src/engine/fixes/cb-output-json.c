/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-descriptor.h"
#include "engine/fixes/cb-output.h"

/* `{"step":"to-json"}`: an array with an array for each row, the header first; numbers and booleans
 * of a spreadsheet are those of JSON, all else is text. */

static CbOutput *
new_output (CbTable *table, int fd)
{
  return g_new0 (CbOutput, 1);
}

static void
write_text (GByteArray *out, const CbCell *cell)
{
  g_autofree char *valid = g_utf8_make_valid (cell->bytes, cell->length);
  const char *from = valid;
  const char *p = valid;

  CB_OUTPUT_ADD (out, "\"");
  for (; *p != '\0'; p++)
    {
      char escape[8];

      if ((guchar)*p >= ' ' && *p != '"' && *p != '\\')
        continue;
      cb_output_add (out, from, (gsize)(p - from));
      if ((guchar)*p < ' ')
        cb_output_add (out, escape, (gsize)g_snprintf (escape, sizeof escape, "\\u%04x", *p));
      else
        cb_output_add (out, *p == '"' ? "\\\"" : "\\\\", 2);
      from = p + 1;
    }
  cb_output_add (out, from, (gsize)(p - from));
  CB_OUTPUT_ADD (out, "\"");
}

static void
write_cell (GByteArray *out, const CbCell *cell)
{
  CbSheetCellType type = cb_cell_get_type (cell);

  if (cell->length == 0)
    CB_OUTPUT_ADD (out, "\"\"");
  else if (type == CB_SHEET_CELL_NUMBER && cb_output_is_double (cell))
    cb_output_add (out, cell->bytes, cell->length);
  else if (type == CB_SHEET_CELL_BOOLEAN && cell->bytes[0] == 'T')
    CB_OUTPUT_ADD (out, "true");
  else if (type == CB_SHEET_CELL_BOOLEAN)
    CB_OUTPUT_ADD (out, "false");
  else
    write_text (out, cell);
}

static void
write_row (
    const CbOutput *self, GByteArray *out, const CbCell *cells, guint n_cells, gboolean is_header)
{
  CB_OUTPUT_ADD (out, ",\n[");
  for (guint i = 0; i < n_cells; i++)
    {
      if (i > 0)
        CB_OUTPUT_ADD (out, ",");
      write_cell (out, &cells[i]);
    }
  CB_OUTPUT_ADD (out, "]");
}

static gboolean
put (CbOutput *self, const guint8 *bytes, gsize length, GError **error)
{
  self->bytes += length;

  return cb_descriptor_write (self->fd, bytes, length, error);
}

/* The comma before the first row opens the array instead. */
static gboolean
pack (CbOutput *self, const guint8 *bytes, gsize length, guint64 rows, GError **error)
{
  if (length == 0)
    return TRUE;
  if (self->bytes == 0)
    return put (self, (const guint8 *)"[", 1, error) && put (self, bytes + 1, length - 1, error);

  return put (self, bytes, length, error);
}

static gboolean
end (CbOutput *self, GError **error)
{
  if (self->bytes == 0 && !put (self, (const guint8 *)"[", 1, error))
    return FALSE;

  return put (self, (const guint8 *)"\n]\n", 3, error);
}

static void
free_output (CbOutput *self)
{
  g_free (self);
}

const CbOutputClass cb_output_json
    = { "to-json", new_output, write_row, NULL, pack, end, free_output };
