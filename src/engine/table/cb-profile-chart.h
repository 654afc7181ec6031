/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/table/cb-profile.h"

G_BEGIN_DECLS

/* Of different values so many are counted at most; with more of them none stands out. */
#define CB_CHART_MOST_VALUES 20000u
#define CB_CHART_BINS 20u
#define CB_CHART_TOP 8u

typedef enum
{
  CB_CHART_NONE,    /* there is nothing to draw: no values, or each of them once */
  CB_CHART_BINS_OF, /* how many values are in each part of the range */
  CB_CHART_VALUES,  /* how often the most frequent values are there */
} CbChartKind;

/**
 * CbChartBasis:
 * @type: as the profile says
 * @decision: as the profile says
 * @least: amount of the minimum, for numbers and dates
 * @greatest: in the same way
 * @distinct: different values that are not blank
 * @values: cells that are not blank
 *
 * What has to be known of a column before it is gone through for a chart; no text of it.
 */
typedef struct
{
  const char *type;
  CbColumnDecision decision;
  double least;
  double greatest;
  guint64 distinct;
  guint64 values;
} CbChartBasis;

/**
 * CbChartBar:
 * @from: the value as it stands in the file, NOT masked; of a bin where it begins: numbers with a
 *   point, dates as ISO 8601
 * @to: where a bin ends: it holds what is less, the last one its end, too; of whole numbers and
 *   dates the last that is in it; "" for a value
 * @count: cells
 */
typedef struct
{
  char *from;
  char *to;
  guint64 count;
} CbChartBar;

/**
 * CbChart:
 * @kind: what the bars are
 * @bars: (element-type CbChartBar): in their order
 * @others: cells that are neither blank nor in a bar
 */
typedef struct
{
  CbChartKind kind;
  GPtrArray *bars;
  guint64 others;
} CbChart;

void cb_chart_basis_init (CbChartBasis *self, const CbProfileColumn *column, guint64 rows);
CbChart *cb_chart_run (CbTable *table,
                       guint column,
                       const CbChartBasis *basis,
                       CbProgressFunc progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_chart_free (CbChart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbChart, cb_chart_free)

G_END_DECLS
