/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-biff.h"

#include <string.h>

#include "engine/formats/cb-codepage.h"

#define BUFFER (256u * 1024)
#define HEADER 4

/**
 * cb_biff_init:
 * @self: (out): to stand before the first record
 * @stream: (transfer none): outlives it
 */
void
cb_biff_init (CbBiff *self, CbCompoundStream *stream)
{
  *self = (CbBiff){ .stream = stream, .codepage = 1252 };
  self->buffer = g_malloc (BUFFER);
}

/**
 * cb_biff_clear:
 * @self: a reader of records
 */
void
cb_biff_clear (CbBiff *self)
{
  g_clear_pointer (&self->buffer, g_free);
  g_clear_pointer (&self->decoded, g_free);
  g_clear_pointer (&self->crypt, cb_xls_crypt_free);
}

/* Returns: the bytes at @offset, %NULL where there are not so many or reading failed */
static const guint8 *
get_bytes (CbBiff *self, guint64 offset, gsize length, GError **error)
{
  gssize n;

  if (offset >= self->buffer_offset && offset + length <= self->buffer_offset + self->buffer_length)
    return self->buffer + (offset - self->buffer_offset);
  n = cb_compound_stream_read (self->stream, offset, self->buffer, BUFFER, error);
  self->buffer_offset = offset;
  self->buffer_length = n > 0 ? (gsize)n : 0;

  return self->buffer_length >= length ? self->buffer : NULL;
}

static const guint8 *
decode (CbBiff *self, const guint8 *data)
{
  if (self->decoded == NULL)
    self->decoded = g_malloc (CB_BIFF_MAX_RECORD);
  memcpy (self->decoded, data, self->length);
  cb_xls_crypt_decode (self->crypt, self->id, self->offset + HEADER, self->decoded, self->length);

  return self->decoded;
}

/**
 * cb_biff_next:
 * @self: a reader of records
 * @error: where to say why not
 *
 * At the end of the stream @is_cut tells whether it is where the stream should end.
 *
 * Returns: whether there is a record, %FALSE without @error at the end of the stream
 */
gboolean
cb_biff_next (CbBiff *self, GError **error)
{
  GError *local = NULL;
  guint64 offset = self->next;
  const guint8 *bytes = get_bytes (self, offset, HEADER, &local);
  guint16 length;

  if (bytes != NULL)
    {
      length = (guint16)(bytes[2] | bytes[3] << 8);
      bytes = get_bytes (self, offset, (gsize)HEADER + length, &local);
    }
  if (bytes == NULL)
    {
      self->is_cut = offset < cb_compound_stream_get_size (self->stream);
      self->offset = offset;
      self->id = 0;
      self->length = 0;
      if (local != NULL)
        g_propagate_error (error, local);
      return FALSE;
    }
  self->id = (guint16)(bytes[0] | bytes[1] << 8);
  self->length = length;
  self->data = bytes + HEADER;
  self->offset = offset;
  self->next = offset + HEADER + length;
  if (self->crypt != NULL)
    self->data = decode (self, self->data);

  return TRUE;
}

/**
 * cb_biff_seek:
 * @self: a reader of records
 * @offset: of a record in the stream
 * @error: where to say why not
 *
 * Returns: as cb_biff_next(), for the record there
 */
gboolean
cb_biff_seek (CbBiff *self, guint64 offset, GError **error)
{
  self->next = offset;

  return cb_biff_next (self, error);
}

/**
 * cb_biff_peek:
 * @self: a reader of records
 *
 * The present record stays.
 *
 * Returns: the id of the record after the present one, 0 when there is none
 */
guint16
cb_biff_peek (CbBiff *self)
{
  guint8 header[HEADER];

  if (self->next >= self->buffer_offset
      && self->next + HEADER <= self->buffer_offset + self->buffer_length)
    memcpy (header, self->buffer + (self->next - self->buffer_offset), HEADER);
  else if (cb_compound_stream_read (self->stream, self->next, header, HEADER, NULL) != HEADER)
    return 0;

  return (guint16)(header[0] | header[1] << 8);
}

/**
 * cb_biff_get_bof_version:
 * @self: a reader that stands at a record
 *
 * Returns: 2 3 4 5 8 when that is a BOF, else 0
 */
guint8
cb_biff_get_bof_version (const CbBiff *self)
{
  switch (self->id)
    {
    case CB_BIFF_BOF_2:
      return self->length >= 4 ? 2 : 0;
    case CB_BIFF_BOF_3:
      return self->length >= 4 ? 3 : 0;
    case CB_BIFF_BOF_4:
      return self->length >= 4 ? 4 : 0;
    case CB_BIFF_BOF_5:
      if (self->length < 4)
        return 0;
      /* Some writers of BIFF5 leave the version out. */
      return cb_biff_get16 (self, 0) == 0x0600 ? 8 : 5;
    default:
      return 0;
    }
}

/**
 * cb_biff_append_bytes:
 * @self: a reader of records, for its code page
 * @bytes: of a string before BIFF8
 * @length: of @bytes
 * @text: gets it at its end
 *
 * TCVN3 and VNI are in here as the letters of Windows-1252, as they are everywhere else.
 */
void
cb_biff_append_bytes (const CbBiff *self, const guint8 *bytes, gsize length, GString *text)
{
  cb_codepage_append (self->codepage, bytes, length, text);
}

/* Half a pair is U+FFFD: what it was cannot be known. */
static void
append_unit (GString *text, guint16 *high, guint16 unit)
{
  if (*high != 0 && (unit & 0xfc00) == 0xdc00)
    {
      g_string_append_unichar (text, 0x10000u + ((*high & 0x3ffu) << 10) + (unit & 0x3ffu));
      *high = 0;
      return;
    }
  if (*high != 0)
    g_string_append_unichar (text, 0xfffd);
  *high = 0;
  if ((unit & 0xfc00) == 0xd800)
    *high = unit;
  else if (unit < 0x80)
    g_string_append_c (text, (char)unit);
  else
    g_string_append_unichar (text, (unit & 0xfc00) == 0xdc00 ? 0xfffd : unit);
}

/**
 * cb_biff_append_unicode:
 * @bytes: of a string of BIFF8 from its flags on, without rich text
 * @size: of @bytes
 * @length: characters that it should have
 * @text: gets it at its end
 *
 * For short strings that no CONTINUE record cuts: names.
 *
 * Returns: how many bytes it took
 */
gsize
cb_biff_append_unicode (const guint8 *bytes, gsize size, guint32 length, GString *text)
{
  guint16 high = 0;
  gsize width;
  gsize n;

  if (size == 0)
    return 0;
  width = (bytes[0] & 1) != 0 ? 2 : 1;
  n = MIN (length, (size - 1) / width);
  for (gsize i = 0; i < n; i++)
    append_unit (text, &high,
                 width == 1 ? bytes[1 + i] : (guint16)(bytes[1 + 2 * i] | bytes[2 + 2 * i] << 8));
  if (high != 0)
    g_string_append_unichar (text, 0xfffd);

  return 1 + n * width;
}

/**
 * cb_biff_cursor_init:
 * @self: (out): to stand within a record
 * @biff: that stands at the record; moves on with the cursor
 * @at: in the data of the record
 */
void
cb_biff_cursor_init (CbBiffCursor *self, CbBiff *biff, gsize at)
{
  *self = (CbBiffCursor){ biff, at, FALSE, NULL };
}

/* Whether there is a byte to read, in this record or the one that continues it. */
static gboolean
ensure_byte (CbBiffCursor *self)
{
  while (!self->ended && self->at >= self->biff->length)
    {
      if (cb_biff_peek (self->biff) != CB_BIFF_CONTINUE || !cb_biff_next (self->biff, &self->error))
        {
          self->ended = TRUE;
          return FALSE;
        }
      self->at = 0;
    }

  return !self->ended;
}

/**
 * cb_biff_cursor_read:
 * @self: a cursor
 * @bytes: (out): where to
 * @length: how many
 *
 * Returns: whether there were so many
 */
gboolean
cb_biff_cursor_read (CbBiffCursor *self, guint8 *bytes, gsize length)
{
  while (length > 0)
    {
      gsize n;

      if (!ensure_byte (self))
        return FALSE;
      n = MIN (length, self->biff->length - self->at);
      memcpy (bytes, self->biff->data + self->at, n);
      bytes += n;
      length -= n;
      self->at += n;
    }

  return TRUE;
}

/**
 * cb_biff_cursor_skip:
 * @self: a cursor
 * @length: how many bytes
 *
 * Returns: whether there were so many
 */
gboolean
cb_biff_cursor_skip (CbBiffCursor *self, guint64 length)
{
  while (length > 0)
    {
      gsize n;

      if (!ensure_byte (self))
        return FALSE;
      n = (gsize)MIN (length, self->biff->length - self->at);
      length -= n;
      self->at += n;
    }

  return TRUE;
}

/* The characters of a string, each CONTINUE record with flags of its own before its part. */
static gboolean
read_characters (CbBiffCursor *self, guint32 length, gboolean is_wide, GString *text)
{
  guint16 high = 0;

  while (length > 0)
    {
      const guint8 *p;
      gsize n;

      if (self->at >= self->biff->length)
        {
          if (!ensure_byte (self))
            return FALSE;
          is_wide = (self->biff->data[self->at++] & 1) != 0;
          continue;
        }
      p = self->biff->data + self->at;
      n = MIN (length, (self->biff->length - self->at) / (is_wide ? 2u : 1u));
      if (n == 0)
        {
          /* Half a character before the border: no program writes this. */
          self->at = self->biff->length;
          continue;
        }
      for (gsize i = 0; i < n; i++)
        append_unit (text, &high, is_wide ? (guint16)(p[2 * i] | p[2 * i + 1] << 8) : p[i]);
      self->at += n * (is_wide ? 2 : 1);
      length -= (guint32)n;
    }
  if (high != 0)
    g_string_append_unichar (text, 0xfffd);

  return TRUE;
}

static gboolean
read_runs (CbBiffCursor *self, guint n_runs, GArray *runs)
{
  for (guint i = 0; i < n_runs; i++)
    {
      guint8 bytes[4];
      guint32 run;

      if (!cb_biff_cursor_read (self, bytes, 4))
        return FALSE;
      run = (guint32)(bytes[0] | bytes[1] << 8) << 16 | (guint32)(bytes[2] | bytes[3] << 8);
      if (runs != NULL)
        g_array_append_val (runs, run);
    }

  return TRUE;
}

/**
 * cb_biff_cursor_read_unicode:
 * @self: at the flags of a string of BIFF8 (MS-XLS 2.5.293, XLUnicodeRichExtendedString)
 * @length: characters that it should have
 * @text: gets it at its end
 * @runs: (nullable) (element-type guint32): gets where each run of rich text begins, in UTF-16
 *   units, << 16 | its font
 *
 * Returns: whether all of it was there; what was, is in @text
 */
gboolean
cb_biff_cursor_read_unicode (CbBiffCursor *self, guint32 length, GString *text, GArray *runs)
{
  guint8 flags;
  guint8 bytes[4];
  guint n_runs = 0;
  guint32 extra = 0;

  if (!cb_biff_cursor_read (self, &flags, 1))
    return FALSE;
  if ((flags & 8) != 0)
    {
      if (!cb_biff_cursor_read (self, bytes, 2))
        return FALSE;
      n_runs = (guint)(bytes[0] | bytes[1] << 8);
    }
  if ((flags & 4) != 0)
    {
      if (!cb_biff_cursor_read (self, bytes, 4))
        return FALSE;
      extra = (guint32)bytes[0] | (guint32)bytes[1] << 8 | (guint32)bytes[2] << 16
              | (guint32)bytes[3] << 24;
    }
  if (!read_characters (self, length, (flags & 1) != 0, text))
    return FALSE;

  return read_runs (self, n_runs, runs) && cb_biff_cursor_skip (self, extra);
}
