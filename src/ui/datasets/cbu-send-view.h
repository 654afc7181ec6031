/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/datasets/cbu-dossier.h"

G_BEGIN_DECLS

#define CBU_TYPE_SEND_VIEW (cbu_send_view_get_type ())
G_DECLARE_FINAL_TYPE (CbuSendView, cbu_send_view, CBU, SEND_VIEW, AdwBin)

void cbu_send_view_show (CbuSendView *self, CbuSession *session, CbuDossier *dossier);

G_END_DECLS
