/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-byte-source.h"
#include "engine/formats/cb-csv.h"
#include "engine/table/cb-layout.h"
#include "engine/text/cb-encoding.h"

G_BEGIN_DECLS

/* The file is worked on in chunks of so many bytes, which stay in the cache of one core. */
#define CB_TABLE_CHUNK (256u * 1024)
/* So much is read after a chunk at first for the row that begins in it and ends behind it. */
#define CB_TABLE_TAIL (4u * 1024)
/* So much of the beginning decides what the file is. */
#define CB_TABLE_HEAD (1024u * 1024)

typedef enum
{
  CB_LINE_END_NONE,
  CB_LINE_END_LF,
  CB_LINE_END_CRLF,
  CB_LINE_END_CR,
} CbLineEnd;

/**
 * CbTableChunk:
 * @ends_before: row ends in all chunks before it
 * @state: where it begins
 *
 * What the index keeps. Chunk n owns the records that begin after the row ends that lie in it;
 * chunk 0 owns the first record, too.
 */
typedef struct
{
  guint64 ends_before;
  CbCsvState state;
} CbTableChunk;

typedef struct _CbRowReader CbRowReader;

/* Returns FALSE when it has seen enough. */
typedef gboolean (*CbRowsFunc) (const CbRow *rows, guint n_rows, gpointer user_data);

/**
 * CbRowsClass:
 * @start: begins to find rows in the background, with threads of its own, added to the table's; the
 *   mutex is held
 * @is_record_known: whether a record can be read now; the mutex is held
 * @find_chunk: which of the first so many chunks has the record, the last one when none has
 * @read_chunk: gives the rows of a chunk that can be read, in order; from any thread
 * @stop: (nullable): the table is being closed: the threads should end soon
 * @get_records_through: how many records there are up to the end of a chunk that can be read
 * @get_bytes_through: how far in the file so many chunks reach, for the progress
 * @free: frees what belongs to these rows
 *
 * Where the rows of a table come from: the text of a file, or the sheet of a workbook. What finds
 * them raises @n_known and @n_records of the table, sets @complete at the end, and wakes those who
 * wait.
 */
typedef struct
{
  void (*start) (CbTable *self);
  gboolean (*is_record_known) (CbTable *self, guint64 record);
  guint64 (*find_chunk) (CbTable *self, guint64 record, guint64 n_known);
  gboolean (*read_chunk) (CbRowReader *reader,
                          CbTable *self,
                          guint64 chunk,
                          CbRowsFunc func,
                          gpointer user_data,
                          GError **error);
  void (*stop) (CbTable *self);
  guint64 (*get_records_through) (CbTable *self, guint64 chunk);
  guint64 (*get_bytes_through) (CbTable *self, guint64 n_chunks);
  void (*free) (CbTable *self);
} CbRowsClass;

extern const CbRowsClass cb_table_text_rows;

/* The sheet of a workbook; private to cb-table-sheet*.c. */
typedef struct _CbTableSheet CbTableSheet;

struct _CbTable
{
  /* Owned */
  CbByteSource *source;

  /* Borrowed */
  int fd;
  const CbRowsClass *rows; /* (nullable): the format has none that are read */

  /* What it is; does not change after opening */
  guint64 size;
  CbEncoding encoding;
  CbCsvDialect dialect;
  CbLineEnd line_end;
  guint64 data_start;
  gsize chunk_size;
  guint64 n_chunks;
  guint n_threads;
  CbTableFacts facts;
  GByteArray *head_text;
  CbTableSheet *sheet; /* (nullable) */
  CbLayout *layout;    /* (nullable) there is no table, or it is not found yet */

  GMutex end_mutex;
  gboolean end_known; /* (mutex end_mutex) cb_layout_close() was called */

  /* The index */
  GMutex mutex;
  GCond cond;
  CbTableChunk *chunks; /* (mutex mutex) up to @n_known, then quiet */
  CbCsvGuess *guesses;  /* (mutex mutex) */
  guint8 *is_guessed;   /* (mutex mutex) */
  guint64 n_known;      /* (mutex mutex) chunks whose rows can be read */
  guint64 n_records;    /* (mutex mutex) so far (in text: row ends), all records at the end */
  guint64 next_chunk;   /* (atomic) */
  GError *index_error;  /* (mutex mutex) (nullable) */
  GPtrArray *threads;   /* (element-type GThread) */
  CbTableIndexedFunc indexed;
  gpointer indexed_data;
  gboolean resolving;   /* (mutex mutex) */
  gboolean started;     /* (mutex mutex) */
  gboolean complete;    /* (mutex mutex) */
  gboolean told_all;    /* (mutex mutex) */
  gboolean ends_inside; /* (mutex mutex) the last quote is never closed */
  int stopping;         /* (atomic) */
};

/**
 * CbPiece:
 * @text: a chunk and some of what follows, as UTF-8; writable, nobody else's
 * @length: of @text
 * @own: how much of it is the chunk
 * @before: the byte before, -1 at the start of the file
 * @after: the byte after @text, -1 at the end of the file
 */
typedef struct
{
  guint8 *text;
  gsize length;
  gsize own;
  int before;
  int after;

  guint8 *raw;
  gsize allocated;
  GByteArray *decoded;
} CbPiece;

gboolean cb_piece_load (CbPiece *self, CbTable *table, guint64 chunk, gsize tail, GError **error);
void cb_piece_clear (CbPiece *self);

/* Rows are given so many at a time, fewer when they have very many cells. */
#define CB_ROW_READER_BATCH 256
#define CB_ROW_READER_BATCH_CELLS (16 * CB_ROW_READER_BATCH)

/**
 * CbRowReader:
 *
 * The memory in which one thread cuts chunks into rows.
 */
struct _CbRowReader
{
  CbPiece piece;
  CbCsvSplit split;
  CbCell *cells;
  gsize n_cells;
  CbRow *rows;
  guint n_rows;
  gsize tail;
  GStringChunk *converted; /* (nullable) text of old fonts, for as long as the rows are given */
  gboolean invalid;
  gboolean only_header; /* give the rows up to the header, instead of those after it */
};

gboolean cb_row_reader_read (CbRowReader *self,
                             CbTable *table,
                             guint64 chunk,
                             CbRowsFunc func,
                             gpointer user_data,
                             GError **error);
gboolean cb_row_reader_read_text (CbRowReader *self,
                                  CbTable *table,
                                  guint64 chunk,
                                  CbRowsFunc func,
                                  gpointer user_data,
                                  GError **error);
gboolean cb_row_reader_read_sheet (CbRowReader *self,
                                   CbTable *table,
                                   guint64 chunk,
                                   CbRowsFunc func,
                                   gpointer user_data,
                                   GError **error);
void cb_row_reader_clear (CbRowReader *self);

gboolean cb_table_wait_for_first (CbTable *self, GError **error);
gboolean cb_table_wait_for_chunk (
    CbTable *self, guint64 chunk, gboolean *exists, GCancellable *cancellable, GError **error);
gboolean cb_table_wait_for_record (
    CbTable *self, guint64 record, guint64 *chunk, GCancellable *cancellable, GError **error);
void cb_table_fail_index (CbTable *self, GError *error);
void cb_table_tell_indexed (CbTable *self, guint64 n_records, gboolean is_final);
gboolean cb_table_ends_inside (CbTable *self, guint64 record);
void cb_table_set_chunk_size (CbTable *self, gsize chunk_size);
void cb_table_find_layout (CbTable *self,
                           const CbLayoutSample *sample,
                           const CbLayoutWish *wish,
                           gboolean is_prose);
void cb_table_mark_rows (CbTable *self, CbRow *rows, guint n_rows);
gboolean
cb_table_wait_for_rest (CbTable *self, guint64 record, GCancellable *cancellable, GError **error);

/**
 * CbRowKeep:
 *
 * Rows that stay when those who gave them are gone, their cells cut at CB_ROW_KEEP_MAX_CELL.
 */
typedef struct
{
  GArray *rows;  /* (element-type CbRow) */
  GArray *cells; /* (element-type CbCell) */
  GStringChunk *text;
} CbRowKeep;

#define CB_ROW_KEEP_MAX_CELL 1024

void cb_row_keep_init (CbRowKeep *self);
void cb_row_keep_add (CbRowKeep *self, const CbRow *row);
void cb_row_keep_add_texts (CbRowKeep *self, const GStrv texts);
CbLayoutSample cb_row_keep_get_sample (CbRowKeep *self);
void cb_row_keep_clear (CbRowKeep *self);

void cb_table_stop_index (CbTable *self);

G_END_DECLS
