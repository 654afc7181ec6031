/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What came in a package, and what becomes of it here. The package was verified before
 * (core/package); what is asked here is whether it fits to what this computer knows. Nobody has
 * signed it: that the answer is the reviewer's is known from the hands it came through, as it is
 * with paper, and who opened it is on record. */

#include "config.h"

#include "core/review/cb-review.h"
#include "core/store/cb-journal.h"
#include "core/workplace/cb-workplace-package.h"
#include "core/workplace/cb-workplace-private.h"

typedef struct
{
  CbWorkplace *workplace;
  const CbPackage *package;
  const char *person;
  CbPackageOutcome outcome;
  gboolean writes; /* not only judged */
} Taking;

static gboolean
fail_version (GError **error, const char *why)
{
  g_set_error_literal (error, CB_ERROR, CB_ERROR_OTHER_VERSION, why);
  return FALSE;
}

static gboolean
fail_state (GError **error, const char *why)
{
  g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, why);
  return FALSE;
}

static gboolean
is_same_version (const CbDataset *one, const CbDataset *other)
{
  g_autofree char *one_digest = cb_dataset_dup_digest (one);
  g_autofree char *other_digest = cb_dataset_dup_digest (other);

  return g_str_equal (one_digest, other_digest);
}

/* The asking for a review that is open here. */
static char *
dup_request (CbStore *store, const char *dataset_id, GError **error)
{
  g_autoptr (GPtrArray) rows = cb_journal_list (store, dataset_id, error);

  for (guint i = rows != NULL ? rows->len : 0; i-- > 0;)
    {
      const CbJournalRow *row = g_ptr_array_index (rows, i);

      if (g_str_equal (row->event, "review.requested"))
        return g_strdup (row->hash);
    }

  return NULL;
}

/* An answer that was taken before is nothing new as long as what it said still holds. */
static gboolean
is_taken (CbStore *store, const CbHandover *handover, const CbDataset *now)
{
  g_autoptr (CbApproval) approval = NULL;

  if (handover->returned_by != NULL)
    return now->state == CB_DATASET_RETURNED
           && g_strcmp0 (now->return_reason, handover->dataset->return_reason) == 0;
  approval = cb_store_get_approval (store, handover->approval->id, NULL);

  return approval != NULL && cb_review_holds (approval, now, NULL)
         && g_str_equal (approval->dataset_id, now->id);
}

/* Of a dataset that is prepared here: what comes back is an answer, to the asking that is open, of
 * exactly what is here. */
static gboolean
judge_answer (Taking *taking, CbStore *store, const CbDataset *now, GError **error)
{
  const CbHandover *handover = taking->package->handover;
  g_autofree char *request = dup_request (store, now->id, error);
  gboolean same = is_same_version (now, handover->dataset);

  if (!same || request == NULL || !g_str_equal (request, handover->request))
    return fail_version (error, "it is about another version, or answers another request");
  if ((handover->approval == NULL && handover->returned_by == NULL)
      || is_taken (store, handover, now))
    {
      taking->outcome = CB_PACKAGE_NOTHING_NEW;
      return TRUE;
    }
  if (now->state != CB_DATASET_IN_REVIEW)
    return fail_state (error, "does not wait for an answer");
  taking->outcome = handover->approval != NULL ? CB_PACKAGE_APPROVED : CB_PACKAGE_RETURNED;

  return TRUE;
}

/* Of a dataset that came from elsewhere: a newer version takes its place, unless somebody has
 * changed it here. */
static gboolean
judge_newer (Taking *taking, const CbOrigin *origin, const CbDataset *now, GError **error)
{
  const CbHandover *handover = taking->package->handover;
  g_autofree char *digest = cb_dataset_dup_digest (now);

  if (g_strcmp0 (origin->package, taking->package->id) == 0
      || (g_strcmp0 (origin->request, handover->request) == 0
          && is_same_version (now, handover->dataset)))
    {
      taking->outcome = CB_PACKAGE_NOTHING_NEW;
      return TRUE;
    }
  if (handover->requested_us < origin->requested_us)
    return fail_version (error, "a newer version is here");
  if (g_strcmp0 (digest, origin->digest) != 0)
    return fail_version (error, "it was changed here");
  if (now->state == CB_DATASET_QUEUED || now->state == CB_DATASET_PUBLISHED)
    return fail_state (error, "it was sent from here");
  taking->outcome = CB_PACKAGE_RENEWED;

  return TRUE;
}

/* @removed: (out): whether it is here, put aside */
static CbDataset *
find_here (CbStore *store, const char *id, gboolean *removed)
{
  CbDataset *now = cb_store_get_dataset (store, id, NULL);
  g_autoptr (GPtrArray) aside = NULL;

  *removed = FALSE;
  if (now != NULL)
    return now;
  aside = cb_store_list_removed_datasets (store, NULL);
  for (guint i = 0; aside != NULL && i < aside->len; i++)
    if (g_str_equal (((CbDataset *)g_ptr_array_index (aside, i))->id, id))
      {
        *removed = TRUE;
        return cb_dataset_copy (g_ptr_array_index (aside, i));
      }

  return NULL;
}

static CbOrigin *
get_origin (CbStore *store, const char *id)
{
  g_autofree char *name = _cb_workplace_dup_origin_name (id);
  g_autofree char *text = cb_store_dup_setting (store, name, NULL);

  return cb_origin_parse (text);
}

/* What the portal has is known here alone, and stays so. */
static CbDataset *
make_dataset (const CbHandover *handover, gint64 now_us)
{
  CbDataset *dataset = cb_dataset_copy (handover->dataset);

  dataset->state = CB_DATASET_IN_REVIEW;
  g_clear_pointer (&dataset->return_reason, g_free);
  dataset->changed_us = now_us;

  return dataset;
}

static JsonObject *
make_detail (const Taking *taking)
{
  const CbHandover *handover = taking->package->handover;
  JsonObject *detail = json_object_new ();
  g_autofree char *digest = cb_dataset_dup_digest (handover->dataset);

  json_object_set_string_member (detail, "package", taking->package->id);
  json_object_set_string_member (detail, "digest", digest);
  json_object_set_string_member (detail, "request", handover->request);
  json_object_set_string_member (detail, "prepared_by", handover->dataset->prepared_by);
  json_object_set_string_member (detail, "agency",
                                 handover->agency != NULL ? handover->agency : "");
  json_object_set_string_member (detail, "became", cb_package_outcome_name (taking->outcome));

  return detail;
}

static gboolean
keep_dataset (Taking *taking, CbStore *store, gboolean removed, GError **error)
{
  const CbHandover *handover = taking->package->handover;
  gint64 now_us = cb_clock_now (cb_store_get_clock (store));
  g_autoptr (CbDataset) dataset = make_dataset (handover, now_us);
  g_autoptr (CbOrigin) origin = cb_origin_new (handover, taking->package->id, now_us);
  g_autofree char *text = cb_origin_write (origin);
  g_autofree char *name = _cb_workplace_dup_origin_name (dataset->id);
  g_autoptr (JsonObject) detail = make_detail (taking);

  return (!removed || cb_store_put_dataset_back (store, dataset->id, error))
         && cb_store_save_dataset (store, dataset, error)
         && cb_store_void_approvals (store, dataset->id, "another version came", error)
         && cb_store_replace_waivers (store, dataset->id, handover->waivers, error)
         && cb_store_set_setting (store, name, text, error)
         && cb_journal_append (store, taking->person, "package.opened", dataset->id, detail, error);
}

static gboolean
take_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  Taking *taking = user_data;
  const CbDataset *came = taking->package->handover->dataset;
  gboolean removed = FALSE;
  g_autoptr (CbDataset) now = find_here (store, came->id, &removed);
  g_autoptr (CbOrigin) origin = now != NULL ? get_origin (store, came->id) : NULL;

  if (now == NULL)
    taking->outcome = CB_PACKAGE_RECEIVED;
  else if (origin == NULL && removed)
    return fail_state (error, "it was removed here");
  else if (origin == NULL ? !judge_answer (taking, store, now, error)
                          : !judge_newer (taking, origin, now, error))
    return FALSE;
  /* Opened again, it is wanted again. */
  if (removed && taking->outcome == CB_PACKAGE_NOTHING_NEW)
    taking->outcome = CB_PACKAGE_RENEWED;
  if (!taking->writes
      || (taking->outcome != CB_PACKAGE_RECEIVED && taking->outcome != CB_PACKAGE_RENEWED))
    return TRUE;

  return keep_dataset (taking, store, removed, error);
}

static gboolean
check_package (CbWorkplace *self, const CbPackage *package, GError **error)
{
  if (package->handover != NULL && package->handover->practice == (self->mode == CB_MODE_PRACTICE))
    return TRUE;
  if (package->handover != NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_OTHER_MODE, "%s", package->name);
      return FALSE;
    }
  if (cb_package_is_intact (package))
    g_set_error (error, CB_ERROR, CB_ERROR_NOT_A_PACKAGE, "%s is a bag of another program",
                 package->name);
  else
    g_set_error (error, CB_ERROR, CB_ERROR_PACKAGE_CHANGED, "%s: %s", package->name,
                 ((CbPackageProblem *)g_ptr_array_index (package->problems, 0))->path);

  return FALSE;
}

/**
 * cb_workplace_judge_package:
 * @self: a workplace
 * @package: an open package
 * @outcome: (out): what cb_workplace_take_package() would make of it
 * @error: what it would say
 *
 * Nothing is changed.
 *
 * Returns: whether it can be taken
 */
gboolean
cb_workplace_judge_package (CbWorkplace *self,
                            const CbPackage *package,
                            CbPackageOutcome *outcome,
                            GError **error)
{
  Taking taking = { .workplace = self, .package = package, .person = "" };

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && package != NULL, FALSE);

  if (!check_package (self, package, error)
      || !cb_store_run (self->store, take_in_transaction, &taking, error))
    return FALSE;
  *outcome = taking.outcome;

  return TRUE;
}

static gboolean
take_answer (CbWorkplace *self, const Taking *taking, GError **error)
{
  const CbHandover *handover = taking->package->handover;
  const CbAnswer answer = { handover->approval, handover->returned_by,
                            handover->dataset->return_reason, taking->package->id, taking->person };

  if (taking->outcome == CB_PACKAGE_APPROVED)
    return _cb_workplace_take_approval (self, handover->dataset->id, &answer, error);

  return _cb_workplace_take_return (self, handover->dataset->id, &answer, error);
}

/**
 * cb_workplace_take_package:
 * @self: a workplace
 * @package: an open package
 * @person: who opened it
 * @outcome: (out): what became of it
 * @progress: (nullable): bytes so far
 * @user_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: %CB_ERROR_PACKAGE_CHANGED when it is not intact, %CB_ERROR_NOT_A_PACKAGE when it is a bag
 *   of another program; %CB_ERROR_OTHER_MODE; %CB_ERROR_OTHER_VERSION when it is not about what is
 * here now, or answers another asking; %CB_ERROR_WRONG_STATE; of an answer also
 * %CB_ERROR_SAME_PERSON and %CB_ERROR_BLOCKED, as cb_workplace_approve()
 *
 * A dataset that was prepared elsewhere waits for approval here afterwards, whoever approved it
 * elsewhere: an approval is taken where it was asked for, and nowhere else. Its files are only
 * copied; an engine reads them later, as any other.
 *
 * Returns: whether it was taken
 */
gboolean
cb_workplace_take_package (CbWorkplace *self,
                           CbPackage *package,
                           const char *person,
                           CbPackageOutcome *outcome,
                           CbProgressFunc progress,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error)
{
  Taking taking = {
    .workplace = self, .package = package, .person = person != NULL ? person : "", .writes = TRUE
  };

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && package != NULL && outcome != NULL, FALSE);

  if (!cb_workplace_judge_package (self, package, outcome, error))
    return FALSE;
  /* Bytes first: the database names only what is there. */
  if ((*outcome == CB_PACKAGE_RECEIVED || *outcome == CB_PACKAGE_RENEWED)
      && !cb_package_unpack (package, self->vault, progress, user_data, cancellable, error))
    return FALSE;
  if (!cb_store_run (self->store, take_in_transaction, &taking, error))
    return FALSE;
  *outcome = taking.outcome;
  if ((*outcome == CB_PACKAGE_APPROVED || *outcome == CB_PACKAGE_RETURNED)
      && !take_answer (self, &taking, error))
    return FALSE;
  _cb_workplace_changed (self, "datasets");

  return TRUE;
}
