/* SPDX-License-Identifier: GPL-3.0-or-later */

/* libadwaita 1.2 frees a toast when it has faded out, and writes to it when it has come in. One
 * that takes the place of another comes in for half a second and fades for three tenths: when it is
 * dismissed at once, as by the second click of a double click, it is freed first and written to
 * afterwards. So a toast that still comes in is dismissed only when it has. */

#include "config.h"

#include "ui/widgets/cbu-toast-guard.h"

#define SINCE "cbu-toast-since"

/* Microseconds of frames; REPLACE_DURATION of AdwToastOverlay and a frame or two. */
#define COMING_IN (540 * G_TIME_SPAN_MILLISECOND)

static gint64
get_frame_time (GtkWidget *overlay)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (overlay);

  return clock != NULL ? gdk_frame_clock_get_frame_time (clock) : 0;
}

/* A toast begins to come in when it is added or when the one before is dismissed. */
static void
note_change (GtkWidget *overlay)
{
  gint64 *since = g_new (gint64, 1);

  *since = get_frame_time (overlay);
  g_object_set_data_full (G_OBJECT (overlay), SINCE, since, g_free);
}

/* What is not on the screen does not move either. */
static gboolean
has_come_in (GtkWidget *overlay)
{
  const gint64 *since = g_object_get_data (G_OBJECT (overlay), SINCE);

  return since == NULL || !gtk_widget_get_mapped (overlay)
         || get_frame_time (overlay) - *since >= COMING_IN;
}

static gboolean
dismiss_cb (gpointer user_data)
{
  /* adw_toast_dismiss() takes it for dismissed already. */
  g_signal_emit_by_name (user_data, "dismissed");
  return G_SOURCE_REMOVE;
}

/* Not within the frame: what moves may be told of it after this. */
static gboolean
wait_cb (GtkWidget *overlay, GdkFrameClock *clock, gpointer user_data)
{
  if (!has_come_in (overlay))
    return G_SOURCE_CONTINUE;
  g_idle_add_full (G_PRIORITY_DEFAULT, dismiss_cb, g_object_ref (user_data), g_object_unref);
  return G_SOURCE_REMOVE;
}

static void
on_dismissed_cb (AdwToast *toast, gpointer user_data)
{
  GtkWidget *overlay = user_data;

  if (has_come_in (overlay))
    {
      note_change (overlay);
      return;
    }
  g_signal_stop_emission_by_name (toast, "dismissed");
  gtk_widget_add_tick_callback (overlay, wait_cb, g_object_ref (toast), g_object_unref);
}

/**
 * cbu_toast_guard:
 * @toast: not in @overlay yet
 * @overlay: where it is about to be added
 *
 * Lets @toast be dismissed at any moment.
 */
void
cbu_toast_guard (AdwToast *toast, AdwToastOverlay *overlay)
{
  g_return_if_fail (ADW_IS_TOAST (toast) && ADW_IS_TOAST_OVERLAY (overlay));

  /* Before the overlay's own: this one decides whether the overlay hears of it. */
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_dismissed_cb), overlay, 0);
  note_change (GTK_WIDGET (overlay));
}
