/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which rows and columns of a sheet its own program does not show. */

#include "config.h"

#include "ui/datasets/cbu-table-hidden.h"

#include "core/model/cb-file-info.h"
#include "ui/datasets/cbu-table-columns.h"

typedef struct
{
  guint64 first;
  guint64 last;
} Range;

struct _CbuTableHidden
{
  GArray *rows;    /* (element-type Range): their numbers, in their order, none in two */
  GArray *columns; /* (element-type Range): 0-based, the same */
};

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const Range *one = a, *other = b;

  return one->first < other->first ? -1 : one->first > other->first;
}

/* Ranges that meet become one, so that the one before a number is the only one it can be in. */
static void
sort_ranges (GArray *ranges)
{
  guint n = 0;

  g_array_sort (ranges, compare_ranges);
  for (guint i = 0; i < ranges->len; i++)
    {
      const Range range = g_array_index (ranges, Range, i);
      Range *before = n > 0 ? &g_array_index (ranges, Range, n - 1) : NULL;

      if (before != NULL && range.first <= before->last)
        before->last = MAX (before->last, range.last);
      else
        g_array_index (ranges, Range, n++) = range;
    }
  g_array_set_size (ranges, n);
}

/* "3", "3:7", "B", "B:D", and several of them with commas. */
static void
add_places (CbuTableHidden *self, const char *places)
{
  g_auto (GStrv) parts = g_strsplit_set (places, ", ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) ends = g_strsplit (parts[i], ":", 2);
      guint64 numbers[2] = { 0, 0 };
      guint columns[2] = { 0, 0 };
      gboolean has_number[2] = { FALSE, FALSE }, has_column[2] = { FALSE, FALSE };
      guint n = g_strv_length (ends);

      for (guint k = 0; k < n; k++)
        if (!cbu_table_columns_parse_place (ends[k], &numbers[k], &has_number[k], &columns[k],
                                            &has_column[k]))
          n = 0;
      if (n == 0 || has_number[0] == has_column[0])
        continue;
      if (has_number[0])
        g_array_append_val (self->rows, ((Range){ numbers[0], numbers[n - 1] }));
      else
        g_array_append_val (self->columns, ((Range){ columns[0], columns[n - 1] }));
    }
}

/**
 * cbu_table_hidden_new:
 * @things: (nullable) (element-type CbHiddenThing): what a workbook carries unseen
 * @sheet: the sheet that is looked at, 0-based
 *
 * Returns: (transfer full): its hidden rows and columns
 */
CbuTableHidden *
cbu_table_hidden_new (GPtrArray *things, int sheet)
{
  CbuTableHidden *self = g_new0 (CbuTableHidden, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (Range));
  self->columns = g_array_new (FALSE, FALSE, sizeof (Range));
  for (guint i = 0; things != NULL && i < things->len; i++)
    {
      const CbHiddenThing *thing = g_ptr_array_index (things, i);

      if (thing->sheet == sheet
          && (thing->kind == CB_HIDDEN_ROWS || thing->kind == CB_HIDDEN_COLUMNS))
        add_places (self, thing->place);
    }
  sort_ranges (self->rows);
  sort_ranges (self->columns);
  return self;
}

/**
 * cbu_table_hidden_free:
 * @self: (nullable) (transfer full): hidden rows and columns
 */
void
cbu_table_hidden_free (CbuTableHidden *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->rows);
  g_array_unref (self->columns);
  g_free (self);
}

static gboolean
is_in (GArray *ranges, guint64 number)
{
  guint low = 0, high = ranges->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (ranges, Range, middle).first <= number)
        low = middle + 1;
      else
        high = middle;
    }

  return low > 0 && number <= g_array_index (ranges, Range, low - 1).last;
}

/**
 * cbu_table_hidden_has_row:
 * @self: (nullable): hidden rows and columns; %NULL: none
 * @number: of a row, as the sheet numbers it
 *
 * Returns: whether it is hidden
 */
gboolean
cbu_table_hidden_has_row (const CbuTableHidden *self, guint64 number)
{
  return self != NULL && is_in (self->rows, number);
}

/**
 * cbu_table_hidden_has_column:
 * @self: (nullable): hidden rows and columns; %NULL: none
 * @column: 0-based
 *
 * Returns: whether it is hidden
 */
gboolean
cbu_table_hidden_has_column (const CbuTableHidden *self, guint column)
{
  return self != NULL && is_in (self->columns, column);
}
