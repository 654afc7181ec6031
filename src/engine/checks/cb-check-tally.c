/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/checks/cb-check-tally.h"

#include <string.h>

/**
 * cb_check_tally_add_row:
 * @self: a tally with room for a row
 * @row: higher than all before
 *
 * Keeps the number of a row; cb_check_tally_add() counts, too.
 */
void
cb_check_tally_add_row (CbCheckTally *self, guint64 row)
{
  /* Grows at 0, 8, 16, 32… */
  if (self->n_rows == 0 || (self->n_rows >= 8 && (self->n_rows & (self->n_rows - 1)) == 0))
    self->rows = g_renew (guint64, self->rows, MAX (8, 2 * self->n_rows));
  self->rows[self->n_rows++] = row;
}

/**
 * cb_check_tally_merge:
 * @into: a tally
 * @from: another of the same fault in other rows
 *
 * Adds up, and keeps the lowest rows of both, so that the result does not depend on which thread
 * saw which rows.
 */
void
cb_check_tally_merge (CbCheckTally *into, const CbCheckTally *from)
{
  CbCheckTally merged = { .count = into->count + from->count };
  guint i = 0;
  guint j = 0;

  if (from->count == 0)
    return;
  while ((i < into->n_rows || j < from->n_rows) && merged.n_rows < CB_CHECKS_MAX_ROWS_NAMED)
    {
      gboolean first = j >= from->n_rows || (i < into->n_rows && into->rows[i] <= from->rows[j]);

      cb_check_tally_add_row (&merged, first ? into->rows[i++] : from->rows[j++]);
    }
  memcpy (merged.sample,
          into->n_rows > 0 && into->rows[0] <= from->rows[0] ? into->sample : from->sample,
          sizeof merged.sample);
  cb_check_tally_clear (into);
  *into = merged;
}

/**
 * cb_check_tally_clear:
 * @self: a tally
 *
 * Frees what it holds, not itself.
 */
void
cb_check_tally_clear (CbCheckTally *self)
{
  g_free (self->rows);
  memset (self, 0, sizeof *self);
}

/**
 * cb_check_tally_dup_rows:
 * @self: a tally
 *
 * Returns: (transfer full): its rows, 0-based, with blanks between: the argument `rows`
 */
char *
cb_check_tally_dup_rows (const CbCheckTally *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->n_rows; i++)
    g_string_append_printf (text, "%s%" G_GUINT64_FORMAT, i > 0 ? " " : "", self->rows[i]);

  return g_string_free (text, FALSE);
}
