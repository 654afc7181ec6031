/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The faults of faults.md that concern the queue, one portal and one job each. Whatever happens on
 * the way, the end is the same, or a person is told why not. */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "base/cb-failpoint.h"
#include "base/cb-json.h"
#include "core/portal/cb-ckan-portal.h"
#include "core/store/cb-journal.h"
#include "core/store/cb-store-accounts.h"
#include "core/store/cb-store-datasets.h"
#include "core/store/cb-store-jobs.h"
#include "rig.h"

#define SIZE 400000

static const gsize sizes[] = { SIZE };

static void
add_fault (Rig *rig, const char *where, const char *what)
{
  g_autofree char *text = g_strdup_printf ("%s:%s", where, what);
  g_autoptr (GError) error = NULL;

  cb_practice_portal_add_fault (rig->practice, text, &error);
  g_assert_no_error (error);
}

static guint
count_requests (Rig *rig, const char *match)
{
  g_auto (GStrv) requests = cb_practice_portal_dup_requests (rig->practice);
  guint count = 0;

  for (guint i = 0; requests[i] != NULL; i++)
    if (strstr (requests[i], match) != NULL)
      count++;
  return count;
}

/* Every fault that passes, at every call of the way: the job arrives, nothing is there twice. */
static void
test_passing (gconstpointer version)
{
  static const char *const places[]
      = { "package_show", "package_create", "resource_patch", "package_revise",
          "download",     "package_show#2", "package_show#3", "any" };
  static const char *const faults[]
      = { "drop",           "reset-body=0",   "reset-reply", "store-then=500",
          "store-then=502", "store-then=504", "status=502",  "status=500",
          "status=408",     "status=429,17",  "status=503",  "truncate",
          "short",          "html",           "empty",       "foreign" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (guint j = 0; j < G_N_ELEMENTS (faults); j++)
      {
        g_autoptr (Rig) rig = rig_new (version);
        g_autofree char *dataset = rig_add_dataset (rig, "su-co", sizes, 1);
        g_autofree char *job = rig_enqueue (rig, dataset);

        g_test_message ("%s:%s", places[i], faults[j]);
        /* A page or foreign words in place of the file are other bytes, and told as that. */
        if (g_str_equal (places[i], "download")
            && (g_str_equal (faults[j], "html") || g_str_equal (faults[j], "truncate")
                || g_str_equal (faults[j], "short") || g_str_equal (faults[j], "empty")
                || g_str_equal (faults[j], "foreign")))
          continue;
        add_fault (rig, places[i], faults[j]);
        rig_run (rig);
        rig_assert_done (rig, job);
        rig_assert_sound (rig);
        g_assert_cmpuint (count_requests (rig, "resource_create"), ==, 0);
      }
}

static void
test_body_broken_off (gconstpointer version)
{
  static const guint places[] = { 0, 1, SIZE / 2, SIZE + 700 };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (Rig) rig = rig_new (version);
      g_autofree char *dataset = rig_add_dataset (rig, "dut-giua-chung", sizes, 1);
      g_autofree char *job = rig_enqueue (rig, dataset);
      g_autofree char *fault = g_strdup_printf ("reset-body=%u", places[i]);

      add_fault (rig, "resource_patch", fault);
      cb_queue_run_once (rig->queue, NULL, NULL);
      rig_assert_state (rig, job, CB_JOB_WAITING, CB_ERROR_SERVER);
      g_assert_null (rig_show (rig, dataset));
      rig_run (rig);
      rig_assert_done (rig, job);
      rig_assert_sound (rig);
    }
}

static void
test_stored_is_not_sent_again (void)
{
  static const char *const faults[]
      = { "reset-reply", "store-then=500", "store-then=502", "store-then=504", "truncate" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (Rig) rig = rig_new ("2.12");
      g_autofree char *dataset = rig_add_dataset (rig, "da-luu", sizes, 1);
      g_autofree char *job = rig_enqueue (rig, dataset);

      add_fault (rig, "resource_patch", faults[i]);
      add_fault (rig, "package_create", faults[i]);
      rig_run (rig);
      rig_assert_done (rig, job);
      g_assert_cmpuint (count_requests (rig, "resource_patch"), ==, 1);
      g_assert_cmpuint (count_requests (rig, "package_create"), ==, 1);
    }
}

/* Faults that need a person, and what brings the job home after that. */
static void
test_lasting (void)
{
  static const struct
  {
    const char *where;
    const char *what;
    CbJobState state;
    CbError reason;
  } cases[] = {
    { "resource_patch#1+", "early-413", CB_JOB_PARKED, CB_ERROR_TOO_LARGE },
    { "resource_patch#1+", "reset-413", CB_JOB_PARKED, CB_ERROR_TOO_LARGE },
    { "resource_patch#1+", "status=413", CB_JOB_PARKED, CB_ERROR_TOO_LARGE },
    { "package_show#1+", "redirect=https://sso.example.com/login", CB_JOB_WAITING,
      CB_ERROR_REDIRECTED },
    { "resource_patch#1+", "redirect=http://127.0.0.1:1/", CB_JOB_WAITING, CB_ERROR_REDIRECTED },
    { "package_create#1+", "status=401", CB_JOB_WAITING, CB_ERROR_PROXY },
    { "package_create#1+", "status=407", CB_JOB_WAITING, CB_ERROR_PROXY },
    { "package_create#1+", "status=403", CB_JOB_PARKED, CB_ERROR_FORBIDDEN },
    { "package_create#1+", "status=400", CB_JOB_PARKED, CB_ERROR_BAD_REQUEST },
    { "download#1+", "spoil=1000", CB_JOB_PARKED, CB_ERROR_MISMATCH },
    { "download#1+", "html", CB_JOB_PARKED, CB_ERROR_MISMATCH },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Rig) rig = rig_new ("2.11");
      g_autofree char *dataset = rig_add_dataset (rig, "can-nguoi", sizes, 1);
      g_autofree char *job = rig_enqueue (rig, dataset);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s:%s", cases[i].where, cases[i].what);
      add_fault (rig, cases[i].where, cases[i].what);
      rig_run (rig);
      rig_assert_state (rig, job, cases[i].state, cases[i].reason);
      g_assert_null (rig_show (rig, dataset));
      rig_assert_sound (rig);

      cb_practice_portal_clear_faults (rig->practice);
      cb_queue_retry (rig->queue, job, &error);
      g_assert_no_error (error);
      rig_run (rig);
      rig_assert_done (rig, job);
    }
}

static void
test_limit_is_learned (void)
{
  g_autoptr (Rig) rig = rig_new ("2.11");
  g_autofree char *dataset = rig_add_dataset (rig, "qua-lon", sizes, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  g_autoptr (CbAccount) account = NULL;

  cb_practice_portal_set_max_resource_size (rig->practice, 100000);
  rig_run (rig);
  rig_assert_state (rig, job, CB_JOB_PARKED, CB_ERROR_TOO_LARGE);
  account = cb_store_get_account (rig->store, rig->account_id, NULL);
  g_assert_cmpuint (account->max_bytes, ==, SIZE);
}

/* The second file of a size that was refused is not sent only to be refused again; the person who
 * knows better says so (portals.md R9). */
static void
test_limit_is_used (void)
{
  static const gsize small[] = { 50000 };
  g_autoptr (Rig) rig = rig_new ("2.11");
  g_autofree char *first = rig_add_dataset (rig, "qua-lon", sizes, 1);
  g_autofree char *first_job = rig_enqueue (rig, first);
  g_autofree char *second = NULL;
  g_autofree char *second_job = NULL;
  g_autofree char *third = NULL;
  g_autofree char *third_job = NULL;
  g_autoptr (CbJob) row = NULL;
  guint created, sent;

  cb_practice_portal_set_max_resource_size (rig->practice, 100000);
  rig_run (rig);
  rig_assert_state (rig, first_job, CB_JOB_PARKED, CB_ERROR_TOO_LARGE);
  created = count_requests (rig, "package_create");
  sent = count_requests (rig, "resource_patch");
  g_assert_cmpuint (sent, ==, 1);

  second = rig_add_dataset (rig, "cung-qua-lon", sizes, 1);
  second_job = rig_enqueue (rig, second);
  third = rig_add_dataset (rig, "vua", small, 1);
  third_job = rig_enqueue (rig, third);
  rig_run (rig);
  rig_assert_state (rig, second_job, CB_JOB_PARKED, CB_ERROR_TOO_LARGE);
  row = rig_get_job (rig, second_job);
  g_assert_cmpuint (row->bytes_total, ==, SIZE);
  g_assert_nonnull (row->file_id);
  g_assert_null (row->remote_id);
  rig_assert_done (rig, third_job);
  g_assert_cmpuint (count_requests (rig, "package_create"), ==, created + 1);
  g_assert_cmpuint (count_requests (rig, "resource_patch"), ==, sent + 1);

  cb_practice_portal_set_max_resource_size (rig->practice, SIZE);
  g_assert_true (cb_queue_retry (rig->queue, second_job, NULL));
  rig_run (rig);
  rig_assert_done (rig, second_job);
  rig_assert_sound (rig);
}

static void
test_spoiled_once (void)
{
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "doc-lai-sai", sizes, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);

  add_fault (rig, "download", "spoil=5");
  rig_run (rig);
  rig_assert_done (rig, job);
  g_assert_cmpuint (count_requests (rig, "resource_patch"), ==, 1);
}

static void
test_sign_in_lost (gconstpointer version)
{
  g_autoptr (Rig) rig = rig_new (version);
  g_autofree char *first = rig_add_dataset (rig, "mot", sizes, 1);
  g_autofree char *first_job = rig_enqueue (rig, first);
  g_autofree char *second = rig_add_dataset (rig, "hai", sizes, 1);
  g_autofree char *second_job = rig_enqueue (rig, second);
  g_autofree char *token = NULL;
  g_autoptr (CbAccount) account = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;
  guint before;

  add_fault (rig, "resource_patch", "status=502");
  cb_queue_run_once (rig->queue, NULL, NULL);
  cb_practice_portal_revoke_tokens (rig->practice, "can-bo", &error);
  g_assert_no_error (error);
  rig_run (rig);
  account = cb_store_get_account (rig->store, rig->account_id, NULL);
  g_assert_cmpstr (account->held, ==, "sign-in");
  jobs = cb_queue_list (rig->queue, NULL);
  for (guint i = 0; i < jobs->len; i++)
    {
      const CbJob *job = g_ptr_array_index (jobs, i);

      if (job->state != CB_JOB_WAITING)
        continue;
      g_assert_true (job->has_reason);
      g_assert_cmpint (job->reason, ==, CB_ERROR_SIGN_IN);
    }
  before = count_requests (rig, "/api/");
  rig_run (rig);
  g_assert_cmpuint (count_requests (rig, "/api/"), ==, before);

  token = cb_practice_portal_issue_token (rig->practice, "can-bo", 3600, &error);
  g_assert_no_error (error);
  g_free (rig->token);
  rig->token = g_strdup (token);
  cb_keyring_store (rig->keyring, rig->account_id, "t", token, NULL, NULL);
  cb_queue_release (rig->queue, rig->account_id, &error);
  g_assert_no_error (error);
  rig_run (rig);
  rig_assert_done (rig, first_job);
  rig_assert_done (rig, second_job);
  rig_assert_sound (rig);
}

static void
test_no_secret (void)
{
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "khong-ma", sizes, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  g_autoptr (CbAccount) account = NULL;

  cb_keyring_clear (rig->keyring, rig->account_id, NULL, NULL);
  rig_run (rig);
  account = cb_store_get_account (rig->store, rig->account_id, NULL);
  g_assert_cmpstr (account->held, ==, "no-secret");
  g_assert_cmpuint (count_requests (rig, "/api/"), ==, 0);
  cb_keyring_store (rig->keyring, rig->account_id, "t", rig->token, NULL, NULL);
  g_assert_true (cb_queue_retry (rig->queue, job, NULL));
  rig_run (rig);
  rig_assert_done (rig, job);
}

static void
test_deleted_on_the_portal (gconstpointer version)
{
  g_autoptr (Rig) rig = rig_new (version);
  g_autofree char *dataset = rig_add_dataset (rig, "bi-xoa", sizes, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  g_autoptr (CbJob) row = NULL;
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) node = NULL;

  add_fault (rig, "resource_patch", "status=502");
  cb_queue_run_once (rig->queue, NULL, NULL);
  row = rig_get_job (rig, job);
  json = g_strdup_printf ("{\"id\": \"%s\"}", row->remote_id);
  node = rig_call (rig, rig->token, "package_delete", json);
  rig_run (rig);
  rig_assert_state (rig, job, CB_JOB_PARKED, CB_ERROR_GONE);
  g_assert_cmpuint (count_requests (rig, "package_create"), ==, 1);

  g_assert_true (cb_queue_recreate (rig->queue, job, NULL));
  rig_run (rig);
  rig_assert_done (rig, job);
  rig_assert_sound (rig);
}

static void
test_slot_deleted_on_the_portal (void)
{
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "mat-cho", sizes, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  g_autoptr (CbJob) row = NULL;
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) node = NULL;

  add_fault (rig, "resource_patch", "status=502");
  cb_queue_run_once (rig->queue, NULL, NULL);
  row = rig_get_job (rig, job);
  json = g_strdup_printf ("{\"id\": \"%s\"}", row->file_id);
  node = rig_call (rig, rig->token, "resource_delete", json);
  rig_run (rig);
  /* A resource's id is taken for ever on some versions: then a person is asked. */
  g_clear_pointer (&row, cb_job_free);
  row = rig_get_job (rig, job);
  g_assert_true (row->state == CB_JOB_DONE || row->state == CB_JOB_PARKED);
  rig_assert_sound (rig);
}

static void
test_offline (void)
{
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "mat-mang", sizes, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  g_autoptr (CbAccount) account = cb_store_get_account (rig->store, rig->account_id, NULL);
  g_autoptr (CbJob) row = NULL;

  g_free (account->url);
  account->url = g_strdup ("http://127.0.0.1:1");
  cb_store_save_account (rig->store, account, NULL);
  for (guint i = 0; i < 5; i++)
    {
      cb_queue_run_once (rig->queue, NULL, NULL);
      rig_assert_state (rig, job, CB_JOB_WAITING, CB_ERROR_OFFLINE);
      cb_clock_advance (rig->clock,
                        cb_queue_get_next_due (rig->queue) - cb_clock_now (rig->clock) + 1);
    }
  row = rig_get_job (rig, job);
  g_assert_cmpuint (row->attempts, ==, 0);
  cb_queue_run_once (rig->queue, NULL, NULL);
  g_free (account->url);
  account->url = g_strdup (rig->url);
  cb_store_save_account (rig->store, account, NULL);
  /* The network's word that it is back is enough to try at once. */
  cb_queue_network_changed (rig->queue);
  cb_queue_run_once (rig->queue, NULL, NULL);
  rig_assert_done (rig, job);
}

static void
test_hours_of_failure (void)
{
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "hong-lau", sizes, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  gint64 start = cb_clock_now (rig->clock);
  gint64 longest = 0;

  add_fault (rig, "package_create#1+", "status=500");
  for (guint i = 0; i < 60; i++)
    {
      gint64 due;

      cb_queue_run_once (rig->queue, NULL, NULL);
      due = cb_queue_get_next_due (rig->queue);
      g_assert_cmpint (due, >, cb_clock_now (rig->clock));
      longest = MAX (longest, due - cb_clock_now (rig->clock));
      cb_clock_advance (rig->clock, due - cb_clock_now (rig->clock));
    }
  g_assert_cmpint (longest, <=, G_GINT64_CONSTANT (900) * G_USEC_PER_SEC);
  g_assert_cmpint (cb_clock_now (rig->clock) - start, >,
                   G_GINT64_CONSTANT (4) * 3600 * G_USEC_PER_SEC);
  g_assert_cmpuint (count_requests (rig, "package_create"), ==, 60);
  cb_practice_portal_clear_faults (rig->practice);
  rig_run (rig);
  rig_assert_done (rig, job);
}

static void
test_retry_after (void)
{
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "xin-cho", sizes, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);

  add_fault (rig, "package_create", "status=429,600");
  cb_queue_run_once (rig->queue, NULL, NULL);
  rig_assert_state (rig, job, CB_JOB_WAITING, CB_ERROR_BUSY);
  g_assert_cmpint (cb_queue_get_next_due (rig->queue) - cb_clock_now (rig->clock), >=,
                   600 * G_USEC_PER_SEC);
  add_fault (rig, "package_show", "status=503,99999999");
  cb_clock_advance (rig->clock, 601 * G_USEC_PER_SEC);
  cb_queue_run_once (rig->queue, NULL, NULL);
  g_assert_cmpint (cb_queue_get_next_due (rig->queue) - cb_clock_now (rig->clock), <=,
                   G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC);
  rig_run (rig);
  rig_assert_done (rig, job);
}

static void
test_clock_jumps (void)
{
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "dong-ho", sizes, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);

  add_fault (rig, "package_create", "status=500");
  cb_queue_run_once (rig->queue, NULL, NULL);
  rig_assert_state (rig, job, CB_JOB_WAITING, CB_ERROR_SERVER);
  /* Set back by a year: nobody waits a year. */
  cb_clock_advance (rig->clock, G_GINT64_CONSTANT (-365) * 86400 * G_USEC_PER_SEC);
  cb_queue_run_once (rig->queue, NULL, NULL);
  rig_assert_done (rig, job);
}

static void
test_stall (void)
{
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "im-lang", sizes, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);

  add_fault (rig, "package_create", "stall");
  rig->stall_s = 2;
  cb_queue_run_once (rig->queue, NULL, NULL);
  rig_assert_state (rig, job, CB_JOB_WAITING, CB_ERROR_TIMED_OUT);
  rig->stall_s = 0;
  rig_run (rig);
  rig_assert_done (rig, job);
}

/* The bytes in the vault are not what was approved (faults.md 31, 32): fail closed. */
static void
test_vault_spoiled (void)
{
  static const char *const ways[] = { "changed", "grown", "shrunk", "gone" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (Rig) rig = rig_new ("2.12");
      g_autofree char *dataset = rig_add_dataset (rig, "kho-hong", sizes, 1);
      g_autofree char *job = rig_enqueue (rig, dataset);
      g_autoptr (CbJob) row = NULL;
      g_autoptr (CbDataset) value = cb_store_get_dataset (rig->store, dataset, NULL);
      const CbDatasetFile *file = g_ptr_array_index (value->files, 0);
      g_autofree char *path = cb_vault_dup_path (rig->vault, file->sha256);
      g_autofree char *bytes = NULL;
      gsize length = 0;

      g_test_message ("%s", ways[i]);
      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      g_assert_cmpint (g_chmod (path, 0600), ==, 0);
      bytes = g_realloc (bytes, length + 1);
      if (i == 0)
        bytes[length / 2] ^= 1;
      if (i < 3)
        g_assert_true (g_file_set_contents (
            path, bytes, (gssize)(i == 1 ? length + 1 : (i == 2 ? length - 1 : length)), NULL));
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
      rig_run (rig);
      row = rig_get_job (rig, job);
      g_assert_cmpstr (cb_job_state_name (row->state), ==, "parked");
      g_test_message ("%s", cb_error_code_name (row->reason));
      g_assert_true (row->reason == CB_ERROR_FILE_CHANGED || row->reason == CB_ERROR_DAMAGED
                     || row->reason == CB_ERROR_NOT_FOUND);
      g_assert_null (rig_show (rig, dataset));
      rig_assert_sound (rig);
    }
}

/* The disk is full at the N-th row that the queue writes. */
static gboolean
fill_disk_cb (const char *name, gpointer user_data)
{
  gint *left = user_data;

  return (g_str_has_prefix (name, "queue.mark.") || g_str_has_prefix (name, "queue.enter."))
         && g_atomic_int_add (left, -1) == 1;
}

static void
test_disk_full (void)
{
  for (gint at = 1; at < 16; at++)
    {
      g_autoptr (Rig) rig = rig_new ("2.12");
      g_autofree char *dataset = rig_add_dataset (rig, "day-dia", sizes, 1);
      g_autofree char *job = rig_enqueue (rig, dataset);
      g_autoptr (CbJob) row = NULL;
      gint left = at;

      cb_failpoint_set (fill_disk_cb, &left);
      rig_run (rig);
      cb_failpoint_set (NULL, NULL);
      row = rig_get_job (rig, job);
      /* It goes on by itself when there is room. */
      g_assert_cmpint (row->state, !=, CB_JOB_PARKED);
      rig_run (rig);
      rig_assert_done (rig, job);
      rig_assert_sound (rig);
    }
}

typedef struct
{
  const char *from; /* the point from which on the disk is full */
  gboolean full;    /* (atomic) */
} FullDisk;

static gboolean
refuse_rows_cb (const char *name, gpointer user_data)
{
  FullDisk *disk = user_data;

  if (g_str_equal (name, disk->from))
    g_atomic_int_set (&disk->full, TRUE);
  return g_str_equal (name, "store.statement-full") && g_atomic_int_get (&disk->full);
}

static CbJob *
dup_listed (Rig *rig, const char *job_id)
{
  g_autoptr (GPtrArray) jobs = cb_queue_list (rig->queue, NULL);

  for (guint i = 0; i < jobs->len; i++)
    if (g_str_equal (((CbJob *)g_ptr_array_index (jobs, i))->id, job_id))
      return cb_job_copy (g_ptr_array_index (jobs, i));
  return NULL;
}

/* Not a row can be written any more, also not that none can: the queue says so all the same, and
 * goes on by itself within the minute when there is room again (faults.md 34). */
static void
test_disk_full_is_said (void)
{
  static const char *const points[]
      = { "queue.enter.probing", "queue.effect.create", "queue.effect.send" };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autoptr (Rig) rig = rig_new ("2.12");
      g_autofree char *dataset = rig_add_dataset (rig, "day-dia", sizes, 1);
      g_autofree char *job = rig_enqueue (rig, dataset);
      g_autofree char *sentence = NULL;
      FullDisk disk = { .from = points[i] };
      g_autoptr (CbJob) row = NULL;
      /* The log says it, too. */
      GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);

      g_test_message ("%s", points[i]);
      cb_failpoint_set (refuse_rows_cb, &disk);
      g_assert_true (cb_queue_run_once (rig->queue, NULL, NULL));
      row = dup_listed (rig, job);
      g_assert_cmpstr (cb_job_state_name (row->state), ==, "waiting");
      g_assert_true (row->has_reason);
      g_assert_cmpint (row->reason, ==, CB_ERROR_DISK_FULL);
      sentence = cb_job_dup_sentence (row);
      g_assert_nonnull (strstr (sentence, "Make room"));
      g_assert_cmpint (row->not_before_us, >, cb_clock_now (rig->clock));
      g_assert_cmpint (row->not_before_us - cb_clock_now (rig->clock), <=, 60 * G_USEC_PER_SEC);
      /* Still full at the next try. */
      cb_clock_advance (rig->clock, 61 * G_USEC_PER_SEC);
      g_assert_true (cb_queue_run_once (rig->queue, NULL, NULL));
      g_clear_pointer (&row, cb_job_free);
      row = dup_listed (rig, job);
      g_assert_cmpint (row->reason, ==, CB_ERROR_DISK_FULL);

      cb_failpoint_set (NULL, NULL);
      g_log_set_always_fatal (fatal);
      rig_run (rig);
      rig_assert_done (rig, job);
      rig_assert_sound (rig);
      g_clear_pointer (&row, cb_job_free);
      row = dup_listed (rig, job);
      g_assert_false (row->has_reason);
    }
}

/* Behind the store's back, as a damaged disk does it. */
static void
lose_approval (Rig *rig, const char *job_id)
{
  g_autoptr (CbJob) job = rig_get_job (rig, job_id);
  g_autofree char *path = g_build_filename (rig->root, "congbo.db", NULL);
  g_autofree char *sql
      = g_strdup_printf ("DELETE FROM approvals WHERE id = '%s'", job->approval_id);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_changes (db), ==, 1);
  sqlite3_close (db);
}

/* What cannot be read of one job is told of that job, and keeps no other waiting. */
static void
test_unreadable_rows (void)
{
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *broken = rig_add_dataset (rig, "hong-dong", sizes, 1);
  g_autofree char *broken_job = rig_enqueue (rig, broken);
  g_autofree char *good = rig_add_dataset (rig, "lanh-lan", sizes, 1);
  g_autofree char *good_job = rig_enqueue (rig, good);
  g_autoptr (GPtrArray) rows = NULL;
  GLogLevelFlags fatal;

  lose_approval (rig, broken_job);
  fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_assert_true (cb_queue_run_once (rig->queue, NULL, NULL));
  g_log_set_always_fatal (fatal);
  rig_assert_done (rig, good_job);
  rig_assert_state (rig, broken_job, CB_JOB_PARKED, CB_ERROR_DAMAGED);
  rows = cb_journal_list (rig->store, broken, NULL);
  g_assert_cmpstr (((CbJournalRow *)g_ptr_array_index (rows, rows->len - 1))->event, ==,
                   "job.parked");
}

/* One portal that is away keeps nobody from another one (faults.md 51). */
static void
test_two_portals (void)
{
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *here = g_strdup (rig->account_id);
  g_autofree char *away = rig_add_account (rig, "http://127.0.0.1:1", rig->token);
  g_autofree char *waiting = NULL;
  g_autofree char *job = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_free (rig->account_id);
  rig->account_id = g_strdup (away);
  first = rig_add_dataset (rig, "cong-xa", sizes, 1);
  waiting = rig_enqueue (rig, first);
  g_free (rig->account_id);
  rig->account_id = g_strdup (here);
  second = rig_add_dataset (rig, "cong-gan", sizes, 1);
  job = rig_enqueue (rig, second);
  cb_queue_run_once (rig->queue, NULL, NULL);
  rig_assert_state (rig, waiting, CB_JOB_WAITING, CB_ERROR_OFFLINE);
  rig_assert_done (rig, job);
}

typedef struct
{
  Rig *rig;
  CbQueue *queue;
  const char *job_id;
  gboolean cancels;
} Impatient;

/* As long as a keyring asks for its password nothing runs yet. */
static CbPortal *
make_slowly (const CbAccount *account, const char *token, gpointer user_data, GError **error)
{
  Impatient *person = user_data;

  g_assert_true (person->cancels ? cb_queue_cancel (person->queue, person->job_id, NULL)
                                 : cb_queue_pause (person->queue, person->job_id, NULL));
  return cb_ckan_portal_new_for_account (account, token);
}

static void
test_stopped_before_it_began (void)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (Rig) rig = rig_new ("2.12");
      g_autofree char *dataset = rig_add_dataset (rig, "doi-y", sizes, 1);
      g_autofree char *job = rig_enqueue (rig, dataset);
      Impatient person = { rig, NULL, job, i == 0 };
      g_autoptr (CbQueue) queue = cb_queue_new (rig->store, rig->vault, rig->keyring, rig->clock,
                                                make_slowly, &person, NULL);
      g_autoptr (CbJob) row = NULL;

      person.queue = queue;
      g_assert_true (cb_queue_run_once (queue, NULL, NULL));
      row = rig_get_job (rig, job);
      g_assert_cmpint (row->state, ==, person.cancels ? CB_JOB_CANCELLED : CB_JOB_WAITING);
      g_assert_cmpint (row->paused, ==, !person.cancels);
      g_assert_cmpuint (count_requests (rig, "/api/"), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/queue/faults/passing/2.12", "2.12", test_passing);
  g_test_add_data_func ("/queue/faults/body-broken-off/2.10", "2.10", test_body_broken_off);
  g_test_add_data_func ("/queue/faults/body-broken-off/2.12", "2.12", test_body_broken_off);
  g_test_add_func ("/queue/faults/stored-is-not-sent-again", test_stored_is_not_sent_again);
  g_test_add_func ("/queue/faults/lasting", test_lasting);
  g_test_add_func ("/queue/faults/limit-is-learned", test_limit_is_learned);
  g_test_add_func ("/queue/faults/limit-is-used", test_limit_is_used);
  g_test_add_func ("/queue/faults/spoiled-once", test_spoiled_once);
  g_test_add_data_func ("/queue/faults/sign-in-lost/2.10", "2.10", test_sign_in_lost);
  g_test_add_data_func ("/queue/faults/sign-in-lost/2.12", "2.12", test_sign_in_lost);
  g_test_add_func ("/queue/faults/no-secret", test_no_secret);
  g_test_add_data_func ("/queue/faults/deleted-on-the-portal/2.12", "2.12",
                        test_deleted_on_the_portal);
  g_test_add_func ("/queue/faults/slot-deleted-on-the-portal", test_slot_deleted_on_the_portal);
  g_test_add_func ("/queue/faults/offline", test_offline);
  g_test_add_func ("/queue/faults/hours-of-failure", test_hours_of_failure);
  g_test_add_func ("/queue/faults/retry-after", test_retry_after);
  g_test_add_func ("/queue/faults/clock-jumps", test_clock_jumps);
  g_test_add_func ("/queue/faults/stall", test_stall);
  g_test_add_func ("/queue/faults/vault-spoiled", test_vault_spoiled);
  g_test_add_func ("/queue/faults/disk-full", test_disk_full);
  g_test_add_func ("/queue/faults/disk-full-is-said", test_disk_full_is_said);
  g_test_add_func ("/queue/faults/unreadable-rows", test_unreadable_rows);
  g_test_add_func ("/queue/faults/stopped-before-it-began", test_stopped_before_it_began);
  g_test_add_func ("/queue/faults/two-portals", test_two_portals);
  return g_test_run ();
}
