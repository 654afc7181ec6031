/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The two tables of Windows that Vietnamese files are in, and those that old workbooks name. */

gunichar cb_codepage_from_windows_1252 (guint8 byte);
int cb_codepage_to_windows_1252 (gunichar c);
gunichar cb_codepage_from_windows_1258 (guint8 byte);
void cb_codepage_append_windows_1258 (GString *text, const guint8 *bytes, gsize length);
void cb_codepage_append (guint16 codepage, const guint8 *bytes, gsize length, GString *text);

G_END_DECLS
