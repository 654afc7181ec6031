/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person said of how a file is read, as it is kept with the file. */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include <string.h>

#include "base/cb-json.h"

/* Rows about which a person said something, as they are kept. */
static GArray *
parse_rows (JsonObject *kept, const char *name)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint64));
  JsonArray *array = cb_json_get_array (kept, name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      guint64 row = JSON_NODE_HOLDS_VALUE (node) ? (guint64)json_node_get_int (node) : 0;

      g_array_append_val (rows, row);
    }

  return rows;
}

/* Returns: (transfer full) (nullable): names of columns, as they are kept */
static GStrv
parse_names (JsonObject *kept)
{
  JsonArray *array = cb_json_get_array (kept, "names");
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *name = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      g_strv_builder_add (names, name != NULL ? name : "");
    }

  return array != NULL ? g_strv_builder_end (names) : NULL;
}

/* Of a recipe with the step `layout` comes a table that has nothing around it: what was said of the
 * original says nothing of the copy. */
static gboolean
is_clean_copy (const CbDatasetFile *file, gboolean original)
{
  return !original && file->recipe != NULL && strstr (file->recipe, "\"layout\"") != NULL;
}

/* Of several tables side by side one is read alone: the recipe says in which columns it stands. */
static void
take_columns (CbReadOptions *options, const char *recipe)
{
  g_autoptr (JsonArray) steps = recipe != NULL ? cb_json_array_parse (recipe, -1, NULL) : NULL;

  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++)
    {
      JsonNode *node = json_array_get_element (steps, i);
      JsonObject *step = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (step == NULL || g_strcmp0 (cb_json_get_string (step, "step"), "layout") != 0
          || cb_json_get_int (step, "columns", 0) <= 0)
        continue;
      options->first_column = (guint)CLAMP (cb_json_get_int (step, "first-column", 0), 0, G_MAXINT);
      options->n_columns = (guint)MIN (cb_json_get_int (step, "columns", 0), G_MAXINT);
    }
}

/* The options point into what is kept here, and into @file and @recipe. */
void
_cb_kept_reading_init (CbKeptReading *self,
                       const CbDatasetFile *file,
                       gboolean original,
                       const char *recipe)
{
  CbReadOptions *options = &self->options;
  JsonObject *kept = self->kept
      = file->options != NULL ? cb_json_object_parse (file->options, -1, NULL) : NULL;

  options->name = file->name;
  if (kept != NULL && !is_clean_copy (file, original))
    {
      options->header_row = (int)cb_json_get_int (kept, "header_row", -1);
      options->header_rows = (guint)MAX (0, cb_json_get_int (kept, "header_rows", 0));
      options->body_end = (guint64)MAX (0, cb_json_get_int (kept, "body_end", 0));
      self->taken_out = parse_rows (kept, "taken_out");
      self->taken_in = parse_rows (kept, "taken_in");
      options->taken_out = (const guint64 *)(gpointer)self->taken_out->data;
      options->n_taken_out = self->taken_out->len;
      options->taken_in = (const guint64 *)(gpointer)self->taken_in->data;
      options->n_taken_in = self->taken_in->len;
      self->names = parse_names (kept);
      options->names = (const char *const *)self->names;
    }
  if (kept != NULL)
    {
      options->delimiter = cb_json_get_string (kept, "delimiter");
      /* A mended copy is a table of one sheet in UTF-8 whatever the original was. */
      if (original || file->recipe == NULL)
        {
          options->encoding = cb_json_get_string (kept, "encoding");
          options->sheet = (int)cb_json_get_int (kept, "sheet", -1);
        }
    }
  take_columns (options, recipe);
}

void
_cb_kept_reading_clear (CbKeptReading *self)
{
  g_clear_pointer (&self->kept, json_object_unref);
  g_clear_pointer (&self->taken_out, g_array_unref);
  g_clear_pointer (&self->taken_in, g_array_unref);
  g_clear_pointer (&self->names, g_strfreev);
}
