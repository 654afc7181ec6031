/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/catalog/cbu-catalog-filter.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-value.h"
#include "ui/widgets/cbu-wrap.h"

/* What can be chosen; one value of each at most. */
typedef enum
{
  FACET_FIELD,
  FACET_OWNER,
  FACET_FREQUENCY,
  FACET_SHARING,
  FACET_STATE,
} Facet;

#define N_FACETS (FACET_STATE + 1)

/**
 * CbuCatalogFilter:
 *
 * Chips above the catalog: field, agency, how often, sharing, state. Each says what is chosen and
 * opens the values that the catalog has, with how many items have them. Emits `changed`.
 */
struct _CbuCatalogFilter
{
  AdwBin parent_instance;

  /* Owned */
  char *chosen[N_FACETS]; /* (nullable) */

  /* Borrowed: children */
  GtkWidget *chips[N_FACETS];
  GtkWidget *clear;
};

G_DEFINE_FINAL_TYPE (CbuCatalogFilter, cbu_catalog_filter, ADW_TYPE_BIN)

static const char *
get_facet_title (Facet facet)
{
  switch (facet)
    {
    case FACET_FIELD:
      return _ ("Field");
    case FACET_OWNER:
      return _ ("Agency");
    case FACET_FREQUENCY:
      return _ ("How often");
    case FACET_SHARING:
      return _ ("Sharing");
    case FACET_STATE:
      return _ ("State");
    default:
      g_return_val_if_reached ("");
    }
}

static const char *
get_value (const CbuCatalogRow *row, Facet facet)
{
  const char *text = NULL;

  switch (facet)
    {
    case FACET_FIELD:
      text = row->item->field;
      break;
    case FACET_OWNER:
      text = row->item->owner;
      break;
    case FACET_FREQUENCY:
      text = cb_frequency_title (row->item->frequency);
      break;
    case FACET_SHARING:
      text = row->item->sharing;
      break;
    case FACET_STATE:
      text = cbu_catalog_state_title (row->state);
      break;
    default:
      g_return_val_if_reached ("");
    }
  return text != NULL ? text : "";
}

static void
update_chip (CbuCatalogFilter *self, Facet facet)
{
  const char *chosen = self->chosen[facet];
  const char *value = chosen != NULL && *chosen == '\0' ? _ ("not said") : chosen;
  g_autofree char *label = chosen != NULL
                               /* Translators: what is filtered by, the value that is wanted */
                               ? g_strdup_printf (_ ("%s: %s"), get_facet_title (facet), value)
                               : g_strdup (get_facet_title (facet));
  GtkWidget *child = gtk_menu_button_get_child (GTK_MENU_BUTTON (self->chips[facet]));

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (child)), label);
  gtk_widget_set_tooltip_text (self->chips[facet], chosen != NULL ? label : NULL);
  cbu_a11y_set_name (self->chips[facet], label);
  if (chosen != NULL)
    gtk_widget_add_css_class (self->chips[facet], "chosen");
  else
    gtk_widget_remove_css_class (self->chips[facet], "chosen");
  gtk_widget_set_visible (self->clear, cbu_catalog_filter_is_set (self));
}

static void
choose (CbuCatalogFilter *self, Facet facet, const char *value)
{
  char *copy = g_strdup (value);

  g_free (self->chosen[facet]);
  self->chosen[facet] = copy;
  update_chip (self, facet);
  g_signal_emit_by_name (self, "changed");
}

static void
on_value_activated_cb (CbuCatalogFilter *self, GtkListBoxRow *row, GtkListBox *list)
{
  Facet facet = (Facet)GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (list), "facet"));

  choose (self, facet, g_object_get_data (G_OBJECT (row), "value"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->chips[facet]));
}

static void
on_clear_clicked_cb (CbuCatalogFilter *self)
{
  cbu_catalog_filter_clear (self);
}

/* @value: (nullable): %NULL: whatever it is */
static void
add_value (GtkWidget *list, const char *value, guint count)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  const char *words = value == NULL ? _ ("All") : *value == '\0' ? _ ("not said") : value;
  g_autofree char *number = cb_text_format_count (count);
  g_autofree char *name = g_strdup_printf ("%s, %s", words, number);
  GtkWidget *label = cbu_wrapped_label_new (words, NULL);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), cbu_label_new (number, "dim-label"));
  gtk_widget_add_css_class (line, "fact");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  g_object_set_data_full (G_OBJECT (row), "value", g_strdup (value), g_free);
  cbu_a11y_set_name (row, name);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
fill_values (GtkWidget *list, GPtrArray *values, Facet facet)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  for (guint i = 0; i < values->len; i++)
    {
      const char *value = get_value (cbu_value_get (g_ptr_array_index (values, i)), facet);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, value));

      if (count == 0)
        g_ptr_array_add (order, (gpointer)value);
      g_hash_table_insert (counts, (gpointer)value, GUINT_TO_POINTER (count + 1));
    }
  cbu_clear (list);
  add_value (list, NULL, values->len);
  for (guint i = 0; i < order->len; i++)
    {
      const char *value = g_ptr_array_index (order, i);

      add_value (list, value, GPOINTER_TO_UINT (g_hash_table_lookup (counts, value)));
    }
}

static GtkWidget *
get_list (CbuCatalogFilter *self, Facet facet)
{
  return g_object_get_data (G_OBJECT (self->chips[facet]), "list");
}

/**
 * cbu_catalog_filter_set_rows:
 * @self: the chips
 * @values: (element-type CbuValue): of #CbuCatalogRow: the whole catalog
 *
 * What is chosen stays, also when the catalog has it no more: it is seen in its chip.
 */
void
cbu_catalog_filter_set_rows (CbuCatalogFilter *self, GPtrArray *values)
{
  g_return_if_fail (CBU_IS_CATALOG_FILTER (self));

  for (guint i = 0; i < N_FACETS; i++)
    fill_values (get_list (self, (Facet)i), values, (Facet)i);
}

/**
 * cbu_catalog_filter_matches:
 * @self: the chips
 * @row: of the catalog
 *
 * Returns: whether it has all that is chosen
 */
gboolean
cbu_catalog_filter_matches (CbuCatalogFilter *self, const CbuCatalogRow *row)
{
  for (guint i = 0; i < N_FACETS; i++)
    if (self->chosen[i] != NULL && !g_str_equal (get_value (row, (Facet)i), self->chosen[i]))
      return FALSE;

  return TRUE;
}

/**
 * cbu_catalog_filter_is_set:
 * @self: the chips
 *
 * Returns: whether anything is chosen
 */
gboolean
cbu_catalog_filter_is_set (CbuCatalogFilter *self)
{
  for (guint i = 0; i < N_FACETS; i++)
    if (self->chosen[i] != NULL)
      return TRUE;

  return FALSE;
}

/**
 * cbu_catalog_filter_clear:
 * @self: the chips
 *
 * Nothing is chosen any more.
 */
void
cbu_catalog_filter_clear (CbuCatalogFilter *self)
{
  g_return_if_fail (CBU_IS_CATALOG_FILTER (self));

  for (guint i = 0; i < N_FACETS; i++)
    g_clear_pointer (&self->chosen[i], g_free);
  for (guint i = 0; i < N_FACETS; i++)
    update_chip (self, (Facet)i);
  g_signal_emit_by_name (self, "changed");
}

static GtkWidget *
make_chip (CbuCatalogFilter *self, Facet facet)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (get_facet_title (facet));
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), line);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  g_object_set_data (G_OBJECT (list), "facet", GUINT_TO_POINTER (facet));
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (on_value_activated_cb), self);
  cbu_a11y_set_name (list, get_facet_title (facet));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_add_css_class (button, "filter-chip");
  g_object_set_data (G_OBJECT (button), "list", list);
  cbu_a11y_set_name (button, get_facet_title (facet));
  return button;
}

static void
cbu_catalog_filter_finalize (GObject *object)
{
  CbuCatalogFilter *self = CBU_CATALOG_FILTER (object);

  for (guint i = 0; i < N_FACETS; i++)
    g_free (self->chosen[i]);
  G_OBJECT_CLASS (cbu_catalog_filter_parent_class)->finalize (object);
}

static void
cbu_catalog_filter_class_init (CbuCatalogFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cbu_catalog_filter_finalize;
  g_signal_new ("changed", CBU_TYPE_CATALOG_FILTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
cbu_catalog_filter_init (CbuCatalogFilter *self)
{
  GtkWidget *wrap = cbu_wrap_new ();

  for (guint i = 0; i < N_FACETS; i++)
    {
      self->chips[i] = make_chip (self, (Facet)i);
      cbu_wrap_append (CBU_WRAP (wrap), self->chips[i]);
    }
  self->clear = cbu_action_button_new (_ ("Show all"), "flat filter-chip", NULL, NULL);
  gtk_widget_set_visible (self->clear, FALSE);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (on_clear_clicked_cb), self);
  cbu_wrap_append (CBU_WRAP (wrap), self->clear);
  adw_bin_set_child (ADW_BIN (self), wrap);
}
