/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-biff.h"
#include "engine/formats/cb-sheet-value.h"
#include "engine/formats/cb-workbook.h"

G_BEGIN_DECLS

/* The pieces of the reader of XLS, for each other. */

#define CB_XLS_MAX_ROWS 65536u
#define CB_XLS_MAX_COLUMNS 256u

/* Fonts, number formats and cell formats of a workbook. */
typedef struct _CbXlsStyle CbXlsStyle;

/**
 * CbXlsLook:
 * @format: of numbers
 * @font: what its letters are
 * @is_invisible: its ink has the colour of its paper
 *
 * What a cell format (XF) says that a reader needs.
 */
typedef struct
{
  CbNumberFormat format;
  guint8 font;
  guint8 is_invisible;
} CbXlsLook;

CbXlsStyle *cb_xls_style_new (void);
void cb_xls_style_free (CbXlsStyle *self);
gboolean cb_xls_style_take_record (CbXlsStyle *self, const CbBiff *biff);
void cb_xls_style_finish (CbXlsStyle *self);
const CbXlsLook *cb_xls_style_get_look (const CbXlsStyle *self, guint xf);
CbXlsLook cb_xls_style_get_biff2_look (const CbXlsStyle *self, const guint8 *attributes, guint xf);
CbFontEncoding cb_xls_style_get_font (const CbXlsStyle *self, guint font);

/* The shared strings (SST). */
typedef struct _CbXlsStrings CbXlsStrings;

/* A string: where runs of rich text begin in @bytes, and in which of the workbook's fonts. */
typedef struct
{
  guint32 start;
  guint32 font;
} CbXlsRun;

typedef struct
{
  const char *bytes;
  guint32 length;
  const CbXlsRun *runs;
  guint32 n_runs;
} CbXlsString;

CbXlsStrings *cb_xls_strings_read (CbBiff *biff, GCancellable *cancellable, GError **error);
void cb_xls_strings_free (CbXlsStrings *self);
gboolean cb_xls_strings_get (const CbXlsStrings *self, guint index, CbXlsString *string);
void cb_xls_runs_from_units (const char *bytes, gsize length, const GArray *units, GArray *runs);

/**
 * CbXlsSheet:
 * @offset: of its BOF in the stream
 * @is_surveyed: its rows, columns, notes are in the list of what is hidden
 * @is_counted: so are its invisible cells
 *
 * What a #CbSheet of XLS has besides.
 */
typedef struct
{
  guint64 offset;
  gboolean is_surveyed;
  gboolean is_counted;
} CbXlsSheet;

/**
 * CbXls:
 *
 * A workbook in XLS.
 */
typedef struct
{
  CbWorkbook parent;

  /* Borrowed */
  CbByteSource *source;

  /* Owned */
  CbCompound *compound; /* (nullable) */
  CbCompoundStream *stream;
  CbXlsCrypt *crypt; /* (nullable) */
  CbXlsStyle *style;
  CbXlsStrings *strings; /* (nullable): read with the first sheet */
  GArray *sheets;        /* (element-type CbXlsSheet) */
  GPtrArray *links;      /* (element-type utf8): what each SUPBOOK points to */
  GArray *link_sheets;   /* (element-type CbXlsLinkSheet) */

  guint64 strings_offset; /* 0: there are none */
  guint16 codepage;
  guint8 version;
  CbDays days;
  guint n_names;
} CbXls;

/* A row of EXTERNSHEET: which sheets of which SUPBOOK. */
typedef struct
{
  guint16 link;
  gint16 first;
  gint16 last;
} CbXlsLinkSheet;

gboolean cb_xls_read_sheet (CbWorkbook *workbook,
                            guint sheet,
                            const CbSheetReader *reader,
                            GCancellable *cancellable,
                            GError **error);

/* What is hidden. */
void cb_xls_note_name (CbXls *self, const CbBiff *biff);
void cb_xls_note_link (CbXls *self, const CbBiff *biff);
void cb_xls_note_pictures (CbXls *self, const CbBiff *biff);
void cb_xls_note_entries (CbXls *self);

GString *cb_xls_dup_text (const CbBiff *biff, gsize at, guint width_of_length);

G_END_DECLS
