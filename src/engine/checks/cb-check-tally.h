/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/checks/cb-checks.h"
#include "engine/checks/cb-personal-number.h"

G_BEGIN_DECLS

/**
 * CbCheckTally:
 * @count: cells or rows
 * @rows: (owned) (nullable): the first CB_CHECKS_MAX_ROWS_NAMED of them, ascending
 * @n_rows: of @rows
 * @sample: an example from the first, masked or harmless, "" when there is none
 *
 * What is known of one kind of fault in one column.
 */
typedef struct
{
  guint64 count;
  guint64 *rows;
  guint n_rows;
  char sample[CB_MASKED_SIZE];
} CbCheckTally;

void cb_check_tally_add_row (CbCheckTally *self, guint64 row);
void cb_check_tally_merge (CbCheckTally *into, const CbCheckTally *from);
void cb_check_tally_clear (CbCheckTally *self);
char *cb_check_tally_dup_rows (const CbCheckTally *self);

/* Returns TRUE for the first one, whose sample the caller may set. */
static inline gboolean
cb_check_tally_add (CbCheckTally *self, guint64 row)
{
  self->count++;
  if (self->n_rows < CB_CHECKS_MAX_ROWS_NAMED)
    cb_check_tally_add_row (self, row);

  return self->count == 1;
}

G_END_DECLS
