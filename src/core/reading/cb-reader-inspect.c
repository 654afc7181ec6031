/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/reading/cb-reader-private.h"

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "core/reading/cb-answers.h"
#include "core/reading/cb-read-options.h"

/* What is asked of a file as a whole: its findings, its columns, what it hides. */

/* People call a row by its number in the file. */
static void
number_rows (GPtrArray *findings, guint header_row)
{
  g_autofree char *first = g_strdup_printf ("%u", header_row + 1);

  for (guint i = 0; i < findings->len; i++)
    {
      CbFinding *finding = g_ptr_array_index (findings, i);

      if (finding->row != CB_FINDING_NO_ROW)
        cb_finding_set_argument (finding, "first-row", first);
    }
}

/**
 * cb_reader_check:
 * @self: an open file
 * @against: (nullable): what the file is held against; %NULL: nothing that is not in it
 * @more: (out) (optional): findings beyond %CB_PROTOCOL_MAX_FINDINGS, counted only
 * @progress: (nullable): in bytes of the file; called in this thread
 * @user_data: of @progress
 * @cancellable: (nullable): ends the check
 * @error: see cb_reader_open()
 *
 * Returns: (transfer full) (element-type CbFinding): what was found, or %NULL
 */
GPtrArray *
cb_reader_check (CbReader *self,
                 const CbCheckAgainst *against,
                 guint64 *more,
                 CbProgressFunc progress,
                 gpointer user_data,
                 GCancellable *cancellable,
                 GError **error)
{
  const CbCall call = {
    .name = CB_PROTOCOL_CHECK,
    .answer = CB_PROTOCOL_CHECKED,
    .takes_findings = TRUE,
    .limit_us = CB_READER_WORK_LIMIT_US,
    .progress = progress,
    .user_data = user_data,
  };
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  g_autoptr (GVariant) answer = NULL;
  GVariantDict options;
  GPtrArray *findings;
  GError *problem = NULL;

  g_return_val_if_fail (CB_IS_READER (self), NULL);

  g_variant_dict_init (&options, NULL);
  if (against != NULL && against->allowed_formats != NULL)
    g_variant_dict_insert (&options, "allowed-formats", "^as", against->allowed_formats);
  if (against != NULL && against->schema != NULL)
    g_variant_dict_insert (&options, "schema", "s", against->schema);
  if (against != NULL && against->places != NULL)
    g_variant_dict_insert (&options, "places", "s", against->places);
  if (against != NULL && against->communes != NULL)
    g_variant_dict_insert (&options, "communes", "s", against->communes);
  answer
      = _cb_reader_ask (self, &call, g_variant_dict_end (&options), messages, cancellable, error);
  if (answer == NULL)
    return NULL;

  findings = cb_answers_parse_findings (messages, answer, more, &problem);
  if (findings == NULL)
    _cb_reader_fail_on (self, problem, error);
  else
    number_rows (findings, cb_reader_get_info (self)->header_row);
  return findings;
}

/**
 * cb_reader_profile:
 * @self: an open file
 * @progress: (nullable): in bytes of the file; called in this thread
 * @user_data: of @progress
 * @cancellable: (nullable): ends the work
 * @error: see cb_reader_read_rows()
 *
 * Returns: (transfer full) (element-type CbColumnProfile): a profile per column, or %NULL; all rows
 * are counted then
 */
GPtrArray *
cb_reader_profile (CbReader *self,
                   CbProgressFunc progress,
                   gpointer user_data,
                   GCancellable *cancellable,
                   GError **error)
{
  const CbCall call = {
    .name = CB_PROTOCOL_PROFILE,
    .answer = CB_PROTOCOL_PROFILED,
    .limit_us = CB_READER_WORK_LIMIT_US,
    .progress = progress,
    .user_data = user_data,
  };
  g_autoptr (GVariant) answer = NULL;
  GPtrArray *columns;
  GError *problem = NULL;

  g_return_val_if_fail (CB_IS_READER (self), NULL);

  answer = _cb_reader_ask (self, &call, cb_read_options_pack (NULL), NULL, cancellable, error);
  /* Who shows a profile shows the number of rows beside it. */
  if (answer == NULL || !cb_reader_wait_for_rows (self, cancellable, error))
    return NULL;

  columns = cb_answers_parse_profiled (answer, &problem);
  if (columns == NULL)
    _cb_reader_fail_on (self, problem, error);
  return columns;
}

/* Returns: (transfer full): the answer, of the right form, or %NULL; @things: what it lists */
static GVariant *
ask_hidden (CbReader *self, GPtrArray **things, GCancellable *cancellable, GError **error)
{
  const CbCall call = { .name = CB_PROTOCOL_HIDDEN,
                        .answer = CB_PROTOCOL_UNSEEN,
                        .limit_us = CB_READER_WORK_LIMIT_US };
  g_autoptr (GVariant) answer = NULL;
  GError *problem = NULL;
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  answer = _cb_reader_ask (self, &call, g_variant_dict_end (&options), NULL, cancellable, error);
  if (answer == NULL)
    return NULL;

  *things = cb_answers_parse_unseen (answer, cb_reader_get_info (self)->sheets->len, &problem);
  if (*things != NULL)
    return g_steal_pointer (&answer);
  _cb_reader_fail_on (self, problem, error);

  return NULL;
}

/**
 * cb_reader_list_hidden:
 * @self: an open file
 * @cancellable: (nullable): ends the wait
 * @error: see cb_reader_read_rows()
 *
 * Waits until the sheet is read to its end: only then all is known.
 *
 * Returns: (transfer full) (element-type CbHiddenThing): what the file carries unseen, none where
 *   it is no workbook; or %NULL
 */
GPtrArray *
cb_reader_list_hidden (CbReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GVariant) answer = NULL;
  GPtrArray *things = NULL;

  g_return_val_if_fail (CB_IS_READER (self), NULL);

  answer = ask_hidden (self, &things, cancellable, error);

  return answer != NULL ? things : NULL;
}

/**
 * cb_reader_require_whole:
 * @self: an open file
 * @cancellable: (nullable): ends the wait
 * @error: of cb_error_is_broken_file(), or %CB_ERROR_TOO_MUCH, with where it could not be read on;
 *   or see cb_reader_read_rows()
 *
 * What is made of a file that is damaged from some row on lacks the rest, and does not show it:
 * whoever makes a copy asks. Waits until the sheet is read to its end.
 *
 * Returns: %TRUE when all of it could be read
 */
gboolean
cb_reader_require_whole (CbReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GPtrArray) things = NULL;

  g_return_val_if_fail (CB_IS_READER (self), FALSE);

  answer = ask_hidden (self, &things, cancellable, error);
  if (answer == NULL)
    return FALSE;

  return cb_answers_check_whole (answer, error);
}

/**
 * cb_reader_infer_schema:
 * @self: an open file
 * @progress: (nullable): in bytes of the file; called in this thread
 * @user_data: of @progress
 * @cancellable: (nullable): ends the work
 * @error: see cb_reader_read_rows()
 *
 * Goes through all rows for what each column is.
 *
 * Returns: (transfer full): a Table Schema as JSON (base/cb-schema.h), or %NULL
 */
char *
cb_reader_infer_schema (CbReader *self,
                        CbProgressFunc progress,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  const CbCall call = {
    .name = CB_PROTOCOL_SCHEMA,
    .answer = CB_PROTOCOL_SCHEMA,
    .limit_us = CB_READER_WORK_LIMIT_US,
    .progress = progress,
    .user_data = user_data,
  };
  g_autoptr (GVariant) answer = NULL;
  GError *problem = NULL;
  char *json;

  g_return_val_if_fail (CB_IS_READER (self), NULL);

  answer = _cb_reader_ask (self, &call, cb_read_options_pack (NULL), NULL, cancellable, error);
  if (answer == NULL)
    return NULL;

  json = cb_answers_parse_schema (answer, &problem);
  if (json == NULL)
    _cb_reader_fail_on (self, problem, error);
  return json;
}
