/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keys and wheel. */

#include "config.h"

#include <math.h>

#include "ui/preview/cbu-pages-view-private.h"

/* A notch of the wheel with Ctrl. */
#define WHEEL_FACTOR 1.1

static void
scroll_by (CbuPagesView *self, GtkOrientation orientation, double by)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + by);
}

static gboolean
scroll_by_key (CbuPagesView *self, guint key, gboolean backwards)
{
  double line = gtk_adjustment_get_step_increment (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  double window = gtk_adjustment_get_page_increment (self->adjustments[GTK_ORIENTATION_VERTICAL]);

  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      scroll_by (self, GTK_ORIENTATION_VERTICAL, -line);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      scroll_by (self, GTK_ORIENTATION_VERTICAL, line);
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      scroll_by (self, GTK_ORIENTATION_HORIZONTAL, -line);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      scroll_by (self, GTK_ORIENTATION_HORIZONTAL, line);
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      scroll_by (self, GTK_ORIENTATION_VERTICAL, -window);
      return TRUE;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      scroll_by (self, GTK_ORIENTATION_VERTICAL, window);
      return TRUE;
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      scroll_by (self, GTK_ORIENTATION_VERTICAL, backwards ? -window : window);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
go_by_key (CbuPagesView *self, guint key)
{
  switch (key)
    {
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      cbu_pages_view_go_to (self, 0);
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      cbu_pages_view_go_to (self, G_MAXUINT);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
on_key_cb (GtkEventControllerKey *controller,
           guint key,
           guint code,
           GdkModifierType state,
           CbuPagesView *self)
{
  if (self->model == NULL || (state & GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if (go_by_key (self, key))
    return GDK_EVENT_STOP;
  if ((state & GDK_CONTROL_MASK) != 0 || !scroll_by_key (self, key, (state & GDK_SHIFT_MASK) != 0))
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
on_motion_cb (GtkEventControllerMotion *controller, double x, double y, CbuPagesView *self)
{
  self->pointer_y = y;
}

static gboolean
on_wheel_cb (GtkEventControllerScroll *controller, double x, double y, CbuPagesView *self)
{
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) == 0 || self->model == NULL)
    return GDK_EVENT_PROPAGATE;

  _cbu_pages_view_hold (self, self->pointer_y);
  cbu_pages_view_set_zoom (self, cbu_pages_view_get_zoom (self) * pow (WHEEL_FACTOR, -y));
  return GDK_EVENT_STOP;
}

static void
on_pressed_cb (CbuPagesView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
_cbu_pages_view_add_controllers (CbuPagesView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *wheel
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *click = gtk_gesture_click_new ();

  /* Before the window moves the focus by the arrows, and the scrolled window scrolls. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (widget, keys);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect (wheel, "scroll", G_CALLBACK (on_wheel_cb), self);
  gtk_widget_add_controller (widget, wheel);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  _cbu_pages_view_add_selection (self);
}
