/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "engine/serve/cb-serve-private.h"
#include "engine/table/cb-find.h"

#define TALLY_BUDGET_US (G_TIME_SPAN_SECOND / 4)

static gboolean
check_needle (const char *needle, GError **error)
{
  if (strlen (needle) <= CB_PROTOCOL_MAX_NEEDLE)
    return TRUE;

  g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "too long to look for");
  return FALSE;
}

gboolean
_cb_serve_cell (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  g_autofree char *text = NULL;
  guint64 row;
  guint32 column;

  if (!_cb_serve_may_show (self, error))
    return FALSE;
  g_variant_get (work->body, CB_PROTOCOL_CELL_REQUEST_TYPE, &row, &column);
  text
      = cb_find_dup_cell (self->table, row, column, CB_PROTOCOL_MAX_CELL, work->cancellable, error);
  if (text == NULL)
    return FALSE;

  return cb_speaker_say (self->speaker, work->serial, CB_PROTOCOL_CELL, g_variant_new_string (text),
                         error);
}

gboolean
_cb_serve_find (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  CbFind find;
  CbFound found;
  guint64 row;
  guint32 column;
  gboolean backwards, done;

  if (!_cb_serve_may_show (self, error))
    return FALSE;
  g_variant_get (work->body, "(&stuib)", &find.needle, &row, &column, &find.column, &backwards);
  if (!check_needle (find.needle, error))
    return FALSE;
  if (backwards)
    done = cb_find_previous (self->table, &find, row, column, &found, _cb_serve_progress_cb, work,
                             work->cancellable, error);
  else
    done = cb_find_next (self->table, &find, row, column, &found, _cb_serve_progress_cb, work,
                         work->cancellable, error);
  if (!done)
    return FALSE;

  return cb_speaker_say (
      self->speaker, work->serial, CB_PROTOCOL_FOUND,
      g_variant_new (CB_PROTOCOL_FOUND_TYPE, found.found, found.row, found.column), error);
}

gboolean
_cb_serve_tally (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  CbFind find;
  guint64 row, cells, next_row;
  gboolean is_final;

  if (!_cb_serve_may_show (self, error))
    return FALSE;
  g_variant_get (work->body, "(&sti)", &find.needle, &row, &find.column);
  if (!check_needle (find.needle, error)
      || !cb_find_tally (self->table, &find, row, TALLY_BUDGET_US, &cells, &next_row, &is_final,
                         work->cancellable, error))
    return FALSE;

  return cb_speaker_say (self->speaker, work->serial, CB_PROTOCOL_TALLIED,
                         g_variant_new (CB_PROTOCOL_TALLIED_TYPE, cells, next_row, is_final),
                         error);
}
