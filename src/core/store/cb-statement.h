/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Within core/store only, and only on the thread that owns the connection. */

typedef struct _CbStatement CbStatement;

/* Reads one row, its columns in order; what it returns is the caller's. */
typedef gpointer (*CbRowFunc) (CbStatement *row);

GHashTable *cb_statement_cache_new (void);
CbStatement *cb_statement_get (GHashTable *cache, sqlite3 *db, const char *sql);
void cb_statement_refuse (CbStatement *self);

void cb_statement_put_text (CbStatement *self, const char *text);
void cb_statement_put_int (CbStatement *self, gint64 number);
void cb_statement_put_json (CbStatement *self, JsonObject *object);

char *cb_statement_dup_text (CbStatement *self);
const char *cb_statement_peek_text (CbStatement *self);
gint64 cb_statement_get_int (CbStatement *self);
gboolean cb_statement_skip_null (CbStatement *self);
JsonObject *cb_statement_dup_json (CbStatement *self);

gboolean cb_statement_run (CbStatement *self, GError **error);
gboolean cb_statement_next (CbStatement *self, GError **error);
void cb_statement_end (CbStatement *self);
gboolean cb_statement_read (CbStatement *self, CbRowFunc func, GPtrArray *rows, GError **error);

void cb_statement_set_error (sqlite3 *db, int code, const char *what, GError **error);

G_END_DECLS
