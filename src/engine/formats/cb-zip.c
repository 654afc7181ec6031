/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-zip.h"

#include <string.h>

#include "engine/formats/cb-zip-private.h"

/* The end record and the longest comment after it. */
#define END_SIZE 22
#define MAX_TAIL (END_SIZE + 65535)
#define END64_SIZE 56
#define LOCATOR_SIZE 20

#define MAX_DIRECTORY (64u * 1024 * 1024)

/* Where the directory is. */
typedef struct
{
  guint64 start;
  guint64 size;
  guint64 n_members;
  guint64 shift; /* bytes before the archive proper: all offsets are from there */
} Directory;

static void
clear_member (gpointer data)
{
  g_free (((CbZipMember *)data)->name);
}

static gboolean
set_broken (GError **error, CbError code, const char *what)
{
  g_set_error (error, CB_ERROR, (int)code, "the archive is damaged: %s", what);

  return FALSE;
}

/* Some programs of Windows write backslashes, some put a slash first. */
static char *
dup_name (const guint8 *bytes, gsize length)
{
  g_autofree char *name = NULL;

  while (length > 0 && (*bytes == '/' || *bytes == '\\'))
    {
      bytes++;
      length--;
    }
  name = g_utf8_make_valid ((const char *)bytes, (gssize)length);

  return g_strdelimit (g_steal_pointer (&name), "\\", '/');
}

/**
 * cb_zip_add_member:
 * @self: an archive being opened
 * @member: what is known of it but the name and what @flags says
 * @name: as in the archive
 * @length: of @name
 * @flags: the general purpose bits, APPNOTE 4.4.4
 */
void
cb_zip_add_member (
    CbZip *self, CbZipMember *member, const guint8 *name, gsize length, guint16 flags)
{
  g_autofree char *key = NULL;
  guint other;

  member->name = dup_name (name, length);
  member->is_encrypted = (flags & CB_ZIP_FLAG_ENCRYPTED) != 0;
  key = g_ascii_strdown (member->name, -1);
  other = GPOINTER_TO_UINT (g_hash_table_lookup (self->names, key));
  if (other > 0)
    {
      g_array_index (self->members, CbZipMember, other - 1).is_duplicate = TRUE;
      member->is_duplicate = TRUE;
    }
  g_array_append_val (self->members, *member);
  if (other == 0)
    g_hash_table_insert (self->names, g_steal_pointer (&key),
                         GUINT_TO_POINTER (self->members->len));
}

/**
 * cb_zip_read_extra64:
 * @extra: the extra fields of a member
 * @length: of @extra
 * @size: (inout): replaced when it is all ones
 * @compressed_size: (inout): likewise
 * @offset: (inout) (nullable): likewise
 *
 * APPNOTE 4.5.3: only those are there whose places in the record are all ones, in this order.
 */
void
cb_zip_read_extra64 (
    const guint8 *extra, gsize length, guint64 *size, guint64 *compressed_size, guint64 *offset)
{
  guint64 *fields[] = { size, compressed_size, offset };

  while (length >= 4)
    {
      gsize n = cb_zip_get_16 (extra + 2);

      if (n > length - 4)
        return;
      if (cb_zip_get_16 (extra) == 1)
        {
          const guint8 *value = extra + 4;

          for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
            if (fields[i] != NULL && *fields[i] == G_MAXUINT32
                && (gsize)(value - extra) + 8 <= n + 4)
              {
                *fields[i] = cb_zip_get_64 (value);
                value += 8;
              }
          return;
        }
      extra += 4 + n;
      length -= 4 + n;
    }
}

/* The record of more than 4 GiB or 65,535 members, by the locator right before the end record. */
static gboolean
find_directory64 (CbZip *self, guint64 end, Directory *directory, GError **error)
{
  guint8 bytes[END64_SIZE];
  guint64 at;

  /* Without room for a locator there is none. */
  if (end < LOCATOR_SIZE)
    return TRUE;
  if (!cb_byte_source_read (self->source, end - LOCATOR_SIZE, bytes, LOCATOR_SIZE, error))
    return FALSE;
  if (cb_zip_get_32 (bytes) != CB_ZIP_LOCATOR_SIGNATURE)
    return TRUE;
  at = cb_zip_get_64 (bytes + 8);
  /* With bytes before the archive it is found right before its locator. */
  if (end < LOCATOR_SIZE + END64_SIZE || at > end - LOCATOR_SIZE - END64_SIZE)
    return set_broken (error, CB_ERROR_FILE_ALTERED,
                       "the large directory is not where it should be");
  for (guint try = 0; try < 2; try++)
    {
      if (!cb_byte_source_read (self->source, at, bytes, END64_SIZE, error))
        return FALSE;
      if (cb_zip_get_32 (bytes) == CB_ZIP_END64_SIGNATURE)
        {
          directory->n_members = cb_zip_get_64 (bytes + 32);
          directory->size = cb_zip_get_64 (bytes + 40);
          directory->start = cb_zip_get_64 (bytes + 48);
          directory->shift = at;
          return TRUE;
        }
      at = end - LOCATOR_SIZE - END64_SIZE;
    }

  return set_broken (error, CB_ERROR_FILE_ALTERED, "the large directory is not where it should be");
}

/* @end is where the directory ends: the record after it begins there. */
static gboolean
place_directory (Directory *directory, guint64 end, GError **error)
{
  if (directory->size > end || directory->start > end - directory->size)
    return set_broken (error, CB_ERROR_FILE_ALTERED, "the directory reaches beyond its end");
  directory->shift = end - directory->size - directory->start;
  directory->start += directory->shift;
  if (directory->size > MAX_DIRECTORY || directory->n_members > CB_ZIP_MAX_MEMBERS)
    return set_broken (error, CB_ERROR_BROKEN_FILE, "it has more members than any office file");

  return TRUE;
}

static gboolean
find_directory (CbZip *self, Directory *directory, GError **error)
{
  guint64 file_size = cb_byte_source_get_size (self->source);
  gsize length = (gsize)MIN (file_size, MAX_TAIL);
  g_autofree guint8 *tail = g_malloc (length);

  if (!cb_byte_source_read (self->source, file_size - length, tail, length, error))
    return FALSE;
  for (gsize i = length >= END_SIZE ? length - END_SIZE + 1 : 0; i-- > 0;)
    {
      const guint8 *record = tail + i;
      guint64 end = file_size - length + i;

      if (cb_zip_get_32 (record) != CB_ZIP_END_SIGNATURE
          || cb_zip_get_16 (record + 20) > length - END_SIZE - i)
        continue;
      if (cb_zip_get_16 (record + 4) != cb_zip_get_16 (record + 6))
        return set_broken (error, CB_ERROR_BROKEN_FILE, "it is one of several volumes");
      directory->n_members = cb_zip_get_16 (record + 10);
      directory->size = cb_zip_get_32 (record + 12);
      directory->start = cb_zip_get_32 (record + 16);
      directory->shift = 0;
      if (directory->n_members == G_MAXUINT16 || directory->size == G_MAXUINT32
          || directory->start == G_MAXUINT32)
        {
          if (!find_directory64 (self, end, directory, error))
            return FALSE;
          if (directory->shift > 0)
            end = directory->shift;
        }
      return place_directory (directory, end, error);
    }

  return set_broken (error, CB_ERROR_FILE_CUT, "it has no directory at its end");
}

/* Returns: the bytes that the entry takes, 0 when it is no entry. */
static gsize
read_entry (CbZip *self, const Directory *directory, const guint8 *bytes, gsize length)
{
  CbZipMember member = { 0 };
  gsize n_name, n_extra, total;

  if (length < CB_ZIP_ENTRY_SIZE || cb_zip_get_32 (bytes) != CB_ZIP_ENTRY_SIGNATURE)
    return 0;
  n_name = cb_zip_get_16 (bytes + 28);
  n_extra = cb_zip_get_16 (bytes + 30);
  total = CB_ZIP_ENTRY_SIZE + n_name + n_extra + cb_zip_get_16 (bytes + 32);
  if (total > length)
    return 0;
  member.method = cb_zip_get_16 (bytes + 10);
  member.crc = cb_zip_get_32 (bytes + 16);
  member.compressed_size = cb_zip_get_32 (bytes + 20);
  member.size = cb_zip_get_32 (bytes + 24);
  member.offset = cb_zip_get_32 (bytes + 42);
  cb_zip_read_extra64 (bytes + CB_ZIP_ENTRY_SIZE + n_name, n_extra, &member.size,
                       &member.compressed_size, &member.offset);
  if (member.offset > directory->start - MIN (directory->shift, directory->start))
    return 0;
  member.offset += directory->shift;
  cb_zip_add_member (self, &member, bytes + CB_ZIP_ENTRY_SIZE, n_name, cb_zip_get_16 (bytes + 8));

  return total;
}

static gboolean
read_directory (CbZip *self, const Directory *directory, GError **error)
{
  g_autofree guint8 *bytes = g_malloc (directory->size);
  gsize at = 0;

  if (!cb_byte_source_read (self->source, directory->start, bytes, directory->size, error))
    return FALSE;
  for (guint64 i = 0; i < directory->n_members; i++)
    {
      /* A directory that says it has members may have no bytes. */
      gsize n = at < directory->size
                    ? read_entry (self, directory, bytes + at, directory->size - at)
                    : 0;

      if (n == 0)
        return set_broken (error, CB_ERROR_FILE_ALTERED, "its directory cannot be read");
      at += n;
    }

  return TRUE;
}

static int
compare_offsets (gconstpointer a, gconstpointer b, gpointer user_data)
{
  GArray *members = user_data;
  guint64 first = g_array_index (members, CbZipMember, *(const guint *)a).offset;
  guint64 second = g_array_index (members, CbZipMember, *(const guint *)b).offset;

  return (first > second) - (first < second);
}

/* Members that share bytes are how a small file holds terabytes ("A better zip bomb", 2019): no
 * program that packs files makes them. */
static gboolean
check_overlap (CbZip *self, guint64 directory_start, GError **error)
{
  guint n = self->members->len;
  g_autoptr (GArray) sorted = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);
  const guint *order;

  for (guint i = 0; i < n; i++)
    g_array_append_val (sorted, i);
  g_array_sort_with_data (sorted, compare_offsets, self->members);
  order = (const guint *)(gpointer)sorted->data;
  for (guint i = 0; i < n; i++)
    {
      CbZipMember *member = &g_array_index (self->members, CbZipMember, order[i]);

      member->end = i + 1 < n ? g_array_index (self->members, CbZipMember, order[i + 1]).offset
                              : directory_start;
      if (member->end - member->offset < CB_ZIP_LOCAL_SIZE
          || member->compressed_size > member->end - member->offset - CB_ZIP_LOCAL_SIZE)
        {
          g_set_error (error, CB_ERROR, CB_ERROR_ZIP_OVERLAP,
                       "the archive is damaged or made to harm: %s shares its bytes with another",
                       member->name);
          return FALSE;
        }
    }

  return TRUE;
}

static void
forget_members (CbZip *self)
{
  g_array_set_size (self->members, 0);
  g_hash_table_remove_all (self->names);
}

/**
 * cb_zip_open:
 * @source: (transfer none): the file; outlives the archive
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * Reads the directory of a ZIP archive (APPNOTE.TXT 6.3). Where that is missing or damaged, as in a
 * file that was cut short, the members are looked for from the start by the headers before each,
 * and cb_zip_is_cut() says so.
 *
 * The archive does not change after this: it may be read from several threads.
 *
 * Returns: (transfer full): the archive, %NULL with an error of cb_error_is_broken_file() when
 *   there is no member to be found or there are too many, %CB_ERROR_ZIP_OVERLAP when members share
 *   bytes, %CB_ERROR_FILE_CHANGED, %G_IO_ERROR_CANCELLED
 */
CbZip *
cb_zip_open (CbByteSource *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (CbZip) self = g_new0 (CbZip, 1);
  g_autoptr (GError) why = NULL;
  Directory directory;

  self->source = source;
  self->members = g_array_new (FALSE, FALSE, sizeof (CbZipMember));
  g_array_set_clear_func (self->members, clear_member);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (find_directory (self, &directory, &why) && read_directory (self, &directory, &why))
    return check_overlap (self, directory.start, error) ? g_steal_pointer (&self) : NULL;

  if (!cb_error_is_broken_file (why))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }
  forget_members (self);
  self->is_cut = TRUE;
  if (!cb_zip_recover (self, cancellable, error))
    return NULL;
  if (self->members->len == 0)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * cb_zip_free:
 * @self: (nullable) (transfer full): an archive that no stream reads from any more
 */
void
cb_zip_free (CbZip *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->members);
  g_hash_table_unref (self->names);
  g_free (self);
}

/**
 * cb_zip_get_n_members:
 * @self: an archive
 *
 * Returns: how many there are
 */
guint
cb_zip_get_n_members (CbZip *self)
{
  return self->members->len;
}

/**
 * cb_zip_get_member:
 * @self: an archive
 * @index: below cb_zip_get_n_members()
 *
 * Returns: (transfer none): a member, in the order of the directory
 */
const CbZipMember *
cb_zip_get_member (CbZip *self, guint index)
{
  g_return_val_if_fail (index < self->members->len, NULL);

  return &g_array_index (self->members, CbZipMember, index);
}

/**
 * cb_zip_find:
 * @self: an archive
 * @name: of a member; the case of ASCII letters does not matter (OPC, ISO/IEC 29500-2 §6.3.5)
 *
 * Returns: (transfer none) (nullable): the member, the first of several
 */
const CbZipMember *
cb_zip_find (CbZip *self, const char *name)
{
  g_autofree char *key = g_ascii_strdown (name, -1);
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->names, key));

  return index > 0 ? cb_zip_get_member (self, index - 1) : NULL;
}

/**
 * cb_zip_is_cut:
 * @self: an archive
 *
 * Returns: whether the directory was missing or damaged, so that members may be missing too
 */
gboolean
cb_zip_is_cut (CbZip *self)
{
  return self->is_cut;
}
