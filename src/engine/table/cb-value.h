/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a single cell reads as; a column decides about the doubtful ones. */
typedef enum
{
  CB_VALUE_BLANK,
  CB_VALUE_TEXT,
  CB_VALUE_CODE,        /* digits with a leading zero, or over 15 of them: a name, not an amount */
  CB_VALUE_INTEGER,     /* 12, -5 */
  CB_VALUE_NUMBER_VI,   /* 1.234.567  1.234,5  27,05: dot for thousands, comma for decimals */
  CB_VALUE_NUMBER_EN,   /* 1,234,567  1,234.5  27.05 */
  CB_VALUE_DOT_THREE,   /* 1.234: the one or the other */
  CB_VALUE_COMMA_THREE, /* 1,234: the one or the other */
  CB_VALUE_DATE,
  CB_VALUE_DATETIME,
  CB_VALUE_TIME,
  CB_VALUE_BOOLEAN,
  CB_VALUE_N_KINDS,
} CbValueKind;

/**
 * CbValue:
 * @kind: what it reads as
 * @vi: its amount, read in the Vietnamese way; for dates seconds since year 0, for times since 0:00
 * @en: its amount, read in the English way; otherwise as @vi
 * @day_first: a date d/m/y whose day is over 12
 * @month_first: a date m/d/y, for its day is over 12
 */
typedef struct
{
  CbValueKind kind;
  double vi;
  double en;
  gboolean day_first;
  gboolean month_first;
} CbValue;

CbValue cb_value_read (const char *bytes, gsize length);

G_END_DECLS
