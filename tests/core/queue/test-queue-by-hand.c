/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A portal without an API: nothing is sent, what a person put there is compared (product.md J3). */

#include "config.h"

#include <string.h>

#include "base/cb-json.h"
#include "core/model/cb-by-hand.h"
#include "core/portal/cb-look.h"
#include "core/store/cb-journal.h"
#include "core/store/cb-store-accounts.h"
#include "core/store/cb-store-datasets.h"
#include "core/store/cb-store-jobs.h"
#include "rig.h"
#include "wire.h"

static const gsize small[] = { 3000 };

typedef struct
{
  Rig *rig;
  Wire *wire;
  char *dataset_id;
  char *job_id;
  char *file_id;
  char *text; /* the approved bytes */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (CbAccount) account = cb_account_new ();
  g_autoptr (CbDataset) dataset = NULL;
  g_autofree char *path = NULL;
  const CbDatasetFile *file;

  self->rig = rig_new ("2.12");
  self->wire = wire_new (NULL);
  account->id = g_uuid_string_random ();
  account->title = g_strdup ("Cổng không có API");
  account->url = g_strdup (wire_get_url (self->wire));
  account->kind = g_strdup (CB_ACCOUNT_BY_HAND);
  g_assert_true (cb_store_save_account (self->rig->store, account, NULL));
  g_free (self->rig->account_id);
  self->rig->account_id = g_strdup (account->id);
  self->dataset_id = rig_add_dataset (self->rig, "Cơ sở y tế", small, 1);
  self->job_id = rig_enqueue (self->rig, self->dataset_id);
  dataset = cb_store_get_dataset (self->rig->store, self->dataset_id, NULL);
  file = g_ptr_array_index (dataset->files, 0);
  self->file_id = g_strdup (file->id);
  path = cb_vault_dup_path (self->rig->vault, file->sha256);
  g_assert_true (g_file_get_contents (path, &self->text, NULL, NULL));
  rig_run (self->rig);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  rig_assert_sound (self->rig);
  rig_free (self->rig);
  wire_free (self->wire);
  g_free (self->dataset_id);
  g_free (self->job_id);
  g_free (self->file_id);
  g_free (self->text);
}

static void
serve (Fixture *self, const char *text)
{
  g_autofree char *answer
      = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n"
                         "Content-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n%s",
                         strlen (text), text);

  wire_answer (self->wire, "/tep.csv", WIRE_ALL, answer);
}

static JsonObject *
new_order (Fixture *self, const char *address)
{
  JsonObject *order = json_object_new ();
  JsonObject *files = json_object_new ();

  json_object_set_string_member (order, "page", "https://data.example.vn/tap/1");
  json_object_set_string_member (order, "person", "Lan");
  cb_json_set_text (files, self->file_id, address);
  json_object_set_object_member (order, "files", files);
  return order;
}

static void
compare (Fixture *self)
{
  g_autofree char *address = g_strconcat (wire_get_url (self->wire), "/tep.csv", NULL);
  g_autoptr (JsonObject) order = new_order (self, address);
  g_autoptr (GError) error = NULL;

  cb_queue_order_by_hand (self->rig->queue, self->job_id, order, &error);
  g_assert_no_error (error);
  rig_run (self->rig);
}

static CbByHandFinding
get_finding (Fixture *self)
{
  g_autoptr (CbJob) job = rig_get_job (self->rig, self->job_id);
  g_autofree char *sentence = cb_job_dup_sentence (job);
  CbByHandFinding finding = CB_BY_HAND_TO_DO;
  guint64 found = 0, approved = 0;
  const char *name = NULL;

  g_test_message ("%s: %s", job->reason_detail, sentence);
  rig_assert_state (self->rig, self->job_id, CB_JOB_PARKED, CB_ERROR_BY_HAND);
  g_assert_true (cb_by_hand_parse_detail (job->reason_detail, &finding, &found, &approved, &name));
  g_assert_cmpuint (strlen (sentence), >, 20);
  return finding;
}

static CbReceipt *
get_receipt (Fixture *self)
{
  return cb_store_get_receipt (self->rig->store, self->job_id, NULL);
}

static void
assert_nothing_claimed (Fixture *self)
{
  g_autoptr (CbReceipt) receipt = get_receipt (self);
  g_autoptr (CbDataset) dataset = cb_store_get_dataset (self->rig->store, self->dataset_id, NULL);

  g_assert_null (receipt);
  g_assert_cmpint (dataset->state, ==, CB_DATASET_QUEUED);
}

static void
test_waits_for_a_person (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (get_finding (self), ==, CB_BY_HAND_TO_DO);
  assert_nothing_claimed (self);
  g_assert_cmpuint (wire_get_requests (self->wire)->len, ==, 0);
}

static void
test_same_is_published (Fixture *self, gconstpointer data)
{
  g_autoptr (CbReceipt) receipt = NULL;
  g_autoptr (CbJob) job = NULL;

  serve (self, self->text);
  compare (self);
  job = rig_get_job (self->rig, self->job_id);
  g_assert_cmpstr (cb_job_state_name (job->state), ==, "done");
  g_assert_false (cb_by_hand_is_declared (job));
  receipt = get_receipt (self);
  g_assert_nonnull (receipt);
  g_assert_cmpstr (receipt->url, ==, "https://data.example.vn/tap/1");
  g_assert_nonnull (strstr (receipt->files, "/tep.csv"));
  g_assert_nonnull (strstr (receipt->files, "read_back"));
  /* No token goes to an address that a person entered. */
  g_assert_null (
      strstr (((WireRequest *)g_ptr_array_index (wire_get_requests (self->wire), 0))->headers,
              "Authorization"));
}

static void
test_differences_are_told (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) windows = g_string_new (self->text);
  g_autofree char *marked = g_strconcat ("\xEF\xBB\xBF", self->text, NULL);
  g_autofree char *other = g_strdup (self->text);

  g_string_replace (windows, "\n", "\r\n", 0);
  serve (self, windows->str);
  compare (self);
  g_assert_cmpint (get_finding (self), ==, CB_BY_HAND_LINE_ENDS);
  serve (self, marked);
  compare (self);
  g_assert_cmpint (get_finding (self), ==, CB_BY_HAND_LINE_ENDS);
  other[strlen (other) - 2] ^= 1;
  serve (self, other);
  compare (self);
  g_assert_cmpint (get_finding (self), ==, CB_BY_HAND_BYTES);
  serve (self, "ma;ten\n");
  compare (self);
  g_assert_cmpint (get_finding (self), ==, CB_BY_HAND_SIZE);
  wire_answer_page (self->wire, "/tep.csv", 200);
  compare (self);
  g_assert_cmpint (get_finding (self), ==, CB_BY_HAND_PAGE);
  assert_nothing_claimed (self);
}

static void
test_walls_are_told (Fixture *self, gconstpointer data)
{
  wire_answer_page (self->wire, "/tep.csv", 404);
  compare (self);
  g_assert_cmpint (get_finding (self), ==, CB_BY_HAND_MISSING);
  wire_answer_page (self->wire, "/tep.csv", 403);
  compare (self);
  g_assert_cmpint (get_finding (self), ==, CB_BY_HAND_WALL);
  for (guint i = 0; i < 12; i++)
    wire_answer (self->wire, "/tep.csv", WIRE_ALL,
                 "HTTP/1.1 302 Found\r\nLocation: /tep.csv\r\nContent-Length: 0\r\n\r\n");
  compare (self);
  g_assert_cmpint (get_finding (self), ==, CB_BY_HAND_AWAY);
  assert_nothing_claimed (self);
}

/* A wrong address may lead to anything: not more of it is read than tells. */
static void
test_huge_answer_is_cut (Fixture *self, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (3 * 1024 * 1024, 'x');

  serve (self, huge);
  compare (self);
  g_assert_cmpint (get_finding (self), ==, CB_BY_HAND_SIZE);
}

static void
test_fault_waits_and_tries_again (Fixture *self, gconstpointer data)
{
  g_autoptr (CbJob) job = NULL;

  wire_answer (self->wire, "/tep.csv", WIRE_ALL, NULL);
  wire_answer_page (self->wire, "/tep.csv", 502);
  serve (self, self->text);
  compare (self);
  job = rig_get_job (self->rig, self->job_id);
  g_assert_cmpstr (cb_job_state_name (job->state), ==, "done");
}

static void
test_word_is_no_proof (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonObject) order = new_order (self, NULL);
  g_autoptr (CbReceipt) receipt = NULL;
  g_autoptr (CbJob) job = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  json_object_set_string_member (order, "reason", "Cổng đòi đăng nhập");
  json_object_remove_member (order, "person");
  g_assert_false (cb_queue_order_by_hand (self->rig->queue, self->job_id, order, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  g_clear_error (&error);
  json_object_set_string_member (order, "person", "Lan");
  cb_queue_order_by_hand (self->rig->queue, self->job_id, order, &error);
  g_assert_no_error (error);
  rig_run (self->rig);

  job = rig_get_job (self->rig, self->job_id);
  g_assert_true (cb_by_hand_is_declared (job));
  sentence = cb_job_dup_sentence (job);
  g_assert_null (strstr (sentence, "identical"));
  receipt = get_receipt (self);
  g_assert_nonnull (strstr (receipt->files, "\"declared\":true"));
  g_assert_null (strstr (receipt->files, "read_back"));
  g_assert_cmpuint (wire_get_requests (self->wire)->len, ==, 0);
  rows = cb_journal_list (self->rig->store, self->dataset_id, NULL);
  g_assert_cmpstr (((CbJournalRow *)g_ptr_array_index (rows, rows->len - 1))->event, ==, "receipt");
}

static void
test_wrong_address_is_refused (Fixture *self, gconstpointer data)
{
  static const char *const wrong[]
      = { "tep.csv", "file:///etc/passwd", "ftp://a/b", "https://lan:mk@a.vn/", "https://", "" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (JsonObject) order = new_order (self, wrong[i]);
      g_autoptr (GError) error = NULL;

      g_assert_false (cb_queue_order_by_hand (self->rig->queue, self->job_id, order, &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
    }
}

/* What was said of bytes that were approved before is not said of the new ones. */
static void
test_new_approval_asks_anew (Fixture *self, gconstpointer data)
{
  g_autofree char *again = NULL;

  serve (self, "ma;ten\n");
  compare (self);
  rig_set_file (self->rig, self->dataset_id, 0, 2000, 'b');
  again = rig_enqueue (self->rig, self->dataset_id);
  g_assert_cmpstr (again, ==, self->job_id);
  rig_run (self->rig);
  g_assert_cmpint (get_finding (self), ==, CB_BY_HAND_TO_DO);
}

static void
test_notes_are_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonObject) notes = new_order (self, "https://a.vn/chưa xong");
  g_autoptr (JsonObject) kept = NULL;
  g_autoptr (GError) error = NULL;

  cb_queue_note_by_hand (self->rig->queue, self->job_id, notes, &error);
  g_assert_no_error (error);
  rig_run (self->rig);
  kept = cb_queue_get_by_hand_notes (self->rig->queue, self->job_id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cb_json_get_string (kept, "page"), ==, "https://data.example.vn/tap/1");
  g_assert_cmpint (get_finding (self), ==, CB_BY_HAND_TO_DO);
}

static void
test_cancel_asks_nobody (Fixture *self, gconstpointer data)
{
  g_autoptr (CbJob) job = NULL;
  g_autoptr (GError) error = NULL;

  cb_queue_cancel (self->rig->queue, self->job_id, &error);
  g_assert_no_error (error);
  rig_run (self->rig);
  job = rig_get_job (self->rig, self->job_id);
  g_assert_cmpstr (cb_job_state_name (job->state), ==, "cancelled");
  g_assert_cmpuint (wire_get_requests (self->wire)->len, ==, 0);
}

/* However the bytes are cut into blocks, line ends and the mark at the head are seen. */
static void
test_look_in_pieces (void)
{
  static const char text[] = "\xEF\xBB\xBF"
                             "a\r\nb\rc\r\r\nd\r";
  static const char plain[] = "a\nb\rc\r\nd\r";
  g_autofree char *all = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  for (gsize piece = 1; piece < sizeof text; piece++)
    {
      g_autoptr (CbLooker) looker = cb_looker_new ();
      g_auto (CbLook) look = { 0 };
      /* One CR LF is left in it: of CR CR LF only the last two are a line end. */
      g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, plain, -1);

      for (gsize at = 0; at < sizeof text - 1; at += piece)
        cb_looker_feed (looker, (const guint8 *)text + at, MIN (piece, sizeof text - 1 - at));
      cb_looker_end (looker, &look);
      g_assert_cmpstr (look.sha256, ==, all);
      g_assert_cmpstr (look.text_sha256, ==, expected);
    }
}

#define ADD(name, function)                                                                        \
  g_test_add ("/queue/by-hand/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("waits-for-a-person", test_waits_for_a_person);
  ADD ("same-is-published", test_same_is_published);
  ADD ("differences-are-told", test_differences_are_told);
  ADD ("walls-are-told", test_walls_are_told);
  ADD ("huge-answer-is-cut", test_huge_answer_is_cut);
  ADD ("fault-waits-and-tries-again", test_fault_waits_and_tries_again);
  ADD ("word-is-no-proof", test_word_is_no_proof);
  ADD ("wrong-address-is-refused", test_wrong_address_is_refused);
  ADD ("new-approval-asks-anew", test_new_approval_asks_anew);
  ADD ("notes-are-kept", test_notes_are_kept);
  ADD ("cancel-asks-nobody", test_cancel_asks_nobody);
  g_test_add_func ("/queue/by-hand/look-in-pieces", test_look_in_pieces);
  return g_test_run ();
}
