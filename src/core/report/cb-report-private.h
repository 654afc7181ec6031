/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

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

char *_cb_report_dup_date (const GDate *date);
gboolean _cb_report_is_over (const CbReport *self, const GDate *limit);
char *_cb_report_row_dup_detail (const CbJournalRow *row);

/* Lists of CbCriterion. */
GPtrArray *_cb_criteria_new (void);
GPtrArray *_cb_criteria_copy (GPtrArray *criteria);
void _cb_criteria_read (GPtrArray *criteria, CbProfile *profile, JsonArray *array);

G_END_DECLS
