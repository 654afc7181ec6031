/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/cb-cli-output.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "base/cb-clock.h"
#include "base/cb-json.h"
#include "base/cb-text.h"

/* Slow work is shown from one second on, and redrawn ten times a second. */
#define SHOW_AFTER_US G_USEC_PER_SEC
#define REDRAW_US (G_USEC_PER_SEC / 10)

/**
 * cb_cli_progress_start:
 * @self: (out caller-allocates): where it lives
 * @label: (transfer none): what is being done; kept, so it must stay
 */
void
cb_cli_progress_start (CbCliProgress *self, const char *label)
{
  self->label = label;
  self->started_us = g_get_monotonic_time ();
  self->shown_us = 0;
  self->visible = isatty (STDERR_FILENO) == 1;
}

/**
 * cb_cli_progress_cb:
 * @done: bytes so far
 * @total: bytes in all, 0 when not known
 * @user_data: a #CbCliProgress
 *
 * A #CbProgressFunc.
 */
void
cb_cli_progress_cb (guint64 done, guint64 total, gpointer user_data)
{
  CbCliProgress *self = user_data;
  gint64 now = g_get_monotonic_time ();
  double seconds = (double)(now - self->started_us) / G_USEC_PER_SEC;
  g_autofree char *done_text = NULL;
  g_autofree char *total_text = NULL;
  g_autofree char *rate_text = NULL;

  if (!self->visible || now - self->started_us < SHOW_AFTER_US || now - self->shown_us < REDRAW_US)
    return;
  self->shown_us = now;
  done_text = cb_text_format_bytes (done);
  total_text = cb_text_format_bytes (total);
  rate_text = cb_text_format_bytes ((guint64)((double)done / seconds));
  g_printerr ("\r\033[K");
  if (total > done && done > 0)
    /* Translators: what · bytes of bytes · rate · seconds left */
    g_printerr (_ ("%s · %s of %s · %s/s · %.0f s left"), self->label, done_text, total_text,
                rate_text, seconds * (double)(total - done) / (double)done);
  else
    g_printerr ("%s · %s · %s/s", self->label, done_text, rate_text);
}

/**
 * cb_cli_progress_end:
 * @self: a progress line; it is wiped
 */
void
cb_cli_progress_end (CbCliProgress *self)
{
  if (self->shown_us != 0)
    g_printerr ("\r\033[K");
}

/**
 * cb_cli_print_json:
 * @node: what to print, with a line end
 */
void
cb_cli_print_json (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, TRUE);

  g_print ("%s\n", text);
}

static void
print_finding (const CbFinding *finding)
{
  g_autofree char *title = cb_finding_dup_title (finding);
  g_autofree char *place = cb_finding_dup_place (finding);
  g_autofree char *remedy = cb_finding_dup_remedy (finding);

  g_print ("%s: %s\n", cb_severity_title (finding->severity), title);
  if (place[0] != '\0')
    /* Translators: where a finding is */
    g_print (_ ("    where: %s\n"), place);
  if (finding->sample[0] != '\0')
    g_print (_ ("    example: %s\n"), finding->sample);
  if (finding->clause != NULL && finding->clause[0] != '\0')
    /* Translators: the clause of the regulation */
    g_print (_ ("    why: %s\n"), finding->clause);
  if (remedy[0] != '\0')
    g_print (_ ("    what to do: %s\n"), remedy);
  if (finding->waived_by != NULL)
    g_print (_ ("    waived by %s: %s\n"), finding->waived_by, finding->waiver_reason);
}

/**
 * cb_cli_print_findings:
 * @findings: (element-type CbFinding): the worst first, as the workplace sorts them
 */
void
cb_cli_print_findings (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    print_finding (g_ptr_array_index (findings, i));
}

static JsonObject *
finding_to_json (const CbFinding *finding)
{
  JsonObject *object = json_object_new ();
  g_autofree char *title = cb_finding_dup_title (finding);
  g_autofree char *remedy = cb_finding_dup_remedy (finding);
  g_autofree char *key = cb_finding_dup_key (finding);

  json_object_set_string_member (object, "code", finding->code);
  json_object_set_string_member (object, "severity", cb_severity_name (finding->severity));
  json_object_set_string_member (object, "key", key);
  if (finding->row != CB_FINDING_NO_ROW)
    json_object_set_int_member (object, "row", (gint64)finding->row + 1);
  if (finding->column >= 0)
    {
      json_object_set_int_member (object, "column", finding->column + 1);
      json_object_set_string_member (object, "columnName", finding->column_name);
    }
  json_object_set_int_member (object, "count", (gint64)finding->count);
  json_object_set_string_member (object, "sample", finding->sample);
  json_object_set_string_member (object, "title", title);
  json_object_set_string_member (object, "remedy", remedy);
  if (finding->clause != NULL)
    json_object_set_string_member (object, "clause", finding->clause);
  if (finding->waived_by != NULL)
    {
      json_object_set_string_member (object, "waivedBy", finding->waived_by);
      json_object_set_string_member (object, "waiverReason", finding->waiver_reason);
    }
  return object;
}

/**
 * cb_cli_findings_to_json:
 * @findings: (element-type CbFinding): what was found
 * @more: found but not listed
 *
 * Returns: (transfer full): an object with the members `findings` and `more`
 */
JsonNode *
cb_cli_findings_to_json (GPtrArray *findings, guint64 more)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < findings->len; i++)
    json_array_add_object_element (array, finding_to_json (g_ptr_array_index (findings, i)));
  json_object_set_array_member (object, "findings", array);
  json_object_set_int_member (object, "more", (gint64)more);
  json_node_take_object (node, object);
  return node;
}

static void
set_time (JsonObject *object, const char *name, gint64 us)
{
  if (us != 0)
    {
      g_autofree char *text = cb_time_to_iso8601 (us);

      json_object_set_string_member (object, name, text);
    }
}

/**
 * cb_cli_job_to_json:
 * @job: a job
 *
 * Returns: (transfer full): its members, state and reason by name
 */
JsonObject *
cb_cli_job_to_json (const CbJob *job)
{
  JsonObject *object = json_object_new ();
  g_autofree char *sentence = cb_job_dup_sentence (job);

  json_object_set_string_member (object, "id", job->id);
  json_object_set_string_member (object, "dataset", job->dataset_id);
  json_object_set_string_member (object, "account", job->account_id);
  json_object_set_string_member (object, "state", cb_job_state_name (job->state));
  json_object_set_boolean_member (object, "paused", job->paused);
  if (job->has_reason)
    json_object_set_string_member (object, "reason", cb_error_code_name (job->reason));
  json_object_set_string_member (object, "sentence", sentence);
  json_object_set_int_member (object, "attempts", job->attempts);
  json_object_set_int_member (object, "bytesDone", (gint64)job->bytes_done);
  json_object_set_int_member (object, "bytesTotal", (gint64)job->bytes_total);
  set_time (object, "notBefore", job->not_before_us);
  set_time (object, "created", job->created_us);
  set_time (object, "finished", job->finished_us);
  return object;
}

/**
 * cb_cli_receipt_to_json:
 * @receipt: a receipt
 *
 * Returns: (transfer full): its members
 */
JsonObject *
cb_cli_receipt_to_json (const CbReceipt *receipt)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) files = cb_json_node_parse (receipt->files, -1, NULL);

  json_object_set_string_member (object, "job", receipt->job_id);
  json_object_set_string_member (object, "dataset", receipt->dataset_id);
  json_object_set_string_member (object, "title", receipt->title);
  json_object_set_string_member (object, "url", receipt->url);
  json_object_set_string_member (object, "remoteId", receipt->remote_id);
  json_object_set_string_member (object, "preparedBy", receipt->prepared_by);
  json_object_set_string_member (object, "approvedBy", receipt->approved_by);
  json_object_set_string_member (object, "journalHash", receipt->journal_hash);
  set_time (object, "approved", receipt->approved_us);
  set_time (object, "published", receipt->published_us);
  if (files != NULL)
    json_object_set_member (object, "files", g_steal_pointer (&files));
  return object;
}

static void
print_receipt_file (JsonObject *file)
{
  const char *name = cb_json_get_string (file, "name");
  const char *read_back = cb_json_get_string (file, "read_back");

  if (cb_json_get_bool (file, "declared", FALSE))
    {
      g_print (_ ("  File:        %s\n  SHA-256:     %s (approved; declared, not compared)\n"),
               name != NULL ? name : "", cb_json_get_string (file, "sha256"));
      return;
    }
  if (read_back == NULL)
    read_back = cb_json_get_string (file, "sha256");
  g_print (_ ("  File:        %s\n  SHA-256:     %s (read back from the portal)\n"),
           name != NULL ? name : "", read_back != NULL ? read_back : "");
}

/**
 * cb_cli_print_receipt:
 * @receipt: a receipt
 */
void
cb_cli_print_receipt (const CbReceipt *receipt)
{
  g_autofree char *published = cb_time_to_iso8601 (receipt->published_us);
  g_autoptr (JsonNode) files = cb_json_node_parse (receipt->files, -1, NULL);

  g_print (_ ("Receipt\n"
              "  Dataset:     %s\n"
              "  Address:     %s\n"
              "  Prepared by: %s\n"
              "  Approved by: %s\n"
              "  Published:   %s\n"
              "  Journal:     %s\n"),
           receipt->title, receipt->url, receipt->prepared_by, receipt->approved_by, published,
           receipt->journal_hash);
  if (files == NULL || !JSON_NODE_HOLDS_ARRAY (files))
    return;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (files)); i++)
    {
      JsonNode *file = json_array_get_element (json_node_get_array (files), i);

      if (JSON_NODE_HOLDS_OBJECT (file))
        print_receipt_file (json_node_get_object (file));
    }
}
