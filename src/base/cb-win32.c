/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-win32.h"

#include <fcntl.h>
#include <io.h>
#include <windows.h>

#include "base/cb-error.h"

/* From here on a plain name may not name what it says; CreateDirectoryW() already stops at 248. */
#define MAX_PLAIN_PATH 240

/* ERROR_DISK_QUOTA_EXCEEDED, which mingw-w64 10 does not have. */
#define DISK_QUOTA_EXCEEDED 1295

/* Past 260 characters only a name that goes to the file system as it is: full, with backslashes. */
static gunichar2 *
prefix_long_path (const gunichar2 *full, gsize length)
{
  static const WCHAR local[] = L"\\\\?\\";
  static const WCHAR share[] = L"\\\\?\\UNC";
  const gboolean is_share = full[0] == '\\' && full[1] == '\\';
  const WCHAR *prefix = is_share ? share : local;
  gsize prefix_length = (is_share ? G_N_ELEMENTS (share) : G_N_ELEMENTS (local)) - 1;
  gsize skip = is_share ? 1 : 0;
  gunichar2 *path = g_new (gunichar2, prefix_length + length - skip + 1);

  memcpy (path, prefix, prefix_length * sizeof (gunichar2));
  memcpy (path + prefix_length, full + skip, (length - skip + 1) * sizeof (gunichar2));
  return path;
}

/**
 * cb_win32_dup_path:
 * @path: a name in UTF-8
 * @error: %CB_ERROR_NOT_FOUND when it cannot be one
 *
 * Names that are too long for plain ones get the prefix `\\?\`, with which they have up to 32,767
 * characters, whatever the machine's settings are.
 *
 * Returns: (transfer full): it as the system takes it
 */
gunichar2 *
cb_win32_dup_path (const char *path, GError **error)
{
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (path, -1, NULL, NULL, NULL);
  g_autofree gunichar2 *full = NULL;
  DWORD length = wide != NULL ? GetFullPathNameW ((LPCWSTR)wide, 0, NULL, NULL) : 0;

  if (length != 0)
    {
      full = g_new0 (gunichar2, length);
      length = GetFullPathNameW ((LPCWSTR)wide, length, (LPWSTR)full, NULL);
    }
  if (length == 0)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "%s: not a name of a file", path);
      return NULL;
    }
  if (length < MAX_PLAIN_PATH || (full[0] == '\\' && full[1] == '\\' && full[2] == '?'))
    return g_steal_pointer (&wide);

  return prefix_long_path (full, length);
}

/**
 * cb_win32_is_full:
 * @code: GetLastError(), read right after a write that failed
 *
 * Returns: whether there was no room for it
 */
gboolean
cb_win32_is_full (guint32 code)
{
  return code == ERROR_DISK_FULL || code == ERROR_HANDLE_DISK_FULL || code == DISK_QUOTA_EXCEEDED;
}

static CbError
code_from_system (DWORD code)
{
  if (cb_win32_is_full (code))
    return CB_ERROR_DISK_FULL;

  switch (code)
    {
    case ERROR_WRITE_PROTECT:
      return CB_ERROR_READ_ONLY;
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_NAME:
    case ERROR_INVALID_DRIVE:
    case ERROR_NOT_READY:
    case ERROR_BAD_NETPATH:
    case ERROR_BAD_NET_NAME:
      return CB_ERROR_NOT_FOUND;
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
      return CB_ERROR_IN_USE;
    case ERROR_ACCESS_DENIED:
    case ERROR_CRC:
    case ERROR_SEEK:
    case ERROR_SECTOR_NOT_FOUND:
    case ERROR_READ_FAULT:
    case ERROR_IO_DEVICE:
      return CB_ERROR_UNREADABLE;
    default:
      return CB_ERROR_FAILED;
    }
}

/**
 * cb_win32_set_error:
 * @error: (nullable) (out): where to put it
 * @code: GetLastError(), read right after the call that failed
 * @what: what was being done to what, for the log
 *
 * Turns an error of the system into the code that says what a person can do.
 */
void
cb_win32_set_error (GError **error, guint32 code, const char *what)
{
  g_autofree char *message = g_win32_error_message ((int)code);

  g_set_error (error, CB_ERROR, (int)code_from_system (code), "%s: %s (%u)", what, message, code);
}

/**
 * cb_win32_take_handle:
 * @handle: (transfer full): of the system; closed when this fails
 * @flags: `_O_RDONLY` or `_O_RDWR`
 * @error: why not
 *
 * Returns: a descriptor of the C library that owns it, for bytes as they are; -1 on error
 */
int
cb_win32_take_handle (gpointer handle, int flags, GError **error)
{
  int fd = _open_osfhandle ((intptr_t)handle, flags | _O_BINARY | _O_NOINHERIT);

  if (fd >= 0)
    return fd;

  CloseHandle (handle);
  g_set_error_literal (error, CB_ERROR, CB_ERROR_FAILED, "too many open files");
  return -1;
}
