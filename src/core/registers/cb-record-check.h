/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/registers/cb-form.h"

G_BEGIN_DECLS

/**
 * CbRecordGap:
 * @field: id of the field that it is about
 * @sentence: what is missing or wrong, and what to do
 * @clause: what that rests on, "" when it is common sense
 * @blocks: whether the record cannot go on with it
 */
typedef struct
{
  char *field;
  char *sentence;
  char *clause;
  gboolean blocks;
} CbRecordGap;

void cb_record_gap_free (CbRecordGap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbRecordGap, cb_record_gap_free)

GPtrArray *cb_record_check (const CbForm *form,
                            const CbRecord *record,
                            CbRecordState state,
                            CbHolidays *holidays,
                            const GDate *today) G_GNUC_WARN_UNUSED_RESULT;
const CbRecordGap *cb_record_gaps_find (GPtrArray *gaps, const char *field);
gboolean cb_record_gaps_block (GPtrArray *gaps);

G_END_DECLS
