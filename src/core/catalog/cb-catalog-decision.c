/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/catalog/cb-catalog-decision.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gio/gio.h>

#include "base/cb-error.h"
#include "base/cb-text.h"
#include "core/catalog/cb-catalog-values.h"

/* What stands before its day where that is not the day on which it was issued, without diacritics:
 * "số liệu đến ngày", "có hiệu lực từ ngày". */
static const char *const other_days[] = { "den", "hieu luc", "cap nhat", "tu ngay" };

/* The number of a decision, "2053/QĐ-UBND", "60/2021/QĐ-UBND", and not that of a decree. */
#define NUMBER "\\b\\d+(?:\\s?/\\s?\\d{4})?\\s?/\\s?QĐ(?:[-–][\\p{L}0-9]+)+"

/* Why a text names a decision. */
typedef enum
{
  NAMED_ATTACHED, /* "kèm theo Quyết định số …": the one that the list is of */
  NAMED_ONLY,     /* by its number alone, as in the head of the decision itself */
  NAMED_REPLACED, /* "thay thế Quyết định số …" */
  NAMED_BASIS,    /* "Căn cứ Quyết định số …" */
} Naming;

typedef struct
{
  char *number;
  int start; /* in bytes, of the whole text */
  int end;
  int next; /* where the number after it begins, or the text ends */
  Naming naming;
} Named;

/* "25/7/2024", "ngày 25 tháng 7 năm 2024", "2024-07-25". @start: (out) (optional): in bytes */
static gboolean
find_day (const char *text, guint *day, guint *month, guint *year, int *start)
{
  static const struct
  {
    const char *pattern;
    gboolean year_first;
  } patterns[] = {
    { "\\b(\\d{4})-(\\d{1,2})-(\\d{1,2})\\b", TRUE },
    { "\\b(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})\\b", FALSE },
    { "\\b(\\d{1,2})\\s+tháng\\s+(\\d{1,2})\\s+năm\\s+(\\d{4})\\b", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (patterns[i].pattern, G_REGEX_CASELESS, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;
      guint numbers[3];

      if (!g_regex_match (regex, text, 0, &match))
        continue;
      for (int n = 0; n < 3; n++)
        {
          g_autofree char *number = g_match_info_fetch (match, n + 1);

          numbers[n] = (guint)strtoul (number, NULL, 10);
        }
      *day = numbers[patterns[i].year_first ? 2 : 0];
      *month = numbers[1];
      *year = numbers[patterns[i].year_first ? 0 : 2];
      if (start != NULL)
        g_match_info_fetch_pos (match, 0, start, NULL);
      return TRUE;
    }

  return FALSE;
}

/**
 * cb_catalog_dup_day_in:
 * @text: (nullable): a text that may name a day, "Quyết định số 3111/QĐ-UBND ngày 25/7/2024"
 * @error: %CB_ERROR_INVALID when the day that it names does not exist (31/02)
 *
 * Returns: (transfer full) (nullable): the first one, YYYY-MM-DD; %NULL without @error when it
 * names none
 */
char *
cb_catalog_dup_day_in (const char *text, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  guint day, month, year;

  if (!find_day (valid, &day, &month, &year, NULL))
    return NULL;
  if (g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return g_strdup_printf ("%04u-%02u-%02u", year, month, day);
  g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "%u/%u/%u is no day of the calendar", day, month,
               year);
  return NULL;
}

/**
 * cb_catalog_dup_day:
 * @text: a day as people write it
 * @error: %CB_ERROR_INVALID when it is none, or does not exist
 *
 * Returns: (transfer full): the day, YYYY-MM-DD
 */
char *
cb_catalog_dup_day (const char *text, GError **error)
{
  GError *local_error = NULL;
  char *day = cb_catalog_dup_day_in (text, &local_error);

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else if (day == NULL)
    g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "“%s” is no day (25/7/2024)", text);
  return day;
}

/**
 * cb_catalog_dup_number_in:
 * @text: (nullable): a text that may name a decision
 *
 * Returns: (transfer full) (nullable): its number, "3111/QĐ-UBND"
 */
char *
cb_catalog_dup_number_in (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autoptr (GRegex) regex
      = g_regex_new ("\\b\\d+(?:/\\d{4})?/[\\p{L}]+(?:-[\\p{L}0-9]+)+", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, valid, 0, &match) ? g_match_info_fetch (match, 0) : NULL;
}

/**
 * cb_decision_named_free:
 * @self: (nullable) (transfer full): a decision
 */
void
cb_decision_named_free (CbDecisionNamed *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->bad_day);
  g_free (self->replaces);
  g_free (self);
}

static void
free_named (gpointer data)
{
  Named *named = data;

  g_free (named->number);
  g_free (named);
}

static char *
dup_folded (const char *text, int start, int end)
{
  g_autofree char *part = g_strndup (text + start, (gsize)(end - start));

  return cb_text_fold (part);
}

/* "thay thế danh mục kèm theo Quyết định số …" replaces: what is said first here goes first. */
static gboolean
find_clue (const char *folded, Naming *naming)
{
  static const struct
  {
    const char *words;
    Naming naming;
  } clues[] = {
    { "thay the", NAMED_REPLACED }, { "thay cho", NAMED_REPLACED }, { "bai bo", NAMED_REPLACED },
    { "kem theo", NAMED_ATTACHED }, { "can cu ", NAMED_BASIS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (clues); i++)
    if (strstr (folded, clues[i].words) != NULL)
      {
        *naming = clues[i].naming;
        return TRUE;
      }
  return FALSE;
}

/* By its own row, else by the one that stands between it and @last, the number before it. */
static Naming
judge_naming (const char *text, int start, const Named *last)
{
  int from = last != NULL ? last->end : 0;
  int line = start;
  g_autofree char *on_line = NULL;
  g_autofree char *before = NULL;
  Naming naming = NAMED_ONLY;

  while (line > from && text[line - 1] != '\n')
    line--;
  on_line = dup_folded (text, line, start);
  if (find_clue (on_line, &naming))
    return naming;
  /* "thay thế Quyết định số 630/QĐ-UBND và số 3111/QĐ-UBND" */
  if (line == from && last != NULL && last->naming != NAMED_ATTACHED)
    return last->naming;
  before = dup_folded (text, from, line);
  find_clue (before, &naming);
  return naming;
}

/* "2053 /QĐ–UBND" as "2053/QĐ-UBND". */
static char *
dup_number (const GMatchInfo *match)
{
  g_autofree char *written = g_match_info_fetch (match, 0);
  g_autoptr (GRegex) spaces = g_regex_new ("\\s", 0, 0, NULL);
  g_autofree char *close = g_regex_replace_literal (spaces, written, -1, 0, "", 0, NULL);
  g_auto (GStrv) parts = g_strsplit (close, "–", -1);

  return g_strjoinv ("-", parts);
}

static GPtrArray *
list_named (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (NUMBER, G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  GPtrArray *all = g_ptr_array_new_with_free_func (free_named);
  Named *last = NULL;

  g_regex_match (regex, text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      Named *named = g_new0 (Named, 1);

      named->number = dup_number (match);
      g_match_info_fetch_pos (match, 0, &named->start, &named->end);
      named->next = (int)strlen (text);
      if (last != NULL)
        last->next = named->start;
      named->naming = judge_naming (text, named->start, last);
      g_ptr_array_add (all, named);
      last = named;
    }

  return all;
}

/* The one that the list is attached to; else the only one whose number stands there. Where several
 * do, a person has to tell. */
static const Named *
choose_named (GPtrArray *all)
{
  const Named *chosen = NULL;

  for (guint i = 0; i < all->len; i++)
    if (((const Named *)g_ptr_array_index (all, i))->naming == NAMED_ATTACHED)
      return g_ptr_array_index (all, i);
  for (guint i = 0; i < all->len; i++)
    {
      const Named *named = g_ptr_array_index (all, i);

      if (named->naming != NAMED_ONLY)
        continue;
      if (chosen != NULL && !g_str_equal (chosen->number, named->number))
        return NULL;
      chosen = named;
    }
  return chosen;
}

static gboolean
is_day_of_issue (const char *between)
{
  g_autofree char *folded = cb_text_fold (between);

  for (guint i = 0; i < G_N_ELEMENTS (other_days); i++)
    if (strstr (folded, other_days[i]) != NULL)
      return FALSE;
  return TRUE;
}

/* Days as Decree 30/2020/NĐ-CP has them written: a zero before days up to 9 and months up to 2.
 * @bad: (out) (optional): the day as written when there is no such day */
static char *
dup_issued (const char *after, char **bad)
{
  guint day, month, year;
  int start = 0;
  g_autofree char *between = NULL;

  if (!find_day (after, &day, &month, &year, &start))
    return NULL;
  between = g_strndup (after, (gsize)start);
  if (!is_day_of_issue (between))
    return NULL;
  if (g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return g_strdup_printf (month <= 2 ? "%02u/%02u/%u" : "%02u/%u/%u", day, month, year);
  if (bad != NULL)
    *bad = g_strdup_printf ("%u/%u/%u", day, month, year);
  return NULL;
}

static char *
dup_issuer (const char *after)
{
  g_autoptr (GRegex) regex
      = g_regex_new ("^[^\n]*?\\bcủa\\s+([^\n(),;.]{3,100})", G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, after, 0, &match) ? g_strstrip (g_match_info_fetch (match, 1))
                                                 : NULL;
}

/* @bad_day: (out) (optional) */
static char *
describe_named (const char *text, const Named *named, char **bad_day)
{
  g_autofree char *after = g_strndup (text + named->end, (gsize)(named->next - named->end));
  g_autofree char *day = dup_issued (after, bad_day);
  g_autofree char *issuer = dup_issuer (after);
  GString *words = g_string_new (NULL);

  g_string_append_printf (words, "Quyết định số %s", named->number);
  if (day != NULL)
    g_string_append_printf (words, " ngày %s", day);
  if (issuer != NULL)
    g_string_append_printf (words, " của %s", issuer);
  return g_string_free (words, FALSE);
}

/* One text of all lines, composed, with the letter Đ that keyboards write as the Icelandic Ð. */
static char *
join_lines (const char *const *lines)
{
  g_autofree char *joined = g_strjoinv ("\n", (char **)lines);
  g_autofree char *valid = g_utf8_make_valid (joined, -1);
  char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);

  for (char *found = strstr (composed, "Ð"); found != NULL; found = strstr (found, "Ð"))
    memcpy (found, "Đ", strlen ("Đ"));
  return composed;
}

/**
 * cb_catalog_find_decision:
 * @lines: (array zero-terminated=1): what stands above the table of a catalog, a row each
 *
 * Looks for the decision that a catalog is of: "(Kèm theo Quyết định số 2053/QĐ-UBND ngày 07/7/2026
 * của Chủ tịch UBND tỉnh)", or the number and the day of the decision's own head. Decisions that it
 * rests on or replaces are not taken for it.
 *
 * Returns: (transfer full) (nullable): it; %NULL when none is named, or several are and nothing
 *   says which
 */
CbDecisionNamed *
cb_catalog_find_decision (const char *const *lines)
{
  g_autofree char *text = join_lines (lines);
  g_autoptr (GPtrArray) all = list_named (text);
  const Named *chosen = choose_named (all);
  CbDecisionNamed *found;

  if (chosen == NULL)
    return NULL;
  found = g_new0 (CbDecisionNamed, 1);
  found->text = describe_named (text, chosen, &found->bad_day);
  for (int i = 0; i < chosen->start; i++)
    found->line += text[i] == '\n';
  for (guint i = 0; i < all->len; i++)
    {
      const Named *named = g_ptr_array_index (all, i);
      g_autofree char *before = g_steal_pointer (&found->replaces);
      g_autofree char *words = NULL;

      if (named->naming == NAMED_REPLACED)
        words = describe_named (text, named, NULL);
      if (words != NULL && before != NULL)
        found->replaces = g_strdup_printf ("%s; %s", before, words);
      else
        found->replaces = words != NULL ? g_steal_pointer (&words) : g_steal_pointer (&before);
    }

  return found;
}
