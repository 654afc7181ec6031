/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-regulation-text.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/rules/cb-clause.h"
#include "core/rules/cb-day.h"

/* Bytes. A text of law is a tenth of this. */
#define MAX_SIZE (4 * 1024 * 1024)

/**
 * CbRegulationTexts:
 *
 * The texts that the profiles rest on, article by article, so that a person who doubts a rule reads
 * the sentence itself (ui.md, principle 4). Does not change once it is read, so it may be used from
 * any thread.
 */
struct _CbRegulationTexts
{
  GObject parent_instance;

  /* Owned */
  GPtrArray *texts; /* (element-type JsonObject) */
};

G_DEFINE_FINAL_TYPE (CbRegulationTexts, cb_regulation_texts, G_TYPE_OBJECT)

static void
cb_regulation_texts_finalize (GObject *object)
{
  CbRegulationTexts *self = CB_REGULATION_TEXTS (object);

  g_clear_pointer (&self->texts, g_ptr_array_unref);
  G_OBJECT_CLASS (cb_regulation_texts_parent_class)->finalize (object);
}

static void
cb_regulation_texts_class_init (CbRegulationTextsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cb_regulation_texts_finalize;
}

static void
cb_regulation_texts_init (CbRegulationTexts *self)
{
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
}

static gboolean
are_objects (JsonArray *array)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      return FALSE;
  return array != NULL;
}

static gboolean
are_articles (JsonArray *articles)
{
  if (!are_objects (articles))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (articles); i++)
    {
      JsonObject *article = json_array_get_object_element (articles, i);
      JsonArray *paragraphs = cb_json_get_array (article, "paragraphs");

      if (cb_json_get_int (article, "number", 0) < 1 || !are_objects (paragraphs))
        return FALSE;
      for (guint k = 0; k < json_array_get_length (paragraphs); k++)
        if (cb_json_get_string (json_array_get_object_element (paragraphs, k), "text") == NULL)
          return FALSE;
    }
  return TRUE;
}

static gboolean
is_text (JsonObject *text)
{
  JsonArray *parts = cb_json_get_array (text, "parts");

  if (cb_json_get_string (text, "cite_as") == NULL || cb_json_get_string (text, "title") == NULL
      || !are_objects (parts))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (parts); i++)
    if (!are_articles (cb_json_get_array (json_array_get_object_element (parts, i), "articles")))
      return FALSE;
  return TRUE;
}

static gboolean
load_one (CbRegulationTexts *self, GFile *file, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *contents = NULL;
  g_autoptr (JsonObject) text = NULL;
  gsize length;

  if (!g_file_load_contents (file, NULL, &contents, &length, NULL, error))
    return FALSE;
  if (length <= MAX_SIZE)
    text = cb_json_object_parse (contents, (gssize)length, NULL);
  if (text == NULL || !is_text (text))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "%s: not the text of a regulation", name);
      return FALSE;
    }
  g_ptr_array_add (self->texts, g_steal_pointer (&text));
  return TRUE;
}

/**
 * cb_regulation_texts_load:
 * @folder: `regulations` of the program's data
 * @error: that it could not be read, or which file is none
 *
 * Returns: (transfer full): the texts of all `.json` files in it, or %NULL
 */
CbRegulationTexts *
cb_regulation_texts_load (GFile *folder, GError **error)
{
  g_autoptr (CbRegulationTexts) self = g_object_new (CB_TYPE_REGULATION_TEXTS, NULL);
  g_autoptr (GFileEnumerator) files = NULL;

  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  files = g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE,
                                     NULL, error);
  if (files == NULL)
    return NULL;
  for (;;)
    {
      GFileInfo *info;
      GFile *file;

      if (!g_file_enumerator_iterate (files, &info, &file, NULL, error))
        return NULL;
      if (info == NULL)
        return g_steal_pointer (&self);
      if (g_str_has_suffix (g_file_info_get_name (info), ".json") && !load_one (self, file, error))
        return NULL;
    }
}

static void
free_line (gpointer data)
{
  CbPassageLine *line = data;

  g_free (line->text);
  g_free (line);
}

/**
 * cb_passage_free:
 * @self: (nullable) (transfer full): a passage
 */
void
cb_passage_free (CbPassage *self)
{
  if (self == NULL)
    return;

  g_free (self->heading);
  g_free (self->source);
  g_free (self->note);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static CbPassage *
make_passage (void)
{
  CbPassage *passage = g_new0 (CbPassage, 1);

  passage->lines = g_ptr_array_new_with_free_func (free_line);
  return passage;
}

/* What a clause says for @place: the whole of the article when no part of it is named. */
static gboolean
is_meant (const CbClausePlace *place, guint clause, const char *point)
{
  if (place->clause == 0 && place->point[0] == '\0')
    return TRUE;
  if (place->clause != clause)
    return FALSE;
  return place->point[0] == '\0' || g_strcmp0 (place->point, point) == 0;
}

static void
add_line (CbPassage *passage, const CbClausePlace *place, JsonObject *paragraph, gboolean numbered)
{
  CbPassageLine *line = g_new0 (CbPassageLine, 1);
  guint clause = (guint)cb_json_get_int (paragraph, "clause", 0);
  const char *point = cb_json_get_string (paragraph, "point");
  const char *text = cb_json_get_string (paragraph, "text");

  if (!numbered)
    line->text = g_strdup (text);
  else if (point != NULL)
    line->text = g_strdup_printf ("%s) %s", point, text);
  else
    line->text = g_strdup_printf ("%u. %s", clause, text);
  line->is_meant = is_meant (place, clause, point);
  g_ptr_array_add (passage->lines, line);
}

static void
add_article (CbPassage *passage, const CbClausePlace *place, JsonObject *article)
{
  JsonArray *paragraphs = cb_json_get_array (article, "paragraphs");
  guint clause = 0;
  const char *point = NULL;

  for (guint i = 0; paragraphs != NULL && i < json_array_get_length (paragraphs); i++)
    {
      JsonObject *paragraph = json_array_get_object_element (paragraphs, i);
      guint own_clause = (guint)cb_json_get_int (paragraph, "clause", 0);
      const char *own_point = cb_json_get_string (paragraph, "point");
      /* The second paragraph of a khoản has no number of its own. */
      gboolean numbered = own_clause != clause || g_strcmp0 (own_point, point) != 0;

      clause = own_clause;
      point = own_point;
      add_line (passage, place, paragraph, numbered && (clause != 0 || point != NULL));
    }
}

static JsonObject *
find_article (JsonObject *text, const CbClausePlace *place)
{
  const char *wanted = place->of_decision ? "decision" : "regulation";
  JsonArray *parts = cb_json_get_array (text, "parts");

  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonObject *part = json_array_get_object_element (parts, i);
      JsonArray *articles = cb_json_get_array (part, "articles");

      if (g_strcmp0 (cb_json_get_string (part, "part"), wanted) != 0)
        continue;
      for (guint k = 0; articles != NULL && k < json_array_get_length (articles); k++)
        {
          JsonObject *article = json_array_get_object_element (articles, k);

          if (cb_json_get_int (article, "number", 0) == place->article)
            return article;
        }
    }
  return NULL;
}

static JsonObject *
find_text (CbRegulationTexts *self, const char *name)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      JsonObject *text = g_ptr_array_index (self->texts, i);

      if (g_str_has_prefix (name, cb_json_get_string (text, "cite_as")))
        return text;
    }
  return NULL;
}

static char *
dup_heading (const CbClausePlace *place, JsonObject *article)
{
  const char *title = article != NULL ? cb_json_get_string (article, "title") : NULL;
  GString *heading = g_string_new (NULL);

  if (place->of_decision)
    g_string_append_printf (heading, "Quyết định ban hành, Điều %u", place->article);
  else if (place->article > 0)
    g_string_append_printf (heading, "Điều %u", place->article);
  if (title != NULL && title[0] != '\0')
    {
      g_string_append_printf (heading, ". %s", title);
      return g_string_free (heading, FALSE);
    }
  if (article == NULL && place->clause > 0)
    g_string_append_printf (heading, " khoản %u", place->clause);
  if (article == NULL && place->point[0] != '\0')
    g_string_append_printf (heading, " điểm %s", place->point);
  return g_string_free (heading, FALSE);
}

/* The entry of `documents` that @name cites. */
static JsonObject *
find_document (CbProfile *profile, const char *name)
{
  JsonArray *documents = cb_json_get_array (cb_profile_get_json (profile), "documents");

  for (guint i = 0; documents != NULL && i < json_array_get_length (documents); i++)
    {
      JsonObject *document = json_array_get_object_element (documents, i);
      const char *number = cb_json_get_string (document, "number");

      if (number != NULL && strstr (name, number) != NULL)
        return document;
    }
  return NULL;
}

static char *
dup_date (const char *iso)
{
  GDate day;

  if (!cb_day_parse (iso, &day))
    return NULL;
  return g_strdup_printf ("%u/%u/%u", g_date_get_day (&day), g_date_get_month (&day),
                          g_date_get_year (&day));
}

static gboolean
names_article (JsonObject *part, const CbClausePlace *place)
{
  JsonArray *articles = cb_json_get_array (part, "articles");
  g_autofree char *article = g_strdup_printf ("Đ%u", place->article);
  g_autofree char *clause = g_strdup_printf ("Đ%u.%u", place->article, place->clause);

  for (guint i = 0; articles != NULL && i < json_array_get_length (articles); i++)
    {
      const char *one = json_array_get_string_element (articles, i);

      if (g_strcmp0 (one, article) == 0 || g_strcmp0 (one, clause) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether and when what is cited went out of force, and what the profile's maker noted of it. */
static char *
dup_document_note (JsonObject *document, const CbClausePlace *place)
{
  JsonArray *parts = cb_json_get_array (document, "parts");
  g_autofree char *from = dup_date (cb_json_get_string (document, "effective_from"));
  GString *note = g_string_new (NULL);

  if (from != NULL)
    /* Translators: a day, of a law */
    g_string_append_printf (note, _ ("In force from %s."), from);
  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      JsonObject *part = json_array_get_object_element (parts, i);
      g_autofree char *to = dup_date (cb_json_get_string (part, "effective_to"));

      if (to != NULL && names_article (part, place))
        /* Translators: a day, of an article of a law */
        g_string_append_printf (note, _ (" This article was in force until %s only."), to);
    }
  g_string_append_printf (note, "%s%s", note->len > 0 ? " " : "",
                          _ ("The program has no copy of this text."));
  return g_string_free (note, FALSE);
}

static CbPassage *
make_for_place (CbRegulationTexts *self, const CbClausePlace *place, CbProfile *profile)
{
  CbPassage *passage = make_passage ();
  JsonObject *text = find_text (self, place->text);
  JsonObject *article = text != NULL ? find_article (text, place) : NULL;
  JsonObject *document = NULL;

  passage->heading = dup_heading (place, article);
  if (article != NULL)
    add_article (passage, place, article);
  if (text != NULL)
    passage->source = g_strdup_printf ("%s · %s", cb_json_get_string (text, "title"),
                                       cb_json_get_string (text, "cite_as"));
  if (text == NULL && profile != NULL)
    {
      document = find_document (profile, place->text);
      if (document == NULL && cb_profile_get_national (profile) != NULL)
        document = find_document (cb_profile_get_national (profile), place->text);
    }
  if (document != NULL)
    {
      passage->source = g_strdup_printf ("%s · %s", cb_json_get_string (document, "title"),
                                         cb_json_get_string (document, "number"));
      passage->note = dup_document_note (document, place);
    }
  if (passage->source == NULL)
    passage->source = g_strdup (place->text);
  if (passage->note == NULL)
    passage->note = g_strdup (text == NULL ? _ ("The program has no copy of this text.") : "");
  return passage;
}

/**
 * cb_regulation_texts_find:
 * @self: the texts
 * @clause: as cb_clause_format() words it: "Điều 7 khoản 6 điểm a, 59/2024/QĐ-UBND"
 * @profile: (nullable): whose `documents`, and those of the law that holds everywhere, tell of
 * texts that are not among @self
 *
 * Returns: (transfer full) (element-type CbPassage): the article for each place that @clause names
 */
GPtrArray *
cb_regulation_texts_find (CbRegulationTexts *self, const char *clause, CbProfile *profile)
{
  GPtrArray *passages = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_passage_free);
  g_autoptr (GPtrArray) places = NULL;

  g_return_val_if_fail (CB_IS_REGULATION_TEXTS (self) && clause != NULL, NULL);

  places = cb_clause_list_places (clause);
  for (guint i = 0; i < places->len; i++)
    g_ptr_array_add (passages, make_for_place (self, places->pdata[i], profile));
  return passages;
}
