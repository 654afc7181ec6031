/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/catalog/cb-catalog-import.h"

G_BEGIN_DECLS

void cb_catalog_tree_settle (GPtrArray *items, GHashTable *parents, GPtrArray *problems);

G_END_DECLS
