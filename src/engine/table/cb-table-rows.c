/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-protocol.h"
#include "engine/table/cb-table-private.h"
#include "engine/text/cb-utf8.h"

typedef struct
{
  guint64 first;
  guint count;
  GPtrArray *rows;
  GByteArray *kinds; /* (nullable) */
  gsize memory;      /* about what the rows take */
} Wanted;

/* Rows of thousands of cells, thousands of them, must not be gathered: fewer come back. */
#define MAX_MEMORY (8u * 1024 * 1024)

/**
 * cb_cell_dup_shown:
 * @cell: a cell
 *
 * Returns: (transfer full): its value for showing: valid UTF-8, cut at CB_PROTOCOL_MAX_CELL_SHOWN
 */
char *
cb_cell_dup_shown (const CbCell *cell)
{
  return cb_utf8_dup_shown (cell->bytes, cell->length, CB_PROTOCOL_MAX_CELL_SHOWN);
}

static gboolean
wants_more (const Wanted *wanted)
{
  return wanted->rows->len < wanted->count
         && (wanted->rows->len == 0 || wanted->memory < MAX_MEMORY);
}

static gboolean
take_rows (const CbRow *rows, guint n_rows, gpointer user_data)
{
  Wanted *wanted = user_data;

  for (guint i = 0; i < n_rows && wants_more (wanted); i++)
    {
      guint n_cells = MIN (rows[i].n_cells, CB_TABLE_MAX_CELLS);
      GStrv cells;

      if (rows[i].number < wanted->first)
        continue;
      cells = g_new0 (char *, n_cells + 1);
      for (guint k = 0; k < n_cells; k++)
        {
          cells[k] = cb_cell_dup_shown (&rows[i].cells[k]);
          wanted->memory += strlen (cells[k]) + 32;
        }
      g_ptr_array_add (wanted->rows, cells);
      if (wanted->kinds != NULL)
        {
          guint8 kind = (guint8)cb_row_get_kind (&rows[i]);

          g_byte_array_append (wanted->kinds, &kind, 1);
        }
    }

  return wants_more (wanted);
}

/**
 * cb_table_read_marked_rows:
 * @self: a table
 * @first: 0-based, without the header
 * @count: at most so many
 * @kinds: (nullable): gets the kind of each, a #CbRowKind
 * @cancellable: (nullable): ends the waiting for the index
 * @error: where to say why not
 *
 * Any row at any time: waits until the index has come so far. From any thread.
 *
 * Returns: (transfer full) (element-type GStrv): the rows, fewer at the end of the table and when
 * they would take over 8 MiB, but at least one where there is one; cells are valid UTF-8, cut at
 * CB_PROTOCOL_MAX_CELL_SHOWN
 */
GPtrArray *
cb_table_read_marked_rows (CbTable *self,
                           guint64 first,
                           guint count,
                           GByteArray *kinds,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  Wanted wanted = { first, count, rows, kinds, 0 };
  CbRowReader reader = { 0 };
  gboolean read = TRUE;
  gboolean exists = TRUE;
  guint64 chunk;

  if (first > G_MAXUINT64 / 2)
    return g_steal_pointer (&rows);
  if (!cb_byte_source_check_unchanged (self->source, error)
      || !cb_table_wait_for_record (self, first + self->facts.header_row, &chunk, cancellable,
                                    error)
      || !cb_table_wait_for_rest (self, first + self->facts.header_row + count, cancellable, error))
    return NULL;
  for (; read && exists && wants_more (&wanted); chunk++)
    read = cb_table_wait_for_chunk (self, chunk, &exists, cancellable, error)
           && (!exists || cb_row_reader_read (&reader, self, chunk, take_rows, &wanted, error));
  cb_row_reader_clear (&reader);

  return read ? g_steal_pointer (&rows) : NULL;
}

/**
 * cb_table_read_rows:
 * @self: a table
 * @first: 0-based, without the header
 * @count: at most so many
 * @cancellable: (nullable): ends the waiting for the index
 * @error: where to say why not
 *
 * As cb_table_read_marked_rows(), of any kind.
 *
 * Returns: (transfer full) (element-type GStrv): the rows
 */
GPtrArray *
cb_table_read_rows (
    CbTable *self, guint64 first, guint count, GCancellable *cancellable, GError **error)
{
  return cb_table_read_marked_rows (self, first, count, NULL, cancellable, error);
}

typedef struct
{
  CbTableRowsFunc func;
  gpointer user_data;
} HeaderRows;

static gboolean
give_header_rows (const CbRow *rows, guint n_rows, gpointer user_data)
{
  HeaderRows *self = user_data;

  self->func (rows, n_rows, self->user_data);

  return TRUE;
}

/**
 * cb_table_read_header:
 * @self: a table
 * @func: gets the rows up to the header, the header last; none when there is no header
 * @user_data: for @func
 * @error: where to say why not
 *
 * Returns: %FALSE on failure
 */
gboolean
cb_table_read_header (CbTable *self, CbTableRowsFunc func, gpointer user_data, GError **error)
{
  HeaderRows rows = { func, user_data };
  CbRowReader reader = { 0 };
  gboolean read = TRUE;
  guint64 last = 0;

  if (self->facts.header_row == 0)
    return TRUE;
  reader.only_header = TRUE;
  if (!cb_table_wait_for_record (self, self->facts.header_row - 1, &last, NULL, error))
    return FALSE;
  for (guint64 chunk = 0; read && chunk <= last; chunk++)
    read = cb_row_reader_read (&reader, self, chunk, give_header_rows, &rows, error);
  cb_row_reader_clear (&reader);

  return read;
}
