/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <fcntl.h>

#include <glib/gstdio.h>

#include "core/reading/cb-reader.h"

/* A file with such a content, opened for reading in a process of its own: a sheet of it, or -1. */
static inline CbReader *
open_sheet (const char *text, gssize length, int sheet)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  CbReadOptions options = { .name = "rows.csv", .header_row = -1, .sheet = sheet };
  CbReader *reader;
  int fd = g_file_open_tmp ("congbo-rows-XXXXXX.csv", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  reader = cb_reader_open (fd, &options, NULL, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  g_unlink (path);
  return reader;
}

static inline CbReader *
open_reader (const char *text, gssize length)
{
  return open_sheet (text, length, -1);
}
