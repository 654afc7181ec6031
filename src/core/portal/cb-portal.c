/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/cb-portal.h"

#include "base/cb-error.h"

G_DEFINE_INTERFACE (CbPortal, cb_portal, G_TYPE_OBJECT)

static void
cb_portal_default_init (CbPortalInterface *iface)
{
}

/**
 * cb_portal_probe:
 * @self: a portal
 * @cancellable: (nullable): to stop
 * @error: %CB_ERROR_NOT_A_PORTAL when nothing there speaks its language, %CB_ERROR_SIGN_IN when the
 *   token counts for nothing, and what the network has to offer
 *
 * Finds the portal's base address upward from whatever page was pasted, asks who we are and where
 * we may create datasets (portals.md R1, R3, R4). The token is sent only once the base is known to
 * be a portal.
 *
 * Returns: (transfer full): what it is
 */
CbPortalInfo *
cb_portal_probe (CbPortal *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (CB_IS_PORTAL (self), NULL);

  return CB_PORTAL_GET_IFACE (self)->probe (self, cancellable, error);
}

/**
 * cb_portal_dup_record:
 * @self: a portal
 * @dataset: what is to be published
 *
 * The dataset's metadata in the portal's own words, flat: member name to string, or to an array of
 * strings. Two records can be compared member by member; that is how other people's edits are
 * noticed.
 *
 * Returns: (transfer full): the record
 */
JsonObject *
cb_portal_dup_record (CbPortal *self, const CbDataset *dataset)
{
  g_return_val_if_fail (CB_IS_PORTAL (self), NULL);

  return CB_PORTAL_GET_IFACE (self)->dup_record (self, dataset);
}

/**
 * cb_portal_find_dataset:
 * @self: a portal
 * @id_or_name: the portal's id, or a slug
 * @cancellable: (nullable): to stop
 * @error: %CB_ERROR_NOT_FOUND when there is none, %CB_ERROR_FORBIDDEN when it is someone else's
 *
 * Returns: (transfer full): what the portal has
 */
CbRemoteDataset *
cb_portal_find_dataset (CbPortal *self,
                        const char *id_or_name,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (CB_IS_PORTAL (self), NULL);

  return CB_PORTAL_GET_IFACE (self)->find_dataset (self, id_or_name, cancellable, error);
}

/**
 * cb_portal_create_dataset:
 * @self: a portal
 * @dataset: what is to be published
 * @slug: its address
 * @cancellable: (nullable): to stop
 * @error: %CB_ERROR_NAME_TAKEN, %CB_ERROR_REJECTED with the fields in the message, …
 *
 * Makes the dataset, not public, with our marker and one empty slot per file, in one all-or-nothing
 * call (ckan.md, "The one finding that shapes the queue", 1).
 *
 * Returns: (transfer full): what the portal has now
 */
CbRemoteDataset *
cb_portal_create_dataset (CbPortal *self,
                          const CbDataset *dataset,
                          const char *slug,
                          GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (CB_IS_PORTAL (self), NULL);

  return CB_PORTAL_GET_IFACE (self)->create_dataset (self, dataset, slug, cancellable, error);
}

/**
 * cb_portal_add_slots:
 * @self: a portal
 * @remote: the dataset as just read
 * @dataset: ours
 * @cancellable: (nullable): to stop
 * @error: %CB_ERROR_CONFLICT when files were added meanwhile: read again
 *
 * Adds an empty slot for every file of @dataset that @remote has none for, guarded by the number of
 * slots just read, so that a repetition cannot land twice (ckan.md 2).
 *
 * Returns: (transfer full): what the portal has now
 */
CbRemoteDataset *
cb_portal_add_slots (CbPortal *self,
                     const CbRemoteDataset *remote,
                     const CbDataset *dataset,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (CB_IS_PORTAL (self), NULL);

  return CB_PORTAL_GET_IFACE (self)->add_slots (self, remote, dataset, cancellable, error);
}

/**
 * cb_portal_put_file:
 * @self: a portal
 * @file: one whose slot exists
 * @fd: (transfer none): the bytes, open for reading; read by position, so it may be shared
 * @transfer: (nullable): gate and progress
 * @sha256: (out) (optional): of the bytes that were sent
 * @cancellable: (nullable): to stop
 * @error: %CB_ERROR_FILE_CHANGED when the bytes are not those of @file; then the body was left
 *   unfinished and the portal keeps what it had
 *
 * Streams the bytes into the slot with constant memory. May be repeated (ckan.md 3).
 *
 * Returns: (transfer full): the resource as the portal now has it
 */
CbRemoteFile *
cb_portal_put_file (CbPortal *self,
                    const CbDatasetFile *file,
                    int fd,
                    const CbTransfer *transfer,
                    char **sha256,
                    GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (CB_IS_PORTAL (self), NULL);

  return CB_PORTAL_GET_IFACE (self)->put_file (self, file, fd, transfer, sha256, cancellable,
                                               error);
}

/**
 * cb_portal_fetch_file:
 * @self: a portal
 * @file: a resource with bytes
 * @transfer: (nullable): gate and progress
 * @size: (out): bytes read
 * @sha256: (out) (transfer full): of them
 * @cancellable: (nullable): to stop
 * @error: %CB_ERROR_NOT_FOUND when the bytes are not there
 *
 * Reads the bytes back, keeping none: the proof (ckan.md 4). A redirect to a storage elsewhere is
 * followed without our headers (portals.md R5).
 *
 * Returns: %FALSE on error
 */
gboolean
cb_portal_fetch_file (CbPortal *self,
                      const CbRemoteFile *file,
                      const CbTransfer *transfer,
                      guint64 *size,
                      char **sha256,
                      GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (CB_IS_PORTAL (self), FALSE);

  return CB_PORTAL_GET_IFACE (self)->fetch_file (self, file, transfer, size, sha256, cancellable,
                                                 error);
}

/**
 * cb_portal_describe_file:
 * @self: a portal
 * @file: one whose slot exists
 * @cancellable: (nullable): to stop
 * @error: as everywhere
 *
 * Sets title, format and media type of a resource; its bytes stay. May be repeated.
 *
 * Returns: %FALSE on error
 */
gboolean
cb_portal_describe_file (CbPortal *self,
                         const CbDatasetFile *file,
                         GCancellable *cancellable,
                         GError **error)
{
  g_return_val_if_fail (CB_IS_PORTAL (self), FALSE);

  return CB_PORTAL_GET_IFACE (self)->describe_file (self, file, cancellable, error);
}

/**
 * cb_portal_revise:
 * @self: a portal
 * @remote: the dataset as just read
 * @changes: members of a record with their new values
 * @cancellable: (nullable): to stop
 * @error: %CB_ERROR_CONFLICT when one of those members is no longer as in @remote
 *
 * Changes metadata, guarded by the old values of what changes (portals.md §2.5).
 *
 * Returns: (transfer full): what the portal has now
 */
CbRemoteDataset *
cb_portal_revise (CbPortal *self,
                  const CbRemoteDataset *remote,
                  JsonObject *changes,
                  GCancellable *cancellable,
                  GError **error)
{
  g_return_val_if_fail (CB_IS_PORTAL (self), NULL);

  return CB_PORTAL_GET_IFACE (self)->revise (self, remote, changes, cancellable, error);
}

/**
 * cb_portal_publish:
 * @self: a portal
 * @remote: the dataset as just read and compared
 * @cancellable: (nullable): to stop
 * @error: %CB_ERROR_CONFLICT when it is no longer as in @remote
 *
 * Makes the dataset public, guarded by title, address, description and number of files as compared
 * (ckan.md 5).
 *
 * Returns: (transfer full): what the portal has now
 */
CbRemoteDataset *
cb_portal_publish (CbPortal *self,
                   const CbRemoteDataset *remote,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (CB_IS_PORTAL (self), NULL);

  return CB_PORTAL_GET_IFACE (self)->publish (self, remote, cancellable, error);
}

/**
 * cb_portal_delete_dataset:
 * @self: a portal
 * @remote: a draft of ours; public datasets are refused with %CB_ERROR_WRONG_STATE
 * @cancellable: (nullable): to stop
 * @error: as everywhere
 *
 * Removes what a cancelled job has begun.
 *
 * Returns: %FALSE on error
 */
gboolean
cb_portal_delete_dataset (CbPortal *self,
                          const CbRemoteDataset *remote,
                          GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (CB_IS_PORTAL (self), FALSE);

  if (!remote->is_private)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "the dataset is public");
      return FALSE;
    }

  return CB_PORTAL_GET_IFACE (self)->delete_dataset (self, remote, cancellable, error);
}

/**
 * cb_portal_get_retry_after:
 * @self: a portal
 *
 * Returns: how long the last answer asked us to stay away, microseconds, clamped to an hour; 0 when
 *   it did not (portals.md R10)
 */
gint64
cb_portal_get_retry_after (CbPortal *self)
{
  g_return_val_if_fail (CB_IS_PORTAL (self), 0);

  return CB_PORTAL_GET_IFACE (self)->get_retry_after (self);
}

/**
 * cb_portal_dup_public_url:
 * @self: a portal
 * @remote: a dataset of it
 *
 * Returns: (transfer full): where the public finds it
 */
char *
cb_portal_dup_public_url (CbPortal *self, const CbRemoteDataset *remote)
{
  g_return_val_if_fail (CB_IS_PORTAL (self), NULL);

  return CB_PORTAL_GET_IFACE (self)->dup_public_url (self, remote);
}
