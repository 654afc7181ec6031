/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-schema.h"
#include "engine/table/cb-column.h"

G_BEGIN_DECLS

/* Constraints that a value may break. */
enum
{
  CB_CONSTRAINT_REQUIRED = 1 << 0,
  CB_CONSTRAINT_PATTERN = 1 << 1,
  CB_CONSTRAINT_MINIMUM = 1 << 2,
  CB_CONSTRAINT_MAXIMUM = 1 << 3,
  CB_CONSTRAINT_LENGTH = 1 << 4,
  CB_CONSTRAINT_ENUM = 1 << 5,
};

/* The class of a value that only this field knows: a word for nothing, for yes or for no. */
#define CB_FIELD_OWN_MISSING cb_value_class_make (CB_VALUE_MISSING, 255, 0)
#define CB_FIELD_OWN_BOOLEAN cb_value_class_make (CB_VALUE_BOOLEAN, 255, 0)

typedef struct _CbFieldCheck CbFieldCheck;

CbFieldCheck *cb_field_check_new (const CbSchema *schema, const CbSchemaField *field);
void cb_field_check_free (CbFieldCheck *self);

const CbColumnDecision *cb_field_check_get_decision (const CbFieldCheck *self);
gboolean cb_field_check_judges (const CbFieldCheck *self);
gboolean cb_field_check_reads_cells (const CbFieldCheck *self);
CbValueClass cb_field_check_look (const CbFieldCheck *self,
                                  const CbCell *cell,
                                  CbValueClass class,
                                  guint *broken);
gboolean cb_field_check_accepts (const CbFieldCheck *self, CbValueClass class);
gboolean cb_field_check_is_nothing (const CbFieldCheck *self, const CbCell *cell);

G_END_DECLS
