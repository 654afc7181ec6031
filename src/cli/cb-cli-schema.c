/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/cb-schema.h"
#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"

/**
 * cb_cli_schema:
 * @cli: the context
 * @argc: number of words
 * @argv: `schema`, options, FILE
 *
 * Prints the Table Schema v2 that all rows of a file say, with or without `--json`: it is JSON.
 *
 * Returns: the exit code
 */
int
cb_cli_schema (CbCli *cli, int argc, char **argv)
{
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (CbSchema) schema = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *pretty = NULL;
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
  json = cb_reader_infer_schema (reader, cb_cli_progress_cb, &progress, cli->cancellable, &error);
  cb_cli_progress_end (&progress);
  cb_reader_close (reader);
  if (json == NULL)
    return cb_cli_fail (cli, error);

  schema = cb_schema_parse (json, &error);
  if (schema == NULL)
    return cb_cli_fail (cli, error);
  pretty = cb_schema_to_json (schema, TRUE);
  g_print ("%s\n", pretty);

  return CB_EXIT_DONE;
}
