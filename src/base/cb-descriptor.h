/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is asked of an open file, on every system: -linux.c and -win32.c. A descriptor is one of the
 * C library's. */

typedef enum
{
  CB_DESCRIPTOR_FILE,
  CB_DESCRIPTOR_FOLDER,
  CB_DESCRIPTOR_PIPE,
  CB_DESCRIPTOR_SOCKET,
  CB_DESCRIPTOR_DEVICE,
} CbDescriptorKind;

/**
 * CbDescriptorInfo:
 * @kind: what it is
 * @readable: whether it is open for reading
 * @device, @file: which file it is, whatever its name
 * @size: in bytes
 * @changed_ns: when its content changed last, as the file system tells
 */
typedef struct
{
  CbDescriptorKind kind;
  gboolean readable;
  guint64 device;
  guint64 file;
  guint64 size;
  gint64 changed_ns;
} CbDescriptorInfo;

gboolean cb_descriptor_look_up (const char *path, CbDescriptorInfo *info, GError **error);
int cb_descriptor_open (const char *path,
                        CbDescriptorInfo *info,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
int cb_descriptor_create (char *name_template) G_GNUC_WARN_UNUSED_RESULT;
int cb_descriptor_duplicate (int fd, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_descriptor_look (int fd, CbDescriptorInfo *info, GError **error);
gssize cb_descriptor_read_at (int fd, void *buffer, gsize count, guint64 offset, GError **error);
gboolean
cb_descriptor_write_at (int fd, const void *buffer, gsize count, guint64 offset, GError **error);
gboolean cb_descriptor_write (int fd, const void *buffer, gsize count, GError **error);

GInputStream *cb_descriptor_new_input (int fd) G_GNUC_WARN_UNUSED_RESULT;
GOutputStream *cb_descriptor_new_output (int fd) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_descriptor_is_full (int saved_errno);
void cb_descriptor_ignore_broken_pipes (void);

G_END_DECLS
