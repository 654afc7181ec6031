/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of what is due, wherever they stand on the page. */

#include "config.h"

#include "ui/todo/cbu-todo-rows.h"

/**
 * cbu_todo_rows_find:
 * @widget: in which
 * @key: of an obligation
 *
 * Returns: (transfer none) (nullable): its row
 */
GtkWidget *
cbu_todo_rows_find (GtkWidget *widget, const char *key)
{
  if (g_strcmp0 (g_object_get_data (G_OBJECT (widget), "key"), key) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = cbu_todo_rows_find (child, key);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* All of it, in the middle where there is room: the focus alone would bring its button only. */
static gboolean
scroll_when_placed_cb (GtkWidget *row, GdkFrameClock *clock, gpointer user_data)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *position;
  graphene_rect_t bounds;
  double page;

  if (scrolled == NULL)
    return G_SOURCE_REMOVE;
  if (gtk_widget_get_height (row) == 0 || !gtk_widget_compute_bounds (row, user_data, &bounds))
    return G_SOURCE_CONTINUE;
  position = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  page = gtk_adjustment_get_page_size (position);
  gtk_adjustment_set_value (position, bounds.origin.y - (page - bounds.size.height) / 2);
  return G_SOURCE_REMOVE;
}

/**
 * cbu_todo_rows_mark:
 * @box: in which the rows are
 * @row: one of them
 *
 * Shows it in the middle; its first button takes the focus and is read out with the row's name.
 */
void
cbu_todo_rows_mark (GtkWidget *box, GtkWidget *row)
{
  gtk_widget_add_css_class (row, "todo-wanted");
  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
  gtk_widget_add_tick_callback (row, scroll_when_placed_cb, box, NULL);
}

/**
 * cbu_todo_rows_dup_focused_key:
 * @box: in which the rows are
 *
 * Returns: (transfer full) (nullable): of the row that the focus is in; %NULL: it is elsewhere
 */
char *
cbu_todo_rows_dup_focused_key (GtkWidget *box)
{
  GtkRoot *root = gtk_widget_get_root (box);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, box))
    row = gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW);

  return row != NULL ? g_strdup (g_object_get_data (G_OBJECT (row), "key")) : NULL;
}

/**
 * cbu_todo_rows_find_popover:
 * @widget: in which
 *
 * Returns: (transfer none) (nullable): a menu, a clause or a calendar that a person has open there
 */
GtkWidget *
cbu_todo_rows_find_popover (GtkWidget *widget)
{
  if (GTK_IS_POPOVER (widget))
    return gtk_widget_get_visible (widget) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = cbu_todo_rows_find_popover (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}
