/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/sandbox/cb-sandbox.h"

#include "engine/sandbox/cb-sandbox-private.h"

#define GIB ((guint64)1 << 30)
#define MIB ((guint64)1 << 20)

/* Threads' stacks and malloc's arenas are reserved, not used: they, too, count as address space. */
#define ADDRESS_SPACE_BASE (4 * GIB)
#define CPU_BASE_SECONDS 3600
#define CPU_SECONDS_PER_GIB 600
#define OUTPUT_BASE (64 * MIB)
#define OUTPUT_FACTOR 4

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

CbSandboxReport *
_cb_sandbox_report_new (void)
{
  CbSandboxReport *self = g_new0 (CbSandboxReport, 1);

  self->in_force = g_ptr_array_new_with_free_func (g_free);
  self->missing = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* Whether the part is in force. */
gboolean
_cb_sandbox_note (CbSandboxReport *report, const char *name, char *reason)
{
  g_autofree char *owned = reason;

  if (owned == NULL)
    g_ptr_array_add (report->in_force, g_strdup (name));
  else
    g_ptr_array_add (report->missing, g_strdup_printf ("%s: %s", name, owned));
  return owned == NULL;
}
