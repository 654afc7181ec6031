/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib.h>
#include <signal.h>
#include <stdlib.h>

/* What every target begins with. A complaint of GLib is a finding: it dies of a trap, which
 * libFuzzer 14 does not catch, so that the input that did it would be lost. */

int LLVMFuzzerInitialize (int *argc, char ***argv);

#ifdef SIGTRAP
static void
abort_cb (int signal_number)
{
  abort ();
}
#endif

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
#ifdef SIGTRAP
  signal (SIGTRAP, abort_cb);
#endif

  return 0;
}
