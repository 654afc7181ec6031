/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-package.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/review/cb-review.h"
#include "core/store/cb-journal.h"
#include "core/workplace/cb-workplace-private.h"

static const struct
{
  const char *name;
  const char *title;
} outcomes[] = {
  [CB_PACKAGE_RECEIVED] = { "received", N_ ("The dataset is here and waits for approval") },
  [CB_PACKAGE_RENEWED]
  = { "renewed",
      N_ ("The new version is here and waits for approval; the one before is replaced") },
  [CB_PACKAGE_APPROVED]
  = { "approved", N_ ("The reviewer has approved it; the approval is on record") },
  [CB_PACKAGE_RETURNED] = { "returned", N_ ("The reviewer has sent it back") },
  [CB_PACKAGE_NOTHING_NEW] = { "nothing-new", N_ ("All that is in this package is here already") },
};

/**
 * cb_package_outcome_name:
 * @outcome: what became of a package
 *
 * Returns: (transfer none): for scripts, `received`
 */
const char *
cb_package_outcome_name (CbPackageOutcome outcome)
{
  return outcomes[outcome].name;
}

/**
 * cb_package_outcome_title:
 * @outcome: what became of a package
 *
 * Returns: (transfer none): for people, without a full stop
 */
const char *
cb_package_outcome_title (CbPackageOutcome outcome)
{
  return _ (outcomes[outcome].title);
}

/* The setting that keeps where a dataset came from. */
char *
_cb_workplace_dup_origin_name (const char *dataset_id)
{
  return g_strconcat ("handover.", dataset_id, NULL);
}

/**
 * cb_workplace_get_origin:
 * @self: a workplace
 * @dataset_id: of a dataset
 *
 * Returns: (transfer full) (nullable): where it came from; %NULL when it was prepared here
 */
CbOrigin *
cb_workplace_get_origin (CbWorkplace *self, const char *dataset_id)
{
  g_autofree char *name = _cb_workplace_dup_origin_name (dataset_id);
  g_autofree char *text = cb_workplace_dup_setting (self, name);

  return cb_origin_parse (text);
}

static gboolean
has_catalog (CbWorkplace *self)
{
  g_autoptr (GPtrArray) items = cb_workplace_list_catalog (self, NULL, NULL);

  return items != NULL && items->len > 0;
}

/**
 * cb_workplace_get_item_of:
 * @self: a workplace
 * @dataset: a dataset
 *
 * The catalog of this computer has the say. Where there is none, as on that of a reviewer who only
 * ever opens packages, the item that came with the dataset is it.
 *
 * Returns: (transfer full) (nullable): what the dataset answers to
 */
CbCatalogItem *
cb_workplace_get_item_of (CbWorkplace *self, const CbDataset *dataset)
{
  g_autoptr (CbOrigin) origin = NULL;
  CbCatalogItem *item;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && dataset != NULL, NULL);

  if (dataset->item_code == NULL)
    return NULL;
  item = cb_workplace_get_item (self, dataset->item_code, NULL);
  if (item != NULL)
    return item;
  origin = cb_workplace_get_origin (self, dataset->id);
  if (origin == NULL || origin->item == NULL
      || !g_str_equal (origin->item->code, dataset->item_code) || has_catalog (self))
    return NULL;

  return g_steal_pointer (&origin->item);
}

/* The last row of the journal that says @event of @dataset_id. */
static const CbJournalRow *
find_last (GPtrArray *rows, const char *event)
{
  for (guint i = rows->len; i-- > 0;)
    if (g_str_equal (((CbJournalRow *)g_ptr_array_index (rows, i))->event, event))
      return g_ptr_array_index (rows, i);

  return NULL;
}

static gboolean
fail_state (GError **error)
{
  g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_APPROVED, "was not sent to review");
  return FALSE;
}

/* To which asking for a review the package belongs, and who answered it. */
static gboolean
gather_review (CbWorkplace *self, CbHandover *handover, const CbOrigin *origin, GError **error)
{
  CbDataset *dataset = handover->dataset;
  g_autoptr (GPtrArray) rows = cb_journal_list (self->store, dataset->id, error);
  const CbJournalRow *asked, *returned;

  if (rows == NULL)
    return FALSE;
  asked = find_last (rows, "review.requested");
  returned = find_last (rows, "review.sent-back");
  if (origin == NULL && asked == NULL)
    return fail_state (error);
  handover->request = g_strdup (origin != NULL ? origin->request : asked->hash);
  handover->requested_us = origin != NULL ? origin->requested_us : asked->at_us;
  switch (dataset->state)
    {
    case CB_DATASET_IN_REVIEW:
      return TRUE;
    case CB_DATASET_RETURNED:
      if (returned == NULL)
        return fail_state (error);
      handover->returned_by = g_strdup (returned->person);
      handover->returned_us = returned->at_us;
      return TRUE;
    case CB_DATASET_APPROVED:
    case CB_DATASET_QUEUED:
    case CB_DATASET_PUBLISHED:
      handover->approval = cb_workplace_get_approval (self, dataset->id, NULL);
      return cb_review_holds (handover->approval, dataset, error);
    case CB_DATASET_PREPARING:
    default:
      return fail_state (error);
    }
}

static void
gather_place (CbWorkplace *self, CbHandover *handover, const CbOrigin *origin)
{
  g_autoptr (CbAccount) account
      = handover->dataset->account_id != NULL
            ? cb_store_get_account (self->store, handover->dataset->account_id, NULL)
            : NULL;

  handover->practice = self->mode == CB_MODE_PRACTICE;
  handover->agency
      = origin != NULL ? g_strdup (origin->agency) : cb_workplace_dup_setting (self, "agency");
  handover->profile
      = origin != NULL ? g_strdup (origin->profile) : cb_workplace_dup_setting (self, "profile");
  handover->portal_title = g_strdup (account != NULL  ? account->title
                                     : origin != NULL ? origin->portal_title
                                                      : NULL);
  handover->portal_url = g_strdup (account != NULL  ? account->url
                                   : origin != NULL ? origin->portal_url
                                                    : NULL);
}

/* Of a file that no engine reads there is no schema; that is no reason not to hand it over. */
static gboolean
gather_columns (CbWorkplace *self,
                CbHandover *handover,
                const CbDatasetFile *file,
                GCancellable *cancellable,
                GError **error)
{
  char *schema = _cb_workplace_dup_kept_schema (file);
  char *delimiter = NULL;
  g_autoptr (CbReader) reader = NULL;

  if (g_str_equal (file->format, "csv") || g_str_equal (file->format, "tsv"))
    reader = _cb_workplace_open_file (self, file, FALSE, cancellable, NULL);
  if (reader != NULL)
    {
      delimiter = g_strdup (cb_reader_get_info (reader)->delimiter);
      if (schema == NULL)
        schema = cb_reader_infer_schema (reader, NULL, NULL, cancellable, NULL);
      cb_reader_close (reader);
    }
  g_ptr_array_add (handover->schemas, schema != NULL ? schema : g_strdup (""));
  g_ptr_array_add (handover->delimiters, delimiter != NULL ? delimiter : g_strdup (""));

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static CbHandover *
gather (CbWorkplace *self, const char *dataset_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (CbHandover) handover = cb_handover_new ();
  g_autoptr (CbOrigin) origin = cb_workplace_get_origin (self, dataset_id);
  CbDataset *dataset = cb_workplace_get_dataset (self, dataset_id, error);

  if (dataset == NULL)
    return NULL;
  cb_dataset_free (handover->dataset);
  handover->dataset = dataset;
  if (!gather_review (self, handover, origin, error))
    return NULL;
  gather_place (self, handover, origin);
  handover->item = cb_workplace_get_item_of (self, dataset);
  handover->findings = cb_workplace_list_findings (self, dataset_id, NULL, error);
  if (handover->findings == NULL)
    return NULL;
  g_ptr_array_unref (handover->waivers);
  handover->waivers = cb_store_list_waivers (self->store, dataset_id, error);
  if (handover->waivers == NULL)
    {
      handover->waivers = g_ptr_array_new ();
      return NULL;
    }
  for (guint i = 0; i < dataset->files->len; i++)
    if (!gather_columns (self, handover, g_ptr_array_index (dataset->files, i), cancellable, error))
      return NULL;

  return g_steal_pointer (&handover);
}

/**
 * cb_workplace_dup_package_name:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @error: as cb_workplace_write_package()
 *
 * Returns: (transfer full): how the file of its package may be called
 */
char *
cb_workplace_dup_package_name (CbWorkplace *self, const char *dataset_id, GError **error)
{
  g_autoptr (CbHandover) handover = cb_handover_new ();
  g_autoptr (CbOrigin) origin = cb_workplace_get_origin (self, dataset_id);
  CbDataset *dataset = cb_workplace_get_dataset (self, dataset_id, error);

  if (dataset == NULL)
    return NULL;
  cb_dataset_free (handover->dataset);
  handover->dataset = dataset;

  return gather_review (self, handover, origin, error) ? cb_package_dup_file_name (handover) : NULL;
}

typedef struct
{
  const CbDataset *dataset;
  const char *person;
} Written;

static gboolean
note_written (CbStore *store, gpointer user_data, GError **error)
{
  const Written *written = user_data;
  g_autoptr (JsonObject) detail = json_object_new ();
  g_autofree char *digest = cb_dataset_dup_digest (written->dataset);

  json_object_set_string_member (detail, "digest", digest);
  json_object_set_string_member (detail, "state", cb_dataset_state_name (written->dataset->state));
  return cb_journal_append (store, written->person, "package.written", written->dataset->id, detail,
                            error);
}

/**
 * cb_workplace_write_package:
 * @self: a workplace
 * @dataset_id: of a dataset that waits for approval, is approved or was sent back
 * @file: where to; whether it may be replaced was asked before
 * @person: who hands it over
 * @progress: (nullable): bytes so far
 * @user_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: %CB_ERROR_NOT_APPROVED while it is being prepared or was changed since; as
 *   cb_package_write()
 *
 * Returns: whether it is written, and on record
 */
gboolean
cb_workplace_write_package (CbWorkplace *self,
                            const char *dataset_id,
                            GFile *file,
                            const char *person,
                            CbProgressFunc progress,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (CbHandover) handover = NULL;
  Written written = { .person = person != NULL ? person : "" };

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && G_IS_FILE (file), FALSE);

  handover = gather (self, dataset_id, cancellable, error);
  if (handover == NULL
      || !cb_package_write (handover, self->vault, file, progress, user_data, cancellable, error))
    return FALSE;
  written.dataset = handover->dataset;

  return cb_store_run (self->store, note_written, &written, error);
}
