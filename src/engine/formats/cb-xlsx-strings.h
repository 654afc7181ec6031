/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-zip.h"

G_BEGIN_DECLS

/**
 * CbXlsxString:
 * @bytes: not ended by NUL
 * @length: of @bytes
 * @n_runs: of @runs
 * @font: of all of it when there are no runs: #CbFontEncoding or %CB_XLSX_FONT_OF_CELL
 * @runs: (nullable): the fonts of its parts
 *
 * A shared string; what it points to stays as long as the strings.
 */
typedef struct
{
  const char *bytes;
  guint32 length;
  guint16 n_runs;
  guint8 font;
  const CbFontRun *runs;
} CbXlsxString;

/* A string as it is kept: a million of them are no rarity. Its bytes are at @offset of a chunk of
 * memory. Where it has runs, they follow the bytes at the next place for a #CbFontRun, with one
 * before them that is none: its end is their number. */
typedef struct
{
  guint32 chunk : 14;
  guint32 offset : 18;
  guint32 length : 23;
  guint32 font : 8;
  guint32 has_runs : 1;
} CbXlsxStringRecord;

G_STATIC_ASSERT (sizeof (CbXlsxStringRecord) == 8);

#define CB_XLSX_STRINGS_CHUNKS (1u << 14)
#define CB_XLSX_STRINGS_CHUNK_SIZE (1u << 18)
#define CB_XLSX_STRINGS_PAGE 4096u
#define CB_XLSX_STRINGS_MAX (1u << 26)

typedef enum
{
  CB_XLSX_STRING_GIVEN,
  CB_XLSX_STRING_MISSING, /* there are not so many */
  CB_XLSX_STRING_FAILED,  /* they cannot be read so far */
} CbXlsxStringResult;

typedef struct
{
  /* Borrowed */
  CbZip *zip;
  const CbZipMember *member; /* (nullable) */

  /* Owned */
  char *part; /* (nullable) */
  GThread *thread;
  GError *fault; /* (nullable): of the thread: why it cannot go on */

  /* Of the thread: on lines of the processor's cache of their own, for it writes there all the
   * time. */
  char padding[64];
  guint n_chunks;
  gsize chunk_used; /* of the last */
  gsize chunk_size;
  guint64 bytes_kept;
  guint n_strings;
  guint n_allowed;
  char more_padding[64];

  /* Of who asks */
  guint want_at; /* a number that makes the thread go on */
  struct
  {
    CbXlsxStringRecord **pages;
    char **chunks;  /* memory that never moves */
    guint n_loaded; /* (atomic): what is below may be looked at by anybody */
  } head;

  GMutex mutex;
  GCond wanted;
  GCond loaded;
  guint n_wanted; /* (mutex mutex) */
  GError *why;    /* (nullable) (mutex mutex): why there are no more */
  gboolean ended; /* (mutex mutex) */
  gboolean stop;  /* (mutex mutex) */
} CbXlsxStrings;

CbXlsxStrings *cb_xlsx_strings_new (CbZip *zip, const char *part) G_GNUC_WARN_UNUSED_RESULT;
void cb_xlsx_strings_free (CbXlsxStrings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbXlsxStrings, cb_xlsx_strings_free)
CbXlsxStringResult cb_xlsx_strings_wait (CbXlsxStrings *self, guint index, GError **error);
void cb_xlsx_strings_want (CbXlsxStrings *self, guint index);

/* Returns: %FALSE for a string that is not read yet. What millions of cells do. */
static inline gboolean
cb_xlsx_strings_peek (CbXlsxStrings *self, guint index, CbXlsxString *string)
{
  const CbXlsxStringRecord *record;

  if (G_UNLIKELY (index >= __atomic_load_n (&self->head.n_loaded, __ATOMIC_ACQUIRE)))
    return FALSE;
  if (G_UNLIKELY (index >= self->want_at))
    cb_xlsx_strings_want (self, index);
  record = &self->head.pages[index / CB_XLSX_STRINGS_PAGE][index % CB_XLSX_STRINGS_PAGE];
  *string = (CbXlsxString){ self->head.chunks[record->chunk] + record->offset, record->length, 0,
                            record->font, NULL };
  if (G_UNLIKELY (record->has_runs))
    {
      gsize end = ((gsize)record->offset + record->length + 3) & ~(gsize)3;

      string->runs = (const CbFontRun *)(gconstpointer)(self->head.chunks[record->chunk] + end);
      string->n_runs = (guint16)string->runs++->end;
    }

  return TRUE;
}

G_END_DECLS
