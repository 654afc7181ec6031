/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-zip.h"

G_BEGIN_DECLS

/**
 * CbXlsxString:
 * @bytes: not ended by NUL
 * @length: of @bytes
 * @n_runs: so many #CbFontRun stand right before @bytes
 * @font: of all of it when there are no runs: #CbFontEncoding or %CB_XLSX_FONT_OF_CELL
 */
typedef struct
{
  const char *bytes;
  guint32 length;
  guint16 n_runs;
  guint8 font;
} CbXlsxString;

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
  GPtrArray *chunks; /* memory that never moves */
  GError *fault;     /* (nullable): of the thread: why it cannot go on */

  /* Of the thread: on lines of the processor's cache of their own, for it writes there all the
   * time. */
  char padding[64];
  char *chunk;
  gsize chunk_left;
  guint64 bytes_kept;
  guint n_strings;
  guint n_allowed;
  char more_padding[64];

  /* Of who asks */
  guint want_at; /* a number that makes the thread go on */
  struct
  {
    CbXlsxString **pages;
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

/* Returns: (nullable): a string that is already read. What millions of cells do. */
static inline const CbXlsxString *
cb_xlsx_strings_peek (CbXlsxStrings *self, guint index)
{
  if (G_UNLIKELY (index >= __atomic_load_n (&self->head.n_loaded, __ATOMIC_ACQUIRE)))
    return NULL;
  if (G_UNLIKELY (index >= self->want_at))
    cb_xlsx_strings_want (self, index);

  return &self->head.pages[index / CB_XLSX_STRINGS_PAGE][index % CB_XLSX_STRINGS_PAGE];
}

G_END_DECLS
