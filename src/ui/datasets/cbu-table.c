/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-table.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/datasets/cbu-table-marks.h"
#include "ui/datasets/cbu-table-model.h"
#include "ui/widgets/cbu-a11y.h"

/* A column is as wide as what its first rows hold, within these bounds. */
#define NARROWEST_CHARS 6
#define WIDEST_CHARS 36
#define CHAR_WIDTH 8
#define CELL_PADDING 18

/**
 * CbuTable:
 *
 * A file as a table: rows of any number, the header fixed, row numbers with the marks of findings
 * at the left. What is found is underlined.
 */
struct _CbuTable
{
  GtkBox parent_instance;

  /* Owned */
  CbuTableModel *model; /* (nullable) */
  GtkSingleSelection *selection;
  CbuTableMarks *marks;
  guint scroll_source;
  guint focus_row;
  int focus_column;
  guint n_columns;

  /* Template */
  GtkScrolledWindow *scrolled;
  GtkColumnView *view;
  GtkLabel *summary;
  GtkEntry *row_entry;
};

G_DEFINE_FINAL_TYPE (CbuTable, cbu_table, GTK_TYPE_BOX)

#define GUTTER (-1)

static void
show_gutter (CbuTable *self, GtkListItem *item, CbuTableRow *row)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *icon = gtk_widget_get_first_child (box);
  GtkWidget *label = gtk_widget_get_last_child (box);
  guint index = cbu_table_row_get_index (row);
  CbSeverity severity = CB_SEVERITY_NOTE;
  gboolean marked = cbu_table_marks_get_row (self->marks, index, &severity);
  g_autofree char *number = cb_text_format_count ((guint64)index + 1);

  gtk_label_set_label (GTK_LABEL (label), number);
  gtk_widget_set_opacity (icon, marked ? 1 : 0);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), cbu_table_marks_get_icon (severity));
  gtk_widget_set_tooltip_text (box, marked ? cb_severity_title (severity) : NULL);
}

static void
show_cell (CbuTable *self, GtkListItem *item, CbuTableRow *row, int column)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = cbu_table_row_get_cell (row, (guint)column);
  guint index = cbu_table_row_get_index (row);
  CbSeverity severity;
  const char *classes[4] = { "cell", NULL };
  guint n = 1;

  if (cbu_table_marks_get_cell (self->marks, index, column, &severity))
    classes[n++] = severity == CB_SEVERITY_BLOCKER ? "cell-blocker" : "cell-warning";
  if (index == self->focus_row && column == self->focus_column)
    classes[n++] = "cell-focus";
  gtk_widget_set_css_classes (label, classes);
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
}

static void
show_item (CbuTable *self, GtkListItem *item)
{
  CbuTableRow *row = gtk_list_item_get_item (item);
  int column = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (item), "column"));

  if (row == NULL)
    return;
  if (column == GUTTER)
    show_gutter (self, item, row);
  else
    show_cell (self, item, row, column);
}

static void
on_row_changed_cb (CbuTableRow *row, gpointer user_data)
{
  GtkListItem *item = user_data;
  CbuTable *self = g_object_get_data (G_OBJECT (item), "table");

  show_item (self, item);
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  int column = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "column"));
  GtkWidget *child;

  if (column == GUTTER)
    {
      GtkWidget *label = gtk_label_new (NULL);

      child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 1);
      gtk_box_append (GTK_BOX (child), gtk_image_new ());
      gtk_box_append (GTK_BOX (child), label);
      gtk_widget_add_css_class (child, "gutter");
    }
  else
    {
      child = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (child), 0);
      gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
      gtk_label_set_single_line_mode (GTK_LABEL (child), TRUE);
    }
  gtk_list_item_set_child (item, child);
  g_object_set_data (G_OBJECT (item), "column", GINT_TO_POINTER (column));
  g_object_set_data (G_OBJECT (item), "table", user_data);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gulong handler = g_signal_connect (gtk_list_item_get_item (item), "changed",
                                     G_CALLBACK (on_row_changed_cb), item);

  g_object_set_data (G_OBJECT (item), "handler", GSIZE_TO_POINTER (handler));
  show_item (user_data, item);
}

static void
unbind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gulong handler = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (item), "handler"));

  if (handler != 0)
    g_signal_handler_disconnect (gtk_list_item_get_item (item), handler);
  g_object_set_data (G_OBJECT (item), "handler", NULL);
}

static void
add_column (CbuTable *self, const char *title, int column, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;

  g_object_set_data (G_OBJECT (factory), "column", GINT_TO_POINTER (column));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell_cb), self);
  view_column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (view_column, column != GUTTER);
  gtk_column_view_column_set_fixed_width (view_column, width);
  gtk_column_view_append_column (self->view, view_column);
}

static int
get_width (const CbRows *rows, const char *title, guint column)
{
  glong chars = MAX (g_utf8_strlen (title, -1) + 1, NARROWEST_CHARS);

  for (guint i = 0; rows != NULL && i < rows->cells->len; i++)
    {
      GStrv cells = g_ptr_array_index (rows->cells, i);

      if (column < g_strv_length (cells))
        chars = MAX (chars, g_utf8_strlen (cells[column], -1));
    }
  return (int)MIN (chars, WIDEST_CHARS) * CHAR_WIDTH + CELL_PADDING;
}

static void
remove_columns (CbuTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

static void
update_summary (CbuTable *self)
{
  guint rows = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *rows_number = cb_text_format_count (rows);
  g_autofree char *columns_number = cb_text_format_count (self->n_columns);
  g_autofree char *rows_text = g_strdup_printf (ngettext ("%s row", "%s rows", rows), rows_number);
  g_autofree char *columns_text
      = g_strdup_printf (ngettext ("%s column", "%s columns", self->n_columns), columns_number);
  g_autofree char *text = g_strdup_printf ("%s · %s", rows_text, columns_text);

  if (!cbu_table_model_is_complete (self->model))
    {
      g_autofree char *counting = g_strdup_printf (_ ("%s (still counting)"), text);

      gtk_label_set_label (self->summary, counting);
      return;
    }
  gtk_label_set_label (self->summary, text);
}

/**
 * cbu_table_show:
 * @self: a table
 * @reader: (nullable): what to show; %NULL: nothing
 * @first_rows: (nullable): some rows to judge the widths of columns by
 */
void
cbu_table_show (CbuTable *self, CbReader *reader, const CbRows *first_rows)
{
  const CbFileInfo *info;

  g_return_if_fail (CBU_IS_TABLE (self));

  gtk_column_view_set_model (self->view, NULL);
  gtk_single_selection_set_model (self->selection, NULL);
  g_clear_object (&self->model);
  remove_columns (self);
  gtk_label_set_label (self->summary, "");
  self->focus_row = G_MAXUINT;
  self->focus_column = -1;
  if (reader == NULL)
    return;
  info = cb_reader_get_info (reader);
  self->n_columns = info->columns != NULL ? g_strv_length (info->columns) : 0;
  add_column (self, "", GUTTER, 92);
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *nameless = g_strdup_printf (_ ("(column %u)"), i + 1);
      const char *title = *info->columns[i] != '\0' ? info->columns[i] : nameless;

      add_column (self, title, (int)i, get_width (first_rows, title, i));
    }
  self->model = cbu_table_model_new (GTK_WIDGET (self), reader);
  g_signal_connect_object (self->model, "counted", G_CALLBACK (update_summary), self,
                           G_CONNECT_SWAPPED);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->model));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * cbu_table_set_findings:
 * @self: a table
 * @findings: (nullable) (element-type CbFinding): of the file that is shown
 */
void
cbu_table_set_findings (CbuTable *self, GPtrArray *findings)
{
  g_return_if_fail (CBU_IS_TABLE (self));

  cbu_table_marks_set (self->marks, findings);
  if (self->model != NULL)
    cbu_table_model_refresh_all (self->model);
}

static GtkWidget *
find_list (GtkColumnView *view)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static gboolean
scroll_to_column_cb (gpointer data)
{
  CbuTable *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scrolled);
  GListModel *columns = gtk_column_view_get_columns (self->view);
  double left = 0, width = 0;
  double page = gtk_adjustment_get_page_size (adjustment);
  double value = gtk_adjustment_get_value (adjustment);

  self->scroll_source = 0;
  for (guint i = 0; i < g_list_model_get_n_items (columns) && (int)i <= self->focus_column + 1; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      left += width;
      width = gtk_column_view_column_get_fixed_width (column);
    }
  if (left < value || left + width > value + page)
    gtk_adjustment_set_value (adjustment, MAX (0, left - (page - width) / 2));
  return G_SOURCE_REMOVE;
}

/**
 * cbu_table_go_to:
 * @self: a table
 * @row: 0-based without the header; %CB_FINDING_NO_ROW: only the column is meant
 * @column: 0-based; -1: only the row is meant
 *
 * Selects the row, scrolls to it, and shows the cell.
 */
void
cbu_table_go_to (CbuTable *self, guint64 row, int column)
{
  GtkWidget *list;
  guint old;

  g_return_if_fail (CBU_IS_TABLE (self));

  if (self->model == NULL)
    return;
  old = self->focus_row;
  self->focus_row = row == CB_FINDING_NO_ROW ? 0 : (guint)MIN (row, G_MAXINT);
  self->focus_column = column;
  cbu_table_model_refresh_row (self->model, old);
  if (self->focus_row >= g_list_model_get_n_items (G_LIST_MODEL (self->model)))
    return;
  gtk_single_selection_set_selected (self->selection, self->focus_row);
  list = find_list (self->view);
  if (list != NULL)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", self->focus_row);
  cbu_table_model_refresh_row (self->model, self->focus_row);
  if (column >= 0 && self->scroll_source == 0)
    self->scroll_source = g_idle_add (scroll_to_column_cb, self);
}

static void
on_row_entered_cb (CbuTable *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->row_entry));
  g_autoptr (GString) digits = g_string_new (NULL);
  guint64 row;

  /* As numbers are written here: "1.234" is a row. */
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  row = g_ascii_strtoull (digits->str, NULL, 10);
  if (row > 0)
    cbu_table_go_to (self, row - 1, -1);
}

static gboolean
copy_row_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  CbuTable *self = CBU_TABLE (widget);
  CbuTableRow *row = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *text = NULL;

  if (row == NULL)
    return FALSE;
  text = cbu_table_row_dup_text (row);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  return TRUE;
}

static void
cbu_table_dispose (GObject *object)
{
  CbuTable *self = CBU_TABLE (object);

  g_clear_handle_id (&self->scroll_source, g_source_remove);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->model);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->marks, cbu_table_marks_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_TABLE);
  G_OBJECT_CLASS (cbu_table_parent_class)->dispose (object);
}

static void
cbu_table_class_init (CbuTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_table_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/datasets/cbu-table.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuTable, scrolled);
  gtk_widget_class_bind_template_child (widget_class, CbuTable, view);
  gtk_widget_class_bind_template_child (widget_class, CbuTable, summary);
  gtk_widget_class_bind_template_child (widget_class, CbuTable, row_entry);
  gtk_widget_class_bind_template_callback (widget_class, on_row_entered_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, copy_row_cb, NULL);
}

static void
cbu_table_init (CbuTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->marks = cbu_table_marks_new ();
  self->focus_row = G_MAXUINT;
  self->focus_column = -1;
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
}
