/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a sheet has several tables side by side (product.md C3): parts with a blank column
 * between them, of which each has a header and rows of its own, and says by itself what a row is.
 * A blank column alone parts nothing: many tables have one for the eye. */

#include "config.h"

#include <string.h>

#include "engine/table/cb-layout-private.h"

/* A wider sheet is no page with tables on it. */
#define MAX_WIDTH 512u
#define MAX_PARTS 16u
/* Below this it is one table with a blank column in it. */
#define SURE_ENOUGH 0.7

/* Columns between blank ones, and the table that they would be. */
typedef struct
{
  guint first;
  guint last;
  CbLayout *layout;  /* (nullable): when it can be a table */
  guint64 last_row;  /* that is filled */
  gboolean is_solid; /* nearly all rows up to there are */
} Part;

static void
clear_part (gpointer data)
{
  cb_layout_free (((Part *)data)->layout);
}

/* Columns with something in them below the titles; one cell alone in its row is a title, too. */
static guint8 *
find_filled (const CbLayout *self, const CbLayoutSample *sample, guint width)
{
  guint8 *filled = g_new0 (guint8, width + 1);

  for (guint i = 0; i < sample->n_rows; i++)
    {
      const CbRow *row = &sample->rows[i];

      if ((self->header_rows > 0 && row->number < self->header_first)
          || cb_row_look (row).n_filled < 2)
        continue;
      for (guint c = 0; c < row->n_cells; c++)
        filled[c] |= !cb_cell_is_blank (&row->cells[c]);
    }

  return filled;
}

/* Something in words, or a number of its own, tells its rows from each other: columns of amounts
 * alone belong to the names on their left. */
static gboolean
has_key (const Part *part, const CbLayoutSample *sample)
{
  guint64 body = cb_layout_get_body (part->layout);

  if (part->layout->ordinal_column >= 0)
    return TRUE;
  for (guint c = 0; c <= part->last - part->first; c++)
    {
      guint n_filled = 0;
      guint n_text = 0;

      for (guint i = 0; i < sample->n_rows; i++)
        {
          CbLook look = cb_cell_look (cb_layout_cell (&sample->rows[i], c));

          if (sample->rows[i].number < body || look == CB_LOOK_BLANK)
            continue;
          n_filled++;
          n_text += look == CB_LOOK_TEXT;
        }
      if (n_text >= 2 && n_text * 2 >= n_filled)
        return TRUE;
    }

  return FALSE;
}

/* Where its rows end, another table below it at the latest. A single cell is of a note or a
 * signature. */
static guint
count_rows (Part *part, const CbLayoutSample *sample)
{
  const CbLayout *layout = part->layout;
  guint64 body = cb_layout_get_body (layout);
  guint64 end = layout->n_others > 0 ? layout->others[0].first : G_MAXUINT64;
  guint n_filled = 0;
  guint n_rows = 0;
  guint until_last = 0;

  for (guint i = 0; i < sample->n_rows; i++)
    {
      if (sample->rows[i].number < body || sample->rows[i].number >= end)
        continue;
      n_rows++;
      if (cb_row_look (&sample->rows[i]).n_filled < 2)
        continue;
      n_filled++;
      until_last = n_rows;
      part->last_row = sample->rows[i].number;
    }
  part->is_solid = n_filled * 10 >= until_last * 9;

  return n_filled;
}

static void
look_at_part (Part *part, const CbLayoutSample *sample)
{
  static const CbLayoutWish nothing = CB_LAYOUT_WISH_INIT;
  CbLayoutClip clip;

  if (part->last == part->first)
    return;
  cb_layout_clip_init (&clip, sample, part->first, part->last + 1);
  part->layout = cb_layout_find_alone (&clip.sample, &nothing);
  if (part->layout->header_rows == 0 || !has_key (part, &clip.sample)
      || count_rows (part, &clip.sample) < 2)
    g_clear_pointer (&part->layout, cb_layout_free);
  cb_layout_clip_clear (&clip);
}

/* What is no table belongs to the one beside it. */
static GArray *
list_parts (const CbLayout *self, const CbLayoutSample *sample, guint width)
{
  g_autofree guint8 *filled = find_filled (self, sample, width);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));

  g_array_set_clear_func (parts, clear_part);
  for (guint c = 0; c < width && parts->len < MAX_PARTS; c++)
    {
      Part part = { c, c, NULL, 0, FALSE };

      if (filled[c] == 0)
        continue;
      while (c + 1 < width && filled[c + 1] != 0)
        part.last = ++c;
      look_at_part (&part, sample);
      if (part.layout == NULL && parts->len > 0)
        g_array_index (parts, Part, parts->len - 1).last = part.last;
      else
        g_array_append_val (parts, part);
    }

  return g_steal_pointer (&parts);
}

static guint
count_common_labels (const Part *a, const Part *b, guint *n_labels)
{
  const CbLayout *one = a->layout;
  const CbLayout *other = b->layout;
  guint n = 0;

  *n_labels = 0;
  for (guint i = 0; i < other->n_labels[0]; i++)
    {
      const char *label = other->labels[0][i];

      if (label[0] == '\0')
        continue;
      (*n_labels)++;
      for (guint k = 0; k < one->n_labels[0]; k++)
        if (g_str_equal (one->labels[0][k], label))
          {
            n++;
            break;
          }
    }

  return n;
}

/* “Bảng 1…” and “Bảng 2…”, “Danh sách…” and “Danh sách…”: letterheads, units and dates stand side
 * by side over one table, too. */
static gboolean
are_titles (const CbCell *a, const CbCell *b)
{
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  gboolean sure;

  if (!cb_cell_is_title (a, &sure) || sure || !cb_cell_is_title (b, &sure) || sure)
    return FALSE;
  one = cb_cell_dup_lower (a);
  other = cb_cell_dup_lower (b);

  return strcspn (one, " ") == strcspn (other, " ")
         && strncmp (one, other, strcspn (one, " ")) == 0;
}

/* Right above their headers. */
static gboolean
has_titles (const Part *a, const Part *b, const CbLayoutSample *sample)
{
  guint64 header = MIN (a->layout->header_first, b->layout->header_first);

  for (guint i = 0; i < sample->n_rows && sample->rows[i].number < header; i++)
    {
      const CbRow *row = &sample->rows[i];

      if (header - row->number <= 2
          && are_titles (cb_layout_cell (row, a->first), cb_layout_cell (row, b->first)))
        return TRUE;
    }

  return FALSE;
}

/* 0…1, that they are two tables. */
static double
rate_pair (const Part *a, const Part *b, const CbLayoutSample *sample)
{
  guint n_labels;
  guint n_common;
  double rate = 0.4;

  if (a->layout == NULL || b->layout == NULL)
    return 0;
  n_common = count_common_labels (a, b, &n_labels);
  if (a->layout->ordinal_column >= 0 && b->layout->ordinal_column >= 0)
    rate += 0.4;
  if (n_common * 2 >= n_labels)
    rate += 0.3;
  if (a->layout->header_first != b->layout->header_first)
    rate += 0.3;
  if (a->last_row != b->last_row && a->is_solid && b->is_solid)
    rate += 0.3;
  if (has_titles (a, b, sample))
    rate += 0.3;

  return MIN (rate, 0.98);
}

/**
 * cb_layout_find_beside:
 * @self: a layout, with its header
 * @sample: the first rows of the file
 *
 * Finds tables that stand beside each other, and how sure that is: @beside is empty where there is
 * one.
 */
void
cb_layout_find_beside (CbLayout *self, const CbLayoutSample *sample)
{
  g_autoptr (GArray) parts = NULL;
  double sure = 1;
  guint width = 0;

  for (guint i = 0; i < sample->n_rows; i++)
    width = MAX (width, sample->rows[i].n_cells);
  if (width < 5 || width > MAX_WIDTH)
    return;
  parts = list_parts (self, sample, width);
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      double rate = i > 0 ? rate_pair (part - 1, part, sample) : 1;

      if (i > 0 && (rate < SURE_ENOUGH || self->n_beside == CB_LAYOUT_MAX_OTHERS))
        {
          self->beside[self->n_beside - 1].last = part->last;
          continue;
        }
      self->beside[self->n_beside++] = (CbLayoutColumns){ part->first, part->last };
      sure = MIN (sure, rate);
    }
  if (self->n_beside < 2)
    self->n_beside = 0;
  self->beside_confidence = self->n_beside > 0 ? sure : 0;
}
