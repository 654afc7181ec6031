/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbFileStamp:
 * @size: in bytes
 * @modified_ns: time of the last change of its content
 *
 * By what an open file is known to be still the same.
 */
typedef struct
{
  guint64 size;
  gint64 modified_ns;
} CbFileStamp;

gboolean cb_file_stamp_take (CbFileStamp *self, int fd, GError **error);
gboolean cb_file_stamp_check (const CbFileStamp *self, int fd, GError **error);

G_END_DECLS
