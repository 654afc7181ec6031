/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-compound.h"
#include "engine/formats/cb-xls-crypt.h"

G_BEGIN_DECLS

/* The records of XLS: BIFF2 to BIFF8 (MS-XLS; the OpenOffice.org documentation of the older ones).
 * Private to the reader of XLS. */

/* Before a record ends nothing longer than this is taken for one. */
#define CB_BIFF_MAX_RECORD 65535u

enum
{
  CB_BIFF_BOF_2 = 0x0009,
  CB_BIFF_BOF_3 = 0x0209,
  CB_BIFF_BOF_4 = 0x0409,
  CB_BIFF_BOF_5 = 0x0809,
  CB_BIFF_EOF = 0x000a,
  CB_BIFF_CONTINUE = 0x003c,
};

/**
 * CbBiff:
 * @id: of the record
 * @length: of @data
 * @data: its bytes; gone with the next record
 * @offset: of the record in the stream
 * @next: of the record after it
 * @codepage: of strings in bytes, as Windows numbers them
 * @version: 2 3 4 5 8, 0 before the first BOF
 * @crypt: (nullable): decodes the records; owned
 * @is_cut: the stream ended within a record, or before it should
 *
 * A stream of records and the one it stands at.
 */
typedef struct
{
  CbCompoundStream *stream;
  guint16 id;
  guint16 length;
  const guint8 *data;
  guint64 offset;
  guint64 next;
  guint16 codepage;
  guint8 version;
  CbXlsCrypt *crypt;
  gboolean is_cut;

  /* Private */
  guint8 *buffer;
  guint64 buffer_offset;
  gsize buffer_length;
  guint8 *decoded; /* (nullable): the data of a record */
} CbBiff;

void cb_biff_init (CbBiff *self, CbCompoundStream *stream);
void cb_biff_clear (CbBiff *self);
gboolean cb_biff_next (CbBiff *self, GError **error);
gboolean cb_biff_seek (CbBiff *self, guint64 offset, GError **error);
guint16 cb_biff_peek (CbBiff *self);
guint8 cb_biff_get_bof_version (const CbBiff *self);

/* Reads on over the borders of CONTINUE records. */
typedef struct
{
  CbBiff *biff;
  gsize at;       /* in the data of the record */
  gboolean ended; /* the records that belong together are through */
  GError *error;
} CbBiffCursor;

void cb_biff_cursor_init (CbBiffCursor *self, CbBiff *biff, gsize at);
gboolean cb_biff_cursor_read (CbBiffCursor *self, guint8 *bytes, gsize length);
gboolean cb_biff_cursor_skip (CbBiffCursor *self, guint64 length);
gboolean
cb_biff_cursor_read_unicode (CbBiffCursor *self, guint32 length, GString *text, GArray *runs);

gsize cb_biff_append_unicode (const guint8 *bytes, gsize size, guint32 length, GString *text);
void cb_biff_append_bytes (const CbBiff *self, const guint8 *bytes, gsize length, GString *text);

static inline guint16
cb_biff_get16 (const CbBiff *self, gsize at)
{
  return at + 2 <= self->length ? (guint16)(self->data[at] | self->data[at + 1] << 8) : 0;
}

static inline guint32
cb_biff_get32 (const CbBiff *self, gsize at)
{
  return at + 4 <= self->length
             ? cb_biff_get16 (self, at) | (guint32)cb_biff_get16 (self, at + 2) << 16
             : 0;
}

static inline guint8
cb_biff_get8 (const CbBiff *self, gsize at)
{
  return at < self->length ? self->data[at] : 0;
}

G_END_DECLS
