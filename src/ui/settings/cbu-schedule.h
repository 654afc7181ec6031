/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void cbu_schedule_fill (AdwPreferencesGroup *group);

G_END_DECLS
