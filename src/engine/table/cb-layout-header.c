/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the header is: the first row that is as wide as the table and has nothing in it that only
 * data has; then the rows above and below it that name the same columns. */

#include "config.h"

#include <string.h>

#include "engine/table/cb-layout-finder.h"

#define MAX_TITLE_ROWS 25
#define MAX_LABEL 240
#define MAX_MERGES 4096

/* Labels over columns of numbers: the same row once more is a repeated header, not data. */
static gboolean
names_numbers (const CbHeaderFinder *self, guint row)
{
  const CbRow *labels = &self->sample->rows[row];

  for (guint c = 0; c < labels->n_cells; c++)
    if (cb_cell_look (&labels->cells[c]) == CB_LOOK_TEXT
        && cb_header_rate_data_below (self, row, c) > 0.5)
      return TRUE;

  return FALSE;
}

/* Each column's label is found again below it in real data, never in a header. Row by row, so that
 * tables of thousands of columns are gone through once. */
static gboolean
is_repeated_below (const CbHeaderFinder *self, guint row)
{
  const CbRow *labels = &self->sample->rows[row];
  g_autofree guint8 *is_repeated = g_new0 (guint8, labels->n_cells + 1);
  gboolean certain = names_numbers (self, row);
  guint repeated = 0;

  for (guint r = row + 1; r < self->sample->n_rows; r++)
    {
      const CbRow *other = &self->sample->rows[r];

      if (certain && cb_header_is_same_row (labels, other))
        continue;
      for (guint c = 0; c < MIN (labels->n_cells, other->n_cells); c++)
        {
          const CbCell *label = &labels->cells[c];

          if (is_repeated[c] != 0 || label->length == 0 || label->length != other->cells[c].length
              || memcmp (label->bytes, other->cells[c].bytes, label->length) != 0)
            continue;
          is_repeated[c] = 1;
          repeated++;
        }
    }

  return repeated * 2 > labels->n_cells;
}

static gboolean
can_be_header (const CbHeaderFinder *self, guint row)
{
  const CbRow *cells = &self->sample->rows[row];

  for (guint i = 0; i < cells->n_cells; i++)
    if (cells->cells[i].length > MAX_LABEL)
      return FALSE;
  if (self->looks[row].n_data > 0 || self->looks[row].n_filled == 0)
    return FALSE;

  return row + 1 >= self->sample->n_rows || !is_repeated_below (self, row);
}

static gboolean
has_title_words (const CbHeaderFinder *self, guint row, guint usual_fill)
{
  const CbRow *cells = &self->sample->rows[row];
  const CbRowLook *look = &self->looks[row];
  guint likely = 0;

  for (guint i = look->first; look->n_filled > 0 && i <= look->last; i++)
    {
      gboolean sure;

      if (!cb_cell_is_title (&cells->cells[i], &sure))
        continue;
      if (sure)
        return look->n_filled <= 3 || look->n_filled < usual_fill;
      likely++;
    }

  return likely > 0 && likely == look->n_filled
         && ((likely == 1 && usual_fill >= 2) || (likely == 2 && usual_fill >= 4));
}

static gboolean
is_title (const CbHeaderFinder *self, guint row, guint usual_fill)
{
  guint filled = self->looks[row].n_filled;

  return filled == 0 || (self->width > 2 && filled <= self->width / 3 && filled <= 2)
         || cb_header_is_across (self, row) || has_title_words (self, row, usual_fill);
}

/* “(người)”, “(triệu đồng)”: units under the labels. */
static gboolean
is_unit (const CbCell *cell)
{
  return cell->length > 2 && cell->bytes[0] == '(' && cell->bytes[cell->length - 1] == ')';
}

/* Whether @row goes on with the header that ends in @above: each of its cells stands under a label
 * that covers more than one column, or is a unit, and what is under it are numbers. */
static gboolean
goes_on_below (const CbHeaderFinder *self, guint above, guint row)
{
  const CbRow *cells = &self->sample->rows[row];
  const CbRowLook *look = &self->looks[row];
  const CbHeaderSpans *spans = cb_header_get_spans (self, above);
  gboolean units = TRUE;
  gboolean sure;
  guint certain = 0;
  guint alone = 0;

  if (look->n_filled == 0 || look->n_data > 0 || cb_layout_is_numbering (cells, &sure)
      || has_title_words (self, row, G_MAXUINT))
    return FALSE;
  for (guint c = 0; c < self->width; c++)
    {
      gboolean is_wide = spans->starts[c] >= 0
                         && ((c + 1 < self->width && spans->starts[c + 1] == spans->starts[c])
                             || (guint)spans->starts[c] != c);

      if (cb_cell_is_blank (cb_layout_cell (cells, c)))
        {
          alone += spans->starts[c] >= 0 && !is_wide;
          continue;
        }
      units = units && is_unit (&cells->cells[c]);
      if (spans->starts[c] < 0 || (!is_wide && !is_unit (&cells->cells[c])))
        return FALSE;
      certain += spans->merged[c] != 0 || cb_header_rate_data_below (self, row, c) > 0.5;
    }

  return certain * 2 >= look->n_filled && (alone > 0 || certain == look->n_filled)
         && (!units || alone > 0);
}

/* Whether a label is there twice: “Nam”, “Nữ” under each of several names. */
static gboolean
is_said_twice (const CbRow *row, guint column)
{
  const CbCell *label = &row->cells[column];
  guint n = 0;

  for (guint i = 0; i < row->n_cells && n < 2; i++)
    n += row->cells[i].length == label->length
         && memcmp (row->cells[i].bytes, label->bytes, label->length) == 0;

  return n > 1;
}

static gboolean
may_name_columns (const CbHeaderFinder *self, guint row)
{
  const CbRow *cells = &self->sample->rows[row];

  if (self->looks[row].n_filled == 0 || self->looks[row].n_data > 0
      || cb_header_is_across (self, row))
    return FALSE;
  for (guint c = 0; c < cells->n_cells; c++)
    {
      const CbCell *cell = &cells->cells[c];
      gboolean sure;

      if (cell->length > MAX_LABEL / 2 || memchr (cell->bytes, ':', cell->length) != NULL
          || (cb_cell_is_title (cell, &sure) && sure))
        return FALSE;
    }

  return TRUE;
}

/* Whether @row names groups of the columns that @below names: each of its cells covers more than
 * one of them, all of numbers, or stands over a column that has no name below. One cell, or one
 * over the first column, could be of a title: then merged cells must bear it out, or names below
 * that repeat. */
static gboolean
goes_on_above (const CbHeaderFinder *self, guint row, guint below)
{
  const CbRow *cells = &self->sample->rows[row];
  const CbRow *names = &self->sample->rows[below];
  guint first = self->looks[row].first;
  guint borne_out = 0;
  guint over_blank = 0;
  gboolean sure;

  if (!may_name_columns (self, row))
    return FALSE;
  for (guint c = 0; c < MIN (cells->n_cells, self->width); c++)
    {
      if (cb_cell_is_blank (&cells->cells[c]))
        continue;
      if (cb_cell_is_blank (cb_layout_cell (names, c)))
        {
          over_blank++;
          continue;
        }
      if (cb_header_get_reach (self, row, c) < 2
          || cb_header_rate_data_below (self, below, c) <= 0.5)
        return FALSE;
      borne_out += cb_header_get_spans (self, row)->merged[c] != 0 || is_said_twice (names, c);
    }
  if (borne_out > 0 && borne_out + over_blank == self->looks[row].n_filled)
    return TRUE;

  return self->looks[row].n_filled >= 2
         && (first > self->looks[below].first
             || (over_blank > 0 && !cb_cell_is_title (&cells->cells[first], &sure)));
}

/* Merged cells reach over all rows of a header. */
static guint
find_merged_end (const CbHeaderFinder *self, guint row)
{
  guint64 number = self->sample->rows[row].number;
  guint64 end = number;

  for (guint i = 0; i < self->merges->len; i++)
    {
      const CbSheetRange *merge = &g_array_index (self->merges, CbSheetRange, i);

      if (merge->first_row == number && merge->last_row > end
          && merge->last_row < number + CB_LAYOUT_MAX_HEADER)
        end = merge->last_row;
    }
  while (row + 1 < self->sample->n_rows && self->sample->rows[row + 1].number <= end
         && self->looks[row + 1].n_data == 0)
    row++;

  return row;
}

/* The rows of the header around @row, from @top to @end. */
static void
extend (const CbHeaderFinder *self, guint row, guint *top, guint *end)
{
  *top = row;
  while (*top > 0 && *top + CB_LAYOUT_MAX_HEADER > row + 1 && goes_on_above (self, *top - 1, *top))
    (*top)--;
  *end = MAX (row, find_merged_end (self, *top));
  while (*end + 1 < self->sample->n_rows && *end + 1 - *top < CB_LAYOUT_MAX_HEADER
         && goes_on_below (self, *end, *end + 1))
    (*end)++;
}

static int
find_first (const CbHeaderFinder *self)
{
  guint usual_fill = cb_header_find_usual_fill (self);

  for (guint i = 0; i < self->sample->n_rows && i < MAX_TITLE_ROWS; i++)
    {
      if (is_title (self, i, usual_fill) || self->sample->rows[i].n_cells + 1 < self->width)
        continue;
      return can_be_header (self, i) ? (int)i : -1;
    }

  return -1;
}

/* Numbers alone are a row of numbering only where the columns below hold text as well, and letters
 * only where the columns below hold more than letters. */
static gboolean
is_numbering_at (const CbHeaderFinder *self, guint row)
{
  const CbRow *cells = &self->sample->rows[row];
  gboolean sure;
  guint text = 0;
  guint names = 0;
  guint of_letters = 0;

  if (!cb_layout_is_numbering (cells, &sure))
    return FALSE;
  for (guint c = 0; c < cells->n_cells; c++)
    {
      gboolean digit = cb_cell_look (&cells->cells[c]) == CB_LOOK_DATA;
      guint n_filled = 0;
      guint n_letters = 0;

      for (guint i = row + 1; i < self->sample->n_rows && i <= row + CB_HEADER_EVIDENCE; i++)
        {
          const CbCell *cell = cb_layout_cell (&self->sample->rows[i], c);

          if (cb_header_is_sparse (self, i))
            continue;
          n_filled += cell->length > 0;
          n_letters += cell->length == 1 && g_ascii_isalpha (cell->bytes[0]);
        }
      text += digit && n_filled > 0 && cb_header_rate_data_below (self, row, c) < 0.5;
      names += !digit && cells->cells[c].length == 1;
      of_letters += !digit && cells->cells[c].length == 1 && n_letters * 2 >= n_filled;
    }

  return sure ? names == 0 || of_letters < names : text > 0;
}

static void
take_header (CbLayout *self, const CbHeaderFinder *finder, guint top, guint end)
{
  const CbLayoutSample *sample = finder->sample;

  self->header_first = sample->rows[top].number;
  self->header_rows = end - top + 1;
  for (guint i = top; i <= end; i++)
    cb_layout_keep_labels (self, i - top, &sample->rows[i]);
  if (end + 1 < sample->n_rows && is_numbering_at (finder, end + 1))
    {
      self->numbering = sample->rows[end + 1].number;
      cb_layout_keep_labels (self, CB_LAYOUT_MAX_HEADER, &sample->rows[end + 1]);
    }
}

/* How sure it is: of a header that is the first row of all, nothing could be surer. */
static double
rate_header (const CbHeaderFinder *self, guint top, guint row, guint end)
{
  double rate = 1;

  if (top > 0)
    rate *= 0.95;
  if (row > top)
    rate *= 0.85;
  if (end > row)
    rate *= self->sample->n_merges > 0 ? 0.98 : 0.9;
  /* A row of few cells just above, with something in it that is no title: it may belong here. */
  if (top > 0 && self->looks[top - 1].n_filled == 1 && may_name_columns (self, top - 1)
      && self->looks[top - 1].first > self->looks[top].first)
    rate *= 0.6;

  return rate;
}

static guint
find_row (const CbLayoutSample *sample, guint64 number)
{
  guint i = 0;

  while (i < sample->n_rows && sample->rows[i].number < number)
    i++;

  return i;
}

/* What a person said: up to this row, so many. */
static void
take_wish (CbLayout *self, const CbHeaderFinder *finder, const CbLayoutWish *wish)
{
  guint n_rows = (guint)CLAMP (wish->header_rows, 1, MIN (wish->header_row, CB_LAYOUT_MAX_HEADER));
  guint end = find_row (finder->sample, (guint64)wish->header_row - 1);

  if (end >= finder->sample->n_rows || end + 1 < n_rows)
    {
      self->header_first = (guint64)wish->header_row - 1;
      self->header_rows = 1;
      return;
    }
  take_header (self, finder, end + 1 - n_rows, end);
}

/* Merged cells further below are none of the header's. */
static GArray *
list_first_merges (const CbLayoutSample *sample)
{
  GArray *merges = g_array_new (FALSE, FALSE, sizeof (CbSheetRange));

  for (guint i = 0; i < sample->n_merges && merges->len < MAX_MERGES; i++)
    if (sample->merges[i].first_row <= MAX_TITLE_ROWS + CB_LAYOUT_MAX_HEADER)
      g_array_append_val (merges, sample->merges[i]);

  return merges;
}

/* A row next to the header that begins further right, or names several columns, may be of it. */
static gboolean
depends_on_merges (const CbHeaderFinder *self, guint top, guint end)
{
  guint first = self->looks[top].first;

  if (self->sample->n_merges > 0)
    return FALSE;
  if (top > 0 && may_name_columns (self, top - 1)
      && (self->looks[top - 1].n_filled >= 2 || self->looks[top - 1].first > first))
    return TRUE;

  return end + 1 < self->sample->n_rows && end + 1 - top < CB_LAYOUT_MAX_HEADER
         && may_name_columns (self, end + 1) && self->looks[end + 1].first > first;
}

/* As in an earlier file of the same form. */
static gboolean
take_like (CbLayout *self, const CbHeaderFinder *finder, const CbLayoutWish *wish)
{
  guint top, end;
  double alike;

  if (wish->names == NULL || wish->names[0] == NULL)
    return FALSE;
  alike = cb_layout_find_like (finder->sample, wish->names, &top, &end);
  if (alike == 0)
    return FALSE;
  take_header (self, finder, top, end);
  self->confidence = alike;
  self->depends_on_merges = depends_on_merges (finder, top, end);

  return TRUE;
}

static void
search_header (CbLayout *self, const CbHeaderFinder *finder, const CbLayoutWish *wish)
{
  int row = find_first (finder);
  guint top, end;

  if (row < 0)
    {
      self->confidence = 0.5;
      return;
    }
  extend (finder, (guint)row, &top, &end);
  self->depends_on_merges = depends_on_merges (finder, top, end);
  if (wish->header_rows > 0)
    end = MIN (top + MIN ((guint)wish->header_rows, CB_LAYOUT_MAX_HEADER), finder->sample->n_rows)
          - 1;
  take_header (self, finder, top, end);
  self->confidence = rate_header (finder, top, (guint)row, end);
}

/**
 * cb_layout_find_header:
 * @self: a layout, with no header yet
 * @sample: the first rows of the file
 * @wish: what a person said
 *
 * Finds the rows of the header and that of the numbering under it.
 */
void
cb_layout_find_header (CbLayout *self, const CbLayoutSample *sample, const CbLayoutWish *wish)
{
  g_autofree CbRowLook *looks = g_new0 (CbRowLook, sample->n_rows + 1);
  g_autofree CbHeaderSpans *spans = g_new0 (CbHeaderSpans, sample->n_rows + 1);
  g_autoptr (GArray) merges = list_first_merges (sample);
  CbHeaderFinder finder = { sample, looks, spans, merges, cb_header_find_usual_width (sample) };

  for (guint i = 0; i < sample->n_rows; i++)
    looks[i] = cb_row_look (&sample->rows[i]);
  self->confidence = 1;
  if (wish->header_row > 0)
    take_wish (self, &finder, wish);
  else if (wish->header_row < 0 && !take_like (self, &finder, wish))
    search_header (self, &finder, wish);
  for (guint i = 0; i < sample->n_rows; i++)
    {
      g_free (spans[i].starts);
      g_free (spans[i].merged);
    }
}
