/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "engine/checks/cb-checks.h"
#include "engine/fixes/cb-recipe.h"
#include "engine/serve/cb-serve-private.h"

/* A file with the mark of a state secret is neither shown nor copied. */
gboolean
_cb_serve_may_show (CbServe *self, GError **error)
{
  if (self->secret_mark == NULL)
    return TRUE;

  g_set_error_literal (error, CB_ERROR, CB_ERROR_BLOCKED, "the file bears a state-secret mark");
  return FALSE;
}

/* From the threads that work, one call at a time, often: ten in a second are passed on. */
void
_cb_serve_progress_cb (guint64 done, guint64 total, gpointer user_data)
{
  CbServeWork *work = user_data;
  g_autoptr (GError) ignored = NULL;
  gint64 now = g_get_monotonic_time ();

  if (done <= work->done || now - work->last_progress_us < CB_SPEAKER_INTERVAL_US)
    return;

  work->done = done;
  work->last_progress_us = now;
  cb_speaker_say (work->serve->speaker, work->serial, CB_PROTOCOL_PROGRESS,
                  g_variant_new (CB_PROTOCOL_PROGRESS_TYPE, done, MAX (done, total)), &ignored);
}

static void
finding_cb (GVariant *finding, gpointer user_data)
{
  CbServeWork *work = user_data;
  g_autoptr (GError) ignored = NULL;

  cb_speaker_say (work->serve->speaker, work->serial, CB_PROTOCOL_FINDING, finding, &ignored);
}

/* A file with the mark of a state secret is checked, too: its finding is that mark. */
gboolean
_cb_serve_check (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  CbCheckOptions options = CB_CHECK_OPTIONS_INIT;
  g_auto (GStrv) allowed_formats = NULL;
  CbCheckResult result;
  GVariantDict answer;

  g_variant_lookup (work->body, "allowed-formats", "^as", &allowed_formats);
  options.allowed_formats = (const char *const *)allowed_formats;
  g_variant_lookup (work->body, "schema", "&s", &options.schema);
  g_variant_lookup (work->body, "places", "&s", &options.places);
  g_variant_lookup (work->body, "communes", "&s", &options.communes);
  options.pages = self->pages;
  if (!cb_checks_run (self->table, &options, finding_cb, work, &result, _cb_serve_progress_cb, work,
                      work->cancellable, error))
    return FALSE;

  g_variant_dict_init (&answer, NULL);
  g_variant_dict_insert (&answer, "rows", "t", result.rows);
  g_variant_dict_insert (&answer, "columns", "u", result.columns);
  g_variant_dict_insert (&answer, "findings", "t", result.findings);
  g_variant_dict_insert (&answer, "more", "t", result.more);
  g_variant_dict_insert (&answer, "rules", "s", CB_PROTOCOL_RULES_VERSION);
  return cb_speaker_say (self->speaker, work->serial, CB_PROTOCOL_CHECKED,
                         g_variant_dict_end (&answer), error);
}

gboolean
_cb_serve_mend (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  CbRecipeResult result;
  GVariantDict answer;

  if (!_cb_serve_may_show (self, error))
    return FALSE;
  if (self->out_fd < 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "nowhere to write to");
      return FALSE;
    }
  if (!cb_recipe_run (self->table, g_variant_get_string (work->body, NULL), self->out_fd, &result,
                      _cb_serve_progress_cb, work, work->cancellable, error))
    return FALSE;

  g_variant_dict_init (&answer, NULL);
  g_variant_dict_insert (&answer, "bytes", "t", result.bytes);
  g_variant_dict_insert (&answer, "rows", "t", result.rows);
  g_variant_dict_insert (&answer, "cells", "t", result.cells);
  return cb_speaker_say (self->speaker, work->serial, CB_PROTOCOL_MENDED,
                         g_variant_dict_end (&answer), error);
}
