/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-descriptor.h"
#include "base/cb-error.h"

G_BEGIN_DECLS

/* What the vault and the store need of a file system beyond GIO: descriptors, and the moment from
 * which a name survives a power cut. What differs between systems is in -linux.c and -win32.c. */

/* What a file was when it was opened: by this it is known again. */
typedef CbDescriptorInfo CbFileIdentity;

gboolean cb_files_ensure_folder (const char *path, GError **error);
gboolean
cb_files_read_start (const char *path, gsize count, char **start, gsize *length, GError **error);
gboolean cb_files_rename (const char *from, const char *to, GError **error);

int cb_files_open (const char *path,
                   CbFileIdentity *identity,
                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbError cb_files_get_error_code (int system_code);
gboolean cb_files_is_remote (const char *path);
gboolean cb_files_has_no_writer (int fd);
gboolean cb_files_has_writer (int fd);
gboolean cb_files_is_still (int fd, const char *path, const CbFileIdentity *identity);
int
cb_files_create_temp (const char *folder, char **path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_files_clone (int from, int to);
void cb_files_will_read (int fd);
gboolean cb_files_reserve (int fd, guint64 size, GError **error);
void cb_files_begin_write_back (int fd, guint64 offset, guint64 length);
gboolean cb_files_finish (int fd, const char *path, GError **error);
gboolean cb_files_commit (int fd, const char *temp, const char *path, GError **error);

gssize cb_files_read (int fd, void *buffer, gsize count, guint64 offset, GError **error);
gboolean cb_files_write (int fd, const void *buffer, gsize count, guint64 offset, GError **error);

G_END_DECLS
