/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-descriptor.h"
#include "engine/fixes/cb-output.h"

/* `{"step":"to-csv"}`: the table as text, with nothing of what else a workbook carries. RFC 4180,
 * UTF-8 without byte order mark, the delimiter that the file has, LF. What a recipe writes when it
 * says nothing else. */

typedef struct
{
  CbOutput parent;

  char delimiter;
} CsvOutput;

static CbOutput *
new_output (CbTable *table, int fd)
{
  const CbTableFacts *facts = cb_table_get_facts (table);
  CsvOutput *self = g_new0 (CsvOutput, 1);

  self->delimiter = facts->sheet >= 0 ? ',' : facts->delimiter[0];

  return &self->parent;
}

/* RFC 4180 §2.5–2.7: quotes where a delimiter, a quote or a line end is in the cell. */
static void
write_cell (GByteArray *out, const CbCell *cell, char delimiter)
{
  const char *p = cell->bytes;
  const char *end = p + cell->length;
  gboolean needs_quotes = FALSE;

  for (const char *q = p; q < end && !needs_quotes; q++)
    needs_quotes = *q == delimiter || *q == '"' || *q == '\n' || *q == '\r';
  if (!needs_quotes || delimiter == '\0')
    {
      cb_output_add (out, cell->bytes, cell->length);
      return;
    }
  CB_OUTPUT_ADD (out, "\"");
  while (p < end)
    {
      const char *quote = memchr (p, '"', (gsize)(end - p));
      const char *stop = quote != NULL ? quote + 1 : end;

      cb_output_add (out, p, (gsize)(stop - p));
      if (quote != NULL)
        CB_OUTPUT_ADD (out, "\"");
      p = stop;
    }
  CB_OUTPUT_ADD (out, "\"");
}

static void
write_row (
    const CbOutput *output, GByteArray *out, const CbCell *cells, guint n_cells, gboolean is_header)
{
  const CsvOutput *self = (const CsvOutput *)output;

  for (guint i = 0; i < n_cells; i++)
    {
      if (i > 0)
        cb_output_add (out, &self->delimiter, 1);
      write_cell (out, &cells[i], self->delimiter);
    }
  CB_OUTPUT_ADD (out, "\n");
}

static gboolean
pack (CbOutput *self, const guint8 *bytes, gsize length, guint64 rows, GError **error)
{
  self->bytes += length;

  return cb_descriptor_write (self->fd, bytes, length, error);
}

static void
free_output (CbOutput *self)
{
  g_free (self);
}

const CbOutputClass cb_output_csv
    = { "to-csv", new_output, write_row, NULL, pack, NULL, free_output };
