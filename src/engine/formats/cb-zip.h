/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-byte-source.h"

G_BEGIN_DECLS

/**
 * CbZipMember:
 * @name: valid UTF-8; forward slashes, none at the start
 * @offset: of its own header in the file
 * @end: where its bytes must have ended: where the next member or the directory begins
 * @compressed_size: bytes in the file, as the directory has it
 * @size: bytes when inflated, as the directory has it
 * @crc: of those
 * @method: 0 stored, 8 deflate
 * @is_encrypted: it needs a password
 * @is_duplicate: another member has the same name
 * @is_cut: the file ends before the member does
 */
typedef struct
{
  char *name;
  guint64 offset;
  guint64 end;
  guint64 compressed_size;
  guint64 size;
  guint32 crc;
  guint16 method;
  gboolean is_encrypted;
  gboolean is_duplicate;
  gboolean is_cut;
} CbZipMember;

typedef struct _CbZip CbZip;
typedef struct _CbZipStream CbZipStream;

CbZip *cb_zip_open (CbByteSource *source,
                    GCancellable *cancellable,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_zip_free (CbZip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbZip, cb_zip_free)

guint cb_zip_get_n_members (CbZip *self);
const CbZipMember *cb_zip_get_member (CbZip *self, guint index);
const CbZipMember *cb_zip_find (CbZip *self, const char *name);
gboolean cb_zip_is_cut (CbZip *self);
GBytes *cb_zip_read (CbZip *self,
                     const CbZipMember *member,
                     gsize max_size,
                     GCancellable *cancellable,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

void cb_zip_explain_damage (CbZip *self,
                            const CbZipMember *member,
                            GCancellable *cancellable,
                            GError **error);

CbZipStream *cb_zip_stream_new (CbZip *self,
                                const CbZipMember *member,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_zip_stream_free (CbZipStream *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbZipStream, cb_zip_stream_free)

gssize cb_zip_stream_read (CbZipStream *self, guint8 *bytes, gsize length, GError **error);
guint64 cb_zip_stream_get_position (CbZipStream *self);

G_END_DECLS
