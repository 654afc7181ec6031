/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/reading/cb-engine-process.h"

#include <gio/gwin32inputstream.h>
#include <io.h>
#include <windows.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "base/cb-win32.h"
#include "core/reading/cb-engine-token-win32.h"

#define ENGINE_NAME "congbo-engine.exe"
#define PIPE_SIZE (64 * 1024)

/* Of ntstatus.h, which does not go together with windows.h. */
#ifndef STATUS_ACCESS_DENIED
#define STATUS_ACCESS_DENIED ((DWORD)0xC0000022)
#endif
#ifndef STATUS_DLL_NOT_FOUND
#define STATUS_DLL_NOT_FOUND ((DWORD)0xC0000135)
#endif
#ifndef STATUS_DLL_INIT_FAILED
#define STATUS_DLL_INIT_FAILED ((DWORD)0xC0000142)
#endif

/* What the C library of a new process takes from STARTUPINFO.lpReserved2 as its descriptors: their
 * number, a byte of flags and a handle for each. It is how _spawn() hands them down, and so the
 * engine finds the same descriptors here as on Linux. */
#define N_DESCRIPTORS (CB_PROTOCOL_FD_OUT + 1)
#define CRT_OPEN 0x01
#define CRT_PIPE 0x08
#define CRT_DEVICE 0x40

typedef struct __attribute__ ((packed))
{
  gint32 count;
  guint8 flags[N_DESCRIPTORS];
  HANDLE handles[N_DESCRIPTORS];
} Descriptors;

struct _CbEngineProcess
{
  /* Owned */
  HANDLE process;
  HANDLE job;      /* ends the process when it is closed, however this program ends */
  HANDLE requests; /* overlapped: a write can be given up */
  HANDLE written;  /* event */
  GInputStream *answers;
};

static void
close_handle (HANDLE *handle)
{
  if (*handle != NULL && *handle != INVALID_HANDLE_VALUE)
    CloseHandle (*handle);
  *handle = NULL;
}

static gboolean
fail (GError **error, const char *what)
{
  cb_win32_set_error (error, GetLastError (), what);
  return FALSE;
}

/* Anonymous pipes know no overlapped writing; one with a name that nobody can guess, that takes one
 * client from this machine, does. */
static gboolean
make_request_pipe (CbEngineProcess *self, HANDLE *theirs, GError **error)
{
  SECURITY_ATTRIBUTES inherited = { .nLength = sizeof inherited, .bInheritHandle = TRUE };
  g_autofree char *name
      = g_strdup_printf ("\\\\.\\pipe\\congbo-%lu-%08x%08x%08x", GetCurrentProcessId (),
                         g_random_int (), g_random_int (), g_random_int ());
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (name, -1, NULL, NULL, NULL);

  self->requests = CreateNamedPipeW (
      (LPCWSTR)wide, PIPE_ACCESS_OUTBOUND | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
      PIPE_TYPE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, PIPE_SIZE, 0, 0, NULL);
  if (self->requests == INVALID_HANDLE_VALUE)
    return fail (error, "making a pipe");
  *theirs = CreateFileW ((LPCWSTR)wide, GENERIC_READ, 0, &inherited, OPEN_EXISTING, 0, NULL);
  if (*theirs == INVALID_HANDLE_VALUE)
    return fail (error, "opening a pipe");
  self->written = CreateEventW (NULL, TRUE, FALSE, NULL);
  return self->written != NULL || fail (error, "making an event");
}

static gboolean
make_answer_pipe (CbEngineProcess *self, HANDLE *theirs, GError **error)
{
  HANDLE ours = NULL;

  if (!CreatePipe (&ours, theirs, NULL, PIPE_SIZE))
    return fail (error, "making a pipe");
  self->answers = g_win32_input_stream_new (ours, TRUE);
  return SetHandleInformation (*theirs, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT)
         || fail (error, "handing down a pipe");
}

static gboolean
inherit_descriptor (int fd, HANDLE *theirs, GError **error)
{
  HANDLE self = GetCurrentProcess ();

  return DuplicateHandle (self, (HANDLE)_get_osfhandle (fd), self, theirs, 0, TRUE,
                          DUPLICATE_SAME_ACCESS)
         || fail (error, "handing the file to the reading process");
}

/* What the engine writes to stderr is thrown away unless debug messages are on. */
static gboolean
inherit_stderr (HANDLE *theirs, GError **error)
{
  SECURITY_ATTRIBUTES inherited = { .nLength = sizeof inherited, .bInheritHandle = TRUE };
  HANDLE self = GetCurrentProcess ();

  if (!g_log_writer_default_would_drop (G_LOG_LEVEL_DEBUG, G_LOG_DOMAIN)
      && DuplicateHandle (self, GetStdHandle (STD_ERROR_HANDLE), self, theirs, 0, TRUE,
                          DUPLICATE_SAME_ACCESS))
    return TRUE;

  *theirs = CreateFileW (L"NUL", GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited,
                         OPEN_EXISTING, 0, NULL);
  return *theirs != INVALID_HANDLE_VALUE || fail (error, "opening NUL");
}

/* One process, ended with the job. Its memory and time are limited by the engine itself, which
 * knows the file. */
static gboolean
make_job (CbEngineProcess *self, GError **error)
{
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {
    .BasicLimitInformation = {
      .LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_ACTIVE_PROCESS
                    | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION,
      .ActiveProcessLimit = 1,
    },
  };

  self->job = CreateJobObjectW (NULL, NULL);
  if (self->job == NULL)
    return fail (error, "making a job");
  return SetInformationJobObject (self->job, JobObjectExtendedLimitInformation, &limits,
                                  sizeof limits)
         || fail (error, "limiting a job");
}

/* Of the environment, only where Windows and its libraries are; of a program that is not installed,
 * also where its own are. */
static gunichar2 *
make_environment (void)
{
  static const char *const kept[] = { "SystemRoot", "PATH" };
  GArray *block = g_array_new (FALSE, TRUE, sizeof (gunichar2));
  const gunichar2 end = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kept) + 1; i++)
    {
      const char *name = i < G_N_ELEMENTS (kept) ? kept[i] : "TZ";
      const char *value = i < G_N_ELEMENTS (kept) ? g_getenv (name) : "UTC";
      g_autofree char *line = g_strdup_printf ("%s=%s", name, value != NULL ? value : "");
      g_autofree gunichar2 *wide = NULL;
      glong length = 0;

      wide = value != NULL ? g_utf8_to_utf16 (line, -1, NULL, &length, NULL) : NULL;
      if (wide != NULL)
        g_array_append_vals (block, wide, (guint)length + 1);
    }
  g_array_append_val (block, end);
  return (gunichar2 *)(gpointer)g_array_free (block, FALSE);
}

/* Exactly these handles go down, whatever else of this process may be inherited. */
static LPPROC_THREAD_ATTRIBUTE_LIST
make_attributes (HANDLE *handles, gsize n_handles)
{
  LPPROC_THREAD_ATTRIBUTE_LIST list;
  SIZE_T size = 0;

  InitializeProcThreadAttributeList (NULL, 1, 0, &size);
  list = g_malloc0 (size);
  if (InitializeProcThreadAttributeList (list, 1, 0, &size)
      && UpdateProcThreadAttribute (list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles,
                                    n_handles * sizeof (HANDLE), NULL, NULL))
    return list;

  g_free (list);
  return NULL;
}

/* Whether a process with less of a token was ended by Windows before it could begin (see
 * cb_engine_process_wait()): then it is done without from the next one on. (atomic) */
static int token_is_useless;

/* With the token of fewer rights, where the system has one; else as this program, and the engine
 * says what is missing. */
static gboolean
create_process (const gunichar2 *program,
                gunichar2 *command,
                gpointer environment,
                const WCHAR *folder,
                STARTUPINFOEXW *info,
                PROCESS_INFORMATION *started)
{
  const DWORD flags = CREATE_SUSPENDED | CREATE_NO_WINDOW | CREATE_UNICODE_ENVIRONMENT
                      | EXTENDED_STARTUPINFO_PRESENT;
  HANDLE token = g_atomic_int_get (&token_is_useless) ? NULL : cb_engine_token_new ();
  gboolean done
      = token != NULL
        && CreateProcessAsUserW (token, (LPCWSTR)program, (LPWSTR)command, NULL, NULL, TRUE, flags,
                                 environment, folder, &info->StartupInfo, started);

  if (token != NULL)
    CloseHandle (token);
  return done
         || CreateProcessW ((LPCWSTR)program, (LPWSTR)command, NULL, NULL, TRUE, flags, environment,
                            folder, &info->StartupInfo, started);
}

static gboolean
spawn (CbEngineProcess *self, const char *path, const Descriptors *descriptors, GError **error)
{
  HANDLE handles[N_DESCRIPTORS];
  gsize n_handles = 0;
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", path);
  g_autofree gunichar2 *command = g_utf8_to_utf16 (quoted, -1, NULL, NULL, NULL);
  g_autofree gunichar2 *program = cb_win32_dup_path (path, error);
  g_autofree gunichar2 *environment = make_environment ();
  g_autofree LPPROC_THREAD_ATTRIBUTE_LIST attributes = NULL;
  PROCESS_INFORMATION started = { 0 };
  WCHAR folder[MAX_PATH + 1];
  STARTUPINFOEXW info = {
    .StartupInfo = {
      .cb = sizeof info,
      .dwFlags = STARTF_USESTDHANDLES,
      .hStdInput = descriptors->handles[0],
      .hStdOutput = descriptors->handles[1],
      .hStdError = descriptors->handles[2],
      .cbReserved2 = sizeof *descriptors,
      .lpReserved2 = (LPBYTE)descriptors,
    },
  };

  if (program == NULL)
    return FALSE;
  for (guint i = 0; i < N_DESCRIPTORS; i++)
    if (descriptors->flags[i] != 0)
      handles[n_handles++] = descriptors->handles[i];
  attributes = make_attributes (handles, n_handles);
  info.lpAttributeList = attributes;
  /* A working directory could otherwise not be removed. */
  if (attributes == NULL || GetSystemDirectoryW (folder, G_N_ELEMENTS (folder)) == 0)
    return fail (error, "preparing the reading process");
  if (!create_process (program, command, environment, folder, &info, &started))
    return fail (error, "starting the reading process");
  DeleteProcThreadAttributeList (attributes);

  self->process = started.hProcess;
  if (!AssignProcessToJobObject (self->job, started.hProcess)
      || ResumeThread (started.hThread) == (DWORD)-1)
    {
      fail (error, "starting the reading process");
      TerminateProcess (started.hProcess, 1);
      CloseHandle (started.hThread);
      return FALSE;
    }
  CloseHandle (started.hThread);
  return TRUE;
}

static gboolean
start (CbEngineProcess *self, const char *path, int fd, int out_fd, GError **error)
{
  Descriptors descriptors = { .count = N_DESCRIPTORS };
  HANDLE theirs[N_DESCRIPTORS] = { NULL };
  gboolean ok = make_job (self, error) && make_request_pipe (self, &theirs[0], error)
                && make_answer_pipe (self, &theirs[1], error) && inherit_stderr (&theirs[2], error)
                && inherit_descriptor (fd, &theirs[CB_PROTOCOL_FD_IN], error)
                && (out_fd < 0 || inherit_descriptor (out_fd, &theirs[CB_PROTOCOL_FD_OUT], error));

  for (guint i = 0; i < N_DESCRIPTORS; i++)
    {
      descriptors.handles[i] = theirs[i] != NULL ? theirs[i] : INVALID_HANDLE_VALUE;
      if (theirs[i] != NULL)
        descriptors.flags[i] = CRT_OPEN | (i < 2 ? CRT_PIPE : i == 2 ? CRT_DEVICE : 0);
    }
  ok = ok && spawn (self, path, &descriptors, error);
  /* Now theirs: as long as we hold an end of a pipe, its other end never ends. */
  for (guint i = 0; i < N_DESCRIPTORS; i++)
    close_handle (&theirs[i]);
  return ok;
}

/**
 * cb_engine_process_start:
 *
 * As on Linux. The process is in a job of its own, which ends with this program, and has fewer
 * rights (cb_engine_token_new()).
 */
CbEngineProcess *
cb_engine_process_start (const char *path, int fd, int out_fd, GError **error)
{
  g_autoptr (CbEngineProcess) self = NULL;
  g_autoptr (GError) problem = NULL;

  g_return_val_if_fail (path != NULL && fd >= 0, NULL);

  self = g_new0 (CbEngineProcess, 1);
  if (start (self, path, fd, out_fd, &problem))
    return g_steal_pointer (&self);

  g_set_error (error, CB_ERROR, CB_ERROR_FAILED, "%s", problem->message);
  return NULL;
}

/**
 * cb_engine_process_free:
 *
 * As on Linux.
 */
void
cb_engine_process_free (CbEngineProcess *self)
{
  if (self == NULL)
    return;

  if (self->process != NULL)
    {
      cb_engine_process_kill (self);
      WaitForSingleObject (self->process, INFINITE);
    }
  close_handle (&self->process);
  close_handle (&self->job);
  close_handle (&self->requests);
  close_handle (&self->written);
  g_clear_object (&self->answers);
  g_free (self);
}

/**
 * cb_engine_process_get_answers:
 *
 * As on Linux.
 */
GInputStream *
cb_engine_process_get_answers (CbEngineProcess *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->answers;
}

/* @written: (out): bytes that are in the pipe. Whatever happens, nothing is under way at the end.
 */
static gboolean
write_some (CbEngineProcess *self, const guint8 *bytes, gsize size, gint64 limit_us, DWORD *written)
{
  OVERLAPPED place = { .hEvent = self->written };
  gint64 wait_ms = MAX (limit_us / 1000, 0) + 1;

  *written = 0;
  if (WriteFile (self->requests, bytes, (DWORD)MIN (size, PIPE_SIZE), NULL, &place))
    return GetOverlappedResult (self->requests, &place, written, FALSE);
  if (GetLastError () != ERROR_IO_PENDING)
    return FALSE;
  if (WaitForSingleObject (self->written, (DWORD)MIN (wait_ms, G_MAXINT)) == WAIT_OBJECT_0)
    return GetOverlappedResult (self->requests, &place, written, FALSE);

  CancelIoEx (self->requests, &place);
  if (!GetOverlappedResult (self->requests, &place, written, TRUE))
    SetLastError (ERROR_SEM_TIMEOUT);
  return *written > 0;
}

/**
 * cb_engine_process_send:
 *
 * As on Linux.
 */
gboolean
cb_engine_process_send (CbEngineProcess *self, GBytes *frame, gint64 limit_us, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + limit_us;
  gsize size;
  const guint8 *bytes;

  g_return_val_if_fail (self != NULL && frame != NULL, FALSE);

  bytes = g_bytes_get_data (frame, &size);
  while (size > 0)
    {
      DWORD written;

      if (!write_some (self, bytes, size, deadline - g_get_monotonic_time (), &written))
        {
          g_set_error (error, CB_ERROR, CB_ERROR_UNSAFE,
                       GetLastError () == ERROR_SEM_TIMEOUT
                           ? "the reading process does not take requests"
                           : "the reading process takes no more requests");
          return FALSE;
        }
      bytes += written;
      size -= written;
    }

  return TRUE;
}

/**
 * cb_engine_process_kill:
 *
 * As on Linux.
 */
void
cb_engine_process_kill (CbEngineProcess *self)
{
  g_return_if_fail (self != NULL);

  TerminateJobObject (self->job, 1);
}

/**
 * cb_engine_process_wait:
 *
 * As on Linux.
 */
char *
cb_engine_process_wait (CbEngineProcess *self)
{
  DWORD code = 0;

  g_return_val_if_fail (self != NULL, NULL);

  WaitForSingleObject (self->process, INFINITE);
  GetExitCodeProcess (self->process, &code);
  /* The program lies where fewer rights do not reach: it, or a library of it, could not be read. */
  if (code == STATUS_ACCESS_DENIED || code == STATUS_DLL_NOT_FOUND
      || code == STATUS_DLL_INIT_FAILED)
    g_atomic_int_set (&token_is_useless, TRUE);
  /* Those with the highest two bits are the system's: an access violation and its like. */
  if (code >= 0xC0000000)
    return g_strdup_printf ("was ended by Windows (0x%08lX)", code);

  return g_strdup_printf ("ended with code %lu", code);
}

/**
 * cb_engine_process_dup_default_path:
 *
 * As on Linux: in the build tree in a folder beside the program's, otherwise in the same folder.
 */
char *
cb_engine_process_dup_default_path (void)
{
  WCHAR program[32768];
  DWORD length = GetModuleFileNameW (NULL, program, G_N_ELEMENTS (program));
  g_autofree char *path = g_utf16_to_utf8 ((const gunichar2 *)program, length, NULL, NULL, NULL);
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;
  g_autofree char *beside = NULL;

  if (folder == NULL)
    return g_strdup (ENGINE_NAME);
  beside = g_build_filename (folder, "..", "engine", ENGINE_NAME, NULL);
  if (g_file_test (beside, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&beside);

  return g_build_filename (folder, ENGINE_NAME, NULL);
}
