/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/fixes/cb-recipe.h"

#include <string.h>

#include "base/cb-json.h"
#include "engine/fixes/cb-output.h"

static const CbStep *const steps[] = {
  &cb_step_drop_column, &cb_step_encoding,  &cb_step_layout,   &cb_step_line_ends,
  &cb_step_mask_column, &cb_step_normalise, &cb_step_standard,
};

typedef struct
{
  const CbStep *step;
  gpointer data;
} PreparedStep;

typedef struct
{
  CbTable *table;
  GArray *steps; /* (element-type PreparedStep) */
  CbOutput *output;
  CbRecipeResult *result;
  gboolean only_table;
  CbGroupRows *groups; /* (nullable): whose names stand before each row */
  GStrv group_labels;  /* of their columns */
} Recipe;

/* What one thread has made of its chunk. */
typedef struct
{
  const Recipe *recipe;
  GByteArray *out;
  GArray *cells; /* (element-type CbCell) */
  GStringChunk *memory;
  guint64 rows;
  guint64 written; /* the header among them */
  guint64 changed;
  gboolean cut;
} Writer;

static void
clear_step (gpointer data)
{
  PreparedStep *prepared = data;

  prepared->step->free_data (prepared->data);
}

static const CbStep *
find_step (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (name, steps[i]->name))
      return steps[i];

  return NULL;
}

static GArray *
prepare_steps (const char *recipe, CbTable *table, const CbOutputClass **output, GError **error)
{
  g_autoptr (GArray) prepared = g_array_new (FALSE, FALSE, sizeof (PreparedStep));
  g_autoptr (JsonArray) array = NULL;
  g_autoptr (GError) problem = NULL;

  g_array_set_clear_func (prepared, clear_step);
  array = cb_json_array_parse (recipe, -1, &problem);
  if (array == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "the recipe is no JSON array: %s",
                   problem->message);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *name = object != NULL ? cb_json_get_string (object, "step") : NULL;
      PreparedStep step = { find_step (name), NULL };

      if (cb_output_find (name) != NULL)
        {
          *output = cb_output_find (name);
          continue;
        }
      if (step.step == NULL)
        {
          g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "step %u of the recipe is not known",
                       i + 1);
          return NULL;
        }
      step.data = step.step->prepare (object, table, error);
      if (step.data == NULL)
        {
          g_prefix_error (error, "step %u of the recipe: ", i + 1);
          return NULL;
        }
      g_array_append_val (prepared, step);
    }

  return g_steal_pointer (&prepared);
}

static void
apply_steps (
    const Recipe *recipe, CbCell *cells, guint n_cells, gboolean is_header, GStringChunk *memory)
{
  for (guint i = 0; i < recipe->steps->len; i++)
    {
      const PreparedStep *prepared = &g_array_index (recipe->steps, PreparedStep, i);

      if (prepared->step->apply != NULL)
        prepared->step->apply (prepared->data, cells, n_cells, is_header, memory);
    }
}

/* The names of the groups that a row is in go before its cells. Returns: how many there are */
static guint
add_groups (Writer *self, guint64 row, gboolean is_header)
{
  const Recipe *recipe = self->recipe;
  guint n = recipe->groups != NULL ? g_strv_length (recipe->group_labels) : 0;

  for (guint i = 0; i < n; i++)
    {
      const char *name
          = is_header ? recipe->group_labels[i] : cb_group_rows_get_name (recipe->groups, row, i);
      CbCell cell = { name, (guint32)strlen (name), CB_CELL_NOT_ASCII };

      g_array_append_val (self->cells, cell);
    }

  return n;
}

/* 1.234 is twelve hundred in a column that is written so, and a number with three decimals to
 * whoever reads the spreadsheet: it stays text unless a step has written it anew. */
static gboolean
is_in_numbers (const CbOutput *output, guint column, const CbCell *cell)
{
  guint8 numbers = column < output->n_numbers ? output->numbers[column] : CB_OUTPUT_NO_NUMBERS;

  return numbers == CB_OUTPUT_NUMBERS
         || (numbers == CB_OUTPUT_NUMBERS_VI
             && ((cell->flags & CB_STEP_CHANGED) != 0
                 || memchr (cell->bytes, '.', cell->length) == NULL));
}

/* @row: 0-based, of the table; of no meaning for the header. */
static void
write_row (Writer *self, guint64 row, const CbCell *cells, guint n_cells, gboolean is_header)
{
  const Recipe *recipe = self->recipe;
  guint n_kept, n_groups;
  CbCell *made;

  g_array_set_size (self->cells, 0);
  n_kept = n_groups = add_groups (self, row, is_header);
  g_array_append_vals (self->cells, cells, n_cells);
  made = (CbCell *)(gpointer)self->cells->data;
  apply_steps (recipe, made + n_groups, n_cells, is_header, self->memory);
  for (guint i = 0; i < n_cells; i++)
    {
      CbCell cell = made[n_groups + i];

      if ((cell.flags & CB_STEP_DROPPED) != 0)
        continue;
      self->changed += (cell.flags & CB_STEP_CHANGED) != 0;
      if (is_in_numbers (recipe->output, i, &cell))
        cell.flags |= CB_STEP_NUMBER;
      made[n_kept++] = cell;
    }
  recipe->output->class->write_row (recipe->output, self->out, made, n_kept, is_header);
  self->written++;
}

static gpointer
new_writer (gpointer user_data)
{
  Writer *self = g_new0 (Writer, 1);

  self->recipe = user_data;
  self->out = g_byte_array_sized_new (512 * 1024);
  self->cells = g_array_new (FALSE, FALSE, sizeof (CbCell));
  self->memory = g_string_chunk_new (16 * 1024);

  return self;
}

static void
free_writer (gpointer state)
{
  Writer *self = state;

  g_byte_array_unref (self->out);
  g_array_unref (self->cells);
  g_string_chunk_free (self->memory);
  g_free (self);
}

static void
write_rows (gpointer state, const CbRow *rows, guint n_rows)
{
  Writer *self = state;

  for (guint i = 0; i < n_rows; i++)
    {
      if ((rows[i].flags & CB_ROW_OUTSIDE) != 0 && self->recipe->only_table)
        continue;
      if ((rows[i].flags & CB_CELL_CUT) != 0)
        self->cut = TRUE;
      write_row (self, rows[i].number, rows[i].cells, MIN (rows[i].n_cells, CB_TABLE_MAX_CELLS),
                 FALSE);
      self->rows++;
    }
  g_string_chunk_clear (self->memory);
}

static gboolean
flush_in_order (gpointer state, gpointer user_data, GError **error)
{
  Writer *self = state;
  Recipe *recipe = user_data;

  if (self->cut)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID,
                   "a row is longer than %u bytes: mending would cut it", CB_TABLE_MAX_ROW);
      return FALSE;
    }
  if (!recipe->output->class->pack (recipe->output, self->out->data, self->out->len, self->written,
                                    error))
    return FALSE;
  recipe->result->rows += self->rows;
  recipe->result->cells += self->changed;
  g_byte_array_set_size (self->out, 0);
  self->rows = self->written = self->changed = 0;

  return TRUE;
}

static const CbScanWorker writing
    = { new_writer, write_rows, flush_in_order, NULL, free_writer, TRUE };

static void
write_header_rows (const CbRow *rows, guint n_rows, gpointer user_data)
{
  Writer *self = user_data;

  for (guint i = 0; i < n_rows; i++)
    {
      self->cut = self->cut || (rows[i].flags & CB_CELL_CUT) != 0;
      write_row (self, 0, rows[i].cells, MIN (rows[i].n_cells, CB_TABLE_MAX_CELLS), TRUE);
    }
}

/* The names of the columns, out of all rows of the header, in one row. */
static void
write_labels (Writer *writer, GStrv labels)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (CbCell));

  for (guint i = 0; labels[i] != NULL; i++)
    {
      CbCell cell = { labels[i], (guint32)strlen (labels[i]), CB_CELL_NOT_ASCII };

      g_array_append_val (cells, cell);
    }
  write_row (writer, 0, (const CbCell *)(gpointer)cells->data, cells->len, TRUE);
}

static gboolean
write_header (Recipe *recipe, GError **error)
{
  const CbTableFacts *facts = cb_table_get_facts (recipe->table);
  Writer *writer = new_writer (recipe);
  gboolean written = TRUE;

  if (!recipe->only_table)
    written = cb_table_read_header (recipe->table, write_header_rows, writer, error);
  else if (facts->header_row > 0)
    write_labels (writer, facts->columns);
  written = written && flush_in_order (writer, recipe, error);
  free_writer (writer);

  return written;
}

static gboolean
write_table (Recipe *job,
             CbProgressFunc progress,
             gpointer progress_data,
             GCancellable *cancellable,
             GError **error)
{
  const CbOutputClass *class = job->output->class;
  Writer *writer;

  if ((class->begin != NULL && !class->begin (job->output, error)) || !write_header (job, error))
    return FALSE;
  writer = cb_table_scan (job->table, &writing, job, progress, progress_data, cancellable, error);
  if (writer == NULL)
    return FALSE;
  free_writer (writer);

  return class->end == NULL || class->end (job->output, error);
}

/* The name of a group is mended as the cell that it stands in. */
static char *
rename_group (const char *name, guint column, gpointer user_data)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, TRUE, sizeof (CbCell));
  GStringChunk *memory = g_string_chunk_new (256);
  CbCell *cell;
  char *renamed;

  g_array_set_size (cells, column + 1);
  for (guint i = 0; i < column; i++)
    g_array_index (cells, CbCell, i).bytes = "";
  cell = &g_array_index (cells, CbCell, column);
  *cell = (CbCell){ name, (guint32)strlen (name), CB_CELL_NOT_ASCII };
  apply_steps (user_data, (CbCell *)(gpointer)cells->data, cells->len, FALSE, memory);
  renamed = g_strndup (cell->bytes, cell->length);
  g_string_chunk_free (memory);

  return renamed;
}

static void
take_groups (Recipe *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      const PreparedStep *prepared = &g_array_index (self->steps, PreparedStep, i);

      self->only_table = self->only_table || prepared->step->only_table;
      if (prepared->step->get_groups != NULL && self->groups == NULL)
        self->groups = prepared->step->get_groups (prepared->data, &self->group_labels);
    }
  if (self->groups != NULL)
    cb_group_rows_rename (self->groups, rename_group, self);
}

/* Whether writing the table anew without any change would give the bytes that there are. */
static gboolean
is_as_written (CbTable *table)
{
  const CbTableFacts *facts = cb_table_get_facts (table);

  return facts->sheet >= 0 || g_str_equal (facts->encoding, "utf-8");
}

/**
 * cb_recipe_run:
 * @table: what to mend
 * @recipe: a JSON array of steps (src/engine/fixes/cb-step-*.c) and of at most one format to write
 *   (cb-output-*.c); `[]` copies
 * @out_fd: where the copy goes, from where it stands
 * @result: (out): what was written and changed
 * @progress: (nullable): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it, with a part of the copy written
 * @error: where to say why not
 *
 * Writes the table again: UTF-8 without byte order mark, the delimiter that it has, LF, quotes
 * where RFC 4180 needs them, ragged rows as they are, and so, but for the step `layout`, the rows
 * outside of the table; a sheet of a workbook becomes CSV with commas, unless a step asks for
 * another format. An empty recipe for a
 * workbook or a file in UTF-8 gives the same bytes.
 *
 * Returns: %FALSE with %CB_ERROR_INVALID for a recipe that makes no sense, %CB_ERROR_NOT_FOUND for
 * a column that is not there, %CB_ERROR_DISK_FULL, or what cb_table_scan() fails with
 */
gboolean
cb_recipe_run (CbTable *table,
               const char *recipe,
               int out_fd,
               CbRecipeResult *result,
               CbProgressFunc progress,
               gpointer progress_data,
               GCancellable *cancellable,
               GError **error)
{
  const CbOutputClass *class = NULL;
  g_autoptr (GArray) prepared = prepare_steps (recipe, table, &class, error);
  Recipe job = { table, prepared, NULL, result, FALSE, NULL, NULL };
  gboolean written;

  *result = (CbRecipeResult){ 0, 0, 0 };
  if (prepared == NULL)
    return FALSE;
  if (prepared->len == 0 && class == NULL && is_as_written (table))
    return cb_table_copy (table, out_fd, &result->bytes, progress, progress_data, cancellable,
                          error)
           && cb_table_wait_for_index (table, cancellable, error)
           && (result->rows = cb_table_get_row_count (table, NULL), TRUE);
  take_groups (&job);
  if (class == NULL)
    class = &cb_output_csv;
  job.output = class->new_output (table, out_fd);
  job.output->class = class;
  job.output->table = table;
  job.output->fd = out_fd;
  job.output->n_added = job.groups != NULL ? g_strv_length (job.group_labels) : 0;
  written = write_table (&job, progress, progress_data, cancellable, error);
  result->bytes = job.output->bytes;
  class->free (job.output);

  return written;
}
