/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

#include "engine/fixes/cb-recipe.h"
#include "test-system.h"

/* Any bytes as a table of text, after a byte that chooses the format that it is written in: read
 * again, each cell says what it said, and none is where there was none. What a format cannot say is
 * U+FFFD there, not a file that nobody can open. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define MAX_ROWS 400

typedef enum
{
  FORMAT_XLSX,
  FORMAT_ODS,
  FORMAT_CSV,
  FORMAT_JSON,
  N_FORMATS,
} Format;

/* XML has no letter for some characters, and a line end in ODS is the end of a paragraph. */
static char *
dup_expected (const char *text, Format format)
{
  gboolean is_xml = format <= FORMAT_ODS;
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) expected = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean fits
          = (c >= ' ' || c == '\t' || c == '\n' || c == '\r') && c != 0xfffe && c != 0xffff;

      if (format == FORMAT_ODS && c == '\r' && p[1] == '\n')
        continue;
      if (format == FORMAT_ODS && c == '\r')
        c = '\n';
      g_string_append_unichar (expected, is_xml && !fits ? 0xfffd : c);
    }

  return g_string_free (g_steal_pointer (&expected), FALSE);
}

/* Returns: (nullable): %NULL where it is no table, which what was written always is */
static GPtrArray *
read_all (int fd, const CbTableOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbTable) table = cb_table_open (fd, options, &error);
  GPtrArray *rows;

  if (table == NULL)
    {
      g_printerr ("%s\n", error->message);
      return NULL;
    }
  if (cb_table_get_facts (table)->columns == NULL || !cb_table_wait_for_index (table, NULL, &error))
    return NULL;
  rows = cb_table_read_rows (table, 0, MAX_ROWS, NULL, &error);
  g_assert_no_error (error);

  return rows;
}

static gboolean
write_as (int fd, const CbTableOptions *options, const char *step, int out)
{
  g_autofree char *recipe = g_strdup_printf ("[{\"step\":\"%s\"}]", step);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbTable) table = cb_table_open (fd, options, &error);
  CbRecipeResult result;

  g_assert_no_error (error);
  if (!cb_table_wait_for_index (table, NULL, &error))
    return FALSE;
  cb_recipe_run (table, recipe, out, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return TRUE;
}

/* A number may be written in fewer digits; it is the same number. */
static void
assert_same (const char *one, const char *expected)
{
  char *end = NULL;
  double number;

  if (g_str_equal (one, expected))
    return;
  number = g_ascii_strtod (expected, &end);
  if (*end != '\0' || number != g_ascii_strtod (one, &end) || *end != '\0')
    g_assert_cmpstr (one, ==, expected);
}

static const char *
get_cell (GPtrArray *rows, guint row, guint column)
{
  GStrv cells = row < rows->len ? g_ptr_array_index (rows, row) : NULL;

  return cells != NULL && column < g_strv_length (cells) ? cells[column] : "";
}

static void
compare (GPtrArray *before, GPtrArray *after, Format format)
{
  for (guint i = 0; i < MAX (before->len, after->len); i++)
    {
      guint n = MAX (i < before->len ? g_strv_length (g_ptr_array_index (before, i)) : 0,
                     i < after->len ? g_strv_length (g_ptr_array_index (after, i)) : 0);

      for (guint k = 0; k < n; k++)
        {
          g_autofree char *expected = dup_expected (get_cell (before, i, k), format);

          assert_same (get_cell (after, i, k), expected);
        }
    }
}

/* The header, then the rows. */
static GPtrArray *
parse_json (int fd)
{
  g_autofree char *text = test_file_dup_text (fd);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  JsonArray *array;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  array = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (array) && i < MAX_ROWS; i++)
    {
      JsonArray *cells = json_array_get_array_element (array, i);
      g_autoptr (GStrvBuilder) row = g_strv_builder_new ();

      for (guint k = 0; k < json_array_get_length (cells); k++)
        g_strv_builder_add (row, json_array_get_string_element (cells, k));
      g_ptr_array_add (rows, g_strv_builder_end (row));
    }

  return rows;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char *const steps[] = { "to-xlsx", "to-ods", "to-csv", "to-json" };
  static const char *const names[] = { "x.xlsx", "x.ods", "x.csv", NULL };
  CbTableOptions options = { "fuzz.csv", "utf-8", ',', CB_LAYOUT_WISH_HEADER (0), 1, -1 };
  CbTableOptions again = { NULL, NULL, 0, CB_LAYOUT_WISH_HEADER (0), 1, -1 };
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  Format format;
  int fd, out;

  if (size < 2 || memchr (data, 0, size) == data + 1)
    return 0;
  format = (Format)(data[0] % N_FORMATS);
  fd = test_file_new_with (data + 1, size - 1);
  out = test_file_new ();
  before = read_all (fd, &options);
  if (before != NULL && write_as (fd, &options, steps[format], out))
    {
      again.name = names[format];
      if (format == FORMAT_CSV)
        again = options;
      after = format == FORMAT_JSON ? parse_json (out) : read_all (out, &again);
      g_assert_nonnull (after);
      compare (before, after, format);
    }
  close (fd);
  close (out);

  return 0;
}
