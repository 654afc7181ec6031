/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include "base/cb-json.h"

/* As many single rows as the engine takes (base/cb-protocol.h). */
#define MAX_ROWS_SAID 10000

typedef struct
{
  const char *file_id;
  CbLayoutChange change;
  guint64 row;
  int sheet;           /* of which sheet, -1: of the only one */
  const char *options; /* (nullable): to put back as they were */
  char **old;          /* (nullable) (out) */
} Changing;

/* A row that is in one list is not in the other. */
static void
set_row (JsonObject *options, const char *name, guint64 row, gboolean is_there)
{
  JsonArray *old = cb_json_get_array (options, name);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++)
    if ((guint64)json_array_get_int_element (old, i) != row)
      json_array_add_int_element (rows, json_array_get_int_element (old, i));
  if (is_there && json_array_get_length (rows) < MAX_ROWS_SAID)
    json_array_add_int_element (rows, (gint64)row);
  if (json_array_get_length (rows) > 0)
    {
      json_object_set_array_member (options, name, rows);
      return;
    }
  json_array_unref (rows);
  json_object_remove_member (options, name);
}

/* What is said of one sheet. */
static const char *const members[]
    = { "header_row", "header_rows", "body_end", "taken_out", "taken_in", "names" };

/* Of sheets that are not the table at present, by their number. */
#define OTHER_SHEETS "other_sheets"

static void
move_members (JsonObject *from, JsonObject *to)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (from, members[i]))
      json_object_set_member (to, members[i], json_object_dup_member (from, members[i]));
}

/* What was said of a sheet is kept while another one is the table, and holds again when it is
 * chosen anew. */
void
_cb_workplace_keep_sheets (JsonObject *old, JsonObject *options, int sheet)
{
  g_autoptr (JsonObject) others = json_object_new ();
  JsonObject *before = cb_json_get_object (old, OTHER_SHEETS);
  gint64 left = cb_json_get_int (old, "sheet", -1);
  g_autofree char *number = g_strdup_printf ("%d", sheet);
  g_autoptr (GList) numbers = before != NULL ? json_object_get_members (before) : NULL;

  for (GList *l = numbers; l != NULL; l = l->next)
    json_object_set_member (others, l->data, json_object_dup_member (before, l->data));
  if (sheet >= 0 && sheet != left)
    {
      JsonObject *said = cb_json_get_object (others, number);
      g_autoptr (JsonObject) leaving = json_object_new ();
      g_autofree char *left_number = g_strdup_printf ("%" G_GINT64_FORMAT, left);

      if (said != NULL && !json_object_has_member (options, members[0]))
        move_members (said, options);
      if (said != NULL)
        json_object_remove_member (others, number);
      move_members (old, leaving);
      if (left >= 0 && json_object_get_size (leaving) > 0)
        json_object_set_object_member (others, left_number, g_steal_pointer (&leaving));
    }
  if (json_object_get_size (others) > 0)
    json_object_set_object_member (options, OTHER_SHEETS, g_steal_pointer (&others));
}

static void
change_options (JsonObject *options, CbLayoutChange change, guint64 row)
{

  switch (change)
    {
    case CB_LAYOUT_HEADER_ROW:
      json_object_set_int_member (options, "header_row", (gint64)row + 1);
      json_object_remove_member (options, "header_rows");
      break;
    case CB_LAYOUT_LAST_ROW:
      json_object_set_int_member (options, "body_end", (gint64)row + 1);
      break;
    case CB_LAYOUT_TAKE_OUT:
    case CB_LAYOUT_TAKE_IN:
      set_row (options, "taken_out", row, change == CB_LAYOUT_TAKE_OUT);
      set_row (options, "taken_in", row, change == CB_LAYOUT_TAKE_IN);
      break;
    case CB_LAYOUT_ANEW:
      for (guint i = 0; i < G_N_ELEMENTS (members); i++)
        json_object_remove_member (options, members[i]);
      break;
    }
}

static gboolean
change_edit (
    CbWorkplace *self, CbDataset *dataset, gpointer user_data, gboolean *changed, GError **error)
{
  Changing *changing = user_data;
  g_autoptr (GPtrArray) no_findings = g_ptr_array_new ();
  CbDatasetFile *file = _cb_workplace_require_file (dataset, changing->file_id, error);
  g_autoptr (JsonObject) options = NULL;

  if (file == NULL || !_cb_workplace_may_read_otherwise (dataset, error))
    return FALSE;
  if (changing->old != NULL)
    {
      g_free (*changing->old);
      *changing->old = g_strdup (file->options != NULL ? file->options : "");
      options = file->options != NULL ? cb_json_object_parse (file->options, -1, NULL) : NULL;
      if (options == NULL)
        options = json_object_new ();
      change_options (options, changing->change, changing->row);
      /* Rows are rows of that sheet, also when another one would be found to be the table. */
      if (changing->sheet >= 0)
        json_object_set_int_member (options, "sheet", changing->sheet);
    }
  else if (changing->options[0] != '\0')
    {
      options = cb_json_object_parse (changing->options, -1, error);
      if (options == NULL)
        return FALSE;
    }
  g_free (file->options);
  file->options = options != NULL && json_object_get_size (options) > 0
                      ? cb_json_object_to_string (options, FALSE)
                      : NULL;
  /* What was found under the old reading says nothing about the new one. */
  return cb_store_replace_findings (self->store, dataset->id, file->id, "", "", no_findings, error);
}

/**
 * cb_workplace_change_layout:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files
 * @change: what the person says
 * @row: of which row of the file, 0-based
 * @sheet: of which sheet of a workbook, 0-based; -1: of the only one
 * @old: (out) (transfer full): how it was read before, for cb_workplace_restore_reading()
 * @error: %CB_ERROR_WRONG_STATE while it is being sent, or why else not
 *
 * Changes how the table lies in its file (product.md C3): not the bytes, so an approval stays.
 *
 * Returns: whether it is kept
 */
gboolean
cb_workplace_change_layout (CbWorkplace *self,
                            const char *dataset_id,
                            const char *file_id,
                            CbLayoutChange change,
                            guint64 row,
                            int sheet,
                            char **old,
                            GError **error)
{
  Changing changing = { file_id, change, row, sheet, NULL, old };

  *old = NULL;
  return _cb_workplace_edit_dataset (self, dataset_id, change_edit, &changing, NULL, "file.reading",
                                     NULL, error);
}

/**
 * cb_workplace_restore_reading:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files
 * @old: what cb_workplace_change_layout() gave
 * @error: %CB_ERROR_WRONG_STATE while it is being sent, or why else not
 *
 * Returns: whether it is read as before
 */
gboolean
cb_workplace_restore_reading (
    CbWorkplace *self, const char *dataset_id, const char *file_id, const char *old, GError **error)
{
  Changing changing = { file_id, CB_LAYOUT_ANEW, 0, -1, old, NULL };

  return _cb_workplace_edit_dataset (self, dataset_id, change_edit, &changing, NULL, "file.reading",
                                     NULL, error);
}
