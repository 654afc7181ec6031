/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/cb-ckan-client.h"

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/portal/cb-ckan-reply.h"
#include "core/portal/cb-upload-stream.h"

/**
 * cb_ckan_client_new:
 * @base: of the portal
 *
 * Returns: (transfer full): without a token
 */
CbCkanClient *
cb_ckan_client_new (const char *base)
{
  CbCkanClient *self = g_new0 (CbCkanClient, 1);

  self->http = cb_http_new ();
  self->base = g_strdup (base);
  return self;
}

/**
 * cb_ckan_client_free:
 * @self: (nullable) (transfer full): with no call under way
 */
void
cb_ckan_client_free (CbCkanClient *self)
{
  if (self == NULL)
    return;

  cb_http_free (self->http);
  g_free (self->base);
  g_free (self->user);
  g_free (self);
}

static char *
dup_action_url (CbCkanClient *self, const char *action)
{
  return g_strdup_printf ("%s/api/3/action/%s", self->base, action);
}

/* A dead token and a missing role are the same 403; only asking who we are tells (R3). */
static JsonNode *
take_result (CbCkanClient *self, CbHttpReply *reply, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  JsonNode *result;

  self->retry_after_us = reply->retry_after_us;
  result = cb_ckan_reply_dup_result (reply, &local_error);
  if (result != NULL)
    return result;
  if (cb_ckan_reply_is_refusal (reply))
    cb_ckan_client_explain_refusal (self, cancellable, &local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/**
 * cb_ckan_client_call:
 * @self: the portal
 * @action: `package_show` …
 * @arguments: (nullable): of it
 * @cancellable: (nullable): to stop
 * @error: what the answer means, portals.md §2.3; %CB_ERROR_SIGN_IN when the token is dead
 *
 * POST as JSON with the token (portals.md R1, R2).
 *
 * Returns: (transfer full): the `result`
 */
JsonNode *
cb_ckan_client_call (CbCkanClient *self,
                     const char *action,
                     JsonObject *arguments,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *url = dup_action_url (self, action);
  g_autofree char *json
      = arguments != NULL ? cb_json_object_to_string (arguments, FALSE) : g_strdup ("{}");
  g_autoptr (CbHttpReply) reply = NULL;

  self->retry_after_us = 0;
  reply = cb_http_post_json (self->http, url, TRUE, json, cancellable, error);
  return reply != NULL ? take_result (self, reply, cancellable, error) : NULL;
}

static JsonObject *
take_object (JsonNode *result, GError **error)
{
  g_autoptr (JsonNode) node = result;

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_A_PORTAL, "the result is not an object");
      return NULL;
    }

  return json_node_dup_object (node);
}

/**
 * cb_ckan_client_call_object:
 * @self: the portal
 * @action: whose result is an object
 * @arguments: (nullable): of it
 * @cancellable: (nullable): to stop
 * @error: as cb_ckan_client_call()
 *
 * Returns: (transfer full): the `result`
 */
JsonObject *
cb_ckan_client_call_object (CbCkanClient *self,
                            const char *action,
                            JsonObject *arguments,
                            GCancellable *cancellable,
                            GError **error)
{
  return take_object (cb_ckan_client_call (self, action, arguments, cancellable, error), error);
}

/**
 * cb_ckan_client_upload:
 * @self: the portal
 * @action: one that takes a file
 * @body: fields and file
 * @cancellable: (nullable): to stop
 * @error: as cb_ckan_client_call(), and what stopped the body
 *
 * Returns: (transfer full): the `result`
 */
JsonObject *
cb_ckan_client_upload (CbCkanClient *self,
                       const char *action,
                       CbUploadStream *body,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *url = dup_action_url (self, action);
  g_autoptr (CbHttpReply) reply = NULL;

  self->retry_after_us = 0;
  reply = cb_http_post_upload (self->http, url, body, cancellable, error);
  return reply != NULL ? take_object (take_result (self, reply, cancellable, error), error) : NULL;
}

static JsonObject *
show_user (CbCkanClient *self, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *url = dup_action_url (self, "user_show");
  g_autoptr (JsonObject) arguments = json_object_new ();
  g_autofree char *json = NULL;
  g_autoptr (CbHttpReply) reply = NULL;
  g_autoptr (GError) local_error = NULL;
  JsonObject *user;

  if (id != NULL)
    json_object_set_string_member (arguments, "id", id);
  json = cb_json_object_to_string (arguments, FALSE);
  reply = cb_http_post_json (self->http, url, TRUE, json, cancellable, error);
  if (reply == NULL)
    return NULL;
  self->retry_after_us = reply->retry_after_us;
  user = take_object (cb_ckan_reply_dup_result (reply, &local_error), &local_error);
  if (user == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return user;
}

static gboolean
is_nobody (const GError *error)
{
  return g_error_matches (error, CB_ERROR, CB_ERROR_NOT_FOUND)
         || g_error_matches (error, CB_ERROR, CB_ERROR_FORBIDDEN)
         || g_error_matches (error, CB_ERROR, CB_ERROR_REJECTED);
}

/**
 * cb_ckan_client_ask_user:
 * @self: the portal
 * @user: (out) (nullable): who the token says we are; %NULL: nobody
 * @title: (out) (optional) (nullable): that user's name for people
 * @cancellable: (nullable): to stop
 * @error: when the portal could not be asked
 *
 * `user_show` without an id, 2.10 and later; on 2.9 with the remembered name, where only the owner
 * sees the e-mail address (portals.md R3).
 *
 * Returns: %FALSE on error
 */
gboolean
cb_ckan_client_ask_user (
    CbCkanClient *self, char **user, char **title, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonObject) object = show_user (self, NULL, cancellable, &local_error);

  *user = NULL;
  if (title != NULL)
    *title = NULL;
  if (object == NULL && is_nobody (local_error) && self->user != NULL)
    {
      g_clear_error (&local_error);
      object = show_user (self, self->user, cancellable, &local_error);
      if (object != NULL && !json_object_has_member (object, "email"))
        g_clear_pointer (&object, json_object_unref);
    }
  if (local_error != NULL && !is_nobody (local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (object != NULL)
    {
      const char *display = cb_json_get_string (object, "display_name");

      *user = g_strdup (cb_json_get_string (object, "name"));
      if (title != NULL)
        *title = g_strdup (display);
    }
  return TRUE;
}

/**
 * cb_ckan_client_explain_refusal:
 * @self: the portal
 * @cancellable: (nullable): to stop
 * @error: (inout): CKAN's "Authorization Error"; becomes %CB_ERROR_SIGN_IN when the token counts
 *   for nothing, or what kept us from asking
 */
void
cb_ckan_client_explain_refusal (CbCkanClient *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *user = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!cb_ckan_client_ask_user (self, &user, NULL, cancellable, &local_error))
    {
      g_clear_error (error);
      g_propagate_error (error, g_steal_pointer (&local_error));
    }
  else if (user == NULL)
    {
      g_clear_error (error);
      g_set_error_literal (error, CB_ERROR, CB_ERROR_SIGN_IN, "the portal does not know the token");
    }
}
