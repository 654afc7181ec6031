/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-datasets-page.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/datasets/cbu-dataset-view.h"
#include "ui/datasets/cbu-intake-view.h"
#include "ui/datasets/cbu-removal.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-page.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"
#include "ui/widgets/cbu-split.h"

/* Of a row: what it says. */
#define SHOWN "cbu-shown"

/**
 * CbuDatasetsPage:
 *
 * All datasets, one of them opened, or the question which task new files are for.
 */
struct _CbuDatasetsPage
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;
  GListModel *files; /* (nullable): for the dataset that is being created */
  gboolean creating;
  char *needle;
  GPtrArray *removed_rows; /* (element-type GtkWidget): of the expander */

  /* Template */
  GtkStack *pages;
  CbuSplit *split; /* of one side: whether the list is narrow */
  GtkWidget *new_label;
  GtkStack *stack;
  GtkEditable *search;
  GtkListBox *list;
  GtkWidget *none;
  GtkWidget *removed_list;
  AdwExpanderRow *removed;
};

static void cbu_datasets_page_page_init (CbuPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbuDatasetsPage,
                               cbu_datasets_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CBU_TYPE_PAGE, cbu_datasets_page_page_init))

static const char *
get_pill_class (CbDatasetState state)
{
  if (state == CB_DATASET_PUBLISHED || state == CB_DATASET_APPROVED)
    return "success";
  if (state == CB_DATASET_RETURNED)
    return "warning";

  return state == CB_DATASET_PREPARING ? "neutral" : "accent";
}

static char *
dup_subtitle (const CbDataset *dataset)
{
  g_autofree char *period = cbu_format_period (dataset);
  g_autofree char *changed = cbu_format_moment (dataset->changed_us);
  g_autofree char *number = cb_text_format_count (dataset->files->len);
  g_autofree char *files
      = dataset->files->len == 0
            ? g_strdup (_ ("no file yet"))
            : g_strdup_printf (ngettext ("%s file", "%s files", dataset->files->len), number);
  /* Translators: a moment */
  g_autofree char *when = g_strdup_printf (_ ("changed %s"), changed);

  if (*period != '\0')
    return g_strdup_printf ("%s · %s · %s", period, files, when);
  return g_strdup_printf ("%s · %s", files, when);
}

/* All that a row says and does, in one text. */
static char *
dup_shown (const CbDataset *dataset, CbRemoval removal)
{
  g_autofree char *subtitle = dup_subtitle (dataset);
  g_autofree char *name = cbu_format_dataset (dataset);

  return g_strdup_printf ("%s\n%d %d\n%s\n%s\n%s\n%s", dataset->id, (int)dataset->state,
                          (int)removal, cb_dataset_get_title (dataset),
                          dataset->item_code != NULL ? dataset->item_code : "", subtitle, name);
}

static GtkWidget *
make_row (const CbDataset *dataset, CbRemoval removal)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *remove = cbu_removal_button_new ();
  const char *title = cb_dataset_get_title (dataset);
  g_autofree char *escaped
      = g_markup_escape_text (*title != '\0' ? title : _ ("Dataset without a title"), -1);
  g_autofree char *subtitle = dup_subtitle (dataset);
  g_autofree char *escaped_subtitle = g_markup_escape_text (subtitle, -1);
  g_autofree char *name = cbu_format_dataset (dataset);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_subtitle);
  g_object_set_data_full (G_OBJECT (row), SHOWN, dup_shown (dataset, removal), g_free);
  adw_action_row_add_suffix (
      ADW_ACTION_ROW (row),
      cbu_pill_new (cb_dataset_state_title (dataset->state), get_pill_class (dataset->state)));
  cbu_removal_button_set (remove, dataset, removal);
  /* Why not is said on its own page: a list of what cannot be done helps nobody. */
  gtk_widget_set_visible (remove, removal == CB_REMOVAL_ALLOWED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (dataset->id), g_free);
  g_object_set_data_full (
      G_OBJECT (row), "text",
      g_strdup_printf ("%s %s", title, dataset->item_code != NULL ? dataset->item_code : ""),
      g_free);
  cbu_a11y_set_name (row, name);
  return row;
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  CbuDatasetsPage *self = user_data;
  const char *text = g_object_get_data (G_OBJECT (row), "text");

  return self->needle == NULL || text == NULL || cb_text_matches (text, self->needle);
}

static void
on_search_changed_cb (CbuDatasetsPage *self)
{
  g_free (self->needle);
  self->needle = cb_text_fold (gtk_editable_get_text (self->search));
  gtk_list_box_invalidate_filter (self->list);
}

/* What the page shows, read at once. */
typedef struct
{
  GPtrArray *datasets; /* (element-type CbDataset) */
  GArray *removals;    /* (element-type CbRemoval): of each */
  GPtrArray *removed;  /* (element-type CbDataset) */
} Listing;

static void
free_listing (gpointer data)
{
  Listing *listing = data;

  g_clear_pointer (&listing->datasets, g_ptr_array_unref);
  g_clear_pointer (&listing->removals, g_array_unref);
  g_clear_pointer (&listing->removed, g_ptr_array_unref);
  g_free (listing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Listing, free_listing)

static gpointer
read_datasets (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  g_autoptr (Listing) listing = g_new0 (Listing, 1);

  listing->datasets = cb_workplace_list_datasets (workplace, error);
  if (listing->datasets == NULL)
    return NULL;
  listing->removals = g_array_new (FALSE, FALSE, sizeof (CbRemoval));
  for (guint i = 0; i < listing->datasets->len; i++)
    {
      const CbDataset *dataset = g_ptr_array_index (listing->datasets, i);
      CbRemoval removal;

      if (!cb_workplace_judge_removal (workplace, dataset, NULL, &removal, error))
        return NULL;
      g_array_append_val (listing->removals, removal);
    }
  listing->removed = cb_workplace_list_removed_datasets (workplace, error);
  return listing->removed != NULL ? g_steal_pointer (&listing) : NULL;
}

static void
show_removed (CbuDatasetsPage *self, GPtrArray *removed)
{
  g_autofree char *number = cb_text_format_count (removed->len);
  /* Translators: how many */
  g_autofree char *title = g_strdup_printf (
      ngettext ("%s removed dataset", "%s removed datasets", removed->len), number);

  for (guint i = 0; i < self->removed_rows->len; i++)
    adw_expander_row_remove (self->removed, g_ptr_array_index (self->removed_rows, i));
  g_ptr_array_set_size (self->removed_rows, 0);
  for (guint i = 0; i < removed->len; i++)
    {
      GtkWidget *row = cbu_removed_row_new (g_ptr_array_index (removed, i));

      adw_expander_row_add_row (self->removed, row);
      g_ptr_array_add (self->removed_rows, row);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->removed), title);
  gtk_widget_set_visible (self->removed_list, removed->len > 0);
}

static void
show_child (CbuDatasetsPage *self, const char *name, GtkWidget *child)
{
  GtkWidget *old = gtk_stack_get_child_by_name (self->pages, name);

  if (old != NULL)
    gtk_stack_remove (self->pages, old);
  gtk_stack_add_named (self->pages, child, name);
  gtk_stack_set_visible_child (self->pages, child);
}

static CbuDatasetView *
get_view (CbuDatasetsPage *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->pages);

  return CBU_IS_DATASET_VIEW (child) ? CBU_DATASET_VIEW (child) : NULL;
}

static void
leave_child (CbuDatasetsPage *self)
{
  GtkWidget *old = gtk_stack_get_visible_child (self->pages);

  gtk_stack_set_visible_child_name (self->pages, "list");
  if (old != gtk_stack_get_visible_child (self->pages))
    gtk_stack_remove (self->pages, old);
}

/* It was removed while it was open. */
static void
leave_when_removed (CbuDatasetsPage *self, GPtrArray *removed)
{
  CbuDatasetView *view = get_view (self);

  for (guint i = 0; view != NULL && i < removed->len; i++)
    if (g_strcmp0 (((CbDataset *)g_ptr_array_index (removed, i))->id,
                   cbu_dataset_view_get_id (view))
        == 0)
      {
        leave_child (self);
        return;
      }
}

static const char *
get_shown (gpointer row)
{
  return g_object_get_data (row, SHOWN);
}

/* The rows that are as they are to be, by what they say; the others go. */
static GHashTable *
keep_rows (CbuDatasetsPage *self, const Listing *listing)
{
  GHashTable *kept = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget *next;

  for (guint i = 0; i < listing->datasets->len; i++)
    g_hash_table_add (wanted, dup_shown (g_ptr_array_index (listing->datasets, i),
                                         g_array_index (listing->removals, CbRemoval, i)));
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = next)
    {
      next = gtk_widget_get_next_sibling (row);
      if (!g_hash_table_contains (wanted, get_shown (row)))
        gtk_list_box_remove (self->list, row);
      else
        g_hash_table_insert (kept, (gpointer)get_shown (row), row);
    }
  return kept;
}

/* Something changes every few seconds while the queue sends; of a thousand rows one is another then
 * or none, and the others stay, with the focus where it is. */
static void
show_datasets (CbuDatasetsPage *self, const Listing *listing)
{
  g_autoptr (GHashTable) kept = keep_rows (self, listing);

  for (guint i = 0; i < listing->datasets->len; i++)
    {
      const CbDataset *dataset = g_ptr_array_index (listing->datasets, i);
      CbRemoval removal = g_array_index (listing->removals, CbRemoval, i);
      g_autofree char *shown = dup_shown (dataset, removal);
      GtkListBoxRow *here = gtk_list_box_get_row_at_index (self->list, (int)i);
      GtkWidget *row = g_hash_table_lookup (kept, shown);

      if (row != NULL && row == GTK_WIDGET (here))
        continue;
      if (row == NULL)
        row = g_object_ref_sink (make_row (dataset, removal));
      else
        gtk_list_box_remove (self->list, g_object_ref (row));
      gtk_list_box_insert (self->list, row, (int)i);
      g_object_unref (row);
    }
}

static void
datasets_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuDatasetsPage *self = widget;
  const Listing *listing = result;

  if (error != NULL)
    {
      cbu_show_error (self, error);
      return;
    }
  show_datasets (self, listing);
  show_removed (self, listing->removed);
  leave_when_removed (self, listing->removed);
  gtk_widget_set_visible (GTK_WIDGET (self->search), listing->datasets->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), listing->datasets->len > 0);
  gtk_widget_set_visible (self->none, listing->datasets->len == 0);
  gtk_stack_set_visible_child_name (
      self->stack, listing->datasets->len + listing->removed->len > 0 ? "list" : "empty");
}

static void
reload (GtkWidget *widget)
{
  CbuDatasetsPage *self = CBU_DATASETS_PAGE (widget);

  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = reload,
                            .work = read_datasets,
                            .done = datasets_read_cb,
                            .free_result = free_listing });
}

static void
go_to_list (CbuDatasetsPage *self)
{
  leave_child (self);
  reload (GTK_WIDGET (self));
}

/**
 * cbu_datasets_page_open:
 * @self: the page
 * @id: of a dataset
 */
void
cbu_datasets_page_open (CbuDatasetsPage *self, const char *id)
{
  CbuDatasetView *view;

  g_return_if_fail (CBU_IS_DATASETS_PAGE (self));

  view = get_view (self);
  if (view != NULL && g_strcmp0 (cbu_dataset_view_get_id (view), id) == 0)
    return;
  show_child (self, "view", cbu_dataset_view_new (self->session, id));
}

typedef struct
{
  char *code;
  char *period;
} Task;

static void
free_task (gpointer data)
{
  Task *task = data;

  g_free (task->code);
  g_free (task->period);
  g_free (task);
}

static gpointer
create_dataset (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Task *task = input;

  return cb_workplace_create_dataset (workplace, *task->code != '\0' ? task->code : NULL,
                                      *task->period != '\0' ? task->period : NULL, error);
}

static void
dataset_created_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuDatasetsPage *self = widget;
  const CbDataset *dataset = result;
  g_autoptr (GListModel) files = g_steal_pointer (&self->files);

  self->creating = FALSE;
  if (error != NULL)
    {
      cbu_show_error (self, error);
      return;
    }
  cbu_datasets_page_open (self, dataset->id);
  if (files != NULL)
    cbu_dataset_view_take_files (get_view (self), files);
}

/**
 * cbu_datasets_page_prepare:
 * @self: the page
 * @item_code: of the catalog, "" for none
 * @period: "" for none
 *
 * Creates a dataset and opens it. A second click, before it is there, creates no second one.
 */
void
cbu_datasets_page_prepare (CbuDatasetsPage *self, const char *item_code, const char *period)
{
  Task *task;

  g_return_if_fail (CBU_IS_DATASETS_PAGE (self));

  if (self->creating)
    return;
  self->creating = TRUE;
  task = g_new0 (Task, 1);
  task->code = g_strdup (item_code);
  task->period = g_strdup (period);
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = cbu_datasets_page_prepare,
                            .work = create_dataset,
                            .done = dataset_created_cb,
                            .input = task,
                            .free_input = free_task,
                            .free_result = (GDestroyNotify)cb_dataset_free });
}

static void
on_task_chosen_cb (
    CbuIntakeView *view, const char *code, const char *period, const char *id, gpointer user_data)
{
  CbuDatasetsPage *self = user_data;
  g_autoptr (GListModel) files = NULL;

  g_set_object (&self->files, cbu_intake_view_get_files (view));
  if (*id == '\0')
    {
      cbu_datasets_page_prepare (self, code, period);
      return;
    }
  files = g_steal_pointer (&self->files);
  cbu_datasets_page_open (self, id);
  cbu_dataset_view_take_files (get_view (self), files);
}

/**
 * cbu_datasets_page_take_files:
 * @self: the page
 * @files: (element-type GFile): from outside
 * @into_open: whether the dataset that is open may take them without a question
 */
void
cbu_datasets_page_take_files (CbuDatasetsPage *self, GListModel *files, gboolean into_open)
{
  GtkWidget *view;

  g_return_if_fail (CBU_IS_DATASETS_PAGE (self));

  if (into_open && get_view (self) != NULL)
    {
      cbu_dataset_view_take_files (get_view (self), files);
      return;
    }
  view = cbu_intake_view_new (self->session, files);
  g_signal_connect_object (view, "chosen", G_CALLBACK (on_task_chosen_cb), self, 0);
  show_child (self, "intake", view);
}

static void
on_row_activated_cb (CbuDatasetsPage *self, GtkListBoxRow *row)
{
  cbu_datasets_page_open (self, g_object_get_data (G_OBJECT (row), "id"));
}

static gboolean
command (CbuPage *page, const char *name)
{
  CbuDatasetsPage *self = CBU_DATASETS_PAGE (page);
  CbuDatasetView *view = get_view (self);

  if (g_str_equal (name, "back"))
    {
      go_to_list (self);
      return TRUE;
    }
  if (view != NULL)
    return cbu_dataset_view_command (view, name);
  if (g_str_equal (name, "search"))
    return gtk_widget_grab_focus (GTK_WIDGET (self->search));

  return FALSE;
}

static void
cbu_datasets_page_page_init (CbuPageInterface *iface)
{
  iface->command = command;
}

static void
cbu_datasets_page_dispose (GObject *object)
{
  CbuDatasetsPage *self = CBU_DATASETS_PAGE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->files);
  g_clear_pointer (&self->needle, g_free);
  g_clear_pointer (&self->removed_rows, g_ptr_array_unref);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_DATASETS_PAGE);
  G_OBJECT_CLASS (cbu_datasets_page_parent_class)->dispose (object);
}

static void
on_compact_changed_cb (CbuDatasetsPage *self)
{
  gtk_widget_set_visible (self->new_label, !cbu_split_is_compact (self->split));
}

static void
cbu_datasets_page_class_init (CbuDatasetsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CBU_TYPE_SPLIT);
  G_OBJECT_CLASS (klass)->dispose = cbu_datasets_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/datasets/cbu-datasets-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetsPage, pages);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetsPage, split);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetsPage, new_label);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetsPage, search);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetsPage, list);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetsPage, none);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetsPage, removed_list);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetsPage, removed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
}

static void
cbu_datasets_page_init (CbuDatasetsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->removed_rows = g_ptr_array_new ();
  g_signal_connect_swapped (self->split, "notify::compact", G_CALLBACK (on_compact_changed_cb),
                            self);
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
}

/**
 * cbu_datasets_page_new:
 * @session: what to show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cbu_datasets_page_new (CbuSession *session)
{
  CbuDatasetsPage *self = g_object_new (CBU_TYPE_DATASETS_PAGE, NULL);

  self->session = g_object_ref (session);
  cbu_session_watch (session, GTK_WIDGET (self), "datasets,jobs", reload);
  return GTK_WIDGET (self);
}
