/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/table/cb-value.h"

G_BEGIN_DECLS

typedef struct
{
  CbValueClass class;
  guint64 count;
} CbColumnClass;

#define CB_COLUMN_CACHE 64

/**
 * CbColumnTally:
 * @classes: (element-type CbColumnClass): how often each class of value is there
 * @cache: where a class was last found in @classes, plus one
 *
 * What a column holds, without its values and without its order, so that nothing that is decided
 * from it depends on the order of the rows.
 */
typedef struct
{
  GArray *classes;
  guint16 cache[CB_COLUMN_CACHE];
} CbColumnTally;

void cb_column_tally_init (CbColumnTally *self);
void cb_column_tally_clear (CbColumnTally *self);
guint cb_column_tally_place (CbColumnTally *self, CbValueClass class);
void cb_column_tally_merge (CbColumnTally *into, const CbColumnTally *from);

/* Counts a value; returns the place of its class. */
static inline guint
cb_column_tally_add (CbColumnTally *self, CbValueClass class)
{
  guint at = self->cache[(class * 0x9e3779b1u) >> 26];

  if (G_UNLIKELY (at == 0 || g_array_index (self->classes, CbColumnClass, at - 1).class != class))
    at = cb_column_tally_place (self, class) + 1;
  g_array_index (self->classes, CbColumnClass, at - 1).count++;

  return at - 1;
}

typedef enum
{
  CB_TYPE_BLANK, /* no value at all */
  CB_TYPE_UNKNOWN,
  CB_TYPE_STRING,
  CB_TYPE_INTEGER,
  CB_TYPE_NUMBER,
  CB_TYPE_DATE,
  CB_TYPE_DATETIME,
  CB_TYPE_TIME,
  CB_TYPE_YEAR,
  CB_TYPE_YEARMONTH,
  CB_TYPE_BOOLEAN,
} CbColumnType;

/* Why a column is unknown: what its values do not say. */
typedef enum
{
  CB_DOUBT_NONE,
  CB_DOUBT_DECIMAL_MARK,  /* only values like 1.234 */
  CB_DOUBT_NUMBER_STYLES, /* 1.234,5 beside 1,234.5 */
  CB_DOUBT_DAY_ORDER,     /* no day is over 12 */
  CB_DOUBT_DAY_ORDERS,    /* 31/12/2026 beside 12/31/2026 */
  CB_DOUBT_UNITS,         /* 12 ha beside 120000 m2, or 5 % beside 5 */
} CbColumnDoubt;

/**
 * CbColumnDecision:
 * @type: of the column
 * @doubt: why it is %CB_TYPE_UNKNOWN
 * @values: cells that are neither blank nor a word for nothing
 * @agreeing: of them, those that read as the type
 * @comma: of numbers: the comma is for decimals
 * @grouped: of numbers: there are marks between thousands
 * @spaced: of numbers: what stands there is a blank
 * @percent: of numbers: they have % behind them
 * @unit: of numbers: the unit behind them (cb-unit.h), 0 for none
 * @layout: of dates and months; of date-times with CB_DATE_*
 * @month_first: of dates
 * @mixed: of dates: in more than one layout, so that no single format reads them
 * @short_year: of dates: most years have two digits
 * @buddhist: of dates and years: most are of the Buddhist era
 * @typed: of numbers: a spreadsheet says so of most, so that those in text are no numbers
 * @is_code: of strings: digits that are a name; @shortest and @longest say how many digits
 * @mark: of booleans: 1 + the place of the one word that stands for yes, 0 for a pair of words
 * @pair: of booleans: which pair of words
 * @is_serial: of integers: days as a spreadsheet counts them, under a name that says date
 * @quarters: of strings: they are quarters
 * @degrees: of strings: they are angles; CB_VALUE_LATITUDE and CB_VALUE_LONGITUDE where they say
 *
 * What a column is, by 95 of 100 of its values.
 */
typedef struct
{
  CbColumnType type;
  CbColumnDoubt doubt;
  guint64 values;
  guint64 agreeing;

  gboolean comma;
  gboolean grouped;
  gboolean spaced;
  gboolean percent;
  guint unit;
  gboolean typed;

  guint layout;
  gboolean month_first;
  gboolean mixed;
  gboolean short_year;
  gboolean buddhist;

  gboolean is_code;
  guint shortest;
  guint longest;

  guint mark;
  guint pair;
  gboolean is_serial;
  gboolean quarters;
  guint degrees;
} CbColumnDecision;

CbColumnDecision cb_column_decide (const CbColumnTally *tally, const char *label);
gboolean cb_column_decision_accepts (const CbColumnDecision *self, CbValueClass class);
char *cb_column_decision_dup_format (const CbColumnDecision *self);

const char *cb_column_type_name (CbColumnType type);
const char *cb_column_doubt_name (CbColumnDoubt doubt);

G_END_DECLS
