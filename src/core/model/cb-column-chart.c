/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-column-chart.h"

static void
free_bar (gpointer data)
{
  CbColumnBar *bar = data;

  g_free (bar->from);
  g_free (bar->to);
  g_free (bar);
}

/**
 * cb_column_chart_new:
 * @kind: what its bars are
 * @others: cells that are neither blank nor in a bar
 *
 * Returns: (transfer full): a chart without bars
 */
CbColumnChart *
cb_column_chart_new (CbColumnChartKind kind, guint64 others)
{
  CbColumnChart *self = g_new0 (CbColumnChart, 1);

  self->kind = kind;
  self->others = others;
  self->bars = g_ptr_array_new_with_free_func (free_bar);
  return self;
}

/**
 * cb_column_chart_add:
 * @self: a chart
 * @from: see #CbColumnBar
 * @to: see #CbColumnBar
 * @count: cells
 */
void
cb_column_chart_add (CbColumnChart *self, const char *from, const char *to, guint64 count)
{
  CbColumnBar *bar = g_new0 (CbColumnBar, 1);

  bar->from = g_strdup (from);
  bar->to = g_strdup (to);
  bar->count = count;
  g_ptr_array_add (self->bars, bar);
}

/**
 * cb_column_chart_get_most:
 * @self: a chart
 *
 * Returns: the count of its longest bar, 0 when there is none
 */
guint64
cb_column_chart_get_most (const CbColumnChart *self)
{
  guint64 most = 0;

  for (guint i = 0; i < self->bars->len; i++)
    most = MAX (most, ((const CbColumnBar *)g_ptr_array_index (self->bars, i))->count);
  return most;
}

/**
 * cb_column_chart_free:
 * @self: (nullable) (transfer full): a chart
 */
void
cb_column_chart_free (CbColumnChart *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->bars);
  g_free (self);
}
