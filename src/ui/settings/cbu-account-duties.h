/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

void cbu_account_duties_add (AdwExpanderRow *row, CbuSession *session, const char *account_id);

G_END_DECLS
