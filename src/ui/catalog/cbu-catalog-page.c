/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/catalog/cbu-catalog-page.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/catalog/cb-catalog-decision.h"
#include "ui/catalog/cbu-catalog-acts.h"
#include "ui/catalog/cbu-catalog-columns.h"
#include "ui/catalog/cbu-catalog-filter.h"
#include "ui/catalog/cbu-catalog-import.h"
#include "ui/catalog/cbu-catalog-item.h"
#include "ui/catalog/cbu-catalog-portal.h"
#include "ui/catalog/cbu-catalog-rows.h"
#include "ui/catalog/cbu-catalog-versions.h"
#include "ui/catalog/cbu-mapping.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-page.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"
#include "ui/widgets/cbu-samples.h"
#include "ui/widgets/cbu-split.h"
#include "ui/widgets/cbu-value.h"
#include "ui/widgets/cbu-wrap.h"

/**
 * CbuCatalogPage:
 *
 * The catalog as a table with a search that knows no case and no diacritics, and one item beside
 * it.
 */
struct _CbuCatalogPage
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;
  GListStore *items; /* (element-type CbuValue) of CbuCatalogRow */
  GtkFilterListModel *filtered;
  GtkSingleSelection *selection;
  GSimpleActionGroup *actions;
  char *needle;
  char *wanted; /* (nullable): code of the item at the side */
  gboolean filling;

  /* Template */
  AdwWindowTitle *title;
  GtkStack *stack;
  GtkWidget *sample;
  GtkEditable *search;
  CbuCatalogFilter *filter;
  GtkLabel *count;
  GtkColumnView *view;
  GtkWidget *table;
  CbuSplit *split;
  GtkWidget *side;
  GtkWidget *back;
  GtkBox *item;

  CbuMapping *mapping;      /* in the stack */
  CbuCatalogPortal *portal; /* in the stack */

  /* Both borrowed, while a portal is read */
  const CbuCatalogImport *reading;
  GCancellable *cancellable;
};

static void cbu_catalog_page_page_init (CbuPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbuCatalogPage,
                               cbu_catalog_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CBU_TYPE_PAGE, cbu_catalog_page_page_init))

static gboolean
match_cb (gpointer object, gpointer user_data)
{
  CbuCatalogPage *self = user_data;
  const char *folded = cbu_value_get_folded (object);

  return cbu_catalog_filter_matches (self->filter, cbu_value_get (object))
         && cb_text_holds_words (folded, self->needle);
}

static void
update_count (CbuCatalogPage *self)
{
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  g_autofree char *number = cb_text_format_count (shown);
  g_autofree char *text = g_strdup_printf (ngettext ("%s item", "%s items", shown), number);

  gtk_label_set_label (self->count, text);
}

static void
update_panes (CbuCatalogPage *self)
{
  CbuValue *value = gtk_single_selection_get_selected_item (self->selection);
  gboolean compact = cbu_split_is_compact (self->split);

  gtk_widget_set_visible (self->side, value != NULL);
  cbu_catalog_columns_set_beside (self->view, value != NULL && !compact);
  gtk_widget_set_visible (self->table, value == NULL || !compact);
  gtk_widget_set_visible (self->back, value != NULL && compact);
}

static void
on_filter_changed_cb (CbuCatalogPage *self)
{
  if (self->filtered == NULL)
    return;
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->filtered),
                      GTK_FILTER_CHANGE_DIFFERENT);
  update_count (self);
}

static void
on_search_changed_cb (CbuCatalogPage *self)
{
  g_free (self->needle);
  self->needle = cb_text_fold (gtk_editable_get_text (self->search));
  on_filter_changed_cb (self);
}

static void
show_item (CbuCatalogPage *self)
{
  CbuValue *value = gtk_single_selection_get_selected_item (self->selection);
  const CbuCatalogRow *row = value != NULL ? cbu_value_get (value) : NULL;
  char *wanted = row != NULL ? g_strdup (row->item->code) : NULL;

  g_free (self->wanted);
  self->wanted = wanted;
  cbu_clear (self->item);
  if (row != NULL)
    cbu_catalog_item_fill (self->item, self->session, row->item);
  update_panes (self);
}

static void
on_selected_cb (CbuCatalogPage *self)
{
  if (!self->filling)
    show_item (self);
}

static void
on_back_clicked_cb (CbuCatalogPage *self)
{
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

static void
on_activated_cb (CbuCatalogPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
}

static gpointer
read_items (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cbu_catalog_rows_read (workplace, error);
}

/* What is open at the side stays so, whatever was read anew. */
static void
select_wanted (CbuCatalogPage *self)
{
  GListModel *model = G_LIST_MODEL (self->filtered);

  for (guint i = 0; self->wanted != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (CbuValue) value = g_list_model_get_item (model, i);
      const CbuCatalogRow *row = cbu_value_get (value);

      if (g_strcmp0 (row->item->code, self->wanted) == 0)
        {
          gtk_single_selection_set_selected (self->selection, i);
          return;
        }
    }
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

static void
items_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuCatalogPage *self = widget;
  GPtrArray *values = result;

  if (error != NULL)
    {
      cbu_show_error (self, error);
      return;
    }
  /* Remove, then add: one change of ten thousand rows at once costs 100 times as much. */
  self->filling = TRUE;
  g_list_store_remove_all (self->items);
  g_list_store_splice (self->items, 0, 0, values->pdata, values->len);
  cbu_catalog_filter_set_rows (self->filter, values);
  select_wanted (self);
  self->filling = FALSE;
  /* A question that is open stays, whatever else changed. */
  if (!cbu_mapping_is_asking (self->mapping))
    gtk_stack_set_visible_child_name (self->stack, values->len > 0 ? "list" : "empty");
  update_count (self);
  show_item (self);
}

static void
reload (GtkWidget *widget)
{
  CbuCatalogPage *self = CBU_CATALOG_PAGE (widget);

  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = reload,
                            .work = read_items,
                            .done = items_read_cb,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
}

static void
tell_taken (CbuCatalogPage *self, const CbCatalogTaken *taken)
{
  g_autofree char *number = cb_text_format_count (taken->items);
  g_autofree char *decision = cb_catalog_dup_number_in (taken->decision);
  g_autofree char *text
      = decision != NULL
            /* Translators: a number of items, then a decision, "3111/QĐ-UBND" */
            ? g_strdup_printf (ngettext ("%s item was imported, of decision %s",
                                         "%s items were imported, of decision %s", taken->items),
                               number, decision)
            : g_strdup_printf (
                ngettext ("%s item was imported", "%s items were imported", taken->items), number);
  g_autofree char *notice = cbu_catalog_acts_dup_notice (taken);

  cbu_toast (self, text);
  if (notice != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.notice", "s", notice);
}

static void
stop_reading (CbuCatalogPage *self)
{
  self->reading = NULL;
  self->cancellable = NULL;
  cbu_catalog_portal_set_reading (self->portal, FALSE);
}

static void
catalog_imported_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuCatalogPage *self = widget;
  CbuCatalogImport *import = input;

  if (import->address != NULL)
    {
      if (self->reading == import)
        stop_reading (self);
      else if (import->taken == NULL)
        /* Given up, also when it came to an end before it was stopped. */
        return;
    }
  if (error != NULL)
    {
      cbu_show_error (self, error);
      if (import->asked && import->draft != NULL)
        cbu_mapping_give_back (self->mapping, g_steal_pointer (&import->draft));
      return;
    }
  if (import->taken == NULL)
    {
      cbu_mapping_show (self->mapping, g_steal_pointer (&import->draft), import->decision);
      gtk_stack_set_visible_child_name (self->stack, "mapping");
      return;
    }
  tell_taken (self, import->taken);
  reload (widget);
}

static GCancellable *
run_import (CbuCatalogPage *self, CbuCatalogImport *import)
{
  return cbu_run_async (self, cbu_session_get_workplace (self->session),
                        &(CbuRun){ .tag = run_import,
                                   .work = cbu_catalog_import_run,
                                   .done = catalog_imported_cb,
                                   .input = import,
                                   .free_input = cbu_catalog_import_free });
}

/**
 * cbu_catalog_page_import:
 * @self: the page
 * @file: a danh mục
 *
 * Takes the catalog in, and asks first what its columns are where that is not sure, and which
 * decision it is from where neither the rows above the table nor its name say so.
 */
void
cbu_catalog_page_import (CbuCatalogPage *self, GFile *file)
{
  run_import (self, cbu_catalog_import_new (file));
}

static void
on_portal_confirmed_cb (CbuCatalogPage *self)
{
  CbuCatalogImport *import = g_new0 (CbuCatalogImport, 1);

  import->address = cbu_catalog_portal_dup_address (self->portal);
  import->decision = g_strdup ("");
  cbu_catalog_portal_set_reading (self->portal, TRUE);
  self->reading = import;
  self->cancellable = run_import (self, import);
}

static void
portal_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuCatalogPage *self = user_data;

  gtk_stack_set_visible_child_name (self->stack, "portal");
  cbu_catalog_portal_offer (self->portal, self->session);
}

static void
on_portal_cancelled_cb (CbuCatalogPage *self)
{
  if (self->reading != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      stop_reading (self);
    }
  gtk_stack_set_visible_child_name (
      self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0 ? "list" : "empty");
}

static void
on_mapping_confirmed_cb (CbuCatalogPage *self)
{
  CbuCatalogImport *import = g_new0 (CbuCatalogImport, 1);

  import->asked = TRUE;
  import->decision = cbu_mapping_dup_decision (self->mapping);
  import->effective = cbu_mapping_dup_effective (self->mapping);
  import->draft = cbu_mapping_steal (self->mapping);
  if (import->draft != NULL)
    run_import (self, import);
  else
    cbu_catalog_import_free (import);
}

static void
on_mapping_cancelled_cb (CbuCatalogPage *self)
{
  cb_catalog_draft_free (cbu_mapping_steal (self->mapping));
  reload (GTK_WIDGET (self));
}

static void
on_file_chosen_cb (gpointer widget, GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  cbu_catalog_page_import (widget, file);
}

static void
on_import_clicked_cb (CbuCatalogPage *self)
{
  g_autoptr (GFile) folder = NULL;

  if (cbu_session_get_mode (self->session) == CB_MODE_PRACTICE)
    folder = cbu_samples_get_folder ();
  cbu_choose_files (self, _ ("Choose the catalog"), _ ("Import"), FALSE, folder, on_file_chosen_cb);
}

static void
on_sample_clicked_cb (CbuCatalogPage *self)
{
  g_autoptr (GFile) file = cbu_samples_find ("catalog");
  CbuCatalogImport *import;

  if (file == NULL)
    return;
  import = cbu_catalog_import_new (file);
  /* No decision issued it, so there is nothing to ask. */
  import->asked = TRUE;
  run_import (self, import);
}

static void
versions_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuCatalogPage *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_window_present (GTK_WINDOW (cbu_catalog_versions_new (self->session, GTK_WINDOW (root))));
}

static void
review_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuCatalogPage *self = user_data;

  cbu_catalog_acts_review (self, self->session);
}

static void
on_export_chosen_cb (gpointer widget, GListModel *files)
{
  CbuCatalogPage *self = widget;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  cbu_catalog_acts_export (self, self->session, file);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cbu_choose_save (user_data, _ ("Write the catalog (.xlsx, .csv or .json)"), "danh-muc.xlsx",
                   on_export_chosen_cb);
}

static gboolean
command (CbuPage *page, const char *name)
{
  CbuCatalogPage *self = CBU_CATALOG_PAGE (page);

  if (g_str_equal (name, "search"))
    return gtk_widget_grab_focus (GTK_WIDGET (self->search));
  if (g_str_equal (name, "back"))
    on_back_clicked_cb (self);

  return FALSE;
}

static void
cbu_catalog_page_page_init (CbuPageInterface *iface)
{
  iface->command = command;
}

static void
cbu_catalog_page_dispose (GObject *object)
{
  CbuCatalogPage *self = CBU_CATALOG_PAGE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->items);
  g_clear_object (&self->filtered);
  g_clear_object (&self->selection);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->needle, g_free);
  g_clear_pointer (&self->wanted, g_free);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_CATALOG_PAGE);
  G_OBJECT_CLASS (cbu_catalog_page_parent_class)->dispose (object);
}

static void
cbu_catalog_page_class_init (CbuCatalogPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CBU_TYPE_SPLIT);
  g_type_ensure (CBU_TYPE_CATALOG_FILTER);
  G_OBJECT_CLASS (klass)->dispose = cbu_catalog_page_dispose;
  g_type_ensure (CBU_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/catalog/cbu-catalog-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuCatalogPage, title);
  gtk_widget_class_bind_template_child (widget_class, CbuCatalogPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CbuCatalogPage, sample);
  gtk_widget_class_bind_template_child (widget_class, CbuCatalogPage, search);
  gtk_widget_class_bind_template_child (widget_class, CbuCatalogPage, filter);
  gtk_widget_class_bind_template_child (widget_class, CbuCatalogPage, count);
  gtk_widget_class_bind_template_child (widget_class, CbuCatalogPage, view);
  gtk_widget_class_bind_template_child (widget_class, CbuCatalogPage, table);
  gtk_widget_class_bind_template_child (widget_class, CbuCatalogPage, split);
  gtk_widget_class_bind_template_child (widget_class, CbuCatalogPage, side);
  gtk_widget_class_bind_template_child (widget_class, CbuCatalogPage, back);
  gtk_widget_class_bind_template_child (widget_class, CbuCatalogPage, item);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_import_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_sample_clicked_cb);
}

static void
cbu_catalog_page_init (CbuCatalogPage *self)
{
  static const GActionEntry entries[] = {
    { "versions", versions_cb, NULL, NULL, NULL, { 0 } },
    { "review", review_cb, NULL, NULL, NULL, { 0 } },
    { "export", export_cb, NULL, NULL, NULL, { 0 } },
    { "portal", portal_cb, NULL, NULL, NULL, { 0 } },
  };
  GtkFilter *filter;

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "catalog", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
  self->items = g_list_store_new (CBU_TYPE_VALUE);
  self->filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), filter);
  /* Made without a model: otherwise the first row is selected before it can be told not to. */
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->filtered));
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (on_selected_cb),
                            self);
  g_signal_connect_swapped (self->split, "notify::compact", G_CALLBACK (update_panes), self);
  self->mapping = CBU_MAPPING (cbu_mapping_new ());
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->mapping), "mapping");
  g_signal_connect_swapped (self->mapping, "confirmed", G_CALLBACK (on_mapping_confirmed_cb), self);
  g_signal_connect_swapped (self->mapping, "cancelled", G_CALLBACK (on_mapping_cancelled_cb), self);
  self->portal = CBU_CATALOG_PORTAL (cbu_catalog_portal_new ());
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->portal), "portal");
  g_signal_connect_swapped (self->portal, "confirmed", G_CALLBACK (on_portal_confirmed_cb), self);
  g_signal_connect_swapped (self->portal, "cancelled", G_CALLBACK (on_portal_cancelled_cb), self);
  cbu_catalog_columns_add (self->view);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * cbu_catalog_page_new:
 * @session: what to show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cbu_catalog_page_new (CbuSession *session)
{
  CbuCatalogPage *self = g_object_new (CBU_TYPE_CATALOG_PAGE, NULL);

  self->session = g_object_ref (session);
  gtk_widget_set_visible (self->sample, cbu_session_get_mode (session) == CB_MODE_PRACTICE);
  cbu_session_watch (session, GTK_WIDGET (self), "catalog,datasets,records", reload);
  return GTK_WIDGET (self);
}
