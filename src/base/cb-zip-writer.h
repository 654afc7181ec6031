/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-error.h"

G_BEGIN_DECLS

typedef struct _CbZipWriter CbZipWriter;

CbZipWriter *cb_zip_writer_new (int fd) G_GNUC_WARN_UNUSED_RESULT;
CbZipWriter *cb_zip_writer_new_in_memory (GByteArray *memory) G_GNUC_WARN_UNUSED_RESULT;
void cb_zip_writer_free (CbZipWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbZipWriter, cb_zip_writer_free)

gboolean cb_zip_writer_begin (CbZipWriter *self, const char *name, gboolean packed, GError **error);
gboolean cb_zip_writer_write (CbZipWriter *self, const guint8 *bytes, gsize length, GError **error);
gboolean cb_zip_writer_add (
    CbZipWriter *self, const char *name, gboolean packed, const char *text, GError **error);
gboolean cb_zip_writer_end (CbZipWriter *self, GError **error);
guint64 cb_zip_writer_get_size (CbZipWriter *self);

G_END_DECLS
