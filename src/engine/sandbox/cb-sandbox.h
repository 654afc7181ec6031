/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The parts; their names are in base/cb-protocol.h. */
typedef enum
{
  CB_SANDBOX_NO_NEW_PRIVS = 1 << 0,
  CB_SANDBOX_LANDLOCK = 1 << 1,
  CB_SANDBOX_SECCOMP = 1 << 2,
  CB_SANDBOX_ADDRESS_SPACE = 1 << 3,
  CB_SANDBOX_CPU = 1 << 4,
  CB_SANDBOX_FILE_SIZE = 1 << 5,
} CbSandboxParts;

/**
 * CbSandboxOptions:
 * @file_size: of the file to read, in bytes: the limits grow with it
 * @keep_fd: descriptors up to this one stay open, all others are closed
 * @without: parts that are left out as if the kernel had none, for tests of what is then said
 */
typedef struct
{
  guint64 file_size;
  int keep_fd;
  CbSandboxParts without;
} CbSandboxOptions;

/**
 * CbSandboxReport:
 * @in_force: (element-type utf8): names of the parts
 * @missing: (element-type utf8): names of the others, each with the reason after a colon
 */
typedef struct
{
  GPtrArray *in_force;
  GPtrArray *missing;
} CbSandboxReport;

CbSandboxReport *cb_sandbox_enter (const CbSandboxOptions *options) G_GNUC_WARN_UNUSED_RESULT;
void cb_sandbox_report_free (CbSandboxReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbSandboxReport, cb_sandbox_report_free)

guint64 cb_sandbox_get_address_space (guint64 file_size);
guint64 cb_sandbox_get_cpu_seconds (guint64 file_size);
guint64 cb_sandbox_get_output_size (guint64 file_size);

G_END_DECLS
