/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cb-progress.h"
#include "base/cb-row-kinds.h"
#include "core/model/cb-column-chart.h"
#include "core/model/cb-file-info.h"
#include "core/model/cb-finding.h"
#include "core/model/cb-table-diff.h"

G_BEGIN_DECLS

/**
 * CbReadOptions:
 * @name: (nullable): the file's name, for comparing its extension with its content
 * @encoding: (nullable): read as this; %NULL: find out
 * @delimiter: (nullable): one ASCII character; %NULL: find out
 * @header_row: the last row of the header, 1-based, 0 for none, -1: find out
 * @sheet: of a workbook, 0-based, -1: the first that is not hidden and not empty
 * @header_rows: how many rows the header has up to @header_row; 0: one, or find out with it
 * @body_end: rows of the file (0-based) from this one on are not of the table; 0: find out
 * @taken_out: (nullable) (array length=n_taken_out): rows of the file (0-based) that are not of the
 *   table
 * @n_taken_out: of @taken_out
 * @taken_in: (nullable) (array length=n_taken_in): rows that are, whatever they look like
 * @n_taken_in: of @taken_in
 * @names: (nullable): of the columns of an earlier file of the same form, by which the header is
 *   looked for where @header_row is not said; valid UTF-8
 * @first_column: 0-based; of meaning where there are @n_columns
 * @n_columns: so many from @first_column on are the table, what is beside them is another; 0: all
 */
typedef struct
{
  const char *name;
  const char *encoding;
  const char *delimiter;
  int header_row;
  int sheet;
  guint header_rows;
  guint64 body_end;
  const guint64 *taken_out;
  gsize n_taken_out;
  const guint64 *taken_in;
  gsize n_taken_in;
  const char *const *names;
  guint first_column;
  guint n_columns;
} CbReadOptions;

#define CB_READ_OPTIONS_INIT                                                                       \
  {                                                                                                \
    NULL, NULL, NULL, -1, -1, 0, 0, NULL, 0, NULL, 0, NULL, 0, 0                                   \
  }

/**
 * CbRows:
 * @first: the first row, 0-based without the header
 * @cells: (element-type GStrv): a row each; fewer than asked at the end of the table
 * @kinds: the kind of each, a #CbRowKind: rows that are not of the table stand among the others
 */
typedef struct
{
  guint64 first;
  GPtrArray *cells;
  GByteArray *kinds;
} CbRows;

void cb_rows_free (CbRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbRows, cb_rows_free)

/**
 * CbFindOptions:
 * @needle: what a person typed; case and diacritics do not count, đ = d
 * @row: where to begin, 0-based without the header; backwards it may be beyond the end
 * @column: the first cell of that row that counts; backwards the first that does not
 * @only_column: 0-based, -1: in all
 * @backwards: towards the beginning
 */
typedef struct
{
  const char *needle;
  guint64 row;
  guint column;
  int only_column;
  gboolean backwards;
} CbFindOptions;

/**
 * CbFoundCell:
 * @found: whether there is one
 * @row: 0-based, without the header
 * @column: 0-based
 */
typedef struct
{
  gboolean found;
  guint64 row;
  guint column;
} CbFoundCell;

/**
 * CbCellPlace:
 * @row: 0-based, the header and what stands before it counted
 * @column: 0-based
 */
typedef struct
{
  guint64 row;
  guint column;
} CbCellPlace;

/**
 * CbLocatedCell:
 * @found: whether there is one
 * @row: of the file, 0-based, the header and what stands before it counted
 * @column: 0-based
 * @name: (owned) (nullable): of the column
 */
typedef struct
{
  gboolean found;
  guint64 row;
  guint column;
  char *name;
} CbLocatedCell;

void cb_located_cell_clear (CbLocatedCell *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CbLocatedCell, cb_located_cell_clear)

/**
 * CbTally:
 * @cells: that have it, so far
 * @next_row: where to go on, 0 at first
 * @is_final: whether all rows were gone through
 */
typedef struct
{
  guint64 cells;
  guint64 next_row;
  gboolean is_final;
} CbTally;

/**
 * CbPageSize:
 * @width: in points (1/72 inch), at least 1
 * @height: in points, at least 1
 */
typedef struct
{
  double width;
  double height;
} CbPageSize;

/**
 * CbPagePart:
 * @page_width: of all of the page, in pixels
 * @page_height: of all of the page, in pixels
 * @x: where the part begins, in pixels
 * @y: where the part begins, in pixels
 * @width: of the part, in pixels
 * @height: of the part, in pixels
 */
typedef struct
{
  guint page_width;
  guint page_height;
  guint x;
  guint y;
  guint width;
  guint height;
} CbPagePart;

/**
 * CbPageBox:
 * @left: in points from the left of the page
 * @top: in points from its top
 * @right: not less than @left
 * @bottom: not less than @top
 */
typedef struct
{
  double left;
  double top;
  double right;
  double bottom;
} CbPageBox;

/**
 * CbPageLetters:
 * @text: of the page, UTF-8
 * @boxes: (element-type CbPageBox): where each of its characters stands; without extent where it
 *   stands nowhere
 */
typedef struct
{
  char *text;
  GArray *boxes;
} CbPageLetters;

void cb_page_letters_free (CbPageLetters *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPageLetters, cb_page_letters_free)

/**
 * CbPageHit:
 * @page: 0-based
 * @first: a character of its #CbPageLetters
 * @count: how many from there, at least 1
 */
typedef struct
{
  guint page;
  guint first;
  guint count;
} CbPageHit;

#define CB_TYPE_READER (cb_reader_get_type ())
G_DECLARE_FINAL_TYPE (CbReader, cb_reader, CB, READER, GObject)

/**
 * CbCheckAgainst:
 * @allowed_formats: (nullable): from the profile; %NULL: everything is allowed
 * @places: (nullable): data/lists/provinces.tsv
 * @communes: (nullable): data/lists/communes.tsv
 * @schema: (nullable): a Table Schema as JSON; %NULL: what most values of a column are
 */
typedef struct
{
  const char *const *allowed_formats;
  const char *schema;
  const char *places;
  const char *communes;
} CbCheckAgainst;

CbReader *cb_reader_open (int fd,
                          const CbReadOptions *options,
                          GCancellable *cancellable,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbReader *cb_reader_open_for_mend (int fd,
                                   int out_fd,
                                   const CbReadOptions *options,
                                   GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbReader *cb_reader_open_to_compare (int fd,
                                     int before_fd,
                                     const CbReadOptions *options,
                                     GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_reader_close (CbReader *self);
int cb_reader_open_path (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_reader_set_engine_path (const char *path);
void cb_reader_set_patience (double factor);

const CbFileInfo *cb_reader_get_info (CbReader *self);
guint64 cb_reader_get_row_count (CbReader *self, gboolean *is_final);
gboolean cb_reader_wait_for_rows (CbReader *self,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
guint64 cb_reader_get_body_end (CbReader *self);
CbRows *cb_reader_read_rows (CbReader *self,
                             guint64 first,
                             guint count,
                             GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbColumnChart *cb_reader_chart (CbReader *self,
                                guint column,
                                CbProgressFunc progress,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *cb_reader_read_cell (CbReader *self,
                           guint64 row,
                           guint column,
                           GCancellable *cancellable,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *cb_reader_read_page_text (CbReader *self,
                                guint page,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
GArray *cb_reader_read_page_sizes (CbReader *self,
                                   guint first,
                                   guint count,
                                   GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *cb_reader_draw_page (CbReader *self,
                             guint page,
                             const CbPagePart *part,
                             GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbPageLetters *cb_reader_read_page_letters (CbReader *self,
                                            guint page,
                                            GCancellable *cancellable,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_reader_find_in_pages (CbReader *self,
                                  const char *needle,
                                  guint *page,
                                  GArray *hits,
                                  GCancellable *cancellable,
                                  GError **error);
gboolean cb_reader_find (CbReader *self,
                         const CbFindOptions *options,
                         CbFoundCell *found,
                         CbProgressFunc progress,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error);
gboolean cb_reader_tally (CbReader *self,
                          const char *needle,
                          int column,
                          CbTally *tally,
                          GCancellable *cancellable,
                          GError **error);
GPtrArray *cb_reader_check (CbReader *self,
                            const CbCheckAgainst *against,
                            guint64 *more,
                            CbProgressFunc progress,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_reader_profile (CbReader *self,
                              CbProgressFunc progress,
                              gpointer user_data,
                              GCancellable *cancellable,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_reader_require_whole (CbReader *self, GCancellable *cancellable, GError **error);
GPtrArray *cb_reader_list_hidden (CbReader *self,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *cb_reader_infer_schema (CbReader *self,
                              CbProgressFunc progress,
                              gpointer user_data,
                              GCancellable *cancellable,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbTableDiff *cb_reader_diff (CbReader *self,
                             const CbReadOptions *before,
                             const char *const *key,
                             CbProgressFunc progress,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_reader_read_diff_rows (CbReader *self,
                                     CbDiffKind kind,
                                     guint64 first,
                                     guint count,
                                     GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_reader_measure (CbReader *self,
                            const char *recipe,
                            guint64 *cells,
                            CbProgressFunc progress,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error);
gboolean cb_reader_locate (CbReader *self,
                           const char *recipe,
                           guint64 row,
                           guint column,
                           CbLocatedCell *cell,
                           GCancellable *cancellable,
                           GError **error);
GArray *cb_reader_list_edits (CbReader *self,
                              const char *recipe,
                              GCancellable *cancellable,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_reader_mend (CbReader *self,
                         const char *recipe,
                         guint64 *cells_changed,
                         CbProgressFunc progress,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error);

G_END_DECLS
