/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/model/cb-account.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_ACCOUNT_ROW (cbu_account_row_get_type ())
G_DECLARE_FINAL_TYPE (CbuAccountRow, cbu_account_row, CBU, ACCOUNT_ROW, AdwExpanderRow)

void cbu_account_row_take_over (CbuAccountRow *self, CbuAccountRow *old);
GtkWidget *cbu_account_row_new (CbuSession *session, const CbAccount *account);
char *cbu_account_row_dup_words (const GError *error);

G_END_DECLS
