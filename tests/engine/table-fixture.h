/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "engine/table/cb-table.h"

/* A file of these bytes that has no name. */
static inline int
make_file (const void *bytes, gsize length)
{
  int fd = memfd_create ("test", MFD_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  for (gsize done = 0; done < length;)
    {
      gssize n = write (fd, (const char *)bytes + done, length - done);

      g_assert_cmpint (n, >, 0);
      done += (gsize)n;
    }

  return fd;
}

static inline CbTable *
open_bytes (const void *bytes, gsize length, const CbTableOptions *options, int *fd)
{
  g_autoptr (GError) error = NULL;
  CbTable *table;

  *fd = make_file (bytes, length);
  table = cb_table_open (*fd, options, &error);
  g_assert_no_error (error);

  return table;
}

/* All rows as one text: cells between |, rows between /. */
static inline char *
dump_rows (CbTable *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = cb_table_read_rows (table, 0, 100000, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *row = g_strjoinv ("|", g_ptr_array_index (rows, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "/" : "", row);
    }

  return g_string_free (text, FALSE);
}
