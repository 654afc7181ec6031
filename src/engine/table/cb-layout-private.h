/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/table/cb-layout.h"

G_BEGIN_DECLS

/* What a cell looks like. */
typedef enum
{
  CB_LOOK_BLANK,
  CB_LOOK_TEXT,
  CB_LOOK_YEAR, /* 2025: a label as well as a value */
  CB_LOOK_DATA, /* a number, a date, an amount, a code of digits, an address of mail */
} CbLook;

/**
 * CbRowLook:
 * @n_filled: cells that are not blank
 * @n_data: cells that only data has
 * @first: the first filled cell, the number of cells when there is none
 * @last: the last filled cell
 */
typedef struct
{
  guint n_filled;
  guint n_data;
  guint first;
  guint last;
} CbRowLook;

/**
 * CbLayoutClip:
 * @sample: the rows, without what stands in other columns
 *
 * See cb_layout_clip_init().
 */
typedef struct
{
  CbLayoutSample sample;
  GArray *cells;
  GArray *rows;
  GArray *merges;
} CbLayoutClip;

/* One cell of a row, blank where the row is shorter. */
static inline const CbCell *
cb_layout_cell (const CbRow *row, guint column)
{
  static const CbCell blank = { "", 0, 0 };

  return column < row->n_cells ? &row->cells[column] : &blank;
}

gboolean cb_cell_is_blank (const CbCell *cell);
CbLook cb_cell_look (const CbCell *cell);
CbRowLook cb_row_look (const CbRow *row);
char *cb_cell_dup_lower (const CbCell *cell);
char *cb_cell_dup_text (const CbCell *cell);
gboolean cb_cell_equals (const CbCell *cell, const char *text);
gboolean cb_cell_parse (const CbCell *cell, gboolean comma, double *value);

guint cb_cell_roman (const CbCell *cell);
gboolean cb_cell_is_ordinal (const CbCell *cell);
gboolean cb_cell_is_count (const CbCell *cell);
gboolean cb_cell_has_ordinal_prefix (const CbCell *cell);
gboolean cb_cell_is_title (const CbCell *cell, gboolean *sure);
gboolean cb_cell_is_note (const CbCell *cell, gboolean *sure);
gboolean cb_cell_is_total (const CbCell *cell);
gboolean cb_cell_is_subtotal (const CbCell *cell);

void cb_layout_keep_labels (CbLayout *self, guint at, const CbRow *row);
gboolean cb_layout_is_numbering (const CbRow *row, gboolean *sure);
gboolean cb_layout_is_total_row (const CbLayout *self, const CbRow *row, gboolean subtotal);
guint cb_layout_group_form (const CbLayout *self, const CbRow *row);
gboolean cb_layout_is_header_row (const CbLayout *self, const CbRow *row);
void cb_layout_end_body (CbLayout *self, const CbRow *rows, guint n_rows);

double cb_layout_find_like (const CbLayoutSample *sample,
                            const char *const *names,
                            guint *top,
                            guint *end);
void cb_layout_find_header (CbLayout *self, const CbLayoutSample *sample, const CbLayoutWish *wish);
void
cb_layout_find_columns (CbLayout *self, const CbLayoutSample *sample, const CbLayoutWish *wish);
void cb_layout_find_groups (CbLayout *self, const CbLayoutSample *sample);
void cb_layout_find_others (CbLayout *self, const CbLayoutSample *sample);
void cb_layout_find_beside (CbLayout *self, const CbLayoutSample *sample);
CbLayout *cb_layout_find_alone (const CbLayoutSample *sample, const CbLayoutWish *wish);

void cb_layout_clip_init (CbLayoutClip *self, const CbLayoutSample *sample, guint first, guint end);
void cb_layout_clip_clear (CbLayoutClip *self);

G_END_DECLS
