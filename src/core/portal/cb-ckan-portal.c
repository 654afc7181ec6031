/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/cb-ckan-portal.h"

#include <openssl/evp.h>
#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "base/cb-text.h"
#include "core/portal/cb-ckan-client.h"
#include "core/portal/cb-ckan-record.h"
#include "core/portal/cb-ckan-reply.h"
#include "core/portal/cb-upload-stream.h"

/**
 * CbCkanPortal:
 *
 * CKAN 2.9 to 2.12 as a #CbPortal, in the way of ckan.md: never `resource_create`, never
 * `package_update`; slots by `package_create` or a guarded `package_revise`, bytes by
 * `resource_patch`, metadata and visibility by guarded `package_revise`.
 */
struct _CbCkanPortal
{
  GObject parent_instance;

  CbCkanClient *client; /* (owned) */
  char *address;        /* (owned): as pasted */
  char *organisation;   /* (owned) (nullable) */
  gint64 token_expires_us;
};

static void cb_ckan_portal_iface_init (CbPortalInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbCkanPortal,
                               cb_ckan_portal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CB_TYPE_PORTAL, cb_ckan_portal_iface_init))

static CbPortalInfo *
cb_ckan_portal_probe (CbPortal *portal, GCancellable *cancellable, GError **error)
{
  CbCkanPortal *self = CB_CKAN_PORTAL (portal);
  CbPortalInfo *info = cb_ckan_client_probe (self->client, self->address, cancellable, error);

  if (info != NULL)
    info->token_expires_us = self->token_expires_us;
  return info;
}

static JsonObject *
cb_ckan_portal_dup_record (CbPortal *portal, const CbDataset *dataset)
{
  return cb_ckan_record_from_dataset (dataset);
}

static CbRemoteDataset *
call_for_dataset (CbCkanPortal *self,
                  const char *action,
                  JsonObject *arguments,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (JsonObject) package
      = cb_ckan_client_call_object (self->client, action, arguments, cancellable, error);

  if (package == NULL)
    return NULL;
  if (cb_json_get_string (package, "id") == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_A_PORTAL, "%s gave no dataset", action);
      return NULL;
    }

  return cb_ckan_remote_dataset_new (package, self->client->base);
}

static CbRemoteDataset *
cb_ckan_portal_find_dataset (CbPortal *portal,
                             const char *id_or_name,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (JsonObject) arguments = json_object_new ();
  CbRemoteDataset *remote;

  json_object_set_string_member (arguments, "id", id_or_name);
  remote
      = call_for_dataset (CB_CKAN_PORTAL (portal), "package_show", arguments, cancellable, error);
  if (remote != NULL && remote->is_deleted)
    {
      /* A sysadmin is shown what is in the bin; for everybody else it is not there. */
      g_clear_pointer (&remote, cb_remote_dataset_free);
      g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND, "the dataset was deleted");
    }
  return remote;
}

/* `package_create` and `package_revise` answer with the dataset in one way or another; what counts
 * is what a fresh reader is shown. */
static CbRemoteDataset *
call_then_find (CbCkanPortal *self,
                const char *action,
                JsonObject *arguments,
                const char *id,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (JsonNode) result
      = cb_ckan_client_call (self->client, action, arguments, cancellable, error);

  return result != NULL ? cb_ckan_portal_find_dataset (CB_PORTAL (self), id, cancellable, error)
                        : NULL;
}

static CbRemoteDataset *
cb_ckan_portal_create_dataset (CbPortal *portal,
                               const CbDataset *dataset,
                               const char *slug,
                               GCancellable *cancellable,
                               GError **error)
{
  CbCkanPortal *self = CB_CKAN_PORTAL (portal);
  g_autoptr (JsonObject) record = cb_ckan_record_from_dataset (dataset);
  g_autoptr (JsonObject) package = cb_ckan_record_to_package (record, dataset->id);
  JsonArray *resources = json_array_new ();
  const char *organisation = cb_json_get_string (dataset->metadata, "owner_org");

  for (guint i = 0; i < dataset->files->len; i++)
    {
      JsonObject *slot = cb_ckan_slot_new (g_ptr_array_index (dataset->files, i));

      json_object_set_string_member (slot, "url", "");
      json_array_add_object_element (resources, slot);
    }
  if (organisation == NULL || *organisation == '\0')
    organisation = self->organisation;
  json_object_set_string_member (package, "name", slug);
  json_object_set_boolean_member (package, "private", TRUE);
  if (organisation != NULL)
    json_object_set_string_member (package, "owner_org", organisation);
  json_object_set_array_member (package, "resources", resources);
  return call_for_dataset (self, "package_create", package, cancellable, error);
}

static CbRemoteDataset *
cb_ckan_portal_add_slots (CbPortal *portal,
                          const CbRemoteDataset *remote,
                          const CbDataset *dataset,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (JsonObject) arguments = json_object_new ();
  JsonObject *match = json_object_new ();
  JsonArray *slots = json_array_new ();

  for (guint i = 0; i < dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (dataset->files, i);
      JsonObject *slot;

      if (cb_remote_dataset_find_file (remote, file->id) != NULL)
        continue;
      slot = cb_ckan_slot_new (file);
      json_object_set_string_member (slot, "url", "");
      json_array_add_object_element (slots, slot);
    }
  json_object_set_string_member (match, "id", remote->id);
  json_object_set_int_member (match, "num_resources", remote->files->len);
  json_object_set_object_member (arguments, "match", match);
  json_object_set_array_member (arguments, "update__resources__extend", slots);
  return call_then_find (CB_CKAN_PORTAL (portal), "package_revise", arguments, remote->id,
                         cancellable, error);
}

static CbRemoteFile *
cb_ckan_portal_put_file (CbPortal *portal,
                         const CbDatasetFile *file,
                         int fd,
                         const CbTransfer *transfer,
                         char **sha256,
                         GCancellable *cancellable,
                         GError **error)
{
  CbCkanPortal *self = CB_CKAN_PORTAL (portal);
  g_autoptr (JsonObject) slot = cb_ckan_slot_new (file);
  const char *media_type = json_object_get_string_member (slot, "mimetype");
  /* Stored format and mimetype would stay as they were (portals.md §2.5); a `url` beside a file
   * confuses CKAN (R14), and so does a form of one field (R13). */
  const char *fields[] = { "id",       file->id,
                           "name",     json_object_get_string_member (slot, "name"),
                           "format",   json_object_get_string_member (slot, "format"),
                           "mimetype", media_type,
                           NULL };
  g_autofree char *name = cb_text_ascii_file_name (file->name);
  g_autoptr (CbUploadStream) body
      = cb_upload_stream_new (fd, file->size, file->sha256, name, media_type, fields, transfer);
  g_autoptr (JsonObject) resource
      = cb_ckan_client_upload (self->client, "resource_patch", body, cancellable, error);

  if (resource == NULL)
    return NULL;
  if (sha256 != NULL)
    *sha256 = g_strdup (cb_upload_stream_get_sha256 (body));
  return cb_ckan_remote_file_new (resource, self->client->base);
}

typedef struct
{
  EVP_MD_CTX *hash;
  guint64 size;
  const CbTransfer *transfer;
} Proof;

static gboolean
hash_bytes (const guint8 *data, gsize length, guint64 total, gpointer user_data, GError **error)
{
  Proof *proof = user_data;
  const CbTransfer *transfer = proof->transfer;

  if (transfer != NULL && transfer->gate != NULL && !transfer->gate (transfer->user_data, error))
    return FALSE;
  EVP_DigestUpdate (proof->hash, data, length);
  proof->size += length;
  if (transfer != NULL && transfer->progress != NULL)
    transfer->progress (proof->size, total, transfer->user_data);
  return TRUE;
}

static void
set_download_error (CbCkanPortal *self,
                    const CbHttpReply *reply,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonNode) ignored = NULL;

  /* CKAN refuses a download with a page (ckan.md): who we are tells page from page. */
  if (reply->status == 403)
    {
      g_set_error (&local_error, CB_ERROR, CB_ERROR_FORBIDDEN, "%s refused the download",
                   reply->host);
      cb_ckan_client_explain_refusal (self->client, cancellable, &local_error);
    }
  else if (reply->status == 404 || reply->status == 410)
    g_set_error (&local_error, CB_ERROR, CB_ERROR_NOT_FOUND, "%s has no such bytes", reply->host);
  else
    ignored = cb_ckan_reply_dup_result (reply, &local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
}

static gboolean
cb_ckan_portal_fetch_file (CbPortal *portal,
                           const CbRemoteFile *file,
                           const CbTransfer *transfer,
                           guint64 *size,
                           char **sha256,
                           GCancellable *cancellable,
                           GError **error)
{
  CbCkanPortal *self = CB_CKAN_PORTAL (portal);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  Proof proof = { .hash = EVP_MD_CTX_new (), .transfer = transfer };
  g_autoptr (CbHttpReply) reply = NULL;

  EVP_DigestInit_ex (proof.hash, EVP_sha256 (), NULL);
  reply = cb_http_download (self->client->http, file->url, self->client->base, hash_bytes, &proof,
                            cancellable, error);
  EVP_DigestFinal_ex (proof.hash, digest, &length);
  EVP_MD_CTX_free (proof.hash);
  if (reply == NULL)
    return FALSE;
  self->client->retry_after_us = reply->retry_after_us;
  if (reply->status != 200)
    {
      set_download_error (self, reply, cancellable, error);
      return FALSE;
    }

  *size = proof.size;
  *sha256 = cb_text_hex (digest, length);
  return TRUE;
}

static gboolean
cb_ckan_portal_describe_file (CbPortal *portal,
                              const CbDatasetFile *file,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (JsonObject) slot = cb_ckan_slot_new (file);
  g_autoptr (JsonNode) result = cb_ckan_client_call (CB_CKAN_PORTAL (portal)->client,
                                                     "resource_patch", slot, cancellable, error);

  return result != NULL;
}

static CbRemoteDataset *
cb_ckan_portal_revise (CbPortal *portal,
                       const CbRemoteDataset *remote,
                       JsonObject *changes,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (JsonObject) arguments = json_object_new ();
  JsonObject *match = json_object_new ();
  JsonObject *update = json_object_new ();

  json_object_set_string_member (match, "id", remote->id);
  cb_ckan_record_to_revision (changes, remote->raw, match, update);
  json_object_set_object_member (arguments, "match", match);
  json_object_set_object_member (arguments, "update", update);
  return call_then_find (CB_CKAN_PORTAL (portal), "package_revise", arguments, remote->id,
                         cancellable, error);
}

/* Bytes that someone replaced since they were compared change last_modified. */
static JsonArray *
new_resource_guard (const CbRemoteDataset *remote)
{
  JsonArray *guard = json_array_new ();

  for (guint i = 0; i < remote->files->len; i++)
    {
      const CbRemoteFile *file = g_ptr_array_index (remote->files, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", file->id);
      if (file->last_modified != NULL)
        json_object_set_string_member (object, "last_modified", file->last_modified);
      json_array_add_object_element (guard, object);
    }
  return guard;
}

static CbRemoteDataset *
cb_ckan_portal_publish (CbPortal *portal,
                        const CbRemoteDataset *remote,
                        GCancellable *cancellable,
                        GError **error)
{
  static const char *const guarded[]
      = { "id", "name", "title", "notes", "private", "num_resources" };
  g_autoptr (JsonObject) arguments = json_object_new ();
  JsonObject *match = json_object_new ();
  JsonObject *update = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (guarded); i++)
    if (json_object_has_member (remote->raw, guarded[i]))
      json_object_set_member (match, guarded[i],
                              json_node_copy (json_object_get_member (remote->raw, guarded[i])));
  json_object_set_array_member (match, "resources", new_resource_guard (remote));
  json_object_set_boolean_member (update, "private", FALSE);
  json_object_set_object_member (arguments, "match", match);
  json_object_set_object_member (arguments, "update", update);
  return call_then_find (CB_CKAN_PORTAL (portal), "package_revise", arguments, remote->id,
                         cancellable, error);
}

static gboolean
cb_ckan_portal_delete_dataset (CbPortal *portal,
                               const CbRemoteDataset *remote,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (JsonObject) arguments = json_object_new ();
  g_autoptr (JsonNode) result = NULL;
  g_autoptr (GError) local_error = NULL;

  json_object_set_string_member (arguments, "id", remote->id);
  result = cb_ckan_client_call (CB_CKAN_PORTAL (portal)->client, "package_delete", arguments,
                                cancellable, &local_error);
  if (result != NULL || g_error_matches (local_error, CB_ERROR, CB_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gint64
cb_ckan_portal_get_retry_after (CbPortal *portal)
{
  return CB_CKAN_PORTAL (portal)->client->retry_after_us;
}

static char *
cb_ckan_portal_dup_public_url (CbPortal *portal, const CbRemoteDataset *remote)
{
  return g_strdup_printf ("%s/dataset/%s", CB_CKAN_PORTAL (portal)->client->base, remote->name);
}

static void
cb_ckan_portal_finalize (GObject *object)
{
  CbCkanPortal *self = CB_CKAN_PORTAL (object);

  cb_ckan_client_free (self->client);
  g_free (self->address);
  g_free (self->organisation);

  G_OBJECT_CLASS (cb_ckan_portal_parent_class)->finalize (object);
}

static void
cb_ckan_portal_iface_init (CbPortalInterface *iface)
{
  iface->probe = cb_ckan_portal_probe;
  iface->dup_record = cb_ckan_portal_dup_record;
  iface->find_dataset = cb_ckan_portal_find_dataset;
  iface->create_dataset = cb_ckan_portal_create_dataset;
  iface->add_slots = cb_ckan_portal_add_slots;
  iface->put_file = cb_ckan_portal_put_file;
  iface->fetch_file = cb_ckan_portal_fetch_file;
  iface->describe_file = cb_ckan_portal_describe_file;
  iface->revise = cb_ckan_portal_revise;
  iface->publish = cb_ckan_portal_publish;
  iface->delete_dataset = cb_ckan_portal_delete_dataset;
  iface->get_retry_after = cb_ckan_portal_get_retry_after;
  iface->dup_public_url = cb_ckan_portal_dup_public_url;
}

static void
cb_ckan_portal_class_init (CbCkanPortalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cb_ckan_portal_finalize;
}

static void
cb_ckan_portal_init (CbCkanPortal *self)
{
}

/**
 * cb_ckan_portal_new:
 * @address: the portal's base, or any page of it when it will be probed first
 * @token: (nullable): raw; kept in memory only, wiped at the end
 * @token_header: where it goes
 *
 * Returns: (transfer full): a portal for one thread; nothing is asked yet
 */
CbPortal *
cb_ckan_portal_new (const char *address, const char *token, CbTokenHeader token_header)
{
  CbCkanPortal *self = g_object_new (CB_TYPE_CKAN_PORTAL, NULL);
  g_autofree char *clean = g_strstrip (g_strdup (token != NULL ? token : ""));

  self->address = g_strdup (address);
  self->client = cb_ckan_client_new (address);
  self->token_expires_us = cb_ckan_token_get_expiry (clean);
  cb_http_set_token (self->client->http, clean, token_header);
  return CB_PORTAL (self);
}

/**
 * cb_ckan_portal_new_for_account:
 * @account: one that was probed
 * @token: its token
 *
 * Returns: (transfer full): its portal, for one thread
 */
CbPortal *
cb_ckan_portal_new_for_account (const CbAccount *account, const char *token)
{
  CbPortal *portal = cb_ckan_portal_new (account->url, token, account->token_header);
  CbCkanPortal *self = CB_CKAN_PORTAL (portal);

  self->organisation = g_strdup (account->organisation);
  self->client->user = g_strdup (account->user);
  return portal;
}

/**
 * cb_ckan_portal_set_authorities:
 * @self: a portal
 * @authorities: (nullable) (element-type GTlsCertificate): trusted beside the system's
 */
void
cb_ckan_portal_set_authorities (CbCkanPortal *self, GPtrArray *authorities)
{
  cb_http_set_authorities (self->client->http, authorities);
}

/**
 * cb_ckan_portal_set_stall_timeout:
 * @self: a portal
 * @seconds: of silence after which it has stopped answering; 150 unless set (portals.md R8)
 */
void
cb_ckan_portal_set_stall_timeout (CbCkanPortal *self, guint seconds)
{
  cb_http_set_stall_timeout (self->client->http, seconds);
}

/**
 * cb_ckan_token_get_expiry:
 * @token: (nullable): a token
 *
 * CKAN's tokens are JWTs; the payload can be read, not verified, offline (portals.md R4).
 *
 * Returns: microseconds since 1970, 0 when the token does not say
 */
gint64
cb_ckan_token_get_expiry (const char *token)
{
  g_auto (GStrv) parts = g_strsplit (token != NULL ? token : "", ".", 4);
  g_autofree char *standard = NULL;
  g_autofree guchar *payload = NULL;
  g_autoptr (JsonObject) object = NULL;
  gsize length = 0;
  gint64 seconds;

  if (g_strv_length (parts) != 3)
    return 0;
  standard = g_strdup_printf ("%s%.*s", parts[1], (int)((4 - strlen (parts[1]) % 4) % 4), "===");
  g_strdelimit (g_strdelimit (standard, "-", '+'), "_", '/');
  payload = g_base64_decode (standard, &length);
  object = cb_json_object_parse ((const char *)payload, (gssize)length, NULL);
  seconds = cb_json_get_int (object, "exp", 0);
  return seconds > 0 && seconds < G_MAXINT64 / G_USEC_PER_SEC ? seconds * G_USEC_PER_SEC : 0;
}
