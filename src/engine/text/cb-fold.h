/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbFoldSpace:
 *
 * The memory in which one thread folds; all zero at first, then cb_fold_space_clear().
 */
typedef struct
{
  char *bytes;
  gsize allocated;
} CbFoldSpace;

void cb_fold_space_clear (CbFoldSpace *self);

gsize cb_fold (CbFoldSpace *space, const char *bytes, gsize length);
gsize cb_fold_loosely (CbFoldSpace *space, const char *bytes, gsize length);
gboolean cb_fold_contains (
    CbFoldSpace *space, const char *bytes, gsize length, const char *needle, gsize needle_length);

G_END_DECLS
