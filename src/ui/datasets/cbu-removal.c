/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A dataset begun by mistake: asked once, in place, taken back by a toast or from the list of what
 * was removed. */

#include "config.h"

#include "ui/datasets/cbu-removal.h"

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

static const char *
get_title (const CbDataset *dataset)
{
  const char *title = cb_dataset_get_title (dataset);

  return *title != '\0' ? title : _ ("Dataset without a title");
}

static char *
dup_heading (const CbDataset *dataset, CbRemoval removal)
{
  /* Translators: title of a dataset */
  return g_strdup_printf (removal == CB_REMOVAL_ALLOWED ? _ ("Remove “%s”?") : _ ("“%s” stays"),
                          get_title (dataset));
}

static char *
dup_explanation (const CbDataset *dataset, CbRemoval removal)
{
  if (removal != CB_REMOVAL_ALLOWED)
    return g_strdup (cb_removal_words (removal));
  return g_strdup_printf (
      ngettext ("It leaves all lists. For %d day it can be taken back from the end of the page "
                "Datasets; after that it goes for good, with its files.",
                "It leaves all lists. For %d days it can be taken back from the end of the page "
                "Datasets; after that it goes for good, with its files.",
                CB_REMOVED_KEPT_DAYS),
      CB_REMOVED_KEPT_DAYS);
}

static void
on_remove_clicked_cb (GtkWidget *submit, gpointer user_data)
{
  GtkWidget *button = user_data;
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "id"));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  gtk_widget_activate_action (button, "win.remove-dataset", "s", id);
}

static GtkWidget *
make_text (const char *text, const char *css_class)
{
  GtkWidget *label = cbu_wrapped_label_new (text, css_class);

  /* A popover is as wide as its text on one line would be; and it is as high as it would be then,
   * unless the width is given. */
  gtk_label_set_width_chars (GTK_LABEL (label), 38);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 38);
  return label;
}

static GtkWidget *
make_question (GtkWidget *button, const CbDataset *dataset, CbRemoval removal)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *heading = dup_heading (dataset, removal);
  g_autofree char *explanation = dup_explanation (dataset, removal);

  gtk_box_append (GTK_BOX (box), make_text (heading, "heading"));
  gtk_box_append (GTK_BOX (box), make_text (explanation, NULL));
  if (removal == CB_REMOVAL_ALLOWED)
    {
      GtkWidget *submit = gtk_button_new_with_label (_ ("Remove the dataset"));

      gtk_widget_add_css_class (submit, "destructive-action");
      g_signal_connect (submit, "clicked", G_CALLBACK (on_remove_clicked_cb), button);
      gtk_box_append (GTK_BOX (box), submit);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  cbu_a11y_set_name (popover, heading);
  return popover;
}

/**
 * cbu_removal_button_new:
 *
 * Returns: (transfer floating): a button for cbu_removal_button_set()
 */
GtkWidget *
cbu_removal_button_new (void)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "user-trash-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

/**
 * cbu_removal_button_set:
 * @button: of cbu_removal_button_new()
 * @dataset: what it removes
 * @removal: whether it may be
 *
 * The button asks once, or says why not; then it activates `win.remove-dataset`. A question that is
 * open stays open as long as it is the same.
 */
void
cbu_removal_button_set (GtkWidget *button, const CbDataset *dataset, CbRemoval removal)
{
  g_autofree char *key = g_strdup_printf ("%d %s", (int)removal, get_title (dataset));
  g_autofree char *name = NULL;

  g_return_if_fail (GTK_IS_MENU_BUTTON (button) && dataset != NULL);

  if (g_strcmp0 (key, g_object_get_data (G_OBJECT (button), "key")) == 0)
    return;
  /* Translators: title of a dataset */
  name = g_strdup_printf (_ ("Remove %s"), get_title (dataset));
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (dataset->id), g_free);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), make_question (button, dataset, removal));
  gtk_widget_set_tooltip_text (button, _ ("Remove the dataset"));
  cbu_a11y_set_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "key", g_steal_pointer (&key), g_free);
}

/**
 * cbu_removed_row_new:
 * @dataset: of cb_workplace_list_removed_datasets()
 *
 * Returns: (transfer floating): a row from which it is taken back
 */
GtkWidget *
cbu_removed_row_new (const CbDataset *dataset)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (get_title (dataset), -1);
  g_autofree char *removed = cbu_format_moment (dataset->removed_us);
  g_autofree char *end = cbu_format_moment (cb_workplace_get_removal_end (dataset));
  g_autofree char *subtitle = g_strdup_printf (/* Translators: a moment, a person, a moment */
                                               _ ("removed %s by %s · can be taken back until %s"),
                                               removed, dataset->removed_by, end);
  g_autofree char *escaped_subtitle = g_markup_escape_text (subtitle, -1);
  g_autofree char *name = NULL;
  GtkWidget *back = cbu_action_button_new (_ ("Take back"), NULL, "win.restore-dataset",
                                           g_variant_new_string (dataset->id));

  name = g_strdup_printf ("%s: %s", _ ("Take back"), get_title (dataset));
  cbu_a11y_set_name (back, name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), back);
  return row;
}

static gpointer
remove_dataset (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (cb_workplace_remove_dataset (workplace, input, NULL, error));
}

static void
removed_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  if (g_error_matches (error, CB_ERROR, CB_ERROR_BLOCKED))
    gtk_widget_activate_action (widget, "win.notice", "s", error->message);
  else if (error != NULL)
    cbu_show_error (widget, error);
  else
    cbu_toast_undo (widget, _ ("The dataset is removed"), "win.restore-dataset",
                    g_variant_new_string (input));
}

/**
 * cbu_removal_remove:
 * @window: where it is told, with a way back
 * @session: whose workplace has it
 * @id: of a dataset
 */
void
cbu_removal_remove (GtkWidget *window, CbuSession *session, const char *id)
{
  cbu_run_async (window, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_removal_remove,
                            .work = remove_dataset,
                            .done = removed_cb,
                            .input = g_strdup (id),
                            .free_input = g_free });
}

static gpointer
restore_dataset (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (cb_workplace_restore_dataset (workplace, input, NULL, error));
}

static void
restored_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  /* Pressed twice: it is as the person wanted it. */
  if (error != NULL && !g_error_matches (error, CB_ERROR, CB_ERROR_NOT_FOUND))
    cbu_show_error (widget, error);
  else
    cbu_toast (widget, _ ("The dataset is back as it was"));
}

/**
 * cbu_removal_restore:
 * @window: where it is told
 * @session: whose workplace has it
 * @id: of a dataset that was removed
 */
void
cbu_removal_restore (GtkWidget *window, CbuSession *session, const char *id)
{
  cbu_run_async (window, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_removal_restore,
                            .work = restore_dataset,
                            .done = restored_cb,
                            .input = g_strdup (id),
                            .free_input = g_free });
}
