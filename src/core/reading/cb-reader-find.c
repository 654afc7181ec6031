/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/reading/cb-reader-private.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"

/* More columns than any row has. */
#define MAX_COLUMNS 65536

/* What a person types, or pastes. */
static gboolean
check_needle (const char *needle, GError **error)
{
  if (needle != NULL && strlen (needle) <= CB_PROTOCOL_MAX_NEEDLE
      && g_utf8_validate (needle, -1, NULL))
    return TRUE;

  g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "this cannot be looked for");
  return FALSE;
}

/**
 * cb_reader_read_cell:
 * @self: an open file
 * @row: 0-based, without the header
 * @column: 0-based
 * @cancellable: (nullable): ends the wait
 * @error: see cb_reader_read_rows()
 *
 * The whole of a cell that cb_reader_read_rows() cuts.
 *
 * Returns: (transfer full): at most %CB_PROTOCOL_MAX_CELL bytes and a sign that it goes on, ""
 * where there is no such cell; or %NULL
 */
char *
cb_reader_read_cell (
    CbReader *self, guint64 row, guint column, GCancellable *cancellable, GError **error)
{
  const CbCall call = { .name = CB_PROTOCOL_CELL,
                        .answer = CB_PROTOCOL_CELL,
                        .limit_us = CB_READER_ROWS_LIMIT_US };
  g_autoptr (GVariant) answer = NULL;
  const char *text;
  gsize length;

  g_return_val_if_fail (CB_IS_READER (self), NULL);

  answer = _cb_reader_ask (self, &call, g_variant_new (CB_PROTOCOL_CELL_REQUEST_TYPE, row, column),
                           NULL, cancellable, error);
  if (answer == NULL)
    return NULL;
  text = g_variant_get_string (answer, &length);
  if (length > 2 * CB_PROTOCOL_MAX_CELL)
    {
      _cb_reader_refuse (self, "a cell too long", error);
      return NULL;
    }

  return g_strdup (text);
}

/**
 * cb_reader_find:
 * @self: an open file
 * @options: what to look for, and where
 * @found: (out): the cell
 * @progress: (nullable): how much of the way to the end it has gone; called in this thread
 * @user_data: of @progress
 * @cancellable: (nullable): ends it
 * @error: see cb_reader_read_rows(); %CB_ERROR_INVALID when there is nothing to look for
 *
 * Does not begin anew at the other end: that is for the caller to decide.
 *
 * Returns: %TRUE also when there is no such cell
 */
gboolean
cb_reader_find (CbReader *self,
                const CbFindOptions *options,
                CbFoundCell *found,
                CbProgressFunc progress,
                gpointer user_data,
                GCancellable *cancellable,
                GError **error)
{
  const CbCall call = {
    .name = CB_PROTOCOL_FIND,
    .answer = CB_PROTOCOL_FOUND,
    .limit_us = CB_READER_WORK_LIMIT_US,
    .progress = progress,
    .user_data = user_data,
  };
  g_autoptr (GVariant) answer = NULL;
  guint32 column;
  gboolean is_behind;

  g_return_val_if_fail (CB_IS_READER (self), FALSE);

  if (!check_needle (options->needle, error))
    return FALSE;
  answer
      = _cb_reader_ask (self, &call,
                        g_variant_new (CB_PROTOCOL_FIND_TYPE, options->needle, options->row,
                                       options->column, options->only_column, options->backwards),
                        NULL, cancellable, error);
  if (answer == NULL)
    return FALSE;

  g_variant_get (answer, CB_PROTOCOL_FOUND_TYPE, &found->found, &found->row, &column);
  found->column = column;
  is_behind = options->backwards ? found->row > options->row : found->row < options->row;
  if (found->found && (is_behind || column >= MAX_COLUMNS))
    {
      _cb_reader_refuse (self, "a place where nobody looked", error);
      return FALSE;
    }

  return TRUE;
}

/**
 * cb_reader_tally:
 * @self: an open file
 * @needle: see #CbFindOptions
 * @column: only there, 0-based; -1: in all
 * @tally: (inout): all zero at first; then as it was left
 * @cancellable: (nullable): ends it
 * @error: see cb_reader_find()
 *
 * Counts on for a quarter of a second, so that a number can be shown while it grows.
 *
 * Returns: %TRUE when some or all rows were gone through
 */
gboolean
cb_reader_tally (CbReader *self,
                 const char *needle,
                 int column,
                 CbTally *tally,
                 GCancellable *cancellable,
                 GError **error)
{
  const CbCall call = {
    .name = CB_PROTOCOL_TALLY,
    .answer = CB_PROTOCOL_TALLIED,
    .limit_us = CB_READER_WORK_LIMIT_US,
  };
  g_autoptr (GVariant) answer = NULL;
  guint64 cells, next_row;

  g_return_val_if_fail (CB_IS_READER (self), FALSE);

  if (!check_needle (needle, error))
    return FALSE;
  answer = _cb_reader_ask (self, &call,
                           g_variant_new (CB_PROTOCOL_TALLY_TYPE, needle, tally->next_row, column),
                           NULL, cancellable, error);
  if (answer == NULL)
    return FALSE;

  g_variant_get (answer, CB_PROTOCOL_TALLIED_TYPE, &cells, &next_row, &tally->is_final);
  /* One that does not go on would be asked for ever. */
  if (next_row < tally->next_row || (next_row == tally->next_row && !tally->is_final))
    {
      _cb_reader_refuse (self, "a count that does not go on", error);
      return FALSE;
    }
  tally->cells += cells;
  tally->next_row = next_row;

  return TRUE;
}

/* %NULL when it makes no sense. */
static CbColumnChart *
parse_chart (GVariant *answer)
{
  static const char *const kinds[] = { "none", "bins", "values" };
  g_autoptr (CbColumnChart) chart = NULL;
  g_autoptr (GVariantIter) bars = NULL;
  const char *kind, *from, *to;
  guint64 others, count;
  guint at = 0;

  g_variant_get (answer, "(&sa(sst)t)", &kind, &bars, &others);
  while (at < G_N_ELEMENTS (kinds) && strcmp (kind, kinds[at]) != 0)
    at++;
  if (at == G_N_ELEMENTS (kinds) || g_variant_iter_n_children (bars) > CB_PROTOCOL_MAX_BARS)
    return NULL;
  chart = cb_column_chart_new ((CbColumnChartKind)at, others);
  while (g_variant_iter_next (bars, "(&s&st)", &from, &to, &count))
    {
      if (strlen (from) > CB_PROTOCOL_MAX_CELL_SHOWN || strlen (to) > CB_PROTOCOL_MAX_CELL_SHOWN)
        return NULL;
      cb_column_chart_add (chart, from, to, count);
    }

  return g_steal_pointer (&chart);
}

/**
 * cb_reader_chart:
 * @self: an open file of which cb_reader_profile() was called
 * @column: 0-based
 * @progress: (nullable): in bytes of the file; called in this thread
 * @user_data: of @progress
 * @cancellable: (nullable): ends the work
 * @error: see cb_reader_read_rows(); %CB_ERROR_WRONG_STATE when there is no profile yet
 *
 * Returns: (transfer full): the figures of a small chart, or %NULL
 */
CbColumnChart *
cb_reader_chart (CbReader *self,
                 guint column,
                 CbProgressFunc progress,
                 gpointer user_data,
                 GCancellable *cancellable,
                 GError **error)
{
  const CbCall call = {
    .name = CB_PROTOCOL_CHART,
    .answer = CB_PROTOCOL_CHARTED,
    .limit_us = CB_READER_WORK_LIMIT_US,
    .progress = progress,
    .user_data = user_data,
  };
  g_autoptr (GVariant) answer = NULL;
  CbColumnChart *chart;

  g_return_val_if_fail (CB_IS_READER (self), NULL);

  answer = _cb_reader_ask (self, &call, g_variant_new (CB_PROTOCOL_CHART_TYPE, column), NULL,
                           cancellable, error);
  if (answer == NULL)
    return NULL;
  chart = parse_chart (answer);
  if (chart == NULL)
    _cb_reader_refuse (self, "a chart", error);

  return chart;
}
