/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/table/cb-table.h"

G_BEGIN_DECLS

/* What a single cell reads as; a column decides about the doubtful ones (cb-column.h). */
typedef enum
{
  CB_VALUE_BLANK,
  CB_VALUE_TEXT,
  CB_VALUE_MISSING,     /* a word for nothing: -, …, N/A, KXĐ, không có */
  CB_VALUE_CODE,        /* digits with a leading zero, or over 15 of them: a name, not an amount */
  CB_VALUE_INTEGER,     /* 12, -5 */
  CB_VALUE_NUMBER_VI,   /* 1.234.567  1.234,5  27,05: dot for thousands, comma for decimals */
  CB_VALUE_NUMBER_EN,   /* 1,234,567  1,234.5  27.05 */
  CB_VALUE_SPACED,      /* 1 234 567: a whole number, with blanks between thousands */
  CB_VALUE_DOT_THREE,   /* 1.234: the one or the other */
  CB_VALUE_COMMA_THREE, /* 1,234: the one or the other */
  CB_VALUE_DATE,
  CB_VALUE_DATETIME,
  CB_VALUE_TIME,
  CB_VALUE_MONTH,      /* 03/2026, tháng 3 năm 2026 */
  CB_VALUE_QUARTER,    /* Quý III/2026 */
  CB_VALUE_NOT_A_DATE, /* 31/02/2026: written as a date, and there is no such day */
  CB_VALUE_BOOLEAN,
  CB_VALUE_MARK,        /* x, ✓: beside blank cells it says yes */
  CB_VALUE_DEGREES,     /* 21°01'42"N */
  CB_VALUE_SHEET_ERROR, /* #REF!, #DIV/0!: a formula that failed; or a text that the file lost */
  CB_VALUE_N_KINDS,
} CbValueKind;

/* What more there is to say about a cell. */
enum
{
  CB_VALUE_PERCENT = 1 << 0,      /* a number with % behind it */
  CB_VALUE_WITH_UNIT = 1 << 1,    /* a number with a unit behind it; @detail is its place */
  CB_VALUE_FRACTION_VI = 1 << 2,  /* has decimals when read in the Vietnamese way */
  CB_VALUE_FRACTION_EN = 1 << 3,  /* has decimals when read in the English way */
  CB_VALUE_GROUPED = 1 << 4,      /* has marks between thousands, in the one way it can be read */
  CB_VALUE_LIKE_YEAR = 1 << 5,    /* an integer from 1900 to 2100 */
  CB_VALUE_LIKE_SERIAL = 1 << 6,  /* an integer that a spreadsheet may mean a day by */
  CB_VALUE_DAY_FIRST = 1 << 7,    /* a date d/m/y whose day is over 12 */
  CB_VALUE_MONTH_FIRST = 1 << 8,  /* a date m/d/y, for its day is over 12 */
  CB_VALUE_SHORT_YEAR = 1 << 9,   /* a year of two digits */
  CB_VALUE_BUDDHIST = 1 << 10,    /* a year of the Buddhist era, 543 ahead */
  CB_VALUE_BEFORE_1900 = 1 << 11, /* a day that spreadsheets cannot count */
  CB_VALUE_LATITUDE = 1 << 12,    /* degrees north or south */
  CB_VALUE_LONGITUDE = 1 << 13,   /* degrees east or west */
  CB_VALUE_TYPED = 1 << 14,       /* a spreadsheet says that it is what it reads as */
  CB_VALUE_SPACED_OUT = 1 << 15,  /* what stands between thousands is a blank */
};

/* How a date is written: @detail of a date, a month, and what is not a date. */
typedef enum
{
  CB_DATE_ISO,    /* 2026-03-31 */
  CB_DATE_SLASH,  /* 31/03/2026 */
  CB_DATE_DASH,   /* 31-03-2026 */
  CB_DATE_DOT,    /* 31.03.2026 */
  CB_DATE_WORDS,  /* ngày 31 tháng 3 năm 2026 */
  CB_DATE_YSLASH, /* 2026/03/31 */
  CB_DATE_N_LAYOUTS,
} CbDateLayout;

/* Beside the layout in @detail of a CB_VALUE_DATETIME. */
#define CB_DATE_SECONDS (1 << 3) /* the time has seconds */
#define CB_DATE_T (1 << 4)       /* T between date and time, or a zone: ISO 8601 in full */

/**
 * CbValue:
 * @kind: what it reads as
 * @flags: CB_VALUE_*
 * @detail: for dates and months the #CbDateLayout, for integers and codes the number of digits, for
 *   words their place in cb_value_words(), for numbers with a unit the place of it (cb-unit.h)
 * @vi: its amount, read in the Vietnamese way; for dates seconds since year 0 with the day first,
 *   for times since 0:00
 * @en: its amount, read in the English way; for dates with the month first, where they can be read
 *   so; otherwise as @vi
 */
typedef struct
{
  CbValueKind kind;
  guint flags;
  guint detail;
  double vi;
  double en;
} CbValue;

/* All but the amounts in one number, by which values are counted. */
typedef guint32 CbValueClass;

#define cb_value_class_make(kind, detail, flags)                                                   \
  ((CbValueClass)(kind) | (CbValueClass)(detail) << 5 | (CbValueClass)(flags) << 13)
#define cb_value_class_kind(class) ((CbValueKind)((class) & 0x1f))
#define cb_value_class_detail(class) ((class) >> 5 & 0xff)
#define cb_value_class_flags(class) ((class) >> 13)

static inline CbValueClass
cb_value_get_class (const CbValue *self)
{
  return cb_value_class_make (self->kind, self->detail, self->flags);
}

CbValue cb_value_read (const char *bytes, gsize length);
CbValue cb_value_read_cell (const CbCell *cell);

#define CB_VALUE_SHAPES 16

/**
 * CbValueShapes:
 *
 * What one column's cells looked like so far, in which most look alike: for
 * cb_value_find_class().
 */
typedef struct
{
  struct
  {
    guint64 low;
    guint64 high;
    guint32 key;
    CbValueClass class;
  } known[CB_VALUE_SHAPES];
} CbValueShapes;

void cb_value_shapes_init (CbValueShapes *self);
CbValueClass cb_value_find_class (CbValueShapes *shapes, const CbCell *cell);

/* The @pair of the one error that is no failed formula. */
#define CB_VALUE_LOST_TEXT 1

/**
 * CbValueWord:
 * @text: as it is written
 * @kind: %CB_VALUE_MISSING, %CB_VALUE_BOOLEAN, %CB_VALUE_MARK or %CB_VALUE_SHEET_ERROR
 * @pair: of booleans: those of one pair belong together
 * @truth: of booleans: whether it says yes
 */
typedef struct
{
  const char *text;
  CbValueKind kind;
  guint8 pair;
  gboolean truth;
} CbValueWord;

const CbValueWord *cb_value_words (guint *n_words);

G_END_DECLS
