/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

/* The program under test, whose path is argv[1], and a run of it. */

static char *program;

static int
run (char **output, const char *first, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  va_list rest;

  g_ptr_array_add (arguments, program);
  va_start (rest, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (rest, const char *))
    g_ptr_array_add (arguments, (gpointer)argument);
  va_end (rest);
  g_ptr_array_add (arguments, NULL);
  process
      = g_subprocess_newv ((const char *const *)arguments->pdata,
                           G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, output, &errors, &error);
  g_assert_no_error (error);
  g_test_message ("%s%s", output != NULL ? *output : "", errors);

  return g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
}
