/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/text/cb-encoding.h"

#include <string.h>

#include "engine/formats/cb-codepage.h"
#include "engine/text/cb-charset.h"
#include "engine/text/cb-syllable.h"
#include "engine/text/cb-utf8.h"

/* vietnamese-data.md §5.4: a wrong reading has 6 to 15 % of right syllables, a right one over 99 %,
 * a right one read wrongly again still 94 %. Between these bounds nothing is ever taken for the
 * other. */
#define MOST_BEFORE 0.5
#define LEAST_AFTER 0.9
/* Twenty-two letters of VPS are where Windows-1252 has them, so that 40 % of its words read right
 * as they are (39 to 42 % over five regulations), and more of a few: enough where only the words
 * speak, too near where a font has spoken. */
#define MOST_BEFORE_BY_FONT_VPS 0.8
#define LEAST_WORDS 20
#define ENOUGH_WORDS 2000

/**
 * cb_repair_name:
 * @repair: a repair
 *
 * Returns: the name of the encoding that it undoes, "" for none
 */
const char *
cb_repair_name (CbRepair repair)
{
  switch (repair)
    {
    case CB_REPAIR_TCVN3:
      return "tcvn3";
    case CB_REPAIR_VNI:
      return "vni";
    case CB_REPAIR_VPS:
      return "vps";
    case CB_REPAIR_UTF8_TWICE:
      return "utf-8-twice";
    case CB_REPAIR_NONE:
    case CB_N_REPAIRS:
    default:
      return "";
    }
}

static void
repair_tcvn3 (const char *text, gsize length, GByteArray *repaired)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    cb_charset_append (repaired, cb_charset_from_tcvn3 (g_utf8_get_char (p)));
}

static void
repair_vps (const char *text, gsize length, GByteArray *repaired)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    cb_charset_append (repaired, cb_charset_from_vps (g_utf8_get_char (p)));
}

static void
repair_vni (const char *text, gsize length, GByteArray *repaired)
{
  const char *end = text + length;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);
      gunichar pair = next < end ? cb_charset_from_vni_pair (c, g_utf8_get_char (next)) : 0;

      if (pair != 0)
        p = next;
      cb_charset_append (repaired, pair != 0 ? pair : cb_charset_from_vni_single (c));
    }
}

/* Runs of characters that have a byte in Windows-1252 become these bytes, where they are UTF-8. */
static void
repair_twice (const char *text, gsize length, GByteArray *repaired)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const char *end = text + length;
  const char *p = text;

  while (p < end)
    {
      const char *run = p;
      int byte;

      g_byte_array_set_size (bytes, 0);
      while (p < end && (guint8)*p >= 0x80
             && (byte = cb_codepage_to_windows_1252 (g_utf8_get_char (p))) >= 0)
        {
          guint8 one = (guint8)byte;

          g_byte_array_append (bytes, &one, 1);
          p = g_utf8_next_char (p);
        }
      if (bytes->len > 0 && cb_utf8_is_valid_plain (bytes->data, bytes->len))
        {
          g_byte_array_append (repaired, bytes->data, bytes->len);
          continue;
        }
      if (p == run)
        p = g_utf8_next_char (p);
      g_byte_array_append (repaired, (const guint8 *)run, (guint)(p - run));
    }
}

static void
repair_valid (CbRepair repair, const char *text, gsize length, GByteArray *repaired)
{
  switch (repair)
    {
    case CB_REPAIR_TCVN3:
      repair_tcvn3 (text, length, repaired);
      break;
    case CB_REPAIR_VNI:
      repair_vni (text, length, repaired);
      break;
    case CB_REPAIR_VPS:
      repair_vps (text, length, repaired);
      break;
    case CB_REPAIR_UTF8_TWICE:
      repair_twice (text, length, repaired);
      break;
    case CB_REPAIR_NONE:
    case CB_N_REPAIRS:
    default:
      g_byte_array_append (repaired, (const guint8 *)text, (guint)length);
      break;
    }
}

/**
 * cb_repair_apply:
 * @repair: what to undo
 * @text: UTF-8; bytes that are not stay what they are
 * @length: in bytes
 * @repaired: where the text is added
 */
void
cb_repair_apply (CbRepair repair, const char *text, gsize length, GByteArray *repaired)
{
  while (length > 0)
    {
      gsize valid = cb_utf8_measure ((const guint8 *)text, length);

      repair_valid (repair, text, valid, repaired);
      text += valid;
      length -= valid;
      if (length > 0)
        {
          g_byte_array_append (repaired, (const guint8 *)text, 1);
          text++;
          length--;
        }
    }
}

/**
 * cb_repair_find:
 * @text: valid UTF-8: a file, or the cells of one column with line ends between them
 * @length: in bytes
 * @before: (out) (optional): the share of right syllables in it
 * @after: (out) (optional): the share after the repair, @before when there is none
 *
 * Text that is right is never repaired, and never even nearly: the share must rise from under 50 %
 * to over 90 %, over 20 words or more.
 *
 * Returns: what makes Vietnamese of it, %CB_REPAIR_NONE when it is that already, or nothing does
 */
CbRepair
cb_repair_find (const char *text, gsize length, double *before, double *after)
{
  CbSyllableScore score = cb_syllable_score (text, length, ENOUGH_WORDS);
  double share = cb_syllable_score_share (&score);
  double best_share = share;
  CbRepair best = CB_REPAIR_NONE;

  if (before != NULL)
    *before = share;
  for (int i = CB_REPAIR_TCVN3; i < CB_N_REPAIRS && score.words >= LEAST_WORDS / 2; i++)
    {
      g_autoptr (GByteArray) repaired = g_byte_array_new ();
      CbSyllableScore now;
      double now_share;

      if (share >= MOST_BEFORE)
        break;
      repair_valid ((CbRepair)i, text, length, repaired);
      now = cb_syllable_score ((const char *)repaired->data, repaired->len, ENOUGH_WORDS);
      now_share = cb_syllable_score_share (&now);
      if (now.words >= LEAST_WORDS && now_share > LEAST_AFTER && now_share > best_share)
        {
          best = (CbRepair)i;
          best_share = now_share;
        }
    }
  if (after != NULL)
    *after = best_share;

  return best;
}

/**
 * cb_repair_fits:
 * @repair: what something else than the words (a font) says is needed
 * @text: valid UTF-8
 * @length: in bytes
 * @least_words: so many words must speak for it
 *
 * Returns: %TRUE when few of its words are right syllables as it is, and nearly all after the
 * repair
 */
gboolean
cb_repair_fits (CbRepair repair, const char *text, gsize length, guint least_words)
{
  g_autoptr (GByteArray) repaired = g_byte_array_new ();
  CbSyllableScore before = cb_syllable_score (text, length, ENOUGH_WORDS);
  CbSyllableScore after;
  double most = repair == CB_REPAIR_VPS ? MOST_BEFORE_BY_FONT_VPS : MOST_BEFORE;

  if (repair == CB_REPAIR_NONE || cb_syllable_score_share (&before) >= most)
    return FALSE;
  repair_valid (repair, text, length, repaired);
  after = cb_syllable_score ((const char *)repaired->data, repaired->len, ENOUGH_WORDS);

  return after.words >= least_words && cb_syllable_score_share (&after) > LEAST_AFTER;
}

/**
 * cb_repair_looks_right:
 * @text: UTF-8
 * @length: in bytes
 *
 * For a short text, of which too little can be said to change it: whether it reads as Vietnamese as
 * it is.
 *
 * Returns: %TRUE when at least half of its words are right syllables
 */
gboolean
cb_repair_looks_right (const char *text, gsize length)
{
  CbSyllableScore score;

  if (!cb_utf8_is_valid ((const guint8 *)text, length))
    return TRUE;
  score = cb_syllable_score (text, length, ENOUGH_WORDS);

  return score.syllables * 2 >= score.words;
}
