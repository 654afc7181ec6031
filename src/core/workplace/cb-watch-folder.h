/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

/**
 * CbFolderFile:
 * @name: in its folder
 * @size: in bytes
 * @changed_us: when its content or its name changed last, as far as the system tells
 * @stamp: says the same of it as long as it is the same file
 * @open_elsewhere: somebody has it open, as the files beside it or the system say
 */
typedef struct
{
  char *name;
  guint64 size;
  gint64 changed_us;
  char *stamp;
  gboolean open_elsewhere;
} CbFolderFile;

GPtrArray *_cb_watch_folder_list (GFile *folder,
                                  gint64 now_us,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The setting that says what is watched. */
JsonArray *_cb_watches_load (CbWorkplace *self);
JsonObject *_cb_watches_get (JsonArray *array, guint i);
gboolean _cb_watches_has_seen (JsonObject *entry, const CbFolderFile *file);
gboolean _cb_watches_remember (
    CbWorkplace *self, GFile *folder, GPtrArray *files, const CbFolderFile *taken, GError **error);

G_END_DECLS
