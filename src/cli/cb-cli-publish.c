/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/cb-cli-publish.h"

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "base/cb-load.h"
#include "base/cb-text.h"
#include "cli/cb-cli-output.h"
#include "cli/cb-cli-queue.h"
#include "core/model/cb-finding-steps.h"

static void say (CbCli *cli, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
say (CbCli *cli, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  if (cli->json)
    return;
  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_print ("%s\n", line);
}

static CbAccount *
choose_account (CbCli *cli, const char *wanted, GError **error)
{
  g_autoptr (GPtrArray) accounts = cb_workplace_list_accounts (cli->workplace, error);

  if (accounts == NULL)
    return NULL;
  for (guint i = 0; i < accounts->len; i++)
    {
      const CbAccount *account = g_ptr_array_index (accounts, i);

      if (g_strcmp0 (account->id, wanted) == 0 || g_strcmp0 (account->title, wanted) == 0
          || (wanted == NULL && accounts->len == 1))
        return cb_account_copy (account);
    }
  g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                       "no account chosen: see `congboctl account list`");
  return NULL;
}

static gboolean
fill_metadata (CbCli *cli, const char *dataset_id, const CbCliPublication *what, GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (cli->workplace, dataset_id, error);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (dataset == NULL)
    return FALSE;
  if (what->title != NULL)
    json_object_set_string_member (dataset->metadata, "title", what->title);
  if (what->metadata != NULL)
    {
      json_object_iter_init (&iter, what->metadata);
      while (json_object_iter_next (&iter, &name, &value))
        json_object_set_member (dataset->metadata, name, json_node_copy (value));
    }

  return cb_workplace_set_metadata (cli->workplace, dataset_id, dataset->metadata, error);
}

static gboolean
mend_all (
    CbCli *cli, const char *dataset_id, const char *file_id, GPtrArray *findings, GError **error)
{
  CbCliProgress progress;

  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);
      g_auto (GStrv) steps = cb_finding_dup_steps (finding);
      guint64 cells = 0;
      g_autofree char *title = NULL;
      g_autofree char *count = NULL;
      gboolean done;

      /* What only a person can decide, such as dropping a column, is not done unasked. */
      if (steps[0] == NULL || finding->severity == CB_SEVERITY_NOTE
          || !cb_finding_step_is_lossless (steps[0]))
        continue;
      cb_cli_progress_start (&progress, _ ("Mending"));
      done = cb_workplace_mend (cli->workplace, dataset_id, file_id, steps[0], &cells,
                                cb_cli_progress_cb, &progress, cli->cancellable, error);
      cb_cli_progress_end (&progress);
      if (!done)
        return FALSE;
      title = cb_finding_dup_title (finding);
      count = cb_text_format_count (cells);
      /* Translators: first what was found, then the number of cells changed */
      say (cli, _ ("Mended: %s (%s cells changed)"), title, count);
    }

  return TRUE;
}

static GPtrArray *
check (CbCli *cli, const char *dataset_id, GError **error)
{
  CbCliProgress progress;
  GPtrArray *findings;

  cb_cli_progress_start (&progress, _ ("Checking"));
  findings = cb_workplace_check (cli->workplace, dataset_id, cb_cli_progress_cb, &progress,
                                 cli->cancellable, error);
  cb_cli_progress_end (&progress);
  if (findings != NULL && !cli->json)
    cb_cli_print_findings (findings);
  return findings;
}

static gboolean
waive_all (CbCli *cli,
           const char *dataset_id,
           const CbCliPublication *what,
           GPtrArray *findings,
           GError **error)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *key = cb_finding_dup_key (finding);
      g_autofree char *title = cb_finding_dup_title (finding);

      if (finding->severity != CB_SEVERITY_WARNING || finding->waived_by != NULL)
        continue;
      if (!cb_workplace_waive (cli->workplace, dataset_id, key, what->prepared_by,
                               what->waive_reason, error))
        return FALSE;
      say (cli, _ ("Waived by %s: %s (%s)"), what->prepared_by, title, what->waive_reason);
    }

  return TRUE;
}

/* Taking in, checking, mending, waiving: until what is there can be approved. */
static gboolean
prepare (CbCli *cli, const char *dataset_id, const CbCliPublication *what, GError **error)
{
  CbCliProgress progress;
  g_autoptr (CbDatasetFile) file = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  cb_cli_progress_start (&progress, _ ("Taking in"));
  file = cb_workplace_take_in (cli->workplace, dataset_id, NULL, what->file, cb_cli_progress_cb,
                               &progress, cli->cancellable, error);
  cb_cli_progress_end (&progress);
  if (file == NULL)
    return FALSE;
  say (cli, _ ("Taken in: %s, SHA-256 %.8s…"), file->name, file->sha256);

  findings = check (cli, dataset_id, error);
  if (findings == NULL)
    return FALSE;
  if (what->mend)
    {
      if (!mend_all (cli, dataset_id, file->id, findings, error))
        return FALSE;
      g_clear_pointer (&findings, g_ptr_array_unref);
      say (cli, "%s", _ ("Checked again:"));
      findings = check (cli, dataset_id, error);
      if (findings == NULL)
        return FALSE;
    }

  return what->waive_reason == NULL || waive_all (cli, dataset_id, what, findings, error);
}

static gboolean
print_receipt_of (CbCli *cli, const char *dataset_id, GError **error)
{
  g_autoptr (GPtrArray) receipts = cb_workplace_list_receipts (cli->workplace, error);

  if (receipts == NULL)
    return FALSE;
  for (guint i = 0; i < receipts->len; i++)
    {
      const CbReceipt *receipt = g_ptr_array_index (receipts, i);

      if (g_strcmp0 (receipt->dataset_id, dataset_id) != 0)
        continue;
      if (cli->json)
        {
          g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

          json_node_take_object (node, cb_cli_receipt_to_json (receipt));
          cb_cli_print_json (node);
        }
      else
        cb_cli_print_receipt (receipt);
      break;
    }

  return TRUE;
}

/* One JSON document per run: the receipt. How an item stands that has none says the exit code; what
 * else is in the queue goes along, and is no matter of this one. */
static int
send (CbCli *cli, const CbJob *job)
{
  gboolean json = cli->json;
  int exit_code;
  g_autoptr (GError) error = NULL;

  cli->json = FALSE;
  exit_code = cb_cli_queue_run (cli, !json, job->id);
  cli->json = json;
  if (exit_code == CB_EXIT_DONE && !print_receipt_of (cli, job->dataset_id, &error))
    return cb_cli_fail (cli, error);

  return exit_code;
}

/**
 * cb_cli_publish_run:
 * @cli: the context, with its workplace open
 * @publication: what, where to, by whom
 *
 * The whole way of one file, from intake to receipt.
 *
 * Returns: the exit code
 */
int
cb_cli_publish_run (CbCli *cli, const CbCliPublication *publication)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbAccount) account = choose_account (cli, publication->account, &error);
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (CbApproval) approval = NULL;
  g_autoptr (CbJob) job = NULL;

  if (account == NULL)
    return cb_cli_fail (cli, error);
  dataset = cb_workplace_create_dataset (cli->workplace, publication->item, publication->period,
                                         &error);
  if (dataset == NULL
      || !cb_workplace_set_account (cli->workplace, dataset->id, account->id, &error)
      || !fill_metadata (cli, dataset->id, publication, &error)
      || !prepare (cli, dataset->id, publication, &error))
    return cb_cli_fail (cli, error);

  if (!cb_workplace_request_review (cli->workplace, dataset->id, publication->prepared_by, &error))
    return cb_cli_fail (cli, error);
  say (cli, _ ("Prepared by %s, sent to review."), publication->prepared_by);
  approval = cb_workplace_approve (cli->workplace, dataset->id, publication->approved_by, &error);
  if (approval == NULL)
    return cb_cli_fail (cli, error);
  /* Translators: a name, then the first characters of a fingerprint */
  say (cli, _ ("Approved by %s: exactly these bytes, %.8s…"), approval->approved_by,
       approval->digest);

  job = cb_workplace_enqueue (cli->workplace, dataset->id, 0, &error);
  if (job == NULL)
    return cb_cli_fail (cli, error);
  say (cli, _ ("Queued for %s."), account->title);

  return send (cli, job);
}

/* Bytes of a description. */
#define MAX_METADATA (4 * 1024 * 1024)

static gboolean
is_list_of_texts (JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (json_node_get_value_type (json_array_get_element (array, i)) != G_TYPE_STRING)
      return FALSE;

  return array != NULL;
}

/* The members that every portal has; what a portal asks for besides may have any form. */
static gboolean
check_metadata (JsonObject *metadata, GError **error)
{
  static const char *const texts[]
      = { "title",        "notes",         "license_id",    "owner_org", "frequency",
          "contact_name", "contact_email", "contact_phone", "slug" };
  JsonNode *keywords = json_object_get_member (metadata, "keywords");
  const char *wrong = NULL;

  for (guint i = 0; wrong == NULL && i < G_N_ELEMENTS (texts); i++)
    if (json_object_has_member (metadata, texts[i])
        && cb_json_get_string (metadata, texts[i]) == NULL)
      wrong = texts[i];
  if (wrong != NULL)
    g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "“%s” has to be a text", wrong);
  else if (keywords != NULL && !is_list_of_texts (keywords))
    g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                         "“keywords” has to be a list of texts: [\"a\", \"b\"]");
  else
    return TRUE;

  return FALSE;
}

static gboolean
load_metadata (const char *path, JsonObject **metadata, GError **error)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (path == NULL)
    return TRUE;
  text = cb_load_contents (file, MAX_METADATA, &length, NULL, error);
  if (text == NULL)
    return FALSE;
  *metadata = cb_json_object_parse (text, (gssize)length, error);
  if (*metadata != NULL && check_metadata (*metadata, error))
    return TRUE;
  g_prefix_error (error, "%s: ", path);

  return FALSE;
}

static void
clear_publication (CbCliPublication *what)
{
  g_clear_object (&what->file);
  g_free (what->item);
  g_free (what->period);
  g_free (what->account);
  g_free (what->title);
  g_clear_pointer (&what->metadata, json_object_unref);
  g_free (what->waive_reason);
  g_free (what->prepared_by);
  g_free (what->approved_by);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CbCliPublication, clear_publication)

/**
 * cb_cli_publish:
 * @cli: the context
 * @argc: number of words
 * @argv: `publish`, options, FILE
 *
 * Returns: the exit code
 */
int
cb_cli_publish (CbCli *cli, int argc, char **argv)
{
  g_auto (CbCliPublication) what = { 0 };
  g_autofree char *metadata_path = NULL;
  const GOptionEntry entries[] = {
    { "item", 0, 0, G_OPTION_ARG_STRING, &what.item, N_ ("Catalog item"), N_ ("CODE") },
    { "period", 0, 0, G_OPTION_ARG_STRING, &what.period, N_ ("Period, as in 2026-10 or 2026-Q3"),
      N_ ("PERIOD") },
    { "account", 0, 0, G_OPTION_ARG_STRING, &what.account, N_ ("Account to send with"), N_ ("ID") },
    { "title", 0, 0, G_OPTION_ARG_STRING, &what.title, N_ ("Title of the dataset"), N_ ("TEXT") },
    { "metadata", 0, 0, G_OPTION_ARG_FILENAME, &metadata_path, N_ ("Description as JSON"),
      N_ ("FILE") },
    { "mend", 0, 0, G_OPTION_ARG_NONE, &what.mend, N_ ("Mend what a machine can mend"), NULL },
    { "waive", 0, 0, G_OPTION_ARG_STRING, &what.waive_reason,
      N_ ("Waive the warnings for this reason"), N_ ("REASON") },
    { "prepared-by", 0, 0, G_OPTION_ARG_STRING, &what.prepared_by, N_ ("Who prepared it"),
      N_ ("NAME") },
    { "approved-by", 0, 0, G_OPTION_ARG_STRING, &what.approved_by, N_ ("Who approves it"),
      N_ ("NAME") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  int exit_code;

  if (!cb_cli_parse (cli, N_ ("FILE"), entries, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc != 2)
    return cb_cli_usage (_ ("Name one file to publish."));
  if (what.prepared_by == NULL || what.approved_by == NULL)
    return cb_cli_usage (_ ("Say who prepared it and who approves it."));
  if (!load_metadata (metadata_path, &what.metadata, &error))
    return cb_cli_fail (cli, error);
  what.file = g_file_new_for_commandline_arg (argv[1]);
  if (!cb_cli_open (cli, &exit_code))
    return exit_code;

  return cb_cli_publish_run (cli, &what);
}
