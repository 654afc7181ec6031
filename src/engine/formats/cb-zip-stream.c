/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-inflate.h"
#include "engine/formats/cb-zip-private.h"

#define INPUT_SIZE (128 * 1024)

/* What one member may become, whatever it says of itself: deflate reaches 1,032 times, tables of
 * an office under 100. A small part may be as dense as it likes. */
#define MAX_RATIO 500
#define FREE_SIZE (64u * 1024 * 1024)
#define MAX_SIZE (G_GUINT64_CONSTANT (64) * 1024 * 1024 * 1024)

/* Read at once where only the end matters, and at most for the sake of a reason. */
#define PIECE (64 * 1024)
#define MAX_EXPLAINED (G_GUINT64_CONSTANT (1) << 30)

struct _CbZipStream
{
  /* Borrowed */
  CbByteSource *source;
  const CbZipMember *member;

  /* Owned */
  CbInflate *inflate; /* (nullable): stored */
  guint8 *buffer;

  const guint8 *input;
  gsize n_input;
  guint64 offset;    /* of the next input in the file */
  guint64 remaining; /* input still in the file */
  guint64 position;  /* bytes given */
  guint32 crc;
  GError *why;    /* (nullable): what is wrong from here on */
  gboolean ended; /* nothing more comes: all was given and was right */
};

static gboolean
set_broken (const CbZipMember *member, GError **error, CbError code, const char *what)
{
  g_set_error (error, CB_ERROR, (int)code, "%s %s", member->name, what);

  return FALSE;
}

static gboolean
check_readable (const CbZipMember *member, GError **error)
{
  if (member->is_encrypted)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_ENCRYPTED, "%s needs a password", member->name);
      return FALSE;
    }
  if (member->is_duplicate)
    return set_broken (member, error, CB_ERROR_BROKEN_FILE,
                       "is in the archive twice: nobody can tell which is meant");
  if (member->method != CB_ZIP_STORED && member->method != CB_ZIP_DEFLATED)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_UNSUPPORTED, "%s is packed in a way (%u) not read",
                   member->name, member->method);
      return FALSE;
    }

  return TRUE;
}

/* The header before the bytes says where they begin, and must be of the same member. */
static gboolean
find_data (CbZipStream *self, GError **error)
{
  const CbZipMember *member = self->member;
  guint8 header[CB_ZIP_LOCAL_SIZE];
  guint64 begin;

  if (!cb_byte_source_read (self->source, member->offset, header, sizeof header, error))
    return FALSE;
  if (cb_zip_get_32 (header) != CB_ZIP_LOCAL_SIGNATURE)
    return set_broken (member, error, CB_ERROR_FILE_ALTERED, "is not where the directory says");
  if (cb_zip_get_16 (header + 8) != member->method)
    return set_broken (member, error, CB_ERROR_FILE_ALTERED,
                       "is packed otherwise than the directory says");
  begin = member->offset + CB_ZIP_LOCAL_SIZE + cb_zip_get_16 (header + 26)
          + cb_zip_get_16 (header + 28);
  if (begin > member->end || member->compressed_size > member->end - begin)
    return set_broken (member, error, CB_ERROR_FILE_ALTERED, "reaches into what comes after it");
  self->offset = begin;
  self->remaining = member->compressed_size;

  return TRUE;
}

/**
 * cb_zip_stream_new:
 * @self: an archive; outlives the stream
 * @member: of it
 * @error: where to say why not
 *
 * Returns: (transfer full): the bytes of the member from its beginning, %NULL with
 *   %CB_ERROR_ENCRYPTED, %CB_ERROR_UNSUPPORTED for a method other than stored and deflate,
 *   an error of cb_error_is_broken_file(), %CB_ERROR_FILE_CHANGED
 */
CbZipStream *
cb_zip_stream_new (CbZip *self, const CbZipMember *member, GError **error)
{
  g_autoptr (CbZipStream) stream = g_new0 (CbZipStream, 1);

  stream->source = self->source;
  stream->member = member;
  if (!check_readable (member, error) || !find_data (stream, error))
    return NULL;
  if (member->method == CB_ZIP_DEFLATED)
    {
      stream->inflate = cb_inflate_new ();
      stream->buffer = g_malloc (INPUT_SIZE);
      stream->input = stream->buffer;
    }

  return g_steal_pointer (&stream);
}

/**
 * cb_zip_stream_free:
 * @self: (nullable) (transfer full): a stream
 */
void
cb_zip_stream_free (CbZipStream *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->inflate, cb_inflate_free);
  g_clear_error (&self->why);
  g_free (self->buffer);
  g_free (self);
}

static gboolean
check_end (CbZipStream *self, GError **error)
{
  const CbZipMember *member = self->member;

  if (member->is_cut)
    return set_broken (member, error, CB_ERROR_FILE_CUT, "is cut off: the file ends in it");
  if (self->n_input > 0 || self->remaining > 0 || self->position != member->size)
    return set_broken (member, error, CB_ERROR_FILE_ALTERED,
                       "has another size than the directory says");
  if (self->crc != member->crc)
    return set_broken (member, error, CB_ERROR_FILE_ALTERED,
                       "does not have the sum (CRC) that the directory says");
  self->ended = TRUE;

  return TRUE;
}

static gboolean
check_growth (CbZipStream *self, GError **error)
{
  const CbZipMember *member = self->member;
  guint64 used = member->compressed_size - self->remaining;

  if (!member->is_cut && self->position > member->size)
    return set_broken (member, error, CB_ERROR_FILE_ALTERED,
                       "has another size than the directory says");
  if (self->position > MAX_SIZE
      || (self->position > FREE_SIZE && self->position / MAX_RATIO > used))
    return set_broken (member, error, CB_ERROR_BROKEN_FILE,
                       "swells beyond measure: the file is made to harm");

  return TRUE;
}

static gboolean
fill_input (CbZipStream *self, GError **error)
{
  gsize n = (gsize)MIN (self->remaining, INPUT_SIZE);

  if (!cb_byte_source_read (self->source, self->offset, self->buffer, n, error))
    return FALSE;
  self->input = self->buffer;
  self->n_input = n;
  self->offset += n;
  self->remaining -= n;

  return TRUE;
}

/* Returns: FALSE when nothing more comes after what was given. */
static gboolean
inflate_some (CbZipStream *self, guint8 *bytes, gsize length, gsize *given)
{
  CbInflateResult result;
  gboolean starved;

  if (self->n_input == 0 && self->remaining > 0 && !fill_input (self, &self->why))
    return FALSE;
  starved = self->n_input == 0;
  result = cb_inflate_run (self->inflate, &self->input, &self->n_input, bytes, length, given);
  self->crc = cb_inflate_crc32 (self->crc, bytes, *given);
  self->position += *given;
  if (result == CB_INFLATE_BROKEN)
    return set_broken (self->member, &self->why, CB_ERROR_FILE_ALTERED,
                       "is damaged: what is packed makes no sense");
  if (!check_growth (self, &self->why))
    return FALSE;
  if (result == CB_INFLATE_END)
    {
      check_end (self, &self->why);
      return FALSE;
    }
  if (starved && *given == 0)
    return set_broken (self->member, &self->why, CB_ERROR_FILE_CUT,
                       "is cut off: the file ends in it");

  return TRUE;
}

static gboolean
copy_some (CbZipStream *self, guint8 *bytes, gsize length, gsize *given)
{
  gsize n = (gsize)MIN (self->remaining, length);

  if (n > 0 && !cb_byte_source_read (self->source, self->offset, bytes, n, &self->why))
    return FALSE;
  self->crc = cb_inflate_crc32 (self->crc, bytes, n);
  self->offset += n;
  self->remaining -= n;
  self->position += n;
  *given = n;
  if (self->remaining == 0)
    check_end (self, &self->why);

  return self->remaining > 0;
}

/**
 * cb_zip_stream_read:
 * @self: a stream
 * @bytes: (out): where to
 * @length: how many, at least 1
 * @error: where to say why not
 *
 * The next bytes, as many as asked for except at the end or before a fault, of which the call after
 * tells. After the last byte size and sum have been compared.
 *
 * Returns: how many, 0 at the end, -1 with an error of cb_error_is_broken_file() when the member is
 *   damaged, cut off or swells beyond measure, %CB_ERROR_FILE_CHANGED
 */
gssize
cb_zip_stream_read (CbZipStream *self, guint8 *bytes, gsize length, GError **error)
{
  gboolean more = self->why == NULL && !self->ended;
  gsize total = 0;

  while (more && total < length)
    {
      gsize n = 0;

      more = self->inflate != NULL ? inflate_some (self, bytes + total, length - total, &n)
                                   : copy_some (self, bytes + total, length - total, &n);
      total += n;
    }
  if (total > 0 || self->why == NULL)
    return (gssize)total;
  g_propagate_error (error, g_error_copy (self->why));

  return -1;
}

/**
 * cb_zip_stream_get_position:
 * @self: a stream
 *
 * Returns: bytes of the member as it stands in the file that are through
 */
guint64
cb_zip_stream_get_position (CbZipStream *self)
{
  return self->member->compressed_size - self->remaining - self->n_input;
}

/**
 * cb_zip_read:
 * @self: an archive
 * @member: of it
 * @max_size: more than that is refused
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * Returns: (transfer full): all bytes of a small member, %NULL with the errors of
 *   cb_zip_stream_new() and cb_zip_stream_read(), %CB_ERROR_BROKEN_FILE when it is over @max_size
 */
GBytes *
cb_zip_read (CbZip *self,
             const CbZipMember *member,
             gsize max_size,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (CbZipStream) stream = cb_zip_stream_new (self, member, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gssize n = 1;

  if (stream == NULL)
    return NULL;
  while (n > 0)
    {
      guint8 piece[16 * 1024];

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      n = cb_zip_stream_read (stream, piece, sizeof piece, error);
      if (n < 0)
        return NULL;
      if ((gsize)n > max_size - bytes->len)
        {
          set_broken (member, error, CB_ERROR_BROKEN_FILE, "is larger than such a part ever is");
          return NULL;
        }
      g_byte_array_append (bytes, piece, (guint)n);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* Of a file that is cut, all else is an effect; changed bytes make the markup bad. */
static int
choose_code (const GError *what, const GError *why)
{
  if (what->code == CB_ERROR_FILE_CUT || !cb_error_is_broken_file (why)
      || why->code == CB_ERROR_BROKEN_FILE)
    return what->code;

  return why->code;
}

/**
 * cb_zip_explain_damage:
 * @self: an archive
 * @member: of it
 * @cancellable: (nullable): ends it
 * @error: (inout): what is wrong with what @member says
 *
 * Changed bytes are mostly seen in what they say, before the sum at the end of the member tells
 * that they have changed. Reads @member to its end once more, and where that fails, says so behind
 * @error and gives it the code of the cause.
 */
void
cb_zip_explain_damage (CbZip *self,
                       const CbZipMember *member,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (CbZipStream) stream = NULL;
  g_autoptr (GError) why = NULL;
  g_autofree guint8 *piece = g_malloc (PIECE);
  guint64 total = 0;
  gssize n = 1;

  if (error == NULL || !cb_error_is_broken_file (*error))
    return;
  stream = cb_zip_stream_new (self, member, &why);
  for (; stream != NULL && n > 0 && total < MAX_EXPLAINED; total += PIECE)
    n = g_cancellable_is_cancelled (cancellable) ? 0
                                                 : cb_zip_stream_read (stream, piece, PIECE, &why);
  if (why != NULL && strstr ((*error)->message, why->message) == NULL)
    {
      g_autoptr (GError) what = g_steal_pointer (error);

      g_set_error (error, CB_ERROR, choose_code (what, why), "%s (%s)", what->message,
                   why->message);
    }
}
