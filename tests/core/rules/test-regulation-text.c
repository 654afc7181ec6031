/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/rules/cb-clause.h"
#include "core/rules/cb-regulation-text.h"

static GFile *
open_data (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", name, NULL);

  return g_file_new_for_path (path);
}

static CbRegulationTexts *
load_texts (void)
{
  g_autoptr (GFile) folder = open_data ("regulations");
  g_autoptr (GError) error = NULL;
  CbRegulationTexts *texts = cb_regulation_texts_load (folder, &error);

  g_assert_no_error (error);
  return texts;
}

static const CbPassageLine *
find_meant (const CbPassage *passage, guint *count)
{
  const CbPassageLine *first = NULL;

  *count = 0;
  for (guint i = 0; i < passage->lines->len; i++)
    {
      const CbPassageLine *line = g_ptr_array_index (passage->lines, i);

      if (!line->is_meant)
        continue;
      if (first == NULL)
        first = line;
      ++*count;
    }
  return first;
}

/* The clause of a deadline opens the very sentence. */
static void
test_sentence (void)
{
  g_autoptr (CbRegulationTexts) texts = load_texts ();
  g_autoptr (GPtrArray) passages
      = cb_regulation_texts_find (texts, "Điều 7 khoản 6 điểm c, 59/2024/QĐ-UBND", NULL);
  const CbPassage *passage;
  const CbPassageLine *line;
  guint count;

  g_assert_cmpuint (passages->len, ==, 1);
  passage = g_ptr_array_index (passages, 0);
  g_assert_cmpstr (passage->heading, ==,
                   "Điều 7. Quy định việc cập nhật dữ liệu trên Cổng dữ liệu mở tỉnh");
  g_assert_nonnull (strstr (passage->source, "59/2024/QĐ-UBND"));
  g_assert_cmpstr (passage->note, ==, "");
  line = find_meant (passage, &count);
  g_assert_cmpuint (count, ==, 1);
  g_assert_true (g_str_has_prefix (line->text, "c) "));
  g_assert_nonnull (strstr (line->text, "15 ngày kể từ ngày đầu tiên của Quý tiếp theo"));
  /* The whole article is there to be read around it. */
  g_assert_cmpuint (passage->lines->len, ==, 10);
}

/* A khoản takes in its further paragraphs, which have no number of their own. */
static void
test_further_paragraphs (void)
{
  g_autoptr (CbRegulationTexts) texts = load_texts ();
  g_autoptr (GPtrArray) passages = cb_regulation_texts_find (
      texts, "Điều 5 khoản 7, dự thảo Quy chế dữ liệu mở tỉnh Thanh Hóa, 6/8/2024", NULL);
  const CbPassage *passage = g_ptr_array_index (passages, 0);
  const CbPassageLine *line;
  guint count;

  line = find_meant (passage, &count);
  g_assert_cmpuint (count, ==, 4);
  g_assert_true (g_str_has_prefix (line->text, "7. "));
  line = g_ptr_array_index (passage->lines, passage->lines->len - 1);
  g_assert_true (g_str_has_prefix (line->text, "- "));
}

static void
test_several_texts (void)
{
  g_autoptr (CbRegulationTexts) texts = load_texts ();
  g_autoptr (GFile) folder = open_data ("profiles");
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles = cb_profile_load_all (folder, &problems, &error);
  g_autoptr (GPtrArray) passages = NULL;
  const CbPassage *passage;

  g_assert_no_error (error);
  passages = cb_regulation_texts_find (
      texts, "Điều 9 khoản 1, 42/2024/QĐ-UBND; Điều 18 khoản 2, Nghị định 47/2020/NĐ-CP",
      cb_profile_find (profiles, "vinh-phuc"));
  g_assert_cmpuint (passages->len, ==, 2);
  passage = g_ptr_array_index (passages, 0);
  g_assert_cmpuint (passage->lines->len, ==, 4);
  /* Of a law there is no copy, but what it is called, and that this article is repealed. */
  passage = g_ptr_array_index (passages, 1);
  g_assert_cmpstr (passage->heading, ==, "Điều 18 khoản 2");
  g_assert_nonnull (strstr (passage->source, "47/2020/NĐ-CP"));
  g_assert_cmpuint (passage->lines->len, ==, 0);
  g_assert_nonnull (strstr (passage->note, "25/5/2020"));
  g_assert_nonnull (strstr (passage->note, "18/8/2025"));
}

typedef struct
{
  CbRegulationTexts *texts;
  CbProfile *profile;
  const char *cite_as;
  JsonArray *documents;
  guint opened;
} Walk;

/* What a person gets to read who presses the clause. A text that the program has is opened at what
 * is meant; of another one it says at least which it is. */
static void
assert_opens (Walk *walk, const char *cite)
{
  g_autofree char *clause = cb_clause_format (cite, walk->cite_as, walk->documents);
  g_autoptr (GPtrArray) passages = cb_regulation_texts_find (walk->texts, clause, walk->profile);

  g_assert_cmpuint (passages->len, >, 0);
  for (guint i = 0; i < passages->len; i++)
    {
      const CbPassage *passage = g_ptr_array_index (passages, i);
      guint count;

      if (passage->lines->len > 0 && find_meant (passage, &count) != NULL)
        {
          walk->opened++;
          continue;
        }
      g_assert_cmpuint (passage->lines->len, ==, 0);
      g_assert_cmpstr (passage->source, !=, "");
      /* The day of issue stands above all articles: the text itself is named. */
      if (!g_regex_match_simple ("(^|[ ,])Đ[0-9]", cite, 0, 0))
        continue;
      g_assert_cmpstr (passage->heading, !=, "");
      g_assert_null (strstr (passage->source, walk->cite_as));
    }
}

static void
walk_clauses (Walk *walk, JsonNode *node, gboolean all)
{
  g_autoptr (GList) names = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      walk_clauses (walk, json_array_get_element (json_node_get_array (node), i), FALSE);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;
  names = json_object_get_members (json_node_get_object (node));
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *member = json_object_get_member (json_node_get_object (node), l->data);

      if (!JSON_NODE_HOLDS_VALUE (member) || !(all || g_str_equal (l->data, "cite")))
        walk_clauses (walk, member, g_str_equal (l->data, "cites"));
      else
        assert_opens (walk, json_node_get_string (member));
    }
}

static void
test_every_clause (void)
{
  g_autoptr (CbRegulationTexts) texts = load_texts ();
  g_autoptr (GFile) folder = open_data ("profiles");
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) profiles = cb_profile_load_all (folder, &problems, NULL);

  g_assert_cmpuint (profiles->len, ==, 6);
  for (guint i = 0; i < profiles->len; i++)
    {
      CbProfile *profile = g_ptr_array_index (profiles, i);
      JsonObject *json = cb_profile_get_json (profile);
      g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
      Walk walk = { texts, profile, cb_profile_get_regulation (profile),
                    cb_json_get_array (json, "documents"), 0 };

      json_node_set_object (root, json);
      walk_clauses (&walk, root, FALSE);
      /* The law has no copy here; each of the five regulations has. */
      g_assert_true (cb_profile_is_national (profile) ? walk.opened == 0 : walk.opened > 20);
    }
}

static void
test_unknown (void)
{
  g_autoptr (CbRegulationTexts) texts = load_texts ();
  g_autoptr (GPtrArray) passages
      = cb_regulation_texts_find (texts, "Điều 99, 59/2024/QĐ-UBND; chuyện khác", NULL);

  g_assert_cmpuint (passages->len, ==, 2);
  for (guint i = 0; i < passages->len; i++)
    {
      const CbPassage *passage = g_ptr_array_index (passages, i);

      g_assert_cmpuint (passage->lines->len, ==, 0);
      g_assert_cmpstr (passage->source, !=, "");
    }
}

static void
test_bad_files (void)
{
  static const char *const bad[] = {
    "",
    "[]",
    "{}",
    "{\"cite_as\":\"a\",\"title\":\"b\",\"parts\":[1]}",
    "{\"cite_as\":\"a\",\"title\":\"b\",\"parts\":[{\"articles\":[{\"number\":0}]}]}",
    "{\"cite_as\":\"a\",\"title\":\"b\",\"parts\":[{\"articles\":[{\"number\":1,"
    "\"paragraphs\":[{}]}]}]}",
  };
  g_autofree char *path = g_dir_make_tmp ("congbo-texts-XXXXXX", NULL);
  g_autofree char *name = g_build_filename (path, "x.json", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("“%s”", bad[i]);
      g_assert_true (g_file_set_contents (name, bad[i], -1, NULL));
      g_assert_null (cb_regulation_texts_load (folder, &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "x.json"));
    }
  g_unlink (name);
  g_rmdir (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/regulation-text/clause-opens-its-sentence", test_sentence);
  g_test_add_func ("/regulation-text/further-paragraphs-belong-to-it", test_further_paragraphs);
  g_test_add_func ("/regulation-text/several-texts", test_several_texts);
  g_test_add_func ("/regulation-text/every-clause-of-every-profile", test_every_clause);
  g_test_add_func ("/regulation-text/unknown-is-said", test_unknown);
  g_test_add_func ("/regulation-text/bad-file-is-named", test_bad_files);

  return g_test_run ();
}
