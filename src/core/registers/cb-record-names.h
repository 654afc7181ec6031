/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-job.h"
#include "core/registers/cb-record-check.h"

G_BEGIN_DECLS

/**
 * CbRecordNames:
 * @receipts: (element-type CbReceipt): what was published
 * @feedback: (element-type utf8): numbers of the register of feedback
 * @zone: of the office
 *
 * What a record may name. Unchanging once it is filled, so that any thread may read it.
 */
typedef struct
{
  GPtrArray *receipts;
  GPtrArray *feedback;
  GTimeZone *zone;
} CbRecordNames;

CbRecordNames *cb_record_names_new (GPtrArray *receipts,
                                    GPtrArray *feedback,
                                    GTimeZone *zone) G_GNUC_WARN_UNUSED_RESULT;
void cb_record_names_free (CbRecordNames *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbRecordNames, cb_record_names_free)

void cb_record_check_names (const CbForm *form,
                            const CbRecord *record,
                            const CbRecordNames *names,
                            GPtrArray *gaps);
void cb_record_check_others (const CbForm *form,
                             const CbRecord *record,
                             GPtrArray *others,
                             GPtrArray *gaps);

G_END_DECLS
