/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-files.h"

#include <fcntl.h>
#include <io.h>
#include <windows.h>

#include "base/cb-error.h"
#include "base/cb-failpoint.h"
#include "base/cb-win32.h"

/* A virus scanner looks at what has just been written and keeps it from being renamed meanwhile.
 * Nothing tells when it is done: asked again so often, so far apart. */
#define TRIES 20
#define BETWEEN_TRIES_MS 100

/* In a folder of ours, what may not be written is one matter. */
static void
set_own_error (GError **error, DWORD code, const char *what)
{
  cb_win32_set_error (error, code == ERROR_ACCESS_DENIED ? ERROR_WRITE_PROTECT : code, what);
}

static HANDLE
handle_of (int fd)
{
  return (HANDLE)_get_osfhandle (fd);
}

static gboolean
is_folder (const gunichar2 *path)
{
  DWORD attributes = GetFileAttributesW ((LPCWSTR)path);

  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

/**
 * cb_files_ensure_folder:
 *
 * As on Linux; who may look in is what the folder above says, which in a person's profile is that
 * person alone.
 */
gboolean
cb_files_ensure_folder (const char *path, GError **error)
{
  g_autofree gunichar2 *wide = cb_win32_dup_path (path, error);
  g_autofree char *above = g_path_get_dirname (path);
  DWORD code;

  if (wide == NULL)
    return FALSE;
  if (is_folder (wide) || CreateDirectoryW ((LPCWSTR)wide, NULL))
    return TRUE;
  code = GetLastError ();
  if (code == ERROR_PATH_NOT_FOUND && strcmp (above, path) != 0)
    {
      /* What keeps the folder above from being made is the reason, not that it is not there. */
      if (!cb_files_ensure_folder (above, error))
        return FALSE;
      if (CreateDirectoryW ((LPCWSTR)wide, NULL))
        return TRUE;
      code = GetLastError ();
    }
  /* Another thread may have been faster. */
  if (is_folder (wide))
    return TRUE;

  set_own_error (error, code, path);
  return FALSE;
}

/**
 * cb_files_rename:
 *
 * As on Linux. Files of ours are opened so that they can be renamed meanwhile.
 */
gboolean
cb_files_rename (const char *from, const char *to, GError **error)
{
  g_autofree gunichar2 *wide_from = cb_win32_dup_path (from, error);
  g_autofree gunichar2 *wide_to = wide_from != NULL ? cb_win32_dup_path (to, error) : NULL;
  DWORD code = ERROR_SUCCESS;

  if (wide_to == NULL)
    return FALSE;
  for (guint i = 0; i < TRIES; i++)
    {
      if (MoveFileExW ((LPCWSTR)wide_from, (LPCWSTR)wide_to,
                       MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
        return TRUE;
      code = GetLastError ();
      if (code != ERROR_SHARING_VIOLATION && code != ERROR_ACCESS_DENIED)
        break;
      Sleep (BETWEEN_TRIES_MS);
    }

  set_own_error (error, code, to);
  return FALSE;
}

/**
 * cb_files_has_no_writer:
 *
 * As on Linux: opened once more, under the condition that nobody may write meanwhile, which is
 * refused where somebody can already.
 */
gboolean
cb_files_has_no_writer (int fd)
{
  HANDLE again = ReOpenFile (handle_of (fd), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, 0);

  if (again == INVALID_HANDLE_VALUE)
    return FALSE;

  CloseHandle (again);
  return TRUE;
}

/**
 * cb_files_has_writer:
 *
 * As on Linux.
 */
gboolean
cb_files_has_writer (int fd)
{
  HANDLE again = ReOpenFile (handle_of (fd), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, 0);

  if (again == INVALID_HANDLE_VALUE)
    return GetLastError () == ERROR_SHARING_VIOLATION;

  CloseHandle (again);
  return FALSE;
}

/**
 * cb_files_create_temp:
 *
 * As on Linux.
 */
int
cb_files_create_temp (const char *folder, char **path, GError **error)
{
  DWORD code = ERROR_FILE_EXISTS;

  for (guint i = 0; i < TRIES && code == ERROR_FILE_EXISTS; i++)
    {
      g_autofree char *base = g_strdup_printf ("%08x.part", g_random_int ());
      g_autofree char *name = g_build_filename (folder, base, NULL);
      g_autofree gunichar2 *wide = cb_win32_dup_path (name, error);
      HANDLE handle;

      if (wide == NULL)
        return -1;
      handle = CreateFileW ((LPCWSTR)wide, GENERIC_READ | GENERIC_WRITE,
                            FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                            CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
      code = GetLastError ();
      if (handle != INVALID_HANDLE_VALUE)
        {
          *path = g_steal_pointer (&name);
          return cb_win32_take_handle (handle, _O_RDWR, error);
        }
    }

  set_own_error (error, code, folder);
  return -1;
}

/**
 * cb_files_clone:
 *
 * NTFS shares no blocks.
 */
gboolean
cb_files_clone (int from, int to)
{
  return FALSE;
}

/**
 * cb_files_will_read:
 *
 * Windows is told at opening only, and finds out by itself.
 */
void
cb_files_will_read (int fd)
{
}

/**
 * cb_files_reserve:
 *
 * As on Linux.
 */
gboolean
cb_files_reserve (int fd, guint64 size, GError **error)
{
  FILE_ALLOCATION_INFO info = { .AllocationSize.QuadPart = (LONGLONG)size };
  DWORD code = ERROR_DISK_FULL;

  if (!cb_failpoint ("files.reserve-full"))
    {
      if (size == 0
          || SetFileInformationByHandle (handle_of (fd), FileAllocationInfo, &info, sizeof info))
        return TRUE;
      code = GetLastError ();
      if (!cb_win32_is_full (code))
        return TRUE;
    }

  set_own_error (error, code, "reserving space");
  return FALSE;
}

/**
 * cb_files_begin_write_back:
 *
 * Windows begins by itself.
 */
void
cb_files_begin_write_back (int fd, guint64 offset, guint64 length)
{
}

/* Flushing takes the right to write, which a descriptor for reading has not. */
static gboolean
flush_through_another (HANDLE handle)
{
  HANDLE writing = ReOpenFile (handle, GENERIC_WRITE,
                               FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, 0);
  gboolean flushed;

  if (writing == INVALID_HANDLE_VALUE)
    return FALSE;
  flushed = FlushFileBuffers (writing);
  CloseHandle (writing);
  return flushed;
}

/**
 * cb_files_finish:
 *
 * As on Linux, but that the file is not marked read-only: the mark keeps nobody from writing who
 * does not ask, while it keeps everybody from deleting and replacing.
 */
gboolean
cb_files_finish (int fd, const char *path, GError **error)
{
  if (FlushFileBuffers (handle_of (fd)) || flush_through_another (handle_of (fd)))
    return TRUE;

  set_own_error (error, GetLastError (), path);
  return FALSE;
}

/**
 * cb_files_is_remote:
 *
 * As on Linux: a share by its name, or a drive that stands for one.
 */
gboolean
cb_files_is_remote (const char *path)
{
  g_autofree gunichar2 *wide = cb_win32_dup_path (path, NULL);
  WCHAR root[MAX_PATH + 1];

  return wide != NULL && GetVolumePathNameW ((LPCWSTR)wide, root, G_N_ELEMENTS (root))
         && GetDriveTypeW (root) == DRIVE_REMOTE;
}

/**
 * cb_files_get_error_code:
 *
 * As on Linux.
 */
CbError
cb_files_get_error_code (int system_code)
{
  if (cb_win32_is_full ((guint32)system_code))
    return CB_ERROR_DISK_FULL;

  return system_code == ERROR_WRITE_PROTECT || system_code == ERROR_ACCESS_DENIED
             ? CB_ERROR_READ_ONLY
             : CB_ERROR_FAILED;
}
