/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/reports/cbu-day-entry.h"

#include "core/rules/cb-day.h"

/**
 * cbu_day_entry_read:
 * @entry: where a day was typed, "5/1/2027"
 * @date: (out): the day
 *
 * Marks @entry where there is no such day, and takes the mark away where there is.
 *
 * Returns: whether there is such a day
 */
gboolean
cbu_day_entry_read (GtkEditable *entry, GDate *date)
{
  gboolean good = cb_day_parse_typed (gtk_editable_get_text (entry), date);

  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  return good;
}
