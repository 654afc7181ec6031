/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A portal without an API: a person publishes, and what the public then sees is compared
 * (product.md J3). Nothing is ever sent from here. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/cb-failpoint.h"
#include "base/cb-json.h"
#include "core/model/cb-by-hand.h"
#include "core/portal/cb-by-hand-portal.h"
#include "core/queue/cb-runner-private.h"

gboolean
_cb_runner_is_by_hand (const CbRunner *self)
{
  return cb_account_is_by_hand (self->options->account);
}

static gboolean
fail (CbByHandFinding finding, const CbDatasetFile *file, const CbLook *look, GError **error)
{
  g_autofree char *detail
      = cb_by_hand_dup_detail (finding, file != NULL ? file->name : NULL,
                               look != NULL ? look->size : 0, file != NULL ? file->size : 0);

  g_set_error_literal (error, CB_ERROR, CB_ERROR_BY_HAND, detail);
  return FALSE;
}

static const char *
get_address (CbRunner *self, const CbDatasetFile *file)
{
  return cb_json_get_string (cb_json_get_object (self->memory->order, "files"),
                             _cb_runner_get_local_id (self, file));
}

/* Whether the bytes are those of anything that was published before. */
static gboolean
was_published (CbRunner *self, const CbDatasetFile *file, const char *sha256)
{
  g_autoptr (GPtrArray) receipts = NULL;

  if (g_strcmp0 (file->published_sha256, sha256) == 0)
    return TRUE;
  receipts = cb_store_list_receipts (self->options->store, NULL);
  for (guint i = 0; receipts != NULL && i < receipts->len; i++)
    {
      const CbReceipt *receipt = g_ptr_array_index (receipts, i);

      if (receipt->files != NULL && strstr (receipt->files, sha256) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_same_text (CbRunner *self, const CbDatasetFile *file, const CbLook *look)
{
  int fd = cb_vault_open_file (self->options->vault, file->sha256, NULL);
  g_auto (CbLook) approved = { 0 };
  gboolean same;

  if (fd < 0)
    return FALSE;
  same = cb_look_at_fd (fd, &approved, NULL)
         && g_strcmp0 (approved.text_sha256, look->text_sha256) == 0;
  g_close (fd, NULL);
  return same;
}

static CbByHandFinding
judge (CbRunner *self, const CbDatasetFile *file, const CbLook *look)
{
  if (look->is_page)
    return CB_BY_HAND_PAGE;
  if (was_published (self, file, look->sha256))
    return CB_BY_HAND_OLDER;
  if (is_same_text (self, file, look))
    return CB_BY_HAND_LINE_ENDS;

  return look->size != file->size ? CB_BY_HAND_SIZE : CB_BY_HAND_BYTES;
}

static CbRemoteFile *
new_remote_file (const CbDatasetFile *file, const char *url)
{
  CbRemoteFile *remote = cb_remote_file_new ();

  remote->id = g_strdup (file->id);
  remote->title = g_strdup (file->title);
  remote->url = g_strdup (url);
  remote->uploaded = TRUE;
  remote->size = (gint64)file->size;
  return remote;
}

static gboolean
prove (CbRunner *self, const CbDatasetFile *file, const char *url, GError **error)
{
  g_autoptr (JsonObject) facts = json_object_new ();

  json_object_set_string_member (facts, "file", file->id);
  json_object_set_string_member (facts, "sha256", file->sha256);
  json_object_set_int_member (facts, "size", (gint64)file->size);
  json_object_set_string_member (facts, "url", url);
  _cb_runner_note_attempt (self, NULL);
  if (!_cb_runner_mark (self, CB_STEP_CONFIRMED, facts, error))
    return FALSE;
  g_hash_table_insert (self->proven, g_strdup (file->id), new_remote_file (file, url));
  return TRUE;
}

static gboolean
compare_file (CbRunner *self, const CbDatasetFile *file, GError **error)
{
  const char *url = get_address (self, file);
  CbByHandFinding finding = CB_BY_HAND_TO_DO;
  g_auto (CbLook) look = { 0 };
  CbTransfer transfer;

  if (!cb_by_hand_is_address (url))
    return fail (CB_BY_HAND_NO_ADDRESS, file, NULL, error);
  if (!_cb_runner_enter (self, CB_JOB_CONFIRMING, file, error) || !_cb_runner_gate (self, error))
    return FALSE;
  self->what = "download";
  _cb_runner_init_transfer (self, &transfer);
  if (!cb_by_hand_portal_look (CB_BY_HAND_PORTAL (self->options->portal), url, file->size,
                               &transfer, &look, &finding, _cb_runner_get_cancellable (self),
                               error))
    return FALSE;
  cb_failpoint ("queue.effect.look");
  if (finding == CB_BY_HAND_TO_DO && g_strcmp0 (look.sha256, file->sha256) == 0)
    return prove (self, file, url, error);
  if (finding == CB_BY_HAND_TO_DO)
    finding = judge (self, file, &look);
  return fail (finding, file, &look, error);
}

/* A person's word: nothing of it was seen by us, and the receipt says so. */
static void
take_word (CbRunner *self)
{
  self->declared = self->memory->order;
  for (guint i = 0; i < self->dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (self->dataset->files, i);

      g_hash_table_insert (self->proven, g_strdup (file->id),
                           new_remote_file (file, get_address (self, file)));
    }
}

/* Where the public finds it: the page, or where there is none its first file. */
static void
set_remote (CbRunner *self)
{
  const char *page = cb_json_get_string (self->memory->order, "page");

  for (guint i = 0; page == NULL && i < self->dataset->files->len; i++)
    page = get_address (self, g_ptr_array_index (self->dataset->files, i));
  self->remote = cb_remote_dataset_new ();
  self->remote->id = g_strdup (page != NULL ? page : self->options->account->url);
  self->remote->record = json_object_new ();
  g_free (self->job->remote_id);
  self->job->remote_id = g_strdup (self->remote->id);
}

/* As far as it goes without a person; every run compares all files anew, so it may end anywhere. */
gboolean
_cb_runner_by_hand (CbRunner *self, GError **error)
{
  if (self->memory->order == NULL)
    return fail (CB_BY_HAND_TO_DO, NULL, NULL, error);
  if (!_cb_runner_gate (self, error))
    return FALSE;
  if (cb_json_get_string (self->memory->order, "reason") != NULL)
    take_word (self);
  else
    for (guint i = 0; i < self->dataset->files->len; i++)
      if (!compare_file (self, g_ptr_array_index (self->dataset->files, i), error))
        return FALSE;

  set_remote (self);
  return _cb_runner_gate (self, error) && _cb_runner_finish (self, error);
}
