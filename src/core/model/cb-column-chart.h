/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CB_COLUMN_CHART_NONE,
  CB_COLUMN_CHART_BINS,   /* how many values are in each part of the range */
  CB_COLUMN_CHART_VALUES, /* how often the most frequent values are there */
} CbColumnChartKind;

/**
 * CbColumnBar:
 * @from: a value, masked when it is somebody's; of a bin where it begins: a number with a point, or
 *   a date as ISO 8601; "" when the column is personal
 * @to: where a bin ends; "" for a value
 * @count: cells
 */
typedef struct
{
  char *from;
  char *to;
  guint64 count;
} CbColumnBar;

/**
 * CbColumnChart:
 * @kind: what the bars are
 * @bars: (element-type CbColumnBar): in their order
 * @others: cells that are neither blank nor in a bar
 *
 * The figures of the small chart of a column; the members are those of `charted` in
 * base/cb-protocol.h.
 */
typedef struct
{
  CbColumnChartKind kind;
  GPtrArray *bars;
  guint64 others;
} CbColumnChart;

CbColumnChart *cb_column_chart_new (CbColumnChartKind kind, guint64 others);
void cb_column_chart_add (CbColumnChart *self, const char *from, const char *to, guint64 count);
guint64 cb_column_chart_get_most (const CbColumnChart *self);
void cb_column_chart_free (CbColumnChart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbColumnChart, cb_column_chart_free)

G_END_DECLS
