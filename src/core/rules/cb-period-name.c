/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-period-name.h"

#include <string.h>

#include "base/cb-text.h"

/* A run of digits or of letters. */
typedef struct
{
  guint n_digits; /* 0: letters */
  guint number;
  char word[12]; /* the start of the letters */
} Token;

static GArray *
split (const char *folded)
{
  GArray *tokens = g_array_new (FALSE, TRUE, sizeof (Token));

  for (const char *p = folded; *p != '\0';)
    {
      Token token = { 0 };
      gsize length = 0;

      while (g_ascii_isdigit (p[length]))
        length++;
      if (length > 0)
        {
          token.n_digits = (guint)length;
          token.number = length <= 8 ? (guint)g_ascii_strtoull (p, NULL, 10) : 0;
        }
      else
        {
          while (g_ascii_isalpha (p[length]))
            length++;
          memcpy (token.word, p, MIN (length, sizeof token.word - 1));
        }
      if (length > 0)
        g_array_append_val (tokens, token);
      p += MAX (length, 1);
    }

  return tokens;
}

static const Token *
get (GArray *tokens, guint i)
{
  return &g_array_index (tokens, Token, i);
}

static gboolean
is_year (guint number)
{
  return number >= 1990 && number <= 2100;
}

/* Returns: whether a number of one or two digits is @wanted, or of a joined date as 202610 */
static gboolean
has_month (GArray *tokens, guint year, guint wanted)
{
  for (guint i = 0; i < tokens->len; i++)
    {
      const Token *token = get (tokens, i);

      if ((token->n_digits == 1 || token->n_digits == 2) && token->number == wanted)
        return TRUE;
      if (token->n_digits == 6
          && (token->number == year * 100 + wanted || token->number == wanted * 10000 + year))
        return TRUE;
      if (token->n_digits == 8
          && (token->number / 100 == year * 100 + wanted
              || token->number % 1000000 == wanted * 10000 + year))
        return TRUE;
    }

  return FALSE;
}

/* Whether the name says this year, or none. @said: (out): whether it says one */
static gboolean
fits_year (GArray *tokens, guint year, gboolean *said)
{
  gboolean fits = FALSE;

  *said = FALSE;
  for (guint i = 0; i < tokens->len; i++)
    {
      const Token *token = get (tokens, i);
      guint parts[] = { token->number, token->number / 100, token->number % 10000,
                        token->number / 10000, token->number % 10000 };
      guint from = token->n_digits == 4 ? 0 : token->n_digits == 6 ? 1 : 3;
      guint n = token->n_digits == 4 ? 1 : token->n_digits == 6 || token->n_digits == 8 ? 2 : 0;

      for (guint j = from; j < from + n; j++)
        {
          *said |= is_year (parts[j]);
          fits |= parts[j] == year;
        }
    }

  return fits || !*said;
}

/* “tháng 10”, “T10” */
static gboolean
has_month_word (GArray *tokens, guint wanted)
{
  for (guint i = 0; i + 1 < tokens->len; i++)
    if ((g_str_equal (get (tokens, i)->word, "thang") || g_str_equal (get (tokens, i)->word, "t"))
        && get (tokens, i + 1)->n_digits > 0 && get (tokens, i + 1)->n_digits <= 2
        && get (tokens, i + 1)->number == wanted)
      return TRUE;

  return FALSE;
}

/* “Quý 3”, “quý III”, “Q3” */
static gboolean
has_quarter (GArray *tokens, guint wanted)
{
  static const char *const roman[] = { "", "i", "ii", "iii", "iv" };

  for (guint i = 0; i + 1 < tokens->len; i++)
    {
      const Token *next = get (tokens, i + 1);

      if (!g_str_equal (get (tokens, i)->word, "quy") && !g_str_equal (get (tokens, i)->word, "q"))
        continue;
      if (next->n_digits > 0 ? next->number == wanted : g_str_equal (next->word, roman[wanted]))
        return TRUE;
    }

  return FALSE;
}

/* “6 tháng đầu năm”, “H1” */
static gboolean
has_half (GArray *tokens, guint wanted)
{
  const char *which = wanted == 1 ? "dau" : "cuoi";

  for (guint i = 0; i + 1 < tokens->len; i++)
    {
      const Token *next = get (tokens, i + 1);

      if (g_str_equal (get (tokens, i)->word, "h") && next->n_digits == 1 && next->number == wanted)
        return TRUE;
      if (i + 2 < tokens->len && get (tokens, i)->number == 6 && g_str_equal (next->word, "thang")
          && g_str_equal (get (tokens, i + 2)->word, which))
        return TRUE;
    }

  return FALSE;
}

/**
 * cb_period_is_named_in:
 * @period: `2026-10`, `2026-Q3`, `2026-H1`, `2026`, or a day `2026-11-04`
 * @name: of a file
 *
 * Whether the name says that the file is of this period, as offices write it: “tháng 10-2026”,
 * “T10”, “202610”, “Quý III”, “6 tháng đầu năm”. Several periods may be named: who asks takes it
 * for an answer only when one is.
 *
 * Returns: whether it does
 */
gboolean
cb_period_is_named_in (const char *period, const char *name)
{
  g_autofree char *folded = cb_text_fold (name);
  g_autoptr (GArray) tokens = split (folded);
  guint year = (guint)g_ascii_strtoull (period, NULL, 10);
  const char *rest = strlen (period) > 5 ? period + 5 : "";
  guint part = (guint)g_ascii_strtoull (g_ascii_isdigit (*rest) || *rest == '\0' ? rest : rest + 1,
                                        NULL, 10);
  gboolean said;

  if (!is_year (year) || !fits_year (tokens, year, &said))
    return FALSE;
  if (*rest == '\0')
    return said;
  if (*rest == 'Q')
    return part >= 1 && part <= 4 && has_quarter (tokens, part);
  if (*rest == 'H')
    return has_half (tokens, part);
  if (strlen (rest) == 5)
    return said && has_month (tokens, year, part)
           && has_month (tokens, year, (guint)g_ascii_strtoull (rest + 3, NULL, 10));

  return said ? has_month (tokens, year, part) : has_month_word (tokens, part);
}
