/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/store/cb-journal.h"

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/store/cb-store-private.h"

#define COLUMNS "sequence, at_us, person, event, subject, detail, hash"

/* What the first row follows. */
#define NOTHING "0000000000000000000000000000000000000000000000000000000000000000"

static gpointer
read_row (CbStatement *statement)
{
  CbJournalRow *row = cb_journal_row_new ();

  row->sequence = cb_statement_get_int (statement);
  row->at_us = cb_statement_get_int (statement);
  row->person = cb_statement_dup_text (statement);
  row->event = cb_statement_dup_text (statement);
  row->subject = cb_statement_dup_text (statement);
  row->detail = cb_statement_dup_text (statement);
  row->hash = cb_statement_dup_text (statement);
  return row;
}

/* SHA-256 over the hash before, a line end, and the members as canonical JSON, so that anybody can
 * compute it anew with tools that are at hand. */
static char *
hash_row (const char *previous, const CbJournalRow *row)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) members = json_object_new ();
  g_autofree char *canonical = NULL;
  g_autofree char *text = NULL;

  json_object_set_int_member (members, "sequence", row->sequence);
  json_object_set_int_member (members, "at_us", row->at_us);
  json_object_set_string_member (members, "person", row->person);
  json_object_set_string_member (members, "event", row->event);
  json_object_set_string_member (members, "subject", row->subject);
  json_object_set_string_member (members, "detail", row->detail);
  json_node_set_object (node, members);
  canonical = cb_json_to_canonical (node);
  text = g_strconcat (previous, "\n", canonical, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static gboolean
read_head (CbStore *store, gint64 *sequence, char **hash, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  CbStatement *statement = _cb_store_statement (
      store, "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1");
  gboolean found = cb_statement_next (statement, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *sequence = found ? cb_statement_get_int (statement) : 0;
  *hash = found ? cb_statement_dup_text (statement) : g_strdup (NOTHING);
  cb_statement_end (statement);
  return TRUE;
}

static gboolean
append_cb (CbStore *store, gpointer user_data, GError **error)
{
  CbJournalRow *row = user_data;
  g_autofree char *previous = NULL;
  CbStatement *statement;

  if (!read_head (store, &row->sequence, &previous, error))
    return FALSE;
  row->sequence++;
  row->at_us = cb_clock_now (cb_store_get_clock (store));
  row->hash = hash_row (previous, row);

  statement = _cb_store_statement (store, "INSERT INTO journal (" COLUMNS
                                          ") VALUES (?, ?, ?, ?, ?, ?, ?)");
  cb_statement_put_int (statement, row->sequence);
  cb_statement_put_int (statement, row->at_us);
  cb_statement_put_text (statement, row->person);
  cb_statement_put_text (statement, row->event);
  cb_statement_put_text (statement, row->subject);
  cb_statement_put_text (statement, row->detail);
  cb_statement_put_text (statement, row->hash);
  return cb_statement_run (statement, error);
}

/**
 * cb_journal_append:
 * @store: a store
 * @person: (nullable): who, %NULL for the program itself
 * @event: `dataset.created`, `approval.given`…
 * @subject: (nullable): id of what it is about
 * @detail: (nullable): what else belongs to it; no secret, no value from a file
 * @error: why it was not kept
 *
 * Every decision and every effect is a row, each with the hash of the one before, and no row is
 * ever changed (product.md M3). To be called in the cb_store_run() that makes the change, so that
 * there is not the one without the other.
 *
 * Returns: whether it was kept
 */
gboolean
cb_journal_append (CbStore *store,
                   const char *person,
                   const char *event,
                   const char *subject,
                   JsonObject *detail,
                   GError **error)
{
  g_autoptr (CbJournalRow) row = cb_journal_row_new ();

  g_return_val_if_fail (CB_IS_STORE (store) && event != NULL, FALSE);

  row->person = g_strdup (person != NULL ? person : "");
  row->event = g_strdup (event);
  row->subject = g_strdup (subject != NULL ? subject : "");
  if (detail != NULL)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

      json_node_set_object (node, detail);
      row->detail = cb_json_to_canonical (node);
    }
  else
    row->detail = g_strdup ("{}");

  return cb_store_run (store, append_cb, row, error);
}

static gboolean
head_cb (CbStore *store, gpointer user_data, GError **error)
{
  char **hash = user_data;
  gint64 sequence = 0;

  return read_head (store, &sequence, hash, error);
}

/**
 * cb_journal_dup_head:
 * @store: a store
 * @error: why not
 *
 * What a receipt carries: it vouches for all rows up to here.
 *
 * Returns: (transfer full): the hash of the last row, 64 zeros when there is none
 */
char *
cb_journal_dup_head (CbStore *store, GError **error)
{
  char *hash = NULL;

  return _cb_store_read (store, head_cb, &hash, error) ? hash : NULL;
}

static gboolean
verify_row (const CbJournalRow *row, gint64 expected, char **previous, GError **error)
{
  g_autofree char *hash = hash_row (*previous, row);

  if (row->sequence != expected || g_strcmp0 (hash, row->hash) != 0)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_DAMAGED,
                   "the journal is broken at row %" G_GINT64_FORMAT, expected);
      return FALSE;
    }

  g_free (*previous);
  *previous = g_steal_pointer (&hash);
  return TRUE;
}

/* Cutting rows off the end leaves a chain that holds; but receipts name rows that must be there. */
static gboolean
verify_receipts (CbStore *store, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  CbStatement *statement = _cb_store_statement (
      store, "SELECT job_id FROM receipts WHERE journal_hash NOT IN (SELECT hash FROM journal)");

  if (cb_statement_next (statement, &local_error))
    g_set_error (&local_error, CB_ERROR, CB_ERROR_DAMAGED,
                 "the journal lacks the row of receipt %s", cb_statement_peek_text (statement));
  cb_statement_end (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
verify_cb (CbStore *store, gpointer user_data, GError **error)
{
  gint64 *rows = user_data;
  g_autofree char *previous = g_strdup (NOTHING);
  g_autoptr (GError) local_error = NULL;
  CbStatement *statement
      = _cb_store_statement (store, "SELECT " COLUMNS " FROM journal ORDER BY sequence");

  while (cb_statement_next (statement, &local_error))
    {
      g_autoptr (CbJournalRow) row = read_row (statement);

      if (!verify_row (row, *rows + 1, &previous, &local_error))
        break;
      (*rows)++;
    }
  cb_statement_end (statement);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return verify_receipts (store, error);
}

/**
 * cb_journal_verify:
 * @store: a store
 * @rows: (out) (optional): how many rows hold, from the first
 * @error: %CB_ERROR_DAMAGED; the message names the first row that does not hold
 *
 * Computes the whole chain anew, and looks for the rows that receipts name.
 *
 * Returns: whether nothing was changed, removed or put in between
 */
gboolean
cb_journal_verify (CbStore *store, gint64 *rows, GError **error)
{
  gint64 count = 0;
  gboolean ok = _cb_store_read (store, verify_cb, &count, error);

  if (rows != NULL)
    *rows = count;
  return ok;
}

/**
 * cb_journal_list:
 * @store: a store
 * @subject: (nullable): of this only; %NULL: all
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbJournalRow): the first first
 */
GPtrArray *
cb_journal_list (CbStore *store, const char *subject, GError **error)
{
  CbQuery all = { .sql = "SELECT " COLUMNS " FROM journal ORDER BY sequence",
                  .read = read_row,
                  .destroy = (GDestroyNotify)cb_journal_row_free };
  CbQuery some = { .sql = "SELECT " COLUMNS " FROM journal WHERE subject = ? ORDER BY sequence",
                   .text = { subject },
                   .n_text = 1,
                   .read = read_row,
                   .destroy = (GDestroyNotify)cb_journal_row_free };

  return _cb_store_list (store, subject != NULL ? &some : &all, error);
}
