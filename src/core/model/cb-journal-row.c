/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-journal-row.h"

/**
 * cb_journal_row_new:
 *
 * Returns: (transfer full): a journal row with nothing in it
 */
CbJournalRow *
cb_journal_row_new (void)
{
  return g_new0 (CbJournalRow, 1);
}

/**
 * cb_journal_row_free:
 * @self: (nullable) (transfer full): a journal row
 */
void
cb_journal_row_free (CbJournalRow *self)
{
  if (self == NULL)
    return;

  g_free (self->person);
  g_free (self->event);
  g_free (self->subject);
  g_free (self->detail);
  g_free (self->hash);
  g_free (self);
}
