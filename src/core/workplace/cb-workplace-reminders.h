/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

GPtrArray *cb_workplace_take_reminders (CbWorkplace *self, GError **error);
void cb_workplace_renew_day (CbWorkplace *self);

G_END_DECLS
