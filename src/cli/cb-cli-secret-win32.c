/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/cb-cli-secret.h"

#include <windows.h>

/* CKAN's tokens are about 200 bytes; this is far more than any. */
#define MAX_SECRET 4096

static gboolean
read_byte (HANDLE input, char *byte)
{
  DWORD got = 0;

  return ReadFile (input, byte, 1, &got, NULL) && got == 1;
}

/**
 * cb_cli_secret_read:
 *
 * As on Linux. An access code is ASCII, so that bytes will do in a console, too. Reading ends by
 * itself when Ctrl+C is pressed.
 */
char *
cb_cli_secret_read (const char *prompt, GCancellable *cancellable)
{
  HANDLE input = GetStdHandle (STD_INPUT_HANDLE);
  char *secret = g_malloc0 (MAX_SECRET);
  gsize length = 0;
  DWORD before = 0;
  gboolean terminal = GetConsoleMode (input, &before);

  if (terminal)
    {
      SetConsoleMode (input, before & ~(DWORD)ENABLE_ECHO_INPUT);
      g_printerr ("%s", prompt);
    }
  while (length + 1 < MAX_SECRET && read_byte (input, secret + length) && secret[length] != '\n')
    length++;
  secret[length] = '\0';
  if (terminal)
    {
      SetConsoleMode (input, before);
      g_printerr ("\n");
    }

  return g_strchomp (secret);
}
