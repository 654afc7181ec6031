/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/cbu-main.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/workplace/cb-workplace-due.h"
#include "core/workplace/cb-workplace-registers.h"
#include "ui/catalog/cbu-catalog-page.h"
#include "ui/datasets/cbu-datasets-page.h"
#include "ui/ledger/cbu-ledger-page.h"
#include "ui/queue/cbu-queue-page.h"
#include "ui/registers/cbu-registers-page.h"
#include "ui/reports/cbu-reports-page.h"
#include "ui/todo/cbu-todo-page.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-page.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"
#include "ui/widgets/cbu-split.h"

/**
 * CbuMain:
 *
 * The sidebar and the pages over an open session.
 */
struct _CbuMain
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;

  /* Template */
  CbuSplit *split;
  GtkWidget *side;
  GtkWidget *side_title;
  GtkListBox *list;
  GtkStack *stack;
  GtkWidget *practice;
  GtkWidget *practice_text;
  GtkWidget *account;
  GtkWidget *account_text;
  GtkLabel *agency;
  GtkLabel *network;
};

G_DEFINE_FINAL_TYPE (CbuMain, cbu_main, ADW_TYPE_BIN)

static const struct
{
  const char *name;
  const char *title;
  const char *icon;
} pages[] = {
  { "todo", N_ ("To do"), "task-due-symbolic" },
  { "catalog", N_ ("Catalog"), "view-list-bullet-symbolic" },
  { "datasets", N_ ("Datasets"), "x-office-spreadsheet-symbolic" },
  { "queue", N_ ("Queue"), "document-send-symbolic" },
  { "ledger", N_ ("Register"), "application-certificate-symbolic" },
  { "reports", N_ ("Reports"), "x-office-presentation-symbolic" },
  { "registers", N_ ("Registers"), "accessories-dictionary-symbolic" },
};

static GtkWidget *
make_row (guint n)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = cbu_label_new (_ (pages[n].title), NULL);
  GtkWidget *count = gtk_label_new (NULL);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (count, "count");
  gtk_widget_set_visible (count, FALSE);
  gtk_widget_set_valign (count, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (pages[n].icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, _ (pages[n].title));
  g_object_set_data (G_OBJECT (row), "label", label);
  g_object_set_data (G_OBJECT (row), "count", count);
  cbu_a11y_set_name (row, _ (pages[n].title));
  return row;
}

static int
find_page (const char *name)
{
  for (int i = 0; i < (int)G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].name, name))
      return i;

  g_return_val_if_reached (0);
}

static void
set_count (CbuMain *self, const char *page, guint number)
{
  int n = find_page (page);
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, n));
  GtkWidget *count = g_object_get_data (G_OBJECT (row), "count");
  g_autofree char *text = cb_text_format_count (number);
  g_autofree char *name = number > 0 ? g_strdup_printf ("%s: %s", _ (pages[n].title), text)
                                     : g_strdup (_ (pages[n].title));

  gtk_label_set_label (GTK_LABEL (count), text);
  gtk_widget_set_visible (count, number > 0);
  cbu_a11y_set_name (row, name);
}

static void
on_row_selected_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  CbuMain *self = CBU_MAIN (gtk_widget_get_ancestor (GTK_WIDGET (list), CBU_TYPE_MAIN));

  if (self != NULL && row != NULL)
    gtk_stack_set_visible_child_name (self->stack, pages[gtk_list_box_row_get_index (row)].name);
}

static void
on_compact_changed_cb (CbuMain *self)
{
  gboolean wide = !cbu_split_is_compact (self->split);

  for (int i = 0; i < (int)G_N_ELEMENTS (pages); i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "label"), wide);
    }
  gtk_widget_set_visible (self->side_title, wide);
  gtk_widget_set_visible (self->practice_text, wide);
  gtk_widget_set_visible (self->account_text, wide);
  if (wide)
    gtk_widget_remove_css_class (self->side, "compact");
  else
    gtk_widget_add_css_class (self->side, "compact");
}

static void
on_network_changed_cb (CbuMain *self)
{
  gboolean available = g_network_monitor_get_network_available (g_network_monitor_get_default ());

  gtk_label_set_label (self->network,
                       available ? _ ("There is a network") : _ ("No network: sending waits"));
}

typedef struct
{
  GHashTable *settings;
  guint due;
  guint jobs;
  guint overdue; /* records of all registers */
} Facts;

static void
free_facts (gpointer data)
{
  Facts *facts = data;

  g_clear_pointer (&facts->settings, g_hash_table_unref);
  g_free (facts);
}

static gpointer
read_facts (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Facts *facts = g_new0 (Facts, 1);
  g_autoptr (GPtrArray) jobs = cb_workplace_list_jobs (workplace, NULL);
  g_autoptr (GPtrArray) due = NULL;
  CbRegisterCount counts[CB_N_REGISTERS] = { 0 };

  due = cb_workplace_list_due (workplace, NULL, NULL);
  facts->settings = cbu_session_read_settings (workplace);
  for (guint i = 0; due != NULL && i < due->len; i++)
    {
      const CbObligation *obligation = g_ptr_array_index (due, i);

      if (obligation->urgency <= CB_URGENCY_THIS_WEEK)
        facts->due++;
    }
  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    if (!cb_job_state_is_final (((const CbJob *)g_ptr_array_index (jobs, i))->state))
      facts->jobs++;
  if (cb_workplace_count_records (workplace, counts, NULL))
    for (guint i = 0; i < CB_N_REGISTERS; i++)
      facts->overdue += counts[i].overdue;
  return facts;
}

static void
facts_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuMain *self = widget;
  Facts *facts = result;
  const char *agency, *person;
  g_autofree char *who = NULL;
  g_autofree char *name = NULL;

  if (facts == NULL)
    return;
  cbu_session_set_settings (self->session, facts->settings);
  set_count (self, "todo", facts->due);
  set_count (self, "queue", facts->jobs);
  set_count (self, "registers", facts->overdue);
  agency = cbu_session_get_setting (self->session, "agency");
  person = cbu_session_get_setting (self->session, "person");
  who = g_strjoin (*agency != '\0' && *person != '\0' ? " · " : "", agency, person, NULL);
  if (*who == '\0')
    {
      g_free (who);
      who = g_strdup (_ ("Who are you?"));
    }
  gtk_label_set_label (self->agency, who);
  gtk_widget_set_tooltip_text (self->account, who);
  name = g_strdup_printf (_ ("Agency and accounts: %s"), who);
  cbu_a11y_set_name (self->account, name);
}

static void
reload (GtkWidget *widget)
{
  CbuMain *self = CBU_MAIN (widget);

  cbu_run_async (
      self, cbu_session_get_workplace (self->session),
      &(CbuRun){
          .tag = reload, .work = read_facts, .done = facts_read_cb, .free_result = free_facts });
}

static CbuDatasetsPage *
get_datasets (CbuMain *self)
{
  return CBU_DATASETS_PAGE (gtk_stack_get_child_by_name (self->stack, "datasets"));
}

/**
 * cbu_main_show_page:
 * @self: the main part
 * @name: `todo`, `catalog`, `datasets`, `queue`, `ledger`, `reports` or
 * `registers`
 */
void
cbu_main_show_page (CbuMain *self, const char *name)
{
  g_return_if_fail (CBU_IS_MAIN (self));

  for (int i = 0; i < (int)G_N_ELEMENTS (pages); i++)
    if (g_str_equal (name, pages[i].name))
      gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, i));
}

/**
 * cbu_main_show_duty:
 * @self: the main part
 * @key: of an obligation: cb_obligation_dup_key(); "": the whole list
 */
void
cbu_main_show_duty (CbuMain *self, const char *key)
{
  GtkWidget *page;

  g_return_if_fail (CBU_IS_MAIN (self));

  cbu_main_show_page (self, "todo");
  page = gtk_stack_get_child_by_name (self->stack, "todo");
  if (*key != '\0')
    cbu_todo_page_show_row (CBU_TODO_PAGE (page), key);
}

/**
 * cbu_main_open_dataset:
 * @self: the main part
 * @id: of a dataset
 */
void
cbu_main_open_dataset (CbuMain *self, const char *id)
{
  g_return_if_fail (CBU_IS_MAIN (self));

  cbu_main_show_page (self, "datasets");
  cbu_datasets_page_open (get_datasets (self), id);
}

/**
 * cbu_main_prepare:
 * @self: the main part
 * @item_code: of the catalog, "" for a dataset outside it
 * @period: of the task, "" when it has none
 *
 * Begins a dataset and opens it.
 */
void
cbu_main_prepare (CbuMain *self, const char *item_code, const char *period)
{
  g_return_if_fail (CBU_IS_MAIN (self));

  cbu_main_show_page (self, "datasets");
  cbu_datasets_page_prepare (get_datasets (self), item_code, period);
}

/**
 * cbu_main_open_receipt:
 * @self: the main part
 * @job_id: of what was published
 */
void
cbu_main_open_receipt (CbuMain *self, const char *job_id)
{
  GtkWidget *page;

  g_return_if_fail (CBU_IS_MAIN (self));

  cbu_main_show_page (self, "ledger");
  page = gtk_stack_get_child_by_name (self->stack, "ledger");
  cbu_ledger_page_open (CBU_LEDGER_PAGE (page), job_id);
}

/**
 * cbu_main_open_register:
 * @self: the main part
 * @kind: a register
 *
 * Shows its table.
 */
void
cbu_main_open_register (CbuMain *self, CbRegister kind)
{
  g_return_if_fail (CBU_IS_MAIN (self));

  cbu_main_show_page (self, "registers");
  cbu_registers_page_open (
      CBU_REGISTERS_PAGE (gtk_stack_get_child_by_name (self->stack, "registers")), kind);
}

/**
 * cbu_main_add_record:
 * @self: the main part
 * @kind: a register
 * @fields: (nullable) (transfer full): what is known already
 *
 * Begins a record and opens it.
 */
void
cbu_main_add_record (CbuMain *self, CbRegister kind, JsonObject *fields)
{
  GtkWidget *page;

  g_return_if_fail (CBU_IS_MAIN (self));

  cbu_main_show_page (self, "registers");
  page = gtk_stack_get_child_by_name (self->stack, "registers");
  cbu_registers_page_add (CBU_REGISTERS_PAGE (page), kind, fields);
}

/**
 * cbu_main_take_files:
 * @self: the main part
 * @files: (element-type GFile): from outside
 *
 * They go to the dataset that is open; otherwise the person is asked which task they are for.
 */
void
cbu_main_take_files (CbuMain *self, GListModel *files)
{
  gboolean showing;

  g_return_if_fail (CBU_IS_MAIN (self));

  showing = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "datasets") == 0;
  cbu_main_show_page (self, "datasets");
  cbu_datasets_page_take_files (get_datasets (self), files, showing);
}

static void
go_to_next_pane (CbuMain *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (focus != NULL && gtk_widget_is_ancestor (focus, self->side))
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->list)));
}

/**
 * cbu_main_command:
 * @self: the main part
 * @name: see #CbuPageInterface
 *
 * Hands a command to the page that is shown.
 */
void
cbu_main_command (CbuMain *self, const char *name)
{
  GtkWidget *page;

  g_return_if_fail (CBU_IS_MAIN (self));

  page = gtk_stack_get_visible_child (self->stack);
  if (cbu_page_command (CBU_PAGE (page), name))
    return;
  if (g_str_equal (name, "next-pane"))
    go_to_next_pane (self);
}

static void
cbu_main_dispose (GObject *object)
{
  CbuMain *self = CBU_MAIN (object);

  g_clear_object (&self->session);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_MAIN);
  G_OBJECT_CLASS (cbu_main_parent_class)->dispose (object);
}

static void
cbu_main_class_init (CbuMainClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CBU_TYPE_SPLIT);
  G_OBJECT_CLASS (klass)->dispose = cbu_main_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/congbo/CongBo/cbu-main.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuMain, split);
  gtk_widget_class_bind_template_child (widget_class, CbuMain, side);
  gtk_widget_class_bind_template_child (widget_class, CbuMain, side_title);
  gtk_widget_class_bind_template_child (widget_class, CbuMain, list);
  gtk_widget_class_bind_template_child (widget_class, CbuMain, stack);
  gtk_widget_class_bind_template_child (widget_class, CbuMain, practice);
  gtk_widget_class_bind_template_child (widget_class, CbuMain, practice_text);
  gtk_widget_class_bind_template_child (widget_class, CbuMain, account);
  gtk_widget_class_bind_template_child (widget_class, CbuMain, account_text);
  gtk_widget_class_bind_template_child (widget_class, CbuMain, agency);
  gtk_widget_class_bind_template_child (widget_class, CbuMain, network);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
}

static void
cbu_main_init (CbuMain *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_list_box_append (self->list, make_row (i));
  g_signal_connect_swapped (self->split, "notify::compact", G_CALLBACK (on_compact_changed_cb),
                            self);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (on_network_changed_cb), self, G_CONNECT_SWAPPED);
  on_network_changed_cb (self);
}

/**
 * cbu_main_new:
 * @session: what to show
 *
 * Returns: (transfer floating): sidebar and pages
 */
GtkWidget *
cbu_main_new (CbuSession *session)
{
  CbuMain *self = g_object_new (CBU_TYPE_MAIN, NULL);

  self->session = g_object_ref (session);
  gtk_stack_add_named (self->stack, cbu_todo_page_new (session), "todo");
  gtk_stack_add_named (self->stack, cbu_catalog_page_new (session), "catalog");
  gtk_stack_add_named (self->stack, cbu_datasets_page_new (session), "datasets");
  gtk_stack_add_named (self->stack, cbu_queue_page_new (session), "queue");
  gtk_stack_add_named (self->stack, cbu_ledger_page_new (session), "ledger");
  gtk_stack_add_named (self->stack, cbu_reports_page_new (session), "reports");
  gtk_stack_add_named (self->stack, cbu_registers_page_new (session), "registers");
  gtk_widget_set_visible (self->practice, cbu_session_get_mode (session) == CB_MODE_PRACTICE);
  cbu_session_watch (session, GTK_WIDGET (self), "settings,datasets,jobs,catalog,records", reload);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  return GTK_WIDGET (self);
}
