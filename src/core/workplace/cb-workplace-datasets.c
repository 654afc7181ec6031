/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include "base/cb-json.h"
#include "core/store/cb-journal.h"

/* What one change of a dataset writes, in one transaction: row and journal stand or fall together.
 */
typedef struct
{
  CbWorkplace *workplace;
  CbDataset *dataset;
  const char *person;
  const char *event;
  JsonObject *detail; /* (nullable) */
} Save;

static gboolean
save_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  Save *save = user_data;

  return cb_store_save_dataset (store, save->dataset, error)
         && cb_journal_append (store, save->person, save->event, save->dataset->id, save->detail,
                               error);
}

/* Saves @dataset and one journal row together; says that datasets changed. */
gboolean
_cb_workplace_save_dataset (CbWorkplace *self,
                            CbDataset *dataset,
                            const char *person,
                            const char *event,
                            JsonObject *detail,
                            GError **error)
{
  Save save = { self, dataset, person != NULL ? person : "", event, detail };

  dataset->changed_us = cb_clock_now (self->clock);
  if (!cb_store_run (self->store, save_in_transaction, &save, error))
    return FALSE;
  _cb_workplace_changed (self, "datasets");
  return TRUE;
}

typedef struct
{
  CbWorkplace *workplace;
  const char *dataset_id;
  CbDatasetEdit edit;
  gpointer user_data;
  const char *person; /* (nullable) */
  const char *event;
  JsonObject *detail; /* (nullable) */
} Editing;

static gboolean
edit_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  Editing *editing = user_data;
  CbWorkplace *self = editing->workplace;
  g_autoptr (CbDataset) dataset = cb_store_get_dataset (store, editing->dataset_id, error);
  gboolean changed = TRUE;

  if (dataset == NULL || !editing->edit (self, dataset, editing->user_data, &changed, error))
    return FALSE;
  return !changed
         || _cb_workplace_save_dataset (self, dataset, editing->person, editing->event,
                                        editing->detail, error);
}

/* Reads, changes and saves a dataset as one transaction: what the queue or another hand writes
 * meanwhile into the same row (published, its id on the portal, another file) is not undone. @edit
 * is called on the store's thread and only looks things up. */
gboolean
_cb_workplace_edit_dataset (CbWorkplace *self,
                            const char *dataset_id,
                            CbDatasetEdit edit,
                            gpointer user_data,
                            const char *person,
                            const char *event,
                            JsonObject *detail,
                            GError **error)
{
  Editing editing = { self, dataset_id, edit, user_data, person, event, detail };

  return cb_store_run (self->store, edit_in_transaction, &editing, error);
}

/* A dataset that someone has begun to approve or to send goes back to its preparer when it changes;
 * the caller saves it. The approval itself is void at once, and the queue, which asks before every
 * effect, sends not one byte more (product.md G1, faults.md 42). */
gboolean
_cb_workplace_void_approval (CbWorkplace *self, CbDataset *dataset, const char *why, GError **error)
{
  if (dataset->state == CB_DATASET_PREPARING)
    return TRUE;
  if (!cb_store_void_approvals (self->store, dataset->id, why, error))
    return FALSE;
  dataset->state = CB_DATASET_PREPARING;
  return TRUE;
}

static char *
dup_agency (CbWorkplace *self)
{
  char *agency = cb_workplace_dup_setting (self, "agency");

  return agency != NULL ? agency : g_strdup ("");
}

/* Prefills what the catalog knows; every value can be changed. */
static void
fill_from_item (CbWorkplace *self, CbDataset *dataset, const CbCatalogItem *item)
{
  g_autofree char *agency = dup_agency (self);
  g_autofree char *period = cb_period_dup_title (dataset->period);
  g_autofree char *title = NULL;
  JsonArray *keywords = json_array_new ();

  title = period[0] != '\0' ? g_strdup_printf ("%s – %s", item->title, period)
                            : g_strdup (item->title);
  json_object_set_string_member (dataset->metadata, "title", title);
  if (item->description != NULL && item->description[0] != '\0')
    json_object_set_string_member (dataset->metadata, "notes", item->description);
  if (item->field != NULL && item->field[0] != '\0')
    json_array_add_string_element (keywords, item->field);
  json_object_set_array_member (dataset->metadata, "keywords", keywords);
  json_object_set_string_member (dataset->metadata, "frequency",
                                 cb_frequency_name (item->frequency));
  json_object_set_string_member (dataset->metadata, "author",
                                 item->owner != NULL && item->owner[0] != '\0' ? item->owner
                                                                               : agency);
}

static void
fill_defaults (CbWorkplace *self, CbDataset *dataset)
{
  static const char *const remembered[] = { "contact_name", "contact_email", "contact_phone" };

  for (guint i = 0; i < G_N_ELEMENTS (remembered); i++)
    {
      g_autofree char *value = cb_workplace_dup_setting (self, remembered[i]);

      if (value != NULL)
        json_object_set_string_member (dataset->metadata, remembered[i], value);
    }
  if (!json_object_has_member (dataset->metadata, "author"))
    {
      g_autofree char *agency = dup_agency (self);

      json_object_set_string_member (dataset->metadata, "author", agency);
    }
  /* Law on Electronic Transactions 2023, Article 43: no licence is stamped that nobody chose. */
  json_object_set_string_member (dataset->metadata, "license_id", "notspecified");
}

/* Where a dataset goes decides in whose name it stands there. */
static void
address_to (CbDataset *dataset, const CbAccount *account)
{
  g_free (dataset->account_id);
  dataset->account_id = g_strdup (account->id);
  if (account->organisation != NULL)
    json_object_set_string_member (dataset->metadata, "owner_org", account->organisation);
}

/**
 * cb_workplace_create_dataset:
 * @self: a workplace
 * @item_code: (nullable): the catalog item it answers to
 * @period: (nullable): `2026-10`, `2026-Q3`, `2026-H1`, `2026`
 * @error: why not
 *
 * Begins a dataset, its description prefilled from the catalog and from what was typed last time.
 *
 * Returns: (transfer full): the dataset, kept
 */
CbDataset *
cb_workplace_create_dataset (CbWorkplace *self,
                             const char *item_code,
                             const char *period,
                             GError **error)
{
  g_autoptr (CbDataset) dataset = cb_dataset_new ();
  g_autoptr (GPtrArray) accounts = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  dataset->id = g_uuid_string_random ();
  dataset->item_code = g_strdup (item_code);
  dataset->period = g_strdup (period);
  dataset->created_us = cb_clock_now (self->clock);
  if (item_code != NULL)
    {
      g_autoptr (CbCatalogItem) item = cb_workplace_get_item (self, item_code, error);

      if (item == NULL)
        return NULL;
      fill_from_item (self, dataset, item);
    }
  fill_defaults (self, dataset);

  accounts = cb_store_list_accounts (self->store, error);
  if (accounts == NULL)
    return NULL;
  if (accounts->len == 1)
    address_to (dataset, g_ptr_array_index (accounts, 0));
  if (!_cb_workplace_save_dataset (self, dataset, NULL, "dataset.created", NULL, error))
    return NULL;

  return g_steal_pointer (&dataset);
}

/**
 * cb_workplace_get_dataset:
 * @self: a workplace
 * @id: of a dataset
 * @error: %CB_ERROR_NOT_FOUND when there is none
 *
 * Returns: (transfer full): the dataset as it is now
 */
CbDataset *
cb_workplace_get_dataset (CbWorkplace *self, const char *id, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return cb_store_get_dataset (self->store, id, error);
}

/**
 * cb_workplace_list_datasets:
 * @self: a workplace
 * @error: why not
 *
 * Returns: (transfer container) (element-type CbDataset): the last changed first
 */
GPtrArray *
cb_workplace_list_datasets (CbWorkplace *self, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return cb_store_list_datasets (self->store, error);
}

static gboolean
same_json (JsonObject *one, JsonObject *other)
{
  g_autoptr (JsonNode) one_node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) other_node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *one_text = NULL;
  g_autofree char *other_text = NULL;

  json_node_set_object (one_node, one);
  json_node_set_object (other_node, other);
  one_text = cb_json_to_canonical (one_node);
  other_text = cb_json_to_canonical (other_node);
  return g_str_equal (one_text, other_text);
}

static void
remember_contact (CbWorkplace *self, JsonObject *metadata)
{
  static const char *const remembered[] = { "contact_name", "contact_email", "contact_phone" };

  for (guint i = 0; i < G_N_ELEMENTS (remembered); i++)
    {
      const char *value = cb_json_get_string (metadata, remembered[i]);

      if (value != NULL && value[0] != '\0')
        cb_store_set_setting (self->store, remembered[i], value, NULL);
    }
}

static gboolean
set_metadata_edit (
    CbWorkplace *self, CbDataset *dataset, gpointer user_data, gboolean *changed, GError **error)
{
  JsonObject *metadata = user_data;

  *changed = !same_json (dataset->metadata, metadata);
  if (!*changed)
    return TRUE;
  if (!_cb_workplace_void_approval (self, dataset, "metadata", error))
    return FALSE;
  json_object_unref (dataset->metadata);
  dataset->metadata = json_object_ref (metadata);
  remember_contact (self, metadata);
  return TRUE;
}

/**
 * cb_workplace_set_metadata:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @metadata: all of it; see CbDataset
 * @error: why not
 *
 * Called as one types. What is the same as before changes nothing, so an approval survives a look
 * into the form.
 *
 * Returns: whether it is kept
 */
gboolean
cb_workplace_set_metadata (CbWorkplace *self,
                           const char *dataset_id,
                           JsonObject *metadata,
                           GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  return _cb_workplace_edit_dataset (self, dataset_id, set_metadata_edit, metadata, NULL,
                                     "dataset.described", NULL, error);
}

static gboolean
set_account_edit (
    CbWorkplace *self, CbDataset *dataset, gpointer user_data, gboolean *changed, GError **error)
{
  const char *account_id = user_data;
  g_autoptr (CbAccount) account = NULL;

  *changed = g_strcmp0 (dataset->account_id, account_id) != 0;
  if (!*changed)
    return TRUE;
  if (dataset->remote_id != NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "is on another portal already");
      return FALSE;
    }
  account = cb_store_get_account (self->store, account_id, error);
  if (account == NULL || !_cb_workplace_void_approval (self, dataset, "account", error))
    return FALSE;
  address_to (dataset, account);
  return TRUE;
}

/**
 * cb_workplace_set_account:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @account_id: where it is to go
 * @error: why not
 *
 * Returns: whether it is kept
 */
gboolean
cb_workplace_set_account (CbWorkplace *self,
                          const char *dataset_id,
                          const char *account_id,
                          GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  return _cb_workplace_edit_dataset (self, dataset_id, set_account_edit, (gpointer)account_id, NULL,
                                     "dataset.addressed", NULL, error);
}
