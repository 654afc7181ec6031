/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/portal/cb-http.h"
#include "core/portal/cb-portal.h"

G_BEGIN_DECLS

/**
 * CbCkanClient:
 * @http: (owned): the connection
 * @base: (owned): of the portal, without a slash at its end
 * @user: (owned) (nullable): who we were last told we are
 * @retry_after_us: of the last answer
 *
 * The action API of one CKAN, for one thread.
 */
typedef struct
{
  CbHttp *http;
  char *base;
  char *user;
  gint64 retry_after_us;
} CbCkanClient;

CbCkanClient *cb_ckan_client_new (const char *base);
void cb_ckan_client_free (CbCkanClient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbCkanClient, cb_ckan_client_free)

JsonNode *cb_ckan_client_call (CbCkanClient *self,
                               const char *action,
                               JsonObject *arguments,
                               GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *cb_ckan_client_call_object (CbCkanClient *self,
                                        const char *action,
                                        JsonObject *arguments,
                                        GCancellable *cancellable,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *cb_ckan_client_upload (CbCkanClient *self,
                                   const char *action,
                                   CbUploadStream *body,
                                   GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_ckan_client_ask_user (
    CbCkanClient *self, char **user, char **title, GCancellable *cancellable, GError **error);
void cb_ckan_client_explain_refusal (CbCkanClient *self, GCancellable *cancellable, GError **error);

CbPortalInfo *cb_ckan_client_find (CbCkanClient *self,
                                   const char *address,
                                   GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbPortalInfo *cb_ckan_client_probe (CbCkanClient *self,
                                    const char *address,
                                    GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
