/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/checks/cb-check-tally.h"
#include "engine/checks/cb-field-check.h"

G_BEGIN_DECLS

/**
 * CbTypeColumn:
 * @shapes: what its cells looked like
 * @tally: how often each class of value is there
 * @rows: (element-type CbCheckTally): where the first of each class are, by its place in @tally
 * @constraints: cells that break a constraint
 * @broken: CB_CONSTRAINT_*: which
 *
 * What one thread has seen of one column. Which values are wrong is known only at the end.
 */
typedef struct
{
  CbValueShapes shapes;
  CbColumnTally tally;
  GArray *rows;
  CbCheckTally constraints;
  guint broken;
} CbTypeColumn;

CbTypeColumn *cb_type_column_new (void);
void cb_type_column_free (CbTypeColumn *self);
void cb_type_column_take_rows (CbTypeColumn *self,
                               const CbFieldCheck *field,
                               const CbRow *rows,
                               guint n_rows,
                               guint column,
                               guint n_columns);
void cb_type_column_merge (CbTypeColumn *into, CbTypeColumn *from);

G_END_DECLS
