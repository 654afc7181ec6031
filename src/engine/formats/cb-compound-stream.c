/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-compound.h"

#include <string.h>

#include "engine/formats/cb-compound-private.h"

static CbCompoundStream *
make_stream (CbByteSource *source)
{
  CbCompoundStream *self = g_new0 (CbCompoundStream, 1);

  self->source = source;
  self->extents = g_array_new (FALSE, FALSE, sizeof (CbCompoundExtent));

  return self;
}

static void
add_extent (CbCompoundStream *self, guint64 offset, guint64 length)
{
  CbCompoundExtent extent = { self->available, offset, length };

  if (self->extents->len > 0)
    {
      CbCompoundExtent *last
          = &g_array_index (self->extents, CbCompoundExtent, self->extents->len - 1);

      if (last->offset + last->length == offset)
        {
          last->length += length;
          self->available += length;
          return;
        }
    }
  g_array_append_val (self->extents, extent);
  self->available += length;
}

/**
 * _cb_compound_follow:
 * @self: a compound file whose table of sectors is read
 * @first: sector of a chain
 * @size: bytes that are wanted
 *
 * A chain ends early where it leaves the file or comes back to where it has been; how far it leads
 * is cb_compound_stream_get_available().
 *
 * Returns: (transfer full): its bytes
 */
CbCompoundStream *
_cb_compound_follow (CbCompound *self, guint32 first, guint64 size)
{
  CbCompoundStream *stream = make_stream (self->source);
  g_autofree guint8 *seen = g_malloc0 (self->n_sectors / 8 + 1);
  guint64 file_size = cb_byte_source_get_size (self->source);

  stream->size = size;
  for (guint32 sector = first; sector < self->n_sectors && stream->available < size;
       sector = g_array_index (self->fat, guint32, sector))
    {
      guint64 offset = ((guint64)sector + 1) * self->sector_size;
      guint64 length = MIN (self->sector_size, size - stream->available);

      if ((seen[sector / 8] & 1 << sector % 8) != 0)
        break;
      seen[sector / 8] |= (guint8)(1 << sector % 8);
      length = MIN (length, file_size - offset);
      add_extent (stream, offset, length);
      if (length < self->sector_size || sector >= self->fat->len)
        break;
    }

  return stream;
}

/* The short streams share the sectors of one long one. */
static CbCompoundStream *
follow_mini (CbCompound *self, const CbCompoundEntry *entry, GError **error)
{
  g_autoptr (CbCompoundStream) stream = make_stream (self->source);
  guint32 sector = entry->first;
  guint32 steps = 0;

  stream->size = entry->size;
  stream->bytes = g_byte_array_new ();
  while (stream->bytes->len < entry->size && self->mini != NULL && self->mini_fat != NULL
         && sector < self->mini_fat->len && steps++ < self->mini_fat->len)
    {
      guint before = stream->bytes->len;
      gsize wanted = MIN (self->mini_size, entry->size - before);
      gssize n;

      g_byte_array_set_size (stream->bytes, before + (guint)wanted);
      n = cb_compound_stream_read (self->mini, (guint64)sector * self->mini_size,
                                   stream->bytes->data + before, wanted, error);
      if (n < 0)
        return NULL;
      g_byte_array_set_size (stream->bytes, before + (guint)n);
      if ((gsize)n < wanted)
        break;
      sector = g_array_index (self->mini_fat, guint32, sector);
    }
  stream->available = stream->bytes->len;

  return g_steal_pointer (&stream);
}

/**
 * cb_compound_stream_new:
 * @self: a compound file; outlives the stream
 * @entry: of it, not a folder
 * @error: where to say why not
 *
 * Returns: (transfer full): its bytes, %NULL with %CB_ERROR_FILE_CHANGED
 */
CbCompoundStream *
cb_compound_stream_new (CbCompound *self, const CbCompoundEntry *entry, GError **error)
{
  if (entry->size < self->mini_limit)
    return follow_mini (self, entry, error);

  return _cb_compound_follow (self, entry->first, entry->size);
}

/**
 * cb_compound_stream_new_guessed:
 * @source: a compound file whose directory is lost; outlives the stream
 * @offset: where it begins
 *
 * Programs write the longest stream first and at one stretch, and the tables after it: what a
 * file that was cut short has lost is the tables.
 *
 * Returns: (transfer full): everything from there on
 */
CbCompoundStream *
cb_compound_stream_new_guessed (CbByteSource *source, guint64 offset)
{
  CbCompoundStream *self = make_stream (source);
  guint64 size = cb_byte_source_get_size (source);

  if (size > offset)
    add_extent (self, offset, size - offset);
  /* More than there is: whoever comes to the end of it is not at the end of the stream. */
  self->size = G_MAXUINT64;

  return self;
}

/**
 * cb_compound_stream_new_plain:
 * @source: any file; outlives the stream
 *
 * Returns: (transfer full): the whole file as one stream
 */
CbCompoundStream *
cb_compound_stream_new_plain (CbByteSource *source)
{
  CbCompoundStream *self = make_stream (source);

  self->size = cb_byte_source_get_size (source);
  add_extent (self, 0, self->size);

  return self;
}

/**
 * cb_compound_stream_free:
 * @self: (nullable) (transfer full): a stream
 */
void
cb_compound_stream_free (CbCompoundStream *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->extents);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_free (self);
}

/**
 * cb_compound_stream_get_size:
 * @self: a stream
 *
 * Returns: bytes that it should have
 */
guint64
cb_compound_stream_get_size (CbCompoundStream *self)
{
  return self->size;
}

/**
 * cb_compound_stream_get_available:
 * @self: a stream
 *
 * Returns: bytes that it has: fewer than it should where the file is cut or its tables are damaged
 */
guint64
cb_compound_stream_get_available (CbCompoundStream *self)
{
  return self->available;
}

static guint
find_extent (CbCompoundStream *self, guint64 offset)
{
  guint low = 0;
  guint high = self->extents->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->extents, CbCompoundExtent, middle).at <= offset)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/**
 * cb_compound_stream_read:
 * @self: a stream
 * @offset: in it
 * @bytes: (out): where to
 * @length: how many are wanted
 * @error: where to say why not
 *
 * From any thread.
 *
 * Returns: how many there were, fewer only at the end of what is available; -1 with
 *   %CB_ERROR_FILE_CHANGED, %CB_ERROR_UNREADABLE
 */
gssize
cb_compound_stream_read (
    CbCompoundStream *self, guint64 offset, guint8 *bytes, gsize length, GError **error)
{
  gsize done = 0;

  if (offset >= self->available)
    return 0;
  length = (gsize)MIN (length, self->available - offset);
  if (self->bytes != NULL)
    {
      memcpy (bytes, self->bytes->data + offset, length);
      return (gssize)length;
    }
  for (guint i = find_extent (self, offset); done < length; i++)
    {
      const CbCompoundExtent *extent = &g_array_index (self->extents, CbCompoundExtent, i);
      guint64 within = offset + done - extent->at;
      gsize n = (gsize)MIN (length - done, extent->length - within);

      if (!cb_byte_source_read (self->source, extent->offset + within, bytes + done, n, error))
        return -1;
      done += n;
    }

  return (gssize)done;
}
