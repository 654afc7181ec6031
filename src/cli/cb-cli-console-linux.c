/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/cb-cli-console.h"

/**
 * cb_cli_console_open:
 * @argv: of main()
 *
 * To be called once, at the start: has what is printed come out in UTF-8, unchanged.
 *
 * Returns: (transfer full): the program's words in UTF-8, or as the file names that they are
 */
char **
cb_cli_console_open (char **argv)
{
  return g_strdupv (argv);
}
