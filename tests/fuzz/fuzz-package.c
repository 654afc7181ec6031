/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/package/cb-package-list.h"
#include "core/package/cb-package-path.h"
#include "core/package/cb-package.h"

/* Any bytes as a hand-over package; as one of its lists; and, where they are text that a NUL
 * divides in three, as what is in it once every sum holds. What is intact has only names that lead
 * nowhere else, each once, and what it hands over is written again as it was read. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

typedef struct
{
  const guint8 *data;
  gsize size;
} Memory;

static gssize
read_memory (gpointer user_data, guint8 *bytes, gsize length, guint64 offset, GError **error)
{
  const Memory *memory = user_data;
  gsize got = offset < memory->size ? MIN (length, memory->size - (gsize)offset) : 0;

  if (got > 0)
    memcpy (bytes, memory->data + offset, got);
  return (gssize)got;
}

static void
check_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == CB_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
check_again (const CbHandover *handover, GPtrArray *paths)
{
  g_autoptr (GHashTable) parts
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_bytes_unref);
  g_autoptr (GPtrArray) again_paths = g_ptr_array_new_with_free_func (g_free);
  char *dataset = cb_handover_write_dataset (handover, paths);
  char *approval = cb_handover_write_approval (handover);
  char *recipe = cb_handover_write_recipe (handover, paths);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbHandover) again = NULL;
  g_autofree char *second = NULL;

  g_hash_table_insert (parts, (gpointer)CB_HANDOVER_DATASET,
                       g_bytes_new_take (dataset, strlen (dataset)));
  g_hash_table_insert (parts, (gpointer)CB_HANDOVER_APPROVAL,
                       g_bytes_new_take (approval, strlen (approval)));
  g_hash_table_insert (parts, (gpointer)CB_HANDOVER_RECIPE,
                       g_bytes_new_take (recipe, strlen (recipe)));
  again = cb_handover_parse (parts, again_paths, &error);
  g_assert_no_error (error);
  second = cb_handover_write_approval (again);
  g_assert_cmpstr (second, ==, approval);
  g_assert_cmpuint (again_paths->len, ==, paths->len);
}

static void
check_origin (const CbHandover *handover)
{
  g_autofree char *id = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "x", -1);
  g_autoptr (CbOrigin) origin = cb_origin_new (handover, id, 1);
  g_autofree char *text = cb_origin_write (origin);
  g_autoptr (CbOrigin) again = cb_origin_parse (text);

  g_assert_nonnull (again);
  g_assert_cmpstr (again->digest, ==, origin->digest);
}

static void
try_archive (const guint8 *data, gsize size)
{
  Memory memory = { data, size };
  const CbZipSource source = { read_memory, &memory, size };
  g_autoptr (GError) error = NULL;
  g_autoptr (CbPackage) package = cb_package_open_source (&source, "p", NULL, NULL, NULL, &error);

  if (package == NULL)
    {
      check_error (error);
      return;
    }
  for (guint i = 0; i < package->problems->len; i++)
    g_free (cb_package_problem_dup_words (g_ptr_array_index (package->problems, i)));
  if (!cb_package_is_intact (package))
    {
      g_assert_null (package->handover);
      return;
    }
  for (guint i = 0; i < package->files->len; i++)
    g_assert_true (
        cb_package_path_is_safe (((CbPackageFile *)g_ptr_array_index (package->files, i))->path));
  if (package->handover != NULL)
    check_again (package->handover, package->paths);
}

static void
try_parts (const guint8 *data, gsize size)
{
  static const char *const names[]
      = { CB_HANDOVER_DATASET, CB_HANDOVER_APPROVAL, CB_HANDOVER_RECIPE };
  g_autoptr (GHashTable) parts
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_bytes_unref);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CbHandover) handover = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const guint8 *end = size > 0 ? memchr (data, '\0', size) : NULL;
      gsize length = end != NULL && i < 2 ? (gsize)(end - data) : size;

      g_hash_table_insert (parts, (gpointer)names[i], g_bytes_new (data, length));
      data += length + (length < size);
      size -= length + (length < size);
    }
  handover = cb_handover_parse (parts, paths, &error);
  if (handover == NULL)
    {
      check_error (error);
      return;
    }
  check_again (handover, paths);
  check_origin (handover);
}

static void
try_list (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) list = cb_package_list_parse ((const char *)data, size, &error);
  GHashTableIter iter;
  gpointer path;

  if (list == NULL)
    {
      check_error (error);
      return;
    }
  g_hash_table_iter_init (&iter, list);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    g_assert_true (cb_package_path_is_safe (path));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  if (size == 0)
    return 0;
  try_archive (data, size);
  try_parts (data, size);
  try_list (data, size);

  return 0;
}
