/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/model/cb-record.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_MAIN (cbu_main_get_type ())
G_DECLARE_FINAL_TYPE (CbuMain, cbu_main, CBU, MAIN, AdwBin)

GtkWidget *cbu_main_new (CbuSession *session);
void cbu_main_show_page (CbuMain *self, const char *name);
void cbu_main_show_duty (CbuMain *self, const char *key);
void cbu_main_open_dataset (CbuMain *self, const char *id);
void cbu_main_prepare (CbuMain *self, const char *item_code, const char *period);
void cbu_main_open_receipt (CbuMain *self, const char *job_id);
void cbu_main_open_register (CbuMain *self, CbRegister kind);
void cbu_main_add_record (CbuMain *self, CbRegister kind, JsonObject *fields);
void cbu_main_take_files (CbuMain *self, GListModel *files);
void cbu_main_command (CbuMain *self, const char *name);

G_END_DECLS
