/* SPDX-License-Identifier: GPL-3.0-or-later */

/* “Làm như kỳ trước” (product.md C7): offered over a table that nobody has worked on yet, shown in
 * words before it is done. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-obligation.h"
#include "ui/datasets/cbu-dataset-view-private.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"

#define DIALOG_WIDTH 420
#define DIALOG_HEIGHT 320

/**
 * _cbu_dataset_view_show_offer:
 * @self: the view
 *
 * Shows the line over the table while there is something to offer, and nobody has refused it.
 */
void
_cbu_dataset_view_show_offer (CbuDatasetView *self)
{
  const char *file_id = _cbu_dataset_view_get_file (self);
  const char *period = self->dossier->repeatable;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  gboolean is_offered = period != NULL && file_id != NULL
                        && g_strcmp0 (file_id, self->dossier->repeatable_file) == 0
                        && !g_hash_table_contains (self->refused, file_id);

  gtk_widget_set_visible (self->offer, is_offered);
  if (!is_offered)
    return;
  title = period[0] != '\0' ? cb_period_dup_title (period) : g_strdup (_ ("the period before"));
  /* Translators: a period such as Tháng 10/2026 */
  text
      = g_strdup_printf (_ ("The file of %s was read and mended here. The same can be done to this "
                            "one."),
                         title);
  gtk_label_set_label (self->offer_text, text);
}

/**
 * _cbu_dataset_view_refuse_repeat_cb:
 * @widget: the view
 * @name: of the action
 * @parameter: %NULL
 *
 * Offers it no more for this file; the menu of the table still has it.
 */
void
_cbu_dataset_view_refuse_repeat_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);

  if (self->dossier == NULL || _cbu_dataset_view_get_file (self) == NULL)
    return;
  g_hash_table_add (self->refused, g_strdup (_cbu_dataset_view_get_file (self)));
  _cbu_dataset_view_show_offer (self);
}

static void
add_line (GtkWidget *list, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
add_names (GtkWidget *list, const char *title, GStrv names)
{
  g_autofree char *all = g_strjoinv (", ", names);

  if (all[0] != '\0')
    add_line (list, title, all);
}

static GtkWidget *
make_list (GtkWidget *box, const char *heading)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  cbu_a11y_set_name (list, heading);
  gtk_box_append (GTK_BOX (box), cbu_heading_new (heading));
  gtk_box_append (GTK_BOX (box), list);

  return list;
}

static void
add_steps (GtkWidget *box, const CbRepeat *repeat)
{
  GtkWidget *list = make_list (box, _ ("What will be done"));
  g_autofree char *encoding = NULL;

  if (repeat->encoding != NULL)
    {
      /* Translators: an encoding, such as TCVN3 (ABC) */
      encoding = g_strdup_printf (_ ("Read it in the encoding %s"),
                                  cbu_format_encoding (repeat->encoding));
      add_line (list, encoding, NULL);
    }
  for (guint i = 0; repeat->steps[i] != NULL; i++)
    add_line (list, repeat->steps[i], NULL);
  if (repeat->has_schema)
    add_line (list, _ ("Keep what was said of the columns"), NULL);
  if (repeat->encoding == NULL && repeat->steps[0] == NULL && !repeat->has_schema)
    add_line (list, _ ("Find the table by the names of its columns"), NULL);
}

static void
add_differences (GtkWidget *box, const CbRepeat *repeat)
{
  GtkWidget *list = make_list (box, _ ("What is different from that period"));
  g_autofree char *before = cb_text_format_count (repeat->rows_before);
  g_autofree char *now = cb_text_format_count (repeat->rows);
  g_autofree char *rows = NULL;

  /* Translators: two numbers of rows: of the period before, and now */
  rows = g_strdup_printf (_ ("%s then, %s now"), before, now);
  add_line (list, _ ("Rows"), rows);
  add_names (list, _ ("New columns"), repeat->added);
  add_names (list, _ ("Columns no longer there"), repeat->missing);
  add_names (list, _ ("Steps that cannot be done for want of their column"), repeat->left_out);
  if (repeat->n_cells > 0)
    {
      g_autofree char *number = cb_text_format_count (repeat->n_cells);
      g_autofree char *cells = g_strdup_printf (
          ngettext ("%s cell was edited by hand in that file; it is left as it is here",
                    "%s cells were edited by hand in that file; they are left as they are here",
                    repeat->n_cells),
          number);

      add_line (list, cells, NULL);
    }
  if (repeat->added[0] == NULL && repeat->missing[0] == NULL)
    add_line (list, _ ("The columns are the same"), NULL);
}

static void
on_response_cb (GtkWidget *dialog, const char *response, gpointer user_data)
{
  CbuDatasetView *self = user_data;
  CbuDatasetWork *work;

  if (!g_str_equal (response, "repeat"))
    return;
  work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_repeat);
  work->file_id = g_strdup (g_object_get_data (G_OBJECT (dialog), "file"));
  _cbu_dataset_view_run (self, work, _ ("Doing as in the period before"));
}

static void
show_preview (CbuDatasetView *self, const CbRepeat *repeat, const char *file_id)
{
  g_autofree char *period = repeat->period != NULL ? cb_period_dup_title (repeat->period) : NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *dialog;

  add_steps (box, repeat);
  add_differences (box, repeat);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), DIALOG_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_size_request (scrolled, DIALOG_WIDTH, -1);
  /* The shadows of the lists are not cut. */
  gtk_widget_set_margin_bottom (box, 3);
  dialog = cbu_question_new (self, _ ("Do as in the period before?"), period, scrolled,
                             _ ("Not yet"), "repeat", _ ("Do the same"));
  g_object_set_data_full (G_OBJECT (dialog), "file", g_strdup (file_id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gpointer
preview (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  CbuDatasetWork *work = input;
  CbRepeat *repeat = NULL;

  cb_workplace_preview_repeat (workplace, work->dataset_id, work->file_id, &repeat, cancellable,
                               error);
  return repeat;
}

static void
previewed_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuDatasetView *self = widget;
  CbuDatasetWork *work = input;

  cbu_progress_end (self->progress, work->meter);
  if (error == NULL)
    show_preview (self, result, work->file_id);
  else if (g_error_matches (error, CB_ERROR, CB_ERROR_NOT_FOUND))
    cbu_toast (self, _ ("No file of an earlier period was read or mended by hand"));
  else if (g_error_matches (error, CB_ERROR, CB_ERROR_WRONG_STATE))
    cbu_toast (self, _ ("This file is mended already: undo that first"));
  else
    cbu_show_error (self, error);
}

/**
 * _cbu_dataset_view_repeat_cb:
 * @widget: the view
 * @name: of the action
 * @parameter: %NULL
 *
 * Says what would be done to the file as in the period before, and does it when that is wanted.
 */
void
_cbu_dataset_view_repeat_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);
  GCancellable *cancellable;
  CbuDatasetWork *work;

  if (self->dossier == NULL || _cbu_dataset_view_get_file (self) == NULL
      || !cbu_dossier_can_change (self->dossier))
    {
      gtk_widget_error_bell (widget);
      return;
    }
  work = cbu_dataset_work_new (self->dataset_id, NULL);
  work->file_id = g_strdup (_cbu_dataset_view_get_file (self));
  work->meter = cbu_progress_start (self->progress, _ ("Looking at the period before"));
  cancellable = cbu_run_async (self, cbu_session_get_workplace (self->session),
                               &(CbuRun){ .tag = _cbu_dataset_view_repeat_cb,
                                          .work = preview,
                                          .done = previewed_cb,
                                          .input = work,
                                          .free_input = cbu_dataset_work_free,
                                          .free_result = (GDestroyNotify)cb_repeat_free });
  cbu_progress_set_cancellable (self->progress, cancellable);
}
