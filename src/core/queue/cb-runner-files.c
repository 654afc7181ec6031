/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bytes into their slots, and back for the proof. */

#include "config.h"

#include <glib/gstdio.h>

#include "base/cb-failpoint.h"
#include "core/queue/cb-runner-private.h"

static JsonObject *
new_file_facts (const CbDatasetFile *file, const CbRemoteFile *remote)
{
  JsonObject *facts = json_object_new ();

  json_object_set_string_member (facts, "file", file->id);
  json_object_set_string_member (facts, "sha256", file->sha256);
  json_object_set_int_member (facts, "size", (gint64)file->size);
  if (remote != NULL && remote->last_modified != NULL)
    json_object_set_string_member (facts, "last_modified", remote->last_modified);
  return facts;
}

static gboolean
fetch (CbRunner *self,
       const CbDatasetFile *file,
       const CbRemoteFile *remote,
       char **sha256,
       GError **error)
{
  g_autoptr (GError) local_error = NULL;
  CbTransfer transfer;
  guint64 size = 0;

  if (!_cb_runner_enter (self, CB_JOB_CONFIRMING, file, error))
    return FALSE;
  self->what = "download";
  _cb_runner_init_transfer (self, &transfer);
  if (cb_portal_fetch_file (self->options->portal, remote, &transfer, &size, sha256,
                            _cb_runner_get_cancellable (self), &local_error))
    return TRUE;
  if (!g_error_matches (local_error, CB_ERROR, CB_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  /* The portal says it has a file and has no bytes: as good as other bytes. */
  *sha256 = g_strdup ("");
  return TRUE;
}

static gboolean
prove (CbRunner *self, const CbDatasetFile *file, const CbRemoteFile *remote, GError **error)
{
  g_autoptr (JsonObject) facts = new_file_facts (file, remote);

  _cb_runner_note_attempt (self, NULL);
  if (!_cb_runner_mark (self, CB_STEP_CONFIRMED, facts, error))
    return FALSE;
  g_hash_table_insert (self->proven, g_strdup (file->id), cb_remote_file_copy (remote));
  return TRUE;
}

/* A portal that refused so many bytes once is not sent them again only to hear it again, after all
 * of them went over the line (portals.md R9). A person's retry forgets the limit. */
static gboolean
is_within_limit (CbRunner *self, const CbDatasetFile *file, GError **error)
{
  guint64 limit = self->options->account->max_bytes;

  if (limit == 0 || file->size < limit)
    return TRUE;

  /* The row names the file and its size, for people. */
  if (_cb_runner_enter (self, CB_JOB_PROBING, file, error))
    g_set_error (error, CB_ERROR, CB_ERROR_TOO_LARGE,
                 "%" G_GUINT64_FORMAT " bytes; the portal refused %" G_GUINT64_FORMAT " before",
                 file->size, limit);
  return FALSE;
}

/* Before anything of the dataset goes there: does the portal take files that large? What may be
 * there already is looked at first. */
gboolean
_cb_runner_check_limit (CbRunner *self, GError **error)
{
  for (guint i = 0; i < self->dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (self->dataset->files, i);

      if (!cb_memory_has_sent (self->memory, file->id, file->sha256)
          && !is_within_limit (self, file, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
send (CbRunner *self, const CbDatasetFile *file, GError **error)
{
  g_autoptr (JsonObject) facts = new_file_facts (file, NULL);
  g_autoptr (CbRemoteFile) remote = NULL;
  g_autoptr (GError) local_error = NULL;
  CbTransfer transfer;
  int fd;

  if (!is_within_limit (self, file, error) || !_cb_runner_enter (self, CB_JOB_SENDING, file, error)
      || !_cb_runner_gate (self, error))
    return FALSE;
  fd = cb_vault_open_file (self->options->vault, file->sha256, error);
  if (fd < 0)
    return FALSE;
  if (!_cb_runner_mark (self, CB_STEP_SEND, facts, error))
    {
      g_close (fd, NULL);
      return FALSE;
    }
  self->what = "resource_patch";
  _cb_runner_init_transfer (self, &transfer);
  remote = cb_portal_put_file (self->options->portal, file, fd, &transfer, NULL,
                               _cb_runner_get_cancellable (self), &local_error);
  g_close (fd, NULL);
  cb_failpoint ("queue.effect.send");
  if (remote == NULL)
    {
      /* The slot is gone: the next round sees whether the dataset is, too. */
      if (g_error_matches (local_error, CB_ERROR, CB_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_hash_table_add (self->sent_now, g_strdup (file->id));

  _cb_runner_note_attempt (self, NULL);
  return _cb_runner_mark (self, CB_STEP_SENT, facts, error);
}

/* What stands in the slot is not what is approved. May it be replaced? */
static gboolean
may_replace (CbRunner *self,
             const CbDatasetFile *file,
             const CbRemoteFile *remote,
             const char *sha256)
{
  CbFileMemory *memory = cb_memory_get_file (self->memory, file->id);
  gboolean pending = memory->sent->len > 0 && memory->last_modified == NULL;

  return pending || cb_memory_has_sent (self->memory, file->id, sha256)
         || (memory->overwrite != NULL
             && g_strcmp0 (memory->overwrite, remote->last_modified) == 0);
}

/* A title that we gave and nobody has touched follows ours; any other stays as it is. */
static gboolean
ensure_title (CbRunner *self,
              const CbDatasetFile *file,
              const CbRemoteFile *remote,
              gboolean *again,
              GError **error)
{
  CbFileMemory *memory = cb_memory_get_file (self->memory, file->id);
  g_autoptr (JsonObject) facts = json_object_new ();

  if (file->title == NULL || *file->title == '\0' || memory->title == NULL
      || g_strcmp0 (remote->title, file->title) == 0 || g_strcmp0 (memory->title, file->title) == 0
      || g_strcmp0 (memory->title, remote->title) != 0)
    return TRUE;

  json_object_set_string_member (facts, "file", file->id);
  if (!_cb_runner_enter (self, CB_JOB_PUBLISHING, file, error) || !_cb_runner_gate (self, error)
      || !_cb_runner_mark (self, CB_STEP_DESCRIBE, facts, error))
    return FALSE;
  self->what = "resource_patch";
  if (!cb_portal_describe_file (self->options->portal, file, _cb_runner_get_cancellable (self),
                                error))
    return FALSE;
  cb_failpoint ("queue.effect.describe");
  _cb_runner_note_attempt (self, NULL);
  json_object_set_string_member (facts, "title", file->title);
  *again = TRUE;
  return _cb_runner_mark (self, CB_STEP_DESCRIBED, facts, error);
}

static gboolean
is_known (const CbFileMemory *memory, const CbRemoteFile *remote)
{
  return memory->sha256 != NULL && memory->last_modified != NULL
         && g_strcmp0 (memory->last_modified, remote->last_modified) == 0;
}

static gboolean
check_slot (CbRunner *self,
            const CbDatasetFile *file,
            const CbRemoteFile *remote,
            gboolean *right,
            GError **error)
{
  g_autofree char *sha256 = NULL;
  gboolean just_sent = g_hash_table_contains (self->sent_now, file->id);

  *right = FALSE;
  if (!fetch (self, file, remote, &sha256, error))
    return FALSE;
  /* Once more: a cache on the way may have served what was there before (faults.md 48). */
  if (g_strcmp0 (sha256, file->sha256) != 0 && just_sent)
    {
      g_clear_pointer (&sha256, g_free);
      if (!fetch (self, file, remote, &sha256, error))
        return FALSE;
    }
  if (g_strcmp0 (sha256, file->sha256) == 0)
    {
      *right = TRUE;
      return prove (self, file, remote, error);
    }
  if (just_sent)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_MISMATCH, "%s: read back as %.8s, approved as %.8s",
                   file->name, *sha256 != '\0' ? sha256 : "nothing", file->sha256);
      return FALSE;
    }
  if (!may_replace (self, file, remote, sha256))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_CONFLICT, "%s", file->name);
      return FALSE;
    }
  return TRUE;
}

/* Looks what the slot holds, and sends only what is not there. Every send is followed by another
 * round, which reads it back. */
gboolean
_cb_runner_ensure_file (CbRunner *self, const CbDatasetFile *file, gboolean *again, GError **error)
{
  const CbRemoteFile *remote = cb_remote_dataset_find_file (self->remote, file->id);
  CbFileMemory *memory = cb_memory_get_file (self->memory, file->id);
  gboolean right = FALSE;

  if (remote->uploaded && is_known (memory, remote))
    {
      right = g_strcmp0 (memory->sha256, file->sha256) == 0;
      if (right)
        g_hash_table_insert (self->proven, g_strdup (file->id), cb_remote_file_copy (remote));
    }
  else if (remote->uploaded && !check_slot (self, file, remote, &right, error))
    return FALSE;
  if (right)
    return ensure_title (self, file, remote, again, error);

  *again = TRUE;
  return send (self, file, error);
}
