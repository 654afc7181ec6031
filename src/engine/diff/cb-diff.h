/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-diff-kinds.h"
#include "base/cb-protocol.h"
#include "engine/table/cb-column.h"
#include "engine/table/cb-table.h"

G_BEGIN_DECLS

/**
 * CbDiffColumn:
 * @before: its place in the table before, 0-based; -1: it is new
 * @now: its place in the table now; -1: it is no longer there
 * @read_before: what it was, of all rows; @read_now: what it is
 * @by_amount: it is written otherwise than before, and what its cells stand for is compared: the
 *   amounts of 1.234,5 and 1234.5, the days of 31/03/2026 and 2026-03-31
 * @is_ordinal: it counts the rows, in both tables, and is not compared: one row more would change
 *   all that follow
 * @changed: in how many of the changed rows whose cells were compared it differs
 * @counterpart: of a column that is only in one table: the place among the columns of the one in
 *   the other that has the same values under another name; -1: there is none
 */
typedef struct
{
  int before;
  int now;
  CbColumnDecision read_before;
  CbColumnDecision read_now;
  gboolean by_amount;
  gboolean is_ordinal;
  guint64 changed;
  int counterpart;
} CbDiffColumn;

/**
 * CbDiffPair:
 * @before: a row of the table before, counted as #CbRow has it; G_MAXUINT32: none
 * @now: the row of the table now that has its place; G_MAXUINT32: none
 */
typedef struct
{
  guint32 before;
  guint32 now;
} CbDiffPair;

#define CB_DIFF_NO_ROW G_MAXUINT32
/* Of each kind so many rows can be looked at, the first ones; all are counted. */
#define CB_DIFF_MAX_LISTED CB_PROTOCOL_MAX_DIFF_LISTED

/**
 * CbDiff:
 * @columns: (element-type CbDiffColumn): those of the table now in their order, then those that are
 *   no longer there
 * @key_kind: how rows were found again
 * @key: (array length=n_key): places in @columns by which they were; none for
 *   %CB_DIFF_KEY_WHOLE_ROWS
 * @n_key: of @key
 * @rows_before, @rows_now: rows of the tables
 * @same: found again, with the same cells
 * @n: how many rows are of each kind
 * @lists: (element-type CbDiffPair): of each kind, the first %CB_DIFF_MAX_LISTED
 * @found: (element-type CbDiffPair): some of the rows that were found again
 * @repeated_before, @repeated_now: rows whose key an earlier one has, too
 * @compared: of how many of the changed rows cells were compared, one by one
 *
 * What is different between two tables. The order of rows and of columns is no difference.
 */
typedef struct
{
  GArray *columns;
  CbDiffKeyKind key_kind;
  guint *key;
  guint n_key;
  guint64 rows_before;
  guint64 rows_now;
  guint64 same;
  guint64 n[CB_DIFF_N_KINDS];
  GArray *lists[CB_DIFF_N_KINDS];
  GArray *found;
  guint64 repeated_before;
  guint64 repeated_now;
  guint64 compared;
} CbDiff;

/**
 * CbDiffOptions:
 * @key: (nullable): names of columns by which rows are found again; %NULL or none: find out
 * @max_entries: of both tables so many rows are held at once; 0: as many as is well. For tests
 */
typedef struct
{
  const char *const *key;
  guint64 max_entries;
} CbDiffOptions;

CbDiff *cb_diff_run (CbTable *before,
                     CbTable *now,
                     const CbDiffOptions *options,
                     CbProgressFunc progress,
                     gpointer progress_data,
                     GCancellable *cancellable,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_diff_free (CbDiff *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbDiff, cb_diff_free)

/**
 * CbDiffRow:
 * @cells: (array): a cell for each of the columns of the #CbDiff, for showing; "" where the column
 *   is not in that table
 * @hashes: what is compared of each
 */
typedef struct
{
  GStrv cells;
  guint64 *hashes;
} CbDiffRow;

gboolean cb_diff_read_row (const CbDiff *self,
                           CbTable *table,
                           gboolean is_before,
                           guint32 number,
                           CbDiffRow *row,
                           GCancellable *cancellable,
                           GError **error);
void cb_diff_row_clear (CbDiffRow *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CbDiffRow, cb_diff_row_clear)

G_END_DECLS
