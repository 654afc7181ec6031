/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/preview/cbu-pages.h"

#include <math.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-error-words.h"
#include "ui/preview/cbu-pages-find.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-wrap.h"

/**
 * CbuPages:
 *
 * A PDF as it will be published: its pages to scroll through, and under them at which page one is
 * and how large they are.
 */
struct _CbuPages
{
  GtkBox parent_instance;

  /* Owned */
  CbReader *reader; /* (nullable) */

  /* Borrowed: children */
  CbuPagesFind *find;
  GtkStack *stack;
  AdwStatusPage *problem;
  CbuPagesView *view;
  GtkEditable *number;
  GtkLabel *of_all;
  GtkWidget *zoom;

  gboolean goes_to_hit; /* as soon as it is known where on its page it stands */
};

G_DEFINE_FINAL_TYPE (CbuPages, cbu_pages, GTK_TYPE_BOX)

/* The steps of the buttons, and what the menu offers, in hundredths. */
static const guint zooms[]
    = { 25, 33, 50, 67, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400 };
static const guint zooms_offered[] = { 50, 75, 100, 125, 150, 200, 300, 400 };

static guint
get_n_pages (CbuPages *self)
{
  return self->reader != NULL ? cb_reader_get_info (self->reader)->n_pages : 0;
}

static void
update_number (CbuPages *self)
{
  guint page = cbu_pages_view_get_page (self->view);
  guint n_pages = get_n_pages (self);
  g_autofree char *number = cb_text_format_count (page + 1);
  g_autofree char *all = cb_text_format_count (n_pages);
  /* Translators: how many pages there are, behind the field with the number of one: “/ 500” */
  g_autofree char *of_all = g_strdup_printf (_ ("of %s"), all);

  gtk_editable_set_text (self->number, n_pages > 0 ? number : "");
  gtk_label_set_label (self->of_all, n_pages > 0 ? of_all : "");
  cbu_pages_find_set_page (self->find, page);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pages.previous", page > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pages.next", page + 1 < n_pages);
}

static void
update_zoom (CbuPages *self)
{
  double zoom = cbu_pages_view_get_zoom (self->view);
  g_autofree char *percent = g_strdup_printf ("%.0f %%", zoom);
  /* Translators: how large pages are: “Vừa bề ngang”, “125 %” */
  g_autofree char *name
      = g_strdup_printf (_ ("Size of the pages: %s"),
                         cbu_pages_view_fits_width (self->view) ? _ ("Fit width") : percent);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->zoom),
                             cbu_pages_view_fits_width (self->view) ? _ ("Fit width") : percent);
  cbu_a11y_set_name (self->zoom, name);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pages.zoom-in",
                                 zoom < CBU_PAGES_MOST_ZOOM - 0.5);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pages.zoom-out",
                                 zoom > CBU_PAGES_LEAST_ZOOM + 0.5);
}

/* --- What is looked for --------------------------------------------------- */

static void
on_found_cb (CbuPages *self)
{
  CbuPagesModel *model = cbu_pages_view_get_model (self->view);

  if (model != NULL)
    cbu_pages_model_set_hits (model, cbu_pages_find_get_hits (self->find),
                              cbu_pages_find_get_current (self->find));
}

static void
go_to_hit_when_there (CbuPages *self)
{
  CbuPagesModel *model = cbu_pages_view_get_model (self->view);
  GArray *hits = cbu_pages_find_get_hits (self->find);
  int current = cbu_pages_find_get_current (self->find);
  const CbPageLetters *letters;
  const CbPageHit *hit;
  double top = 0;

  if (!self->goes_to_hit || model == NULL || current < 0 || (guint)current >= hits->len)
    return;
  hit = &g_array_index (hits, CbPageHit, current);
  letters = cbu_pages_model_get_letters (model, hit->page);
  if (letters == NULL)
    {
      cbu_pages_view_show_place (self->view, hit->page, 0);
      return;
    }
  self->goes_to_hit = FALSE;
  cbu_pages_marks_get_top (letters, hit, &top);
  cbu_pages_view_show_place (self->view, hit->page, top);
}

static void
on_stepped_cb (CbuPages *self)
{
  on_found_cb (self);
  self->goes_to_hit = TRUE;
  go_to_hit_when_there (self);
}

/**
 * cbu_pages_command:
 * @self: the pages
 * @name: `search`, `find-next` or `find-previous`
 *
 * Returns: whether it is one of these
 */
gboolean
cbu_pages_command (CbuPages *self, const char *name)
{
  g_return_val_if_fail (CBU_IS_PAGES (self), FALSE);

  if (g_str_equal (name, "search"))
    cbu_pages_find_open (self->find);
  else if (g_str_equal (name, "find-next") || g_str_equal (name, "find-previous"))
    cbu_pages_find_step (self->find, g_str_equal (name, "find-previous"));
  else
    return FALSE;

  return TRUE;
}

static void
on_failed_cb (CbuPages *self, GError *error)
{
  g_autofree char *words = cb_error_words_for (error);

  adw_status_page_set_description (self->problem, words);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->problem));
}

/**
 * cbu_pages_show:
 * @self: the pages
 * @reader: (nullable): an open file that has pages; %NULL: nothing
 */
void
cbu_pages_show (CbuPages *self, CbReader *reader)
{
  g_autoptr (CbuPagesModel) model = NULL;

  g_return_if_fail (CBU_IS_PAGES (self));

  if (self->reader == reader)
    return;
  g_set_object (&self->reader, reader);
  if (reader != NULL)
    {
      model = cbu_pages_model_new (GTK_WIDGET (self->view), reader);
      g_signal_connect_object (model, "failed", G_CALLBACK (on_failed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (model, "arrived", G_CALLBACK (go_to_hit_when_there), self,
                               G_CONNECT_SWAPPED);
    }
  self->goes_to_hit = FALSE;
  cbu_pages_view_set_model (self->view, model);
  cbu_pages_find_set_reader (self->find, reader);
  gtk_stack_set_visible_child_name (self->stack, "pages");
  update_number (self);
}

/**
 * cbu_pages_get_reader:
 * @self: the pages
 *
 * Returns: (transfer none) (nullable): what is shown
 */
CbReader *
cbu_pages_get_reader (CbuPages *self)
{
  g_return_val_if_fail (CBU_IS_PAGES (self), NULL);

  return self->reader;
}

/**
 * cbu_pages_get_view:
 * @self: the pages
 *
 * Returns: (transfer none): where they are drawn
 */
CbuPagesView *
cbu_pages_get_view (CbuPages *self)
{
  g_return_val_if_fail (CBU_IS_PAGES (self), NULL);

  return self->view;
}

/**
 * cbu_pages_go_to:
 * @self: the pages
 * @page: 0-based; behind the last one: that one
 */
void
cbu_pages_go_to (CbuPages *self, guint page)
{
  g_return_if_fail (CBU_IS_PAGES (self));

  cbu_pages_view_go_to (self->view, page);
  update_number (self);
}

/* --- What can be done ----------------------------------------------------- */

static void
on_number_entered_cb (CbuPages *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->number)));
  g_auto (GStrv) parts = g_strsplit (typed, ".", -1);
  g_autofree char *digits = g_strjoinv ("", parts);
  guint64 number;

  if (!g_ascii_string_to_unsigned (digits, 10, 1, MAX (get_n_pages (self), 1), &number, NULL))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      update_number (self);
      return;
    }
  cbu_pages_go_to (self, (guint)number - 1);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
step_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuPages *self = CBU_PAGES (widget);
  guint page = cbu_pages_view_get_page (self->view);

  if (g_str_equal (name, "pages.next"))
    cbu_pages_go_to (self, page + 1);
  else if (page > 0)
    cbu_pages_go_to (self, page - 1);
}

static void
zoom_to (CbuPages *self, double zoom)
{
  GtkWidget *view = GTK_WIDGET (self->view);

  cbu_pages_view_hold_middle (self->view);
  cbu_pages_view_set_zoom (self->view, zoom);
  update_zoom (self);
  gtk_widget_grab_focus (view);
}

static void
zoom_step_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuPages *self = CBU_PAGES (widget);
  double now = cbu_pages_view_get_zoom (self->view);
  guint next = zooms[0];

  if (g_str_equal (name, "pages.zoom-in"))
    {
      next = zooms[G_N_ELEMENTS (zooms) - 1];
      for (guint i = G_N_ELEMENTS (zooms); i > 0; i--)
        if (zooms[i - 1] > now + 0.5)
          next = zooms[i - 1];
    }
  else
    for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
      if (zooms[i] < now - 0.5)
        next = zooms[i];
  zoom_to (self, next);
}

static void
zoom_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zoom_to (CBU_PAGES (widget),
           parameter != NULL ? g_variant_get_double (parameter) : CBU_PAGES_FIT_WIDTH);
}

static void
go_to_number_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (CBU_PAGES (widget)->number));
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = cbu_pages_view_dup_selected (CBU_PAGES (widget)->view);

  if (text == NULL)
    {
      gtk_widget_error_bell (widget);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  cbu_toast (widget, _ ("Copied the selected text"));
}

static void
select_page_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (!cbu_pages_view_select_page (CBU_PAGES (widget)->view))
    gtk_widget_error_bell (widget);
}

static void
find_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  cbu_pages_find_open (CBU_PAGES (widget)->find);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = {
    { GDK_KEY_plus, "pages.zoom-in" },
    { GDK_KEY_equal, "pages.zoom-in" },
    { GDK_KEY_KP_Add, "pages.zoom-in" },
    { GDK_KEY_minus, "pages.zoom-out" },
    { GDK_KEY_KP_Subtract, "pages.zoom-out" },
    { GDK_KEY_0, "pages.fit-width" },
    { GDK_KEY_KP_0, "pages.fit-width" },
    { GDK_KEY_Page_Down, "pages.next" },
    { GDK_KEY_Page_Up, "pages.previous" },
    { GDK_KEY_g, "pages.go-to-number" },
    { GDK_KEY_c, "pages.copy" },
    { GDK_KEY_Insert, "pages.copy" },
    { GDK_KEY_a, "pages.select-page" },
  };

  gtk_widget_class_install_action (widget_class, "pages.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "pages.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "pages.select-page", NULL, select_page_cb);
  gtk_widget_class_install_action (widget_class, "pages.next", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "pages.previous", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "pages.zoom-in", NULL, zoom_step_cb);
  gtk_widget_class_install_action (widget_class, "pages.zoom-out", NULL, zoom_step_cb);
  gtk_widget_class_install_action (widget_class, "pages.zoom", "d", zoom_cb);
  gtk_widget_class_install_action (widget_class, "pages.fit-width", NULL, zoom_cb);
  gtk_widget_class_install_action (widget_class, "pages.go-to-number", NULL, go_to_number_cb);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, GDK_CONTROL_MASK,
                                         keys[i].action, NULL);
}

/* --- Children ------------------------------------------------------------- */

static GtkWidget *
make_icon_button (const char *icon, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  cbu_a11y_set_name (button, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GMenu *
make_zoom_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) percents = g_menu_new ();

  g_menu_append (menu, _ ("_Fit width"), "pages.fit-width");
  for (guint i = 0; i < G_N_ELEMENTS (zooms_offered); i++)
    {
      g_autofree char *title = g_strdup_printf ("%u %%", zooms_offered[i]);
      g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

      g_menu_item_set_action_and_target (item, "pages.zoom", "d", (double)zooms_offered[i]);
      g_menu_append_item (percents, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (percents));
  return menu;
}

static GtkWidget *
make_place (CbuPages *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_Page"));
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *of_all = gtk_label_new (NULL);

  self->number = GTK_EDITABLE (entry);
  self->of_all = GTK_LABEL (of_all);
  gtk_editable_set_width_chars (self->number, 5);
  gtk_editable_set_max_width_chars (self->number, 5);
  gtk_editable_set_alignment (self->number, 1);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
  cbu_a11y_label_by (entry, label);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_number_entered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (of_all, "numeric");
  gtk_box_append (GTK_BOX (box),
                  make_icon_button ("go-up-symbolic", _ ("Previous page"), "pages.previous"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), of_all);
  gtk_box_append (GTK_BOX (box),
                  make_icon_button ("go-down-symbolic", _ ("Next page"), "pages.next"));
  return box;
}

static GtkWidget *
make_zoom (CbuPages *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autoptr (GMenu) menu = make_zoom_menu ();

  self->zoom = gtk_menu_button_new ();
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->zoom), G_MENU_MODEL (menu));
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->zoom), TRUE);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->zoom), GTK_ARROW_UP);
  gtk_widget_add_css_class (self->zoom, "flat");
  gtk_box_append (GTK_BOX (box),
                  make_icon_button ("zoom-out-symbolic", _ ("Smaller"), "pages.zoom-out"));
  gtk_box_append (GTK_BOX (box), self->zoom);
  gtk_box_append (GTK_BOX (box),
                  make_icon_button ("zoom-in-symbolic", _ ("Larger"), "pages.zoom-in"));
  return box;
}

static GtkWidget *
make_problem (CbuPages *self)
{
  GtkWidget *problem = adw_status_page_new ();
  GtkWidget *button
      = cbu_action_button_new (_ ("Read the file anew"), "pill", "dataset.read-anew", NULL);

  self->problem = ADW_STATUS_PAGE (problem);
  adw_status_page_set_icon_name (self->problem, "dialog-error-symbolic");
  adw_status_page_set_title (self->problem, _ ("The pages cannot be shown any further"));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  adw_status_page_set_child (self->problem, button);
  gtk_widget_add_css_class (problem, "compact");
  return problem;
}

static GtkWidget *
make_view (CbuPages *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = g_object_new (CBU_TYPE_PAGES_VIEW, NULL);

  self->view = CBU_PAGES_VIEW (view);
  cbu_a11y_set_name (view, _ ("Pages of the file"));
  /* Always, and beside them: pages that fit the width must not change it by their height. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_ALWAYS);
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (scrolled), FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  g_signal_connect_object (view, "moved", G_CALLBACK (update_number), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "zoomed", G_CALLBACK (update_zoom), self, G_CONNECT_SWAPPED);
  return scrolled;
}

static void
cbu_pages_dispose (GObject *object)
{
  CbuPages *self = CBU_PAGES (object);

  g_clear_object (&self->reader);
  G_OBJECT_CLASS (cbu_pages_parent_class)->dispose (object);
}

static void
cbu_pages_class_init (CbuPagesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_pages_dispose;
  install_actions (GTK_WIDGET_CLASS (klass));
}

static void
cbu_pages_init (CbuPages *self)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *footer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *line = cbu_wrap_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->stack = GTK_STACK (stack);
  gtk_widget_set_vexpand (stack, TRUE);
  self->find = CBU_PAGES_FIND (cbu_pages_find_new ());
  g_signal_connect_object (self->find, "changed", G_CALLBACK (on_found_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->find, "stepped", G_CALLBACK (on_stepped_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->find));
  gtk_stack_add_named (self->stack, make_view (self), "pages");
  gtk_stack_add_named (self->stack, make_problem (self), "problem");
  gtk_box_append (GTK_BOX (self), stack);
  gtk_widget_set_hexpand (line, TRUE);
  cbu_wrap_append (CBU_WRAP (line), make_place (self));
  cbu_wrap_append (CBU_WRAP (line), make_zoom (self));
  cbu_wrap_append (CBU_WRAP (line),
                   make_icon_button ("edit-find-symbolic", _ ("Find in the pages"), "pages.find"));
  gtk_box_append (GTK_BOX (footer), line);
  gtk_widget_add_css_class (footer, "table-footer");
  gtk_box_append (GTK_BOX (self), footer);
  update_number (self);
  update_zoom (self);
}
