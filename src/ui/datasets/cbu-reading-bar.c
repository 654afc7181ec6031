/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-reading-bar.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"

/**
 * CbuReadingBar:
 *
 * What the program assumed about a file, as plain buttons over the table. A choice emits `chosen`;
 * whoever listens reads the file anew.
 */
struct _CbuReadingBar
{
  GtkBox parent_instance;

  /* Owned */
  GSimpleActionGroup *actions;

  /* Borrowed: children */
  GtkWidget *encoding;
  GtkWidget *delimiter;
  GtkWidget *header;
};

G_DEFINE_FINAL_TYPE (CbuReadingBar, cbu_reading_bar, GTK_TYPE_BOX)

static const char *const encodings[]
    = { "utf-8", "tcvn3", "vni", "viscii", "windows-1258", "utf-16le", "utf-16be" };
static const char *const delimiters[] = { ",", ";", "\t", "|" };

#define HEADER_ROWS_OFFERED 6

static GtkWidget *
make_button (CbuReadingBar *self, GMenu *menu)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_box_append (GTK_BOX (self), button);
  g_object_unref (menu);
  return button;
}

static void
add_choice (GMenu *menu, const char *title, const char *action, const char *value)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

  g_menu_item_set_action_and_target (item, action, "s", value);
  g_menu_append_item (menu, item);
}

static GMenu *
make_header_menu (void)
{
  GMenu *menu = g_menu_new ();

  add_choice (menu, _ ("No header row"), "reading.header", "0");
  for (guint i = 1; i <= HEADER_ROWS_OFFERED; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      /* Translators: number of a row of a file */
      g_autofree char *title = g_strdup_printf (_ ("Row %u"), i);

      add_choice (menu, title, "reading.header", number);
    }
  return menu;
}

static void
on_choice_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (action));

  if (g_variant_equal (state, value))
    return;
  g_simple_action_set_state (action, value);
  g_signal_emit_by_name (user_data, "chosen");
}

static void
set_choice (CbuReadingBar *self, const char *name, const char *value)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_string (value != NULL ? value : ""));
}

static const char *
get_choice (CbuReadingBar *self, const char *name)
{
  g_autoptr (GVariant) state
      = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), name);

  /* Borrowed from the state that the action keeps. */
  return g_intern_string (g_variant_get_string (state, NULL));
}

static void
set_label (GtkWidget *button, const char *label)
{
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), label);
  cbu_a11y_set_name (button, label);
}

/**
 * cbu_reading_bar_show:
 * @self: the bar
 * @info: how the file was read
 * @sensitive: whether it may be changed now
 */
void
cbu_reading_bar_show (CbuReadingBar *self, const CbFileInfo *info, gboolean sensitive)
{
  g_autofree char *encoding = NULL;
  g_autofree char *delimiter = NULL;
  g_autofree char *header = NULL;
  g_autofree char *row = g_strdup_printf ("%u", info->header_row);

  g_return_if_fail (CBU_IS_READING_BAR (self));

  /* Translators: an encoding, "Bảng mã: TCVN3 (ABC)" */
  encoding = g_strdup_printf (_ ("Encoding: %s"), cbu_format_encoding (info->encoding));
  /* Translators: what stands between cells, "Phân cách: dấu phẩy" */
  delimiter = g_strdup_printf (_ ("Separator: %s"), cbu_format_delimiter (info->delimiter));
  header = info->header_row > 0 ? g_strdup_printf (_ ("Header row: %u"), info->header_row)
                                : g_strdup (_ ("No header row"));
  set_label (self->encoding, encoding);
  set_label (self->delimiter, delimiter);
  set_label (self->header, header);
  set_choice (self, "encoding", info->encoding);
  set_choice (self, "delimiter", info->delimiter);
  set_choice (self, "header", row);
  /* A workbook has neither. */
  gtk_widget_set_visible (self->encoding, info->sheets->len == 0);
  gtk_widget_set_visible (self->delimiter, info->sheets->len == 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self), sensitive);
}

/**
 * cbu_reading_bar_get_encoding:
 * @self: the bar
 *
 * Returns: (transfer none): as chosen, or as found
 */
const char *
cbu_reading_bar_get_encoding (CbuReadingBar *self)
{
  return get_choice (self, "encoding");
}

/**
 * cbu_reading_bar_get_delimiter:
 * @self: the bar
 *
 * Returns: (transfer none): as chosen, or as found
 */
const char *
cbu_reading_bar_get_delimiter (CbuReadingBar *self)
{
  return get_choice (self, "delimiter");
}

/**
 * cbu_reading_bar_get_header_row:
 * @self: the bar
 *
 * Returns: as chosen, or as found; 1-based, 0 for none
 */
int
cbu_reading_bar_get_header_row (CbuReadingBar *self)
{
  return (int)g_ascii_strtoll (get_choice (self, "header"), NULL, 10);
}

static void
cbu_reading_bar_dispose (GObject *object)
{
  g_clear_object (&CBU_READING_BAR (object)->actions);
  G_OBJECT_CLASS (cbu_reading_bar_parent_class)->dispose (object);
}

static void
cbu_reading_bar_class_init (CbuReadingBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_reading_bar_dispose;
  g_signal_new ("chosen", CBU_TYPE_READING_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
}

static void
cbu_reading_bar_init (CbuReadingBar *self)
{
  const GActionEntry entries[] = {
    { "encoding", NULL, "s", "''", on_choice_cb, { 0 } },
    { "delimiter", NULL, "s", "''", on_choice_cb, { 0 } },
    { "header", NULL, "s", "''", on_choice_cb, { 0 } },
  };
  GMenu *menu = g_menu_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "reading", G_ACTION_GROUP (self->actions));
  gtk_widget_add_css_class (GTK_WIDGET (self), "reading-bar");
  gtk_box_set_spacing (GTK_BOX (self), 6);
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    add_choice (menu, cbu_format_encoding (encodings[i]), "reading.encoding", encodings[i]);
  self->encoding = make_button (self, menu);
  menu = g_menu_new ();
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    add_choice (menu, cbu_format_delimiter (delimiters[i]), "reading.delimiter", delimiters[i]);
  self->delimiter = make_button (self, menu);
  self->header = make_button (self, make_header_menu ());
  set_label (self->encoding, _ ("Encoding"));
  set_label (self->delimiter, _ ("Separator"));
  set_label (self->header, _ ("Header row"));
}
