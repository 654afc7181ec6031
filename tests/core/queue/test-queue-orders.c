/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orders that come while a job runs: what a person says last holds, whatever the run was about. */

#include "config.h"

#include <string.h>

#include "base/cb-failpoint.h"
#include "base/cb-json.h"
#include "core/store/cb-journal.h"
#include "core/store/cb-store-datasets.h"
#include "core/store/cb-store-jobs.h"
#include "rig.h"

#define HALF_AN_HOUR (G_GINT64_CONSTANT (1800) * G_USEC_PER_SEC)

static const gsize small[] = { 3000 };

typedef struct
{
  Rig *rig;
  const char *dataset;
  const char *job;
  const char *at; /* the point at which the order comes, once */
  gint64 later_us;
  GCancellable *stopping; /* (nullable) */
  gboolean done;
} Order;

static gboolean
is_now (Order *self, const char *name)
{
  if (self->done || !g_str_equal (name, self->at))
    return FALSE;
  self->done = TRUE;
  return TRUE;
}

static void
enqueue_anew (Order *self, gint64 not_before_us)
{
  g_autofree char *approval = rig_approve (self->rig, self->dataset);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbJob) job = cb_queue_enqueue (self->rig->queue, self->dataset, approval,
                                            self->rig->account_id, not_before_us, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (job->id, ==, self->job);
}

static gboolean
approve_anew_cb (const char *name, gpointer user_data)
{
  Order *self = user_data;

  if (!is_now (self, name))
    return FALSE;
  rig_set_metadata (self->rig, self->dataset, "notes", "Bản mới");
  enqueue_anew (self, self->later_us);
  return FALSE;
}

/* The new version is for later; the run of the old one does not take it along at once. */
static void
test_schedule_of_a_new_version (void)
{
  static const char *const points[] = { "queue.enter.sending", "queue.effect.send" };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autoptr (Rig) rig = rig_new ("2.12");
      g_autofree char *dataset = rig_add_dataset (rig, "hen-gio", small, 1);
      g_autofree char *id = rig_enqueue (rig, dataset);
      Order order = { .rig = rig, .dataset = dataset, .job = id, .at = points[i] };
      g_autoptr (CbJob) job = NULL;

      order.later_us = cb_clock_now (rig->clock) + HALF_AN_HOUR;
      cb_failpoint_set (approve_anew_cb, &order);
      g_assert_true (cb_queue_run_once (rig->queue, NULL, NULL));
      cb_failpoint_set (NULL, NULL);
      g_assert_true (order.done);
      job = rig_get_job (rig, id);
      g_assert_cmpstr (cb_job_state_name (job->state), ==, "waiting");
      g_assert_cmpint (job->not_before_us, ==, order.later_us);
      g_assert_null (rig_show (rig, dataset));

      rig_run (rig);
      rig_assert_done (rig, id);
      rig_assert_sound (rig);
    }
}

static guint
count_events (Rig *rig, const char *dataset, const char *event)
{
  g_autoptr (GPtrArray) rows = cb_journal_list (rig->store, dataset, NULL);
  guint count = 0;

  for (guint i = 0; i < rows->len; i++)
    count += g_str_equal (((CbJournalRow *)g_ptr_array_index (rows, i))->event, event);
  return count;
}

/* The old version is refused in the moment in which the new one is put in: the journal does not say
 * that the job was parked, for it was not. */
static void
test_refused_when_superseded (void)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (Rig) rig = rig_new ("2.12");
      g_autofree char *dataset = rig_add_dataset (rig, "bi-tu-choi", small, 1);
      g_autofree char *id = rig_enqueue (rig, dataset);
      Order order = { .rig = rig, .dataset = dataset, .job = id, .at = "queue.effect.send" };

      order.done = i == 1;
      cb_practice_portal_add_fault (rig->practice, "resource_patch:status=400", NULL);
      cb_failpoint_set (approve_anew_cb, &order);
      rig_run (rig);
      cb_failpoint_set (NULL, NULL);
      g_assert_cmpuint (count_events (rig, dataset, "job.parked"), ==, i);
      if (i == 0)
        rig_assert_done (rig, id);
      else
        rig_assert_state (rig, id, CB_JOB_PARKED, CB_ERROR_BAD_REQUEST);
    }
}

/* Too late to stop the old one, which is public: the new one still goes its way. */
static void
test_new_version_in_the_last_moment (void)
{
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "phut-chot", small, 1);
  g_autofree char *id = rig_enqueue (rig, dataset);
  Order order = { .rig = rig, .dataset = dataset, .job = id, .at = "queue.effect.publish" };
  g_autoptr (JsonObject) package = NULL;

  cb_failpoint_set (approve_anew_cb, &order);
  rig_run (rig);
  cb_failpoint_set (NULL, NULL);
  g_assert_true (order.done);
  rig_assert_done (rig, id);
  package = rig_show (rig, dataset);
  g_assert_cmpstr (cb_json_get_string (package, "notes"), ==, "Bản mới");
  rig_assert_sound (rig);
}

static gboolean
stop_cb (const char *name, gpointer user_data)
{
  Order *self = user_data;

  if (is_now (self, name))
    g_cancellable_cancel (self->stopping);
  return FALSE;
}

/* Leaves a draft on the portal, and a job that a person wants cancelled. */
static char *
begin_and_cancel (Rig *rig, const char *dataset)
{
  g_autofree char *id = rig_enqueue (rig, dataset);

  cb_practice_portal_add_fault (rig->practice, "resource_patch:status=500", NULL);
  g_assert_true (cb_queue_run_once (rig->queue, NULL, NULL));
  rig_assert_state (rig, id, CB_JOB_WAITING, CB_ERROR_SERVER);
  g_assert_true (cb_queue_cancel (rig->queue, id, NULL));
  return g_steal_pointer (&id);
}

/* The program ends while the draft is being taken back: it is taken back at the next start. */
static void
test_stopped_while_taken_back (void)
{
  static const char *const points[] = { "queue.mark.delete", "queue.effect.delete" };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autoptr (Rig) rig = rig_new ("2.12");
      g_autofree char *dataset = rig_add_dataset (rig, "dung-khi-huy", small, 1);
      g_autofree char *id = begin_and_cancel (rig, dataset);
      g_autoptr (GCancellable) stopping = g_cancellable_new ();
      Order order = { .rig = rig, .job = id, .at = points[i], .stopping = stopping };
      g_autoptr (CbJob) job = NULL;

      cb_failpoint_set (stop_cb, &order);
      cb_queue_run_once (rig->queue, stopping, NULL);
      cb_failpoint_set (NULL, NULL);
      g_assert_true (order.done);
      rig_run (rig);
      job = rig_get_job (rig, id);
      g_assert_cmpstr (cb_job_state_name (job->state), ==, "cancelled");
      g_assert_cmpstr (job->reason_detail, ==, "draft-deleted");
      rig_assert_sound (rig);
    }
}

static gboolean
want_again_cb (const char *name, gpointer user_data)
{
  Order *self = user_data;

  if (is_now (self, name))
    enqueue_anew (self, 0);
  return FALSE;
}

/* Wanted after all while the draft is being taken back: nothing says that it was cancelled. */
static void
test_wanted_while_taken_back (void)
{
  static const char *const points[] = { "queue.mark.delete", "queue.effect.delete" };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autoptr (Rig) rig = rig_new ("2.12");
      g_autofree char *dataset = rig_add_dataset (rig, "van-gui", small, 1);
      g_autofree char *id = begin_and_cancel (rig, dataset);
      Order order = { .rig = rig, .dataset = dataset, .job = id, .at = points[i] };

      cb_failpoint_set (want_again_cb, &order);
      rig_run (rig);
      cb_failpoint_set (NULL, NULL);
      g_assert_true (order.done);
      rig_assert_done (rig, id);
      rig_assert_sound (rig);
    }
}

static gboolean
sign_in_cb (const char *name, gpointer user_data)
{
  Order *self = user_data;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  if (!is_now (self, name))
    return FALSE;
  cb_practice_portal_revoke_tokens (self->rig->practice, "can-bo", &error);
  g_assert_no_error (error);
  token = cb_practice_portal_issue_token (self->rig->practice, "can-bo", 3600, &error);
  g_assert_no_error (error);
  cb_keyring_store (self->rig->keyring, self->rig->account_id, "t", token, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cb_queue_release (self->rig->queue, self->rig->account_id, &error));
  return FALSE;
}

/* A new access code while the queue sends: it goes on with that one, and asks for none. */
static void
test_signed_in_while_it_sends (void)
{
  static const char *const points[] = { "queue.effect.create", "queue.effect.publish" };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autoptr (Rig) rig = rig_new ("2.12");
      g_autofree char *first = rig_add_dataset (rig, "mot", small, 1);
      g_autofree char *first_job = rig_enqueue (rig, first);
      g_autofree char *second = rig_add_dataset (rig, "hai", small, 1);
      g_autofree char *second_job = rig_enqueue (rig, second);
      Order order = { .rig = rig, .at = points[i] };

      cb_failpoint_set (sign_in_cb, &order);
      rig_run (rig);
      cb_failpoint_set (NULL, NULL);
      g_assert_true (order.done);
      rig_assert_done (rig, first_job);
      rig_assert_done (rig, second_job);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queue/orders/schedule-of-a-new-version", test_schedule_of_a_new_version);
  g_test_add_func ("/queue/orders/new-version-in-the-last-moment",
                   test_new_version_in_the_last_moment);
  g_test_add_func ("/queue/orders/refused-when-superseded", test_refused_when_superseded);
  g_test_add_func ("/queue/orders/stopped-while-taken-back", test_stopped_while_taken_back);
  g_test_add_func ("/queue/orders/wanted-while-taken-back", test_wanted_while_taken_back);
  g_test_add_func ("/queue/orders/signed-in-while-it-sends", test_signed_in_while_it_sends);
  return g_test_run ();
}
