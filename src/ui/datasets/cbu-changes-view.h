/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/datasets/cbu-comparison.h"

G_BEGIN_DECLS

#define CBU_TYPE_CHANGES_VIEW (cbu_changes_view_get_type ())
G_DECLARE_FINAL_TYPE (CbuChangesView, cbu_changes_view, CBU, CHANGES_VIEW, AdwBin)

void cbu_changes_view_show (CbuChangesView *self, CbuComparison *comparison, const char *words);

G_END_DECLS
