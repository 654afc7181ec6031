/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/reports/cbu-report-row.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-obligation.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"

/**
 * cbu_report_row_new:
 * @title: what it is about
 * @subtitle: (nullable): more of it
 * @count: (nullable): a number at its end
 * @name: what a screen reader says
 *
 * Returns: (transfer floating): a row that leads nowhere
 */
GtkWidget *
cbu_report_row_new (const char *title, const char *subtitle, const char *count, const char *name)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *escaped_subtitle = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_subtitle);
  if (count != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), cbu_label_new (count, "title-4"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  cbu_a11y_set_name (row, name);

  return row;
}

/**
 * cbu_report_row_let_open:
 * @row: a row
 * @opens: whether it leads somewhere
 *
 * What leads nowhere keeps the place of the arrow, so that numbers stand below each other.
 */
void
cbu_report_row_let_open (GtkWidget *row, gboolean opens)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_widget_set_opacity (arrow, opens ? 1 : 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), opens);
}

/**
 * cbu_report_dup_sums:
 * @report: a report
 * @line: (nullable): of this item alone
 * @field: (nullable): of this field alone
 *
 * Returns: (transfer full): the main figures in a line
 */
char *
cbu_report_dup_sums (CbReport *report, const CbReportLine *line, const char *field)
{
  /* Translators: numbers of periods and datasets */
  return g_strdup_printf (_ ("due %u · on time %u · late %u · not yet %u · published %u"),
                          cb_report_count (report, CB_FIGURE_DUE, line, field),
                          cb_report_count (report, CB_FIGURE_ON_TIME, line, field),
                          cb_report_count (report, CB_FIGURE_LATE, line, field),
                          cb_report_count (report, CB_FIGURE_NOT_YET, line, field),
                          cb_report_count (report, CB_FIGURE_PUBLISHED, line, field));
}

/**
 * cbu_report_row_new_for_fact:
 * @report: a report
 * @fact: one of those that make a figure
 *
 * Returns: (transfer floating): a row that says which period and which row of the journal it is
 */
GtkWidget *
cbu_report_row_new_for_fact (CbReport *report, const CbReportFact *fact)
{
  g_autofree char *period
      = fact->entry != NULL ? cb_period_dup_title (fact->entry->period) : g_strdup ("");
  g_autofree char *state
      = fact->entry != NULL ? cb_report_entry_dup_state (report, fact->entry) : NULL;
  g_autofree char *limit = fact->entry != NULL && fact->entry->has_deadline
                               ? cbu_format_date (&fact->entry->limit)
                               : NULL;
  g_autofree char *last_day = limit != NULL ? g_strdup_printf (_ ("last day %s"), limit) : NULL;
  g_autofree char *moment = fact->row != NULL ? cbu_format_moment (fact->row->at_us) : NULL;
  g_autofree char *title
      = g_strdup_printf (*period != '\0' ? "%s · %s" : "%s%s", fact->line->title, period);
  g_autoptr (GString) about = g_string_new (last_day);
  g_autofree char *number
      = fact->row != NULL ? g_strdup_printf (_ ("row %d"), (int)fact->row->sequence) : NULL;

  if (state != NULL)
    g_string_append_printf (about, "%s%s", about->len > 0 ? " · " : "", state);
  if (fact->row != NULL)
    g_string_append_printf (about, "%s%s · %s%s%s", about->len > 0 ? "\n" : "",
                            cb_journal_row_get_title (fact->row), moment,
                            fact->row->person[0] != '\0' ? " · " : "", fact->row->person);
  {
    GtkWidget *row = cbu_report_row_new (title, about->str, NULL, title);

    if (number != NULL)
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), cbu_label_new (number, "dim-label"));

    return row;
  }
}
