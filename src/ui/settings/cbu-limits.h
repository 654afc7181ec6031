/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

void cbu_limits_fill (AdwPreferencesGroup *group, CbuSession *session);

G_END_DECLS
