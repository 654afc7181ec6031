/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is different from what the public has (product.md D6): found out when somebody looks, shown
 * row by row beside the table, and in one sentence where it is approved. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/datasets/cbu-dataset-view-private.h"
#include "ui/widgets/cbu-parts.h"

/* Returns: (nullable): what the public has instead of the file that is shown */
static const CbPublishedFile *
get_published (CbuDatasetView *self)
{
  const char *file_id = self->dossier != NULL ? _cbu_dataset_view_get_file (self) : NULL;

  return file_id != NULL ? g_hash_table_lookup (self->dossier->published, file_id) : NULL;
}

/* Another string whenever something else is compared. */
static char *
dup_key (CbuDatasetView *self, const CbPublishedFile *published)
{
  const char *file_id = _cbu_dataset_view_get_file (self);
  const CbDatasetFile *file = cb_dataset_find_file (self->dossier->dataset, file_id);
  g_autofree char *digest = cb_dataset_dup_digest (self->dossier->dataset);

  return g_strdup_printf (
      "%s\n%s\n%s\n%s\n%s\n%s\n%s", file_id, digest, file->options != NULL ? file->options : "",
      file->schema != NULL ? file->schema : "", published->sha256, published->dataset_id,
      self->compared_by != NULL ? self->compared_by : "");
}

static gboolean
is_looked_at (CbuDatasetView *self)
{
  return gtk_toggle_button_get_active (self->changes_button)
         || cbu_steps_get_step (self->steps) == CBU_STEP_APPROVE;
}

static void
show_everywhere (CbuDatasetView *self, CbuComparison *comparison, const char *words)
{
  cbu_changes_view_show (self->changes, comparison, words);
  cbu_review_view_show_changes (self->review, comparison, words);
}

static gpointer
compare (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  CbuDatasetWork *work = input;

  return cbu_comparison_make (workplace, work->dataset_id, work->file_id, work->reason,
                              cbu_meter_report, work->meter, cancellable, error);
}

static void
compared_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuDatasetView *self = widget;
  CbuDatasetWork *work = input;

  cbu_progress_end (self->progress, work->meter);
  /* Something else was to be compared meanwhile. */
  if (g_strcmp0 (work->text, self->compared_key) != 0)
    return;
  if (error == NULL)
    {
      show_everywhere (self, result, NULL);
      return;
    }
  /* Whoever comes back to it has it compared again. */
  g_clear_pointer (&self->compared_key, g_free);
  show_everywhere (self, NULL, _ ("The comparison was stopped."));
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cbu_show_error (self, error);
}

static void
start (CbuDatasetView *self, const CbPublishedFile *published)
{
  g_autofree char *key = dup_key (self, published);
  CbuDatasetWork *work;
  GCancellable *cancellable;

  if (g_strcmp0 (key, self->compared_key) == 0)
    return;
  g_free (self->compared_key);
  self->compared_key = g_steal_pointer (&key);
  show_everywhere (self, NULL, _ ("Comparing with what was published…"));
  work = cbu_dataset_work_new (self->dataset_id, NULL);
  work->file_id = g_strdup (_cbu_dataset_view_get_file (self));
  work->text = g_strdup (self->compared_key);
  work->reason = g_strdup (self->compared_by);
  work->meter = cbu_progress_start (self->progress, _ ("Comparing with what was published"));
  cancellable = cbu_run_async (self, cbu_session_get_workplace (self->session),
                               &(CbuRun){ .tag = _cbu_dataset_view_show_changes,
                                          .work = compare,
                                          .done = compared_cb,
                                          .input = work,
                                          .free_input = cbu_dataset_work_free,
                                          .free_result = (GDestroyNotify)cbu_comparison_unref });
  cbu_progress_set_cancellable (self->progress, cancellable);
}

/**
 * _cbu_dataset_view_show_changes:
 * @self: the view
 *
 * Offers the changes where there is something to compare with, and finds them out as soon as
 * somebody looks at them.
 */
void
_cbu_dataset_view_show_changes (CbuDatasetView *self)
{
  const CbPublishedFile *published = get_published (self);
  gboolean has_table = cbu_pages_get_reader (self->pages) == NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->changes_button), published != NULL && has_table);
  if (published == NULL || !has_table)
    gtk_toggle_button_set_active (self->changes_button, FALSE);
  if (published == NULL)
    {
      g_clear_pointer (&self->compared_key, g_free);
      show_everywhere (self, NULL,
                       g_hash_table_size (self->dossier->published) > 0
                           ? _ ("This file was not published yet.")
                           : NULL);
    }
  else if (is_looked_at (self))
    start (self, published);
  if (gtk_toggle_button_get_active (self->changes_button))
    gtk_stack_set_visible_child_name (self->table_stack, "changes");
}

/**
 * _cbu_dataset_view_changes_toggled_cb:
 * @self: the view
 *
 * The table, or what is different in it.
 */
void
_cbu_dataset_view_changes_toggled_cb (CbuDatasetView *self)
{
  if (gtk_toggle_button_get_active (self->changes_button))
    {
      gtk_toggle_button_set_active (self->columns_button, FALSE);
      _cbu_dataset_view_show_changes (self);
    }
  else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->table_stack), "changes") == 0)
    gtk_stack_set_visible_child_name (self->table_stack, "table");
}

/**
 * _cbu_dataset_view_change_key_cb:
 * @self: the view
 * @column: (nullable): by which rows are found again; %NULL: find out
 *
 * Compares anew.
 */
void
_cbu_dataset_view_change_key_cb (CbuDatasetView *self, const char *column)
{
  g_free (self->compared_by);
  self->compared_by = g_strdup (column);
  _cbu_dataset_view_show_changes (self);
}

/**
 * _cbu_dataset_view_change_picked_cb:
 * @self: the view
 * @row: of the table
 * @column: of the table
 *
 * Goes there.
 */
void
_cbu_dataset_view_change_picked_cb (CbuDatasetView *self, guint64 row, int column)
{
  gtk_toggle_button_set_active (self->changes_button, FALSE);
  cbu_table_go_to (self->table, row, column);
  gtk_widget_grab_focus (GTK_WIDGET (cbu_table_get_grid (self->table)));
}

/**
 * _cbu_dataset_view_look_at_changes_cb:
 * @widget: the view
 * @name: of the action
 * @parameter: none
 *
 * From where it is approved to the rows.
 */
void
_cbu_dataset_view_look_at_changes_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->changes_button)))
    return;
  cbu_steps_set_step (self->steps, CBU_STEP_VIEW);
  gtk_toggle_button_set_active (self->changes_button, TRUE);
}
