/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/fixes/cb-recipe.h"

#include "base/cb-descriptor.h"
#include "base/cb-json.h"
#include "engine/fixes/cb-step.h"

static const CbStep *const steps[] = {
  &cb_step_drop_column, &cb_step_encoding,  &cb_step_line_ends,
  &cb_step_mask_column, &cb_step_normalise, &cb_step_to_csv,
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
  int out_fd;
  char delimiter;
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
prepare_steps (const char *recipe, CbTable *table, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GArray) prepared = g_array_new (FALSE, FALSE, sizeof (PreparedStep));
  JsonArray *array;

  g_array_set_clear_func (prepared, clear_step);
  if (!json_parser_load_from_data (parser, recipe, -1, NULL)
      || json_parser_get_root (parser) == NULL
      || !JSON_NODE_HOLDS_ARRAY (json_parser_get_root (parser)))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "the recipe is no JSON array");
      return NULL;
    }
  array = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      PreparedStep step = { NULL, NULL };

      if (object != NULL)
        step.step = find_step (cb_json_get_string (object, "step"));
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

static inline void
append (GByteArray *out, const char *bytes, gsize length)
{
  g_byte_array_append (out, (const guint8 *)bytes, (guint)length);
}

/* RFC 4180 §2.5–2.7: quotes where a delimiter, a quote or a line end is in the cell. */
static void
write_cell (GByteArray *out, const CbCell *cell, char delimiter)
{
  const char *p = cell->bytes;
  const char *end = p + cell->length;
  gboolean needs_quotes = FALSE;

  for (const char *q = p; q < end && !needs_quotes; q++)
    needs_quotes = *q == delimiter || *q == '"' || *q == '\n' || *q == '\r';
  if (!needs_quotes || delimiter == '\0')
    {
      append (out, cell->bytes, cell->length);
      return;
    }
  append (out, "\"", 1);
  while (p < end)
    {
      const char *quote = memchr (p, '"', (gsize)(end - p));
      const char *stop = quote != NULL ? quote + 1 : end;

      append (out, p, (gsize)(stop - p));
      if (quote != NULL)
        append (out, "\"", 1);
      p = stop;
    }
  append (out, "\"", 1);
}

static void
write_row (Writer *self, const CbCell *cells, guint n_cells, gboolean is_header)
{
  const Recipe *recipe = self->recipe;
  gboolean first = TRUE;

  g_array_set_size (self->cells, 0);
  g_array_append_vals (self->cells, cells, n_cells);
  for (guint i = 0; i < recipe->steps->len; i++)
    {
      const PreparedStep *prepared = &g_array_index (recipe->steps, PreparedStep, i);

      if (prepared->step->apply != NULL)
        prepared->step->apply (prepared->data, (CbCell *)(gpointer)self->cells->data, n_cells,
                               is_header, self->memory);
    }
  for (guint i = 0; i < n_cells; i++)
    {
      const CbCell *cell = &g_array_index (self->cells, CbCell, i);

      if ((cell->flags & CB_STEP_DROPPED) != 0)
        continue;
      if (!first)
        append (self->out, &recipe->delimiter, 1);
      write_cell (self->out, cell, recipe->delimiter);
      self->changed += (cell->flags & CB_STEP_CHANGED) != 0;
      first = FALSE;
    }
  append (self->out, "\n", 1);
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
      if ((rows[i].flags & CB_CELL_CUT) != 0)
        self->cut = TRUE;
      write_row (self, rows[i].cells, MIN (rows[i].n_cells, CB_TABLE_MAX_CELLS), FALSE);
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
  if (!cb_descriptor_write (recipe->out_fd, self->out->data, self->out->len, error))
    return FALSE;
  recipe->result->bytes += self->out->len;
  recipe->result->rows += self->rows;
  recipe->result->cells += self->changed;
  g_byte_array_set_size (self->out, 0);
  self->rows = self->changed = 0;

  return TRUE;
}

static const CbScanWorker writing = { new_writer, write_rows, flush_in_order, NULL, free_writer };

static void
write_header_rows (const CbRow *rows, guint n_rows, gpointer user_data)
{
  Writer *self = user_data;

  for (guint i = 0; i < n_rows; i++)
    {
      self->cut = self->cut || (rows[i].flags & CB_CELL_CUT) != 0;
      write_row (self, rows[i].cells, MIN (rows[i].n_cells, CB_TABLE_MAX_CELLS), TRUE);
    }
}

static gboolean
write_header (Recipe *recipe, GError **error)
{
  Writer *writer = new_writer (recipe);
  gboolean written = cb_table_read_header (recipe->table, write_header_rows, writer, error)
                     && flush_in_order (writer, recipe, error);

  free_writer (writer);

  return written;
}

/**
 * cb_recipe_run:
 * @table: what to mend
 * @recipe: a JSON array of steps (src/engine/fixes/cb-step-*.c); `[]` copies
 * @out_fd: where the copy goes, from where it stands
 * @result: (out): what was written and changed
 * @progress: (nullable): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it, with a part of the copy written
 * @error: where to say why not
 *
 * Writes the table again: UTF-8 without byte order mark, the delimiter that it has, LF, quotes
 * where RFC 4180 needs them, rows above the header and ragged rows as they are; a sheet of a
 * workbook becomes CSV with commas. An empty recipe for a workbook or a file in UTF-8 gives the
 * same bytes.
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
  const CbTableFacts *facts = cb_table_get_facts (table);
  g_autoptr (GArray) prepared = prepare_steps (recipe, table, error);
  char delimiter = facts->sheet >= 0 ? ',' : facts->delimiter[0];
  Recipe job = { table, prepared, out_fd, delimiter, result };
  gpointer writer;

  *result = (CbRecipeResult){ 0, 0, 0 };
  if (prepared == NULL)
    return FALSE;
  if (prepared->len == 0 && (facts->sheet >= 0 || g_str_equal (facts->encoding, "utf-8")))
    return cb_table_copy (table, out_fd, &result->bytes, progress, progress_data, cancellable,
                          error)
           && cb_table_wait_for_index (table, cancellable, error)
           && (result->rows = cb_table_get_row_count (table, NULL), TRUE);
  if (!write_header (&job, error))
    return FALSE;
  writer = cb_table_scan (table, &writing, &job, progress, progress_data, cancellable, error);
  if (writer == NULL)
    return FALSE;
  free_writer (writer);

  return TRUE;
}
