/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/cb-cli-console.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

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

/**
 * cb_cli_console_end_unread:
 *
 * Ends the program, quietly, when standard output is a pipe that nobody reads any more: who has
 * piped it to `head` has seen enough, and nothing went wrong. It ends as the other tools do, by the
 * signal of the pipe, which the shell knows; for a command whose output another process writes.
 *
 * Returns: %FALSE when standard output is still read; otherwise it does not return where there is
 *   such a signal, and returns %TRUE elsewhere
 */
gboolean
cb_cli_console_end_unread (void)
{
  struct pollfd output = { STDOUT_FILENO, POLLOUT, 0 };

  if (poll (&output, 1, 0) != 1 || (output.revents & POLLERR) == 0)
    return FALSE;
  signal (SIGPIPE, SIG_DFL);
  raise (SIGPIPE);

  return TRUE;
}
