/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/cb-cli-interrupt.h"

#include <windows.h>

static GCancellable *the_cancellable; /* (owned) (atomic) */

/* In a thread that Windows makes. A second Ctrl+C ends the program the hard way; the queue survives
 * that as well. */
static BOOL WINAPI
on_interrupted_cb (DWORD event)
{
  GCancellable *cancellable;

  if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT)
    return FALSE;
  cancellable = g_atomic_pointer_exchange (&the_cancellable, NULL);
  if (cancellable == NULL)
    return FALSE;

  g_cancellable_cancel (cancellable);
  g_object_unref (cancellable);
  return TRUE;
}

/**
 * cb_cli_interrupt_watch:
 *
 * As on Linux.
 */
void
cb_cli_interrupt_watch (GCancellable *cancellable)
{
  the_cancellable = g_object_ref (cancellable);
  SetConsoleCtrlHandler (on_interrupted_cb, TRUE);
}
