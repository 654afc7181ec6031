/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/reading/cb-reader.h"

G_BEGIN_DECLS

/* Private to core/reading. */
GVariant *cb_read_options_pack (const CbReadOptions *options);

G_END_DECLS
