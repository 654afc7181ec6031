/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-schema.h"
#include "engine/table/cb-profile.h"

G_BEGIN_DECLS

CbSchema *cb_schema_infer (const CbProfile *profile) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
