/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-a11y.h"

#include <glib/gi18n-lib.h>

/**
 * cbu_a11y_set_name:
 * @widget: a widget
 * @name: what a screen reader says
 *
 * For what has no text of its own: icon buttons, switches, bars, lists.
 */
void
cbu_a11y_set_name (gpointer widget, const char *name)
{
  g_return_if_fail (GTK_IS_ACCESSIBLE (widget));

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * cbu_a11y_label_by:
 * @widget: an entry, a list…
 * @label: the label beside it
 */
void
cbu_a11y_label_by (gpointer widget, gpointer label)
{
  g_return_if_fail (GTK_IS_ACCESSIBLE (widget));

  gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
}

/**
 * cbu_a11y_name_row:
 * @child: what a factory put into a row, being bound
 * @name: what the row is about
 *
 * gtk_list_item_set_accessible_label() is of 4.12; until then the row is the child's parent.
 */
void
cbu_a11y_name_row (GtkWidget *child, const char *name)
{
  GtkWidget *row = gtk_widget_get_parent (child);

  if (row != NULL)
    cbu_a11y_set_name (row, name);
}

static void
name_arrows (GtkWidget *widget, guint *count)
{
  static const char *const names[]
      = { N_ ("Month before"), N_ ("Next month"), N_ ("Year before"), N_ ("Next year") };

  if (GTK_IS_BUTTON (widget) && *count < G_N_ELEMENTS (names))
    cbu_a11y_set_name (widget, _ (names[(*count)++]));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_arrows (child, count);
}

/**
 * cbu_a11y_name_calendar:
 * @calendar: a #GtkCalendar
 *
 * GTK names none of its arrows.
 */
void
cbu_a11y_name_calendar (GtkWidget *calendar)
{
  guint count = 0;

  name_arrows (calendar, &count);
}
