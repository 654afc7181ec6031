/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-table-copy.h"

#include <string.h>

#include "base/cb-error.h"

#define ROWS_AT_ONCE 1024

/* As Excel and Calc write it and read it: quotes only where a tab or a line break would part the
 * cell, or where it begins with a quote. */
static void
append_cell (GString *text, const char *cell)
{
  if (strpbrk (cell, "\t\r\n") == NULL && cell[0] != '"')
    {
      g_string_append (text, cell);
      return;
    }
  g_string_append_c (text, '"');
  for (const char *p = cell; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

/**
 * cbu_table_copy_append_row:
 * @text: what is copied so far
 * @cells: of one row
 * @first_column: 0-based
 * @last_column: included; what the row does not have is blank
 *
 * Adds a line of cells with tabs between.
 */
void
cbu_table_copy_append_row (GString *text,
                           const char *const *cells,
                           guint first_column,
                           guint last_column)
{
  guint n = g_strv_length ((GStrv)cells);

  for (guint i = first_column; i <= last_column; i++)
    {
      if (i > first_column)
        g_string_append_c (text, '\t');
      if (i < n)
        append_cell (text, cells[i]);
    }
  g_string_append_c (text, '\n');
}

static gboolean
is_too_much (const CbuGridRange *range, gsize length, GError **error)
{
  guint64 rows = range->last_row - range->first_row + 1;
  guint64 columns = range->last_column - range->first_column + 1;

  if (rows <= CBU_TABLE_COPY_MAX_CELLS / columns && length <= CBU_TABLE_COPY_MAX_BYTES)
    return FALSE;

  g_set_error_literal (error, CB_ERROR, CB_ERROR_TOO_LARGE, "too many cells for the clipboard");
  return TRUE;
}

/* Cells that came cut are copied whole. */
static gboolean
complete_row (CbReader *reader,
              GStrv cells,
              guint64 row,
              const CbuGridRange *range,
              GCancellable *cancellable,
              GError **error)
{
  for (guint i = 0; cells[i] != NULL && i <= range->last_column; i++)
    {
      char *whole;

      if (i < range->first_column || strlen (cells[i]) < CBU_TABLE_CUT_AT)
        continue;
      whole = cb_reader_read_cell (reader, row, i, cancellable, error);
      if (whole == NULL)
        return FALSE;
      g_free (cells[i]);
      cells[i] = whole;
    }
  return TRUE;
}

/**
 * cbu_table_copy_read:
 * @reader: an open reader
 * @range: which cells
 * @titles: (nullable): the names of all columns, to begin with
 * @cancellable: (nullable): ends it
 * @error: %CB_ERROR_TOO_LARGE above %CBU_TABLE_COPY_MAX_CELLS or %CBU_TABLE_COPY_MAX_BYTES; see
 *   cb_reader_read_rows()
 *
 * Blocks; for worker threads.
 *
 * Returns: (transfer full): the cells as lines with tabs between, or %NULL
 */
char *
cbu_table_copy_read (CbReader *reader,
                     const CbuGridRange *range,
                     const char *const *titles,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint64 row = range->first_row;

  if (is_too_much (range, 0, error))
    return NULL;
  if (titles != NULL)
    cbu_table_copy_append_row (text, titles, range->first_column, range->last_column);
  while (row <= range->last_row)
    {
      guint wanted = (guint)MIN (range->last_row - row + 1, ROWS_AT_ONCE);
      g_autoptr (CbRows) rows = cb_reader_read_rows (reader, row, wanted, cancellable, error);

      if (rows == NULL)
        return NULL;
      if (rows->cells->len == 0)
        break;
      for (guint i = 0; i < rows->cells->len; i++)
        {
          GStrv cells = g_ptr_array_index (rows->cells, i);

          if (!complete_row (reader, cells, row + i, range, cancellable, error))
            return NULL;
          cbu_table_copy_append_row (text, (const char *const *)cells, range->first_column,
                                     range->last_column);
        }
      if (is_too_much (range, text->len, error))
        return NULL;
      row += rows->cells->len;
    }
  /* One cell is that cell, without a line end. */
  if (range->first_row == range->last_row && text->len > 0 && titles == NULL)
    g_string_truncate (text, text->len - 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
