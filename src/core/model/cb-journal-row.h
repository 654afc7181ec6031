/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CbJournalRow:
 * @sequence: 1, 2, 3… without gaps
 * @at_us: when
 * @person: who, "" for the program itself
 * @event: `dataset.created`, `approval.given`, `job.sent`, `receipt`…
 * @subject: id of the dataset, account… it is about
 * @detail: canonical JSON; no secret, no value from a file
 * @hash: SHA-256 over the row before's hash and this row's members, hexadecimal
 */
typedef struct
{
  gint64 sequence;
  gint64 at_us;
  char *person;
  char *event;
  char *subject;
  char *detail;
  char *hash;
} CbJournalRow;

CbJournalRow *cb_journal_row_new (void);
void cb_journal_row_free (CbJournalRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbJournalRow, cb_journal_row_free)

G_END_DECLS
