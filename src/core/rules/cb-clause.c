/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-clause.h"

#include <string.h>

#include "base/cb-json.h"

/* Groups: 1 the issuing decision itself, 2 its article, 3 article, 4 khoản, 5 điểm, 6 another text.
 * The same grammar as in profile.schema.json. */
#define REFERENCE_PATTERN                                                                          \
  "^(?:(QĐ)(?: Đ([0-9]+))?|(?:Đ([0-9]+)(?:\\.([0-9]+)([a-zđ])?)?)?"                            \
  "(?:(?:^|(?<=\\S) )([0-9]+/[0-9]{4}/[A-ZĐ0-9-]+))?)$"

static GRegex *
get_pattern (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      GRegex *regex = g_regex_new (REFERENCE_PATTERN, G_REGEX_OPTIMIZE, 0, NULL);

      g_once_init_leave (&once, (gsize)regex);
    }

  return (GRegex *)once;
}

/**
 * cb_clause_is_well_formed:
 * @cite: (nullable): `Đ7.1, Đ3.3`
 *
 * Returns: whether cb_clause_format() can read it
 */
gboolean
cb_clause_is_well_formed (const char *cite)
{
  g_auto (GStrv) parts = NULL;

  if (cite == NULL || cite[0] == '\0')
    return FALSE;
  parts = g_strsplit (cite, ", ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] == '\0' || !g_regex_match (get_pattern (), parts[i], 0, NULL))
      return FALSE;

  return TRUE;
}

static const char *
find_short_title (JsonArray *documents, const char *number)
{
  for (guint i = 0; documents != NULL && i < json_array_get_length (documents); i++)
    {
      JsonNode *node = json_array_get_element (documents, i);
      JsonObject *document = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (document != NULL && g_strcmp0 (cb_json_get_string (document, "number"), number) == 0
          && cb_json_get_string (document, "cite_as") != NULL)
        return cb_json_get_string (document, "cite_as");
    }

  return number;
}

/* The place in a text, "" when the whole text is meant; @number is set when it is another text. */
static char *
format_place (const char *reference, char **number)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *decision = NULL;
  g_autofree char *decision_article = NULL;
  g_autofree char *article = NULL;
  g_autofree char *clause = NULL;
  g_autofree char *point = NULL;
  GString *place;

  if (!g_regex_match (get_pattern (), reference, 0, &match))
    return g_strdup (reference);

  decision = g_match_info_fetch (match, 1);
  decision_article = g_match_info_fetch (match, 2);
  article = g_match_info_fetch (match, 3);
  clause = g_match_info_fetch (match, 4);
  point = g_match_info_fetch (match, 5);
  *number = g_match_info_fetch (match, 6);

  place = g_string_new (NULL);
  if (decision != NULL && decision[0] != '\0' && decision_article[0] != '\0')
    g_string_append_printf (place, "Quyết định ban hành, Điều %s", decision_article);
  if (article != NULL && article[0] != '\0')
    g_string_append_printf (place, "Điều %s", article);
  if (clause != NULL && clause[0] != '\0')
    g_string_append_printf (place, " khoản %s", clause);
  if (point != NULL && point[0] != '\0')
    g_string_append_printf (place, " điểm %s", point);

  return g_string_free (place, FALSE);
}

/**
 * cb_clause_format:
 * @cite: a well-formed citation of a profile
 * @cite_as: the text that it is about, `42/2024/QĐ-UBND`
 * @documents: (nullable): the profile's `documents`, for the short titles of other texts
 *
 * Law is cited in Vietnamese whatever the language of the program: a clerk who looks it up finds
 * these words.
 *
 * Returns: (transfer full): "Điều 7 khoản 1, 42/2024/QĐ-UBND"
 */
char *
cb_clause_format (const char *cite, const char *cite_as, JsonArray *documents)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *open_text = NULL;
  GString *clause = g_string_new (NULL);

  g_return_val_if_fail (cite != NULL && cite_as != NULL, NULL);

  parts = g_strsplit (cite, ", ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *number = NULL;
      g_autofree char *place = format_place (parts[i], &number);
      gboolean other = number != NULL && number[0] != '\0';
      const char *text = other ? find_short_title (documents, number) : cite_as;

      /* One text is named once, behind the last of its places. */
      if (open_text != NULL && !g_str_equal (open_text, text))
        g_string_append_printf (clause, ", %s", open_text);
      if (clause->len > 0 && place[0] != '\0')
        g_string_append (clause, "; ");
      g_string_append (clause, place);
      g_free (open_text);
      open_text = g_strdup (text);
    }
  if (clause->len > 0)
    g_string_append (clause, ", ");
  g_string_append (clause, open_text);

  return g_string_free (clause, FALSE);
}

/* Groups: 1 article of the issuing decision, 2 article, 3 khoản, 4 điểm, 5 the text. */
#define WORDS_PATTERN                                                                              \
  "^(?:Quyết định ban hành, Điều ([0-9]+)|Điều ([0-9]+)(?: khoản ([0-9]+))?"         \
  "(?: điểm ([a-zđ]))?)(?:, (.+))?$"

static void
free_place (gpointer data)
{
  CbClausePlace *place = data;

  g_free (place->text);
  g_free (place->point);
  g_free (place);
}

static guint
fetch_number (GMatchInfo *match, int group)
{
  g_autofree char *digits = g_match_info_fetch (match, group);

  return digits != NULL ? (guint)g_ascii_strtoull (digits, NULL, 10) : 0;
}

/* One place of a clause in words; its text is %NULL where a later place names it. */
static CbClausePlace *
read_place (GRegex *regex, const char *words)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *text = NULL;
  CbClausePlace *place = g_new0 (CbClausePlace, 1);

  if (!g_regex_match (regex, words, 0, &match))
    {
      place->text = g_strdup (words);
      place->point = g_strdup ("");
      return place;
    }
  place->article = fetch_number (match, 1);
  place->of_decision = place->article > 0;
  if (!place->of_decision)
    place->article = fetch_number (match, 2);
  place->clause = fetch_number (match, 3);
  place->point = g_match_info_fetch (match, 4);
  if (place->point == NULL)
    place->point = g_strdup ("");
  text = g_match_info_fetch (match, 5);
  if (text != NULL && text[0] != '\0')
    place->text = g_steal_pointer (&text);
  return place;
}

/* What stands behind the clause of a value that an agency corrected, and alone for one that no text
 * has. No comma and no semicolon: those part the places of a clause. */
#define CORRECTED " (giá trị do cơ quan sửa: "
#define SET_BY "Giá trị do cơ quan đặt: "

/**
 * cb_clause_add_origin:
 * @words: what cb_clause_format() made, "" where no text says anything
 * @origin: who says the value, and when
 *
 * A value that an agency corrected is not what the text says: whoever reads the clause is told so
 * in the same breath, wherever it is shown (product.md A3). In Vietnamese as the clause itself.
 *
 * Returns: (transfer full): "Điều 5 khoản 7, 12/2026/QĐ-UBND (giá trị do cơ quan sửa: Nguyễn Thị
 *   Lan ngày 26/11/2026)"
 */
char *
cb_clause_add_origin (const char *words, const char *origin)
{
  g_autofree char *plain = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (GString) name = g_string_new (NULL);

  g_return_val_if_fail (words != NULL && origin != NULL, NULL);

  plain = g_strdelimit (g_strdup (origin), ",;()\n\t", ' ');
  parts = g_strsplit (plain, " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", parts[i]);
  if (words[0] == '\0')
    return g_strconcat (SET_BY, name->str, NULL);
  return g_strconcat (words, CORRECTED, name->str, ")", NULL);
}

/**
 * cb_clause_get_length:
 * @words: a clause, with or without what cb_clause_add_origin() added
 *
 * Returns: how many of its bytes name places of a text, without any that tell who corrected it; 0
 *   when no text says anything
 */
gsize
cb_clause_get_length (const char *words)
{
  const char *mark;

  g_return_val_if_fail (words != NULL, 0);

  if (g_str_has_prefix (words, SET_BY))
    return 0;
  mark = strstr (words, CORRECTED);
  return mark != NULL ? (gsize)(mark - words) : strlen (words);
}

/**
 * cb_clause_dup_origin:
 * @words: a clause, with or without what cb_clause_add_origin() added
 *
 * Returns: (transfer full) (nullable): that sentence alone; %NULL when the text itself says it
 */
char *
cb_clause_dup_origin (const char *words)
{
  gsize length;

  g_return_val_if_fail (words != NULL, NULL);

  length = cb_clause_get_length (words);
  if (words[length] == '\0')
    return NULL;
  if (length == 0)
    return g_strdup (words);
  return g_strdup_printf ("Giá trị do cơ quan sửa: %.*s",
                          (int)strlen (words + length + strlen (CORRECTED)) - 1,
                          words + length + strlen (CORRECTED));
}

/**
 * cb_clause_list_places:
 * @words: what cb_clause_format() made, also with an origin; other words are taken as the name of a
 *   text
 *
 * Returns: (transfer full) (element-type CbClausePlace): the places, in the order of @words
 */
GPtrArray *
cb_clause_list_places (const char *words)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (free_place);
  g_autoptr (GRegex) regex = g_regex_new (WORDS_PATTERN, 0, 0, NULL);
  g_autofree char *plain = NULL;
  g_auto (GStrv) parts = NULL;
  const char *text = "";

  g_return_val_if_fail (words != NULL, NULL);

  plain = g_strndup (words, cb_clause_get_length (words));
  parts = g_strsplit (plain, "; ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_ptr_array_add (places, read_place (regex, parts[i]));
  /* A text is named behind the last of its places. */
  for (guint i = places->len; i > 0; i--)
    {
      CbClausePlace *place = g_ptr_array_index (places, i - 1);

      if (place->text == NULL)
        place->text = g_strdup (text);
      text = place->text;
    }
  return places;
}
