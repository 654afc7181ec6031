/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/cb-json.h"
#include "cli/cb-cli-console.h"
#include "cli/cb-cli-out.h"
#include "cli/cb-cli-output.h"
#include "cli/cb-cli-pages.h"
#include "cli/cb-cli.h"
#include "core/reading/cb-reader.h"

typedef struct
{
  char *sheet; /* (nullable): its name, or its number from 1 on */
  gboolean raw;
  gboolean clean;           /* without what stands around the table */
  const char *group_column; /* (nullable): named so, it says in which group a row is */
  gboolean no_such_sheet;   /* it was looked for in vain, or is no table */
  guint first_column;       /* 0-based, of a table beside others */
  guint n_columns;          /* 0: all are one table */
  gboolean takes_pages;     /* of what has pages, their text is printed */
} Reading;

/* Whatever way the letters with marks are composed (macOS takes them apart), and in any case, which
 * tells no two sheets of a spreadsheet apart. */
static char *
dup_name_key (const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

/* Returns: 0-based, -1 when there is no such sheet. A name goes before one that is written in
 * another way, and both before a number. */
static int
find_sheet (const CbFileInfo *info, const char *wanted)
{
  g_autofree char *key = dup_name_key (wanted);
  guint64 number = 0;

  for (guint i = 0; i < info->sheets->len; i++)
    if (g_str_equal (((CbSheetInfo *)g_ptr_array_index (info->sheets, i))->name, wanted))
      return (int)i;
  for (guint i = 0; i < info->sheets->len; i++)
    {
      g_autofree char *other
          = dup_name_key (((CbSheetInfo *)g_ptr_array_index (info->sheets, i))->name);

      if (g_strcmp0 (key, other) == 0)
        return (int)i;
    }
  if (info->sheets->len > 0
      && g_ascii_string_to_unsigned (wanted, 10, 1, info->sheets->len, &number, NULL))
    return (int)number - 1;

  return -1;
}

static gboolean
has_cells (CbReader *reader, int sheet)
{
  return ((CbSheetInfo *)g_ptr_array_index (cb_reader_get_info (reader)->sheets, sheet))->is_table;
}

static gboolean
choose_sheet (CbCli *cli, int fd, Reading *reading, CbReadOptions *options, GError **error)
{
  g_autoptr (CbReader) reader = NULL;

  if (reading->sheet == NULL)
    return TRUE;
  reader = cb_reader_open (fd, options, cli->cancellable, error);
  if (reader == NULL)
    return FALSE;
  options->sheet = find_sheet (cb_reader_get_info (reader), reading->sheet);
  if (options->sheet >= 0 && has_cells (reader, options->sheet))
    return TRUE;
  /* It may have been in what is lost. */
  if (options->sheet < 0 && !cb_reader_require_whole (reader, cli->cancellable, error))
    {
      g_prefix_error (error, "sheet “%s” is not in what is left: ", reading->sheet);
      return FALSE;
    }

  reading->no_such_sheet = TRUE;
  g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND,
               options->sheet < 0 ? _ ("There is no sheet “%s” in it.")
                                  : _ ("Sheet “%s” has no cells: it is a chart or a macro sheet."),
               reading->sheet);
  return FALSE;
}

/* “A” or “AB”. */
static guint
read_letters (const char **p)
{
  guint column = 0;

  for (; g_ascii_isalpha (**p) && column < 100000; (*p)++)
    column = column * 26 + (guint)(g_ascii_toupper (**p) - 'A') + 1;

  return column;
}

/* “A-D”, or “A–D” as findings write it. */
static gboolean
take_columns (const char *text, Reading *reading)
{
  const char *p = text;
  guint first, last;

  if (text == NULL)
    return TRUE;
  first = read_letters (&p);
  if (g_str_has_prefix (p, "–"))
    p += strlen ("–");
  else if (*p == '-' || *p == ':')
    p++;
  last = read_letters (&p);
  if (first == 0 || last < first || *p != '\0')
    return FALSE;
  reading->first_column = first - 1;
  reading->n_columns = last - first + 1;

  return TRUE;
}

static char *
dup_recipe (const Reading *reading, const char *step)
{
  g_autoptr (JsonObject) layout = json_object_new ();
  g_autofree char *json = NULL;

  if (!reading->clean && reading->group_column == NULL && reading->n_columns == 0)
    return g_strdup_printf ("[{\"step\":\"%s\"}]", step);
  json_object_set_string_member (layout, "step", "layout");
  if (reading->group_column != NULL)
    json_object_set_string_member (layout, "group-column", reading->group_column);
  if (reading->n_columns > 0)
    {
      json_object_set_int_member (layout, "first-column", reading->first_column);
      json_object_set_int_member (layout, "columns", reading->n_columns);
    }
  json = cb_json_object_to_string (layout, FALSE);

  return g_strdup_printf ("[%s,{\"step\":\"%s\"}]", json, step);
}

/* The words for what is not found are about files. */
static int
fail (CbCli *cli, const Reading *reading, const GError *error)
{
  return reading->no_such_sheet ? cb_cli_usage (error->message) : cb_cli_fail (cli, error);
}

/* The reading process writes; nothing of the file passes through this one. */
static gboolean
write_table (
    CbCli *cli, const char *path, int out_fd, const char *step, Reading *reading, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *recipe = dup_recipe (reading, step);
  CbReadOptions options = CB_READ_OPTIONS_INIT;
  g_autoptr (CbReader) reader = NULL;
  CbCliProgress progress;
  gboolean written;
  int fd = cb_reader_open_path (path, error);

  if (fd < 0)
    return FALSE;
  options.name = name;
  options.first_column = reading->first_column;
  options.n_columns = reading->n_columns;
  if (reading->raw)
    options.header_row = 0;
  if (choose_sheet (cli, fd, reading, &options, error))
    reader = cb_reader_open_for_mend (fd, out_fd, &options, cli->cancellable, error);
  g_close (fd, NULL);
  if (reader == NULL)
    return FALSE;
  if (reading->takes_pages && cb_reader_get_info (reader)->n_pages > 0)
    return cb_cli_print_pages (cli, reader, error);
  cb_cli_progress_start (&progress, _ ("Reading"));
  written = cb_reader_mend (reader, recipe, NULL, cb_cli_progress_cb, &progress, cli->cancellable,
                            error);
  cb_cli_progress_end (&progress);

  return written && cb_reader_require_whole (reader, cli->cancellable, error);
}

/**
 * cb_cli_read:
 * @cli: the context
 * @argc: number of words
 * @argv: `read`, options, FILE
 *
 * Prints a table as the engine reads it, whatever format it is in: dates as ISO 8601, numbers with
 * a point, booleans as TRUE and FALSE; the table alone, under one row of names, without titles,
 * totals and notes around it, unless every row is asked for; the names of groups among its rows in
 * a column, when one is named. Of a damaged file, what can be read, and then that it is not all. Of
 * a PDF the text of its pages.
 *
 * Returns: the exit code
 */
int
cb_cli_read (CbCli *cli, int argc, char **argv)
{
  Reading reading = { NULL, FALSE, FALSE, NULL, FALSE, 0, 0, TRUE };
  g_autofree char *sheet = NULL;
  g_autofree char *group = NULL;
  g_autofree char *columns = NULL;
  g_autofree char *to = NULL;
  const GOptionEntry entries[] = {
    { "sheet", 0, 0, G_OPTION_ARG_STRING, &sheet, N_ ("Read this sheet of a workbook"),
      N_ ("NAME") },
    { "group-column", 0, 0, G_OPTION_ARG_STRING, &group,
      N_ ("Say of each row in which group it is, in a column of this name"), N_ ("NAME") },
    { "columns", 0, 0, G_OPTION_ARG_STRING, &columns,
      N_ ("Of tables side by side, read the one in these columns"), N_ ("A-D") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("Print as csv or json"), N_ ("FORMAT") },
    { "raw", 0, 0, G_OPTION_ARG_NONE, &reading.raw, N_ ("Every row as it stands in the file"),
      NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  gboolean json;

  if (!cb_cli_parse (cli, N_ ("FILE"), entries, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc != 2)
    return cb_cli_usage (_ ("Name one file to read."));
  if (to != NULL && !g_str_equal (to, "csv") && !g_str_equal (to, "json"))
    return cb_cli_usage (_ ("A table is printed as csv or json."));
  if (reading.raw && columns != NULL)
    return cb_cli_usage (_ ("Every row as it stands in the file has all its columns."));
  if (reading.raw && group != NULL)
    return cb_cli_usage (_ ("Every row as it stands in the file has no column of groups."));
  if (!take_columns (columns, &reading))
    return cb_cli_usage (
        _ ("Columns are named by their letters, from the first to the last: F-I."));
  reading.sheet = sheet;
  reading.group_column = group;
  reading.clean = !reading.raw;
  json = to != NULL ? g_str_equal (to, "json") : cli->json;
  if (!write_table (cli, argv[1], STDOUT_FILENO, json ? "to-json" : "to-csv", &reading, &error))
    return cb_cli_console_end_unread () ? CB_EXIT_FAILED : fail (cli, &reading, error);

  return CB_EXIT_DONE;
}

/* OUT is there only when it is whole. */
static int
write_file (CbCli *cli, const char *path, const char *out_path, Reading *reading)
{
  g_autoptr (GError) error = NULL;
  CbCliOut out;
  int exit_code;
  gboolean written;

  if (!cb_cli_out_begin (cli, &out, out_path, &exit_code))
    return exit_code;
  written = write_table (cli, path, out.fd, cb_cli_out_find_step (out_path), reading, &error);
  if (!cb_cli_out_end (&out, written, &error))
    return fail (cli, reading, error);

  cb_cli_warn_of_name (out_path);
  return CB_EXIT_DONE;
}

/**
 * cb_cli_convert:
 * @cli: the context
 * @argc: number of words
 * @argv: `convert`, options, IN, OUT
 *
 * Writes a table in the format that the name of OUT says. OUT is there only when it is whole.
 *
 * Returns: the exit code
 */
int
cb_cli_convert (CbCli *cli, int argc, char **argv)
{
  Reading reading = { NULL, FALSE, FALSE, NULL, FALSE, 0, 0, FALSE };
  g_autofree char *sheet = NULL;
  g_autofree char *group = NULL;
  g_autofree char *columns = NULL;
  const GOptionEntry entries[] = {
    { "sheet", 0, 0, G_OPTION_ARG_STRING, &sheet, N_ ("Read this sheet of a workbook"),
      N_ ("NAME") },
    { "group-column", 0, 0, G_OPTION_ARG_STRING, &group,
      N_ ("Say of each row in which group it is, in a column of this name"), N_ ("NAME") },
    { "columns", 0, 0, G_OPTION_ARG_STRING, &columns,
      N_ ("Of tables side by side, read the one in these columns"), N_ ("A-D") },
    { NULL },
  };

  if (!cb_cli_parse (cli, N_ ("IN OUT"), entries, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc != 3)
    return cb_cli_usage (_ ("Name the file to read and the file to write."));
  if (cb_cli_out_find_step (argv[2]) == NULL)
    return cb_cli_usage (_ ("The name of the file to write ends in .csv, .json, .xlsx or .ods."));
  if (!take_columns (columns, &reading))
    return cb_cli_usage (
        _ ("Columns are named by their letters, from the first to the last: F-I."));
  reading.sheet = sheet;
  reading.group_column = group;

  return write_file (cli, argv[1], argv[2], &reading);
}
