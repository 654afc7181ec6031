/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/cb-cli-publish.h"

/* The sample whose story data/samples/README.md tells: an old encoding to mend, a warning to waive.
 */
#define SAMPLE "samples/co-so-y-te-tcvn3.csv"
#define SAMPLE_CATALOG "samples/danh-muc.csv"
#define SAMPLE_ITEM_WORDS "co so y te"

static int
import_sample_catalog (CbCli *cli)
{
  g_autofree char *path = cb_workplace_dup_data_path (SAMPLE_CATALOG);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  guint count;

  count = cb_workplace_import_catalog (cli->workplace, file, _ ("Practice decision"), &problems,
                                       cli->cancellable, &error);
  if (error != NULL)
    return cb_cli_fail (cli, error);
  if (!cli->json)
    g_print (ngettext ("Catalog: %u item taken in.\n", "Catalog: %u items taken in.\n", count),
             count);
  return CB_EXIT_DONE;
}

static char *
find_sample_item (CbCli *cli)
{
  g_autoptr (GPtrArray) items = cb_workplace_list_catalog (cli->workplace, SAMPLE_ITEM_WORDS, NULL);

  if (items == NULL || items->len == 0)
    return NULL;
  return g_strdup (((const CbCatalogItem *)g_ptr_array_index (items, 0))->code);
}

/**
 * cb_cli_rehearse:
 * @cli: the context
 * @argc: number of words
 * @argv: `rehearse`, options
 *
 * The whole job without a window: practice portal, the sample checked, mended, approved by a second
 * name, queued, sent, read back, receipt printed.
 *
 * Returns: the exit code
 */
int
cb_cli_rehearse (CbCli *cli, int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_autofree char *item = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (JsonObject) metadata = json_object_new ();
  CbCliPublication what = { 0 };
  int exit_code;

  if (!cb_cli_parse (cli, "", NULL, &argc, &argv))
    return CB_EXIT_USAGE;
  cli->practice = TRUE;
  if (!cb_cli_open (cli, &exit_code))
    return exit_code;
  exit_code = import_sample_catalog (cli);
  if (exit_code != CB_EXIT_DONE)
    return exit_code;

  path = cb_workplace_dup_data_path (SAMPLE);
  file = g_file_new_for_path (path);
  item = find_sample_item (cli);
  json_object_set_string_member (
      metadata, "notes",
      "Danh sách cơ sở y tế trên địa bàn, lập để tập dùng; mọi tên và số đều không có thật.");
  what.file = file;
  what.item = item;
  what.period = (char *)"2026-10";
  what.metadata = metadata;
  what.mend = TRUE;
  what.waive_reason = (char *)_ ("These are the offices' hotlines, meant for the public");
  what.prepared_by = (char *)"Nguyễn Thị Lan";
  what.approved_by = (char *)"Trần Văn Minh";

  return cb_cli_publish_run (cli, &what);
}
