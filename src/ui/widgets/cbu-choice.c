/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-choice.h"

#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"

#define FEWEST_CHARS 10
#define MOST_CHARS 40

/**
 * cbu_choice_new:
 * @title: what can be chosen, such as the name of a file
 * @count: (nullable): how many things there are of it, as text
 *
 * Returns: (transfer full): an item of a drop-down with cbu_choice_factory_new()
 */
GtkStringObject *
cbu_choice_new (const char *title, const char *count)
{
  GtkStringObject *self = gtk_string_object_new (title);

  g_object_set_data_full (G_OBJECT (self), "count", g_strdup (count), g_free);
  return self;
}

/**
 * cbu_choice_get_count:
 * @self: what can be chosen
 *
 * Returns: (transfer none) (nullable): how many things there are of it
 */
const char *
cbu_choice_get_count (GtkStringObject *self)
{
  g_return_val_if_fail (GTK_IS_STRING_OBJECT (self), NULL);

  return g_object_get_data (G_OBJECT (self), "count");
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = cbu_label_new (NULL, NULL);
  GtkWidget *count = cbu_label_new (NULL, "numeric dim-label");

  /* The beginning of a name and its ending tell files of one kind apart. */
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_width_chars (GTK_LABEL (name), FEWEST_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (name), MOST_CHARS);
  gtk_label_set_ellipsize (GTK_LABEL (count), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_item_set_child (item, box);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *label = gtk_widget_get_first_child (box);
  GtkWidget *number = gtk_widget_get_next_sibling (label);
  GtkStringObject *choice = gtk_list_item_get_item (item);
  const char *title = gtk_string_object_get_string (choice);
  const char *count = cbu_choice_get_count (choice);
  g_autofree char *name
      = count != NULL ? g_strdup_printf ("%s, %s", title, count) : g_strdup (title);

  gtk_label_set_label (GTK_LABEL (label), title);
  gtk_widget_set_tooltip_text (box, title);
  gtk_label_set_label (GTK_LABEL (number), count != NULL ? count : "");
  gtk_widget_set_visible (number, count != NULL);
  cbu_a11y_name_row (box, name);
}

/**
 * cbu_choice_factory_new:
 *
 * For a drop-down of names that people gave, which may be of any length: they are cut in the
 * middle and are whole in the tooltip, so that the window does not grow with them.
 *
 * Returns: (transfer full): a factory for items of cbu_choice_new(), or any #GtkStringObject
 */
GtkListItemFactory *
cbu_choice_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  return factory;
}
