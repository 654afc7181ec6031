/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gwin32inputstream.h>
#include <gio/gwin32outputstream.h>
#include <io.h>
#include <windows.h>

#include "base/cb-error.h"
#include "base/cb-failpoint.h"
#include "base/cb-win32.h"

/* A write of more at once fails on some network drives. */
#define MAX_AT_ONCE (16u * 1024 * 1024)
/* A virus scanner keeps what has just come to itself for a moment. Nothing tells when it is done:
 * asked again so often, so far apart. */
#define TRIES 20
#define BETWEEN_TRIES_MS 100

/* Of the name of a new file; two of one name are a chance of one in millions, twenty none. */
#define PLACE "XXXXXX"
#define CREATE_TRIES 20

/* From 1601, in steps of 100 ns, to 1970. */
#define EPOCH_STEPS G_GINT64_CONSTANT (116444736000000000)

static HANDLE
handle_of (int fd)
{
  return (HANDLE)_get_osfhandle (fd);
}

static CbDescriptorKind
kind_of (HANDLE handle, DWORD attributes)
{
  switch (GetFileType (handle))
    {
    case FILE_TYPE_DISK:
      return (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0 ? CB_DESCRIPTOR_FOLDER
                                                          : CB_DESCRIPTOR_FILE;
    case FILE_TYPE_PIPE:
      return CB_DESCRIPTOR_PIPE;
    default:
      return CB_DESCRIPTOR_DEVICE;
    }
}

/* Not whether it can be read. */
static gboolean
fill_info (HANDLE handle, CbDescriptorInfo *info)
{
  BY_HANDLE_FILE_INFORMATION found = { 0 };

  if (GetFileType (handle) == FILE_TYPE_DISK && !GetFileInformationByHandle (handle, &found))
    return FALSE;

  *info = (CbDescriptorInfo){ .kind = kind_of (handle, found.dwFileAttributes) };
  info->device = found.dwVolumeSerialNumber;
  info->file = (guint64)found.nFileIndexHigh << 32 | found.nFileIndexLow;
  info->size = (guint64)found.nFileSizeHigh << 32 | found.nFileSizeLow;
  info->changed_ns = ((gint64)((guint64)found.ftLastWriteTime.dwHighDateTime << 32
                               | found.ftLastWriteTime.dwLowDateTime)
                      - EPOCH_STEPS)
                     * 100;
  return TRUE;
}

/* Others may read, write, rename and delete the file meanwhile: what is open in Excel can be read,
 * and nobody is kept from anything by us. */
static HANDLE
open_handle (const char *path, DWORD access, GError **error)
{
  g_autofree gunichar2 *wide = cb_win32_dup_path (path, error);
  DWORD code = ERROR_SHARING_VIOLATION;

  if (wide == NULL)
    return INVALID_HANDLE_VALUE;
  for (guint i = 0; i < TRIES && code == ERROR_SHARING_VIOLATION; i++)
    {
      HANDLE handle = INVALID_HANDLE_VALUE;

      if (i > 0)
        Sleep (BETWEEN_TRIES_MS);
      if (cb_failpoint ("descriptor.open-in-use"))
        continue;
      /* With this flag a folder can be opened, too: to be told that it is one. */
      handle = CreateFileW ((LPCWSTR)wide, access,
                            FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                            OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
      if (handle != INVALID_HANDLE_VALUE)
        return handle;
      code = GetLastError ();
    }

  cb_win32_set_error (error, code, path);
  return INVALID_HANDLE_VALUE;
}

/**
 * cb_descriptor_look_up:
 *
 * As on Linux.
 */
gboolean
cb_descriptor_look_up (const char *path, CbDescriptorInfo *info, GError **error)
{
  HANDLE handle = open_handle (path, FILE_READ_ATTRIBUTES, error);
  gboolean looked;

  if (handle == INVALID_HANDLE_VALUE)
    return FALSE;
  looked = fill_info (handle, info);
  if (!looked)
    cb_win32_set_error (error, GetLastError (), path);
  CloseHandle (handle);
  return looked;
}

/**
 * cb_descriptor_look:
 *
 * As on Linux.
 */
gboolean
cb_descriptor_look (int fd, CbDescriptorInfo *info, GError **error)
{
  HANDLE handle = handle_of (fd);
  char nothing;
  DWORD got;

  if (!fill_info (handle, info))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_UNREADABLE, "looking at the file: error %lu",
                   GetLastError ());
      return FALSE;
    }
  /* Refused before anything is read, where reading is not among the rights of the handle. */
  info->readable = info->kind == CB_DESCRIPTOR_FILE && ReadFile (handle, &nothing, 0, &got, NULL);
  return TRUE;
}

/**
 * cb_descriptor_open:
 *
 * As on Linux. `NUL`, `COM1` and their like are devices, wherever they seem to lie.
 */
int
cb_descriptor_open (const char *path, CbDescriptorInfo *info, GError **error)
{
  HANDLE handle = INVALID_HANDLE_VALUE;

  if (!cb_descriptor_look_up (path, info, error))
    return -1;
  if (info->kind == CB_DESCRIPTOR_FILE)
    {
      handle = open_handle (path, GENERIC_READ, error);
      if (handle == INVALID_HANDLE_VALUE)
        return -1;
    }
  if (handle == INVALID_HANDLE_VALUE || !fill_info (handle, info)
      || info->kind != CB_DESCRIPTOR_FILE)
    {
      if (handle != INVALID_HANDLE_VALUE)
        CloseHandle (handle);
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_A_FILE, "%s: not a regular file", path);
      return -1;
    }

  info->readable = TRUE;
  return cb_win32_take_handle (handle, _O_RDONLY, error);
}

static int
errno_from_system (DWORD code)
{
  if (cb_win32_is_full (code))
    return ENOSPC;

  switch (code)
    {
    case ERROR_WRITE_PROTECT:
      return EROFS;
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_NAME:
      return ENOENT;
    default:
      return EACCES;
    }
}

/**
 * cb_descriptor_create:
 *
 * As on Linux. GLib's own knows no path of more than 260 characters.
 */
int
cb_descriptor_create (char *name_template)
{
  char *place = g_strrstr (name_template, PLACE);
  DWORD code = ERROR_FILE_EXISTS;

  g_return_val_if_fail (place != NULL, -1);

  for (guint i = 0; i < CREATE_TRIES && code == ERROR_FILE_EXISTS; i++)
    {
      g_autofree char *number = g_strdup_printf ("%06x", g_random_int () & 0xffffff);
      g_autofree gunichar2 *wide = NULL;
      HANDLE handle;

      memcpy (place, number, strlen (PLACE));
      wide = cb_win32_dup_path (name_template, NULL);
      if (wide == NULL)
        {
          errno = ENOENT;
          return -1;
        }
      handle = CreateFileW ((LPCWSTR)wide, GENERIC_READ | GENERIC_WRITE,
                            FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                            CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
      if (handle != INVALID_HANDLE_VALUE)
        return cb_win32_take_handle (handle, _O_RDWR, NULL);
      code = GetLastError ();
    }

  errno = errno_from_system (code);
  return -1;
}

/**
 * cb_descriptor_duplicate:
 *
 * As on Linux.
 */
int
cb_descriptor_duplicate (int fd, GError **error)
{
  HANDLE self = GetCurrentProcess ();
  HANDLE copy;

  if (!DuplicateHandle (self, handle_of (fd), self, &copy, 0, FALSE, DUPLICATE_SAME_ACCESS))
    {
      cb_win32_set_error (error, GetLastError (), "keeping the file open");
      return -1;
    }

  return cb_win32_take_handle (copy, _O_RDONLY, error);
}

/**
 * cb_descriptor_read_at:
 *
 * As on Linux, but that the place for cb_descriptor_write() moves.
 */
gssize
cb_descriptor_read_at (int fd, void *buffer, gsize count, guint64 offset, GError **error)
{
  gsize done = 0;

  while (done < count)
    {
      guint64 at = offset + done;
      OVERLAPPED place = { .Offset = (DWORD)at, .OffsetHigh = (DWORD)(at >> 32) };
      DWORD got = 0;

      if (!ReadFile (handle_of (fd), (char *)buffer + done, (DWORD)MIN (count - done, MAX_AT_ONCE),
                     &got, &place)
          && GetLastError () != ERROR_HANDLE_EOF)
        {
          cb_win32_set_error (error, GetLastError (), "reading");
          return -1;
        }
      if (got == 0)
        break;
      done += got;
    }

  return (gssize)done;
}

static gboolean
write_all (int fd, const void *buffer, gsize count, const guint64 *offset, GError **error)
{
  gsize done = 0;

  while (done < count)
    {
      guint64 at = offset != NULL ? *offset + done : 0;
      OVERLAPPED place = { .Offset = (DWORD)at, .OffsetHigh = (DWORD)(at >> 32) };
      DWORD got = 0;

      if (!WriteFile (handle_of (fd), (const char *)buffer + done,
                      (DWORD)MIN (count - done, MAX_AT_ONCE), &got, offset != NULL ? &place : NULL))
        {
          cb_win32_set_error (error, GetLastError (), "writing");
          return FALSE;
        }
      done += got;
    }

  return TRUE;
}

/**
 * cb_descriptor_write_at:
 *
 * As on Linux, but that the place for cb_descriptor_write() moves.
 */
gboolean
cb_descriptor_write_at (int fd, const void *buffer, gsize count, guint64 offset, GError **error)
{
  return write_all (fd, buffer, count, &offset, error);
}

/**
 * cb_descriptor_write:
 *
 * As on Linux.
 */
gboolean
cb_descriptor_write (int fd, const void *buffer, gsize count, GError **error)
{
  return write_all (fd, buffer, count, NULL, error);
}

/**
 * cb_descriptor_new_input:
 *
 * As on Linux.
 */
GInputStream *
cb_descriptor_new_input (int fd)
{
  return g_win32_input_stream_new (handle_of (fd), FALSE);
}

/**
 * cb_descriptor_new_output:
 *
 * As on Linux.
 */
GOutputStream *
cb_descriptor_new_output (int fd)
{
  return g_win32_output_stream_new (handle_of (fd), FALSE);
}

/**
 * cb_descriptor_ignore_broken_pipes:
 *
 * On Windows it is an error anyway.
 */
void
cb_descriptor_ignore_broken_pipes (void)
{
}

/**
 * cb_descriptor_is_full:
 *
 * As on Linux.
 */
gboolean
cb_descriptor_is_full (int saved_errno)
{
  return saved_errno == ENOSPC || saved_errno == EFBIG;
}
