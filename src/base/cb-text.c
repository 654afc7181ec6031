/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-text.h"

#include <string.h>

/**
 * cb_text_fold:
 * @text: UTF-8
 *
 * The form in which two texts are compared when a person searches: no case, no diacritics, đ = d,
 * any run of white space one blank ("Sở  Y tế" and "so y te" are one).
 *
 * Returns: (transfer full): ASCII where the text is Vietnamese
 */
char *
cb_text_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  GString *folded = g_string_sized_new (strlen (decomposed));
  gboolean blank = TRUE;

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_tolower (g_utf8_get_char (p));

      if (g_unichar_ismark (c))
        continue;
      /* U+00D0/U+00F0 (eth) look like Đ and are typed for it. */
      if (c == 0x0111 || c == 0x00f0)
        c = 'd';
      if (g_unichar_isspace (c))
        {
          if (!blank)
            g_string_append_c (folded, ' ');
          blank = TRUE;
          continue;
        }
      g_string_append_unichar (folded, c);
      blank = FALSE;
    }
  if (folded->len > 0 && folded->str[folded->len - 1] == ' ')
    g_string_truncate (folded, folded->len - 1);

  return g_string_free (folded, FALSE);
}

/**
 * cb_text_dup_words:
 * @text: UTF-8: a label
 *
 * The folded words of a text, for cb_text_has_phrase(): all that is neither letter nor digit is a
 * blank, with one at each end (" so dien thoai ").
 *
 * Returns: (transfer full): ASCII; " " where there is no word
 */
char *
cb_text_dup_words (const char *text)
{
  g_autofree char *folded = cb_text_fold (text);
  GString *words = g_string_new (" ");

  for (const char *p = folded; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (words, *p);
      else if (words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
    }
  if (words->str[words->len - 1] != ' ')
    g_string_append_c (words, ' ');

  return g_string_free (words, FALSE);
}

/**
 * cb_text_has_phrase:
 * @words: what cb_text_dup_words() made of a text
 * @phrase: folded words with one blank between, not empty
 *
 * Returns: whether they stand in it one after another, each whole
 */
gboolean
cb_text_has_phrase (const char *words, const char *phrase)
{
  gsize length = strlen (phrase);

  for (const char *p = strstr (words, phrase); p != NULL; p = strstr (p + 1, phrase))
    if (p > words && p[-1] == ' ' && p[length] == ' ')
      return TRUE;

  return FALSE;
}

static gboolean
holds_word (const char *text, const char *word, gsize length)
{
  for (const char *p = strchr (text, *word); p != NULL; p = strchr (p + 1, *word))
    if (strncmp (p, word, length) == 0)
      return TRUE;

  return FALSE;
}

/**
 * cb_text_holds_words:
 * @folded: what cb_text_fold() made of a text, kept by whoever is searched often
 * @folded_needle: (nullable): what cb_text_fold() made of what the person typed
 *
 * Returns: %TRUE when every word of the needle is somewhere in the text, in any order
 */
gboolean
cb_text_holds_words (const char *folded, const char *folded_needle)
{
  const char *word = folded_needle;

  /* Called for every text at every key: nothing is copied. */
  while (word != NULL && *(word += strspn (word, " ")) != '\0')
    {
      gsize length = strcspn (word, " ");

      if (!holds_word (folded, word, length))
        return FALSE;
      word += length;
    }

  return TRUE;
}

/**
 * cb_text_matches:
 * @haystack: any UTF-8
 * @folded_needle: what cb_text_fold() made of what the person typed
 *
 * Returns: %TRUE when every word of the needle is somewhere in the haystack
 */
gboolean
cb_text_matches (const char *haystack, const char *folded_needle)
{
  g_autofree char *folded = cb_text_fold (haystack);

  return cb_text_holds_words (folded, folded_needle);
}

static char *
reduce (const char *text, const char *allowed, char filler, gsize max_length)
{
  g_autofree char *folded = cb_text_fold (text);
  GString *out = g_string_new (NULL);

  for (const char *p = folded; *p != '\0' && out->len < max_length; p++)
    {
      if (g_ascii_isalnum (*p) || strchr (allowed, *p) != NULL)
        g_string_append_c (out, *p);
      else if (out->len > 0 && out->str[out->len - 1] != filler)
        g_string_append_c (out, filler);
    }
  while (out->len > 0 && (out->str[out->len - 1] == filler || out->str[out->len - 1] == '.'))
    g_string_truncate (out, out->len - 1);

  return g_string_free (out, FALSE);
}

/**
 * cb_text_is_like:
 * @text: any text
 * @shape: `0000-Q0`: a 0 is any digit, all else is itself
 *
 * To be asked before sscanf(), which takes a sign and blanks for a part of a number.
 *
 * Returns: whether @text is of that shape, from its first byte to its last
 */
gboolean
cb_text_is_like (const char *text, const char *shape)
{
  for (; *shape != '\0'; text++, shape++)
    if (*shape == '0' ? !g_ascii_isdigit (*text) : *text != *shape)
      return FALSE;

  return *text == '\0';
}

/**
 * cb_text_slug:
 * @text: a title
 * @max_length: at most so many bytes, 100 for CKAN
 *
 * The address of a dataset, made here because CKAN's own slugger drops half of Vietnamese
 * (portals.md §2.4): `[a-z0-9-]`, đ to d, never shorter than CKAN's two characters and never one
 * of the words that CKAN keeps for itself.
 *
 * Returns: (transfer full): ASCII
 */
char *
cb_text_slug (const char *text, gsize max_length)
{
  g_autofree char *slug = reduce (text, "", '-', max_length);

  if (strlen (slug) < 2 || g_str_equal (slug, "new") || g_str_equal (slug, "edit")
      || g_str_equal (slug, "search"))
    return g_strconcat ("du-lieu", slug[0] != '\0' ? "-" : NULL, slug, NULL);

  return g_steal_pointer (&slug);
}

/**
 * cb_text_has_ending:
 * @name: (nullable): of a file, in the encoding of file names: it may be no UTF-8
 * @ending: ASCII, `.xlsx`
 *
 * Returns: whether it ends so; the case of ASCII letters does not matter
 */
gboolean
cb_text_has_ending (const char *name, const char *ending)
{
  gsize length = name != NULL ? strlen (name) : 0;
  gsize wanted = strlen (ending);

  return length >= wanted && g_ascii_strcasecmp (name + length - wanted, ending) == 0;
}

/**
 * cb_text_is_reserved_name:
 * @name: of a file, without folders
 *
 * `CON`, `NUL`, `COM1` and their like are devices in every folder of Windows, whatever ending
 * follows: what is written there is gone, and no such file can be kept.
 *
 * Returns: whether Windows has it for a device
 */
gboolean
cb_text_is_reserved_name (const char *name)
{
  static const char *const devices[] = { "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$" };
  gsize length = strcspn (name, ".:");

  while (length > 0 && name[length - 1] == ' ')
    length--;
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    if (strlen (devices[i]) == length && g_ascii_strncasecmp (name, devices[i], length) == 0)
      return TRUE;

  return length == 4 && g_ascii_isdigit (name[3])
         && (g_ascii_strncasecmp (name, "COM", 3) == 0
             || g_ascii_strncasecmp (name, "LPT", 3) == 0);
}

/**
 * cb_text_ascii_file_name:
 * @name: a file name as the office wrote it, without folders
 *
 * The name that goes into the part header of an upload (portals.md R14): transliterated, because
 * CKAN would drop the letters instead, and without anything that could break out of a header. Who
 * downloads it on Windows can keep it, too: see cb_text_is_reserved_name().
 *
 * Returns: (transfer full): `[a-z0-9._-]`, at most 100 bytes, the extension kept
 */
char *
cb_text_ascii_file_name (const char *name)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *stem = NULL;
  g_autofree char *extension = NULL;
  g_autofree char *ascii = NULL;

  if (dot == NULL || dot == name)
    dot = name + strlen (name);
  stem = g_strndup (name, (gsize)(dot - name));
  ascii = reduce (stem, "._-", '-', 80);
  extension = reduce (dot, "", '.', 20);
  if (cb_text_is_reserved_name (ascii))
    return g_strconcat ("du-lieu-", ascii, extension[0] != '\0' ? "." : "", extension, NULL);
  if (ascii[0] == '\0' || ascii[0] == '.')
    return g_strconcat ("du-lieu", ascii, extension[0] != '\0' ? "." : "", extension, NULL);

  return g_strconcat (ascii, extension[0] != '\0' ? "." : "", extension, NULL);
}

/**
 * cb_text_format_count:
 * @number: a count
 *
 * Returns: (transfer full): as Vietnamese write it, `1.234.567`
 */
char *
cb_text_format_count (guint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  gsize length = strlen (digits);
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (out, '.');
      g_string_append_c (out, digits[i]);
    }

  return g_string_free (out, FALSE);
}

/**
 * cb_text_format_bytes:
 * @bytes: a size
 *
 * Returns: (transfer full): as Vietnamese write it, decimal units and comma, `1,2 GB`
 */
char *
cb_text_format_bytes (guint64 bytes)
{
  static const char *const units[] = { "kB", "MB", "GB", "TB", "PB", "EB" };
  double value = (double)bytes;
  guint unit = 0;
  char *text;

  if (bytes < 1000)
    return g_strdup_printf ("%u B", (guint)bytes);
  value /= 1000;
  while (value >= 999.5 && unit + 1 < G_N_ELEMENTS (units))
    {
      value /= 1000;
      unit++;
    }
  text = value < 9.95 ? g_strdup_printf ("%.1f %s", value, units[unit])
                      : g_strdup_printf ("%.0f %s", value, units[unit]);

  return g_strdelimit (text, ".", ',');
}

/**
 * cb_text_hex:
 * @bytes: (array length=length): a digest
 * @length: its length
 *
 * Returns: (transfer full): lower-case hexadecimal
 */
char *
cb_text_hex (const guint8 *bytes, gsize length)
{
  static const char digits[] = "0123456789abcdef";
  char *text = g_malloc (length * 2 + 1);

  for (gsize i = 0; i < length; i++)
    {
      text[2 * i] = digits[bytes[i] >> 4];
      text[2 * i + 1] = digits[bytes[i] & 15];
    }
  text[length * 2] = '\0';
  return text;
}
