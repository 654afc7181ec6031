/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a text may hold that looks right and is not. */
enum
{
  CB_ODD_CONTROL = 1 << 0,     /* a control character */
  CB_ODD_ZERO_WIDTH = 1 << 1,  /* U+00AD, U+200B…, U+2060…, U+FEFF */
  CB_ODD_REPLACEMENT = 1 << 2, /* U+FFFD */
  CB_ODD_SPACE = 1 << 3,       /* U+00A0, U+202F */
  CB_ODD_LOOK_ALIKE = 1 << 4,  /* Ð ð */
  CB_ODD_NOT_NFC = 1 << 5,     /* letters and marks apart */
  CB_ODD_LEGACY = 1 << 6,      /* letters that Vietnamese has not: perhaps an old encoding */
};

#define CB_ODD_N 7

guint cb_odd_text_find (const char *text, gsize length, gunichar *first);

G_END_DECLS
