/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-compound.h"

#include <string.h>

#include "engine/formats/cb-compound-private.h"

#define HEADER_SIZE 512
#define FAT_SECTORS_IN_HEADER 109
#define ENTRY_SIZE 128
#define NO_ENTRY 0xffffffffu
/* Far above what Office writes; each costs some hundred bytes. */
#define MAX_ENTRIES 65536
#define MAX_DEPTH 32
#define MAX_MINI_LIMIT 65536
/* Four million short sectors. */
#define MAX_MINI_TABLE (16u << 20)
/* MS-CFB 2.6.4: a stream of a version 3 file is under 2 GiB. Version 4 could hold more, but not
 * what we read from it. */
#define MAX_FILE ((guint64)4 << 30)

enum
{
  ENTRY_FOLDER = 1,
  ENTRY_STREAM = 2,
  ENTRY_ROOT = 5,
};

static gboolean
set_broken (GError **error, CbError code, const char *what)
{
  g_set_error (error, CB_ERROR, (int)code, "compound file: %s", what);
  return FALSE;
}

static void
free_entry (gpointer data)
{
  CbCompoundEntry *entry = data;

  g_free (entry->path);
  g_free (entry);
}

/* Sectors outside of the file are lost; the chain through them may be a straight line. */
static gboolean
load_fat_sector (CbCompound *self, guint32 sector, GError **error)
{
  guint32 n = self->sector_size / 4;
  guint32 base = self->fat->len;
  guint64 offset = ((guint64)sector + 1) * self->sector_size;
  g_autofree guint8 *bytes = NULL;

  g_array_set_size (self->fat, base + n);
  if (sector > CB_COMPOUND_LAST_SECTOR
      || offset + self->sector_size > cb_byte_source_get_size (self->source))
    {
      for (guint32 i = 0; i < n; i++)
        g_array_index (self->fat, guint32, base + i) = base + i + 1;
      return TRUE;
    }
  bytes = g_malloc (self->sector_size);
  if (!cb_byte_source_read (self->source, offset, bytes, self->sector_size, error))
    return FALSE;
  for (guint32 i = 0; i < n; i++)
    g_array_index (self->fat, guint32, base + i) = cb_get_le32 (bytes + 4 * i);

  return TRUE;
}

/* The table of sectors has its own sectors listed in the header, and in a chain of further lists.
 */
static gboolean
load_fat (CbCompound *self, const guint8 *header, GError **error)
{
  guint32 per_sector = self->sector_size / 4;
  guint32 n_wanted = MIN (cb_get_le32 (header + 44), self->n_sectors / per_sector + 1);
  guint32 list = cb_get_le32 (header + 68);
  guint32 n_loaded = 0;
  guint32 n_lists = 0;
  g_autofree guint8 *bytes = g_malloc (self->sector_size);

  for (guint32 i = 0; i < FAT_SECTORS_IN_HEADER && n_loaded < n_wanted; i++, n_loaded++)
    if (!load_fat_sector (self, cb_get_le32 (header + 76 + 4 * i), error))
      return FALSE;
  while (n_loaded < n_wanted && list < self->n_sectors && n_lists++ <= self->n_sectors / per_sector)
    {
      guint64 offset = ((guint64)list + 1) * self->sector_size;

      if (offset + self->sector_size > cb_byte_source_get_size (self->source))
        break;
      if (!cb_byte_source_read (self->source, offset, bytes, self->sector_size, error))
        return FALSE;
      for (guint32 i = 0; i + 1 < per_sector && n_loaded < n_wanted; i++, n_loaded++)
        if (!load_fat_sector (self, cb_get_le32 (bytes + 4 * i), error))
          return FALSE;
      list = cb_get_le32 (bytes + self->sector_size - 4);
    }
  while (n_loaded++ < n_wanted)
    if (!load_fat_sector (self, G_MAXUINT32, error))
      return FALSE;
  /* Every sector of the file has a place in the table, so that chains need no second bound. */
  for (guint32 i = self->fat->len; i < self->n_sectors; i++)
    {
      guint32 next = i + 1;

      g_array_append_val (self->fat, next);
    }

  return TRUE;
}

static GBytes *
read_chain (CbCompound *self, guint32 first, guint64 max_size, GError **error)
{
  g_autoptr (CbCompoundStream) stream = _cb_compound_follow (self, first, max_size);
  gsize length = (gsize)cb_compound_stream_get_available (stream);
  g_autofree guint8 *bytes = g_malloc (length + 1);

  if (cb_compound_stream_read (stream, 0, bytes, length, error) < 0)
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&bytes), length);
}

static gboolean
load_mini (CbCompound *self, const guint8 *header, const guint8 *root, GError **error)
{
  guint64 max_size = (guint64)cb_get_le32 (header + 64) * self->sector_size;
  g_autoptr (GBytes) table = NULL;
  const guint8 *bytes;
  gsize length;

  table = read_chain (self, cb_get_le32 (header + 60), MIN (max_size, MAX_MINI_TABLE), error);
  if (table == NULL)
    return FALSE;
  bytes = g_bytes_get_data (table, &length);
  self->mini_fat = g_array_sized_new (FALSE, FALSE, 4, (guint)(length / 4));
  for (gsize i = 0; i + 4 <= length; i += 4)
    {
      guint32 next = cb_get_le32 (bytes + i);

      g_array_append_val (self->mini_fat, next);
    }
  self->mini = _cb_compound_follow (self, cb_get_le32 (root + 116), cb_get_le32 (root + 120));

  return TRUE;
}

static char *
dup_name (const guint8 *entry)
{
  gunichar2 name[32];
  guint length = MIN (cb_get_le16 (entry + 64) / 2u, 32u);
  g_autofree char *text = NULL;

  for (guint i = 0; i < length; i++)
    name[i] = cb_get_le16 (entry + 2 * i);
  while (length > 0 && name[length - 1] == 0)
    length--;
  text = g_utf16_to_utf8 (name, length, NULL, NULL, NULL);

  return text != NULL ? g_steal_pointer (&text) : g_strdup ("?");
}

/* The directory: a tree of names in each folder, of which only the names matter here. */
typedef struct
{
  CbCompound *compound;
  const guint8 *bytes;
  guint32 n;
  guint8 *seen;
  GArray *waiting; /* (element-type Waiting) */
} Directory;

typedef struct
{
  guint32 entry;
  guint32 depth;
  const char *parent; /* path, ended by a slash, or "" */
} Waiting;

static void
await_entry (Directory *directory, guint32 entry, guint32 depth, const char *parent)
{
  Waiting waiting = { entry, depth, parent };

  if (entry >= directory->n || directory->seen[entry] || depth > MAX_DEPTH)
    return;
  directory->seen[entry] = TRUE;
  g_array_append_val (directory->waiting, waiting);
}

static void
add_entry (Directory *directory, const Waiting *waiting, GStringChunk *parents)
{
  CbCompound *self = directory->compound;
  const guint8 *bytes = directory->bytes + (gsize)waiting->entry * ENTRY_SIZE;
  guint8 type = bytes[66];
  g_autofree char *name = NULL;
  CbCompoundEntry *entry;

  await_entry (directory, cb_get_le32 (bytes + 68), waiting->depth, waiting->parent);
  await_entry (directory, cb_get_le32 (bytes + 72), waiting->depth, waiting->parent);
  if (type != ENTRY_FOLDER && type != ENTRY_STREAM)
    return;
  name = dup_name (bytes);
  entry = g_new0 (CbCompoundEntry, 1);
  entry->path = g_strconcat (waiting->parent, name, NULL);
  entry->is_folder = type == ENTRY_FOLDER;
  /* Version 3 writes garbage into the upper half of the size. */
  entry->size = entry->is_folder           ? 0
                : self->sector_size == 512 ? cb_get_le32 (bytes + 120)
                                           : cb_get_le64 (bytes + 120);
  entry->first = cb_get_le32 (bytes + 116);
  g_ptr_array_add (self->entries, entry);
  if (entry->is_folder)
    {
      g_autofree char *parent = g_strconcat (entry->path, "/", NULL);

      await_entry (directory, cb_get_le32 (bytes + 76), waiting->depth + 1,
                   g_string_chunk_insert_const (parents, parent));
    }
}

static gboolean
load_directory (CbCompound *self, const guint8 *header, GError **error)
{
  g_autoptr (GBytes) bytes
      = read_chain (self, cb_get_le32 (header + 48), (guint64)MAX_ENTRIES * ENTRY_SIZE, error);
  Directory directory = { self };
  g_autofree guint8 *seen = NULL;
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));
  GStringChunk *parents;
  gsize length;

  if (bytes == NULL)
    return FALSE;
  directory.bytes = g_bytes_get_data (bytes, &length);
  directory.n = (guint32)(length / ENTRY_SIZE);
  if (directory.n == 0 || directory.bytes[66] != ENTRY_ROOT)
    return set_broken (error, CB_ERROR_PART_MISSING, "its directory is missing");
  if (!load_mini (self, header, directory.bytes, error))
    return FALSE;
  directory.seen = seen = g_malloc0 (directory.n);
  directory.waiting = waiting;
  parents = g_string_chunk_new (1024);
  await_entry (&directory, cb_get_le32 (directory.bytes + 76), 0, "");
  for (guint i = 0; i < waiting->len; i++)
    {
      Waiting next = g_array_index (waiting, Waiting, i);

      add_entry (&directory, &next, parents);
    }
  g_string_chunk_free (parents);

  return TRUE;
}

static gboolean
read_header (CbCompound *self, guint8 *header, GError **error)
{
  guint64 size = cb_byte_source_get_size (self->source);
  guint shift;
  guint mini_shift;

  if (size < HEADER_SIZE)
    return set_broken (error, CB_ERROR_FILE_CUT, "its header is cut");
  if (size > MAX_FILE)
    return set_broken (error, CB_ERROR_BROKEN_FILE, "it is larger than such a file can be");
  if (!cb_byte_source_read (self->source, 0, header, HEADER_SIZE, error))
    return FALSE;
  if (memcmp (header, CB_COMPOUND_MAGIC, CB_COMPOUND_MAGIC_LENGTH) != 0)
    return set_broken (error, CB_ERROR_BROKEN_FILE, "it does not begin like one");
  shift = cb_get_le16 (header + 30);
  mini_shift = cb_get_le16 (header + 32);
  if ((shift != 9 && shift != 12) || mini_shift < 4 || mini_shift > shift)
    return set_broken (error, CB_ERROR_BROKEN_FILE, "its sectors have a size that there is not");
  self->sector_size = 1u << shift;
  self->mini_size = 1u << mini_shift;
  self->mini_limit = MIN (cb_get_le32 (header + 56), MAX_MINI_LIMIT);
  /* The header takes the place of one sector; what is left at the end is part of one. */
  if (size > self->sector_size)
    self->n_sectors = (guint32)((size - self->sector_size - 1) / self->sector_size + 1);

  return TRUE;
}

static CbCompound *
open_tables (CbByteSource *source, guint8 *header, GError **error)
{
  g_autoptr (CbCompound) self = g_new0 (CbCompound, 1);

  self->source = source;
  self->entries = g_ptr_array_new_with_free_func (free_entry);
  self->fat = g_array_new (FALSE, FALSE, 4);
  if (!read_header (self, header, error) || !load_fat (self, header, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cb_compound_open:
 * @source: the file; outlives what is returned
 * @error: where to say why not
 *
 * MS-CFB over positioned reads, with limits: freexl opens files by name, and libgsf is neither on
 * Windows nor made for files that lie. Chains of sectors may end early, lead out of the file or in
 * circles: then streams are shorter than they say.
 *
 * Returns: (transfer full): the compound file, %NULL with an error of cb_error_is_broken_file()
 *   when its directory cannot be read, %CB_ERROR_FILE_CHANGED
 */
CbCompound *
cb_compound_open (CbByteSource *source, GError **error)
{
  guint8 header[HEADER_SIZE];
  g_autoptr (CbCompound) self = open_tables (source, header, error);

  if (self == NULL || !load_directory (self, header, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cb_compound_stream_new_by_tables:
 * @source: a compound file whose directory is lost; outlives the stream
 * @offset: where a stream begins, for whoever knows its first bytes
 *
 * Returns: (transfer full) (nullable): the stream as the table of sectors has it, where that table
 *   can still be believed; its end is not known
 */
CbCompoundStream *
cb_compound_stream_new_by_tables (CbByteSource *source, guint64 offset)
{
  guint8 header[HEADER_SIZE];
  g_autoptr (CbCompound) self = open_tables (source, header, NULL);
  g_autoptr (CbCompoundStream) stream = NULL;

  if (self == NULL || offset % self->sector_size != 0 || offset == 0)
    return NULL;
  stream = _cb_compound_follow (self, (guint32)(offset / self->sector_size - 1), G_MAXUINT64);
  if (cb_compound_stream_get_available (stream) < (cb_byte_source_get_size (source) - offset) / 2)
    return NULL;

  return g_steal_pointer (&stream);
}

/**
 * cb_compound_free:
 * @self: (nullable) (transfer full): a compound file
 */
void
cb_compound_free (CbCompound *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  g_array_unref (self->fat);
  g_clear_pointer (&self->mini_fat, g_array_unref);
  g_clear_pointer (&self->mini, cb_compound_stream_free);
  g_free (self);
}

/**
 * cb_compound_get_n_entries:
 * @self: a compound file
 *
 * Returns: how many folders and streams it has
 */
guint
cb_compound_get_n_entries (CbCompound *self)
{
  return self->entries->len;
}

/**
 * cb_compound_get_entry:
 * @self: a compound file
 * @index: under cb_compound_get_n_entries()
 *
 * Returns: (transfer none): one of them, in no order
 */
const CbCompoundEntry *
cb_compound_get_entry (CbCompound *self, guint index)
{
  return g_ptr_array_index (self->entries, index);
}

/**
 * cb_compound_find:
 * @self: a compound file
 * @path: of a folder or stream; letters of ASCII in either case, as MS-CFB compares
 *
 * Returns: (transfer none) (nullable): the first with that path
 */
const CbCompoundEntry *
cb_compound_find (CbCompound *self, const char *path)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const CbCompoundEntry *entry = g_ptr_array_index (self->entries, i);

      if (g_ascii_strcasecmp (entry->path, path) == 0)
        return entry;
    }

  return NULL;
}
