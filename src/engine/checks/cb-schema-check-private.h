/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/checks/cb-check-private.h"

G_BEGIN_DECLS

/**
 * CbSchemaCheck:
 * @schema: (owned)
 * @fields: for each column of the table: its field, %NULL for a column that is none
 * @columns: for each field of the schema: its column, -1 for a field that is nowhere
 * @is_renamed: for each column: whether its place made it a field, not its name
 */
struct _CbSchemaCheck
{
  CbSchema *schema;
  guint n_columns;
  CbFieldCheck **fields;
  int *columns;
  guint8 *is_renamed;
};

void _cb_schema_check_sample (CbCheckRun *run, GPtrArray *rows);
void _cb_schema_check_report_keys (CbCheckRun *run);
void _cb_schema_check_report_labels (CbCheckRun *run);

G_END_DECLS
