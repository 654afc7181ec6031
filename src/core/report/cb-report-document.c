/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/report/cb-report-private.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-obligation.h"

/* On paper are the figures and what has to be explained; all rows are in the workbook. */

/* Which sections there are depends on the report: they are numbered as they come. */
static void
add_heading (CbDocument *document, guint *number, const char *text)
{
  g_autofree char *heading = g_strdup_printf ("%u. %s", ++*number, text);

  cb_document_add_heading (document, heading);
}

static char *
dup_count (guint count)
{
  return cb_text_format_count (count);
}

static void
add_summary (CbDocument *document, const CbReport *self)
{
  const CbDocumentColumn columns[] = {
    { _ ("Figure"), 6, CB_ALIGN_START },
    { _ ("Count"), 1.4, CB_ALIGN_END },
    { _ ("Share of what was due"), 2, CB_ALIGN_END },
  };
  guint due = cb_report_count (self, CB_FIGURE_DUE, NULL, NULL);

  cb_document_begin_table (document, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < CB_N_FIGURES; i++)
    {
      guint count = cb_report_count (self, (CbFigure)i, NULL, NULL);
      g_autofree char *number = dup_count (count);
      g_autofree char *share = NULL;
      const char *cells[3] = { cb_figure_title ((CbFigure)i), number, NULL };

      if (due > 0 && i <= CB_FIGURE_DUE)
        {
          guint tenths = (count * 1000 + due / 2) / due;

          share = g_strdup_printf (_ ("%u.%u %%"), tenths / 10, tenths % 10);
        }
      cells[2] = share;
      cb_document_add_row (document, cells,
                           i == CB_FIGURE_DUE ? CB_DOCUMENT_ROW_TOTAL : CB_DOCUMENT_ROW_PLAIN);
    }
}

static const CbFigure shown[]
    = { CB_FIGURE_DUE,       CB_FIGURE_ON_TIME,   CB_FIGURE_LATE,  CB_FIGURE_NOT_YET,
        CB_FIGURE_PUBLISHED, CB_FIGURE_CORRECTED, CB_FIGURE_WAIVED };

static void
add_figures_row (CbDocument *document,
                 const CbReport *self,
                 const char *title,
                 const CbReportLine *line,
                 const char *field,
                 CbDocumentRow kind)
{
  char *cells[G_N_ELEMENTS (shown) + 1];

  cells[0] = (char *)title;
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    cells[i + 1] = dup_count (line != NULL ? line->counts[shown[i]]
                                           : cb_report_count (self, shown[i], NULL, field));
  cb_document_add_row (document, (const char *const *)cells, kind);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_free (cells[i + 1]);
}

static void
begin_figures (CbDocument *document, const char *first)
{
  CbDocumentColumn columns[G_N_ELEMENTS (shown) + 1] = {
    { first, 4, CB_ALIGN_START },
    { C_ ("figure", "Due"), 1.2, CB_ALIGN_END },
    { C_ ("figure", "On time"), 1.2, CB_ALIGN_END },
    { C_ ("figure", "Late"), 1.2, CB_ALIGN_END },
    { C_ ("figure", "Not yet"), 1.2, CB_ALIGN_END },
    { C_ ("figure", "Published"), 1.3, CB_ALIGN_END },
    { C_ ("figure", "Corrected"), 1.3, CB_ALIGN_END },
    { C_ ("figure", "Waived"), 1.2, CB_ALIGN_END },
  };

  cb_document_begin_table (document, columns, G_N_ELEMENTS (columns));
}

static gboolean
says_anything (const CbReportLine *line)
{
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    if (line->counts[shown[i]] > 0)
      return TRUE;

  return line->counts[CB_FIGURE_PENDING] > 0;
}

static void
add_by_field_and_item (CbDocument *document, const CbReport *self, guint *number)
{
  guint left_out = 0;

  add_heading (document, number, _ ("By field"));
  begin_figures (document, _ ("Field"));
  for (guint i = 0; i < self->fields->len; i++)
    {
      const char *field = g_ptr_array_index (self->fields, i);

      add_figures_row (document, self, cb_report_field_title (field), NULL, field,
                       CB_DOCUMENT_ROW_PLAIN);
    }
  add_figures_row (document, self, _ ("Total"), NULL, NULL, CB_DOCUMENT_ROW_TOTAL);
  add_heading (document, number, _ ("By item of the catalog"));
  begin_figures (document, _ ("Name"));
  for (guint i = 0; i < self->lines->len; i++)
    {
      const CbReportLine *line = g_ptr_array_index (self->lines, i);

      if (says_anything (line))
        add_figures_row (document, self, line->title, line, NULL, CB_DOCUMENT_ROW_PLAIN);
      else
        left_out++;
    }
  if (left_out > 0)
    {
      g_autofree char *count = dup_count (left_out);
      g_autofree char *note = g_strdup_printf (
          /* Translators: a number */
          ngettext ("Left out: %s item that nothing was due for and nothing happened to.",
                    "Left out: %s items that nothing was due for and nothing happened to.",
                    left_out),
          count);

      cb_document_add_note (document, note);
    }
}

static void
add_to_explain (CbDocument *document, const CbReport *self, guint *number)
{
  static const CbFigure figures[] = { CB_FIGURE_LATE, CB_FIGURE_NOT_YET };
  const CbDocumentColumn columns[] = {
    { _ ("Name"), 5, CB_ALIGN_START },     { _ ("Period"), 2, CB_ALIGN_START },
    { _ ("Last day"), 1.8, CB_ALIGN_END }, { _ ("Published on"), 1.8, CB_ALIGN_END },
    { _ ("State"), 2, CB_ALIGN_START },
  };

  add_heading (document, number, _ ("Late and not yet published"));
  if (cb_report_count (self, CB_FIGURE_LATE, NULL, NULL)
          + cb_report_count (self, CB_FIGURE_NOT_YET, NULL, NULL)
      == 0)
    {
      cb_document_add_paragraph (document, _ ("None."));
      return;
    }
  cb_document_begin_table (document, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autoptr (GPtrArray) facts = cb_report_list_facts (self, figures[i], NULL, NULL);

      for (guint k = 0; k < facts->len; k++)
        {
          const CbReportFact *fact = g_ptr_array_index (facts, k);
          g_autofree char *period = cb_period_dup_title (fact->entry->period);
          g_autofree char *limit = _cb_report_dup_date (&fact->entry->limit);
          g_autofree char *published = _cb_report_dup_date (&fact->entry->published);
          g_autofree char *state = cb_report_entry_dup_state (self, fact->entry);
          const char *cells[] = { fact->line->title, period, limit, published, state };

          cb_document_add_row (document, cells, CB_DOCUMENT_ROW_PLAIN);
        }
    }
}

static void
add_happened (
    CbDocument *document, const CbReport *self, CbFigure figure, const char *heading, guint *number)
{
  const CbDocumentColumn columns[] = {
    { _ ("Name"), 4, CB_ALIGN_START },
    { _ ("Time"), 2, CB_ALIGN_START },
    { _ ("Person"), 2, CB_ALIGN_START },
    { _ ("About it"), 4, CB_ALIGN_START },
  };
  g_autoptr (GPtrArray) facts = cb_report_list_facts (self, figure, NULL, NULL);

  add_heading (document, number, heading);
  if (facts->len == 0)
    {
      cb_document_add_paragraph (document, _ ("None."));
      return;
    }
  cb_document_begin_table (document, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < facts->len; i++)
    {
      const CbReportFact *fact = g_ptr_array_index (facts, i);
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (fact->row->at_us / G_USEC_PER_SEC);
      g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, self->zone);
      g_autofree char *moment = g_date_time_format (local, "%d/%m/%Y %H:%M");
      g_autofree char *detail = _cb_report_row_dup_detail (fact->row);
      const char *cells[] = { fact->line->title, moment, fact->row->person, detail };

      cb_document_add_row (document, cells, CB_DOCUMENT_ROW_PLAIN);
    }
}

/* What the text wants spoken of. What nobody has written to yet stays free, to be filled in by
 * hand.
 */
static void
add_criteria (CbDocument *document, const CbReport *self, const CbReportKind *kind, guint *number)
{
  const CbDocumentColumn columns[] = {
    { _ ("Content"), 4, CB_ALIGN_START },
    { _ ("Figures"), 3, CB_ALIGN_START },
    { _ ("Assessment of the agency"), 4, CB_ALIGN_START },
  };

  add_heading (document, number, _ ("Contents that the text asks for"));
  cb_document_begin_table (document, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < kind->criteria->len; i++)
    {
      const CbCriterion *criterion = g_ptr_array_index (kind->criteria, i);
      g_autofree char *content = g_strdup_printf ("%s (%s)", criterion->title, criterion->clause);
      g_autofree char *figures = cb_criterion_dup_figures (criterion, self);
      const char *cells[] = { content, figures, criterion->answer };

      cb_document_add_row (document, cells, CB_DOCUMENT_ROW_PLAIN);
    }
}

static void
add_start (CbDocument *document, const CbReport *self, const CbReportKind *kind)
{
  g_autofree char *span = cb_report_dup_span (self);
  gboolean is_asked_for = kind != NULL && !g_str_equal (kind->id, "span");
  g_autofree char *about = g_strdup_printf (
      "%s, %s", is_asked_for ? kind->title : _ ("How open data was published"), span);
  g_autofree char *note = cb_report_dup_note (self);

  /* Translators: the kind of text, above its title: "Báo cáo" */
  cb_document_add_title (document, _ ("Report"), about);
  if (is_asked_for && kind->to != NULL)
    cb_document_add_addressee (document, kind->to);
  if (is_asked_for && kind->clause[0] != '\0')
    {
      g_autofree char *basis = g_strdup_printf (
          /* Translators: a clause, the name of the agency */
          _ ("As %s asks, %s reports on how it published open data:"), kind->clause,
          self->agency != NULL ? self->agency : "…");

      cb_document_add_paragraph (document, basis);
    }
  cb_document_add_note (document, note);
}

/**
 * cb_report_to_document:
 * @self: a report
 * @kind: (nullable): which report it is
 *
 * The report as a text of the agency, with room for its number and signature.
 *
 * Returns: (transfer full): the document
 */
CbDocument *
cb_report_to_document (const CbReport *self, const CbReportKind *kind)
{
  g_autofree char *span = cb_report_dup_span (self);
  g_autofree char *title = g_strdup_printf ("%s, %s", _ ("Report on open data"), span);
  CbDocument *document = cb_document_new (title, self->agency);
  CbDocumentHead head = { NULL, self->agency, "/BC", NULL, "…………", NULL };
  guint number = 0;

  cb_document_set_head (document, &head);
  add_start (document, self, kind);
  if (kind != NULL && kind->criteria->len > 0)
    add_criteria (document, self, kind, &number);
  add_heading (document, &number, _ ("Figures"));
  if (cb_report_is_empty (self))
    cb_document_add_paragraph (document,
                               _ ("In this span nothing was due and nothing was published."));
  else
    {
      add_summary (document, self);
      add_by_field_and_item (document, self, &number);
      add_to_explain (document, self, &number);
      add_happened (document, self, CB_FIGURE_CORRECTED, _ ("Corrected, by the register"), &number);
      add_happened (document, self, CB_FIGURE_REVISED, _ ("Published anew with other content"),
                    &number);
      add_happened (document, self, CB_FIGURE_WAIVED, _ ("Findings let pass with a reason"),
                    &number);
    }
  cb_document_set_signature (document, _ ("Head of the agency"), NULL);
  if (kind != NULL && kind->to != NULL && !g_str_equal (kind->id, "span"))
    cb_document_add_recipient (document, kind->to);
  cb_document_add_recipient (document, _ ("Archive"));

  return document;
}
