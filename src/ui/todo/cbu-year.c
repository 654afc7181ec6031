/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/todo/cbu-year.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-obligation.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"

/* Of one day, in its tooltip. */
#define MAX_NAMED 8

typedef struct
{
  GHashTable *days;
  CbHolidays *holidays;
  const GDate *today;
  CbuYearDayFunc chosen;
  gpointer user_data;
} Year;

static void
on_day_clicked_cb (GtkWidget *button, gpointer user_data)
{
  CbuYearDayFunc chosen = (CbuYearDayFunc)g_object_get_data (G_OBJECT (button), "chosen");
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "day")));
  chosen (&day, user_data);
}

typedef struct
{
  guint count;
  CbUrgency urgency;
  GString *words;
} Marked;

static void
free_marked (gpointer data)
{
  Marked *marked = data;

  g_string_free (marked->words, TRUE);
  g_free (marked);
}

/* By Julian day: how many last days are on it, the most urgent of them, and all in words. */
static GHashTable *
mark_days (GPtrArray *obligations)
{
  GHashTable *days = g_hash_table_new_full (NULL, NULL, NULL, free_marked);

  for (guint i = 0; i < obligations->len; i++)
    {
      const CbObligation *obligation = g_ptr_array_index (obligations, i);
      gpointer key;
      Marked *marked;

      if (!obligation->has_deadline)
        continue;
      key = GUINT_TO_POINTER (g_date_get_julian (&obligation->limit));
      marked = g_hash_table_lookup (days, key);
      if (marked == NULL)
        {
          marked = g_new0 (Marked, 1);
          marked->urgency = obligation->urgency;
          marked->words = g_string_new (NULL);
          g_hash_table_insert (days, key, marked);
        }
      marked->urgency = MIN (marked->urgency, obligation->urgency);
      if (marked->count++ < MAX_NAMED)
        g_string_append_printf (marked->words, "\n%s", obligation->title);
    }

  return days;
}

static GtkWidget *
make_button (const Year *year, const GDate *day, guint count, CbUrgency urgency, const char *words)
{
  g_autofree char *label = g_strdup_printf ("%u", count);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "year-day");
  if (urgency == CB_URGENCY_OVERDUE)
    gtk_widget_add_css_class (button, "destructive-action");
  else if (urgency == CB_URGENCY_DONE)
    gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "day", GUINT_TO_POINTER (g_date_get_julian (day)));
  g_object_set_data (G_OBJECT (button), "chosen", (gpointer)year->chosen);
  g_signal_connect (button, "clicked", G_CALLBACK (on_day_clicked_cb), year->user_data);
  cbu_a11y_set_name (button, words);
  return button;
}

static GtkWidget *
make_cell (const Year *year, const GDate *day)
{
  g_autofree char *date = cbu_format_date (day);
  g_autoptr (GString) words = g_string_new (date);
  const char *holiday = cb_holidays_get_name (year->holidays, day);
  const Marked *marked
      = g_hash_table_lookup (year->days, GUINT_TO_POINTER (g_date_get_julian (day)));
  GtkWidget *cell;

  if (g_date_compare (day, year->today) == 0)
    g_string_append_printf (words, " (%s)", _ ("today"));
  if (holiday != NULL && *holiday != '\0')
    g_string_append_printf (words, "\n%s", holiday);
  if (marked != NULL)
    {
      g_string_append (words, marked->words->str);
      cell = make_button (year, day, marked->count, marked->urgency, words->str);
    }
  else
    cell = cbu_label_new (holiday != NULL ? "•" : "", "year-day caption");
  if (cb_holidays_is_day_off (year->holidays, day))
    gtk_widget_add_css_class (cell, "year-off");
  if (g_date_compare (day, year->today) == 0)
    gtk_widget_add_css_class (cell, "year-today");
  gtk_widget_set_tooltip_text (cell, words->str);
  return cell;
}

static void
add_month (const Year *year, GtkGrid *grid, GDateMonth month, int row, GDateYear number)
{
  g_autofree char *title = g_strdup_printf ("%02u/%u", month, number);
  GtkWidget *heading = gtk_label_new (title);

  gtk_widget_add_css_class (heading, "caption-heading");
  gtk_widget_set_margin_end (heading, 6);
  gtk_widget_set_halign (heading, GTK_ALIGN_START);
  gtk_grid_attach (grid, heading, 0, row, 1, 1);
  for (guint8 number_of_day = 1; number_of_day <= g_date_get_days_in_month (month, number);
       number_of_day++)
    {
      GDate day;

      g_date_clear (&day, 1);
      g_date_set_dmy (&day, number_of_day, month, number);
      gtk_grid_attach (grid, make_cell (year, &day), number_of_day, row, 1, 1);
    }
}

/**
 * cbu_year_new:
 * @obligations: (element-type CbObligation): what to mark, on its last day
 * @holidays: days off
 * @today: the month that it begins with is of this day
 * @chosen: called when a marked day is chosen
 * @user_data: for @chosen
 *
 * Returns: (transfer floating): twelve months, a row each, with the month before first
 */
GtkWidget *
cbu_year_new (GPtrArray *obligations,
              CbHolidays *holidays,
              const GDate *today,
              CbuYearDayFunc chosen,
              gpointer user_data)
{
  g_autoptr (GHashTable) days = mark_days (obligations);
  Year year = { days, holidays, today, chosen, user_data };
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GDate month = *today;

  gtk_widget_add_css_class (grid, "year");
  for (int day = 1; day <= 31; day++)
    {
      g_autofree char *text = g_strdup_printf ("%d", day);

      gtk_grid_attach (GTK_GRID (grid), cbu_label_new (text, "caption dim-label"), day, 0, 1, 1);
    }
  g_date_set_day (&month, 1);
  g_date_subtract_months (&month, 1);
  for (int row = 1; row <= 13; row++)
    {
      add_month (&year, GTK_GRID (grid), g_date_get_month (&month), row, g_date_get_year (&month));
      g_date_add_months (&month, 1);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), grid);
  cbu_a11y_set_name (grid, _ ("Calendar of deadlines"));
  return scrolled;
}
