/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-number-format.h"

G_BEGIN_DECLS

/* How a workbook counts days: from 1900, with the 29th of February that there was not, or from
 * 1904. */
typedef enum
{
  CB_DAYS_1900,
  CB_DAYS_1904,
} CbDays;

void cb_sheet_value_append_column (GString *text, guint column);
void cb_sheet_value_append_number (GString *text, double value);
CbSheetCellType cb_sheet_value_append_formatted (GString *text,
                                                 double value,
                                                 const CbNumberFormat *format,
                                                 CbDays days);

G_END_DECLS
