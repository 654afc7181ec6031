/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the folder into memory: what is kept, what a kill left over, and the secret. */

#include "config.h"

#include <glib/gstdio.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/portal/practice/cb-practice-store-private.h"

#define SECRET_LENGTH 32

static gboolean
load_folder (CbPracticeStore *self, const char *kind, GHashTable *table, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, kind, NULL);
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (g_mkdir_with_parents (path, 0700) != 0 || (folder = g_dir_open (path, 0, error)) == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, CB_ERROR, CB_ERROR_READ_ONLY, "cannot make the folder %s", path);
      return FALSE;
    }

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (JsonObject) object = NULL;
      gsize length;

      /* What a kill left of an unfinished write. */
      if (!g_str_has_suffix (name, ".json"))
        {
          g_unlink (file);
          continue;
        }
      if (!g_file_get_contents (file, &text, &length, error))
        return FALSE;
      object = cb_json_object_parse (text, (gssize)length, NULL);
      if (object == NULL)
        {
          g_set_error (error, CB_ERROR, CB_ERROR_DAMAGED, "%s is damaged", file);
          return FALSE;
        }
      if (cb_json_get_string (object, "id") != NULL)
        g_hash_table_replace (table, g_strdup (cb_json_get_string (object, "id")),
                              json_object_ref (object));
    }

  return TRUE;
}

static gboolean
make_folder (CbPracticeStore *self, const char *kind, gboolean empty_it)
{
  g_autofree char *path = g_build_filename (self->folder, kind, NULL);
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (g_mkdir_with_parents (path, 0700) != 0)
    return FALSE;
  if (empty_it && (folder = g_dir_open (path, 0, NULL)) != NULL)
    while ((name = g_dir_read_name (folder)) != NULL)
      {
        g_autofree char *file = g_build_filename (path, name, NULL);

        g_unlink (file);
      }

  return TRUE;
}

static gboolean
load_secret (CbPracticeStore *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "secret", NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  guint8 fresh[SECRET_LENGTH];

  if (g_file_get_contents (path, &bytes, &length, NULL) && length == SECRET_LENGTH)
    {
      self->secret = g_bytes_new_take (g_steal_pointer (&bytes), length);
      return TRUE;
    }

  /* Only tokens of a portal that listens on loopback hang on it: GLib's generator will do. */
  for (guint i = 0; i < SECRET_LENGTH; i++)
    fresh[i] = (guint8)g_random_int_range (0, 256);
  if (!_cb_practice_store_write_file (path, (const char *)fresh, SECRET_LENGTH, error))
    return FALSE;

  self->secret = g_bytes_new (fresh, SECRET_LENGTH);
  return TRUE;
}

/**
 * cb_practice_store_open:
 * @folder: where it is or will be; made when it does not exist
 * @error: %CB_ERROR_READ_ONLY, %CB_ERROR_DAMAGED
 *
 * Half-finished writes and uploads of an earlier, killed run are swept away.
 *
 * Returns: (transfer full): the store
 */
CbPracticeStore *
cb_practice_store_open (const char *folder, GError **error)
{
  g_autoptr (CbPracticeStore) self = g_new0 (CbPracticeStore, 1);

  self->folder = g_strdup (folder);
  self->packages
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)json_object_unref);
  self->organisations
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)json_object_unref);
  self->users
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)json_object_unref);

  if (!make_folder (self, "files", FALSE) || !make_folder (self, "incoming", TRUE))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_READ_ONLY, "cannot make folders in %s", folder);
      return NULL;
    }
  if (!load_folder (self, "packages", self->packages, error)
      || !load_folder (self, "organisations", self->organisations, error)
      || !load_folder (self, "users", self->users, error) || !load_secret (self, error))
    {
      cb_error_translate_io (error, "cannot read the practice portal's data");
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * cb_practice_store_free:
 * @self: (transfer full): a store
 *
 * Forgets what is in memory; the folder stays.
 */
void
cb_practice_store_free (CbPracticeStore *self)
{
  g_clear_pointer (&self->packages, g_hash_table_unref);
  g_clear_pointer (&self->organisations, g_hash_table_unref);
  g_clear_pointer (&self->users, g_hash_table_unref);
  g_clear_pointer (&self->secret, g_bytes_unref);
  g_free (self->folder);
  g_free (self->site_url);
  g_free (self);
}
