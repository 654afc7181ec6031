/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-log.h"

/**
 * cb_log_start:
 * @folder: of the program's data; made where it is not there
 *
 * From here on what goes wrong is kept where a person can be asked to look. Here that is the
 * journal of the system, or the terminal that the program was started in: GLib does so by itself.
 *
 * To be called once, before other threads are.
 */
void
cb_log_start (const char *folder)
{
  g_return_if_fail (folder != NULL);
}
