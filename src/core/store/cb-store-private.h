/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <sqlite3.h>

#include "core/store/cb-migration.h"
#include "core/store/cb-statement.h"
#include "core/store/cb-store.h"

G_BEGIN_DECLS

/* Within core/store and its tests only. */

/**
 * CbQuery:
 * @sql: one statement; a literal
 * @text: (array length=n_text): its parameters, in order; each may be %NULL
 * @read: for cb_store_list() and cb_store_find(): makes a value of a row
 * @destroy: of such a value
 */
typedef struct
{
  const char *sql;
  const char *text[5];
  guint n_text;
  CbRowFunc read;
  GDestroyNotify destroy;
} CbQuery;

sqlite3 *
_cb_store_look_at_database (const char *root, const CbMigrations *migrations, GError **error);
sqlite3 *_cb_store_open_database (const char *root,
                                  CbClock *clock,
                                  const CbMigrations *migrations,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbStore *_cb_store_open_with (const char *root,
                              CbClock *clock,
                              const CbMigrations *migrations,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean _cb_store_read (CbStore *self, CbStoreFunc func, gpointer user_data, GError **error);
CbStatement *_cb_store_statement (CbStore *self, const char *sql);
gboolean _cb_store_is_changing (CbStore *self);
GPtrArray *
_cb_store_list (CbStore *self, const CbQuery *query, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer _cb_store_find (CbStore *self, const CbQuery *query, const char *what, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean _cb_store_write (CbStore *self, const CbQuery *query, gint64 *changes, GError **error);

G_END_DECLS
