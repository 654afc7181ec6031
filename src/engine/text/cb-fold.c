/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/text/cb-fold.h"

#include <string.h>

#include "base/cb-text.h"

/* What one character becomes is looked up for those that Vietnamese and its neighbours are written
 * with; any other takes the long way of cb_text_fold(). */
#define LOW_FIRST 0x80u
#define LOW_END 0x800u
#define HIGH_FIRST 0x1e00u
#define HIGH_END 0x2100u
#define MOST_BYTES 7

/* In the place of @length. */
enum
{
  IS_BLANK = 0xfe,
  IS_LONG = 0xff,
};

typedef struct
{
  guint8 length;
  char bytes[MOST_BYTES];
} Folded;

static Folded low_table[LOW_END - LOW_FIRST];
static Folded high_table[HIGH_END - HIGH_FIRST];

static void
fold_one (gunichar c, Folded *folded)
{
  char text[8] = "";
  g_autofree char *made = NULL;
  gsize length;

  text[g_unichar_to_utf8 (c, text)] = '\0';
  if (g_unichar_isspace (c))
    {
      folded->length = IS_BLANK;
      return;
    }
  /* Between letters, so that a blank in what it becomes is kept. */
  {
    g_autofree char *framed = g_strconcat ("x", text, "x", NULL);

    made = cb_text_fold (framed);
  }
  length = strlen (made) - 2;
  folded->length = IS_LONG;
  /* A blank in it may run into one before it. */
  if (length > MOST_BYTES || memchr (made + 1, ' ', length) != NULL)
    return;
  folded->length = (guint8)length;
  memcpy (folded->bytes, made + 1, length);
}

static void
make_tables (void)
{
  static gsize made = 0;

  if (!g_once_init_enter (&made))
    return;
  for (gunichar c = LOW_FIRST; c < LOW_END; c++)
    fold_one (c, &low_table[c - LOW_FIRST]);
  for (gunichar c = HIGH_FIRST; c < HIGH_END; c++)
    fold_one (c, &high_table[c - HIGH_FIRST]);
  g_once_init_leave (&made, 1);
}

/**
 * cb_fold_space_clear:
 * @self: what a thread folded in
 */
void
cb_fold_space_clear (CbFoldSpace *self)
{
  g_clear_pointer (&self->bytes, g_free);
  self->allocated = 0;
}

static inline gboolean
is_ascii_blank (guint8 byte)
{
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

#define ONES 0x0101010101010101ull

/* Eight letters at once: adds 0x20 to those from A to Z. All bytes must be ASCII. */
static inline guint64
lower_eight (guint64 word)
{
  guint64 from_a = word + ONES * (0x80 - 'A');
  guint64 after_z = word + ONES * (0x80 - 'Z' - 1);

  return word | (((from_a ^ after_z) & (ONES * 0x80)) >> 2);
}

/* Whether all eight bytes are ASCII above the blank: nothing to run together, nothing to look up.
 * The bytes must be ASCII for the second half to hold; the first half says whether they are. */
static inline gboolean
is_simple (guint64 word)
{
  return ((word | ~(word + ONES * (0x80 - '!'))) & (ONES * 0x80)) == 0;
}

/* Any character, in the way of the slow function; returns where it ends in @bytes. */
static const char *
fold_slowly (const char *bytes, const char *end, char **out, gboolean *blank)
{
  gunichar c = g_utf8_get_char_validated (bytes, end - bytes);
  char text[8] = "";
  g_autofree char *framed = NULL;
  g_autofree char *made = NULL;
  gsize length;

  /* Chinese characters and pictures stay what they are. */
  if ((c >= 0x4e00 && c <= 0x9fff) || (c >= 0x1f300 && c <= 0x1f5ff))
    {
      gsize width = (gsize)g_unichar_to_utf8 (c, *out);

      *out += width;
      *blank = FALSE;
      return bytes + width;
    }
  /* Not UTF-8: a byte that no needle has. */
  if (c >= (gunichar)-2)
    {
      *(*out)++ = (char)0xff;
      *blank = FALSE;
      return bytes + 1;
    }
  text[g_unichar_to_utf8 (c, text)] = '\0';
  framed = g_strconcat ("x", text, "x", NULL);
  made = cb_text_fold (framed);
  length = strlen (made) - 2;
  for (const char *p = made + 1; length > 0; p++, length--)
    {
      if (*p == ' ' && *blank)
        continue;
      *(*out)++ = *p;
      *blank = *p == ' ';
    }
  return g_utf8_next_char (bytes);
}

/* The entry of the character at @bytes, %NULL when it has none; @width is how long it is. */
static inline const Folded *
look_up (const guint8 *bytes, const guint8 *end, gsize *width)
{
  if (bytes[0] >= 0xc2 && bytes[0] <= 0xdf && end - bytes >= 2 && (bytes[1] & 0xc0) == 0x80)
    {
      *width = 2;
      return &low_table[((bytes[0] & 0x1fu) << 6 | (bytes[1] & 0x3fu)) - LOW_FIRST];
    }
  if ((bytes[0] == 0xe1 || bytes[0] == 0xe2) && end - bytes >= 3 && (bytes[1] & 0xc0) == 0x80
      && (bytes[2] & 0xc0) == 0x80)
    {
      guint c = (bytes[0] & 0xfu) << 12 | (bytes[1] & 0x3fu) << 6 | (bytes[2] & 0x3fu);

      *width = 3;
      if (c >= HIGH_FIRST && c < HIGH_END)
        return &high_table[c - HIGH_FIRST];
    }
  return NULL;
}

static void
make_room (CbFoldSpace *space, gsize length)
{
  make_tables ();
  /* What is looked up grows by a half at most (three bytes into seven, never met); the longest
   * compatibility character of all becomes 33 bytes from three. */
  if (space->allocated < 12 * length + 64)
    {
      space->allocated = 12 * length + 64;
      g_free (space->bytes);
      space->bytes = g_malloc (space->allocated);
    }
}

/**
 * cb_fold:
 * @space: where to
 * @bytes: UTF-8; what is not is never found
 * @length: of @bytes
 *
 * What cb_text_fold() makes, fast: no case, no diacritics, đ = d, any run of white space one blank,
 * none at the beginning. One at the end may stay.
 *
 * Returns: how many bytes are in @space now
 */
gsize
cb_fold (CbFoldSpace *space, const char *bytes, gsize length)
{
  const char *in = bytes;
  const char *end = bytes + length;
  gboolean blank = TRUE;
  char *out;

  make_room (space, length);
  out = space->bytes;
  while (in < end)
    {
      const Folded *folded;
      gsize width = 1;
      guint64 word;

      while (end - in >= (ptrdiff_t)sizeof word
             && (memcpy (&word, in, sizeof word), is_simple (word)))
        {
          word = lower_eight (word);
          memcpy (out, &word, sizeof word);
          in += sizeof word;
          out += sizeof word;
          blank = FALSE;
        }
      if (in >= end)
        break;
      if (((guint8)*in & 0x80) == 0)
        {
          if (!is_ascii_blank ((guint8)*in))
            {
              *out++ = g_ascii_tolower (*in);
              blank = FALSE;
            }
          else if (!blank)
            {
              *out++ = ' ';
              blank = TRUE;
            }
          in++;
          continue;
        }
      folded = look_up ((const guint8 *)in, (const guint8 *)end, &width);
      if (folded == NULL || folded->length == IS_LONG)
        {
          in = fold_slowly (in, end, &out, &blank);
          continue;
        }
      in += width;
      if (folded->length == IS_BLANK)
        {
          if (!blank)
            *out++ = ' ';
          blank = TRUE;
          continue;
        }
      memcpy (out, folded->bytes, MOST_BYTES);
      out += folded->length;
      blank = blank && folded->length == 0;
    }
  return (gsize)(out - space->bytes);
}

/**
 * cb_fold_loosely:
 * @space: where to
 * @bytes: UTF-8
 * @length: of @bytes
 *
 * As cb_fold(), but white space stays as it is, which is twice as fast: for what has none in it,
 * one word of a needle.
 *
 * Returns: how many bytes are in @space now
 */
gsize
cb_fold_loosely (CbFoldSpace *space, const char *bytes, gsize length)
{
  const char *in = bytes;
  const char *end = bytes + length;
  gboolean blank = FALSE;
  char *out;

  make_room (space, length);
  out = space->bytes;
  while (in < end)
    {
      const Folded *folded;
      gsize width = 1;
      guint64 word = 0;
      guint64 high;

      if (end - in >= (ptrdiff_t)sizeof word)
        memcpy (&word, in, sizeof word);
      else
        memcpy (&word, in, (gsize)(end - in));
      word = GUINT64_FROM_LE (word);
      high = word & (ONES * 0x80);
      /* All eight, and what is not a letter of ASCII is written over. */
      {
        guint64 lower = GUINT64_TO_LE (lower_eight (word & ~(ONES * 0x80)));

        memcpy (out, &lower, sizeof lower);
      }
      if (high == 0)
        {
          gsize n = MIN (sizeof word, (gsize)(end - in));

          in += n;
          out += n;
          continue;
        }
      in += (guint)__builtin_ctzll (high) / 8;
      out += (guint)__builtin_ctzll (high) / 8;
      folded = look_up ((const guint8 *)in, (const guint8 *)end, &width);
      if (folded == NULL || folded->length >= IS_BLANK)
        {
          in = fold_slowly (in, end, &out, &blank);
          blank = FALSE;
          continue;
        }
      in += width;
      memcpy (out, folded->bytes, sizeof word - 1);
      out += folded->length;
    }
  return (gsize)(out - space->bytes);
}

/**
 * cb_fold_contains:
 * @space: where to fold
 * @bytes: UTF-8
 * @length: of @bytes
 * @needle: what cb_text_fold() made of what a person typed
 * @needle_length: its length, over 0
 *
 * Returns: whether the needle is somewhere in it
 */
gboolean
cb_fold_contains (
    CbFoldSpace *space, const char *bytes, gsize length, const char *needle, gsize needle_length)
{
  gsize folded = cb_fold (space, bytes, length);

  return cb_text_find_bytes (space->bytes, folded, needle, needle_length) != NULL;
}
