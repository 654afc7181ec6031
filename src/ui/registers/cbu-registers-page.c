/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/registers/cbu-registers-page.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/workplace/cb-workplace-registers.h"
#include "ui/registers/cbu-proposal-letter.h"
#include "ui/registers/cbu-record-export.h"
#include "ui/registers/cbu-record-form.h"
#include "ui/registers/cbu-register-columns.h"
#include "ui/registers/cbu-register-list.h"
#include "ui/registers/cbu-register-rows.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-page.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"
#include "ui/widgets/cbu-split.h"
#include "ui/widgets/cbu-value.h"

/* In the choice of states: everything but the dropped, what is open, then each state. */
#define FILTER_ALL 0
#define FILTER_OPEN 1
#define FILTER_STATES 2

/**
 * CbuRegistersPage:
 *
 * The registers with their counts; one of them as a table with a search, and one record beside it.
 */
struct _CbuRegistersPage
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;
  CbForm *form;      /* (nullable): of the register that is open */
  GListStore *items; /* (element-type CbuValue) of CbuRegisterRow */
  GtkFilterListModel *filtered;
  GtkSingleSelection *selection;
  GSimpleActionGroup *actions;
  char *needle;
  char *wanted; /* (nullable): id of the record that is to be open */
  gboolean filling;
  gboolean adding;
  gboolean is_open; /* one register, not the list of them */
  CbRegister kind;

  /* Template */
  AdwWindowTitle *title;
  GtkWidget *back;
  GtkWidget *add;
  GtkWidget *export;
  CbuProposalLetter *letter;
  GtkCheckButton *personal;
  GtkCheckButton *drafts;
  GtkStack *stack;
  GtkListBox *list;
  AdwStatusPage *empty;
  CbuSplit *split;
  GtkWidget *table;
  GtkEditable *search;
  GtkDropDown *state;
  GtkLabel *count;
  GtkColumnView *view;
  CbuRecordForm *form_view;
};

static void cbu_registers_page_page_init (CbuPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbuRegistersPage,
                               cbu_registers_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CBU_TYPE_PAGE, cbu_registers_page_page_init))

static void reload (GtkWidget *widget);

static gboolean
is_of_state (CbuRegistersPage *self, const CbRecord *record)
{
  guint selected = gtk_drop_down_get_selected (self->state);
  guint place = FILTER_STATES;

  if (selected == FILTER_ALL || selected == GTK_INVALID_LIST_POSITION)
    return record->state != CB_RECORD_DROPPED;
  if (selected == FILTER_OPEN)
    return cb_record_is_open (record);
  for (guint i = 0; i < CB_N_RECORD_STATES; i++)
    if (cb_form_has_state (self->form, (CbRecordState)i) && place++ == selected)
      return record->state == i;

  return TRUE;
}

static gboolean
match_cb (gpointer object, gpointer user_data)
{
  CbuRegistersPage *self = user_data;
  const CbuRegisterRow *row = cbu_value_get (object);
  const char *folded = cbu_value_get_folded (object);

  /* What is open in the form does not vanish from under it. */
  if (g_strcmp0 (self->wanted, row->record->id) == 0)
    return TRUE;
  if (self->form != NULL && !is_of_state (self, row->record))
    return FALSE;
  return cb_text_holds_words (folded, self->needle);
}

static void
update_count (CbuRegistersPage *self)
{
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  g_autofree char *number = cb_text_format_count (shown);
  g_autofree char *text = g_strdup_printf (ngettext ("%s record", "%s records", shown), number);

  gtk_label_set_label (self->count, text);
}

/* Only one thing is suggested at a time: the record's next step, else a new entry. */
static void
update_panes (CbuRegistersPage *self)
{
  gboolean has_record = self->wanted != NULL && self->is_open;
  gboolean compact = cbu_split_is_compact (self->split);
  gboolean is_empty = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "empty") == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->form_view), has_record);
  gtk_widget_set_visible (self->table, !has_record || !compact);
  gtk_widget_set_visible (self->back, self->is_open);
  gtk_widget_set_visible (self->add, self->is_open && !is_empty);
  gtk_widget_set_visible (self->export, self->is_open);
  gtk_widget_set_visible (GTK_WIDGET (self->letter),
                          self->is_open && self->kind == CB_REGISTER_PROPOSALS);
  if (has_record)
    gtk_widget_remove_css_class (self->add, "suggested-action");
  else
    gtk_widget_add_css_class (self->add, "suggested-action");
}

static void
set_wanted (CbuRegistersPage *self, const char *id)
{
  char *copy = g_strdup (id);

  g_free (self->wanted);
  self->wanted = copy;
}

static void
show_record (CbuRegistersPage *self)
{
  CbuValue *value = gtk_single_selection_get_selected_item (self->selection);
  const CbuRegisterRow *row = value != NULL ? cbu_value_get (value) : NULL;

  if (row == NULL || self->form == NULL)
    {
      cbu_record_form_leave (self->form_view);
      set_wanted (self, NULL);
    }
  else
    {
      set_wanted (self, row->record->id);
      cbu_record_form_show (self->form_view, self->session, self->form, row->record);
    }
  update_panes (self);
}

static void
on_selected_cb (CbuRegistersPage *self)
{
  if (!self->filling)
    show_record (self);
}

static void
on_filter_changed_cb (CbuRegistersPage *self)
{
  if (self->filtered == NULL || self->filling)
    return;
  g_free (self->needle);
  self->needle = cb_text_fold (gtk_editable_get_text (self->search));
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->filtered),
                      GTK_FILTER_CHANGE_DIFFERENT);
  update_count (self);
}

static void
on_activated_cb (CbuRegistersPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
}

static void
on_form_closed_cb (CbuRegistersPage *self)
{
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  show_record (self);
}

static void
fill_states (CbuRegistersPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("All"));
  gtk_string_list_append (names, _ ("Still open"));
  for (guint i = 0; i < CB_N_RECORD_STATES; i++)
    if (cb_form_has_state (self->form, (CbRecordState)i))
      gtk_string_list_append (names, cb_record_state_title (self->kind, (CbRecordState)i));
  gtk_drop_down_set_model (self->state, G_LIST_MODEL (names));
}

static void
select_wanted (CbuRegistersPage *self)
{
  GListModel *model = G_LIST_MODEL (self->filtered);

  for (guint i = 0; self->wanted != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (CbuValue) value = g_list_model_get_item (model, i);

      if (g_str_equal (((CbuRegisterRow *)cbu_value_get (value))->record->id, self->wanted))
        {
          gtk_single_selection_set_selected (self->selection, i);
          return;
        }
    }
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

static gpointer
read_rows (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cbu_register_rows_read (workplace, (CbRegister)GPOINTER_TO_UINT (input), error);
}

static void
rows_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuRegistersPage *self = widget;
  CbuRegisterRows *rows = result;

  if (error != NULL)
    cbu_show_error (self, error);
  if (rows == NULL || !self->is_open || self->kind != GPOINTER_TO_UINT (input))
    return;
  self->filling = TRUE;
  if (self->form == NULL || g_strcmp0 (self->form->regulation, rows->form->regulation) != 0)
    {
      g_clear_pointer (&self->form, cb_form_unref);
      self->form = cb_form_ref (rows->form);
      fill_states (self);
      adw_window_title_set_subtitle (self->title, self->form->clause);
    }
  /* Remove, then add: one change of ten thousand rows at once costs 100 times as much. */
  g_list_store_remove_all (self->items);
  g_list_store_splice (self->items, 0, 0, rows->values->pdata, rows->values->len);
  select_wanted (self);
  self->filling = FALSE;
  gtk_stack_set_visible_child_name (self->stack, rows->values->len > 0 ? "records" : "empty");
  update_count (self);
  show_record (self);
}

static gpointer
read_counts (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cbu_register_list_read (workplace, error);
}

static void
counts_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuRegistersPage *self = widget;

  if (error != NULL)
    cbu_show_error (self, error);
  else if (result != NULL)
    cbu_register_list_fill (self->list, result);
}

static void
reload (GtkWidget *widget)
{
  CbuRegistersPage *self = CBU_REGISTERS_PAGE (widget);
  CbWorkplace *workplace = cbu_session_get_workplace (self->session);

  if (self->is_open)
    cbu_run_async (self, workplace,
                   &(CbuRun){ .tag = reload,
                              .work = read_rows,
                              .done = rows_read_cb,
                              .input = GUINT_TO_POINTER (self->kind),
                              .free_result = (GDestroyNotify)cbu_register_rows_free });
  else
    cbu_run_async (self, workplace,
                   &(CbuRun){ .tag = reload,
                              .work = read_counts,
                              .done = counts_read_cb,
                              .free_result = (GDestroyNotify)cbu_register_list_free });
}

static void
on_row_activated_cb (CbuRegistersPage *self, GtkListBoxRow *row)
{
  cbu_registers_page_open (self, (CbRegister)gtk_list_box_row_get_index (row));
}

static void
on_back_clicked_cb (CbuRegistersPage *self)
{
  if (self->wanted != NULL && cbu_split_is_compact (self->split))
    {
      on_form_closed_cb (self);
      return;
    }
  cbu_record_form_leave (self->form_view);
  set_wanted (self, NULL);
  self->is_open = FALSE;
  adw_window_title_set_title (self->title, _ ("Registers"));
  adw_window_title_set_subtitle (self->title, "");
  gtk_stack_set_visible_child_name (self->stack, "registers");
  update_panes (self);
  reload (GTK_WIDGET (self));
}

/**
 * cbu_registers_page_open:
 * @self: the page
 * @kind: a register
 *
 * Shows its table.
 */
void
cbu_registers_page_open (CbuRegistersPage *self, CbRegister kind)
{
  g_return_if_fail (CBU_IS_REGISTERS_PAGE (self) && kind < CB_N_REGISTERS);

  if (!self->is_open || self->kind != kind)
    {
      cbu_record_form_leave (self->form_view);
      set_wanted (self, NULL);
      g_clear_pointer (&self->form, cb_form_unref);
      self->filling = TRUE;
      g_list_store_remove_all (self->items);
      gtk_editable_set_text (self->search, "");
      g_clear_pointer (&self->needle, g_free);
      self->filling = FALSE;
    }
  self->is_open = TRUE;
  self->kind = kind;
  /* Where the list of focal points goes, people want to be reached. */
  gtk_check_button_set_active (self->personal, kind == CB_REGISTER_FOCAL_POINTS);
  adw_window_title_set_title (self->title, cb_register_title (kind));
  adw_status_page_set_description (self->empty, cbu_register_list_get_purpose (kind));
  update_panes (self);
  reload (GTK_WIDGET (self));
}

typedef struct
{
  CbRegister kind;
  JsonObject *fields;
} Addition;

static void
free_addition (gpointer data)
{
  Addition *addition = data;

  g_clear_pointer (&addition->fields, json_object_unref);
  g_free (addition);
}

static gpointer
add_record (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Addition *addition = input;
  g_autofree char *agency = cb_workplace_dup_setting (workplace, "agency");
  g_autoptr (CbForm) form = cb_workplace_dup_form (workplace, addition->kind);
  GDate today;

  cb_workplace_get_today (workplace, &today);
  cb_form_fill_in (form, addition->fields, agency, &today);
  return cb_workplace_add_record (workplace, addition->kind, addition->fields, error);
}

static void
record_added_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuRegistersPage *self = widget;
  const CbRecord *record = result;

  self->adding = FALSE;
  if (error != NULL)
    {
      cbu_show_error (self, error);
      return;
    }
  cbu_registers_page_open (self, record->kind);
  cbu_record_form_leave (self->form_view);
  set_wanted (self, record->id);
  reload (GTK_WIDGET (self));
}

/**
 * cbu_registers_page_add:
 * @self: the page
 * @kind: a register
 * @fields: (nullable) (transfer full): what is known already
 *
 * Begins a draft and opens it.
 */
void
cbu_registers_page_add (CbuRegistersPage *self, CbRegister kind, JsonObject *fields)
{
  Addition *addition = g_new0 (Addition, 1);

  g_return_if_fail (CBU_IS_REGISTERS_PAGE (self));

  self->adding = TRUE;
  addition->kind = kind;
  addition->fields = fields != NULL ? fields : json_object_new ();
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = cbu_registers_page_add,
                            .work = add_record,
                            .done = record_added_cb,
                            .input = addition,
                            .free_input = free_addition,
                            .free_result = (GDestroyNotify)cb_record_free });
}

static void
on_add_clicked_cb (CbuRegistersPage *self)
{
  /* Not two for a double click. */
  if (!self->adding)
    cbu_registers_page_add (self, self->kind, NULL);
}

static void
on_export_chosen_cb (gpointer widget, GListModel *files)
{
  CbuRegistersPage *self = widget;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  cbu_register_export (self, self->session, self->kind,
                       gtk_check_button_get_active (self->personal),
                       gtk_check_button_get_active (self->drafts), file);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuRegistersPage *self = user_data;
  g_autofree char *slug = cb_text_ascii_file_name (cb_register_title (self->kind));
  g_autofree char *name = g_strdup_printf ("%s.%s", slug, g_variant_get_string (parameter, NULL));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->export));
  cbu_choose_save (self, _ ("Write the register"), name, on_export_chosen_cb);
}

static gboolean
command (CbuPage *page, const char *name)
{
  CbuRegistersPage *self = CBU_REGISTERS_PAGE (page);

  if (g_str_equal (name, "search") && self->is_open)
    return gtk_widget_grab_focus (GTK_WIDGET (self->search));
  if (g_str_equal (name, "next-step") && self->wanted != NULL)
    return cbu_record_form_step (self->form_view);
  if (g_str_equal (name, "back") && self->is_open)
    on_back_clicked_cb (self);

  return FALSE;
}

static void
cbu_registers_page_page_init (CbuPageInterface *iface)
{
  iface->command = command;
}

static void
cbu_registers_page_dispose (GObject *object)
{
  CbuRegistersPage *self = CBU_REGISTERS_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->form, cb_form_unref);
  g_clear_object (&self->items);
  g_clear_object (&self->filtered);
  g_clear_object (&self->selection);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->needle, g_free);
  g_clear_pointer (&self->wanted, g_free);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_REGISTERS_PAGE);
  G_OBJECT_CLASS (cbu_registers_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, title);
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, back);
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, add);
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, export);
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, letter);
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, personal);
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, drafts);
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, list);
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, empty);
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, split);
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, table);
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, search);
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, state);
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, count);
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, view);
  gtk_widget_class_bind_template_child (widget_class, CbuRegistersPage, form_view);
}

static void
cbu_registers_page_class_init (CbuRegistersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CBU_TYPE_SPLIT);
  g_type_ensure (CBU_TYPE_RECORD_FORM);
  g_type_ensure (CBU_TYPE_PROPOSAL_LETTER);
  G_OBJECT_CLASS (klass)->dispose = cbu_registers_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/registers/cbu-registers-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_form_closed_cb);
}

static void
cbu_registers_page_init (CbuRegistersPage *self)
{
  static const GActionEntry entries[] = { { "export", export_cb, "s", NULL, NULL, { 0 } } };
  GtkFilter *filter;

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "registers", G_ACTION_GROUP (self->actions));
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
  cbu_register_columns_add (self->view);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * cbu_registers_page_new:
 * @session: what to show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cbu_registers_page_new (CbuSession *session)
{
  CbuRegistersPage *self = g_object_new (CBU_TYPE_REGISTERS_PAGE, NULL);

  self->session = g_object_ref (session);
  cbu_proposal_letter_set_session (self->letter, session);
  cbu_session_watch (session, GTK_WIDGET (self), "records,settings", reload);
  return GTK_WIDGET (self);
}
