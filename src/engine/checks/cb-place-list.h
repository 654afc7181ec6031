/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* When a code, a name or a pair of both is of a province. */
enum
{
  CB_PLACE_BEFORE = 1 << 0, /* until the day on which they were merged */
  CB_PLACE_AFTER = 1 << 1,  /* from then on */
};

typedef struct _CbPlaceList CbPlaceList;

CbPlaceList *cb_place_list_new (const char *json, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_place_list_free (CbPlaceList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPlaceList, cb_place_list_free)

const char *cb_place_list_get_changed (const CbPlaceList *self);
guint cb_place_list_find_code (const CbPlaceList *self, const char *code, gsize length);
guint cb_place_list_find_name (const CbPlaceList *self, const char *name, gsize length);
guint cb_place_list_find_pair (const CbPlaceList *self,
                               const char *code,
                               gsize code_length,
                               const char *name,
                               gsize name_length);

G_END_DECLS
