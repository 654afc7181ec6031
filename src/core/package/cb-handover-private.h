/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/model/cb-catalog-item.h"

G_BEGIN_DECLS

/* How the program knows its own. */
#define CB_HANDOVER_KIND "congbo-handover"
#define CB_HANDOVER_VERSION 1

JsonObject *_cb_handover_write_item (const CbCatalogItem *item);
gboolean _cb_handover_parse_item (JsonObject *object, CbCatalogItem **item);

G_END_DECLS
