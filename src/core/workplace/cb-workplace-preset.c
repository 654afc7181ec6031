/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one file with which an IT officer sets up many computers alike (product.md A3): a JSON object
 * with the settings that an agency shares. It never carries a secret. */

#include "config.h"

#include "core/workplace/cb-workplace-preset.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/rules/cb-json-line.h"
#include "core/workplace/cb-workplace-private.h"

#define KIND "congbo-preset"
#define VERSION 1
#define MAX_SIZE (1024 * 1024)

/* What was before the preset that was applied last, as JSON. */
#define BEFORE "preset-before"

/* The name of a person is left out: it belongs to who sits there. */
static const struct
{
  const char *name;
  const char *title;
} settings[] = {
  { "agency", N_ ("Agency") },
  { "profile", N_ ("Rules in force here") },
  { "one-person", N_ ("One person may prepare and approve") },
  { "operator-contact", N_ ("How the portal’s operator is reached") },
};

/* Parts of names under which somebody may write a secret. */
static const char *const secret_words[]
    = { "token",         "secret", "password", "passwd",   "apikey",      "api_key",
        "authorization", "cookie", "matkhau",  "mat_khau", "ma_truy_cap", "private_key" };

typedef struct
{
  const char *text;
  const char *name;
} Reading;

static gboolean
refuse (const Reading *reading, const char *path, const char *what, GError **error)
{
  g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "%s:%u: %s: %s", reading->name,
               cb_json_line_of (reading->text, path), path, what);
  return FALSE;
}

static gboolean
is_secret_name (const char *name)
{
  g_autofree char *lower = g_utf8_casefold (name, -1);

  g_strdelimit (lower, "- ", '_');
  for (guint i = 0; i < G_N_ELEMENTS (secret_words); i++)
    if (strstr (lower, secret_words[i]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
check_no_secret (const Reading *reading, JsonNode *node, const char *path, GError **error)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) names = json_object_get_members (object);

      for (GList *l = names; l != NULL; l = l->next)
        {
          g_autofree char *inner
              = *path != '\0' ? g_strconcat (path, ".", l->data, NULL) : g_strdup (l->data);

          if (is_secret_name (l->data))
            return refuse (reading, inner, "a preset never carries a secret; take this out", error);
          if (!check_no_secret (reading, json_object_get_member (object, l->data), inner, error))
            return FALSE;
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *inner = g_strdup_printf ("%s.%u", path, i);

          if (!check_no_secret (reading, json_array_get_element (array, i), inner, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_settings (const Reading *reading, JsonObject *root, GError **error)
{
  JsonObject *object = cb_json_get_object (root, "settings");

  if (object == NULL)
    return refuse (reading, "settings", "an object is needed", error);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      JsonNode *node = json_object_get_member (object, settings[i].name);
      g_autofree char *path = g_strconcat ("settings.", settings[i].name, NULL);

      if (node == NULL || JSON_NODE_HOLDS_NULL (node))
        continue;
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_string (node) == NULL)
        return refuse (reading, path, "a text or null is needed", error);
      if (g_str_equal (settings[i].name, "one-person")
          && !g_str_equal (json_node_get_string (node), "true")
          && !g_str_equal (json_node_get_string (node), "false"))
        return refuse (reading, path, "\"true\" or \"false\" is needed", error);
    }

  return TRUE;
}

/**
 * cb_preset_parse:
 * @text: a preset as JSON
 * @length: bytes, -1 when it ends in NUL
 * @name: what to call it in an error: the name of its file
 * @error: %CB_ERROR_INVALID with file, line and member; %CB_ERROR_NEWER
 *
 * Members that this version does not know are kept and change nothing; one that looks like a
 * secret is refused wherever it stands.
 *
 * Returns: (transfer full): the preset
 */
JsonObject *
cb_preset_parse (const char *text, gssize length, const char *name, GError **error)
{
  g_autofree char *copy = g_strndup (text, length < 0 ? strlen (text) : (gsize)length);
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  Reading reading = { copy, name };

  root = cb_json_object_parse (copy, -1, error);
  if (root == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  json_node_set_object (node, root);
  if (g_strcmp0 (cb_json_get_string (root, "kind"), KIND) != 0)
    {
      refuse (&reading, "kind", "this is not a preset", error);
      return NULL;
    }
  if (cb_json_get_int (root, "version", 0) > VERSION)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NEWER, "%s: made by a newer version", name);
      return NULL;
    }
  if (!check_no_secret (&reading, node, "", error) || !check_settings (&reading, root, error))
    return NULL;

  return g_steal_pointer (&root);
}

/**
 * cb_preset_load:
 * @file: a preset
 * @error: as cb_preset_parse(), or why the file cannot be read
 *
 * Blocks on the disk.
 *
 * Returns: (transfer full): the preset
 */
JsonObject *
cb_preset_load (GFile *file, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = NULL;
  g_autoptr (GFileInfo) info
      = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, NULL);
  gsize length;

  if (info != NULL && g_file_info_get_size (info) > MAX_SIZE)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "%s: too large for a preset", name);
      return NULL;
    }
  if (!g_file_load_contents (file, NULL, &text, &length, NULL, error))
    {
      cb_error_translate_io (error, name);
      return NULL;
    }

  return cb_preset_parse (text, (gssize)length, name, error);
}

/**
 * cb_workplace_make_preset:
 * @self: a workplace
 *
 * Returns: (transfer full): a preset with the settings as they are here
 */
JsonObject *
cb_workplace_make_preset (CbWorkplace *self)
{
  JsonObject *root = json_object_new ();
  JsonObject *object = json_object_new ();

  g_return_val_if_fail (CB_IS_WORKPLACE (self), root);

  json_object_set_string_member (root, "kind", KIND);
  json_object_set_int_member (root, "version", VERSION);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *value = cb_workplace_dup_setting (self, settings[i].name);

      if (value != NULL && *value != '\0')
        json_object_set_string_member (object, settings[i].name, value);
    }
  json_object_set_object_member (root, "settings", object);

  return root;
}

static void
free_change (gpointer data)
{
  CbPresetChange *change = data;

  g_free (change->name);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

/**
 * cb_workplace_compare_preset:
 * @self: a workplace
 * @preset: what cb_preset_load() gave
 * @error: %CB_ERROR_NOT_FOUND when its rules are not in this program
 *
 * A member that is not in the preset changes nothing, null takes the setting away.
 *
 * Returns: (transfer container) (element-type CbPresetChange): what would change; empty when all
 *   is as the preset has it
 */
GPtrArray *
cb_workplace_compare_preset (CbWorkplace *self, JsonObject *preset, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (free_change);
  JsonObject *object = cb_json_get_object (preset, "settings");
  const char *profile = object != NULL ? cb_json_get_string (object, "profile") : NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  if (profile != NULL && _cb_workplace_find_profile (self, profile) == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "settings.profile: there is no profile %s",
                   profile);
      return NULL;
    }
  for (guint i = 0; object != NULL && i < G_N_ELEMENTS (settings); i++)
    {
      const char *after = cb_json_get_string (object, settings[i].name);
      g_autofree char *before = cb_workplace_dup_setting (self, settings[i].name);
      CbPresetChange *change;

      if (!json_object_has_member (object, settings[i].name) || g_strcmp0 (before, after) == 0)
        continue;
      change = g_new0 (CbPresetChange, 1);
      change->name = g_strdup (settings[i].name);
      change->title = _ (settings[i].title);
      change->before = g_steal_pointer (&before);
      change->after = g_strdup (after);
      g_ptr_array_add (changes, change);
    }

  return g_steal_pointer (&changes);
}

/**
 * cb_workplace_apply_preset:
 * @self: a workplace
 * @preset: what cb_preset_load() gave
 * @error: nothing was changed when its rules are not in this program
 *
 * What was before is written down first, so that a computer that loses power in between can undo
 * all of it.
 *
 * Returns: whether everything is as the preset has it
 */
gboolean
cb_workplace_apply_preset (CbWorkplace *self, JsonObject *preset, GError **error)
{
  g_autoptr (GPtrArray) changes = cb_workplace_compare_preset (self, preset, error);
  g_autoptr (JsonObject) before = json_object_new ();
  g_autofree char *text = NULL;

  if (changes == NULL)
    return FALSE;
  if (changes->len == 0)
    return TRUE;
  for (guint i = 0; i < changes->len; i++)
    {
      const CbPresetChange *change = g_ptr_array_index (changes, i);

      if (change->before != NULL)
        json_object_set_string_member (before, change->name, change->before);
      else
        json_object_set_null_member (before, change->name);
    }
  text = cb_json_object_to_string (before, FALSE);
  if (!cb_workplace_set_setting (self, BEFORE, text, error))
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      const CbPresetChange *change = g_ptr_array_index (changes, i);

      if (!cb_workplace_set_setting (self, change->name, change->after, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cb_workplace_undo_preset:
 * @self: a workplace
 * @error: %CB_ERROR_NOT_FOUND when no preset was applied, or it was undone already
 *
 * Returns: whether the settings are as before the preset that was applied last
 */
gboolean
cb_workplace_undo_preset (CbWorkplace *self, GError **error)
{
  g_autofree char *text = cb_workplace_dup_setting (self, BEFORE);
  g_autoptr (JsonObject) before = NULL;

  if (text == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND, "no preset was applied");
      return FALSE;
    }
  before = cb_json_object_parse (text, -1, error);
  if (before == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (json_object_has_member (before, settings[i].name)
        && !cb_workplace_set_setting (self, settings[i].name,
                                      cb_json_get_string (before, settings[i].name), error))
      return FALSE;

  return cb_workplace_set_setting (self, BEFORE, NULL, error);
}
