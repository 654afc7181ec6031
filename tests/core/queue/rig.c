/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rig.h"

#include <string.h>

#include "base/cb-json.h"
#include "base/cb-text.h"
#include "core/portal/cb-by-hand-portal.h"
#include "core/portal/cb-ckan-portal.h"
#include "core/store/cb-journal.h"
#include "core/store/cb-store-accounts.h"
#include "core/store/cb-store-datasets.h"
#include "core/store/cb-store-jobs.h"
#include "test-system.h"

/* An answer that comes is waited for: beside other work it may take many seconds, and one that is
 * given up is asked for again. */
#define ANSWER_S 120
#define START_US G_GINT64_CONSTANT (1795248000000000)

static CbPortal *
make_portal (const CbAccount *account, const char *token, gpointer user_data, GError **error)
{
  Rig *self = user_data;
  CbPortal *portal;

  if (cb_account_is_by_hand (account))
    {
      portal = cb_by_hand_portal_new (account->url, NULL);
      cb_by_hand_portal_set_stall_timeout (CB_BY_HAND_PORTAL (portal),
                                           self->stall_s != 0 ? self->stall_s : ANSWER_S);
      return portal;
    }
  portal = cb_ckan_portal_new_for_account (account, token);
  cb_ckan_portal_set_stall_timeout (CB_CKAN_PORTAL (portal),
                                    self->stall_s != 0 ? self->stall_s : ANSWER_S);
  return portal;
}

static void
open_parts (Rig *self)
{
  g_autoptr (GError) error = NULL;

  self->clock = cb_clock_new_fake (START_US, 42);
  self->keyring = cb_keyring_new_memory ();
  self->store = cb_store_open (self->root, self->clock, &error);
  g_assert_no_error (error);
  self->vault = cb_vault_open (self->root, &error);
  g_assert_no_error (error);
  self->queue = cb_queue_new (self->store, self->vault, self->keyring, self->clock, make_portal,
                              self, NULL);
}

char *
rig_add_account (Rig *self, const char *url, const char *token)
{
  g_autoptr (CbAccount) account = cb_account_new ();
  g_autoptr (GError) error = NULL;
  const char *organisation = g_getenv ("CKAN_ORG");

  account->id = g_uuid_string_random ();
  account->title = g_strdup ("Cổng thử");
  account->url = g_strdup (url);
  account->kind = g_strdup ("ckan");
  account->organisation = g_strdup (
      g_getenv ("CKAN_URL") != NULL && organisation != NULL ? organisation : "co-quan-thu");
  cb_store_save_account (self->store, account, &error);
  g_assert_no_error (error);
  cb_keyring_store (self->keyring, account->id, "t", token, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (account->id);
}

static void
start_practice (Rig *self, const char *version)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (self->root, "practice", NULL);

  self->practice = cb_practice_portal_new (folder, version, &error);
  g_assert_no_error (error);
  cb_practice_portal_start (self->practice, 0, &error);
  g_assert_no_error (error);
  cb_practice_portal_ensure_organisation (self->practice, "co-quan-thu", "Cơ quan thử", &error);
  cb_practice_portal_ensure_organisation (self->practice, "co-quan-khac", "Cơ quan khác", &error);
  g_assert_no_error (error);
  self->token
      = cb_practice_portal_ensure_user (self->practice, "can-bo", "editor", "co-quan-thu", &error);
  self->other_token = cb_practice_portal_ensure_user (self->practice, "nguoi-khac", "editor",
                                                      "co-quan-khac", &error);
  g_assert_no_error (error);
  self->url = g_strdup (cb_practice_portal_get_url (self->practice));
}

Rig *
rig_new (const char *version)
{
  Rig *self = g_new0 (Rig, 1);
  g_autoptr (GError) error = NULL;

  self->root = g_dir_make_tmp ("congbo-queue-XXXXXX", &error);
  g_assert_no_error (error);
  open_parts (self);
  if (g_getenv ("CKAN_URL") != NULL)
    {
      self->url = g_strdup (g_getenv ("CKAN_URL"));
      self->token = g_strdup (g_getenv ("CKAN_TOKEN"));
      self->other_token = g_strdup (g_getenv ("CKAN_OTHER_TOKEN"));
    }
  else
    start_practice (self, version);
  self->account_id = rig_add_account (self, self->url, self->token);
  return self;
}

/* A second start on what a first one left; the portal is someone else's. */
Rig *
rig_open (const char *root, const char *url, const char *token)
{
  Rig *self = g_new0 (Rig, 1);
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;

  self->is_guest = TRUE;
  self->root = g_strdup (root);
  self->url = g_strdup (url);
  self->token = g_strdup (token);
  open_parts (self);
  accounts = cb_store_list_accounts (self->store, &error);
  g_assert_no_error (error);
  self->account_id = g_strdup (((CbAccount *)g_ptr_array_index (accounts, 0))->id);
  cb_keyring_store (self->keyring, self->account_id, "t", token, NULL, &error);
  g_assert_no_error (error);
  return self;
}

/* Lets go of the store and the vault, as at the end of the program; the portal goes on. */
void
rig_close (Rig *self)
{
  g_clear_object (&self->queue);
  if (self->store != NULL)
    cb_store_close (self->store);
  g_clear_object (&self->store);
  g_clear_object (&self->vault);
  g_clear_object (&self->keyring);
  g_clear_object (&self->clock);
}

void
rig_free (Rig *self)
{
  rig_close (self);
  if (self->practice != NULL)
    cb_practice_portal_stop (self->practice);
  g_clear_object (&self->practice);
  if (!self->is_guest)
    test_folder_remove (self->root);
  g_free (self->root);
  g_free (self->url);
  g_free (self->token);
  g_free (self->other_token);
  g_free (self->account_id);
  g_free (self);
}

static void
fill_file (Rig *self, CbDatasetFile *file, gsize size, char filling)
{
  g_autoptr (GString) text = g_string_new ("ma;ten\n");
  g_autofree char *path = g_build_filename (self->root, "taken-in.csv", NULL);
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  while (text->len < size)
    g_string_append_printf (text, "%c%" G_GSIZE_FORMAT ";Trạm y tế\n", filling, text->len);
  g_string_truncate (text, size);
  g_assert_true (g_file_set_contents (path, text->str, (gssize)size, &error));
  g_free (file->sha256);
  file->sha256 = NULL;
  cb_vault_take_in (self->vault, source, &file->sha256, &file->size, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_free (file->original_sha256);
  file->original_sha256 = g_strdup (file->sha256);
}

static CbDatasetFile *
new_file (Rig *self, guint index, gsize size)
{
  CbDatasetFile *file = cb_dataset_file_new ();

  file->id = g_uuid_string_random ();
  file->title = g_strdup_printf ("Bảng %u", index + 1);
  file->name = g_strdup_printf ("Số liệu %u.csv", index + 1);
  file->format = g_strdup ("csv");
  file->media_type = g_strdup ("text/csv");
  file->encoding = g_strdup ("utf-8");
  fill_file (self, file, size, 'a');
  return file;
}

static CbDataset *
get_dataset (Rig *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  CbDataset *dataset = cb_store_get_dataset (self->store, id, &error);

  g_assert_no_error (error);
  return dataset;
}

static void
save_dataset (Rig *self, CbDataset *dataset)
{
  g_autoptr (GError) error = NULL;

  cb_store_save_dataset (self->store, dataset, &error);
  g_assert_no_error (error);
}

char *
rig_add_dataset (Rig *self, const char *title, const gsize *sizes, guint n_sizes)
{
  g_autoptr (CbDataset) dataset = cb_dataset_new ();
  JsonArray *keywords = json_array_new ();
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *slug = g_strdup_printf ("%s-%.8s", title, unique);

  dataset->id = g_uuid_string_random ();
  dataset->state = CB_DATASET_APPROVED;
  dataset->account_id = g_strdup (self->account_id);
  dataset->prepared_by = g_strdup ("Lan");
  dataset->period = g_strdup ("2026-10");
  json_array_add_string_element (keywords, "y tế");
  json_array_add_string_element (keywords, "cơ sở khám");
  json_object_set_string_member (dataset->metadata, "title", title);
  json_object_set_string_member (dataset->metadata, "slug", slug);
  json_object_set_string_member (dataset->metadata, "notes", "Danh sách\nhai dòng");
  json_object_set_string_member (dataset->metadata, "license_id", "cc-by");
  json_object_set_string_member (dataset->metadata, "frequency", "Hằng tháng");
  json_object_set_string_member (dataset->metadata, "contact_name", "Phòng Nghiệp vụ");
  json_object_set_array_member (dataset->metadata, "keywords", keywords);
  for (guint i = 0; i < n_sizes; i++)
    g_ptr_array_add (dataset->files, new_file (self, i, sizes[i]));
  save_dataset (self, dataset);
  return g_strdup (dataset->id);
}

/* Replaces a file's bytes, or adds one at the end. */
void
rig_set_file (Rig *self, const char *dataset_id, guint index, gsize size, char filling)
{
  g_autoptr (CbDataset) dataset = get_dataset (self, dataset_id);

  if (index == dataset->files->len)
    g_ptr_array_add (dataset->files, new_file (self, index, size));
  fill_file (self, g_ptr_array_index (dataset->files, index), size, filling);
  save_dataset (self, dataset);
}

void
rig_set_metadata (Rig *self, const char *dataset_id, const char *name, const char *value)
{
  g_autoptr (CbDataset) dataset = get_dataset (self, dataset_id);
  g_autofree char *text = cb_json_object_to_string (dataset->metadata, FALSE);
  g_autoptr (JsonParser) parser = json_parser_new ();

  json_parser_load_from_data (parser, text, -1, NULL);
  json_object_unref (dataset->metadata);
  dataset->metadata = json_node_dup_object (json_parser_get_root (parser));
  json_object_set_string_member (dataset->metadata, name, value);
  save_dataset (self, dataset);
}

char *
rig_approve (Rig *self, const char *dataset_id)
{
  g_autoptr (CbDataset) dataset = get_dataset (self, dataset_id);
  g_autoptr (CbApproval) approval = cb_approval_new ();
  g_autoptr (GError) error = NULL;

  approval->id = g_uuid_string_random ();
  approval->dataset_id = g_strdup (dataset_id);
  approval->digest = cb_dataset_dup_digest (dataset);
  approval->prepared_by = g_strdup ("Lan");
  approval->approved_by = g_strdup ("Hùng");
  approval->approved_us = cb_clock_now (self->clock);
  cb_store_add_approval (self->store, approval, &error);
  g_assert_no_error (error);
  return g_strdup (approval->id);
}

char *
rig_enqueue (Rig *self, const char *dataset_id)
{
  g_autofree char *approval_id = rig_approve (self, dataset_id);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbJob) job
      = cb_queue_enqueue (self->queue, dataset_id, approval_id, self->account_id, 0, &error);

  g_assert_no_error (error);
  return g_strdup (job->id);
}

/* Runs until nothing will happen any more without a person, the clock turned on in between. */
void
rig_run (Rig *self)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 due;

      cb_queue_run_once (self->queue, NULL, &error);
      g_assert_no_error (error);
      due = cb_queue_get_next_due (self->queue);
      if (due == G_MAXINT64)
        return;
      g_assert_cmpint (due - cb_clock_now (self->clock), <=,
                       G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC);
      cb_clock_advance (self->clock, MAX (due - cb_clock_now (self->clock), 0) + 1);
    }
  g_assert_not_reached ();
}

CbJob *
rig_get_job (Rig *self, const char *job_id)
{
  g_autoptr (GError) error = NULL;
  CbJob *job = cb_store_get_job (self->store, job_id, &error);

  g_assert_no_error (error);
  return job;
}

JsonNode *
rig_call (Rig *self, const char *token, const char *action, const char *json)
{
  g_autoptr (CbCkanClient) client = cb_ckan_client_new (self->url);
  g_autoptr (JsonObject) arguments = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();

  json_parser_load_from_data (parser, json, -1, NULL);
  arguments = json_node_dup_object (json_parser_get_root (parser));
  cb_http_set_token (client->http, token, CB_TOKEN_IN_BOTH);
  return cb_ckan_client_call (client, action, arguments, NULL, NULL);
}

/* What anybody may see of a dataset of ours; %NULL when nothing. */
JsonObject *
rig_show (Rig *self, const char *dataset_id)
{
  g_autoptr (CbDataset) dataset = get_dataset (self, dataset_id);
  g_autofree char *json = g_strdup_printf ("{\"id\": \"%s\"}", dataset->remote_id);
  g_autoptr (JsonNode) node = NULL;

  if (dataset->remote_id == NULL)
    return NULL;
  node = rig_call (self, NULL, "package_show", json);
  return node != NULL ? json_node_dup_object (node) : NULL;
}

static gboolean
hash_sink (const guint8 *data, gsize length, guint64 total, gpointer user_data, GError **error)
{
  g_checksum_update (user_data, data, (gssize)length);
  return TRUE;
}

/* I4, as the public sees it. */
static void
assert_public_bytes (Rig *self, JsonObject *resource, const CbDatasetFile *file)
{
  g_autoptr (CbHttp) http = cb_http_new ();
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *path = strstr (cb_json_get_string (resource, "url"), "/dataset/");
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbHttpReply) reply
      = cb_http_download (http, url, NULL, hash_sink, checksum, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (g_checksum_get_string (checksum), ==, file->sha256);
}

/* I1, I3, I4: public, each file once, with the approved bytes, and a receipt that says so. */
void
rig_assert_done (Rig *self, const char *job_id)
{
  g_autoptr (CbJob) job = rig_get_job (self, job_id);
  g_autoptr (CbDataset) dataset = get_dataset (self, job->dataset_id);
  g_autoptr (CbReceipt) receipt = NULL;
  g_autoptr (JsonObject) package = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *resources;
  guint ours = 0;

  if (job->state != CB_JOB_DONE)
    g_test_message ("%s %s: %s", cb_job_state_name (job->state), cb_error_code_name (job->reason),
                    job->reason_detail);
  g_assert_cmpstr (cb_job_state_name (job->state), ==, "done");
  g_assert_cmpint (dataset->state, ==, CB_DATASET_PUBLISHED);
  receipt = cb_store_get_receipt (self->store, job_id, &error);
  g_assert_no_error (error);
  g_assert_nonnull (receipt->journal_hash);
  package = rig_show (self, job->dataset_id);
  g_assert_nonnull (package);
  g_assert_false (cb_json_get_bool (package, "private", TRUE));
  g_assert_cmpstr (cb_json_get_string (package, "title"), ==, cb_dataset_get_title (dataset));
  resources = cb_json_get_array (package, "resources");
  for (guint i = 0; i < json_array_get_length (resources); i++)
    {
      JsonObject *resource = json_array_get_object_element (resources, i);
      CbDatasetFile *file = cb_dataset_find_file (dataset, cb_json_get_string (resource, "id"));

      /* After a draft was deleted the ids are others; the order is ours. */
      if (file == NULL && json_array_get_length (resources) == dataset->files->len)
        file = g_ptr_array_index (dataset->files, i);
      if (file == NULL)
        continue;
      ours++;
      assert_public_bytes (self, resource, file);
      g_assert_cmpstr (file->published_sha256, ==, file->sha256);
      g_assert_nonnull (strstr (receipt->files, file->sha256));
    }
  g_assert_cmpuint (ours, ==, dataset->files->len);
}

void
rig_assert_state (Rig *self, const char *job_id, CbJobState state, CbError reason)
{
  g_autoptr (CbJob) job = rig_get_job (self, job_id);

  g_test_message ("%s %s: %s", cb_job_state_name (job->state), cb_error_code_name (job->reason),
                  job->reason_detail);
  g_assert_cmpstr (cb_job_state_name (job->state), ==, cb_job_state_name (state));
  g_assert_true (job->has_reason);
  g_assert_cmpstr (cb_error_code_name (job->reason), ==, cb_error_code_name (reason));
}

static void
assert_no_secret (Rig *self, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  gsize token_length = strlen (self->token);

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length = 0;

      if (g_str_equal (name, "practice"))
        continue;
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        assert_no_secret (self, child);
      else if (g_file_get_contents (child, &bytes, &length, NULL))
        g_assert_null (cb_text_find_bytes (bytes, length, self->token, token_length));
    }
}

static void
assert_job_is_sound (Rig *self, CbJob *job)
{
  g_autoptr (GPtrArray) attempts = cb_store_list_attempts (self->store, job->id, NULL);

  /* I9: whoever waits has a reason, or a time, or is next. */
  if (job->state == CB_JOB_WAITING && job->has_reason && !job->paused)
    g_assert_true (job->not_before_us > 0 || job->reason == CB_ERROR_SIGN_IN
                   || job->reason == CB_ERROR_PROXY || job->reason == CB_ERROR_TLS
                   || job->reason == CB_ERROR_REDIRECTED || job->reason == CB_ERROR_NO_SECRET
                   || job->reason == CB_ERROR_KEYRING_LOCKED);
  if (job->state == CB_JOB_PARKED)
    g_assert_true (job->has_reason);
  g_assert_cmpuint (attempts->len, <, 200);
}

/* I1: no dataset twice: the marker is on at most one that is not deleted. */
static void
assert_no_duplicate (Rig *self, const char *dataset_id)
{
  g_autofree char *json = g_strdup_printf (
      "{\"fq\": \"congbo_id:\\\"%s\\\"\", \"include_private\": true, \"rows\": 10}", dataset_id);
  g_autoptr (JsonNode) node = rig_call (self, self->token, "package_search", json);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    g_assert_cmpint (cb_json_get_int (json_node_get_object (node), "count", 0), <=, 1);
}

/* What must hold whatever happened: I1, I6, I9, I14, and an unbroken journal. */
void
rig_assert_sound (Rig *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = cb_store_list_jobs (self->store, &error);
  gint64 rows = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < jobs->len; i++)
    {
      assert_job_is_sound (self, g_ptr_array_index (jobs, i));
      assert_no_duplicate (self, ((CbJob *)g_ptr_array_index (jobs, i))->dataset_id);
    }
  assert_no_secret (self, self->root);
  cb_journal_verify (self->store, &rows, &error);
  g_assert_no_error (error);
}
