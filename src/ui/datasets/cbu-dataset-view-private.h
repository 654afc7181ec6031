/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/datasets/cbu-changes-view.h"
#include "ui/datasets/cbu-columns-view.h"
#include "ui/datasets/cbu-dataset-view.h"
#include "ui/datasets/cbu-dataset-work.h"
#include "ui/datasets/cbu-dossier.h"
#include "ui/datasets/cbu-files-view.h"
#include "ui/datasets/cbu-findings-panel.h"
#include "ui/datasets/cbu-metadata-form.h"
#include "ui/datasets/cbu-reading-bar.h"
#include "ui/datasets/cbu-removal.h"
#include "ui/datasets/cbu-review-view.h"
#include "ui/datasets/cbu-send-view.h"
#include "ui/datasets/cbu-steps.h"
#include "ui/datasets/cbu-table.h"
#include "ui/datasets/cbu-typed-cells.h"
#include "ui/datasets/cbu-undone.h"
#include "ui/preview/cbu-pages.h"
#include "ui/widgets/cbu-progress.h"
#include "ui/widgets/cbu-split.h"

G_BEGIN_DECLS

/* Seen by cbu-dataset-view.c (what is shown) and cbu-dataset-actions.c (what can be done). */
struct _CbuDatasetView
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;
  char *dataset_id;
  CbuDossier *dossier; /* (nullable) */
  char *reader_key;    /* (nullable): of what is shown in the table */
  char *
      shown_file; /* (nullable): id of the file in the table, which may not be the chosen one yet */
  char *shown_recipe;   /* (nullable): that made it; "" for none */
  CbuTypedCells *typed; /* (nullable): the cells that were typed last */
  char *tried_key;      /* (nullable): content whose check was started by itself */
  char *compared_key;   /* (nullable): of what was compared with what is published */
  char *compared_by;    /* (nullable): the column that a person chose for it */
  CbuUndone *undone;
  char *goal;          /* (nullable): key of the finding to go to in the next table */
  CbuHistory *history; /* of what was said of the files */
  GPtrArray *waiting;  /* (element-type GFile): to be taken in after the one under way */
  GHashTable *refused; /* (element-type utf8): files to which nothing is to be repeated */
  guint n_edits;       /* what was typed or taken back and is not written yet */
  gboolean filling;
  gboolean checking;
  gboolean taking;  /* a file in that is none's replacement */
  gboolean has_new; /* a file was added: it is the last one */
  int own_sheet;    /* that is the table, of the file that is shown; -1: no workbook */
  int seen_sheet;   /* that is only looked at instead; -1: none */

  /* Template */
  AdwWindowTitle *title;
  GtkWidget *next;
  GtkWidget *below; /* a line with the same button, while the page is narrow */
  GtkWidget *next_below;
  GtkWidget *pill;
  GtkWidget *removal;
  CbuSteps *steps;
  CbuProgress *progress;
  GtkStack *stack;
  CbuFilesView *files;
  CbuSplit *split;
  GtkWidget *panel_side;
  GtkDropDown *file_choice;
  CbuReadingBar *reading;
  GtkWidget *offer;
  GtkLabel *offer_text;
  GtkWidget *seen;
  GtkLabel *seen_text;
  GtkStack *table_stack;
  AdwStatusPage *problem;
  CbuTable *table;
  CbuPages *pages;
  GtkToggleButton *columns_button;
  CbuColumnsView *columns;
  GtkToggleButton *changes_button;
  CbuChangesView *changes;
  CbuFindingsPanel *panel;
  CbuMetadataForm *form;
  CbuReviewView *review;
  CbuSendView *send;
};

void _cbu_dataset_view_install_actions (GtkWidgetClass *widget_class);
void _cbu_dataset_view_show_head (CbuDatasetView *self);
void _cbu_dataset_view_repeat_cb (GtkWidget *widget, const char *name, GVariant *parameter);
void _cbu_dataset_view_refuse_repeat_cb (GtkWidget *widget, const char *name, GVariant *parameter);
void _cbu_dataset_view_show_offer (CbuDatasetView *self);
void _cbu_dataset_view_request_review_cb (GtkWidget *widget, const char *name, GVariant *parameter);
void _cbu_dataset_view_approve_cb (GtkWidget *widget, const char *name, GVariant *parameter);
void _cbu_dataset_view_send_back_cb (GtkWidget *widget, const char *name, GVariant *parameter);
void _cbu_dataset_view_hand_over_cb (GtkWidget *widget, const char *name, GVariant *parameter);
void _cbu_dataset_view_change_layout_cb (GtkWidget *widget, const char *name, GVariant *parameter);
void _cbu_dataset_view_set_reading (CbuDatasetView *self);
void _cbu_dataset_view_choose_sheet (CbuDatasetView *self, guint sheet);
gboolean _cbu_dataset_view_look_at_table (CbuDatasetView *self);
void _cbu_dataset_view_look_at_table_cb (GtkWidget *widget, const char *name, GVariant *parameter);
void _cbu_dataset_view_show_seen_sheet (CbuDatasetView *self, const CbFileInfo *info);
void _cbu_dataset_view_show_table (CbuDatasetView *self);
void _cbu_dataset_view_show_pages (CbuDatasetView *self, CbReader *reader);
void _cbu_dataset_view_show_changes (CbuDatasetView *self);
void _cbu_dataset_view_changes_toggled_cb (CbuDatasetView *self);
void _cbu_dataset_view_change_key_cb (CbuDatasetView *self, const char *column);
void _cbu_dataset_view_change_picked_cb (CbuDatasetView *self, guint64 row, int column);
void
_cbu_dataset_view_look_at_changes_cb (GtkWidget *widget, const char *name, GVariant *parameter);
void _cbu_dataset_view_show_bar (CbuDatasetView *self);
void _cbu_dataset_view_read_anew_cb (GtkWidget *widget, const char *name, GVariant *parameter);
void _cbu_dataset_view_set_schema (CbuDatasetView *self);
gboolean _cbu_dataset_view_step_history (CbuDatasetView *self, gboolean undone);
void _cbu_dataset_view_note_history (CbuDatasetView *self, CbuDatasetWork *work, gboolean done);
gboolean _cbu_dataset_view_note_edit (CbuDatasetView *self, CbuDatasetWork *work, GError *error);
void _cbu_dataset_view_run (CbuDatasetView *self, CbuDatasetWork *work, const char *what);
void _cbu_dataset_view_run_in_order (CbuDatasetView *self, CbuDatasetWork *work, const char *what);
void _cbu_dataset_view_reload (CbuDatasetView *self);
void _cbu_dataset_view_check (CbuDatasetView *self);
const char *_cbu_dataset_view_get_file (CbuDatasetView *self);
void _cbu_dataset_view_mark_findings (CbuDatasetView *self);
gboolean _cbu_dataset_view_pick_file (CbuDatasetView *self, const char *file_id);
void _cbu_dataset_view_edit_cell (
    CbuDatasetView *self, guint64 row, guint column, const char *before, const char *after);
void _cbu_dataset_view_replace (CbuDatasetView *self,
                                const char *find,
                                const char *with,
                                int column,
                                gboolean whole,
                                gboolean ignore_case,
                                guint64 cells);
void _cbu_dataset_view_update_history (CbuDatasetView *self);
void _cbu_dataset_view_show_finding (CbuDatasetView *self, const CbFinding *finding, gboolean go);

G_END_DECLS
