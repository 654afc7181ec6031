/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "engine/table/cb-table.h"

G_BEGIN_DECLS

/* Rows of a header, at most. */
#define CB_LAYOUT_MAX_HEADER 4
/* So many rows decide how a table lies in its file, from the top and from the end. */
#define CB_LAYOUT_SAMPLE 200
#define CB_LAYOUT_TAIL 64

/* How the rows that name a group are written in one table. */
enum
{
  CB_GROUP_ORDINAL = 1 << 0, /* I | Khu vực thành thị |  |  : a number of its own, nothing else */
  CB_GROUP_SUM = 1 << 1, /* I | Khu vực thành thị | 120 | 30: with the sums of what follows */
  CB_GROUP_PREFIX = 1 << 2, /* I. Khu vực thành thị |  |  |  */
  CB_GROUP_LABEL = 1 << 3,  /* Huyện Tam Đảo |  |  |  , where data rows have a number */
  CB_GROUP_MERGED = 1 << 4, /* one cell merged across the table */
};

/**
 * CbLayoutRange:
 *
 * Rows of the file, 0-based, both ends included.
 */
typedef struct
{
  guint64 first;
  guint64 last;
} CbLayoutRange;

/**
 * CbLayoutSample:
 * @rows: (array length=n_rows): rows of the file, one after the other; their numbers are counted
 *   from the beginning of the file (0-based), and those on a sheet are those of the sheet
 * @n_rows: of @rows
 * @merges: (nullable) (array length=n_merges): merged cells, for sheets
 * @n_merges: of @merges
 */
typedef struct
{
  const CbRow *rows;
  guint n_rows;
  const CbSheetRange *merges;
  guint n_merges;
} CbLayoutSample;

/**
 * CbLayout:
 * @header_first: first row of the header; where there is none, the first row of the file
 * @header_rows: 0 to %CB_LAYOUT_MAX_HEADER
 * @first_column: columns before it are blank; counted from the first one that is read
 * @n_columns: from there; columns behind are blank
 * @numbering: row of “A, B, 1, 2” under the header, %G_MAXUINT64 when there is none
 * @top_total: row of the totals under the header, %G_MAXUINT64 when there is none
 * @body_end: (atomic): the first row that no longer is of the table, %G_MAXUINT64: none such, or
 *   not known before cb_layout_close()
 * @tail_total: (atomic): the first row of totals at the end, which is then @body_end
 * @groups: CB_GROUP_*: what the rows of groups look like
 * @ordinal_column: the column of running numbers (STT), -1 when there is none
 * @keep: kinds that a person wants as data, bits `1 << CB_ROW_KIND_…`
 * @others: further tables in the sample
 * @n_others: of @others
 * @beside: tables that stand side by side, this one among them
 * @n_beside: of @beside, 0 where there is one table
 * @beside_confidence: 0…1, that these are several
 * @confidence: 0…1, that this is how it lies
 * @depends_on_merges: whether a row around the header would be of it if merged cells said so, and
 *   the sample has none
 *
 * How a table lies in its file (product.md C3). All rows are counted from the beginning of the
 * file, 0-based; the columns, too. Does not change after it was found, but for @body_end and
 * @tail_total.
 */
typedef struct
{
  guint64 header_first;
  guint header_rows;
  guint first_column;
  guint n_columns;
  guint64 numbering;
  guint64 top_total;
  guint64 body_end;
  guint64 tail_total;
  guint groups;
  int ordinal_column;
  guint keep;
  CbLayoutRange others[CB_LAYOUT_MAX_OTHERS];
  guint n_others;
  CbLayoutColumns beside[CB_LAYOUT_MAX_OTHERS];
  guint n_beside;
  double beside_confidence;
  double confidence;
  gboolean depends_on_merges;

  /* Private: the rows of the header as they stand there, and behind them that of the numbering */
  GStrv labels[CB_LAYOUT_MAX_HEADER + 1];
  guint n_labels[CB_LAYOUT_MAX_HEADER + 1];
  guint clip_first; /* of the file, and here column 0, where one of several tables is read… */
  guint clip_end;   /* …whose columns end before this one; 0: all are read */
  gboolean total_is_data;  /* “Tổng số” is a value of this table */
  GHashTable *merged_rows; /* (nullable) (element-type guint32): one cell over the whole table */
  GHashTable *said;        /* (nullable) (element-type guint64 CbRowKind): by a person */
  guint64 quiet_from;      /* rows from here on are told by their first byte */
  guint8 suspect[256];     /* first bytes of a row that make a second look worth while */
} CbLayout;

CbLayout *cb_layout_find (const CbLayoutSample *sample,
                          const CbLayoutWish *wish) G_GNUC_WARN_UNUSED_RESULT;
void cb_layout_close (CbLayout *self, const CbLayoutSample *tail, const CbLayoutWish *wish);
void cb_layout_free (CbLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbLayout, cb_layout_free)

guint64 cb_layout_get_body (const CbLayout *self);
guint64 cb_layout_get_body_end (const CbLayout *self);
GStrv cb_layout_dup_labels (const CbLayout *self, const CbLayoutSample *sample);
CbRowKind cb_layout_look_at_row (const CbLayout *self, guint64 number, const CbRow *row);

JsonObject *cb_layout_wish_to_json (const CbLayoutWish *wish);
gboolean cb_layout_wish_from_json (JsonObject *step, CbLayoutWish *wish, GError **error);

/**
 * cb_layout_classify:
 * @self: a layout
 * @number: of the row, 0-based from the beginning of the file
 * @row: the row
 *
 * What a row is, as it goes by; from any thread. Nearly all rows are told by two comparisons and
 * the first byte.
 *
 * Returns: its kind
 */
static inline CbRowKind
cb_layout_classify (const CbLayout *self, guint64 number, const CbRow *row)
{
  guint first = self->clip_first + self->first_column;
  guint8 byte;

  if (G_LIKELY (number < __atomic_load_n (&self->body_end, __ATOMIC_RELAXED)
                && number >= self->quiet_from && first < row->n_cells))
    {
      byte = row->cells[first].length > 0 ? (guint8)row->cells[first].bytes[0] : 0;
      if (G_LIKELY (self->suspect[byte] == 0))
        return CB_ROW_KIND_DATA;
    }

  return cb_layout_look_at_row (self, number, row);
}

G_END_DECLS
