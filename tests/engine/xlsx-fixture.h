/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* Workbooks put together from their parts, and all that the engine says of them as text. */

#define MAIN_SPACE "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATION_SPACE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

typedef struct
{
  const char *name;
  const char *text;
} XlsxPart;

GByteArray *xlsx_pack (const XlsxPart *parts, guint flags);
GByteArray *xlsx_pack_bytes (const char *name, const char *bytes, gsize length);
char *xlsx_dump_bytes (const guint8 *bytes, gsize length);
char *xlsx_dump (const XlsxPart *parts);
char *xlsx_dump_sheet (const char *sheet);
char *xlsx_dump_rows (const char *rows);
char *xlsx_dump_cells (const char *cells);
