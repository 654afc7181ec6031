/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "base/cb-progress.h"
#include "core/model/cb-account.h"
#include "core/model/cb-dataset.h"

G_BEGIN_DECLS

/**
 * CbPortalOrganisation:
 * @id, @name, @title: as the portal has them
 * @capacity: (nullable): what the account is there: `admin`, `editor`
 */
typedef struct
{
  char *id;
  char *name;
  char *title;
  char *capacity;
} CbPortalOrganisation;

/**
 * CbPortalInfo:
 * @url: the normalised base address, whatever page of the portal was pasted
 * @title: (nullable): of the site
 * @version: (nullable): of its software, as far as it says
 * @user: (nullable): who it says we are; %NULL when the token counts for nothing
 * @user_title: (nullable): that user's name for people
 * @organisations: (element-type CbPortalOrganisation): where this account may create datasets
 * @extensions: (nullable): what it has plugged in
 * @token_expires_us: 0 when the token does not say (portals.md R4)
 *
 * Answer of cb_portal_probe().
 */
typedef struct
{
  char *url;
  char *title;
  char *version;
  char *user;
  char *user_title;
  GPtrArray *organisations;
  GStrv extensions;
  gint64 token_expires_us;
} CbPortalInfo;

/**
 * CbRemoteFile:
 * @id: of the resource; equals CbDatasetFile.id for ours
 * @title, @url, @format, @media_type: as the portal has them
 * @uploaded: the portal holds bytes for it; %FALSE: an empty slot, or a link
 * @size: bytes, as the portal says, -1 when it does not
 * @last_modified: (nullable): when its bytes last changed, in the portal's own words
 */
typedef struct
{
  char *id;
  char *title;
  char *url;
  char *format;
  char *media_type;
  gboolean uploaded;
  gint64 size;
  char *last_modified;
} CbRemoteFile;

/**
 * CbRemoteDataset:
 * @id: the portal's
 * @name: its address (slug)
 * @congbo_id: (nullable): the marker, CbDataset.id when it is ours
 * @is_private: not yet for the public
 * @is_deleted: in the bin
 * @record: its metadata in the flat form of cb_portal_dup_record()
 * @files: (element-type CbRemoteFile): in the portal's order
 * @raw: as it came
 */
typedef struct
{
  char *id;
  char *name;
  char *congbo_id;
  gboolean is_private;
  gboolean is_deleted;
  JsonObject *record;
  GPtrArray *files;
  JsonObject *raw;
} CbRemoteDataset;

/**
 * CbPortalGate:
 * @user_data: of whoever asked
 * @error: why not
 *
 * Asked before the first byte and between blocks of a body, from the thread that sends.
 *
 * Returns: %FALSE to stop before the next byte
 */
typedef gboolean (*CbPortalGate) (gpointer user_data, GError **error);

/**
 * CbTransfer:
 * @gate: (nullable): whether to go on
 * @progress: (nullable): how far
 * @user_data: for both
 */
typedef struct
{
  CbPortalGate gate;
  CbProgressFunc progress;
  gpointer user_data;
} CbTransfer;

#define CB_TYPE_PORTAL (cb_portal_get_type ())
G_DECLARE_INTERFACE (CbPortal, cb_portal, CB, PORTAL, GObject)

/**
 * CbPortalInterface:
 *
 * A place where datasets are published. All calls block, belong to one thread (the lane's), and
 * fail with a %CB_ERROR that says what a person can do. An error that cb_error_is_transient() is
 * ambiguous: the effect may have happened, so look before doing it again.
 */
struct _CbPortalInterface
{
  GTypeInterface parent_iface;

  CbPortalInfo *(*probe) (CbPortal *self, GCancellable *cancellable, GError **error);
  JsonObject *(*dup_record) (CbPortal *self, const CbDataset *dataset);
  CbRemoteDataset *(*find_dataset) (CbPortal *self,
                                    const char *id_or_name,
                                    GCancellable *cancellable,
                                    GError **error);
  CbRemoteDataset *(*create_dataset) (CbPortal *self,
                                      const CbDataset *dataset,
                                      const char *slug,
                                      GCancellable *cancellable,
                                      GError **error);
  CbRemoteDataset *(*add_slots) (CbPortal *self,
                                 const CbRemoteDataset *remote,
                                 const CbDataset *dataset,
                                 GCancellable *cancellable,
                                 GError **error);
  CbRemoteFile *(*put_file) (CbPortal *self,
                             const CbDatasetFile *file,
                             int fd,
                             const CbTransfer *transfer,
                             char **sha256,
                             GCancellable *cancellable,
                             GError **error);
  gboolean (*fetch_file) (CbPortal *self,
                          const CbRemoteFile *file,
                          const CbTransfer *transfer,
                          guint64 *size,
                          char **sha256,
                          GCancellable *cancellable,
                          GError **error);
  gboolean (*describe_file) (CbPortal *self,
                             const CbDatasetFile *file,
                             GCancellable *cancellable,
                             GError **error);
  CbRemoteDataset *(*revise) (CbPortal *self,
                              const CbRemoteDataset *remote,
                              JsonObject *changes,
                              GCancellable *cancellable,
                              GError **error);
  CbRemoteDataset *(*publish) (CbPortal *self,
                               const CbRemoteDataset *remote,
                               GCancellable *cancellable,
                               GError **error);
  gboolean (*delete_dataset) (CbPortal *self,
                              const CbRemoteDataset *remote,
                              GCancellable *cancellable,
                              GError **error);
  gint64 (*get_retry_after) (CbPortal *self);
  char *(*dup_public_url) (CbPortal *self, const CbRemoteDataset *remote);
};

CbPortalInfo *cb_portal_probe (CbPortal *self,
                               GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *cb_portal_dup_record (CbPortal *self, const CbDataset *dataset);
CbRemoteDataset *cb_portal_find_dataset (CbPortal *self,
                                         const char *id_or_name,
                                         GCancellable *cancellable,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbRemoteDataset *cb_portal_create_dataset (CbPortal *self,
                                           const CbDataset *dataset,
                                           const char *slug,
                                           GCancellable *cancellable,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbRemoteDataset *cb_portal_add_slots (CbPortal *self,
                                      const CbRemoteDataset *remote,
                                      const CbDataset *dataset,
                                      GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbRemoteFile *cb_portal_put_file (CbPortal *self,
                                  const CbDatasetFile *file,
                                  int fd,
                                  const CbTransfer *transfer,
                                  char **sha256,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_portal_fetch_file (CbPortal *self,
                               const CbRemoteFile *file,
                               const CbTransfer *transfer,
                               guint64 *size,
                               char **sha256,
                               GCancellable *cancellable,
                               GError **error);
gboolean cb_portal_describe_file (CbPortal *self,
                                  const CbDatasetFile *file,
                                  GCancellable *cancellable,
                                  GError **error);
CbRemoteDataset *cb_portal_revise (CbPortal *self,
                                   const CbRemoteDataset *remote,
                                   JsonObject *changes,
                                   GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbRemoteDataset *cb_portal_publish (CbPortal *self,
                                    const CbRemoteDataset *remote,
                                    GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_portal_delete_dataset (CbPortal *self,
                                   const CbRemoteDataset *remote,
                                   GCancellable *cancellable,
                                   GError **error);
gint64 cb_portal_get_retry_after (CbPortal *self);
char *cb_portal_dup_public_url (CbPortal *self, const CbRemoteDataset *remote);

void cb_portal_organisation_free (CbPortalOrganisation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPortalOrganisation, cb_portal_organisation_free)

CbPortalInfo *cb_portal_info_new (void);
void cb_portal_info_free (CbPortalInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPortalInfo, cb_portal_info_free)

CbRemoteFile *cb_remote_file_new (void);
CbRemoteFile *cb_remote_file_copy (const CbRemoteFile *self);
void cb_remote_file_free (CbRemoteFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbRemoteFile, cb_remote_file_free)

CbRemoteDataset *cb_remote_dataset_new (void);
void cb_remote_dataset_free (CbRemoteDataset *self);
CbRemoteFile *cb_remote_dataset_find_file (const CbRemoteDataset *self, const char *file_id);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbRemoteDataset, cb_remote_dataset_free)

G_END_DECLS
