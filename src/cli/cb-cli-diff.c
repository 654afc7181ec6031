/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/cb-json.h"
#include "base/cb-text.h"
#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"

/* A cell of a printed row is cut to so many characters. */
#define MAX_SHOWN 40
/* Of each kind so many rows are printed where nobody says how many. */
#define DEFAULT_ROWS 20
#define PAGE 200u

static const char *const kind_names[CB_DIFF_N_KINDS] = { "added", "removed", "changed" };

/* One line, cut at the end. */
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

/* --- As JSON -------------------------------------------------------------- */

static JsonObject *
column_to_json (const CbTableDiff *diff, guint i)
{
  const CbTableDiffColumn *column = cb_table_diff_get_column (diff, i);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", cb_table_diff_column_get_name (column));
  json_object_set_string_member (object, "difference",
                                 column->before < 0 ? "added"
                                 : column->now < 0  ? "removed"
                                                    : "both");
  if (column->before >= 0)
    json_object_set_string_member (object, "type-before", column->type_before);
  if (column->now >= 0)
    json_object_set_string_member (object, "type-now", column->type_now);
  json_object_set_int_member (object, "changed", (gint64)column->changed);
  json_object_set_boolean_member (object, "compared", cb_table_diff_column_is_compared (column));
  json_object_set_boolean_member (object, "by-amount", column->by_amount);
  if (column->counterpart >= 0)
    json_object_set_string_member (object, "counterpart",
                                   cb_table_diff_column_get_name (cb_table_diff_get_column (
                                       diff, (guint)column->counterpart)));

  return object;
}

static JsonObject *
diff_to_json (const CbTableDiff *diff)
{
  static const char *const key_kinds[CB_DIFF_KEY_N_KINDS] = { "given", "found", "whole-rows" };
  JsonObject *object = json_object_new ();
  JsonArray *key = json_array_new ();
  JsonArray *columns = json_array_new ();

  for (guint i = 0; i < diff->key->len; i++)
    json_array_add_string_element (key, cb_table_diff_column_get_name (cb_table_diff_get_column (
                                            diff, g_array_index (diff->key, guint, i))));
  for (guint i = 0; i < diff->columns->len; i++)
    json_array_add_object_element (columns, column_to_json (diff, i));
  json_object_set_string_member (object, "key-kind", key_kinds[diff->key_kind]);
  json_object_set_array_member (object, "key", key);
  json_object_set_int_member (object, "rows-before", (gint64)diff->rows_before);
  json_object_set_int_member (object, "rows-now", (gint64)diff->rows_now);
  json_object_set_int_member (object, "same", (gint64)diff->same);
  for (guint i = 0; i < CB_DIFF_N_KINDS; i++)
    json_object_set_int_member (object, kind_names[i], (gint64)diff->n[i]);
  json_object_set_int_member (object, "repeated-before", (gint64)diff->repeated_before);
  json_object_set_int_member (object, "repeated-now", (gint64)diff->repeated_now);
  json_object_set_array_member (object, "columns", columns);

  return object;
}

/* Cells by the names of their columns; of a changed row those of the key and those that differ. */
static JsonObject *
diff_row_to_json (CbReader *reader,
                  const CbTableDiff *diff,
                  const CbTableDiffRow *row,
                  CbDiffKind kind)
{
  JsonObject *object = json_object_new ();
  JsonObject *cells = json_object_new ();
  JsonObject *changes = json_object_new ();

  if (row->before != CB_TABLE_DIFF_NO_ROW)
    json_object_set_int_member (object, "row-before",
                                (gint64)(row->before + diff->header_row_before + 1));
  if (row->now != CB_TABLE_DIFF_NO_ROW)
    json_object_set_int_member (object, "row-now",
                                (gint64)(row->now + cb_reader_get_info (reader)->header_row + 1));
  for (guint i = 0; i < diff->columns->len; i++)
    {
      const CbTableDiffColumn *column = cb_table_diff_get_column (diff, i);
      gboolean is_there = kind == CB_DIFF_REMOVED ? column->before >= 0 : column->now >= 0;

      if (is_there)
        json_object_set_string_member (cells, cb_table_diff_column_get_name (column),
                                       kind == CB_DIFF_REMOVED ? row->cells_before[i]
                                                               : row->cells_now[i]);
    }
  json_object_set_object_member (object, "cells", cells);
  for (guint i = 0; i < row->changed->len; i++)
    {
      guint place = g_array_index (row->changed, guint, i);
      JsonArray *both = json_array_new ();

      json_array_add_string_element (both, row->cells_before[place]);
      json_array_add_string_element (both, row->cells_now[place]);
      json_object_set_array_member (
          changes, cb_table_diff_column_get_name (cb_table_diff_get_column (diff, place)), both);
    }
  if (kind == CB_DIFF_CHANGED)
    json_object_set_object_member (object, "changes", changes);
  else
    json_object_unref (changes);

  return object;
}

/* --- In words ------------------------------------------------------------- */

static void
append_cells (GString *text, const CbTableDiff *diff, const CbTableDiffRow *row, CbDiffKind kind)
{
  GStrv cells = kind == CB_DIFF_REMOVED ? row->cells_before : row->cells_now;
  gboolean is_first = TRUE;

  for (guint i = 0; i < diff->columns->len; i++)
    {
      const CbTableDiffColumn *column = cb_table_diff_get_column (diff, i);
      g_autofree char *cell = dup_shown (cells[i]);

      if ((kind == CB_DIFF_REMOVED ? column->before : column->now) < 0)
        continue;
      g_string_append_printf (text, "%s%s", is_first ? "" : " | ", cell);
      is_first = FALSE;
    }
}

static void
append_changes (GString *text, const CbTableDiff *diff, const CbTableDiffRow *row)
{
  for (guint i = 0; i < diff->key->len; i++)
    {
      g_autofree char *cell = dup_shown (row->cells_now[g_array_index (diff->key, guint, i)]);

      g_string_append_printf (text, "%s%s", i == 0 ? "" : " | ", cell);
    }
  for (guint i = 0; i < row->changed->len; i++)
    {
      guint place = g_array_index (row->changed, guint, i);
      g_autofree char *before = dup_shown (row->cells_before[place]);
      g_autofree char *now = dup_shown (row->cells_now[place]);

      g_string_append_printf (
          text, "\n    %s: %s → %s",
          cb_table_diff_column_get_name (cb_table_diff_get_column (diff, place)), before, now);
    }
}

/* As people call a row: by its number in the file. */
static guint64
get_number (CbReader *reader, const CbTableDiff *diff, const CbTableDiffRow *row, CbDiffKind kind)
{
  return kind == CB_DIFF_REMOVED ? row->before + diff->header_row_before + 1
                                 : row->now + cb_reader_get_info (reader)->header_row + 1;
}

static void
print_row (CbReader *reader, const CbTableDiff *diff, const CbTableDiffRow *row, CbDiffKind kind)
{
  static const char signs[CB_DIFF_N_KINDS] = { '+', '-', '~' };
  g_autoptr (GString) text = g_string_new (NULL);
  guint64 number = get_number (reader, diff, row, kind);

  if (kind == CB_DIFF_CHANGED)
    append_changes (text, diff, row);
  else
    append_cells (text, diff, row, kind);
  g_print ("%c %" G_GUINT64_FORMAT ": %s\n", signs[kind], number, text->str);
}

typedef struct
{
  CbCli *cli;
  CbReader *reader;
  const CbTableDiff *diff;
  guint64 most; /* rows of each kind */
} Listing;

/* Returns: how many were listed, -1 with @error */
static gint64
print_kind (const Listing *listing, CbDiffKind kind, JsonArray *array, GError **error)
{
  guint64 wanted = MIN (listing->most, listing->diff->n[kind]);
  guint64 done = 0;

  while (done < wanted)
    {
      g_autoptr (GPtrArray) rows
          = cb_reader_read_diff_rows (listing->reader, kind, done, (guint)MIN (wanted - done, PAGE),
                                      listing->cli->cancellable, error);

      if (rows == NULL)
        return -1;
      if (rows->len == 0)
        break;
      for (guint i = 0; i < rows->len; i++)
        if (array == NULL)
          print_row (listing->reader, listing->diff, g_ptr_array_index (rows, i), kind);
        else
          json_array_add_object_element (
              array,
              diff_row_to_json (listing->reader, listing->diff, g_ptr_array_index (rows, i), kind));
      done += rows->len;
    }

  return (gint64)done;
}

static gboolean
print_words (const Listing *listing, GError **error)
{
  const CbTableDiff *diff = listing->diff;
  g_autofree char *summary = cb_table_diff_dup_summary (diff);
  g_autofree char *key = cb_table_diff_dup_key_words (diff);
  g_autoptr (GPtrArray) notes = cb_table_diff_dup_notes (diff);

  g_print ("%s\n%s\n", summary, key);
  for (guint i = 0; i < notes->len; i++)
    g_print ("%s\n", (const char *)g_ptr_array_index (notes, i));
  for (guint kind = 0; kind < CB_DIFF_N_KINDS; kind++)
    {
      gint64 done;

      if (diff->n[kind] == 0 || listing->most == 0)
        continue;
      g_print ("\n%s\n", cb_table_diff_kind_title ((CbDiffKind)kind));
      done = print_kind (listing, (CbDiffKind)kind, NULL, error);
      if (done < 0)
        return FALSE;
      if (diff->n[kind] > (guint64)done)
        {
          guint64 left = diff->n[kind] - (guint64)done;
          g_autofree char *number = cb_text_format_count (left);

          g_print (ngettext ("… and %s more row", "… and %s more rows", (gulong)left), number);
          g_print ("\n");
        }
    }

  return TRUE;
}

static gboolean
print_json (const Listing *listing, GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = diff_to_json (listing->diff);

  json_node_take_object (node, object);
  for (guint kind = 0; kind < CB_DIFF_N_KINDS; kind++)
    {
      g_autofree char *name = g_strdup_printf ("%s-rows", kind_names[kind]);
      JsonArray *array = json_array_new ();

      json_object_set_array_member (object, name, array);
      if (print_kind (listing, (CbDiffKind)kind, array, error) < 0)
        return FALSE;
    }
  cb_cli_print_json (node);

  return TRUE;
}

/* --- The command ---------------------------------------------------------- */

static CbReader *
open_both (CbCli *cli, char **argv, GError **error)
{
  g_autofree char *name = g_path_get_basename (argv[2]);
  CbReadOptions options = CB_READ_OPTIONS_INIT;
  CbReader *reader = NULL;
  int before_fd = cb_reader_open_path (argv[1], error);
  int fd = before_fd >= 0 ? cb_reader_open_path (argv[2], error) : -1;

  options.name = name;
  if (fd >= 0)
    reader = cb_reader_open_to_compare (fd, before_fd, &options, cli->cancellable, error);
  if (fd >= 0)
    g_close (fd, NULL);
  if (before_fd >= 0)
    g_close (before_fd, NULL);

  return reader;
}

/* As for diff(1): whatever goes wrong is 2, so that 1 is never anything but a difference. */
static int
fail (CbCli *cli, const GError *error, const char *key)
{
  g_autofree char *words = NULL;

  if (key == NULL || !g_error_matches (error, CB_ERROR, CB_ERROR_NOT_FOUND))
    {
      cb_cli_fail (cli, error);
      return CB_EXIT_USAGE;
    }
  /* Translators: names of columns, as they were typed */
  words = g_strdup_printf (_ ("Not all of these columns are in both files: %s."), key);

  return cb_cli_usage (words);
}

static int
compare (CbCli *cli, char **argv, const char *key, int most)
{
  g_auto (GStrv) names = key != NULL ? g_strsplit (key, ",", -1) : NULL;
  g_autofree char *name = g_path_get_basename (argv[1]);
  CbReadOptions before = CB_READ_OPTIONS_INIT;
  g_autoptr (CbTableDiff) diff = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  Listing listing = { .cli = cli };
  CbCliProgress progress;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_strstrip (names[i]);
  reader = open_both (cli, argv, &error);
  if (reader == NULL)
    return fail (cli, error, NULL);
  before.name = name;
  before.names = (const char *const *)cb_reader_get_info (reader)->columns;
  cb_cli_progress_start (&progress, _ ("Comparing"));
  diff = cb_reader_diff (reader, &before, (const char *const *)names, cb_cli_progress_cb, &progress,
                         cli->cancellable, &error);
  cb_cli_progress_end (&progress);
  if (diff == NULL)
    return fail (cli, error, key);
  listing.reader = reader;
  listing.diff = diff;
  listing.most = (guint64)most;
  if (!(cli->json ? print_json (&listing, &error) : print_words (&listing, &error)))
    return fail (cli, error, NULL);

  return cb_table_diff_is_same (diff) ? CB_EXIT_DONE : CB_EXIT_FINDINGS;
}

/**
 * cb_cli_diff:
 * @cli: the context
 * @argc: number of words
 * @argv: `diff`, options, BEFORE, NOW
 *
 * Says which rows of a table were added, removed and changed since an earlier one, which columns
 * came and went, and lists the first rows of each kind (product.md D6).
 *
 * Returns: the exit code, as that of diff(1): 0 when nothing is different, 1 when something is, 2
 *   when that could not be told
 */
int
cb_cli_diff (CbCli *cli, int argc, char **argv)
{
  g_autofree char *key = NULL;
  int most = DEFAULT_ROWS;
  const GOptionEntry entries[] = {
    { "key", 0, 0, G_OPTION_ARG_STRING, &key, N_ ("Find rows again by these columns"),
      N_ ("COLUMN,…") },
    { "rows", 0, 0, G_OPTION_ARG_INT, &most, N_ ("List so many rows of each kind"), N_ ("NUMBER") },
    { NULL },
  };

  if (!cb_cli_parse (cli, N_ ("BEFORE NOW"), entries, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc != 3 || most < 0)
    return cb_cli_usage (_ ("Name two files: as it was before, and as it is now."));

  return compare (cli, argv, key, most);
}
