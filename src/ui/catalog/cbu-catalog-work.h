/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-catalog-item.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

void cbu_catalog_work_load (GtkBox *box, CbuSession *session, const char *code);

G_END_DECLS
