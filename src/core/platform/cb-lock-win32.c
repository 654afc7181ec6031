/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-lock.h"

#include <windows.h>

#include "base/cb-error.h"
#include "base/cb-win32.h"
#include "core/platform/cb-files.h"

#define FILE_NAME "lock"

/* What is locked cannot be read by others here: a byte far behind the text that they read. */
#define PLACE_HIGH 0x40000000

struct _CbLock
{
  HANDLE file; /* (owned) */
};

static HANDLE
open_file (const char *root, DWORD access, DWORD disposition, GError **error)
{
  g_autofree char *path = g_build_filename (root, FILE_NAME, NULL);
  g_autofree gunichar2 *wide = cb_win32_dup_path (path, error);
  HANDLE file;

  if (wide == NULL)
    return INVALID_HANDLE_VALUE;
  file = CreateFileW ((LPCWSTR)wide, access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                      NULL, disposition, FILE_ATTRIBUTE_NORMAL, NULL);
  if (file == INVALID_HANDLE_VALUE)
    {
      DWORD code = GetLastError ();

      cb_win32_set_error (error, code == ERROR_ACCESS_DENIED ? ERROR_WRITE_PROTECT : code, path);
    }
  return file;
}

static gboolean
lock_file (HANDLE file)
{
  OVERLAPPED place = { .OffsetHigh = PLACE_HIGH };

  return LockFileEx (file, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &place);
}

/* For people only; the lock is what counts. */
static void
write_owner (HANDLE file)
{
  g_autofree char *text = g_strdup_printf ("%lu\n", GetCurrentProcessId ());
  OVERLAPPED start = { 0 };
  DWORD written;

  if (!SetEndOfFile (file) || !WriteFile (file, text, (DWORD)strlen (text), &written, &start))
    g_debug ("lock: error %lu", GetLastError ());
}

/**
 * cb_lock_take:
 *
 * As on Linux. The lock belongs to the open file; the system lets go however the process ends.
 */
CbLock *
cb_lock_take (const char *root, GError **error)
{
  CbLock *self;
  HANDLE file;

  g_return_val_if_fail (root != NULL, NULL);

  if (!cb_files_ensure_folder (root, error))
    return NULL;
  file = open_file (root, GENERIC_READ | GENERIC_WRITE, OPEN_ALWAYS, error);
  if (file == INVALID_HANDLE_VALUE)
    return NULL;
  if (!lock_file (file))
    {
      DWORD code = GetLastError ();

      CloseHandle (file);
      if (code == ERROR_LOCK_VIOLATION || code == ERROR_IO_PENDING)
        g_set_error (error, CB_ERROR, CB_ERROR_RUNNING, "%s is held by process %" G_GINT64_FORMAT,
                     root, cb_lock_get_owner (root));
      else
        cb_win32_set_error (error, code, root);
      return NULL;
    }

  write_owner (file);
  self = g_new0 (CbLock, 1);
  self->file = file;
  return self;
}

/**
 * cb_lock_get_owner:
 *
 * As on Linux.
 */
gint64
cb_lock_get_owner (const char *root)
{
  HANDLE file = open_file (root, GENERIC_READ, OPEN_EXISTING, NULL);
  OVERLAPPED start = { 0 };
  char text[32] = "";
  gint64 owner = 0;
  DWORD got;

  if (file == INVALID_HANDLE_VALUE)
    return 0;
  if (!lock_file (file) && ReadFile (file, text, sizeof text - 1, &got, &start))
    owner = g_ascii_strtoll (text, NULL, 10);
  CloseHandle (file);
  return owner;
}

/**
 * cb_lock_free:
 *
 * As on Linux.
 */
void
cb_lock_free (CbLock *self)
{
  if (self == NULL)
    return;

  CloseHandle (self->file);
  g_free (self);
}
