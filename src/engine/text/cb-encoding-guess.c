/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/text/cb-encoding.h"

#include <string.h>

#include "engine/text/cb-syllable.h"
#include "engine/text/cb-utf8.h"

#define ENOUGH_WORDS 2000

static gboolean
find_bom (const guint8 *bytes, gsize length, CbEncodingGuess *guess)
{
  static const struct
  {
    guint8 mark[3];
    guint length;
    CbCharset charset;
  } marks[] = {
    { { 0xef, 0xbb, 0xbf }, 3, CB_CHARSET_UTF8 },
    { { 0xff, 0xfe }, 2, CB_CHARSET_UTF16LE },
    { { 0xfe, 0xff }, 2, CB_CHARSET_UTF16BE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (bytes, marks[i].mark, marks[i].length) == 0)
      {
        guess->bom = TRUE;
        guess->bom_length = marks[i].length;
        guess->encoding.charset = marks[i].charset;
        guess->confidence = 1;
        return TRUE;
      }

  return FALSE;
}

/* UTF-16 without a mark: every other byte of its ASCII is zero, and hardly one of the others there
 * is that of an ASCII letter, as they are in text of bytes with a zero here and there. */
static gboolean
find_utf16 (const guint8 *bytes, gsize length, CbEncodingGuess *guess)
{
  gsize zeros[2] = { 0, 0 };
  gsize letters[2] = { 0, 0 };

  for (gsize i = 0; i < length; i++)
    {
      zeros[i & 1] += bytes[i] == 0;
      letters[i & 1] += bytes[i] >= 0x30 && bytes[i] < 0x7f;
    }
  for (guint odd = 0; odd < 2; odd++)
    if (zeros[odd] >= length / 8 && zeros[odd] >= 2 && zeros[1 - odd] <= zeros[odd] / 64
        && letters[odd] <= zeros[odd])
      {
        guess->encoding.charset = odd == 1 ? CB_CHARSET_UTF16LE : CB_CHARSET_UTF16BE;
        guess->confidence = 0.9;
        return TRUE;
      }

  return FALSE;
}

/* How much of what is not ASCII is UTF-8: sequences against bytes that belong to none. A sequence
 * cut off by the end of the sample counts neither way. */
static double
share_of_utf8 (const guint8 *bytes, gsize length, gboolean *ascii)
{
  gsize good = 0;
  gsize bad = 0;
  gsize i = 0;

  while (i < length)
    {
      gsize n = cb_utf8_measure (bytes + i, length - i);

      for (gsize k = i; k < i + n; k++)
        good += bytes[k] >= 0xc0;
      i += n;
      if (i >= length || (length - i < 4 && bytes[i] >= 0xc2))
        break;
      bad++;
      i++;
    }
  *ascii = good + bad == 0;

  return good + bad == 0 ? 1.0 : (double)good / (double)(good + bad);
}

/* Bytes that are no UTF-8 must be read as something. Windows-1252 is what remains when no other
 * reading makes Vietnamese of them. */
static void
guess_bytes (const guint8 *bytes, gsize length, CbEncodingGuess *guess)
{
  static const CbEncoding others[] = {
    { CB_CHARSET_WINDOWS_1258, CB_REPAIR_NONE }, { CB_CHARSET_WINDOWS_1252, CB_REPAIR_TCVN3 },
    { CB_CHARSET_VISCII, CB_REPAIR_NONE },       { CB_CHARSET_WINDOWS_1252, CB_REPAIR_VNI },
    { CB_CHARSET_WINDOWS_1252, CB_REPAIR_VPS },
  };
  double best = 0.5;

  guess->encoding = (CbEncoding){ CB_CHARSET_WINDOWS_1252, CB_REPAIR_NONE };
  guess->confidence = 0.3;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GByteArray) text = g_byte_array_new ();
      CbSyllableScore score;
      double share;

      cb_encoding_decode (others[i], bytes, length, text);
      score = cb_syllable_score ((const char *)text->data, text->len, ENOUGH_WORDS);
      share = cb_syllable_score_share (&score);
      /* Here the reading is no repair of something right: eight words are enough. */
      if (score.words >= 8 && share > best && share > 0.85)
        {
          best = share;
          guess->encoding = others[i];
          guess->confidence = share * MIN (1.0, score.words / 20.0);
        }
    }
}

static gsize
trim_incomplete (const guint8 *bytes, gsize length)
{
  gsize back = 0;

  while (back < 3 && back < length && (bytes[length - 1 - back] & 0xc0) == 0x80)
    back++;
  if (back < length && bytes[length - 1 - back] >= 0xc0
      && cb_utf8_measure (bytes + length - 1 - back, back + 1) == 0)
    return length - 1 - back;

  return length;
}

/* Takes a text that is UTF-8 and finds whether it is Vietnamese in letters for an old font. */
static void
find_repair (const guint8 *bytes, gsize length, CbEncodingGuess *guess)
{
  double after;
  gsize trimmed = trim_incomplete (bytes, length);

  if (!cb_utf8_is_valid (bytes, trimmed))
    return;
  guess->encoding.repair = cb_repair_find ((const char *)bytes, trimmed, NULL, &after);
  if (guess->encoding.repair != CB_REPAIR_NONE)
    guess->confidence = after;
}

/**
 * cb_encoding_guess:
 * @bytes: the beginning of a file, or more of it
 * @length: of it
 *
 * Returns: what it is most likely written in
 */
CbEncodingGuess
cb_encoding_guess (const guint8 *bytes, gsize length)
{
  CbEncodingGuess guess = { { CB_CHARSET_UTF8, CB_REPAIR_NONE }, FALSE, 0, 1.0 };
  gboolean ascii;
  double share;

  if (find_bom (bytes, length, &guess))
    {
      if (guess.encoding.charset == CB_CHARSET_UTF8)
        find_repair (bytes + 3, length - 3, &guess);
      return guess;
    }
  if (find_utf16 (bytes, length, &guess))
    return guess;
  share = share_of_utf8 (bytes, length, &ascii);
  if (ascii)
    return guess;
  /* A file glued together from two encodings stays UTF-8: the cells that are not are found. */
  if (share < 0.5)
    {
      guess_bytes (bytes, length, &guess);
      return guess;
    }
  guess.confidence = share;
  find_repair (bytes, length, &guess);

  return guess;
}

/**
 * cb_encoding_settle:
 * @guess: with an encoding that a person chose by name
 * @bytes: the beginning of the file
 * @length: of it
 *
 * TCVN3, VNI and VPS come as bytes or as UTF-8: finds out which. Knows the byte order mark, too.
 */
void
cb_encoding_settle (CbEncodingGuess *guess, const guint8 *bytes, gsize length)
{
  CbEncodingGuess bom = { { CB_CHARSET_UTF8, CB_REPAIR_NONE }, FALSE, 0, 1.0 };
  gboolean ascii;

  guess->confidence = 1;
  guess->bom = FALSE;
  guess->bom_length = 0;
  if (guess->encoding.repair != CB_REPAIR_NONE && guess->encoding.repair != CB_REPAIR_UTF8_TWICE)
    guess->encoding.charset = share_of_utf8 (bytes, length, &ascii) > 0.9 && !ascii
                                  ? CB_CHARSET_UTF8
                                  : CB_CHARSET_WINDOWS_1252;
  /* The mark of another encoding is no mark here, but what the file begins with. */
  if (find_bom (bytes, length, &bom) && bom.encoding.charset == guess->encoding.charset)
    {
      guess->bom = TRUE;
      guess->bom_length = bom.bom_length;
    }
}
