/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The header of the page of a dataset: its name, its state, and the next step. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/datasets/cbu-dataset-view-private.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"

static const char *
get_pill_class (CbDatasetState state)
{
  switch (state)
    {
    case CB_DATASET_IN_REVIEW:
    case CB_DATASET_QUEUED:
      return "accent";
    case CB_DATASET_RETURNED:
      return "warning";
    case CB_DATASET_APPROVED:
    case CB_DATASET_PUBLISHED:
      return "success";
    case CB_DATASET_PREPARING:
    default:
      return "neutral";
    }
}

static const char *
get_next_label (const CbuDossier *dossier)
{
  if (cbu_dossier_answers (dossier))
    return _ ("Write the answer…");
  switch (dossier->dataset->state)
    {
    case CB_DATASET_IN_REVIEW:
      return _ ("Approve for publication…");
    case CB_DATASET_APPROVED:
      if (dossier->approval != NULL)
        return _ ("Put into the queue");
      break;
    case CB_DATASET_QUEUED:
      return _ ("Open the queue");
    case CB_DATASET_PUBLISHED:
      return _ ("Receipt");
    case CB_DATASET_PREPARING:
    case CB_DATASET_RETURNED:
    default:
      break;
    }
  if (dossier->dataset->files->len == 0)
    return _ ("Choose a file…");
  if (!dossier->current)
    return _ ("Check");
  if (cbu_dossier_count (dossier, CB_SEVERITY_BLOCKER) > 0)
    return _ ("Mend the next");
  if (cbu_dossier_count (dossier, CB_SEVERITY_WARNING) > 0)
    return _ ("Settle the next");
  if (dossier->dataset->account_id == NULL)
    return _ ("Choose where it goes");

  return _ ("Send to the reviewer");
}

/* In a pill of its own, or where that has no room beside the name, below the name. */
static void
show_state (CbuDatasetView *self)
{
  const CbDataset *dataset = self->dossier->dataset;
  const char *state = cb_dataset_state_title (dataset->state);
  gboolean compact = cbu_split_is_compact (self->split);
  g_autofree char *period = NULL;
  g_autofree char *title = cbu_format_heading (dataset, &period);
  g_autofree char *both
      = *period != '\0' ? g_strdup_printf ("%s · %s", state, period) : g_strdup (state);

  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, compact ? both : period);
  cbu_pill_set (self->pill, state, get_pill_class (dataset->state));
  gtk_widget_set_visible (self->pill, !compact);
}

/**
 * _cbu_dataset_view_show_head:
 * @self: the view, with a dossier
 *
 * Shows its name, its state and the next step, as far as there is room.
 */
void
_cbu_dataset_view_show_head (CbuDatasetView *self)
{
  const char *next = get_next_label (self->dossier);
  gboolean compact = cbu_split_is_compact (self->split);
  g_autofree char *whole = cbu_format_dataset (self->dossier->dataset);

  cbu_a11y_set_name (self, whole);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), whole);
  show_state (self);
  cbu_removal_button_set (self->removal, self->dossier->dataset, self->dossier->removal);
  gtk_widget_set_visible (self->removal, TRUE);
  /* Beside the name, or where that has no room, below the page: it is never shortened. */
  gtk_button_set_label (GTK_BUTTON (self->next), next);
  gtk_button_set_label (GTK_BUTTON (self->next_below), next);
  gtk_widget_set_visible (self->next, !compact);
  gtk_widget_set_visible (self->below, compact);
  gtk_widget_set_sensitive (self->next, !self->checking);
  gtk_widget_set_sensitive (self->below, !self->checking);
}
