/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/portal/practice/cb-practice-store.h"

G_BEGIN_DECLS

struct _CbPracticeStore
{
  char *folder;
  char *site_url;
  GHashTable *packages;      /* (element-type utf8 JsonObject) by id */
  GHashTable *organisations; /* (element-type utf8 JsonObject) by id */
  GHashTable *users;         /* (element-type utf8 JsonObject) by id */
  GBytes *secret;
};

/* cb-practice-store.c */
gboolean
_cb_practice_store_write_file (const char *path, const char *bytes, gsize length, GError **error);

G_END_DECLS
