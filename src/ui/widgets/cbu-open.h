/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

void cbu_open_uri (gpointer widget, const char *uri);

G_END_DECLS
