/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/portal/cb-ckan-catalog.h"
#include "core/portal/cb-ckan-portal.h"
#include "test-system.h"

/* Any bytes as what a portal answers through the network: the first says what is asked of it, the
 * rest is one answer after the other, each after a byte 0x1e, status line, headers and body. All
 * addresses lead to a server in this process, which stands for a proxy: nothing leaves it, and it
 * sees whom each request is for. Whatever is answered, the token is told to the portal alone. */

#define SEPARATOR 0x1e
#define ORIGIN "http://data.example.vn"
#define TOKEN "a-token-that-nobody-else-may-see"
#define MAX_REQUESTS 200

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* What the server's thread and the asking one share. */
static struct
{
  GMutex lock;
  GPtrArray *answers; /* (mutex lock) (element-type GBytes) */
  guint next;         /* (mutex lock) */
  guint port;
} server;

/* --- Everything goes through the server --------------------------------- */

#define FUZZ_TYPE_PROXY_RESOLVER (fuzz_proxy_resolver_get_type ())
G_DECLARE_FINAL_TYPE (FuzzProxyResolver, fuzz_proxy_resolver, FUZZ, PROXY_RESOLVER, GObject)

struct _FuzzProxyResolver
{
  GObject parent_instance;
};

static char **
lookup (GProxyResolver *resolver, const char *uri, GCancellable *cancellable, GError **error)
{
  g_autoptr (GStrvBuilder) proxies = g_strv_builder_new ();
  g_autofree char *proxy = g_strdup_printf ("http://127.0.0.1:%u", server.port);

  g_strv_builder_add (proxies, proxy);
  return g_strv_builder_end (proxies);
}

static void
lookup_async (GProxyResolver *resolver,
              const char *uri,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_set_source_tag (task, lookup_async);
  g_task_return_pointer (task, lookup (resolver, uri, NULL, NULL), (GDestroyNotify)g_strfreev);
}

static char **
lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static void
fuzz_proxy_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = is_supported;
  iface->lookup = lookup;
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FuzzProxyResolver,
                               fuzz_proxy_resolver,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      fuzz_proxy_resolver_iface_init))

static void
fuzz_proxy_resolver_class_init (FuzzProxyResolverClass *klass)
{
}

static void
fuzz_proxy_resolver_init (FuzzProxyResolver *self)
{
}

/* --- The server ---------------------------------------------------------- */

/* Reads a request to the end of its body, so that the answer is not lost to a reset. */
static char *
read_request (GInputStream *stream)
{
  GString *text = g_string_new (NULL);
  gsize wanted = 0;

  while (wanted == 0 || text->len < wanted)
    {
      char block[4096];
      gssize n = g_input_stream_read (stream, block, sizeof block, NULL, NULL);
      const char *end, *length;

      if (n <= 0)
        break;
      g_string_append_len (text, block, n);
      end = wanted == 0 ? strstr (text->str, "\r\n\r\n") : NULL;
      if (end == NULL)
        continue;
      length = strstr (text->str, "\r\nContent-Length: ");
      wanted = (gsize)(end - text->str) + strlen ("\r\n\r\n");
      if (length != NULL && length < end)
        wanted += g_ascii_strtoull (length + strlen ("\r\nContent-Length: "), NULL, 10);
    }

  return g_string_free (text, FALSE);
}

/* A proxy is told the whole address; the path decides nothing. */
static void
check_request (const char *request)
{
  const char *target = strchr (request, ' ');

  if (strstr (request, TOKEN) == NULL)
    return;
  g_assert_nonnull (target);
  g_assert_cmpint (g_ascii_strncasecmp (target + 1, ORIGIN, strlen (ORIGIN)), ==, 0);
  /* A portal corrects its address when it is looked for, its port, too (portals.md R5). */
  target += 1 + strlen (ORIGIN);
  if (*target == ':')
    target += 1 + strspn (target + 1, "0123456789");
  g_assert_cmpint (*target, ==, '/');
}

static void
answer (GIOStream *connection)
{
  g_autofree char *request = read_request (g_io_stream_get_input_stream (connection));
  g_autoptr (GBytes) bytes = NULL;

  check_request (request);
  g_mutex_lock (&server.lock);
  if (server.answers != NULL && server.next < server.answers->len)
    bytes = g_bytes_ref (g_ptr_array_index (server.answers, server.next++));
  g_mutex_unlock (&server.lock);
  if (bytes != NULL)
    {
      GOutputStream *stream = g_io_stream_get_output_stream (connection);
      gsize length;
      const char *data = g_bytes_get_data (bytes, &length);

      if (length > 0 && g_ascii_isdigit (*data))
        g_output_stream_write_all (stream, "HTTP/1.1 ", strlen ("HTTP/1.1 "), NULL, NULL, NULL);
      g_output_stream_write_all (stream, data, length, NULL, NULL, NULL);
    }
  g_io_stream_close (connection, NULL, NULL);
}

static gpointer
serve (gpointer user_data)
{
  g_autoptr (GSocketListener) listener = user_data;

  for (;;)
    {
      g_autoptr (GSocketConnection) connection
          = g_socket_listener_accept (listener, NULL, NULL, NULL);

      if (connection != NULL)
        answer (G_IO_STREAM (connection));
    }

  return NULL;
}

static void
start_server (void)
{
  GSocketListener *listener = g_socket_listener_new ();
  g_autoptr (GInetAddress) host = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wish = g_inet_socket_address_new (host, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  g_socket_listener_add_address (listener, wish, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 &address, &error);
  g_assert_no_error (error);
  server.port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  g_thread_unref (g_thread_new ("server", serve, listener));
  /* Before GIO asks which there are. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "fuzz", TRUE);
  g_proxy_resolver_get_default ();
}

static void
set_answers (const guint8 *data, gsize size)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  while (size > 0 && answers->len < MAX_REQUESTS)
    {
      const guint8 *end = memchr (data, SEPARATOR, size);
      gsize length = end != NULL ? (gsize)(end - data) : size;

      g_ptr_array_add (answers, g_bytes_new (data, length));
      data += length + (end != NULL);
      size -= length + (end != NULL);
    }
  g_mutex_lock (&server.lock);
  g_clear_pointer (&server.answers, g_ptr_array_unref);
  server.answers = g_steal_pointer (&answers);
  server.next = 0;
  g_mutex_unlock (&server.lock);
}

/* --- What is asked -------------------------------------------------------- */

static void
check_outcome (gboolean done, const GError *error)
{
  g_assert_true (done == (error == NULL));
  if (error == NULL)
    return;
  g_assert_true (error->domain == CB_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strstr (error->message, TOKEN));
}

static void
try_probe (CbPortal *portal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbPortalInfo) info = cb_portal_probe (portal, NULL, &error);

  check_outcome (info != NULL, error);
  if (info != NULL)
    {
      g_assert_true (g_str_has_prefix (info->url, ORIGIN));
      g_assert_false (g_str_has_suffix (info->url, "/"));
      for (guint i = 0; i < info->organisations->len; i++)
        {
          const CbPortalOrganisation *one = g_ptr_array_index (info->organisations, i);

          g_assert_nonnull (one->id);
          g_assert_nonnull (one->title);
        }
    }
}

static void
try_way (CbPortal *portal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRemoteDataset) remote = cb_portal_find_dataset (portal, "a-b", NULL, &error);
  g_autoptr (CbRemoteDataset) revised = NULL;
  g_autoptr (CbRemoteDataset) public = NULL;
  g_autoptr (JsonObject) changes = json_object_new ();

  check_outcome (remote != NULL, error);
  if (remote == NULL)
    return;
  json_object_set_string_member (changes, "title", "T");
  revised = cb_portal_revise (portal, remote, changes, NULL, &error);
  check_outcome (revised != NULL, error);
  g_clear_error (&error);
  public = cb_portal_publish (portal, revised != NULL ? revised : remote, NULL, &error);
  check_outcome (public != NULL, error);
  if (public != NULL)
    {
      g_autofree char *url = cb_portal_dup_public_url (portal, public);

      g_assert_true (g_str_has_prefix (url, ORIGIN "/dataset/"));
    }
}

static void
try_download (CbPortal *portal)
{
  g_autoptr (CbRemoteFile) file = cb_remote_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *sha256 = NULL;
  guint64 size = 0;
  gboolean done;

  file->url = g_strdup (ORIGIN "/dataset/a/resource/b/download/c.csv");
  done = cb_portal_fetch_file (portal, file, NULL, &size, &sha256, NULL, &error);
  check_outcome (done, error);
  g_assert_true (done == (sha256 != NULL));
}

static void
try_upload (CbPortal *portal)
{
  static const char bytes[] = "a,b\n1,2\n";
  CbDatasetFile file = { .id = (char *)"b", .name = (char *)"c.csv" };
  g_autoptr (CbRemoteFile) stored = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *sent = NULL;
  g_autoptr (GError) error = NULL;
  int fd = test_file_new_with ((const guint8 *)bytes, strlen (bytes));

  sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bytes, -1);
  file.size = strlen (bytes);
  file.sha256 = sha256;
  stored = cb_portal_put_file (portal, &file, fd, NULL, &sent, NULL, &error);
  check_outcome (stored != NULL, error);
  if (stored != NULL)
    g_assert_cmpstr (sent, ==, sha256);
  close (fd);
}

static void
try_catalog (CbPortal *portal)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  g_autoptr (GPtrArray) all
      = cb_ckan_catalog_read (ORIGIN "/vi/dataset", NULL, &title, NULL, &error);

  check_outcome (all != NULL, error);
  for (guint i = 0; all != NULL && i < all->len; i++)
    g_assert_nonnull (cb_json_get_string (g_ptr_array_index (all, i), "name"));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static void (*const tries[]) (CbPortal * portal)
      = { try_probe, try_way, try_download, try_upload, try_catalog };
  static gsize started = 0;
  g_autoptr (CbPortal) portal = NULL;

  if (g_once_init_enter (&started))
    {
      g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
      g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME,
                                      FUZZ_TYPE_PROXY_RESOLVER, "fuzz", 1000);
      start_server ();
      g_once_init_leave (&started, 1);
    }
  if (size < 2)
    return 0;
  set_answers (data + 1, size - 1);
  /* What is pasted is any page; later its portal is known. */
  portal = cb_ckan_portal_new (data[0] % G_N_ELEMENTS (tries) == 0 ? ORIGIN "/vi/dataset/a?x=1"
                                                                   : ORIGIN,
                               TOKEN, CB_TOKEN_IN_BOTH);
  /* A broken answer may leave the other side waiting. */
  cb_ckan_portal_set_stall_timeout (CB_CKAN_PORTAL (portal), 2);
  tries[data[0] % G_N_ELEMENTS (tries)](portal);

  return 0;
}
