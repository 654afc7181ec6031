/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Findings, with the bytes that they are about; waivers, with the person who answers for them. */

#include "config.h"

#include "base/cb-error.h"
#include "core/store/cb-store-datasets.h"
#include "core/store/cb-store-private.h"

/**
 * cb_waiver_free:
 * @self: (nullable) (transfer full): a waiver
 */
void
cb_waiver_free (CbWaiver *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->person);
  g_free (self->reason);
  g_free (self);
}

static JsonObject *
arguments_to_json (GHashTable *arguments)
{
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  if (arguments == NULL)
    return object;
  g_hash_table_iter_init (&iter, arguments);
  while (g_hash_table_iter_next (&iter, &name, &value))
    json_object_set_string_member (object, name, value);
  return object;
}

static void
read_arguments (CbStatement *row, CbFinding *finding)
{
  g_autoptr (JsonObject) object = cb_statement_dup_json (row);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
      cb_finding_set_argument (finding, name, json_node_get_string (value));
}

static gpointer
read_finding (CbStatement *row)
{
  const char *file_id = cb_statement_peek_text (row);
  g_autofree char *code = cb_statement_dup_text (row);
  CbSeverity severity = CB_SEVERITY_BLOCKER;
  CbFinding *finding;

  cb_severity_from_name (cb_statement_peek_text (row), &severity);
  finding = cb_finding_new (code, severity);
  finding->row
      = cb_statement_skip_null (row) ? CB_FINDING_NO_ROW : (guint64)cb_statement_get_int (row);
  finding->column = (int)cb_statement_get_int (row);
  g_free (finding->column_name);
  finding->column_name = cb_statement_dup_text (row);
  finding->count = (guint64)cb_statement_get_int (row);
  g_free (finding->sample);
  finding->sample = cb_statement_dup_text (row);
  read_arguments (row, finding);
  g_free (finding->clause);
  finding->clause = cb_statement_dup_text (row);
  if (file_id[0] != '\0')
    cb_finding_set_argument (finding, CB_FINDING_FILE, file_id);
  return finding;
}

typedef struct
{
  const char *dataset_id;
  const char *file_id;
  const char *digest;
  const char *rules;
  GPtrArray *findings;
} ReplaceCall;

static gboolean
add_finding (CbStore *self,
             const ReplaceCall *call,
             guint position,
             const CbFinding *finding,
             GError **error)
{
  g_autoptr (JsonObject) arguments = arguments_to_json (finding->arguments);
  CbStatement *statement = _cb_store_statement (
      self, "INSERT INTO findings (dataset_id, file_id, position, code, severity, row, "
            "\"column\", column_name, count, sample, arguments, clause) "
            "VALUES (?, ?, ?, ?, ?, NULLIF (?, -1), ?, ?, ?, ?, ?, ?)");

  cb_statement_put_text (statement, call->dataset_id);
  cb_statement_put_text (statement, call->file_id);
  cb_statement_put_int (statement, position);
  cb_statement_put_text (statement, finding->code);
  cb_statement_put_text (statement, cb_severity_name (finding->severity));
  cb_statement_put_int (statement, finding->row == CB_FINDING_NO_ROW ? -1 : (gint64)finding->row);
  cb_statement_put_int (statement, finding->column);
  cb_statement_put_text (statement, finding->column_name != NULL ? finding->column_name : "");
  cb_statement_put_int (statement, (gint64)finding->count);
  cb_statement_put_text (statement, finding->sample != NULL ? finding->sample : "");
  cb_statement_put_json (statement, arguments);
  cb_statement_put_text (statement, finding->clause);
  return cb_statement_run (statement, error);
}

static gboolean
replace_cb (CbStore *self, gpointer user_data, GError **error)
{
  const ReplaceCall *call = user_data;
  CbStatement *statement;
  CbQuery forget = { .sql = "DELETE FROM checks WHERE dataset_id = ? AND file_id = ?",
                     .text = { call->dataset_id, call->file_id },
                     .n_text = 2 };

  if (!_cb_store_write (self, &forget, NULL, error))
    return FALSE;
  statement = _cb_store_statement (self, "INSERT INTO checks (dataset_id, file_id, digest, rules, "
                                         "checked_us) VALUES (?, ?, ?, ?, ?)");
  cb_statement_put_text (statement, call->dataset_id);
  cb_statement_put_text (statement, call->file_id);
  cb_statement_put_text (statement, call->digest);
  cb_statement_put_text (statement, call->rules);
  cb_statement_put_int (statement, cb_clock_now (cb_store_get_clock (self)));
  if (!cb_statement_run (statement, error))
    return FALSE;

  for (guint i = 0; i < call->findings->len; i++)
    if (!add_finding (self, call, i, g_ptr_array_index (call->findings, i), error))
      return FALSE;

  return TRUE;
}

/**
 * cb_store_replace_findings:
 * @self: a store
 * @dataset_id: of what
 * @file_id: (nullable): the file that was checked, %NULL for the dataset itself
 * @digest: what was looked at: the SHA-256 of the file, or cb_dataset_dup_digest()
 * @rules: version of the rules
 * @findings: (element-type CbFinding): all there were, in their order; none is a good sign
 * @error: why they were not kept
 *
 * In place of what the last check of the same thing found.
 *
 * Returns: whether they were kept
 */
gboolean
cb_store_replace_findings (CbStore *self,
                           const char *dataset_id,
                           const char *file_id,
                           const char *digest,
                           const char *rules,
                           GPtrArray *findings,
                           GError **error)
{
  ReplaceCall call = { .dataset_id = dataset_id,
                       .file_id = file_id != NULL ? file_id : "",
                       .digest = digest,
                       .rules = rules,
                       .findings = findings };

  g_return_val_if_fail (dataset_id != NULL && digest != NULL && rules != NULL, FALSE);
  g_return_val_if_fail (findings != NULL, FALSE);

  return cb_store_run (self, replace_cb, &call, error);
}

typedef struct
{
  const char *dataset_id;
  const char *rules;
  gboolean current;
  GPtrArray *findings;
} ListCall;

static gboolean
was_checked (CbStore *self,
             const ListCall *call,
             const char *file_id,
             const char *digest,
             gboolean *checked,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  CbStatement *statement = _cb_store_statement (
      self, "SELECT 1 FROM checks WHERE dataset_id = ? AND file_id = ? AND digest = ? AND "
            "rules = ?");

  cb_statement_put_text (statement, call->dataset_id);
  cb_statement_put_text (statement, file_id);
  cb_statement_put_text (statement, digest);
  cb_statement_put_text (statement, call->rules);
  *checked = cb_statement_next (statement, &local_error);
  cb_statement_end (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* What the rules say about the dataset itself costs nothing and is asked anew each time
 * (core/rules); only what was read from bytes can be out of date. */
static gboolean
is_current (CbStore *self, ListCall *call, GError **error)
{
  g_autoptr (CbDataset) dataset = cb_store_get_dataset (self, call->dataset_id, error);

  if (dataset == NULL)
    return FALSE;
  call->current = TRUE;
  for (guint i = 0; call->current && i < dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (dataset->files, i);

      if (!was_checked (self, call, file->id, file->sha256, &call->current, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
list_cb (CbStore *self, gpointer user_data, GError **error)
{
  ListCall *call = user_data;
  CbStatement *statement;

  if (!is_current (self, call, error))
    return FALSE;
  statement = _cb_store_statement (
      self, "SELECT f.file_id, f.code, f.severity, f.row, f.\"column\", f.column_name, f.count, "
            "f.sample, f.arguments, f.clause FROM findings f "
            "LEFT JOIN dataset_files d ON d.dataset_id = f.dataset_id AND d.id = f.file_id "
            "WHERE f.dataset_id = ? ORDER BY d.position, f.position");
  cb_statement_put_text (statement, call->dataset_id);
  return cb_statement_read (statement, read_finding, call->findings, error)
         && cb_store_apply_waivers (self, call->dataset_id, call->findings, error);
}

/**
 * cb_store_list_findings:
 * @self: a store
 * @dataset_id: of what
 * @rules: (nullable): version of the rules of today
 * @current: (out) (optional): whether every file, as it is now, was checked with @rules. When not,
 * what was found may no longer be so, and something not yet found may be there
 * @error: %CB_ERROR_NOT_FOUND when there is no such dataset
 *
 * With their waivers; a blocker cannot be waived, whatever was kept. A finding about a file has its
 * id as the argument %CB_FINDING_FILE.
 *
 * Returns: (transfer full) (element-type CbFinding): those about the dataset first, then file by
 *   file
 */
GPtrArray *
cb_store_list_findings (
    CbStore *self, const char *dataset_id, const char *rules, gboolean *current, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_finding_free);
  ListCall call = { .dataset_id = dataset_id, .rules = rules, .findings = findings };

  g_return_val_if_fail (dataset_id != NULL, NULL);

  if (!_cb_store_read (self, list_cb, &call, error))
    return NULL;
  if (current != NULL)
    *current = call.current;

  return g_steal_pointer (&findings);
}

typedef struct
{
  const char *dataset_id;
  const char *key;
  const char *person;
  const char *reason;
} WaiverCall;

static gboolean
add_waiver_cb (CbStore *self, gpointer user_data, GError **error)
{
  const WaiverCall *call = user_data;
  CbStatement *statement = _cb_store_statement (
      self, "INSERT INTO waivers (dataset_id, finding_key, person, reason, at_us) "
            "VALUES (?, ?, ?, ?, ?) ON CONFLICT (dataset_id, finding_key) DO UPDATE SET "
            "person = excluded.person, reason = excluded.reason, at_us = excluded.at_us");

  cb_statement_put_text (statement, call->dataset_id);
  cb_statement_put_text (statement, call->key);
  cb_statement_put_text (statement, call->person);
  cb_statement_put_text (statement, call->reason);
  cb_statement_put_int (statement, cb_clock_now (cb_store_get_clock (self)));
  return cb_statement_run (statement, error);
}

/**
 * cb_store_add_waiver:
 * @self: a store
 * @dataset_id: of what
 * @key: cb_finding_dup_key() of the warning
 * @person: who answers for it; not empty
 * @reason: why; not empty
 * @error: %CB_ERROR_INVALID when person or reason are empty
 *
 * Returns: whether it was kept
 */
gboolean
cb_store_add_waiver (CbStore *self,
                     const char *dataset_id,
                     const char *key,
                     const char *person,
                     const char *reason,
                     GError **error)
{
  WaiverCall call = { .dataset_id = dataset_id, .key = key, .person = person, .reason = reason };

  g_return_val_if_fail (dataset_id != NULL && key != NULL, FALSE);

  return cb_store_run (self, add_waiver_cb, &call, error);
}

typedef struct
{
  const char *dataset_id;
  GPtrArray *waivers;
} WaiversCall;

static gboolean
replace_waivers_cb (CbStore *self, gpointer user_data, GError **error)
{
  const WaiversCall *call = user_data;
  CbQuery forget = { .sql = "DELETE FROM waivers WHERE dataset_id = ?",
                     .text = { call->dataset_id },
                     .n_text = 1 };

  if (!_cb_store_write (self, &forget, NULL, error))
    return FALSE;
  for (guint i = 0; i < call->waivers->len; i++)
    {
      const CbWaiver *waiver = g_ptr_array_index (call->waivers, i);
      CbStatement *statement = _cb_store_statement (
          self, "INSERT OR REPLACE INTO waivers (dataset_id, finding_key, person, reason, at_us) "
                "VALUES (?, ?, ?, ?, ?)");

      cb_statement_put_text (statement, call->dataset_id);
      cb_statement_put_text (statement, waiver->key);
      cb_statement_put_text (statement, waiver->person);
      cb_statement_put_text (statement, waiver->reason);
      cb_statement_put_int (statement, waiver->at_us);
      if (!cb_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cb_store_replace_waivers:
 * @self: a store
 * @dataset_id: of what
 * @waivers: (element-type CbWaiver): with the moment at which each was made
 * @error: %CB_ERROR_INVALID when person or reason are empty
 *
 * For what was waived on another computer: the waivers of a dataset are then exactly these.
 *
 * Returns: whether they were kept
 */
gboolean
cb_store_replace_waivers (CbStore *self, const char *dataset_id, GPtrArray *waivers, GError **error)
{
  WaiversCall call = { .dataset_id = dataset_id, .waivers = waivers };

  g_return_val_if_fail (dataset_id != NULL && waivers != NULL, FALSE);

  return cb_store_run (self, replace_waivers_cb, &call, error);
}

/**
 * cb_store_remove_waiver:
 * @self: a store
 * @dataset_id: of what
 * @key: of the finding
 * @error: %CB_ERROR_NOT_FOUND when it is not waived
 *
 * Returns: whether the finding is open again
 */
gboolean
cb_store_remove_waiver (CbStore *self, const char *dataset_id, const char *key, GError **error)
{
  CbQuery query = { .sql = "DELETE FROM waivers WHERE dataset_id = ? AND finding_key = ?",
                    .text = { dataset_id, key },
                    .n_text = 2 };
  gint64 changes = 0;

  if (!_cb_store_write (self, &query, &changes, error))
    return FALSE;
  if (changes == 0)
    g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND, "not waived");

  return changes > 0;
}

static gpointer
read_waiver (CbStatement *row)
{
  CbWaiver *waiver = g_new0 (CbWaiver, 1);

  waiver->key = cb_statement_dup_text (row);
  waiver->person = cb_statement_dup_text (row);
  waiver->reason = cb_statement_dup_text (row);
  waiver->at_us = cb_statement_get_int (row);
  return waiver;
}

/**
 * cb_store_list_waivers:
 * @self: a store
 * @dataset_id: of what
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbWaiver): the first first
 */
GPtrArray *
cb_store_list_waivers (CbStore *self, const char *dataset_id, GError **error)
{
  CbQuery query = { .sql = "SELECT finding_key, person, reason, at_us FROM waivers "
                           "WHERE dataset_id = ? ORDER BY at_us, rowid",
                    .text = { dataset_id },
                    .n_text = 1,
                    .read = read_waiver,
                    .destroy = (GDestroyNotify)cb_waiver_free };

  return _cb_store_list (self, &query, error);
}

static const CbWaiver *
find_waiver (GPtrArray *waivers, const char *key)
{
  for (guint i = 0; i < waivers->len; i++)
    if (g_str_equal (((CbWaiver *)g_ptr_array_index (waivers, i))->key, key))
      return g_ptr_array_index (waivers, i);

  return NULL;
}

/**
 * cb_store_apply_waivers:
 * @self: a store
 * @dataset_id: of what
 * @findings: (element-type CbFinding): of that dataset; those that are waived say so afterwards
 * @error: why not
 *
 * A blocker cannot be waived, whatever was kept.
 *
 * Returns: whether the waivers could be read
 */
gboolean
cb_store_apply_waivers (CbStore *self, const char *dataset_id, GPtrArray *findings, GError **error)
{
  g_autoptr (GPtrArray) waivers = cb_store_list_waivers (self, dataset_id, error);

  if (waivers == NULL)
    return FALSE;
  for (guint i = 0; i < findings->len && waivers->len > 0; i++)
    {
      CbFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *key = cb_finding_dup_key (finding);
      g_autofree char *wide = cb_finding_dup_wide_key (finding);
      const CbWaiver *waiver = find_waiver (waivers, key);

      if (waiver == NULL)
        waiver = find_waiver (waivers, wide);
      if (finding->severity != CB_SEVERITY_WARNING || waiver == NULL)
        continue;
      g_free (finding->waived_by);
      finding->waived_by = g_strdup (waiver->person);
      g_free (finding->waiver_reason);
      finding->waiver_reason = g_strdup (waiver->reason);
    }

  return TRUE;
}
