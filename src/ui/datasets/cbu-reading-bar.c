/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-reading-bar.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-wrap.h"

/**
 * CbuReadingBar:
 *
 * What the program assumed about a file, as plain buttons over the table, after whatever children a
 * template gives it; in so many lines as they need. A choice emits `chosen`; whoever listens reads
 * the file anew.
 */
struct _CbuReadingBar
{
  GtkBox parent_instance;

  /* Owned */
  GSimpleActionGroup *actions;

  /* Borrowed: children */
  CbuWrap *line;
  GtkWidget *encoding;
  GtkWidget *delimiter;
  GtkWidget *header;
  GtkWidget *part;
};

static void cbu_reading_bar_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbuReadingBar,
                               cbu_reading_bar,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      cbu_reading_bar_buildable_init))

static const char *const encodings[]
    = { "utf-8", "tcvn3", "vni", "vps", "viscii", "windows-1258", "utf-16le", "utf-16be" };
static const char *const delimiters[] = { ",", ";", "\t", "|" };

#define HEADER_ROWS_OFFERED 6

static GtkWidget *
make_button (CbuReadingBar *self, GMenu *menu)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_widget_add_css_class (button, "flat");
  cbu_wrap_append (self->line, button);
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

/* A header of rows @first to @last of the file; as a choice "last/rows". */
static void
add_header (GMenu *menu, guint first, guint last)
{
  g_autofree char *value = g_strdup_printf ("%u/%u", last, last - first + 1);
  g_autofree char *title = NULL;

  if (first == last)
    /* Translators: number of a row of a file */
    title = g_strdup_printf (_ ("Row %u"), first);
  else
    /* Translators: numbers of rows of a file */
    title = g_strdup_printf (_ ("Rows %u to %u"), first, last);
  add_choice (menu, title, "reading.header", value);
}

/* What is offered lies around the header that was found. */
static GMenu *
make_header_menu (guint found_first, guint found_last)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) single = g_menu_new ();
  g_autoptr (GMenu) several = g_menu_new ();
  guint first = found_first > 4 ? found_first - 3 : 1;

  add_choice (single, _ ("No header row"), "reading.header", "0/0");
  for (guint i = first; i < first + HEADER_ROWS_OFFERED; i++)
    add_header (single, i, i);
  for (guint i = first; i + 1 < first + HEADER_ROWS_OFFERED; i++)
    add_header (several, i, i + 1);
  if (found_last > found_first + 1)
    add_header (several, found_first, found_last);
  else if (found_last > 0)
    add_header (several, found_first, found_first + 2);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (single));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (several));
  return menu;
}

static GMenu *
make_part_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("Do as in the period before"), "dataset.repeat");
  g_menu_append (menu, _ ("Look for the table anew"), "dataset.layout::anew");
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
  g_autofree char *row = g_strdup_printf ("%u/%u", info->header_row, info->header_rows);
  guint first = info->header_rows > 0 ? info->header_row - info->header_rows + 1 : 0;
  g_autoptr (GMenu) menu = make_header_menu (first, info->header_row);

  g_return_if_fail (CBU_IS_READING_BAR (self));

  /* Translators: an encoding, "Bảng mã: TCVN3 (ABC)" */
  encoding = g_strdup_printf (_ ("Encoding: %s"), cbu_format_encoding (info->encoding));
  /* Translators: what stands between cells, "Phân cách: dấu phẩy" */
  delimiter = g_strdup_printf (_ ("Separator: %s"), cbu_format_delimiter (info->delimiter));
  if (info->header_rows > 1)
    /* Translators: numbers of rows of a file, "Dòng tiêu đề: 3–4" */
    header = g_strdup_printf (_ ("Header rows: %u–%u"), first, info->header_row);
  else
    header = info->header_row > 0 ? g_strdup_printf (_ ("Header row: %u"), info->header_row)
                                  : g_strdup (_ ("No header row"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->header), G_MENU_MODEL (menu));
  set_label (self->encoding, encoding);
  set_label (self->delimiter, delimiter);
  set_label (self->header, header);
  set_choice (self, "encoding", info->encoding);
  set_choice (self, "delimiter", info->delimiter);
  set_choice (self, "header", row);
  /* A workbook has neither. */
  gtk_widget_set_visible (self->encoding, info->sheets->len == 0);
  gtk_widget_set_visible (self->delimiter, info->sheets->len == 0);
  gtk_widget_set_visible (self->header, TRUE);
  gtk_widget_set_visible (self->part, TRUE);
  cbu_reading_bar_show_part (self, info, G_MAXUINT64);
  gtk_widget_set_sensitive (self->encoding, sensitive);
  gtk_widget_set_sensitive (self->delimiter, sensitive);
  gtk_widget_set_sensitive (self->header, sensitive);
  gtk_widget_set_sensitive (self->part, sensitive);
}

/**
 * cbu_reading_bar_show_nothing:
 * @self: the bar
 *
 * Of a file that cannot be read nothing was assumed.
 */
void
cbu_reading_bar_show_nothing (CbuReadingBar *self)
{
  GtkWidget *buttons[] = { self->encoding, self->delimiter, self->header, self->part };

  g_return_if_fail (CBU_IS_READING_BAR (self));

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_widget_set_visible (buttons[i], FALSE);
}

/**
 * cbu_reading_bar_show_part:
 * @self: the bar
 * @info: how the file was read
 * @body_end: cb_reader_get_body_end()
 *
 * Says which rows of the file are the table.
 */
void
cbu_reading_bar_show_part (CbuReadingBar *self, const CbFileInfo *info, guint64 body_end)
{
  g_autofree char *from = cb_text_format_count ((guint64)info->header_row + 1);
  g_autofree char *to = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (CBU_IS_READING_BAR (self));

  if (body_end == G_MAXUINT64)
    {
      /* Translators: number of a row of a file, “Phần bảng: từ dòng 5” */
      label = g_strdup_printf (_ ("Table: from row %s"), from);
    }
  else
    {
      to = cb_text_format_count (body_end + info->header_row);
      /* Translators: numbers of rows of a file, “Phần bảng: dòng 5–120” */
      label = g_strdup_printf (_ ("Table: rows %s–%s"), from, to);
    }
  set_label (self->part, label);
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
 * @n_rows: (out): how many rows the header has up to there
 *
 * Returns: as chosen, or as found; 1-based, 0 for none
 */
int
cbu_reading_bar_get_header_row (CbuReadingBar *self, guint *n_rows)
{
  const char *choice = get_choice (self, "header");
  const char *slash = strchr (choice, '/');

  *n_rows = slash != NULL ? (guint)g_ascii_strtoull (slash + 1, NULL, 10) : 0;
  return (int)g_ascii_strtoll (choice, NULL, 10);
}

static void
cbu_reading_bar_add_child (GtkBuildable *buildable,
                           GtkBuilder *builder,
                           GObject *child,
                           const char *type)
{
  CbuReadingBar *self = CBU_READING_BAR (buildable);

  gtk_widget_insert_before (GTK_WIDGET (child), GTK_WIDGET (self->line), self->encoding);
}

static void
cbu_reading_bar_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = cbu_reading_bar_add_child;
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
  self->line = CBU_WRAP (cbu_wrap_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->line), TRUE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->line));
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    add_choice (menu, cbu_format_encoding (encodings[i]), "reading.encoding", encodings[i]);
  self->encoding = make_button (self, menu);
  menu = g_menu_new ();
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    add_choice (menu, cbu_format_delimiter (delimiters[i]), "reading.delimiter", delimiters[i]);
  self->delimiter = make_button (self, menu);
  self->header = make_button (self, make_header_menu (0, 0));
  self->part = make_button (self, make_part_menu ());
  set_label (self->encoding, _ ("Encoding"));
  set_label (self->delimiter, _ ("Separator"));
  set_label (self->header, _ ("Header row"));
  set_label (self->part, _ ("Table"));
}
