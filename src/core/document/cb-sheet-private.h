/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/document/cb-sheet.h"

G_BEGIN_DECLS

/* Within core/document only. */

typedef struct
{
  char *title;
  CbSheetKind kind;
  guint width; /* in characters */
} CbSheetColumn;

typedef enum
{
  CB_SHEET_VALUE_NONE,
  CB_SHEET_VALUE_TEXT,
  CB_SHEET_VALUE_NUMBER,
  CB_SHEET_VALUE_DATE, /* number: whole days since 30/12/1899 */
  CB_SHEET_VALUE_TIME, /* number: those days and a part of one */
} CbSheetValueKind;

typedef struct
{
  CbSheetValueKind kind;
  double number;
  char *text;
  const CbSheet *link; /* (nullable) */
  guint link_row;      /* of it, from 0 */
} CbSheetValue;

typedef struct
{
  gboolean is_total;
  GArray *values; /* (element-type CbSheetValue) */
} CbSheetLine;

struct _CbSheet
{
  char *name;
  GPtrArray *notes; /* (element-type utf8) */
  GArray *columns;  /* (element-type CbSheetColumn) */
  GArray *lines;    /* (element-type CbSheetLine) */
};

struct _CbSheetBook
{
  char *title;
  char *author;
  GPtrArray *sheets; /* (element-type CbSheet) */
};

guint _cb_sheet_get_header_row (const CbSheet *self);

G_END_DECLS
