/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/table/cb-table.h"

G_BEGIN_DECLS

/**
 * CbFind:
 * @needle: what a person typed; compared as cb_text_fold() does
 * @column: only there, 0-based; -1: in all
 */
typedef struct
{
  const char *needle;
  int column;
} CbFind;

/**
 * CbFound:
 * @found: whether there is one
 * @row: 0-based, without the header
 * @column: 0-based
 */
typedef struct
{
  gboolean found;
  guint64 row;
  guint32 column;
} CbFound;

gboolean cb_find_next (CbTable *table,
                       const CbFind *find,
                       guint64 row,
                       guint32 column,
                       CbFound *found,
                       CbProgressFunc progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GError **error);
gboolean cb_find_previous (CbTable *table,
                           const CbFind *find,
                           guint64 row,
                           guint32 column,
                           CbFound *found,
                           CbProgressFunc progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GError **error);
gboolean cb_find_tally (CbTable *table,
                        const CbFind *find,
                        guint64 row,
                        gint64 budget_us,
                        guint64 *cells,
                        guint64 *next_row,
                        gboolean *is_final,
                        GCancellable *cancellable,
                        GError **error);
char *cb_find_dup_cell (CbTable *table,
                        guint64 row,
                        guint32 column,
                        gsize most,
                        GCancellable *cancellable,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
