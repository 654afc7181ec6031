/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-schema-words.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/**
 * cb_schema_words_type:
 * @type: a type of Table Schema, or of a profile
 *
 * Returns: (transfer none): its name for people; the word itself where this version has none
 */
const char *
cb_schema_words_type (const char *type)
{
  static const char *const words[][2] = {
    { "", N_ ("blank") },
    { "any", N_ ("not decided") },
    { "unknown", N_ ("not decided") },
    { "string", N_ ("text") },
    { "code", N_ ("code") },
    { "integer", N_ ("whole number") },
    { "number", N_ ("number") },
    { "date", N_ ("date") },
    { "datetime", N_ ("date and time") },
    { "time", N_ ("time of day") },
    { "year", N_ ("year") },
    { "yearmonth", N_ ("month") },
    { "boolean", N_ ("yes or no") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (type, words[i][0]))
      return _ (words[i][1]);

  return type;
}

/* A pattern of strptime in the letters that offices write for it, in Vietnamese too. */
static char *
dup_date_format (const char *format)
{
  GString *text = g_string_new (format);
  static const char *const letters[][2]
      = { { "%d", "dd" }, { "%m", "mm" }, { "%Y", "yyyy" }, { "%y", "yy" },
          { "%H", "hh" }, { "%M", "mm" }, { "%S", "ss" } };

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    g_string_replace (text, letters[i][0], letters[i][1], 0);

  return g_string_free (text, FALSE);
}

/* [0-9]{5} and [0-9]{4,5} in words; a pattern that somebody wrote is for those who read such. */
static char *
dup_pattern (const char *pattern)
{
  g_autoptr (GRegex) digits = g_regex_new ("^\\[0-9\\]\\{([0-9]+)(,([0-9]+))?\\}$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;

  if (!g_regex_match (digits, pattern, 0, &match))
    return g_strdup (pattern);
  least = g_match_info_fetch (match, 1);
  most = g_match_info_fetch (match, 3);
  if (most == NULL || most[0] == '\0')
    /* Translators: a number of digits of a code */
    return g_strdup_printf (_ ("%s digits"), least);

  /* Translators: from so many digits to so many */
  return g_strdup_printf (_ ("%s to %s digits"), least, most);
}

/**
 * cb_schema_words_dup_format:
 * @field: a field
 *
 * Returns: (transfer full): how its values are written, by an example or in letters; "" where there
 *   is nothing to say
 */
char *
cb_schema_words_dup_format (const CbSchemaField *field)
{
  gboolean comma = g_strcmp0 (field->decimal_char, ",") == 0;
  gboolean is_integer = g_str_equal (field->type, "integer");

  if (is_integer || g_str_equal (field->type, "number"))
    return g_strdup_printf ("%s%s%s%s", field->group_char != NULL ? "1" : "",
                            field->group_char != NULL ? field->group_char : "1",
                            is_integer ? "234" : (comma ? "234,5" : "234.5"),
                            field->bare_number || field->unit == NULL ? "" : " …");
  if (g_strcmp0 (field->format, "any") == 0)
    return g_strdup (_ ("in several ways"));
  if (field->format != NULL && strchr (field->format, '%') != NULL)
    return dup_date_format (field->format);
  if (field->true_values != NULL && field->true_values[0] != NULL && field->false_values != NULL
      && field->false_values[0] != NULL)
    return g_strdup_printf ("%s / %s", field->true_values[0],
                            field->false_values[0][0] != '\0' ? field->false_values[0]
                                                              : _ ("blank"));
  if (field->pattern != NULL)
    return dup_pattern (field->pattern);

  return g_strdup ("");
}

/**
 * cb_schema_words_doubt:
 * @doubt: (nullable): %CB_SCHEMA_DOUBT
 *
 * Returns: (transfer none): why the type is not decided, for people; "" where there is no doubt
 */
const char *
cb_schema_words_doubt (const char *doubt)
{
  static const char *const words[][2] = {
    { "decimal-mark", N_ ("1.234 may be a thousand or one and a bit") },
    { "number-styles", N_ ("numbers are written in two ways: 1.234,5 and 1,234.5") },
    { "day-order", N_ ("no day is over 12: day and month cannot be told apart") },
    { "day-orders", N_ ("the day comes first in some cells, the month in others") },
    { "units", N_ ("some cells have a unit behind the number, others do not") },
    { "date-serial", N_ ("dates have become the numbers by which Excel counts days") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (doubt, words[i][0]) == 0)
      return _ (words[i][1]);

  return "";
}
