/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-codepage.h"

/* 0x80…0x9f; what Windows leaves free is a control character, as browsers have it. */
static const guint16 windows_1252[32]
    = { 0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178 };

/**
 * cb_codepage_from_windows_1252:
 * @byte: of a text in Windows-1252
 *
 * Returns: its character
 */
gunichar
cb_codepage_from_windows_1252 (guint8 byte)
{
  return byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : byte;
}

/**
 * cb_codepage_to_windows_1252:
 * @c: a character
 *
 * Returns: its byte, -1 when it has none
 */
int
cb_codepage_to_windows_1252 (gunichar c)
{
  if (c < 0x80 || (c >= 0xa0 && c < 0x100))
    return (int)c;
  for (int i = 0; i < 32; i++)
    if (windows_1252[i] == c)
      return i + 0x80;

  return -1;
}

/**
 * cb_codepage_from_windows_1258:
 * @byte: of a text in Windows-1258
 *
 * Returns: its character; five of them are tones, which combine with the letter before
 */
gunichar
cb_codepage_from_windows_1258 (guint8 byte)
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
      return cb_codepage_from_windows_1252 (byte);
    }
}

/* A dot below comes before a circumflex or a breve, in Unicode (ô and a dot are ọ and a
 * circumflex): the letter is taken apart for it. */
static gboolean
compose (gunichar letter, gunichar tone, gunichar *composed)
{
  gunichar base;
  gunichar mark;
  gunichar with_tone;

  if (g_unichar_compose (letter, tone, composed))
    return TRUE;

  return g_unichar_decompose (letter, &base, &mark) && mark != 0
         && g_unichar_compose (base, tone, &with_tone)
         && g_unichar_compose (with_tone, mark, composed);
}

/**
 * cb_codepage_append_windows_1258:
 * @text: gets it at its end
 * @bytes: a text in Windows-1258
 * @length: of @bytes
 *
 * A tone is composed with the letter before it where there is such a letter.
 */
void
cb_codepage_append_windows_1258 (GString *text, const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      gunichar c = cb_codepage_from_windows_1258 (bytes[i]);
      gunichar composed;

      if (i + 1 < length
          && g_unichar_combining_class (cb_codepage_from_windows_1258 (bytes[i + 1])) > 0
          && compose (c, cb_codepage_from_windows_1258 (bytes[i + 1]), &composed))
        {
          c = composed;
          i++;
        }
      g_string_append_unichar (text, c);
    }
}
