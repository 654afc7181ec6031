/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a table ends: above its notes, sources and signatures, and above the totals before them;
 * and where another table begins. */

#include "config.h"

#include <string.h>

#include "engine/table/cb-layout-private.h"

/* Signatures stand side by side. */
#define MAX_SIGNATURES 4

static gboolean
is_blank (const CbRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    if (!cb_cell_is_blank (&row->cells[i]))
      return FALSE;

  return TRUE;
}

/* Whether a row is too empty for one of the table. All of the cells of a row of signatures are
 * notes, however narrow the table is. */
static gboolean
is_sparse (const CbLayout *self, const CbRow *row)
{
  CbRowLook look = cb_row_look (row);
  gboolean sure;

  if (look.n_filled * 2 <= self->n_columns && look.n_filled <= MAX_SIGNATURES)
    return TRUE;
  for (guint i = 0; i < row->n_cells; i++)
    if (!cb_cell_is_blank (&row->cells[i]) && !cb_cell_is_note (&row->cells[i], &sure))
      return FALSE;

  return TRUE;
}

/* Whether notes begin with row @i. */
static gboolean
begins_notes (const CbLayout *self, const CbRow *rows, guint i)
{
  CbRowLook look = cb_row_look (&rows[i]);
  gboolean sure;

  if (look.n_filled == 0 || !cb_cell_is_note (&rows[i].cells[look.first], &sure))
    return FALSE;

  return sure
         || (i > 0
             && (is_blank (&rows[i - 1]) || cb_layout_is_total_row (self, &rows[i - 1], FALSE)));
}

/* The first of the last rows that belongs to the notes, @n_rows when there are none. */
static guint
find_notes (const CbLayout *self, const CbRow *rows, guint n_rows)
{
  guint first = n_rows;

  for (guint i = n_rows; i-- > 0 && is_sparse (self, &rows[i]);)
    if (begins_notes (self, rows, i))
      first = i;

  return first;
}

/**
 * cb_layout_end_body:
 * @self: a layout without an end
 * @rows: (array length=n_rows): the last rows of the table and what follows
 * @n_rows: of @rows
 *
 * Sets the end, where there is something behind the table. Blank rows alone are nothing.
 */
void
cb_layout_end_body (CbLayout *self, const CbRow *rows, guint n_rows)
{
  guint end = find_notes (self, rows, n_rows);
  gboolean has_notes = end < n_rows;
  guint total;

  while (end > 0 && is_blank (&rows[end - 1]))
    end--;
  total = end;
  while (total > 0 && !self->total_is_data && cb_layout_is_total_row (self, &rows[total - 1], FALSE)
         && rows[total - 1].number != self->top_total)
    total--;
  if (total < end)
    self->tail_total = rows[total].number;
  if (total < end || has_notes)
    __atomic_store_n (&self->body_end, total < n_rows ? rows[total].number : G_MAXUINT64,
                      __ATOMIC_RELAXED);
}

/**
 * cb_layout_close:
 * @self: a layout
 * @tail: the last rows of the file, %CB_LAYOUT_TAIL of them or all
 * @wish: (nullable): what a person said
 *
 * Finds where the table ends, once the whole file is known. Rows before that may be classified at
 * the same moment in other threads; what is asked after it returns knows the end.
 */
void
cb_layout_close (CbLayout *self, const CbLayoutSample *tail, const CbLayoutWish *wish)
{
  const CbRow *rows;
  guint n_rows = tail->n_rows;
  CbLayoutClip clip;

  if ((wish != NULL && wish->body_end >= 0) || self->body_end != G_MAXUINT64)
    return;
  cb_layout_clip_init (&clip, tail, self->clip_first,
                       self->clip_end > 0 ? self->clip_end : G_MAXUINT);
  rows = clip.sample.rows;
  while (n_rows > 0 && rows->number < cb_layout_get_body (self))
    rows++, n_rows--;
  cb_layout_end_body (self, rows, n_rows);
  cb_layout_clip_clear (&clip);
}

/* Blank rows and titles, between two tables. */
static gboolean
is_between (const CbLayout *self, const CbRow *row)
{
  CbRowLook look = cb_row_look (row);
  gboolean sure;

  return look.n_filled == 0
         || (look.n_filled == 1 && self->n_columns > 1
             && cb_cell_is_title (&row->cells[look.first], &sure))
         || (look.n_filled <= 2 && self->n_columns >= 4 && look.n_data == 0);
}

/* Whether a row of names stands where the table has numbers, and is not its own header. */
static gboolean
is_other_header (const CbLayout *self, const CbLayoutSample *sample, guint begin, guint row)
{
  const CbRow *names = &sample->rows[row];
  CbRowLook look = cb_row_look (names);
  gboolean sure;

  if (look.n_filled < 2 || look.n_data > 0 || row + 1 >= sample->n_rows
      || cb_row_look (&sample->rows[row + 1]).n_data == 0 || cb_layout_is_header_row (self, names)
      || cb_layout_is_numbering (names, &sure))
    return FALSE;
  for (guint c = 0; c < names->n_cells; c++)
    {
      guint n_filled = 0;
      guint n_data = 0;

      if (cb_cell_look (&names->cells[c]) != CB_LOOK_TEXT
          || cb_cell_look (cb_layout_cell (&sample->rows[row + 1], c)) != CB_LOOK_DATA)
        continue;
      for (guint i = begin; i < row; i++)
        {
          CbLook cell = cb_cell_look (cb_layout_cell (&sample->rows[i], c));

          n_filled += cell != CB_LOOK_BLANK;
          n_data += cell == CB_LOOK_DATA || cell == CB_LOOK_YEAR;
        }
      if (n_data > 0 && n_data * 4 >= n_filled * 3)
        return TRUE;
    }

  return FALSE;
}

/**
 * cb_layout_find_others:
 * @self: a layout, with its header, columns and groups
 * @sample: the first rows of the file
 *
 * Finds tables under the first: after a blank row or a title, a row of names over numbers which is
 * not the header of the first. The first then ends above.
 */
void
cb_layout_find_others (CbLayout *self, const CbLayoutSample *sample)
{
  guint begin = 0;
  guint end = 0;

  while (begin < sample->n_rows && sample->rows[begin].number < cb_layout_get_body (self))
    begin++;
  for (guint i = begin + 1; i < sample->n_rows && self->header_rows > 0; i++)
    {
      guint first = i;

      while (i < sample->n_rows && is_between (self, &sample->rows[i]))
        i++;
      if (i == first || i >= sample->n_rows || !is_other_header (self, sample, begin, i))
        continue;
      if (self->n_others == 0)
        end = first;
      else
        self->others[self->n_others - 1].last = sample->rows[first - 1].number;
      if (self->n_others == CB_LAYOUT_MAX_OTHERS)
        break;
      self->others[self->n_others++] = (CbLayoutRange){ sample->rows[i].number, G_MAXUINT64 };
    }
  if (self->n_others == 0)
    return;
  /* Titles of the next table are between; the notes and totals of the first are its own. */
  cb_layout_end_body (self, sample->rows + begin, end - begin);
  if (self->body_end == G_MAXUINT64)
    self->body_end = sample->rows[end].number;
  self->confidence *= 0.8;
}
