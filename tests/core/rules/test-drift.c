/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/model/cb-finding.h"
#include "core/rules/cb-drift.h"

static CbTableDiff *
new_diff (CbDiffKeyKind key_kind, guint64 before, guint64 now, guint64 same)
{
  CbTableDiff *diff = cb_table_diff_new (key_kind);

  diff->rows_before = before;
  diff->rows_now = now;
  diff->same = same;
  diff->n[CB_DIFF_REMOVED] = before - same;
  diff->n[CB_DIFF_ADDED] = now - same;

  return diff;
}

/* “vn-rows-gone:60 vn-column-gone:Tên”: codes with their counts or columns. */
static void
assert_found (CbTableDiff *diff, gboolean is_same_dataset, const char *expected)
{
  g_autoptr (GPtrArray) findings = cb_drift_find (diff, is_same_dataset);
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);

      g_assert_cmpint (finding->severity, ==, CB_SEVERITY_NOTE);
      g_string_append_printf (said, "%s%s:", i > 0 ? " " : "", finding->code);
      if (finding->column_name[0] != '\0')
        g_string_append (said, finding->column_name);
      else
        g_string_append_printf (said, "%" G_GUINT64_FORMAT, finding->count);
    }
  g_assert_cmpstr (said->str, ==, expected);
  cb_table_diff_free (diff);
}

static void
test_rows (void)
{
  assert_found (new_diff (CB_DIFF_KEY_FOUND, 100, 100, 40), TRUE, "vn-rows-gone:60");
  assert_found (new_diff (CB_DIFF_KEY_FOUND, 100, 100, 50), TRUE, "");
  /* The rows of another month are others. */
  assert_found (new_diff (CB_DIFF_KEY_FOUND, 100, 90, 0), FALSE, "");
  assert_found (new_diff (CB_DIFF_KEY_FOUND, 100, 30, 0), FALSE, "vn-rows-gone:70");
  /* Where whole rows are compared, they may all have changed. */
  assert_found (new_diff (CB_DIFF_KEY_WHOLE_ROWS, 100, 100, 0), TRUE, "");
  assert_found (new_diff (CB_DIFF_KEY_FOUND, 4, 1, 1), TRUE, "");
}

static CbTableDiffColumn *
add (CbTableDiff *diff, const char *name, const char *before, const char *now)
{
  CbTableDiffColumn *column
      = cb_table_diff_add_column (diff, before != NULL ? name : "", now != NULL ? name : "",
                                  before != NULL ? before : "", now != NULL ? now : "");

  column->before = before != NULL ? (int)diff->columns->len - 1 : -1;
  column->now = now != NULL ? (int)diff->columns->len - 1 : -1;

  return column;
}

static void
test_columns (void)
{
  CbTableDiff *diff = new_diff (CB_DIFF_KEY_FOUND, 20, 20, 20);

  add (diff, "Mã", "string", "string");
  add (diff, "Số", "integer", "number");
  add (diff, "Ngày", "date", "string");
  add (diff, "Trống", "", "string");
  add (diff, "Ngờ", "unknown", "number");
  add (diff, "Cũ", "string", NULL);
  /* It has another name now. */
  add (diff, "Tên cũ", "string", NULL)->counterpart = 7;
  add (diff, "Tên mới", NULL, "string")->counterpart = 6;
  assert_found (diff, TRUE, "vn-column-retyped:Ngày vn-column-gone:Cũ");
}

static void
test_words (void)
{
  CbTableDiff *diff = new_diff (CB_DIFF_KEY_FOUND, 1500, 700, 500);
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *type = NULL;

  add (diff, "Ngày", "date", "string");
  findings = cb_drift_find (diff, TRUE);
  g_assert_cmpuint (findings->len, ==, 2);
  rows = cb_finding_dup_title (g_ptr_array_index (findings, 0));
  type = cb_finding_dup_title (g_ptr_array_index (findings, 1));
  g_assert_cmpstr (rows, ==, "Most rows that were published are missing: 1.000 of 1.500");
  g_assert_cmpstr (type, ==, "Column “Ngày” was published as: date; it is now: text");
  cb_table_diff_free (diff);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drift/rows", test_rows);
  g_test_add_func ("/drift/columns", test_columns);
  g_test_add_func ("/drift/words", test_words);

  return g_test_run ();
}
