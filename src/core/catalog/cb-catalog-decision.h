/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cb_catalog_dup_day (const char *text, GError **error);
char *cb_catalog_dup_day_in (const char *text, GError **error);
char *cb_catalog_dup_number_in (const char *text);

G_END_DECLS
