/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-sheet-row.h"
#include "engine/formats/cb-xml.h"
#include "engine/formats/cb-zip.h"

G_BEGIN_DECLS

/* The pieces of the reader of texts of Word, for each other. */

/* How the namespace of attributes ends, transitional and strict. */
#define CB_DOCX_IN_WORD "/main"

/**
 * CbDocxBlock:
 * @is_table: else a paragraph with text
 * @is_frame: a table that only holds texts side by side: the head of a decision, its signatures
 * @breaks_before: a page or a section ends before it
 * @n_rows: of a table, deleted ones left out
 * @starts: (nullable) (element-type guint32): of a table, the columns of its grid in which cells
 *   begin, ascending
 * @words: the beginning of a paragraph, the title that a table has of itself, or ""
 *
 * What the body of a text has, from top to bottom; blank paragraphs are none.
 */
typedef struct
{
  gboolean is_table;
  gboolean is_frame;
  gboolean breaks_before;
  guint32 n_rows;
  GArray *starts;
  char *words;
} CbDocxBlock;

/**
 * CbDocxPart:
 *
 * The blocks of one sheet, both included.
 */
typedef struct
{
  guint first;
  guint last;
} CbDocxPart;

typedef struct
{
  CbWorkbook parent;
  CbByteSource *source; /* borrowed */
  CbZip *zip;
  char *part;        /* the member that is the text */
  GPtrArray *blocks; /* (element-type CbDocxBlock) */
  GArray *parts;     /* (element-type CbDocxPart): of each sheet */
  GArray *is_read;   /* (element-type gboolean): per sheet, what it hides is in the list */
} CbDocx;

/* How a text counts its paragraphs. */
typedef struct _CbDocxLists CbDocxLists;

typedef enum
{
  CB_DOCX_NOT_MERGED,
  CB_DOCX_MERGE_BEGINS,
  CB_DOCX_MERGE_GOES_ON,
} CbDocxMerge;

/* One way through the text: listing what it has, or reading the rows of one sheet. */
typedef struct
{
  CbDocx *book;
  const CbSheetReader *reader; /* (nullable): listing */
  CbDocxPart wanted;
  CbXml *xml;
  gboolean is_done;

  guint depth;
  guint skip_depth;      /* of an element that is no text of the page */
  guint paragraph_depth; /* of one that stands for itself */
  guint run_depth;
  guint n_inner; /* tables within a cell or a paragraph, which are text of it */
  gboolean in_text;
  gboolean is_run_hidden;
  CbDocxLists *lists;
  char *list; /* (nullable): that the paragraph at hand is of */
  guint list_level;
  gboolean has_label; /* a number stands before what comes */
  gboolean breaks;    /* a page or section ended since the last block */
  gboolean breaks_next;
  guint block; /* which is next */
  guint64 row; /* 0-based, of the sheet, which is next */

  /* The text at hand, at the end of that of the row */
  CbSheetRow cells;
  gsize start;
  guint n_lines; /* line ends behind it */
  gboolean has_hidden;

  /* The table at hand */
  guint table_depth;
  guint row_depth;
  guint cell_depth;
  GArray *edges;  /* (element-type guint32): of each column of the grid as the file has it, the one
                     that is meant */
  GArray *merges; /* (element-type CbSheetRange): that may go on */
  CbDocxBlock *table;
  guint64 first_row;
  guint32 grid_column;
  guint32 span;
  CbDocxMerge down;
  CbDocxMerge across;
  gint64 last_column; /* that has a cell in this row, -1: none */
  gboolean in_row_properties;
  gboolean is_row_deleted;
  gboolean table_has_text;

  gboolean is_deleted; /* what is skipped was deleted */
  GString *deleted;    /* its text, while listing */
  guint64 n_changes;   /* tracked */
  guint64 n_invisible;
  char *first_invisible;
} CbDocxReading;

extern const CbXmlHandler cb_docx_handler;

void cb_docx_reading_init (CbDocxReading *self, CbDocx *book, const CbSheetReader *reader);
void cb_docx_reading_clear (CbDocxReading *self);
void cb_docx_reading_finish (CbDocxReading *self);

CbDocxLists *cb_docx_lists_new (CbDocx *book);
void cb_docx_lists_free (CbDocxLists *self);
void cb_docx_lists_append (CbDocxLists *self, GString *to, const char *list, guint level);

void cb_docx_list_hidden (CbDocx *self, GCancellable *cancellable);

void cb_docx_block_free (CbDocxBlock *self);
void cb_docx_stop (CbDocxReading *self, const char *what);
const char *cb_docx_get_value (const char **attributes);
gboolean cb_docx_is_wanted (const CbDocxReading *self);
void cb_docx_begin_text (CbDocxReading *self);
gsize cb_docx_end_text (CbDocxReading *self);
void cb_docx_add_text (CbDocxReading *self, const char *text, gsize length);
void cb_docx_add_sign (CbDocxReading *self, const char **attributes);
void cb_docx_add_cell (CbDocxReading *self, guint32 column);
void cb_docx_begin_deleted (CbDocxReading *self);
void cb_docx_add_deleted (CbDocxReading *self, const char *text, gsize length);
void cb_docx_give_row (CbDocxReading *self);
void cb_docx_add_block (CbDocxReading *self, CbDocxBlock *block);

void cb_docx_table_start (CbDocxReading *self);
void cb_docx_table_start_inside (CbDocxReading *self, const char *name, const char **attributes);
void cb_docx_table_end_inside (CbDocxReading *self);
void cb_docx_table_end (CbDocxReading *self);
guint32 cb_docx_block_count_columns (const CbDocxBlock *self);

G_END_DECLS
