/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cbu-test.h"

#include "table-fixture.h"
#include "ui/datasets/cbu-grid-private.h"
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

  return cbu_table_model_get_row (wanted->model, wanted->row, NULL) != NULL;
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
      cells = cbu_table_model_get_row (model, rows[i], NULL);
      g_assert_cmpstr (cells[0], ==, number);
      g_assert_null (cells[2]);
    }
  g_assert_null (cbu_table_model_get_row (model, ROWS, NULL));
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
  g_assert_null (cbu_table_model_get_row (model, cbu_table_model_get_page_rows (model), NULL));
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
  g_assert_null (cbu_table_model_get_row (model, ROWS / 2, NULL));
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

/* How long a row is was counted when it came, and is not again for each cell that is drawn. */
static void
test_lengths_are_counted_once (void)
{
  static const char text[] = "a,b,c\n1,2,3\n4\n5,6,7,8\n";
  g_autoptr (GtkWidget) owner = g_object_ref_sink (gtk_label_new (""));
  g_autoptr (CbReader) reader = open_reader (text, -1);
  g_autoptr (CbuTableModel) model = cbu_table_model_new (owner, reader, 3);
  Wanted wanted = { model, 2 };
  guint64 counted;
  guint n_cells = 9;

  g_assert_null (cbu_table_model_get_row (model, 0, &n_cells));
  g_assert_cmpuint (n_cells, ==, 0);
  cbu_table_model_want (model, 0, 2);
  cbu_test_wait (has_cells, &wanted, "three rows");
  counted = cbu_table_model_count_counted (model);
  for (guint row = 0; row < 3; row++)
    {
      const char *const *cells = cbu_table_model_get_row (model, row, &n_cells);

      g_assert_cmpuint (n_cells, ==, g_strv_length ((GStrv)cells));
      counted -= n_cells;
    }
  g_assert_cmpuint (counted, ==, 0);
}

#define EXCEL_COLUMNS 16384

static const char *last_cells[EXCEL_COLUMNS + 1];

static const char *const *
get_last_cells (gpointer data, guint64 row, guint *n_cells)
{
  *n_cells = EXCEL_COLUMNS;
  return last_cells;
}

static gboolean
is_cell_shown (gpointer grid)
{
  GtkWidget *cell = GTK_WIDGET (_cbu_grid_find_cell (grid, 0, EXCEL_COLUMNS - 1));

  return cell != NULL
         && g_strcmp0 (gtk_label_get_label (GTK_LABEL (gtk_widget_get_last_child (cell))), "last")
                == 0;
}

/* At the right end nobody goes through what stands left of it: those cells are not even there. */
static void
test_right_end (void)
{
  static const CbuGridSource source = { .get_row = get_last_cells };
  g_autofree CbuGridColumn *columns = g_new0 (CbuGridColumn, EXCEL_COLUMNS);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  CbuGrid *grid = g_object_new (CBU_TYPE_GRID, NULL);

  for (guint i = 0; i < EXCEL_COLUMNS; i++)
    columns[i] = (CbuGridColumn){ "a", 100, FALSE };
  last_cells[EXCEL_COLUMNS - 1] = "last";
  cbu_grid_set_source (grid, &source, NULL);
  cbu_grid_set_columns (grid, columns, EXCEL_COLUMNS);
  cbu_grid_set_n_rows (grid, 1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (grid));
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 800, 500);
  gtk_window_present (GTK_WINDOW (window));
  cbu_grid_set_cursor (grid, 0, EXCEL_COLUMNS - 1, FALSE);
  cbu_test_wait (is_cell_shown, grid, "the cell at the right end");
  cbu_grid_set_width (grid, EXCEL_COLUMNS - 1, 10);
  cbu_grid_fit_column (grid, EXCEL_COLUMNS - 1);
  g_assert_cmpint (cbu_grid_get_width (grid, EXCEL_COLUMNS - 1), >, 20);
  gtk_window_destroy (GTK_WINDOW (window));
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
  g_test_add_func ("/ui/table/lengths-are-counted-once", test_lengths_are_counted_once);
  g_test_add_func ("/ui/table/right-end", test_right_end);
  g_test_add_func ("/ui/table/failure-is-said-once", test_failure_is_said_once);
  g_test_add_func ("/ui/table/marks", test_marks);
  return g_test_run ();
}
