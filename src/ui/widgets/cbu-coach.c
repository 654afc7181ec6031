/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-coach.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-state.h"

static void
on_closed_cb (GtkButton *button, gpointer user_data)
{
  cbu_state_set_coach (FALSE);
  gtk_widget_set_visible (user_data, FALSE);
}

/**
 * cbu_coach_new:
 * @text: one sentence: what to do next
 *
 * The quiet bar of practice mode. Once closed it stays closed, on every page.
 *
 * Returns: (transfer floating): the bar
 */
GtkWidget *
cbu_coach_new (const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = cbu_wrapped_label_new (text, NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (box, "coach");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Close the hints"));
  cbu_a11y_set_name (button, _ ("Close the hints"));
  g_signal_connect (button, "clicked", G_CALLBACK (on_closed_cb), box);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("dialog-information-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_set_visible (box, cbu_state_get_coach ());
  return box;
}
