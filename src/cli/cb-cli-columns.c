/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"
#include "core/model/cb-schema-words.h"

/* A cell of the printed table is cut to so many characters. */
#define MAX_SHOWN 24

enum
{
  CELL_NAME,
  CELL_TYPE,
  CELL_BLANK,
  CELL_DISTINCT,
  CELL_MINIMUM,
  CELL_MAXIMUM,
  CELL_LENGTHS,
  N_CELLS,
};

static JsonObject *
column_to_json (const CbColumnProfile *column)
{
  JsonObject *object = json_object_new ();
  JsonArray *samples = json_array_new ();

  json_object_set_string_member (object, "name", column->name);
  json_object_set_string_member (object, "type", column->type);
  json_object_set_int_member (object, "blank", (gint64)column->blank);
  json_object_set_int_member (object, "distinct", (gint64)column->distinct);
  json_object_set_string_member (object, "minimum", column->minimum);
  json_object_set_string_member (object, "maximum", column->maximum);
  json_object_set_int_member (object, "shortest", column->shortest);
  json_object_set_int_member (object, "longest", column->longest);
  for (guint i = 0; column->samples[i] != NULL; i++)
    json_array_add_string_element (samples, column->samples[i]);
  json_object_set_array_member (object, "samples", samples);

  return object;
}

static void
print_json (GPtrArray *columns, guint64 rows)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < columns->len; i++)
    json_array_add_object_element (array, column_to_json (g_ptr_array_index (columns, i)));
  json_object_set_int_member (object, "rows", (gint64)rows);
  json_object_set_array_member (object, "columns", array);
  json_node_take_object (node, object);
  cb_cli_print_json (node);
}

/* One line, cut at the end, in the letters that a terminal shows one place wide. */
static char *
dup_shown (const char *text)
{
  g_autofree char *line = g_strdup (text);

  for (char *p = line; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  if (g_utf8_strlen (line, -1) > MAX_SHOWN)
    {
      g_autofree char *cut = g_utf8_substring (line, 0, MAX_SHOWN - 1);

      return g_strconcat (cut, "…", NULL);
    }

  return g_steal_pointer (&line);
}

static GStrv
make_line (const CbColumnProfile *column)
{
  GStrv line = g_new0 (char *, N_CELLS + 1);

  line[CELL_NAME] = dup_shown (column->name);
  line[CELL_TYPE] = g_strdup (cb_schema_words_type (column->type));
  line[CELL_BLANK] = cb_text_format_count (column->blank);
  line[CELL_DISTINCT] = cb_text_format_count (column->distinct);
  line[CELL_MINIMUM] = dup_shown (column->minimum);
  line[CELL_MAXIMUM] = dup_shown (column->maximum);
  line[CELL_LENGTHS] = column->shortest == column->longest
                           ? g_strdup_printf ("%u", column->longest)
                           : g_strdup_printf ("%u–%u", column->shortest, column->longest);

  return line;
}

static GStrv
make_header (void)
{
  const char *const header[] = { _ ("Column"),  _ ("Type"),    _ ("Blank"),  _ ("Different"),
                                 _ ("Minimum"), _ ("Maximum"), _ ("Length"), NULL };

  return g_strdupv ((char **)header);
}

static void
print_table (GPtrArray *columns)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  glong widths[N_CELLS] = { 0 };

  g_ptr_array_add (lines, make_header ());
  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (lines, make_line (g_ptr_array_index (columns, i)));
  for (guint i = 0; i < lines->len; i++)
    for (guint k = 0; k < N_CELLS; k++)
      widths[k] = MAX (widths[k], g_utf8_strlen (((GStrv)lines->pdata[i])[k], -1));
  for (guint i = 0; i < lines->len; i++)
    {
      GStrv line = g_ptr_array_index (lines, i);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint k = 0; k < N_CELLS; k++)
        {
          gboolean to_the_right = k == CELL_BLANK || k == CELL_DISTINCT;
          int pad = (int)(widths[k] - g_utf8_strlen (line[k], -1));

          g_string_append_printf (text, "%*s%s%*s%s", to_the_right ? pad : 0, "", line[k],
                                  to_the_right ? 0 : pad, "", k + 1 < N_CELLS ? "  " : "");
        }
      g_print ("%s\n", g_strchomp (text->str));
    }
}

/**
 * cb_cli_columns:
 * @cli: the context
 * @argc: number of words
 * @argv: `columns`, options, FILE
 *
 * Says of each column what it is, how many cells are blank, how many differ, the least and the
 * greatest (product.md D5). What belongs to persons is masked.
 *
 * Returns: the exit code
 */
int
cb_cli_columns (CbCli *cli, int argc, char **argv)
{
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = NULL;
  guint64 n_rows;
  CbCliProgress progress;
  int exit_code;

  if (!cb_cli_parse (cli, N_ ("FILE"), NULL, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc != 2)
    return cb_cli_usage (_ ("Name one file."));
  reader = cb_cli_open_file (cli, argv[1], &exit_code);
  if (reader == NULL)
    return exit_code;

  cb_cli_progress_start (&progress, _ ("Reading"));
  columns = cb_reader_profile (reader, cb_cli_progress_cb, &progress, cli->cancellable, &error);
  cb_cli_progress_end (&progress);
  if (columns == NULL)
    return cb_cli_fail (cli, error);

  if (cli->json)
    {
      print_json (columns, cb_reader_get_row_count (reader, NULL));
      return CB_EXIT_DONE;
    }
  print_table (columns);
  n_rows = cb_reader_get_row_count (reader, NULL);
  rows = cb_text_format_count (n_rows);
  g_print (ngettext ("%s row", "%s rows", (gulong)n_rows), rows);
  g_print ("\n");

  return CB_EXIT_DONE;
}
