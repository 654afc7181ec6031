/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/report/cb-report-private.h"

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"

static const struct
{
  const char *name;
  const char *title;
} figures[CB_N_FIGURES] = {
  [CB_FIGURE_ON_TIME] = { "on-time", N_ ("Published on time") },
  [CB_FIGURE_LATE] = { "late", N_ ("Published late") },
  [CB_FIGURE_NOT_YET] = { "not-yet", N_ ("Overdue, not yet published") },
  [CB_FIGURE_PENDING] = { "pending", N_ ("The last day is still to come") },
  [CB_FIGURE_DUE] = { "due", N_ ("Due in the span") },
  [CB_FIGURE_PUBLISHED] = { "published", N_ ("Datasets published") },
  [CB_FIGURE_NO_DEADLINE] = { "no-deadline", N_ ("Of them without a last day in the text") },
  [CB_FIGURE_CORRECTED] = { "corrected", N_ ("Corrected, by the register") },
  [CB_FIGURE_REVISED] = { "revised", N_ ("Published anew with other content") },
  [CB_FIGURE_APPROVED] = { "approved", N_ ("Checked and approved before publishing") },
  [CB_FIGURE_SENT_BACK] = { "sent-back", N_ ("Sent back by the reviewer") },
  [CB_FIGURE_WAIVED] = { "waived", N_ ("Findings let pass with a reason") },
  [CB_FIGURE_RECHECKED] = { "rechecked", N_ ("Compared with the portal again") },
  [CB_FIGURE_ITEMS_PUBLIC] = { "items-public", N_ ("Items of the catalog with public data") },
  [CB_FIGURE_ITEMS_NOT_PUBLIC]
  = { "items-not-public", N_ ("Items of the catalog without public data") },
};

/**
 * cb_figure_name:
 * @figure: a figure
 *
 * Returns: (transfer none): its name for scripts, `on-time`
 */
const char *
cb_figure_name (CbFigure figure)
{
  return figures[figure].name;
}

/**
 * cb_figure_from_name:
 * @name: `on-time`…
 * @figure: (out): which
 *
 * Returns: %FALSE when there is none of that name
 */
gboolean
cb_figure_from_name (const char *name, CbFigure *figure)
{
  for (guint i = 0; i < CB_N_FIGURES; i++)
    if (g_str_equal (figures[i].name, name))
      {
        *figure = (CbFigure)i;
        return TRUE;
      }

  return FALSE;
}

/**
 * cb_figure_title:
 * @figure: a figure
 *
 * Returns: (transfer none): in words
 */
const char *
cb_figure_title (CbFigure figure)
{
  return _ (figures[figure].title);
}

/**
 * cb_report_field_title:
 * @field: of a line
 *
 * Returns: (transfer none): itself, or words for none
 */
const char *
cb_report_field_title (const char *field)
{
  return field[0] != '\0' ? field : _ ("Without a field");
}

/* As people write it here. */
char *
_cb_report_dup_date (const GDate *date)
{
  if (!g_date_valid (date))
    return g_strdup ("");

  return g_strdup_printf ("%02u/%02u/%04u", g_date_get_day (date), (guint)g_date_get_month (date),
                          g_date_get_year (date));
}

/**
 * cb_report_dup_span:
 * @self: a report
 *
 * Returns: (transfer full): "từ 01/01/2026 đến 31/12/2026"
 */
char *
cb_report_dup_span (const CbReport *self)
{
  g_autofree char *from = _cb_report_dup_date (&self->from);
  g_autofree char *to = _cb_report_dup_date (&self->to);

  /* Translators: two dates */
  return g_strdup_printf (_ ("from %s to %s"), from, to);
}

/**
 * cb_report_dup_note:
 * @self: a report
 *
 * Returns: (transfer full): how it was counted, in sentences
 */
char *
cb_report_dup_note (const CbReport *self)
{
  GString *note = g_string_new (_ (
      "Counted are the periods whose last day lies in the span, as the journal stood at its end."));
  GDate since;

  if (cb_report_get_since (self, &since))
    {
      g_autofree char *day = _cb_report_dup_date (&since);

      g_string_append_c (note, ' ');
      /* Translators: a date */
      g_string_append_printf (
          note,
          _ ("The catalog was taken into the program on %s: what was due before "
             "is counted only where it was published in time."),
          day);
    }
  if (!self->holidays_known)
    {
      g_string_append_c (note, ' ');
      g_string_append (note, _ ("For a part of the span the days off are not known or not sure; "
                                "some last days may be later."));
    }

  return g_string_free (note, FALSE);
}

/**
 * cb_report_entry_dup_state:
 * @self: a report
 * @entry: of it
 *
 * Returns: (transfer full): what became of it, "đúng hạn", "muộn 3 ngày", "chưa công bố"
 */
char *
cb_report_entry_dup_state (const CbReport *self, const CbReportEntry *entry)
{
  int late;

  if (entry->sequence == 0 && !entry->has_deadline)
    return g_strdup (_ ("not published; the text sets no last day"));
  if (entry->sequence == 0)
    return g_strdup (_cb_report_is_over (self, &entry->limit) ? _ ("not yet published")
                                                              : _ ("still to come"));
  if (!entry->has_deadline)
    return g_strdup (_ ("published; the text sets no last day"));
  late = g_date_days_between (&entry->limit, &entry->published);
  if (late <= 0)
    return g_strdup (_ ("on time"));

  return g_strdup_printf (ngettext ("%d day late", "%d days late", (gulong)late), late);
}

static const char *
find_event_title (const char *event)
{
  static const char *const titles[][2] = {
    { "approval.given", N_ ("Approved for publishing") },
    { "catalog.imported", N_ ("Catalog taken in") },
    { "change.announced", N_ ("Announced change recorded") },
    { "change.taken-back", N_ ("Announced change taken back") },
    { "dataset.created", N_ ("Dataset begun") },
    { "dataset.erased", N_ ("Removed dataset gone for good") },
    { "dataset.removed", N_ ("Dataset removed") },
    { "dataset.restored", N_ ("Removed dataset taken back") },
    { "duty.done", N_ ("Duty said to be done") },
    { "duty.taken-back", N_ ("Taken back: duty not done") },
    { "finding.unwaived", N_ ("Finding no longer let pass") },
    { "finding.waived", N_ ("Finding let pass") },
    { "job.queued", N_ ("Put into the queue") },
    { "plan.saved", N_ ("Plan saved") },
    { "record.moved", N_ ("Entry of a register: next state") },
    { "report.answered", N_ ("Written to a content of a report") },
    { "receipt", N_ ("Published and compared") },
    { "receipt.rechecked", N_ ("Compared with the portal again") },
    { "package.opened", N_ ("Came in a package") },
    { "package.written", N_ ("Handed over in a package") },
    { "review.requested", N_ ("Sent to review") },
    { "review.sent-back", N_ ("Sent back by the reviewer") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i][0], event))
      return _ (titles[i][1]);

  return event;
}

/**
 * cb_journal_row_get_title:
 * @row: of the journal
 *
 * Returns: (transfer none): what happened, in words; the event itself when it has none
 */
const char *
cb_journal_row_get_title (const CbJournalRow *row)
{
  g_autoptr (JsonObject) detail = NULL;

  if (!g_str_equal (row->event, "receipt"))
    return find_event_title (row->event);
  detail = cb_json_object_parse (row->detail, -1, NULL);

  return detail != NULL && json_object_has_member (detail, "declared_by")
             ? _ ("Published, as a person declares; not compared")
             : find_event_title (row->event);
}

/* What of a row a person wants to read beside its event: address, reason, outcome. */
char *
_cb_report_row_dup_detail (const CbJournalRow *row)
{
  static const char *const names[] = { "url", "reason", "outcome", "decision", "number" };
  g_autoptr (JsonObject) detail = cb_json_object_parse (row->detail, -1, NULL);

  for (guint i = 0; detail != NULL && i < G_N_ELEMENTS (names); i++)
    {
      const char *value = cb_json_get_string (detail, names[i]);

      if (value != NULL && g_str_equal (names[i], "outcome"))
        return g_strdup (g_str_equal (value, "same") ? _ ("identical")
                                                     : _ ("not the same, or not there"));
      if (value != NULL)
        return g_strdup (value);
    }

  return g_strdup ("");
}
