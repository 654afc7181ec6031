/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-text.h"
#include "ui/datasets/cbu-table-columns.h"
#include "ui/datasets/cbu-table-copy.h"
#include "ui/datasets/cbu-table-private.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

#define INSPECTOR_WIDTH 420
#define INSPECTOR_HEIGHT 220

static guint64
count_cells (const CbuGridRange *range)
{
  return (range->last_row - range->first_row + 1)
         * (guint64)(range->last_column - range->first_column + 1);
}

static char *
dup_cells (guint64 n)
{
  g_autofree char *number = cb_text_format_count (n);

  return g_strdup_printf (ngettext ("%s cell", "%s cells", (gulong)n), number);
}

/**
 * _cbu_table_update_selected:
 * @self: a table
 *
 * Says under the table which cell one is at, or how many are selected.
 */
void
_cbu_table_update_selected (CbuTable *self)
{
  CbuGridRange range;
  guint64 row;
  guint column;

  if (self->copying != NULL)
    return;
  if (!cbu_grid_get_cursor (self->grid, &row, &column))
    {
      gtk_label_set_label (self->selected, "");
      return;
    }
  cbu_grid_get_selection (self->grid, &range);
  if (count_cells (&range) == 1)
    {
      g_autofree char *letters = cbu_table_columns_dup_letters (column);
      g_autofree char *place = g_strdup_printf ("%s%" G_GUINT64_FORMAT, letters,
                                                cbu_grid_get_first_number (self->grid) + row);

      gtk_label_set_label (self->selected, place);
    }
  else
    {
      g_autofree char *cells = dup_cells (count_cells (&range));

      gtk_label_set_label (self->selected, cells);
    }
}

typedef struct
{
  CbReader *reader; /* (owned) */
  CbuGridRange range;
  gboolean with_titles;
} Copying;

static void
free_copying (gpointer data)
{
  Copying *copying = data;

  g_object_unref (copying->reader);
  g_free (copying);
}

static gpointer
read_cells (CbWorkplace *none, gpointer input, GCancellable *cancellable, GError **error)
{
  Copying *copying = input;
  const CbFileInfo *info = cb_reader_get_info (copying->reader);

  return cbu_table_copy_read (copying->reader, &copying->range,
                              copying->with_titles ? (const char *const *)info->columns : NULL,
                              cancellable, error);
}

static void
cells_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuTable *self = widget;
  Copying *copying = input;
  g_autofree char *cells = dup_cells (count_cells (&copying->range));
  g_autofree char *said = NULL;

  self->copying = NULL;
  gtk_widget_set_visible (self->stop, FALSE);
  _cbu_table_update_selected (self);
  if (result != NULL)
    {
      gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), result);
      /* Translators: "Copied 12 cells" */
      said = g_strdup_printf (_ ("Copied %s"), cells);
      cbu_toast (self, said);
    }
  else if (g_error_matches (error, CB_ERROR, CB_ERROR_TOO_LARGE))
    {
      g_autofree char *most = dup_cells (CBU_TABLE_COPY_MAX_CELLS);

      /* Translators: both are like "12 cells" */
      said = g_strdup_printf (_ ("%s are too many to copy: at most %s, 64 MB"), cells, most);
      cbu_toast (self, said);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
           && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    cbu_show_error (self, error);
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuTable *self = CBU_TABLE (widget);
  Copying *copying;

  if (self->reader == NULL || self->copying != NULL
      || !cbu_grid_get_cursor (self->grid, NULL, NULL))
    return;
  copying = g_new0 (Copying, 1);
  copying->reader = g_object_ref (self->reader);
  copying->with_titles = g_str_equal (name, "table.copy-with-titles");
  cbu_grid_get_selection (self->grid, &copying->range);
  gtk_label_set_label (self->selected, _ ("Copying…"));
  gtk_widget_set_visible (self->stop, count_cells (&copying->range) > 1000);
  self->copying = cbu_run_async (self, NULL,
                                 &(CbuRun){ .tag = copy_cb,
                                            .work = read_cells,
                                            .done = cells_read_cb,
                                            .input = copying,
                                            .free_input = free_copying,
                                            .free_result = g_free });
}

static void
stop_copying_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuTable *self = CBU_TABLE (widget);

  if (self->copying != NULL)
    g_cancellable_cancel (self->copying);
}

void
_cbu_table_point_to (GtkWidget *popover, CbuTable *self, const GdkRectangle *place)
{
  GdkRectangle there = *place;
  graphene_point_t from = GRAPHENE_POINT_INIT ((float)place->x, (float)place->y);
  graphene_point_t to;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* GTK 4.8 asks whether the focus is in a popover that opens, and takes it for granted that there
   * is one. */
  if (root != NULL && gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  if (gtk_widget_compute_point (GTK_WIDGET (self->grid), GTK_WIDGET (self), &from, &to))
    {
      there.x = (int)to.x;
      there.y = (int)to.y;
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &there);
}

/**
 * _cbu_table_open_menu:
 * @self: a table
 * @x: in the grid
 * @y: in the grid
 *
 * Opens what can be done with the selected cells.
 */
void
_cbu_table_open_menu (CbuTable *self, double x, double y)
{
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (self->cell_menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  _cbu_table_point_to (self->menu, self, &(GdkRectangle){ (int)x, (int)y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_inspector_closed_cb (CbuTable *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static GtkWidget *
make_inspector (CbuTable *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = cbu_label_new ("", "heading");
  GtkWidget *why = cbu_wrapped_label_new ("", "caption");
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *text = gtk_text_view_new ();

  gtk_text_view_set_editable (GTK_TEXT_VIEW (text), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (text), GTK_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (text, "text-field");
  cbu_a11y_label_by (text, heading);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), text);
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (scrolled), INSPECTOR_WIDTH);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), INSPECTOR_HEIGHT);
  gtk_widget_add_css_class (scrolled, "text-frame");
  gtk_label_set_max_width_chars (GTK_LABEL (why), 50);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), why);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_widget_add_css_class (popover, "inspector");
  g_object_set_data (G_OBJECT (popover), "heading", heading);
  g_object_set_data (G_OBJECT (popover), "why", why);
  g_object_set_data (G_OBJECT (popover), "text", text);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  g_signal_connect_object (popover, "closed", G_CALLBACK (on_inspector_closed_cb), self,
                           G_CONNECT_SWAPPED);
  return popover;
}

static void
whole_cell_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuTable *self = widget;
  const CbuWholeCell *cell = input;
  guint64 row;
  guint column;

  if (result == NULL || cell->reader != self->reader
      || !cbu_grid_get_cursor (self->grid, &row, &column) || row != cell->row
      || column != cell->column)
    return;
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (g_object_get_data (G_OBJECT (self->inspector), "text")), result,
      -1);
}

static void
fill_inspector (CbuTable *self, const char *text, guint64 row, guint column)
{
  GtkTextBuffer *buffer
      = gtk_text_view_get_buffer (g_object_get_data (G_OBJECT (self->inspector), "text"));
  GtkWidget *why = g_object_get_data (G_OBJECT (self->inspector), "why");
  const char *found = cbu_table_marks_get_why (self->marks, row, (int)column);
  g_autofree char *number = cb_text_format_count (cbu_grid_get_first_number (self->grid) + row);
  /* Translators: the name of a column, then the number of a row: heading over a cell */
  g_autofree char *heading
      = g_strdup_printf (_ ("%s · row %s"), cbu_grid_get_title (self->grid, column), number);

  gtk_label_set_label (g_object_get_data (G_OBJECT (self->inspector), "heading"), heading);
  gtk_label_set_label (GTK_LABEL (why), found != NULL ? found : "");
  gtk_widget_set_visible (why, found != NULL);
  gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
}

/**
 * _cbu_table_inspect:
 * @self: a table
 *
 * Shows the whole of the cell one is at, its line breaks as such.
 */
void
_cbu_table_inspect (CbuTable *self)
{
  const char *text;
  GdkRectangle place;
  guint64 row;
  guint column;

  if (self->model == NULL || !cbu_grid_get_cursor (self->grid, &row, &column))
    return;
  cbu_grid_scroll_to (self->grid, row, column);
  if (!cbu_grid_get_cell_place (self->grid, row, column, &place))
    return;
  text = _cbu_table_get_text (self, row, column);
  if (self->inspector == NULL)
    self->inspector = make_inspector (self);
  fill_inspector (self, text, row, column);
  if (text != NULL && strlen (text) >= CBU_TABLE_CUT_AT)
    _cbu_table_read_cell (self, row, column, whole_cell_read_cb);
  _cbu_table_point_to (self->inspector, self, &place);
  gtk_popover_popup (GTK_POPOVER (self->inspector));
}

/**
 * _cbu_table_show_profile:
 * @self: a table
 * @column: 0-based
 *
 * Opens what is in the column, under its title.
 */
void
_cbu_table_show_profile (CbuTable *self, guint column)
{
  GdkRectangle place;

  if (self->reader == NULL || !cbu_grid_get_header_place (self->grid, column, &place))
    return;
  if (self->profile_popover == NULL)
    {
      GtkWidget *profile = cbu_table_profile_new ();

      self->profile = CBU_TABLE_PROFILE (profile);
      cbu_table_profile_set_reader (self->profile, self->reader);
      self->profile_popover = gtk_popover_new ();
      gtk_popover_set_position (GTK_POPOVER (self->profile_popover), GTK_POS_BOTTOM);
      gtk_popover_set_child (GTK_POPOVER (self->profile_popover), profile);
      gtk_widget_add_css_class (self->profile_popover, "inspector");
      gtk_widget_set_parent (self->profile_popover, GTK_WIDGET (self));
      g_signal_connect_object (self->profile_popover, "closed", G_CALLBACK (on_inspector_closed_cb),
                               self, G_CONNECT_SWAPPED);
    }
  cbu_table_profile_show_column (self->profile, column, cbu_grid_get_title (self->grid, column));
  _cbu_table_point_to (self->profile_popover, self, &place);
  gtk_popover_popup (GTK_POPOVER (self->profile_popover));
}

static void
profile_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuTable *self = CBU_TABLE (widget);
  guint64 row;
  guint column;

  if (!cbu_grid_get_cursor (self->grid, &row, &column))
    return;
  cbu_grid_scroll_to (self->grid, row, column);
  _cbu_table_show_profile (self, column);
}

static void
find_in_column_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  cbu_table_find_open (CBU_TABLE (widget)->find, TRUE);
}

static void
inspect_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _cbu_table_inspect (CBU_TABLE (widget));
}

static void
edit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _cbu_table_edit (CBU_TABLE (widget));
}

static void
select_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuTable *self = CBU_TABLE (widget);
  CbuGridRange range;

  if (!cbu_grid_get_cursor (self->grid, NULL, NULL))
    return;
  cbu_grid_get_selection (self->grid, &range);
  if (g_str_equal (name, "table.select-rows"))
    {
      range.first_column = 0;
      range.last_column = cbu_grid_get_n_columns (self->grid) - 1;
    }
  else
    {
      range.first_row = 0;
      range.last_row = cbu_grid_get_n_rows (self->grid) - 1;
    }
  cbu_grid_select (self->grid, &range);
}

static void
fit_column_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuTable *self = CBU_TABLE (widget);
  CbuGridRange range;

  if (!cbu_grid_get_cursor (self->grid, NULL, NULL))
    return;
  cbu_grid_get_selection (self->grid, &range);
  for (guint i = range.first_column; i <= range.last_column; i++)
    cbu_grid_fit_column (self->grid, i);
}

static void
go_to_place_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (CBU_TABLE (widget)->row_entry));
}

/**
 * _cbu_table_install_actions:
 * @widget_class: of the table
 */
void
_cbu_table_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "table.copy", copy_cb },
    { "table.copy-with-titles", copy_cb },
    { "table.stop-copying", stop_copying_cb },
    { "table.inspect", inspect_cb },
    { "table.edit", edit_cb },
    { "table.profile", profile_cb },
    { "table.find-in-column", find_in_column_cb },
    { "table.select-rows", select_cb },
    { "table.select-columns", select_cb },
    { "table.fit-column", fit_column_cb },
    { "table.go-to-place", go_to_place_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
  /* The last one is the one that the menu shows. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK, "table.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "table.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK,
                                       "table.go-to-place", NULL);
}
