/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "test-system.h"

#include <fcntl.h>
#include <io.h>
#include <windows.h>
/* After windows.h, which it needs. */
#include <tlhelp32.h>

#include "base/cb-win32.h"

#define SHARE_ALL (FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE)
/* No program ends so by itself. */
#define KILLED 0x6b696c6c

static int
open_file (const char *path, DWORD access, DWORD disposition, DWORD flags)
{
  g_autofree gunichar2 *wide = cb_win32_dup_path (path, NULL);
  HANDLE handle = CreateFileW ((LPCWSTR)wide, access, SHARE_ALL, NULL, disposition, flags, NULL);

  return handle != INVALID_HANDLE_VALUE ? cb_win32_take_handle (
             handle, (access & GENERIC_WRITE) != 0 ? _O_RDWR : _O_RDONLY, NULL)
                                        : -1;
}

/* With a name, and gone when it is closed. */
int
test_file_new (void)
{
  g_autofree char *base
      = g_strdup_printf ("congbo-test-%08x%08x", g_random_int (), g_random_int ());
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), base, NULL);

  return open_file (path, GENERIC_READ | GENERIC_WRITE, CREATE_NEW, FILE_FLAG_DELETE_ON_CLOSE);
}

void
test_file_set_size (int fd, guint64 size)
{
  FILE_END_OF_FILE_INFO end = { .EndOfFile.QuadPart = (LONGLONG)size };

  g_assert_true (SetFileInformationByHandle ((HANDLE)_get_osfhandle (fd), FileEndOfFileInfo, &end,
                                             sizeof end));
}

int
test_file_open (const char *path, gboolean writing)
{
  return open_file (path, writing ? GENERIC_READ | GENERIC_WRITE : GENERIC_READ, OPEN_EXISTING, 0);
}

int
test_file_create (const char *path)
{
  return open_file (path, GENERIC_READ | GENERIC_WRITE, OPEN_ALWAYS, 0);
}

void
test_file_set_old (int fd)
{
  /* In 1997. */
  const FILETIME time = { .dwHighDateTime = 0x01bc0000 };

  g_assert_true (SetFileTime ((HANDLE)_get_osfhandle (fd), NULL, NULL, &time));
}

int
test_file_keep_to_self (const char *path)
{
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (path, -1, NULL, NULL, NULL);
  HANDLE handle = CreateFileW ((LPCWSTR)wide, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);

  g_assert_true (handle != INVALID_HANDLE_VALUE);
  return _open_osfhandle ((intptr_t)handle, _O_RDONLY | _O_BINARY);
}

/* It can be moved out of the way; then what was opened is read to its end under another name. */
gboolean
test_file_can_replace_open (void)
{
  return FALSE;
}

/* Who owns a file may read it; another could be kept out, but the tests have one person. */
gboolean
test_file_forbid_reading (const char *path)
{
  return FALSE;
}

int
test_file_open_for_writing (const char *path)
{
  return open_file (path, GENERIC_WRITE, OPEN_EXISTING, 0);
}

int
test_device_open (void)
{
  return open_file ("NUL", GENERIC_READ, OPEN_EXISTING, 0);
}

int
test_full_device_open (void)
{
  return -1;
}

int
test_folder_open (const char *path)
{
  return open_file (path, GENERIC_READ, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS);
}

void
test_pipe_open (int ends[2])
{
  g_assert_cmpint (_pipe (ends, 4096, _O_BINARY | _O_NOINHERIT), ==, 0);
}

gboolean
test_fifo_make (const char *path)
{
  return FALSE;
}

gboolean
test_socket_make (const char *path)
{
  return FALSE;
}

gboolean
test_device_link (const char *path)
{
  return FALSE;
}

/* Making one is a right that a person seldom has. */
gboolean
test_link_make (const char *target, const char *path)
{
  return FALSE;
}

gboolean
test_program_link (const char *target, const char *path)
{
  g_autofree gunichar2 *from = cb_win32_dup_path (target, NULL);
  g_autofree gunichar2 *to = cb_win32_dup_path (path, NULL);

  return CopyFileW ((LPCWSTR)from, (LPCWSTR)to, TRUE);
}

gboolean
test_mount_small (const char *path, const char *size)
{
  return FALSE;
}

gboolean
test_mount_read_only (const char *path)
{
  return FALSE;
}

gboolean
test_limit_files (guint64 size)
{
  return FALSE;
}

char *
test_program_dup_path (void)
{
  WCHAR path[32768];
  DWORD length = GetModuleFileNameW (NULL, path, G_N_ELEMENTS (path));

  return g_utf16_to_utf8 ((const gunichar2 *)path, length, NULL, NULL, NULL);
}

/* Windows knows nothing of the kind: a test that is killed leaves its children to whoever started
 * it. */
void
test_process_die_with_parent (void)
{
}

void
test_process_kill_self (void)
{
  TerminateProcess (GetCurrentProcess (), KILLED);
}

gboolean
test_process_was_killed (GSubprocess *process)
{
  return g_subprocess_get_exit_status (process) == KILLED;
}

static guint64
get_start (HANDLE process)
{
  FILETIME start = { 0 }, end, kernel, user;

  GetProcessTimes (process, &start, &end, &kernel, &user);
  return (guint64)start.dwHighDateTime << 32 | start.dwLowDateTime;
}

/* A process names its parent by a number, which another has by now when that one is over: no child
 * is older than its parent. And Windows, or Wine, has programs of its own that it starts for
 * whoever is the first to need them. */
static gboolean
is_own_child (DWORD id)
{
  HANDLE process = OpenProcess (PROCESS_QUERY_LIMITED_INFORMATION, FALSE, id);
  WCHAR path[1024], system[MAX_PATH + 1];
  DWORD length = G_N_ELEMENTS (path);
  UINT system_length = GetWindowsDirectoryW (system, G_N_ELEMENTS (system));
  gboolean own;

  if (process == NULL)
    return FALSE;
  own = get_start (process) >= get_start (GetCurrentProcess ())
        && !(QueryFullProcessImageNameW (process, 0, path, &length) && length > system_length
             && _wcsnicmp (path, system, system_length) == 0);
  CloseHandle (process);
  return own;
}

gint64
test_process_find_child (void)
{
  HANDLE all = CreateToolhelp32Snapshot (TH32CS_SNAPPROCESS, 0);
  PROCESSENTRY32W entry = { .dwSize = sizeof entry };
  gint64 found = 0;

  for (BOOL more = Process32FirstW (all, &entry); more; more = Process32NextW (all, &entry))
    if (entry.th32ParentProcessID == GetCurrentProcessId () && is_own_child (entry.th32ProcessID))
      found = entry.th32ProcessID;
  CloseHandle (all);
  return found;
}

gboolean
test_process_has_child (void)
{
  return test_process_find_child () != 0;
}

void
test_process_kill (gint64 id)
{
  HANDLE process = OpenProcess (PROCESS_TERMINATE, FALSE, (DWORD)id);

  TerminateProcess (process, KILLED);
  CloseHandle (process);
}
