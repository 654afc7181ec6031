/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/reading/cb-engine-process.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <unistd.h>

#include "base/cb-descriptor.h"
#include "base/cb-error.h"
#include "base/cb-protocol.h"

#define ENGINE_NAME "congbo-engine"

struct _CbEngineProcess
{
  /* Owned */
  GSubprocess *process;

  /* Borrowed from the process */
  GInputStream *answers;
  int requests_fd;
};

static gboolean
pass_descriptor (GSubprocessLauncher *launcher, int fd, int target, GError **error)
{
  int copy = fcntl (fd, F_DUPFD_CLOEXEC, CB_PROTOCOL_FD_OUT + 1);

  if (copy < 0)
    {
      cb_error_set_from_errno (error, errno, "handing the file to the reading process");
      return FALSE;
    }

  g_subprocess_launcher_take_fd (launcher, copy, target);
  return TRUE;
}

/**
 * cb_engine_process_start:
 * @path: of the engine program
 * @fd: the file to read; stays the caller's
 * @out_fd: where a mended copy goes, -1 for nowhere; stays the caller's
 * @error: why it could not be started
 *
 * The engine gets the two files, its stdin and stdout, and nothing else of this process: no
 * environment, no other descriptor. What it writes to stderr is thrown away unless debug messages
 * are on, since a broken engine could write anything there.
 *
 * Returns: (transfer full): the running process, or %NULL
 */
CbEngineProcess *
cb_engine_process_start (const char *path, int fd, int out_fd, GError **error)
{
  const char *const argv[] = { path, NULL };
  char *const environment[] = { (char *)"LC_ALL=C.UTF-8", (char *)"TZ=UTC", NULL };
  GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE;
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) problem = NULL;
  g_autoptr (CbEngineProcess) self = g_new0 (CbEngineProcess, 1);

  g_return_val_if_fail (path != NULL && fd >= 0, NULL);

  /* Writing to an engine that has just died must be an error. */
  cb_descriptor_ignore_broken_pipes ();
  if (g_log_writer_default_would_drop (G_LOG_LEVEL_DEBUG, G_LOG_DOMAIN))
    flags |= G_SUBPROCESS_FLAGS_STDERR_SILENCE;
  launcher = g_subprocess_launcher_new (flags);
  g_subprocess_launcher_set_environ (launcher, (char **)environment);
  g_subprocess_launcher_set_cwd (launcher, "/");
  if (!pass_descriptor (launcher, fd, CB_PROTOCOL_FD_IN, error))
    return NULL;
  if (out_fd >= 0 && !pass_descriptor (launcher, out_fd, CB_PROTOCOL_FD_OUT, error))
    return NULL;

  self->process = g_subprocess_launcher_spawnv (launcher, argv, &problem);
  if (self->process == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_FAILED, "starting the reading process: %s",
                   problem->message);
      return NULL;
    }
  self->answers = g_subprocess_get_stdout_pipe (self->process);
  self->requests_fd = g_unix_output_stream_get_fd (
      G_UNIX_OUTPUT_STREAM (g_subprocess_get_stdin_pipe (self->process)));
  if (!g_unix_set_fd_nonblocking (self->requests_fd, TRUE, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cb_engine_process_free:
 * @self: (nullable) (transfer full): a process
 *
 * Ends the process and waits for it: nothing is left behind.
 */
void
cb_engine_process_free (CbEngineProcess *self)
{
  if (self == NULL)
    return;

  if (self->process != NULL)
    {
      g_subprocess_force_exit (self->process);
      g_subprocess_wait (self->process, NULL, NULL);
    }
  g_clear_object (&self->process);
  g_free (self);
}

/**
 * cb_engine_process_get_answers:
 * @self: a process
 *
 * Returns: (transfer none): what the engine says; reading it blocks
 */
GInputStream *
cb_engine_process_get_answers (CbEngineProcess *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->answers;
}

/**
 * cb_engine_process_send:
 * @self: a process
 * @frame: of cb_wire_encode()
 * @limit_us: so long to wait for an engine that does not take it, in microseconds
 * @error: %CB_ERROR_UNSAFE when the engine is gone or does not take it
 *
 * One thread at a time: frames must not mix.
 *
 * Returns: %TRUE when all of it is in the pipe
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
      gssize written = write (self->requests_fd, bytes, size);
      int problem = errno;
      GPollFD poll_fd = { .fd = self->requests_fd, .events = G_IO_OUT };
      gint64 left_us = deadline - g_get_monotonic_time ();

      if (written > 0)
        {
          bytes += written;
          size -= (gsize)written;
        }
      else if (problem != EAGAIN && problem != EINTR)
        {
          g_set_error (error, CB_ERROR, CB_ERROR_UNSAFE,
                       "the reading process takes no more requests: %s", g_strerror (problem));
          return FALSE;
        }
      else if (left_us <= 0)
        {
          g_set_error_literal (error, CB_ERROR, CB_ERROR_UNSAFE,
                               "the reading process does not take requests");
          return FALSE;
        }
      else if (problem == EAGAIN)
        g_poll (&poll_fd, 1, (int)(left_us / 1000) + 1);
    }

  return TRUE;
}

/**
 * cb_engine_process_kill:
 * @self: a process
 *
 * Ends it at once, whatever it is doing. Any thread may call this, also twice.
 */
void
cb_engine_process_kill (CbEngineProcess *self)
{
  g_return_if_fail (self != NULL);

  g_subprocess_force_exit (self->process);
}

/**
 * cb_engine_process_wait:
 * @self: a process that was killed or has closed its stdout
 *
 * Returns: (transfer full): how it ended, for the log
 */
char *
cb_engine_process_wait (CbEngineProcess *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_subprocess_wait (self->process, NULL, NULL);
  if (g_subprocess_get_if_signaled (self->process))
    return g_strdup_printf ("killed by signal %d (%s)", g_subprocess_get_term_sig (self->process),
                            g_strsignal (g_subprocess_get_term_sig (self->process)));

  return g_strdup_printf ("ended with code %d", g_subprocess_get_exit_status (self->process));
}

/**
 * cb_engine_process_dup_default_path:
 *
 * The engine that belongs to the running program: in the build tree it lies beside it, otherwise
 * where it was installed.
 *
 * Returns: (transfer full): the engine's path
 */
char *
cb_engine_process_dup_default_path (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  if (program != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (program);
      g_autofree char *beside = g_build_filename (folder, "..", "engine", ENGINE_NAME, NULL);

      if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&beside);
    }

  return g_build_filename (CB_LIBEXEC_DIR, ENGINE_NAME, NULL);
}
