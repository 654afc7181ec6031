/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What happens to every row. A cell costs a few nanoseconds here: it is hashed for the search of
 * duplicates, counted as filled, and its bytes go through the sieve together with those of its
 * neighbours; the rules see what the sieve keeps back. */

#include "config.h"

#include <string.h>

#include "engine/checks/cb-check-private.h"
#include "engine/text/cb-utf8.h"

/* So many characters Excel takes into a cell. */
#define HUGE_CELL 32767
#define ROW_FAULTS                                                                                 \
  (CB_CELL_FAULTS | CB_CELL_WAS_LEGACY | CB_ROW_BLANK | CB_ROW_LINE_END | CB_ROW_OUTSIDE)
/* Between two cells: the delimiter, quotes, a line end. */
#define MAX_GAP 8

/**
 * CbCheckSpan:
 *
 * Cells whose bytes lie one after the other, and how far they were looked at.
 */
typedef struct
{
  const CbRow *rows;
  guint n_rows;
  guint row;
  guint cell;
  const char *start;
  const char *end;
  guint done_kinds;
} CbCheckSpan;

/**
 * cb_check_worker_new:
 * @run: what it is for
 *
 * Returns: (transfer full): the state of one thread
 */
CbCheckWorker *
cb_check_worker_new (CbCheckRun *run)
{
  CbCheckWorker *self = g_new0 (CbCheckWorker, 1);

  self->run = run;
  self->filled = g_new0 (guint64, run->n_columns + 1);
  self->personal = g_new0 (CbPersonalColumn *, run->n_columns + 1);
  self->types = g_new0 (CbTypeColumn *, run->n_columns + 1);
  for (guint i = 0; i < run->n_columns; i++)
    self->types[i] = cb_type_column_new ();
  self->hashes = cb_row_hashes_new ();
  self->hits = g_new (CbSieveHit, CB_SIEVE_MAX / CB_SIEVE_BLOCK);
  return self;
}

/**
 * cb_check_worker_free:
 * @self: (nullable) (transfer full): a worker
 */
void
cb_check_worker_free (CbCheckWorker *self)
{
  if (self == NULL)
    return;
  for (guint kind = 0; kind < CB_TALLY_N; kind++)
    {
      for (guint i = 0; self->tallies[kind] != NULL && i <= self->run->n_columns; i++)
        if (self->tallies[kind][i] != NULL)
          {
            cb_check_tally_clear (self->tallies[kind][i]);
            g_free (self->tallies[kind][i]);
          }
      g_free (self->tallies[kind]);
    }
  for (guint i = 0; i <= self->run->n_columns; i++)
    {
      g_free (self->personal[i]);
      cb_type_column_free (self->types[i]);
    }
  g_free (self->types);
  g_free (self->personal);
  g_free (self->filled);
  cb_row_hashes_free (self->hashes);
  g_free (self->hits);
  g_free (self);
}

/**
 * cb_check_worker_ensure_tally:
 * @self: a worker
 * @kind: a finding's code, or CB_TALLY_*
 * @column: 0-based, -1 for none
 *
 * Returns: (transfer none): the tally, made when it is the first
 */
CbCheckTally *
cb_check_worker_ensure_tally (CbCheckWorker *self, guint kind, int column)
{
  guint at = column >= 0 && (guint)column < self->run->n_columns ? (guint)column + 1 : 0;

  if (self->tallies[kind] == NULL)
    self->tallies[kind] = g_new0 (CbCheckTally *, self->run->n_columns + 1);
  if (self->tallies[kind][at] == NULL)
    self->tallies[kind][at] = g_new0 (CbCheckTally, 1);

  return self->tallies[kind][at];
}

/**
 * cb_check_worker_merge:
 * @into: a worker
 * @from: another that has seen other rows; it keeps nothing worth having
 */
void
cb_check_worker_merge (CbCheckWorker *into, CbCheckWorker *from)
{
  into->n_rows += from->n_rows;
  into->n_outside += from->n_outside;
  for (guint i = 0; i <= into->run->n_columns; i++)
    {
      into->filled[i] += from->filled[i];
      cb_personal_column_merge (&into->personal[i], &from->personal[i]);
      if (into->types[i] != NULL)
        cb_type_column_merge (into->types[i], from->types[i]);
    }
  for (guint kind = 0; kind < CB_TALLY_N; kind++)
    for (guint i = 0; from->tallies[kind] != NULL && i <= into->run->n_columns; i++)
      if (from->tallies[kind][i] != NULL)
        cb_check_tally_merge (cb_check_worker_ensure_tally (into, kind, (int)i - 1),
                              from->tallies[kind][i]);
  cb_row_hashes_merge (into->hashes, from->hashes);
}

static void
show_cell (CbCheckWorker *self, const CbRow *row, guint cell, guint kinds)
{
  guint n_families;
  const CbCheckFamily *const *families = cb_check_families (&n_families);

  for (guint i = 0; i < n_families; i++)
    if ((families[i]->sieve & kinds) != 0)
      families[i]->cell (self, row, cell, kinds);
}

/* Moves on to the cell that has the byte at @place, or to the first behind it. */
static gboolean
find_cell (CbCheckSpan *span, const char *place)
{
  while (span->row < span->n_rows)
    {
      const CbRow *row = &span->rows[span->row];

      for (; span->cell < row->n_cells; span->cell++)
        {
          const CbCell *cell = &row->cells[span->cell];

          if (cell->length > 0 && cell->bytes + cell->length > place)
            return cell->bytes <= place;
          span->done_kinds = 0;
        }
      span->row++;
      span->cell = 0;
    }

  return FALSE;
}

static void
show_hit (CbCheckWorker *self, CbCheckSpan *span, const char *block, const CbSieveHit *hit)
{
  guint64 left = hit->odd | hit->number | hit->at | hit->mark;

  while (left != 0)
    {
      guint first = (guint)__builtin_ctzll (left);
      const CbCell *cell;
      guint64 here;
      gsize end;
      guint kinds;

      if (!find_cell (span, block + first))
        {
          left &= left - 1;
          continue;
        }
      cell = &span->rows[span->row].cells[span->cell];
      end = (gsize)(cell->bytes + cell->length - block);
      here = end < 64 ? (G_GUINT64_CONSTANT (1) << end) - 1 : G_MAXUINT64;
      here &= G_MAXUINT64 << first;
      left &= ~here;
      kinds = ((hit->odd & here) != 0 ? CB_SIEVE_ODD : 0)
              | ((hit->number & here) != 0 ? CB_SIEVE_NUMBER : 0)
              | ((hit->at & here) != 0 ? CB_SIEVE_AT : 0)
              | ((hit->mark & here) != 0 ? CB_SIEVE_MARK : 0);
      kinds &= ~span->done_kinds;
      span->done_kinds |= kinds;
      if (kinds != 0)
        show_cell (self, &span->rows[span->row], span->cell, kinds);
    }
}

static void
sift_span (CbCheckWorker *self, CbCheckSpan *span)
{
  gsize length = (gsize)(span->end - span->start);
  CbSieve sieve;

  cb_sieve_start (&sieve);
  for (gsize done = 0; done < length; done += CB_SIEVE_MAX)
    {
      const char *bytes = span->start + done;
      guint n = cb_sieve_run (&sieve, (const guint8 *)bytes, MIN (length - done, CB_SIEVE_MAX),
                              self->hits);

      for (guint i = 0; i < n; i++)
        show_hit (self, span, bytes + self->hits[i].offset, &self->hits[i]);
    }
}

static void
show_row (CbCheckWorker *self, const CbRow *row)
{
  guint n_families;
  const CbCheckFamily *const *families = cb_check_families (&n_families);

  for (guint i = 0; i < n_families; i++)
    if (families[i]->row != NULL)
      families[i]->row (self, row);
}

/* The rows of the table among these, as many at a time as stand together. */
static void
show_rows (CbCheckWorker *self, const CbRow *rows, guint n_rows)
{
  guint n_families;
  const CbCheckFamily *const *families = cb_check_families (&n_families);
  guint end;

  for (guint first = 0; first < n_rows; first = end)
    {
      gboolean outside = (rows[first].flags & CB_ROW_OUTSIDE) != 0;

      end = first + 1;
      while (end < n_rows && ((rows[end].flags & CB_ROW_OUTSIDE) != 0) == outside)
        end++;
      for (guint i = 0; !outside && i < n_families; i++)
        if (families[i]->rows != NULL)
          families[i]->rows (self, rows + first, end - first);
    }
}

static gboolean
is_blank_text (const CbCell *cell)
{
  for (guint i = 0; i < cell->length; i++)
    if (!g_ascii_isspace (cell->bytes[i]))
      return FALSE;

  return TRUE;
}

static inline gboolean
is_blank (const CbCell *cell)
{
  return cell->length == 0 || ((guchar)cell->bytes[0] <= ' ' && is_blank_text (cell));
}

/* Joins the bytes of a cell to the span, or looks over that and begins another. */
static inline void
join_cell (CbCheckWorker *self, const CbCell *cell, guint row, guint column, CbCheckSpan *span)
{
  if (G_UNLIKELY ((gsize)(cell->bytes - span->end) > MAX_GAP))
    {
      if (span->start != NULL)
        sift_span (self, span);
      *span = (CbCheckSpan){ span->rows, span->n_rows, row, column, cell->bytes, NULL, 0 };
    }
  span->end = cell->bytes + cell->length;
}

/* A row that is no row of the table: titles, totals, notes. What must never go out may stand there
 * all the same. */
static void
take_outside_row (CbCheckWorker *self, const CbRow *row, guint index, CbCheckSpan *span)
{
  for (guint i = 0; i < row->n_cells; i++)
    if (!is_blank (&row->cells[i]))
      join_cell (self, &row->cells[i], index, i, span);
  self->n_outside++;
}

/* Hashes and counts the cells of a row, and joins their bytes to the span. */
static void
take_row (CbCheckWorker *self, const CbRow *row, guint index, CbCheckSpan *span)
{
  guint n_columns = self->run->n_columns;
  guint64 hash = 0;
  guint n_filled = 0;

  for (guint i = 0; i < row->n_cells; i++)
    {
      const CbCell *cell = &row->cells[i];

      hash = cb_row_hashes_add_cell (hash, cell->bytes, cell->length);
      if (is_blank (cell))
        continue;
      n_filled++;
      self->filled[MIN (i, n_columns)]++;
      if (G_UNLIKELY (cell->length > HUGE_CELL)
          && cb_utf8_count (cell->bytes, cell->length) > HUGE_CELL)
        cb_check_tally_add (cb_check_worker_get_tally (self, CB_FINDING_HUGE_CELL, (int)i),
                            row->number);
      join_cell (self, cell, index, i, span);
    }
  if (G_UNLIKELY (n_filled == 0))
    cb_check_tally_add (cb_check_worker_get_tally (self, CB_FINDING_BLANK_ROW, -1), row->number);
  else if (hash % self->run->n_passes == 0)
    cb_row_hashes_add (self->hashes, hash, row->number);
}

/**
 * cb_check_worker_take_rows:
 * @self: a worker
 * @rows: (array length=n_rows): the next rows
 * @n_rows: of @rows
 */
void
cb_check_worker_take_rows (CbCheckWorker *self, const CbRow *rows, guint n_rows)
{
  CbCheckSpan span = { rows, n_rows, 0, 0, NULL, NULL, 0 };

  for (guint i = 0; i < n_rows; i++)
    {
      gboolean outside = (rows[i].flags & CB_ROW_OUTSIDE) != 0
                         && cb_row_get_kind (&rows[i]) != CB_ROW_KIND_BLANK;

      if (G_UNLIKELY ((rows[i].flags & ROW_FAULTS) != 0 || rows[i].n_cells != self->run->n_columns))
        show_row (self, &rows[i]);
      if (G_UNLIKELY (outside))
        take_outside_row (self, &rows[i], i, &span);
      else
        take_row (self, &rows[i], i, &span);
    }
  if (span.start != NULL)
    sift_span (self, &span);
  show_rows (self, rows, n_rows);
  self->n_rows += n_rows;
}
