/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CbPracticeStore:
 *
 * What the practice portal remembers, in a folder of small JSON files and uploaded bytes. Every
 * change is on the disk before it is in memory, so that a kill at any moment leaves either the old
 * or the new. Not thread-safe: the portal holds its lock around every use.
 *
 * Objects handed out belong to the store and are never changed in place: a change is a deep copy
 * that is put back.
 */
typedef struct _CbPracticeStore CbPracticeStore;

CbPracticeStore *cb_practice_store_open (const char *folder,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_practice_store_free (CbPracticeStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPracticeStore, cb_practice_store_free)

JsonObject *cb_practice_store_find_package (CbPracticeStore *self, const char *id_or_name);
JsonObject *
cb_practice_store_find_resource (CbPracticeStore *self, const char *id, JsonObject **package);
GPtrArray *cb_practice_store_list_packages (CbPracticeStore *self);
gboolean cb_practice_store_put_package (CbPracticeStore *self, JsonObject *package, GError **error);
gboolean cb_practice_store_knows_resource (CbPracticeStore *self,
                                           const char *resource_id,
                                           const char *except_package_id);

JsonObject *cb_practice_store_find_organisation (CbPracticeStore *self, const char *id_or_name);
GPtrArray *cb_practice_store_list_organisations (CbPracticeStore *self);
gboolean cb_practice_store_put_organisation (CbPracticeStore *self,
                                             JsonObject *organisation,
                                             GError **error);

JsonObject *cb_practice_store_find_user (CbPracticeStore *self, const char *id_or_name);
JsonObject *cb_practice_store_find_token_owner (CbPracticeStore *self, const char *hash);
gboolean cb_practice_store_put_user (CbPracticeStore *self, JsonObject *user, GError **error);
const char *
cb_practice_store_get_capacity (CbPracticeStore *self, JsonObject *user, JsonObject *organisation);

char *cb_practice_store_dup_file_path (CbPracticeStore *self, const char *resource_id);
char *cb_practice_store_dup_incoming_path (CbPracticeStore *self);
gboolean cb_practice_store_keep_file (CbPracticeStore *self,
                                      const char *incoming_path,
                                      const char *resource_id,
                                      GError **error);
void cb_practice_store_drop_file (CbPracticeStore *self, const char *resource_id);
void cb_practice_store_set_site_url (CbPracticeStore *self, const char *url);
const char *cb_practice_store_get_site_url (CbPracticeStore *self);
GBytes *cb_practice_store_get_secret (CbPracticeStore *self);

JsonObject *cb_practice_store_copy_object (JsonObject *object);

G_END_DECLS
