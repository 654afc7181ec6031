/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <unistd.h>

#include "base/cb-descriptor.h"
#include "base/cb-protocol.h"
#include "engine/serve/cb-serve.h"

/* congbo-engine: reads one file for congbo or congboctl, which start it; of no use by hand. */

int
main (int argc, char **argv)
{
  CbSandboxOptions options = { .keep_fd = CB_PROTOCOL_FD_IN };
  g_autoptr (CbSandboxReport) report = NULL;
  g_autoptr (GInputStream) requests = NULL;
  g_autoptr (GOutputStream) answers = NULL;
  CbDescriptorInfo info;
  CbDescriptorInfo other = { 0 };
  gboolean has_out = cb_descriptor_look (CB_PROTOCOL_FD_OUT, &other, NULL);

  if (!cb_descriptor_look (CB_PROTOCOL_FD_IN, &info, NULL) || isatty (STDIN_FILENO))
    {
      g_printerr ("congbo-engine is started by congbo and congboctl.\n");
      return 2;
    }

  cb_descriptor_ignore_broken_pipes ();
  /* A file to compare with is read, too; a copy to be written is still empty. */
  options.file_size = info.size + (has_out ? other.size : 0);
  if (has_out)
    options.keep_fd = CB_PROTOCOL_FD_OUT;
  /* GIO asks epoll whether these can be waited for, which the sandbox has no use for otherwise. */
  requests = cb_descriptor_new_input (STDIN_FILENO);
  answers = cb_descriptor_new_output (STDOUT_FILENO);
  report = cb_sandbox_enter (&options);
  cb_serve_run (requests, answers, CB_PROTOCOL_FD_IN, has_out ? CB_PROTOCOL_FD_OUT : -1, report);

  /* Threads may still be at work for nobody: no waiting, no tidying. */
  _exit (0);
}
