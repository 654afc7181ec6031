/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "base/cb-hidden-kinds.h"

G_BEGIN_DECLS

typedef enum
{
  CB_SHEET_INFO_VISIBLE,
  CB_SHEET_INFO_HIDDEN,
  CB_SHEET_INFO_VERY_HIDDEN, /* only a macro can show it */
} CbSheetInfoVisibility;

/**
 * CbSheetInfo:
 *
 * A sheet of a workbook, as on its tab.
 */
typedef struct
{
  char *name;
  CbSheetInfoVisibility visibility;
  gboolean is_table;
} CbSheetInfo;

/**
 * CbHiddenThing:
 * @kind: what it is
 * @sheet: which sheet, 0-based, -1: the workbook
 * @place: where, as a spreadsheet names it; may be ""
 * @detail: what it says; may be ""
 * @count: how many
 *
 * Something that a file carries and that is not seen at first (product.md D4).
 */
typedef struct
{
  CbHiddenKind kind;
  int sheet;
  char *place;
  char *detail;
  guint64 count;
} CbHiddenThing;

/**
 * CbFileInfo:
 *
 * What the engine found a file to be; the members are those of `opened` in base/cb-protocol.h.
 */
typedef struct
{
  char *format;
  char *name_format;
  guint64 size;
  char *encoding;
  gboolean bom;
  double confidence;
  char *delimiter;
  char *quote;
  char *line_end;
  guint header_row; /* the last of the header, 1-based; 0: none */
  guint header_rows;
  double layout_confidence; /* that this is the header */
  GPtrArray *sheets;        /* (element-type CbSheetInfo): none where the file is no workbook */
  int sheet;                /* -1 where there are none */
  guint n_pages;            /* of a PDF; 0: it has none */
  GStrv columns;
  char *secret_mark;
  GStrv sandbox;
  GStrv sandbox_missing;
} CbFileInfo;

/**
 * CbColumnProfile:
 *
 * One column of `profiled` in base/cb-protocol.h.
 */
typedef struct
{
  char *name;
  guint64 blank;
  guint64 distinct;
  char *minimum;
  char *maximum;
  guint shortest;
  guint longest;
  char *type;
  GStrv samples;
} CbColumnProfile;

CbFileInfo *cb_file_info_new (void);
void cb_file_info_free (CbFileInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbFileInfo, cb_file_info_free)

void cb_file_info_add_sheet (CbFileInfo *self,
                             const char *name,
                             CbSheetInfoVisibility visibility,
                             gboolean is_table);

CbHiddenThing *cb_hidden_thing_new (
    CbHiddenKind kind, int sheet, const char *place, const char *detail, guint64 count);
void cb_hidden_thing_free (CbHiddenThing *self);
const char *cb_hidden_kind_words (CbHiddenKind kind);
const char *cb_hidden_property_words (const char *name);

CbColumnProfile *cb_column_profile_new (void);
void cb_column_profile_free (CbColumnProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbColumnProfile, cb_column_profile_free)

G_END_DECLS
