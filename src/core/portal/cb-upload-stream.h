/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "core/portal/cb-portal.h"

G_BEGIN_DECLS

#define CB_TYPE_UPLOAD_STREAM (cb_upload_stream_get_type ())
G_DECLARE_FINAL_TYPE (CbUploadStream, cb_upload_stream, CB, UPLOAD_STREAM, GInputStream)

CbUploadStream *cb_upload_stream_new (int fd,
                                      guint64 size,
                                      const char *expected_sha256,
                                      const char *file_name,
                                      const char *media_type,
                                      const char *const *fields,
                                      const CbTransfer *transfer);
const char *cb_upload_stream_get_content_type (CbUploadStream *self);
guint64 cb_upload_stream_get_length (CbUploadStream *self);
const char *cb_upload_stream_get_sha256 (CbUploadStream *self);
gboolean cb_upload_stream_is_complete (CbUploadStream *self);
const GError *cb_upload_stream_peek_error (CbUploadStream *self);
void cb_upload_stream_set_connection (CbUploadStream *self, GIOStream *connection);

G_END_DECLS
