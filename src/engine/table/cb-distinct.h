/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CB_DISTINCT_EXACT 1000000u

typedef struct _CbDistinct CbDistinct;

CbDistinct *cb_distinct_new (void);
void cb_distinct_free (CbDistinct *self);
void cb_distinct_add (CbDistinct *self, const guint64 *hashes, guint n_hashes);
guint64 cb_distinct_count (CbDistinct *self, gboolean *is_exact);

guint64 cb_distinct_hash (const char *bytes, gsize length);

G_END_DECLS
