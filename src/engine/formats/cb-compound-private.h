/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-compound.h"

G_BEGIN_DECLS

/* Numbers of sectors from here on are marks: free, end of chain, a sector of the tables. */
#define CB_COMPOUND_LAST_SECTOR 0xfffffffau

struct _CbCompound
{
  /* Borrowed */
  CbByteSource *source;

  /* Owned */
  GPtrArray *entries;     /* (element-type CbCompoundEntry): the root is not in it */
  GArray *fat;            /* (element-type guint32): the sector after each sector */
  GArray *mini_fat;       /* (element-type guint32) (nullable) */
  CbCompoundStream *mini; /* (nullable): the sectors of short streams */

  guint32 sector_size;
  guint32 mini_size;
  guint32 mini_limit; /* shorter streams are in @mini */
  guint32 n_sectors;  /* that the file has room for; the last may be cut */
};

/* Sectors that follow each other in the file. */
typedef struct
{
  guint64 at; /* in the stream */
  guint64 offset;
  guint64 length;
} CbCompoundExtent;

struct _CbCompoundStream
{
  /* Borrowed */
  CbByteSource *source;

  /* Owned */
  GArray *extents;   /* (element-type CbCompoundExtent) */
  GByteArray *bytes; /* (nullable): of a short stream */

  guint64 size;
  guint64 available;
};

CbCompoundStream *_cb_compound_follow (CbCompound *self, guint32 first, guint64 size);

static inline guint16
cb_get_le16 (const guint8 *p)
{
  return (guint16)(p[0] | p[1] << 8);
}

static inline guint32
cb_get_le32 (const guint8 *p)
{
  return (guint32)p[0] | (guint32)p[1] << 8 | (guint32)p[2] << 16 | (guint32)p[3] << 24;
}

static inline guint64
cb_get_le64 (const guint8 *p)
{
  return cb_get_le32 (p) | (guint64)cb_get_le32 (p + 4) << 32;
}

G_END_DECLS
