/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "engine/serve/cb-serve-private.h"
#include "engine/table/cb-profile-chart.h"

/* What a profile said of a column, kept for its chart. */
typedef struct
{
  CbChartBasis basis;
  gboolean is_personal;
} Basis;

/* Called for each column of a profile, in order. */
void
_cb_serve_keep_basis (
    CbServe *self, guint column, const CbProfileColumn *profile, guint64 rows, gboolean is_personal)
{
  Basis basis = { .is_personal = is_personal };

  cb_chart_basis_init (&basis.basis, profile, rows);
  g_mutex_lock (&self->lock);
  if (self->chart_bases == NULL)
    self->chart_bases = g_array_new (FALSE, TRUE, sizeof (Basis));
  if (column >= self->chart_bases->len)
    g_array_set_size (self->chart_bases, column + 1);
  g_array_index (self->chart_bases, Basis, column) = basis;
  g_mutex_unlock (&self->lock);
}

static gboolean
find_basis (CbServe *self, guint32 column, Basis *basis, GError **error)
{
  gboolean found;

  g_mutex_lock (&self->lock);
  found = self->chart_bases != NULL && column < self->chart_bases->len;
  if (found)
    *basis = g_array_index (self->chart_bases, Basis, column);
  g_mutex_unlock (&self->lock);
  if (!found)
    g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "no profile of that column yet");
  return found;
}

static const char *
get_kind_name (CbChartKind kind)
{
  switch (kind)
    {
    case CB_CHART_BINS_OF:
      return "bins";
    case CB_CHART_VALUES:
      return "values";
    case CB_CHART_NONE:
    default:
      return "none";
    }
}

/* Of a column with personal data: its values masked, and nothing of where its numbers and dates
 * lie. */
gboolean
_cb_serve_chart (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  g_auto (GVariantBuilder) bars = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sst)"));
  g_autoptr (CbChart) chart = NULL;
  Basis basis;
  guint32 column;

  if (!_cb_serve_may_show (self, error))
    return FALSE;
  g_variant_get (work->body, CB_PROTOCOL_CHART_TYPE, &column);
  if (!find_basis (self, column, &basis, error))
    return FALSE;
  chart = cb_chart_run (self->table, column, &basis.basis, _cb_serve_progress_cb, work,
                        work->cancellable, error);
  if (chart == NULL)
    return FALSE;
  for (guint i = 0; i < chart->bars->len; i++)
    {
      const CbChartBar *bar = g_ptr_array_index (chart->bars, i);
      gboolean is_bin = chart->kind == CB_CHART_BINS_OF;
      g_autofree char *masked
          = basis.is_personal ? (is_bin ? g_strdup ("") : _cb_serve_mask (bar->from)) : NULL;

      g_variant_builder_add (&bars, "(sst)", masked != NULL ? masked : bar->from,
                             basis.is_personal ? "" : bar->to, bar->count);
    }

  return cb_speaker_say (
      self->speaker, work->serial, CB_PROTOCOL_CHARTED,
      g_variant_new (CB_PROTOCOL_CHARTED_TYPE, get_kind_name (chart->kind), &bars, chart->others),
      error);
}
