/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/store/cb-store.h"

G_BEGIN_DECLS

/**
 * CbCount:
 * @what: a kind of row, `datasets.preparing`; never of what a person wrote
 * @count: how many there are
 */
typedef struct
{
  char *what;
  gint64 count;
} CbCount;

GPtrArray *cb_store_list_counts (CbStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_store_get_version (CbStore *self, gint64 *version, GError **error);

G_END_DECLS
