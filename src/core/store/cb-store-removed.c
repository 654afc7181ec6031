/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Datasets that were removed, in an order that may be cut off anywhere: first the row says that it
 * is put aside; later the row goes, and in the same transaction the names of its bytes are written
 * down; only then do bytes go, and each name after its bytes. So no row ever names bytes that are
 * not there, and no bytes stay that nothing names. */

#include "config.h"

#include "base/cb-error.h"
#include "core/store/cb-store-datasets.h"
#include "core/store/cb-store-private.h"

static gboolean
fail_missing (GError **error)
{
  g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND, "no such dataset");
  return FALSE;
}

typedef struct
{
  const char *id;
  const char *person; /* (nullable): it comes back */
} AsideCall;

static gboolean
put_aside_cb (CbStore *self, gpointer user_data, GError **error)
{
  const AsideCall *call = user_data;
  g_autoptr (CbDataset) dataset = cb_store_get_dataset (self, call->id, error);
  CbStatement *statement;

  if (dataset == NULL)
    return FALSE;
  statement = _cb_store_statement (self, "UPDATE datasets SET removed_us = ?, removed_by = ? "
                                         "WHERE id = ?");
  cb_statement_put_int (statement, MAX (cb_clock_now (cb_store_get_clock (self)), 1));
  cb_statement_put_text (statement, call->person);
  cb_statement_put_text (statement, call->id);
  return cb_statement_run (statement, error);
}

/**
 * cb_store_put_dataset_aside:
 * @self: a store
 * @id: of a dataset
 * @person: who removes it
 * @error: %CB_ERROR_NOT_FOUND
 *
 * From now on it is in cb_store_list_removed_datasets() only; nothing of it is lost. Whether it may
 * is for cb_review_judge_removal() to say, in the same cb_store_run().
 *
 * Returns: whether it is kept
 */
gboolean
cb_store_put_dataset_aside (CbStore *self, const char *id, const char *person, GError **error)
{
  AsideCall call = { id, person };

  g_return_val_if_fail (id != NULL && person != NULL, FALSE);

  return cb_store_run (self, put_aside_cb, &call, error);
}

/**
 * cb_store_put_dataset_back:
 * @self: a store
 * @id: of one that was put aside
 * @error: %CB_ERROR_NOT_FOUND when there is none, or not any more
 *
 * Returns: whether it is as it was before
 */
gboolean
cb_store_put_dataset_back (CbStore *self, const char *id, GError **error)
{
  CbQuery query = { .sql = "UPDATE datasets SET removed_us = 0, removed_by = NULL "
                           "WHERE id = ? AND removed_us <> 0",
                    .text = { id },
                    .n_text = 1 };
  gint64 changes = 0;

  g_return_val_if_fail (id != NULL, FALSE);

  if (!_cb_store_write (self, &query, &changes, error))
    return FALSE;
  return changes > 0 || fail_missing (error);
}

static gboolean
erase_cb (CbStore *self, gpointer user_data, GError **error)
{
  const char *id = user_data;
  /* Also what was mended or replaced on the way: the journal has the names. */
  CbQuery of_files = { .sql = "INSERT OR IGNORE INTO vault_leftovers "
                              "SELECT original_sha256 FROM dataset_files WHERE dataset_id = ?1 "
                              "AND original_sha256 IS NOT NULL "
                              "UNION SELECT sha256 FROM dataset_files WHERE dataset_id = ?1 "
                              "AND sha256 IS NOT NULL",
                       .text = { id },
                       .n_text = 1 };
  CbQuery of_journal = { .sql = "INSERT OR IGNORE INTO vault_leftovers "
                                "SELECT json_extract (detail, '$.sha256') FROM journal "
                                "WHERE subject = ? AND event IN ('file.taken-in', 'file.mended') "
                                "AND json_extract (detail, '$.sha256') IS NOT NULL",
                         .text = { id },
                         .n_text = 1 };
  CbQuery row = { .sql = "DELETE FROM datasets WHERE id = ? AND removed_us <> 0",
                  .text = { id },
                  .n_text = 1 };
  gint64 changes = 0;

  if (!_cb_store_write (self, &of_files, NULL, error)
      || !_cb_store_write (self, &of_journal, NULL, error)
      || !_cb_store_write (self, &row, &changes, error))
    return FALSE;
  return changes > 0 || fail_missing (error);
}

/**
 * cb_store_erase_dataset:
 * @self: a store
 * @id: of one that was put aside
 * @error: %CB_ERROR_NOT_FOUND
 *
 * It cannot come back. The journal keeps that it was there; the names of its bytes are in
 * cb_store_list_leftovers() until they are gone as well.
 *
 * Returns: whether it is gone
 */
gboolean
cb_store_erase_dataset (CbStore *self, const char *id, GError **error)
{
  g_return_val_if_fail (id != NULL, FALSE);

  return cb_store_run (self, erase_cb, (gpointer)id, error);
}

static gpointer
read_name (CbStatement *row)
{
  return cb_statement_dup_text (row);
}

#define IS_HELD                                                                                    \
  "(EXISTS (SELECT 1 FROM dataset_files f "                                                        \
  "WHERE l.sha256 IN (f.original_sha256, f.sha256, f.published_sha256)) "                          \
  "OR EXISTS (SELECT 1 FROM checkpoints c WHERE instr (c.facts, l.sha256) > 0) "                   \
  "OR EXISTS (SELECT 1 FROM receipts r WHERE instr (r.files, l.sha256) > 0))"

/**
 * cb_store_list_leftovers:
 * @self: a store
 * @held: whether those are wanted that something else has: another dataset, one that can be taken
 *   back, a receipt
 * @error: why not
 *
 * Returns: (transfer full) (element-type utf8): SHA-256 of bytes whose dataset was erased
 */
GPtrArray *
cb_store_list_leftovers (CbStore *self, gboolean held, GError **error)
{
  CbQuery query = { .sql = held ? "SELECT sha256 FROM vault_leftovers l WHERE " IS_HELD
                                : "SELECT sha256 FROM vault_leftovers l WHERE NOT " IS_HELD,
                    .read = read_name,
                    .destroy = g_free };

  return _cb_store_list (self, &query, error);
}

/**
 * cb_store_drop_leftover:
 * @self: a store
 * @sha256: of bytes that are gone from the vault, or that something else has
 * @error: why not
 *
 * Returns: whether they need not be thought of any more
 */
gboolean
cb_store_drop_leftover (CbStore *self, const char *sha256, GError **error)
{
  CbQuery query
      = { .sql = "DELETE FROM vault_leftovers WHERE sha256 = ?", .text = { sha256 }, .n_text = 1 };

  return _cb_store_write (self, &query, NULL, error);
}
