/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/pages/cb-pages.h"
#include "engine/sandbox/cb-sandbox.h"
#include "engine/serve/cb-speaker.h"
#include "engine/table/cb-profile.h"
#include "engine/table/cb-table.h"

G_BEGIN_DECLS

/* What was compared with, and what is different from it; of several threads. */
typedef struct _CbServeDiff CbServeDiff;

typedef struct
{
  /* Owned */
  CbSpeaker *speaker;
  CbTable *table;      /* (nullable): until `open` was answered; then it does not change */
  CbPages *pages;      /* (nullable): of a PDF; set with the table */
  GVariant *options;   /* (nullable): of `open`; the table may point into it */
  GHashTable *works;   /* (element-type guint32 CbServeWork) (mutex lock) */
  GArray *chart_bases; /* (nullable) (mutex lock): what the last profile said, for charts */
  CbServeDiff *diff;   /* (nullable) (mutex lock): what the last comparison found */
  GThreadPool *quick;  /* rows, which answer while a check runs */
  GThreadPool *thorough;

  /* Borrowed */
  const CbSandboxReport *sandbox;
  const char *secret_mark; /* (nullable) */

  GMutex lock;
  int fd;
  int out_fd;
  gint64 last_indexed_us; /* of the threads of the index, one at a time */
  gboolean said_all_indexed;
} CbServe;

typedef struct _CbServeWork CbServeWork;
typedef gboolean (*CbServeFunc) (CbServeWork *work, GError **error);

/* A request under way. */
struct _CbServeWork
{
  /* Owned */
  GVariant *body;
  GCancellable *cancellable;

  /* Borrowed */
  CbServe *serve;
  CbServeFunc answer;

  guint32 serial;
  guint64 done;
  gint64 last_progress_us;
};

gboolean _cb_serve_may_show (CbServe *self, GError **error);
void _cb_serve_progress_cb (guint64 done, guint64 total, gpointer work);
gboolean _cb_serve_open (CbServe *self, guint32 serial, GVariant *body, GError **error);
CbTable *_cb_serve_open_other (CbServeWork *work, GVariant *body, GError **error);
gboolean _cb_serve_diff (CbServeWork *work, GError **error);
gboolean _cb_serve_diff_rows (CbServeWork *work, GError **error);
void _cb_serve_clear_diff (CbServe *self);
gboolean _cb_serve_open_pages (CbServe *self, GError **error);
gboolean _cb_serve_rows (CbServeWork *work, GError **error);
char *_cb_serve_mask (const char *value);
void _cb_serve_keep_basis (CbServe *self,
                           guint column,
                           const CbProfileColumn *profile,
                           guint64 rows,
                           gboolean is_personal);
gboolean _cb_serve_chart (CbServeWork *work, GError **error);
gboolean _cb_serve_cell (CbServeWork *work, GError **error);
gboolean _cb_serve_page_text (CbServeWork *work, GError **error);
gboolean _cb_serve_page_sizes (CbServeWork *work, GError **error);
gboolean _cb_serve_page (CbServeWork *work, GError **error);
gboolean _cb_serve_has_pages (CbServe *self, GError **error);
char *_cb_serve_read_page (CbServe *self, guint page, GError **error);
gboolean _cb_serve_page_letters (CbServeWork *work, GError **error);
gboolean _cb_serve_find_pages (CbServeWork *work, GError **error);
gboolean _cb_serve_find (CbServeWork *work, GError **error);
gboolean _cb_serve_tally (CbServeWork *work, GError **error);
gboolean _cb_serve_profile (CbServeWork *work, GError **error);
gboolean _cb_serve_schema (CbServeWork *work, GError **error);
gboolean _cb_serve_check (CbServeWork *work, GError **error);
gboolean _cb_serve_mend (CbServeWork *work, GError **error);
gboolean _cb_serve_effect (CbServeWork *work, GError **error);
gboolean _cb_serve_locate (CbServeWork *work, GError **error);
gboolean _cb_serve_edits (CbServeWork *work, GError **error);
gboolean _cb_serve_hidden (CbServeWork *work, GError **error);

G_END_DECLS
