/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The values that portals hand out. */

#include "config.h"

#include "core/portal/cb-portal.h"

/**
 * cb_portal_organisation_free:
 * @self: (nullable) (transfer full): an organisation
 */
void
cb_portal_organisation_free (CbPortalOrganisation *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->title);
  g_free (self->capacity);
  g_free (self);
}

/**
 * cb_portal_info_new:
 *
 * Returns: (transfer full): an answer with nothing in it
 */
CbPortalInfo *
cb_portal_info_new (void)
{
  CbPortalInfo *self = g_new0 (CbPortalInfo, 1);

  self->organisations
      = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_portal_organisation_free);
  return self;
}

/**
 * cb_portal_info_free:
 * @self: (nullable) (transfer full): an answer
 */
void
cb_portal_info_free (CbPortalInfo *self)
{
  if (self == NULL)
    return;

  g_free (self->url);
  g_free (self->title);
  g_free (self->version);
  g_free (self->user);
  g_free (self->user_title);
  g_ptr_array_unref (self->organisations);
  g_strfreev (self->extensions);
  g_free (self);
}

/**
 * cb_remote_file_new:
 *
 * Returns: (transfer full): a remote file of unknown size
 */
CbRemoteFile *
cb_remote_file_new (void)
{
  CbRemoteFile *self = g_new0 (CbRemoteFile, 1);

  self->size = -1;
  return self;
}

/**
 * cb_remote_file_copy:
 * @self: a remote file
 *
 * Returns: (transfer full): a copy that shares nothing with @self
 */
CbRemoteFile *
cb_remote_file_copy (const CbRemoteFile *self)
{
  CbRemoteFile *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  copy->url = g_strdup (self->url);
  copy->format = g_strdup (self->format);
  copy->media_type = g_strdup (self->media_type);
  copy->last_modified = g_strdup (self->last_modified);
  return copy;
}

/**
 * cb_remote_file_free:
 * @self: (nullable) (transfer full): a remote file
 */
void
cb_remote_file_free (CbRemoteFile *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->title);
  g_free (self->url);
  g_free (self->format);
  g_free (self->media_type);
  g_free (self->last_modified);
  g_free (self);
}

/**
 * cb_remote_dataset_new:
 *
 * Returns: (transfer full): a remote dataset with nothing in it
 */
CbRemoteDataset *
cb_remote_dataset_new (void)
{
  CbRemoteDataset *self = g_new0 (CbRemoteDataset, 1);

  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_remote_file_free);
  return self;
}

/**
 * cb_remote_dataset_free:
 * @self: (nullable) (transfer full): a remote dataset
 */
void
cb_remote_dataset_free (CbRemoteDataset *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->congbo_id);
  g_clear_pointer (&self->record, json_object_unref);
  g_ptr_array_unref (self->files);
  g_clear_pointer (&self->raw, json_object_unref);
  g_free (self);
}

/**
 * cb_remote_dataset_find_file:
 * @self: a remote dataset
 * @file_id: (nullable): id of a resource
 *
 * Returns: (transfer none) (nullable): that resource
 */
CbRemoteFile *
cb_remote_dataset_find_file (const CbRemoteDataset *self, const char *file_id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->files->len; i++)
    {
      CbRemoteFile *file = g_ptr_array_index (self->files, i);

      if (g_strcmp0 (file->id, file_id) == 0)
        return file;
    }

  return NULL;
}
