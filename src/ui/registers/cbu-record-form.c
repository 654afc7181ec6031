/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/registers/cbu-record-form-private.h"

#include <glib/gi18n-lib.h>

#include "core/workplace/cb-workplace-registers.h"
#include "ui/registers/cbu-record-export.h"
#include "ui/registers/cbu-record-order.h"
#include "ui/registers/cbu-record-versions.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-clause.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* After so long without a key what was typed is kept. */
#define KEEP_DELAY_MS 500

G_DEFINE_FINAL_TYPE (CbuRecordForm, cbu_record_form, ADW_TYPE_BIN)

static void run_orders (CbuRecordForm *self);

static void
show_kept (CbuRecordForm *self)
{
  g_autoptr (JsonObject) typed = _cbu_record_form_collect (self);

  gtk_label_set_label (self->kept, typed != NULL ? _ ("kept, not entered yet") : "");
}

static void
show_state (CbuRecordForm *self)
{
  static const char *const classes[] = { "neutral", "accent", "success", "success", "neutral" };
  g_autofree char *number = cb_record_dup_number (self->record);
  CbRecordState next;
  gboolean goes_on = cb_form_get_next_state (self->form, self->record->state, &next);
  GAction *drop = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "drop");

  gtk_label_set_label (self->number, number);
  cbu_pill_set (self->pill, cb_record_get_standing (self->record), classes[self->record->state]);
  gtk_widget_set_visible (GTK_WIDGET (self->next), goes_on);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), goes_on);
  if (goes_on)
    gtk_button_set_label (self->next, cb_form_get_verb (self->form, next));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (drop), self->record->state == CB_RECORD_DRAFT);
  show_kept (self);
}

static void
set_record (CbuRecordForm *self, const CbRecord *record)
{
  cb_record_free (self->record);
  self->record = cb_record_copy (record);
}

static gpointer
run_order (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cbu_record_order_run (input, workplace, error);
}

static void
order_done_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuRecordForm *self = widget;
  const CbuRecordOrder *order = input;
  const CbRecord *record = result;

  self->running = FALSE;
  if (error != NULL)
    cbu_show_error (self, error);
  for (GList *l = self->orders.head; record != NULL && l != NULL; l = l->next)
    if (g_str_equal (((CbuRecordOrder *)l->data)->id, record->id))
      ((CbuRecordOrder *)l->data)->version = record->version;
  if (record != NULL && self->record != NULL && g_str_equal (record->id, self->record->id))
    {
      set_record (self, record);
      show_state (self);
      _cbu_record_form_show_gaps (self);
      if (order->kind == CBU_ORDER_MOVE)
        cbu_toast (self, cb_record_state_title (record->kind, record->state));
      if (record->state == CB_RECORD_DROPPED)
        g_signal_emit_by_name (self, "closed");
    }
  run_orders (self);
}

static void
run_orders (CbuRecordForm *self)
{
  CbuRecordOrder *order;

  if (self->running)
    return;
  order = g_queue_pop_head (&self->orders);
  if (order == NULL)
    return;
  self->running = TRUE;
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = run_orders,
                            .work = run_order,
                            .done = order_done_cb,
                            .input = order,
                            .free_input = (GDestroyNotify)cbu_record_order_free,
                            .free_result = (GDestroyNotify)cb_record_free });
}

static void
give_order (CbuRecordForm *self, CbuOrderKind kind, CbRecordState state)
{
  CbuRecordOrder *order
      = cbu_record_order_new (kind, self->record, _cbu_record_form_collect (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  order->state = state;
  g_queue_push_tail (&self->orders, order);
  run_orders (self);
}

static gboolean
keep_cb (gpointer user_data)
{
  CbuRecordForm *self = user_data;

  self->timer = 0;
  give_order (self, CBU_ORDER_KEEP, CB_RECORD_DRAFT);
  return G_SOURCE_REMOVE;
}

static void
on_edited_cb (CbuRecordForm *self, CbuRecordField *field)
{
  if (g_strcmp0 (cbu_record_field_get_id (field), "kind") == 0)
    _cbu_record_form_fill_addressee (self);
  _cbu_record_form_show_gaps (self);
  show_kept (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (KEEP_DELAY_MS, keep_cb, self);
}

static void
add_rule (CbuRecordForm *self)
{
  GtkWidget *line;

  if (*self->form->clause != '\0')
    {
      line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      gtk_box_append (GTK_BOX (line), cbu_label_new (_ ("Kept after"), "caption dim-label"));
      gtk_box_append (GTK_BOX (line), cbu_clause_new (self->form->clause, self->form->regulation));
    }
  else
    {
      g_autofree char *text = self->form->regulation != NULL
                                  ? g_strdup_printf (_ ("%s says nothing about this register."),
                                                     self->form->regulation)
                                  : g_strdup (_ ("No regulation is chosen, so none is asked."));

      line = cbu_wrapped_label_new (text, "caption dim-label");
    }
  gtk_box_append (self->fields, line);
}

static void
build (CbuRecordForm *self)
{
  cbu_clear (self->fields);
  g_ptr_array_set_size (self->widgets, 0);
  add_rule (self);
  for (guint i = 0; i < self->form->fields->len; i++)
    {
      GtkWidget *widget = cbu_record_field_new (g_ptr_array_index (self->form->fields, i),
                                                self->form->regulation);

      g_signal_connect_object (widget, "edited", G_CALLBACK (on_edited_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->fields, widget);
      g_ptr_array_add (self->widgets, widget);
    }
}

static gpointer
read_offers (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cbu_record_offers_read (workplace, error);
}

static void
offers_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuRecordForm *self = widget;

  /* Another form was opened in the meantime. */
  if (input != self->form || result == NULL)
    return;
  g_clear_pointer (&self->offers, cbu_record_offers_unref);
  self->offers = cbu_record_offers_ref (result);
  for (guint i = 0; i < self->widgets->len; i++)
    {
      CbuRecordField *field = g_ptr_array_index (self->widgets, i);

      cbu_record_offers_give (self->offers, field,
                              cb_form_find (self->form, cbu_record_field_get_id (field)));
    }
  if (self->record != NULL)
    _cbu_record_form_show_gaps (self);
}

static void
load_offers (CbuRecordForm *self)
{
  if (self->form == NULL)
    return;
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = load_offers,
                            .work = read_offers,
                            .done = offers_read_cb,
                            .input = cb_form_ref (self->form),
                            .free_input = (GDestroyNotify)cb_form_unref,
                            .free_result = (GDestroyNotify)cbu_record_offers_unref });
}

static void
renew_offers (GtkWidget *widget)
{
  load_offers (CBU_RECORD_FORM (widget));
}

static void
on_history_expanded_cb (CbuRecordForm *self)
{
  if (gtk_expander_get_expanded (self->history) && self->record != NULL)
    cbu_record_versions_load (self->versions, self->session, self->record->id);
}

/**
 * cbu_record_form_step:
 * @self: the form
 *
 * The one next step; when something is missing it goes there instead.
 *
 * Returns: whether there was one
 */
gboolean
cbu_record_form_step (CbuRecordForm *self)
{
  g_autoptr (CbRecord) record = NULL;
  g_autoptr (GPtrArray) gaps = NULL;
  CbRecordState next;

  g_return_val_if_fail (CBU_IS_RECORD_FORM (self), FALSE);

  if (self->record == NULL || !cb_form_get_next_state (self->form, self->record->state, &next))
    return FALSE;
  record = _cbu_record_form_dup_typed (self);
  gaps = _cbu_record_form_check (self, record, &next);
  for (guint i = 0; i < self->widgets->len; i++)
    {
      CbuRecordField *field = g_ptr_array_index (self->widgets, i);
      const CbRecordGap *gap = cb_record_gaps_find (gaps, cbu_record_field_get_id (field));

      if (gap == NULL || !gap->blocks)
        continue;
      gtk_widget_add_css_class (GTK_WIDGET (self->fields), "strict");
      cbu_record_field_focus (field);
      return TRUE;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->fields), "strict");
  give_order (self, CBU_ORDER_MOVE, next);
  return TRUE;
}

static void
on_next_clicked_cb (CbuRecordForm *self)
{
  cbu_record_form_step (self);
}

static void
on_close_clicked_cb (CbuRecordForm *self)
{
  g_signal_emit_by_name (self, "closed");
}

static void
drop_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  give_order (user_data, CBU_ORDER_MOVE, CB_RECORD_DROPPED);
}

static void
on_export_chosen_cb (gpointer widget, GListModel *files)
{
  CbuRecordForm *self = widget;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  if (self->record != NULL)
    cbu_record_export (self, self->session, self->record->id, file);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuRecordForm *self = user_data;
  g_autofree char *number = cb_record_dup_number (self->record);
  g_autofree char *name = g_strconcat (number, ".docx", NULL);

  /* What is in the form is what the person expects to read on the paper. */
  give_order (self, CBU_ORDER_ENTER, self->record->state);
  cbu_choose_save (self, _ ("Write as a document (.docx or .pdf)"), name, on_export_chosen_cb);
}

/**
 * cbu_record_form_show:
 * @self: the form
 * @session: what it belongs to
 * @form: of the register
 * @record: what to show
 *
 * The record that is shown already stays as it is being typed; only what others entered in it comes
 * in, where nobody is typing.
 */
void
cbu_record_form_show (CbuRecordForm *self,
                      CbuSession *session,
                      CbForm *form,
                      const CbRecord *record)
{
  gboolean same;

  g_return_if_fail (CBU_IS_RECORD_FORM (self) && form != NULL && record != NULL);

  same = self->record != NULL && g_str_equal (self->record->id, record->id) && self->form == form;
  if (same && (self->running || record->version <= self->record->version))
    return;
  cbu_record_form_leave (self);
  /* What was published meanwhile may be named, too. */
  if (g_set_object (&self->session, session))
    cbu_session_watch (session, GTK_WIDGET (self), "receipts,catalog,settings", renew_offers);
  set_record (self, record);
  if (self->form != form || self->widgets->len == 0)
    {
      cb_form_ref (form);
      g_clear_pointer (&self->form, cb_form_unref);
      self->form = form;
      build (self);
      load_offers (self);
    }
  for (guint i = 0; i < self->widgets->len; i++)
    {
      CbuRecordField *field = g_ptr_array_index (self->widgets, i);

      cbu_record_field_set_value (field, cb_record_peek (record, cbu_record_field_get_id (field)));
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->fields), "strict");
  gtk_expander_set_expanded (self->history, FALSE);
  if (!same)
    gtk_adjustment_set_value (
        gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
  show_state (self);
  _cbu_record_form_show_gaps (self);
}

/**
 * cbu_record_form_leave:
 * @self: the form
 *
 * Enters what was typed, as far as it can be, and shows nothing any more.
 */
void
cbu_record_form_leave (CbuRecordForm *self)
{
  g_autoptr (JsonObject) typed = NULL;

  g_return_if_fail (CBU_IS_RECORD_FORM (self));

  if (self->record == NULL)
    return;
  typed = _cbu_record_form_collect (self);
  if (typed != NULL || self->timer != 0)
    give_order (self, CBU_ORDER_ENTER, self->record->state);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->record, cb_record_free);
}

static void
cbu_record_form_unmap (GtkWidget *widget)
{
  CbuRecordForm *self = CBU_RECORD_FORM (widget);

  /* The window may be gone before the time is over. */
  if (self->timer != 0 && self->record != NULL)
    give_order (self, CBU_ORDER_KEEP, CB_RECORD_DRAFT);
  GTK_WIDGET_CLASS (cbu_record_form_parent_class)->unmap (widget);
}

static void
cbu_record_form_dispose (GObject *object)
{
  CbuRecordForm *self = CBU_RECORD_FORM (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_queue_clear_full (&self->orders, (GDestroyNotify)cbu_record_order_free);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->form, cb_form_unref);
  g_clear_pointer (&self->record, cb_record_free);
  g_clear_pointer (&self->offers, cbu_record_offers_unref);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_RECORD_FORM);
  G_OBJECT_CLASS (cbu_record_form_parent_class)->dispose (object);
}

static void
cbu_record_form_finalize (GObject *object)
{
  g_ptr_array_unref (CBU_RECORD_FORM (object)->widgets);
  G_OBJECT_CLASS (cbu_record_form_parent_class)->finalize (object);
}

static void
cbu_record_form_class_init (CbuRecordFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_record_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = cbu_record_form_finalize;
  widget_class->unmap = cbu_record_form_unmap;
  g_signal_new ("closed", CBU_TYPE_RECORD_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/registers/cbu-record-form.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuRecordForm, number);
  gtk_widget_class_bind_template_child (widget_class, CbuRecordForm, pill);
  gtk_widget_class_bind_template_child (widget_class, CbuRecordForm, kept);
  gtk_widget_class_bind_template_child (widget_class, CbuRecordForm, scrolled);
  gtk_widget_class_bind_template_child (widget_class, CbuRecordForm, due);
  gtk_widget_class_bind_template_child (widget_class, CbuRecordForm, fields);
  gtk_widget_class_bind_template_child (widget_class, CbuRecordForm, history);
  gtk_widget_class_bind_template_child (widget_class, CbuRecordForm, versions);
  gtk_widget_class_bind_template_child (widget_class, CbuRecordForm, missing);
  gtk_widget_class_bind_template_child (widget_class, CbuRecordForm, next);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_history_expanded_cb);
}

static void
cbu_record_form_init (CbuRecordForm *self)
{
  static const GActionEntry entries[] = {
    { "export", export_cb, NULL, NULL, NULL, { 0 } },
    { "drop", drop_cb, NULL, NULL, NULL, { 0 } },
  };

  self->widgets = g_ptr_array_new ();
  g_queue_init (&self->orders);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "record", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
}
