/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/text/cb-syllable.h"

#include <string.h>

/* How Vietnamese spells a syllable: an onset, a rime, at most one tone. Over five regulations
 * (14,647 words with accents) 99.5 % of the words pass; the same text in a wrong encoding, 6 to 15
 * %. */
static const char onsets[] = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x";

static const char rimes[]
    = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec "
      "em "
      "en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip "
      "it "
      "iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo "
      "oet "
      "oi om on ong oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây "
      "uc "
      "uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uy uya uych uynh uyên uyêt uyt uyu "
      "uơ "
      "ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu";

static const char rimes_after_qu[] = "a an ang anh ai ay ac ach at ăn ăng ăt ăc ân ât ây âng e en "
                                     "et eo ê ên êt ênh êch i it in inh "
                                     "ich ơ ơi y yên yêt yêu ynh yt ych";

#define MAX_LETTERS 8

typedef struct
{
  GHashTable *onsets;
  GHashTable *rimes;
  GHashTable *rimes_after_qu;
} Spelling;

static GHashTable *
make_set (const char *words)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) each = g_strsplit (words, " ", -1);

  for (guint i = 0; each[i] != NULL; i++)
    g_hash_table_add (set, g_strdup (each[i]));

  return set;
}

static const Spelling *
get_spelling (void)
{
  static Spelling *spelling;

  if (g_once_init_enter (&spelling))
    {
      Spelling *made = g_new0 (Spelling, 1);

      made->onsets = make_set (onsets);
      made->rimes = make_set (rimes);
      made->rimes_after_qu = make_set (rimes_after_qu);
      g_once_init_leave (&spelling, made);
    }

  return spelling;
}

static gboolean
is_tone (gunichar c)
{
  return c == 0x0300 || c == 0x0301 || c == 0x0303 || c == 0x0309 || c == 0x0323;
}

/* The letters without tone and case. 0 when it cannot be a syllable: too long, two tones, a mark or
 * letter that Vietnamese does not have. */
static guint
strip_tone (const char *word, gsize length, gunichar letters[MAX_LETTERS])
{
  guint n = 0;
  guint tones = 0;

  for (const char *p = word; p < word + length; p = g_utf8_next_char (p))
    {
      gunichar parts[4];
      gsize n_parts;

      n_parts = g_unichar_fully_decompose (g_unichar_tolower (g_utf8_get_char (p)), FALSE, parts,
                                           G_N_ELEMENTS (parts));
      for (gsize i = 0; i < n_parts; i++)
        {
          gunichar composed;

          if (is_tone (parts[i]))
            {
              if (++tones > 1 || n == 0)
                return 0;
            }
          else if (g_unichar_ismark (parts[i]))
            {
              if (n == 0 || !g_unichar_compose (letters[n - 1], parts[i], &composed))
                return 0;
              letters[n - 1] = composed;
            }
          else
            {
              if (n == MAX_LETTERS)
                return 0;
              letters[n++] = parts[i];
            }
        }
    }

  return n;
}

static gboolean
has (GHashTable *set, const gunichar *letters, guint first, guint end)
{
  char text[MAX_LETTERS * 6 + 1];
  int n = 0;

  for (guint i = first; i < end; i++)
    n += g_unichar_to_utf8 (letters[i], text + n);
  text[n] = '\0';

  return g_hash_table_contains (set, text);
}

/**
 * cb_syllable_is_vietnamese:
 * @word: valid UTF-8, composed or not, in any case
 * @length: in bytes
 *
 * Returns: %TRUE when Vietnamese could spell a syllable so
 */
gboolean
cb_syllable_is_vietnamese (const char *word, gsize length)
{
  const Spelling *spelling = get_spelling ();
  gunichar letters[MAX_LETTERS];
  guint n = strip_tone (word, length, letters);

  if (n == 0)
    return FALSE;
  if (has (spelling->rimes, letters, 0, n))
    return TRUE;
  for (guint i = 1; i <= 3 && i < n; i++)
    {
      if (!has (spelling->onsets, letters, 0, i))
        continue;
      if (letters[0] == 'q')
        {
          if (has (spelling->rimes_after_qu, letters, i, n))
            return TRUE;
        }
      else if (has (spelling->rimes, letters, i, n))
        {
          return TRUE;
        }
    }
  /* "gì", "giếng": the i belongs to onset and rime. */
  return letters[0] == 'g' && n >= 2 && letters[1] == 'i' && has (spelling->rimes, letters, 1, n);
}

/* What belongs to a word, in right text and in what a wrong encoding makes of it: any character
 * over ASCII but blanks and general punctuation. */
static gboolean
is_in_word (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalpha ((char)c);

  return c != 0x00a0 && !(c >= 0x2010 && c <= 0x2017) && !(c >= 0x2026 && c <= 0x203a)
         && c != 0xfeff && c != 0x3000;
}

/**
 * cb_syllable_score:
 * @text: valid UTF-8
 * @length: in bytes
 * @max_words: stop after so many
 *
 * Counts only words with a character that is not ASCII: the others read the same in every encoding.
 * Words that are the same are counted once in eight times at most, so that one column with one
 * repeated word does not decide for a file.
 *
 * Returns: how many words there were, and how many are Vietnamese syllables
 */
CbSyllableScore
cb_syllable_score (const char *text, gsize length, guint max_words)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CbSyllableScore score = { 0, 0 };
  const char *end = text + length;
  const char *p = text;

  while (p < end && score.words < max_words)
    {
      const char *word;
      gboolean ascii = TRUE;
      char *key;
      guint times;

      while (p < end && !is_in_word (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      for (word = p; p < end && is_in_word (g_utf8_get_char (p)); p = g_utf8_next_char (p))
        ascii = ascii && (guint8)*p < 0x80;
      if (ascii || p == word)
        continue;
      key = g_strndup (word, (gsize)(p - word));
      times = GPOINTER_TO_UINT (g_hash_table_lookup (seen, key));
      g_hash_table_insert (seen, key, GUINT_TO_POINTER (times + 1));
      if (times >= 8)
        continue;
      score.words++;
      score.syllables += (guint)cb_syllable_is_vietnamese (word, (gsize)(p - word));
    }

  return score;
}

/**
 * cb_syllable_score_share:
 * @score: of a text
 *
 * Returns: 0…1, 0 when there was no word
 */
double
cb_syllable_score_share (const CbSyllableScore *score)
{
  return score->words == 0 ? 0.0 : (double)score->syllables / score->words;
}
