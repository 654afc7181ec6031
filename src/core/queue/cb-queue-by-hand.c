/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person says of an item that is published by hand (product.md J3). */

#include "config.h"

#include "base/cb-json.h"
#include "core/portal/cb-by-hand-portal.h"
#include "core/queue/cb-memory.h"
#include "core/queue/cb-queue-private.h"
#include "core/store/cb-journal.h"
#include "core/store/cb-store-accounts.h"

static CbJob *
get_by_hand_job (CbStore *store, const char *job_id, GError **error)
{
  g_autoptr (CbJob) job = _cb_order_get_open_job (store, job_id, error);
  g_autoptr (CbAccount) account
      = job != NULL ? cb_store_get_account (store, job->account_id, error) : NULL;

  if (account == NULL)
    return NULL;
  if (!cb_account_is_by_hand (account))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE,
                           "this portal is published to by the program itself");
      return NULL;
    }
  return g_steal_pointer (&job);
}

static gboolean
note_cb (CbStore *store, gpointer user_data, GError **error)
{
  CbOrder *order = user_data;
  g_autoptr (CbJob) job = get_by_hand_job (store, order->job_id, error);

  return job != NULL
         && cb_store_add_checkpoint (store, job->id, CB_STEP_BY_HAND_NOTES, order->facts, error);
}

/**
 * cb_queue_note_by_hand:
 * @self: a queue
 * @job_id: an open job of a portal without an API
 * @notes: `page`, `files` (file id to address) and `done` (array of steps); each may be missing
 * @error: %CB_ERROR_WRONG_STATE when it has ended, or the portal is another's kind
 *
 * Keeps what a person ticked and typed so far. Nothing is compared yet.
 *
 * Returns: %FALSE on error
 */
gboolean
cb_queue_note_by_hand (CbQueue *self, const char *job_id, JsonObject *notes, GError **error)
{
  CbOrder order = { .queue = self, .job_id = job_id, .facts = notes };

  return cb_store_run (self->store, note_cb, &order, error);
}

/**
 * cb_queue_get_by_hand_notes:
 * @self: a queue
 * @job_id: of a job
 * @error: of the store
 *
 * Returns: (transfer full): the last of cb_queue_note_by_hand(), empty when there is none
 */
JsonObject *
cb_queue_get_by_hand_notes (CbQueue *self, const char *job_id, GError **error)
{
  g_autoptr (CbJob) job = cb_store_get_job (self->store, job_id, error);
  g_autoptr (CbMemory) memory = job != NULL ? cb_memory_load (self->store, job, error) : NULL;

  if (memory == NULL)
    return NULL;
  return memory->notes != NULL ? json_object_ref (memory->notes) : json_object_new ();
}

static gboolean
fail_address (const char *text, GError **error)
{
  g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "not a public address of the web: %s", text);
  return FALSE;
}

/* What is entered is an address, or nothing. */
static gboolean
check_addresses (JsonObject *facts, GError **error)
{
  const char *page = cb_json_get_string (facts, "page");
  JsonObject *files = cb_json_get_object (facts, "files");
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  if (page != NULL && !cb_by_hand_is_address (page))
    return fail_address (page, error);
  if (files == NULL)
    return TRUE;
  json_object_iter_init (&iter, files);
  while (json_object_iter_next (&iter, &id, &node))
    if (cb_json_get_string (files, id) != NULL
        && !cb_by_hand_is_address (cb_json_get_string (files, id)))
      return fail_address (cb_json_get_string (files, id), error);
  return TRUE;
}

static gboolean
check_word (JsonObject *facts, GError **error)
{
  const char *person = cb_json_get_string (facts, "person");

  if (cb_json_get_string (facts, "reason") == NULL)
    return TRUE;
  if (person == NULL || *person == '\0' || *cb_json_get_string (facts, "reason") == '\0')
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                           "a declaration needs a name and a reason");
      return FALSE;
    }
  if (cb_json_get_string (facts, "page") == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                           "a declaration needs the public address of the dataset");
      return FALSE;
    }
  return TRUE;
}

static gboolean
order_cb (CbStore *store, gpointer user_data, GError **error)
{
  CbOrder *order = user_data;
  g_autoptr (CbJob) job = get_by_hand_job (store, order->job_id, error);
  const char *person = cb_json_get_string (order->facts, "person");
  gboolean declared = cb_json_get_string (order->facts, "reason") != NULL;

  if (job == NULL)
    return FALSE;
  json_object_set_string_member (order->facts, "approval", job->approval_id);
  _cb_order_start_anew (order, job);
  return cb_store_add_checkpoint (store, job->id, CB_STEP_BY_HAND_ORDER, order->facts, error)
         && cb_store_save_job (store, job, error)
         && cb_journal_append (store, person != NULL ? person : "",
                               declared ? "by-hand.declared" : "by-hand.compare", job->dataset_id,
                               order->facts, error);
}

/**
 * cb_queue_order_by_hand:
 * @self: a queue
 * @job_id: an open job of a portal without an API
 * @order: `page`, `files` (file id to address), `person`; with a `reason` the person's word is
 *   taken in the place of a comparison
 * @error: %CB_ERROR_INVALID when what was entered is no public address, or a declaration lacks a
 *   name or the address; %CB_ERROR_WRONG_STATE
 *
 * Has what is there compared with what is approved, at once.
 *
 * Returns: %FALSE on error
 */
gboolean
cb_queue_order_by_hand (CbQueue *self, const char *job_id, JsonObject *order, GError **error)
{
  CbOrder order_of = { .job_id = job_id, .facts = order };

  return check_addresses (order, error) && check_word (order, error)
         && _cb_order_run (self, order_cb, &order_of, CB_REQUEST_STOP, error);
}
