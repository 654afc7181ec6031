/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-waiver.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/cbu-parts.h"

typedef struct
{
  char *key;
  GtkWidget *popover;
  GtkEditable *person;
  GtkEditable *reason;
  GtkWidget *submit;
} Waiver;

static void
free_waiver (gpointer data)
{
  g_free (((Waiver *)data)->key);
  g_free (data);
}

static void
on_changed_cb (GtkEditable *entry, gpointer user_data)
{
  Waiver *waiver = user_data;
  g_autofree char *person = g_strstrip (g_strdup (gtk_editable_get_text (waiver->person)));
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (waiver->reason)));

  gtk_widget_set_sensitive (waiver->submit, *person != '\0' && *reason != '\0');
}

static void
on_submit_cb (GtkWidget *widget, gpointer user_data)
{
  Waiver *waiver = user_data;
  GtkWidget *button = gtk_widget_get_parent (waiver->popover);

  if (!gtk_widget_get_sensitive (waiver->submit))
    return;
  gtk_popover_popdown (GTK_POPOVER (waiver->popover));
  gtk_widget_activate_action (button, "dataset.waive", "(sss)", waiver->key,
                              gtk_editable_get_text (waiver->person),
                              gtk_editable_get_text (waiver->reason));
}

static GtkEditable *
add_entry (GtkWidget *box, const char *title, Waiver *waiver)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (title);
  GtkWidget *entry = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), FALSE);
  g_signal_connect (entry, "changed", G_CALLBACK (on_changed_cb), waiver);
  g_signal_connect (entry, "activate", G_CALLBACK (on_submit_cb), waiver);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  return GTK_EDITABLE (entry);
}

/**
 * cbu_waiver_button_new:
 * @key: of a finding, cb_finding_dup_key()
 * @person: who sits here
 *
 * Returns: (transfer floating): a button that asks for name and reason, and then activates
 *   `dataset.waive`
 */
GtkWidget *
cbu_waiver_button_new (const char *key, const char *person)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  Waiver *waiver = g_new0 (Waiver, 1);

  waiver->key = g_strdup (key);
  waiver->popover = popover;
  g_object_set_data_full (G_OBJECT (button), "waiver", waiver, free_waiver);
  gtk_box_append (GTK_BOX (box),
                  cbu_wrapped_label_new (_ ("The reviewer sees who waived this and why."),
                                         "caption dim-label"));
  gtk_widget_set_size_request (box, 280, -1);
  waiver->submit = gtk_button_new_with_label (_ ("Waive with this reason"));
  waiver->person = add_entry (box, _ ("Your _name"), waiver);
  waiver->reason = add_entry (box, _ ("_Reason"), waiver);
  gtk_widget_add_css_class (waiver->submit, "suggested-action");
  gtk_box_append (GTK_BOX (box), waiver->submit);
  g_signal_connect (waiver->submit, "clicked", G_CALLBACK (on_submit_cb), waiver);
  gtk_editable_set_text (waiver->person, person);
  on_changed_cb (NULL, waiver);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Waive…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Waive with a reason"), -1);
  return button;
}
