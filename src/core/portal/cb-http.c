/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/cb-http.h"

#include <libsoup/soup.h>
#include <openssl/crypto.h>
#include <string.h>

#include "base/cb-error.h"
#include "core/portal/cb-trust.h"
#include "core/portal/cb-upload-stream.h"

/* A package_show of a dataset with thousands of resources is a few megabytes. */
#define MAX_REPLY (32u * 1024 * 1024)
#define DOWNLOAD_BLOCK (256u * 1024)
#define MAX_REDIRECTS 5
/* CKAN's own time limit is 50 s (portals.md R8); an answer may follow the last byte by two minutes.
 */
#define STALL_TIMEOUT_S 150
/* What is wrong with a portal's certificate, beside its message. */
#define WRONG "cb-wrong-certificate"

/**
 * CbHttp:
 *
 * What a lane speaks HTTP with: no cookies, no redirects, no restarts on 401, no content decoding,
 * answers of bounded size, a limit on silence rather than on time (portals.md R5–R8). The token is
 * sent only where the caller says so, and appears in no message and no log.
 */
struct _CbHttp
{
  SoupSession *session;   /* (owned) */
  GPtrArray *authorities; /* (owned) (nullable) (element-type GTlsCertificate) */
  char *token;            /* (owned) (nullable) */
  CbTokenHeader header;
};

/**
 * cb_http_new:
 *
 * Returns: (transfer full): for one thread
 */
CbHttp *
cb_http_new (void)
{
  CbHttp *self = g_new0 (CbHttp, 1);

  self->session
      = soup_session_new_with_options ("timeout", STALL_TIMEOUT_S, "user-agent",
                                       "congbo/" CB_VERSION, "max-conns-per-host", 2, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_COOKIE_JAR);
  return self;
}

/**
 * cb_http_free:
 * @self: (nullable) (transfer full): with no request under way
 */
void
cb_http_free (CbHttp *self)
{
  if (self == NULL)
    return;

  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_clear_pointer (&self->authorities, g_ptr_array_unref);
  if (self->token != NULL)
    OPENSSL_cleanse (self->token, strlen (self->token));
  g_free (self->token);
  g_free (self);
}

/**
 * cb_http_set_token:
 * @self: whose requests
 * @token: (nullable): the raw token, without `Bearer` (portals.md R2)
 * @header: where it goes
 */
void
cb_http_set_token (CbHttp *self, const char *token, CbTokenHeader header)
{
  if (self->token != NULL)
    OPENSSL_cleanse (self->token, strlen (self->token));
  g_free (self->token);
  self->token = token != NULL && *token != '\0' ? g_strdup (token) : NULL;
  self->header = header;
}

/**
 * cb_http_set_authorities:
 * @self: whose requests
 * @authorities: (nullable) (element-type GTlsCertificate): trusted beside the system's
 */
void
cb_http_set_authorities (CbHttp *self, GPtrArray *authorities)
{
  g_clear_pointer (&self->authorities, g_ptr_array_unref);
  self->authorities = authorities != NULL ? g_ptr_array_ref (authorities) : NULL;
}

/**
 * cb_http_set_stall_timeout:
 * @self: whose requests
 * @seconds: of silence after which the portal has stopped answering
 */
void
cb_http_set_stall_timeout (CbHttp *self, guint seconds)
{
  soup_session_set_timeout (self->session, seconds);
}

/**
 * cb_http_get_stall_timeout:
 * @self: whose requests
 *
 * Returns: seconds
 */
guint
cb_http_get_stall_timeout (CbHttp *self)
{
  return soup_session_get_timeout (self->session);
}

/**
 * cb_http_reply_free:
 * @self: (nullable) (transfer full): an answer
 */
void
cb_http_reply_free (CbHttpReply *self)
{
  if (self == NULL)
    return;

  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->location);
  g_free (self->host);
  g_free (self);
}

static CbError
code_from_io (int code)
{
  switch (code)
    {
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
      return CB_ERROR_OFFLINE;
    case G_IO_ERROR_TIMED_OUT:
      return CB_ERROR_TIMED_OUT;
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return CB_ERROR_PROXY;
    default:
      return CB_ERROR_SERVER;
    }
}

/* A connection that breaks off in the handshake is the network's doing; a certificate is not. */
static CbError
code_from_tls (int code)
{
  return code == G_TLS_ERROR_MISC || code == G_TLS_ERROR_EOF ? CB_ERROR_SERVER : CB_ERROR_TLS;
}

/* Asked when the system does not trust the portal's certificate. What is found wrong is kept for
 * the message. */
static gboolean
accept_certificate_cb (SoupMessage *msg,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags wrong,
                       gpointer user_data)
{
  CbHttp *self = user_data;
  GUri *uri = soup_message_get_uri (msg);
  g_autoptr (GSocketConnectable) host
      = g_network_address_new (g_uri_get_host (uri), (guint16)g_uri_get_port (uri));

  wrong = cb_trust_look (self->authorities, certificate, host, wrong);
  g_object_set_data (G_OBJECT (msg), WRONG, GUINT_TO_POINTER (wrong));
  return wrong == 0;
}

static char *
dup_certificate_facts (SoupMessage *msg)
{
  static const struct
  {
    GTlsCertificateFlags flag;
    const char *name;
  } facts[] = {
    { G_TLS_CERTIFICATE_UNKNOWN_CA, "unknown-authority" },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, "wrong-host" },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, "not-yet-valid" },
    { G_TLS_CERTIFICATE_EXPIRED, "expired" },
    { G_TLS_CERTIFICATE_REVOKED, "revoked" },
    { G_TLS_CERTIFICATE_INSECURE, "insecure" },
  };
  guint flags = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (msg), WRONG));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if ((flags & facts[i].flag) != 0)
      g_string_append_printf (text, " %s", facts[i].name);
  return g_string_free (text, FALSE);
}

/* Names the host, never the request: its headers hold the token. */
static void
translate_error (SoupMessage *msg, GError **error)
{
  g_autoptr (GError) old = *error;
  g_autofree char *facts = NULL;
  CbError code = CB_ERROR_SERVER;

  *error = NULL;
  if (old->domain == CB_ERROR || g_error_matches (old, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      *error = g_steal_pointer (&old);
      return;
    }
  if (old->domain == G_RESOLVER_ERROR)
    code = CB_ERROR_OFFLINE;
  else if (old->domain == G_IO_ERROR)
    code = code_from_io (old->code);
  else if (old->domain == G_TLS_ERROR)
    code = code_from_tls (old->code);
  facts = dup_certificate_facts (msg);
  *error = g_error_new (CB_ERROR, (int)code, "%s: %s%s",
                        g_uri_get_host (soup_message_get_uri (msg)), old->message, facts);
}

static gboolean
is_of_web (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);

  return g_uri_get_host (uri) != NULL
         && (g_str_equal (scheme, "http") || g_str_equal (scheme, "https"));
}

static SoupMessage *
new_message (CbHttp *self, const char *method, const char *url, gboolean with_token, GError **error)
{
  g_autoptr (SoupMessage) msg = soup_message_new (method, url);
  SoupMessageHeaders *headers;

  if (msg == NULL || !is_of_web (soup_message_get_uri (msg)))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "not a web address: %s", url);
      return NULL;
    }
  g_signal_connect (msg, "accept-certificate", G_CALLBACK (accept_certificate_cb), self);
  soup_message_add_flags (msg, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (msg);
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  if (with_token && self->token != NULL)
    {
      if (self->header != CB_TOKEN_IN_X_CKAN_API_KEY)
        soup_message_headers_replace (headers, "Authorization", self->token);
      if (self->header != CB_TOKEN_IN_AUTHORIZATION)
        soup_message_headers_replace (headers, "X-CKAN-API-Key", self->token);
    }
  return g_steal_pointer (&msg);
}

static CbHttpReply *
new_reply (SoupMessage *msg)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (msg);
  const char *location = soup_message_headers_get_one (headers, "Location");
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  CbHttpReply *reply = g_new0 (CbHttpReply, 1);

  reply->status = soup_message_get_status (msg);
  reply->content_type = type != NULL ? g_ascii_strdown (type, -1) : NULL;
  reply->host = g_strdup (g_uri_get_host (soup_message_get_uri (msg)));
  reply->retry_after_us
      = cb_http_parse_retry_after (soup_message_headers_get_one (headers, "Retry-After"),
                                   soup_message_headers_get_one (headers, "Date"));
  if (location != NULL)
    {
      g_autoptr (GUri) target
          = g_uri_parse_relative (soup_message_get_uri (msg), location, SOUP_HTTP_URI_FLAGS, NULL);

      reply->location = target != NULL ? g_uri_to_string (target) : NULL;
    }
  return reply;
}

static GBytes *
read_reply (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *block = g_malloc (DOWNLOAD_BLOCK);

  for (;;)
    {
      gssize n = g_input_stream_read (stream, block, DOWNLOAD_BLOCK, cancellable, error);

      if (n < 0)
        return NULL;
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      if (bytes->len + (gsize)n > MAX_REPLY)
        {
          g_set_error_literal (error, CB_ERROR, CB_ERROR_SERVER, "the answer is absurdly long");
          return NULL;
        }
      g_byte_array_append (bytes, block, (guint)n);
    }
}

static CbHttpReply *
send_message (CbHttp *self, SoupMessage *msg, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (CbHttpReply) reply = NULL;
  g_autoptr (GError) local_error = NULL;

  stream = soup_session_send (self->session, msg, cancellable, &local_error);
  if (stream != NULL)
    {
      reply = new_reply (msg);
      reply->body = read_reply (stream, cancellable, &local_error);
    }
  if (local_error != NULL)
    {
      translate_error (msg, &local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&reply);
}

/**
 * cb_http_get:
 * @self: the connection
 * @url: absolute
 * @with_token: whether our token goes along
 * @cancellable: (nullable): to stop
 * @error: %CB_ERROR_OFFLINE, %CB_ERROR_TIMED_OUT, %CB_ERROR_TLS, %CB_ERROR_SERVER …
 *
 * Returns: (transfer full): any answer, whatever its status
 */
CbHttpReply *
cb_http_get (
    CbHttp *self, const char *url, gboolean with_token, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupMessage) msg = new_message (self, SOUP_METHOD_GET, url, with_token, error);

  return msg != NULL ? send_message (self, msg, cancellable, error) : NULL;
}

/**
 * cb_http_post_json:
 * @self: the connection
 * @url: absolute
 * @with_token: whether our token goes along
 * @json: UTF-8
 * @cancellable: (nullable): to stop
 * @error: as cb_http_get(); all but %CB_ERROR_OFFLINE and %CB_ERROR_TLS leave open what happened
 *
 * Returns: (transfer full): any answer, whatever its status
 */
CbHttpReply *
cb_http_post_json (CbHttp *self,
                   const char *url,
                   gboolean with_token,
                   const char *json,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (SoupMessage) msg = new_message (self, SOUP_METHOD_POST, url, with_token, error);
  g_autoptr (GBytes) body = NULL;

  if (msg == NULL)
    return NULL;
  body = g_bytes_new (json, strlen (json));
  soup_message_set_request_body_from_bytes (msg, "application/json", body);
  return send_message (self, msg, cancellable, error);
}

static void
network_event_cb (SoupMessage *msg,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  gpointer user_data)
{
  gboolean secure = g_strcmp0 (g_uri_get_scheme (soup_message_get_uri (msg)), "https") == 0;

  if (event != G_SOCKET_CLIENT_COMPLETE || connection == NULL)
    return;
  if (secure
      && (!G_IS_TLS_CONNECTION (connection)
          || g_strcmp0 (g_tls_connection_get_negotiated_protocol (G_TLS_CONNECTION (connection)),
                        "h2")
                 == 0))
    return;
  cb_upload_stream_set_connection (user_data, connection);
}

/**
 * cb_http_post_upload:
 * @self: the connection
 * @url: absolute
 * @body: what to send, once
 * @cancellable: (nullable): to stop
 * @error: as cb_http_post_json(), and what stopped the body
 *
 * Sends with the token, over a connection of its own that is closed afterwards: an answer may come
 * before the body's end.
 *
 * Returns: (transfer full): any answer; one of success only when the whole body was sent
 */
CbHttpReply *
cb_http_post_upload (
    CbHttp *self, const char *url, CbUploadStream *body, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupMessage) msg = new_message (self, SOUP_METHOD_POST, url, TRUE, error);
  g_autoptr (CbHttpReply) reply = NULL;
  g_autoptr (GError) local_error = NULL;

  if (msg == NULL)
    return NULL;
  soup_message_add_flags (msg, SOUP_MESSAGE_NEW_CONNECTION);
  soup_message_headers_replace (soup_message_get_request_headers (msg), "Connection", "close");
  soup_message_set_request_body (msg, cb_upload_stream_get_content_type (body),
                                 G_INPUT_STREAM (body), (gssize)cb_upload_stream_get_length (body));
  g_signal_connect_object (msg, "network-event", G_CALLBACK (network_event_cb), body, 0);
  reply = send_message (self, msg, cancellable, &local_error);
  if (cb_upload_stream_peek_error (body) != NULL)
    {
      g_propagate_error (error, g_error_copy (cb_upload_stream_peek_error (body)));
      return NULL;
    }
  if (reply == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (reply->status < 400 && !cb_upload_stream_is_complete (body))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_SERVER, "%s answered %u before the body was sent",
                   reply->host, reply->status);
      return NULL;
    }

  return g_steal_pointer (&reply);
}

static gboolean
drain (GInputStream *stream,
       guint64 total,
       CbHttpSink sink,
       gpointer user_data,
       GCancellable *cancellable,
       GError **error)
{
  g_autofree guint8 *block = g_malloc (DOWNLOAD_BLOCK);

  for (;;)
    {
      gssize n = g_input_stream_read (stream, block, DOWNLOAD_BLOCK, cancellable, error);

      if (n < 0)
        return FALSE;
      if (n == 0)
        return TRUE;
      if (!sink (block, (gsize)n, total, user_data, error))
        return FALSE;
    }
}

/* One hop of a download: bytes go to @sink only when the answer is 200. */
static CbHttpReply *
download_once (CbHttp *self,
               const char *url,
               gboolean with_token,
               CbHttpSink sink,
               gpointer user_data,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (SoupMessage) msg = new_message (self, SOUP_METHOD_GET, url, with_token, error);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (CbHttpReply) reply = NULL;
  g_autoptr (GError) local_error = NULL;
  goffset total;

  if (msg == NULL)
    return NULL;
  /* What was proven must not come from a cache in between (faults.md 48). */
  soup_message_headers_replace (soup_message_get_request_headers (msg), "Cache-Control",
                                "no-cache");
  stream = soup_session_send (self->session, msg, cancellable, &local_error);
  if (stream != NULL)
    {
      reply = new_reply (msg);
      total = soup_message_headers_get_content_length (soup_message_get_response_headers (msg));
      if (reply->status != 200)
        reply->body = read_reply (stream, cancellable, &local_error);
      else
        drain (stream, (guint64)total, sink, user_data, cancellable, &local_error);
    }
  if (local_error != NULL)
    {
      translate_error (msg, &local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&reply);
}

static gboolean
may_follow (const char *from, const char *to)
{
  /* From a protected connection to an open one: whatever stands there, it is not proof. */
  return to != NULL && (g_str_has_prefix (to, "https://") || !g_str_has_prefix (from, "https://"));
}

/**
 * cb_http_download:
 * @self: the connection
 * @url: absolute
 * @token_origin: (nullable): the token goes only to addresses of the same origin as this
 * @sink: takes the bytes of a 200
 * @user_data: for @sink
 * @cancellable: (nullable): to stop
 * @error: as cb_http_get(), and @sink's; %CB_ERROR_REDIRECTED when it goes round in circles
 *
 * Follows redirects to a storage, without our headers when it is another's (portals.md R5).
 *
 * Returns: (transfer full): the last answer; its body is %NULL when it was 200
 */
CbHttpReply *
cb_http_download (CbHttp *self,
                  const char *url,
                  const char *token_origin,
                  CbHttpSink sink,
                  gpointer user_data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *next = g_strdup (url);

  for (guint i = 0; i <= MAX_REDIRECTS; i++)
    {
      gboolean with_token = token_origin != NULL && cb_http_same_origin (next, token_origin);
      g_autoptr (CbHttpReply) reply
          = download_once (self, next, with_token, sink, user_data, cancellable, error);

      if (reply == NULL)
        return NULL;
      if (reply->status < 300 || reply->status > 399 || reply->status == 304)
        return g_steal_pointer (&reply);
      if (!may_follow (next, reply->location))
        break;
      g_free (next);
      next = g_strdup (reply->location);
    }

  g_set_error (error, CB_ERROR, CB_ERROR_REDIRECTED, "the download leads nowhere");
  return NULL;
}
