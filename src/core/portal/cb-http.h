/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "core/model/cb-account.h"

G_BEGIN_DECLS

typedef struct _CbHttp CbHttp;
typedef struct _CbUploadStream CbUploadStream;

/**
 * CbHttpReply:
 * @status: HTTP status
 * @content_type: (nullable): without parameters, lower case
 * @body: never longer than the cap
 * @location: (nullable): where a redirect points, absolute
 * @retry_after_us: 0 when not said; clamped
 * @host: who answered
 */
typedef struct
{
  guint status;
  char *content_type;
  GBytes *body;
  char *location;
  gint64 retry_after_us;
  char *host;
} CbHttpReply;

/* What takes the bytes of a download: length 0 is the end. */
typedef gboolean (*CbHttpSink) (
    const guint8 *data, gsize length, guint64 total, gpointer user_data, GError **error);

CbHttp *cb_http_new (void);
void cb_http_free (CbHttp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbHttp, cb_http_free)
void cb_http_set_token (CbHttp *self, const char *token, CbTokenHeader header);
void cb_http_set_authorities (CbHttp *self, GPtrArray *authorities);
void cb_http_set_stall_timeout (CbHttp *self, guint seconds);
guint cb_http_get_stall_timeout (CbHttp *self);

CbHttpReply *cb_http_get (CbHttp *self,
                          const char *url,
                          gboolean with_token,
                          GCancellable *cancellable,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbHttpReply *cb_http_post_json (CbHttp *self,
                                const char *url,
                                gboolean with_token,
                                const char *json,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbHttpReply *cb_http_post_upload (CbHttp *self,
                                  const char *url,
                                  CbUploadStream *body,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbHttpReply *cb_http_download (CbHttp *self,
                               const char *url,
                               const char *token_origin,
                               CbHttpSink sink,
                               gpointer user_data,
                               GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

void cb_http_reply_free (CbHttpReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbHttpReply, cb_http_reply_free)

gint64 cb_http_parse_retry_after (const char *value, const char *date);
gboolean cb_http_same_origin (const char *a, const char *b);

G_END_DECLS
