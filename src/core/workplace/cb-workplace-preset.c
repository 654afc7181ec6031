/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Taking a preset over, and taking it back. Everything that it brings is kept in the one database,
 * so that one transaction changes all of it or nothing: on a full disk, and when the computer stops
 * in between (product.md A3). */

#include "config.h"

#include "core/workplace/cb-workplace-preset.h"

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-failpoint.h"
#include "base/cb-json.h"
#include "core/store/cb-journal.h"
#include "core/workplace/cb-workplace-preset-private.h"

/* What presets changed and what was before, the last one at the end, as JSON. */
#define BEFORE "preset-before"
/* Those before can still be undone; older ones have become how things are. */
#define MAX_UNDO 10

static JsonArray *
dup_applied (CbStore *store)
{
  g_autofree char *text = cb_store_dup_setting (store, BEFORE, NULL);
  g_autoptr (JsonNode) node = text != NULL ? cb_json_node_parse (text, -1, NULL) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return json_array_ref (json_node_get_array (node));
  return json_array_new ();
}

static gboolean
keep_applied (CbStore *store, JsonArray *applied, GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  while (json_array_get_length (applied) > MAX_UNDO)
    json_array_remove_element (applied, 0);
  json_node_set_array (node, applied);
  text = json_to_string (node, FALSE);
  return cb_store_set_setting (store, BEFORE, json_array_get_length (applied) > 0 ? text : NULL,
                               error);
}

static gboolean
get_catalog_in_force (CbStore *store, guint *version, GError **error)
{
  g_autoptr (GPtrArray) versions = cb_store_list_catalog_versions (store, error);

  *version = 0;
  for (guint i = 0; versions != NULL && i < versions->len; i++)
    if (((CbCatalogVersion *)g_ptr_array_index (versions, i))->in_force)
      *version = ((CbCatalogVersion *)g_ptr_array_index (versions, i))->version;
  return versions != NULL;
}

typedef struct
{
  CbWorkplace *workplace;
  const CbPreset *preset;
  char *person;       /* (owned) */
  CbPresetPlan *plan; /* (owned) (nullable) */
} Apply;

static gboolean
keep_settings (CbStore *store, const Apply *apply, JsonObject *entry, GError **error)
{
  JsonObject *settings = json_object_new ();
  GHashTableIter iter;
  gpointer name, value;

  json_object_set_object_member (entry, "settings", settings);
  g_hash_table_iter_init (&iter, apply->plan->settings);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_autofree char *before = cb_store_dup_setting (store, name, NULL);
      JsonObject *change = json_object_new ();

      cb_json_set_text (change, "before", before);
      cb_json_set_text (change, "after", value);
      json_object_set_object_member (settings, name, change);
      if (!cb_store_set_setting (store, name, value, error))
        return FALSE;
    }

  return TRUE;
}

/* As for one that a person took in: from that day on the program knows what is due. */
static gboolean
append_catalog_row (CbStore *store, const Apply *apply, const char *event, GError **error)
{
  const CbPresetPlan *plan = apply->plan;
  g_autoptr (JsonObject) detail = json_object_new ();

  json_object_set_string_member (detail, "decision", plan->about->decision);
  json_object_set_int_member (detail, "items", plan->items->len);
  json_object_set_int_member (detail, "version", plan->version);
  return cb_journal_append (store, apply->person != NULL ? apply->person : "", event, "catalog",
                            detail, error);
}

static gboolean
keep_catalog (CbStore *store, const Apply *apply, JsonObject *entry, GError **error)
{
  CbPresetPlan *plan = apply->plan;
  const char *event = plan->version == 0 ? "catalog.imported" : "catalog.enforced";
  guint before = 0;
  JsonObject *change;

  if (plan->about == NULL)
    return TRUE;
  if (!get_catalog_in_force (store, &before, error))
    return FALSE;
  if (plan->version == 0)
    plan->version = cb_store_add_catalog_version (store, plan->about, plan->items, error);
  /* A decision that is in effect only later waits for its day. */
  if (plan->version == 0
      || (plan->about->effective == NULL
          && !cb_store_put_catalog_in_force (store, plan->version, error))
      || !append_catalog_row (store, apply, event, error))
    return FALSE;
  change = json_object_new ();
  json_object_set_int_member (change, "before", before);
  json_object_set_int_member (change, "after", plan->version);
  json_object_set_object_member (entry, "catalog", change);
  return TRUE;
}

static gboolean
append_applied_row (CbStore *store, const Apply *apply, GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();
  JsonArray *names = json_array_new ();

  for (guint i = 0; i < apply->plan->rows->len; i++)
    json_array_add_string_element (
        names, ((CbPresetChange *)g_ptr_array_index (apply->plan->rows, i))->name);
  json_object_set_string_member (detail, "file", apply->preset->name);
  json_object_set_string_member (detail, "sha256", apply->preset->sha256);
  json_object_set_array_member (detail, "changed", names);
  return cb_journal_append (store, apply->person != NULL ? apply->person : "", "preset.applied",
                            "preset", detail, error);
}

static gboolean
apply_cb (CbStore *store, gpointer user_data, GError **error)
{
  Apply *apply = user_data;
  g_autoptr (JsonArray) applied = dup_applied (store);
  JsonObject *entry;

  apply->plan = _cb_preset_plan_new (apply->workplace, apply->preset, error);
  if (apply->plan == NULL)
    return FALSE;
  if (apply->plan->rows->len == 0 && g_hash_table_size (apply->plan->settings) == 0)
    return TRUE;
  entry = json_object_new ();
  json_array_add_object_element (applied, entry);
  json_object_set_string_member (entry, "file", apply->preset->name);
  json_object_set_string_member (entry, "sha256", apply->preset->sha256);
  if (!keep_settings (store, apply, entry, error) || !keep_catalog (store, apply, entry, error)
      || !keep_applied (store, applied, error))
    return FALSE;
  if (cb_failpoint ("preset.before-journal"))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_DISK_FULL, "the disk is full");
      return FALSE;
    }
  return append_applied_row (store, apply, error);
}

static void
tell_changed (CbWorkplace *self)
{
  cb_queue_look_again (self->queue);
  _cb_workplace_changed (self, "settings");
  _cb_workplace_changed (self, "catalog");
  _cb_workplace_changed (self, "accounts");
}

/**
 * cb_workplace_apply_preset:
 * @self: a workplace
 * @preset: what cb_preset_load() gave
 * @error: as cb_workplace_compare_preset(), or %CB_ERROR_DISK_FULL…: nothing was changed then
 *
 * All of it or nothing, also when the computer stops in between. The journal keeps who did it, when
 * and with which file.
 *
 * Returns: (transfer container) (element-type CbPresetChange): what was changed; empty when all was
 *   as the preset has it
 */
GPtrArray *
cb_workplace_apply_preset (CbWorkplace *self, const CbPreset *preset, GError **error)
{
  Apply apply = { self, preset, NULL, NULL };
  g_autoptr (GMutexLocker) changing = NULL;
  g_autoptr (CbPresetPlan) plan = NULL;
  gboolean done;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && preset != NULL, NULL);

  changing = g_mutex_locker_new (&self->changing_lock);
  apply.person = cb_workplace_dup_setting (self, "person");
  done = cb_store_run (self->store, apply_cb, &apply, error);
  plan = apply.plan;
  g_free (apply.person);
  if (!done)
    return NULL;
  if (plan->rules != NULL)
    _cb_workplace_put_rules (self, g_steal_pointer (&plan->rules));
  if (plan->rows->len > 0)
    tell_changed (self);
  return g_ptr_array_ref (plan->rows);
}

typedef struct
{
  CbWorkplace *workplace;
  char *person;     /* (owned) */
  CbRuleSet *rules; /* (owned) (nullable) */
  GPtrArray *left;  /* (element-type utf8) */
} Undo;

/* What somebody changed since stays as that person wanted it. */
static gboolean
restore_settings (CbStore *store, Undo *undo, JsonObject *settings, GError **error)
{
  g_autoptr (GList) names = settings != NULL ? json_object_get_members (settings) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *change = cb_json_get_object (settings, l->data);
      g_autofree char *now = cb_store_dup_setting (store, l->data, NULL);

      if (g_strcmp0 (now, cb_json_get_string (change, "after")) != 0)
        g_ptr_array_add (undo->left, g_strdup (l->data));
      else if (!cb_store_set_setting (store, l->data, cb_json_get_string (change, "before"), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
restore_catalog (CbStore *store, Undo *undo, JsonObject *change, GError **error)
{
  guint before = (guint)cb_json_get_int (change, "before", 0);
  guint after = (guint)cb_json_get_int (change, "after", 0);
  guint now = 0;

  if (change == NULL)
    return TRUE;
  if (!get_catalog_in_force (store, &now, error))
    return FALSE;
  if (now != after && now != before)
    {
      g_ptr_array_add (undo->left, g_strdup ("catalog"));
      return TRUE;
    }
  return cb_store_hold_catalog (store, after, error)
         && (before == 0 || before == now || cb_store_put_catalog_in_force (store, before, error));
}

static gboolean
layer_restored (CbStore *store, Undo *undo, GError **error)
{
  g_autofree char *profiles = cb_store_dup_setting (store, CB_SETTING_PROFILES, NULL);
  g_autofree char *changes = cb_store_dup_setting (store, CB_SETTING_CHANGES, NULL);
  g_autofree char *holidays = cb_store_dup_setting (store, CB_SETTING_HOLIDAYS, NULL);

  undo->rules
      = _cb_workplace_layer_rules (undo->workplace, profiles, changes, holidays, NULL, error);
  return undo->rules != NULL;
}

static gboolean
undo_cb (CbStore *store, gpointer user_data, GError **error)
{
  Undo *undo = user_data;
  g_autoptr (JsonArray) applied = dup_applied (store);
  guint n = json_array_get_length (applied);
  g_autoptr (JsonObject) detail = json_object_new ();
  JsonObject *entry;

  if (n == 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND, "no preset was applied");
      return FALSE;
    }
  entry = json_array_get_object_element (applied, n - 1);
  json_object_set_string_member (detail, "file", cb_json_get_string (entry, "file"));
  json_object_set_string_member (detail, "sha256", cb_json_get_string (entry, "sha256"));
  if (!restore_settings (store, undo, cb_json_get_object (entry, "settings"), error)
      || !restore_catalog (store, undo, cb_json_get_object (entry, "catalog"), error)
      || !layer_restored (store, undo, error))
    return FALSE;
  json_array_remove_element (applied, n - 1);
  return keep_applied (store, applied, error)
         && cb_journal_append (store, undo->person != NULL ? undo->person : "", "preset.undone",
                               "preset", detail, error);
}

/**
 * cb_workplace_undo_preset:
 * @self: a workplace
 * @left: (out) (optional) (transfer full) (element-type utf8): the names of settings that somebody
 *   changed since, and that stay as they are
 * @error: %CB_ERROR_NOT_FOUND when no preset was applied, or all were undone already
 *
 * Takes back the preset that was applied last, also after a restart; the one before it can be taken
 * back then.
 *
 * Returns: whether it is as before
 */
gboolean
cb_workplace_undo_preset (CbWorkplace *self, GPtrArray **left, GError **error)
{
  Undo undo = { self, NULL, NULL, NULL };
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GMutexLocker) changing = NULL;
  gboolean done;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  changing = g_mutex_locker_new (&self->changing_lock);
  undo.person = cb_workplace_dup_setting (self, "person");
  undo.left = kept;
  done = cb_store_run (self->store, undo_cb, &undo, error);
  g_free (undo.person);
  if (!done)
    {
      _cb_rule_set_free (undo.rules);
      return FALSE;
    }
  _cb_workplace_put_rules (self, undo.rules);
  tell_changed (self);
  if (left != NULL)
    *left = g_steal_pointer (&kept);
  return TRUE;
}

/**
 * cb_workplace_dup_applied_preset:
 * @self: a workplace
 *
 * Returns: (transfer full) (nullable): the name of the file that cb_workplace_undo_preset() would
 *   take back
 */
char *
cb_workplace_dup_applied_preset (CbWorkplace *self)
{
  g_autoptr (JsonArray) applied = NULL;
  guint n;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  applied = dup_applied (self->store);
  n = json_array_get_length (applied);
  if (n == 0)
    return NULL;
  return g_strdup (cb_json_get_string (json_array_get_object_element (applied, n - 1), "file"));
}
