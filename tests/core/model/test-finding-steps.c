/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/model/cb-finding-steps.h"

static void
test_encoding (void)
{
  g_autoptr (CbFinding) finding = cb_finding_new ("vn-encoding-tcvn3", CB_SEVERITY_BLOCKER);
  g_autoptr (CbFinding) unknown = cb_finding_new ("vn-encoding-unknown", CB_SEVERITY_BLOCKER);
  g_auto (GStrv) steps = cb_finding_dup_steps (finding);
  g_auto (GStrv) none = cb_finding_dup_steps (unknown);

  g_assert_cmpuint (g_strv_length (steps), ==, 1);
  g_assert_cmpstr (steps[0], ==, "{\"step\":\"encoding\",\"from\":\"tcvn3\"}");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_true (cb_finding_step_is_lossless (steps[0]));
}

static void
test_column (void)
{
  g_autoptr (CbFinding) finding = cb_finding_new ("vn-personal-cccd", CB_SEVERITY_BLOCKER);
  g_auto (GStrv) nowhere = cb_finding_dup_steps (finding);
  g_auto (GStrv) steps = NULL;

  g_assert_cmpuint (g_strv_length (nowhere), ==, 0);
  finding->column = 3;
  g_free (finding->column_name);
  finding->column_name = g_strdup ("Số \"CCCD\"");
  steps = cb_finding_dup_steps (finding);
  g_assert_cmpuint (g_strv_length (steps), ==, 2);
  g_assert_cmpstr (steps[0], ==,
                   "{\"step\":\"drop-column\",\"column\":\"Số \\\"CCCD\\\"\",\"index\":3}");
  for (guint i = 0; steps[i] != NULL; i++)
    {
      g_assert_cmpstr (cb_finding_step_title (steps[i]), !=, cb_finding_step_title ("{}"));
      g_assert_false (cb_finding_step_is_lossless (steps[i]));
    }
}

/* A table may be written in what the catalog wants of it, however it says so; a PDF may not. */
static void
test_formats (void)
{
  static const struct
  {
    const char *code;
    const char *format;
    const char *allowed;
    const char *expected;
  } cases[] = {
    { "vn-format-not-in-catalog", "csv", "xlsx,pdf", "{\"step\":\"to-xlsx\"}" },
    { "vn-format-not-in-catalog", "csv", "Excel (XLSX)", "{\"step\":\"to-xlsx\"}" },
    { "vn-format-not-in-catalog", "csv", "PDF", "" },
    { "vn-format-not-in-catalog", "pdf", "Excel", "" },
    { "vn-format-not-allowed", "xls", "csv, ods", "{\"step\":\"to-csv\"} {\"step\":\"to-ods\"}" },
    { "vn-not-open-format", "xls", "csv, xlsx", "{\"step\":\"to-csv\"} {\"step\":\"to-xlsx\"}" },
    { "vn-format-not-in-catalog", "xlsx", "CSV", "{\"step\":\"to-csv\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CbFinding) finding = cb_finding_new (cases[i].code, CB_SEVERITY_WARNING);
      g_auto (GStrv) steps = NULL;
      g_autofree char *found = NULL;

      cb_finding_set_argument (finding, "format", cases[i].format);
      cb_finding_set_argument (finding, "allowed", cases[i].allowed);
      steps = cb_finding_dup_steps (finding);
      found = g_strjoinv (" ", steps);
      g_assert_cmpstr (found, ==, cases[i].expected);
      for (guint k = 0; steps[k] != NULL; k++)
        g_assert_cmpstr (cb_finding_step_title (steps[k]), !=, cb_finding_step_title ("{}"));
    }
}

/* The names of groups are kept, or not: both is the same step. */
static void
test_groups (void)
{
  g_autoptr (CbFinding) finding = cb_finding_new ("vn-layout-group", CB_SEVERITY_NOTE);
  g_auto (GStrv) steps = cb_finding_dup_steps (finding);

  g_assert_cmpuint (g_strv_length (steps), ==, 2);
  g_assert_cmpstr (steps[0], ==, "{\"group-column\":\"Group\",\"step\":\"layout\"}");
  g_assert_cmpstr (steps[1], ==, "{\"step\":\"layout\"}");
  g_assert_cmpstr (cb_finding_step_title (steps[0]), !=, cb_finding_step_title (steps[1]));
  g_assert_false (cb_finding_step_is_lossless (steps[0]));
}

/* Why a file was not read is said, where it is known. */
static void
test_unread (void)
{
  g_autoptr (CbFinding) finding = cb_finding_new ("vn-unsafe-file", CB_SEVERITY_BLOCKER);
  g_autofree char *plain = cb_finding_dup_title (finding);
  g_autofree char *locked = NULL;
  g_autofree char *overlapping = NULL;
  g_autofree char *remedy = NULL;

  cb_finding_set_argument (finding, "error", "encrypted");
  locked = cb_finding_dup_title (finding);
  cb_finding_set_argument (finding, "error", "zip-overlap");
  overlapping = cb_finding_dup_title (finding);
  remedy = cb_finding_dup_remedy (finding);
  g_assert_cmpstr (plain, ==, "This file could not be read safely");
  g_assert_cmpstr (locked, ==, "This file is locked with a password");
  g_assert_nonnull (strstr (overlapping, "ZIP bomb"));
  g_assert_nonnull (strstr (remedy, "do not unpack it"));
}

/* A person takes one of several tables: one button for each. */
static void
test_tables (void)
{
  g_autoptr (CbFinding) finding = cb_finding_new ("vn-layout-beside", CB_SEVERITY_WARNING);
  g_auto (GStrv) steps = NULL;
  g_autofree char *title = NULL;

  cb_finding_set_argument (finding, "tables", "0-3 5-27");
  steps = cb_finding_dup_steps (finding);
  title = cb_finding_dup_title (finding);
  g_assert_cmpuint (g_strv_length (steps), ==, 2);
  g_assert_cmpstr (steps[0], ==, "{\"step\":\"layout\",\"first-column\":0,\"columns\":4}");
  g_assert_cmpstr (steps[1], ==, "{\"step\":\"layout\",\"first-column\":5,\"columns\":23}");
  g_assert_nonnull (strstr (title, "A–D, F–AB"));
  g_assert_nonnull (strstr (cb_finding_step_title (steps[1]), "F–AB"));
  g_assert_false (cb_finding_step_is_lossless (steps[0]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/finding/steps/encoding-names-what-it-was", test_encoding);
  g_test_add_func ("/finding/steps/column-is-dropped-or-masked", test_column);

  g_test_add_func ("/finding/steps/format-that-is-wanted", test_formats);
  g_test_add_func ("/finding/words/why-it-was-not-read", test_unread);
  g_test_add_func ("/finding/steps/one-of-tables-side-by-side", test_tables);
  g_test_add_func ("/finding/steps/groups-go-into-a-column", test_groups);

  return g_test_run ();
}
