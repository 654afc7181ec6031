/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/catalog/cb-catalog-values.h"

#include <string.h>

#include "base/cb-text.h"
#include "core/model/cb-catalog-item.h"

/**
 * cb_catalog_tidy:
 * @cell: as the file has it, in any bytes
 *
 * Returns: (transfer full): UTF-8 without white space at the ends, any run of it one blank
 */
char *
cb_catalog_tidy (const char *cell)
{
  g_autofree char *valid = g_utf8_make_valid (cell, -1);
  GString *text = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && c != 0xfeff)
        g_string_append_unichar (text, c);
      else if (text->len > 0 && text->str[text->len - 1] != ' ')
        g_string_append_c (text, ' ');
    }
  if (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);

  return g_string_free (text, FALSE);
}

/**
 * cb_catalog_is_agency:
 * @name: a name
 *
 * Returns: %TRUE when it begins as names of agencies do: "Sở Y tế", "UBND xã …"
 */
gboolean
cb_catalog_is_agency (const char *name)
{
  static const char *const beginnings[]
      = { "so ",    "ubnd",      "uy ban",  "ban ",      "cong an", "chi cuc", "cuc ",  "van phong",
          "phong ", "thanh tra", "truong ", "trung tam", "bo ",     "toa an",  "vien ", NULL };
  g_autofree char *folded = cb_text_fold (name);

  for (guint i = 0; beginnings[i] != NULL; i++)
    if (g_str_has_prefix (folded, beginnings[i]))
      return TRUE;

  return FALSE;
}

/**
 * cb_catalog_split_values:
 * @text: what a cell lists: "API, Excel", "csv/xlsx", "Hằng tháng và hằng năm"
 * @separators: the characters between them
 *
 * Returns: (transfer full): each of them in lower case, without blanks and "*." at its ends
 */
char **
cb_catalog_split_values (const char *text, const char *separators)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) by_and = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *joined = NULL;

  by_and = g_regex_split_simple ("\\s(?:và|hoặc|and)\\s", lower, 0, 0);
  joined = g_strjoinv (";", by_and);
  parts = g_strsplit_set (joined, separators, -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);

      part += strspn (part, "*.");
      if (part[0] != '\0')
        g_strv_builder_add (builder, part);
    }

  return g_strv_builder_end (builder);
}

static guint
fetch_number (const GMatchInfo *match, int group)
{
  g_autofree char *digits = g_match_info_fetch (match, group);

  return (guint)g_ascii_strtoull (digits, NULL, 10);
}

/**
 * cb_catalog_find_bad_date:
 * @text: any
 * @date: (out) (transfer full): the first day in it that no calendar has
 *
 * Returns: %TRUE when there is one, "31/02/2026"
 */
gboolean
cb_catalog_find_bad_date (const char *text, char **date)
{
  static GRegex *regex;
  g_autoptr (GMatchInfo) match = NULL;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new ("\\b(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})\\b",
                                            G_REGEX_OPTIMIZE, 0, NULL));
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      GDateDay day = (GDateDay)fetch_number (match, 1);
      GDateMonth month = (GDateMonth)fetch_number (match, 2);
      GDateYear year = (GDateYear)fetch_number (match, 3);

      if (g_date_valid_dmy (day, month, year))
        continue;
      *date = g_match_info_fetch (match, 0);
      return TRUE;
    }

  return FALSE;
}

static gboolean
holds_word (const char *value, const char *const *list)
{
  g_autofree char *words = cb_text_dup_words (value);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autofree char *word = g_strdup_printf (" %s ", list[i]);

      if (strstr (words, word) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* "Trước ngày 15" has the word of a frequency, and is a day. */
static gboolean
says_when (const char *value)
{
  g_autofree char *words = cb_text_dup_words (value);
  gboolean begins = g_str_has_prefix (words, " truoc ") || g_str_has_prefix (words, " cham nhat ")
                    || g_str_has_prefix (words, " sau ngay ");

  return begins && strstr (words, " hang ") == NULL && strstr (words, " moi ") == NULL;
}

/**
 * cb_catalog_fits:
 * @column: what a column may say
 * @value: a cell that is not blank
 *
 * Returns: 1 when the value is one that such columns hold, 0 when not. Always 0 for columns whose
 *   values may be anything
 */
guint
cb_catalog_fits (CbCatalogColumn column, const char *value)
{
  static const char *const formats[]
      = { "excel", "xls", "xlsx", "csv", "pdf", "doc",     "docx", "word",
          "json",  "xml", "api",  "ods", "shp", "geojson", NULL };
  static const char *const sharing[]
      = { "mo", "du lieu mo", "dung chung", "chuyen nganh", "rieng", "han che", NULL };

  if (g_utf8_strlen (value, -1) > 80)
    return 0;
  switch (column)
    {
    case CB_CATALOG_COLUMN_FREQUENCY:
      return cb_frequency_from_text (value) != CB_FREQUENCY_UNKNOWN && !says_when (value);
    case CB_CATALOG_COLUMN_FORMATS:
      return holds_word (value, formats);
    case CB_CATALOG_COLUMN_OWNER:
    case CB_CATALOG_COLUMN_PARTNER:
      return cb_catalog_is_agency (value);
    case CB_CATALOG_COLUMN_SHARING:
      return g_utf8_strlen (value, -1) < 30 && holds_word (value, sharing);
    case CB_CATALOG_COLUMN_NONE:
    case CB_CATALOG_COLUMN_NUMBER:
    case CB_CATALOG_COLUMN_CODE:
    case CB_CATALOG_COLUMN_PARENT:
    case CB_CATALOG_COLUMN_FIELD:
    case CB_CATALOG_COLUMN_TITLE:
    case CB_CATALOG_COLUMN_DESCRIPTION:
    case CB_CATALOG_COLUMN_SHARING_WAY:
    case CB_CATALOG_COLUMN_DEADLINE:
    case CB_CATALOG_COLUMN_NOTE:
    default:
      return 0;
    }
}

/**
 * cb_catalog_is_group_number:
 * @text: a cell
 *
 * Returns: whether it is what stands before the name of a group: "I", "IV", "A", "B."
 */
gboolean
cb_catalog_is_group_number (const char *text)
{
  gsize letters = strspn (text, "IVXLC");

  if (letters == 0 && text[0] >= 'A' && text[0] <= 'Z')
    letters = 1;

  return letters > 0 && letters == strcspn (text, ".) ") && strlen (text) <= letters + 1;
}

/**
 * cb_catalog_skip_group_number:
 * @text: the name of a group, "I. Y tế"
 *
 * Returns: (transfer none): the name without its number
 */
const char *
cb_catalog_skip_group_number (const char *text)
{
  const char *rest = strpbrk (text, ".)-/ ");
  g_autofree char *number = NULL;

  if (rest == NULL)
    return text;
  number = g_strndup (text, (gsize)(rest - text));
  /* "I. Y tế" has one, "C thủy" has none: a stop must follow. */
  if (!cb_catalog_is_group_number (number)
      || (*rest == ' ' && strlen (number) < 2 && number[0] != 'I'))
    return text;
  rest += strspn (rest, ".)-/ ");

  return rest[0] != '\0' ? rest : text;
}

/**
 * cb_catalog_tidy_formats:
 * @text: a cell, "API, Excel"
 *
 * Returns: (transfer full): its values with commas between them
 */
char *
cb_catalog_tidy_formats (const char *text)
{
  g_auto (GStrv) values = cb_catalog_split_values (text, ",;/|+");

  return g_strjoinv (",", values);
}

/**
 * cb_catalog_tidy_agencies:
 * @cell: several agencies, a line each
 *
 * Returns: (transfer full): "Sở Y tế; UBND các xã"
 */
char *
cb_catalog_tidy_agencies (const char *cell)
{
  g_auto (GStrv) lines = g_strsplit_set (cell, "\n\r;", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = cb_catalog_tidy (lines[i]);
      const char *name = line + strspn (line, "-+•* ");

      if (*name != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", name);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
