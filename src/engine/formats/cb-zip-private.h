/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-zip-format.h"
#include "engine/formats/cb-zip.h"

G_BEGIN_DECLS

/* Of APPNOTE.TXT, the description of ZIP: 4.3.14, 4.3.15. */
#define CB_ZIP_END64_SIGNATURE 0x06064b50u
#define CB_ZIP_LOCATOR_SIGNATURE 0x07064b50u

#define CB_ZIP_LOCAL_SIZE 30
#define CB_ZIP_ENTRY_SIZE 46

#define CB_ZIP_FLAG_ENCRYPTED 0x0001

/* More members than any office file has; so many take 30 MB. */
#define CB_ZIP_MAX_MEMBERS 100000u

struct _CbZip
{
  /* Borrowed */
  CbByteSource *source;

  /* Owned */
  GArray *members;   /* (element-type CbZipMember) */
  GHashTable *names; /* lower case name → index + 1 */

  gboolean is_cut;
};

static inline guint16
cb_zip_get_16 (const guint8 *bytes)
{
  return (guint16)(bytes[0] | bytes[1] << 8);
}

static inline guint32
cb_zip_get_32 (const guint8 *bytes)
{
  return cb_zip_get_16 (bytes) | (guint32)cb_zip_get_16 (bytes + 2) << 16;
}

static inline guint64
cb_zip_get_64 (const guint8 *bytes)
{
  return cb_zip_get_32 (bytes) | (guint64)cb_zip_get_32 (bytes + 4) << 32;
}

void cb_zip_add_member (
    CbZip *self, CbZipMember *member, const guint8 *name, gsize length, guint16 flags);
void cb_zip_read_extra64 (
    const guint8 *extra, gsize length, guint64 *size, guint64 *compressed_size, guint64 *offset);
gboolean cb_zip_recover (CbZip *self, GCancellable *cancellable, GError **error);

G_END_DECLS
