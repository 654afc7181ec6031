/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
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

/* Where the counting of days begins (regulations.md §1.3). */
typedef enum
{
  CB_ANCHOR_PERIOD_END,        /* "kể từ ngày kết thúc tháng" */
  CB_ANCHOR_NEXT_PERIOD_START, /* "kể từ ngày đầu tiên của quý tiếp theo" */
  CB_ANCHOR_CHANGE_PUBLISHED, /* "kể từ ngày có công bố thay đổi": no period, a day told by people
                               */
} CbAnchor;

/**
 * CbUpdateRule:
 * @frequency: of the items it is about
 * @anchor: the day that the counting begins with; never counted itself (Civil Code 147.2)
 * @days: so many days after it
 * @quote: the words of the text
 * @clause: what it rests on, "Điều 5 khoản 7, …"
 */
typedef struct
{
  CbFrequency frequency;
  CbAnchor anchor;
  guint days;
  char *quote;
  char *clause;
} CbUpdateRule;

#define CB_TYPE_PROFILE (cb_profile_get_type ())
G_DECLARE_FINAL_TYPE (CbProfile, cb_profile, CB, PROFILE, GObject)

CbProfile *cb_profile_load (GFile *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbProfile *cb_profile_parse (const char *text, gssize length, const char *name, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_profile_load_all (GFile *folder, GPtrArray **problems, GError **error);
void cb_profile_settle_all (GPtrArray *profiles);
void cb_profile_set_replaced (CbProfile *self, gboolean replaced);
gboolean cb_profile_is_replaced (CbProfile *self);
CbProfile *cb_profile_copy (CbProfile *self) G_GNUC_WARN_UNUSED_RESULT;
CbProfile *cb_profile_find (GPtrArray *profiles, const char *id);

const char *cb_profile_get_id (CbProfile *self);
const char *cb_profile_get_name (CbProfile *self);
const char *cb_profile_get_regulation (CbProfile *self);
gboolean cb_profile_is_national (CbProfile *self);
gboolean cb_profile_is_draft (CbProfile *self);
CbSays cb_profile_must_be_in_catalog (CbProfile *self);
CbSays cb_profile_one_person_allowed (CbProfile *self);
CbSays cb_profile_says (CbProfile *self, const char *path);
const char *const *cb_profile_get_allowed_formats (CbProfile *self);
const CbUpdateRule *cb_profile_find_update_rule (CbProfile *self, CbFrequency frequency);
JsonNode *cb_profile_find_node (CbProfile *self, const char *path);
char *cb_profile_dup_own_clause (CbProfile *self, const char *path);
char *cb_profile_dup_clause (CbProfile *self, const char *path);
JsonObject *cb_profile_get_json (CbProfile *self);

CbProfile *cb_profile_get_national (CbProfile *self);
void cb_profile_set_national (CbProfile *self, CbProfile *national);

G_END_DECLS
