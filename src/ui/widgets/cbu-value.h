/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CBU_TYPE_VALUE (cbu_value_get_type ())
G_DECLARE_FINAL_TYPE (CbuValue, cbu_value, CBU, VALUE, GObject)

CbuValue *cbu_value_new (gpointer data, GDestroyNotify free_data, char *folded);
gpointer cbu_value_get (CbuValue *self);
const char *cbu_value_get_folded (CbuValue *self);

G_END_DECLS
