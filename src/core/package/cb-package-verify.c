/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/package/cb-package-list.h"
#include "core/package/cb-package-path.h"
#include "core/package/cb-package-private.h"

/* All that is read whole; data never is. */
static const char *const parts_read[] = {
  CB_PACKAGE_BAGIT,    CB_PACKAGE_MANIFEST,  CB_PACKAGE_TAG_MANIFEST, CB_PACKAGE_DESCRIPTOR,
  CB_HANDOVER_DATASET, CB_HANDOVER_APPROVAL, CB_HANDOVER_RECIPE,
};

typedef struct
{
  CbPackage *package;
  GHashTable *sums;  /* (element-type utf8 utf8): path → SHA-256, "" when it is damaged */
  GHashTable *parts; /* (element-type utf8 GBytes) */
  gboolean is_ours;

  GChecksum *checksum;
  GByteArray *bytes; /* (nullable): of a part that is read whole */
  guint64 done;
  guint64 total;
  CbProgressFunc progress;
  gpointer user_data;
} Verifying;

static gboolean
is_data (const char *path)
{
  return g_str_has_prefix (path, CB_PACKAGE_DATA);
}

/* The name of @entry without the folder that all are in; %NULL when it is not in it. */
static const char *
find_path (CbPackage *self, const char *name)
{
  const char *slash = strchr (name, '/');

  if (slash == NULL)
    return NULL;
  if (self->folder == NULL)
    self->folder = g_strndup (name, (gsize)(slash - name));

  return strncmp (name, self->folder, (gsize)(slash - name)) == 0
                 && strlen (self->folder) == (gsize)(slash - name)
             ? slash + 1
             : NULL;
}

static gboolean
is_safe (const CbZipEntry *entry)
{
  g_autofree char *name = g_strndup (entry->name, strlen (entry->name) - entry->is_folder);

  return !entry->is_special && cb_package_path_is_safe (name);
}

/* Names first: nothing is done with an entry whose name is not in order. */
static gboolean
index_entries (CbPackage *self, GError **error)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < cb_zip_reader_get_n_entries (self->zip); i++)
    {
      const CbZipEntry *entry = cb_zip_reader_get_entry (self->zip, i);
      const char *path = find_path (self, entry->name);

      if (!is_safe (entry))
        _cb_package_add_problem (self, CB_PACKAGE_UNSAFE, entry->name);
      else if (path == NULL)
        {
          g_set_error_literal (error, CB_ERROR, CB_ERROR_UNSUPPORTED, "not all in one folder");
          return FALSE;
        }
      else if (!g_hash_table_add (keys, cb_package_path_dup_key (path)))
        _cb_package_add_problem (self, CB_PACKAGE_TWICE, path);
      else if (!entry->is_folder)
        g_hash_table_insert (self->entries, g_strdup (path), (gpointer)entry);
    }
  if (!g_hash_table_contains (self->entries, CB_PACKAGE_BAGIT))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_UNSUPPORTED, "no " CB_PACKAGE_BAGIT);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_sizes (Verifying *verifying, GError **error)
{
  guint64 packed = 0;
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, verifying->package->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    {
      verifying->total += ((const CbZipEntry *)entry)->size;
      packed += ((const CbZipEntry *)entry)->compressed_size;
    }
  if (verifying->total <= CB_PACKAGE_SMALL || verifying->total / CB_PACKAGE_MAX_RATIO <= packed)
    return TRUE;

  g_set_error_literal (error, CB_ERROR, CB_ERROR_TOO_MUCH, "it swells too much");
  return FALSE;
}

static gboolean
take_bytes (const guint8 *bytes, gsize length, gpointer user_data, GError **error)
{
  Verifying *verifying = user_data;

  g_checksum_update (verifying->checksum, bytes, (gssize)length);
  if (verifying->bytes != NULL)
    g_byte_array_append (verifying->bytes, bytes, (guint)length);
  verifying->done += length;
  if (verifying->progress != NULL)
    verifying->progress (verifying->done, verifying->total, verifying->user_data);

  return TRUE;
}

static gboolean
is_read_whole (const char *path, const CbZipEntry *entry)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts_read); i++)
    if (g_str_equal (path, parts_read[i]))
      return entry->size <= CB_PACKAGE_MAX_PART;

  return FALSE;
}

/* The SHA-256 of one entry; damage within it is that entry's alone. */
static gboolean
sum_entry (Verifying *verifying,
           const char *path,
           const CbZipEntry *entry,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GByteArray) bytes = is_read_whole (path, entry) ? g_byte_array_new () : NULL;
  g_autoptr (GError) local_error = NULL;

  verifying->checksum = checksum;
  verifying->bytes = bytes;
  if (cb_zip_reader_read (verifying->package->zip, entry, take_bytes, verifying, cancellable,
                          &local_error))
    {
      g_hash_table_insert (verifying->sums, g_strdup (path),
                           g_strdup (g_checksum_get_string (checksum)));
      if (bytes != NULL)
        g_hash_table_insert (verifying->parts, g_strdup (path),
                             g_byte_array_free_to_bytes (g_steal_pointer (&bytes)));
      return TRUE;
    }
  if (!g_error_matches (local_error, CB_ERROR, CB_ERROR_FILE_ALTERED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_hash_table_insert (verifying->sums, g_strdup (path), g_strdup (""));

  return TRUE;
}

static GList *
list_paths (GHashTable *table)
{
  return g_list_sort (g_hash_table_get_keys (table), (GCompareFunc)g_strcmp0);
}

static gboolean
sum_entries (Verifying *verifying, GCancellable *cancellable, GError **error)
{
  CbPackage *self = verifying->package;
  g_autoptr (GList) paths = list_paths (self->entries);

  for (GList *l = paths; l != NULL; l = l->next)
    {
      const CbZipEntry *entry = g_hash_table_lookup (self->entries, l->data);
      CbPackageFile *file;

      if (!sum_entry (verifying, l->data, entry, cancellable, error))
        return FALSE;
      if (!is_data (l->data))
        continue;
      file = g_new0 (CbPackageFile, 1);
      file->path = g_strdup (l->data);
      file->size = entry->size;
      file->sha256 = g_strdup (g_hash_table_lookup (verifying->sums, l->data));
      g_ptr_array_add (self->files, file);
    }

  return TRUE;
}

/* Every file of the list is there and as it says. @of_data: which half of the package it lists */
static void
compare_list (Verifying *verifying, GHashTable *list, gboolean of_data, const char *list_path)
{
  CbPackage *self = verifying->package;
  g_autoptr (GList) paths = list_paths (list);

  for (GList *l = paths; l != NULL; l = l->next)
    {
      const char *sum = g_hash_table_lookup (verifying->sums, l->data);

      if (is_data (l->data) != of_data)
        _cb_package_add_problem (self, CB_PACKAGE_NO_LIST, list_path);
      else if (sum == NULL)
        _cb_package_add_problem (self, CB_PACKAGE_MISSING, l->data);
      else if (!g_str_equal (sum, g_hash_table_lookup (list, l->data)))
        _cb_package_add_problem (self, CB_PACKAGE_CHANGED, l->data);
    }
}

/* … and every file is in the list. */
static void
find_unlisted (Verifying *verifying, GHashTable *list, gboolean of_data)
{
  g_autoptr (GList) paths = list_paths (verifying->sums);

  for (GList *l = paths; l != NULL; l = l->next)
    if (is_data (l->data) == of_data && !g_hash_table_contains (list, l->data)
        && !g_str_equal (l->data, CB_PACKAGE_TAG_MANIFEST))
      _cb_package_add_problem (verifying->package, CB_PACKAGE_UNLISTED, l->data);
}

static GHashTable *
parse_list (Verifying *verifying, const char *path)
{
  GBytes *bytes = g_hash_table_lookup (verifying->parts, path);
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  /* Of no bytes there is no text either: an empty list. */
  if (bytes == NULL)
    return NULL;
  return cb_package_list_parse (text != NULL ? text : "", length, NULL);
}

/* Other people's bags need not list what is not data (RFC 8493, 2.2.1); ours do, all of it. */
static void
compare_lists (Verifying *verifying)
{
  CbPackage *self = verifying->package;
  g_autoptr (GHashTable) tags = parse_list (verifying, CB_PACKAGE_TAG_MANIFEST);
  g_autoptr (GHashTable) data = NULL;

  if (tags != NULL)
    compare_list (verifying, tags, FALSE, CB_PACKAGE_TAG_MANIFEST);
  else if (verifying->is_ours || g_hash_table_contains (self->entries, CB_PACKAGE_TAG_MANIFEST))
    _cb_package_add_problem (self, CB_PACKAGE_NO_LIST, CB_PACKAGE_TAG_MANIFEST);
  if (tags != NULL && verifying->is_ours)
    find_unlisted (verifying, tags, FALSE);
  data = parse_list (verifying, CB_PACKAGE_MANIFEST);
  if (data == NULL)
    {
      _cb_package_add_problem (self, CB_PACKAGE_NO_LIST, CB_PACKAGE_MANIFEST);
      return;
    }
  compare_list (verifying, data, TRUE, CB_PACKAGE_MANIFEST);
  find_unlisted (verifying, data, TRUE);
}

static gboolean
is_bag (Verifying *verifying)
{
  GBytes *bytes = g_hash_table_lookup (verifying->parts, CB_PACKAGE_BAGIT);
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return text != NULL && g_strstr_len (text, (gssize)length, "BagIt-Version:") == text;
}

/* The files of the dataset are the data of the package, one for one. */
static gboolean
has_files_of (CbPackage *self)
{
  GPtrArray *files = self->handover->dataset->files;

  if (files->len != self->files->len)
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (files, i);
      const CbPackageFile *found = NULL;

      for (guint k = 0; k < self->files->len && found == NULL; k++)
        if (g_strcmp0 (((CbPackageFile *)self->files->pdata[k])->path, self->paths->pdata[i]) == 0)
          found = self->files->pdata[k];
      if (found == NULL || found->size != file->size
          || g_strcmp0 (found->sha256, file->sha256) != 0)
        return FALSE;
    }

  return TRUE;
}

/* What other programs read as the data is what was approved. */
static gboolean
describes_files (Verifying *verifying)
{
  CbPackage *self = verifying->package;
  GBytes *bytes = g_hash_table_lookup (verifying->parts, CB_PACKAGE_DESCRIPTOR);
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  g_autoptr (JsonObject) root
      = text != NULL ? cb_json_object_parse (text, (gssize)length, NULL) : NULL;
  JsonArray *resources = root != NULL ? cb_json_get_array (root, "resources") : NULL;

  if (resources == NULL || json_array_get_length (resources) != self->paths->len)
    return FALSE;
  for (guint i = 0; i < self->paths->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (self->handover->dataset->files, i);
      JsonNode *node = json_array_get_element (resources, i);
      JsonObject *resource = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autofree char *hash = g_strconcat ("sha256:", file->sha256, NULL);

      if (resource == NULL
          || g_strcmp0 (cb_json_get_string (resource, "path"), self->paths->pdata[i]) != 0
          || g_strcmp0 (cb_json_get_string (resource, "hash"), hash) != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_handover (Verifying *verifying, GError **error)
{
  CbPackage *self = verifying->package;
  g_autoptr (GError) local_error = NULL;

  self->handover = cb_handover_parse (verifying->parts, self->paths, &local_error);
  if (g_error_matches (local_error, CB_ERROR, CB_ERROR_NEWER))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (self->handover == NULL || !has_files_of (self))
    {
      if (local_error != NULL)
        g_debug ("package: %s", local_error->message);
      _cb_package_add_problem (self, CB_PACKAGE_CONTRARY, "review");
    }
  else if (!describes_files (verifying))
    _cb_package_add_problem (self, CB_PACKAGE_CONTRARY, CB_PACKAGE_DESCRIPTOR);
  if (self->problems->len > 0)
    g_clear_pointer (&self->handover, cb_handover_free);

  return TRUE;
}

static gboolean
verify (Verifying *verifying, GCancellable *cancellable, GError **error)
{
  CbPackage *self = verifying->package;

  if (!index_entries (self, error) || !check_sizes (verifying, error)
      || !sum_entries (verifying, cancellable, error))
    return FALSE;
  if (!is_bag (verifying))
    _cb_package_add_problem (self, CB_PACKAGE_NO_LIST, CB_PACKAGE_BAGIT);
  /* A bag with holes, to be fetched from somewhere: nothing is fetched. */
  if (g_hash_table_contains (self->entries, CB_PACKAGE_FETCH))
    _cb_package_add_problem (self, CB_PACKAGE_UNLISTED, CB_PACKAGE_FETCH);
  verifying->is_ours = g_hash_table_contains (self->entries, CB_HANDOVER_DATASET);
  compare_lists (verifying);
  self->id = g_strdup (g_hash_table_lookup (verifying->sums, CB_PACKAGE_TAG_MANIFEST));
  /* Nothing more is parsed before every sum holds. */
  if (self->problems->len > 0 || !verifying->is_ours)
    return TRUE;

  return take_handover (verifying, error);
}

/* Fills @self, whose archive is open. Returns: %FALSE when it is no package at all. */
gboolean
_cb_package_verify (CbPackage *self,
                    CbProgressFunc progress,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) parts
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  Verifying verifying = {
    .package = self, .sums = sums, .parts = parts, .progress = progress, .user_data = user_data
  };

  return verify (&verifying, cancellable, error);
}
