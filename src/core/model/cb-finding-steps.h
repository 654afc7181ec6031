/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-finding.h"

G_BEGIN_DECLS

GStrv cb_finding_dup_steps (const CbFinding *self);
gboolean cb_finding_step_is_lossless (const char *step);
const char *cb_finding_step_title (const char *step);
char *cb_finding_step_dup_words (const char *step);

G_END_DECLS
