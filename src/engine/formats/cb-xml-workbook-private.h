/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-sheet-row.h"
#include "engine/formats/cb-sheet-value.h"
#include "engine/formats/cb-xml.h"

G_BEGIN_DECLS

/* The two halves of the reader of XML Spreadsheet 2003, for each other. */

#define CB_XML_MAX_TOLD 1000u
#define CB_XML_UNSET (-1)

typedef struct
{
  CbNumberFormat format;
  guint8 font;
  gint32 ink;
  gint32 paper;
} CbXmlStyle;

typedef struct
{
  CbWorkbook parent;
  CbByteSource *source; /* borrowed */
  GHashTable *styles;   /* (element-type utf8 CbXmlStyle): by ID */
  GArray *is_read;      /* (element-type gboolean) */
  CbDays days;
} CbXmlBook;

/* What text at hand is of. */
typedef enum
{
  TEXT_NONE,
  TEXT_DATA,
  TEXT_NOTE,
  TEXT_PROPERTY,
  TEXT_VISIBLE,
} TextOf;

typedef struct
{
  CbXmlBook *book;
  CbXml *xml;
  int wanted; /* -1: all but the cells */
  const CbSheetReader *reader;
  gboolean is_done;

  int sheet;
  guint depth;
  guint properties_depth;
  CbXmlStyle *style; /* being defined */
  TextOf text_of;
  guint text_depth;
  GString *text; /* of anything but a cell */
  char *property;
  guint n_told;

  guint64 row; /* 1-based, at hand */
  guint64 column;
  guint64 row_span; /* empty rows that the one at hand stands for, too */
  gboolean is_row_hidden;
  char *row_style;
  guint64 n_columns;
  guint8 hidden_columns[CB_SHEET_MAX_COLUMNS / 8];
  CbSheetRow cells;
  CbSheetCell cell;
  const CbXmlStyle *look;
  char *kind; /* ss:Type */
  gsize start;
  guint64 merge_across;
  GArray *fonts; /* (element-type guint8) */
  guint8 font;
  gboolean had_fonts;
  guint64 n_invisible;
} CbXmlReading;

const char *cb_xml_workbook_get (const char **attributes, const char *name);
guint64 cb_xml_workbook_get_count (const char **attributes, const char *name);
gboolean cb_xml_workbook_is_set (const char **attributes, const char *name);
void cb_xml_workbook_tell (
    CbXmlReading *self, CbHiddenKind kind, int sheet, const char *place, const char *detail);
void cb_xml_workbook_stop (CbXmlReading *self, const char *what);
void cb_xml_workbook_start_text (CbXmlReading *self, TextOf text_of);
void cb_xml_workbook_start_in_sheet (CbXmlReading *self, const char *name, const char **attributes);
void cb_xml_workbook_end_in_sheet (CbXmlReading *self, const char *name);

G_END_DECLS
