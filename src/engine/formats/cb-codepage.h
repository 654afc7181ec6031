/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The two tables of Windows that Vietnamese files are in; iconv would open files of its own, which
 * the sandbox forbids. */

gunichar cb_codepage_from_windows_1252 (guint8 byte);
int cb_codepage_to_windows_1252 (gunichar c);
gunichar cb_codepage_from_windows_1258 (guint8 byte);
void cb_codepage_append_windows_1258 (GString *text, const guint8 *bytes, gsize length);

G_END_DECLS
