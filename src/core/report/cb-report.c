/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/report/cb-report-private.h"

static void
clear_report (gpointer data)
{
  CbReport *self = data;

  g_time_zone_unref (self->zone);
  g_free (self->agency);
  g_free (self->person);
  g_free (self->regulation);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->fields);
  g_array_unref (self->facts);
}

/**
 * cb_report_ref:
 * @self: a report
 *
 * Returns: (transfer full): the same
 */
CbReport *
cb_report_ref (CbReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cb_report_unref:
 * @self: (nullable) (transfer full): a report
 */
void
cb_report_unref (CbReport *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear_report);
}

/* The day is over at the end of what the report looks at. */
gboolean
_cb_report_is_over (const CbReport *self, const GDate *limit)
{
  return g_date_compare (limit, &self->today) < 0;
}

/**
 * cb_report_get_from:
 * @self: a report
 *
 * Returns: (transfer none): the first day of its span
 */
const GDate *
cb_report_get_from (const CbReport *self)
{
  return &self->from;
}

/**
 * cb_report_get_to:
 * @self: a report
 *
 * Returns: (transfer none): the last day of its span
 */
const GDate *
cb_report_get_to (const CbReport *self)
{
  return &self->to;
}

/**
 * cb_report_is_empty:
 * @self: a report
 *
 * Returns: nothing was due in the span, and nothing happened
 */
gboolean
cb_report_is_empty (const CbReport *self)
{
  /* They are in the order of figures. */
  return self->facts->len == 0
         || g_array_index (self->facts, CbReportFact, 0).figure >= CB_FIGURE_FIRST_OF_STANDING;
}

/**
 * cb_report_line_says_anything:
 * @line: of a report
 *
 * Returns: something was due for it in the span, or happened to it
 */
gboolean
cb_report_line_says_anything (const CbReportLine *line)
{
  for (guint i = 0; i < CB_FIGURE_FIRST_OF_STANDING; i++)
    if (line->counts[i] > 0)
      return TRUE;

  return FALSE;
}

/**
 * cb_report_get_since:
 * @self: a report
 * @since: (out): the day the first catalog was taken in
 *
 * Returns: the catalog came within the span, so that it is not about the whole of it
 */
gboolean
cb_report_get_since (const CbReport *self, GDate *since)
{
  if (!g_date_valid (&self->since) || g_date_compare (&self->since, &self->from) <= 0)
    return FALSE;
  *since = self->since;

  return TRUE;
}

/**
 * cb_report_holidays_known:
 * @self: a report
 *
 * Returns: %FALSE when some last day in it rests on a year without holidays in the data
 */
gboolean
cb_report_holidays_known (const CbReport *self)
{
  return self->holidays_known;
}

static gboolean
is_asked (const CbReportFact *fact, CbFigure figure, const CbReportLine *line, const char *field)
{
  return fact->figure == figure && (line == NULL || fact->line == line)
         && (field == NULL || g_str_equal (fact->line->field, field));
}

/**
 * cb_report_count:
 * @self: a report
 * @figure: which figure
 * @line: (nullable): of this item alone
 * @field: (nullable): of this field alone
 *
 * Returns: how many; exactly as many as cb_report_list_facts() has
 */
guint
cb_report_count (const CbReport *self, CbFigure figure, const CbReportLine *line, const char *field)
{
  guint count = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const CbReportLine *other = g_ptr_array_index (self->lines, i);

      if ((line == NULL || other == line) && (field == NULL || g_str_equal (other->field, field)))
        count += other->counts[figure];
    }

  return count;
}

/**
 * cb_report_list_facts:
 * @self: a report
 * @figure: which figure
 * @line: (nullable): of this item alone
 * @field: (nullable): of this field alone
 *
 * Returns: (transfer container) (element-type CbReportFact): what the figure is made of; its
 *   elements live as long as the report
 */
GPtrArray *
cb_report_list_facts (const CbReport *self,
                      CbFigure figure,
                      const CbReportLine *line,
                      const char *field)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->facts->len; i++)
    {
      CbReportFact *fact = &g_array_index (self->facts, CbReportFact, i);

      if (is_asked (fact, figure, line, field))
        g_ptr_array_add (list, fact);
    }

  return list;
}

/**
 * cb_report_get_lines:
 * @self: a report
 *
 * Returns: (transfer none) (element-type CbReportLine): the items of the catalog in its order, then
 *   datasets that answer to none of them
 */
GPtrArray *
cb_report_get_lines (const CbReport *self)
{
  return self->lines;
}

/**
 * cb_report_get_fields:
 * @self: a report
 *
 * Returns: (transfer none) (element-type utf8): every field once; "" is among them when something
 *   has none
 */
GPtrArray *
cb_report_get_fields (const CbReport *self)
{
  return self->fields;
}

/**
 * cb_report_get_entries:
 * @self: a report
 *
 * Returns: (transfer none) (element-type CbReportEntry): every period that the span is about
 */
GPtrArray *
cb_report_get_entries (const CbReport *self)
{
  return self->entries;
}
