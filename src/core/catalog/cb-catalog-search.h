/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-catalog-item.h"

G_BEGIN_DECLS

GPtrArray *cb_catalog_search (GPtrArray *items, const char *search);

G_END_DECLS
