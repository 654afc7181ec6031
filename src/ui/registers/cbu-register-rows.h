/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace-registers.h"

G_BEGIN_DECLS

/**
 * CbuRegisterRow:
 * @record: the record
 * @number: its number
 * @subject: what it is about, in a line
 * @due: (nullable): what is to be done by when
 * @late: whether that day is past
 *
 * A line of the table of a register.
 */
typedef struct
{
  CbRecord *record;
  char *number;
  char *subject;
  char *due;
  gboolean late;
} CbuRegisterRow;

/**
 * CbuRegisterRows:
 * @form: of the register
 * @values: (element-type CbuValue): of #CbuRegisterRow
 */
typedef struct
{
  CbForm *form;
  GPtrArray *values;
} CbuRegisterRows;

CbuRegisterRows *cbu_register_rows_read (CbWorkplace *workplace,
                                         CbRegister kind,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cbu_register_rows_free (CbuRegisterRows *self);

G_END_DECLS
