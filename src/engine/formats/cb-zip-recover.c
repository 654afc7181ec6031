/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-inflate.h"
#include "engine/formats/cb-zip-private.h"

#define PIECE (128 * 1024)

/* An archive without its directory, from the start: a header before each member. */

/* Sizes that were not known when the header was written come after the bytes: the end is where
 * deflate ends. */
static gboolean
measure_member (
    CbZip *self, guint64 begin, CbZipMember *member, GCancellable *cancellable, GError **error)
{
  g_autoptr (CbInflate) inflate = cb_inflate_new ();
  g_autofree guint8 *input = g_malloc (PIECE);
  g_autofree guint8 *output = g_malloc (PIECE);
  guint64 file_size = cb_byte_source_get_size (self->source);
  guint64 at = begin;
  const guint8 *next = input;
  gsize left = 0;

  member->size = 0;
  member->crc = 0;
  while (TRUE)
    {
      CbInflateResult result;
      gsize n;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (left == 0 && at < file_size)
        {
          left = (gsize)MIN (file_size - at, PIECE);
          next = input;
          if (!cb_byte_source_read (self->source, at, input, left, error))
            return FALSE;
          at += left;
        }
      result = cb_inflate_run (inflate, &next, &left, output, PIECE, &n);
      member->size += n;
      member->crc = cb_inflate_crc32 (member->crc, output, n);
      member->compressed_size = at - left - begin;
      if (result == CB_INFLATE_END)
        return TRUE;
      /* What can be read of it is read as far as it goes, and that is told then. */
      if (result == CB_INFLATE_BROKEN || (n == 0 && left == 0 && at == file_size))
        {
          member->compressed_size = file_size - begin;
          member->is_cut = TRUE;
          return TRUE;
        }
    }
}

/* The record after such a member, APPNOTE 4.3.9. Its own sizes are not believed but measured. */
static guint64
skip_descriptor (CbZip *self, guint64 at, const CbZipMember *member)
{
  guint8 bytes[24];
  guint64 file_size = cb_byte_source_get_size (self->source);
  gsize length = (gsize)MIN (file_size - at, sizeof bytes);

  if (length < 16 || !cb_byte_source_read (self->source, at, bytes, length, NULL)
      || cb_zip_get_32 (bytes) != CB_ZIP_DESCRIPTOR_SIGNATURE)
    return at;
  if (length == 24 && cb_zip_get_64 (bytes + 8) == member->compressed_size
      && cb_zip_get_64 (bytes + 16) == member->size)
    return at + 24;

  return at + 16;
}

/* Returns: the place after the member, 0 when there is none or it fails. */
static guint64
recover_member (CbZip *self, guint64 at, GCancellable *cancellable, GError **error)
{
  guint64 file_size = cb_byte_source_get_size (self->source);
  g_autofree guint8 *names = NULL;
  guint8 header[CB_ZIP_LOCAL_SIZE];
  CbZipMember member = { .offset = at };
  gsize n_name, n_extra;
  guint64 begin;
  guint16 flags;

  if (file_size - at < sizeof header
      || !cb_byte_source_read (self->source, at, header, sizeof header, error)
      || cb_zip_get_32 (header) != CB_ZIP_LOCAL_SIGNATURE)
    return 0;
  flags = cb_zip_get_16 (header + 6);
  member.method = cb_zip_get_16 (header + 8);
  member.crc = cb_zip_get_32 (header + 14);
  member.compressed_size = cb_zip_get_32 (header + 18);
  member.size = cb_zip_get_32 (header + 22);
  n_name = cb_zip_get_16 (header + 26);
  n_extra = cb_zip_get_16 (header + 28);
  begin = at + sizeof header + n_name + n_extra;
  if (begin > file_size)
    return 0;
  names = g_malloc (n_name + n_extra + 1);
  if (!cb_byte_source_read (self->source, at + sizeof header, names, n_name + n_extra, error))
    return 0;
  cb_zip_read_extra64 (names + n_name, n_extra, &member.size, &member.compressed_size, NULL);
  if ((flags & CB_ZIP_FLAG_DESCRIPTOR) != 0)
    {
      if (member.method != CB_ZIP_DEFLATED || (flags & CB_ZIP_FLAG_ENCRYPTED) != 0)
        return 0;
      if (!measure_member (self, begin, &member, cancellable, error))
        return 0;
    }
  else if (member.compressed_size > file_size - begin)
    {
      member.compressed_size = file_size - begin;
      member.is_cut = TRUE;
    }
  member.end = begin + member.compressed_size;
  cb_zip_add_member (self, &member, names, n_name, flags);

  return (flags & CB_ZIP_FLAG_DESCRIPTOR) != 0 ? skip_descriptor (self, member.end, &member)
                                               : member.end;
}

/**
 * cb_zip_recover:
 * @self: an archive without members
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * Goes from member to member as far as there is one, inflating those whose size is not told.
 *
 * Returns: %FALSE with %CB_ERROR_FILE_CHANGED, %CB_ERROR_UNREADABLE, %G_IO_ERROR_CANCELLED
 */
gboolean
cb_zip_recover (CbZip *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) why = NULL;
  guint64 at = 0;

  do
    at = recover_member (self, at, cancellable, &why);
  while (at > 0 && self->members->len < CB_ZIP_MAX_MEMBERS);
  if (why == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&why));

  return FALSE;
}
