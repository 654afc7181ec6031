/* SPDX-License-Identifier: GPL-3.0-or-later */

/* “Làm như kỳ trước” (product.md C7): what was said and mended of the file of the period before,
 * done to the file of this one. */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include <string.h>

#include "base/cb-json.h"
#include "core/model/cb-finding-steps.h"

/**
 * cb_repeat_free:
 * @self: (nullable) (transfer full): what was repeated
 */
void
cb_repeat_free (CbRepeat *self)
{
  if (self == NULL)
    return;
  g_free (self->period);
  g_strfreev (self->steps);
  g_free (self->encoding);
  g_strfreev (self->added);
  g_strfreev (self->missing);
  g_strfreev (self->left_out);
  g_free (self->old_reading);
  g_free (self);
}

/* Something was said of it that can be said again. */
static gboolean
is_worked_on (const CbDatasetFile *file)
{
  return file->recipe != NULL || file->options != NULL || file->schema != NULL;
}

/* Of two datasets of one item: by their periods, else by when they were begun. */
gboolean
_cb_workplace_is_before (const CbDataset *earlier, const CbDataset *later)
{
  int order = earlier->period != NULL && later->period != NULL
                  ? strcmp (earlier->period, later->period)
                  : 0;

  return order < 0 || (order == 0 && earlier->created_us < later->created_us);
}

/* The file at the same place of the dataset, else the first that was worked on. */
static const CbDatasetFile *
find_counterpart (const CbDataset *earlier, const CbDataset *dataset, const char *file_id)
{
  const CbDatasetFile *first = NULL;

  for (guint i = 0; i < earlier->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (earlier->files, i);

      if (!is_worked_on (file))
        continue;
      if (i < dataset->files->len
          && g_str_equal (((CbDatasetFile *)g_ptr_array_index (dataset->files, i))->id, file_id))
        return file;
      if (first == NULL)
        first = file;
    }

  return first;
}

/* Returns: (transfer full) (nullable): the dataset of the period before */
static CbDataset *
find_earlier (CbWorkplace *self, const CbDataset *dataset, const char *file_id, GError **error)
{
  g_autoptr (GPtrArray) all = cb_workplace_list_datasets (self, error);
  const CbDataset *best = NULL;

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    {
      const CbDataset *other = g_ptr_array_index (all, i);

      if (dataset->item_code == NULL || g_strcmp0 (other->item_code, dataset->item_code) != 0
          || g_str_equal (other->id, dataset->id) || !_cb_workplace_is_before (other, dataset)
          || find_counterpart (other, dataset, file_id) == NULL)
        continue;
      if (best == NULL || _cb_workplace_is_before (best, other))
        best = other;
    }
  if (best == NULL)
    g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND,
                         "no file of an earlier period was worked on");

  return best != NULL ? cb_dataset_copy (best) : NULL;
}

static GStrv
dup_names (CbReader *reader)
{
  return g_strdupv (cb_reader_get_info (reader)->columns);
}

static gboolean
is_named (GStrv names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (names[i][0] != '\0')
      return TRUE;

  return FALSE;
}

/* How the file is read: as the one before, but for what is of one file only; its header is the one
 * with these names. */
static char *
dup_reading (const CbDatasetFile *earlier, GStrv names)
{
  static const char *const of_one_file[]
      = { "header_row", "header_rows",   "body_end",    "taken_out",
          "taken_in",   "original_name", "other_sheets" };
  g_autoptr (JsonObject) options
      = earlier->options != NULL ? cb_json_object_parse (earlier->options, -1, NULL) : NULL;
  JsonArray *array;

  if (options == NULL)
    options = json_object_new ();
  /* That there is no header does not change with the month. */
  if (cb_json_get_int (options, "header_row", -1) != 0)
    json_object_remove_member (options, "header_row");
  for (guint i = 1; i < G_N_ELEMENTS (of_one_file); i++)
    json_object_remove_member (options, of_one_file[i]);
  if (is_named (names) && !json_object_has_member (options, "header_row"))
    {
      array = json_array_new ();
      for (guint i = 0; names[i] != NULL; i++)
        json_array_add_string_element (array, names[i]);
      json_object_set_array_member (options, "names", array);
    }

  return json_object_get_size (options) > 0 ? cb_json_object_to_string (options, FALSE)
                                            : g_strdup ("");
}

static GStrv
list_without (GStrv names, GStrv others)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; names[i] != NULL; i++)
    if (names[i][0] != '\0' && !g_strv_contains ((const char *const *)others, names[i]))
      g_strv_builder_add (builder, names[i]);

  return g_strv_builder_end (builder);
}

/* The place of a column in this file. Returns: %FALSE when there is no column of the name */
static gboolean
place_column (JsonObject *step, GStrv names)
{
  const char *name = cb_json_get_string (step, "column");
  gint64 index = cb_json_get_int (step, "index", -1);
  guint n = g_strv_length (names);
  int found = -1;

  if (name == NULL)
    return index < n;
  if (index >= 0 && index < n && g_str_equal (names[index], name))
    return TRUE;
  for (guint i = 0; i < n && found < 0; i++)
    if (g_str_equal (names[i], name))
      found = (int)i;
  if (found >= 0 && index >= 0)
    json_object_set_int_member (step, "index", found);

  return found >= 0;
}

/* The steps that have their columns in this file, at the places that these have here; the names of
 * the columns of the others go into @left_out, and cells that were edited are counted. */
static char *
dup_recipe (const char *recipe, GStrv names, CbRepeat *repeat)
{
  static const char *const of_one_file[] = { "header-row", "header-rows" };
  g_autoptr (JsonNode) root = recipe != NULL ? cb_json_node_parse (recipe, -1, NULL) : NULL;
  g_autoptr (JsonNode) result = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (GStrvBuilder) left_out = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  JsonArray *steps = json_array_new ();
  JsonArray *old = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  json_node_take_array (result, steps);
  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++)
    {
      g_autoptr (JsonNode) node = json_node_copy (json_array_get_element (old, i));
      JsonObject *step = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (step == NULL)
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (of_one_file); j++)
        if (g_strcmp0 (cb_json_get_string (step, "step"), "layout") == 0)
          json_object_remove_member (step, of_one_file[j]);
      /* A cell that was edited is of that file alone. */
      if (g_strcmp0 (cb_json_get_string (step, "step"), "set-cell") == 0)
        repeat->n_cells++;
      else if (place_column (step, names))
        {
          g_autofree char *json = cb_json_object_to_string (step, FALSE);
          g_autofree char *said = cb_finding_step_dup_words (json);

          g_strv_builder_add (words, said);
          json_array_add_element (steps, g_steal_pointer (&node));
        }
      else
        g_strv_builder_add (left_out, cb_json_get_string (step, "column") != NULL
                                          ? cb_json_get_string (step, "column")
                                          : "");
    }
  repeat->left_out = g_strv_builder_end (left_out);
  repeat->steps = g_strv_builder_end (words);
  repeat->n_steps = json_array_get_length (steps);

  return repeat->n_steps > 0 ? json_to_string (result, FALSE) : NULL;
}

static CbDatasetFile *
get_file (CbWorkplace *self,
          const char *dataset_id,
          const char *file_id,
          CbDataset **dataset,
          GError **error)
{
  g_clear_pointer (dataset, cb_dataset_free);
  *dataset = cb_workplace_get_dataset (self, dataset_id, error);

  return *dataset != NULL ? _cb_workplace_require_file (*dataset, file_id, error) : NULL;
}

/* The names of the columns; and, when @rows are asked for, how many there are. */
static GStrv
read_names (CbWorkplace *self,
            const CbDatasetFile *file,
            guint64 *rows,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (CbReader) reader = _cb_workplace_open_file (self, file, TRUE, cancellable, error);
  GStrv names = NULL;

  if (reader == NULL)
    return NULL;
  if (rows == NULL || cb_reader_wait_for_rows (reader, cancellable, error))
    names = dup_names (reader);
  if (rows != NULL)
    *rows = MIN (cb_reader_get_row_count (reader, NULL), cb_reader_get_body_end (reader));
  cb_reader_close (reader);

  return names;
}

/* What is to be done to a file, before it is done. */
typedef struct
{
  CbDataset *dataset;
  CbDatasetFile *file; /* borrowed from @dataset */
  CbDataset *earlier;
  const CbDatasetFile *counterpart; /* borrowed from @earlier */
  GStrv names;                      /* of the columns of @counterpart */
  char *reading;
} Plan;

static void
free_plan (Plan *plan)
{
  g_clear_pointer (&plan->dataset, cb_dataset_free);
  g_clear_pointer (&plan->earlier, cb_dataset_free);
  g_strfreev (plan->names);
  g_free (plan->reading);
  g_free (plan);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Plan, free_plan)

static Plan *
make_plan (CbWorkplace *self,
           const char *dataset_id,
           const char *file_id,
           CbRepeat *repeat,
           gboolean count,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (Plan) plan = g_new0 (Plan, 1);
  g_autoptr (JsonObject) options = NULL;

  plan->file = get_file (self, dataset_id, file_id, &plan->dataset, error);
  if (plan->file == NULL)
    return NULL;
  if (plan->file->recipe != NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "the file is mended already");
      return NULL;
    }
  plan->earlier = find_earlier (self, plan->dataset, file_id, error);
  if (plan->earlier == NULL)
    return NULL;
  plan->counterpart = find_counterpart (plan->earlier, plan->dataset, file_id);
  plan->names = read_names (self, plan->counterpart, count ? &repeat->rows_before : NULL,
                            cancellable, error);
  if (plan->names == NULL)
    return NULL;
  plan->reading = dup_reading (plan->counterpart, plan->names);
  options = cb_json_object_parse (plan->reading, -1, NULL);
  repeat->encoding = options != NULL ? g_strdup (cb_json_get_string (options, "encoding")) : NULL;
  repeat->period = g_strdup (plan->earlier->period);
  repeat->old_reading = g_strdup (plan->file->options != NULL ? plan->file->options : "");

  return g_steal_pointer (&plan);
}

/* Under the new reading: columns are compared, and the steps done. */
static gboolean
repeat_steps (CbWorkplace *self,
              const char *dataset_id,
              const char *file_id,
              const CbDatasetFile *earlier,
              GStrv names,
              CbRepeat *repeat,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (CbDataset) dataset = NULL;
  CbDatasetFile *file = get_file (self, dataset_id, file_id, &dataset, error);
  g_auto (GStrv) now = file != NULL ? read_names (self, file, NULL, cancellable, error) : NULL;
  g_autofree char *recipe = NULL;

  if (now == NULL)
    return FALSE;
  repeat->added = list_without (now, names);
  repeat->missing = list_without (names, now);
  recipe = dup_recipe (earlier->recipe, now, repeat);
  if (recipe != NULL && !_cb_workplace_set_recipe (self, dataset, file, recipe, cancellable, error))
    return FALSE;
  if (earlier->schema == NULL || repeat->missing[0] != NULL || repeat->added[0] != NULL)
    return TRUE;
  repeat->has_schema = cb_workplace_set_schema (self, dataset_id, file_id, earlier->schema, error);

  return repeat->has_schema;
}

/**
 * cb_workplace_dup_repeatable:
 * @self: a workplace
 * @dataset: as it is now
 * @file_id: of one of its files
 *
 * Returns: (transfer full) (nullable): the period before, whose file was worked on while this one
 *   was not yet, so that cb_workplace_preview_repeat() has something to show; "" when it has no
 * name
 */
char *
cb_workplace_dup_repeatable (CbWorkplace *self, const CbDataset *dataset, const char *file_id)
{
  const CbDatasetFile *file = cb_dataset_find_file (dataset, file_id);
  g_autoptr (CbDataset) earlier = NULL;

  if (file == NULL || is_worked_on (file) || dataset->item_code == NULL
      || (dataset->state != CB_DATASET_PREPARING && dataset->state != CB_DATASET_RETURNED))
    return NULL;
  earlier = find_earlier (self, dataset, file_id, NULL);

  return earlier != NULL ? g_strdup (earlier->period != NULL ? earlier->period : "") : NULL;
}

/**
 * cb_workplace_preview_repeat:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files that is not mended yet
 * @repeat: (out) (transfer full): what cb_workplace_repeat() would do, and what is different
 * @cancellable: (nullable): stops it
 * @error: as cb_workplace_repeat()
 *
 * Reads both files, and changes nothing.
 *
 * Returns: whether there is something that can be done
 */
gboolean
cb_workplace_preview_repeat (CbWorkplace *self,
                             const char *dataset_id,
                             const char *file_id,
                             CbRepeat **repeat,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (CbRepeat) seen = g_new0 (CbRepeat, 1);
  g_autoptr (Plan) plan = make_plan (self, dataset_id, file_id, seen, TRUE, cancellable, error);
  g_autoptr (CbDatasetFile) tried = plan != NULL ? cb_dataset_file_copy (plan->file) : NULL;
  g_auto (GStrv) now = NULL;
  g_autofree char *recipe = NULL;

  if (plan == NULL)
    return FALSE;
  g_free (tried->options);
  tried->options = plan->reading[0] != '\0' ? g_strdup (plan->reading) : NULL;
  now = read_names (self, tried, &seen->rows, cancellable, error);
  if (now == NULL)
    return FALSE;
  seen->added = list_without (now, plan->names);
  seen->missing = list_without (plan->names, now);
  recipe = dup_recipe (plan->counterpart->recipe, now, seen);
  seen->has_schema
      = plan->counterpart->schema != NULL && seen->added[0] == NULL && seen->missing[0] == NULL;
  *repeat = g_steal_pointer (&seen);

  return TRUE;
}

/**
 * cb_workplace_repeat:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files that is not mended yet
 * @repeat: (out) (transfer full): what was done, and what is different
 * @cancellable: (nullable): stops it; nothing has changed then
 * @error: %CB_ERROR_NOT_FOUND when no file of an earlier period was worked on,
 *   %CB_ERROR_WRONG_STATE when this one already is
 *
 * Reads the file as that of the latest period before (encoding, sheet; the header by the names of
 * its columns, wherever it stands now), does the same steps to it, and keeps the same schema when
 * it has the same columns. Steps for a column that is not there are left out and said.
 *
 * Returns: whether it is done
 */
gboolean
cb_workplace_repeat (CbWorkplace *self,
                     const char *dataset_id,
                     const char *file_id,
                     CbRepeat **repeat,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (CbRepeat) done = g_new0 (CbRepeat, 1);
  g_autoptr (Plan) plan = make_plan (self, dataset_id, file_id, done, FALSE, cancellable, error);

  if (plan == NULL
      || !cb_workplace_restore_reading (self, dataset_id, file_id, plan->reading, error))
    return FALSE;
  if (!repeat_steps (self, dataset_id, file_id, plan->counterpart, plan->names, done, cancellable,
                     error))
    {
      cb_workplace_restore_reading (self, dataset_id, file_id, done->old_reading, NULL);
      return FALSE;
    }
  *repeat = g_steal_pointer (&done);

  return TRUE;
}
