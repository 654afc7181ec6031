/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "base/cb-error.h"
#include "engine/fixes/cb-recipe.h"
#include "test-system.h"

/* Any text as a recipe, and what is behind its first NUL as the table that it is done to. It is
 * refused with a reason, or makes a copy, the same whatever the number of threads, as long as it
 * says; no more rows than there were. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const char *table_text = "DANH SÁCH,,,\n,,,\nSTT,Xã,Số,CCCD\nI,Khu vực thành thị,,\n1,Tên a,"
                                "\"1.234,5\",001085012345\n2,b,27,x\n,Tổng cộng,30,\nGhi chú,,,\n";

static char *
run (int fd, guint threads, const char *recipe, CbRecipeResult *result)
{
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  int out;

  options.name = "fuzz.csv";
  options.threads = threads;
  table = cb_table_open (fd, &options, NULL);
  if (table == NULL || cb_table_get_n_columns (table) == 0)
    return NULL;
  out = test_file_new ();
  if (cb_recipe_run (table, recipe, out, result, NULL, NULL, NULL, &error))
    {
      g_assert_cmpuint (test_file_get_size (out), ==, result->bytes);
      text = test_file_dup_text (out);
      g_assert_true (cb_table_wait_for_index (table, NULL, NULL));
      g_assert_cmpuint (result->rows, <=, cb_table_get_row_count (table, NULL));
    }
  else
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == CB_ERROR);
    }
  close (out);

  return text;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const guint8 *zero = size > 0 ? memchr (data, 0, size) : NULL;
  g_autofree char *recipe = g_strndup ((const char *)data, size);
  CbRecipeResult one_result = { 0 };
  CbRecipeResult many_result = { 0 };
  g_autofree char *one = NULL;
  g_autofree char *many = NULL;
  int fd;

  if (size > 256 * 1024)
    return 0;
  fd = zero != NULL && zero + 1 < data + size
           ? test_file_new_with (zero + 1, (gsize)(data + size - zero - 1))
           : test_file_new_with (table_text, strlen (table_text));
  one = run (fd, 1, recipe, &one_result);
  many = run (fd, 3, recipe, &many_result);
  g_assert_cmpstr (one, ==, many);
  g_assert_cmpuint (one_result.rows, ==, many_result.rows);
  g_assert_cmpuint (one_result.cells, ==, many_result.cells);
  close (fd);

  return 0;
}
