/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Toasts that go while they still come. */

#include "config.h"

#include "cbu-test.h"
#include "ui/widgets/cbu-parts.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *overlay;
  gint64 until; /* frame time */
} Rig;

static void
set_up (Rig *rig, gconstpointer data)
{
  rig->window = adw_window_new ();
  rig->overlay = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (rig->overlay), gtk_label_new ("Việc cần làm"));
  adw_window_set_content (ADW_WINDOW (rig->window), rig->overlay);
  gtk_window_set_default_size (GTK_WINDOW (rig->window), 600, 400);
  gtk_window_present (GTK_WINDOW (rig->window));
}

static void
tear_down (Rig *rig, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (rig->window));
}

static gint64
get_frame_time (Rig *rig)
{
  return gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (rig->overlay));
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (((Rig *)data)->overlay);
}

static guint
count_toasts (Rig *rig)
{
  guint count = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (rig->overlay); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count++;
  return count - 1;
}

/* Nothing is there, and nothing can be moving any more. */
static gboolean
is_over (gpointer data)
{
  Rig *rig = data;

  gtk_widget_queue_draw (rig->overlay);
  if (count_toasts (rig) > 0)
    rig->until = get_frame_time (rig) + G_TIME_SPAN_SECOND;
  return get_frame_time (rig) > rig->until;
}

static GtkWidget *
find_close (GtkWidget *root)
{
  if (GTK_IS_BUTTON (root)
      && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (root)), "window-close-symbolic") == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_close (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The newest toast is the last child. */
static void
press_last (Rig *rig)
{
  GtkWidget *close = find_close (gtk_widget_get_last_child (rig->overlay));

  g_assert_nonnull (close);
  g_signal_emit_by_name (close, "clicked");
}

static gboolean
has_two (gpointer data)
{
  return count_toasts (data) == 2;
}

/* The second click of a double click hits the toast that takes the place of the first. */
static void
test_double_click (Rig *rig, gconstpointer data)
{
  cbu_test_wait (is_mapped, rig, "the window");
  cbu_toast (rig->overlay, "một");
  cbu_toast (rig->overlay, "hai");
  press_last (rig);
  cbu_test_wait (has_two, rig, "the second toast");
  press_last (rig);
  cbu_test_wait (is_over, rig, "the toasts gone");
}

static gboolean
is_later (gpointer data)
{
  gtk_widget_queue_draw (((Rig *)data)->overlay);
  return get_frame_time (data) > ((Rig *)data)->until;
}

/* Three changes, one upon the other: the last toast stays, and its button is the only one. */
static void
test_replaced (Rig *rig, gconstpointer data)
{
  cbu_test_wait (is_mapped, rig, "the window");
  for (guint i = 0; i < 3; i++)
    {
      cbu_toast_undo_last (rig->overlay, "đã sửa", "win.undo", NULL);
      rig->until = get_frame_time (rig) + 100 * G_TIME_SPAN_MILLISECOND;
      cbu_test_wait (is_later, rig, "a tenth of a second");
    }
  rig->until = get_frame_time (rig) + 2 * G_TIME_SPAN_SECOND;
  cbu_test_wait (is_later, rig, "all that moves");
  g_assert_cmpuint (count_toasts (rig), ==, 1);
  press_last (rig);
  cbu_test_wait (is_over, rig, "the toast gone");
}

/* Pressed while it fades, and the window closed upon it. */
static void
test_fading (Rig *rig, gconstpointer data)
{
  GtkWidget *button;

  cbu_test_wait (is_mapped, rig, "the window");
  cbu_toast_undo (rig->overlay, "đã sửa", "win.undo", NULL);
  rig->until = get_frame_time (rig) + G_TIME_SPAN_SECOND;
  cbu_test_wait (is_later, rig, "the toast");
  button = cbu_test_find_button (rig->overlay, "Undo");
  press_last (rig);
  g_signal_emit_by_name (button, "clicked");
  rig->until = get_frame_time (rig) + 100 * G_TIME_SPAN_MILLISECOND;
  cbu_test_wait (is_later, rig, "a tenth of a second");
}

#define ADD(path, func) g_test_add (path, Rig, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  cbu_test_init (&argc, &argv);

  ADD ("/ui/toasts/closed-by-a-double-click", test_double_click);
  ADD ("/ui/toasts/replaced-while-coming-in", test_replaced);
  ADD ("/ui/toasts/pressed-while-fading", test_fading);

  return g_test_run ();
}
