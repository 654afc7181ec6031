/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/cb-error.h"
#include "core/reading/cb-reader.h"
#include "test-system.h"

/* The files that a clerk practises on, from one end to the other: client, pipe, sandbox, engine.
 * What must be found in each is the business of tests/engine/test-samples.c. */

static const struct
{
  const char *name;
  const char *encoding;
  guint64 rows;
  guint columns;
  const char *must_find;
} samples[] = {
  { "danh-muc.csv", "utf-8", 12, 10, NULL },
  { "co-so-y-te-tcvn3.csv", "tcvn3", 90, 6, "vn-encoding-tcvn3" },
  { "co-so-kham-chua-benh.csv", "utf-8", 201, 7, "missing-cell" },
  { "ho-kinh-doanh.csv", "utf-8", 120, 10, "vn-personal-cccd" },
  { "don-vi-hanh-chinh-tcvn3.csv", "tcvn3", 60, 6, "vn-encoding-tcvn3" },
  { "truong-hoc-vni.csv", "vni", 80, 6, "vn-encoding-vni" },
};

static CbReader *
open_for_mend (const char *name, int out_fd)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", "samples", name, NULL);
  const CbReadOptions options = { .name = name, .header_row = -1, .sheet = -1 };
  g_autoptr (GError) error = NULL;
  CbReader *reader;
  int fd = cb_reader_open_path (path, &error);

  g_assert_no_error (error);
  reader = cb_reader_open_for_mend (fd, out_fd, &options, NULL, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  return reader;
}

static gboolean
has_finding (GPtrArray *findings, const char *code)
{
  for (guint i = 0; i < findings->len; i++)
    if (strcmp (((CbFinding *)g_ptr_array_index (findings, i))->code, code) == 0)
      return TRUE;

  return FALSE;
}

/* Nobody's number, in no sample of any finding and in no profile. */
static void
assert_masked (GPtrArray *findings, GPtrArray *columns)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_has_prefix (finding->code, "vn-personal-") && finding->sample[0] != '\0')
        g_assert_nonnull (strchr (finding->sample, '*'));
    }
  for (guint i = 0; i < columns->len; i++)
    {
      const CbColumnProfile *column = g_ptr_array_index (columns, i);

      if (strcmp (column->name, "Số CCCD") == 0 || strcmp (column->name, "Email") == 0)
        for (guint k = 0; column->samples[k] != NULL; k++)
          g_assert_true (g_str_has_suffix (column->samples[k], "***"));
    }
}

static void
test_sample (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (CbReader) reader = open_for_mend (samples[i].name, -1);
  const CbFileInfo *info = cb_reader_get_info (reader);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRows) rows = cb_reader_read_rows (reader, 0, 1000, NULL, &error);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GPtrArray) columns = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (info->format, ==, "csv");
  g_assert_cmpstr (info->encoding, ==, samples[i].encoding);
  g_assert_cmpuint (g_strv_length (info->columns), ==, samples[i].columns);
  g_assert_cmpuint (rows->cells->len, ==, samples[i].rows);
  findings = cb_reader_check (reader, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  if (samples[i].must_find != NULL)
    g_assert_true (has_finding (findings, samples[i].must_find));
  else
    g_assert_cmpuint (findings->len, ==, 0);
  columns = cb_reader_profile (reader, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (columns->len, ==, samples[i].columns);
  assert_masked (findings, columns);
}

/* Read, mended into a file of ours, and read again: in UTF-8, the same number of rows. */
static void
test_mended_and_read_again (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int out_fd = g_file_open_tmp ("congbo-mended-XXXXXX.csv", &path, &error);
  g_autoptr (CbReader) reader = open_for_mend ("co-so-y-te-tcvn3.csv", out_fd);
  g_autoptr (CbReader) again = NULL;
  g_autoptr (CbRows) before = cb_reader_read_rows (reader, 0, 1000, NULL, &error);
  g_autoptr (CbRows) after = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  guint64 cells = 0;

  g_assert_no_error (error);
  g_assert_true (cb_reader_mend (reader, "[{\"step\":\"encoding\",\"from\":\"tcvn3\"}]", &cells,
                                 NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  again = cb_reader_open (out_fd, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cb_reader_get_info (again)->encoding, ==, "utf-8");
  after = cb_reader_read_rows (again, 0, 1000, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (after->cells->len, ==, before->cells->len);
  for (guint i = 0; i < after->cells->len; i++)
    g_assert_cmpstrv (g_ptr_array_index (after->cells, i), g_ptr_array_index (before->cells, i));
  findings = cb_reader_check (again, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (has_finding (findings, "vn-encoding-tcvn3"));
  g_close (out_fd, NULL);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *engine = NULL;

  g_test_init (&argc, &argv, NULL);
  engine = test_program_dup_built ("src/engine", "congbo-engine");
  cb_reader_set_engine_path (engine);
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = g_strdup_printf ("/reading/samples/%s", samples[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_sample);
    }
  g_test_add_func ("/reading/samples/mended-and-read-again", test_mended_and_read_again);

  return g_test_run ();
}
