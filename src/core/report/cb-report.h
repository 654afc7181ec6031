/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/document/cb-document.h"
#include "core/document/cb-sheet.h"
#include "core/model/cb-journal-row.h"
#include "core/rules/cb-holidays.h"
#include "core/rules/cb-profile.h"

G_BEGIN_DECLS

/* What a report counts. The first four make up %CB_FIGURE_DUE. */
typedef enum
{
  CB_FIGURE_ON_TIME,      /* published on the last day or before */
  CB_FIGURE_LATE,         /* published after it, within the span */
  CB_FIGURE_NOT_YET,      /* the last day is over, nothing was published */
  CB_FIGURE_PENDING,      /* the last day is still to come */
  CB_FIGURE_DUE,          /* periods whose last day lies in the span */
  CB_FIGURE_PUBLISHED,    /* datasets first published within the span */
  CB_FIGURE_NO_DEADLINE,  /* of them those that the text sets no last day for */
  CB_FIGURE_CORRECTED,    /* corrections that were settled in the register */
  CB_FIGURE_REVISED,      /* published anew with other bytes or another description, without one */
  CB_FIGURE_APPROVED,     /* checked and approved before publishing */
  CB_FIGURE_SENT_BACK,    /* by the reviewer */
  CB_FIGURE_WAIVED,       /* findings let pass with a reason */
  CB_FIGURE_RECHECKED,    /* fetched from the portal again and compared */
  CB_FIGURE_ITEMS_PUBLIC, /* items of the catalog of which something is public */
  CB_FIGURE_ITEMS_NOT_PUBLIC, /* the other items */
} CbFigure;

#define CB_N_FIGURES (CB_FIGURE_ITEMS_NOT_PUBLIC + 1)

/* From here on: how the whole catalog stood at the end of the span, not what happened in it. */
#define CB_FIGURE_FIRST_OF_STANDING CB_FIGURE_ITEMS_PUBLIC

/**
 * CbReportEntry:
 *
 * A period of an item of the catalog, or a dataset that answers to none.
 * @line: (transfer none): what it is of
 * @period: `2026-Q3`…; "" without
 * @has_deadline: @limit holds
 * @limit: the legal last day
 * @clause: that it rests on
 * @published: day of the first publication within what the report looks at; not valid: none
 * @sequence: of the journal row that says so, 0: none
 */
typedef struct
{
  const struct _CbReportLine *line;
  char *period;
  gboolean has_deadline;
  GDate limit;
  char *clause;
  GDate published;
  gint64 sequence;
} CbReportEntry;

/**
 * CbReportLine:
 *
 * What the figures of one item, or of one field, are about.
 * @code: of the item, "" for a dataset outside of the catalog
 * @title: of the item or the dataset
 * @field: lĩnh vực; "" when there is none
 * @counts: by #CbFigure
 */
typedef struct _CbReportLine
{
  char *code;
  char *title;
  char *field;
  guint counts[CB_N_FIGURES];
} CbReportLine;

/**
 * CbReportFact:
 *
 * One count. A figure is how many facts there are, no more and no less.
 * @line: (transfer none)
 * @entry: (nullable) (transfer none): for figures about periods
 * @row: (nullable) (transfer none): the journal row that makes it; none for what did not happen
 */
typedef struct
{
  CbFigure figure;
  const CbReportLine *line;
  const CbReportEntry *entry;
  const CbJournalRow *row;
} CbReportFact;

/**
 * CbReportInput:
 * @rows: (element-type CbJournalRow): the whole journal, oldest first
 * @items: (element-type CbCatalogItem): the catalog in force
 * @datasets: (element-type CbDataset): all of them
 * @corrections: (nullable) (element-type CbRecord): the register of corrections
 * @receipts: (nullable) (element-type CbReceipt): of all publications
 * @profile: (nullable): whose deadlines hold
 * @holidays: days off
 * @zone: of the office: which day a row is of
 * @from, @to: first and last day of the span
 * @today: a last day from here on is still to come
 * @agency: (nullable): whose report it is
 * @person: (nullable): who makes it
 */
typedef struct
{
  GPtrArray *rows;
  GPtrArray *items;
  GPtrArray *datasets;
  GPtrArray *corrections;
  GPtrArray *receipts;
  CbProfile *profile;
  CbHolidays *holidays;
  GTimeZone *zone;
  GDate from;
  GDate to;
  GDate today;
  const char *agency;
  const char *person;
} CbReportInput;

/* Made once, then unchanging: any thread may read it. */
typedef struct _CbReport CbReport;

CbReport *cb_report_new (const CbReportInput *input, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbReport *cb_report_ref (CbReport *self);
void cb_report_unref (CbReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbReport, cb_report_unref)

const GDate *cb_report_get_from (const CbReport *self);
const GDate *cb_report_get_to (const CbReport *self);
gboolean cb_report_is_empty (const CbReport *self);
gboolean cb_report_get_since (const CbReport *self, GDate *since);
gboolean cb_report_holidays_known (const CbReport *self);
guint cb_report_count (const CbReport *self,
                       CbFigure figure,
                       const CbReportLine *line,
                       const char *field);
GPtrArray *cb_report_list_facts (const CbReport *self,
                                 CbFigure figure,
                                 const CbReportLine *line,
                                 const char *field) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_report_get_lines (const CbReport *self);
gboolean cb_report_line_says_anything (const CbReportLine *line);
GPtrArray *cb_report_get_fields (const CbReport *self);
GPtrArray *cb_report_get_entries (const CbReport *self);

/* In words. */
const char *cb_figure_name (CbFigure figure);
gboolean cb_figure_from_name (const char *name, CbFigure *figure);
const char *cb_figure_title (CbFigure figure);
char *cb_report_dup_span (const CbReport *self);
char *cb_report_dup_note (const CbReport *self);
const char *cb_report_field_title (const char *field);
char *cb_report_entry_dup_state (const CbReport *self, const CbReportEntry *entry);
const char *cb_journal_row_get_title (const CbJournalRow *row);

/**
 * CbCriterion:
 *
 * Something that the text wants looked at, in its words. Figures answer what the program knows; a
 * person writes the rest.
 * @id: as in the profile
 * @title: what it is, in short
 * @quote: the words of the text, "" when the profile has none
 * @clause: where they are
 * @figures: (element-type CbFigure): that answer it; may be empty
 * @answer: what the person wrote, "" for nothing yet
 * @writer: (nullable): who wrote it, as the journal has it last
 * @written_us: when; 0 while the journal has nothing
 */
typedef struct
{
  char *id;
  char *title;
  char *quote;
  char *clause;
  GArray *figures;
  char *answer;
  char *writer;
  gint64 written_us;
} CbCriterion;

/**
 * CbReportKind:
 *
 * A report that the text asks an agency for.
 * @id: as in the profile; "span" for one that nobody asked for
 * @title: in words
 * @clause: that asks for it, "" for none
 * @to: (nullable): who it goes to, as the profile names it
 * @from, @until: the span it is of, seen from today
 * @due_before: the day before which it must be there; not valid: the text names none
 * @every: (nullable): its rhythm as the profile has it, `P6M`, `P1Y`
 * @criteria: (element-type CbCriterion): what it must speak of; none where the text says nothing
 */
typedef struct
{
  char *id;
  char *title;
  char *clause;
  char *to;
  char *every;
  GPtrArray *criteria;
  GDate from;
  GDate until;
  GDate due_before;
} CbReportKind;

GPtrArray *cb_report_kinds_list (CbProfile *profile,
                                 const GDate *today,
                                 gboolean lead) G_GNUC_WARN_UNUSED_RESULT;
const CbReportKind *cb_report_kinds_find (GPtrArray *kinds, const char *id);
CbReportKind *cb_report_kind_copy (const CbReportKind *self) G_GNUC_WARN_UNUSED_RESULT;
void cb_report_kind_free (CbReportKind *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbReportKind, cb_report_kind_free)
char *cb_report_kind_dup_period (const CbReportKind *self, const GDate *to);
CbCriterion *cb_report_kind_find_criterion (const CbReportKind *self, const char *id);
guint cb_report_kind_count_open (const CbReportKind *self);
void cb_criterion_set_answer (CbCriterion *self, const char *answer);
void cb_criterion_set_writer (CbCriterion *self, const char *person, gint64 at_us);
char *cb_criterion_dup_figures (const CbCriterion *self, const CbReport *report);

/* As files. @kind is (nullable): then it is a report of a span and no more. */
CbSheetBook *cb_report_to_sheets (const CbReport *self,
                                  const CbReportKind *kind) G_GNUC_WARN_UNUSED_RESULT;
CbDocument *cb_report_to_document (const CbReport *self,
                                   const CbReportKind *kind) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_report_save (const CbReport *self,
                         const CbReportKind *kind,
                         GFile *file,
                         GCancellable *cancellable,
                         GError **error);

G_END_DECLS
