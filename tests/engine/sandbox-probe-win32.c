/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib.h>
#include <windows.h>

#include "engine/sandbox/cb-sandbox.h"

/* sandbox-probe ATTEMPT FILE [WITHOUT]: an engine gone bad. Enters the sandbox as the real one
 * does, says what it is told is in force, tries one thing, and says `ok` or the number of the
 * error. */

#define FILE_SIZE 1000

static const gunichar2 *file_path;

static DWORD
result (gboolean done)
{
  return done ? ERROR_SUCCESS : GetLastError ();
}

static DWORD
try_write_file (void)
{
  return result (
      CreateFileW ((LPCWSTR)file_path, GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL)
      != INVALID_HANDLE_VALUE);
}

static DWORD
try_start_program (void)
{
  WCHAR command[] = L"cmd.exe /c exit 0";
  STARTUPINFOW info = { .cb = sizeof info };
  PROCESS_INFORMATION started;

  return result (CreateProcessW (NULL, command, NULL, NULL, FALSE, 0, NULL, NULL, &info, &started));
}

static DWORD
try_allocate_beyond (void)
{
  return result (VirtualAlloc (NULL, cb_sandbox_get_address_space (FILE_SIZE) + 1,
                               MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
                 != NULL);
}

static DWORD
try_allocate_within (void)
{
  return result (VirtualAlloc (NULL, 64 << 20, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE) != NULL);
}

static DWORD
try_executable_memory (void)
{
  return result (VirtualAlloc (NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_READWRITE)
                 != NULL);
}

static gpointer
count_cb (gpointer data)
{
  g_atomic_int_inc ((int *)data);
  return NULL;
}

static DWORD
try_threads (void)
{
  GThread *threads[16];
  int count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("probe", count_cb, &count);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  return count == G_N_ELEMENTS (threads) ? ERROR_SUCCESS : ERROR_INVALID_DATA;
}

static const struct
{
  const char *name;
  DWORD (*attempt) (void);
} attempts[] = {
  { "write-file", try_write_file },
  { "start-program", try_start_program },
  { "allocate-beyond", try_allocate_beyond },
  { "allocate-within", try_allocate_within },
  { "executable-memory", try_executable_memory },
  { "threads", try_threads },
};

int
main (int argc, char **argv)
{
  CbSandboxOptions options = { .file_size = FILE_SIZE };
  g_autoptr (CbSandboxReport) report = NULL;

  if (argc < 3)
    return 2;
  file_path = g_utf8_to_utf16 (argv[2], -1, NULL, NULL, NULL);
  options.without = argc > 3 ? (CbSandboxParts)g_ascii_strtoull (argv[3], NULL, 10) : 0;
  report = cb_sandbox_enter (&options);
  for (guint i = 0; i < report->in_force->len; i++)
    g_print ("+%s\n", (const char *)g_ptr_array_index (report->in_force, i));
  for (guint i = 0; i < report->missing->len; i++)
    g_print ("-%s\n", (const char *)g_ptr_array_index (report->missing, i));
  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    if (g_str_equal (attempts[i].name, argv[1]))
      {
        DWORD code = attempts[i].attempt ();

        if (code == ERROR_SUCCESS)
          g_print ("=ok\n");
        else
          g_print ("=%lu\n", code);
        return 0;
      }

  return 2;
}
