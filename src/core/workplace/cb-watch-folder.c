/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-watch-folder.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/cb-error.h"
#include "base/cb-text.h"
#include "core/platform/cb-files.h"

#define ATTRIBUTES                                                                                 \
  G_FILE_ATTRIBUTE_STANDARD_NAME                                                                   \
  "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE                            \
  "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN "," G_FILE_ATTRIBUTE_TIME_MODIFIED                       \
  "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC "," G_FILE_ATTRIBUTE_TIME_CHANGED                        \
  "," G_FILE_ATTRIBUTE_TIME_CHANGED_USEC "," G_FILE_ATTRIBUTE_TIME_CREATED                         \
  "," G_FILE_ATTRIBUTE_TIME_CREATED_USEC

static void
free_file (gpointer data)
{
  CbFolderFile *file = data;

  g_free (file->name);
  g_free (file->stamp);
  g_free (file);
}

/* What offices publish; what lies beside it, as shortcuts and half-fetched files, is no matter. */
static gboolean
is_publishable (GFileInfo *info)
{
  static const char *const endings[] = { ".csv", ".doc", ".docx", ".fods", ".ods",  ".pdf",
                                         ".tsv", ".txt", ".xls",  ".xlsb", ".xlsm", ".xlsx" };
  const char *name = g_file_info_get_name (info);

  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR || g_file_info_get_is_hidden (info)
      || *name == '.' || *name == '~')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (cb_text_has_ending (name, endings[i]))
      return TRUE;

  return FALSE;
}

static gint64
get_time (GFileInfo *info, const char *seconds, const char *microseconds)
{
  return (gint64)g_file_info_get_attribute_uint64 (info, seconds) * G_USEC_PER_SEC
         + g_file_info_get_attribute_uint32 (info, microseconds);
}

/* A copy may keep the time of what it is a copy of; when it came here the system says by itself. A
 * day of the future is a clock that was wrong. */
static gint64
get_change (GFileInfo *info, gint64 now_us)
{
  const gint64 times[] = {
    get_time (info, G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC),
    get_time (info, G_FILE_ATTRIBUTE_TIME_CHANGED, G_FILE_ATTRIBUTE_TIME_CHANGED_USEC),
    get_time (info, G_FILE_ATTRIBUTE_TIME_CREATED, G_FILE_ATTRIBUTE_TIME_CREATED_USEC),
  };
  gint64 latest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    if (times[i] <= now_us + G_TIME_SPAN_DAY)
      latest = MAX (latest, times[i]);

  return latest;
}

/* What LibreOffice and Microsoft Office lay beside a file while somebody works on it. */
static gboolean
has_lock_file (GFile *folder, const char *name)
{
  g_autofree char *libre = g_strdup_printf (".~lock.%s#", name);
  g_autofree char *office = g_strdup_printf ("~$%s", name);
  /* Of a long name the mark takes the place of the first two letters. */
  const char *third = g_utf8_validate (name, -1, NULL) && g_utf8_strlen (name, -1) > 2
                          ? g_utf8_offset_to_pointer (name, 2)
                          : "";
  g_autofree char *office_long = g_strdup_printf ("~$%s", third);
  const char *const names[] = { libre, office, office_long };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GFile) file = g_file_get_child (folder, names[i]);

      if (g_file_query_exists (file, NULL))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_open_elsewhere (GFile *folder, const char *name)
{
  g_autofree char *base = g_file_get_path (folder);
  g_autofree char *path = base != NULL ? g_build_filename (base, name, NULL) : NULL;
  g_autoptr (GError) error = NULL;
  CbFileIdentity identity;
  gboolean has_writer;
  int fd;

  if (has_lock_file (folder, name))
    return TRUE;
  if (path == NULL)
    return FALSE;
  fd = cb_files_open (path, &identity, &error);
  if (fd < 0)
    return g_error_matches (error, CB_ERROR, CB_ERROR_IN_USE);
  has_writer = cb_files_has_writer (fd);
  g_close (fd, NULL);

  return has_writer;
}

static CbFolderFile *
make_file (GFile *folder, GFileInfo *info, gint64 now_us)
{
  CbFolderFile *file = g_new0 (CbFolderFile, 1);

  file->name = g_strdup (g_file_info_get_name (info));
  file->size = (guint64)g_file_info_get_size (info);
  file->changed_us = get_change (info, now_us);
  file->stamp = g_strdup_printf (
      "%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT, file->size,
      get_time (info, G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC));
  file->open_elsewhere = is_open_elsewhere (folder, file->name);

  return file;
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  const CbFolderFile *one = *(const CbFolderFile *const *)a;
  const CbFolderFile *other = *(const CbFolderFile *const *)b;

  return one->changed_us != other->changed_us ? (one->changed_us < other->changed_us ? -1 : 1)
                                              : strcmp (one->name, other->name);
}

/* Returns: (element-type CbFolderFile): what in the folder may be published, the oldest first */
GPtrArray *
_cb_watch_folder_list (GFile *folder, gint64 now_us, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (free_file);
  g_autofree char *name = g_file_get_parse_name (folder);
  g_autoptr (GFileEnumerator) enumerator = g_file_enumerate_children (
      folder, ATTRIBUTES, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, error);
  GFileInfo *info = NULL;

  do
    {
      if (enumerator == NULL
          || !g_file_enumerator_iterate (enumerator, &info, NULL, cancellable, error))
        {
          cb_error_translate_io (error, name);
          return NULL;
        }
      if (info != NULL && is_publishable (info))
        g_ptr_array_add (files, make_file (folder, info, now_us));
    }
  while (info != NULL);
  g_ptr_array_sort (files, compare_files);

  return g_steal_pointer (&files);
}
