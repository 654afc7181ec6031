/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/datasets/cbu-history.h"
#include "ui/widgets/cbu-progress.h"
#include "ui/widgets/cbu-run.h"

G_BEGIN_DECLS

typedef struct _CbuDatasetWork CbuDatasetWork;
typedef struct _CbuTypedCells CbuTypedCells;

/* What a command does to what was said of a file before it: how it is read, what its columns are.
 */
typedef enum
{
  CBU_DATASET_HISTORY_NONE,
  CBU_DATASET_HISTORY_SAY,  /* something else, which can be undone */
  CBU_DATASET_HISTORY_UNDO, /* what was last said is taken back */
  CBU_DATASET_HISTORY_REDO, /* what was taken back is said again */
} CbuDatasetHistory;

typedef gboolean (*CbuDatasetFunc) (CbWorkplace *workplace,
                                    CbuDatasetWork *work,
                                    GCancellable *cancellable,
                                    GError **error);

/**
 * CbuDatasetWork:
 * @func: what to do
 * @dataset_id: to which dataset
 * @file_id: (nullable): to which of its files
 * @file: (nullable): from outside
 * @text, @person, @reason: (nullable): what was typed or chosen; each function says which it uses
 * @header_row: 1-based, 0 for none, -1: find out
 * @header_rows: how many rows it has up to there; 0: one
 * @sheet: of a workbook, 0-based, -1: find out
 * @change: what is said of a row of the file
 * @row: which, 0-based
 * @column: of a cell in it, 0-based; -1: all columns
 * @whole, @ignore_case: of what is replaced (#CbReplacement)
 * @history: what it does to what was said before
 * @old: (nullable): how the file was read, or its schema, before; "" for nothing said
 * @said_before: (nullable): what is undone or said again
 * @stop: (nullable): stops it, instead of the page being left: what was typed is written all the
 *   same, after all that was typed before
 * @meter: (nullable): told how far it is
 * @said: (nullable): a sentence for afterwards
 * @undo: (nullable): the action that takes it back
 * @cells: how many cells were changed
 * @step: (nullable): what was taken back
 * @state: (nullable): cbu_undone_dup_state() after that
 * @recipe: (nullable): the recipe that made the table that was seen
 * @typed: (nullable): the cells among which this one was typed
 * @is_written: it was taken along by one of these
 * @problem: (nullable): and why it could not be written
 *
 * One command for one dataset, on its way through a worker thread.
 */
struct _CbuDatasetWork
{
  CbuDatasetFunc func;
  char *dataset_id;
  char *file_id;
  GFile *file;
  char *text;
  char *person;
  char *reason;
  int header_row;
  guint header_rows;
  int sheet;
  CbLayoutChange change;
  guint64 row;
  int column;
  gboolean whole;
  gboolean ignore_case;
  CbuDatasetHistory history;
  char *old;
  CbuSaid *said_before;
  GCancellable *stop;
  CbuMeter *meter;
  char *said;
  const char *undo;
  guint64 cells;
  char *step;
  char *state;
  char *recipe;
  CbuTypedCells *typed;
  gboolean is_written;
  GError *problem;
};

CbuDatasetWork *cbu_dataset_work_new (const char *dataset_id, CbuDatasetFunc func);
void cbu_dataset_work_free (gpointer work);

gboolean cbu_dataset_work_change_layout (CbWorkplace *workplace,
                                         CbuDatasetWork *work,
                                         GCancellable *cancellable,
                                         GError **error);
gboolean cbu_dataset_work_repeat (CbWorkplace *workplace,
                                  CbuDatasetWork *work,
                                  GCancellable *cancellable,
                                  GError **error);
gboolean cbu_dataset_work_say_as_before (CbWorkplace *workplace,
                                         CbuDatasetWork *work,
                                         GCancellable *cancellable,
                                         GError **error);
gboolean cbu_dataset_work_take_in (CbWorkplace *workplace,
                                   CbuDatasetWork *work,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean cbu_dataset_work_remove_file (CbWorkplace *workplace,
                                       CbuDatasetWork *work,
                                       GCancellable *cancellable,
                                       GError **error);
gboolean cbu_dataset_work_set_reading (CbWorkplace *workplace,
                                       CbuDatasetWork *work,
                                       GCancellable *cancellable,
                                       GError **error);
gboolean cbu_dataset_work_set_schema (CbWorkplace *workplace,
                                      CbuDatasetWork *work,
                                      GCancellable *cancellable,
                                      GError **error);
gboolean cbu_dataset_work_check (CbWorkplace *workplace,
                                 CbuDatasetWork *work,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean cbu_dataset_work_mend (CbWorkplace *workplace,
                                CbuDatasetWork *work,
                                GCancellable *cancellable,
                                GError **error);
gboolean cbu_dataset_work_edit_cell (CbWorkplace *workplace,
                                     CbuDatasetWork *work,
                                     GCancellable *cancellable,
                                     GError **error);
gboolean cbu_dataset_work_replace (CbWorkplace *workplace,
                                   CbuDatasetWork *work,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean cbu_dataset_work_undo_mend (CbWorkplace *workplace,
                                     CbuDatasetWork *work,
                                     GCancellable *cancellable,
                                     GError **error);
gboolean cbu_dataset_work_waive (CbWorkplace *workplace,
                                 CbuDatasetWork *work,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean cbu_dataset_work_unwaive (CbWorkplace *workplace,
                                   CbuDatasetWork *work,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean cbu_dataset_work_request_review (CbWorkplace *workplace,
                                          CbuDatasetWork *work,
                                          GCancellable *cancellable,
                                          GError **error);
gboolean cbu_dataset_work_approve (CbWorkplace *workplace,
                                   CbuDatasetWork *work,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean cbu_dataset_work_send_back (CbWorkplace *workplace,
                                     CbuDatasetWork *work,
                                     GCancellable *cancellable,
                                     GError **error);
gboolean cbu_dataset_work_hand_over (CbWorkplace *workplace,
                                     CbuDatasetWork *work,
                                     GCancellable *cancellable,
                                     GError **error);
gboolean cbu_dataset_work_set_account (CbWorkplace *workplace,
                                       CbuDatasetWork *work,
                                       GCancellable *cancellable,
                                       GError **error);
gboolean cbu_dataset_work_enqueue (CbWorkplace *workplace,
                                   CbuDatasetWork *work,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
