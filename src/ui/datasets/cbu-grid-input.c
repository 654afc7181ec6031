/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keys and pointer. */

#include "config.h"

#include "ui/datasets/cbu-grid-private.h"

/* So near to the border between two titles the pointer takes hold of it. */
#define BORDER_REACH 5
/* While a selection is pulled over the edge it is scrolled by a row each so many microseconds. */
#define SCROLL_INTERVAL_US (40 * 1000)

static guint64
add_rows (CbuGrid *self, gint64 by)
{
  if (by < 0)
    return self->cursor_row - MIN (self->cursor_row, (guint64)-by);

  return self->cursor_row + (guint64)by;
}

static gint64
get_page (CbuGrid *self)
{
  int body = gtk_widget_get_height (GTK_WIDGET (self)) - self->header_height;

  return MAX (1, body / MAX (1, self->row_height) - 1);
}

static gboolean
select_by_key (CbuGrid *self, guint key, GdkModifierType state)
{
  CbuGridRange range;

  cbu_grid_get_selection (self, &range);
  if ((key == GDK_KEY_a || key == GDK_KEY_A) && (state & GDK_CONTROL_MASK) != 0)
    range = (CbuGridRange){ 0, self->n_rows - 1, 0, self->n_columns - 1 };
  else if (key == GDK_KEY_space && (state & GDK_CONTROL_MASK) != 0 && self->has_cursor)
    range = (CbuGridRange){ 0, self->n_rows - 1, range.first_column, range.last_column };
  else if (key == GDK_KEY_space && (state & GDK_SHIFT_MASK) != 0 && self->has_cursor)
    range = (CbuGridRange){ range.first_row, range.last_row, 0, self->n_columns - 1 };
  else
    return FALSE;

  cbu_grid_select (self, &range);
  return TRUE;
}

/* Where a key leads to; FALSE when it is none of those that move. */
static gboolean
find_target (CbuGrid *self, guint key, gboolean far, guint64 *row, guint *column)
{
  gint64 page = get_page (self);

  *row = self->cursor_row;
  *column = self->cursor_column;
  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      *row = far ? 0 : add_rows (self, -1);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      *row = far ? self->n_rows - 1 : add_rows (self, 1);
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      *column = far || *column == 0 ? 0 : *column - 1;
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      *column = far ? self->n_columns - 1 : *column + 1;
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      *column = 0;
      *row = far ? 0 : *row;
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      *column = self->n_columns - 1;
      *row = far ? self->n_rows - 1 : *row;
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      *row = add_rows (self, -page);
      return TRUE;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      *row = add_rows (self, page);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
open_menu (CbuGrid *self)
{
  GdkRectangle place = { self->gutter_width, self->header_height, 0, 0 };

  cbu_grid_get_cell_place (self, self->cursor_row, self->cursor_column, &place);
  g_signal_emit_by_name (self, "menu", place.x + place.width / 2.0, place.y + (double)place.height);
}

static gboolean
on_key_cb (
    GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, CbuGrid *self)
{
  gboolean far = (state & GDK_CONTROL_MASK) != 0;
  guint64 row;
  guint column;

  if (self->n_rows == 0 || self->n_columns == 0 || (state & GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if (select_by_key (self, key, state))
    return GDK_EVENT_STOP;
  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    {
      open_menu (self);
      return GDK_EVENT_STOP;
    }
  if (!far && self->has_cursor
      && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_space
          || key == GDK_KEY_F2))
    {
      g_signal_emit_by_name (self, key == GDK_KEY_space ? "activated" : "edit");
      return GDK_EVENT_STOP;
    }
  if (!find_target (self, key, far, &row, &column))
    return GDK_EVENT_PROPAGATE;

  cbu_grid_set_cursor (self, row, column, (state & GDK_SHIFT_MASK) != 0);
  return GDK_EVENT_STOP;
}

/* The border between titles at @x, that is the column left of it; G_MAXUINT for none. */
static guint
find_border (CbuGrid *self, double x, double y)
{
  double inside = x - self->gutter_width + _cbu_grid_get_value (self, GTK_ORIENTATION_HORIZONTAL);
  guint column;

  if (y >= self->header_height || x < self->gutter_width - BORDER_REACH || self->n_columns == 0)
    return G_MAXUINT;
  column = _cbu_grid_find_column (self, inside);
  if (self->edges[column + 1] - inside <= BORDER_REACH
      && inside - self->edges[column + 1] <= BORDER_REACH)
    return column;
  if (column > 0 && inside - self->edges[column] <= BORDER_REACH)
    return column - 1;

  return G_MAXUINT;
}

/* FALSE when there is no cell there. */
static gboolean
find_place (CbuGrid *self, double x, double y, guint64 *row, guint *column)
{
  double inside = x - self->gutter_width + _cbu_grid_get_value (self, GTK_ORIENTATION_HORIZONTAL);
  double down = y - self->header_height + _cbu_grid_get_value (self, GTK_ORIENTATION_VERTICAL);

  if (self->n_rows == 0 || self->n_columns == 0 || !self->measured)
    return FALSE;
  *row = down <= 0 ? 0 : (guint64)(down / self->row_height);
  *column = _cbu_grid_find_column (self, MAX (0, inside));
  return *row < self->n_rows && inside < self->edges[self->n_columns];
}

static void
on_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, CbuGrid *self)
{
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gboolean extend = (state & GDK_SHIFT_MASK) != 0;
  guint border = find_border (self, x, y);
  guint64 row;
  guint column;

  if (border != G_MAXUINT)
    {
      if (n_press == 2)
        cbu_grid_fit_column (self, border);
      return;
    }
  if (y < self->header_height || !find_place (self, x, y, &row, &column))
    return;
  if (x < self->gutter_width)
    {
      CbuGridRange whole = { row, row, 0, self->n_columns - 1 };

      if (extend && self->has_cursor)
        whole.first_row = self->anchor_row;
      cbu_grid_select (self, &whole);
      /* The pressed row is the one at which one is. */
      self->cursor_row = row;
      self->anchor_row = whole.first_row;
    }
  else
    cbu_grid_set_cursor (self, row, column, extend);
  _cbu_grid_focus_cursor (self);
  if (n_press == 2 && x >= self->gutter_width)
    g_signal_emit_by_name (self, "edit");
}

static void
on_released_cb (GtkGestureClick *gesture, int n_press, double x, double y, CbuGrid *self)
{
  if (y < self->header_height && x >= self->gutter_width && n_press == 1
      && self->dragged_column == G_MAXUINT && find_border (self, x, y) == G_MAXUINT
      && self->n_columns > 0)
    {
      double inside
          = x - self->gutter_width + _cbu_grid_get_value (self, GTK_ORIENTATION_HORIZONTAL);

      if (inside < self->edges[self->n_columns])
        g_signal_emit_by_name (self, "column-activated", _cbu_grid_find_column (self, inside));
    }
}

static void
on_menu_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, CbuGrid *self)
{
  CbuGridRange selected;
  guint64 row;
  guint column;

  if (!find_place (self, x, MAX (y, self->header_height), &row, &column))
    return;
  if (y < self->header_height)
    row = self->has_cursor ? self->cursor_row : self->first_row;
  cbu_grid_get_selection (self, &selected);
  if (row < selected.first_row || row > selected.last_row || column < selected.first_column
      || column > selected.last_column)
    cbu_grid_set_cursor (self, row, column, FALSE);
  _cbu_grid_focus_cursor (self);
  g_signal_emit_by_name (self, "menu", x, y);
}

static void
extend_to_pointer (CbuGrid *self)
{
  double x = CLAMP (self->pointer_x, self->gutter_width, gtk_widget_get_width (GTK_WIDGET (self)));
  double y
      = CLAMP (self->pointer_y, self->header_height, gtk_widget_get_height (GTK_WIDGET (self)));
  guint64 row = self->cursor_row;
  guint column = self->cursor_column;

  /* More rows may have been counted since the last frame, and their numbers be wider; or the table
   * is gone, and there is nothing to go to. Right of the last column and below the last row are the
   * last ones. */
  _cbu_grid_measure_parts (self);
  find_place (self, x, y, &row, &column);
  if (self->pointer_y < self->header_height && row > 0)
    row--;
  if (row != self->cursor_row || column != self->cursor_column)
    cbu_grid_set_cursor (self, row, column, TRUE);
}

static gboolean
pull_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CbuGrid *self = CBU_GRID (widget);

  if (gdk_frame_clock_get_frame_time (clock) - self->last_pull_us > SCROLL_INTERVAL_US)
    {
      self->last_pull_us = gdk_frame_clock_get_frame_time (clock);
      extend_to_pointer (self);
    }
  return G_SOURCE_CONTINUE;
}

static void
on_drag_begin_cb (GtkGestureDrag *gesture, double x, double y, CbuGrid *self)
{
  self->dragged_column = find_border (self, x, y);
  if (self->dragged_column != G_MAXUINT)
    {
      self->dragged_width = cbu_grid_get_width (self, self->dragged_column);
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    }
  else if (y < self->header_height || x < self->gutter_width || self->n_rows == 0)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
on_drag_update_cb (GtkGestureDrag *gesture, double by_x, double by_y, CbuGrid *self)
{
  double x, y;

  if (self->dragged_column != G_MAXUINT)
    {
      cbu_grid_set_width (self, self->dragged_column, self->dragged_width + (int)by_x);
      return;
    }
  if (!gtk_gesture_drag_get_start_point (gesture, &x, &y) || ABS (by_x) + ABS (by_y) < 4)
    return;
  self->pointer_x = x + by_x;
  self->pointer_y = y + by_y;
  if (self->drag_tick == 0)
    self->drag_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), pull_cb, NULL, NULL);
}

static void
on_drag_end_cb (GtkGestureDrag *gesture, double by_x, double by_y, CbuGrid *self)
{
  self->dragged_column = G_MAXUINT;
  if (self->drag_tick != 0)
    {
      extend_to_pointer (self);
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->drag_tick);
    }
  self->drag_tick = 0;
}

static void
on_motion_cb (GtkEventControllerMotion *controller, double x, double y, CbuGrid *self)
{
  gboolean border = find_border (self, x, y) != G_MAXUINT;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), border ? "col-resize" : NULL);
}

static gboolean
cbu_grid_grab_focus (GtkWidget *widget)
{
  CbuGrid *self = CBU_GRID (widget);

  if (!self->has_cursor && self->n_rows > 0 && self->n_columns > 0)
    cbu_grid_set_cursor (self, self->first_row, self->first_column, FALSE);
  _cbu_grid_focus_cursor (self);
  return _cbu_grid_has_focus (self);
}

/* Tab leads past the cells: arrows go among them. */
static gboolean
cbu_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (_cbu_grid_has_focus (CBU_GRID (widget)))
    return FALSE;

  return gtk_widget_grab_focus (widget);
}

void
_cbu_grid_install_input (GtkWidgetClass *widget_class)
{
  widget_class->grab_focus = cbu_grid_grab_focus;
  widget_class->focus = cbu_grid_focus;
}

void
_cbu_grid_add_controllers (CbuGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  /* Before the window moves the focus by the arrows. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (widget, keys);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (on_released_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (on_menu_pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (menu));
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
}
