/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-xls-private.h"

/* All strings in one block, because a workbook may have a million of five bytes each. */
struct _CbXlsStrings
{
  GString *text;
  GArray *entries; /* (element-type Entry) */
  GArray *runs;    /* (element-type CbXlsRun) */
};

typedef struct
{
  guint64 start;
  guint32 length;
  guint32 first_run;
  guint32 n_runs;
} Entry;

/* A sheet of XLS has no more cells than so many strings. */
#define MAX_TEXT ((gsize)1 << 30)
#define MAX_STRINGS (16u << 20)
#define MAX_RUNS (64u << 20)

/**
 * cb_xls_runs_from_units:
 * @bytes: a text in UTF-8
 * @length: of @bytes
 * @units: (element-type guint32): as cb_biff_cursor_read_unicode() gives them
 * @runs: (element-type CbXlsRun): gets them at its end
 *
 * Records count UTF-16 units.
 */
void
cb_xls_runs_from_units (const char *bytes, gsize length, const GArray *units, GArray *runs)
{
  const char *p = bytes;
  const char *end = bytes + length;
  guint32 at = 0;

  for (guint i = 0; i < units->len; i++)
    {
      guint32 unit = g_array_index (units, guint32, i) >> 16;
      CbXlsRun run;

      while (at < unit && p < end)
        {
          at += g_utf8_get_char (p) >= 0x10000 ? 2 : 1;
          p = g_utf8_next_char (p);
        }
      run.start = (guint32)(p - bytes);
      run.font = g_array_index (units, guint32, i) & 0xffff;
      g_array_append_val (runs, run);
    }
}

static gboolean
read_string (CbXlsStrings *self, CbBiffCursor *cursor, GArray *units)
{
  Entry entry = { self->text->len, 0, self->runs->len, 0 };
  guint8 bytes[2];

  g_array_set_size (units, 0);
  if (!cb_biff_cursor_read (cursor, bytes, 2))
    return FALSE;
  if (!cb_biff_cursor_read_unicode (cursor, (guint32)(bytes[0] | bytes[1] << 8), self->text, units))
    {
      g_string_truncate (self->text, entry.start);
      return FALSE;
    }
  entry.length = (guint32)(self->text->len - entry.start);
  cb_xls_runs_from_units (self->text->str + entry.start, entry.length, units, self->runs);
  entry.n_runs = self->runs->len - entry.first_run;
  g_array_append_val (self->entries, entry);

  return TRUE;
}

/**
 * cb_xls_strings_read:
 * @biff: stands at SST
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * MS-XLS 2.4.265. The count that the record gives is not believed: there are as many strings as
 * there are.
 *
 * Returns: (transfer full): the strings as far as they go, %NULL when reading them failed or they
 *   are more than any workbook has
 */
CbXlsStrings *
cb_xls_strings_read (CbBiff *biff, GCancellable *cancellable, GError **error)
{
  CbXlsStrings *self = g_new0 (CbXlsStrings, 1);
  guint32 n = cb_biff_get32 (biff, 4);
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (guint32));
  CbBiffCursor cursor;
  gboolean fits = TRUE;

  self->text = g_string_new (NULL);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->runs = g_array_new (FALSE, FALSE, sizeof (CbXlsRun));
  cb_biff_cursor_init (&cursor, biff, 8);
  for (guint32 i = 0; i < n && fits && read_string (self, &cursor, units); i++)
    {
      fits = self->text->len <= MAX_TEXT && i < MAX_STRINGS && self->runs->len <= MAX_RUNS;
      if (i % 1024 == 0 && g_cancellable_is_cancelled (cancellable))
        break;
    }
  if (cursor.error != NULL)
    g_propagate_error (error, cursor.error);
  else if (!fits)
    g_set_error (error, CB_ERROR, CB_ERROR_BROKEN_FILE,
                 "shared strings at byte %" G_GUINT64_FORMAT ": too much text", biff->offset);
  else if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    return self;
  cb_xls_strings_free (self);

  return NULL;
}

/**
 * cb_xls_strings_free:
 * @self: (nullable) (transfer full): strings
 */
void
cb_xls_strings_free (CbXlsStrings *self)
{
  if (self == NULL)
    return;
  g_string_free (self->text, TRUE);
  g_array_unref (self->entries);
  g_array_unref (self->runs);
  g_free (self);
}

/**
 * cb_xls_strings_get:
 * @self: strings
 * @index: of one
 * @string: (out): which is borrowed from @self
 *
 * Returns: whether there is such
 */
gboolean
cb_xls_strings_get (const CbXlsStrings *self, guint index, CbXlsString *string)
{
  const Entry *entry;

  if (index >= self->entries->len)
    return FALSE;
  entry = &g_array_index (self->entries, Entry, index);
  string->bytes = self->text->str + entry->start;
  string->length = entry->length;
  string->runs = entry->n_runs > 0 ? &g_array_index (self->runs, CbXlsRun, entry->first_run) : NULL;
  string->n_runs = entry->n_runs;

  return TRUE;
}
