/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-workbook.h"
#include "engine/formats/cb-xml.h"
#include "engine/formats/cb-zip.h"

G_BEGIN_DECLS

/* The pieces of the reader of ODS, for each other. */

/* The namespaces of OpenDocument (ISO/IEC 26300) that matter here. */
typedef enum
{
  CB_ODS_OTHER,
  CB_ODS_OFFICE,
  CB_ODS_TABLE,
  CB_ODS_TEXT,
  CB_ODS_STYLE,
  CB_ODS_NUMBER,
  CB_ODS_META,
  CB_ODS_DRAW,
  CB_ODS_SCRIPT,
  CB_ODS_MANIFEST,
  CB_ODS_DUBLIN_CORE,
} CbOdsSpace;

/* How the namespaces of attributes end. */
#define CB_ODS_IN_OFFICE ":office:1.0"
#define CB_ODS_IN_TABLE ":table:1.0"
#define CB_ODS_IN_TEXT ":text:1.0"
#define CB_ODS_IN_STYLE ":style:1.0"
#define CB_ODS_IN_NUMBER ":datastyle:1.0"
#define CB_ODS_IN_META ":meta:1.0"
#define CB_ODS_IN_MANIFEST ":manifest:1.0"
#define CB_ODS_IN_FO ":xsl-fo-compatible:1.0"
#define CB_ODS_IN_SVG ":svg-compatible:1.0"
#define CB_ODS_IN_XLINK "/xlink"
#define CB_ODS_IN_CALC ":calcext:1.0"

CbOdsSpace cb_ods_get_space (const char *space);
guint64 cb_ods_get_count (const char **attributes, const char *space, const char *name);

/* Styles: what they say of the letters, the ink, the paper, hidden tables. */
typedef struct _CbOdsStyles CbOdsStyles;

/**
 * CbOdsLook:
 * @font: what letters are
 * @has_font: the style says so; a text without is in the font around it
 * @is_invisible: the ink has the colour of the paper
 * @is_elapsed: times are durations
 * @shows_clock: dates are shown with their time of day
 * @is_displayed: %FALSE of a hidden table
 * @master_page: (nullable): of a table
 */
typedef struct
{
  guint8 font;
  guint8 has_font;
  guint8 is_invisible;
  guint8 is_elapsed;
  guint8 shows_clock;
  guint8 is_displayed;
  const char *master_page;
} CbOdsLook;

CbOdsStyles *cb_ods_styles_new (void);
void cb_ods_styles_free (CbOdsStyles *self);
void cb_ods_styles_start (CbOdsStyles *self,
                          CbOdsSpace space,
                          const char *name,
                          const char **attributes);
void cb_ods_styles_end (CbOdsStyles *self, CbOdsSpace space, const char *name);
const CbOdsLook *
cb_ods_styles_get (CbOdsStyles *self, const char *family, const char *name, gsize length);

/**
 * CbOds:
 *
 * A spreadsheet of OpenDocument, in an archive or flat.
 */
typedef struct
{
  CbWorkbook parent;

  /* Borrowed */
  CbByteSource *source;

  /* Owned */
  CbZip *zip; /* (nullable): flat */
  CbOdsStyles *styles;
  GHashTable *headers; /* (element-type utf8 utf8): of master pages, by `header\nname` */
  GArray *is_read;     /* (element-type gboolean): per sheet, what it hides is in the list */
} CbOds;

/**
 * CbOdsParse:
 * @handler: what to call
 * @user_data: for @handler
 * @xml: (out): the parser, while it runs
 * @is_done: (out): set by the handler when it has seen all that it wants
 * @progress: (nullable): bytes of the XML that are through
 * @progress_data: for @progress
 */
typedef struct
{
  const CbXmlHandler *handler;
  gpointer user_data;
  CbXml *xml;
  gboolean is_done;
  CbProgressFunc progress;
  gpointer progress_data;
} CbOdsParse;

gboolean cb_ods_parse (
    CbOds *self, const char *part, CbOdsParse *parse, GCancellable *cancellable, GError **error);
gboolean
cb_ods_read_document (CbOds *self, const char *part, GCancellable *cancellable, GError **error);
gboolean cb_ods_read_manifest (CbOds *self, GCancellable *cancellable, GError **error);
gboolean cb_ods_is_cache (const char *table_name);
gboolean cb_ods_read_sheet (CbWorkbook *workbook,
                            guint sheet,
                            const CbSheetReader *reader,
                            GCancellable *cancellable,
                            GError **error);

/* Text of paragraphs, with its white space as OpenDocument means it. */
typedef struct
{
  GString *text;
  gsize start;
  guint n_paragraphs;
  gboolean is_space_pending;
  gboolean at_start; /* of a paragraph: nothing but white space so far */
} CbOdsText;

void cb_ods_text_begin (CbOdsText *self, GString *text);
void cb_ods_text_begin_paragraph (CbOdsText *self);
void cb_ods_text_end_paragraph (CbOdsText *self);
void cb_ods_text_add (CbOdsText *self, const char *text, gsize length);
void cb_ods_text_add_element (CbOdsText *self, const char *name, const char **attributes);
void cb_ods_text_settle (CbOdsText *self);

/* Values, as attributes have them. Whether @value is one; its text at the end of @text. */
gboolean cb_ods_value_append_number (GString *text, const char *value);
gboolean cb_ods_value_append_date (GString *text,
                                   const char *value,
                                   gboolean shows_clock,
                                   CbSheetCellType *type);
gboolean cb_ods_value_append_time (GString *text,
                                   const char *value,
                                   gboolean is_elapsed,
                                   CbSheetCellType *type);

G_END_DECLS
