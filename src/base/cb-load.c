/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-load.h"

#include "base/cb-error.h"

/* At a time. */
#define BLOCK (64u * 1024)

static gboolean
read_block (GInputStream *stream, GByteArray *all, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) block = g_input_stream_read_bytes (stream, BLOCK, cancellable, error);
  gsize size;
  gconstpointer data;

  if (block == NULL)
    return FALSE;
  data = g_bytes_get_data (block, &size);
  g_byte_array_append (all, data, (guint)size);
  return TRUE;
}

/**
 * cb_load_contents:
 * @file: what a person named: a file, or a pipe
 * @limit: bytes at most, below 4 GB
 * @length: (out) (optional): how many bytes there were, the NUL behind them not counted
 * @cancellable: (nullable): to stop
 * @error: why it cannot be read; %CB_ERROR_INVALID: it is longer than @limit, and may have no end,
 *   as a device has none
 *
 * Reads it whole, and no further than @limit, whatever its size is said to be. Blocks.
 *
 * Returns: (transfer full): its bytes, and a NUL behind them
 */
char *
cb_load_contents (
    GFile *file, gsize limit, gsize *length, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GFileInputStream) stream = NULL;
  gsize before;

  g_return_val_if_fail (limit < G_MAXUINT - 2 * BLOCK, NULL);

  stream = g_file_read (file, cancellable, error);
  do
    {
      before = all->len;
      if (stream == NULL || !read_block (G_INPUT_STREAM (stream), all, cancellable, error))
        {
          cb_error_translate_io (error, name);
          return NULL;
        }
    }
  while (all->len > before && all->len <= limit);
  if (all->len > limit)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID,
                   "%s: longer than the %" G_GSIZE_FORMAT " bytes that such a file may have", name,
                   limit);
      return NULL;
    }

  if (length != NULL)
    *length = all->len;
  g_byte_array_append (all, (const guint8 *)"", 1);
  return (char *)g_byte_array_free (g_steal_pointer (&all), FALSE);
}
