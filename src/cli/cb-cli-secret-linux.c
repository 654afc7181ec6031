/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/cb-cli-secret.h"

#include <errno.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* CKAN's tokens are about 200 bytes; this is far more than any. */
#define MAX_SECRET 4096

/* Returns: %FALSE when the person has given up before anything came */
static gboolean
wait_for_input (GCancellable *cancellable)
{
  GPollFD sources[2] = { { STDIN_FILENO, G_IO_IN, 0 } };
  gboolean watched = g_cancellable_make_pollfd (cancellable, &sources[1]);

  while (!g_cancellable_is_cancelled (cancellable) && g_poll (sources, watched ? 2 : 1, -1) < 0
         && errno == EINTR)
    ;
  if (watched)
    g_cancellable_release_fd (cancellable);

  return !g_cancellable_is_cancelled (cancellable);
}

/**
 * cb_cli_secret_read:
 * @prompt: what to ask on a terminal
 * @cancellable: given up when it is cancelled; the terminal is then as it was
 *
 * Reads one line from standard input, without echo where that is a terminal. It is read byte by
 * byte, so that no buffer keeps a copy.
 *
 * Returns: (transfer full) (nullable): the line without its end; free with
 *   cb_keyring_free_secret(). %NULL when there is no input
 */
char *
cb_cli_secret_read (const char *prompt, GCancellable *cancellable)
{
  char *secret = g_malloc0 (MAX_SECRET);
  gsize length = 0;
  struct termios before;
  gboolean terminal = tcgetattr (STDIN_FILENO, &before) == 0;

  if (terminal)
    {
      struct termios silent = before;

      silent.c_lflag &= ~(tcflag_t)ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
      g_printerr ("%s", prompt);
    }
  while (length + 1 < MAX_SECRET && wait_for_input (cancellable)
         && read (STDIN_FILENO, secret + length, 1) == 1 && secret[length] != '\n')
    length++;
  secret[length] = '\0';
  if (terminal)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
      g_printerr ("\n");
    }

  return g_strchomp (secret);
}
