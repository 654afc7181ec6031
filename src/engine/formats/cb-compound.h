/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-byte-source.h"

G_BEGIN_DECLS

/* The compound file of Office before 2007 (MS-CFB): folders and streams in one file. */

#define CB_COMPOUND_MAGIC "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#define CB_COMPOUND_MAGIC_LENGTH 8
#define CB_COMPOUND_FIRST_SECTOR 512
/* No program writes more tables than this before the document itself. */
#define CB_COMPOUND_LATEST_START (16 * CB_COMPOUND_FIRST_SECTOR)

/**
 * CbCompoundEntry:
 * @path: names joined by `/`, valid UTF-8; control characters as they are: `\005SummaryInformation`
 * @size: bytes that the directory says, 0 for a folder
 * @is_folder: a storage, as MS-CFB calls it
 */
typedef struct
{
  char *path;
  guint64 size;
  gboolean is_folder;

  /* Private */
  guint32 first;
} CbCompoundEntry;

typedef struct _CbCompound CbCompound;
typedef struct _CbCompoundStream CbCompoundStream;

CbCompound *cb_compound_open (CbByteSource *source, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_compound_free (CbCompound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbCompound, cb_compound_free)

guint cb_compound_get_n_entries (CbCompound *self);
const CbCompoundEntry *cb_compound_get_entry (CbCompound *self, guint index);
const CbCompoundEntry *cb_compound_find (CbCompound *self, const char *path);

CbCompoundStream *cb_compound_stream_new (CbCompound *self,
                                          const CbCompoundEntry *entry,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbCompoundStream *cb_compound_stream_new_guessed (CbByteSource *source, guint64 offset);
CbCompoundStream *cb_compound_stream_new_by_tables (CbByteSource *source, guint64 offset);
CbCompoundStream *cb_compound_stream_new_plain (CbByteSource *source);
void cb_compound_stream_free (CbCompoundStream *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbCompoundStream, cb_compound_stream_free)

guint64 cb_compound_stream_get_size (CbCompoundStream *self);
guint64 cb_compound_stream_get_available (CbCompoundStream *self);
gssize cb_compound_stream_read (
    CbCompoundStream *self, guint64 offset, guint8 *bytes, gsize length, GError **error);

G_END_DECLS
