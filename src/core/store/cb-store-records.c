/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/store/cb-store-records.h"

#include "base/cb-error.h"
#include "core/store/cb-store-private.h"

#define COLUMNS                                                                                    \
  "id, register, year, number, state, version, fields, pending, person, created_us, changed_us"

static gpointer
read_record (CbStatement *row)
{
  CbRecord *record = cb_record_new (CB_REGISTER_FEEDBACK);

  record->id = cb_statement_dup_text (row);
  cb_register_from_name (cb_statement_peek_text (row), &record->kind);
  record->year = (guint)cb_statement_get_int (row);
  record->number = (guint)cb_statement_get_int (row);
  cb_record_state_from_name (cb_statement_peek_text (row), &record->state);
  record->version = cb_statement_get_int (row);
  g_clear_pointer (&record->fields, json_object_unref);
  record->fields = cb_statement_dup_json (row);
  record->pending = cb_statement_skip_null (row) ? NULL : cb_statement_dup_json (row);
  record->person = cb_statement_dup_text (row);
  record->created_us = cb_statement_get_int (row);
  record->changed_us = cb_statement_get_int (row);
  return record;
}

static void
put_pending (CbStatement *statement, JsonObject *pending)
{
  if (pending != NULL)
    cb_statement_put_json (statement, pending);
  else
    cb_statement_put_text (statement, NULL);
}

static gboolean
add_version (CbStore *self, const CbRecord *record, GError **error)
{
  CbStatement *statement = _cb_store_statement (
      self, "INSERT INTO record_versions (record_id, version, state, fields, person, at_us) "
            "VALUES (?, ?, ?, ?, ?, ?)");

  cb_statement_put_text (statement, record->id);
  cb_statement_put_int (statement, record->version);
  cb_statement_put_text (statement, cb_record_state_name (record->state));
  cb_statement_put_json (statement, record->fields);
  cb_statement_put_text (statement, record->person);
  cb_statement_put_int (statement, record->changed_us);
  return cb_statement_run (statement, error);
}

static gboolean
find_number (CbStore *self, CbRecord *record, GError **error)
{
  CbStatement *statement = _cb_store_statement (
      self, "SELECT COALESCE (MAX (number), 0) + 1 FROM records WHERE register = ? AND year = ?");
  g_autoptr (GError) local_error = NULL;

  cb_statement_put_text (statement, cb_register_name (record->kind));
  cb_statement_put_int (statement, record->year);
  if (!cb_statement_next (statement, &local_error))
    {
      if (local_error == NULL)
        g_set_error (&local_error, CB_ERROR, CB_ERROR_DAMAGED, "no number");
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  record->number = (guint)cb_statement_get_int (statement);
  cb_statement_end (statement);
  return TRUE;
}

static gboolean
add_cb (CbStore *self, gpointer user_data, GError **error)
{
  CbRecord *record = user_data;
  g_autoptr (GDateTime) now = cb_clock_now_local (cb_store_get_clock (self));
  CbStatement *statement;

  record->year = (guint)g_date_time_get_year (now);
  record->version = 1;
  record->created_us = record->changed_us = cb_clock_now (cb_store_get_clock (self));
  if (!find_number (self, record, error))
    return FALSE;
  statement = _cb_store_statement (self, "INSERT INTO records (" COLUMNS
                                         ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  cb_statement_put_text (statement, record->id);
  cb_statement_put_text (statement, cb_register_name (record->kind));
  cb_statement_put_int (statement, record->year);
  cb_statement_put_int (statement, record->number);
  cb_statement_put_text (statement, cb_record_state_name (record->state));
  cb_statement_put_int (statement, record->version);
  cb_statement_put_json (statement, record->fields);
  put_pending (statement, record->pending);
  cb_statement_put_text (statement, record->person);
  cb_statement_put_int (statement, record->created_us);
  cb_statement_put_int (statement, record->changed_us);
  return cb_statement_run (statement, error) && add_version (self, record, error);
}

/**
 * cb_store_add_record:
 * @self: a store
 * @record: with id, register, state, fields and person; gets year, number, version and times
 * @error: why it was not kept
 *
 * The number is the next of its register and year, so that a register has no gaps.
 *
 * Returns: whether it was kept
 */
gboolean
cb_store_add_record (CbStore *self, CbRecord *record, GError **error)
{
  g_return_val_if_fail (record != NULL && record->id != NULL, FALSE);

  return cb_store_run (self, add_cb, record, error);
}

static gboolean
save_cb (CbStore *self, gpointer user_data, GError **error)
{
  CbRecord *record = user_data;
  CbStatement *statement = _cb_store_statement (
      self, "UPDATE records SET state = ?, version = version + 1, fields = ?, pending = NULL, "
            "person = ?, changed_us = ? WHERE id = ? AND version = ? RETURNING version");
  g_autoptr (GError) local_error = NULL;

  record->changed_us = cb_clock_now (cb_store_get_clock (self));
  cb_statement_put_text (statement, cb_record_state_name (record->state));
  cb_statement_put_json (statement, record->fields);
  cb_statement_put_text (statement, record->person);
  cb_statement_put_int (statement, record->changed_us);
  cb_statement_put_text (statement, record->id);
  cb_statement_put_int (statement, record->version);
  if (!cb_statement_next (statement, &local_error))
    {
      if (local_error == NULL)
        g_set_error (&local_error, CB_ERROR, CB_ERROR_CONFLICT,
                     "the record is no longer of version %" G_GINT64_FORMAT, record->version);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  cb_statement_end (statement);
  record->version++;
  g_clear_pointer (&record->pending, json_object_unref);
  return add_version (self, record, error);
}

/**
 * cb_store_save_record:
 * @self: a store
 * @record: with the version that it was read with; becomes the next one, of now
 * @error: %CB_ERROR_CONFLICT when it was changed in between: nothing is written over what
 *   somebody else entered
 *
 * The versions before stay. What was pending is no longer.
 *
 * Returns: whether it was kept
 */
gboolean
cb_store_save_record (CbStore *self, CbRecord *record, GError **error)
{
  g_return_val_if_fail (record != NULL && record->id != NULL, FALSE);

  return cb_store_run (self, save_cb, record, error);
}

typedef struct
{
  const char *id;
  JsonObject *pending;
} Pending;

static gboolean
keep_cb (CbStore *self, gpointer user_data, GError **error)
{
  const Pending *pending = user_data;
  CbStatement *statement
      = _cb_store_statement (self, "UPDATE records SET pending = ? WHERE id = ?");

  put_pending (statement, pending->pending);
  cb_statement_put_text (statement, pending->id);
  return cb_statement_run (statement, error);
}

/**
 * cb_store_keep_pending:
 * @self: a store
 * @id: of a record
 * @pending: (nullable): what was typed and is not entered yet; %NULL for nothing
 * @error: why it was not kept
 *
 * Kept as one types, without a version of its own.
 *
 * Returns: whether it was kept
 */
gboolean
cb_store_keep_pending (CbStore *self, const char *id, JsonObject *pending, GError **error)
{
  Pending call = { id, pending };

  g_return_val_if_fail (id != NULL, FALSE);

  return cb_store_run (self, keep_cb, &call, error);
}

/**
 * cb_store_get_record:
 * @self: a store
 * @id: of a record
 * @error: %CB_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the record
 */
CbRecord *
cb_store_get_record (CbStore *self, const char *id, GError **error)
{
  CbQuery query = { .sql = "SELECT " COLUMNS " FROM records WHERE id = ?",
                    .text = { id },
                    .n_text = 1,
                    .read = read_record,
                    .destroy = (GDestroyNotify)cb_record_free };

  return _cb_store_find (self, &query, "record", error);
}

/**
 * cb_store_get_record_by_number:
 * @self: a store
 * @number: as cb_record_dup_number() gives it
 * @error: %CB_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the record
 */
CbRecord *
cb_store_get_record_by_number (CbStore *self, const char *number, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (number, "-", -1);
  g_autofree char *year = NULL;
  g_autofree char *ordinal = NULL;
  CbQuery query = { .sql = "SELECT " COLUMNS " FROM records WHERE register = ? "
                           "AND year = CAST (? AS INTEGER) AND number = CAST (? AS INTEGER)",
                    .n_text = 3,
                    .read = read_record,
                    .destroy = (GDestroyNotify)cb_record_free };

  g_return_val_if_fail (number != NULL, NULL);

  for (guint i = 0; g_strv_length (parts) == 3 && i < CB_N_REGISTERS; i++)
    {
      CbRecord probe = { .kind = (CbRegister)i };
      g_autofree char *letters = cb_record_dup_number (&probe);

      if (g_ascii_strncasecmp (letters, number, strlen (parts[0]) + 1) != 0)
        continue;
      query.text[0] = cb_register_name ((CbRegister)i);
      query.text[1] = parts[1];
      query.text[2] = parts[2];
      return _cb_store_find (self, &query, "record", error);
    }
  g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "no record has the number %s", number);
  return NULL;
}

/**
 * cb_store_list_records:
 * @self: a store
 * @kind: a register
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbRecord): all of it, the newest number first
 */
GPtrArray *
cb_store_list_records (CbStore *self, CbRegister kind, GError **error)
{
  CbQuery query = { .sql = "SELECT " COLUMNS " FROM records WHERE register = ? "
                           "ORDER BY year DESC, number DESC",
                    .text = { cb_register_name (kind) },
                    .n_text = 1,
                    .read = read_record,
                    .destroy = (GDestroyNotify)cb_record_free };

  return _cb_store_list (self, &query, error);
}

/**
 * cb_store_list_record_versions:
 * @self: a store
 * @id: of a record
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbRecord): what it was in each version, the first first
 */
GPtrArray *
cb_store_list_record_versions (CbStore *self, const char *id, GError **error)
{
  CbQuery query = { .sql = "SELECT id, register, year, number, v.state, v.version, v.fields, "
                           "NULL, v.person, created_us, v.at_us FROM record_versions AS v "
                           "JOIN records ON id = record_id WHERE record_id = ? ORDER BY v.version",
                    .text = { id },
                    .n_text = 1,
                    .read = read_record,
                    .destroy = (GDestroyNotify)cb_record_free };

  return _cb_store_list (self, &query, error);
}
