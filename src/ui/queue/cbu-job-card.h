/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/model/cb-account.h"
#include "core/model/cb-job.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_JOB_CARD (cbu_job_card_get_type ())
G_DECLARE_FINAL_TYPE (CbuJobCard, cbu_job_card, CBU, JOB_CARD, AdwBin)

GtkWidget *cbu_job_card_new (CbuSession *session, const char *job_id);
void cbu_job_card_update (CbuJobCard *self,
                          const CbJob *job,
                          const char *title,
                          const CbAccount *account);

G_END_DECLS
