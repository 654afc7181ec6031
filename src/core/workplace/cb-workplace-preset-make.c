/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A preset of what is set here, for other computers. */

#include "config.h"

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/queue/cb-limits.h"
#include "core/workplace/cb-preset-private.h"
#include "core/workplace/cb-workplace-catalog.h"
#include "core/workplace/cb-workplace-preset-private.h"

/**
 * cb_workplace_list_agencies:
 * @self: a workplace
 *
 * Returns: (transfer full) (element-type utf8): the names that a preset gave to choose from
 */
GPtrArray *
cb_workplace_list_agencies (CbWorkplace *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), names);

  text = cb_workplace_dup_setting (self, CB_SETTING_AGENCIES);
  node = text != NULL ? cb_json_node_parse (text, -1, NULL) : NULL;
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return names;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    g_ptr_array_add (names,
                     g_strdup (json_array_get_string_element (json_node_get_array (node), i)));
  return names;
}

/**
 * cb_workplace_dup_offered_portal:
 * @self: a workplace
 *
 * Returns: (transfer full) (nullable): the portal that a preset named: `title`, `address`,
 *   `organisation`, `max_upload_bytes`; each may be missing
 */
JsonObject *
cb_workplace_dup_offered_portal (CbWorkplace *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  text = cb_workplace_dup_setting (self, CB_SETTING_PORTAL);
  return text != NULL ? cb_json_object_parse (text, -1, NULL) : NULL;
}

static void
add_settings (CbWorkplace *self, JsonObject *root)
{
  JsonObject *settings = json_object_new ();

  for (guint i = 0; i < CB_PRESET_N_SETTINGS; i++)
    {
      g_autofree char *value = cb_workplace_dup_setting (self, _cb_preset_settings[i]);

      if (value == NULL || value[0] == '\0')
        continue;
      if (g_str_equal (_cb_preset_settings[i], "one-person"))
        json_object_set_boolean_member (settings, _cb_preset_settings[i],
                                        g_str_equal (value, "true"));
      else
        json_object_set_string_member (settings, _cb_preset_settings[i], value);
    }
  json_object_set_object_member (root, "settings", settings);
}

static JsonObject *
read_kept (CbWorkplace *self, const char *setting)
{
  g_autofree char *text = cb_workplace_dup_setting (self, setting);

  return text != NULL ? cb_json_object_parse (text, -1, NULL) : NULL;
}

static void
add_rules (CbWorkplace *self, JsonObject *root)
{
  g_autoptr (JsonObject) profiles = read_kept (self, CB_SETTING_PROFILES);
  g_autoptr (JsonObject) changes = read_kept (self, CB_SETTING_CHANGES);
  g_autoptr (GList) ids = profiles != NULL ? json_object_get_members (profiles) : NULL;
  g_autoptr (GList) changed = changes != NULL ? json_object_get_members (changes) : NULL;
  JsonArray *array = json_array_new ();
  JsonObject *all = json_object_new ();

  for (GList *l = ids; l != NULL; l = l->next)
    json_array_add_element (array, json_node_copy (json_object_get_member (profiles, l->data)));
  for (GList *l = changed; l != NULL; l = l->next)
    {
      JsonObject *of_profile = cb_json_get_object (changes, l->data);
      g_autoptr (GList) paths = json_object_get_members (of_profile);
      JsonObject *values = json_object_new ();

      for (GList *path = paths; path != NULL; path = path->next)
        json_object_set_member (values, path->data,
                                json_node_copy (json_object_get_member (
                                    cb_json_get_object (of_profile, path->data), "value")));
      json_object_set_object_member (all, l->data, values);
    }
  if (json_array_get_length (array) > 0)
    json_object_set_array_member (root, "profiles", array);
  else
    json_array_unref (array);
  if (json_object_get_size (all) > 0)
    json_object_set_object_member (root, "profile_changes", all);
  else
    json_object_unref (all);
}

static void
add_agencies (CbWorkplace *self, JsonObject *root, const char *const *given)
{
  g_autoptr (GPtrArray) kept = cb_workplace_list_agencies (self);
  JsonArray *array = json_array_new ();

  for (guint i = 0; given != NULL && given[i] != NULL; i++)
    json_array_add_string_element (array, given[i]);
  for (guint i = 0; given == NULL && i < kept->len; i++)
    json_array_add_string_element (array, kept->pdata[i]);
  if (json_array_get_length (array) > 0)
    json_object_set_array_member (root, "agencies", array);
  else
    json_array_unref (array);
}

/* The portal that is signed in to here; else the one that a preset named. Not who is signed in. */
static gboolean
add_portal (CbWorkplace *self, JsonObject *root, GError **error)
{
  g_autoptr (GPtrArray) accounts = cb_workplace_list_accounts (self, error);
  JsonObject *offered;
  JsonObject *portal;
  const CbAccount *account;

  if (accounts == NULL)
    return FALSE;
  if (accounts->len == 0 || self->mode == CB_MODE_PRACTICE)
    {
      offered = cb_workplace_dup_offered_portal (self);
      if (offered != NULL)
        json_object_set_object_member (root, "portal", offered);
      return TRUE;
    }
  account = g_ptr_array_index (accounts, 0);
  portal = json_object_new ();
  json_object_set_string_member (portal, "title", account->title);
  json_object_set_string_member (portal, "address", account->url);
  if (account->organisation != NULL)
    json_object_set_string_member (portal, "organisation", account->organisation);
  if (account->max_bytes > 0 && account->max_bytes <= G_MAXINT64)
    json_object_set_int_member (portal, "max_upload_bytes", (gint64)account->max_bytes);
  json_object_set_object_member (root, "portal", portal);
  return TRUE;
}

static void
add_limits (CbWorkplace *self, JsonObject *root)
{
  JsonObject *limits = json_object_new ();

  for (guint i = 0; i < CB_PRESET_N_LIMITS; i++)
    {
      const char *name = _cb_preset_limits[i][0];
      const char *setting = _cb_preset_limits[i][1];
      g_autofree char *value = cb_workplace_dup_setting (self, setting);

      if (value == NULL)
        continue;
      if (g_str_equal (setting, CB_SETTING_QUIET_STOP))
        json_object_set_boolean_member (limits, name, g_str_equal (value, "true"));
      else if (g_str_equal (setting, CB_SETTING_RATE_LIMIT))
        json_object_set_int_member (limits, name, g_ascii_strtoll (value, NULL, 10));
      else
        json_object_set_string_member (limits, name, value);
    }
  json_object_set_object_member (root, "limits", limits);
  if (json_object_get_size (limits) == 0)
    json_object_remove_member (root, "limits");
}

static gboolean
add_catalog (CbWorkplace *self, JsonObject *root, GError **error)
{
  g_autoptr (GPtrArray) items = cb_store_list_catalog (self->store, CB_CATALOG_CURRENT, error);
  g_autoptr (GPtrArray) versions
      = items != NULL ? cb_store_list_catalog_versions (self->store, error) : NULL;
  JsonObject *catalog;
  JsonArray *array;

  if (versions == NULL)
    return FALSE;
  if (items->len == 0)
    return TRUE;
  catalog = json_object_new ();
  array = json_array_new ();
  json_object_set_string_member (catalog, "decision", "");
  for (guint i = 0; i < versions->len; i++)
    {
      const CbCatalogVersion *version = g_ptr_array_index (versions, i);

      if (!version->in_force)
        continue;
      json_object_set_string_member (catalog, "decision",
                                     version->decision != NULL ? version->decision : "");
      if (version->replaces != NULL)
        json_object_set_string_member (catalog, "replaces", version->replaces);
    }
  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (array, cb_catalog_item_to_json (g_ptr_array_index (items, i)));
  json_object_set_array_member (catalog, "items", array);
  json_object_set_object_member (root, "catalog", catalog);
  return TRUE;
}

/* Each certificate once, whatever was written around it in the file. */
static gboolean
add_certificates (CbWorkplace *self, JsonObject *root, GPtrArray *given, GError **error)
{
  g_autofree char *kept = cb_workplace_dup_setting (self, CB_SETTING_CERTIFICATES);
  JsonArray *array = json_array_new ();

  json_object_set_array_member (root, "certificates", array);
  for (int i = -1; i < (given != NULL ? (int)given->len : 0); i++)
    {
      const char *text = i < 0 ? kept : given->pdata[i];
      g_autoptr (GPtrArray) pieces = NULL;

      if (text == NULL)
        continue;
      pieces = cb_preset_split_certificates (text, error);
      if (pieces == NULL)
        return FALSE;
      for (guint k = 0; k < pieces->len; k++)
        {
          g_autofree char *pem = NULL;

          g_object_get (pieces->pdata[k], "certificate-pem", &pem, NULL);
          json_array_add_string_element (array, pem);
        }
    }
  if (json_array_get_length (array) == 0)
    json_object_remove_member (root, "certificates");
  return TRUE;
}

/**
 * cb_workplace_make_preset:
 * @self: a workplace
 * @wishes: what goes in
 * @error: %CB_ERROR_INVALID: what was given does not belong in a preset; why it cannot be made
 *
 * Returns: (transfer full): a preset with these parts as they are here
 */
JsonObject *
cb_workplace_make_preset (CbWorkplace *self, const CbPresetWishes *wishes, GError **error)
{
  g_autoptr (JsonObject) root = json_object_new ();
  g_autofree char *text = NULL;
  g_autoptr (CbPreset) read = NULL;
  JsonObject *holidays;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && wishes != NULL, NULL);

  json_object_set_string_member (root, "kind", CB_PRESET_KIND);
  json_object_set_int_member (root, "version", CB_PRESET_VERSION);
  if (wishes->name != NULL && wishes->name[0] != '\0')
    json_object_set_string_member (root, "name", wishes->name);
  if ((wishes->parts & CB_PRESET_SETTINGS) != 0)
    add_settings (self, root);
  if ((wishes->parts & CB_PRESET_RULES) != 0)
    add_rules (self, root);
  holidays
      = (wishes->parts & CB_PRESET_HOLIDAYS) != 0 ? read_kept (self, CB_SETTING_HOLIDAYS) : NULL;
  if (holidays != NULL)
    json_object_set_object_member (root, "holidays", holidays);
  if ((wishes->parts & CB_PRESET_AGENCIES) != 0)
    add_agencies (self, root, wishes->agencies);
  if ((wishes->parts & CB_PRESET_LIMITS) != 0)
    add_limits (self, root);
  if (((wishes->parts & CB_PRESET_PORTAL) != 0 && !add_portal (self, root, error))
      || ((wishes->parts & CB_PRESET_CATALOG) != 0 && !add_catalog (self, root, error))
      || ((wishes->parts & CB_PRESET_CERTIFICATES) != 0
          && !add_certificates (self, root, wishes->certificates, error)))
    return NULL;
  /* What leaves this computer passes the same door as what comes in: no secret among it. */
  text = cb_json_object_to_string (root, TRUE);
  read = cb_preset_parse (text, -1, "", error);
  return read != NULL ? g_steal_pointer (&root) : NULL;
}
