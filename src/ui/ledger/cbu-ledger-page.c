/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/ledger/cbu-ledger-page.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/ledger/cbu-receipt-view.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-page.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/**
 * CbuLedgerPage:
 *
 * What was published, newest first; a row opens its receipt.
 */
struct _CbuLedgerPage
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;
  GPtrArray *receipts; /* (nullable) (element-type CbReceipt) */
  char *wanted;        /* (nullable): id of the job whose receipt is open */
  char *needle;

  /* Template */
  GtkWidget *back;
  GtkStack *stack;
  GtkEditable *search;
  GtkListBox *list;
  CbuReceiptView *receipt;
};

static void cbu_ledger_page_page_init (CbuPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbuLedgerPage,
                               cbu_ledger_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CBU_TYPE_PAGE, cbu_ledger_page_page_init))

static GtkWidget *
make_row (const CbReceipt *receipt)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *moment = cbu_format_moment (receipt->published_us);
  /* Translators: two names */
  g_autofree char *people = g_strdup_printf (_ ("prepared by %s, approved by %s"),
                                             receipt->prepared_by, receipt->approved_by);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", moment, people);
  g_autofree char *escaped = g_markup_escape_text (receipt->title, -1);
  g_autofree char *escaped_subtitle = g_markup_escape_text (subtitle, -1);
  g_autofree char *text
      = g_strjoin (" ", receipt->title, receipt->prepared_by, receipt->approved_by, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             cbu_pill_new (_ ("Compared: identical"), "success"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "job-id", g_strdup (receipt->job_id), g_free);
  g_object_set_data_full (G_OBJECT (row), "text", g_steal_pointer (&text), g_free);
  cbu_a11y_set_name (row, receipt->title);
  return row;
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  CbuLedgerPage *self = user_data;
  const char *text = g_object_get_data (G_OBJECT (row), "text");

  return self->needle == NULL || text == NULL || cb_text_matches (text, self->needle);
}

static void
on_search_changed_cb (CbuLedgerPage *self)
{
  g_free (self->needle);
  self->needle = cb_text_fold (gtk_editable_get_text (self->search));
  gtk_list_box_invalidate_filter (self->list);
}

static void
update_view (CbuLedgerPage *self)
{
  const CbReceipt *wanted = NULL;

  for (guint i = 0; self->wanted != NULL && i < self->receipts->len; i++)
    {
      const CbReceipt *receipt = g_ptr_array_index (self->receipts, i);

      if (g_strcmp0 (receipt->job_id, self->wanted) == 0)
        wanted = receipt;
    }
  gtk_widget_set_visible (self->back, wanted != NULL);
  if (wanted != NULL)
    {
      cbu_receipt_view_show (self->receipt, self->session, wanted);
      gtk_stack_set_visible_child_name (self->stack, "receipt");
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, self->receipts->len > 0 ? "list" : "empty");
}

static gpointer
read_receipts (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cb_workplace_list_receipts (workplace, error);
}

static void
receipts_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuLedgerPage *self = widget;

  if (error != NULL)
    {
      cbu_show_error (self, error);
      return;
    }
  g_clear_pointer (&self->receipts, g_ptr_array_unref);
  self->receipts = g_ptr_array_ref (result);
  cbu_clear (self->list);
  for (guint i = 0; i < self->receipts->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (self->receipts, i)));
  update_view (self);
}

static void
reload (GtkWidget *widget)
{
  CbuLedgerPage *self = CBU_LEDGER_PAGE (widget);

  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = reload,
                            .work = read_receipts,
                            .done = receipts_read_cb,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
}

static void
on_row_activated_cb (CbuLedgerPage *self, GtkListBoxRow *row)
{
  cbu_ledger_page_open (self, g_object_get_data (G_OBJECT (row), "job-id"));
}

static void
on_back_clicked_cb (CbuLedgerPage *self)
{
  g_clear_pointer (&self->wanted, g_free);
  if (self->receipts != NULL)
    update_view (self);
}

/**
 * cbu_ledger_page_open:
 * @self: the page
 * @job_id: of what was published
 *
 * Opens its receipt; once it is read, when it is not yet.
 */
void
cbu_ledger_page_open (CbuLedgerPage *self, const char *job_id)
{
  g_return_if_fail (CBU_IS_LEDGER_PAGE (self));

  g_free (self->wanted);
  self->wanted = g_strdup (job_id);
  if (self->receipts != NULL)
    update_view (self);
  reload (GTK_WIDGET (self));
}

static gboolean
command (CbuPage *page, const char *name)
{
  CbuLedgerPage *self = CBU_LEDGER_PAGE (page);

  if (g_str_equal (name, "search"))
    return gtk_widget_grab_focus (GTK_WIDGET (self->search));
  if (g_str_equal (name, "back"))
    on_back_clicked_cb (self);

  return FALSE;
}

static void
cbu_ledger_page_page_init (CbuPageInterface *iface)
{
  iface->command = command;
}

static void
cbu_ledger_page_dispose (GObject *object)
{
  CbuLedgerPage *self = CBU_LEDGER_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->receipts, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->needle, g_free);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_LEDGER_PAGE);
  G_OBJECT_CLASS (cbu_ledger_page_parent_class)->dispose (object);
}

static void
cbu_ledger_page_class_init (CbuLedgerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CBU_TYPE_RECEIPT_VIEW);
  G_OBJECT_CLASS (klass)->dispose = cbu_ledger_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/ledger/cbu-ledger-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuLedgerPage, back);
  gtk_widget_class_bind_template_child (widget_class, CbuLedgerPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CbuLedgerPage, search);
  gtk_widget_class_bind_template_child (widget_class, CbuLedgerPage, list);
  gtk_widget_class_bind_template_child (widget_class, CbuLedgerPage, receipt);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
}

static void
cbu_ledger_page_init (CbuLedgerPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
}

/**
 * cbu_ledger_page_new:
 * @session: what to show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cbu_ledger_page_new (CbuSession *session)
{
  CbuLedgerPage *self = g_object_new (CBU_TYPE_LEDGER_PAGE, NULL);

  self->session = g_object_ref (session);
  cbu_session_watch (session, GTK_WIDGET (self), "receipts,jobs", reload);
  return GTK_WIDGET (self);
}
