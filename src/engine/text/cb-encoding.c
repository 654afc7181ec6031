/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/text/cb-encoding.h"

#include <string.h>

#include "engine/formats/cb-codepage.h"
#include "engine/text/cb-charset.h"
#include "engine/text/cb-utf8.h"

static const struct
{
  const char *name;
  CbEncoding encoding;
} encodings[] = {
  { "utf-8", { CB_CHARSET_UTF8, CB_REPAIR_NONE } },
  { "utf-16le", { CB_CHARSET_UTF16LE, CB_REPAIR_NONE } },
  { "utf-16be", { CB_CHARSET_UTF16BE, CB_REPAIR_NONE } },
  { "windows-1252", { CB_CHARSET_WINDOWS_1252, CB_REPAIR_NONE } },
  { "windows-1258", { CB_CHARSET_WINDOWS_1258, CB_REPAIR_NONE } },
  { "viscii", { CB_CHARSET_VISCII, CB_REPAIR_NONE } },
  { "tcvn3", { CB_CHARSET_WINDOWS_1252, CB_REPAIR_TCVN3 } },
  { "vni", { CB_CHARSET_WINDOWS_1252, CB_REPAIR_VNI } },
  { "vps", { CB_CHARSET_WINDOWS_1252, CB_REPAIR_VPS } },
  { "utf-8-twice", { CB_CHARSET_UTF8, CB_REPAIR_UTF8_TWICE } },
};

/**
 * cb_encoding_name:
 * @encoding: an encoding
 *
 * Returns: its name in the protocol and in recipes; TCVN3, VNI and VPS have one whether they come
 * as bytes or as UTF-8
 */
const char *
cb_encoding_name (CbEncoding encoding)
{
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      if (encodings[i].encoding.repair != encoding.repair)
        continue;
      if (encoding.repair != CB_REPAIR_NONE || encodings[i].encoding.charset == encoding.charset)
        return encodings[i].name;
    }

  g_return_val_if_reached ("utf-8");
}

/**
 * cb_encoding_from_name:
 * @name: as cb_encoding_name() gives it, in any case
 * @encoding: (out): the encoding
 *
 * Returns: %FALSE when there is none of that name
 */
gboolean
cb_encoding_from_name (const char *name, CbEncoding *encoding)
{
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (g_ascii_strcasecmp (name, encodings[i].name) == 0)
      {
        *encoding = encodings[i].encoding;
        return TRUE;
      }

  return FALSE;
}

/**
 * cb_encoding_is_utf8:
 * @encoding: an encoding
 *
 * Returns: %TRUE when the bytes are the text already
 */
gboolean
cb_encoding_is_utf8 (CbEncoding encoding)
{
  return encoding.charset == CB_CHARSET_UTF8 && encoding.repair == CB_REPAIR_NONE;
}

static void
decode_utf16 (const guint8 *bytes, gsize length, gboolean big_endian, GByteArray *text)
{
  for (gsize i = 0; i < length; i += 2)
    {
      gunichar c = 0xfffd;

      if (i + 1 < length)
        c = big_endian ? (gunichar)(bytes[i] << 8 | bytes[i + 1])
                       : (gunichar)(bytes[i + 1] << 8 | bytes[i]);
      if (c >= 0xd800 && c < 0xdc00 && i + 3 < length)
        {
          gunichar low = big_endian ? (gunichar)(bytes[i + 2] << 8 | bytes[i + 3])
                                    : (gunichar)(bytes[i + 3] << 8 | bytes[i + 2]);

          if (low >= 0xdc00 && low < 0xe000)
            {
              c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
              i += 2;
            }
        }
      if (c < 0x80)
        {
          guint8 ascii = (guint8)c;

          g_byte_array_append (text, &ascii, 1);
        }
      else if (c >= 0xd800 && c < 0xe000)
        {
          /* Half a pair: as the three bytes it would have, which are not valid UTF-8, so that the
           * cell is found to be broken. */
          guint8 half[3] = { 0xed, (guint8)(0x80 | (c >> 6 & 0x3f)), (guint8)(0x80 | (c & 0x3f)) };

          g_byte_array_append (text, half, 3);
        }
      else
        {
          cb_charset_append (text, c);
        }
    }
}

/* Puts a tone on a letter. Unicode composes ệ of ẹ and a circumflex, not of ê and a dot. */
static gboolean
add_tone (gunichar letter, gunichar tone, gunichar *composed)
{
  gunichar base, mark;

  if (g_unichar_compose (letter, tone, composed))
    return TRUE;

  return g_unichar_decompose (letter, &base, &mark) && mark != 0
         && g_unichar_compose (base, tone, &base) && g_unichar_compose (base, mark, composed);
}

/* Windows-1258 has the tones as characters of their own; the composed letter is what Unicode text
 * has (NFC). */
static void
decode_windows_1258 (const guint8 *bytes, gsize length, GByteArray *text)
{
  for (gsize i = 0; i < length; i++)
    {
      gunichar c = cb_codepage_from_windows_1258 (bytes[i]);
      gunichar composed;

      if (i + 1 < length && bytes[i + 1] >= 0x80
          && add_tone (c, cb_codepage_from_windows_1258 (bytes[i + 1]), &composed))
        {
          c = composed;
          i++;
        }
      cb_charset_append (text, c);
    }
}

static void
decode_windows_1252 (const guint8 *bytes, gsize length, GByteArray *text)
{
  gsize i = 0;

  while (i < length)
    {
      gsize run = i;

      while (run < length && bytes[run] < 0x80)
        run++;
      g_byte_array_append (text, bytes + i, (guint)(run - i));
      if (run < length)
        cb_charset_append (text, cb_codepage_from_windows_1252 (bytes[run++]));
      i = run;
    }
}

static void
decode_viscii (const guint8 *bytes, gsize length, GByteArray *text)
{
  for (gsize i = 0; i < length; i++)
    cb_charset_append (text, cb_charset_from_viscii (bytes[i]));
}

/**
 * cb_encoding_decode:
 * @encoding: of @bytes
 * @bytes: a piece of the file that does not cut a character in two
 * @length: of it
 * @text: where the text is added, as UTF-8; where @bytes are broken, so is the text
 *
 * ASCII stays what it is in every encoding (but for control characters that no table has), so that
 * cells can be told apart before or after.
 */
void
cb_encoding_decode (CbEncoding encoding, const guint8 *bytes, gsize length, GByteArray *text)
{
  g_autoptr (GByteArray) raw = NULL;
  GByteArray *into = text;

  if (encoding.repair != CB_REPAIR_NONE)
    {
      if (encoding.charset == CB_CHARSET_UTF8)
        {
          cb_repair_apply (encoding.repair, (const char *)bytes, length, text);
          return;
        }
      raw = g_byte_array_sized_new ((guint)(length + length / 2));
      into = raw;
    }

  switch (encoding.charset)
    {
    case CB_CHARSET_UTF8:
      g_byte_array_append (into, bytes, (guint)length);
      break;
    case CB_CHARSET_UTF16LE:
    case CB_CHARSET_UTF16BE:
      decode_utf16 (bytes, length, encoding.charset == CB_CHARSET_UTF16BE, into);
      break;
    case CB_CHARSET_WINDOWS_1258:
      decode_windows_1258 (bytes, length, into);
      break;
    case CB_CHARSET_VISCII:
      decode_viscii (bytes, length, into);
      break;
    case CB_CHARSET_WINDOWS_1252:
    default:
      decode_windows_1252 (bytes, length, into);
      break;
    }
  if (raw != NULL)
    cb_repair_apply (encoding.repair, (const char *)raw->data, raw->len, text);
}
