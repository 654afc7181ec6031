/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One name for each column out of the rows of a header. */

#include "config.h"

#include <string.h>

#include "engine/table/cb-layout-private.h"
#include "engine/text/cb-utf8.h"

#define MAX_LABEL 1024

/**
 * cb_layout_keep_labels:
 * @self: a layout
 * @at: which of its rows, %CB_LAYOUT_MAX_HEADER for that of the numbering
 * @row: the row
 *
 * Keeps the cells of a row of the header, valid, without the blanks around them.
 */
void
cb_layout_keep_labels (CbLayout *self, guint at, const CbRow *row)
{
  self->labels[at] = g_new0 (char *, row->n_cells + 1);
  self->n_labels[at] = row->n_cells;
  for (guint i = 0; i < row->n_cells; i++)
    {
      const CbCell *cell = &row->cells[i];

      self->labels[at][i] = g_strstrip (cb_utf8_dup_shown (cell->bytes, cell->length, MAX_LABEL));
    }
}

static const char *
get_label (const CbLayout *self, guint row, guint column)
{
  return column < self->n_labels[row] ? self->labels[row][column] : "";
}

static gboolean
is_filled_below (const CbLayout *self, guint row, guint column)
{
  for (guint i = row + 1; i < self->header_rows; i++)
    if (get_label (self, i, column)[0] != '\0')
      return TRUE;

  return FALSE;
}

/* “Ghi chú” never is a part of the group on its left. */
static gboolean
stands_alone (const CbLayout *self, guint row, guint column)
{
  for (guint i = row + 1; i < self->header_rows; i++)
    {
      g_autofree char *lower = g_utf8_strdown (get_label (self, i, column), -1);

      if (g_str_equal (lower, "ghi chú") || g_str_equal (lower, "ghi chú:"))
        return TRUE;
    }

  return FALSE;
}

typedef struct
{
  const CbLayout *layout;
  guint n_columns;
  int *owners[CB_LAYOUT_MAX_HEADER]; /* the column whose label covers each, -1: none does */
} Owners;

/* Without merged cells a label reaches over blank cells that are named below, as far as those above
 * it do. */
static void
find_owners (Owners *self, guint row)
{
  const CbLayout *layout = self->layout;
  int *owners = self->owners[row];

  for (guint c = 0; c < self->n_columns; c++)
    {
      int left = c > 0 ? owners[c - 1] : -1;

      owners[c] = -1;
      if (get_label (layout, row, c)[0] != '\0')
        owners[c] = (int)c;
      else if (left >= 0 && is_filled_below (layout, row, c)
               && is_filled_below (layout, row, (guint)left) && !stands_alone (layout, row, c))
        owners[c] = left;
      for (guint above = 0; above < row && owners[c] >= 0; above++)
        if (self->owners[above][c] != self->owners[above][owners[c]])
          owners[c] = -1;
    }
}

/* With merged cells, they say. */
static void
take_merges (Owners *self, guint row, const CbLayoutSample *sample)
{
  guint64 number = self->layout->header_first + row;
  int *owners = self->owners[row];

  for (guint c = 0; c < self->n_columns; c++)
    owners[c] = get_label (self->layout, row, c)[0] != '\0' ? (int)c : -1;
  for (guint i = 0; i < sample->n_merges; i++)
    {
      const CbSheetRange *merge = &sample->merges[i];

      if (number < merge->first_row || number > merge->last_row)
        continue;
      for (guint c = merge->first_column; c <= merge->last_column && c < self->n_columns; c++)
        owners[c] = merge->first_row == number ? (int)merge->first_column : -1;
    }
}

static char *
dup_plain (const char *label)
{
  CbCell cell = { label, (guint32)strlen (label), 0 };

  return cb_cell_dup_text (&cell);
}

static char *
join_label (const Owners *self, guint column)
{
  GString *joined = g_string_new (NULL);
  g_autofree char *before = g_strdup ("");

  for (guint row = 0; row < self->layout->header_rows; row++)
    {
      int owner = self->owners[row][column];
      g_autofree char *part
          = owner < 0 ? NULL : dup_plain (get_label (self->layout, row, (guint)owner));

      if (part == NULL || part[0] == '\0' || g_str_equal (part, before))
        continue;
      /* A unit belongs to the name before it. */
      if (joined->len > 0)
        g_string_append (joined, part[0] == '(' ? " " : " – ");
      g_string_append (joined, part);
      g_free (before);
      before = g_steal_pointer (&part);
    }

  return g_string_free (joined, FALSE);
}

/**
 * cb_layout_dup_labels:
 * @self: a layout
 * @sample: (nullable): the first rows of the file, for their merged cells
 *
 * The names of the columns: what the rows of the header say over each, from the top, with “ – ”
 * between; a label that covers several columns is repeated for each, the same label twice is said
 * once, line breaks become blanks. The cells of a header of one row are left as they are.
 *
 * Returns: (transfer full): a name for each column of the file, "" where there is none; empty where
 *   there is no header
 */
GStrv
cb_layout_dup_labels (const CbLayout *self, const CbLayoutSample *sample)
{
  Owners owners = { self, 0, { NULL } };
  GStrv labels;

  if (self->header_rows == 1 && self->labels[0] != NULL)
    return g_strdupv (self->labels[0]);
  for (guint i = 0; i < self->header_rows; i++)
    owners.n_columns = MAX (owners.n_columns, self->n_labels[i]);
  for (guint i = 0; i < self->header_rows; i++)
    {
      owners.owners[i] = g_new (int, owners.n_columns + 1);
      if (sample != NULL && sample->n_merges > 0)
        take_merges (&owners, i, sample);
      else
        find_owners (&owners, i);
    }
  labels = g_new0 (char *, owners.n_columns + 1);
  for (guint c = 0; c < owners.n_columns; c++)
    labels[c] = join_label (&owners, c);
  for (guint i = 0; i < self->header_rows; i++)
    g_free (owners.owners[i]);

  return labels;
}
