/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/registers/cb-record-check.h"

G_BEGIN_DECLS

#define CBU_TYPE_RECORD_FIELD (cbu_record_field_get_type ())
G_DECLARE_FINAL_TYPE (CbuRecordField, cbu_record_field, CBU, RECORD_FIELD, GtkBox)

GtkWidget *cbu_record_field_new (const CbFormField *field, const char *regulation);
const char *cbu_record_field_get_id (CbuRecordField *self);
void cbu_record_field_set_value (CbuRecordField *self, const char *value);
char *cbu_record_field_dup_value (CbuRecordField *self);
void cbu_record_field_focus (CbuRecordField *self);
void cbu_record_field_set_gap (CbuRecordField *self, const CbRecordGap *gap);
void cbu_record_field_set_note (CbuRecordField *self, const char *note);
void cbu_record_field_set_offers (CbuRecordField *self, GPtrArray *values, GPtrArray *titles);

G_END_DECLS
