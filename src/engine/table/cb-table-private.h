/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-byte-source.h"
#include "engine/formats/cb-csv.h"
#include "engine/table/cb-table.h"
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

struct _CbTable
{
  /* Owned */
  CbByteSource *source;

  /* What it is; does not change after opening */
  guint64 size;
  CbEncoding encoding;
  CbCsvDialect dialect;
  CbLineEnd line_end;
  guint64 data_start;
  gsize chunk_size;
  guint64 n_chunks;
  guint n_threads;
  gboolean readable;
  CbTableFacts facts;
  GByteArray *head_text;

  /* The index */
  GMutex mutex;
  GCond cond;
  CbTableChunk *chunks; /* (mutex mutex) up to @n_known, then quiet */
  CbCsvGuess *guesses;  /* (mutex mutex) */
  guint8 *is_guessed;   /* (mutex mutex) */
  guint64 n_known;      /* (mutex mutex) chunks whose beginning is known */
  guint64 n_records;    /* (mutex mutex) row ends so far, all records at the end */
  guint64 next_chunk;   /* (atomic) */
  GError *index_error;  /* (mutex mutex) (nullable) */
  GPtrArray *threads;   /* (element-type GThread) */
  CbTableIndexedFunc indexed;
  gpointer indexed_data;
  gboolean resolving;   /* (mutex mutex) */
  gboolean started;     /* (mutex mutex) */
  gboolean complete;    /* (mutex mutex) */
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

/**
 * CbRowReader:
 *
 * The memory in which one thread cuts chunks into rows.
 */
typedef struct
{
  CbPiece piece;
  CbCsvSplit split;
  CbCell *cells;
  gsize n_cells;
  CbRow *rows;
  guint n_rows;
  gsize tail;
  gboolean invalid;
  gboolean only_header; /* give the rows up to the header, instead of those after it */
} CbRowReader;

/* Returns FALSE when it has seen enough. */
typedef gboolean (*CbRowsFunc) (const CbRow *rows, guint n_rows, gpointer user_data);

gboolean cb_row_reader_read (CbRowReader *self,
                             CbTable *table,
                             guint64 chunk,
                             CbRowsFunc func,
                             gpointer user_data,
                             GError **error);
void cb_row_reader_clear (CbRowReader *self);

gboolean cb_table_wait_for_chunk (CbTable *self,
                                  guint64 chunk,
                                  CbTableChunk *begin,
                                  guint64 *n_ends,
                                  GCancellable *cancellable,
                                  GError **error);
gboolean cb_table_wait_for_record (
    CbTable *self, guint64 record, guint64 *chunk, GCancellable *cancellable, GError **error);
gboolean cb_table_ends_inside (CbTable *self, guint64 record);
void cb_table_set_chunk_size (CbTable *self, gsize chunk_size);
void cb_table_stop_index (CbTable *self);

G_END_DECLS
