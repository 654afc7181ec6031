/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-error.h"
#include "base/cb-progress.h"

G_BEGIN_DECLS

typedef struct _CbByteSource CbByteSource;

CbByteSource *cb_byte_source_new (int fd, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_byte_source_free (CbByteSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbByteSource, cb_byte_source_free)

guint64 cb_byte_source_get_size (CbByteSource *self);
gboolean cb_byte_source_read (
    CbByteSource *self, guint64 offset, guint8 *bytes, gsize length, GError **error);
void cb_byte_source_watch (CbByteSource *self, CbProgressFunc progress, gpointer user_data);
gboolean cb_byte_source_check_unchanged (CbByteSource *self, GError **error);

G_END_DECLS
