/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-schema.h"
#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"

static int
judge (GPtrArray *findings, gboolean strict)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity == CB_SEVERITY_BLOCKER
          || (strict && finding->severity == CB_SEVERITY_WARNING))
        return CB_EXIT_FINDINGS;
    }

  return CB_EXIT_DONE;
}

static void
print_summary (GPtrArray *findings)
{
  guint counts[3] = { 0 };

  for (guint i = 0; i < findings->len; i++)
    counts[((const CbFinding *)g_ptr_array_index (findings, i))->severity]++;
  /* Translators: three numbers: findings that must be mended, are worth a look, are notes */
  g_print (_ ("%u to mend, %u worth a look, %u notes\n"), counts[CB_SEVERITY_BLOCKER],
           counts[CB_SEVERITY_WARNING], counts[CB_SEVERITY_NOTE]);
}

/* So that what is wrong with the schema is said before a large file is read. */
static gboolean
read_schema (const char *path, char **schema, GError **error)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, error);
  g_autoptr (CbSchema) parsed = NULL;

  if (mapped == NULL)
    {
      g_clear_error (error);
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "cannot read %s", path);
      return FALSE;
    }
  if (g_mapped_file_get_length (mapped) > CB_SCHEMA_MAX_BYTES)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_TOO_LARGE, "%s is no schema", path);
      return FALSE;
    }
  /* Of a file without bytes nothing is mapped. */
  *schema = g_mapped_file_get_length (mapped) > 0
                ? g_strndup (g_mapped_file_get_contents (mapped), g_mapped_file_get_length (mapped))
                : g_strdup ("");
  parsed = cb_schema_parse (*schema, error);

  return parsed != NULL;
}

/**
 * cb_cli_check:
 * @cli: the context
 * @argc: number of words
 * @argv: `check`, options, FILE
 *
 * Checks one file against a profile without keeping anything of it.
 *
 * Returns: the exit code
 */
int
cb_cli_check (CbCli *cli, int argc, char **argv)
{
  g_autofree char *profile = NULL;
  g_autofree char *schema_path = NULL;
  g_autofree char *schema = NULL;
  gboolean strict = FALSE;
  const GOptionEntry entries[] = {
    { "profile", 0, 0, G_OPTION_ARG_STRING, &profile, N_ ("Check for this profile"), N_ ("ID") },
    { "schema", 0, 0, G_OPTION_ARG_FILENAME, &schema_path,
      N_ ("Hold the columns against this Table Schema"), N_ ("FILE") },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &strict, N_ ("Warnings count like blockers"), NULL },
    { NULL },
  };
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  guint64 more = 0;
  CbCliProgress progress;

  if (!cb_cli_parse (cli, N_ ("FILE"), entries, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc != 2)
    return cb_cli_usage (_ ("Name one file to check."));

  if (schema_path != NULL && !read_schema (schema_path, &schema, &error))
    return cb_cli_fail (cli, error);
  file = g_file_new_for_commandline_arg (argv[1]);
  cb_cli_progress_start (&progress, _ ("Checking"));
  findings = cb_workplace_check_file (file, profile, schema, &more, cb_cli_progress_cb, &progress,
                                      cli->cancellable, &error);
  cb_cli_progress_end (&progress);
  if (findings == NULL)
    return cb_cli_fail (cli, error);

  if (cli->json)
    {
      g_autoptr (JsonNode) node = cb_cli_findings_to_json (findings, more);

      cb_cli_print_json (node);
    }
  else
    {
      cb_cli_print_findings (findings);
      print_summary (findings);
    }

  return judge (findings, strict);
}
