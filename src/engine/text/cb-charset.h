/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tables and single characters. Private to engine/text. */

gunichar cb_charset_from_viscii (guint8 byte);
gunichar cb_charset_from_tcvn3 (gunichar c);
gunichar cb_charset_from_vps (gunichar c);
gunichar cb_charset_from_vni_single (gunichar c);
gunichar cb_charset_from_vni_pair (gunichar base, gunichar mark);

static inline void
cb_charset_append (GByteArray *text, gunichar c)
{
  char utf8[6];
  int n = g_unichar_to_utf8 (c, utf8);

  g_byte_array_append (text, (const guint8 *)utf8, (guint)n);
}

G_END_DECLS
