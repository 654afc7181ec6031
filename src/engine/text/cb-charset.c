/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/text/cb-charset.h"

#include <string.h>

/* 0x80…0x9f; what Windows leaves free is a control character, as browsers have it. */
static const guint16 windows_1252[32]
    = { 0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178 };

/**
 * cb_charset_from_windows_1252:
 * @byte: of a text in Windows-1252
 *
 * Returns: its character
 */
gunichar
cb_charset_from_windows_1252 (guint8 byte)
{
  return byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : byte;
}

/**
 * cb_charset_to_windows_1252:
 * @c: a character
 *
 * Returns: its byte, -1 when it has none
 */
int
cb_charset_to_windows_1252 (gunichar c)
{
  if (c < 0x80 || (c >= 0xa0 && c < 0x100))
    return (int)c;
  for (int i = 0; i < 32; i++)
    if (windows_1252[i] == c)
      return i + 0x80;

  return -1;
}

/**
 * cb_charset_from_windows_1258:
 * @byte: of a text in Windows-1258
 *
 * Returns: its character; five of them are tones, which combine with the letter before
 */
gunichar
cb_charset_from_windows_1258 (guint8 byte)
{
  switch (byte)
    {
    case 0x8a:
    case 0x8e:
    case 0x9a:
    case 0x9e:
      return byte;
    case 0xc3:
      return 0x0102; /* Ă */
    case 0xcc:
      return 0x0300;
    case 0xd0:
      return 0x0110; /* Đ */
    case 0xd2:
      return 0x0309;
    case 0xd5:
      return 0x01a0; /* Ơ */
    case 0xdd:
      return 0x01af; /* Ư */
    case 0xde:
      return 0x0303;
    case 0xe3:
      return 0x0103; /* ă */
    case 0xec:
      return 0x0301;
    case 0xf0:
      return 0x0111; /* đ */
    case 0xf2:
      return 0x0323;
    case 0xf5:
      return 0x01a1; /* ơ */
    case 0xfd:
      return 0x01b0; /* ư */
    case 0xfe:
      return 0x20ab; /* ₫ */
    default:
      return cb_charset_from_windows_1252 (byte);
    }
}

/* TCVN 5712:1993, third set ("ABC" fonts): 74 letters among the bytes A1…FE. */
static const char tcvn3_bytes[]
    = "\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae\xb5\xb6\xb7\xb8\xb9\xbb\xbc\xbd\xbe"
      "\xc6\xc7\xc8\xc9\xca\xcb\xcc\xce\xcf\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde\xdf\xe1"
      "\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9"
      "\xfa\xfb\xfc\xfd\xfe";
static const char tcvn3_letters[]
    = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";

/**
 * cb_charset_from_tcvn3:
 * @c: the character that Windows-1252 makes of a byte
 *
 * Returns: the letter that a TCVN3 font shows there; @c when the font shows the same
 */
gunichar
cb_charset_from_tcvn3 (gunichar c)
{
  const char *letter = tcvn3_letters;

  if (c < 0xa1 || c > 0xfe)
    return c;
  for (const char *p = tcvn3_bytes; *p != '\0'; p++, letter = g_utf8_next_char (letter))
    if ((guint8)*p == c)
      return g_utf8_get_char (letter);

  return c;
}

/* The letters a VNI font writes as one character. */
static const char vni_single_from[] = "ñôöíìæóòîÑÔÖÍÌÆÓÒÎ";
static const char vni_single_to[] = "đơưíìỉĩịỵĐƠƯÍÌỈĨỊỴ";

/**
 * cb_charset_from_vni_single:
 * @c: a character of a text in VNI that no mark follows
 *
 * Returns: the letter that a VNI font shows
 */
gunichar
cb_charset_from_vni_single (gunichar c)
{
  const char *to = vni_single_to;

  for (const char *p = vni_single_from; *p != '\0';
       p = g_utf8_next_char (p), to = g_utf8_next_char (to))
    if (g_utf8_get_char (p) == c)
      return g_utf8_get_char (to);

  return c;
}

/* The marks, one row per letter: which pairs there are, and what they show. */
static const struct
{
  const char *bases;
  const char *marks;
  const char *letters;
} vni_pairs[] = {
  { "a", "ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ" },
  { "e", "ùøûõïâáàåãä", "éèẻẽẹêếềểễệ" },
  { "o", "ùøûõïâáàåãä", "óòỏõọôốồổỗộ" },
  { "ô", "ùøûõï", "ớờởỡợ" },
  { "u", "ùøûõï", "úùủũụ" },
  { "ö", "ùøûõï", "ứừửữự" },
  { "y", "ùøûõ", "ýỳỷỹ" },
};

/**
 * cb_charset_from_vni_pair:
 * @base: a character
 * @mark: the one after it
 *
 * Returns: the letter that a VNI font shows for both, 0 when they are no pair
 */
gunichar
cb_charset_from_vni_pair (gunichar base, gunichar mark)
{
  gunichar lower = g_unichar_tolower (base);
  gunichar lower_mark = g_unichar_tolower (mark);

  if (mark < 0xc0 || mark > 0xff)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (vni_pairs); i++)
    {
      const char *letter = vni_pairs[i].letters;

      if (g_utf8_get_char (vni_pairs[i].bases) != lower)
        continue;
      for (const char *p = vni_pairs[i].marks; *p != '\0';
           p = g_utf8_next_char (p), letter = g_utf8_next_char (letter))
        if (g_utf8_get_char (p) == lower_mark)
          return lower == base ? g_utf8_get_char (letter)
                               : g_unichar_toupper (g_utf8_get_char (letter));
    }

  return 0;
}
