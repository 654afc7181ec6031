/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One name for each column out of the rows of a header. */

#include "config.h"

#include <string.h>

#include "engine/table/cb-layout-private.h"
#include "engine/text/cb-utf8.h"

/**
 * cb_row_dup_texts:
 * @row: a row
 *
 * Returns: (transfer full): its cells, valid, without the blanks around them
 */
GStrv
cb_row_dup_texts (const CbRow *row)
{
  GStrv texts = g_new0 (char *, row->n_cells + 1);

  for (guint i = 0; i < row->n_cells; i++)
    {
      const CbCell *cell = &row->cells[i];

      texts[i] = g_strstrip (cb_utf8_dup_shown (cell->bytes, cell->length, 1024));
    }

  return texts;
}

static const char *
get_label (const CbLayout *self, guint row, guint column)
{
  GStrv labels = self->labels[row];

  return labels != NULL && column < g_strv_length (labels) ? labels[column] : "";
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

/* The column whose label covers @column in @row: itself, or one to the left over which the label is
 * merged; where no merged cells are known, the label reaches over blank cells that are named below,
 * as far as those above it do. */
static int
find_owner (const CbLayout *self, const CbLayoutSample *sample, guint row, guint column)
{
  const CbSheetRange *merge = NULL;
  int owner;

  if (sample != NULL && sample->n_merges > 0)
    merge = cb_layout_find_merge (sample, self->header_first + row, column);
  if (merge != NULL)
    return merge->first_row == self->header_first + row ? (int)merge->first_column : -1;
  if (get_label (self, row, column)[0] != '\0')
    return (int)column;
  if ((sample != NULL && sample->n_merges > 0) || column == 0
      || !is_filled_below (self, row, column) || stands_alone (self, row, column))
    return -1;
  owner = find_owner (self, sample, row, column - 1);
  if (owner < 0 || !is_filled_below (self, row, (guint)owner))
    return -1;
  for (guint above = 0; above < row; above++)
    if (find_owner (self, sample, above, column) != find_owner (self, sample, above, (guint)owner))
      return -1;

  return owner;
}

static char *
dup_plain (const char *label)
{
  CbCell cell = { label, (guint32)strlen (label), 0 };

  return cb_cell_dup_text (&cell);
}

static char *
join_label (const CbLayout *self, const CbLayoutSample *sample, guint column)
{
  GString *joined = g_string_new (NULL);
  g_autofree char *before = g_strdup ("");

  for (guint row = 0; row < self->header_rows; row++)
    {
      int owner = find_owner (self, sample, row, column);
      g_autofree char *part = owner < 0 ? NULL : dup_plain (get_label (self, row, (guint)owner));

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
  guint n_columns = 0;
  GStrv labels;

  if (self->header_rows == 1 && self->labels[0] != NULL)
    return g_strdupv (self->labels[0]);
  for (guint i = 0; i < self->header_rows; i++)
    if (self->labels[i] != NULL)
      n_columns = MAX (n_columns, g_strv_length (self->labels[i]));
  labels = g_new0 (char *, n_columns + 1);
  for (guint c = 0; c < n_columns; c++)
    labels[c] = join_label (self, sample, c);

  return labels;
}
