/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-json.h"
#include "core/catalog/cb-catalog-decision.h"
#include "core/catalog/cb-catalog-diff.h"
#include "core/catalog/cb-catalog-import.h"

/* Any text as a danh mục: lines are rows, tabs stand between cells, the first line is the header
 * that the reader found. What its columns are is found and said again as it was kept; items that
 * are taken have names and codes of their own; a catalog is no other than itself. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define MAX_SIZE 20000

static GPtrArray *
split_rows (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);

  for (guint i = 0; lines[i] != NULL; i++)
    g_ptr_array_add (rows, g_strsplit (lines[i], "\t", -1));
  /* The reader always has a header, if an empty one. */
  if (rows->len == 0)
    g_ptr_array_add (rows, g_new0 (char *, 1));
  return rows;
}

static void
check_layout (const CbCatalogLayout *layout, const char *const *header, GPtrArray *rows)
{
  g_autoptr (JsonObject) kept = cb_catalog_layout_to_json (layout);
  g_autoptr (CbCatalogLayout) again = cb_catalog_layout_find (header, rows);

  g_assert_cmpstr (again->key, ==, layout->key);
  g_assert_cmpuint (again->columns->len, ==, layout->columns->len);
  g_assert_cmpuint (again->next_row, ==, layout->next_row);
  g_assert_cmpuint (layout->next_row, <=, rows->len);
  cb_catalog_layout_apply (again, kept);
  for (guint i = 0; i < layout->columns->len; i++)
    {
      const CbCatalogMapped *one = g_ptr_array_index (layout->columns, i);
      const CbCatalogMapped *other = g_ptr_array_index (again->columns, i);

      g_assert_true (g_utf8_validate (one->label, -1, NULL));
      g_assert_cmpint (one->column, ==, other->column);
    }
}

static void
check_items (GPtrArray *items)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) changes = cb_catalog_diff (items, items);

  g_assert_cmpuint (items->len, >, 0);
  g_assert_cmpuint (changes->len, ==, 0);
  for (guint i = 0; i < items->len; i++)
    {
      const CbCatalogItem *item = g_ptr_array_index (items, i);

      g_assert_true (item->title != NULL && *item->title != '\0');
      g_assert_true (item->code != NULL && *item->code != '\0');
      g_assert_true (g_utf8_validate (item->title, -1, NULL));
      g_assert_true (g_hash_table_add (codes, item->code));
    }
}

/* Taken in once more, every item keeps the code that it had. */
static void
check_codes (GPtrArray *items, GPtrArray *again)
{
  g_autoptr (GPtrArray) changes = NULL;

  g_assert_cmpuint (again->len, ==, items->len);
  g_assert_cmpuint (cb_catalog_adopt_codes (again, items), <=, again->len);
  changes = cb_catalog_diff (items, again);
  g_assert_cmpuint (changes->len, ==, 0);
  check_items (again);
}

/* What is found reads as it is kept, and stands in one of the lines. */
static void
check_decision (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (CbDecisionNamed) named = cb_catalog_find_decision ((const char *const *)lines);
  g_autofree char *number = cb_catalog_dup_number_in (named != NULL ? named->text : NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *day = cb_catalog_dup_day_in (named != NULL ? named->text : NULL, &error);

  if (named == NULL)
    return;
  g_assert_true (g_utf8_validate (named->text, -1, NULL));
  g_assert_nonnull (number);
  g_assert_cmpuint (named->line, <, g_strv_length (lines));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *)data, (gssize)MIN (size, MAX_SIZE));
  g_autofree char *day = cb_catalog_dup_day_in (text, NULL);
  g_autofree char *number = cb_catalog_dup_number_in (text);
  g_autoptr (GPtrArray) rows = split_rows (text);
  g_auto (GStrv) header = g_ptr_array_steal_index (rows, 0);
  g_autoptr (CbCatalogLayout) layout = cb_catalog_layout_find ((const char *const *)header, rows);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (day == NULL || strlen (day) == strlen ("2026-11-21"));
  g_assert_true (number == NULL || strchr (number, '/') != NULL);
  check_decision (text);
  check_layout (layout, (const char *const *)header, rows);
  items = cb_catalog_import (layout, rows, 2, &problems, &error);
  g_assert_true ((items == NULL) == (error != NULL));
  if (items != NULL)
    {
      g_autoptr (GPtrArray) again = cb_catalog_import (layout, rows, 2, NULL, NULL);

      check_items (items);
      check_codes (items, again);
    }

  return 0;
}
