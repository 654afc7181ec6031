/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a pasted address to a portal that knows us. */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/portal/cb-ckan-client.h"
#include "core/portal/cb-ckan-reply.h"

#define STATUS_SHOW "/api/3/action/status_show"
#define MAX_ASKED 12

/* Scheme, host, port and path, without a slash at the end; no query, no fragment, no user. */
static char *
dup_address (const char *pasted, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (pasted));
  g_autofree char *full = strstr (stripped, "://") != NULL
                              ? g_strdup (stripped)
                              : g_strconcat ("https://", stripped, NULL);
  g_autoptr (GUri) uri
      = g_uri_parse (full, G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  char *clean;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
      || (g_strcmp0 (scheme, "http") != 0 && g_strcmp0 (scheme, "https") != 0))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "not a web address");
      return NULL;
    }
  clean = g_uri_join (G_URI_FLAGS_ENCODED_PATH, scheme, NULL, g_uri_get_host (uri),
                      g_uri_get_port (uri), g_uri_get_path (uri), NULL, NULL);
  while (g_str_has_suffix (clean, "/"))
    clean[strlen (clean) - 1] = '\0';
  return clean;
}

/* Cuts the last path segment off; %FALSE when there is none. */
static gboolean
go_up (char *address)
{
  char *path = strstr (address, "://") + 3;
  char *slash = strrchr (path, '/');

  if (slash == NULL)
    return FALSE;
  *slash = '\0';
  return TRUE;
}

static gboolean
ends_in_locale (const char *base)
{
  const char *last = strrchr (strstr (base, "://") + 3, '/');
  gsize length = last != NULL ? strlen (last + 1) : 0;

  return length == 2 || (length == 5 && last[3] == '_');
}

/* http to https, or another path, of the same host: the portal corrects its address (R5). */
static char *
dup_corrected (const char *base, const CbHttpReply *reply)
{
  g_autoptr (GUri) from = g_uri_parse (base, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GUri) to
      = reply->location != NULL ? g_uri_parse (reply->location, G_URI_FLAGS_NONE, NULL) : NULL;
  char *tail = reply->location != NULL ? strstr (reply->location, STATUS_SHOW) : NULL;
  g_autofree char *corrected = NULL;

  if (from == NULL || to == NULL || tail == NULL || reply->status < 301 || reply->status > 308
      || g_uri_get_host (from) == NULL || g_uri_get_host (to) == NULL
      || g_ascii_strcasecmp (g_uri_get_host (from), g_uri_get_host (to)) != 0
      || (g_str_has_prefix (base, "https://") && !g_str_has_prefix (reply->location, "https://")))
    return NULL;

  /* No more is taken from a redirect than from a person: httw:// is none of the web. */
  corrected = g_strndup (reply->location, (gsize)(tail - reply->location));
  return dup_address (corrected, NULL);
}

/* Nothing of ours is sent along: whoever answers is not known yet. */
static JsonObject *
ask_status (CbCkanClient *self,
            const char *base,
            char **corrected,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *url = g_strconcat (base, STATUS_SHOW, NULL);
  g_autoptr (CbHttpReply) reply = cb_http_get (self->http, url, FALSE, cancellable, error);
  g_autoptr (JsonNode) result = NULL;

  *corrected = NULL;
  if (reply == NULL)
    return NULL;
  self->retry_after_us = reply->retry_after_us;
  *corrected = dup_corrected (base, reply);
  result = cb_ckan_reply_dup_result (reply, error);
  if (result == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (result)
      || (!json_object_has_member (json_node_get_object (result), "site_url")
          && !json_object_has_member (json_node_get_object (result), "ckan_version")
          && !json_object_has_member (json_node_get_object (result), "extensions")))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_A_PORTAL, "%s is not CKAN", reply->host);
      return NULL;
    }
  return json_node_dup_object (result);
}

static gboolean
may_look_further_up (const GError *error)
{
  return g_error_matches (error, CB_ERROR, CB_ERROR_NOT_A_PORTAL)
         || g_error_matches (error, CB_ERROR, CB_ERROR_NOT_FOUND)
         || g_error_matches (error, CB_ERROR, CB_ERROR_BAD_REQUEST)
         || g_error_matches (error, CB_ERROR, CB_ERROR_REDIRECTED)
         || g_error_matches (error, CB_ERROR, CB_ERROR_FORBIDDEN)
         || g_error_matches (error, CB_ERROR, CB_ERROR_SERVER);
}

static JsonObject *
find_base (CbCkanClient *self, char **base, GCancellable *cancellable, GError **error)
{
  for (guint asked = 0; asked < MAX_ASKED; asked++)
    {
      g_autofree char *corrected = NULL;
      g_autoptr (GError) local_error = NULL;
      JsonObject *status = ask_status (self, *base, &corrected, cancellable, &local_error);

      if (status != NULL)
        return status;
      if (corrected != NULL && g_strcmp0 (corrected, *base) != 0)
        {
          g_free (*base);
          *base = g_steal_pointer (&corrected);
          continue;
        }
      if (!may_look_further_up (local_error) || !go_up (*base))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }

  g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_A_PORTAL, "no portal above that address");
  return NULL;
}

/* /vi/api/3 works as well, but answers in the language of its path (R11). */
static void
leave_locale (CbCkanClient *self, char **base, GCancellable *cancellable)
{
  g_autofree char *above = g_strdup (*base);
  g_autofree char *corrected = NULL;
  g_autoptr (JsonObject) status = NULL;

  if (!ends_in_locale (*base) || !go_up (above))
    return;
  status = ask_status (self, above, &corrected, cancellable, NULL);
  if (status == NULL)
    return;
  g_free (*base);
  *base = g_steal_pointer (&above);
}

static void
fill_organisations (CbPortalInfo *info, JsonNode *list)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *id = cb_json_get_string (object, "id");
      const char *name = cb_json_get_string (object, "name");
      const char *title = cb_json_get_string (object, "title");
      CbPortalOrganisation *organisation;

      /* Nothing could be created in it: there is no naming it. */
      if (id == NULL || name == NULL)
        continue;
      organisation = g_new0 (CbPortalOrganisation, 1);
      organisation->id = g_strdup (id);
      organisation->name = g_strdup (name);
      organisation->title = g_strdup (title != NULL && *title != '\0' ? title : name);
      organisation->capacity = g_strdup (cb_json_get_string (object, "capacity"));
      g_ptr_array_add (info->organisations, organisation);
    }
}

static void
fill_status (CbPortalInfo *info, JsonObject *status)
{
  JsonArray *extensions = cb_json_get_array (status, "extensions");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  info->title = g_strdup (cb_json_get_string (status, "site_title"));
  info->version = g_strdup (cb_json_get_string (status, "ckan_version"));
  for (guint i = 0; extensions != NULL && i < json_array_get_length (extensions); i++)
    {
      JsonNode *node = json_array_get_element (extensions, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_string (node) != NULL)
        g_strv_builder_add (builder, json_node_get_string (node));
    }
  info->extensions = g_strv_builder_end (builder);
}

/**
 * cb_ckan_client_find:
 * @self: the portal; its base becomes the one that was found
 * @address: what was pasted
 * @cancellable: (nullable): to stop
 * @error: see cb_portal_probe()
 *
 * Asks nothing that only somebody who is known there is told.
 *
 * Returns: (transfer full): what it is; it says nothing of who we are
 */
CbPortalInfo *
cb_ckan_client_find (CbCkanClient *self,
                     const char *address,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (CbPortalInfo) info = cb_portal_info_new ();
  g_autoptr (JsonObject) status = NULL;

  info->url = dup_address (address, error);
  if (info->url == NULL)
    return NULL;
  status = find_base (self, &info->url, cancellable, error);
  if (status == NULL)
    return NULL;
  leave_locale (self, &info->url, cancellable);
  g_free (self->base);
  self->base = g_strdup (info->url);
  fill_status (info, status);
  return g_steal_pointer (&info);
}

/**
 * cb_ckan_client_probe:
 * @self: the portal; its base becomes the one that was found
 * @address: what was pasted
 * @cancellable: (nullable): to stop
 * @error: see cb_portal_probe()
 *
 * Returns: (transfer full): what it is, and who we are there
 */
CbPortalInfo *
cb_ckan_client_probe (CbCkanClient *self,
                      const char *address,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (CbPortalInfo) info = cb_ckan_client_find (self, address, cancellable, error);
  g_autoptr (JsonObject) arguments = json_object_new ();
  g_autoptr (JsonNode) list = NULL;

  if (info == NULL)
    return NULL;
  if (!cb_ckan_client_ask_user (self, &info->user, &info->user_title, cancellable, error))
    return NULL;
  /* The default permission would count plain members in (portals.md §2.4). */
  json_object_set_string_member (arguments, "permission", "create_dataset");
  list = cb_ckan_client_call (self, "organization_list_for_user", arguments, cancellable, error);
  if (list == NULL)
    return NULL;
  fill_organisations (info, list);
  if (info->user == NULL && info->organisations->len == 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_SIGN_IN, "the portal does not know the token");
      return NULL;
    }

  return g_steal_pointer (&info);
}
