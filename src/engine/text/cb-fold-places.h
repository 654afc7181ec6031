/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbFoldPlace:
 * @first: a character of the text, 0-based
 * @count: how many from there, at least 1
 */
typedef struct
{
  guint32 first;
  guint32 count;
} CbFoldPlace;

GArray *
cb_fold_find_places (const char *text, const char *needle, guint most) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
