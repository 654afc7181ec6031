/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/checks/cb-type-column.h"

/* Rows that are none, or whose cells stand under other names. */
#define NO_ROW (CB_ROW_BLANK | CB_CELL_UNTERMINATED | CB_CELL_CUT)

static void
clear_tally (gpointer data)
{
  cb_check_tally_clear (data);
}

/**
 * cb_type_column_new:
 *
 * Returns: (transfer full): a column of which nothing was seen
 */
CbTypeColumn *
cb_type_column_new (void)
{
  CbTypeColumn *self = g_new0 (CbTypeColumn, 1);

  cb_value_shapes_init (&self->shapes);
  cb_column_tally_init (&self->tally);
  self->rows = g_array_new (FALSE, TRUE, sizeof (CbCheckTally));
  g_array_set_clear_func (self->rows, clear_tally);

  return self;
}

/**
 * cb_type_column_free:
 * @self: (nullable) (transfer full): a column
 */
void
cb_type_column_free (CbTypeColumn *self)
{
  if (self == NULL)
    return;
  cb_column_tally_clear (&self->tally);
  g_array_unref (self->rows);
  cb_check_tally_clear (&self->constraints);
  g_free (self);
}

static CbCheckTally *
ensure_rows (CbTypeColumn *self, guint place)
{
  if (place >= self->rows->len)
    g_array_set_size (self->rows, place + 1);

  return &g_array_index (self->rows, CbCheckTally, place);
}

static void
count (CbTypeColumn *self, CbValueClass class, guint64 row)
{
  guint place = cb_column_tally_add (&self->tally, class);

  /* Which class is wrong is decided at the end, so that the first of every one are kept. */
  if (G_UNLIKELY (g_array_index (self->tally.classes, CbColumnClass, place).count
                  <= CB_CHECKS_MAX_ROWS_NAMED))
    cb_check_tally_add (ensure_rows (self, place), row);
}

/* NULL while rows of the class are still kept. Good until another class is counted. */
static guint64 *
get_quiet_counter (CbTypeColumn *self, CbValueClass class)
{
  guint place = cb_column_tally_place (&self->tally, class);
  guint64 *counter = &g_array_index (self->tally.classes, CbColumnClass, place).count;

  return *counter > CB_CHECKS_MAX_ROWS_NAMED ? counter : NULL;
}

static gboolean
is_blank_row (const CbRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    for (guint k = 0; k < row->cells[i].length; k++)
      if (!g_ascii_isspace (row->cells[i].bytes[k]))
        return FALSE;

  return TRUE;
}

static void
look (CbTypeColumn *self, const CbFieldCheck *field, const CbRow *row, guint column)
{
  const CbCell *cell = &row->cells[column];
  guint broken = 0;
  CbValueClass class = cb_value_find_class (&self->shapes, cell);

  class = cb_field_check_look (field, cell, class, &broken);
  count (self, class, row->number);
  if (G_LIKELY (broken == 0) || (broken == CB_CONSTRAINT_REQUIRED && is_blank_row (row)))
    return;
  self->broken |= broken;
  cb_check_tally_add (&self->constraints, row->number);
}

/**
 * cb_type_column_take_rows:
 * @self: a column
 * @field: (nullable): what it is held against, when its cells have to be seen
 * @rows: (array length=n_rows): the next rows
 * @n_rows: of @rows
 * @column: which cell of each
 * @n_columns: of the table; other rows are not looked at, for a cell too many or too few moves all
 *   that follow under other names
 */
void
cb_type_column_take_rows (CbTypeColumn *self,
                          const CbFieldCheck *field,
                          const CbRow *rows,
                          guint n_rows,
                          guint column,
                          guint n_columns)
{
  /* Most values are like the one before; where enough rows of a class are known, only their number
   * is of interest. */
  guint64 *counter = NULL;
  CbValueClass last = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      CbValueClass class;

      if (G_UNLIKELY (rows[i].n_cells != n_columns || (rows[i].flags & NO_ROW) != 0))
        continue;
      if (field != NULL)
        {
          look (self, field, &rows[i], column);
          continue;
        }
      class = cb_value_find_class (&self->shapes, &rows[i].cells[column]);
      if (G_LIKELY (class == last && counter != NULL))
        {
          (*counter)++;
          continue;
        }
      count (self, class, rows[i].number);
      last = class;
      counter = get_quiet_counter (self, class);
    }
}

/**
 * cb_type_column_merge:
 * @into: a column
 * @from: the same, of other rows; it keeps nothing worth having
 */
void
cb_type_column_merge (CbTypeColumn *into, CbTypeColumn *from)
{
  for (guint i = 0; i < from->tally.classes->len; i++)
    {
      CbValueClass class = g_array_index (from->tally.classes, CbColumnClass, i).class;
      guint place = cb_column_tally_place (&into->tally, class);

      if (i < from->rows->len)
        cb_check_tally_merge (ensure_rows (into, place),
                              &g_array_index (from->rows, CbCheckTally, i));
    }
  cb_column_tally_merge (&into->tally, &from->tally);
  cb_check_tally_merge (&into->constraints, &from->constraints);
  into->broken |= from->broken;
}
