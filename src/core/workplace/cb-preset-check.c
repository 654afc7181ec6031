/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading by hand what preset.schema.json says: the program has no schema library, and a person
 * who corrects a file needs to be told file, line and member. */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/queue/cb-limits.h"
#include "core/rules/cb-holidays.h"
#include "core/rules/cb-json-line.h"
#include "core/rules/cb-profile.h"
#include "core/workplace/cb-preset-private.h"

#define MAX_ITEMS 100000
#define MAX_CERTIFICATES 50
#define MAX_WORDS 500
#define MAX_PASSED_OVER 50

const char *const _cb_preset_settings[CB_PRESET_N_SETTINGS]
    = { "agency", "profile", "one-person", "operator-contact" };

const char *const _cb_preset_portal[CB_PRESET_N_PORTAL]
    = { "title", "address", "organisation", "max_upload_bytes" };

const char *const _cb_preset_limits[CB_PRESET_N_LIMITS][2] = {
  { "quiet_hours", CB_SETTING_QUIET_HOURS },
  { "quiet_stop", CB_SETTING_QUIET_STOP },
  { "bytes_per_second", CB_SETTING_RATE_LIMIT },
};

/* What a member of "settings" is as the program keeps it; NULL where it is null. */
char *
_cb_preset_dup_setting (JsonObject *settings, const char *name)
{
  JsonNode *node = json_object_get_member (settings, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  return g_strdup (json_node_get_string (node));
}

/* What a member of "limits" is as the program keeps it; NULL where it is null. */
char *
_cb_preset_dup_limit (JsonObject *limits, const char *name)
{
  JsonNode *node = json_object_get_member (limits, name);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return _cb_preset_dup_setting (limits, name);
}

static void
pass_over (CbPreset *self, const char *path)
{
  /* Finding a line walks the file: of thousands of members the first ones are enough. */
  if (self->passed_over->len >= MAX_PASSED_OVER)
    return;
  g_ptr_array_add (self->passed_over,
                   g_strdup_printf ("%u: %s", cb_json_line_of (self->text, path), path));
}

static gboolean
is_text (JsonNode *node)
{
  const char *text
      = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  return text != NULL && text[0] != '\0' && strlen (text) <= MAX_WORDS;
}

static gboolean
is_one_of (const char *name, const char *const *names, guint n)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (name, names[i]))
      return TRUE;

  return FALSE;
}

/* Names the members of @object that are not among @known. */
static void
note_unknown (
    CbPreset *self, JsonObject *object, const char *prefix, const char *const *known, guint n)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *path = g_strconcat (prefix, l->data, NULL);

      if (!is_one_of (l->data, known, n))
        pass_over (self, path);
    }
}

static gboolean
check_settings (CbPreset *self, GError **error)
{
  JsonNode *member = json_object_get_member (self->root, "settings");
  JsonObject *object;

  if (member == NULL || JSON_NODE_HOLDS_NULL (member))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (member))
    return _cb_preset_refuse (self, error, "settings", _ ("an object is needed"));
  object = json_node_get_object (member);
  for (guint i = 0; i < CB_PRESET_N_SETTINGS; i++)
    {
      const char *name = _cb_preset_settings[i];
      JsonNode *node = json_object_get_member (object, name);
      g_autofree char *path = g_strconcat ("settings.", name, NULL);
      g_autofree char *value = _cb_preset_dup_setting (object, name);

      if (node == NULL || JSON_NODE_HOLDS_NULL (node))
        continue;
      if (g_str_equal (name, "one-person"))
        {
          if (g_strcmp0 (value, "true") != 0 && g_strcmp0 (value, "false") != 0)
            return _cb_preset_refuse (self, error, path, _ ("true or false is needed"));
        }
      else if (!is_text (node))
        return _cb_preset_refuse (self, error, path, _ ("a text or null is needed"));
    }
  note_unknown (self, object, "settings.", _cb_preset_settings, CB_PRESET_N_SETTINGS);
  return TRUE;
}

/* What a reader of one part says (`:LINE: MEMBER: what`), about the whole file. */
static gboolean
refuse_inner (CbPreset *self, const char *prefix, const GError *inner, GError **error)
{
  const char *path = strstr (inner->message, ": ");
  const char *what = path != NULL ? strstr (path + 2, ": ") : NULL;
  g_autofree char *member = NULL;
  g_autofree char *whole = NULL;

  if (what == NULL)
    return _cb_preset_refuse (self, error, prefix, "%s", inner->message);
  member = g_strndup (path + 2, (gsize)(what - path - 2));
  whole = g_strconcat (prefix, ".", member, NULL);
  return _cb_preset_refuse (self, error, whole, "%s", what + 2);
}

static gboolean
check_profile (CbPreset *self, JsonNode *node, guint i, GError **error)
{
  g_autofree char *path = g_strdup_printf ("profiles.%u", i);
  g_autofree char *text = NULL;
  g_autoptr (CbProfile) profile = NULL;
  g_autoptr (GError) inner = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return _cb_preset_refuse (self, error, path, _ ("a profile is needed"));
  text = cb_json_object_to_string (json_node_get_object (node), FALSE);
  profile = cb_profile_parse (text, -1, "", &inner);
  if (profile == NULL)
    return refuse_inner (self, path, inner, error);
  if (cb_profile_is_national (profile))
    {
      g_autofree char *kind = g_strconcat (path, ".kind", NULL);

      return _cb_preset_refuse (self, error, kind,
                                _ ("a preset brings profiles of provinces only"));
    }

  return TRUE;
}

static gboolean
check_profiles (CbPreset *self, GError **error)
{
  JsonNode *member = json_object_get_member (self->root, "profiles");
  JsonArray *array;

  if (member == NULL || JSON_NODE_HOLDS_NULL (member))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (member))
    return _cb_preset_refuse (self, error, "profiles", _ ("a list of profiles is needed"));
  array = json_node_get_array (member);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *id;

      if (!check_profile (self, json_array_get_element (array, i), i, error))
        return FALSE;
      id = cb_json_get_string (json_array_get_object_element (array, i), "id");
      for (guint k = 0; k < i; k++)
        if (g_strcmp0 (id, cb_json_get_string (json_array_get_object_element (array, k), "id"))
            == 0)
          {
            g_autofree char *path = g_strdup_printf ("profiles.%u.id", i);

            return _cb_preset_refuse (self, error, path, _ ("“%s” is there twice"), id);
          }
    }

  return TRUE;
}

static gboolean
check_changes (CbPreset *self, GError **error)
{
  JsonNode *member = json_object_get_member (self->root, "profile_changes");
  g_autoptr (GList) ids = NULL;

  if (member == NULL || JSON_NODE_HOLDS_NULL (member))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (member))
    return _cb_preset_refuse (self, error, "profile_changes",
                              _ ("an object is needed: profile, path of a value, value"));
  ids = json_object_get_members (json_node_get_object (member));
  for (GList *l = ids; l != NULL; l = l->next)
    {
      JsonNode *changes = json_object_get_member (json_node_get_object (member), l->data);
      g_autofree char *path = g_strconcat ("profile_changes.", l->data, NULL);

      if (!JSON_NODE_HOLDS_OBJECT (changes) && !JSON_NODE_HOLDS_NULL (changes))
        return _cb_preset_refuse (self, error, path,
                                  _ ("an object of paths and values is needed, or null"));
    }

  return TRUE;
}

static gboolean
check_holidays (CbPreset *self, GError **error)
{
  JsonNode *member = json_object_get_member (self->root, "holidays");
  g_autofree char *text = NULL;
  g_autoptr (CbHolidays) holidays = NULL;
  g_autoptr (GError) inner = NULL;

  if (member == NULL || JSON_NODE_HOLDS_NULL (member))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (member))
    return _cb_preset_refuse (self, error, "holidays", _ ("an object with years is needed"));
  text = cb_json_object_to_string (json_node_get_object (member), FALSE);
  holidays = cb_holidays_parse (text, -1, "", &inner);
  return holidays != NULL || refuse_inner (self, "holidays", inner, error);
}

static gboolean
check_agencies (CbPreset *self, GError **error)
{
  JsonNode *member = json_object_get_member (self->root, "agencies");
  JsonArray *array;

  if (member == NULL || JSON_NODE_HOLDS_NULL (member))
    return TRUE;
  array = JSON_NODE_HOLDS_ARRAY (member) ? json_node_get_array (member) : NULL;
  if (array == NULL || json_array_get_length (array) > CB_PRESET_MAX_AGENCIES)
    return _cb_preset_refuse (self, error, "agencies", _ ("a list of at most %d names is needed"),
                              CB_PRESET_MAX_AGENCIES);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *path = g_strdup_printf ("agencies.%u", i);

      if (!is_text (json_array_get_element (array, i)))
        return _cb_preset_refuse (self, error, path, _ ("the name of an agency is needed"));
    }

  return TRUE;
}

static gboolean
is_web_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && g_uri_get_host (uri)[0] != '\0'
         && (g_strcmp0 (g_uri_get_scheme (uri), "https") == 0
             || g_strcmp0 (g_uri_get_scheme (uri), "http") == 0);
}

static gboolean
check_portal (CbPreset *self, GError **error)
{
  JsonNode *member = json_object_get_member (self->root, "portal");
  JsonObject *object;

  if (member == NULL || JSON_NODE_HOLDS_NULL (member))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (member))
    return _cb_preset_refuse (self, error, "portal", _ ("an object is needed"));
  object = json_node_get_object (member);
  for (guint i = 0; i < CB_PRESET_N_PORTAL; i++)
    {
      const char *name = _cb_preset_portal[i];
      JsonNode *node = json_object_get_member (object, name);
      g_autofree char *path = g_strconcat ("portal.", name, NULL);

      if (node == NULL || JSON_NODE_HOLDS_NULL (node))
        continue;
      if (g_str_equal (name, "max_upload_bytes"))
        {
          if (cb_json_get_int (object, name, 0) < 1)
            return _cb_preset_refuse (self, error, path, _ ("a number of bytes is needed"));
        }
      else if (!is_text (node))
        return _cb_preset_refuse (self, error, path, _ ("a text or null is needed"));
    }
  if (cb_json_get_string (object, "address") == NULL
      || !is_web_address (cb_json_get_string (object, "address")))
    return _cb_preset_refuse (self, error, "portal.address",
                              _ ("the address of a portal is needed, as https://data.example.vn"));
  note_unknown (self, object, "portal.", _cb_preset_portal, CB_PRESET_N_PORTAL);
  return TRUE;
}

static gboolean
check_limit (CbPreset *self, JsonObject *limits, const char *name, GError **error)
{
  JsonNode *node = json_object_get_member (limits, name);
  g_autofree char *path = g_strconcat ("limits.", name, NULL);
  g_autofree char *value = _cb_preset_dup_limit (limits, name);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : 0;
  guint from;
  guint until;
  guint64 rate;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (g_str_equal (name, "quiet_stop"))
    return type == G_TYPE_BOOLEAN
           || _cb_preset_refuse (self, error, path, _ ("true or false is needed"));
  if (g_str_equal (name, "quiet_hours"))
    return (type == G_TYPE_STRING && cb_limits_parse_hours (value, &from, &until))
           || _cb_preset_refuse (self, error, path, _ ("two times are needed, as 07:30-17:00"));
  return (type == G_TYPE_INT64 && cb_limits_parse_rate (value, &rate))
         || _cb_preset_refuse (self, error, path, _ ("a number of bytes from %d on is needed"),
                               CB_LIMITS_LOWEST_RATE);
}

static gboolean
check_limits (CbPreset *self, GError **error)
{
  JsonNode *member = json_object_get_member (self->root, "limits");
  const char *known[CB_PRESET_N_LIMITS];
  JsonObject *object;

  if (member == NULL || JSON_NODE_HOLDS_NULL (member))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (member))
    return _cb_preset_refuse (self, error, "limits", _ ("an object is needed"));
  object = json_node_get_object (member);
  for (guint i = 0; i < CB_PRESET_N_LIMITS; i++)
    {
      known[i] = _cb_preset_limits[i][0];
      if (!check_limit (self, object, known[i], error))
        return FALSE;
    }
  note_unknown (self, object, "limits.", known, CB_PRESET_N_LIMITS);
  return TRUE;
}

static gboolean
check_catalog (CbPreset *self, GError **error)
{
  JsonNode *member = json_object_get_member (self->root, "catalog");
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObject *object;
  JsonArray *items;

  if (member == NULL || JSON_NODE_HOLDS_NULL (member))
    return TRUE;
  object = JSON_NODE_HOLDS_OBJECT (member) ? json_node_get_object (member) : NULL;
  if (object == NULL || cb_json_get_string (object, "decision") == NULL)
    return _cb_preset_refuse (self, error, "catalog",
                              _ ("a catalog is needed: its decision and its items"));
  items = cb_json_get_array (object, "items");
  if (items == NULL || json_array_get_length (items) == 0
      || json_array_get_length (items) > MAX_ITEMS)
    return _cb_preset_refuse (self, error, "catalog.items", _ ("a list of 1 to %d items is needed"),
                              MAX_ITEMS);
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonNode *node = json_array_get_element (items, i);
      JsonObject *item = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *code = item != NULL ? cb_json_get_string (item, "code") : NULL;
      const char *title = item != NULL ? cb_json_get_string (item, "title") : NULL;
      g_autofree char *path = g_strdup_printf ("catalog.items.%u", i);

      if (code == NULL || code[0] == '\0' || title == NULL || title[0] == '\0')
        return _cb_preset_refuse (self, error, path,
                                  _ ("an item with a code and a title is needed"));
      if (!g_hash_table_add (codes, (gpointer)code))
        return _cb_preset_refuse (self, error, path, _ ("the code “%s” is there twice"), code);
    }

  return TRUE;
}

/**
 * cb_preset_split_certificates:
 * @text: PEM, one certificate or several
 * @error: %CB_ERROR_INVALID: a piece is no certificate, or there is none
 *
 * Returns: (transfer full) (element-type GTlsCertificate): each of them
 */
GPtrArray *
cb_preset_split_certificates (const char *text, GError **error)
{
  static const char begin[] = "-----BEGIN CERTIFICATE-----";
  static const char end[] = "-----END CERTIFICATE-----";
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  const char *p = text;

  while ((p = strstr (p, begin)) != NULL)
    {
      const char *last = strstr (p, end);
      g_autofree char *pem = NULL;
      g_autoptr (GError) inner = NULL;
      GTlsCertificate *certificate;

      if (last == NULL)
        break;
      pem = g_strndup (p, (gsize)(last - p) + strlen (end));
      certificate = g_tls_certificate_new_from_pem (pem, -1, &inner);
      if (certificate == NULL)
        {
          g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "not a certificate: %s", inner->message);
          return NULL;
        }
      g_ptr_array_add (all, certificate);
      p = last;
    }
  if (p == NULL && all->len > 0)
    return g_steal_pointer (&all);
  g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                       "a certificate in PEM is needed, from BEGIN to END CERTIFICATE");
  return NULL;
}

static gboolean
check_certificates (CbPreset *self, GError **error)
{
  JsonNode *member = json_object_get_member (self->root, "certificates");
  JsonArray *array;

  if (member == NULL || JSON_NODE_HOLDS_NULL (member))
    return TRUE;
  array = JSON_NODE_HOLDS_ARRAY (member) ? json_node_get_array (member) : NULL;
  if (array == NULL || json_array_get_length (array) > MAX_CERTIFICATES)
    return _cb_preset_refuse (self, error, "certificates",
                              _ ("a list of at most %d certificates in PEM is needed"),
                              MAX_CERTIFICATES);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
      g_autofree char *path = g_strdup_printf ("certificates.%u", i);
      g_autoptr (GError) inner = NULL;
      g_autoptr (GPtrArray) pieces
          = cb_preset_split_certificates (text != NULL ? text : "", &inner);

      if (pieces == NULL)
        return _cb_preset_refuse (self, error, path, "%s", inner->message);
    }

  return TRUE;
}

/* Whether every part is as preset.schema.json describes; notes what is not known. */
gboolean
_cb_preset_check_parts (CbPreset *self, GError **error)
{
  static const char *const known[]
      = { "$schema",      "kind",     "version",  "name",   "note",    "settings",
          "profiles",     "holidays", "agencies", "portal", "catalog", "profile_changes",
          "certificates", "limits" };
  JsonNode *name = json_object_get_member (self->root, "name");

  if (name != NULL && !is_text (name))
    return _cb_preset_refuse (self, error, "name", _ ("a text is needed"));
  note_unknown (self, self->root, "", known, G_N_ELEMENTS (known));
  return check_settings (self, error) && check_profiles (self, error) && check_changes (self, error)
         && check_holidays (self, error) && check_agencies (self, error)
         && check_portal (self, error) && check_limits (self, error) && check_catalog (self, error)
         && check_certificates (self, error);
}
