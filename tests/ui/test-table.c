/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cbu-test.h"

#include "../engine/zip-maker.h"
#include "table-fixture.h"
#include "ui/datasets/cbu-bars.h"
#include "ui/datasets/cbu-grid-private.h"
#include "ui/datasets/cbu-sheet-bar.h"
#include "ui/datasets/cbu-table-columns.h"
#include "ui/datasets/cbu-table-copy.h"
#include "ui/datasets/cbu-table-find-words.h"
#include "ui/datasets/cbu-table-find.h"
#include "ui/datasets/cbu-table-hidden.h"
#include "ui/datasets/cbu-table-profile.h"
#include "ui/datasets/cbu-table.h"

/* The table of a file in a window, as it stands in the page of a dataset. */
typedef struct
{
  GtkWidget *window;
  CbuTable *table;
  CbuGrid *grid;
  CbReader *reader;
  guint64 rows;
} Fixture;

static gboolean
has_rows (gpointer data)
{
  Fixture *fixture = data;

  return cbu_grid_get_n_rows (fixture->grid) == fixture->rows
         && gtk_widget_get_height (GTK_WIDGET (fixture->grid)) > 0;
}

static void
open_table (Fixture *fixture, GString *text, guint64 rows)
{
  g_autoptr (CbRows) first = NULL;

  fixture->reader = open_reader (text->str, (gssize)text->len);
  g_string_free (text, TRUE);
  first = cb_reader_read_rows (fixture->reader, 0, 64, NULL, NULL);
  fixture->rows = rows;
  fixture->window = gtk_window_new ();
  fixture->table = g_object_new (CBU_TYPE_TABLE, NULL);
  fixture->grid = cbu_table_get_grid (fixture->table);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 500);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->table));
  gtk_window_present (GTK_WINDOW (fixture->window));
  cbu_table_show (fixture->table, fixture->reader, first);
  cbu_test_wait (has_rows, fixture, "the rows of the table");
}

static void
close_table (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->reader);
}

static GString *
make_rows (guint rows, guint columns)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < columns; i++)
    g_string_append_printf (text, "%sc%u", i > 0 ? "," : "", i);
  g_string_append_c (text, '\n');
  for (guint row = 0; row < rows; row++)
    {
      for (guint i = 0; i < columns; i++)
        g_string_append_printf (text, "%s%u:%u", i > 0 ? "," : "", row, i);
      g_string_append_c (text, '\n');
    }
  return text;
}

static void
press (Fixture *fixture, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->grid));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
      g_assert_true (handled);
    }
}

static void
assert_at (Fixture *fixture, guint64 row, guint column)
{
  guint64 at_row;
  guint at_column;

  g_assert_true (cbu_grid_get_cursor (fixture->grid, &at_row, &at_column));
  g_assert_cmpuint (at_row, ==, row);
  g_assert_cmpuint (at_column, ==, column);
}

static void
test_keys (void)
{
  Fixture fixture;

  open_table (&fixture, make_rows (1000, 5), 1000);
  gtk_widget_grab_focus (GTK_WIDGET (fixture.grid));
  assert_at (&fixture, 0, 0);
  press (&fixture, GDK_KEY_Down, 0);
  press (&fixture, GDK_KEY_Right, 0);
  assert_at (&fixture, 1, 1);
  press (&fixture, GDK_KEY_End, 0);
  assert_at (&fixture, 1, 4);
  press (&fixture, GDK_KEY_Right, 0);
  assert_at (&fixture, 1, 4);
  press (&fixture, GDK_KEY_Home, 0);
  press (&fixture, GDK_KEY_Left, 0);
  assert_at (&fixture, 1, 0);
  press (&fixture, GDK_KEY_Up, 0);
  press (&fixture, GDK_KEY_Up, 0);
  assert_at (&fixture, 0, 0);
  press (&fixture, GDK_KEY_End, GDK_CONTROL_MASK);
  assert_at (&fixture, 999, 4);
  press (&fixture, GDK_KEY_Down, 0);
  assert_at (&fixture, 999, 4);
  press (&fixture, GDK_KEY_Up, GDK_CONTROL_MASK);
  assert_at (&fixture, 0, 4);
  press (&fixture, GDK_KEY_Left, GDK_CONTROL_MASK);
  assert_at (&fixture, 0, 0);
  press (&fixture, GDK_KEY_Page_Down, 0);
  press (&fixture, GDK_KEY_Page_Down, 0);
  press (&fixture, GDK_KEY_Page_Up, 0);
  press (&fixture, GDK_KEY_Page_Up, 0);
  assert_at (&fixture, 0, 0);
  close_table (&fixture);
}

static void
assert_selected (Fixture *fixture, guint64 row, guint64 last_row, guint column, guint last_column)
{
  CbuGridRange range;

  cbu_grid_get_selection (fixture->grid, &range);
  g_assert_cmpuint (range.first_row, ==, row);
  g_assert_cmpuint (range.last_row, ==, last_row);
  g_assert_cmpuint (range.first_column, ==, column);
  g_assert_cmpuint (range.last_column, ==, last_column);
}

static void
test_selection (void)
{
  Fixture fixture;

  open_table (&fixture, make_rows (100, 5), 100);
  cbu_grid_set_cursor (fixture.grid, 10, 2, FALSE);
  press (&fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
  press (&fixture, GDK_KEY_Left, GDK_SHIFT_MASK);
  assert_selected (&fixture, 10, 11, 1, 2);
  press (&fixture, GDK_KEY_Up, GDK_SHIFT_MASK);
  press (&fixture, GDK_KEY_Up, GDK_SHIFT_MASK);
  assert_selected (&fixture, 9, 10, 1, 2);
  press (&fixture, GDK_KEY_space, GDK_SHIFT_MASK);
  assert_selected (&fixture, 9, 10, 0, 4);
  press (&fixture, GDK_KEY_Right, 0);
  press (&fixture, GDK_KEY_space, GDK_CONTROL_MASK);
  assert_selected (&fixture, 0, 99, 1, 1);
  press (&fixture, GDK_KEY_a, GDK_CONTROL_MASK);
  assert_selected (&fixture, 0, 99, 0, 4);
  close_table (&fixture);
}

static gboolean
do_nothing_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Pulls a selection to a place and lets go of it. */
static void
pull_to (Fixture *fixture, double x, double y)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->grid));

  fixture->grid->pointer_x = x;
  fixture->grid->pointer_y = y;
  fixture->grid->drag_tick
      = gtk_widget_add_tick_callback (GTK_WIDGET (fixture->grid), do_nothing_cb, NULL, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        g_signal_emit_by_name (controller, "drag-end", 0.0, 0.0);
    }
}

/* While it is pulled, rows are counted, and the sizes of before hold no longer; or the table goes
 * away. */
static void
test_pulled_meanwhile (void)
{
  Fixture fixture;
  GdkRectangle place;

  open_table (&fixture, make_rows (100, 5), 100);
  cbu_grid_set_cursor (fixture.grid, 1, 0, FALSE);
  g_assert_true (cbu_grid_get_cell_place (fixture.grid, 4, 1, &place));
  fixture.grid->measured = FALSE;
  pull_to (&fixture, place.x + 2, place.y + 2);
  assert_selected (&fixture, 1, 4, 0, 1);
  /* Right of the last column. */
  g_assert_true (cbu_grid_get_cell_place (fixture.grid, 2, 4, &place));
  pull_to (&fixture, 10000, place.y + 2);
  assert_selected (&fixture, 1, 2, 0, 4);
  cbu_grid_set_n_rows (fixture.grid, 0);
  cbu_grid_set_columns (fixture.grid, NULL, 0);
  pull_to (&fixture, place.x + 2, place.y + 2);
  g_assert_false (cbu_grid_get_cursor (fixture.grid, NULL, NULL));
  close_table (&fixture);
}

typedef struct
{
  char *text;
  gboolean done;
} Pasted;

static void
on_pasted_cb (GObject *clipboard, GAsyncResult *result, gpointer user_data)
{
  Pasted *pasted = user_data;

  pasted->text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
  pasted->done = TRUE;
}

static gboolean
is_pasted (gpointer data)
{
  return ((Pasted *)data)->done;
}

static gboolean
is_copied (gpointer data)
{
  GdkContentProvider *content
      = gdk_clipboard_get_content (gtk_widget_get_clipboard (((Fixture *)data)->window));

  return content != NULL;
}

static void
test_copy (void)
{
  Fixture fixture;
  Pasted pasted = { NULL, FALSE };
  GdkClipboard *clipboard;

  open_table (&fixture,
              g_string_new ("tên,ghi chú,số\n"
                            "An,\"dòng một\ndòng hai\",1\n"
                            "Bình,\"có \"\"ngoặc\"\"\",2\n"
                            "Chi\n"),
              3);
  cbu_grid_select (fixture.grid, &(CbuGridRange){ 0, 2, 0, 1 });
  clipboard = gtk_widget_get_clipboard (fixture.window);
  gtk_widget_activate_action (GTK_WIDGET (fixture.table), "table.copy", NULL);
  cbu_test_wait (is_copied, &fixture, "the clipboard");
  gdk_clipboard_read_text_async (clipboard, NULL, on_pasted_cb, &pasted);
  cbu_test_wait (is_pasted, &pasted, "what was copied");
  g_assert_cmpstr (pasted.text, ==, "An\t\"dòng một\ndòng hai\"\nBình\tcó \"ngoặc\"\nChi\t\n");
  g_free (pasted.text);
  close_table (&fixture);
}

static void
test_copy_has_limits (void)
{
  g_autoptr (GString) rows = make_rows (10, 3);
  g_autoptr (CbReader) reader = open_reader (rows->str, (gssize)rows->len);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_null (cbu_table_copy_read (reader, &(CbuGridRange){ 0, CBU_TABLE_COPY_MAX_CELLS, 0, 2 },
                                      NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_TOO_LARGE);
  /* One cell without a line end, so that it can be put into a form. */
  text = cbu_table_copy_read (reader, &(CbuGridRange){ 3, 3, 1, 1 }, NULL, NULL, NULL);
  g_assert_cmpstr (text, ==, "3:1");
}

/* There are widgets for what is on the screen only: 16,384 columns do not hang. */
static void
test_wide (void)
{
  Fixture fixture;
  GdkRectangle place;
  guint at_first;

  open_table (&fixture, make_rows (50, 16384), 50);
  g_assert_cmpuint (cbu_grid_get_n_columns (fixture.grid), ==, 16384);
  at_first = cbu_grid_count_cells_made (fixture.grid);
  g_assert_cmpuint (at_first, <, 2000);
  cbu_grid_set_cursor (fixture.grid, 49, 16383, FALSE);
  g_assert_true (cbu_grid_get_cell_place (fixture.grid, 49, 16383, &place));
  g_assert_false (cbu_grid_get_cell_place (fixture.grid, 0, 0, &place));
  for (guint i = 0; i < 16384; i += 100)
    cbu_grid_set_cursor (fixture.grid, i % 50, i, FALSE);
  g_assert_cmpuint (cbu_grid_count_cells_made (fixture.grid), <, 2 * at_first + 200);
  close_table (&fixture);
}

/* Any row of very many, by arithmetic alone: no row is ever visited on the way. */
static const char *const *
get_no_row (gpointer data, guint64 row, guint *n_cells)
{
  return NULL;
}

static void
test_ten_million_rows (void)
{
  static const CbuGridSource nothing = { .get_row = get_no_row };
  const CbuGridColumn columns[] = { { "a", 100, FALSE }, { "b", 100, TRUE } };
  const guint64 rows = 10 * 1000 * 1000;
  Fixture fixture;
  GdkRectangle place;

  open_table (&fixture, make_rows (1, 2), 1);
  cbu_grid_set_source (fixture.grid, &nothing, NULL);
  cbu_grid_set_columns (fixture.grid, columns, 2);
  cbu_grid_set_n_rows (fixture.grid, rows);
  /* At once, before anything is drawn. */
  for (guint64 row = rows - 1; row > 0; row /= 3)
    {
      cbu_grid_set_cursor (fixture.grid, row, 1, FALSE);
      g_assert_true (cbu_grid_get_cell_place (fixture.grid, row, 1, &place));
      g_assert_cmpint (place.height, >, 0);
    }
  g_assert_cmpuint (cbu_grid_count_cells_made (fixture.grid), <, 200);
  close_table (&fixture);
}

static gboolean
is_wide_enough (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (PangoLayout) layout
      = gtk_widget_create_pango_layout (GTK_WIDGET (fixture->grid), "123456789012345");
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return cbu_grid_get_width (fixture->grid, 1) > width;
}

/* A number is never cut: the column grows with it, unless it was made so narrow by hand. */
static void
test_widths_of_numbers (void)
{
  GString *text = g_string_new ("tên,số,khác\n");
  Fixture fixture;
  int by_hand;

  for (guint i = 1; i <= 3000; i++)
    g_string_append_printf (text, "a,%s,%s\n", i > 2900 ? "123456789012345" : "12",
                            i > 2900 ? "123456789012345" : "12");
  open_table (&fixture, text, 3000);
  g_assert_false (is_wide_enough (&fixture));
  cbu_grid_set_width (fixture.grid, 2, 60);
  by_hand = cbu_grid_get_width (fixture.grid, 2);
  cbu_grid_set_cursor (fixture.grid, 2999, 0, FALSE);
  cbu_test_wait (is_wide_enough, &fixture, "room for long numbers");
  g_assert_cmpint (cbu_grid_get_width (fixture.grid, 2), ==, by_hand);
  close_table (&fixture);
}

static gboolean
is_end_shown (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *grid = GTK_WIDGET (fixture->grid);
  GdkRectangle place;

  return cbu_grid_get_cell_place (fixture->grid, 999, 19, &place)
         && place.y + place.height == gtk_widget_get_height (grid)
         && place.x + place.width == gtk_widget_get_width (grid);
}

/* The last cell stays whole on the screen while the window is laid out anew: for that the scrolled
 * window first tries to do without its scroll bars. */
static void
test_end_stays (void)
{
  GtkWidget *widget;
  Fixture fixture;
  GdkRectangle whole, place;

  open_table (&fixture, make_rows (1000, 20), 1000);
  widget = GTK_WIDGET (fixture.grid);
  cbu_grid_set_cursor (fixture.grid, 0, 19, FALSE);
  g_assert_true (cbu_grid_get_cell_place (fixture.grid, 0, 19, &whole));
  cbu_grid_set_cursor (fixture.grid, 999, 19, FALSE);
  cbu_test_wait (is_end_shown, &fixture, "the last cell");
  for (guint i = 0; i < 3; i++)
    {
      gtk_widget_queue_resize (widget);
      gtk_widget_measure (fixture.window, GTK_ORIENTATION_HORIZONTAL, -1, &place.x, NULL, NULL,
                          NULL);
      gtk_widget_allocate (fixture.window, gtk_widget_get_width (fixture.window),
                           gtk_widget_get_height (fixture.window), -1, NULL);
      g_assert_true (cbu_grid_get_cell_place (fixture.grid, 999, 19, &place));
      g_assert_cmpint (place.height, ==, whole.height);
      g_assert_cmpint (place.width, ==, whole.width);
    }
  close_table (&fixture);
}

static void
test_widths_are_kept (void)
{
  Fixture fixture;
  g_autoptr (CbReader) again = NULL;
  g_autoptr (GString) rows = make_rows (5, 3);

  open_table (&fixture, make_rows (5, 3), 5);
  cbu_grid_set_width (fixture.grid, 1, 333);
  again = open_reader (rows->str, (gssize)rows->len);
  cbu_table_show (fixture.table, again, NULL);
  g_assert_cmpint (cbu_grid_get_width (fixture.grid, 1), ==, 333);
  g_assert_cmpint (cbu_grid_get_width (fixture.grid, 2), <, 333);
  /* Fitted to what it holds, it is narrower again, but can never vanish. */
  cbu_grid_fit_column (fixture.grid, 1);
  g_assert_cmpint (cbu_grid_get_width (fixture.grid, 1), <, 333);
  cbu_grid_set_width (fixture.grid, 1, 0);
  g_assert_cmpint (cbu_grid_get_width (fixture.grid, 1), >, 10);
  close_table (&fixture);
}

static void
test_first_widths (void)
{
  g_autoptr (GString) text = g_string_new ("mã,số dân,điện thoại,ghi chú,ngày\n");
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (CbRows) rows = NULL;
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (""));
  CbuGridColumn *columns;
  guint n_columns;

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (text, "0%u,1.2%02u,0901234567,%s,2026-03-31\n", i + 10, i,
                            i == 7 ? "một ghi chú rất dài, dài hơn mọi cột nên có, và còn dài nữa, "
                                     "dài nữa, dài nữa"
                                   : "-");
  reader = open_reader (text->str, (gssize)text->len);
  rows = cb_reader_read_rows (reader, 0, 64, NULL, NULL);
  columns = cbu_table_columns_new (
      widget, (const char *const *)cb_reader_get_info (reader)->columns, rows, &n_columns);
  g_assert_cmpuint (n_columns, ==, 5);
  g_assert_false (columns[4].is_number);
  /* Codes with a leading zero are read from the left. */
  g_assert_false (columns[0].is_number);
  g_assert_true (columns[1].is_number);
  g_assert_false (columns[2].is_number);
  g_assert_cmpint (columns[3].width, >, columns[1].width);
  g_assert_cmpint (columns[3].width, <, 500);
  cbu_table_columns_free (columns, n_columns);
}

/* A note below the table does not widen the column that it happens to stand in. */
static void
test_first_widths_of_table (void)
{
  g_autoptr (GString) text = g_string_new ("STT,Tên,Số\n");
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (CbRows) rows = NULL;
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (""));
  g_autoptr (PangoLayout) layout = NULL;
  CbuGridColumn *columns;
  int width;

  for (guint i = 1; i < 20; i++)
    g_string_append_printf (text, "%u,Trạm y tế %u,%u\n", i, i, i * 7);
  g_string_append (text, ",Tổng cộng,1330\n,,\nNgười lập biểu: Nguyễn Văn An và các cộng sự,,\n");
  reader = open_reader (text->str, (gssize)text->len);
  rows = cb_reader_read_rows (reader, 0, 64, NULL, NULL);
  columns = cbu_table_columns_new (
      widget, (const char *const *)cb_reader_get_info (reader)->columns, rows, &(guint){ 0 });
  g_assert_cmpint (columns[0].width, <, columns[1].width);
  /* The longest names come after many that are nearly as long. */
  layout = gtk_widget_create_pango_layout (widget, "Trạm y tế 19");
  pango_layout_get_pixel_size (layout, &width, NULL);
  g_assert_cmpint (columns[1].width, >, width);
  cbu_table_columns_free (columns, 3);
}

/* Of two names of as many letters the wider one is whole, too. */
static void
test_first_widths_of_letters (void)
{
  const char text[] = "tên\niiiiiiiiiiii\nMMMMMMMMMMMM\n";
  g_autoptr (CbReader) reader = open_reader (text, -1);
  g_autoptr (CbRows) rows = cb_reader_read_rows (reader, 0, 64, NULL, NULL);
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (""));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, "MMMMMMMMMMMM");
  CbuGridColumn *columns = cbu_table_columns_new (
      widget, (const char *const *)cb_reader_get_info (reader)->columns, rows, &(guint){ 0 });
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  g_assert_cmpint (columns[0].width, >, width);
  cbu_table_columns_free (columns, 1);
}

static void
test_places (void)
{
  static const struct
  {
    const char *text;
    gboolean valid;
    guint64 number;
    gboolean has_column;
    guint column;
  } cases[] = {
    { "12", TRUE, 12, FALSE, 0 },     { "1.234.567", TRUE, 1234567, FALSE, 0 },
    { "C12", TRUE, 12, TRUE, 2 },     { "aa1", TRUE, 1, TRUE, 26 },
    { "XFD", TRUE, 0, TRUE, 16383 },  { "", FALSE, 0, FALSE, 0 },
    { "0", FALSE, 0, FALSE, 0 },      { "12C", FALSE, 0, FALSE, 0 },
    { "dòng 5", FALSE, 0, FALSE, 0 }, { "$B$2", TRUE, 2, TRUE, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean has_number, has_column;
      guint64 number;
      guint column;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (
          cbu_table_columns_parse_place (cases[i].text, &number, &has_number, &column, &has_column),
          ==, cases[i].valid);
      if (!cases[i].valid)
        continue;
      g_assert_cmpuint (number, ==, cases[i].number);
      g_assert_cmpint (has_column, ==, cases[i].has_column);
      g_assert_cmpuint (column, ==, cases[i].column);
      if (has_column)
        {
          g_autofree char *letters = cbu_table_columns_dup_letters (column);

          g_assert_cmpint (strlen (letters), >, 0);
        }
    }
}

static void
test_shown_on_one_line (void)
{
  g_autofree char *breaks = cbu_grid_cell_dup_shown ("một\r\nhai\nba\tbốn");
  g_autofree char *long_text = g_strnfill (10000, 'x');
  g_autofree char *cut = cbu_grid_cell_dup_shown (long_text);

  g_assert_cmpstr (breaks, ==, "một↵hai↵ba⇥bốn");
  g_assert_true (g_str_has_suffix (cut, "…"));
  g_assert_cmpuint (strlen (cut), <, 1000);
}

static CbuTableFind *
look_for (Fixture *fixture, const char *text)
{
  GtkWidget *find = cbu_test_find (GTK_WIDGET (fixture->table), CBU_TYPE_TABLE_FIND);
  GtkWidget *entry = cbu_test_find (find, GTK_TYPE_SEARCH_ENTRY);

  g_assert_true (cbu_table_command (fixture->table, "search"));
  /* It takes what is typed next. */
  g_assert_true (gtk_widget_get_mapped (entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  return CBU_TABLE_FIND (find);
}

typedef struct
{
  Fixture *fixture;
  CbuTableFind *find;
  guint64 row;
  guint column;
  const char *status;
} Hit;

static gboolean
is_at (gpointer data)
{
  Hit *hit = data;
  guint64 row;
  guint column;

  return cbu_grid_get_cursor (hit->fixture->grid, &row, &column) && row == hit->row
         && column == hit->column
         && g_str_has_prefix (cbu_table_find_get_status (hit->find), hit->status);
}

static void
test_find_in_all_rows (void)
{
  g_autoptr (GString) text = g_string_new ("mã,tên\n");
  Fixture fixture;
  Hit hit = { .fixture = &fixture };

  for (guint i = 0; i < 40000; i++)
    g_string_append_printf (text, "%u,%s\n", i, i == 5 || i == 30000 ? "Đồng Tháp" : "chỗ khác");
  open_table (&fixture, g_string_new (text->str), 40000);
  hit.find = look_for (&fixture, "DONG thap");
  hit.row = 5;
  hit.column = 1;
  hit.status = "2 cells";
  cbu_test_wait (is_at, &hit, "the first hit, and how many there are");
  g_assert_true (cbu_table_find_matches (hit.find, 1, "tỉnh đồng  tháp"));
  g_assert_false (cbu_table_find_matches (hit.find, 1, "Đồng Nai"));
  cbu_table_command (fixture.table, "find-next");
  hit.row = 30000;
  cbu_test_wait (is_at, &hit, "the next hit");
  /* Around the end, and back. */
  cbu_table_command (fixture.table, "find-next");
  hit.row = 5;
  hit.status = "2 cells · went on";
  cbu_test_wait (is_at, &hit, "the first hit again");
  cbu_table_command (fixture.table, "find-previous");
  hit.row = 30000;
  cbu_test_wait (is_at, &hit, "the last hit");
  /* What is nowhere moves nothing. */
  look_for (&fixture, "Sóc Trăng");
  hit.status = "Nowhere";
  cbu_test_wait (is_at, &hit, "that there is none");
  g_assert_cmpuint (cbu_test_count_nameless (fixture.window), ==, 0);
  close_table (&fixture);
}

static gboolean
is_ready (gpointer profile)
{
  return cbu_table_profile_is_ready (profile);
}

/* What was stopped is not said to have been counted. */
static void
test_find_stopped (void)
{
  static const struct
  {
    CbTally tally;
    gboolean is_tallying;
    const char *words;
  } cases[] = {
    { { .cells = 0 }, FALSE, "Stopped" },
    { { .cells = 7 }, FALSE, "Stopped at 7 cells" },
    { { .cells = 7 }, TRUE, "7 cells so far…" },
    { { .cells = 7, .is_final = TRUE }, FALSE, "7 cells" },
    { { .cells = 0, .is_final = TRUE }, FALSE, "Nowhere in the table" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CbuFindState state = { .tally = &cases[i].tally, .is_tallying = cases[i].is_tallying };
      g_autofree char *words = cbu_table_find_dup_words (&state);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_profile (void)
{
  g_autoptr (GString) text = g_string_new ("mã,dân số,loại\n");
  Fixture fixture;
  GtkWidget *profile;

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "X%u,%u,%s\n", i, 1000 + i * 7, i % 3 == 0 ? "xã" : "phường");
  open_table (&fixture, g_string_new (text->str), 300);
  for (guint column = 0; column < 3; column++)
    {
      /* Nothing has the focus in a window that was just opened by a file. */
      gtk_window_set_focus (GTK_WINDOW (fixture.window), NULL);
      g_signal_emit_by_name (fixture.grid, "column-activated", column);
      profile = cbu_test_find (GTK_WIDGET (fixture.table), CBU_TYPE_TABLE_PROFILE);
      g_assert_nonnull (profile);
      cbu_test_wait (is_ready, profile, "what is in the column");
    }
  g_assert_cmpuint (cbu_test_count_nameless (fixture.window), ==, 0);
  close_table (&fixture);
}

static void
test_chart_words (void)
{
  static const char *const cases[][2] = {
    { "2026-03-31", "31/03/2026" },
    { "2026-03-31T08:05:00", "31/03/2026 08:05:00" },
    { "2026", "2026" },
    { "12345.5", "12.345,5" },
    { "-1234567", "-1.234.567" },
    { "1.5e+20", "1,5e+20" },
    { "Xã 1.5", "Xã 1.5" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *local = cbu_bars_dup_local (cases[i][0]);

      g_assert_cmpstr (local, ==, cases[i][1]);
    }
}

static const char workbook[]
    = "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
      "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>"
      "<sheet name='Trạm' sheetId='1' r:id='s1'/><sheet name='Nháp' sheetId='2' state='hidden' "
      "r:id='s2'/></sheets></workbook>";
static const char workbook_relations[]
    = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
      "<Relationship Id='s1' "
      "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' "
      "Target='worksheets/sheet1.xml'/><Relationship Id='s2' "
      "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' "
      "Target='worksheets/sheet2.xml'/></Relationships>";
static const char relations[]
    = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
      "<Relationship Id='r1' "
      "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' "
      "Target='xl/workbook.xml'/></Relationships>";
static const char types[]
    = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default "
      "Extension='xml' ContentType='application/xml'/><Override PartName='/xl/workbook.xml' "
      "ContentType='application/"
      "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>";

static char *
make_sheet (const char *rows)
{
  return g_strdup_printf (
      "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>%s"
      "</sheetData></worksheet>",
      rows);
}

static GByteArray *
make_workbook (void)
{
  ZipMaker *zip = zip_maker_new ();
  g_autoptr (GString) rows
      = g_string_new ("<row r='1'><c r='A1' t='inlineStr'><is><t>Mã</t></is></c><c r='B1' "
                      "t='inlineStr'><is><t>Tên</t></is></c></row>");
  g_autofree char *first = NULL;
  g_autofree char *second
      = make_sheet ("<row r='1'><c r='A1' t='inlineStr'><is><t>x</t></is></c></row>");

  for (guint i = 2; i < 12; i++)
    g_string_append_printf (rows,
                            "<row r='%u'%s><c r='A%u'><v>%u</v></c><c r='B%u' "
                            "t='inlineStr'><is><t>Trạm %u</t></is></c></row>",
                            i, i == 7 ? " hidden='1'" : "", i, i, i, i);
  first = make_sheet (rows->str);
  zip_maker_add_text (zip, "[Content_Types].xml", types);
  zip_maker_add_text (zip, "_rels/.rels", relations);
  zip_maker_add_text (zip, "xl/workbook.xml", workbook);
  zip_maker_add_text (zip, "xl/_rels/workbook.xml.rels", workbook_relations);
  zip_maker_add_text (zip, "xl/worksheets/sheet1.xml", first);
  zip_maker_add_text (zip, "xl/worksheets/sheet2.xml", second);
  return zip_maker_finish (zip, FALSE);
}

static gboolean
has_hidden (gpointer bar)
{
  return cbu_sheet_bar_get_hidden (bar) != NULL;
}

static void
on_sheet_chosen_cb (CbuTable *table, guint sheet, gpointer chosen)
{
  *(guint *)chosen = sheet;
}

static guint
count_hidden_cells (GtkWidget *root)
{
  guint n = gtk_widget_has_css_class (root, "cell-hidden") ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_hidden_cells (child);
  return n;
}

/* One row, in all of its columns. */
static gboolean
shows_hidden (gpointer grid)
{
  return count_hidden_cells (grid) == cbu_grid_get_n_columns (grid);
}

static void
test_hidden_places (void)
{
  g_autoptr (GPtrArray) things
      = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_hidden_thing_free);
  CbuTableHidden *hidden;

  g_ptr_array_add (things, cb_hidden_thing_new (CB_HIDDEN_ROWS, 0, "9:12", "", 4));
  g_ptr_array_add (things, cb_hidden_thing_new (CB_HIDDEN_ROWS, 0, "3, 5:10", "", 7));
  g_ptr_array_add (things, cb_hidden_thing_new (CB_HIDDEN_ROWS, 1, "20", "", 1));
  g_ptr_array_add (things, cb_hidden_thing_new (CB_HIDDEN_COLUMNS, 0, "B:D", "", 3));
  g_ptr_array_add (things, cb_hidden_thing_new (CB_HIDDEN_COLUMNS, 0, "…", "", 3));
  hidden = cbu_table_hidden_new (things, 0);
  for (guint i = 0; i < 30; i++)
    {
      g_assert_cmpint (cbu_table_hidden_has_row (hidden, i), ==, i == 3 || (i >= 5 && i <= 12));
      g_assert_cmpint (cbu_table_hidden_has_column (hidden, i), ==, i >= 1 && i <= 3);
    }
  cbu_table_hidden_free (hidden);
  g_assert_false (cbu_table_hidden_has_row (NULL, 3));
}

/* The tabs and the list of what is hidden: a row of the sheet that is shown is gone to at once,
 * another sheet is asked for. */
static void
test_sheets (void)
{
  g_autoptr (GByteArray) bytes = make_workbook ();
  Fixture fixture;
  GtkWidget *bar, *list;
  GPtrArray *hidden;
  guint chosen = G_MAXUINT;

  open_table (&fixture, g_string_new_len ((const char *)bytes->data, (gssize)bytes->len), 10);
  g_signal_connect (fixture.table, "sheet-chosen", G_CALLBACK (on_sheet_chosen_cb), &chosen);
  g_assert_cmpint (cbu_table_get_sheet (fixture.table), ==, 0);
  bar = cbu_test_find (GTK_WIDGET (fixture.table), CBU_TYPE_SHEET_BAR);
  g_assert_true (gtk_widget_get_visible (bar));
  cbu_test_wait (has_hidden, bar, "what is hidden");
  hidden = cbu_sheet_bar_get_hidden (CBU_SHEET_BAR (bar));
  g_assert_cmpuint (hidden->len, ==, 2);
  cbu_test_wait (shows_hidden, fixture.grid, "the cells of the hidden row");
  list = cbu_test_find (gtk_widget_get_last_child (bar), GTK_TYPE_LIST_BOX);
  for (guint i = 0; i < hidden->len; i++)
    {
      const CbHiddenThing *thing = g_ptr_array_index (hidden, i);

      g_signal_emit_by_name (list, "row-activated",
                             gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int)i));
      if (thing->kind == CB_HIDDEN_ROWS)
        assert_at (&fixture, 5, 0);
      else
        g_assert_cmpuint (chosen, ==, 1);
    }
  g_assert_cmpuint (cbu_test_count_nameless (fixture.window), ==, 0);
  close_table (&fixture);
}

/* Of forty sheets the last one is looked at. */
static GByteArray *
make_long_workbook (void)
{
  ZipMaker *zip = zip_maker_new ();
  g_autoptr (GString) book = g_string_new (
      "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
      "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>");
  g_autoptr (GString) links = g_string_new (
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>");
  g_autofree char *sheet = make_sheet (
      "<row r='1'><c r='A1' t='inlineStr'><is><t>Mã</t></is></c></row><row r='2'><c r='A2'>"
      "<v>1</v></c></row><row r='3'><c r='A3'><v>2</v></c></row>");

  for (guint i = 1; i <= 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("xl/worksheets/sheet%u.xml", i);

      g_string_append_printf (book, "<sheet name='Biểu số %u tổng hợp' sheetId='%u' r:id='s%u'/>",
                              i, i, i);
      g_string_append_printf (
          links,
          "<Relationship Id='s%u' "
          "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' "
          "Target='worksheets/sheet%u.xml'/>",
          i, i);
      zip_maker_add_text (zip, name, sheet);
    }
  g_string_append (book, "</sheets></workbook>");
  g_string_append (links, "</Relationships>");
  zip_maker_add_text (zip, "[Content_Types].xml", types);
  zip_maker_add_text (zip, "_rels/.rels", relations);
  zip_maker_add_text (zip, "xl/workbook.xml", book->str);
  zip_maker_add_text (zip, "xl/_rels/workbook.xml.rels", links->str);
  return zip_maker_finish (zip, FALSE);
}

static gboolean
is_last_tab_shown (gpointer data)
{
  GtkWidget *bar = data;
  GtkWidget *scrolled = gtk_widget_get_next_sibling (gtk_widget_get_first_child (bar));
  GtkWidget *tab = gtk_widget_get_last_child (
      gtk_widget_get_parent (cbu_test_find (scrolled, GTK_TYPE_TOGGLE_BUTTON)));
  graphene_rect_t place;

  return gtk_widget_get_visible (gtk_widget_get_first_child (bar))
         && gtk_widget_compute_bounds (tab, scrolled, &place) && place.origin.x >= 0
         && place.origin.x + place.size.width <= (float)gtk_widget_get_width (scrolled) + 1;
}

/* The tab of the sheet that is shown is on the screen, and all sheets are in a list. */
static void
test_many_sheets (void)
{
  g_autoptr (GByteArray) bytes = make_long_workbook ();
  g_autoptr (CbReader) last = open_sheet ((const char *)bytes->data, (gssize)bytes->len, 39);
  Fixture fixture;
  GtkWidget *bar, *list;
  guint chosen = G_MAXUINT;

  open_table (&fixture, g_string_new_len ((const char *)bytes->data, (gssize)bytes->len), 2);
  g_signal_connect (fixture.table, "sheet-chosen", G_CALLBACK (on_sheet_chosen_cb), &chosen);
  cbu_table_show (fixture.table, last, NULL);
  bar = cbu_test_find (GTK_WIDGET (fixture.table), CBU_TYPE_SHEET_BAR);
  cbu_test_wait (is_last_tab_shown, bar, "the last tab");
  list = cbu_test_find (gtk_widget_get_first_child (bar), GTK_TYPE_LIST_BOX);
  g_assert_nonnull (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 39));
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 40));
  g_signal_emit_by_name (list, "row-activated",
                         gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 17));
  g_assert_cmpuint (chosen, ==, 17);
  /* What was found in another sheet is gone to when that is shown. */
  cbu_table_go_to_in_sheet (fixture.table, "Biểu số 1 tổng hợp", 1, 0);
  g_assert_cmpuint (chosen, ==, 0);
  cbu_table_show (fixture.table, fixture.reader, NULL);
  fixture.rows = 2;
  cbu_test_wait (has_rows, &fixture, "the rows of the first sheet");
  assert_at (&fixture, 1, 0);
  cbu_table_go_to_in_sheet (fixture.table, "Biểu số 1 tổng hợp", 0, 0);
  assert_at (&fixture, 0, 0);
  close_table (&fixture);
}

static void
test_no_workbook (void)
{
  Fixture fixture;

  open_table (&fixture, make_rows (5, 3), 5);
  g_assert_cmpint (cbu_table_get_sheet (fixture.table), ==, -1);
  g_assert_false (
      gtk_widget_get_visible (cbu_test_find (GTK_WIDGET (fixture.table), CBU_TYPE_SHEET_BAR)));
  close_table (&fixture);
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add_func ("/ui/table/keys", test_keys);
  g_test_add_func ("/ui/table/selection", test_selection);
  g_test_add_func ("/ui/table/selection/pulled-meanwhile", test_pulled_meanwhile);
  g_test_add_func ("/ui/table/copy/as-lines-with-tabs", test_copy);
  g_test_add_func ("/ui/table/copy/has-limits", test_copy_has_limits);
  g_test_add_func ("/ui/table/wide", test_wide);
  g_test_add_func ("/ui/table/ten-million-rows", test_ten_million_rows);
  g_test_add_func ("/ui/table/end-stays", test_end_stays);
  g_test_add_func ("/ui/table/widths/are-kept", test_widths_are_kept);
  g_test_add_func ("/ui/table/widths/at-first", test_first_widths);
  g_test_add_func ("/ui/table/widths/of-numbers", test_widths_of_numbers);
  g_test_add_func ("/ui/table/widths/without-notes", test_first_widths_of_table);
  g_test_add_func ("/ui/table/widths/by-letters", test_first_widths_of_letters);
  g_test_add_func ("/ui/table/find", test_find_in_all_rows);
  g_test_add_func ("/ui/table/find/stopped", test_find_stopped);
  g_test_add_func ("/ui/table/profile", test_profile);
  g_test_add_func ("/ui/table/chart/words", test_chart_words);
  g_test_add_func ("/ui/table/sheets/of-a-workbook", test_sheets);
  g_test_add_func ("/ui/table/sheets/many", test_many_sheets);
  g_test_add_func ("/ui/table/hidden/places", test_hidden_places);
  g_test_add_func ("/ui/table/sheets/none", test_no_workbook);
  g_test_add_func ("/ui/table/places", test_places);
  g_test_add_func ("/ui/table/one-line", test_shown_on_one_line);
  return g_test_run ();
}
