/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-zip-writer.h"

#include <string.h>
#include <zlib.h>

#include "base/cb-descriptor.h"
#include "base/cb-zip-format.h"

/* Written here and not by libzip, which has to go back in its file to put sizes before the bytes:
 * the engine may be given a pipe, and what the program writes itself is made in memory. Sizes come
 * after the bytes (APPNOTE 4.3.9). */

#define BUFFER (64u * 1024)
/* 1980-01-01: the same table always gives the same bytes. */
#define DOS_DATE 0x0021
#define VERSION 20
#define FLAG_UTF_8 0x0800

typedef struct
{
  char *name;
  guint16 method;
  guint32 crc;
  guint64 size;
  guint64 compressed_size;
  guint64 offset;
} Member;

struct _CbZipWriter
{
  GArray *members; /* (owned) (element-type Member) */
  z_stream deflate;
  guint8 buffer[BUFFER];

  GByteArray *memory; /* (nullable): instead of @fd */
  int fd;
  guint64 written;
  gboolean is_open; /* a member is being written */
};

static void
clear_member (gpointer data)
{
  g_free (((Member *)data)->name);
}

/**
 * cb_zip_writer_new:
 * @fd: (transfer none): where the archive goes, from where it stands
 *
 * Returns: (transfer full): a writer of an archive without members
 */
CbZipWriter *
cb_zip_writer_new (int fd)
{
  CbZipWriter *self = g_new0 (CbZipWriter, 1);

  self->fd = fd;
  self->members = g_array_new (FALSE, TRUE, sizeof (Member));
  g_array_set_clear_func (self->members, clear_member);
  if (deflateInit2 (&self->deflate, 4, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    g_assert_not_reached ();

  return self;
}

/**
 * cb_zip_writer_new_in_memory:
 * @memory: (transfer none): where the archive goes, after what is there; outlives the writer
 *
 * Returns: (transfer full): a writer of an archive without members
 */
CbZipWriter *
cb_zip_writer_new_in_memory (GByteArray *memory)
{
  CbZipWriter *self = cb_zip_writer_new (-1);

  self->memory = memory;

  return self;
}

/**
 * cb_zip_writer_free:
 * @self: (transfer full): a writer
 */
void
cb_zip_writer_free (CbZipWriter *self)
{
  deflateEnd (&self->deflate);
  g_array_unref (self->members);
  g_free (self);
}

static void
put_16 (GByteArray *to, guint16 number)
{
  guint16 little = GUINT16_TO_LE (number);

  g_byte_array_append (to, (const guint8 *)&little, sizeof little);
}

static void
put_32 (GByteArray *to, guint64 number)
{
  guint32 little = GUINT32_TO_LE ((guint32)number);

  g_byte_array_append (to, (const guint8 *)&little, sizeof little);
}

static gboolean
put_out (CbZipWriter *self, const guint8 *bytes, gsize length, GError **error)
{
  if (self->memory != NULL)
    g_byte_array_append (self->memory, bytes, (guint)length);
  else if (!cb_descriptor_write (self->fd, bytes, length, error))
    return FALSE;
  self->written += length;

  return TRUE;
}

static void
put_head (GByteArray *to, const Member *member)
{
  put_16 (to, VERSION);
  put_16 (to, CB_ZIP_FLAG_DESCRIPTOR | FLAG_UTF_8);
  put_16 (to, member->method);
  put_16 (to, 0);
  put_16 (to, DOS_DATE);
}

static void
put_sizes (GByteArray *to, const Member *member)
{
  put_32 (to, member->crc);
  put_32 (to, member->compressed_size);
  put_32 (to, member->size);
}

static gboolean
finish_member (CbZipWriter *self, GError **error)
{
  Member *member = &g_array_index (self->members, Member, self->members->len - 1);
  g_autoptr (GByteArray) after = g_byte_array_new ();
  int status = Z_OK;

  self->deflate.next_in = NULL;
  self->deflate.avail_in = 0;
  while (member->method == CB_ZIP_DEFLATED && status != Z_STREAM_END)
    {
      self->deflate.next_out = self->buffer;
      self->deflate.avail_out = BUFFER;
      status = deflate (&self->deflate, Z_FINISH);
      if (!put_out (self, self->buffer, BUFFER - self->deflate.avail_out, error))
        return FALSE;
      member->compressed_size += BUFFER - self->deflate.avail_out;
    }
  if (member->method == CB_ZIP_STORED)
    member->compressed_size = member->size;
  if (member->size > G_MAXUINT32 || self->written > G_MAXUINT32)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_TOO_LARGE,
                           "over 4 GiB do not fit into such a file");
      return FALSE;
    }
  put_32 (after, CB_ZIP_DESCRIPTOR_SIGNATURE);
  put_sizes (after, member);
  self->is_open = FALSE;

  return put_out (self, after->data, after->len, error);
}

/**
 * cb_zip_writer_begin:
 * @self: a writer
 * @name: of the member: ASCII, forward slashes
 * @packed: deflate, or stored as it is
 * @error: where to say why not
 *
 * Begins a member, after ending the one before.
 *
 * Returns: %FALSE with %CB_ERROR_DISK_FULL, %CB_ERROR_TOO_LARGE
 */
gboolean
cb_zip_writer_begin (CbZipWriter *self, const char *name, gboolean packed, GError **error)
{
  Member member = { g_strdup (name), packed ? CB_ZIP_DEFLATED : CB_ZIP_STORED, 0, 0, 0, 0 };
  g_autoptr (GByteArray) head = g_byte_array_new ();

  if (self->is_open && !finish_member (self, error))
    {
      g_free (member.name);
      return FALSE;
    }
  member.offset = self->written;
  member.crc = (guint32)crc32 (0, NULL, 0);
  g_array_append_val (self->members, member);
  self->is_open = TRUE;
  deflateReset (&self->deflate);
  put_32 (head, CB_ZIP_LOCAL_SIGNATURE);
  put_head (head, &member);
  put_32 (head, 0);
  put_32 (head, 0);
  put_32 (head, 0);
  put_16 (head, (guint16)strlen (name));
  put_16 (head, 0);
  g_byte_array_append (head, (const guint8 *)name, (guint)strlen (name));

  return put_out (self, head->data, head->len, error);
}

/**
 * cb_zip_writer_write:
 * @self: a writer that has begun a member
 * @bytes: more of it
 * @length: of @bytes
 * @error: where to say why not
 *
 * Returns: %FALSE with %CB_ERROR_DISK_FULL
 */
gboolean
cb_zip_writer_write (CbZipWriter *self, const guint8 *bytes, gsize length, GError **error)
{
  Member *member = &g_array_index (self->members, Member, self->members->len - 1);

  for (gsize done = 0; done < length;)
    {
      gsize n = MIN (length - done, G_MAXINT32);

      member->crc = (guint32)crc32 (member->crc, bytes + done, (uInt)n);
      member->size += n;
      if (member->method == CB_ZIP_STORED && !put_out (self, bytes + done, n, error))
        return FALSE;
      self->deflate.next_in = (Bytef *)bytes + done;
      self->deflate.avail_in = (uInt)n;
      while (member->method == CB_ZIP_DEFLATED && self->deflate.avail_in > 0)
        {
          self->deflate.next_out = self->buffer;
          self->deflate.avail_out = BUFFER;
          deflate (&self->deflate, Z_NO_FLUSH);
          if (!put_out (self, self->buffer, BUFFER - self->deflate.avail_out, error))
            return FALSE;
          member->compressed_size += BUFFER - self->deflate.avail_out;
        }
      done += n;
    }

  return TRUE;
}

/**
 * cb_zip_writer_add:
 * @self: a writer
 * @name: of the member
 * @packed: deflate, or stored as it is
 * @text: all of it
 * @error: where to say why not
 *
 * Returns: %FALSE with %CB_ERROR_DISK_FULL, %CB_ERROR_TOO_LARGE
 */
gboolean
cb_zip_writer_add (
    CbZipWriter *self, const char *name, gboolean packed, const char *text, GError **error)
{
  return cb_zip_writer_begin (self, name, packed, error)
         && cb_zip_writer_write (self, (const guint8 *)text, strlen (text), error);
}

/**
 * cb_zip_writer_end:
 * @self: a writer with at least one member
 * @error: where to say why not
 *
 * Writes the directory. Nothing may follow.
 *
 * Returns: %FALSE with %CB_ERROR_DISK_FULL, %CB_ERROR_TOO_LARGE
 */
gboolean
cb_zip_writer_end (CbZipWriter *self, GError **error)
{
  g_autoptr (GByteArray) directory = g_byte_array_new ();
  guint64 offset;
  guint size;

  if (self->is_open && !finish_member (self, error))
    return FALSE;
  offset = self->written;
  for (guint i = 0; i < self->members->len; i++)
    {
      const Member *member = &g_array_index (self->members, Member, i);

      put_32 (directory, CB_ZIP_ENTRY_SIGNATURE);
      put_16 (directory, VERSION);
      put_head (directory, member);
      put_sizes (directory, member);
      put_16 (directory, (guint16)strlen (member->name));
      for (guint k = 0; k < 4; k++)
        put_16 (directory, 0);
      put_32 (directory, 0);
      put_32 (directory, member->offset);
      g_byte_array_append (directory, (const guint8 *)member->name, (guint)strlen (member->name));
    }
  size = directory->len;
  put_32 (directory, CB_ZIP_END_SIGNATURE);
  put_32 (directory, 0);
  put_16 (directory, (guint16)self->members->len);
  put_16 (directory, (guint16)self->members->len);
  put_32 (directory, size);
  put_32 (directory, offset);
  put_16 (directory, 0);

  return put_out (self, directory->data, directory->len, error);
}

/**
 * cb_zip_writer_get_size:
 * @self: a writer
 *
 * Returns: bytes written so far
 */
guint64
cb_zip_writer_get_size (CbZipWriter *self)
{
  return self->written;
}
