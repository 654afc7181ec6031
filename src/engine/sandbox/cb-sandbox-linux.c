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

#define GIB ((guint64)1 << 30)
#define MIB ((guint64)1 << 20)

/* Threads' stacks and malloc's arenas are reserved, not used: they, too, count as address space. */
#define ADDRESS_SPACE_BASE (4 * GIB)
#define CPU_BASE_SECONDS 3600
#define CPU_SECONDS_PER_GIB 600
#define OUTPUT_BASE (64 * MIB)
#define OUTPUT_FACTOR 4
#define MAX_DESCRIPTORS 64

/**
 * cb_sandbox_get_address_space:
 * @file_size: of the file to read, in bytes
 *
 * Room to map the whole file, and 4 GiB for everything else. A hostile file that makes a reader
 * ask for more gets no memory, and the engine ends.
 *
 * Returns: the limit in bytes
 */
guint64
cb_sandbox_get_address_space (guint64 file_size)
{
  return ADDRESS_SPACE_BASE + MIN (file_size, G_MAXINT64 / 2);
}

/**
 * cb_sandbox_get_cpu_seconds:
 * @file_size: of the file to read, in bytes
 *
 * One hour and ten minutes for each GiB, over all cores and for as long as the file is open. A full
 * check of 1 GiB takes seconds, so that no honest work comes near; a loop without end is ended.
 *
 * Returns: the limit in seconds of CPU time
 */
guint64
cb_sandbox_get_cpu_seconds (guint64 file_size)
{
  return CPU_BASE_SECONDS + file_size / GIB * CPU_SECONDS_PER_GIB;
}

/**
 * cb_sandbox_get_output_size:
 * @file_size: of the file to read, in bytes
 *
 * A mended copy is in UTF-8, where a letter of an old Vietnamese encoding has up to three bytes,
 * and may have quotes around each cell: four times the file, and 64 MiB.
 *
 * Returns: the limit in bytes
 */
guint64
cb_sandbox_get_output_size (guint64 file_size)
{
  return OUTPUT_BASE + MIN (file_size, G_MAXINT64 / 8) * OUTPUT_FACTOR;
}

/**
 * cb_sandbox_report_free:
 * @self: (nullable) (transfer full): a report
 */
void
cb_sandbox_report_free (CbSandboxReport *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->in_force);
  g_ptr_array_unref (self->missing);
  g_free (self);
}

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

/* Whether the part is in force. */
static gboolean
note (CbSandboxReport *report, const char *name, char *reason)
{
  g_autofree char *owned = reason;

  if (owned == NULL)
    g_ptr_array_add (report->in_force, g_strdup (name));
  else
    g_ptr_array_add (report->missing, g_strdup_printf ("%s: %s", name, owned));
  return owned == NULL;
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

  report = g_new0 (CbSandboxReport, 1);
#define LEFT_OUT(part) ((options->without & (part)) != 0)
#define TRY(part, call) (LEFT_OUT (part) ? g_strdup ("left out for a test") : (call))
  report->in_force = g_ptr_array_new_with_free_func (g_free);
  report->missing = g_ptr_array_new_with_free_func (g_free);
  close_the_rest (options->keep_fd);
  note (report, "no-new-privs", TRY (CB_SANDBOX_NO_NEW_PRIVS, set_no_new_privs ()));
  has_landlock
      = note (report, "landlock", TRY (CB_SANDBOX_LANDLOCK, _cb_sandbox_restrict_files ()));
  note (report, "address-space",
        TRY (CB_SANDBOX_ADDRESS_SPACE, set_address_space (options->file_size)));
  note (report, "cpu",
        TRY (CB_SANDBOX_CPU,
             set_limit (RLIMIT_CPU, cb_sandbox_get_cpu_seconds (options->file_size))));
  note (report, "file-size", TRY (CB_SANDBOX_FILE_SIZE, set_file_size (options->file_size)));
  note (report, "seccomp", TRY (CB_SANDBOX_SECCOMP, _cb_sandbox_restrict_calls (has_landlock)));
#undef TRY
#undef LEFT_OUT

  return report;
}
