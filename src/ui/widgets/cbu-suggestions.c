/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-suggestions.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/widgets/cbu-a11y.h"

/* Pixels: about eight names. */
#define LIST_WIDTH 360
#define LIST_HEIGHT 320

/* More than these are searched, not scrolled through. */
#define FEW 8

#define SUGGESTIONS "cbu-suggestions"
#define VALUE "value"
#define FOLDED "folded"

/* Of the button; with it. */
typedef struct
{
  GtkEditable *entry;        /* (not owned): beside the button */
  GtkWidget *popover;        /* (not owned): of the button */
  GtkWidget *list;           /* (not owned): in the popover */
  GtkEditable *search;       /* (not owned) (nullable): in the popover */
  GtkFilterListModel *shown; /* (not owned): the list's */
  char *needle;              /* (owned): what is searched for, folded */
} Suggestions;

static void
free_suggestions (gpointer data)
{
  Suggestions *self = data;

  g_free (self->needle);
  g_free (self);
}

static void
choose (Suggestions *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (item == NULL)
    return;
  gtk_editable_set_text (self->entry, g_object_get_data (item, VALUE));
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_activated_cb (GtkListView *list, guint position, gpointer user_data)
{
  choose (user_data, position);
}

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  Suggestions *self = user_data;

  return self->needle == NULL || *self->needle == '\0'
         || cb_text_holds_words (g_object_get_data (item, FOLDED), self->needle);
}

static void
on_searched_cb (GtkEditable *search, gpointer user_data)
{
  Suggestions *self = user_data;

  g_free (self->needle);
  self->needle = cb_text_fold (gtk_editable_get_text (search));
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
}

/* Enter takes the first that is found. */
static void
on_entered_cb (GtkEditable *search, gpointer user_data)
{
  choose (user_data, 0);
}

/* Every time from the whole list on. */
static void
on_shown_cb (GtkWidget *popover, gpointer user_data)
{
  Suggestions *self = user_data;

  if (self->search == NULL)
    return;
  gtk_editable_set_text (self->search, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *title = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (label), title);
  cbu_a11y_name_row (label, title);
}

static GListModel *
make_model (GPtrArray *values, GPtrArray *titles)
{
  GListStore *store = g_list_store_new (GTK_TYPE_STRING_OBJECT);

  for (guint i = 0; i < values->len; i++)
    {
      g_autoptr (GtkStringObject) item = gtk_string_object_new (titles->pdata[i]);

      g_object_set_data_full (G_OBJECT (item), VALUE, g_strdup (values->pdata[i]), g_free);
      g_object_set_data_full (G_OBJECT (item), FOLDED, cb_text_fold (titles->pdata[i]), g_free);
      g_list_store_append (store, item);
    }
  return G_LIST_MODEL (store);
}

static GtkWidget *
make_list (Suggestions *self, GListModel *model, const char *name)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  GtkSingleSelection *selection;
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->shown = gtk_filter_list_model_new (model, filter);
  selection = gtk_single_selection_new (G_LIST_MODEL (self->shown));
  self->list = gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list), TRUE);
  cbu_a11y_set_name (self->list, name);
  g_signal_connect (self->list, "activate", G_CALLBACK (on_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_size_request (scrolled, LIST_WIDTH, -1);
  return scrolled;
}

static GtkWidget *
make_search (Suggestions *self)
{
  GtkWidget *search = gtk_search_entry_new ();

  cbu_a11y_set_name (search, _ ("Search the list"));
  g_signal_connect (search, "changed", G_CALLBACK (on_searched_cb), self);
  g_signal_connect (search, "activate", G_CALLBACK (on_entered_cb), self);
  self->search = GTK_EDITABLE (search);
  return search;
}

/**
 * cbu_suggestions_new:
 * @entry: what a choice is written into; it lives as long as the button
 * @values: (element-type utf8): what may be taken instead of typing
 * @titles: (element-type utf8): how people know these, as many
 * @name: of the button and of the list
 *
 * A button to stand beside an entry: its list is searched as one types, without regard to case and
 * diacritics (ui.md, principle 7).
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *
cbu_suggestions_new (GtkEditable *entry, GPtrArray *values, GPtrArray *titles, const char *name)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  Suggestions *self = g_new0 (Suggestions, 1);

  g_object_set_data_full (G_OBJECT (button), SUGGESTIONS, self, free_suggestions);
  self->entry = entry;
  self->popover = gtk_popover_new ();
  if (values->len > FEW)
    gtk_box_append (GTK_BOX (box), make_search (self));
  gtk_box_append (GTK_BOX (box), make_list (self, make_model (values, titles), name));
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  g_signal_connect (self->popover, "show", G_CALLBACK (on_shown_cb), self);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "pan-down-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), self->popover);
  gtk_widget_set_tooltip_text (button, name);
  cbu_a11y_set_name (button, name);
  return button;
}
