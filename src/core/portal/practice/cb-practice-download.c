/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-download.h"

#include "core/portal/practice/cb-practice-answer.h"

#define CHUNK (256u * 1024)

/* A file on its way out, one chunk in memory. */
typedef struct
{
  GInputStream *input;
  guint64 left;
  gint64 offset;
  gint64 spoiled; /* offset of a byte to change, or -1 */
} Download;

static void
free_download (gpointer data)
{
  Download *download = data;

  g_object_unref (download->input);
  g_free (download);
}

static void
spoil (Download *download, GBytes **bytes)
{
  gint64 place = download->spoiled - download->offset;
  gsize length;
  guint8 *data;

  if (download->spoiled < 0 || place < 0 || place >= (gint64)g_bytes_get_size (*bytes))
    return;
  data = g_bytes_unref_to_data (g_steal_pointer (bytes), &length);
  data[place] ^= 1;
  *bytes = g_bytes_new_take (data, length);
}

static void
send_more (SoupServerMessage *message, Download *download)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  g_autoptr (GBytes) bytes = NULL;

  if (download->left == 0)
    return;
  bytes = g_input_stream_read_bytes (download->input, MIN (download->left, CHUNK), NULL, NULL);
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      /* The file shrank under us; the length was promised, so only closing tells the truth. */
      g_socket_close (soup_server_message_get_socket (message), NULL);
      return;
    }
  spoil (download, &bytes);
  download->left -= g_bytes_get_size (bytes);
  download->offset += (gint64)g_bytes_get_size (bytes);
  soup_message_body_append_bytes (body, bytes);
}

static void
wrote_chunk_cb (SoupServerMessage *message, gpointer user_data)
{
  Download *download = user_data;

  if (download->left == 0)
    return;
  send_more (message, download);
  soup_server_message_unpause (message);
}

static char *
make_etag (GFileInfo *info, const char *path)
{
  return g_strdup_printf (
      "\"%" G_GUINT64_FORMAT ".%06u-%" G_GOFFSET_FORMAT "-%u\"",
      g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED),
      g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC),
      g_file_info_get_size (info), g_str_hash (path));
}

/* What a client sent as a type goes into a header only when it looks like one. */
static gboolean
is_type (const char *type)
{
  return type != NULL
         && g_regex_match_simple ("^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(; ?[ -~]+)?$", type,
                                  G_REGEX_DOLLAR_ENDONLY, G_REGEX_MATCH_DEFAULT);
}

static void
set_headers (SoupMessageHeaders *headers,
             GFileInfo *info,
             const char *etag,
             const char *content_type,
             const char *file_name)
{
  g_autoptr (GDateTime) modified = g_file_info_get_modification_date_time (info);
  g_autofree char *date
      = modified != NULL ? soup_date_time_to_string (modified, SOUP_DATE_HTTP) : NULL;
  g_autofree char *disposition = g_strdup_printf ("inline; filename=%s", file_name);

  if (date != NULL)
    soup_message_headers_replace (headers, "Last-Modified", date);
  soup_message_headers_replace (headers, "ETag", etag);
  soup_message_headers_replace (headers, "Accept-Ranges", "bytes");
  soup_message_headers_replace (headers, "Content-Disposition", disposition);
  soup_message_headers_replace (headers, "Cache-Control", "no-cache");
  /* Whatever it is, it may not act as a page of this portal. */
  soup_message_headers_replace (headers, "Content-Security-Policy", "sandbox");
  soup_message_headers_replace (headers, "Content-Type",
                                is_type (content_type) ? content_type : "application/octet-stream");
}

/* Only the first of several ranges is served, as one part. */
static gboolean
choose_range (SoupServerMessage *message, goffset size, goffset *start, goffset *end)
{
  SoupMessageHeaders *request = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupRange *ranges = NULL;
  int length = 0;

  *start = 0;
  *end = size - 1;
  if (soup_message_headers_get_one (request, "Range") == NULL
      || soup_message_headers_get_one (request, "If-Range") != NULL)
    return FALSE;
  if (!soup_message_headers_get_ranges (request, size, &ranges, &length))
    return FALSE;
  *start = ranges[0].start;
  *end = MIN (ranges[0].end, size - 1);
  soup_message_headers_free_ranges (request, ranges);
  soup_message_headers_set_content_range (headers, *start, *end, size);

  return TRUE;
}

/**
 * cb_practice_download_serve:
 * @message: to answer
 * @path: of the bytes
 * @content_type: (nullable): as the dataset says
 * @file_name: ASCII
 * @spoiled: offset of a byte to change on the way, -1 for none
 *
 * Serves a file as CKAN does: ETag, Last-Modified, ranges, HEAD. It is read in chunks while it is
 * written; bytes that are replaced meanwhile are still the old ones to the end.
 *
 * Returns: whether there is such a file
 */
gboolean
cb_practice_download_serve (SoupServerMessage *message,
                            const char *path,
                            const char *content_type,
                            const char *file_name,
                            gint64 spoiled)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) input = g_file_read (file, NULL, NULL);
  g_autoptr (GFileInfo) info = NULL;
  g_autofree char *etag = NULL;
  SoupMessageHeaders *request = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  Download *download;
  goffset start, end, size;
  gboolean part;

  if (input == NULL
      || (info = g_file_input_stream_query_info (input, "standard::size,time::*", NULL, NULL))
             == NULL)
    return FALSE;
  size = g_file_info_get_size (info);
  etag = make_etag (info, path);
  set_headers (headers, info, etag, content_type, file_name);
  if (g_strcmp0 (soup_message_headers_get_one (request, "If-None-Match"), etag) == 0)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
      return TRUE;
    }

  part = choose_range (message, size, &start, &end);
  if (part && start > end)
    {
      cb_practice_answer_error_page (message, SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE);
      return TRUE;
    }
  soup_server_message_set_status (message, part ? SOUP_STATUS_PARTIAL_CONTENT : SOUP_STATUS_OK,
                                  NULL);
  soup_message_headers_set_content_length (headers, end - start + 1);
  if (g_str_equal (soup_server_message_get_method (message), SOUP_METHOD_HEAD) || size == 0)
    return TRUE;

  g_seekable_seek (G_SEEKABLE (input), start, G_SEEK_SET, NULL, NULL);
  download = g_new0 (Download, 1);
  download->input = G_INPUT_STREAM (g_steal_pointer (&input));
  download->left = (guint64)(end - start + 1);
  download->offset = start;
  download->spoiled = spoiled;
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_object_set_data_full (G_OBJECT (message), "cb-download", download, free_download);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), download);
  send_more (message, download);

  return TRUE;
}
