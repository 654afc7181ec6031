/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-dataset.h"
#include "core/model/cb-job.h"
#include "core/model/cb-record.h"
#include "core/rules/cb-deadline.h"
#include "core/report/cb-report.h"

G_BEGIN_DECLS

/* Within core/report only. */

struct _CbReport
{
  GDate from;
  GDate to;
  GDate today;
  GDate since; /* the first catalog was taken in; not valid: unknown */
  GTimeZone *zone;
  char *agency;
  char *person;
  char *regulation;   /* (nullable): how the text is cited */
  GPtrArray *rows;    /* (element-type CbJournalRow) */
  GPtrArray *lines;   /* (element-type CbReportLine) */
  GPtrArray *entries; /* (element-type CbReportEntry) */
  GPtrArray *fields;  /* (element-type utf8) */
  GArray *facts;      /* (element-type CbReportFact): by figure, then line */
  gboolean holidays_known;
};

/* While a report is made: what a dataset came to so far, and all that is looked up. */
typedef struct
{
  const CbDataset *dataset; /* (nullable) */
  CbReportLine *line;
  char *digest; /* (nullable): of what was published last */
} CbReportSubject;

typedef struct
{
  const CbReportInput *input;
  CbReport *report;
  GHashTable *lines;     /* code, or id of a dataset → CbReportLine */
  GHashTable *entries;   /* code \n period → CbReportEntry */
  GHashTable *datasets;  /* id → CbDataset */
  GHashTable *subjects;  /* id → CbReportSubject */
  GHashTable *waivers;   /* subject \n key → position of the fact + 1 */
  GHashTable *changes;   /* code \n day: changes that were announced */
  GHashTable *corrected; /* hashes of rows that published what a correction of the register names */
  GHashTable *public;    /* CbReportLine of an item → the last row that published of it */
} CbReportMaking;

CbReportLine *_cb_report_add_line (CbReportMaking *making,
                                   const char *key,
                                   const char *code,
                                   const char *title,
                                   const char *field);
CbReportEntry *
_cb_report_add_entry (CbReportMaking *making, CbReportLine *line, const char *period);
CbReportEntry *_cb_report_add_due_entry (CbReportMaking *making,
                                         CbReportLine *line,
                                         const char *period,
                                         const CbUpdateRule *rule,
                                         const CbDeadline *deadline);
void _cb_report_add_fact (CbReportMaking *making,
                          CbFigure figure,
                          const CbReportLine *line,
                          const CbReportEntry *entry,
                          const CbJournalRow *row);
gboolean _cb_report_get_day (const CbReportMaking *making, gint64 at_us, GDate *day);
gboolean _cb_report_is_within (const CbReport *self, const GDate *date);
CbReportSubject *_cb_report_find_subject (CbReportMaking *making, const char *id);
void _cb_report_take_changes (CbReportMaking *making);
void _cb_report_take_corrections (CbReportMaking *making);

char *_cb_report_dup_date (const GDate *date);
gboolean _cb_report_is_over (const CbReport *self, const GDate *limit);
char *_cb_report_row_dup_detail (const CbJournalRow *row);

/* Lists of CbCriterion. */
GPtrArray *_cb_criteria_new (void);
GPtrArray *_cb_criteria_copy (GPtrArray *criteria);
void
_cb_criteria_read (GPtrArray *criteria, CbProfile *profile, JsonArray *array, const char *path);

G_END_DECLS
