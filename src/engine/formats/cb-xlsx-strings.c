/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-text.h"
#include "engine/formats/cb-xlsx-hybrid.h"
#include "engine/formats/cb-xlsx-private.h"

/* Text in memory over all strings; the sandbox has 4 GiB of addresses. */
#define MAX_BYTES (G_GUINT64_CONSTANT (1) << 30)
/* How far ahead of what was asked for the thread may go: a first screen needs no more, and whoever
 * reads on finds what comes next already there. */
#define AHEAD 65536u

#define MAX_LENGTH ((1u << 23) - 1)
#define N_PAGES (CB_XLSX_STRINGS_MAX / CB_XLSX_STRINGS_PAGE)

typedef struct
{
  CbXlsxHybrid parent;
  CbXlsxStrings *strings;
  CbXlsxText text;
  guint depth;
} Reading;

static const char too_long[] = "a text is longer than any may be";
static const char too_many[] = "there are more texts than fit into memory";

static gboolean
fail (CbXlsxStrings *self, const char *what)
{
  if (self->fault == NULL)
    self->fault = g_error_new (CB_ERROR, CB_ERROR_BROKEN_FILE, "%s", what);

  return FALSE;
}

/* Texts stand one right behind the other: with a million of them every byte between two counts. One
 * that is longer than a chunk has one to itself. */
static char *
take_memory (CbXlsxStrings *self, gsize length, CbXlsxStringRecord *record)
{
  gsize start = self->chunk_used;

  if (self->n_chunks == 0 || start + length > self->chunk_size)
    {
      if (self->n_chunks == CB_XLSX_STRINGS_CHUNKS)
        {
          fail (self, too_many);
          return NULL;
        }
      start = 0;
      self->chunk_size = MAX (length, CB_XLSX_STRINGS_CHUNK_SIZE);
      self->head.chunks[self->n_chunks++] = g_malloc (self->chunk_size);
    }
  self->chunk_used = start + length;
  self->bytes_kept += length;
  record->chunk = self->n_chunks - 1;
  record->offset = (guint32)start;

  return self->head.chunks[record->chunk] + start;
}

/* Waits while there is no need of more. */
static gboolean
wait_for_need (CbXlsxStrings *self)
{
  gboolean stop;

  g_mutex_lock (&self->mutex);
  while (!self->stop && self->n_strings >= self->n_wanted)
    g_cond_wait (&self->wanted, &self->mutex);
  self->n_allowed = self->n_wanted;
  stop = self->stop;
  g_mutex_unlock (&self->mutex);

  return !stop;
}

static void
publish (CbXlsxStrings *self)
{
  if (self->head.n_loaded == self->n_strings)
    return;
  g_mutex_lock (&self->mutex);
  __atomic_store_n (&self->head.n_loaded, self->n_strings, __ATOMIC_RELEASE);
  g_cond_broadcast (&self->loaded);
  g_mutex_unlock (&self->mutex);
}

static CbXlsxStringRecord *
add_string (CbXlsxStrings *self, gsize length)
{
  guint page = self->n_strings / CB_XLSX_STRINGS_PAGE;

  if (self->n_strings >= CB_XLSX_STRINGS_MAX || self->bytes_kept > MAX_BYTES || length > MAX_LENGTH)
    {
      fail (self, length > MAX_LENGTH ? too_long : too_many);
      return NULL;
    }
  if (self->head.pages[page] == NULL)
    self->head.pages[page] = g_new (CbXlsxStringRecord, CB_XLSX_STRINGS_PAGE);
  /* Told in batches: each costs a lock. */
  if (self->n_strings % 256 == 0)
    publish (self);

  return &self->head.pages[page][self->n_strings % CB_XLSX_STRINGS_PAGE];
}

static gboolean
add_plain (CbXlsxStrings *self, const char *text, gsize length, guint8 font)
{
  CbXlsxStringRecord *record = add_string (self, length);
  char *bytes = record != NULL ? take_memory (self, length, record) : NULL;

  if (bytes == NULL)
    return FALSE;
  memcpy (bytes, text, length);
  record->length = (guint32)length;
  record->font = font;
  record->has_runs = 0;
  self->n_strings++;

  return TRUE;
}

static gboolean
add_rich (CbXlsxStrings *self, const CbXlsxText *text)
{
  guint n_runs = MIN (text->runs->len, G_MAXUINT16);
  const CbFontRun count = { .end = n_runs };
  gsize length = text->text->len;
  CbXlsxStringRecord *record;
  char *bytes;

  if (n_runs == 0)
    return add_plain (self, text->text->str, text->text->len, text->run_font);
  record = add_string (self, length);
  bytes = record != NULL ? take_memory (self, length + 3 + (n_runs + 1) * sizeof count, record)
                         : NULL;
  if (bytes == NULL)
    return FALSE;
  memcpy (bytes, text->text->str, length);
  bytes += ((record->offset + length + 3) & ~(gsize)3) - record->offset;
  memcpy (bytes, &count, sizeof count);
  memcpy (bytes + sizeof count, text->runs->data, n_runs * sizeof count);
  record->length = (guint32)length;
  record->font = CB_XLSX_FONT_OF_CELL;
  record->has_runs = 1;
  self->n_strings++;

  return TRUE;
}

static void
stop_parser (Reading *reading)
{
  cb_xml_stop (reading->parent.xml, g_error_copy (reading->strings->fault));
}

static void
start_element (const char *space, const char *name, const char **attributes, gpointer user_data)
{
  Reading *reading = user_data;

  reading->depth++;
  if (reading->depth == 1 && !cb_xml_is_prefixed (reading->parent.xml)
      && cb_xlsx_is_main_space (space))
    reading->parent.between = cb_xml_get_event_end (reading->parent.xml);
  else if (reading->depth == 2)
    cb_xlsx_text_begin (&reading->text);
  else if (reading->depth > 2)
    cb_xlsx_text_start (&reading->text, name, attributes);
}

static void
end_element (const char *space, const char *name, gpointer user_data)
{
  Reading *reading = user_data;

  if (reading->depth > 2)
    cb_xlsx_text_end (&reading->text, name);
  else if (reading->depth == 2 && g_str_equal (name, "si"))
    {
      cb_xlsx_text_finish (&reading->text);
      if (!add_rich (reading->strings, &reading->text))
        stop_parser (reading);
      if (!cb_xml_is_prefixed (reading->parent.xml))
        reading->parent.between = cb_xml_get_event_end (reading->parent.xml);
    }
  reading->depth--;
}

static void
add_text (const char *text, gsize length, gpointer user_data)
{
  Reading *reading = user_data;

  if (reading->depth < 3)
    return;
  cb_xlsx_text_add (&reading->text, text, length);
  if (reading->text.text->len > CB_XLSX_MAX_CELL)
    {
      fail (reading->strings, too_long);
      stop_parser (reading);
    }
}

/* <si><t>…</t></si>, with xml:space and without. Returns: what comes after it, NULL when it is
 * something else or not all in sight. */
static const char *
scan_item (Reading *reading, const char *p)
{
  static const char preserve[] = " xml:space=\"preserve\"";
  CbXlsxStrings *self = reading->strings;
  const char *text;
  gsize length;

  if (memcmp (p, "<si><t", 6) != 0)
    return NULL;
  p += 6;
  if (*p == ' ' && memcmp (p, preserve, sizeof preserve - 1) == 0)
    p += sizeof preserve - 1;
  if (*p++ != '>')
    return NULL;
  text = p;
  length = cb_xlsx_find_special (p);
  if (p[length] != '<')
    {
      const char *less = strchr (p + length, '<');

      if (less == NULL)
        return NULL;
      length = (gsize)(less - text);
    }
  p = text + length;
  if (memcmp (p, "</t></si>", 9) != 0)
    return NULL;
  if (cb_xlsx_find_special (text) == length)
    return add_plain (self, text, length, CB_XLSX_FONT_OF_CELL) ? p + 9 : NULL;

  cb_xlsx_text_begin (&reading->text);
  if (!cb_xlsx_append_xml (reading->text.text, text, length))
    return NULL;
  cb_xlsx_decode_escapes (reading->text.text, 0);

  return add_plain (self, reading->text.text->str, reading->text.text->len, CB_XLSX_FONT_OF_CELL)
             ? p + 9
             : NULL;
}

static CbXlsxScanResult
scan_items (CbXlsxHybrid *hybrid, const char **at, const char *end)
{
  Reading *reading = (Reading *)hybrid;
  CbXlsxStrings *self = reading->strings;
  const char *p = *at;

  while (TRUE)
    {
      const char *next;

      while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')
        p++;
      *at = p;
      if (self->n_strings >= self->n_allowed)
        {
          publish (self);
          if (!wait_for_need (self))
            return CB_XLSX_SCAN_STOP;
        }
      next = scan_item (reading, p);
      if (next == NULL)
        break;
      p = next;
    }
  if (self->fault != NULL)
    return CB_XLSX_SCAN_STOP;
  if ((gsize)(end - p) >= 6 && memcmp (p, "</sst>", 6) == 0)
    return CB_XLSX_SCAN_END;

  return cb_text_find_bytes (p, (gsize)(end - p), "</si>", 5) == NULL ? CB_XLSX_SCAN_MORE
                                                                      : CB_XLSX_SCAN_OTHER;
}

static gboolean
move (CbXlsxHybrid *hybrid, const char *window, const char *at, GError **error)
{
  CbXlsxStrings *self = ((Reading *)hybrid)->strings;

  publish (self);

  return wait_for_need (self);
}

static gboolean
is_stopped (CbXlsxHybrid *hybrid, GError **error)
{
  CbXlsxStrings *self = ((Reading *)hybrid)->strings;

  if (self->fault == NULL)
    return FALSE;
  g_propagate_error (error, g_error_copy (self->fault));

  return TRUE;
}

static const CbXlsxHybridClass reading_class = {
  .container = "<sst",
  .item_end = "</si>",
  .handler = { start_element, end_element, add_text },
  .scan = scan_items,
  .move = move,
  .is_stopped = is_stopped,
};

static gpointer
load_strings (gpointer user_data)
{
  CbXlsxStrings *self = user_data;
  Reading reading = { .strings = self };
  g_autoptr (GError) error = NULL;
  g_autoptr (CbZipRing) ring = NULL;

  cb_xlsx_text_init (&reading.text);
  ring = cb_zip_ring_new (self->zip, self->member, &error);
  if (ring != NULL)
    cb_xlsx_hybrid_run (&reading_class, &reading.parent, ring, &error);
  cb_xlsx_text_clear (&reading.text);
  publish (self);

  g_mutex_lock (&self->mutex);
  self->ended = TRUE;
  if (error != NULL)
    g_prefix_error (&error, "%s, text %u: ", self->member->name, self->n_strings);
  self->why = g_steal_pointer (&error);
  g_cond_broadcast (&self->loaded);
  g_mutex_unlock (&self->mutex);

  return NULL;
}

/**
 * cb_xlsx_strings_new:
 * @zip: the archive; outlives the strings
 * @part: (nullable): its part of shared strings, %NULL when the workbook names none
 *
 * The texts that cells share, read by a thread of its own as far as they are asked for and a
 * little ahead. Kept in memory, up to 1 GiB.
 *
 * Returns: (transfer full): the strings
 */
CbXlsxStrings *
cb_xlsx_strings_new (CbZip *zip, const char *part)
{
  CbXlsxStrings *self = g_new0 (CbXlsxStrings, 1);

  self->zip = zip;
  self->part = g_strdup (part);
  self->member = part != NULL ? cb_zip_find (zip, part) : NULL;
  self->head.pages = g_new0 (CbXlsxStringRecord *, N_PAGES);
  self->head.chunks = g_new0 (char *, CB_XLSX_STRINGS_CHUNKS);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->wanted);
  g_cond_init (&self->loaded);
  if (self->member == NULL)
    {
      self->ended = TRUE;
      if (part != NULL || cb_zip_is_cut (zip))
        cb_xlsx_set_missing (&self->why, zip, "the part of texts",
                             part != NULL ? part : "sharedStrings");
    }

  return self;
}

/**
 * cb_xlsx_strings_free:
 * @self: (nullable) (transfer full): strings that nobody asks any more
 */
void
cb_xlsx_strings_free (CbXlsxStrings *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->stop = TRUE;
  g_cond_broadcast (&self->wanted);
  g_mutex_unlock (&self->mutex);
  if (self->thread != NULL)
    g_thread_join (self->thread);
  for (guint i = 0; i < N_PAGES && self->head.pages[i] != NULL; i++)
    g_free (self->head.pages[i]);
  g_free (self->head.pages);
  for (guint i = 0; i < self->n_chunks; i++)
    g_free (self->head.chunks[i]);
  g_free (self->head.chunks);
  g_clear_error (&self->why);
  g_clear_error (&self->fault);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->wanted);
  g_cond_clear (&self->loaded);
  g_free (self->part);
  g_free (self);
}

/**
 * cb_xlsx_strings_wait:
 * @self: strings
 * @index: of one that cb_xlsx_strings_peek() does not have
 * @error: where to say why not
 *
 * Waits until it is read. From one thread at a time.
 *
 * Returns: whether it is there, or there is none of that number, or they cannot be read so far:
 * with an error of cb_error_is_broken_file()
 */
CbXlsxStringResult
cb_xlsx_strings_wait (CbXlsxStrings *self, guint index, GError **error)
{
  CbXlsxStringResult result = CB_XLSX_STRING_GIVEN;

  g_mutex_lock (&self->mutex);
  if (self->thread == NULL && !self->ended)
    self->thread = g_thread_new ("strings", load_strings, self);
  while (index >= self->head.n_loaded && !self->ended)
    {
      /* A number beyond all that there are makes it read to the end, once. */
      self->n_wanted = MAX (self->n_wanted, index < G_MAXUINT - AHEAD ? index + AHEAD : G_MAXUINT);
      g_cond_signal (&self->wanted);
      g_cond_wait (&self->loaded, &self->mutex);
    }
  if (index >= self->head.n_loaded)
    {
      result = self->why != NULL ? CB_XLSX_STRING_FAILED : CB_XLSX_STRING_MISSING;
      if (self->why != NULL)
        g_propagate_error (error, g_error_copy (self->why));
    }
  g_mutex_unlock (&self->mutex);

  return result;
}

/**
 * cb_xlsx_strings_want:
 * @self: strings
 * @index: of one that is asked for
 *
 * Lets the thread go on before it is needed.
 */
void
cb_xlsx_strings_want (CbXlsxStrings *self, guint index)
{
  g_mutex_lock (&self->mutex);
  self->n_wanted = MAX (self->n_wanted, index < G_MAXUINT - AHEAD ? index + AHEAD : G_MAXUINT);
  self->want_at = self->n_wanted - AHEAD / 2;
  g_cond_signal (&self->wanted);
  g_mutex_unlock (&self->mutex);
}
