/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbPropertyFunc:
 * @name: as OOXML names the same property; of one that people added, their name
 * @value: in words
 * @user_data: of whoever asked
 */
typedef void (*CbPropertyFunc) (const char *name, const char *value, gpointer user_data);

void
cb_property_set_read (const guint8 *bytes, gsize length, CbPropertyFunc func, gpointer user_data);

G_END_DECLS
