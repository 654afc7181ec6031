/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "base/cb-json.h"
#include "base/cb-schema.h"
#include "engine/checks/cb-checks.h"
#include "engine/fixes/cb-recipe.h"
#include "test-system.h"

/* Any text as a Table Schema, and what is behind its first NUL as a table to hold against it. A
 * schema that is taken says the same when it is written and read again; the checks end; and writing
 * each column in the standard way, as its field says, gives the same bytes each time and as many
 * rows as there were. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const char *table_text
    = "Mã,Ngày,Số,Có\n01,31/12/2025,\"1.234,5\",Có\n02,1/2/2026,27 %,Không\n";

static CbTable *
open_table (int fd)
{
  CbTableOptions options = { "fuzz.csv", "utf-8", ',', CB_LAYOUT_WISH_HEADER (1), 1, -1 };
  g_autoptr (CbTable) table = cb_table_open (fd, &options, NULL);

  return table != NULL && cb_table_get_n_columns (table) > 0 ? g_steal_pointer (&table) : NULL;
}

static void
ignore_finding (GVariant *finding, gpointer user_data)
{
  g_assert_true (g_variant_is_normal_form (finding));
}

static void
check (int fd, const char *schema)
{
  g_autoptr (CbTable) table = open_table (fd);
  CbCheckOptions options = { NULL, schema, NULL, 2026, 0 };
  CbCheckResult result;

  if (table != NULL)
    g_assert_true (
        cb_checks_run (table, &options, ignore_finding, NULL, &result, NULL, NULL, NULL, NULL));
}

/* `standard` for each column with the field at its place. */
static char *
make_recipe (const char *schema, guint n_columns)
{
  g_autoptr (JsonObject) object = cb_json_object_parse (schema, -1, NULL);
  JsonArray *fields = cb_json_get_array (object, "fields");
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray *steps = json_array_new ();

  json_node_take_array (root, steps);
  for (guint i = 0; fields != NULL && i < MIN (json_array_get_length (fields), n_columns); i++)
    {
      JsonObject *step = json_object_new ();

      json_object_set_string_member (step, "step", "standard");
      json_object_set_int_member (step, "index", i);
      json_object_set_string_member (step, "percent", i % 2 == 0 ? "number" : "fraction");
      json_object_set_member (step, "field", json_node_copy (json_array_get_element (fields, i)));
      json_array_add_object_element (steps, step);
    }

  return json_to_string (root, FALSE);
}

/* Returns: (transfer full) (nullable): the copy, %NULL where the recipe is none for the table */
static char *
mend (int fd, const char *schema, guint64 *rows)
{
  g_autoptr (CbTable) table = open_table (fd);
  g_autofree char *recipe = NULL;
  CbRecipeResult result;
  char *text = NULL;
  int out;

  if (table == NULL)
    return NULL;
  recipe = make_recipe (schema, cb_table_get_n_columns (table));
  out = test_file_new ();
  if (cb_recipe_run (table, recipe, out, &result, NULL, NULL, NULL, NULL))
    {
      text = test_file_dup_text (out);
      *rows = result.rows;
      g_assert_true (cb_table_wait_for_index (table, NULL, NULL));
      g_assert_cmpuint (*rows, ==, cb_table_get_row_count (table, NULL));
    }
  close (out);

  return text;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const guint8 *zero = size > 0 ? memchr (data, 0, size) : NULL;
  g_autofree char *json = g_strndup ((const char *)data, size);
  g_autoptr (CbSchema) schema = cb_schema_parse (json, NULL);
  g_autoptr (CbSchema) again = NULL;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  guint64 rows = 0;
  int fd;

  if (schema == NULL)
    return 0;
  written = cb_schema_to_json (schema, FALSE);
  again = cb_schema_parse (written, NULL);
  g_assert_nonnull (again);
  rewritten = cb_schema_to_json (again, FALSE);
  g_assert_cmpstr (rewritten, ==, written);
  fd = zero != NULL && zero + 1 < data + size
           ? test_file_new_with (zero + 1, (gsize)(data + size - zero - 1))
           : test_file_new_with (table_text, strlen (table_text));
  check (fd, json);
  first = mend (fd, json, &rows);
  second = mend (fd, json, &rows);
  g_assert_cmpstr (first, ==, second);
  close (fd);

  return 0;
}
