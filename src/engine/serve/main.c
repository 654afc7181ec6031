/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cb-protocol.h"
#include "engine/serve/cb-serve.h"

/* congbo-engine: reads one file for congbo or congboctl, which start it; of no use by hand. */

static gboolean
is_open (int fd)
{
  return fcntl (fd, F_GETFD) >= 0;
}

int
main (int argc, char **argv)
{
  CbSandboxOptions options = { .keep_fd = CB_PROTOCOL_FD_IN };
  g_autoptr (CbSandboxReport) report = NULL;
  g_autoptr (GInputStream) requests = NULL;
  g_autoptr (GOutputStream) answers = NULL;
  gboolean has_out = is_open (CB_PROTOCOL_FD_OUT);
  struct stat status;

  if (!is_open (CB_PROTOCOL_FD_IN) || fstat (CB_PROTOCOL_FD_IN, &status) != 0
      || isatty (STDIN_FILENO))
    {
      g_printerr ("congbo-engine is started by congbo and congboctl.\n");
      return 2;
    }

  signal (SIGPIPE, SIG_IGN);
  options.file_size = status.st_size > 0 ? (guint64)status.st_size : 0;
  if (has_out)
    options.keep_fd = CB_PROTOCOL_FD_OUT;
  /* GIO asks epoll whether these can be waited for, which the sandbox has no use for otherwise. */
  requests = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  answers = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  report = cb_sandbox_enter (&options);
  cb_serve_run (requests, answers, CB_PROTOCOL_FD_IN, has_out ? CB_PROTOCOL_FD_OUT : -1, report);

  /* Threads may still be at work for nobody: no waiting, no tidying. */
  _exit (0);
}
