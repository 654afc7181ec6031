/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-sheet-bar.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

#define LIST_WIDTH 420
#define LIST_HEIGHT 340

/**
 * CbuSheetBar:
 *
 * The sheets of a workbook as tabs under the table, those that are hidden with their state in
 * words, and a list of everything that the file carries unseen (product.md D4). `chosen` says which
 * sheet is wanted, `go` which place of which sheet, `listed` that what is unseen is known.
 */
struct _CbuSheetBar
{
  GtkBox parent_instance;

  /* Owned */
  CbReader *reader;  /* (nullable) */
  GPtrArray *hidden; /* (element-type CbHiddenThing) (nullable): not known yet */

  /* Borrowed: children */
  GtkWidget *scrolled;
  GtkWidget *tabs;
  GtkWidget *all; /* a button: for tabs that are not all on the screen */
  GtkWidget *all_list;
  GtkWidget *button;
  GtkWidget *list;

  guint serial;
  guint layout_source;
  gboolean filling;
  gboolean reveal_pending; /* the tab of the sheet that is shown */
};

G_DEFINE_FINAL_TYPE (CbuSheetBar, cbu_sheet_bar, GTK_TYPE_BOX)

static const char *
get_state_words (const CbSheetInfo *sheet)
{
  switch (sheet->visibility)
    {
    case CB_SHEET_INFO_HIDDEN:
      return _ ("hidden");
    case CB_SHEET_INFO_VERY_HIDDEN:
      return _ ("hidden, only a macro can show it");
    case CB_SHEET_INFO_VISIBLE:
    default:
      break;
    }
  return sheet->is_table ? NULL : _ ("no cells, a chart");
}

static void
on_tab_toggled_cb (GtkToggleButton *tab, CbuSheetBar *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (tab), "sheet"));

  if (!self->filling && gtk_toggle_button_get_active (tab))
    g_signal_emit_by_name (self, "chosen", index);
}

static char *
dup_label (const CbSheetInfo *sheet)
{
  const char *state = get_state_words (sheet);

  /* Translators: a sheet of a workbook, and in what state it is: "Sheet1 (ẩn)" */
  return state != NULL ? g_strdup_printf (_ ("%s (%s)"), sheet->name, state)
                       : g_strdup (sheet->name);
}

/* A workbook of forty sheets: all of them one below the other. */
static void
add_to_list (CbuSheetBar *self, guint index, const CbSheetInfo *sheet)
{
  g_autofree char *name = dup_label (sheet);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = cbu_wrapped_label_new (name, NULL);

  gtk_widget_add_css_class (label, "hidden-thing");
  if (sheet->visibility != CB_SHEET_INFO_VISIBLE)
    gtk_widget_add_css_class (label, "hidden-sheet");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_set_sensitive (row, sheet->is_table);
  g_object_set_data (G_OBJECT (row), "sheet", GUINT_TO_POINTER (index));
  cbu_a11y_set_name (row, name);
  gtk_list_box_append (GTK_LIST_BOX (self->all_list), row);
  if ((int)index == cb_reader_get_info (self->reader)->sheet)
    gtk_list_box_select_row (GTK_LIST_BOX (self->all_list), GTK_LIST_BOX_ROW (row));
}

static void
on_listed_sheet_cb (CbuSheetBar *self, GtkListBoxRow *row)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "sheet"));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->all));
  if ((int)index != cb_reader_get_info (self->reader)->sheet)
    g_signal_emit_by_name (self, "chosen", index);
}

static GtkAdjustment *
get_adjustment (CbuSheetBar *self)
{
  return gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
}

/* The one that is shown is on the screen, and a list of all is offered when not all of them are. */
static gboolean
show_tabs_cb (gpointer data)
{
  CbuSheetBar *self = data;
  GtkAdjustment *adjustment = get_adjustment (self);
  double page = gtk_adjustment_get_page_size (adjustment);
  gboolean was_offered = gtk_widget_get_visible (self->all);
  double freed
      = was_offered ? gtk_widget_get_width (self->all) + gtk_box_get_spacing (GTK_BOX (self)) : 0;
  gboolean is_offered = gtk_adjustment_get_upper (adjustment) > page + freed;

  self->layout_source = 0;
  if (page <= 1)
    return G_SOURCE_REMOVE;
  gtk_widget_set_visible (self->all, is_offered);
  /* The tabs have another room then, and are laid out again. */
  if (is_offered != was_offered)
    return G_SOURCE_REMOVE;
  for (GtkWidget *tab = gtk_widget_get_first_child (self->tabs);
       self->reveal_pending && tab != NULL; tab = gtk_widget_get_next_sibling (tab))
    {
      graphene_rect_t place;

      if (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (tab))
          || !gtk_widget_compute_bounds (tab, self->tabs, &place) || place.size.width <= 0)
        continue;
      self->reveal_pending = FALSE;
      gtk_adjustment_clamp_page (adjustment, place.origin.x, place.origin.x + place.size.width);
    }
  return G_SOURCE_REMOVE;
}

/* Not at once: nothing may be hidden or shown while it is laid out. */
static void
on_tabs_laid_out_cb (CbuSheetBar *self)
{
  if (self->layout_source == 0)
    self->layout_source = g_idle_add (show_tabs_cb, self);
}

/* A wheel that goes up and down only. */
static gboolean
on_scroll_cb (CbuSheetBar *self, double by_x, double by_y)
{
  GtkAdjustment *adjustment = get_adjustment (self);

  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_value (adjustment)
                                + (by_x + by_y) * gtk_adjustment_get_page_size (adjustment) / 6);
  return GDK_EVENT_STOP;
}

static void
add_tab (CbuSheetBar *self, guint index, const CbSheetInfo *sheet, GtkToggleButton *group)
{
  g_autofree char *label = dup_label (sheet);
  GtkWidget *tab = gtk_toggle_button_new_with_label (label);

  gtk_widget_add_css_class (tab, "flat");
  gtk_widget_add_css_class (tab, "sheet");
  if (sheet->visibility != CB_SHEET_INFO_VISIBLE)
    gtk_widget_add_css_class (tab, "hidden-sheet");
  g_object_set_data (G_OBJECT (tab), "sheet", GUINT_TO_POINTER (index));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (tab), group);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab),
                                (int)index == cb_reader_get_info (self->reader)->sheet);
  gtk_widget_set_sensitive (tab, sheet->is_table);
  g_signal_connect_object (tab, "toggled", G_CALLBACK (on_tab_toggled_cb), self, 0);
  gtk_box_append (GTK_BOX (self->tabs), tab);
}

static char *
dup_where (CbuSheetBar *self, const CbHiddenThing *thing)
{
  GPtrArray *sheets = cb_reader_get_info (self->reader)->sheets;
  const char *sheet = thing->sheet >= 0 && (guint)thing->sheet < sheets->len
                          ? ((CbSheetInfo *)g_ptr_array_index (sheets, thing->sheet))->name
                          : NULL;
  GString *text = g_string_new (sheet);
  g_auto (GStrv) ends = g_strsplit (thing->place, ":", 2);

  /* One row or column: "10:10". */
  if (g_strv_length (ends) == 2 && g_str_equal (ends[0], ends[1]))
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", ends[0]);
  else if (*thing->place != '\0' && g_strcmp0 (thing->place, sheet) != 0)
    g_string_append_printf (
        text, "%s%s", text->len > 0 ? " · " : "",
        thing->kind == CB_HIDDEN_PROPERTY ? cb_hidden_property_words (thing->place) : thing->place);
  if (*thing->detail != '\0')
    g_string_append_printf (text, "%s“%s”", text->len > 0 ? ": " : "", thing->detail);
  return g_string_free (text, FALSE);
}

/* Whether a row of the list leads somewhere: to cells of a sheet. */
static gboolean
leads_somewhere (const CbHiddenThing *thing)
{
  switch (thing->kind)
    {
    case CB_HIDDEN_SHEET:
    case CB_HIDDEN_VERY_HIDDEN_SHEET:
    case CB_HIDDEN_ROWS:
    case CB_HIDDEN_COLUMNS:
    case CB_HIDDEN_INVISIBLE_CELLS:
    case CB_HIDDEN_COMMENTS:
      return thing->sheet >= 0;
    case CB_HIDDEN_CHANGES:
    case CB_HIDDEN_HEADER_FOOTER:
    case CB_HIDDEN_NAME:
    case CB_HIDDEN_HIDDEN_NAME:
    case CB_HIDDEN_PIVOT_CACHE:
    case CB_HIDDEN_EXTERNAL_LINK:
    case CB_HIDDEN_CONNECTION:
    case CB_HIDDEN_MACROS:
    case CB_HIDDEN_DATA_MODEL:
    case CB_HIDDEN_EMBEDDED:
    case CB_HIDDEN_PICTURES:
    case CB_HIDDEN_CUSTOM_XML:
    case CB_HIDDEN_PROPERTY:
    case CB_HIDDEN_N_KINDS:
    default:
      return FALSE;
    }
}

static GtkWidget *
make_row (CbuSheetBar *self, const CbHiddenThing *thing, guint index)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *kind = cb_hidden_kind_words (thing->kind);
  g_autofree char *number = cb_text_format_count (thing->count);
  g_autofree char *title
      = thing->count > 1 ? g_strdup_printf ("%s: %s", kind, number) : g_strdup (kind);
  g_autofree char *where = dup_where (self, thing);
  g_autofree char *name = g_strdup_printf ("%s. %s", title, where);

  gtk_widget_add_css_class (box, "hidden-thing");
  gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (title, NULL));
  if (*where != '\0')
    {
      GtkWidget *label = cbu_wrapped_label_new (where, "caption dim-label");

      gtk_label_set_lines (GTK_LABEL (label), 3);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), leads_somewhere (thing));
  g_object_set_data (G_OBJECT (row), "index", GUINT_TO_POINTER (index));
  cbu_a11y_set_name (row, name);
  return row;
}

static void
show_hidden (CbuSheetBar *self)
{
  g_autofree char *number = cb_text_format_count (self->hidden->len);
  /* Translators: a button; how many things the file carries that are not seen at first */
  g_autofree char *label = g_strdup_printf (_ ("What is hidden: %s"), number);

  cbu_clear (self->list);
  for (guint i = 0; i < self->hidden->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         make_row (self, g_ptr_array_index (self->hidden, i), i));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), label);
  cbu_a11y_set_name (self->button, label);
  gtk_widget_set_visible (self->button, self->hidden->len > 0);
}

static void
on_row_activated_cb (CbuSheetBar *self, GtkListBoxRow *row)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "index"));
  const CbHiddenThing *thing = g_ptr_array_index (self->hidden, index);

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  g_signal_emit_by_name (self, "go", (guint)thing->sheet, thing->place);
}

typedef struct
{
  CbReader *reader; /* (owned) */
  guint serial;
} Listing;

static void
free_listing (gpointer data)
{
  Listing *listing = data;

  g_object_unref (listing->reader);
  g_free (listing);
}

static gpointer
list_hidden (CbWorkplace *none, gpointer input, GCancellable *cancellable, GError **error)
{
  return cb_reader_list_hidden (((Listing *)input)->reader, cancellable, error);
}

static void
hidden_listed_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuSheetBar *self = widget;

  if (result == NULL || ((Listing *)input)->serial != self->serial)
    return;
  self->hidden = g_ptr_array_ref (result);
  show_hidden (self);
  g_signal_emit_by_name (self, "listed");
}

/**
 * cbu_sheet_bar_show:
 * @self: the bar
 * @reader: (nullable): of the file that is shown; %NULL: none
 *
 * Nothing is to be seen of it where the file is no workbook.
 */
void
cbu_sheet_bar_show (CbuSheetBar *self, CbReader *reader)
{
  GPtrArray *sheets = reader != NULL ? cb_reader_get_info (reader)->sheets : NULL;
  GtkToggleButton *group = NULL;
  Listing *listing;

  g_return_if_fail (CBU_IS_SHEET_BAR (self));

  self->serial++;
  g_set_object (&self->reader, reader);
  g_clear_pointer (&self->hidden, g_ptr_array_unref);
  gtk_widget_set_visible (GTK_WIDGET (self), sheets != NULL && sheets->len > 0);
  gtk_widget_set_visible (self->button, FALSE);
  self->filling = TRUE;
  cbu_clear (self->tabs);
  cbu_clear (self->all_list);
  gtk_widget_set_visible (self->all, FALSE);
  self->reveal_pending = TRUE;
  for (guint i = 0; sheets != NULL && i < sheets->len; i++)
    {
      add_tab (self, i, g_ptr_array_index (sheets, i), group);
      add_to_list (self, i, g_ptr_array_index (sheets, i));
      if (group == NULL)
        group = GTK_TOGGLE_BUTTON (gtk_widget_get_first_child (self->tabs));
    }
  self->filling = FALSE;
  if (sheets == NULL || sheets->len == 0)
    return;
  listing = g_new0 (Listing, 1);
  listing->reader = g_object_ref (reader);
  listing->serial = self->serial;
  cbu_run_async (self, NULL,
                 &(CbuRun){ .tag = cbu_sheet_bar_show,
                            .work = list_hidden,
                            .done = hidden_listed_cb,
                            .input = listing,
                            .free_input = free_listing,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
}

/**
 * cbu_sheet_bar_get_hidden:
 * @self: the bar
 *
 * Returns: (transfer none) (nullable) (element-type CbHiddenThing): what it lists; %NULL while that
 *   is not known
 */
GPtrArray *
cbu_sheet_bar_get_hidden (CbuSheetBar *self)
{
  g_return_val_if_fail (CBU_IS_SHEET_BAR (self), NULL);

  return self->hidden;
}

static void
cbu_sheet_bar_dispose (GObject *object)
{
  CbuSheetBar *self = CBU_SHEET_BAR (object);

  self->serial++;
  self->filling = TRUE;
  g_clear_handle_id (&self->layout_source, g_source_remove);
  g_clear_object (&self->reader);
  g_clear_pointer (&self->hidden, g_ptr_array_unref);
  G_OBJECT_CLASS (cbu_sheet_bar_parent_class)->dispose (object);
}

static void
cbu_sheet_bar_class_init (CbuSheetBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_sheet_bar_dispose;
  g_signal_new ("chosen", CBU_TYPE_SHEET_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                1, G_TYPE_UINT);
  g_signal_new ("go", CBU_TYPE_SHEET_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                G_TYPE_UINT, G_TYPE_STRING);
  g_signal_new ("listed", CBU_TYPE_SHEET_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
}

static GtkWidget *
make_popover (GtkWidget *list, const char *name)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  cbu_a11y_set_name (list, name);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, LIST_WIDTH, -1);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_HEIGHT);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  return popover;
}

static GtkWidget *
make_button (GtkWidget *list, const char *name)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), make_popover (list, name));
  cbu_a11y_set_name (button, name);
  return button;
}

static void
add_tabs (CbuSheetBar *self)
{
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  self->all_list = gtk_list_box_new ();
  g_signal_connect_object (self->all_list, "row-activated", G_CALLBACK (on_listed_sheet_cb), self,
                           G_CONNECT_SWAPPED);
  self->all = make_button (self->all_list, _ ("All sheets"));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->all), "view-list-symbolic");
  gtk_widget_set_tooltip_text (self->all, _ ("All sheets"));
  gtk_widget_set_visible (self->all, FALSE);
  gtk_box_append (GTK_BOX (self), self->all);
  self->scrolled = gtk_scrolled_window_new ();
  self->tabs = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->tabs);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_widget_set_hexpand (self->scrolled, TRUE);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (on_scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->scrolled, scroll);
  g_signal_connect_object (get_adjustment (self), "changed", G_CALLBACK (on_tabs_laid_out_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->scrolled);
}

static void
cbu_sheet_bar_init (CbuSheetBar *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "sheet-bar");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  add_tabs (self);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  self->button = make_button (self->list, _ ("What is hidden in this file"));
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->button), TRUE);
  gtk_box_append (GTK_BOX (self), self->button);
}
