/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The receipt: written in one transaction with the end of the job. */

#include "config.h"

#include "base/cb-json.h"
#include "core/model/cb-by-hand.h"
#include "core/queue/cb-runner-private.h"
#include "core/store/cb-journal.h"
#include "core/store/cb-store-datasets.h"

static JsonArray *
new_file_list (CbRunner *self)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < self->dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (self->dataset->files, i);
      const CbRemoteFile *remote = g_hash_table_lookup (self->proven, file->id);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", file->id);
      json_object_set_string_member (object, "url", remote->url);
      json_object_set_string_member (object, "name", file->name);
      json_object_set_int_member (object, "bytes", (gint64)file->size);
      json_object_set_string_member (object, "sha256", file->sha256);
      if (self->declared != NULL)
        json_object_set_boolean_member (object, "declared", TRUE);
      else
        json_object_set_string_member (object, "read_back",
                                       cb_memory_get_file (self->memory, file->id)->sha256);
      json_array_add_object_element (list, object);
    }
  return list;
}

static CbReceipt *
new_receipt (CbRunner *self)
{
  CbReceipt *receipt = cb_receipt_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, new_file_list (self));
  receipt->job_id = g_strdup (self->job->id);
  receipt->dataset_id = g_strdup (self->dataset->id);
  receipt->title = g_strdup (cb_dataset_get_title (self->dataset));
  receipt->url = cb_portal_dup_public_url (self->options->portal, self->remote);
  receipt->remote_id = g_strdup (self->remote->id);
  receipt->files = json_to_string (node, FALSE);
  receipt->prepared_by = g_strdup (self->approval->prepared_by);
  receipt->approved_by = g_strdup (self->approval->approved_by);
  receipt->approved_us = self->approval->approved_us;
  receipt->published_us = self->job->finished_us;
  return receipt;
}

static JsonObject *
new_receipt_detail (CbRunner *self, const CbReceipt *receipt)
{
  JsonObject *detail = json_object_new ();

  json_object_set_string_member (detail, "job", receipt->job_id);
  json_object_set_string_member (detail, "url", receipt->url);
  json_object_set_string_member (detail, "remote", receipt->remote_id);
  json_object_set_string_member (detail, "prepared_by", receipt->prepared_by);
  json_object_set_string_member (detail, "approved_by", receipt->approved_by);
  json_object_set_string_member (detail, "digest", self->approval->digest);
  json_object_set_array_member (detail, "files", new_file_list (self));
  if (_cb_runner_is_by_hand (self))
    json_object_set_boolean_member (detail, "by_hand", TRUE);
  if (self->declared != NULL)
    {
      json_object_set_string_member (detail, "declared_by",
                                     cb_json_get_string (self->declared, "person"));
      json_object_set_string_member (detail, "declared_why",
                                     cb_json_get_string (self->declared, "reason"));
    }
  return detail;
}

/* The dataset may have been opened for its next version meanwhile: only what is about this
 * publication is touched. @is_end: it is what the job was about */
static gboolean
save_dataset (CbRunner *self, CbStore *store, gboolean is_end, GError **error)
{
  g_autoptr (CbDataset) dataset = cb_store_get_dataset (store, self->job->dataset_id, error);

  if (dataset == NULL)
    return FALSE;
  for (guint i = 0; i < self->dataset->files->len; i++)
    {
      const CbDatasetFile *sent = g_ptr_array_index (self->dataset->files, i);
      CbDatasetFile *file = cb_dataset_find_file (dataset, _cb_runner_get_local_id (self, sent));

      if (file == NULL)
        continue;
      g_free (file->published_sha256);
      file->published_sha256 = g_strdup (sent->sha256);
    }
  if (is_end && (dataset->state == CB_DATASET_QUEUED || dataset->state == CB_DATASET_APPROVED))
    dataset->state = CB_DATASET_PUBLISHED;
  g_free (dataset->remote_id);
  dataset->remote_id = g_strdup (self->remote->id);
  return cb_store_save_dataset (store, dataset, error);
}

static gboolean
finish_cb (CbStore *store, gpointer user_data, GError **error)
{
  CbRunner *self = user_data;
  g_autoptr (CbReceipt) receipt = new_receipt (self);
  g_autoptr (JsonObject) detail = new_receipt_detail (self, receipt);
  g_autoptr (JsonObject) facts = json_object_new ();
  g_autoptr (CbJob) row = cb_store_get_job (store, self->job->id, error);
  gboolean superseded = FALSE;

  if (row == NULL || !_cb_runner_is_superseded (self, store, row, &superseded, error))
    return FALSE;
  json_object_set_object_member (facts, "sent", json_object_ref (self->wanted));
  json_object_set_object_member (facts, "shown", json_object_ref (self->remote->record));
  /* What a person did there is no doing of ours. */
  if (!_cb_runner_is_by_hand (self) && !_cb_runner_mark (self, CB_STEP_PUBLISHED, facts, error))
    return FALSE;
  /* Approved anew in the last moment: the journal has what was made public, and the job goes on to
   * what holds now. A job has one receipt, that of its end. */
  if (superseded)
    return save_dataset (self, store, FALSE, error) && _cb_runner_save (self, NULL, error);
  if (!cb_journal_append (store, receipt->approved_by, "receipt", receipt->dataset_id, detail,
                          error))
    return FALSE;
  receipt->journal_hash = cb_journal_dup_head (store, error);
  return receipt->journal_hash != NULL && cb_store_add_receipt (store, receipt, error)
         && save_dataset (self, store, TRUE, error) && _cb_runner_save (self, NULL, error);
}

gboolean
_cb_runner_finish (CbRunner *self, GError **error)
{
  CbJobState before = self->job->state;

  self->job->state = CB_JOB_DONE;
  self->job->has_reason = FALSE;
  g_free (self->job->reason_detail);
  self->job->reason_detail = self->declared != NULL ? g_strdup (CB_BY_HAND_DECLARED) : NULL;
  g_clear_pointer (&self->job->file_id, g_free);
  self->job->not_before_us = 0;
  self->job->finished_us = cb_clock_now (self->options->clock);
  if (cb_store_run (self->options->store, finish_cb, self, error))
    return TRUE;

  self->job->state = before;
  self->job->finished_us = 0;
  return FALSE;
}
