/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The strict half of what the engine does leniently: it reads what cb-zip-writer.c and other
 * programs of today write, and refuses everything that two readers could take for two different
 * things. Every byte of the archive belongs to exactly one entry, or to the directory; a directory
 * and a header that say different things, bytes between entries and entries over one another are
 * damage. libzip would be a third reader in the house and is in no part of what is shipped for
 * Windows; it also looks for what is left of a damaged archive, which nobody is to be handed. */

#include "config.h"

#include "base/cb-zip-reader.h"

#include <string.h>
#include <zlib.h>

#include "base/cb-zip-format.h"

#define END_SIZE 22
#define MAX_COMMENT 65535
#define ENTRY_SIZE 46
#define HEADER_SIZE 30
#define MAX_NAME 1024
#define BUFFER (64u * 1024)

#define FLAG_ENCRYPTED 0x0001
/* How hard it was packed; sizes behind the bytes; the name is UTF-8. */
#define FLAGS_KNOWN (0x0006 | CB_ZIP_FLAG_DESCRIPTOR | 0x0800)

/* Upper half of the attributes where the entry was written on Unix. */
#define MADE_ON_UNIX 3
#define MODE_KIND 0170000
#define MODE_FILE 0100000
#define MODE_FOLDER 0040000

/* What follows an entry whose sizes come behind its bytes, with and without signature. */
#define DESCRIPTOR_SIZE 12
#define DESCRIPTOR_SIGNED_SIZE 16

struct _CbZipReader
{
  CbZipSource source;
  GArray *entries; /* (owned) (element-type CbZipEntry): as the directory has them */
};

static guint16
get_16 (const guint8 *bytes)
{
  return (guint16)(bytes[0] | bytes[1] << 8);
}

static guint32
get_32 (const guint8 *bytes)
{
  return get_16 (bytes) | (guint32)get_16 (bytes + 2) << 16;
}

static void
clear_entry (gpointer data)
{
  g_free (((CbZipEntry *)data)->name);
}

static gboolean
refuse (GError **error, CbError code, const char *what)
{
  g_set_error (error, CB_ERROR, (int)code, "archive: %s", what);
  return FALSE;
}

/* All of @length, or an error. */
static gboolean
read_exactly (
    const CbZipSource *source, guint8 *bytes, gsize length, guint64 offset, GError **error)
{
  for (gsize done = 0; done < length;)
    {
      gssize got
          = source->read (source->user_data, bytes + done, length - done, offset + done, error);

      if (got < 0)
        return FALSE;
      if (got == 0)
        return refuse (error, CB_ERROR_FILE_CUT, "it ends too early");
      done += (gsize)got;
    }

  return TRUE;
}

/* The end record is the last one whose comment reaches exactly to the end. */
static gboolean
find_end (const CbZipSource *source, guint64 *offset, guint8 end[END_SIZE], GError **error)
{
  gsize length = (gsize)MIN (source->size, (guint64)END_SIZE + MAX_COMMENT);
  g_autofree guint8 *tail = g_malloc (MAX (length, 4));
  guint8 start[4] = { 0 };

  if (!read_exactly (source, tail, length, source->size - length, error))
    return FALSE;
  for (gsize i = length < END_SIZE ? 0 : length - END_SIZE + 1; i-- > 0;)
    if (get_32 (tail + i) == CB_ZIP_END_SIGNATURE
        && i + END_SIZE + get_16 (tail + i + 20) == length)
      {
        *offset = source->size - length + i;
        memcpy (end, tail + i, END_SIZE);
        return TRUE;
      }

  if (length >= sizeof start && !read_exactly (source, start, sizeof start, 0, error))
    return FALSE;
  return get_32 (start) == CB_ZIP_LOCAL_SIGNATURE
             ? refuse (error, CB_ERROR_FILE_CUT, "it has no end")
             : refuse (error, CB_ERROR_UNSUPPORTED, "it is no ZIP");
}

/* Sets what a header or the directory says of an entry, and moves on. */
static gboolean
check_flags (guint16 flags, guint16 method, GError **error)
{
  if (flags & FLAG_ENCRYPTED)
    return refuse (error, CB_ERROR_ENCRYPTED, "an entry needs a password");
  if ((flags & ~FLAGS_KNOWN) != 0 || (method != CB_ZIP_STORED && method != CB_ZIP_DEFLATED))
    return refuse (error, CB_ERROR_BROKEN_FILE, "an entry is packed in a way that is not read");

  return TRUE;
}

static gboolean
take_name (CbZipEntry *entry, const guint8 *bytes, guint16 length, GError **error)
{
  if (length == 0 || length > MAX_NAME || memchr (bytes, '\0', length) != NULL
      || !g_utf8_validate ((const char *)bytes, length, NULL))
    return refuse (error, CB_ERROR_BROKEN_FILE, "an entry has no name that can be read");
  entry->name = g_strndup ((const char *)bytes, length);
  entry->is_folder = bytes[length - 1] == '/';

  return TRUE;
}

/* One entry of the directory. Returns: its length, 0 with @error set. */
static gsize
read_entry (CbZipEntry *entry, const guint8 *bytes, gsize left, guint64 directory, GError **error)
{
  guint32 mode;
  gsize length;

  if (left < ENTRY_SIZE || get_32 (bytes) != CB_ZIP_ENTRY_SIGNATURE)
    return refuse (error, CB_ERROR_BROKEN_FILE, "the directory is damaged");
  length = ENTRY_SIZE + (gsize)get_16 (bytes + 28) + get_16 (bytes + 30) + get_16 (bytes + 32);
  if (length > left)
    return refuse (error, CB_ERROR_BROKEN_FILE, "the directory is damaged");
  entry->method = get_16 (bytes + 10);
  entry->crc = get_32 (bytes + 16);
  entry->compressed_size = get_32 (bytes + 20);
  entry->size = get_32 (bytes + 24);
  entry->offset = get_32 (bytes + 42);
  mode = get_16 (bytes + 4) >> 8 == MADE_ON_UNIX ? get_32 (bytes + 38) >> 16 & MODE_KIND : 0;
  entry->is_special = mode != 0 && mode != MODE_FILE && mode != MODE_FOLDER;
  if (!check_flags (get_16 (bytes + 8), entry->method, error)
      || !take_name (entry, bytes + ENTRY_SIZE, get_16 (bytes + 28), error))
    return 0;
  if (entry->compressed_size == G_MAXUINT32 || entry->size == G_MAXUINT32
      || entry->offset >= directory)
    return refuse (error, CB_ERROR_BROKEN_FILE, "an entry lies outside of the archive");
  if ((entry->method == CB_ZIP_STORED && entry->size != entry->compressed_size)
      || (entry->is_folder && entry->size != 0))
    return refuse (error, CB_ERROR_BROKEN_FILE, "an entry has two sizes");

  return length;
}

/* Its own header says what the directory says. @end: (out): where its bytes end, and what follows
 * them. */
static gboolean
read_header (CbZipReader *self, CbZipEntry *entry, guint64 *end, guint64 *tail, GError **error)
{
  gsize name_length = strlen (entry->name);
  guint8 bytes[HEADER_SIZE + MAX_NAME];
  gboolean later;

  if (!read_exactly (&self->source, bytes, HEADER_SIZE + name_length, entry->offset, error))
    return FALSE;
  later = (get_16 (bytes + 6) & CB_ZIP_FLAG_DESCRIPTOR) != 0;
  if (get_32 (bytes) != CB_ZIP_LOCAL_SIGNATURE || get_16 (bytes + 8) != entry->method
      || get_16 (bytes + 26) != name_length
      || memcmp (bytes + HEADER_SIZE, entry->name, name_length) != 0
      || (!later
          && (get_32 (bytes + 14) != entry->crc || get_32 (bytes + 18) != entry->compressed_size
              || get_32 (bytes + 22) != entry->size)))
    return refuse (error, CB_ERROR_BROKEN_FILE, "an entry is not what the directory says");
  if (!check_flags (get_16 (bytes + 6), entry->method, error))
    return FALSE;
  entry->start = entry->offset + HEADER_SIZE + name_length + get_16 (bytes + 28);
  *end = entry->start + entry->compressed_size;
  *tail = later ? DESCRIPTOR_SIGNED_SIZE : 0;

  return TRUE;
}

static int
compare_offsets (gconstpointer a, gconstpointer b)
{
  const CbZipEntry *one = *(const CbZipEntry *const *)a;
  const CbZipEntry *other = *(const CbZipEntry *const *)b;

  return (one->offset > other->offset) - (one->offset < other->offset);
}

/* From the first byte to the directory one entry follows the other, with nothing between. */
static gboolean
check_headers (CbZipReader *self, guint64 directory, GError **error)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  guint64 end = 0;
  guint64 tail = 0;

  for (guint i = 0; i < self->entries->len; i++)
    g_ptr_array_add (order, &g_array_index (self->entries, CbZipEntry, i));
  g_ptr_array_sort (order, compare_offsets);
  for (guint i = 0; i <= order->len; i++)
    {
      CbZipEntry *entry = i < order->len ? g_ptr_array_index (order, i) : NULL;
      guint64 next = entry != NULL ? entry->offset : directory;

      if (next < end)
        return refuse (error, CB_ERROR_ZIP_OVERLAP, "entries lie over one another");
      if (next - end != tail && !(tail != 0 && next - end == DESCRIPTOR_SIZE))
        return refuse (error, CB_ERROR_BROKEN_FILE, "there are bytes that belong to nothing");
      if (entry != NULL && !read_header (self, entry, &end, &tail, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_directory (CbZipReader *self, guint max_entries, GError **error)
{
  g_autofree guint8 *directory = NULL;
  guint8 end[END_SIZE];
  guint64 offset = 0;
  guint32 start, size;
  gsize done = 0;

  if (!find_end (&self->source, &offset, end, error))
    return FALSE;
  size = get_32 (end + 12);
  start = get_32 (end + 16);
  if (get_32 (end + 4) != 0 || get_16 (end + 8) != get_16 (end + 10)
      || (guint64)start + size != offset)
    return refuse (error, CB_ERROR_BROKEN_FILE, "its directory is not where its end says");
  if (get_16 (end + 10) > max_entries)
    return refuse (error, CB_ERROR_TOO_MUCH, "it has too many entries");
  directory = g_malloc (MAX (size, 1));
  if (!read_exactly (&self->source, directory, size, start, error))
    return FALSE;
  for (guint i = 0; i < get_16 (end + 10); i++)
    {
      CbZipEntry entry = { NULL };
      gsize length = read_entry (&entry, directory + done, size - done, start, error);

      g_array_append_val (self->entries, entry);
      if (length == 0)
        return FALSE;
      done += length;
    }
  if (done != size)
    return refuse (error, CB_ERROR_BROKEN_FILE, "the directory is damaged");

  return check_headers (self, start, error);
}

/**
 * cb_zip_reader_new:
 * @source: where the archive is; copied, what it points to outlives the reader
 * @max_entries: more is %CB_ERROR_TOO_MUCH
 * @error: %CB_ERROR_UNSUPPORTED when it is no ZIP; %CB_ERROR_FILE_CUT, %CB_ERROR_BROKEN_FILE,
 *   %CB_ERROR_ZIP_OVERLAP, %CB_ERROR_ENCRYPTED, %CB_ERROR_TOO_MUCH, or of @source
 *
 * Reads the directory and every header (APPNOTE 4.3). ZIP64 is not read: cb-zip-writer.c writes
 * none. Blocks as @source does; any thread, one at a time.
 *
 * Returns: (transfer full): the archive
 */
CbZipReader *
cb_zip_reader_new (const CbZipSource *source, guint max_entries, GError **error)
{
  g_autoptr (CbZipReader) self = g_new0 (CbZipReader, 1);

  self->source = *source;
  self->entries = g_array_new (FALSE, TRUE, sizeof (CbZipEntry));
  g_array_set_clear_func (self->entries, clear_entry);

  return read_directory (self, max_entries, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * cb_zip_reader_free:
 * @self: (transfer full): an archive
 */
void
cb_zip_reader_free (CbZipReader *self)
{
  g_array_unref (self->entries);
  g_free (self);
}

/**
 * cb_zip_reader_get_n_entries:
 * @self: an archive
 *
 * Returns: how many entries it has, folders included
 */
guint
cb_zip_reader_get_n_entries (CbZipReader *self)
{
  return self->entries->len;
}

/**
 * cb_zip_reader_get_entry:
 * @self: an archive
 * @index: from 0 on
 *
 * Returns: (transfer none): that entry, as long as @self is there
 */
const CbZipEntry *
cb_zip_reader_get_entry (CbZipReader *self, guint index)
{
  return &g_array_index (self->entries, CbZipEntry, index);
}

/* One entry on its way. */
typedef struct
{
  const CbZipEntry *entry;
  CbZipTake take;
  gpointer user_data;
  guint32 crc;
  guint64 done;
} Unpacking;

static gboolean
hand_on (Unpacking *unpacking, const guint8 *bytes, gsize length, GError **error)
{
  if (length > unpacking->entry->size - unpacking->done)
    return refuse (error, CB_ERROR_FILE_ALTERED, "an entry is longer than it says");
  unpacking->crc = (guint32)crc32 (unpacking->crc, bytes, (uInt)length);
  unpacking->done += length;

  return length == 0 || unpacking->take (bytes, length, unpacking->user_data, error);
}

/* Returns: Z_OK while more is needed, Z_STREAM_END at the end, anything else with @error set. */
static int
inflate_block (z_stream *stream, Unpacking *unpacking, guint8 *out, GError **error)
{
  int status = Z_OK;

  do
    {
      stream->next_out = out;
      stream->avail_out = BUFFER;
      status = inflate (stream, Z_NO_FLUSH);
      if (status == Z_BUF_ERROR)
        return Z_OK;
      if (status != Z_OK && status != Z_STREAM_END)
        {
          refuse (error, CB_ERROR_FILE_ALTERED, "what is packed in an entry is damaged");
          return Z_DATA_ERROR;
        }
      if (!hand_on (unpacking, out, BUFFER - stream->avail_out, error))
        return Z_DATA_ERROR;
    }
  while (status == Z_OK && (stream->avail_in > 0 || stream->avail_out == 0));

  return status;
}

static gboolean
unpack (CbZipReader *self,
        z_stream *stream,
        Unpacking *unpacking,
        GCancellable *cancellable,
        GError **error)
{
  const CbZipEntry *entry = unpacking->entry;
  g_autofree guint8 *in = g_malloc (BUFFER);
  g_autofree guint8 *out = g_malloc (BUFFER);
  int status = Z_OK;

  for (guint64 at = 0; at < entry->compressed_size;)
    {
      gsize length = (gsize)MIN (entry->compressed_size - at, BUFFER);

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !read_exactly (&self->source, in, length, entry->start + at, error))
        return FALSE;
      at += length;
      if (entry->method == CB_ZIP_STORED)
        {
          if (!hand_on (unpacking, in, length, error))
            return FALSE;
          continue;
        }
      stream->next_in = in;
      stream->avail_in = (uInt)length;
      status = inflate_block (stream, unpacking, out, error);
      if (status != Z_OK && status != Z_STREAM_END)
        return FALSE;
      if (status == Z_STREAM_END && (stream->avail_in > 0 || at < entry->compressed_size))
        return refuse (error, CB_ERROR_FILE_ALTERED, "bytes follow the end of an entry");
    }
  if (unpacking->done != entry->size || unpacking->crc != entry->crc
      || (entry->method == CB_ZIP_DEFLATED && status != Z_STREAM_END))
    return refuse (error, CB_ERROR_FILE_ALTERED, "an entry has other bytes than were packed");

  return TRUE;
}

/**
 * cb_zip_reader_read:
 * @self: an archive
 * @entry: one of its entries
 * @take: gets its bytes, in order, at most 64 KiB at a time
 * @user_data: for @take
 * @cancellable: (nullable): stops it
 * @error: %CB_ERROR_FILE_ALTERED when size, sum or packing do not hold; of @take; of the source
 *
 * Never gives more than the directory says. That the bytes are right is known only at the end.
 *
 * Returns: whether all of it was given, and is right
 */
gboolean
cb_zip_reader_read (CbZipReader *self,
                    const CbZipEntry *entry,
                    CbZipTake take,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  Unpacking unpacking = { entry, take, user_data, (guint32)crc32 (0, NULL, 0), 0 };
  z_stream stream = { NULL };
  gboolean ok;

  if (inflateInit2 (&stream, -MAX_WBITS) != Z_OK)
    return refuse (error, CB_ERROR_FAILED, "no memory to unpack it");
  ok = unpack (self, &stream, &unpacking, cancellable, error);
  inflateEnd (&stream);

  return ok;
}
