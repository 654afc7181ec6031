/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way back: a cancelled job takes its draft along, and says truthfully what is left. */

#include "config.h"

#include "base/cb-failpoint.h"
#include "core/queue/cb-runner-private.h"
#include "core/store/cb-journal.h"
#include "core/store/cb-store-datasets.h"

typedef struct
{
  CbRunner *runner;
  const char *left;
} End;

static gboolean
end_cb (CbStore *store, gpointer user_data, GError **error)
{
  End *end = user_data;
  CbRunner *self = end->runner;
  g_autoptr (JsonObject) detail = json_object_new ();
  g_autoptr (CbDataset) dataset = cb_store_get_dataset (store, self->job->dataset_id, error);
  g_autoptr (CbJob) row = dataset != NULL ? cb_store_get_job (store, self->job->id, error) : NULL;
  gboolean superseded = FALSE;

  if (row == NULL || !_cb_runner_is_superseded (self, store, row, &superseded, error))
    return FALSE;
  if (self->remote == NULL && !self->memory->published)
    g_clear_pointer (&dataset->remote_id, g_free);
  /* It is to be sent after all: nothing has ended, it begins anew. */
  if (superseded)
    return cb_store_save_dataset (store, dataset, error) && _cb_runner_save (self, NULL, error);
  if (dataset->state == CB_DATASET_QUEUED)
    dataset->state = self->memory->published ? CB_DATASET_PUBLISHED : CB_DATASET_APPROVED;
  json_object_set_string_member (detail, "job", self->job->id);
  json_object_set_string_member (detail, "left", end->left);
  return cb_store_save_dataset (store, dataset, error)
         && cb_journal_append (store, "", "job.cancelled", self->job->dataset_id, detail, error)
         && _cb_runner_save (self, NULL, error);
}

static gboolean
end_job (CbRunner *self, const char *left, GError **error)
{
  End end = { .runner = self, .left = left };

  self->job->state = CB_JOB_CANCELLED;
  self->job->has_reason = FALSE;
  g_free (self->job->reason_detail);
  self->job->reason_detail = g_strdup (left);
  self->job->not_before_us = 0;
  self->job->finished_us = cb_clock_now (self->options->clock);
  return cb_store_run (self->options->store, end_cb, &end, error);
}

static gboolean
delete_draft (CbRunner *self, GError **error)
{
  if (!_cb_runner_mark (self, CB_STEP_DELETE, NULL, error))
    return FALSE;
  self->what = "package_delete";
  if (!cb_portal_delete_dataset (self->options->portal, self->remote,
                                 _cb_runner_get_cancellable (self), error))
    return FALSE;
  cb_failpoint ("queue.effect.delete");
  _cb_runner_note_attempt (self, NULL);
  g_clear_pointer (&self->remote, cb_remote_dataset_free);
  g_clear_pointer (&self->job->remote_id, g_free);
  return _cb_runner_mark (self, CB_STEP_DELETED, NULL, error);
}

/* What is on the portal decides what is done, not what we believe to be there. */
static const char *
take_back (CbRunner *self, gboolean *is_public, GError **error)
{
  if (!_cb_runner_find_remote (self, error))
    return g_error_matches (*error, CB_ERROR, CB_ERROR_GONE)
                   || g_error_matches (*error, CB_ERROR, CB_ERROR_NAME_TAKEN)
               ? "nothing-left"
               : "draft-left";
  if (self->remote == NULL)
    return "nothing-left";
  if (self->memory->published)
    return "published-before";
  *is_public = !self->remote->is_private;
  if (*is_public)
    return NULL;

  return delete_draft (self, error) ? "draft-deleted" : "draft-left";
}

/* Takes the job to its cancelled end, whatever the portal says; when the public already sees it
 * (@is_public) it is done, not cancelled. %FALSE with %G_IO_ERROR_CANCELLED when it was broken off:
 * the portal was not asked to an end, and the draft goes at the next start. */
gboolean
_cb_runner_cancel (CbRunner *self, gboolean *is_public, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GError) write_error = NULL;
  const char *left = "nothing-left";

  *is_public = FALSE;
  self->job->paused = FALSE;
  if (!_cb_runner_is_by_hand (self) && (self->memory->created || self->job->remote_id != NULL))
    left = take_back (self, is_public, &local_error);
  if (*is_public)
    return TRUE;
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (local_error != NULL)
    _cb_runner_note_attempt (self, local_error);
  if (!end_job (self, left, &write_error))
    g_warning ("cannot write down a cancelled job: %s", write_error->message);
  return TRUE;
}
