/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/sandbox/cb-sandbox.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "engine/sandbox/cb-sandbox-private.h"

#define MAX_DESCRIPTORS 64

static char *
set_limit (__rlimit_resource_t resource, guint64 value)
{
  struct rlimit limit;

  if (getrlimit (resource, &limit) != 0)
    return g_strdup (g_strerror (errno));
  /* Never up: someone may have given us less. */
  if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max > value)
    limit.rlim_max = value;
  limit.rlim_cur = limit.rlim_max;
  return setrlimit (resource, &limit) == 0 ? NULL : g_strdup (g_strerror (errno));
}

static char *
set_no_new_privs (void)
{
  return prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? NULL : g_strdup (g_strerror (errno));
}

static char *
set_address_space (guint64 file_size)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return g_strdup ("built with a sanitizer, which reserves terabytes");
#else
  return set_limit (RLIMIT_AS, cb_sandbox_get_address_space (file_size));
#endif
}

/* Over the limit, a write fails with EFBIG and is reported; the signal would only kill. */
static char *
set_file_size (guint64 file_size)
{
  signal (SIGXFSZ, SIG_IGN);
  return set_limit (RLIMIT_FSIZE, cb_sandbox_get_output_size (file_size));
}

/* No memory image on disk, no other process of this user looking in, no descriptor but those that
 * were meant. These cannot fail in a way that matters. */
static void
close_the_rest (int keep_fd)
{
  g_autofree char *core = set_limit (RLIMIT_CORE, 0);
  g_autofree char *descriptors = set_limit (RLIMIT_NOFILE, MAX_DESCRIPTORS);

  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
  if (syscall (SYS_close_range, (guint)keep_fd + 1, G_MAXUINT, 0) != 0)
    for (int fd = keep_fd + 1; fd < 1024; fd++)
      close (fd);
}

/**
 * cb_sandbox_enter:
 * @options: what is needed
 *
 * Gives up all that an engine does not need, for good: before the first byte of the file is read,
 * and before any thread is started. Every part is tried, whatever became of the others; nothing is
 * claimed that is not in force (architecture.md, "The reading process").
 *
 * Where there is no Landlock, seccomp forbids opening anything.
 *
 * Returns: (transfer full): what is in force and what is missing
 */
CbSandboxReport *
cb_sandbox_enter (const CbSandboxOptions *options)
{
  CbSandboxReport *report;
  gboolean has_landlock;

  g_return_val_if_fail (options != NULL, NULL);

  report = _cb_sandbox_report_new ();
#define LEFT_OUT(part) ((options->without & (part)) != 0)
#define TRY(part, call) (LEFT_OUT (part) ? g_strdup ("left out for a test") : (call))
  close_the_rest (options->keep_fd);
  _cb_sandbox_note (report, "no-new-privs", TRY (CB_SANDBOX_NO_NEW_PRIVS, set_no_new_privs ()));
  has_landlock = _cb_sandbox_note (report, "landlock",
                                   TRY (CB_SANDBOX_LANDLOCK, _cb_sandbox_restrict_files ()));
  _cb_sandbox_note (report, "address-space",
                    TRY (CB_SANDBOX_ADDRESS_SPACE, set_address_space (options->file_size)));
  _cb_sandbox_note (report, "cpu",
                    TRY (CB_SANDBOX_CPU,
                         set_limit (RLIMIT_CPU, cb_sandbox_get_cpu_seconds (options->file_size))));
  _cb_sandbox_note (report, "file-size",
                    TRY (CB_SANDBOX_FILE_SIZE, set_file_size (options->file_size)));
  _cb_sandbox_note (report, "seccomp",
                    TRY (CB_SANDBOX_SECCOMP, _cb_sandbox_restrict_calls (has_landlock)));
#undef TRY
#undef LEFT_OUT

  return report;
}
