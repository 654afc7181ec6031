/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace-registers.h"

G_BEGIN_DECLS

typedef enum
{
  CBU_ORDER_KEEP,  /* what was typed */
  CBU_ORDER_ENTER, /* as a version; what cannot be entered is kept */
  CBU_ORDER_MOVE,  /* to another state */
} CbuOrderKind;

/**
 * CbuRecordOrder:
 * @kind: what is to be done
 * @id: of a record
 * @version: that it is about
 * @typed: (nullable): what differs from what is entered
 * @state: of a %CBU_ORDER_MOVE
 */
typedef struct
{
  CbuOrderKind kind;
  char *id;
  gint64 version;
  JsonObject *typed;
  CbRecordState state;
} CbuRecordOrder;

CbuRecordOrder *cbu_record_order_new (CbuOrderKind kind, const CbRecord *record, JsonObject *typed);
void cbu_record_order_free (CbuRecordOrder *self);
CbRecord *cbu_record_order_run (const CbuRecordOrder *self, CbWorkplace *workplace, GError **error);

G_END_DECLS
