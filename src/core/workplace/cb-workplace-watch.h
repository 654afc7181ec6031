/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

/* So long nothing may have changed about a file before it is taken for complete. */
#define CB_WATCH_QUIET_US (60 * G_USEC_PER_SEC)

/**
 * CbWatch:
 * @folder: where the office puts the new file of a period
 * @item_code: of the catalog: what its files are of
 */
typedef struct
{
  GFile *folder;
  char *item_code;
} CbWatch;

typedef enum
{
  CB_WATCH_TAKEN,     /* it is part of a dataset, which waits for a person */
  CB_WATCH_NOT_QUIET, /* somebody still writes it or has it open; the next time will see */
  CB_WATCH_NOT_DUE,   /* the period that it is of waits for no file */
  CB_WATCH_UNSURE,    /* it could be of several periods */
  CB_WATCH_FAILED,    /* it or its folder could not be read; the next time tries again */
} CbWatchOutcome;

/**
 * CbWatchFile:
 * @folder: where it was seen
 * @file: it, or the folder when that could not be read
 * @item_code: of the catalog
 * @outcome: what became of it
 * @period: (nullable): of the dataset, where there is one
 * @dataset_id: (nullable): what it became part of
 * @n_steps: of the period before that were done to it
 * @n_blockers, @n_warnings: what the check found
 * @error: (nullable): why it failed, or why a file that was taken was not mended or checked
 */
typedef struct
{
  GFile *folder;
  GFile *file;
  char *item_code;
  CbWatchOutcome outcome;
  char *period;
  char *dataset_id;
  guint n_steps;
  guint n_blockers;
  guint n_warnings;
  GError *error;
} CbWatchFile;

const char *cb_watch_outcome_name (CbWatchOutcome outcome);
char *cb_watch_file_dup_sentence (const CbWatchFile *self) G_GNUC_WARN_UNUSED_RESULT;

/* Folders that are watched: see cb-workplace.h about threads. */
GPtrArray *cb_workplace_list_watches (CbWorkplace *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_add_watch (CbWorkplace *self,
                                 GFile *folder,
                                 const char *item_code,
                                 gboolean existing,
                                 guint *left_alone,
                                 GError **error);
gboolean cb_workplace_remove_watch (CbWorkplace *self, GFile *folder, GError **error);
GPtrArray *cb_workplace_run_watches (CbWorkplace *self,
                                     gint64 quiet_us,
                                     GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
