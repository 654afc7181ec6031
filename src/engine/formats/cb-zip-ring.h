/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-zip.h"

G_BEGIN_DECLS

/* After what is in sight there are so many bytes that may be read, all 0. */
#define CB_ZIP_RING_PADDING 64

typedef struct _CbZipRing CbZipRing;

CbZipRing *
cb_zip_ring_new (CbZip *zip, const CbZipMember *member, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_zip_ring_free (CbZipRing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbZipRing, cb_zip_ring_free)

gboolean
cb_zip_ring_next (CbZipRing *self, gsize keep, const char **bytes, gsize *length, GError **error);
guint64 cb_zip_ring_get_position (CbZipRing *self);

G_END_DECLS
