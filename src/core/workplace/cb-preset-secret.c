/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A preset is mailed around and lies on shared folders: nothing that opens a door is in it. */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/workplace/cb-preset-private.h"

/* Parts of names under which somebody may write a secret, without regard to case, dashes and
 * spaces. */
static const char *const secret_words[]
    = { "token",         "secret", "password", "passwd",   "apikey",      "api_key",
        "authorization", "cookie", "matkhau",  "mat_khau", "ma_truy_cap", "private_key" };

/* What rules say about passwords and secrets is none. */
static const char *const rule_words[]
    = { "change_password_on_first_login", "lost_password_notify", "state_secret" };

static void
take_out (char *text, const char *word)
{
  char *at = strstr (text, word);

  if (at != NULL)
    memmove (at, at + strlen (word), strlen (at + strlen (word)) + 1);
}

static gboolean
is_secret_name (const char *name, gboolean in_rules)
{
  g_autofree char *lower = g_utf8_casefold (name, -1);

  g_strdelimit (lower, "- ", '_');
  for (guint i = 0; in_rules && i < G_N_ELEMENTS (rule_words); i++)
    take_out (lower, rule_words[i]);
  for (guint i = 0; i < G_N_ELEMENTS (secret_words); i++)
    if (strstr (lower, secret_words[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* user:password@ of an address; a name alone opens nothing. */
static gboolean
has_password (const char *text)
{
  for (const char *p = strstr (text, "://"); p != NULL; p = strstr (p, "://"))
    {
      gsize length;
      g_autofree char *authority = NULL;
      char *at;

      p += 3;
      length = strcspn (p, "/?# \t\r\n\"'");
      authority = g_strndup (p, length);
      at = strrchr (authority, '@');
      if (at == NULL)
        continue;
      *at = '\0';
      if (strchr (authority, ':') != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Three parts with dots between, the first of which opens a JSON object in base64: what CKAN gives
 * out since 2.9. */
static gboolean
has_access_code (const char *text)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

  for (const char *p = strstr (text, "eyJ"); p != NULL; p = strstr (p + 3, "eyJ"))
    {
      gsize head = strspn (p, letters);
      gsize body = p[head] == '.' ? strspn (p + head + 1, letters) : 0;

      if (body > 0 && p[head + 1 + body] == '.')
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_text (const CbPreset *self, const char *text, const char *path, GError **error)
{
  if (strstr (text, "PRIVATE KEY-----") != NULL)
    return _cb_preset_refuse (self, error, path,
                              _ ("this has a private key; a preset takes certificates only"));
  if (has_password (text))
    return _cb_preset_refuse (
        self, error, path,
        _ ("this address has a password in it; a preset never carries a secret"));
  if (has_access_code (text))
    return _cb_preset_refuse (self, error, path,
                              _ ("this is an access code; a preset never carries a secret"));
  return TRUE;
}

static gboolean check_node (
    const CbPreset *self, JsonNode *node, const char *path, gboolean in_rules, GError **error);

static gboolean
check_object (
    const CbPreset *self, JsonObject *object, const char *path, gboolean in_rules, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *name = l->data;
      g_autofree char *inner
          = path[0] != '\0' ? g_strconcat (path, ".", name, NULL) : g_strdup (name);
      gboolean rules
          = in_rules
            || (path[0] == '\0'
                && (g_str_equal (name, "profiles") || g_str_equal (name, "profile_changes")));

      if (is_secret_name (name, rules))
        return _cb_preset_refuse (self, error, inner,
                                  _ ("a preset never carries a secret; take this out"));
      if (!check_text (self, name, inner, error)
          || !check_node (self, json_object_get_member (object, name), inner, rules, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_node (
    const CbPreset *self, JsonNode *node, const char *path, gboolean in_rules, GError **error)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return check_object (self, json_node_get_object (node), path, in_rules, error);
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *inner = g_strdup_printf ("%s.%u", path, i);

          if (!check_node (self, json_array_get_element (array, i), inner, in_rules, error))
            return FALSE;
        }
      return TRUE;
    }

  return !JSON_NODE_HOLDS_VALUE (node) || json_node_get_string (node) == NULL
         || check_text (self, json_node_get_string (node), path, error);
}

/* Whether nothing in it looks like a secret; what does is named with its line. */
gboolean
_cb_preset_check_no_secret (const CbPreset *self, GError **error)
{
  return check_object (self, self->root, "", FALSE, error);
}
