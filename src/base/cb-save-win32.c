/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-save.h"

#include <fcntl.h>
#include <windows.h>

#include <glib/gstdio.h>

#include "base/cb-descriptor.h"
#include "base/cb-error.h"
#include "base/cb-text.h"
#include "base/cb-win32.h"

/* A virus scanner looks at what has just been written and keeps it from being renamed meanwhile.
 * Nothing tells when it is done: asked again so often, so far apart. */
#define TRIES 20
#define BETWEEN_TRIES_MS 100

static gboolean
fail (GError **error, DWORD code, const char *what)
{
  if (code != ERROR_ACCESS_DENIED && code != ERROR_WRITE_PROTECT)
    cb_win32_set_error (error, code, what);
  else
    g_set_error (error, CB_ERROR, CB_ERROR_NOT_WRITABLE, "%s: error %lu", what, code);
  return FALSE;
}

/* What is there already, if anything, and cannot be replaced whoever lets go of it. */
static gboolean
is_replaceable (const gunichar2 *wide, const char *path, GError **error)
{
  DWORD attributes = GetFileAttributesW ((LPCWSTR)wide);

  if (attributes == INVALID_FILE_ATTRIBUTES)
    return TRUE;
  if ((attributes & FILE_ATTRIBUTE_DIRECTORY) != 0)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_A_FILE, "%s: a folder", path);
      return FALSE;
    }
  return (attributes & FILE_ATTRIBUTE_READONLY) == 0 || fail (error, ERROR_ACCESS_DENIED, path);
}

static gboolean
write_new (
    const gunichar2 *wide, gconstpointer contents, gsize length, const char *path, GError **error)
{
  HANDLE handle = CreateFileW ((LPCWSTR)wide, GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_DELETE,
                               NULL, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
  gboolean written;
  int fd;

  if (handle == INVALID_HANDLE_VALUE)
    return fail (error, GetLastError (), path);
  fd = cb_win32_take_handle (handle, _O_RDWR, error);
  if (fd < 0)
    return FALSE;
  written = cb_descriptor_write (fd, contents, length, error);
  if (written && !FlushFileBuffers (handle))
    written = fail (error, GetLastError (), path);
  g_close (fd, NULL);
  return written;
}

/* The folder can be written, something is there, and it may be written as well: then it is open in
 * a program that keeps it, which Windows calls a denied access. */
static gboolean
rename_over (const gunichar2 *from, const gunichar2 *to, const char *path, GError **error)
{
  DWORD code = ERROR_SUCCESS;

  for (guint i = 0; i < TRIES; i++)
    {
      if (i > 0)
        Sleep (BETWEEN_TRIES_MS);
      if (MoveFileExW ((LPCWSTR)from, (LPCWSTR)to,
                       MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
        return TRUE;
      code = GetLastError ();
      if (code != ERROR_SHARING_VIOLATION && code != ERROR_ACCESS_DENIED)
        break;
    }

  return fail (error, code == ERROR_ACCESS_DENIED ? ERROR_SHARING_VIOLATION : code, path);
}

static gboolean
save_at (const char *path,
         gconstpointer contents,
         gsize length,
         GCancellable *cancellable,
         GError **error)
{
  g_autofree char *temp = g_strdup_printf ("%s.%08x.part", path, g_random_int ());
  g_autofree gunichar2 *wide = cb_win32_dup_path (path, error);
  g_autofree gunichar2 *wide_temp = wide != NULL ? cb_win32_dup_path (temp, error) : NULL;

  if (wide_temp == NULL || !is_replaceable (wide, path, error))
    return FALSE;
  if (write_new (wide_temp, contents, length, path, error)
      && !g_cancellable_set_error_if_cancelled (cancellable, error)
      && rename_over (wide_temp, wide, path, error))
    return TRUE;

  DeleteFileW ((LPCWSTR)wide_temp);
  return FALSE;
}

/**
 * cb_save_contents:
 *
 * As on Linux. GLib's own knows no path of more than 260 characters, nobody who holds a file for a
 * moment, and writes into nothing where a name is one of Windows' devices.
 */
gboolean
cb_save_contents (
    GFile *file, gconstpointer contents, gsize length, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  const char *path = g_file_peek_path (file);

  if (name != NULL && !cb_save_check_name (name, error))
    return FALSE;
  if (path != NULL)
    return save_at (path, contents, length, cancellable, error);
  if (g_file_replace_contents (file, contents, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                               cancellable, error))
    return TRUE;

  cb_error_translate_io (error, name);
  return FALSE;
}

/**
 * cb_save_give_name:
 *
 * As on Linux. Where another program keeps what is there, a virus scanner is waited for, and
 * anything else is said to keep it.
 */
gboolean
cb_save_give_name (const char *temporary, const char *path, GError **error)
{
  g_autofree gunichar2 *from = cb_win32_dup_path (temporary, error);
  g_autofree gunichar2 *to = from != NULL ? cb_win32_dup_path (path, error) : NULL;

  return to != NULL && is_replaceable (to, path, error) && rename_over (from, to, path, error);
}

/**
 * cb_save_check_name:
 *
 * As on Linux. What is written to a device is gone, and nothing says so.
 */
gboolean
cb_save_check_name (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  if (!cb_text_is_reserved_name (name))
    return TRUE;

  g_set_error (error, CB_ERROR, CB_ERROR_RESERVED_NAME, "%s: a device of Windows", name);
  return FALSE;
}
