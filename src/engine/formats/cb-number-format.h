/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-workbook.h"

G_BEGIN_DECLS

/* Values that a number format shows as nothing at all. */
enum
{
  CB_NUMBER_HIDES_POSITIVE = 1 << 0,
  CB_NUMBER_HIDES_NEGATIVE = 1 << 1,
  CB_NUMBER_HIDES_ZERO = 1 << 2,
  CB_NUMBER_HIDES_TEXT = 1 << 3,
};

/**
 * CbNumberFormat:
 * @type: what numbers are under it: %CB_SHEET_CELL_NUMBER, %CB_SHEET_CELL_DATE,
 *   %CB_SHEET_CELL_DATETIME, %CB_SHEET_CELL_TIME or %CB_SHEET_CELL_DURATION
 * @flags: %CB_SHEET_CELL_PERCENT or 0
 * @hides: CB_NUMBER_HIDES_*
 *
 * What a number format of a spreadsheet program means for the value. All bits 0 is not a format;
 * begin with cb_number_format_parse().
 */
typedef struct
{
  guint8 type;
  guint8 flags;
  guint8 hides;
} CbNumberFormat;

CbNumberFormat cb_number_format_parse (const char *code);
CbNumberFormat cb_number_format_parse_named (const char *code);
CbNumberFormat cb_number_format_from_builtin (guint id);
gboolean cb_number_format_hides (const CbNumberFormat *self, double value);

G_END_DECLS
