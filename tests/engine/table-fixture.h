/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <string.h>
#include <unistd.h>

#include "engine/table/cb-table.h"
#include "test-system.h"

static inline CbTable *
open_bytes (const void *bytes, gsize length, const CbTableOptions *options, int *fd)
{
  g_autoptr (GError) error = NULL;
  CbTable *table;

  *fd = test_file_new_with (bytes, length);
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
