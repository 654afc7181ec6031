/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/report/cb-report-private.h"

#include <glib/gi18n-lib.h>

#include "base/cb-save.h"
#include "base/cb-text.h"
#include "core/model/cb-obligation.h"

/* A workbook in which every figure leads to the rows that make it. Facts are sorted by figure and
 * item, so that those of a figure, and those of an item within it, stand together. */

static void
add_notes (CbSheet *sheet, const CbReport *self, const CbReportKind *kind)
{
  g_autofree char *span = cb_report_dup_span (self);
  g_autofree char *note = cb_report_dup_note (self);
  const char *title
      = kind != NULL && !g_str_equal (kind->id, "span") ? kind->title : _ ("Report on open data");

  cb_sheet_add_note (sheet, title);
  if (self->agency != NULL)
    cb_sheet_add_note (sheet, self->agency);
  cb_sheet_add_note (sheet, span);
  cb_sheet_add_note (sheet, note);
  if (cb_report_is_empty (self))
    cb_sheet_add_note (sheet, _ ("In this span nothing was due and nothing was published."));
}

/* Where the facts of a figure, or of an item within it, begin in the sheet of rows; @end: there are
 * none. */
static guint
find_fact (const CbReport *self, CbFigure figure, const CbReportLine *line)
{
  for (guint i = 0; i < self->facts->len; i++)
    {
      const CbReportFact *fact = &g_array_index (self->facts, CbReportFact, i);

      if (fact->figure == figure && (line == NULL || fact->line == line))
        return i;
    }

  return self->facts->len;
}

static void
add_count (CbSheet *sheet,
           const CbReport *self,
           CbFigure figure,
           const CbReportLine *line,
           guint count,
           const CbSheet *rows)
{
  cb_sheet_add_number (sheet, count);
  if (count > 0 && rows != NULL)
    cb_sheet_link (sheet, rows, find_fact (self, figure, line));
}

static void
fill_summary (CbSheet *sheet, const CbReport *self, const CbSheet *rows)
{
  guint due = cb_report_count (self, CB_FIGURE_DUE, NULL, NULL);

  cb_sheet_add_column (sheet, _ ("Figure"), CB_SHEET_TEXT, 48);
  cb_sheet_add_column (sheet, _ ("Count"), CB_SHEET_NUMBER, 12);
  cb_sheet_add_column (sheet, _ ("Share of what was due"), CB_SHEET_PERCENT, 16);
  for (guint i = 0; i < CB_N_FIGURES; i++)
    {
      guint count = cb_report_count (self, (CbFigure)i, NULL, NULL);

      cb_sheet_begin_row (sheet);
      cb_sheet_add_text (sheet, cb_figure_title ((CbFigure)i));
      add_count (sheet, self, (CbFigure)i, NULL, count, rows);
      if (due > 0 && i <= CB_FIGURE_DUE)
        cb_sheet_add_number (sheet, (double)count / due);
    }
}

static void
add_figure_columns (CbSheet *sheet)
{
  for (guint i = 0; i < CB_N_FIGURES; i++)
    cb_sheet_add_column (sheet, cb_figure_title ((CbFigure)i), CB_SHEET_NUMBER, 13);
}

static void
fill_items (CbSheet *sheet, const CbReport *self, const CbSheet *rows)
{
  g_autofree guint *places = g_new (guint, CB_N_FIGURES * MAX (self->lines->len, 1));
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);

  /* Looked for once, not once a cell: there may be ten thousand items. */
  for (guint i = 0; i < self->lines->len; i++)
    g_hash_table_insert (numbers, g_ptr_array_index (self->lines, i), GUINT_TO_POINTER (i));
  for (guint i = self->facts->len; i > 0; i--)
    {
      const CbReportFact *fact = &g_array_index (self->facts, CbReportFact, i - 1);

      places[GPOINTER_TO_UINT (g_hash_table_lookup (numbers, fact->line)) * CB_N_FIGURES
             + fact->figure]
          = i - 1;
    }
  cb_sheet_add_column (sheet, _ ("Item"), CB_SHEET_TEXT, 14);
  cb_sheet_add_column (sheet, _ ("Name"), CB_SHEET_TEXT, 48);
  cb_sheet_add_column (sheet, _ ("Field"), CB_SHEET_TEXT, 20);
  add_figure_columns (sheet);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const CbReportLine *line = g_ptr_array_index (self->lines, i);

      cb_sheet_begin_row (sheet);
      cb_sheet_add_text (sheet, line->code);
      cb_sheet_add_text (sheet, line->title);
      cb_sheet_add_text (sheet, cb_report_field_title (line->field));
      for (guint k = 0; k < CB_N_FIGURES; k++)
        {
          cb_sheet_add_number (sheet, line->counts[k]);
          if (line->counts[k] > 0)
            cb_sheet_link (sheet, rows, places[i * CB_N_FIGURES + k]);
        }
    }
}

static void
fill_fields (CbSheet *sheet, const CbReport *self)
{
  cb_sheet_add_column (sheet, _ ("Field"), CB_SHEET_TEXT, 32);
  add_figure_columns (sheet);
  for (guint i = 0; i < self->fields->len; i++)
    {
      const char *field = g_ptr_array_index (self->fields, i);

      cb_sheet_begin_row (sheet);
      cb_sheet_add_text (sheet, cb_report_field_title (field));
      for (guint k = 0; k < CB_N_FIGURES; k++)
        cb_sheet_add_number (sheet, cb_report_count (self, (CbFigure)k, NULL, field));
    }
  cb_sheet_begin_total_row (sheet);
  cb_sheet_add_text (sheet, _ ("Total"));
  for (guint k = 0; k < CB_N_FIGURES; k++)
    cb_sheet_add_number (sheet, cb_report_count (self, (CbFigure)k, NULL, NULL));
}

/* A row for each figure that answers a criterion, one without a number where none does. */
static void
fill_criteria (CbSheet *sheet, const CbReport *self, const CbReportKind *kind, const CbSheet *rows)
{
  cb_sheet_add_column (sheet, _ ("Content"), CB_SHEET_TEXT, 44);
  cb_sheet_add_column (sheet, _ ("Clause"), CB_SHEET_TEXT, 34);
  cb_sheet_add_column (sheet, _ ("Figure"), CB_SHEET_TEXT, 34);
  cb_sheet_add_column (sheet, _ ("Count"), CB_SHEET_NUMBER, 12);
  cb_sheet_add_column (sheet, _ ("Assessment of the agency"), CB_SHEET_TEXT, 60);
  for (guint i = 0; i < kind->criteria->len; i++)
    {
      const CbCriterion *criterion = g_ptr_array_index (kind->criteria, i);

      for (guint k = 0; k == 0 || k < criterion->figures->len; k++)
        {
          cb_sheet_begin_row (sheet);
          cb_sheet_add_text (sheet, criterion->title);
          cb_sheet_add_text (sheet, criterion->clause);
          if (k < criterion->figures->len)
            {
              CbFigure figure = g_array_index (criterion->figures, CbFigure, k);

              cb_sheet_add_text (sheet, cb_figure_title (figure));
              add_count (sheet, self, figure, NULL, cb_report_count (self, figure, NULL, NULL),
                         rows);
            }
          else
            {
              cb_sheet_add_text (sheet, NULL);
              cb_sheet_add_text (sheet, NULL);
            }
          cb_sheet_add_text (sheet, k == 0 ? criterion->answer : NULL);
        }
    }
}

static void
fill_periods (CbSheet *sheet, const CbReport *self)
{
  cb_sheet_add_column (sheet, _ ("Item"), CB_SHEET_TEXT, 14);
  cb_sheet_add_column (sheet, _ ("Name"), CB_SHEET_TEXT, 48);
  cb_sheet_add_column (sheet, _ ("Period"), CB_SHEET_TEXT, 18);
  cb_sheet_add_column (sheet, _ ("Last day"), CB_SHEET_DATE, 13);
  cb_sheet_add_column (sheet, _ ("Published on"), CB_SHEET_DATE, 13);
  cb_sheet_add_column (sheet, _ ("State"), CB_SHEET_TEXT, 24);
  cb_sheet_add_column (sheet, _ ("Clause"), CB_SHEET_TEXT, 34);
  cb_sheet_add_column (sheet, _ ("Row of the journal"), CB_SHEET_NUMBER, 12);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const CbReportEntry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *period = cb_period_dup_title (entry->period);
      g_autofree char *state = cb_report_entry_dup_state (self, entry);

      cb_sheet_begin_row (sheet);
      cb_sheet_add_text (sheet, entry->line->code);
      cb_sheet_add_text (sheet, entry->line->title);
      cb_sheet_add_text (sheet, period);
      cb_sheet_add_date (sheet, entry->has_deadline ? &entry->limit : NULL);
      cb_sheet_add_date (sheet, &entry->published);
      cb_sheet_add_text (sheet, state);
      cb_sheet_add_text (sheet, entry->clause);
      if (entry->sequence > 0)
        cb_sheet_add_number (sheet, (double)entry->sequence);
    }
}

static void
add_fact_row (CbSheet *sheet, const CbReport *self, const CbReportFact *fact)
{
  g_autofree char *period = cb_period_dup_title (fact->entry != NULL ? fact->entry->period : "");
  g_autofree char *state
      = fact->entry != NULL ? cb_report_entry_dup_state (self, fact->entry) : NULL;

  cb_sheet_begin_row (sheet);
  cb_sheet_add_text (sheet, cb_figure_title (fact->figure));
  cb_sheet_add_text (sheet, fact->line->code);
  cb_sheet_add_text (sheet, fact->line->title);
  cb_sheet_add_text (sheet, period);
  cb_sheet_add_date (sheet,
                     fact->entry != NULL && fact->entry->has_deadline ? &fact->entry->limit : NULL);
  cb_sheet_add_text (sheet, state);
  if (fact->row == NULL)
    {
      cb_sheet_add_text (sheet, NULL);
      cb_sheet_add_text (sheet, NULL);
      cb_sheet_add_text (sheet, NULL);
      cb_sheet_add_text (sheet, _ ("no row: nothing was published"));
      return;
    }
  {
    g_autofree char *detail = _cb_report_row_dup_detail (fact->row);

    cb_sheet_add_number (sheet, (double)fact->row->sequence);
    cb_sheet_add_time (sheet, fact->row->at_us);
    cb_sheet_add_text (sheet, fact->row->person);
    cb_sheet_add_text (sheet, cb_journal_row_get_title (fact->row));
    cb_sheet_add_text (sheet, detail);
    cb_sheet_add_text (sheet, fact->row->hash);
  }
}

static void
fill_rows (CbSheet *sheet, const CbReport *self)
{
  cb_sheet_add_column (sheet, _ ("Figure"), CB_SHEET_TEXT, 30);
  cb_sheet_add_column (sheet, _ ("Item"), CB_SHEET_TEXT, 14);
  cb_sheet_add_column (sheet, _ ("Name"), CB_SHEET_TEXT, 44);
  cb_sheet_add_column (sheet, _ ("Period"), CB_SHEET_TEXT, 18);
  cb_sheet_add_column (sheet, _ ("Last day"), CB_SHEET_DATE, 13);
  cb_sheet_add_column (sheet, _ ("State"), CB_SHEET_TEXT, 20);
  cb_sheet_add_column (sheet, _ ("Row of the journal"), CB_SHEET_NUMBER, 12);
  cb_sheet_add_column (sheet, _ ("Time"), CB_SHEET_TIME, 18);
  cb_sheet_add_column (sheet, _ ("Person"), CB_SHEET_TEXT, 22);
  cb_sheet_add_column (sheet, _ ("Event"), CB_SHEET_TEXT, 28);
  cb_sheet_add_column (sheet, _ ("About it"), CB_SHEET_TEXT, 44);
  cb_sheet_add_column (sheet, "SHA-256", CB_SHEET_TEXT, 80);
  for (guint i = 0; i < self->facts->len; i++)
    add_fact_row (sheet, self, &g_array_index (self->facts, CbReportFact, i));
}

static gboolean
has_criteria (const CbReportKind *kind)
{
  return kind != NULL && kind->criteria->len > 0;
}

/**
 * cb_report_to_sheets:
 * @self: a report
 * @kind: (nullable): which report it is
 *
 * Sheets: what it comes to, what the text wants spoken of (where it does), by item, by field, every
 * period, and the rows of the journal that each figure is made of; figures are links to them.
 *
 * Returns: (transfer full): the workbook
 */
CbSheetBook *
cb_report_to_sheets (const CbReport *self, const CbReportKind *kind)
{
  g_autofree char *span = cb_report_dup_span (self);
  g_autofree char *title = g_strdup_printf ("%s, %s", _ ("Report on open data"), span);
  CbSheetBook *book = cb_sheet_book_new (title, self->agency);
  CbSheet *summary = cb_sheet_book_add_sheet (book, _ ("Summary"));
  CbSheet *criteria = has_criteria (kind) ? cb_sheet_book_add_sheet (book, _ ("Contents")) : NULL;
  CbSheet *items = cb_sheet_book_add_sheet (book, _ ("By item"));
  CbSheet *fields = cb_sheet_book_add_sheet (book, _ ("By field"));
  CbSheet *periods = cb_sheet_book_add_sheet (book, _ ("Periods"));
  CbSheet *rows = cb_sheet_book_add_sheet (book, _ ("Rows of the journal"));

  add_notes (summary, self, kind);
  fill_rows (rows, self);
  fill_summary (summary, self, rows);
  if (criteria != NULL)
    fill_criteria (criteria, self, kind, rows);
  fill_items (items, self, rows);
  fill_fields (fields, self);
  fill_periods (periods, self);

  return book;
}

static GBytes *
make_csv (const CbReport *self, const CbReportKind *kind)
{
  g_autoptr (CbSheetBook) book = cb_report_to_sheets (self, kind);

  /* By item: what the others are sums and details of. */
  return cb_sheet_to_csv (cb_sheet_book_get_sheet (book, has_criteria (kind) ? 2 : 1));
}

/**
 * cb_report_save:
 * @self: a report
 * @kind: (nullable): which report it is
 * @file: where to; `.xlsx`, `.pdf`, `.docx` or `.csv` (the figures by item)
 * @cancellable: (nullable): to stop
 * @error: where to say why not
 *
 * Blocks; any thread. Writes the whole file or leaves what was there.
 *
 * Returns: %FALSE with %CB_ERROR_UNSUPPORTED for another ending, %CB_ERROR_DISK_FULL,
 *   %CB_ERROR_NOT_WRITABLE
 */
gboolean
cb_report_save (const CbReport *self,
                const CbReportKind *kind,
                GFile *file,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *name = g_file_get_basename (file);

  if (cb_text_has_ending (name, ".csv"))
    {
      g_autoptr (GBytes) csv = make_csv (self, kind);

      return cb_save_contents (file, g_bytes_get_data (csv, NULL), g_bytes_get_size (csv),
                               cancellable, error);
    }
  if (cb_text_has_ending (name, ".xlsx"))
    {
      g_autoptr (CbSheetBook) book = cb_report_to_sheets (self, kind);

      return cb_sheet_book_save (book, file, cancellable, error);
    }
  {
    g_autoptr (CbDocument) document = cb_report_to_document (self, kind);

    return cb_document_save (document, file, cancellable, error);
  }
}
