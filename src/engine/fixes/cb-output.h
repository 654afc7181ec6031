/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/fixes/cb-step.h"

G_BEGIN_DECLS

typedef struct _CbOutput CbOutput;

/**
 * CbOutputClass:
 * @step: the step of a recipe that asks for it: `to-csv`
 * @new_output: makes one
 * @write_row: adds a row to @out; from any thread, many at a time
 * @begin: what stands before the first row
 * @pack: takes what write_row() made of some rows, in the order of the table
 * @end: what stands after the last row
 * @free: frees it
 *
 * A format in which a table is written. All but write_row() are called one after the other.
 */
typedef struct
{
  const char *step;
  CbOutput *(*new_output) (CbTable *table, int fd);
  void (*write_row) (const CbOutput *self,
                     GByteArray *out,
                     const CbCell *cells,
                     guint n_cells,
                     gboolean is_header);
  gboolean (*begin) (CbOutput *self, GError **error);
  gboolean (*pack) (
      CbOutput *self, const guint8 *bytes, gsize length, guint64 rows, GError **error);
  gboolean (*end) (CbOutput *self, GError **error);
  void (*free) (CbOutput *self);
} CbOutputClass;

/**
 * CbOutputNumbers:
 * @CB_OUTPUT_NO_NUMBERS: a column that holds something else, or whose numbers nobody can be sure of
 * @CB_OUTPUT_NUMBERS: one of numbers; a point in them is that of decimals
 * @CB_OUTPUT_NUMBERS_VI: one of numbers; a point stands between thousands until a step has written
 *   the cell anew
 */
typedef enum
{
  CB_OUTPUT_NO_NUMBERS,
  CB_OUTPUT_NUMBERS,
  CB_OUTPUT_NUMBERS_VI,
} CbOutputNumbers;

/**
 * CbOutput:
 * @bytes: written so far
 * @numbers: (nullable) (array length=n_numbers): a #CbOutputNumbers for each column of a text: the
 *   cells of those with numbers come with %CB_STEP_NUMBER; of a spreadsheet each cell says itself
 *   what it is
 * @n_numbers: of @numbers
 * @n_added: columns that stand before those of the table
 *
 * The beginning of each format's own structure.
 */
struct _CbOutput
{
  const CbOutputClass *class;
  CbTable *table;
  int fd;
  guint64 bytes;
  guint8 *numbers;
  guint n_numbers;
  guint n_added;
};

extern const CbOutputClass cb_output_csv;
extern const CbOutputClass cb_output_json;
extern const CbOutputClass cb_output_ods;
extern const CbOutputClass cb_output_xlsx;

const CbOutputClass *cb_output_find (const char *step);

static inline void
cb_output_add (GByteArray *out, const char *bytes, gsize length)
{
  g_byte_array_append (out, (const guint8 *)bytes, (guint)length);
}

#define CB_OUTPUT_ADD(out, text) cb_output_add (out, text, sizeof text - 1)

void cb_output_add_xml (GByteArray *out, const char *bytes, gsize length);
gboolean cb_output_is_number (const CbCell *cell);
gboolean cb_output_is_double (const CbCell *cell);

G_END_DECLS
