/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-sheet-row.h"

/* A cell being built: where its text and runs will be is known when the row is whole. */
typedef struct
{
  CbSheetCell cell;
  gsize start;
  gsize first_run;
} Cell;

/**
 * cb_sheet_row_init:
 * @self: (out): without cells
 * @reader: (transfer none): gets the rows
 */
void
cb_sheet_row_init (CbSheetRow *self, const CbSheetReader *reader)
{
  *self = (CbSheetRow){ .reader = reader };
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->given = g_array_new (FALSE, FALSE, sizeof (CbSheetCell));
  self->text = g_string_new (NULL);
  self->runs = g_array_new (FALSE, FALSE, sizeof (CbFontRun));
}

/**
 * cb_sheet_row_clear:
 * @self: a row
 */
void
cb_sheet_row_clear (CbSheetRow *self)
{
  g_array_unref (self->cells);
  g_array_unref (self->given);
  g_string_free (self->text, TRUE);
  g_array_unref (self->runs);
}

/**
 * cb_sheet_row_is_empty:
 * @self: a row
 *
 * Returns: whether it has no cell
 */
gboolean
cb_sheet_row_is_empty (const CbSheetRow *self)
{
  return self->cells->len == 0;
}

/**
 * cb_sheet_row_add_run:
 * @self: a row
 * @end: where the run ends in the text of the cell to come, not before the one before
 * @font: of the run
 *
 * For the next cb_sheet_row_add(): runs of one font are joined, empty ones left out.
 */
void
cb_sheet_row_add_run (CbSheetRow *self, guint32 end, CbFontEncoding font)
{
  CbFontRun run = { end, font };

  if (self->runs->len > self->first_run)
    {
      CbFontRun *last = &g_array_index (self->runs, CbFontRun, self->runs->len - 1);

      if (end <= last->end)
        return;
      if (last->font == font)
        {
          last->end = end;
          return;
        }
    }
  if (end > 0)
    g_array_append_val (self->runs, run);
}

/**
 * cb_sheet_row_add:
 * @self: a row
 * @cell: column, type, flags and font of the cell; without runs its text is in this font, with one
 *   in that of the run
 * @start: where its text begins in @text, at whose end it stands
 *
 * A cell without text is left out.
 */
void
cb_sheet_row_add (CbSheetRow *self, const CbSheetCell *cell, gsize start)
{
  Cell built = { *cell, start, self->first_run };
  guint n = self->runs->len - self->first_run;

  built.cell.length = (guint32)(self->text->len - start);
  built.cell.n_runs = n > 1 ? n : 0;
  if (n == 1)
    built.cell.font = (guint8)g_array_index (self->runs, CbFontRun, self->first_run).font;
  if (n < 2 || built.cell.length == 0)
    g_array_set_size (self->runs, self->first_run);
  self->first_run = self->runs->len;
  if (built.cell.length > 0)
    g_array_append_val (self->cells, built);
}

/**
 * cb_sheet_row_repeat:
 * @self: a row with a cell
 * @column: after that of the last cell
 * @flags: CB_SHEET_CELL_*
 *
 * Adds the last cell once more, at another place.
 */
void
cb_sheet_row_repeat (CbSheetRow *self, guint32 column, guint8 flags)
{
  Cell copy = g_array_index (self->cells, Cell, self->cells->len - 1);

  copy.cell.column = column;
  copy.cell.flags = flags;
  g_array_append_val (self->cells, copy);
}

/**
 * cb_sheet_row_give:
 * @self: a row
 * @row: 0-based
 *
 * Gives the row to the reader, if it has cells and the reader has not had enough; it stays as it
 * is.
 *
 * Returns: whether the reader wants more
 */
gboolean
cb_sheet_row_give (CbSheetRow *self, guint32 row)
{
  if (self->cells->len == 0 || self->is_ended)
    return !self->is_ended;
  g_array_set_size (self->given, 0);
  for (guint i = 0; i < self->cells->len; i++)
    {
      const Cell *built = &g_array_index (self->cells, Cell, i);
      CbSheetCell cell = built->cell;

      cell.bytes = self->text->str + built->start;
      cell.runs = cell.n_runs > 0 ? &g_array_index (self->runs, CbFontRun, built->first_run) : NULL;
      g_array_append_val (self->given, cell);
    }
  self->is_ended = !self->reader->row (row, (gconstpointer)self->given->data, self->given->len,
                                       self->reader->user_data);

  return !self->is_ended;
}

/**
 * cb_sheet_row_reset:
 * @self: a row
 *
 * Forgets its cells.
 */
void
cb_sheet_row_reset (CbSheetRow *self)
{
  g_array_set_size (self->cells, 0);
  g_array_set_size (self->runs, 0);
  g_string_truncate (self->text, 0);
  self->first_run = 0;
}
