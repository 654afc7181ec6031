/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/portal/practice/cb-practice-call.h"

G_BEGIN_DECLS

void cb_practice_check_files (CbPracticeCall *call,
                              JsonObject *candidate,
                              JsonObject *package,
                              JsonObject *errors);

G_END_DECLS
