/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/reading/cb-reader-private.h"

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "core/reading/cb-answers-diff.h"
#include "core/reading/cb-read-options.h"

/* Two files, held against each other by the one process that reads both. */

static gboolean
is_text (const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_utf8_validate (names[i], -1, NULL))
      return FALSE;

  return TRUE;
}

/**
 * cb_reader_diff:
 * @self: a file opened with cb_reader_open_to_compare()
 * @before: (nullable): how the file that it is compared with is read
 * @key: (nullable): names of the columns by which rows are found again; %NULL: find out
 * @progress: (nullable): in bytes of both files, as often as they are gone through; called in this
 *   thread
 * @user_data: of @progress
 * @cancellable: (nullable): ends the work
 * @error: see cb_reader_read_rows(); %CB_ERROR_NOT_FOUND when a column of @key is not in both,
 *   %CB_ERROR_UNSUPPORTED when one of the files has no rows, %CB_ERROR_BLOCKED when one bears the
 *   mark of a state secret, and what is wrong with a damaged one
 *
 * What is different in this file from the other, which stands for what was before. See
 * cb_diff_run() in engine/diff for how they are compared.
 *
 * Returns: (transfer full): the difference, or %NULL
 */
CbTableDiff *
cb_reader_diff (CbReader *self,
                const CbReadOptions *before,
                const char *const *key,
                CbProgressFunc progress,
                gpointer user_data,
                GCancellable *cancellable,
                GError **error)
{
  const CbCall call = {
    .name = CB_PROTOCOL_DIFF,
    .answer = CB_PROTOCOL_DIFFED,
    .limit_us = CB_READER_WORK_LIMIT_US,
    .progress = progress,
    .user_data = user_data,
  };
  g_autoptr (GVariant) answer = NULL;
  GVariantDict wish;
  CbTableDiff *diff;
  GError *problem = NULL;

  g_return_val_if_fail (CB_IS_READER (self), NULL);

  if (key != NULL && !is_text (key))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND, "a column that is no text");
      return NULL;
    }
  g_variant_dict_init (&wish, NULL);
  if (key != NULL)
    g_variant_dict_insert (&wish, "key", "^as", key);
  answer = _cb_reader_ask (
      self, &call,
      g_variant_new ("(@a{sv}@a{sv})", cb_read_options_pack (before), g_variant_dict_end (&wish)),
      NULL, cancellable, error);
  if (answer == NULL)
    return NULL;

  diff = cb_answers_parse_diffed (answer, &problem);
  if (diff == NULL)
    _cb_reader_fail_on (self, problem, error);
  return diff;
}

/**
 * cb_reader_read_diff_rows:
 * @self: a file after cb_reader_diff()
 * @kind: of rows
 * @first: the first of these, 0-based
 * @count: at most %CB_PROTOCOL_MAX_DIFF_ROWS come at once
 * @cancellable: (nullable): ends the wait
 * @error: see cb_reader_read_rows(); %CB_ERROR_WRONG_STATE when nothing was compared yet
 *
 * Returns: (transfer full) (element-type CbTableDiffRow): rows that were added, removed or changed,
 *   in their order; fewer than asked at their end (behind %CB_PROTOCOL_MAX_DIFF_LISTED of them, if
 *   there are more) and where they are very long; or %NULL
 */
GPtrArray *
cb_reader_read_diff_rows (CbReader *self,
                          CbDiffKind kind,
                          guint64 first,
                          guint count,
                          GCancellable *cancellable,
                          GError **error)
{
  const CbCall call = { .name = CB_PROTOCOL_DIFF_ROWS,
                        .answer = CB_PROTOCOL_DIFF_ROWS,
                        .limit_us = CB_READER_ROWS_LIMIT_US };
  g_autoptr (GVariant) answer = NULL;
  GPtrArray *rows;
  GError *problem = NULL;

  g_return_val_if_fail (CB_IS_READER (self) && kind < CB_DIFF_N_KINDS, NULL);

  count = MIN (count, CB_PROTOCOL_MAX_DIFF_ROWS);
  answer = _cb_reader_ask (
      self, &call, g_variant_new (CB_PROTOCOL_DIFF_ROWS_REQUEST_TYPE, (guint32)kind, first, count),
      NULL, cancellable, error);
  if (answer == NULL)
    return NULL;

  rows = cb_answers_parse_diff_rows (answer, kind, first, count, &problem);
  if (rows == NULL)
    _cb_reader_fail_on (self, problem, error);
  return rows;
}
