/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-file-info.h"

G_BEGIN_DECLS

const char *cb_sandbox_words (const char *line);
char *cb_sandbox_dup_report (const CbFileInfo *info);

G_END_DECLS
