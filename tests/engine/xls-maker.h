/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes XLS for tests: records, workbooks of records, compound files. */

/**
 * xls_record:
 * @out: gets it at its end
 * @id: of the record
 * @layout: what follows: `b` byte, `w` 16 bits, `d` 32 bits, `f` double (all as int, guint32,
 *   double), `l` `L` a string of BIFF8 after its length in 8 or 16 bits, `B` `C` a string in bytes
 *   after its length in 8 or 16 bits, `x` bytes (pointer, int), `z` so many zeros (int)
 */
void xls_record (GByteArray *out, guint id, const char *layout, ...);

/* One sheet of a workbook: its records without BOF and EOF. */
typedef struct
{
  const char *name;
  guint visibility;
  guint kind;
  GByteArray *records;
} XlsSheet;

/* A workbook of BIFF5 or BIFF8: the stream. */
GByteArray *
xls_workbook (guint version, const GByteArray *globals, const XlsSheet *sheets, guint n_sheets);

/* What is in a compound file; @parent is the place of a folder in the same list, -1 for the root.
 * %NULL bytes make a folder. */
typedef struct
{
  const char *name;
  int parent;
  const GByteArray *bytes;
} XlsEntry;

GByteArray *xls_compound (const XlsEntry *entries, guint n_entries);

G_END_DECLS
