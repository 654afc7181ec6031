/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way of a dataset to the public, step by step. */

#include "config.h"

#include "base/cb-failpoint.h"
#include "core/queue/cb-runner-private.h"
#include "core/store/cb-store-datasets.h"

/* Each round reads anew what the portal has. Three are enough for the plainest job; more mean that
 * someone else is at work there too. */
#define MAX_ROUNDS 12

static void
take_remote (CbRunner *self, CbRemoteDataset *remote)
{
  g_clear_pointer (&self->remote, cb_remote_dataset_free);
  self->remote = remote;
}

static JsonObject *
new_titles (CbRunner *self)
{
  JsonObject *titles = json_object_new ();

  for (guint i = 0; i < self->dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (self->dataset->files, i);

      json_object_set_string_member (titles, file->id, file->title);
    }
  return titles;
}

static gboolean
remember_remote_cb (CbStore *store, gpointer user_data, GError **error)
{
  CbRunner *self = user_data;
  g_autoptr (CbDataset) dataset = cb_store_get_dataset (store, self->job->dataset_id, error);

  if (dataset == NULL)
    return FALSE;
  g_free (dataset->remote_id);
  dataset->remote_id = g_strdup (self->remote->id);
  return cb_store_save_dataset (store, dataset, error) && _cb_runner_save (self, NULL, error);
}

/* From here on the dataset is known by its id; its address may change. */
static gboolean
adopt (CbRunner *self, JsonObject *sent, GError **error)
{
  g_autoptr (JsonObject) facts = json_object_new ();

  g_free (self->job->remote_id);
  self->job->remote_id = g_strdup (self->remote->id);
  json_object_set_string_member (facts, "remote", self->remote->id);
  json_object_set_string_member (facts, "slug", self->remote->name);
  if (sent != NULL)
    {
      json_object_set_object_member (facts, "sent", json_object_ref (sent));
      json_object_set_object_member (facts, "shown", json_object_ref (self->remote->record));
    }
  return _cb_runner_mark (self, CB_STEP_CREATED, facts, error)
         && cb_store_run (self->options->store, remember_remote_cb, self, error);
}

static JsonObject *
peek_last_sent (CbRunner *self)
{
  for (guint i = self->memory->pairs->len; i > 0; i--)
    {
      const CbRecordPair *pair = g_ptr_array_index (self->memory->pairs, i - 1);

      if (pair->sent != NULL && pair->shown == NULL)
        return pair->sent;
    }
  return NULL;
}

static gboolean
find_by_id (CbRunner *self, const char *id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  CbRemoteDataset *remote = cb_portal_find_dataset (
      self->options->portal, id, _cb_runner_get_cancellable (self), &local_error);

  take_remote (self, remote);
  if (remote != NULL)
    return TRUE;
  /* Never made anew without being asked (faults.md 14). */
  if (g_error_matches (local_error, CB_ERROR, CB_ERROR_NOT_FOUND))
    g_set_error_literal (error, CB_ERROR, CB_ERROR_GONE, "the dataset is no longer on the portal");
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
find_by_slug (CbRunner *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  CbRemoteDataset *remote = cb_portal_find_dataset (
      self->options->portal, self->job->slug, _cb_runner_get_cancellable (self), &local_error);

  take_remote (self, remote);
  if (remote == NULL && g_error_matches (local_error, CB_ERROR, CB_ERROR_NOT_FOUND))
    return TRUE;
  if (remote == NULL && !g_error_matches (local_error, CB_ERROR, CB_ERROR_FORBIDDEN))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (remote == NULL || g_strcmp0 (remote->congbo_id, self->dataset->id) != 0)
    {
      take_remote (self, NULL);
      g_set_error (error, CB_ERROR, CB_ERROR_NAME_TAKEN, "%s", self->job->slug);
      return FALSE;
    }

  /* An earlier try of ours whose answer was lost (faults.md 3, 4, 15). */
  return adopt (self, peek_last_sent (self), error);
}

/* Sets @remote, %NULL when there is nothing of ours yet. */
gboolean
_cb_runner_find_remote (CbRunner *self, GError **error)
{
  self->what = "package_show";
  if (self->job->remote_id != NULL)
    return find_by_id (self, self->job->remote_id, error);
  if (self->dataset->remote_id != NULL
      && g_strcmp0 (self->dataset->account_id, self->job->account_id) == 0)
    {
      g_free (self->job->remote_id);
      self->job->remote_id = g_strdup (self->dataset->remote_id);
      return find_by_id (self, self->job->remote_id, error);
    }

  return find_by_slug (self, error);
}

static gboolean
create_remote (CbRunner *self, GError **error)
{
  g_autoptr (JsonObject) facts = json_object_new ();
  g_autoptr (GError) local_error = NULL;
  CbRemoteDataset *remote;

  json_object_set_string_member (facts, "slug", self->job->slug);
  json_object_set_object_member (facts, "sent", json_object_ref (self->wanted));
  json_object_set_object_member (facts, "titles", new_titles (self));
  if (!_cb_runner_enter (self, CB_JOB_SLOTTING, NULL, error) || !_cb_runner_gate (self, error)
      || !_cb_runner_mark (self, CB_STEP_CREATE, facts, error))
    return FALSE;

  self->what = "package_create";
  remote = cb_portal_create_dataset (self->options->portal, self->dataset, self->job->slug,
                                     _cb_runner_get_cancellable (self), &local_error);
  cb_failpoint ("queue.effect.create");
  if (remote == NULL)
    {
      /* Someone was quicker, or it was ourselves: the marker tells. */
      if (g_error_matches (local_error, CB_ERROR, CB_ERROR_NAME_TAKEN) && find_by_slug (self, error)
          && self->remote != NULL)
        return TRUE;
      if (*error == NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  take_remote (self, remote);
  _cb_runner_note_attempt (self, NULL);
  return adopt (self, self->wanted, error);
}

static gboolean
ensure_remote (CbRunner *self, GError **error)
{
  if (!_cb_runner_enter (self, CB_JOB_PROBING, NULL, error) || !_cb_runner_gate (self, error)
      || !_cb_runner_find_remote (self, error))
    return FALSE;

  return self->remote != NULL || create_remote (self, error);
}

/* %TRUE with @again when the portal's state must be read anew; a mismatch under the guard is not
 * yet a conflict, the comparison of the next round decides that. */
static gboolean
take_or_read_again (
    CbRunner *self, CbRemoteDataset *remote, GError *failure, gboolean *again, GError **error)
{
  if (remote != NULL)
    {
      take_remote (self, remote);
      _cb_runner_note_attempt (self, NULL);
      return TRUE;
    }
  if (g_error_matches (failure, CB_ERROR, CB_ERROR_CONFLICT))
    {
      g_error_free (failure);
      *again = TRUE;
      return TRUE;
    }

  g_propagate_error (error, failure);
  return FALSE;
}

gboolean
_cb_runner_ensure_slots (CbRunner *self, gboolean *again, GError **error)
{
  g_autoptr (JsonObject) facts = json_object_new ();
  GError *failure = NULL;
  gboolean missing = FALSE;
  CbRemoteDataset *remote;

  for (guint i = 0; i < self->dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (self->dataset->files, i);

      missing = missing || cb_remote_dataset_find_file (self->remote, file->id) == NULL;
    }
  if (!missing)
    return TRUE;

  json_object_set_object_member (facts, "titles", new_titles (self));
  json_object_set_int_member (facts, "number", self->remote->files->len);
  if (!_cb_runner_enter (self, CB_JOB_SLOTTING, NULL, error) || !_cb_runner_gate (self, error)
      || !_cb_runner_mark (self, CB_STEP_SLOTS, facts, error))
    return FALSE;
  self->what = "package_revise";
  remote = cb_portal_add_slots (self->options->portal, self->remote, self->dataset,
                                _cb_runner_get_cancellable (self), &failure);
  cb_failpoint ("queue.effect.slots");
  if (!take_or_read_again (self, remote, failure, again, error))
    return FALSE;
  return *again || _cb_runner_mark (self, CB_STEP_SLOTTED, NULL, error);
}

static gboolean
ensure_record (CbRunner *self, gboolean *again, GError **error)
{
  g_autoptr (JsonObject) changes = NULL;
  g_autoptr (JsonObject) facts = json_object_new ();
  g_auto (GStrv) conflicts
      = cb_memory_compare (self->memory, self->wanted, self->remote->record, &changes);
  GError *failure = NULL;
  CbRemoteDataset *remote;

  if (conflicts[0] != NULL)
    {
      g_autofree char *names = g_strjoinv (", ", conflicts);

      g_set_error (error, CB_ERROR, CB_ERROR_CONFLICT, "%s", names);
      return FALSE;
    }
  if (json_object_get_size (changes) == 0)
    return TRUE;

  json_object_set_object_member (facts, "sent", json_object_ref (self->wanted));
  if (!_cb_runner_enter (self, CB_JOB_PUBLISHING, NULL, error) || !_cb_runner_gate (self, error)
      || !_cb_runner_mark (self, CB_STEP_REVISE, facts, error))
    return FALSE;
  self->what = "package_revise";
  remote = cb_portal_revise (self->options->portal, self->remote, changes,
                             _cb_runner_get_cancellable (self), &failure);
  cb_failpoint ("queue.effect.revise");
  if (!take_or_read_again (self, remote, failure, again, error))
    return FALSE;
  if (*again)
    return TRUE;
  json_object_set_object_member (facts, "shown", json_object_ref (self->remote->record));
  return _cb_runner_mark (self, CB_STEP_REVISED, facts, error);
}

static gboolean
ensure_public (CbRunner *self, gboolean *again, GError **error)
{
  GError *failure = NULL;
  CbRemoteDataset *remote;

  if (!self->remote->is_private)
    return TRUE;
  if (!_cb_runner_enter (self, CB_JOB_PUBLISHING, NULL, error) || !_cb_runner_gate (self, error)
      || !_cb_runner_mark (self, CB_STEP_PUBLISH, NULL, error))
    return FALSE;
  self->what = "package_revise";
  remote = cb_portal_publish (self->options->portal, self->remote,
                              _cb_runner_get_cancellable (self), &failure);
  cb_failpoint ("queue.effect.publish");
  if (!take_or_read_again (self, remote, failure, again, error))
    return FALSE;
  if (!*again && self->remote->is_private)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_SERVER,
                           "the portal said yes, but the dataset is not public");
      return FALSE;
    }
  return TRUE;
}

static gboolean
run_round (CbRunner *self, gboolean *again, GError **error)
{
  if (!ensure_remote (self, error) || !_cb_runner_ensure_slots (self, again, error))
    return FALSE;
  for (guint i = 0; !*again && i < self->dataset->files->len; i++)
    if (!_cb_runner_ensure_file (self, g_ptr_array_index (self->dataset->files, i), again, error))
      return FALSE;
  if (*again)
    return TRUE;
  if (!ensure_record (self, again, error))
    return FALSE;
  return *again || ensure_public (self, again, error);
}

/* The heart: look, do the next missing thing, look again; done when nothing is missing. */
gboolean
_cb_runner_converge (CbRunner *self, GError **error)
{
  if (!_cb_runner_check_limit (self, error))
    return FALSE;
  for (guint round = 0; round < MAX_ROUNDS + 2 * self->dataset->files->len; round++)
    {
      gboolean again = FALSE;

      if (!run_round (self, &again, error))
        return FALSE;
      if (!again)
        return _cb_runner_finish (self, error);
    }

  g_set_error_literal (error, CB_ERROR, CB_ERROR_CONFLICT,
                       "the dataset keeps changing on the portal");
  return FALSE;
}
