/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "cli/cb-cli-output.h"
#include "cli/cb-cli-queue.h"
#include "cli/cb-cli.h"
#include "core/workplace/cb-workplace-by-hand.h"

/* What was said on the command line. */
typedef struct
{
  const char *job_id;
  char *folder;  /* (owned) (nullable) */
  char *page;    /* (owned) (nullable) */
  char **files;  /* (owned) (nullable): NAME=ADDRESS */
  char *declare; /* (owned) (nullable): the reason */
  char *person;  /* (owned) (nullable) */
} ByHand;

static CbJob *
find_job (CbCli *cli, const char *id, GError **error)
{
  g_autoptr (GPtrArray) jobs = cb_workplace_list_jobs (cli->workplace, error);

  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    if (g_str_equal (((CbJob *)g_ptr_array_index (jobs, i))->id, id))
      return cb_job_copy (g_ptr_array_index (jobs, i));
  if (jobs != NULL)
    g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "item %s of the queue", id);

  return NULL;
}

/* Everything that has to be copied, and the steps in their order. */
static void
print_steps (const CbJob *job, const CbDataset *dataset)
{
  g_autoptr (GPtrArray) fields = cb_by_hand_list_fields (dataset);
  g_autofree char *sentence = cb_job_dup_sentence (job);

  g_print ("%s\n%s\n\n", cb_dataset_get_title (dataset), sentence);
  for (guint i = 0; i < fields->len; i++)
    {
      const CbByHandField *field = g_ptr_array_index (fields, i);

      g_print ("%s: %s\n", field->label, field->value);
    }
  g_print ("\n%s\n", _ ("Files"));
  for (guint i = 0; i < dataset->files->len; i++)
    g_print ("  %s\n", ((CbDatasetFile *)g_ptr_array_index (dataset->files, i))->name);
  g_print ("\n%s\n",
           _ ("1. Lay the files ready with --to FOLDER.\n"
              "2. Sign in on the portal; create or update the dataset and copy each field.\n"
              "3. Upload each file from the folder, unchanged, and make the dataset public.\n"
              "4. Give its public addresses with --page and --file NAME=ADDRESS."));
}

static const CbDatasetFile *
find_file (const CbDataset *dataset, const char *name, gsize length)
{
  for (guint i = 0; i < dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (dataset->files, i);

      if (strlen (file->name) == length && strncmp (file->name, name, length) == 0)
        return file;
    }
  return NULL;
}

/* Without NAME= an address is that of the only file. */
static gboolean
add_address (JsonObject *addresses, const CbDataset *dataset, const char *text, GError **error)
{
  const CbDatasetFile *file = NULL;
  const char *address = text;

  if (g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://"))
    file = dataset->files->len == 1 ? g_ptr_array_index (dataset->files, 0) : NULL;
  else
    for (const char *sign = strchr (text, '='); file == NULL && sign != NULL;
         sign = strchr (sign + 1, '='))
      {
        file = find_file (dataset, text, (gsize)(sign - text));
        address = sign + 1;
      }
  if (file == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "no file of the dataset is named in “%s”",
                   text);
      return FALSE;
    }
  json_object_set_string_member (addresses, file->id, address);
  return TRUE;
}

/* What was entered before stands, where nothing else is said now. */
static JsonObject *
make_order (CbCli *cli, const ByHand *said, const CbDataset *dataset, GError **error)
{
  g_autoptr (JsonObject) notes
      = cb_workplace_get_by_hand_notes (cli->workplace, said->job_id, error);
  g_autoptr (JsonObject) order = json_object_new ();
  JsonObject *addresses = json_object_new ();
  JsonObject *kept;

  json_object_set_object_member (order, "files", addresses);
  if (notes == NULL)
    return NULL;
  cb_json_set_text (order, "page",
                    said->page != NULL ? said->page : cb_json_get_string (notes, "page"));
  kept = cb_json_get_object (notes, "files");
  for (guint i = 0; i < dataset->files->len; i++)
    {
      const char *id = ((CbDatasetFile *)g_ptr_array_index (dataset->files, i))->id;

      cb_json_set_text (addresses, id, cb_json_get_string (kept, id));
    }
  for (guint i = 0; said->files != NULL && said->files[i] != NULL; i++)
    if (!add_address (addresses, dataset, said->files[i], error))
      return NULL;
  return g_steal_pointer (&order);
}

static int
give_order (CbCli *cli, const ByHand *said, const CbDataset *dataset)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) order = make_order (cli, said, dataset, &error);
  g_autofree char *person = said->person != NULL
                                ? g_strdup (said->person)
                                : cb_workplace_dup_setting (cli->workplace, "person");
  g_autoptr (GPtrArray) receipts = NULL;
  int exit_code;

  if (order == NULL || !cb_workplace_note_by_hand (cli->workplace, said->job_id, order, &error))
    return cb_cli_fail (cli, error);
  cb_json_set_text (order, "person", person);
  cb_json_set_text (order, "reason", said->declare);
  if (!cb_workplace_order_by_hand (cli->workplace, said->job_id, order, &error))
    return cb_cli_fail (cli, error);
  exit_code = cb_cli_queue_run (cli, TRUE, said->job_id);
  receipts = exit_code == CB_EXIT_DONE && !cli->json
                 ? cb_workplace_list_receipts (cli->workplace, &error)
                 : NULL;
  for (guint i = 0; receipts != NULL && i < receipts->len; i++)
    if (g_strcmp0 (((CbReceipt *)g_ptr_array_index (receipts, i))->job_id, said->job_id) == 0)
      cb_cli_print_receipt (g_ptr_array_index (receipts, i));

  return exit_code;
}

static int
run (CbCli *cli, const ByHand *said)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbJob) job = find_job (cli, said->job_id, &error);
  g_autoptr (CbDataset) dataset
      = job != NULL ? cb_workplace_get_dataset (cli->workplace, job->dataset_id, &error) : NULL;
  g_autoptr (GFile) folder
      = said->folder != NULL ? g_file_new_for_commandline_arg (said->folder) : NULL;

  if (dataset == NULL)
    return cb_cli_fail (cli, error);
  if (folder != NULL
      && !cb_workplace_lay_ready (cli->workplace, job->id, folder, said->person, cli->cancellable,
                                  &error))
    return cb_cli_fail (cli, error);
  if (said->page != NULL || said->files != NULL || said->declare != NULL)
    return give_order (cli, said, dataset);
  if (folder == NULL)
    print_steps (job, dataset);

  return CB_EXIT_DONE;
}

/**
 * cb_cli_by_hand:
 * @cli: the context
 * @argc: number of words
 * @argv: `by-hand` and the id of an item of the queue
 *
 * Without options: what to copy, and the steps. The addresses that are given are kept.
 *
 * Returns: the exit code
 */
int
cb_cli_by_hand (CbCli *cli, int argc, char **argv)
{
  ByHand said = { NULL };
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &said.folder,
      N_ ("Lay the approved files, the description and the package into this folder"),
      N_ ("FOLDER") },
    { "page", 0, 0, G_OPTION_ARG_STRING, &said.page, N_ ("Public address of the dataset"),
      N_ ("ADDRESS") },
    { "file", 0, 0, G_OPTION_ARG_STRING_ARRAY, &said.files,
      N_ ("Public address of a file, to be fetched and compared"), N_ ("NAME=ADDRESS") },
    { "declare", 0, 0, G_OPTION_ARG_STRING, &said.declare,
      N_ ("Declare it as published, with the reason why it cannot be compared"), N_ ("REASON") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &said.person, N_ ("Who says so"), N_ ("NAME") },
    { NULL },
  };
  int exit_code;

  if (!cb_cli_parse (cli, N_ ("ID"), entries, &argc, &argv))
    exit_code = CB_EXIT_USAGE;
  else if (argc != 2)
    exit_code = cb_cli_usage (_ ("Say `by-hand` and the id of an item of the queue."));
  else if (cb_cli_open (cli, &exit_code))
    {
      said.job_id = argv[1];
      exit_code = run (cli, &said);
    }
  g_free (said.folder);
  g_free (said.page);
  g_strfreev (said.files);
  g_free (said.declare);
  g_free (said.person);
  return exit_code;
}
