/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is planted in the files of data/samples, and nothing else. */

#include "config.h"

#include "checks-fixture.h"

#include "base/cb-descriptor.h"
#include "engine/fixes/cb-recipe.h"

static const struct
{
  const char *name;
  const char *encoding;
  guint64 rows;
  guint columns;
  const char *findings;
} samples[] = {
  { "danh-muc.csv", "utf-8", 12, 10, "" },
  { "co-so-y-te-tcvn3.csv", "tcvn3", 90, 6,
    "vn-encoding-tcvn3 blocker; vn-personal-phone warning c5 r0 x30" },
  { "co-so-kham-chua-benh.csv", "utf-8", 201, 7,
    "missing-cell warning r75; duplicate-row warning r150; vn-not-nfc warning c1 r16 x3; "
    "vn-bom note" },
  { "ho-kinh-doanh.csv", "utf-8", 120, 10,
    "vn-personal-cccd blocker c4 r0 x120; vn-personal-combination warning; "
    "vn-personal-phone warning c5 r0 x120; vn-personal-email warning c6 r0 x30" },
  { "don-vi-hanh-chinh-tcvn3.csv", "tcvn3", 60, 6, "vn-encoding-tcvn3 blocker" },
  { "truong-hoc-vni.csv", "vni", 80, 6, "vn-encoding-vni blocker" },
};

static char *
read_sample (const char *name, gsize *length)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", "samples", name, NULL);
  g_autoptr (GError) error = NULL;
  char *bytes;

  g_file_get_contents (path, &bytes, length, &error);
  g_assert_no_error (error);

  return bytes;
}

static void
test_findings (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autofree char *found = NULL;
  g_autofree char *bytes = NULL;
  CbCheckResult result;
  gsize length;
  int fd;

  bytes = read_sample (samples[i].name, &length);
  options.name = samples[i].name;
  {
    g_autoptr (CbTable) table = open_bytes (bytes, length, &options, &fd);
    g_autoptr (GString) list = g_string_new (NULL);

    g_assert_cmpstr (cb_table_get_facts (table)->encoding, ==, samples[i].encoding);
    g_assert_true (
        cb_checks_run (table, NULL, list_finding, list, &result, NULL, NULL, NULL, NULL));
  }
  close (fd);
  found = check_bytes (bytes, length, samples[i].name, NULL);
  g_assert_cmpstr (found, ==, samples[i].findings);
  g_assert_cmpuint (result.rows, ==, samples[i].rows);
  g_assert_cmpuint (result.columns, ==, samples[i].columns);
}

/* The file for practice: after one click on the encoding only the warning is left. */
static void
test_mending_practice_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *mended = NULL;
  CbRecipeResult result;
  gsize length;
  int out = test_file_new ();
  int fd;

  bytes = read_sample ("co-so-y-te-tcvn3.csv", &length);
  {
    g_autoptr (CbTable) table = open_bytes (bytes, length, NULL, &fd);

    cb_recipe_run (table, "[{\"step\":\"encoding\",\"from\":\"tcvn3\"}]", out, &result, NULL, NULL,
                   NULL, &error);
    g_assert_no_error (error);
  }
  close (fd);
  mended = g_malloc (result.bytes);
  g_assert_cmpint (cb_descriptor_read_at (out, mended, result.bytes, 0, NULL), ==, result.bytes);
  close (out);
  found = check_bytes (mended, result.bytes, "co-so-y-te.csv", NULL);
  g_assert_cmpstr (found, ==, "vn-personal-phone warning c5 r0 x30");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = g_strdup_printf ("/samples/%s", samples[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_findings);
    }
  g_test_add_func ("/samples/mending-the-practice-file", test_mending_practice_file);

  return g_test_run ();
}
