/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include "base/cb-json.h"
#include "core/portal/cb-by-hand-portal.h"
#include "core/store/cb-journal.h"

static CbPortal *
open_portal (CbWorkplace *self, const char *account_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (CbAccount) account = cb_store_get_account (self->store, account_id, error);
  CbPortal *portal;
  char *token;

  if (account == NULL)
    return NULL;
  if (cb_account_is_by_hand (account))
    return _cb_workplace_new_portal (account, "", self, error);
  token = cb_keyring_lookup (self->keyring, account_id, cancellable, error);
  if (token == NULL)
    return NULL;
  portal = _cb_workplace_new_portal (account, token, self, error);
  cb_keyring_free_secret (token);
  return portal;
}

static gboolean
compare_file (CbPortal *portal,
              const CbRemoteDataset *remote,
              JsonObject *promised,
              GCancellable *cancellable,
              GError **error)
{
  const char *id = cb_json_get_string (promised, "id");
  const char *expected = cb_json_get_string (promised, "sha256");
  CbRemoteFile *file = cb_remote_dataset_find_file (remote, id);
  const CbTransfer transfer = { NULL, NULL, NULL };
  g_autofree char *sha256 = NULL;
  guint64 size = 0;

  if (file == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_GONE, "the portal no longer has file %s", id);
      return FALSE;
    }
  if (!cb_portal_fetch_file (portal, file, &transfer, &size, &sha256, cancellable, error))
    return FALSE;
  if (g_strcmp0 (sha256, expected) != 0)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_MISMATCH, "file %s differs from what was published",
                   id);
      return FALSE;
    }

  return TRUE;
}

/* A portal without an API has no list: the receipt has the addresses that a person entered. */
static CbRemoteDataset *
dup_remote (JsonNode *files)
{
  CbRemoteDataset *remote = cb_remote_dataset_new ();
  JsonArray *array
      = files != NULL && JSON_NODE_HOLDS_ARRAY (files) ? json_node_get_array (files) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *promised = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      CbRemoteFile *file;

      if (cb_json_get_string (promised, "url") == NULL)
        continue;
      file = cb_remote_file_new ();
      file->id = g_strdup (cb_json_get_string (promised, "id"));
      file->url = g_strdup (cb_json_get_string (promised, "url"));
      file->size = cb_json_get_int (promised, "bytes", -1);
      g_ptr_array_add (remote->files, file);
    }
  return remote;
}

static gboolean
compare_all (CbPortal *portal, const CbReceipt *receipt, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) files = cb_json_node_parse (receipt->files, -1, NULL);
  g_autoptr (CbRemoteDataset) remote
      = CB_IS_BY_HAND_PORTAL (portal)
            ? dup_remote (files)
            : cb_portal_find_dataset (portal, receipt->remote_id, cancellable, error);

  if (remote == NULL)
    return FALSE;
  if (files == NULL || !JSON_NODE_HOLDS_ARRAY (files))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_DAMAGED, "the receipt names no files");
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (files)); i++)
    if (!compare_file (portal, remote,
                       json_array_get_object_element (json_node_get_array (files), i), cancellable,
                       error))
      return FALSE;

  return TRUE;
}

/**
 * cb_workplace_recheck:
 * @self: a workplace
 * @job_id: of what was published
 * @cancellable: (nullable): stops it
 * @error: %CB_ERROR_MISMATCH when the portal has other bytes now, %CB_ERROR_GONE when it has none,
 *   or why it could not be asked
 *
 * Fetches what was published once more and compares it with the receipt. What was found goes into
 * the journal; the receipt stays as it is.
 *
 * Returns: whether every byte is still the same
 */
gboolean
cb_workplace_recheck (CbWorkplace *self,
                      const char *job_id,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (CbReceipt) receipt = cb_store_get_receipt (self->store, job_id, error);
  g_autoptr (CbJob) job = NULL;
  g_autoptr (CbPortal) portal = NULL;
  g_autoptr (JsonObject) detail = json_object_new ();
  g_autoptr (GError) local_error = NULL;
  gboolean same;

  if (receipt == NULL)
    return FALSE;
  job = cb_store_get_job (self->store, job_id, error);
  if (job == NULL)
    return FALSE;
  portal = open_portal (self, job->account_id, cancellable, error);
  if (portal == NULL)
    return FALSE;
  same = compare_all (portal, receipt, cancellable, &local_error);
  if (same || local_error->domain == CB_ERROR)
    {
      json_object_set_string_member (
          detail, "outcome", same ? "same" : cb_error_code_name ((CbError)local_error->code));
      cb_journal_append (self->store, "", "receipt.rechecked", receipt->dataset_id, detail, NULL);
    }
  if (!same)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return same;
}
