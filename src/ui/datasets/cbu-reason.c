/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-reason.h"

#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"

typedef struct
{
  char *action;
  GtkWidget *popover;
  GtkWidget *entry;
  GtkWidget *submit;
} Reason;

static void
free_reason (gpointer data)
{
  g_free (((Reason *)data)->action);
  g_free (data);
}

static void
on_changed_cb (GtkEditable *entry, gpointer user_data)
{
  Reason *reason = user_data;
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  gtk_widget_set_sensitive (reason->submit, *text != '\0');
}

static void
on_submit_cb (GtkWidget *widget, gpointer user_data)
{
  Reason *reason = user_data;

  if (!gtk_widget_get_sensitive (reason->submit))
    return;
  gtk_popover_popdown (GTK_POPOVER (reason->popover));
  gtk_widget_activate_action (gtk_widget_get_parent (reason->popover), reason->action, "s",
                              gtk_editable_get_text (GTK_EDITABLE (reason->entry)));
}

/**
 * cbu_reason_button_new:
 * @label: of the button
 * @question: label of the entry
 * @submit: label of the button beside it
 * @action: activated with what was typed
 *
 * Returns: (transfer floating): a button that wants one line of text before it acts
 */
GtkWidget *
cbu_reason_button_new (const char *label,
                       const char *question,
                       const char *submit,
                       const char *action)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new_with_mnemonic (question);
  Reason *reason = g_new0 (Reason, 1);

  reason->action = g_strdup (action);
  reason->popover = popover;
  reason->entry = gtk_entry_new ();
  reason->submit = gtk_button_new_with_label (submit);
  g_object_set_data_full (G_OBJECT (button), "reason", reason, free_reason);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (title), reason->entry);
  gtk_widget_set_sensitive (reason->submit, FALSE);
  gtk_widget_add_css_class (reason->submit, "suggested-action");
  gtk_widget_set_size_request (box, 300, -1);
  g_signal_connect (reason->entry, "changed", G_CALLBACK (on_changed_cb), reason);
  g_signal_connect (reason->entry, "activate", G_CALLBACK (on_submit_cb), reason);
  g_signal_connect (reason->submit, "clicked", G_CALLBACK (on_submit_cb), reason);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), reason->entry);
  gtk_box_append (GTK_BOX (box), reason->submit);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), label);
  cbu_a11y_set_name (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}
