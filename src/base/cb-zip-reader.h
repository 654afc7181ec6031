/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cb-error.h"

G_BEGIN_DECLS

/**
 * CbZipSource:
 * @read: gives up to @length bytes from @offset on, fewer only at the end, -1 with @error set
 * @user_data: for @read
 * @size: of all of it
 *
 * Where an archive is.
 */
typedef struct
{
  gssize (*read) (gpointer user_data, guint8 *bytes, gsize length, guint64 offset, GError **error);
  gpointer user_data;
  guint64 size;
} CbZipSource;

/**
 * CbZipEntry:
 * @name: valid UTF-8, as it is written in the archive: who unpacks it judges it
 * @offset: of its own header
 * @start: of its bytes
 * @compressed_size, @size: of its bytes in the archive, and unpacked
 * @crc: of those unpacked
 * @method: stored or deflated
 * @is_folder: it has no bytes, and its name ends in a slash
 * @is_special: a link or a device, as Unix knows them
 */
typedef struct
{
  char *name;
  guint64 offset;
  guint64 start;
  guint64 compressed_size;
  guint64 size;
  guint32 crc;
  guint16 method;
  gboolean is_folder;
  gboolean is_special;
} CbZipEntry;

/* Called with more of an entry; %FALSE with @error set stops. */
typedef gboolean (*CbZipTake) (const guint8 *bytes,
                               gsize length,
                               gpointer user_data,
                               GError **error);

typedef struct _CbZipReader CbZipReader;

CbZipReader *cb_zip_reader_new (const CbZipSource *source,
                                guint max_entries,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_zip_reader_free (CbZipReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbZipReader, cb_zip_reader_free)

guint cb_zip_reader_get_n_entries (CbZipReader *self);
const CbZipEntry *cb_zip_reader_get_entry (CbZipReader *self, guint index);
gboolean cb_zip_reader_read (CbZipReader *self,
                             const CbZipEntry *entry,
                             CbZipTake take,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
