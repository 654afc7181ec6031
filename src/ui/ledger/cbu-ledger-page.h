/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_LEDGER_PAGE (cbu_ledger_page_get_type ())
G_DECLARE_FINAL_TYPE (CbuLedgerPage, cbu_ledger_page, CBU, LEDGER_PAGE, AdwBin)

GtkWidget *cbu_ledger_page_new (CbuSession *session);
void cbu_ledger_page_open (CbuLedgerPage *self, const char *job_id);

G_END_DECLS
