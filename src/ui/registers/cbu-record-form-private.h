/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/registers/cbu-record-field.h"
#include "ui/registers/cbu-record-form.h"
#include "ui/registers/cbu-record-offers.h"

G_BEGIN_DECLS

/* Within the form of a record only. */

/**
 * CbuRecordForm:
 *
 * One record of a register: its fields, what is missing in them, and the one next step. What is
 * typed is kept as one types and entered with the next step or when the form is left. Emits
 * `closed` when the person wants it away.
 */
struct _CbuRecordForm
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;
  CbForm *form;
  CbuRecordOffers *offers; /* (nullable): while they are read */
  CbRecord *record;        /* as it was last read */
  GPtrArray *widgets;      /* (element-type CbuRecordField) (unowned elements) */
  GQueue orders;           /* (element-type CbuRecordOrder): one at a time, in their order */
  GSimpleActionGroup *actions;
  guint timer;
  gboolean running;

  /* Template */
  GtkLabel *number;
  GtkWidget *pill;
  GtkLabel *kept;
  GtkWidget *scrolled;
  GtkLabel *due;
  GtkBox *fields;
  GtkExpander *history;
  GtkBox *versions;
  GtkLabel *missing;
  GtkButton *next;
};

CbuRecordField *_cbu_record_form_find_field (CbuRecordForm *self, const char *id);
JsonObject *_cbu_record_form_collect (CbuRecordForm *self);
CbRecord *_cbu_record_form_dup_typed (CbuRecordForm *self);
GPtrArray *
_cbu_record_form_check (CbuRecordForm *self, const CbRecord *record, CbRecordState *next);
void _cbu_record_form_show_gaps (CbuRecordForm *self);
void _cbu_record_form_fill_addressee (CbuRecordForm *self);

G_END_DECLS
