/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/checks/cb-odd-text.h"

#include "engine/text/cb-utf8.h"

static guint
classify_c2 (guint8 next)
{
  if (next < 0xa0)
    return CB_ODD_CONTROL;
  if (next == 0xa0)
    return CB_ODD_SPACE;
  /* The soft hyphen is TCVN3's ư, too; which of the two is found out from the whole column. */
  if (next == 0xad)
    return CB_ODD_ZERO_WIDTH | CB_ODD_LEGACY;
  if (next <= 0xae || (next >= 0xb5 && next <= 0xb9) || (next >= 0xbb && next <= 0xbe))
    return CB_ODD_LEGACY;

  return 0;
}

static guint
classify_e2 (guint8 next, guint8 last)
{
  if (next == 0x80 && ((last >= 0x8b && last <= 0x8f) || (last >= 0xaa && last <= 0xae)))
    return CB_ODD_ZERO_WIDTH;
  if (next == 0x80 && (last == 0xa8 || last == 0xa9))
    return CB_ODD_CONTROL;
  if (next == 0x80 && last == 0xaf)
    return CB_ODD_SPACE;
  if (next == 0x81 && last >= 0xa0 && last <= 0xa4)
    return CB_ODD_ZERO_WIDTH;

  return 0;
}

static guint
classify_c3 (guint8 next)
{
  static const char foreign[] = "\x84\x85\x86\x8b\x8e\x8f\x91\x96\x98\x9b\x9c"
                                "\xa4\xa5\xa6\xab\xae\xaf\xb1\xb6\xb8\xbb\xbc";

  if (next == 0x90 || next == 0xb0)
    return CB_ODD_LOOK_ALIKE | CB_ODD_LEGACY;
  for (const char *p = foreign; *p != '\0'; p++)
    if ((guint8)*p == next)
      return CB_ODD_LEGACY;

  return 0;
}

static guint
classify (const guint8 *p, gsize left)
{
  guint8 next = left > 1 ? p[1] : 0;
  guint8 last = left > 2 ? p[2] : 0;

  switch (*p)
    {
    case 0xc2:
      return classify_c2 (next);
    case 0xc3:
      return classify_c3 (next);
    case 0xcc:
    case 0xcd:
      return CB_ODD_NOT_NFC;
    case 0xe2:
      return classify_e2 (next, last);
    case 0xef:
      if (next == 0xbb && last == 0xbf)
        return CB_ODD_ZERO_WIDTH;
      return next == 0xbf && last == 0xbd ? CB_ODD_REPLACEMENT : 0;
    case 0x7f:
      return CB_ODD_CONTROL;
    case 0:
    case '\t':
    case '\n':
    case '\r':
      return 0;
    default:
      return *p < 0x20 ? CB_ODD_CONTROL : 0;
    }
}

/**
 * cb_odd_text_find:
 * @text: (array length=length): valid UTF-8
 * @length: of @text
 * @first: (out caller-allocates): CB_ODD_N characters: the first of each kind, 0 where none is
 *
 * NUL is left to the reader of the table, which sees it first.
 *
 * Returns: CB_ODD_*
 */
guint
cb_odd_text_find (const char *text, gsize length, gunichar *first)
{
  const guint8 *bytes = (const guint8 *)text;
  guint odd = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint found = (bytes[i] < 0x20 || bytes[i] > 0x7e) ? classify (bytes + i, length - i) : 0;

      for (guint k = 0; found != 0 && k < CB_ODD_N; k++)
        if ((found & ~odd & 1u << k) != 0)
          first[k] = g_utf8_get_char_validated (text + i, (gssize)(length - i));
      odd |= found;
    }
  if ((odd & CB_ODD_NOT_NFC) != 0 && cb_utf8_is_nfc (text, length))
    odd &= ~(guint)CB_ODD_NOT_NFC;

  return odd;
}
