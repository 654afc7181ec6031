/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/model/cb-job.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_RECEIPT_VIEW (cbu_receipt_view_get_type ())
G_DECLARE_FINAL_TYPE (CbuReceiptView, cbu_receipt_view, CBU, RECEIPT_VIEW, AdwBin)

void cbu_receipt_view_show (CbuReceiptView *self, CbuSession *session, const CbReceipt *receipt);

G_END_DECLS
