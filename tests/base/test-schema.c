/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "base/cb-schema.h"

static CbSchema *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  CbSchema *schema = cb_schema_parse (json, &error);

  g_assert_no_error (error);

  return schema;
}

static void
test_members (void)
{
  g_autoptr (CbSchema) schema = parse (
      "{\"fields\":[{\"name\":\"Vốn\",\"title\":\"Vốn đăng ký\",\"type\":\"number\","
      "\"decimalChar\":\",\",\"groupChar\":\".\",\"bareNumber\":false,"
      "\"constraints\":{\"required\":true,\"minimum\":0,\"maximum\":\"1.5\",\"enum\":[1,\"2\"]},"
      "\"congbo:unit\":\"triệu đồng\"},"
      "{\"name\":\"Mã\",\"type\":\"string\",\"constraints\":{\"pattern\":\"[0-9]{5}\","
      "\"unique\":true,\"minLength\":5}}],"
      "\"missingValues\":[\"\",{\"value\":\"-\",\"label\":\"không có\"}],\"primaryKey\":\"Mã\"}");
  const CbSchemaField *field = cb_schema_find (schema, "Vốn");

  g_assert_cmpuint (schema->fields->len, ==, 2);
  g_assert_cmpstr (field->title, ==, "Vốn đăng ký");
  g_assert_cmpstr (field->decimal_char, ==, ",");
  g_assert_false (field->bare_number);
  g_assert_true (field->required);
  g_assert_cmpstr (field->minimum, ==, "0");
  g_assert_cmpstr (field->maximum, ==, "1.5");
  g_assert_cmpstr (field->values[0], ==, "1");
  g_assert_cmpstr (field->unit, ==, "triệu đồng");
  g_assert_cmpint (field->max_length, ==, -1);
  field = cb_schema_find (schema, "Mã");
  g_assert_cmpstr (field->pattern, ==, "[0-9]{5}");
  g_assert_cmpint (field->min_length, ==, 5);
  g_assert_cmpstr (schema->missing_values[1], ==, "-");
  g_assert_cmpstr (schema->primary_key[0], ==, "Mã");
  g_assert_cmpstr (schema->fields_match, ==, "exact");
  g_assert_null (cb_schema_find (schema, "mã"));
}

/* A value is held against the cells as it is written, and shown to people. */
static void
test_numbers (void)
{
  g_autoptr (CbSchema) schema
      = parse ("{\"fields\":[{\"name\":\"a\",\"type\":\"number\",\"constraints\":{"
               "\"minimum\":0.1,\"maximum\":1234567.89,\"enum\":[0.1,2.0,0.30000000000000004]}}]}");

  for (guint i = 0; i < 2; i++)
    {
      const CbSchemaField *field = cb_schema_find (schema, "a");
      g_autofree char *written = NULL;

      g_assert_cmpstr (field->minimum, ==, "0.1");
      g_assert_cmpstr (field->maximum, ==, "1234567.89");
      g_assert_cmpstr (field->values[0], ==, "0.1");
      g_assert_cmpstr (field->values[1], ==, "2");
      /* Another number than 0.3. */
      g_assert_cmpstr (field->values[2], ==, "0.30000000000000004");
      written = cb_schema_to_json (schema, FALSE);
      cb_schema_free (schema);
      schema = parse (written);
    }
}

/* What is read, written and read again is the same, with what only others know. */
static void
test_round_trip (void)
{
  static const char json[]
      = "{\"$schema\":\"https://datapackage.org/profiles/2.0/tableschema.json\","
        "\"fieldsMatch\":\"equal\","
        "\"fields\":[{\"name\":\"a\",\"type\":\"integer\",\"format\":\"default\","
        "\"constraints\":{\"minimum\":3,\"theirs:limit\":[1]},\"rdfType\":\"http://x\"},"
        "{\"name\":\"b\",\"type\":\"boolean\",\"trueValues\":[\"x\"],\"falseValues\":[\"\"],"
        "\"missingValues\":[]}],\"missingValues\":[\"\",\"-\"],\"primaryKey\":[\"a\",\"b\"],"
        "\"foreignKeys\":[{\"fields\":[\"a\"]}],\"theirs\":{\"x\":null}}";
  g_autoptr (CbSchema) schema = parse (json);
  g_autofree char *text = cb_schema_to_json (schema, FALSE);
  g_autoptr (JsonNode) before = json_from_string (json, NULL);
  g_autoptr (JsonNode) after = json_from_string (text, NULL);
  g_autofree char *one = cb_json_to_canonical (before);
  g_autofree char *other = cb_json_to_canonical (after);

  g_assert_cmpstr (one, ==, other);
}

static void
test_unit (void)
{
  g_autoptr (CbSchema) schema
      = parse ("{\"fields\":[{\"name\":\"a\",\"type\":\"integer\",\"congbo:unit\":\"ha\","
               "\"congbo:unitCode\":\"har\",\"congbo:unitScale\":1000}]}");
  g_autofree char *same = NULL;
  g_autofree char *other = NULL;

  cb_schema_field_set_unit (g_ptr_array_index (schema->fields, 0), "ha");
  same = cb_schema_to_json (schema, FALSE);
  g_assert_nonnull (strstr (same, "\"congbo:unitCode\":\"har\""));
  cb_schema_field_set_unit (g_ptr_array_index (schema->fields, 0), "km2");
  other = cb_schema_to_json (schema, FALSE);
  g_assert_nonnull (strstr (other, "\"congbo:unit\":\"km2\""));
  g_assert_null (strstr (other, "har"));
  g_assert_null (strstr (other, "Scale"));
}

static const struct
{
  const char *json;
  const char *says;
} refused[] = {
  { "[]", "not an object" },
  { "{}", "“fields”" },
  { "{\"fields\":{}}", "“fields”" },
  { "{\"fields\":[1]}", "field 1" },
  { "{\"fields\":[{\"name\":\"a\"},{\"type\":\"string\"}]}", "field 2: “name”" },
  { "{\"fields\":[{\"name\":\"\"}]}", "“name”" },
  { "{\"fields\":[{\"name\":3}]}", "“name”" },
  { "{\"fields\":[{\"name\":\"a\"},{\"name\":\"a\"}]}", "field 2 a: “name” is there twice" },
  { "{\"fields\":[{\"name\":\"Vốn\",\"type\":\"money\"}]}", "field 1 Vốn: “type”" },
  { "{\"fields\":[{\"name\":\"a\",\"decimalChar\":\",,\"}]}", "“decimalChar”" },
  { "{\"fields\":[{\"name\":\"a\",\"bareNumber\":\"no\"}]}", "“bareNumber”" },
  { "{\"fields\":[{\"name\":\"a\",\"constraints\":3}]}", "“constraints”" },
  { "{\"fields\":[{\"name\":\"a\",\"constraints\":{\"required\":1}}]}", "“required”" },
  { "{\"fields\":[{\"name\":\"a\",\"constraints\":{\"minLength\":-2}}]}", "“minLength”" },
  { "{\"fields\":[{\"name\":\"a\",\"constraints\":{\"pattern\":\"(\"}}]}", "“pattern”" },
  { "{\"fields\":[{\"name\":\"a\",\"constraints\":{\"enum\":[[1]]}}]}", "“enum”" },
  { "{\"fields\":[{\"name\":\"a\",\"missingValues\":\"-\"}]}", "“missingValues”" },
  { "{\"fields\":[{\"name\":\"a\"}],\"primaryKey\":[\"b\"]}", "“primaryKey”" },
  { "{\"fields\":[{\"name\":\"a\"}],\"fieldsMatch\":\"maybe\"}", "“fieldsMatch”" },
};

static void
test_refuses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CbSchema) schema = cb_schema_parse (refused[i].json, &error);

      g_test_message ("%s", refused[i].json);
      g_assert_null (schema);
      g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, refused[i].says));
    }
}

static void
test_bounds (void)
{
  g_autofree char *spaces = g_strnfill (CB_SCHEMA_MAX_BYTES + 1, ' ');
  g_autoptr (GString) many = g_string_new ("{\"fields\":[");
  g_autoptr (GError) error = NULL;

  g_assert_null (cb_schema_parse (spaces, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_TOO_LARGE);
  g_clear_error (&error);
  for (guint i = 0; i <= CB_SCHEMA_MAX_FIELDS; i++)
    g_string_append_printf (many, "%s{\"name\":\"%u\"}", i > 0 ? "," : "", i);
  g_string_append (many, "]}");
  g_assert_null (cb_schema_parse (many->str, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
}

static void
test_names (void)
{
  static const char *const labels[] = { "Tên", "Tên", "", " Địa\nchỉ ", "Tên_2", "", "Tên", NULL };
  static const char *const expected[]
      = { "Tên", "Tên_2", "cot_3", "Địa chỉ", "Tên_2_2", "cot_6", "Tên_3", NULL };
  g_auto (GStrv) names = cb_schema_dup_names (labels);

  g_assert_cmpstrv (names, expected);
}

/* Each is named without counting from the start again: 20,000 took minutes. */
static void
test_many_of_one_name (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;
  g_auto (GStrv) names = NULL;

  g_strv_builder_add (builder, "Tên_3");
  for (guint i = 0; i < 20000; i++)
    g_strv_builder_add (builder, "Tên");
  labels = g_strv_builder_end (builder);
  names = cb_schema_dup_names ((const char *const *)labels);
  g_assert_cmpstr (names[1], ==, "Tên");
  g_assert_cmpstr (names[2], ==, "Tên_2");
  g_assert_cmpstr (names[3], ==, "Tên_4");
  g_assert_cmpstr (names[20000], ==, "Tên_20001");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/parse/members", test_members);
  g_test_add_func ("/schema/parse/refuses-and-names-the-field", test_refuses);
  g_test_add_func ("/schema/parse/numbers", test_numbers);
  g_test_add_func ("/schema/parse/bounds", test_bounds);
  g_test_add_func ("/schema/write/as-it-was-read", test_round_trip);
  g_test_add_func ("/schema/write/another-unit", test_unit);
  g_test_add_func ("/schema/names/all-there-and-different", test_names);
  g_test_add_func ("/schema/names/many-of-one", test_many_of_one_name);

  return g_test_run ();
}
