/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-protocol.h"
#include "engine/pages/cb-pages.h"
#include "engine/table/cb-table.h"

G_BEGIN_DECLS

/* Goes up with every change of what is found: what was checked by older rules is checked again. */
#define CB_CHECKS_RULES_VERSION CB_PROTOCOL_RULES_VERSION

/* The argument `rows` of a finding names at most so many rows, the first ones. */
#define CB_CHECKS_MAX_ROWS_NAMED 1000

/**
 * CbCheckOptions:
 * @allowed_formats: (nullable): from the profile; %NULL: everything is allowed
 * @schema: (nullable): a Table Schema v2 (base/cb-schema.h) to hold the table against
 * @places: (nullable): data/lists/provinces.tsv
 * @year: the current one, against which years of birth are held; 0: ask the system
 * @rows_per_pass: so many rows are held against one another at a time, at 12 bytes each; more take
 *   more passes over the file; 0: nine million
 * @communes: (nullable): data/lists/communes.tsv, used together with @places; read only where a
 *   column has units of that kind
 * @pages: (nullable): the pages of the file, where it is of a kind that has pages
 */
typedef struct
{
  const char *const *allowed_formats;
  const char *schema;
  const char *places;
  guint year;
  guint rows_per_pass;
  const char *communes;
  CbPages *pages;
} CbCheckOptions;

#define CB_CHECK_OPTIONS_INIT                                                                      \
  {                                                                                                \
    NULL, NULL, NULL, 0, 0, NULL, NULL                                                             \
  }

/**
 * CbCheckResult:
 * @rows: that were checked, without the header
 * @columns: as the header has them
 * @findings: given to the function
 * @more: beyond CB_PROTOCOL_MAX_FINDINGS, counted only
 */
typedef struct
{
  guint64 rows;
  guint columns;
  guint64 findings;
  guint64 more;
} CbCheckResult;

/**
 * CbCheckFindingFunc:
 * @finding: of CB_PROTOCOL_FINDING_TYPE, not floating; take a reference to keep it
 *
 * One finding per rule and column (or per rule, where the rule is about rows or the file): its
 * count says how many cells or rows, row and column name the first, and the argument `rows` lists
 * the first CB_CHECKS_MAX_ROWS_NAMED rows, 0-based, with blanks between. Called in the thread of
 * cb_checks_run(), what weighs most first.
 */
typedef void (*CbCheckFindingFunc) (GVariant *finding, gpointer user_data);

gboolean cb_checks_run (CbTable *table,
                        const CbCheckOptions *options,
                        CbCheckFindingFunc func,
                        gpointer user_data,
                        CbCheckResult *result,
                        CbProgressFunc progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GError **error);

G_END_DECLS
