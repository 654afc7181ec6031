/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/cb-cli-console.h"

#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <windows.h>

/**
 * cb_cli_console_open:
 *
 * As on Linux. What main() gets has gone through the code page, which has no Vietnamese letters on
 * most machines; the words are asked for anew. In a console, lines are drawn again as terminals do.
 * congboctlw.exe has no output at all.
 */
char **
cb_cli_console_open (char **argv)
{
  HANDLE console = GetStdHandle (STD_ERROR_HANDLE);
  DWORD mode;

  SetConsoleOutputCP (CP_UTF8);
  if (GetConsoleMode (console, &mode))
    SetConsoleMode (console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
  /* No carriage returns in what another program reads. */
  if (_fileno (stdout) >= 0)
    _setmode (_fileno (stdout), _O_BINARY);
  return g_win32_get_command_line ();
}

/**
 * cb_cli_console_end_unread:
 *
 * As on Linux, but for the signal, which there is none of. Writing nothing fails when nobody is at
 * the other end.
 */
gboolean
cb_cli_console_end_unread (void)
{
  HANDLE output = GetStdHandle (STD_OUTPUT_HANDLE);
  DWORD n;

  return GetFileType (output) == FILE_TYPE_PIPE && !WriteFile (output, "", 0, &n, NULL)
         && (GetLastError () == ERROR_NO_DATA || GetLastError () == ERROR_BROKEN_PIPE);
}
