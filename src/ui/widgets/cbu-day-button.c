/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-day-button.h"

#include <glib/gi18n-lib.h>

#include "core/rules/cb-day.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-compat.h"

static void
take_day (GtkWidget *widget, GtkEditable *entry, GDateTime *day)
{
  g_autofree char *text = g_date_time_format (day, "%d/%m/%Y");

  gtk_editable_set_text (entry, text);
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER)));
}

static void
on_day_selected_cb (GtkCalendar *calendar, gpointer user_data)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);

  take_day (GTK_WIDGET (calendar), user_data, day);
}

/* The calendar opens on this day, and a press on the day that it is on tells nobody. */
static void
on_today_clicked_cb (GtkWidget *button, gpointer user_data)
{
  g_autoptr (GDateTime) day = g_date_time_new_now_local ();

  take_day (button, user_data, day);
}

/* The calendar opens on the day that is written there. */
static void
on_calendar_shown_cb (GtkWidget *calendar, gpointer user_data)
{
  g_autoptr (GDateTime) day = NULL;
  GDate date;

  if (!cb_day_parse_typed (gtk_editable_get_text (GTK_EDITABLE (user_data)), &date))
    return;
  day = g_date_time_new_local (g_date_get_year (&date), (int)g_date_get_month (&date),
                               g_date_get_day (&date), 0, 0, 0);
  g_signal_handlers_block_by_func (calendar, on_day_selected_cb, user_data);
  cbu_show_day (GTK_CALENDAR (calendar), day);
  g_signal_handlers_unblock_by_func (calendar, on_day_selected_cb, user_data);
}

/**
 * cbu_day_button_new:
 * @entry: where the day is written, "21/11/2026"; it lives as long as the button
 * @name: of the button
 *
 * Returns: (transfer floating): a button with a calendar, to stand beside @entry
 */
GtkWidget *
cbu_day_button_new (GtkEditable *entry, const char *name)
{
  GtkWidget *calendar = gtk_calendar_new ();
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *today = gtk_button_new_with_label (_ ("Today"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  cbu_a11y_name_calendar (calendar);
  g_signal_connect (calendar, "day-selected", G_CALLBACK (on_day_selected_cb), entry);
  g_signal_connect (calendar, "map", G_CALLBACK (on_calendar_shown_cb), entry);
  g_signal_connect (today, "clicked", G_CALLBACK (on_today_clicked_cb), entry);
  gtk_box_append (GTK_BOX (box), calendar);
  gtk_box_append (GTK_BOX (box), today);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_tooltip_text (button, name);
  cbu_a11y_set_name (button, name);
  return button;
}
