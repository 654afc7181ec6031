/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-agencies.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#define ROW "cbu-agencies-row"

/* Pixels: about eight names. */
#define LIST_HEIGHT 320

static void
on_activated_cb (GtkListView *view, guint position, gpointer user_data)
{
  GtkWidget *popover = user_data;
  GtkWidget *row = g_object_get_data (G_OBJECT (popover), ROW);
  g_autoptr (GtkStringObject) name
      = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (view)), position);

  gtk_editable_set_text (GTK_EDITABLE (row), gtk_string_object_get_string (name));
  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_grab_focus (row);
}

static void
set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkWidget *
make_popover (GtkWidget *row, GtkStringList *names)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list;

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (names))),
                            factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Agencies"), -1);
  g_object_set_data (G_OBJECT (popover), ROW, row);
  g_signal_connect (list, "activate", G_CALLBACK (on_activated_cb), popover);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  return popover;
}

/**
 * cbu_agencies_offer:
 * @row: an #AdwEntryRow that asks for an agency
 * @session: what a preset brought
 *
 * Where a preset brought names of agencies they can be chosen instead of typed.
 */
void
cbu_agencies_offer (GtkWidget *row, CbuSession *session)
{
  const char *text = cbu_session_get_setting (session, "agencies");
  g_autoptr (JsonNode) node = *text != '\0' ? json_from_string (text, NULL) : NULL;
  GtkStringList *names;
  GtkWidget *button;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  names = gtk_string_list_new (NULL);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    gtk_string_list_append (names, json_array_get_string_element (json_node_get_array (node), i));
  button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "pan-down-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Choose an agency"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Choose an agency"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), make_popover (row, names));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
}
