/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-error.h"
#include "core/rules/cb-day.h"
#include "core/store/cb-journal.h"
#include "core/workplace/cb-workplace-catalog.h"
#include "core/workplace/cb-workplace-private.h"

/**
 * cb_workplace_list_catalog_versions:
 * @self: a workplace
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbCatalogVersion): every catalog that was ever taken in,
 *   the newest first
 */
GPtrArray *
cb_workplace_list_catalog_versions (CbWorkplace *self, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return cb_store_list_catalog_versions (self->store, error);
}

/**
 * cb_workplace_diff_catalog:
 * @self: a workplace
 * @before: a version
 * @after: another, or %CB_CATALOG_CURRENT
 * @error: %CB_ERROR_NOT_FOUND when there is no such version
 *
 * Returns: (transfer full) (element-type CbCatalogChange): what is different
 */
GPtrArray *
cb_workplace_diff_catalog (CbWorkplace *self, guint before, guint after, GError **error)
{
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) other = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  one = cb_store_list_catalog (self->store, before, error);
  other = one != NULL ? cb_store_list_catalog (self->store, after, error) : NULL;
  if (other == NULL)
    return NULL;
  /* No version is without an item. */
  if (one->len == 0 || other->len == 0)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "there is no version %u of the catalog",
                   one->len == 0 ? before : after);
      return NULL;
    }

  return cb_catalog_diff (one, other);
}

typedef struct
{
  const char *event;
  char *person; /* (owned) */
  guint version;
} Act;

static gboolean
act_cb (CbStore *store, gpointer user_data, GError **error)
{
  Act *act = user_data;
  g_autoptr (JsonObject) detail = json_object_new ();

  if (act->version != 0)
    {
      json_object_set_int_member (detail, "version", act->version);
      if (!cb_store_put_catalog_in_force (store, act->version, error))
        return FALSE;
    }
  return cb_journal_append (store, act->person, act->event, "catalog", detail, error);
}

static gboolean
run_act (CbWorkplace *self, const char *event, guint version, GError **error)
{
  Act act = { event, cb_workplace_dup_setting (self, "person"), version };
  gboolean done = cb_store_run (self->store, act_cb, &act, error);

  g_free (act.person);
  if (done)
    _cb_workplace_changed (self, "catalog");
  return done;
}

/**
 * cb_workplace_put_catalog_in_force:
 * @self: a workplace
 * @version: of the catalog
 * @error: %CB_ERROR_NOT_FOUND
 *
 * A person says that this version counts, whatever its day is; the journal keeps who.
 *
 * Returns: whether it does now
 */
gboolean
cb_workplace_put_catalog_in_force (CbWorkplace *self, guint version, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self) && version > 0, FALSE);

  return run_act (self, "catalog.enforced", version, error);
}

/**
 * cb_workplace_list_open_work:
 * @self: a workplace
 * @code: of an item of any version
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbDataset): what was begun for the item and is not
 *   published: what a withdrawn or changed item leaves to decide
 */
GPtrArray *
cb_workplace_list_open_work (CbWorkplace *self, const char *code, GError **error)
{
  g_autoptr (GPtrArray) all = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && code != NULL, NULL);

  all = cb_store_list_datasets (self->store, error);
  for (guint i = all != NULL ? all->len : 0; i > 0; i--)
    {
      const CbDataset *dataset = g_ptr_array_index (all, i - 1);

      if (dataset->state == CB_DATASET_PUBLISHED || g_strcmp0 (dataset->item_code, code) != 0)
        g_ptr_array_remove_index (all, i - 1);
    }

  return g_steal_pointer (&all);
}

/**
 * cb_workplace_review_catalog:
 * @self: a workplace
 * @error: why not
 *
 * "Đã rà soát, không thay đổi": an act of whoever sits here, kept in the journal (QN 13.5, VP 8.3).
 *
 * Returns: whether it was kept
 */
gboolean
cb_workplace_review_catalog (CbWorkplace *self, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  return run_act (self, "catalog.reviewed", 0, error);
}

/**
 * cb_workplace_get_last_catalog_review:
 * @self: a workplace
 * @day: (out): of the last review
 * @error: why it could not be told
 *
 * Reviewed is a catalog that somebody looked through without a change, proposed a change to, or
 * imported anew.
 *
 * Returns: %TRUE when there was a review; %FALSE without @error when there was none yet
 */
gboolean
cb_workplace_get_last_catalog_review (CbWorkplace *self, GDate *day, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  gboolean found = FALSE;
  GDate today;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && day != NULL, FALSE);

  _cb_workplace_get_day (self, &today, &zone);
  rows = cb_journal_list (self->store, "catalog", error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const CbJournalRow *row = g_ptr_array_index (rows, i);
      gboolean is_review = g_str_equal (row->event, "catalog.reviewed")
                           || g_str_equal (row->event, "catalog.imported")
                           || g_str_equal (row->event, "catalog.proposed");

      if (is_review && cb_day_of_moment (row->at_us, zone, day))
        found = TRUE;
    }

  return found;
}
