/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/report/cb-plan.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/report/cb-report-private.h"

/**
 * cb_plan_state_title:
 * @state: how a phase stands
 *
 * Returns: (transfer none): in words
 */
const char *
cb_plan_state_title (CbPlanState state)
{
  switch (state)
    {
    case CB_PLAN_TO_COME:
      return C_ ("plan", "Not begun");
    case CB_PLAN_ON_WAY:
      return C_ ("plan", "On the way");
    case CB_PLAN_REACHED:
      return C_ ("plan", "Reached");
    case CB_PLAN_MISSED:
      return C_ ("plan", "Not reached");
    default:
      g_assert_not_reached ();
    }
}

/**
 * cb_plan_progress_dup_words:
 * @self: how a phase stands
 *
 * Returns: (transfer full): "7 trên 12 · Đang thực hiện"
 */
char *
cb_plan_progress_dup_words (const CbPlanProgress *self)
{
  if (self->phase->minimum < 0)
    /* Translators: how many were published, where no number is asked for */
    return g_strdup_printf (_ ("%u published"), self->rows->len);

  /* Translators: how many were published, how many should be, how the phase stands */
  return g_strdup_printf (_ ("%u of %d · %s"), self->rows->len, self->phase->minimum,
                          cb_plan_state_title (self->state));
}

static char *
dup_days (const CbPlanPhase *phase)
{
  g_autofree char *from = _cb_report_dup_date (&phase->from);
  g_autofree char *to = _cb_report_dup_date (&phase->to);

  return g_strdup_printf ("%s – %s", from, to);
}

/**
 * cb_plan_to_bars:
 * @progress: (element-type CbPlanProgress): of cb_plan_measure()
 *
 * Returns: (transfer full): the plan as a drawing
 */
CbBars *
cb_plan_to_bars (GPtrArray *progress)
{
  CbBars *bars = cb_bars_new (_ ("What is published against the plan"));

  for (guint i = 0; i < progress->len; i++)
    {
      const CbPlanProgress *one = g_ptr_array_index (progress, i);
      g_autofree char *words = cb_plan_progress_dup_words (one);
      g_autofree char *days = dup_days (one->phase);
      g_autofree char *label = g_strdup_printf ("%s (%s)", one->phase->name, days);

      cb_bars_add (bars, label, one->rows->len, one->phase->minimum, words);
    }

  return bars;
}

static void
add_table (CbDocument *document, GPtrArray *progress)
{
  const CbDocumentColumn columns[] = {
    { _ ("Phase"), 3, CB_ALIGN_START },
    { _ ("Time of it"), 2.4, CB_ALIGN_START },
    { _ ("Level"), 3, CB_ALIGN_START },
    { _ ("At least"), 1.3, CB_ALIGN_END },
    { _ ("Published so far"), 1.5, CB_ALIGN_END },
    { _ ("State"), 2, CB_ALIGN_START },
  };

  cb_document_begin_table (document, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < progress->len; i++)
    {
      const CbPlanProgress *one = g_ptr_array_index (progress, i);
      g_autofree char *days = dup_days (one->phase);
      g_autofree char *minimum
          = one->phase->minimum >= 0 ? g_strdup_printf ("%d", one->phase->minimum) : NULL;
      g_autofree char *published = g_strdup_printf ("%u", one->rows->len);
      const char *cells[] = { one->phase->name, days,      one->phase->level,
                              minimum,          published, cb_plan_state_title (one->state) };

      cb_document_add_row (document, cells, CB_DOCUMENT_ROW_PLAIN);
    }
}

static CbDocument *
make_document (const CbPlan *self, GPtrArray *progress, CbProfile *profile, const char *agency)
{
  CbDocument *document = cb_document_new (_ ("Plan of publishing open data"), agency);
  CbDocumentHead head = { NULL, agency, "/KH", NULL, "…………", NULL };
  g_autofree char *wish = profile != NULL ? cb_plan_dup_wish (profile) : g_strdup ("");
  g_autoptr (CbBars) bars = cb_plan_to_bars (progress);

  cb_document_set_head (document, &head);
  /* Translators: the kind of text, above its title: "Kế hoạch" */
  cb_document_add_title (document, _ ("Plan"), _ ("Publishing open data"));
  if (self->basis[0] != '\0')
    cb_document_add_field (document, _ ("Decided with"), self->basis);
  if (wish[0] != '\0')
    cb_document_add_paragraph (document, wish);
  if (progress->len == 0)
    cb_document_add_paragraph (document, _ ("The plan has no phases yet."));
  else
    {
      add_table (document, progress);
      cb_document_add_bars (document, bars);
      cb_document_add_note (document,
                            _ ("An item counts once, on the day it was first published."));
    }
  cb_document_set_signature (document, _ ("Head of the agency"), NULL);
  cb_document_add_recipient (document, _ ("Archive"));

  return document;
}

static void
add_notes (CbSheet *sheet, const CbPlan *self, CbProfile *profile)
{
  g_autofree char *wish = profile != NULL ? cb_plan_dup_wish (profile) : g_strdup ("");

  cb_sheet_add_note (sheet, _ ("Plan of publishing open data"));
  if (self->basis[0] != '\0')
    {
      g_autofree char *basis = g_strdup_printf ("%s: %s", _ ("Decided with"), self->basis);

      cb_sheet_add_note (sheet, basis);
    }
  if (wish[0] != '\0')
    cb_sheet_add_note (sheet, wish);
}

static CbSheetBook *
make_book (const CbPlan *self, GPtrArray *progress, CbProfile *profile, const char *agency)
{
  CbSheetBook *book = cb_sheet_book_new (_ ("Plan of publishing open data"), agency);
  CbSheet *sheet = cb_sheet_book_add_sheet (book, C_ ("sheet", "Plan"));
  CbSheet *rows = cb_sheet_book_add_sheet (book, _ ("Rows of the journal"));

  add_notes (sheet, self, profile);
  cb_sheet_add_column (sheet, _ ("Phase"), CB_SHEET_TEXT, 30);
  cb_sheet_add_column (sheet, _ ("From"), CB_SHEET_DATE, 13);
  cb_sheet_add_column (sheet, _ ("To"), CB_SHEET_DATE, 13);
  cb_sheet_add_column (sheet, _ ("Level"), CB_SHEET_TEXT, 30);
  cb_sheet_add_column (sheet, _ ("At least"), CB_SHEET_NUMBER, 12);
  cb_sheet_add_column (sheet, _ ("Published so far"), CB_SHEET_NUMBER, 14);
  cb_sheet_add_column (sheet, _ ("State"), CB_SHEET_TEXT, 18);
  cb_sheet_add_column (rows, _ ("Phase"), CB_SHEET_TEXT, 30);
  cb_sheet_add_column (rows, _ ("Row of the journal"), CB_SHEET_NUMBER, 14);
  cb_sheet_add_column (rows, _ ("Time"), CB_SHEET_TIME, 18);
  cb_sheet_add_column (rows, _ ("About it"), CB_SHEET_TEXT, 50);
  for (guint i = 0; i < progress->len; i++)
    {
      const CbPlanProgress *one = g_ptr_array_index (progress, i);

      cb_sheet_begin_row (sheet);
      cb_sheet_add_text (sheet, one->phase->name);
      cb_sheet_add_date (sheet, &one->phase->from);
      cb_sheet_add_date (sheet, &one->phase->to);
      cb_sheet_add_text (sheet, one->phase->level);
      if (one->phase->minimum >= 0)
        cb_sheet_add_number (sheet, one->phase->minimum);
      else
        cb_sheet_add_text (sheet, NULL);
      cb_sheet_add_number (sheet, one->rows->len);
      if (one->rows->len > 0)
        cb_sheet_link (sheet, rows, cb_sheet_get_n_rows (rows));
      cb_sheet_add_text (sheet, cb_plan_state_title (one->state));
      for (guint k = 0; k < one->rows->len; k++)
        {
          const CbJournalRow *row = g_ptr_array_index (one->rows, k);
          g_autofree char *detail = _cb_report_row_dup_detail (row);

          cb_sheet_begin_row (rows);
          cb_sheet_add_text (rows, one->phase->name);
          cb_sheet_add_number (rows, (double)row->sequence);
          cb_sheet_add_time (rows, row->at_us);
          cb_sheet_add_text (rows, detail);
        }
    }

  return book;
}

/**
 * cb_plan_save:
 * @self: a plan
 * @progress: (element-type CbPlanProgress): how it stands
 * @profile: (nullable): whose text asks for it
 * @agency: (nullable): whose plan
 * @file: where to; `.pdf`, `.docx`, `.xlsx` or `.csv`
 * @cancellable: (nullable): to stop
 * @error: where to say why not
 *
 * Blocks; any thread. Writes the whole file or leaves what was there.
 *
 * Returns: %FALSE with %CB_ERROR_UNSUPPORTED for another ending, %CB_ERROR_DISK_FULL,
 *   %CB_ERROR_NOT_WRITABLE
 */
gboolean
cb_plan_save (const CbPlan *self,
              GPtrArray *progress,
              CbProfile *profile,
              const char *agency,
              GFile *file,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *name = g_file_get_basename (file);

  if (cb_text_has_ending (name, ".xlsx") || cb_text_has_ending (name, ".csv"))
    {
      g_autoptr (CbSheetBook) book = make_book (self, progress, profile, agency);

      return cb_sheet_book_save (book, file, cancellable, error);
    }
  {
    g_autoptr (CbDocument) document = make_document (self, progress, profile, agency);

    return cb_document_save (document, file, cancellable, error);
  }
}
