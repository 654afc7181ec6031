/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-table-private.h"

/* Read before a chunk, to see where a character begins. */
#define LOOK_BEHIND 32
/* An encoding over 7 bits could cut a letter from its mark at most so far back. */
#define MAX_BACK 16

/* Moves a border back to where no letter is cut from what belongs to it. Depends on the bytes just
 * before it only, so that both neighbours come to the same. */
static gsize
align (CbCharset charset, CbRepair repair, const guint8 *raw, gsize first, gsize at, gsize end)
{
  if (repair == CB_REPAIR_NONE && charset == CB_CHARSET_UTF8)
    return at;
  if (charset == CB_CHARSET_UTF16LE || charset == CB_CHARSET_UTF16BE)
    {
      if (at + 1 < end && at >= first + 2
          && (raw[at + (charset == CB_CHARSET_UTF16LE)] & 0xfc) == 0xdc)
        return at - 2;
      return at;
    }
  for (gsize back = 0; back < MAX_BACK && at > first && at < end && raw[at] >= 0x80; back++)
    at--;

  return at;
}

/* The text character at a place of the raw bytes, for those that matter: ASCII. */
static int
peek (CbCharset charset, const guint8 *raw, gsize at, gsize end)
{
  guint8 low, high;

  if (at >= end)
    return -1;
  if (charset != CB_CHARSET_UTF16LE && charset != CB_CHARSET_UTF16BE)
    return raw[at];
  if (at + 1 >= end)
    return 0x80;
  low = raw[at + (charset == CB_CHARSET_UTF16BE)];
  high = raw[at + (charset == CB_CHARSET_UTF16LE)];

  return high == 0 && low < 0x80 ? low : 0x80;
}

/**
 * cb_piece_load:
 * @self: a piece, zeroed at first, used again
 * @table: of what
 * @chunk: which
 * @tail: how many bytes of the file after the chunk, if there are so many
 * @error: where to say why not
 *
 * Returns: %FALSE on failure
 */
gboolean
cb_piece_load (CbPiece *self, CbTable *table, guint64 chunk, gsize tail, GError **error)
{
  CbCharset charset = table->encoding.charset;
  CbRepair repair = table->encoding.repair;
  guint64 begin = chunk * table->chunk_size;
  guint64 end = MIN (begin + table->chunk_size, table->size);
  guint64 stop = MIN (end + tail, table->size);
  guint64 from = MAX (begin, table->data_start + LOOK_BEHIND) - LOOK_BEHIND;
  guint64 to = MIN (stop + 4, table->size);
  gsize width = charset == CB_CHARSET_UTF16LE || charset == CB_CHARSET_UTF16BE ? 2 : 1;
  gsize raw_length = (gsize)(to - from);
  gsize first, middle, last;

  if (raw_length + 64 > self->allocated)
    {
      g_free (self->raw);
      self->allocated = raw_length + 64;
      self->raw = g_malloc (self->allocated);
    }
  if (!cb_byte_source_read (table->source, from, self->raw, raw_length, error))
    return FALSE;

  first = (gsize)(MAX (begin, table->data_start) - from);
  if (chunk > 0)
    first = align (charset, repair, self->raw, 0, first, raw_length);
  middle = (gsize)(end - from);
  if (end < table->size)
    middle = align (charset, repair, self->raw, 0, middle, raw_length);
  last = (gsize)(stop - from);
  if (stop < table->size)
    last = MAX (align (charset, repair, self->raw, 0, last, raw_length), middle);

  self->before = first >= width ? peek (charset, self->raw, first - width, raw_length) : -1;
  self->after = peek (charset, self->raw, last, raw_length);
  if (cb_encoding_is_utf8 (table->encoding))
    {
      self->text = self->raw + first;
      self->length = last - first;
      self->own = middle - first;
      return TRUE;
    }

  if (self->decoded == NULL)
    self->decoded = g_byte_array_new ();
  g_byte_array_set_size (self->decoded, 0);
  cb_encoding_decode (table->encoding, self->raw + first, middle - first, self->decoded);
  self->own = self->decoded->len;
  cb_encoding_decode (table->encoding, self->raw + middle, last - middle, self->decoded);
  self->text = self->decoded->data;
  self->length = self->decoded->len;

  return TRUE;
}

/**
 * cb_piece_clear:
 * @self: a piece
 */
void
cb_piece_clear (CbPiece *self)
{
  g_clear_pointer (&self->raw, g_free);
  g_clear_pointer (&self->decoded, g_byte_array_unref);
  self->allocated = 0;
}
