/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cbu-test.h"

#include <fcntl.h>

#include <glib/gstdio.h>

#include "ui/datasets/cbu-table-marks.h"
#include "ui/datasets/cbu-table-model.h"

#define ROWS 5000

static CbReader *
open_reader (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GString) text = g_string_new ("number,name\n");
  g_autoptr (GError) error = NULL;
  CbReadOptions options = { .name = "rows.csv", .header_row = -1, .sheet = -1 };
  CbReader *reader;
  int fd = g_file_open_tmp ("congbo-rows-XXXXXX.csv", &path, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < ROWS; i++)
    g_string_append_printf (text, "%u,Trạm %u\n", i, i);
  g_close (fd, NULL);
  g_file_set_contents (path, text->str, -1, &error);
  g_assert_no_error (error);
  fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  reader = cb_reader_open (fd, &options, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return reader;
}

static gboolean
is_complete (gpointer model)
{
  return cbu_table_model_is_complete (model);
}

static gboolean
has_cells (gpointer row)
{
  return cbu_table_row_get_cell (row, 0) != NULL;
}

static void
test_any_row (void)
{
  g_autoptr (GtkWidget) owner = g_object_ref_sink (gtk_label_new (""));
  g_autoptr (CbReader) reader = open_reader ();
  g_autoptr (CbuTableModel) model = cbu_table_model_new (owner, reader);
  const guint wanted[] = { 0, ROWS - 1, ROWS / 2, 255, 256 };

  cbu_test_wait (is_complete, model, "the number of rows");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, ROWS);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (CbuTableRow) row = g_list_model_get_item (G_LIST_MODEL (model), wanted[i]);
      g_autoptr (CbuTableRow) same = g_list_model_get_item (G_LIST_MODEL (model), wanted[i]);
      g_autofree char *number = g_strdup_printf ("%u", wanted[i]);

      g_assert_true (row == same);
      cbu_test_wait (has_cells, row, "the cells of a row");
      g_assert_cmpstr (cbu_table_row_get_cell (row, 0), ==, number);
      g_assert_null (cbu_table_row_get_cell (row, 2));
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), ROWS));
}

static void
test_rows_outlive_their_model (void)
{
  g_autoptr (GtkWidget) owner = g_object_ref_sink (gtk_label_new (""));
  g_autoptr (CbReader) reader = open_reader ();
  CbuTableModel *model = cbu_table_model_new (owner, reader);
  g_autoptr (CbuTableRow) row = NULL;

  cbu_test_wait (is_complete, model, "the number of rows");
  row = g_list_model_get_item (G_LIST_MODEL (model), 7);
  cbu_test_wait (has_cells, row, "the cells of a row");
  g_object_unref (model);
  g_assert_cmpstr (cbu_table_row_get_cell (row, 0), ==, "7");
}

static void
test_marks (void)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_finding_free);
  CbFinding *finding = cb_finding_new ("vn-personal-phone", CB_SEVERITY_WARNING);
  CbuTableMarks *marks = cbu_table_marks_new ();
  CbSeverity severity;

  finding->row = 3;
  finding->column = 1;
  cb_finding_set_argument (finding, "rows", "3 9");
  g_ptr_array_add (findings, finding);
  cbu_table_marks_set (marks, findings);
  g_assert_true (cbu_table_marks_get_row (marks, 3, &severity));
  g_assert_cmpint (severity, ==, CB_SEVERITY_WARNING);
  g_assert_true (cbu_table_marks_get_cell (marks, 9, 1, &severity));
  g_assert_false (cbu_table_marks_get_cell (marks, 9, 0, &severity));
  g_assert_false (cbu_table_marks_get_row (marks, 4, &severity));
  /* What was waived is no longer marked. */
  finding->waived_by = g_strdup ("Lan");
  cbu_table_marks_set (marks, findings);
  g_assert_false (cbu_table_marks_get_row (marks, 3, &severity));
  cbu_table_marks_free (marks);
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add_func ("/ui/table/any-row", test_any_row);
  g_test_add_func ("/ui/table/rows-outlive-their-model", test_rows_outlive_their_model);
  g_test_add_func ("/ui/table/marks", test_marks);
  return g_test_run ();
}
