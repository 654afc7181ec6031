/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

/**
 * CbSupportPart:
 * @name: of the file in the bundle
 * @text: all of it, UTF-8
 */
typedef struct
{
  char *name;
  char *text;
} CbSupportPart;

/* What is sent to whoever looks after the program. */
GPtrArray *cb_workplace_make_support (CbWorkplace *self,
                                      const GError *problem,
                                      const char *root,
                                      GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_support_save (GPtrArray *parts, GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
