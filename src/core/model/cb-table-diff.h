/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "base/cb-diff-kinds.h"

G_BEGIN_DECLS

#define CB_TABLE_DIFF_NO_ROW G_MAXUINT64

/**
 * CbTableDiffColumn:
 * @before, @now: its place in the two tables, 0-based; -1: it is not in that one
 * @name_before, @name_now: its names, "" where it is not there
 * @type_before, @type_now: what it is (cb_schema_words_type()), "" where it is not there
 * @by_amount: it is written otherwise than before, and what stands behind that was compared
 * @is_ordinal: it counts the rows and was not compared
 * @changed: in how many of the changed rows it differs
 * @counterpart: the place among the columns of the one in the other table that has its values
 *   under another name, -1: none
 */
typedef struct
{
  int before;
  int now;
  char *name_before;
  char *name_now;
  char *type_before;
  char *type_now;
  gboolean by_amount;
  gboolean is_ordinal;
  guint64 changed;
  int counterpart;
} CbTableDiffColumn;

/**
 * CbTableDiff:
 * @key_kind: how rows were found again
 * @key: (element-type guint): places in @columns of those by which they were
 * @columns: (element-type CbTableDiffColumn): those of the table now, then those that are gone
 * @header_row_before: the last row of the header of the table before, 1-based, 0: none
 * @rows_before, @rows_now: rows of the tables
 * @same: rows that are in both as they were
 * @n: how many rows are of each kind
 * @repeated_before, @repeated_now: rows whose key an earlier one has, too
 * @compared: of how many changed rows the cells were compared one by one
 *
 * What is different between two tables (product.md D6); the members are those of `diffed` in
 * base/cb-protocol.h.
 */
typedef struct
{
  CbDiffKeyKind key_kind;
  GArray *key;
  GPtrArray *columns;
  guint header_row_before;
  guint64 rows_before;
  guint64 rows_now;
  guint64 same;
  guint64 n[CB_DIFF_N_KINDS];
  guint64 repeated_before;
  guint64 repeated_now;
  guint64 compared;
} CbTableDiff;

CbTableDiff *cb_table_diff_new (CbDiffKeyKind key_kind);
void cb_table_diff_free (CbTableDiff *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbTableDiff, cb_table_diff_free)

CbTableDiffColumn *cb_table_diff_add_column (CbTableDiff *self,
                                             const char *name_before,
                                             const char *name_now,
                                             const char *type_before,
                                             const char *type_now);
const CbTableDiffColumn *cb_table_diff_get_column (const CbTableDiff *self, guint i);
const char *cb_table_diff_column_get_name (const CbTableDiffColumn *self);
gboolean cb_table_diff_column_is_compared (const CbTableDiffColumn *self);
gboolean cb_table_diff_is_same (const CbTableDiff *self);
GStrv cb_table_diff_dup_names (const CbTableDiff *self, CbDiffKind kind);

/**
 * CbTableDiffRow:
 * @before, @now: the row in the two tables, 0-based without the header, %CB_TABLE_DIFF_NO_ROW where
 *   it is not there
 * @cells_before, @cells_now: its cells, one for each of the columns of the #CbTableDiff
 * @changed: (element-type guint): the places of those that differ
 */
typedef struct
{
  guint64 before;
  guint64 now;
  GStrv cells_before;
  GStrv cells_now;
  GArray *changed;
} CbTableDiffRow;

void cb_table_diff_row_free (CbTableDiffRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbTableDiffRow, cb_table_diff_row_free)

const char *cb_table_diff_kind_title (CbDiffKind kind);
char *cb_table_diff_dup_summary (const CbTableDiff *self);
char *cb_table_diff_dup_key_words (const CbTableDiff *self);
GPtrArray *cb_table_diff_dup_notes (const CbTableDiff *self);

G_END_DECLS
