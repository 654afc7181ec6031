/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/cb-by-hand-portal.h"

#include "base/cb-error.h"
#include "core/portal/cb-ckan-record.h"
#include "core/portal/cb-http.h"

/* What is much longer than the file is not read to its end: line ends and a mark can double it. */
#define MARGIN (1024u * 1024)

/* An answer that drips is given up: after a minute at least a kilobyte in each second. */
#define PATIENCE_US (60 * G_USEC_PER_SEC)
#define SLOWEST_RATE 1024

/**
 * CbByHandPortal:
 *
 * A portal without an API as a #CbPortal (product.md J3). Nothing can be sent to it: all that a
 * program can do is to fetch what is public, without a token, and to look at it.
 */
struct _CbByHandPortal
{
  GObject parent_instance;

  CbHttp *http;  /* (owned) */
  char *address; /* (owned) */
  gint64 retry_after_us;
};

static void cb_by_hand_portal_iface_init (CbPortalInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbByHandPortal,
                               cb_by_hand_portal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CB_TYPE_PORTAL, cb_by_hand_portal_iface_init))

/**
 * cb_by_hand_is_address:
 * @text: (nullable): what a person entered
 *
 * Returns: whether it is an address of the web, with a host and without a password in it
 */
gboolean
cb_by_hand_is_address (const char *text)
{
  g_autoptr (GUri) uri = text != NULL ? g_uri_parse (text, G_URI_FLAGS_NONE, NULL) : NULL;

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0'
         && g_uri_get_userinfo (uri) == NULL
         && (g_str_equal (g_uri_get_scheme (uri), "https")
             || g_str_equal (g_uri_get_scheme (uri), "http"));
}

typedef struct
{
  CbLooker *looker; /* (owned) */
  const CbTransfer *transfer;
  guint64 limit;
  gint64 begun_us;
  gboolean cut;
} Fetch;

static gboolean
take_bytes_cb (const guint8 *data, gsize length, guint64 total, gpointer user_data, GError **error)
{
  Fetch *fetch = user_data;
  const CbTransfer *transfer = fetch->transfer;
  gint64 late_us = g_get_monotonic_time () - fetch->begun_us - PATIENCE_US;
  guint64 size;

  if (transfer != NULL && transfer->gate != NULL && !transfer->gate (transfer->user_data, error))
    return FALSE;
  cb_looker_feed (fetch->looker, data, length);
  size = cb_looker_get_size (fetch->looker);
  if (transfer != NULL && transfer->progress != NULL)
    transfer->progress (size, MAX (total, size), transfer->user_data);
  if (size > fetch->limit)
    {
      fetch->cut = TRUE;
      g_set_error_literal (error, CB_ERROR, CB_ERROR_TOO_LARGE, "longer than any form of the file");
      return FALSE;
    }
  if (late_us > 0 && size / SLOWEST_RATE < (guint64)(late_us / G_USEC_PER_SEC))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_TIMED_OUT, "the answer comes too slowly");
      return FALSE;
    }
  return TRUE;
}

/* @finding: (out): what an answer without the bytes means */
static gboolean
judge_status (const CbHttpReply *reply, CbByHandFinding *finding, GError **error)
{
  if (reply->status == 404 || reply->status == 410)
    *finding = CB_BY_HAND_MISSING;
  else if (reply->status == 407)
    g_set_error (error, CB_ERROR, CB_ERROR_PROXY, "%s wants a sign-in", reply->host);
  else if (reply->status == 429 || reply->status == 503)
    g_set_error (error, CB_ERROR, CB_ERROR_BUSY, "%s answered %u", reply->host, reply->status);
  else if (reply->status >= 500 || reply->status == 408)
    g_set_error (error, CB_ERROR, CB_ERROR_SERVER, "%s answered %u", reply->host, reply->status);
  else
    *finding = CB_BY_HAND_WALL;

  return *finding != CB_BY_HAND_TO_DO;
}

/**
 * cb_by_hand_portal_look:
 * @self: a portal
 * @url: a public address of a file
 * @expected: bytes that the approved file has; much more than that is not read
 * @transfer: (nullable): gate and progress
 * @look: (out caller-allocates): what is there
 * @finding: (out): why nothing is known of it, or %CB_BY_HAND_TO_DO when @look is set
 * @cancellable: (nullable): to stop
 * @error: %CB_ERROR_OFFLINE, %CB_ERROR_TIMED_OUT, %CB_ERROR_TLS, %CB_ERROR_SERVER … when nothing
 *   could be learned
 *
 * Fetches without any token, follows redirects but never from https to http, and keeps none of the
 * bytes. Blocks; in the portal's thread.
 *
 * Returns: %FALSE on error
 */
gboolean
cb_by_hand_portal_look (CbByHandPortal *self,
                        const char *url,
                        guint64 expected,
                        const CbTransfer *transfer,
                        CbLook *look,
                        CbByHandFinding *finding,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (CbLooker) looker = cb_looker_new ();
  g_autoptr (CbHttpReply) reply = NULL;
  g_autoptr (GError) local_error = NULL;
  Fetch fetch = { .looker = looker,
                  .transfer = transfer,
                  .limit = 2 * expected + MARGIN,
                  .begun_us = g_get_monotonic_time () };

  *finding = CB_BY_HAND_TO_DO;
  reply
      = cb_http_download (self->http, url, NULL, take_bytes_cb, &fetch, cancellable, &local_error);
  self->retry_after_us = reply != NULL ? reply->retry_after_us : 0;
  if (reply != NULL && reply->status != 200)
    return judge_status (reply, finding, error);
  if (g_error_matches (local_error, CB_ERROR, CB_ERROR_REDIRECTED))
    {
      *finding = CB_BY_HAND_AWAY;
      return TRUE;
    }
  if (reply == NULL && !fetch.cut)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  cb_looker_end (looker, look);
  if (reply != NULL && g_strcmp0 (reply->content_type, "application/xhtml+xml") == 0)
    look->is_page = TRUE;
  return TRUE;
}

/* Only that something answers there: it has no word for who we are. */
static CbPortalInfo *
cb_by_hand_portal_probe (CbPortal *portal, GCancellable *cancellable, GError **error)
{
  CbByHandPortal *self = CB_BY_HAND_PORTAL (portal);
  CbByHandFinding finding;
  CbPortalInfo *info;
  g_auto (CbLook) look = { 0 };

  if (!cb_by_hand_portal_look (self, self->address, 0, NULL, &look, &finding, cancellable, error))
    return NULL;
  info = cb_portal_info_new ();
  info->url = g_strdup (self->address);
  return info;
}

/* Its description is copied by a person; the words are those of every portal. */
static JsonObject *
cb_by_hand_portal_dup_record (CbPortal *portal, const CbDataset *dataset)
{
  return cb_ckan_record_from_dataset (dataset);
}

static void
refuse (GError **error)
{
  g_set_error_literal (error, CB_ERROR, CB_ERROR_BY_HAND, "this portal has no API");
}

static CbRemoteDataset *
cb_by_hand_portal_find_dataset (CbPortal *portal,
                                const char *id_or_name,
                                GCancellable *cancellable,
                                GError **error)
{
  refuse (error);
  return NULL;
}

static CbRemoteDataset *
cb_by_hand_portal_create_dataset (CbPortal *portal,
                                  const CbDataset *dataset,
                                  const char *slug,
                                  GCancellable *cancellable,
                                  GError **error)
{
  refuse (error);
  return NULL;
}

static CbRemoteDataset *
cb_by_hand_portal_add_slots (CbPortal *portal,
                             const CbRemoteDataset *remote,
                             const CbDataset *dataset,
                             GCancellable *cancellable,
                             GError **error)
{
  refuse (error);
  return NULL;
}

static CbRemoteFile *
cb_by_hand_portal_put_file (CbPortal *portal,
                            const CbDatasetFile *file,
                            int fd,
                            const CbTransfer *transfer,
                            char **sha256,
                            GCancellable *cancellable,
                            GError **error)
{
  refuse (error);
  return NULL;
}

static gboolean
cb_by_hand_portal_fetch_file (CbPortal *portal,
                              const CbRemoteFile *file,
                              const CbTransfer *transfer,
                              guint64 *size,
                              char **sha256,
                              GCancellable *cancellable,
                              GError **error)
{
  g_auto (CbLook) look = { 0 };
  CbByHandFinding finding;

  if (!cb_by_hand_portal_look (CB_BY_HAND_PORTAL (portal), file->url,
                               file->size > 0 ? (guint64)file->size : 0, transfer, &look, &finding,
                               cancellable, error))
    return FALSE;
  if (finding == CB_BY_HAND_MISSING)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_GONE, "nothing is at the public address");
      return FALSE;
    }
  if (finding != CB_BY_HAND_TO_DO)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_BY_HAND, "no program may fetch it");
      return FALSE;
    }
  *size = look.size;
  *sha256 = g_steal_pointer (&look.sha256);
  return TRUE;
}

static gboolean
cb_by_hand_portal_describe_file (CbPortal *portal,
                                 const CbDatasetFile *file,
                                 GCancellable *cancellable,
                                 GError **error)
{
  refuse (error);
  return FALSE;
}

static CbRemoteDataset *
cb_by_hand_portal_revise (CbPortal *portal,
                          const CbRemoteDataset *remote,
                          JsonObject *changes,
                          GCancellable *cancellable,
                          GError **error)
{
  refuse (error);
  return NULL;
}

static CbRemoteDataset *
cb_by_hand_portal_publish (CbPortal *portal,
                           const CbRemoteDataset *remote,
                           GCancellable *cancellable,
                           GError **error)
{
  refuse (error);
  return NULL;
}

static gboolean
cb_by_hand_portal_delete_dataset (CbPortal *portal,
                                  const CbRemoteDataset *remote,
                                  GCancellable *cancellable,
                                  GError **error)
{
  refuse (error);
  return FALSE;
}

static gint64
cb_by_hand_portal_get_retry_after (CbPortal *portal)
{
  return CB_BY_HAND_PORTAL (portal)->retry_after_us;
}

static char *
cb_by_hand_portal_dup_public_url (CbPortal *portal, const CbRemoteDataset *remote)
{
  return g_strdup (remote->id);
}

static void
cb_by_hand_portal_iface_init (CbPortalInterface *iface)
{
  iface->probe = cb_by_hand_portal_probe;
  iface->dup_record = cb_by_hand_portal_dup_record;
  iface->find_dataset = cb_by_hand_portal_find_dataset;
  iface->create_dataset = cb_by_hand_portal_create_dataset;
  iface->add_slots = cb_by_hand_portal_add_slots;
  iface->put_file = cb_by_hand_portal_put_file;
  iface->fetch_file = cb_by_hand_portal_fetch_file;
  iface->describe_file = cb_by_hand_portal_describe_file;
  iface->revise = cb_by_hand_portal_revise;
  iface->publish = cb_by_hand_portal_publish;
  iface->delete_dataset = cb_by_hand_portal_delete_dataset;
  iface->get_retry_after = cb_by_hand_portal_get_retry_after;
  iface->dup_public_url = cb_by_hand_portal_dup_public_url;
}

static void
cb_by_hand_portal_finalize (GObject *object)
{
  CbByHandPortal *self = CB_BY_HAND_PORTAL (object);

  cb_http_free (self->http);
  g_free (self->address);
  G_OBJECT_CLASS (cb_by_hand_portal_parent_class)->finalize (object);
}

static void
cb_by_hand_portal_class_init (CbByHandPortalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cb_by_hand_portal_finalize;
}

static void
cb_by_hand_portal_init (CbByHandPortal *self)
{
  self->http = cb_http_new ();
}

/**
 * cb_by_hand_portal_new:
 * @address: of the portal
 * @authorities: (nullable) (element-type GTlsCertificate): trusted beside the system's
 *
 * Returns: (transfer full): a portal for one thread; nothing is asked yet
 */
CbPortal *
cb_by_hand_portal_new (const char *address, GPtrArray *authorities)
{
  CbByHandPortal *self = g_object_new (CB_TYPE_BY_HAND_PORTAL, NULL);

  self->address = g_strdup (address);
  cb_http_set_authorities (self->http, authorities);
  return CB_PORTAL (self);
}

/**
 * cb_by_hand_portal_set_stall_timeout:
 * @self: a portal
 * @seconds: of silence after which it has stopped answering
 */
void
cb_by_hand_portal_set_stall_timeout (CbByHandPortal *self, guint seconds)
{
  cb_http_set_stall_timeout (self->http, seconds);
}
