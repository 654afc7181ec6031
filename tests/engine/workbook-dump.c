/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "workbook-dump.h"

/* `workbook-dump FILE`: all that is in a workbook, for comparing with what other programs read. */

int
main (int argc, char **argv)
{
  int fd = argc == 2 ? test_file_open (argv[1], FALSE) : -1;
  g_autofree char *text = NULL;

  if (fd < 0)
    {
      g_printerr ("usage: workbook-dump FILE\n");
      return 1;
    }
  text = workbook_dump_fd (fd, NULL);
  if (write (STDOUT_FILENO, text, strlen (text)) < 0)
    return 1;
  close (fd);

  return 0;
}
