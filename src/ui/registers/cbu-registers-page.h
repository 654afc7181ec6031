/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/model/cb-record.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_REGISTERS_PAGE (cbu_registers_page_get_type ())
G_DECLARE_FINAL_TYPE (CbuRegistersPage, cbu_registers_page, CBU, REGISTERS_PAGE, AdwBin)

GtkWidget *cbu_registers_page_new (CbuSession *session);
void cbu_registers_page_open (CbuRegistersPage *self, CbRegister kind);
void cbu_registers_page_add (CbuRegistersPage *self, CbRegister kind, JsonObject *fields);

G_END_DECLS
