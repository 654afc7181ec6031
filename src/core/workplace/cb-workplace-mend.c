/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/cb-json.h"

/* The recipe with some steps more; NULL when one of @added is no JSON object. */
static char *
dup_recipe_with (const char *recipe, const char *const *added, guint n_added, GError **error)
{
  g_autoptr (JsonNode) root = recipe != NULL ? cb_json_node_parse (recipe, -1, NULL) : NULL;
  g_autoptr (JsonNode) result = json_node_new (JSON_NODE_ARRAY);
  JsonArray *steps = json_array_new ();

  json_node_take_array (result, steps);
  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    {
      JsonArray *old = json_node_get_array (root);

      for (guint i = 0; i < json_array_get_length (old); i++)
        json_array_add_element (steps, json_node_copy (json_array_get_element (old, i)));
    }
  for (guint i = 0; i < n_added; i++)
    {
      JsonObject *object = cb_json_object_parse (added[i], -1, error);

      if (object == NULL)
        return NULL;
      json_array_add_object_element (steps, object);
    }

  return json_to_string (result, FALSE);
}

/* The recipe without its last step; NULL when nothing is left. */
static char *
dup_recipe_without_last (const char *recipe, char **step)
{
  g_autoptr (JsonNode) root = cb_json_node_parse (recipe, -1, NULL);
  JsonArray *steps;

  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return NULL;
  steps = json_node_get_array (root);
  if (json_array_get_length (steps) == 0)
    return NULL;
  *step = json_to_string (json_array_get_element (steps, json_array_get_length (steps) - 1), FALSE);
  json_array_remove_element (steps, json_array_get_length (steps) - 1);
  if (json_array_get_length (steps) == 0)
    return NULL;

  return json_to_string (root, FALSE);
}

static void
set_option (CbDatasetFile *file, const char *name, const char *value)
{
  g_autoptr (JsonObject) options
      = file->options != NULL ? cb_json_object_parse (file->options, -1, NULL) : NULL;

  if (options == NULL)
    options = json_object_new ();
  if (value != NULL)
    json_object_set_string_member (options, name, value);
  else
    json_object_remove_member (options, name);
  g_free (file->options);
  file->options
      = json_object_get_size (options) > 0 ? cb_json_object_to_string (options, FALSE) : NULL;
}

/* Returns: (transfer full): in what the recipe writes its table: text, where no step says otherwise
 */
static char *
dup_output (const char *recipe)
{
  g_autoptr (JsonArray) steps = cb_json_array_parse (recipe, -1, NULL);
  const char *output = "csv";

  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++)
    {
      JsonNode *node = json_array_get_element (steps, i);
      const char *name = JSON_NODE_HOLDS_OBJECT (node)
                             ? cb_json_get_string (json_node_get_object (node), "step")
                             : NULL;

      if (name != NULL && g_str_has_prefix (name, "to-"))
        output = name + strlen ("to-");
    }

  return g_strdup (output);
}

/* What comes out of a recipe is a table, whatever it was before, and its name says how it is
 * written; the name that it had is kept for when the recipe is taken back. */
static void
name_as_output (CbDatasetFile *file, const char *recipe)
{
  g_autofree char *output = dup_output (recipe);
  const char *dot = strrchr (file->name, '.');
  gsize length = dot != NULL && dot > file->name ? (gsize)(dot - file->name) : strlen (file->name);
  g_autofree char *stem = g_strndup (file->name, length);
  g_autoptr (JsonObject) options
      = file->options != NULL ? cb_json_object_parse (file->options, -1, NULL) : NULL;

  g_free (file->encoding);
  file->encoding
      = g_strdup (g_str_equal (output, "csv") || g_str_equal (output, "json") ? "utf-8" : "");
  if (g_str_equal (file->format, output)
      || (g_str_equal (output, "csv") && g_str_equal (file->format, "tsv")))
    return;
  if (options == NULL || cb_json_get_string (options, "original_name") == NULL)
    set_option (file, "original_name", file->name);
  g_free (file->name);
  file->name = g_strconcat (stem, ".", output, NULL);
  _cb_workplace_set_format (file, output);
}

static void
name_as_before (CbDatasetFile *file)
{
  g_autoptr (JsonObject) options
      = file->options != NULL ? cb_json_object_parse (file->options, -1, NULL) : NULL;
  const char *name = options != NULL ? cb_json_get_string (options, "original_name") : NULL;

  if (name == NULL)
    return;
  g_free (file->name);
  file->name = g_strdup (name);
  set_option (file, "original_name", NULL);
}

typedef struct
{
  CbProgressFunc progress;
  gpointer user_data;
  guint64 *cells_changed;
} Watch;

/* Runs @recipe over the original and puts what comes out into the vault. */
static gboolean
run_recipe (CbWorkplace *self,
            CbDatasetFile *file,
            const char *recipe,
            const Watch *watch,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (CbReader) reader = NULL;
  g_autofree char *sha256 = NULL;
  guint64 size = 0;
  guint64 cells = 0;
  int out_fd = cb_vault_create_temp (self->vault, error);
  gboolean done;

  if (out_fd < 0)
    return FALSE;
  reader = _cb_workplace_open_for_mend (self, file, recipe, out_fd, cancellable, error);
  done = reader != NULL
         && cb_reader_mend (reader, recipe, &cells, watch->progress, watch->user_data, cancellable,
                            error)
         /* The copy of a damaged file would be whole to all who come after. */
         && cb_reader_require_whole (reader, cancellable, error);
  /* The writer first: the vault copies what somebody still has open for writing. */
  if (reader != NULL)
    cb_reader_close (reader);
  if (!done)
    {
      cb_vault_discard (self->vault, out_fd);
      return FALSE;
    }
  if (!cb_vault_adopt (self->vault, out_fd, &sha256, &size, NULL, NULL, cancellable, error))
    return FALSE;

  g_free (file->sha256);
  file->sha256 = g_steal_pointer (&sha256);
  file->size = size;
  if (watch->cells_changed != NULL)
    *watch->cells_changed = cells;
  return TRUE;
}

typedef struct
{
  const CbDatasetFile *mended; /* bytes and encoding as they are to be */
  const char *old_options;     /* (nullable) */
  const char *old_recipe;      /* (nullable) */
  const char *recipe;          /* (nullable) */
} Mending;

/* The bytes were made out of an original under a recipe; when either is another by now, they are
 * not what the person has before them. */
static gboolean
mend_edit (
    CbWorkplace *self, CbDataset *dataset, gpointer user_data, gboolean *changed, GError **error)
{
  const Mending *mending = user_data;
  CbDatasetFile *file = _cb_workplace_require_file (dataset, mending->mended->id, error);

  if (file == NULL)
    return FALSE;
  if (g_strcmp0 (file->original_sha256, mending->mended->original_sha256) != 0
      || g_strcmp0 (file->options, mending->old_options) != 0
      || g_strcmp0 (file->recipe, mending->old_recipe) != 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_FILE_CHANGED,
                           "the file was changed while it was mended");
      return FALSE;
    }
  if (!_cb_workplace_void_approval (self, dataset, "file", error))
    return FALSE;
  g_free (file->sha256);
  file->sha256 = g_strdup (mending->mended->sha256);
  file->size = mending->mended->size;
  g_free (file->encoding);
  file->encoding = g_strdup (mending->mended->encoding);
  g_free (file->name);
  file->name = g_strdup (mending->mended->name);
  g_free (file->options);
  file->options = g_strdup (mending->mended->options);
  _cb_workplace_set_format (file, mending->mended->format);
  g_free (file->recipe);
  file->recipe = g_strdup (mending->recipe);
  return TRUE;
}

static gboolean
set_recipe (CbWorkplace *self,
            CbDataset *dataset,
            CbDatasetFile *file,
            const char *recipe,
            const Watch *watch,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();
  g_autofree char *old_options = g_strdup (file->options);
  const Mending mending = { file, old_options, file->recipe, recipe };

  if (recipe != NULL)
    {
      if (!run_recipe (self, file, recipe, watch, cancellable, error))
        return FALSE;
      name_as_output (file, recipe);
    }
  else
    {
      g_autoptr (CbReader) reader = NULL;

      g_free (file->sha256);
      file->sha256 = g_strdup (file->original_sha256);
      reader = _cb_workplace_open_file (self, file, TRUE, cancellable, error);
      if (reader == NULL)
        return FALSE;
      name_as_before (file);
      _cb_workplace_set_format (file, cb_reader_get_info (reader)->format);
      file->size = cb_reader_get_info (reader)->size;
      g_free (file->encoding);
      file->encoding = g_strdup (cb_reader_get_info (reader)->encoding);
      cb_reader_close (reader);
    }
  json_object_set_string_member (detail, "file", file->id);
  json_object_set_string_member (detail, "sha256", file->sha256);

  return _cb_workplace_edit_dataset (self, dataset->id, mend_edit, (gpointer)&mending, NULL,
                                     "file.mended", detail, error);
}

/* The same with the recipe of another file. */
gboolean
_cb_workplace_set_recipe (CbWorkplace *self,
                          CbDataset *dataset,
                          CbDatasetFile *file,
                          const char *recipe,
                          GCancellable *cancellable,
                          GError **error)
{
  const Watch watch = { NULL, NULL, NULL };

  return set_recipe (self, dataset, file, recipe, &watch, cancellable, error);
}

static gboolean
add_steps (CbWorkplace *self,
           const char *dataset_id,
           const char *file_id,
           const char *const *steps,
           guint n_steps,
           const Watch *watch,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, dataset_id, error);
  g_autofree char *recipe = NULL;
  CbDatasetFile *file;

  if (dataset == NULL)
    return FALSE;
  file = _cb_workplace_require_file (dataset, file_id, error);
  if (file == NULL)
    return FALSE;
  recipe = dup_recipe_with (file->recipe, steps, n_steps, error);

  return recipe != NULL && set_recipe (self, dataset, file, recipe, watch, cancellable, error);
}

/* As cb_workplace_mend(), for several steps at once: all of them, or none. */
gboolean
_cb_workplace_mend_all (CbWorkplace *self,
                        const char *dataset_id,
                        const char *file_id,
                        const char *const *steps,
                        guint n_steps,
                        CbProgressFunc progress,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  const Watch watch = { progress, user_data, NULL };

  return add_steps (self, dataset_id, file_id, steps, n_steps, &watch, cancellable, error);
}

/**
 * cb_workplace_mend:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files
 * @step: one step of a recipe (engine/fixes), as JSON
 * @cells_changed: (out) (optional): by the whole recipe
 * @progress: (nullable): bytes so far
 * @user_data: for @progress
 * @cancellable: (nullable): stops it; nothing has changed then
 * @error: why not
 *
 * Adds the step to the file's recipe and runs all of it over the original, so that the same recipe
 * over the same bytes always gives the same bytes.
 *
 * Returns: whether it is mended
 */
gboolean
cb_workplace_mend (CbWorkplace *self,
                   const char *dataset_id,
                   const char *file_id,
                   const char *step,
                   guint64 *cells_changed,
                   CbProgressFunc progress,
                   gpointer user_data,
                   GCancellable *cancellable,
                   GError **error)
{
  const Watch watch = { progress, user_data, cells_changed };

  return add_steps (self, dataset_id, file_id, &step, 1, &watch, cancellable, error);
}

/**
 * cb_workplace_undo_mend:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files
 * @step: (out) (optional) (nullable): what was taken back, JSON, for cb_workplace_mend() to do
 * again
 * @cancellable: (nullable): stops it; nothing has changed then
 * @error: %CB_ERROR_WRONG_STATE when nothing was mended
 *
 * Takes back the last step.
 *
 * Returns: whether it is taken back
 */
gboolean
cb_workplace_undo_mend (CbWorkplace *self,
                        const char *dataset_id,
                        const char *file_id,
                        char **step,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, dataset_id, error);
  const Watch watch = { NULL, NULL, NULL };
  g_autofree char *recipe = NULL;
  g_autofree char *last = NULL;
  CbDatasetFile *file;

  if (dataset == NULL)
    return FALSE;
  file = _cb_workplace_require_file (dataset, file_id, error);
  if (file == NULL)
    return FALSE;
  if (file->recipe == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "nothing was mended");
      return FALSE;
    }
  recipe = dup_recipe_without_last (file->recipe, &last);
  if (!set_recipe (self, dataset, file, recipe, &watch, cancellable, error))
    return FALSE;
  if (step != NULL)
    *step = g_steal_pointer (&last);
  return TRUE;
}
