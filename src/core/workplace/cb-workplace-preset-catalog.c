/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The catalog of a preset: a version like any other, put in force because a person said so. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "core/catalog/cb-catalog-decision.h"
#include "core/catalog/cb-catalog-diff.h"
#include "core/workplace/cb-preset-private.h"
#include "core/workplace/cb-workplace-preset-private.h"

static void
take_text (char **member, JsonObject *object, const char *name)
{
  const char *text = cb_json_get_string (object, name);

  if (text == NULL || text[0] == '\0')
    return;
  g_free (*member);
  *member = g_strdup (text);
}

/* The other way of cb_catalog_item_to_json(). */
static CbCatalogItem *
read_item (JsonObject *object, guint position)
{
  CbCatalogItem *item = cb_catalog_item_new ();
  const char *frequency = cb_json_get_string (object, "frequency");

  take_text (&item->code, object, "code");
  take_text (&item->title, object, "title");
  take_text (&item->description, object, "description");
  take_text (&item->field, object, "field");
  take_text (&item->owner, object, "owner");
  take_text (&item->frequency_text, object, "frequency_text");
  take_text (&item->formats, object, "formats");
  take_text (&item->sharing, object, "sharing");
  take_text (&item->deadline_text, object, "deadline");
  take_text (&item->note, object, "note");
  take_text (&item->source_cells, object, "source_cells");
  if (frequency != NULL)
    item->frequency = cb_frequency_from_name (frequency);
  if (item->frequency == CB_FREQUENCY_UNKNOWN && item->frequency_text != NULL)
    item->frequency = cb_frequency_from_text (item->frequency_text);
  item->source_row
      = (guint)CLAMP (cb_json_get_int (object, "source_row", position + 1), 0, G_MAXINT32);
  return item;
}

static GPtrArray *
read_items (JsonArray *array)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (items, read_item (json_array_get_object_element (array, i), i));
  return items;
}

static CbCatalogVersion *
read_about (const CbPreset *preset, JsonObject *catalog, GError **error)
{
  g_autoptr (CbCatalogVersion) about = g_new0 (CbCatalogVersion, 1);
  const char *effective = cb_json_get_string (catalog, "effective");
  g_autoptr (GError) inner = NULL;

  take_text (&about->decision, catalog, "decision");
  take_text (&about->replaces, catalog, "replaces");
  about->file_name = g_strdup (preset->name);
  if (about->decision == NULL)
    about->decision = g_strdup ("");
  about->issued = cb_catalog_dup_day_in (about->decision, &inner);
  if (inner != NULL)
    {
      _cb_preset_refuse (preset, error, "catalog.decision", "%s", inner->message);
      return NULL;
    }
  if (effective == NULL || effective[0] == '\0')
    return g_steal_pointer (&about);
  about->effective = cb_catalog_dup_day (effective, &inner);
  if (inner == NULL)
    return g_steal_pointer (&about);
  _cb_preset_refuse (preset, error, "catalog.effective", "%s", inner->message);
  return NULL;
}

/* The version that is already here with the same decision and the same items. */
static const CbCatalogVersion *
find_version (CbWorkplace *self,
              GPtrArray *versions,
              const CbCatalogVersion *about,
              GPtrArray *items)
{
  for (guint i = 0; i < versions->len; i++)
    {
      const CbCatalogVersion *version = g_ptr_array_index (versions, i);
      g_autoptr (GPtrArray) old = NULL;
      g_autoptr (GPtrArray) changes = NULL;

      if (g_strcmp0 (version->decision, about->decision) != 0 || version->items != items->len)
        continue;
      old = cb_store_list_catalog (self->store, version->version, NULL);
      changes = old != NULL ? cb_catalog_diff (old, items) : NULL;
      if (changes != NULL && changes->len == 0)
        return version;
    }

  return NULL;
}

static char *
dup_version_words (const char *decision, guint items)
{
  return g_strdup_printf (
      /* Translators: a decision, so many items */
      ngettext ("%s: %u item", "%s: %u items", items),
      decision != NULL && decision[0] != '\0' ? decision : _ ("without a decision"), items);
}

static void
show_catalog (CbPresetPlan *plan, const CbCatalogVersion *in_force, GPtrArray *changes)
{
  guint counts[3] = { 0, 0, 0 };
  g_autofree char *before
      = in_force != NULL ? dup_version_words (in_force->decision, in_force->items) : NULL;
  g_autofree char *after = dup_version_words (plan->about->decision, plan->items->len);
  g_autofree char *words = NULL;

  _cb_preset_plan_add_row (plan, CB_PRESET_CATALOG, "catalog", _ ("Catalog in force"), before,
                           after);
  if (in_force == NULL)
    return;
  for (guint i = 0; i < changes->len; i++)
    {
      const CbCatalogChange *change = g_ptr_array_index (changes, i);

      counts[change->kind == CB_CATALOG_CHANGE_ADDED    ? 0
             : change->kind == CB_CATALOG_CHANGE_EDITED ? 1
                                                        : 2]++;
    }
  words
      = g_strdup_printf (_ ("%u added, %u changed, %u withdrawn"), counts[0], counts[1], counts[2]);
  _cb_preset_plan_add_row (plan, CB_PRESET_CATALOG, "catalog.items", _ ("Items"), NULL, words);
  if (in_force->issued != NULL && plan->about->issued != NULL
      && g_strcmp0 (plan->about->issued, in_force->issued) < 0)
    _cb_preset_plan_add_row (plan, CB_PRESET_CATALOG, "catalog.decision", _ ("Attention"), NULL,
                             _ ("this decision is older than the one in force"));
}

gboolean
_cb_preset_plan_catalog (CbPresetPlan *plan,
                         CbWorkplace *self,
                         const CbPreset *preset,
                         GError **error)
{
  JsonObject *catalog = cb_json_get_object (preset->root, "catalog");
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GPtrArray) now = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  const CbCatalogVersion *same;
  const CbCatalogVersion *in_force = NULL;

  if (catalog == NULL)
    return TRUE;
  plan->about = read_about (preset, catalog, error);
  if (plan->about == NULL)
    return FALSE;
  plan->items = read_items (cb_json_get_array (catalog, "items"));
  versions = cb_store_list_catalog_versions (self->store, error);
  now = versions != NULL ? cb_store_list_catalog (self->store, CB_CATALOG_CURRENT, error) : NULL;
  if (now == NULL)
    return FALSE;
  for (guint i = 0; i < versions->len; i++)
    if (((CbCatalogVersion *)g_ptr_array_index (versions, i))->in_force)
      in_force = g_ptr_array_index (versions, i);
  same = find_version (self, versions, plan->about, plan->items);
  /* In force, or it comes into force on its day: nothing is to be done. */
  if (same != NULL && (same->in_force || (!same->held && same->effective != NULL)))
    {
      g_clear_pointer (&plan->about, cb_catalog_version_free);
      g_clear_pointer (&plan->items, g_ptr_array_unref);
      return TRUE;
    }
  plan->version = same != NULL ? same->version : 0;
  changes = cb_catalog_diff (now, plan->items);
  show_catalog (plan, in_force, changes);
  return TRUE;
}
