/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/fixes/cb-recipe.h"

#include <string.h>

#include "engine/fixes/cb-recipe-private.h"

typedef struct
{
  CbTable *table;
  CbRecipeSteps *steps;
  CbOutput *output;
  CbRecipeResult *result;
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
  gboolean too_much;
} Writer;

/* What rows of one chunk become; steps that fill cells could make them without end. */
#define MAX_CHUNK_WRITTEN (256u * 1024 * 1024)
/* New text of this length is let go of after its row, not only after some hundred rows. */
#define MUCH_TEXT (64u * 1024)

/* The names of the groups that a row is in go before its cells. Returns: how many there are */
static guint
add_groups (Writer *self, guint64 row, gboolean is_header)
{
  const CbRecipeSteps *steps = self->recipe->steps;
  guint n = _cb_recipe_steps_get_n_groups (steps);

  for (guint i = 0; i < n; i++)
    {
      const char *name
          = is_header ? steps->group_labels[i] : cb_group_rows_get_name (steps->groups, row, i);
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
             && ((cell->flags & CB_STEP_STANDARD) != 0
                 || memchr (cell->bytes, '.', cell->length) == NULL));
}

/* @row: 0-based, of the table; of no meaning for the header. */
static void
write_row (Writer *self, guint64 row, const CbCell *cells, guint n_cells, gboolean is_header)
{
  const Recipe *recipe = self->recipe;
  guint n_kept, n_groups, reach;
  gsize new_text = 0;
  CbCell *made;

  g_array_set_size (self->cells, 0);
  n_kept = n_groups = add_groups (self, row, is_header);
  g_array_append_vals (self->cells, cells, n_cells);
  reach = is_header ? 0 : _cb_recipe_steps_get_reach (recipe->steps, row);
  for (; n_cells < reach; n_cells++)
    {
      CbCell blank = { "", 0, 0 };

      g_array_append_val (self->cells, blank);
    }
  made = (CbCell *)(gpointer)self->cells->data;
  if (is_header)
    _cb_recipe_steps_apply (recipe->steps, made + n_groups, n_cells, TRUE, self->memory);
  else
    _cb_recipe_steps_apply_row (recipe->steps, row, made + n_groups, n_cells, self->memory);
  for (guint i = 0; i < n_cells; i++)
    {
      CbCell cell = made[n_groups + i];

      if ((cell.flags & CB_STEP_DROPPED) != 0)
        continue;
      if ((cell.flags & CB_STEP_CHANGED) != 0)
        {
          self->changed++;
          new_text += cell.length;
        }
      if (is_in_numbers (recipe->output, i, &cell))
        cell.flags |= CB_STEP_NUMBER;
      made[n_kept++] = cell;
    }
  recipe->output->class->write_row (recipe->output, self->out, made, n_kept, is_header);
  self->written++;
  if (new_text > MUCH_TEXT)
    g_string_chunk_clear (self->memory);
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
      if (self->out->len > MAX_CHUNK_WRITTEN)
        {
          self->too_much = TRUE;
          break;
        }
      if ((rows[i].flags & CB_ROW_OUTSIDE) != 0 && self->recipe->steps->only_table)
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
  if (self->too_much)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID,
                   "a part of the file would become larger than %u bytes", MAX_CHUNK_WRITTEN);
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

  if (!recipe->steps->only_table)
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

  return _cb_recipe_steps_finish (job->steps, job->table, error)
         && (class->end == NULL || class->end (job->output, error));
}

/* Whether writing the table anew without any change would give the bytes that there are. */
static gboolean
is_as_written (CbTable *table)
{
  const CbTableFacts *facts = cb_table_get_facts (table);

  return facts->sheet >= 0 || g_str_equal (facts->encoding, "utf-8");
}

static gboolean
run (CbTable *table,
     CbRecipeSteps *steps,
     const CbOutputClass *class,
     int out_fd,
     CbRecipeResult *result,
     CbProgressFunc progress,
     gpointer progress_data,
     GCancellable *cancellable,
     GError **error)
{
  Recipe job = { table, steps, class->new_output (table, out_fd), result };
  gboolean written;

  job.output->class = class;
  job.output->table = table;
  job.output->fd = out_fd;
  job.output->n_added = _cb_recipe_steps_get_n_groups (steps);
  written = write_table (&job, progress, progress_data, cancellable, error);
  result->bytes = job.output->bytes;
  class->free (job.output);

  return written;
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
 * a column that is not there, %CB_ERROR_CELL_CHANGED for a cell that does not hold what a step
 * says, %CB_ERROR_DISK_FULL, or what cb_table_scan() fails with
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
  g_autoptr (CbRecipeSteps) steps = _cb_recipe_steps_new (recipe, table, error);

  *result = (CbRecipeResult){ 0, 0, 0 };
  if (steps == NULL)
    return FALSE;
  if (steps->prepared->len == 0 && steps->output == NULL && is_as_written (table))
    return cb_table_copy (table, out_fd, &result->bytes, progress, progress_data, cancellable,
                          error)
           && cb_table_wait_for_index (table, cancellable, error)
           && (result->rows = cb_table_get_row_count (table, NULL), TRUE);

  return run (table, steps, steps->output != NULL ? steps->output : &cb_output_csv, out_fd, result,
              progress, progress_data, cancellable, error);
}

static void
write_nothing (
    const CbOutput *self, GByteArray *out, const CbCell *cells, guint n_cells, gboolean is_header)
{
}

static CbOutput *
new_nothing (CbTable *table, int fd)
{
  return g_new0 (CbOutput, 1);
}

static gboolean
pack_nothing (CbOutput *self, const guint8 *bytes, gsize length, guint64 rows, GError **error)
{
  return TRUE;
}

static void
free_nothing (CbOutput *self)
{
  g_free (self);
}

static const CbOutputClass nothing
    = { NULL, new_nothing, write_nothing, NULL, pack_nothing, NULL, free_nothing };

/**
 * cb_recipe_measure:
 * @table: what would be mended
 * @recipe: as for cb_recipe_run()
 * @result: (out): what would be written and changed; no bytes
 * @progress: (nullable): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it
 * @error: as for cb_recipe_run()
 *
 * What the recipe would do, so that a person sees how much it is before it is done (product.md F1).
 *
 * Returns: %FALSE as cb_recipe_run()
 */
gboolean
cb_recipe_measure (CbTable *table,
                   const char *recipe,
                   CbRecipeResult *result,
                   CbProgressFunc progress,
                   gpointer progress_data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (CbRecipeSteps) steps = _cb_recipe_steps_new (recipe, table, error);

  *result = (CbRecipeResult){ 0, 0, 0 };

  return steps != NULL
         && run (table, steps, &nothing, -1, result, progress, progress_data, cancellable, error);
}
