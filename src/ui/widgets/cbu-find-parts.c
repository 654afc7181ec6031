/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What every search bar is made of, with the same keys. */

#include "config.h"

#include "ui/widgets/cbu-find-parts.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/cbu-a11y.h"

static gboolean
on_key_cb (GtkEventControllerKey *controller,
           guint key,
           guint code,
           GdkModifierType state,
           GtkWidget *entry)
{
  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || (state & GDK_SHIFT_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  g_signal_emit_by_name (entry, "previous-match");
  return GDK_EVENT_STOP;
}

static void
connect_action (GtkWidget *widget, const char *signal, GCallback action, gpointer bar)
{
  g_signal_connect_object (widget, signal, action, bar, G_CONNECT_SWAPPED);
}

/**
 * cbu_find_entry_new:
 * @name: what it is for
 * @bar: whose it is, a #GObject
 * @actions: what is done in it
 *
 * Enter goes to the next hit, Shift+Enter to the one before, Escape closes.
 *
 * Returns: (transfer floating): an entry for what is looked for
 */
GtkWidget *
cbu_find_entry_new (const char *name, gpointer bar, const CbuFindActions *actions)
{
  GtkWidget *entry = gtk_search_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_hexpand (entry, TRUE);
  g_object_set (entry, "placeholder-text", name, NULL);
  cbu_a11y_set_name (entry, name);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), entry);
  gtk_widget_add_controller (entry, keys);
  connect_action (entry, "search-changed", actions->changed, bar);
  connect_action (entry, "activate", actions->next, bar);
  connect_action (entry, "stop-search", actions->close, bar);
  connect_action (entry, "next-match", actions->next, bar);
  connect_action (entry, "previous-match", actions->previous, bar);
  return entry;
}

static GtkWidget *
make_button (const char *icon, const char *name, GCallback action, gpointer bar)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  cbu_a11y_set_name (button, name);
  connect_action (button, "clicked", action, bar);
  return button;
}

/**
 * cbu_find_steps_new:
 * @bar: whose they are, a #GObject
 * @actions: what is done with them
 *
 * Returns: (transfer floating): two buttons, to the hit before and to the next
 */
GtkWidget *
cbu_find_steps_new (gpointer bar, const CbuFindActions *actions)
{
  GtkWidget *steps = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (steps, "linked");
  gtk_box_append (GTK_BOX (steps),
                  make_button ("go-up-symbolic", _ ("Previous hit"), actions->previous, bar));
  gtk_box_append (GTK_BOX (steps),
                  make_button ("go-down-symbolic", _ ("Next hit"), actions->next, bar));
  return steps;
}

/**
 * cbu_find_close_new:
 * @bar: whose it is, a #GObject
 * @actions: what is done with it
 *
 * Returns: (transfer floating): a button that closes the bar
 */
GtkWidget *
cbu_find_close_new (gpointer bar, const CbuFindActions *actions)
{
  return make_button ("window-close-symbolic", _ ("Close"), actions->close, bar);
}
