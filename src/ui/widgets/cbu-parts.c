/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Small things that several pages are made of. */

#include "config.h"

#include "ui/widgets/cbu-parts.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-error-words.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-toast-guard.h"

static void
add_classes (GtkWidget *widget, const char *css_classes)
{
  g_auto (GStrv) classes = g_strsplit (css_classes != NULL ? css_classes : "", " ", -1);

  for (guint i = 0; classes[i] != NULL; i++)
    if (*classes[i] != '\0')
      gtk_widget_add_css_class (widget, classes[i]);
}

/**
 * cbu_label_new:
 * @text: its text
 * @css_classes: (nullable): separated by blanks
 *
 * Returns: (transfer floating): a label at the start of its line that is cut with "…"
 */
GtkWidget *
cbu_label_new (const char *text, const char *css_classes)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  add_classes (label, css_classes);
  return label;
}

/**
 * cbu_wrapped_label_new:
 * @text: its text
 * @css_classes: (nullable): separated by blanks
 *
 * Returns: (transfer floating): a label that takes as many lines as it needs
 */
GtkWidget *
cbu_wrapped_label_new (const char *text, const char *css_classes)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_WORD);
  add_classes (label, css_classes);
  return label;
}

/**
 * cbu_pill_new:
 * @text: a state in two or three words
 * @css_class: `neutral`, `accent`, `success`, `warning` or `error`
 *
 * Returns: (transfer floating): the state as a pill
 */
GtkWidget *
cbu_pill_new (const char *text, const char *css_class)
{
  GtkWidget *pill = gtk_label_new (NULL);

  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  cbu_pill_set (pill, text, css_class);
  return pill;
}

/**
 * cbu_pill_set:
 * @pill: what cbu_pill_new() made
 * @text: the state
 * @css_class: as there
 */
void
cbu_pill_set (GtkWidget *pill, const char *text, const char *css_class)
{
  const char *classes[] = { "pill-label", css_class, NULL };

  gtk_label_set_label (GTK_LABEL (pill), text);
  gtk_widget_set_css_classes (pill, classes);
}

/**
 * cbu_fact_row_new:
 * @title: what it is
 * @value: how it is; can be selected and copied
 *
 * Returns: (transfer floating): a row of a list of facts
 */
GtkWidget *
cbu_fact_row_new (const char *title, const char *value)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = cbu_wrapped_label_new (value, NULL);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (box, "fact");
  gtk_box_append (GTK_BOX (box), cbu_label_new (title, "caption dim-label"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  cbu_a11y_set_name (row, title);
  return row;
}

/**
 * cbu_action_button_new:
 * @label: its text; no mnemonic: GTK 4.8 would read it aloud with its underline, twice
 * @css_class: (nullable): `suggested-action`, `destructive-action`, `flat`
 * @action: (nullable): what it does
 * @to: (nullable) (transfer floating): to what
 *
 * Returns: (transfer floating): a button
 */
GtkWidget *
cbu_action_button_new (const char *label, const char *css_class, const char *action, GVariant *to)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  add_classes (button, css_class);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (to != NULL)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), to);
  if (action != NULL)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

/**
 * cbu_heading_new:
 * @text: of a group
 *
 * Returns: (transfer floating): a heading over a list
 */
GtkWidget *
cbu_heading_new (const char *text)
{
  return cbu_label_new (text, "heading group-title");
}

/**
 * cbu_clear:
 * @container: a #GtkBox, #GtkListBox or #GtkFlowBox
 */
void
cbu_clear (gpointer container)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (container)) != NULL)
    {
      if (GTK_IS_LIST_BOX (container))
        gtk_list_box_remove (container, child);
      else if (GTK_IS_FLOW_BOX (container))
        gtk_flow_box_remove (container, child);
      else
        gtk_box_remove (container, child);
    }
}

/**
 * cbu_says_anew:
 * @widget: what shows something in children that are made for it
 * @said: all that they are going to say
 *
 * Anything that happens in the program shows a page anew. Children that would say the same stay:
 * with them the focus, the press that is under way, and the popover that is open.
 *
 * Returns: whether it is other than at the last time, and they have to be made anew
 */
gboolean
cbu_says_anew (gpointer widget, const char *said)
{
  if (g_strcmp0 (g_object_get_data (widget, "cbu-said"), said) == 0)
    return FALSE;
  g_object_set_data_full (widget, "cbu-said", g_strdup (said), g_free);

  return TRUE;
}

/**
 * cbu_scale_to_text:
 * @widget: any
 * @pixels: a width that is made for text of the usual size
 *
 * Returns: the width that has room for the same words as large as the person has them
 */
int
cbu_scale_to_text (GtkWidget *widget, int pixels)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? (int)((gint64)pixels * dpi / (96 * 1024)) : pixels;
}

static GtkWidget *
find_overlay (gpointer widget)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  /* A window of its own has the overlay within, not around it. */
  if (overlay == NULL && ADW_IS_WINDOW (widget))
    overlay = adw_window_get_content (widget);
  else if (overlay == NULL && ADW_IS_APPLICATION_WINDOW (widget))
    overlay = adw_application_window_get_content (widget);
  return ADW_IS_TOAST_OVERLAY (overlay) ? overlay : NULL;
}

static void
add_toast (gpointer widget, AdwToast *toast)
{
  GtkWidget *overlay = find_overlay (widget);

  if (overlay == NULL)
    {
      g_object_unref (toast);
      return;
    }
  cbu_toast_guard (toast, ADW_TOAST_OVERLAY (overlay));
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

/**
 * cbu_toast:
 * @widget: whoever has something to say
 * @text: a short sentence about what was done
 */
void
cbu_toast (gpointer widget, const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_set_title (toast, escaped);
  add_toast (widget, toast);
}

static AdwToast *
make_undo (const char *text, const char *action, GVariant *target)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_set_title (toast, escaped);
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, action);
  adw_toast_set_action_target_value (toast, target);
  adw_toast_set_timeout (toast, 10);
  return toast;
}

/**
 * cbu_toast_undo:
 * @widget: whoever did something
 * @text: what was done
 * @action: what undoes it
 * @target: (nullable) (transfer floating): of that action
 */
void
cbu_toast_undo (gpointer widget, const char *text, const char *action, GVariant *target)
{
  add_toast (widget, make_undo (text, action, target));
}

static void
on_dismissed_cb (AdwToast *toast, gpointer overlay)
{
  if (g_object_get_data (overlay, "cbu-last") == toast)
    g_object_set_data (overlay, "cbu-last", NULL);
}

/**
 * cbu_toast_undo_last:
 * @widget: as of cbu_toast_undo()
 * @text: what was done
 * @action: what undoes it
 * @target: (nullable) (transfer floating): of that action, how all was before
 *
 * For what is undone to a state, not step by step: the toast of the step before goes, because what
 * it would bring back lacks this one.
 */
void
cbu_toast_undo_last (gpointer widget, const char *text, const char *action, GVariant *target)
{
  AdwToast *toast = make_undo (text, action, target);
  GtkWidget *overlay = find_overlay (widget);
  AdwToast *before = overlay != NULL ? g_object_get_data (G_OBJECT (overlay), "cbu-last") : NULL;

  /* It may stay for a moment, but what it offers does not hold any more. */
  if (before != NULL)
    {
      adw_toast_set_button_label (before, NULL);
      adw_toast_dismiss (before);
    }
  if (overlay != NULL)
    {
      /* One that was dismissed already is on its way out, and must not be dismissed again. */
      g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_dismissed_cb), overlay, 0);
      g_object_set_data_full (G_OBJECT (overlay), "cbu-last", g_object_ref (toast), g_object_unref);
    }
  add_toast (widget, toast);
}

/**
 * cbu_toast_written:
 * @widget: whoever has written a file that the person has chosen
 * @text: a short sentence about it
 * @file: it; its folder is a click away
 */
void
cbu_toast_written (gpointer widget, const char *text, GFile *file)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *uri = g_file_get_uri (file);

  adw_toast_set_title (toast, escaped);
  adw_toast_set_button_label (toast, _ ("Show in its folder"));
  adw_toast_set_action_name (toast, "win.reveal");
  adw_toast_set_action_target_value (toast, g_variant_new_string (uri));
  adw_toast_set_timeout (toast, 10);
  add_toast (widget, toast);
}

/* Only the main window has a notice bar. Another says it in a toast, or in the window it is over.
 */
static void
show_notice (GtkWidget *widget, const char *words)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWindow *parent
      = GTK_IS_WINDOW (root) ? gtk_window_get_transient_for (GTK_WINDOW (root)) : NULL;

  if (gtk_widget_activate_action (widget, "win.notice", "s", words))
    return;
  if (find_overlay (widget) != NULL)
    cbu_toast (widget, words);
  else if (parent != NULL)
    show_notice (GTK_WIDGET (parent), words);
}

/**
 * cbu_show_error:
 * @widget: where it happened
 * @error: what went wrong; cancelling is silent
 *
 * Says it in words in the window's notice bar, or as a toast where a window has none; the log gets
 * the rest.
 */
void
cbu_show_error (gpointer widget, const GError *error)
{
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_debug ("%s: %s", G_OBJECT_TYPE_NAME (widget), error->message);
  words = cb_error_words_for (error);
  show_notice (widget, words);
}

/**
 * cbu_close_on_escape:
 * @window: a window that nothing is lost with
 */
void
cbu_close_on_escape (GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, controller);
}

/**
 * cbu_accept_header_new:
 * @accept: what is accepted with; it cannot be pressed yet
 *
 * Returns: (transfer floating): the header of a window that is left by accepting or by Cancel
 */
GtkWidget *
cbu_accept_header_new (GtkWidget *accept)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_label (_ ("Cancel"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  gtk_widget_add_css_class (accept, "suggested-action");
  gtk_widget_set_sensitive (accept, FALSE);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), accept);
  return header;
}
