/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-error.h"
#include "base/cb-json.h"

static char *
canonical (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return cb_json_to_canonical (node);
}

static void
test_canonical (void)
{
  g_autofree char *one = canonical ("{ \"b\": [1, {\"y\": null, \"x\": \"đ\"}], \"a\": true }");
  g_autofree char *two = canonical ("{\"a\":true,\"b\":[1,{\"x\":\"đ\",\"y\":null}]}");

  g_assert_cmpstr (one, ==, two);
  g_assert_cmpstr (one, ==, "{\"a\":true,\"b\":[1,{\"x\":\"đ\",\"y\":null}]}");
}

static void
test_parse_refuses (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  const char *const bad[] = { "",
                              "[]",
                              "\"text\"",
                              "{",
                              "{\"a\":",
                              "\xff",
                              "<html>",
                              "{}{}",
                              "{\"a\":1} {\"a\":2}",
                              "[]{\"a\":1}",
                              "0{\"a\":1}",
                              "{}x",
                              "{\"a\":[{\"b\":1e400}]}",
                              "{\"a\":-1e999}",
                              deep };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (cb_json_object_parse (bad[i], -1, &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
    }
}

static void
test_parse_array (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  const char *const bad[] = { "", "{}", "[]{}", "0[]", "[] []", "[", "\xff", "[1,]x", deep };
  g_autoptr (JsonArray) array = cb_json_array_parse (" [1, {\"a\": [\"]\"]}] ", -1, NULL);

  g_assert_nonnull (array);
  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (cb_json_array_parse (bad[i], -1, &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
    }
}

/* The parser of json-glib knows more than JSON: within a comment or a text in single quotes a quote
 * is no quote, and what it would hide is nested deep enough to end the program. */
static void
test_nothing_but_json (void)
{
  g_autofree char *deep = g_strnfill (200000, '[');
  static const char *const heads[] = { "{'\"':",      "{/*\"*/\"a\":",  "{\"a\":// \"\n",
                                       "{\"a\":'b'}", "{\"a\":1}/* */", "{\"a\":1 #\n}" };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *nested = g_strconcat (heads[i], deep, NULL);
      const char *const texts[] = { heads[i], nested };

      for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
        {
          g_autoptr (GError) error = NULL;

          g_assert_null (cb_json_object_parse (texts[k], -1, &error));
          g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
        }
    }
}

static void
test_getters_take_anything (void)
{
  g_autoptr (JsonObject) object = cb_json_object_parse (
      "{\"s\":\"x\",\"n\":5,\"b\":true,\"o\":{},\"a\":[],\"z\":null}", -1, NULL);

  g_assert_cmpstr (cb_json_get_string (object, "s"), ==, "x");
  g_assert_null (cb_json_get_string (object, "n"));
  g_assert_null (cb_json_get_string (object, "z"));
  g_assert_null (cb_json_get_string (object, "missing"));
  g_assert_null (cb_json_get_string (NULL, "s"));
  g_assert_cmpint (cb_json_get_int (object, "n", -1), ==, 5);
  g_assert_cmpint (cb_json_get_int (object, "s", -1), ==, -1);
  g_assert_true (cb_json_get_bool (object, "b", FALSE));
  g_assert_false (cb_json_get_bool (object, "n", FALSE));
  g_assert_nonnull (cb_json_get_object (object, "o"));
  g_assert_null (cb_json_get_object (object, "a"));
  g_assert_nonnull (cb_json_get_array (object, "a"));
}

/* The parser quotes what it stumbled over, up to so many bytes. */
static void
test_message_is_text (void)
{
  for (guint length = 1; length < 300; length++)
    {
      g_autoptr (GString) text = g_string_new ("{\"");
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < length; i++)
        g_string_append (text, i % 2 == 0 ? "ẻ" : "a");
      g_string_append (text, "\"}");
      g_assert_null (cb_json_object_parse (text->str, -1, &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_node (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  const char *const bad[] = { "", "1", "[] []", "[", "\xff", "{} x", "[1e400]", deep };
  g_autoptr (JsonNode) node = cb_json_node_parse ("[{\"a\": 1}]", -1, NULL);

  g_assert_true (JSON_NODE_HOLDS_ARRAY (node));
  /* It may be changed, as what is immutable may not. */
  json_object_set_int_member (json_array_get_object_element (json_node_get_array (node), 0), "a",
                              2);
  g_assert_false (json_node_is_immutable (node));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (cb_json_node_parse (bad[i], -1, &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/canonical/one-text-for-one-meaning", test_canonical);
  g_test_add_func ("/json/parse/refuses-what-is-no-object", test_parse_refuses);
  g_test_add_func ("/json/parse/array", test_parse_array);
  g_test_add_func ("/json/parse/nothing-but-json", test_nothing_but_json);
  g_test_add_func ("/json/parse/either", test_node);
  g_test_add_func ("/json/parse/message-is-text", test_message_is_text);
  g_test_add_func ("/json/get/takes-missing-and-wrong-types", test_getters_take_anything);

  return g_test_run ();
}
