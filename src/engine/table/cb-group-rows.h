/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/table/cb-table.h"

G_BEGIN_DECLS

/* Groups within groups, at most. */
#define CB_GROUP_ROWS_MAX_LEVELS 4u

typedef struct _CbGroupRows CbGroupRows;

/**
 * CbGroupRename:
 * @name: of a group, as the file has it
 * @column: in which it stands, 0-based
 * @user_data: of the caller
 *
 * Returns: (transfer full): another name for it
 */
typedef char *(*CbGroupRename) (const char *name, guint column, gpointer user_data);

CbGroupRows *cb_group_rows_find (CbTable *table, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_group_rows_free (CbGroupRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbGroupRows, cb_group_rows_free)

guint cb_group_rows_get_n_levels (const CbGroupRows *self);
const char *cb_group_rows_get_name (const CbGroupRows *self, guint64 row, guint level);
void cb_group_rows_rename (CbGroupRows *self, CbGroupRename rename, gpointer user_data);

G_END_DECLS
