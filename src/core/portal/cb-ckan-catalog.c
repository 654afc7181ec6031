/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/cb-ckan-catalog.h"

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/portal/cb-ckan-client.h"

/* CKAN gives 1,000 at most, and portals are set to less. */
#define ROWS_AT_ONCE 100
/* A catalog is thousands of items; what goes on longer does not end. */
#define MAX_DATASETS 100000

typedef struct
{
  GPtrArray *all;   /* (not owned) (element-type JsonObject) */
  GHashTable *seen; /* (not owned): their names */
  guint start;      /* of the next page */
  gint64 count;     /* how many there are, as the portal says */
} Reading;

/* %FALSE with @error. Those that are known already are left out: what is published while pages are
 * read moves the rest on by one. */
static gboolean
read_page (CbCkanClient *client,
           Reading *reading,
           guint *length,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (JsonObject) arguments = json_object_new ();
  g_autoptr (JsonObject) result = NULL;
  JsonArray *found;

  json_object_set_int_member (arguments, "rows", ROWS_AT_ONCE);
  json_object_set_int_member (arguments, "start", reading->start);
  json_object_set_string_member (arguments, "sort", "name asc");
  result = cb_ckan_client_call_object (client, "package_search", arguments, cancellable, error);
  if (result == NULL)
    return FALSE;
  reading->count = cb_json_get_int (result, "count", 0);
  found = cb_json_get_array (result, "results");
  *length = found != NULL ? json_array_get_length (found) : 0;
  for (guint i = 0; i < *length; i++)
    {
      JsonNode *node = json_array_get_element (found, i);
      JsonObject *package = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *name = package != NULL ? cb_json_get_string (package, "name") : NULL;

      if (name != NULL && g_hash_table_add (reading->seen, g_strdup (name)))
        g_ptr_array_add (reading->all, json_object_ref (package));
    }
  reading->start += *length;
  return TRUE;
}

/* Page after page, until one is empty. One with nothing new says that the portal does not look at
 * where the page is to begin: it would go on for ever, and the rest of the catalog never come. */
static gboolean
read_pages (CbCkanClient *client, Reading *reading, GCancellable *cancellable, GError **error)
{
  guint length = 0;

  do
    {
      guint known = reading->all->len;

      if (!read_page (client, reading, &length, cancellable, error))
        return FALSE;
      if (length == 0 || reading->all->len > known)
        continue;
      if (reading->count <= reading->all->len)
        return TRUE;
      g_set_error (error, CB_ERROR, CB_ERROR_SERVER,
                   "the portal gives the same %u of %" G_GINT64_FORMAT " datasets again and again",
                   reading->all->len, reading->count);
      return FALSE;
    }
  while (length > 0 && reading->start <= MAX_DATASETS);
  return TRUE;
}

/**
 * cb_ckan_catalog_read:
 * @address: of a CKAN, or of any page of it
 * @authorities: (nullable) (element-type GTlsCertificate): trusted beside the system's
 * @title: (out) (optional): of the site; %NULL when it has none
 * @cancellable: (nullable): to stop
 * @error: %CB_ERROR_NOT_A_PORTAL, %CB_ERROR_OFFLINE…; %CB_ERROR_INVALID: nothing
 *   on it is public; %CB_ERROR_SERVER: it gives the same page again and again; %CB_ERROR_TOO_LARGE
 *
 * Asks as the public does, without a token: what is not public is no part of it. Blocks.
 *
 * Returns: (transfer full) (element-type JsonObject): every public dataset, in the order of names
 */
GPtrArray *
cb_ckan_catalog_read (const char *address,
                      GPtrArray *authorities,
                      char **title,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (CbCkanClient) client = cb_ckan_client_new (address);
  g_autoptr (CbPortalInfo) info = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reading reading = { .all = all, .seen = seen };

  cb_http_set_authorities (client->http, authorities);
  info = cb_ckan_client_find (client, address, cancellable, error);
  if (info == NULL || !read_pages (client, &reading, cancellable, error))
    return NULL;
  if (all->len == 0 || reading.start > MAX_DATASETS)
    {
      g_set_error (error, CB_ERROR, all->len == 0 ? CB_ERROR_INVALID : CB_ERROR_TOO_LARGE,
                   "the portal has %u public datasets", all->len);
      return NULL;
    }
  if (title != NULL)
    *title = g_strdup (info->title);
  return g_steal_pointer (&all);
}
