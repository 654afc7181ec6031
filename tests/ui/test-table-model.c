/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cbu-test.h"

#include "table-fixture.h"
#include "ui/datasets/cbu-table-marks.h"
#include "ui/datasets/cbu-table-model.h"

#define ROWS 50000

static CbReader *
open_rows (void)
{
  g_autoptr (GString) text = g_string_new ("number,name\n");

  for (guint i = 0; i < ROWS; i++)
    g_string_append_printf (text, "%u,Trạm %u\n", i, i);
  return open_reader (text->str, (gssize)text->len);
}

static gboolean
is_complete (gpointer model)
{
  return cbu_table_model_is_complete (model);
}

typedef struct
{
  CbuTableModel *model;
  guint64 row;
} Wanted;

static gboolean
has_cells (gpointer data)
{
  Wanted *wanted = data;

  return cbu_table_model_get_row (wanted->model, wanted->row) != NULL;
}

static void
test_any_row (void)
{
  g_autoptr (GtkWidget) owner = g_object_ref_sink (gtk_label_new (""));
  g_autoptr (CbReader) reader = open_rows ();
  g_autoptr (CbuTableModel) model = cbu_table_model_new (owner, reader, 2);
  const guint rows[] = { 0, ROWS - 1, ROWS / 2, 255, 256 };

  cbu_test_wait (is_complete, model, "the number of rows");
  g_assert_cmpuint (cbu_table_model_get_n_rows (model), ==, ROWS);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Wanted wanted = { model, rows[i] };
      g_autofree char *number = g_strdup_printf ("%u", rows[i]);
      const char *const *cells;

      cbu_table_model_want (model, rows[i], rows[i]);
      cbu_test_wait (has_cells, &wanted, "the cells of a row");
      cells = cbu_table_model_get_row (model, rows[i]);
      g_assert_cmpstr (cells[0], ==, number);
      g_assert_null (cells[2]);
    }
  g_assert_null (cbu_table_model_get_row (model, ROWS));
}

/* What is on the screen, and not a row more than its pages. */
static void
test_no_more_than_needed (void)
{
  g_autoptr (GtkWidget) owner = g_object_ref_sink (gtk_label_new (""));
  g_autoptr (CbReader) reader = open_rows ();
  g_autoptr (CbuTableModel) model = cbu_table_model_new (owner, reader, 2);
  Wanted wanted = { model, 30 };

  cbu_test_wait (is_complete, model, "the number of rows");
  g_assert_cmpuint (cbu_table_model_count_requests (model), ==, 0);
  cbu_table_model_want (model, 0, 30);
  cbu_test_wait (has_cells, &wanted, "the first screen");
  for (guint64 first = 0; first < 100; first++)
    cbu_table_model_want (model, first, first + 30);
  g_assert_cmpuint (cbu_table_model_count_requests (model), ==, 1);
  g_assert_null (cbu_table_model_get_row (model, cbu_table_model_get_page_rows (model)));
}

/* The scroll bar is dragged over all rows: what was passed is not fetched. */
static void
test_no_storm (void)
{
  g_autoptr (GtkWidget) owner = g_object_ref_sink (gtk_label_new (""));
  g_autoptr (CbReader) reader = open_rows ();
  g_autoptr (CbuTableModel) model = cbu_table_model_new (owner, reader, 2);
  Wanted wanted = { model, ROWS - 1 };

  cbu_test_wait (is_complete, model, "the number of rows");
  for (guint64 first = 0; first + 30 < ROWS; first += 97)
    cbu_table_model_want (model, first, first + 30);
  cbu_table_model_want (model, ROWS - 30, ROWS - 1);
  cbu_test_wait (has_cells, &wanted, "the last screen");
  /* The first page, which was under way, and the one or two at the end. */
  g_assert_cmpuint (cbu_table_model_count_requests (model), <=, 3);
  g_assert_null (cbu_table_model_get_row (model, ROWS / 2));
}

static void
test_wide_pages_are_short (void)
{
  g_autoptr (GtkWidget) owner = g_object_ref_sink (gtk_label_new (""));
  g_autoptr (CbReader) reader = open_rows ();
  g_autoptr (CbuTableModel) narrow = cbu_table_model_new (owner, reader, 2);
  g_autoptr (CbuTableModel) wide = cbu_table_model_new (owner, reader, 16384);

  g_assert_cmpuint (cbu_table_model_get_page_rows (narrow), >, 100);
  g_assert_cmpuint (cbu_table_model_get_page_rows (wide), <, 10);
}

static void
on_failed_cb (CbuTableModel *model, const GError *error, gpointer failures)
{
  g_assert_nonnull (error);
  ++*(guint *)failures;
}

static gboolean
has_failed (gpointer failures)
{
  return *(guint *)failures > 0;
}

/* A reader that is gone is not asked again and again. */
static void
test_failure_is_said_once (void)
{
  g_autoptr (GtkWidget) owner = g_object_ref_sink (gtk_label_new (""));
  g_autoptr (CbReader) reader = open_rows ();
  g_autoptr (CbuTableModel) model = cbu_table_model_new (owner, reader, 2);
  guint failures = 0;

  cbu_test_wait (is_complete, model, "the number of rows");
  g_signal_connect (model, "failed", G_CALLBACK (on_failed_cb), &failures);
  cb_reader_close (reader);
  cbu_table_model_want (model, 0, 30);
  cbu_test_wait (has_failed, &failures, "the failure");
  cbu_table_model_want (model, 1000, 1030);
  g_assert_cmpuint (cbu_table_model_count_requests (model), ==, 1);
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
  g_assert_nonnull (cbu_table_marks_get_why (marks, 9, 1));
  g_assert_cmpstr (cbu_table_marks_get_why (marks, 9, 1), ==,
                   cbu_table_marks_get_why (marks, 9, -1));
  g_assert_null (cbu_table_marks_get_why (marks, 9, 0));
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
  g_test_add_func ("/ui/table/no-more-rows-than-needed", test_no_more_than_needed);
  g_test_add_func ("/ui/table/no-storm-of-requests", test_no_storm);
  g_test_add_func ("/ui/table/wide-pages-are-short", test_wide_pages_are_short);
  g_test_add_func ("/ui/table/failure-is-said-once", test_failure_is_said_once);
  g_test_add_func ("/ui/table/marks", test_marks);
  return g_test_run ();
}
