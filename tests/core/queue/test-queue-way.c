/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way through, updates, and what people ask of the queue. */

#include "config.h"

#include <string.h>

#include "base/cb-failpoint.h"
#include "base/cb-json.h"
#include "core/store/cb-store-accounts.h"
#include "core/store/cb-store-datasets.h"
#include "core/store/cb-store-jobs.h"
#include "rig.h"

static const gsize small[] = { 3000 };
static const gsize several[] = { 3000, 700000, 9 };

static Rig *
new_rig (gconstpointer version)
{
  return rig_new (version);
}

static void
test_publish (gconstpointer version)
{
  g_autoptr (Rig) rig = new_rig (version);
  g_autofree char *dataset = rig_add_dataset (rig, "co-so-kham", several, 3);
  g_autofree char *job = rig_enqueue (rig, dataset);
  g_autoptr (JsonObject) package = NULL;

  rig_run (rig);
  rig_assert_done (rig, job);
  rig_assert_sound (rig);
  package = rig_show (rig, dataset);
  g_assert_cmpuint (json_array_get_length (cb_json_get_array (package, "tags")), ==, 2);
  g_assert_cmpstr (cb_json_get_string (package, "maintainer"), ==, "Phòng Nghiệp vụ");
}

static void
test_update (gconstpointer version)
{
  g_autoptr (Rig) rig = new_rig (version);
  g_autofree char *dataset = rig_add_dataset (rig, "cap-nhat", several, 2);
  g_autofree char *first = rig_enqueue (rig, dataset);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *fourth = NULL;
  g_autoptr (JsonObject) package = NULL;

  rig_run (rig);
  rig_assert_done (rig, first);

  rig_set_file (rig, dataset, 1, 500000, 'b');
  second = rig_enqueue (rig, dataset);
  g_assert_cmpstr (first, !=, second);
  rig_run (rig);
  rig_assert_done (rig, second);

  rig_set_file (rig, dataset, 2, 100, 'c');
  third = rig_enqueue (rig, dataset);
  rig_run (rig);
  rig_assert_done (rig, third);

  rig_set_metadata (rig, dataset, "notes", "Mô tả mới");
  rig_set_metadata (rig, dataset, "frequency", "Hằng quý");
  rig_set_metadata (rig, dataset, "contact_name", "");
  fourth = rig_enqueue (rig, dataset);
  rig_run (rig);
  rig_assert_done (rig, fourth);
  rig_assert_sound (rig);
  package = rig_show (rig, dataset);
  g_assert_cmpstr (cb_json_get_string (package, "notes"), ==, "Mô tả mới");
  g_assert_cmpuint (json_array_get_length (cb_json_get_array (package, "resources")), ==, 3);
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

static void
test_only_what_differs (void)
{
  g_autoptr (Rig) rig = new_rig ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "chi-phan-khac", several, 3);
  g_autofree char *first = rig_enqueue (rig, dataset);
  g_autofree char *second = NULL;

  rig_run (rig);
  rig_assert_done (rig, first);
  g_assert_cmpuint (count_requests (rig, "resource_patch"), ==, 3);
  g_assert_cmpuint (count_requests (rig, "package_create"), ==, 1);
  g_assert_cmpuint (count_requests (rig, "resource_create"), ==, 0);
  g_assert_cmpuint (count_requests (rig, "package_update"), ==, 0);
  rig_set_file (rig, dataset, 0, 4000, 'z');
  second = rig_enqueue (rig, dataset);
  rig_run (rig);
  rig_assert_done (rig, second);
  g_assert_cmpuint (count_requests (rig, "resource_patch"), ==, 4);
}

static void
test_conflict (gconstpointer version)
{
  g_autoptr (Rig) rig = new_rig (version);
  g_autofree char *dataset = rig_add_dataset (rig, "dong-nghiep", small, 1);
  g_autofree char *first = rig_enqueue (rig, dataset);
  g_autofree char *second = NULL;
  g_autofree char *json = NULL;
  g_autoptr (CbJob) done = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonObject) package = NULL;
  g_autoptr (GError) error = NULL;

  rig_run (rig);
  rig_assert_done (rig, first);
  done = rig_get_job (rig, first);
  json = g_strdup_printf ("{\"id\": \"%s\", \"notes\": \"Đồng nghiệp sửa\", \"url\": "
                          "\"http://example.com/\"}",
                          done->remote_id);
  node = rig_call (rig, rig->token, "package_patch", json);
  g_assert_nonnull (node);

  /* Theirs is not in the way of another field of ours… */
  rig_set_metadata (rig, dataset, "notes", "Bản của ta");
  second = rig_enqueue (rig, dataset);
  rig_run (rig);
  rig_assert_state (rig, second, CB_JOB_PARKED, CB_ERROR_CONFLICT);
  package = rig_show (rig, dataset);
  g_assert_cmpstr (cb_json_get_string (package, "notes"), ==, "Đồng nghiệp sửa");

  /* …and is replaced only after a person has seen it. */
  cb_queue_overwrite (rig->queue, second, &error);
  g_assert_no_error (error);
  rig_run (rig);
  rig_assert_done (rig, second);
  g_clear_pointer (&package, json_object_unref);
  package = rig_show (rig, dataset);
  g_assert_cmpstr (cb_json_get_string (package, "notes"), ==, "Bản của ta");
  g_assert_cmpstr (cb_json_get_string (package, "url"), ==, "http://example.com/");
  rig_assert_sound (rig);
}

static void
test_conflict_before_public (gconstpointer version)
{
  g_autoptr (Rig) rig = new_rig (version);
  g_autofree char *dataset = rig_add_dataset (rig, "sua-tren-mang", small, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  g_autoptr (CbJob) row = NULL;
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  /* Sent, but not public yet: the portal breaks down at the last step. */
  cb_practice_portal_add_fault (rig->practice, "package_revise:status=500", &error);
  g_assert_no_error (error);
  cb_queue_run_once (rig->queue, NULL, &error);
  row = rig_get_job (rig, job);
  json = g_strdup_printf ("{\"id\": \"%s\", \"title\": \"Tên khác\"}", row->remote_id);
  node = rig_call (rig, rig->token, "package_patch", json);
  g_assert_nonnull (node);
  rig_run (rig);
  rig_assert_state (rig, job, CB_JOB_PARKED, CB_ERROR_CONFLICT);
  g_assert_null (rig_show (rig, dataset));
}

static void
test_name_taken (gconstpointer version)
{
  g_autoptr (Rig) rig = new_rig (version);
  g_autofree char *dataset = rig_add_dataset (rig, "ten-chung", small, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  g_autoptr (CbJob) row = rig_get_job (rig, job);
  g_autofree char *json = g_strdup_printf (
      "{\"name\": \"%s\", \"owner_org\": \"co-quan-khac\", \"private\": true}", row->slug);
  g_autoptr (JsonNode) node = rig_call (rig, rig->other_token, "package_create", json);
  g_autofree char *slug = g_strdup_printf ("%s-2", row->slug);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (node);
  rig_run (rig);
  rig_assert_state (rig, job, CB_JOB_PARKED, CB_ERROR_NAME_TAKEN);
  cb_queue_rename (rig->queue, job, slug, &error);
  g_assert_no_error (error);
  rig_run (rig);
  rig_assert_done (rig, job);
  g_assert_false (cb_queue_rename (rig->queue, job, "x-y", NULL));
  rig_assert_sound (rig);
}

static void
test_approval (void)
{
  g_autoptr (Rig) rig = new_rig ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "duyet", small, 1);
  g_autofree char *approval = rig_approve (rig, dataset);
  g_autofree char *job = NULL;
  g_autofree char *again = NULL;
  g_autoptr (CbJob) refused = NULL;
  g_autoptr (GError) error = NULL;
  guint before;

  rig_set_metadata (rig, dataset, "notes", "Đổi sau khi duyệt");
  refused = cb_queue_enqueue (rig->queue, dataset, approval, rig->account_id, 0, &error);
  g_assert_null (refused);
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_APPROVED);

  job = rig_enqueue (rig, dataset);
  rig_set_metadata (rig, dataset, "notes", "Đổi khi đã vào hàng đợi");
  before = count_requests (rig, "POST");
  rig_run (rig);
  rig_assert_state (rig, job, CB_JOB_PARKED, CB_ERROR_NOT_APPROVED);
  g_assert_cmpuint (count_requests (rig, "POST"), ==, before);

  /* Approved anew, the same job goes on. */
  again = rig_enqueue (rig, dataset);
  g_assert_cmpstr (again, ==, job);
  rig_run (rig);
  rig_assert_done (rig, job);
}

typedef struct
{
  Rig *rig;
  const char *dataset;
  const char *job;
  CbJobState at;
  gboolean done;
} Interference;

/* In the lane's thread, between the state's row and what follows it. */
static void
withdraw_cb (const char *job_id, gpointer user_data)
{
  Interference *self = user_data;
  g_autoptr (CbJob) job = rig_get_job (self->rig, self->job);

  if (self->done || job->state != self->at)
    return;
  self->done = TRUE;
  g_assert_true (cb_store_void_approvals (self->rig->store, self->dataset, "rút lại", NULL));
}

static void
test_approval_withdrawn (void)
{
  static const CbJobState states[]
      = { CB_JOB_PROBING, CB_JOB_SLOTTING, CB_JOB_SENDING, CB_JOB_PUBLISHING };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (Rig) rig = new_rig ("2.12");
      g_autofree char *dataset = rig_add_dataset (rig, "rut-lai", small, 1);
      g_autofree char *job = rig_enqueue (rig, dataset);
      Interference interference = { .rig = rig, .dataset = dataset, .job = job, .at = states[i] };

      cb_queue_set_changed_func (rig->queue, withdraw_cb, &interference);
      rig_run (rig);
      g_assert_true (interference.done);
      rig_assert_state (rig, job, CB_JOB_PARKED, CB_ERROR_NOT_APPROVED);
      g_assert_null (rig_show (rig, dataset));
      rig_assert_sound (rig);
    }
}

static void
test_pause_and_resume (void)
{
  g_autoptr (Rig) rig = new_rig ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "tam-dung", small, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  g_autoptr (CbJob) row = NULL;
  g_autoptr (GError) error = NULL;

  cb_queue_pause (rig->queue, job, &error);
  g_assert_no_error (error);
  rig_run (rig);
  row = rig_get_job (rig, job);
  g_assert_true (row->paused);
  g_assert_cmpint (row->state, ==, CB_JOB_WAITING);
  g_assert_cmpuint (count_requests (rig, "package_show"), ==, 0);
  cb_queue_resume (rig->queue, job, &error);
  g_assert_no_error (error);
  rig_run (rig);
  rig_assert_done (rig, job);
  g_assert_false (cb_queue_pause (rig->queue, job, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_WRONG_STATE);
}

static void
pause_at_cb (const char *job_id, gpointer user_data)
{
  Interference *self = user_data;
  g_autoptr (CbJob) job = rig_get_job (self->rig, self->job);

  if (self->done || job->state != self->at)
    return;
  self->done = TRUE;
  g_assert_true (cb_queue_pause (self->rig->queue, self->job, NULL));
}

static void
test_pause_under_way (void)
{
  static const CbJobState states[]
      = { CB_JOB_PROBING, CB_JOB_SLOTTING, CB_JOB_SENDING, CB_JOB_CONFIRMING, CB_JOB_PUBLISHING };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (Rig) rig = new_rig ("2.11");
      g_autofree char *dataset = rig_add_dataset (rig, "dung-giua-chung", small, 1);
      g_autofree char *job = rig_enqueue (rig, dataset);
      Interference interference = { .rig = rig, .dataset = dataset, .job = job, .at = states[i] };
      g_autoptr (CbJob) row = NULL;

      cb_queue_set_changed_func (rig->queue, pause_at_cb, &interference);
      rig_run (rig);
      row = rig_get_job (rig, job);
      g_assert_true (interference.done);
      g_assert_true (row->paused);
      g_assert_cmpstr (cb_job_state_name (row->state), ==, "waiting");
      g_assert_null (rig_show (rig, dataset));
      g_assert_true (cb_queue_resume (rig->queue, job, NULL));
      rig_run (rig);
      rig_assert_done (rig, job);
      rig_assert_sound (rig);
    }
}

static void
cancel_at_cb (const char *job_id, gpointer user_data)
{
  Interference *self = user_data;
  g_autoptr (CbJob) job = rig_get_job (self->rig, self->job);

  if (self->done || job->state != self->at)
    return;
  self->done = TRUE;
  g_assert_true (cb_queue_cancel (self->rig->queue, self->job, NULL));
}

static void
assert_cancelled (Rig *rig, const char *job_id, const char *left)
{
  g_autoptr (CbJob) job = rig_get_job (rig, job_id);
  g_autoptr (CbDataset) dataset = cb_store_get_dataset (rig->store, job->dataset_id, NULL);

  g_assert_cmpstr (cb_job_state_name (job->state), ==, "cancelled");
  g_assert_cmpstr (job->reason_detail, ==, left);
  g_assert_cmpint (dataset->state, ==, CB_DATASET_APPROVED);
  g_assert_null (rig_show (rig, job->dataset_id));
}

static void
test_cancel_under_way (void)
{
  static const struct
  {
    CbJobState at;
    const char *left;
  } cases[] = {
    { CB_JOB_PROBING, "nothing-left" },     { CB_JOB_SLOTTING, "nothing-left" },
    { CB_JOB_SENDING, "draft-deleted" },    { CB_JOB_CONFIRMING, "draft-deleted" },
    { CB_JOB_PUBLISHING, "draft-deleted" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Rig) rig = new_rig ("2.12");
      g_autofree char *dataset = rig_add_dataset (rig, "huy", small, 1);
      g_autofree char *job = rig_enqueue (rig, dataset);
      g_autofree char *again = NULL;
      Interference interference = { .rig = rig, .dataset = dataset, .job = job, .at = cases[i].at };

      cb_queue_set_changed_func (rig->queue, cancel_at_cb, &interference);
      rig_run (rig);
      g_assert_true (interference.done);
      assert_cancelled (rig, job, cases[i].left);
      rig_assert_sound (rig);

      /* Nothing of it stands in the way of another try. */
      cb_queue_set_changed_func (rig->queue, NULL, NULL);
      again = rig_enqueue (rig, dataset);
      rig_run (rig);
      rig_assert_done (rig, again);
    }
}

/* Cancelled by a person in the moment in which its run ends by itself, as a person sees it: before
 * the run has written that it parks, and after. */
static gboolean
cancel_when_refused_cb (const char *name, gpointer user_data)
{
  Interference *self = user_data;

  if (self->done || !g_str_equal (name, "queue.effect.create"))
    return FALSE;
  self->done = TRUE;
  g_assert_true (cb_queue_cancel (self->rig->queue, self->job, NULL));
  return FALSE;
}

static void
test_cancel_while_parking (void)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (Rig) rig = new_rig ("2.12");
      g_autofree char *dataset = rig_add_dataset (rig, "huy-khi-dung", small, 1);
      g_autofree char *job = rig_enqueue (rig, dataset);
      Interference interference
          = { .rig = rig, .dataset = dataset, .job = job, .at = CB_JOB_PARKED };

      cb_practice_portal_add_fault (rig->practice, "package_create:status=403", NULL);
      if (i == 0)
        cb_failpoint_set (cancel_when_refused_cb, &interference);
      else
        cb_queue_set_changed_func (rig->queue, cancel_at_cb, &interference);
      rig_run (rig);
      cb_failpoint_set (NULL, NULL);
      g_assert_true (interference.done);
      assert_cancelled (rig, job, "nothing-left");
      rig_assert_sound (rig);
    }
}

static void
test_cancel_waiting (void)
{
  g_autoptr (Rig) rig = new_rig ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "huy-som", small, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);

  g_assert_true (cb_queue_cancel (rig->queue, job, NULL));
  assert_cancelled (rig, job, "nothing-left");
  rig_run (rig);
  g_assert_cmpuint (count_requests (rig, "POST"), ==, 0);
}

/* Cancelled, and approved anew before the draft could be taken back: it is wanted again. */
static void
test_cancel_and_wanted_again (void)
{
  g_autoptr (Rig) rig = new_rig ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "van-muon", small, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  g_autofree char *again = NULL;

  cb_practice_portal_add_fault (rig->practice, "resource_patch:status=500", NULL);
  cb_queue_run_once (rig->queue, NULL, NULL);
  rig_assert_state (rig, job, CB_JOB_WAITING, CB_ERROR_SERVER);
  g_assert_true (cb_queue_cancel (rig->queue, job, NULL));
  rig_set_metadata (rig, dataset, "notes", "Bản mới");
  again = rig_enqueue (rig, dataset);
  g_assert_cmpstr (again, ==, job);
  rig_run (rig);
  rig_assert_done (rig, job);
}

static void
test_cancel_with_portal_away (void)
{
  g_autoptr (Rig) rig = new_rig ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "huy-khi-mat-mang", small, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  g_autoptr (CbJob) row = NULL;

  cb_practice_portal_add_fault (rig->practice, "resource_patch#1+:status=500", NULL);
  cb_queue_run_once (rig->queue, NULL, NULL);
  cb_practice_portal_add_fault (rig->practice, "api#1+:status=500", NULL);
  g_assert_true (cb_queue_cancel (rig->queue, job, NULL));
  cb_queue_run_once (rig->queue, NULL, NULL);
  row = rig_get_job (rig, job);
  g_assert_cmpstr (cb_job_state_name (row->state), ==, "cancelled");
  g_assert_cmpstr (row->reason_detail, ==, "draft-left");
}

static void
test_cancel_too_late (void)
{
  g_autoptr (Rig) rig = new_rig ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "huy-muon", small, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);

  /* Public already, but the answer was lost. */
  cb_practice_portal_add_fault (rig->practice, "package_revise:reset-reply", NULL);
  cb_queue_run_once (rig->queue, NULL, NULL);
  rig_assert_state (rig, job, CB_JOB_WAITING, CB_ERROR_SERVER);
  g_assert_true (cb_queue_cancel (rig->queue, job, NULL));
  rig_run (rig);
  rig_assert_done (rig, job);
}

typedef struct
{
  Rig *rig;
  const char *job;
  guint64 total;
  guint seen;
} Watcher;

static void
watch_cb (const char *job_id, gpointer user_data)
{
  Watcher *self = user_data;
  CbJobProgress progress;

  if (!cb_queue_get_progress (self->rig->queue, self->job, &progress)
      || progress.state != CB_JOB_SENDING)
    return;
  self->seen++;
  self->total = progress.total;
  g_assert_cmpint (strlen (progress.file_id), ==, 36);
}

static void
test_progress (void)
{
  g_autoptr (Rig) rig = new_rig ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "tien-do", small, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  Watcher watcher = { .rig = rig, .job = job };
  CbJobProgress progress;

  cb_queue_set_changed_func (rig->queue, watch_cb, &watcher);
  rig_run (rig);
  rig_assert_done (rig, job);
  g_assert_cmpuint (watcher.seen, ==, 1);
  g_assert_cmpuint (watcher.total, ==, small[0]);
  g_assert_false (cb_queue_get_progress (rig->queue, job, &progress));
}

static void
test_schedule (void)
{
  g_autoptr (Rig) rig = new_rig ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "hen-gio", small, 1);
  g_autofree char *approval = rig_approve (rig, dataset);
  gint64 tomorrow = cb_clock_now (rig->clock) + G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  g_autoptr (CbJob) job
      = cb_queue_enqueue (rig->queue, dataset, approval, rig->account_id, tomorrow, NULL);

  cb_queue_run_once (rig->queue, NULL, NULL);
  g_assert_cmpuint (count_requests (rig, "POST"), ==, 0);
  g_assert_cmpint (cb_queue_get_next_due (rig->queue), ==, tomorrow);
  cb_clock_advance (rig->clock, tomorrow - cb_clock_now (rig->clock));
  cb_queue_run_once (rig->queue, NULL, NULL);
  rig_assert_done (rig, job->id);
}

static void
test_one_job_per_click (void)
{
  g_autoptr (Rig) rig = new_rig ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "bam-hai-lan", small, 1);
  g_autofree char *approval = rig_approve (rig, dataset);
  g_autoptr (CbJob) one
      = cb_queue_enqueue (rig->queue, dataset, approval, rig->account_id, 0, NULL);
  g_autoptr (CbJob) other
      = cb_queue_enqueue (rig->queue, dataset, approval, rig->account_id, 0, NULL);
  g_autoptr (GPtrArray) jobs = cb_queue_list (rig->queue, NULL);

  g_assert_cmpstr (one->id, ==, other->id);
  g_assert_cmpuint (jobs->len, ==, 1);
}

static void
test_a_stuck_job_blocks_nobody (void)
{
  g_autoptr (Rig) rig = new_rig ("2.12");
  g_autofree char *stuck = rig_add_dataset (rig, "ket", small, 1);
  g_autofree char *stuck_job = rig_enqueue (rig, stuck);
  g_autofree char *dataset = rig_add_dataset (rig, "khong-ket", small, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);

  cb_practice_portal_add_fault (rig->practice, "package_create:status=500", NULL);
  cb_queue_run_once (rig->queue, NULL, NULL);
  rig_assert_state (rig, stuck_job, CB_JOB_WAITING, CB_ERROR_SERVER);
  rig_assert_done (rig, job);
  rig_run (rig);
  rig_assert_done (rig, stuck_job);
}

typedef struct
{
  CbQueue *queue;
  gboolean ever;
  gboolean last;
} Sending;

static void
note_sending_cb (const char *job_id, gpointer user_data)
{
  Sending *sending = user_data;

  sending->last = cb_queue_is_sending (sending->queue);
  sending->ever |= sending->last;
}

static void
test_sending (void)
{
  g_autoptr (Rig) rig = new_rig ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "dang-gui", small, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  Sending sending = { .queue = rig->queue };

  g_assert_false (cb_queue_is_sending (rig->queue));
  cb_practice_portal_add_fault (rig->practice, "package_create:status=500", NULL);
  cb_queue_set_changed_func (rig->queue, note_sending_cb, &sending);
  cb_queue_run_once (rig->queue, NULL, NULL);
  rig_assert_state (rig, job, CB_JOB_WAITING, CB_ERROR_SERVER);
  /* While it waits for another try nothing is under way, and that was told. */
  g_assert_true (sending.ever);
  g_assert_false (sending.last);
  sending = (Sending){ .queue = rig->queue, .last = TRUE };
  rig_run (rig);
  rig_assert_done (rig, job);
  g_assert_true (sending.ever);
  g_assert_false (sending.last);
  g_assert_false (cb_queue_is_sending (rig->queue));
  cb_queue_set_changed_func (rig->queue, NULL, NULL);
}

static gboolean
is_done_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
wake_cb (const char *job_id, gpointer user_data)
{
  g_main_context_wakeup (NULL);
}

static void
test_threads (void)
{
  g_autoptr (Rig) rig = new_rig ("2.12");
  g_autofree char *jobs[3] = { NULL };
  guint done = 0;
  guint timer = g_timeout_add (20, is_done_cb, NULL);

  cb_queue_set_changed_func (rig->queue, wake_cb, NULL);
  cb_queue_start (rig->queue);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *dataset = rig_add_dataset (rig, "luong", small, 1);

      jobs[i] = rig_enqueue (rig, dataset);
    }
  while (done < 3)
    {
      g_main_context_iteration (NULL, TRUE);
      done = 0;
      for (guint i = 0; i < 3; i++)
        {
          g_autoptr (CbJob) job = rig_get_job (rig, jobs[i]);

          g_assert_cmpstr (cb_job_state_name (job->state), !=, "parked");
          done += job->state == CB_JOB_DONE;
        }
    }
  g_source_remove (timer);
  cb_queue_stop (rig->queue);
  for (guint i = 0; i < 3; i++)
    {
      rig_assert_done (rig, jobs[i]);
      g_free (g_steal_pointer (&jobs[i]));
    }
}

int
main (int argc, char **argv)
{
  static const char *const versions[] = { "2.10", "2.11", "2.12" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      static const struct
      {
        const char *name;
        GTestDataFunc func;
      } tests[] = {
        { "publish", test_publish },
        { "update", test_update },
        { "conflict/with-an-edit", test_conflict },
        { "conflict/before-public", test_conflict_before_public },
        { "name-taken", test_name_taken },
      };

      for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
        {
          g_autofree char *path = g_strdup_printf ("/queue/%s/%s", tests[j].name, versions[i]);

          g_test_add_data_func (path, versions[i], tests[j].func);
        }
    }
  g_test_add_func ("/queue/update/only-what-differs", test_only_what_differs);
  g_test_add_func ("/queue/approval/needed", test_approval);
  g_test_add_func ("/queue/approval/withdrawn-under-way", test_approval_withdrawn);
  g_test_add_func ("/queue/pause/and-resume", test_pause_and_resume);
  g_test_add_func ("/queue/pause/under-way", test_pause_under_way);
  g_test_add_func ("/queue/cancel/under-way", test_cancel_under_way);
  g_test_add_func ("/queue/cancel/while-it-parks", test_cancel_while_parking);
  g_test_add_func ("/queue/cancel/waiting", test_cancel_waiting);
  g_test_add_func ("/queue/cancel/and-wanted-again", test_cancel_and_wanted_again);
  g_test_add_func ("/queue/cancel/portal-away", test_cancel_with_portal_away);
  g_test_add_func ("/queue/cancel/too-late", test_cancel_too_late);
  g_test_add_func ("/queue/progress", test_progress);
  g_test_add_func ("/queue/schedule", test_schedule);
  g_test_add_func ("/queue/one-job-per-click", test_one_job_per_click);
  g_test_add_func ("/queue/a-stuck-job-blocks-nobody", test_a_stuck_job_blocks_nobody);
  g_test_add_func ("/queue/sending", test_sending);
  g_test_add_func ("/queue/threads", test_threads);
  return g_test_run ();
}
