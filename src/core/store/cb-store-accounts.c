/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/store/cb-store-accounts.h"

#include "base/cb-error.h"
#include "core/store/cb-store-jobs.h"
#include "core/store/cb-store-private.h"

#define COLUMNS                                                                                    \
  "id, title, url, kind, organisation, organisation_title, user, capacity, version, "              \
  "token_header, token_expires_us, max_bytes, held"

static gpointer
read_account (CbStatement *row)
{
  CbAccount *account = cb_account_new ();

  account->id = cb_statement_dup_text (row);
  account->title = cb_statement_dup_text (row);
  account->url = cb_statement_dup_text (row);
  account->kind = cb_statement_dup_text (row);
  account->organisation = cb_statement_dup_text (row);
  account->organisation_title = cb_statement_dup_text (row);
  account->user = cb_statement_dup_text (row);
  account->capacity = cb_statement_dup_text (row);
  account->version = cb_statement_dup_text (row);
  account->token_header = cb_token_header_from_name (cb_statement_peek_text (row));
  account->token_expires_us = cb_statement_get_int (row);
  account->max_bytes = (guint64)cb_statement_get_int (row);
  account->held = cb_statement_dup_text (row);
  return account;
}

static gboolean
save_cb (CbStore *self, gpointer user_data, GError **error)
{
  const CbAccount *account = user_data;
  CbStatement *statement = _cb_store_statement (
      self, "INSERT INTO accounts (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET title = excluded.title, url = excluded.url, "
            "kind = excluded.kind, organisation = excluded.organisation, "
            "organisation_title = excluded.organisation_title, user = excluded.user, "
            "capacity = excluded.capacity, version = excluded.version, "
            "token_header = excluded.token_header, "
            "token_expires_us = excluded.token_expires_us, max_bytes = excluded.max_bytes, "
            "held = excluded.held");

  cb_statement_put_text (statement, account->id);
  cb_statement_put_text (statement, account->title);
  cb_statement_put_text (statement, account->url);
  cb_statement_put_text (statement, account->kind);
  cb_statement_put_text (statement, account->organisation);
  cb_statement_put_text (statement, account->organisation_title);
  cb_statement_put_text (statement, account->user);
  cb_statement_put_text (statement, account->capacity);
  cb_statement_put_text (statement, account->version);
  cb_statement_put_text (statement, cb_token_header_name (account->token_header));
  cb_statement_put_int (statement, account->token_expires_us);
  cb_statement_put_int (statement, (gint64)account->max_bytes);
  cb_statement_put_text (statement, account->held);
  return cb_statement_run (statement, error);
}

/**
 * cb_store_save_account:
 * @self: a store
 * @account: with id, title, url and kind
 * @error: why it was not kept
 *
 * Adds it, or replaces the one of its id. Its token is not here: see #CbKeyring.
 *
 * Returns: whether it was kept
 */
gboolean
cb_store_save_account (CbStore *self, const CbAccount *account, GError **error)
{
  g_return_val_if_fail (account != NULL && account->id != NULL, FALSE);

  return cb_store_run (self, save_cb, (gpointer)account, error);
}

/**
 * cb_store_get_account:
 * @self: a store
 * @id: of the account
 * @error: %CB_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the account
 */
CbAccount *
cb_store_get_account (CbStore *self, const char *id, GError **error)
{
  CbQuery query = { .sql = "SELECT " COLUMNS " FROM accounts WHERE id = ?",
                    .text = { id },
                    .n_text = 1,
                    .read = read_account,
                    .destroy = (GDestroyNotify)cb_account_free };

  return _cb_store_find (self, &query, "account", error);
}

/**
 * cb_store_list_accounts:
 * @self: a store
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbAccount): all, in the order they were added
 */
GPtrArray *
cb_store_list_accounts (CbStore *self, GError **error)
{
  CbQuery query = { .sql = "SELECT " COLUMNS " FROM accounts ORDER BY rowid",
                    .read = read_account,
                    .destroy = (GDestroyNotify)cb_account_free };

  return _cb_store_list (self, &query, error);
}

static gboolean
delete_cb (CbStore *self, gpointer user_data, GError **error)
{
  const char *id = user_data;
  g_autoptr (GPtrArray) open_jobs = cb_store_list_open_jobs (self, id, error);
  CbQuery query = { .sql = "DELETE FROM accounts WHERE id = ?", .text = { id }, .n_text = 1 };
  gint64 changes = 0;

  if (open_jobs == NULL)
    return FALSE;
  if (open_jobs->len > 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "the account has open jobs");
      return FALSE;
    }
  if (!_cb_store_write (self, &query, &changes, error))
    return FALSE;
  if (changes == 0)
    g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND, "no such account");

  return changes > 0;
}

/**
 * cb_store_delete_account:
 * @self: a store
 * @id: of the account
 * @error: %CB_ERROR_WRONG_STATE while something in the queue goes there, %CB_ERROR_NOT_FOUND
 *
 * What was sent to it, and its receipts, stay. The caller forgets the token.
 *
 * Returns: whether it is gone
 */
gboolean
cb_store_delete_account (CbStore *self, const char *id, GError **error)
{
  g_return_val_if_fail (id != NULL, FALSE);

  return cb_store_run (self, delete_cb, (gpointer)id, error);
}
