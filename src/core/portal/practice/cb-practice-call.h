/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/portal/practice/cb-practice-habits.h"
#include "core/portal/practice/cb-practice-store.h"

G_BEGIN_DECLS

/**
 * CbPracticeUpload:
 * @field: the form's name for it
 * @file_name: as the client sent it
 * @content_type: (nullable): as the client sent it
 * @path: (nullable): where the bytes are; %NULL once they are kept
 * @size: bytes
 */
typedef struct
{
  char *field;
  char *file_name;
  char *content_type;
  char *path;
  guint64 size;
} CbPracticeUpload;

/**
 * CbPracticeCall:
 * @store: borrowed
 * @habits: of the version that is played
 * @max_resource_size: bytes, inclusive
 * @user: (nullable): who asks; %NULL for anybody
 * @data: what was sent; an upload is a member whose value is null until it is kept
 * @uploads: (element-type CbPracticeUpload): files of the form
 * @status: of the answer
 * @type, @message: of a failure
 * @fields: (nullable): of a failed validation
 *
 * One call of an action, and its outcome.
 */
typedef struct
{
  CbPracticeStore *store;
  const CbPracticeHabits *habits;
  guint64 max_resource_size;
  JsonObject *user;
  JsonObject *data;
  GPtrArray *uploads;

  guint status;
  const char *type;
  char *message;
  JsonObject *fields;
} CbPracticeCall;

CbPracticeCall *cb_practice_call_new (void);
void cb_practice_call_free (CbPracticeCall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPracticeCall, cb_practice_call_free)

gpointer cb_practice_call_deny (CbPracticeCall *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gpointer cb_practice_call_not_found (CbPracticeCall *self, const char *message);
gpointer cb_practice_call_crash (CbPracticeCall *self);
gpointer cb_practice_call_malformed (CbPracticeCall *self, const char *message);
gpointer cb_practice_call_reject (CbPracticeCall *self, JsonObject *fields);
gpointer
cb_practice_call_reject_field (CbPracticeCall *self, const char *field, const char *message);
void cb_practice_add_message (JsonObject *fields, const char *field, const char *message);

const char *cb_practice_call_get_user_name (CbPracticeCall *self);
CbPracticeUpload *cb_practice_call_find_upload (CbPracticeCall *self, const char *field);
char *cb_practice_now (void);

G_END_DECLS
