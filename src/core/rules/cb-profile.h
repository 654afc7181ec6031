/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

#include "core/model/cb-catalog-item.h"

G_BEGIN_DECLS

/* A rule that is %TRUE, %FALSE, or that the text says nothing about. */
typedef enum
{
  CB_SAYS_NOTHING,
  CB_SAYS_NO,
  CB_SAYS_YES,
} CbSays;

#define CB_TYPE_PROFILE (cb_profile_get_type ())
G_DECLARE_FINAL_TYPE (CbProfile, cb_profile, CB, PROFILE, GObject)

CbProfile *cb_profile_load (GFile *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_profile_load_all (GFile *folder, GPtrArray **problems, GError **error);

const char *cb_profile_get_id (CbProfile *self);
const char *cb_profile_get_name (CbProfile *self);
const char *cb_profile_get_regulation (CbProfile *self);
CbSays cb_profile_must_be_in_catalog (CbProfile *self);
CbSays cb_profile_one_person_allowed (CbProfile *self);
const char *const *cb_profile_get_allowed_formats (CbProfile *self);
char *cb_profile_dup_clause (CbProfile *self, const char *path);
JsonObject *cb_profile_get_json (CbProfile *self);

G_END_DECLS
