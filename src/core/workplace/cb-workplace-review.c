/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include "core/review/cb-review.h"
#include "core/store/cb-journal.h"

/* The findings of exactly what the dataset is now; NULL without an error when it was not checked
 * since it last changed. */
static GPtrArray *
get_current_findings (CbWorkplace *self, const char *dataset_id, GError **error)
{
  gboolean current = FALSE;
  g_autoptr (GPtrArray) findings = cb_workplace_list_findings (self, dataset_id, &current, error);

  return findings != NULL && current ? g_steal_pointer (&findings) : NULL;
}

static gboolean
request_edit (
    CbWorkplace *self, CbDataset *dataset, gpointer user_data, gboolean *changed, GError **error)
{
  const char *person = user_data;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GPtrArray) findings = get_current_findings (self, dataset->id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!cb_review_may_request (dataset, findings, person, error))
    return FALSE;
  if (dataset->account_id == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_BLOCKED, "it is not said where it goes");
      return FALSE;
    }
  dataset->state = CB_DATASET_IN_REVIEW;
  g_free (dataset->prepared_by);
  dataset->prepared_by = g_strdup (person);
  g_clear_pointer (&dataset->return_reason, g_free);
  return TRUE;
}

/**
 * cb_workplace_request_review:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @person: the preparer
 * @error: %CB_ERROR_BLOCKED while a finding is open or something was not checked
 *
 * Returns: whether it waits for approval now
 */
gboolean
cb_workplace_request_review (CbWorkplace *self,
                             const char *dataset_id,
                             const char *person,
                             GError **error)
{
  g_autofree char *clean = g_strstrip (g_strdup (person != NULL ? person : ""));

  return _cb_workplace_edit_dataset (self, dataset_id, request_edit, clean, clean,
                                     "review.requested", NULL, error);
}

/* One person for both only where the agency says so and the text does not forbid it. */
static gboolean
is_one_person_allowed (CbWorkplace *self)
{
  g_autofree char *agency_says = cb_workplace_dup_setting (self, "one-person");
  g_autoptr (CbProfile) profile = cb_workplace_dup_profile (self);

  return g_strcmp0 (agency_says, "true") == 0
         && (profile == NULL || cb_profile_one_person_allowed (profile) != CB_SAYS_NO);
}

typedef struct
{
  const CbDataset *dataset; /* as it was looked at */
  CbApproval *approval;
  gint64 now_us;
  const CbAnswer *answer; /* (nullable): came from another computer */
} Approving;

/* What of an answer that a package brought is on record: which package, and who opened it. */
static void
put_answer (JsonObject *detail, const CbAnswer *answer)
{
  if (answer == NULL)
    return;
  json_object_set_string_member (detail, "package", answer->package);
  json_object_set_string_member (detail, "taken_by", answer->taken_by);
}

/* One id and one moment on both computers; not later than now, whatever the clock over there says.
 */
static gboolean
take_answer (CbApproval *approval, const CbApproval *given, GError **error)
{
  if (g_strcmp0 (approval->digest, given->digest) != 0
      || g_strcmp0 (approval->prepared_by, given->prepared_by) != 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_OTHER_VERSION, "another version was approved");
      return FALSE;
    }
  g_free (approval->id);
  approval->id = g_strdup (given->id);
  approval->approved_us = MIN (approval->approved_us, given->approved_us);

  return TRUE;
}

static gboolean
approve_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  Approving *approving = user_data;
  g_autoptr (JsonObject) detail = json_object_new ();
  g_autoptr (CbDataset) now = cb_store_get_dataset (store, approving->dataset->id, error);

  /* The vault was read meanwhile, which takes its time: what is approved must still be there. */
  if (now == NULL || !cb_review_holds (approving->approval, now, error))
    return FALSE;
  if (now->state != approving->dataset->state)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "was changed meanwhile");
      return FALSE;
    }
  now->state = CB_DATASET_APPROVED;
  now->changed_us = approving->now_us;
  json_object_set_string_member (detail, "approval", approving->approval->id);
  json_object_set_string_member (detail, "digest", approving->approval->digest);
  json_object_set_string_member (detail, "prepared_by", approving->approval->prepared_by);
  put_answer (detail, approving->answer);
  return cb_store_save_dataset (store, now, error)
         && cb_store_add_approval (store, approving->approval, error)
         && cb_journal_append (store, approving->approval->approved_by, "approval.given",
                               approving->dataset->id, detail, error);
}

/* The approval of @dataset, as it is now, by @person; with @answer, one that was given elsewhere.
 * Returns: (transfer full): the approval that holds. */
static CbApproval *
approve (CbWorkplace *self,
         const char *dataset_id,
         const char *person,
         const CbAnswer *answer,
         GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, dataset_id, error);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (CbApproval) approval = NULL;
  Approving approving = { .answer = answer };

  if (dataset == NULL)
    return NULL;
  findings = get_current_findings (self, dataset_id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  approving.now_us = cb_clock_now (self->clock);
  approval = cb_review_approve (dataset, findings, person, is_one_person_allowed (self),
                                approving.now_us, error);
  if (approval == NULL)
    return NULL;
  if (answer != NULL && !take_answer (approval, answer->approval, error))
    return NULL;
  /* What the person saw must still be what is in the vault. */
  for (guint i = 0; i < dataset->files->len; i++)
    if (!cb_vault_verify (self->vault,
                          ((CbDatasetFile *)g_ptr_array_index (dataset->files, i))->sha256, NULL,
                          NULL, NULL, error))
      return NULL;

  approving.dataset = dataset;
  approving.approval = approval;
  if (!cb_store_run (self->store, approve_in_transaction, &approving, error))
    return NULL;
  _cb_workplace_changed (self, "datasets");
  return g_steal_pointer (&approval);
}

/**
 * cb_workplace_approve:
 * @self: a workplace
 * @dataset_id: of a dataset in review
 * @person: the reviewer
 * @error: %CB_ERROR_SAME_PERSON, %CB_ERROR_WRONG_STATE, %CB_ERROR_BLOCKED
 *
 * Returns: (transfer full): the approval of exactly these bytes and this metadata
 */
CbApproval *
cb_workplace_approve (CbWorkplace *self, const char *dataset_id, const char *person, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return approve (self, dataset_id, person, NULL, error);
}

/* What a reviewer has answered on another computer is put on record here, under the same rules as
 * if it had been said here. Returns: whether the approval holds now. */
gboolean
_cb_workplace_take_approval (CbWorkplace *self,
                             const char *dataset_id,
                             const CbAnswer *answer,
                             GError **error)
{
  g_autoptr (CbApproval) approval
      = approve (self, dataset_id, answer->approval->approved_by, answer, error);

  return approval != NULL;
}

typedef struct
{
  const char *person;
  const char *reason;
  JsonObject *detail;
} SendingBack;

static gboolean
send_back_edit (
    CbWorkplace *self, CbDataset *dataset, gpointer user_data, gboolean *changed, GError **error)
{
  const SendingBack *back = user_data;

  if (!cb_review_may_send_back (dataset, back->person, back->reason, error)
      || !_cb_workplace_void_approval (self, dataset, "sent back", error))
    return FALSE;
  dataset->state = CB_DATASET_RETURNED;
  g_free (dataset->return_reason);
  dataset->return_reason = g_strstrip (g_strdup (back->reason));
  json_object_set_string_member (back->detail, "reason", dataset->return_reason);
  return TRUE;
}

static gboolean
send_back (CbWorkplace *self,
           const char *dataset_id,
           const char *person,
           const char *reason,
           const CbAnswer *answer,
           GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();
  SendingBack back = { person, reason, detail };

  put_answer (detail, answer);
  return _cb_workplace_edit_dataset (self, dataset_id, send_back_edit, &back, person,
                                     "review.sent-back", detail, error);
}

/**
 * cb_workplace_send_back:
 * @self: a workplace
 * @dataset_id: of a dataset in review or approved
 * @person: the reviewer
 * @reason: for the preparer
 * @error: %CB_ERROR_WRONG_STATE, %CB_ERROR_INVALID without a reason
 *
 * Returns: whether it is back with its preparer
 */
gboolean
cb_workplace_send_back (CbWorkplace *self,
                        const char *dataset_id,
                        const char *person,
                        const char *reason,
                        GError **error)
{
  return send_back (self, dataset_id, person, reason, NULL, error);
}

/* … on another computer. */
gboolean
_cb_workplace_take_return (CbWorkplace *self,
                           const char *dataset_id,
                           const CbAnswer *answer,
                           GError **error)
{
  return send_back (self, dataset_id, answer->returned_by, answer->reason, answer, error);
}

/**
 * cb_workplace_get_approval:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @error: why not
 *
 * Returns: (transfer full) (nullable): the approval that holds; %NULL without @error set when none
 *   does
 */
CbApproval *
cb_workplace_get_approval (CbWorkplace *self, const char *dataset_id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  CbApproval *approval;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  approval = cb_store_get_current_approval (self->store, dataset_id, &local_error);
  if (approval == NULL && !g_error_matches (local_error, CB_ERROR, CB_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local_error));
  return approval;
}
