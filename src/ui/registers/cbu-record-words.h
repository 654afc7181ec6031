/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace-registers.h"

G_BEGIN_DECLS

char *cbu_record_dup_due (const CbForm *form,
                          const CbRecord *record,
                          CbWorkplace *workplace,
                          gboolean *late);
char *cbu_record_dup_addressee (const CbForm *form, const CbRecord *record);
char *cbu_record_dup_notice (const CbForm *form, const CbRecord *record, CbWorkplace *workplace);

G_END_DECLS
