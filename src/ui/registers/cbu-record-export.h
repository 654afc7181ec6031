/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-record.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

void cbu_record_export (gpointer widget, CbuSession *session, const char *id, GFile *file);
void cbu_register_export (gpointer widget,
                          CbuSession *session,
                          CbRegister kind,
                          gboolean personal,
                          gboolean drafts,
                          GFile *file);

G_END_DECLS
