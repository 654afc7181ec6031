/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-group-rows.h"

#include <string.h>

#include "engine/table/cb-layout-private.h"

/* So many rows that name a group are kept. */
#define MAX_GROUPS 1000000u

/* How a group is numbered: groups of one kind are of one level. */
typedef enum
{
  KIND_LETTER, /* A, B */
  KIND_ROMAN,  /* I, II */
  KIND_OTHER,  /* not at all */
} Kind;

typedef struct
{
  guint64 row;
  guint32 column;
  guint32 level;
  char *name;
} Group;

struct _CbGroupRows
{
  GArray *groups; /* (element-type Group): in the order of the rows */
  guint n_levels;
  GArray *above; /* (element-type guint32): for each group and level, the last group of the level;
                    G_MAXUINT32: none */

  guint first_column; /* of the table that is read */
  guint end_column;

  /* While they are found: the kinds around the row at hand, the outermost first */
  Kind kinds[CB_GROUP_ROWS_MAX_LEVELS];
  guint values[CB_GROUP_ROWS_MAX_LEVELS];
  guint n_kinds;
};

/* What one thread has found in its chunk. */
typedef struct
{
  GArray *groups; /* (element-type Group), @level unused */
  GPtrArray *ordinals;
  guint first_column; /* another table may stand before it… */
  guint end_column;   /* …and behind it */
} Finder;

static void
clear_group (gpointer data)
{
  g_free (((Group *)data)->name);
}

static gpointer
new_finder (gpointer user_data)
{
  const CbGroupRows *groups = user_data;
  Finder *self = g_new (Finder, 1);

  self->first_column = groups->first_column;
  self->end_column = groups->end_column;
  self->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  self->ordinals = g_ptr_array_new_with_free_func (g_free);
  g_array_set_clear_func (self->groups, clear_group);

  return self;
}

static void
free_finder (gpointer state)
{
  Finder *self = state;

  g_array_unref (self->groups);
  g_ptr_array_unref (self->ordinals);
  g_free (self);
}

static guint
find_filled (const Finder *self, const CbRow *row, guint from)
{
  while (from < MIN (row->n_cells, self->end_column) && cb_cell_is_blank (&row->cells[from]))
    from++;

  return from;
}

/* “II | Khu vực thành thị” in two cells, “II. Khu vực thành thị” in one, or the name alone. */
static void
find_group (Finder *self, const CbRow *row)
{
  guint first = find_filled (self, row, self->first_column);
  guint second = find_filled (self, row, first + 1);
  guint end = MIN (row->n_cells, self->end_column);
  Group group = { .row = row->number, .column = first };
  char *ordinal = NULL;

  if (first >= end)
    return;
  if (second < end && cb_cell_is_ordinal (&row->cells[first]))
    {
      group.column = second;
      ordinal = cb_cell_dup_text (&row->cells[first]);
    }
  group.name = cb_cell_dup_text (&row->cells[group.column]);
  if (ordinal == NULL && cb_cell_has_ordinal_prefix (&row->cells[first]))
    ordinal = g_strndup (group.name, strcspn (group.name, ".)-/: "));
  g_array_append_val (self->groups, group);
  g_ptr_array_add (self->ordinals, ordinal);
}

static void
find_groups (gpointer state, const CbRow *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    if (cb_row_get_kind (&rows[i]) == CB_ROW_KIND_GROUP)
      find_group (state, &rows[i]);
}

static gboolean
goes_on (const CbGroupRows *self, Kind kind, guint value)
{
  for (guint i = 0; i < self->n_kinds; i++)
    if (self->kinds[i] == kind && self->values[i] + 1 == value)
      return TRUE;

  return FALSE;
}

/* C is a letter after B, and a hundred to the Romans; a single I is theirs unless H came before. */
static Kind
find_kind (const CbGroupRows *self, const char *ordinal, guint *value)
{
  CbCell cell = { ordinal, ordinal != NULL ? (guint32)strlen (ordinal) : 0, 0 };
  guint roman = ordinal != NULL ? cb_cell_roman (&cell) : 0;
  guint letter = ordinal != NULL && g_ascii_isupper (ordinal[0]) && !g_ascii_isalpha (ordinal[1])
                     ? (guint)(ordinal[0] - 'A') + 1
                     : 0;

  *value = letter;
  if (letter > 0 && goes_on (self, KIND_LETTER, letter) && !goes_on (self, KIND_ROMAN, roman))
    return KIND_LETTER;
  if (roman > 0 && (letter == 0 || roman <= 10))
    {
      *value = roman;
      return KIND_ROMAN;
    }

  return letter > 0 ? KIND_LETTER : KIND_OTHER;
}

/* A kind that is around ends what is within it; another one is within. */
static guint
find_level (CbGroupRows *self, const char *ordinal)
{
  guint value;
  Kind kind = find_kind (self, ordinal, &value);
  guint level = 0;

  while (level < self->n_kinds && self->kinds[level] != kind)
    level++;
  level = MIN (level, CB_GROUP_ROWS_MAX_LEVELS - 1);
  self->kinds[level] = kind;
  self->values[level] = value;
  self->n_kinds = level + 1;
  self->n_levels = MAX (self->n_levels, self->n_kinds);

  return level;
}

static gboolean
take_groups (gpointer state, gpointer user_data, GError **error)
{
  Finder *finder = state;
  CbGroupRows *self = user_data;

  for (guint i = 0; i < finder->groups->len; i++)
    {
      Group *group = &g_array_index (finder->groups, Group, i);

      group->level = find_level (self, g_ptr_array_index (finder->ordinals, i));
      g_array_append_val (self->groups, *group);
      group->name = NULL;
    }
  g_array_set_size (finder->groups, 0);
  g_ptr_array_set_size (finder->ordinals, 0);
  if (self->groups->len <= MAX_GROUPS)
    return TRUE;
  g_set_error (error, CB_ERROR, CB_ERROR_TOO_LARGE, "more than %u rows name a group", MAX_GROUPS);

  return FALSE;
}

static void
note_above (CbGroupRows *self)
{
  guint32 above[CB_GROUP_ROWS_MAX_LEVELS];

  memset (above, 0xff, sizeof above);
  for (guint32 i = 0; i < self->groups->len; i++)
    {
      guint level = g_array_index (self->groups, Group, i).level;

      above[level] = i;
      for (guint j = level + 1; j < CB_GROUP_ROWS_MAX_LEVELS; j++)
        above[j] = G_MAXUINT32;
      g_array_append_vals (self->above, above, CB_GROUP_ROWS_MAX_LEVELS);
    }
}

/**
 * cb_group_rows_find:
 * @table: a table
 * @error: where to say why not
 *
 * Goes through the table for the rows that only name a group of those below (product.md C3).
 * Letters, Roman numbers and names without a number are levels, in the order in which they come
 * first: A, in it I, in that a name.
 *
 * Returns: (transfer full): the groups; %NULL with %CB_ERROR_TOO_LARGE for more than a million, or
 *   what cb_table_scan() fails with
 */
CbGroupRows *
cb_group_rows_find (CbTable *table, GError **error)
{
  static const CbScanWorker worker
      = { new_finder, find_groups, take_groups, NULL, free_finder, TRUE };
  const CbTableFacts *facts = cb_table_get_facts (table);
  g_autoptr (CbGroupRows) self = g_new0 (CbGroupRows, 1);
  gpointer state;

  self->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  self->above = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->first_column = facts->wished_first;
  self->end_column
      = facts->wished_columns > 0 ? facts->wished_first + facts->wished_columns : G_MAXUINT;
  g_array_set_clear_func (self->groups, clear_group);
  state = cb_table_scan (table, &worker, self, NULL, NULL, NULL, error);
  if (state == NULL)
    return NULL;
  free_finder (state);
  note_above (self);

  return g_steal_pointer (&self);
}

/**
 * cb_group_rows_free:
 * @self: (nullable) (transfer full): groups
 */
void
cb_group_rows_free (CbGroupRows *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->groups);
  g_array_unref (self->above);
  g_free (self);
}

/**
 * cb_group_rows_get_n_levels:
 * @self: groups
 *
 * Returns: how deep they stand in each other, 0 where there are none, up to
 *   %CB_GROUP_ROWS_MAX_LEVELS
 */
guint
cb_group_rows_get_n_levels (const CbGroupRows *self)
{
  return self->n_levels;
}

/**
 * cb_group_rows_get_name:
 * @self: groups
 * @row: of the table, as #CbRow counts them
 * @level: 0-based, from the outermost
 *
 * From any thread.
 *
 * Returns: (transfer none): of which group of that level the row is, "" when of none
 */
const char *
cb_group_rows_get_name (const CbGroupRows *self, guint64 row, guint level)
{
  guint low = 0;
  guint high = self->groups->len;
  guint32 found;

  /* The last group before the row. */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->groups, Group, middle).row <= row)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0 || level >= CB_GROUP_ROWS_MAX_LEVELS)
    return "";
  found = g_array_index (self->above, guint32, (low - 1) * CB_GROUP_ROWS_MAX_LEVELS + level);

  return found != G_MAXUINT32 ? g_array_index (self->groups, Group, found).name : "";
}

/**
 * cb_group_rows_rename:
 * @self: groups
 * @rename: gives another name for each
 * @user_data: for it
 */
void
cb_group_rows_rename (CbGroupRows *self, CbGroupRename rename, gpointer user_data)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = &g_array_index (self->groups, Group, i);
      char *name = rename (group->name, group->column, user_data);

      g_free (group->name);
      group->name = name;
    }
}
