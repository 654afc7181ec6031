/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A dataset begun by mistake is removed: put aside at once, to be taken back for a while, and at a
 * start of the program after that it goes with its bytes. What was approved or published stays:
 * names, approvals and receipts rest on it (product.md, "The way of a dataset" 8 and 10). */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include "base/cb-failpoint.h"
#include "core/review/cb-review.h"
#include "core/store/cb-journal.h"

#define KEPT_US ((gint64)CB_REMOVED_KEPT_DAYS * 24 * 3600 * G_USEC_PER_SEC)

static gboolean
judge (CbStore *store,
       const CbDataset *dataset,
       const char *person,
       CbRemoval *removal,
       GError **error)
{
  gboolean approved;

  if (!cb_store_was_approved (store, dataset->id, &approved, error))
    return FALSE;
  *removal = cb_review_judge_removal (dataset, approved, person);
  return TRUE;
}

/**
 * cb_workplace_judge_removal:
 * @self: a workplace
 * @dataset: as it was read
 * @person: (nullable): who asks; %NULL: who sits here
 * @removal: (out): whether it may be removed, and why not
 * @error: why that cannot be told
 *
 * Returns: whether it can be told
 */
gboolean
cb_workplace_judge_removal (CbWorkplace *self,
                            const CbDataset *dataset,
                            const char *person,
                            CbRemoval *removal,
                            GError **error)
{
  g_autofree char *sitting = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && dataset != NULL && removal != NULL, FALSE);

  if (person == NULL)
    sitting = cb_workplace_dup_setting (self, "person");
  return judge (self->store, dataset, person != NULL ? person : sitting, removal, error);
}

typedef struct
{
  const char *id;
  const char *person;
} Removing;

static gboolean
remove_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  const Removing *removing = user_data;
  g_autoptr (CbDataset) dataset = cb_store_get_dataset (store, removing->id, error);
  g_autoptr (JsonObject) detail = json_object_new ();
  CbRemoval removal;

  if (dataset == NULL || !judge (store, dataset, removing->person, &removal, error))
    return FALSE;
  if (removal != CB_REMOVAL_ALLOWED)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_BLOCKED, cb_removal_words (removal));
      return FALSE;
    }
  json_object_set_int_member (detail, "files", dataset->files->len);
  return cb_store_put_dataset_aside (store, removing->id, removing->person, error)
         && cb_journal_append (store, removing->person, "dataset.removed", removing->id, detail,
                               error);
}

static gboolean
restore_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  const Removing *restoring = user_data;

  return cb_store_put_dataset_back (store, restoring->id, error)
         && cb_journal_append (store, restoring->person, "dataset.restored", restoring->id, NULL,
                               error);
}

static gboolean
run (CbWorkplace *self, CbStoreFunc func, const char *id, const char *person, GError **error)
{
  g_autofree char *sitting = NULL;
  g_autofree char *clean = NULL;
  Removing removing = { .id = id };

  if (person == NULL)
    sitting = cb_workplace_dup_setting (self, "person");
  clean = g_strdup (person != NULL ? person : sitting);
  removing.person = clean != NULL ? g_strstrip (clean) : "";
  if (!cb_store_run (self->store, func, &removing, error))
    return FALSE;
  _cb_workplace_changed (self, "datasets");
  return TRUE;
}

/**
 * cb_workplace_remove_dataset:
 * @self: a workplace
 * @dataset_id: of a dataset that was never approved and never sent
 * @person: (nullable): its preparer; %NULL: who sits here
 * @error: %CB_ERROR_NOT_FOUND; %CB_ERROR_BLOCKED: why not, in words for people
 *
 * It is in no list any more but cb_workplace_list_removed_datasets(). For %CB_REMOVED_KEPT_DAYS
 * days it can be taken back as it was; at a start of the program after that it goes, and the vault
 * forgets the bytes that nothing else has. The journal keeps who removed it.
 *
 * Returns: whether it is removed
 */
gboolean
cb_workplace_remove_dataset (CbWorkplace *self,
                             const char *dataset_id,
                             const char *person,
                             GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self) && dataset_id != NULL, FALSE);

  return run (self, remove_in_transaction, dataset_id, person, error);
}

/**
 * cb_workplace_restore_dataset:
 * @self: a workplace
 * @dataset_id: of one that was removed
 * @person: (nullable): who takes it back; %NULL: who sits here
 * @error: %CB_ERROR_NOT_FOUND: it was not removed, or it is gone for good
 *
 * Returns: whether it is as it was
 */
gboolean
cb_workplace_restore_dataset (CbWorkplace *self,
                              const char *dataset_id,
                              const char *person,
                              GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self) && dataset_id != NULL, FALSE);

  return run (self, restore_in_transaction, dataset_id, person, error);
}

/**
 * cb_workplace_list_removed_datasets:
 * @self: a workplace
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbDataset): what can be taken back, the last removed first
 */
GPtrArray *
cb_workplace_list_removed_datasets (CbWorkplace *self, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return cb_store_list_removed_datasets (self->store, error);
}

/**
 * cb_workplace_get_removal_end:
 * @dataset: of cb_workplace_list_removed_datasets()
 *
 * Returns: until when it can surely be taken back, in microseconds since 1970
 */
gint64
cb_workplace_get_removal_end (const CbDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, 0);

  return dataset->removed_us + KEPT_US;
}

static gboolean
erase_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  const char *id = user_data;
  g_autofree char *origin = _cb_workplace_dup_origin_name (id);

  return cb_store_erase_dataset (store, id, error)
         && cb_store_set_setting (store, origin, NULL, error)
         && cb_journal_append (store, "", "dataset.erased", id, NULL, error);
}

static gboolean
erase_what_is_over (CbWorkplace *self, GError **error)
{
  g_autoptr (GPtrArray) removed = cb_store_list_removed_datasets (self->store, error);
  gint64 now = cb_clock_now (self->clock);

  for (guint i = 0; removed != NULL && i < removed->len; i++)
    {
      const CbDataset *dataset = g_ptr_array_index (removed, i);

      if (cb_workplace_get_removal_end (dataset) < now
          && !cb_store_run (self->store, erase_in_transaction, dataset->id, error))
        return FALSE;
    }

  return removed != NULL;
}

/* First the bytes, then their name: cut off between the two, it is done again. */
static gboolean
forget_leftovers (CbWorkplace *self, GError **error)
{
  g_autoptr (GPtrArray) held = cb_store_list_leftovers (self->store, TRUE, error);
  g_autoptr (GPtrArray) loose
      = held != NULL ? cb_store_list_leftovers (self->store, FALSE, error) : NULL;

  for (guint i = 0; loose != NULL && i < loose->len; i++)
    {
      if (!cb_vault_remove (self->vault, g_ptr_array_index (loose, i), error))
        return FALSE;
      cb_failpoint ("workplace.leftover-removed");
      if (!cb_store_drop_leftover (self->store, g_ptr_array_index (loose, i), error))
        return FALSE;
    }
  for (guint i = 0; loose != NULL && i < held->len; i++)
    if (!cb_store_drop_leftover (self->store, g_ptr_array_index (held, i), error))
      return FALSE;

  return loose != NULL;
}

/* Only while the workplace is being opened: nobody takes anything in yet, so that bytes nothing
 * names are not just about to be named. What cannot be done now is done at the next start; it is no
 * reason not to open. */
void
_cb_workplace_clear_removed (CbWorkplace *self)
{
  g_autoptr (GError) error = NULL;

  if (!erase_what_is_over (self, &error) || !forget_leftovers (self, &error))
    g_message ("what was removed is cleared later: %s", error->message);
}
