/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CB_TYPE_PRACTICE_PORTAL (cb_practice_portal_get_type ())
G_DECLARE_FINAL_TYPE (CbPracticePortal, cb_practice_portal, CB, PRACTICE_PORTAL, GObject)

CbPracticePortal *cb_practice_portal_new (const char *folder,
                                          const char *version,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_practice_portal_start (CbPracticePortal *self, guint16 port, GError **error);
void cb_practice_portal_stop (CbPracticePortal *self);
const char *cb_practice_portal_get_url (CbPracticePortal *self);
const char *cb_practice_portal_get_version (CbPracticePortal *self);

gboolean cb_practice_portal_ensure_organisation (CbPracticePortal *self,
                                                 const char *name,
                                                 const char *title,
                                                 GError **error);
char *cb_practice_portal_ensure_user (CbPracticePortal *self,
                                      const char *name,
                                      const char *role,
                                      const char *organisation,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *cb_practice_portal_issue_token (CbPracticePortal *self,
                                      const char *user,
                                      gint64 lifetime_seconds,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
cb_practice_portal_revoke_tokens (CbPracticePortal *self, const char *user, GError **error);

void cb_practice_portal_set_max_resource_size (CbPracticePortal *self, guint64 bytes);
void cb_practice_portal_set_max_request_size (CbPracticePortal *self, guint64 bytes);

gboolean cb_practice_portal_add_fault (CbPracticePortal *self, const char *text, GError **error);
void cb_practice_portal_clear_faults (CbPracticePortal *self);
GStrv cb_practice_portal_dup_requests (CbPracticePortal *self);

G_END_DECLS
