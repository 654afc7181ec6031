/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/text/cb-encoding.h"
#include "engine/text/cb-syllable.h"

/* Any bytes, of which the first names an encoding, decoded as that and as what is guessed. What
 * comes out of bytes that each are a letter is text; UTF-8 is what it is; what reads as Vietnamese
 * is never repaired, and what was repaired is not repaired again. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_decoding (const char *name, const guint8 *bytes, gsize length)
{
  CbEncodingGuess guess = { .confidence = 0 };
  g_autoptr (GByteArray) text = g_byte_array_new ();
  gboolean is_text;

  g_assert_true (cb_encoding_from_name (name, &guess.encoding));
  cb_encoding_settle (&guess, bytes, length);
  g_assert_cmpstr (cb_encoding_name (guess.encoding), ==, name);
  g_assert_cmpuint (guess.bom_length, <=, length);
  cb_encoding_decode (guess.encoding, bytes, length, text);
  is_text = g_utf8_validate ((const char *)text->data, text->len, NULL)
            || memchr (text->data, 0, text->len) != NULL;
  if (cb_encoding_is_utf8 (guess.encoding))
    g_assert_cmpmem (text->data, text->len, bytes, length);
  else if (guess.encoding.charset >= CB_CHARSET_WINDOWS_1252)
    g_assert_true (text->len == 0 || is_text);
}

static void
check_guess (const guint8 *bytes, gsize length)
{
  CbEncodingGuess guess = cb_encoding_guess (bytes, length);
  CbEncoding named;
  g_autoptr (GByteArray) text = g_byte_array_new ();

  g_assert_true (guess.confidence >= 0 && guess.confidence <= 1);
  g_assert_cmpuint (guess.bom_length, <=, length);
  g_assert_true (cb_encoding_from_name (cb_encoding_name (guess.encoding), &named));
  cb_encoding_decode (guess.encoding, bytes + guess.bom_length, length - guess.bom_length, text);
}

static void
check_repair (const char *text, gsize length)
{
  CbSyllableScore score = cb_syllable_score (text, length, 2000);
  CbRepair repair;
  double before, after;

  g_assert_cmpuint (score.syllables, <=, score.words);
  repair = cb_repair_find (text, length, &before, &after);
  g_assert_true (before >= 0 && before <= 1 && after >= before && after <= 1);
  if (score.syllables * 2 >= score.words)
    g_assert_cmpint (repair, ==, CB_REPAIR_NONE);
  if (repair != CB_REPAIR_NONE)
    {
      g_autoptr (GByteArray) repaired = g_byte_array_new ();

      g_assert_true (cb_repair_fits (repair, text, length, 1));
      cb_repair_apply (repair, text, length, repaired);
      g_assert_true (g_utf8_validate ((const char *)repaired->data, repaired->len, NULL));
      g_assert_cmpint (cb_repair_find ((const char *)repaired->data, repaired->len, NULL, NULL), ==,
                       CB_REPAIR_NONE);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char *const names[]
      = { "utf-8",  "utf-16le", "utf-16be", "windows-1252", "windows-1258",
          "viscii", "tcvn3",    "vni",      "vps",          "utf-8-twice" };

  if (size < 2)
    return 0;
  check_decoding (names[data[0] % G_N_ELEMENTS (names)], data + 1, size - 1);
  check_guess (data + 1, size - 1);
  if (g_utf8_validate ((const char *)data + 1, (gssize)size - 1, NULL))
    check_repair ((const char *)data + 1, size - 1);

  return 0;
}
