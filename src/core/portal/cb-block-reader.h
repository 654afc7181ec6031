/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CbBlockReader CbBlockReader;

CbBlockReader *cb_block_reader_new (int fd, guint64 size, const char *expected_sha256);
void cb_block_reader_free (CbBlockReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbBlockReader, cb_block_reader_free)

gboolean
cb_block_reader_next (CbBlockReader *self, const guint8 **data, gsize *length, GError **error);
const char *cb_block_reader_get_sha256 (CbBlockReader *self);

G_END_DECLS
