/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "zip-maker.h"

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#include "engine/formats/cb-inflate.h"
#include "test-system.h"

struct _ZipMaker
{
  GByteArray *archive;
  GByteArray *directory;
  guint n;
  gsize last_entry;
};

ZipMaker *
zip_maker_new (void)
{
  ZipMaker *self = g_new0 (ZipMaker, 1);

  self->archive = g_byte_array_new ();
  self->directory = g_byte_array_new ();

  return self;
}

static void
put (GByteArray *to, guint64 value, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint8 byte = i < 8 ? (guint8)(value >> 8 * i) : 0;

      g_byte_array_append (to, &byte, 1);
    }
}

static GBytes *
deflate_bytes (const void *bytes, gsize length)
{
  /* Quick, but for bombs, which are what they are by being tight. */
  int level = length > 64u * 1024 * 1024 ? 9 : 3;
  g_autoptr (GZlibCompressor) compressor
      = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, level);
  g_autoptr (GInputStream) plain
      = g_memory_input_stream_new_from_data (bytes, (gssize)length, NULL);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (plain, G_CONVERTER (compressor));
  g_autoptr (GByteArray) all = g_byte_array_new ();
  guint8 piece[4096];
  gssize n;

  while ((n = g_input_stream_read (packed, piece, sizeof piece, NULL, NULL)) > 0)
    g_byte_array_append (all, piece, (guint)n);
  g_assert_cmpint (n, ==, 0);

  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

/* Version, flags, method, time, CRC, sizes: what both headers have in common. */
static void
put_common (GByteArray *to, guint flags, guint32 crc, guint64 packed, guint64 size)
{
  gboolean large = (flags & ZIP_LARGE) != 0;

  put (to, 45, 2);
  put (to, ((flags & ZIP_ENCRYPTED) ? 1 : 0) | ((flags & ZIP_DESCRIPTOR) ? 8 : 0) | 0x800, 2);
  put (to, (flags & ZIP_STORED) ? 0 : 8, 2);
  put (to, 0x5b790000, 4);
  put (to, crc, 4);
  put (to, large ? G_MAXUINT32 : packed, 4);
  put (to, large ? G_MAXUINT32 : size, 4);
}

static void
put_large (GByteArray *to, guint64 size, guint64 packed)
{
  put (to, 1, 2);
  put (to, 16, 2);
  put (to, size, 8);
  put (to, packed, 8);
}

/* Returns: where its header is. */
guint64
zip_maker_add (ZipMaker *self, const char *name, const void *bytes, gsize length, guint flags)
{
  g_autoptr (GBytes) packed
      = (flags & ZIP_STORED) != 0 ? g_bytes_new (bytes, length) : deflate_bytes (bytes, length);
  guint32 crc = cb_inflate_crc32 (0, bytes, length) ^ ((flags & ZIP_WRONG_CRC) ? 1u : 0);
  gsize n = g_bytes_get_size (packed);
  guint64 offset = self->archive->len;
  gboolean later = (flags & ZIP_DESCRIPTOR) != 0;
  gboolean large = (flags & ZIP_LARGE) != 0;

  if ((flags & ZIP_WRONG_SIZE) != 0)
    length--;
  put (self->archive, 0x04034b50, 4);
  put_common (self->archive, flags, later ? 0 : crc, later ? 0 : n, later ? 0 : length);
  put (self->archive, strlen (name), 2);
  put (self->archive, large ? 20 : 0, 2);
  g_byte_array_append (self->archive, (const guint8 *)name, (guint)strlen (name));
  if (large)
    put_large (self->archive, length, n);
  g_byte_array_append (self->archive, g_bytes_get_data (packed, NULL), (guint)n);
  if (later)
    {
      put (self->archive, 0x08074b50, 4);
      put (self->archive, crc, 4);
      put (self->archive, n, 4);
      put (self->archive, length, 4);
    }

  self->last_entry = self->directory->len;
  self->n++;
  put (self->directory, 0x02014b50, 4);
  put (self->directory, 45, 2);
  put_common (self->directory, flags, crc, n, length);
  put (self->directory, strlen (name), 2);
  put (self->directory, large ? 20 : 0, 2);
  put (self->directory, 0, 2 + 2 + 2 + 4);
  put (self->directory, offset, 4);
  g_byte_array_append (self->directory, (const guint8 *)name, (guint)strlen (name));
  if (large)
    put_large (self->directory, length, n);

  return offset;
}

guint64
zip_maker_add_text (ZipMaker *self, const char *name, const char *text)
{
  return zip_maker_add (self, name, text, strlen (text), 0);
}

/* The last member once more in the directory, under a name of the same length: the same bytes. */
void
zip_maker_add_entry_again (ZipMaker *self, const char *name)
{
  guint n = self->directory->len - (guint)self->last_entry;
  g_autofree guint8 *entry = g_memdup2 (self->directory->data + self->last_entry, n);

  memcpy (entry + 46, name, strlen (name));
  g_byte_array_append (self->directory, entry, n);
  self->n++;
}

GByteArray *
zip_maker_finish (ZipMaker *self, gboolean large)
{
  GByteArray *archive = self->archive;
  guint64 start = archive->len;
  guint64 size = self->directory->len;

  g_byte_array_append (archive, self->directory->data, self->directory->len);
  if (large)
    {
      guint64 at = archive->len;

      put (archive, 0x06064b50, 4);
      put (archive, 44, 8);
      put (archive, 45 | 45 << 16, 4);
      put (archive, 0, 8);
      put (archive, self->n, 8);
      put (archive, self->n, 8);
      put (archive, size, 8);
      put (archive, start, 8);
      put (archive, 0x07064b50, 4);
      put (archive, 0, 4);
      put (archive, at, 8);
      put (archive, 1, 4);
    }
  put (archive, 0x06054b50, 4);
  put (archive, 0, 4);
  put (archive, large ? G_MAXUINT16 : self->n, 2);
  put (archive, large ? G_MAXUINT16 : self->n, 2);
  put (archive, large ? G_MAXUINT32 : size, 4);
  put (archive, large ? G_MAXUINT32 : start, 4);
  put (archive, 0, 2);
  g_byte_array_unref (self->directory);
  g_free (self);

  return archive;
}

int
zip_maker_open_bytes (const guint8 *bytes, gsize length)
{
  return test_file_new_with (bytes, length);
}

int
zip_maker_finish_fd (ZipMaker *self)
{
  g_autoptr (GByteArray) archive = zip_maker_finish (self, FALSE);

  return zip_maker_open_bytes (archive->data, archive->len);
}
