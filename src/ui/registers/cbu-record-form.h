/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/registers/cb-form.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_RECORD_FORM (cbu_record_form_get_type ())
G_DECLARE_FINAL_TYPE (CbuRecordForm, cbu_record_form, CBU, RECORD_FORM, AdwBin)

void cbu_record_form_show (CbuRecordForm *self,
                           CbuSession *session,
                           CbForm *form,
                           const CbRecord *record);
void cbu_record_form_leave (CbuRecordForm *self);
gboolean cbu_record_form_step (CbuRecordForm *self);

G_END_DECLS
