/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who may pass what on: decisions over values, without store or clock, so that each is a test.
 * Two people (TH 12.2, VP 11.1, QN 13.2; product.md G1); bound to bytes and metadata. */

#include "config.h"

#include "core/review/cb-review.h"

#include "base/cb-text.h"

static gboolean
has_name (const char *person)
{
  g_autofree char *folded = person != NULL ? cb_text_fold (person) : NULL;

  return folded != NULL && folded[0] != '\0';
}

/**
 * cb_review_is_same_person:
 * @one: a name
 * @other: a name
 *
 * "Trần Văn Minh", "tran van minh" and " Trần  Văn Minh " are one person: a second name must not
 * be had by another spelling.
 *
 * Returns: whether they are
 */
gboolean
cb_review_is_same_person (const char *one, const char *other)
{
  g_autofree char *folded_one = cb_text_fold (one != NULL ? one : "");
  g_autofree char *folded_other = cb_text_fold (other != NULL ? other : "");

  return g_str_equal (folded_one, folded_other);
}

static gboolean
has_nothing_open (GPtrArray *findings, GError **error)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity == CB_SEVERITY_BLOCKER
          || (finding->severity == CB_SEVERITY_WARNING && finding->waived_by == NULL))
        {
          g_set_error (error, CB_ERROR, CB_ERROR_BLOCKED, "finding %s is open", finding->code);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * cb_review_may_request:
 * @dataset: what is to be reviewed
 * @findings: (nullable) (element-type CbFinding): of a check of exactly these bytes and this
 *   metadata, with their waivers; %NULL when there is none
 * @person: the preparer
 * @error: why not: %CB_ERROR_BLOCKED, %CB_ERROR_INVALID or %CB_ERROR_WRONG_STATE
 *
 * Returns: whether it may be sent to review
 */
gboolean
cb_review_may_request (const CbDataset *dataset,
                       GPtrArray *findings,
                       const char *person,
                       GError **error)
{
  g_return_val_if_fail (dataset != NULL, FALSE);

  if (dataset->state == CB_DATASET_QUEUED)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "is in the queue");
      return FALSE;
    }
  if (!has_name (person))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "the preparer has no name");
      return FALSE;
    }
  if (dataset->files->len == 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_BLOCKED, "there is no file");
      return FALSE;
    }
  if (findings == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_BLOCKED, "not checked since the last change");
      return FALSE;
    }

  return has_nothing_open (findings, error);
}

/**
 * cb_review_approve:
 * @dataset: what is to be approved, in review
 * @findings: (nullable) (element-type CbFinding): as for cb_review_may_request()
 * @person: the reviewer
 * @one_person_allowed: profile and agency let the preparer approve
 * @now_us: the time
 * @error: why not: %CB_ERROR_SAME_PERSON, %CB_ERROR_WRONG_STATE, %CB_ERROR_BLOCKED
 *
 * Returns: (transfer full): an approval of exactly these bytes and this metadata
 */
CbApproval *
cb_review_approve (const CbDataset *dataset,
                   GPtrArray *findings,
                   const char *person,
                   gboolean one_person_allowed,
                   gint64 now_us,
                   GError **error)
{
  CbApproval *approval;

  g_return_val_if_fail (dataset != NULL, NULL);

  if (dataset->state != CB_DATASET_IN_REVIEW || dataset->prepared_by == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "was not sent to review");
      return NULL;
    }
  if (!has_name (person))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "the reviewer has no name");
      return NULL;
    }
  if (!one_person_allowed && cb_review_is_same_person (person, dataset->prepared_by))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_SAME_PERSON, "prepared and approved by one");
      return NULL;
    }
  if (!cb_review_may_request (dataset, findings, dataset->prepared_by, error))
    return NULL;

  approval = cb_approval_new ();
  approval->id = g_uuid_string_random ();
  approval->dataset_id = g_strdup (dataset->id);
  approval->digest = cb_dataset_dup_digest (dataset);
  approval->prepared_by = g_strdup (dataset->prepared_by);
  approval->approved_by = g_strstrip (g_strdup (person));
  approval->approved_us = now_us;
  return approval;
}

/**
 * cb_review_may_send_back:
 * @dataset: what was to be approved
 * @person: the reviewer
 * @reason: for the preparer
 * @error: why not: %CB_ERROR_WRONG_STATE, %CB_ERROR_INVALID
 *
 * Returns: whether it may be sent back
 */
gboolean
cb_review_may_send_back (const CbDataset *dataset,
                         const char *person,
                         const char *reason,
                         GError **error)
{
  if (dataset->state != CB_DATASET_IN_REVIEW && dataset->state != CB_DATASET_APPROVED)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "is not in review");
      return FALSE;
    }
  if (!has_name (person) || !has_name (reason))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "needs a name and a reason");
      return FALSE;
    }

  return TRUE;
}

static gboolean
has_something_public (const CbDataset *dataset)
{
  if (dataset->state == CB_DATASET_PUBLISHED || dataset->remote_id != NULL)
    return TRUE;
  for (guint i = 0; i < dataset->files->len; i++)
    if (((const CbDatasetFile *)g_ptr_array_index (dataset->files, i))->published_sha256 != NULL)
      return TRUE;

  return FALSE;
}

/**
 * cb_review_judge_removal:
 * @dataset: what is to be removed
 * @was_approved: whether anybody ever approved it, whether that still holds or not
 * @person: (nullable): who wants to
 *
 * What a portal has or had and what somebody approved stays: receipts and approvals rest on it
 * (product.md G1 and "The way of a dataset" 10). Anything else is its preparer's.
 *
 * Returns: whether it may be removed, and why not
 */
CbRemoval
cb_review_judge_removal (const CbDataset *dataset, gboolean was_approved, const char *person)
{
  g_return_val_if_fail (dataset != NULL, CB_REMOVAL_PUBLISHED);

  if (has_something_public (dataset))
    return CB_REMOVAL_PUBLISHED;
  if (dataset->state == CB_DATASET_QUEUED)
    return CB_REMOVAL_QUEUED;
  if (was_approved || dataset->state == CB_DATASET_APPROVED)
    return CB_REMOVAL_APPROVED;
  if (!has_name (person))
    return CB_REMOVAL_NAMELESS;
  if (has_name (dataset->prepared_by) && !cb_review_is_same_person (dataset->prepared_by, person))
    return CB_REMOVAL_OTHERS;

  return CB_REMOVAL_ALLOWED;
}

/**
 * cb_review_holds:
 * @approval: (nullable): the last approval of the dataset
 * @dataset: as it is now
 * @error: %CB_ERROR_NOT_APPROVED when it does not hold
 *
 * Returns: whether exactly this may be sent
 */
gboolean
cb_review_holds (const CbApproval *approval, const CbDataset *dataset, GError **error)
{
  g_autofree char *digest = NULL;

  g_return_val_if_fail (dataset != NULL, FALSE);

  digest = cb_dataset_dup_digest (dataset);
  if (approval == NULL || approval->void_us != 0 || g_strcmp0 (approval->digest, digest) != 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_APPROVED,
                           "these bytes and this metadata carry no valid approval");
      return FALSE;
    }

  return TRUE;
}
