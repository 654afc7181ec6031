/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-row-kinds.h"

G_BEGIN_DECLS

const char *cb_row_kind_words (CbRowKind kind);

G_END_DECLS
