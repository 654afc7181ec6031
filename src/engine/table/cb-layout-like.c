/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The header of a file of the same form as an earlier one: the rows that give its columns the names
 * that they had, wherever they stand this time. */

#include "config.h"

#include <string.h>

#include "engine/table/cb-layout-private.h"

/* Of all names, so many are the same: a column more or less does not make it another form. */
#define LEAST_ALIKE 0.6

typedef struct
{
  const CbLayoutSample *sample;
  GHashTable *names; /* (element-type utf8): of the columns */
  GHashTable *parts; /* (element-type utf8): between their dashes */
} Search;

/* As cb_layout_dup_labels() puts them together. */
static void
add_parts (GHashTable *parts, const char *name)
{
  g_auto (GStrv) split = g_strsplit (name, " – ", -1);

  for (guint i = 0; split[i] != NULL; i++)
    g_hash_table_add (parts, g_strdup (split[i]));
}

static char *
dup_plain (const char *text)
{
  CbCell cell = { text, (guint32)strlen (text), 0 };

  return cb_cell_dup_text (&cell);
}

static gboolean
has_part (const Search *self, const CbRow *row)
{
  for (guint c = 0; c < row->n_cells; c++)
    {
      g_autofree char *text = cb_cell_dup_text (&row->cells[c]);

      if (text[0] != '\0' && g_hash_table_contains (self->parts, text))
        return TRUE;
    }

  return FALSE;
}

/* How many of the names, of all on both sides, these rows give to columns. */
static double
rate_rows (const Search *self, guint top, guint end)
{
  CbLayout layout
      = { .header_first = self->sample->rows[top].number, .header_rows = end - top + 1 };
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) labels = NULL;
  guint n_same = 0;
  guint n_named = 0;

  for (guint i = top; i <= end; i++)
    cb_layout_keep_labels (&layout, i - top, &self->sample->rows[i]);
  labels = cb_layout_dup_labels (&layout, self->sample);
  for (guint i = 0; i <= end - top; i++)
    g_strfreev (layout.labels[i]);
  for (guint i = 0; labels[i] != NULL; i++)
    {
      char *plain = dup_plain (labels[i]);

      n_named += plain[0] != '\0';
      g_hash_table_add (found, plain);
    }
  for (guint i = 0; labels[i] != NULL; i++)
    {
      g_autofree char *plain = dup_plain (labels[i]);

      /* A name that two columns have counts once. */
      n_same += plain[0] != '\0' && g_hash_table_contains (self->names, plain)
                && g_hash_table_remove (found, plain);
    }

  return (double)n_same / MAX (MAX (n_named, g_hash_table_size (self->names)), 1);
}

static double
find_best (const Search *self, guint *top, guint *end)
{
  double best = 0;

  for (guint i = 0; i < self->sample->n_rows && best < 1; i++)
    {
      if (!has_part (self, &self->sample->rows[i]))
        continue;
      for (guint n = 0; n < CB_LAYOUT_MAX_HEADER && i + n < self->sample->n_rows && best < 1; n++)
        {
          double rate;

          if (n > 0 && !has_part (self, &self->sample->rows[i + n]))
            break;
          rate = rate_rows (self, i, i + n);
          if (rate <= best)
            continue;
          best = rate;
          *top = i;
          *end = i + n;
        }
    }

  return best;
}

/**
 * cb_layout_find_like:
 * @sample: the first rows of the file
 * @names: of the columns of an earlier file of the same form
 * @top: (out): the first row of the header, in the sample
 * @end: (out): its last
 *
 * Returns: the share of the names that the header gives, 0 where less than three of five are the
 *   same: then it is no file of that form
 */
double
cb_layout_find_like (const CbLayoutSample *sample, const char *const *names, guint *top, guint *end)
{
  g_autoptr (GHashTable) plain = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const Search search = { sample, plain, parts };
  double best;

  for (guint i = 0; names[i] != NULL; i++)
    {
      char *name = dup_plain (names[i]);

      if (name[0] == '\0')
        {
          g_free (name);
          continue;
        }
      add_parts (parts, name);
      g_hash_table_add (plain, name);
    }
  best = find_best (&search, top, end);

  return best >= LEAST_ALIKE ? best : 0;
}
