/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/ledger/cbu-receipt-view.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "base/cb-json.h"
#include "base/cb-text.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-open.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"
#include "ui/widgets/cbu-wrap.h"

/**
 * CbuReceiptView:
 *
 * One receipt: what anybody needs to prove that these bytes were published, by whom and when.
 */
struct _CbuReceiptView
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;
  CbReceipt *receipt;
  GString *text; /* the receipt as plain text */

  /* Template */
  GtkLabel *title;
  GtkWidget *pill;
  GtkLabel *checked;
  GtkWidget *recheck;
  GtkSpinner *spinner;
  GtkListBox *facts;
  GtkBox *files;
};

G_DEFINE_FINAL_TYPE (CbuReceiptView, cbu_receipt_view, ADW_TYPE_BIN)

static void
add_fact (CbuReceiptView *self, GtkListBox *list, const char *title, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  gtk_list_box_append (list, cbu_fact_row_new (title, value));
  g_string_append_printf (self->text, "%s: %s\n", title, value);
}

static void
add_file (CbuReceiptView *self, JsonObject *file)
{
  const char *name = cb_json_get_string (file, "name");
  const char *approved = cb_json_get_string (file, "sha256");
  const char *read_back = cb_json_get_string (file, "read_back");
  GtkWidget *heading = cbu_heading_new (name != NULL ? name : "");
  GtkListBox *list = GTK_LIST_BOX (gtk_list_box_new ());
  g_autofree char *size = cb_text_format_bytes ((guint64)cb_json_get_int (file, "bytes", 0));

  if (approved == NULL)
    approved = cb_json_get_string (file, "sha256_approved");
  gtk_list_box_set_selection_mode (list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (list), "boxed-list");
  cbu_a11y_label_by (list, heading);
  g_string_append_printf (self->text, "\n%s\n", name != NULL ? name : "");
  add_fact (self, list, _ ("Size"), size);
  add_fact (self, list, _ ("Address of the file"), cb_json_get_string (file, "url"));
  add_fact (self, list, _ ("SHA-256 approved"), approved);
  add_fact (self, list, _ ("SHA-256 read back from the portal"), read_back);
  if (cb_json_get_bool (file, "declared", FALSE))
    add_fact (self, list, _ ("Compared"), _ ("No: declared by a person, not compared"));
  add_fact (self, list, _ ("Identifier on the portal"), cb_json_get_string (file, "resource_id"));
  gtk_box_append (self->files, heading);
  gtk_box_append (self->files, GTK_WIDGET (list));
}

static void
add_files (CbuReceiptView *self)
{
  g_autoptr (JsonNode) node
      = cb_json_node_parse (self->receipt->files != NULL ? self->receipt->files : "[]", -1, NULL);
  JsonArray *array;

  cbu_clear (self->files);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      add_file (self, json_array_get_object_element (array, i));
}

/* Whether it rests on a person's word (portals without an API). */
static gboolean
is_declared (const CbReceipt *receipt)
{
  g_autoptr (JsonNode) node
      = cb_json_node_parse (receipt->files != NULL ? receipt->files : "[]", -1, NULL);
  JsonArray *array
      = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *file = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (file)
          && cb_json_get_bool (json_node_get_object (file), "declared", FALSE))
        return TRUE;
    }
  return FALSE;
}

static void
set_rechecking (CbuReceiptView *self, gboolean rechecking)
{
  if (rechecking)
    gtk_spinner_start (self->spinner);
  else
    gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), rechecking);
  gtk_widget_set_sensitive (self->recheck, !rechecking);
}

/**
 * cbu_receipt_view_show:
 * @self: the view
 * @session: what it belongs to
 * @receipt: what to show
 */
void
cbu_receipt_view_show (CbuReceiptView *self, CbuSession *session, const CbReceipt *receipt)
{
  g_autofree char *approved = cbu_format_moment (receipt->approved_us);
  g_autofree char *published = cbu_format_moment (receipt->published_us);
  g_autofree char *sentence = NULL;
  gboolean other;

  g_return_if_fail (CBU_IS_RECEIPT_VIEW (self));

  other = self->receipt == NULL || g_strcmp0 (self->receipt->job_id, receipt->job_id) != 0;
  g_set_object (&self->session, session);
  g_clear_pointer (&self->receipt, cb_receipt_free);
  self->receipt = cb_receipt_copy (receipt);
  g_string_truncate (self->text, 0);
  g_string_append_printf (self->text, "%s\n", receipt->title);
  gtk_label_set_label (self->title, receipt->title);
  if (other)
    {
      if (is_declared (receipt))
        {
          sentence = g_strdup_printf (_ ("Declared as published at %s; it could not be compared."),
                                      published);
          cbu_pill_set (self->pill, _ ("Declared"), "warning");
        }
      else
        {
          sentence = g_strdup_printf (_ ("Published at %s and compared: identical."), published);
          cbu_pill_set (self->pill, _ ("Published"), "success");
        }
      gtk_label_set_label (self->checked, sentence);
      set_rechecking (self, FALSE);
    }
  cbu_clear (self->facts);
  add_fact (self, self->facts, _ ("Address"), receipt->url);
  add_fact (self, self->facts, _ ("Published"), published);
  add_fact (self, self->facts, _ ("Prepared by"), receipt->prepared_by);
  add_fact (self, self->facts, _ ("Approved by"), receipt->approved_by);
  add_fact (self, self->facts, _ ("Approved"), approved);
  add_fact (self, self->facts, _ ("Identifier on the portal"), receipt->remote_id);
  add_fact (self, self->facts, _ ("Row of the journal (SHA-256)"), receipt->journal_hash);
  add_files (self);
}

static gpointer
recheck (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (cb_workplace_recheck (workplace, input, cancellable, error));
}

static void
rechecked_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuReceiptView *self = widget;
  g_autofree char *now = cbu_format_moment (g_get_real_time ());
  g_autofree char *sentence = NULL;

  /* Another receipt was opened meanwhile: it says nothing of that one. */
  if (g_strcmp0 (self->receipt->job_id, input) != 0)
    return;
  set_rechecking (self, FALSE);
  if (g_error_matches (error, CB_ERROR, CB_ERROR_MISMATCH))
    {
      sentence
          = g_strdup_printf (_ ("Compared at %s: the portal has other bytes than these."), now);
      cbu_pill_set (self->pill, _ ("Differs"), "error");
      gtk_label_set_label (self->checked, sentence);
      return;
    }
  if (error != NULL)
    {
      cbu_show_error (self, error);
      return;
    }
  sentence = g_strdup_printf (_ ("Compared again at %s: identical."), now);
  cbu_pill_set (self->pill, _ ("Published"), "success");
  gtk_label_set_label (self->checked, sentence);
}

static void
on_recheck_clicked_cb (CbuReceiptView *self)
{
  set_rechecking (self, TRUE);
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = on_recheck_clicked_cb,
                            .work = recheck,
                            .done = rechecked_cb,
                            .input = g_strdup (self->receipt->job_id),
                            .free_input = g_free });
}

static void
on_open_clicked_cb (CbuReceiptView *self)
{
  if (self->receipt->url != NULL)
    cbu_open_uri (self, self->receipt->url);
}

static void
begin_record (CbuReceiptView *self, const char *register_name, gboolean take_down)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *version = cb_receipt_dup_label (self->receipt, zone);
  GVariantBuilder fields;

  g_variant_builder_init (&fields, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&fields, "{ss}", "dataset", self->receipt->title);
  if (take_down)
    g_variant_builder_add (&fields, "{ss}", "action", "Chấm dứt");
  else
    g_variant_builder_add (&fields, "{ss}", "receipt", version);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.add-record", "(sa{ss})", register_name,
                              &fields);
}

static void
on_correct_clicked_cb (CbuReceiptView *self)
{
  begin_record (self, "corrections", FALSE);
}

static void
on_take_down_clicked_cb (CbuReceiptView *self)
{
  begin_record (self, "suspensions", TRUE);
}

static void
on_copy_clicked_cb (CbuReceiptView *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text->str);
  cbu_toast (self, _ ("The receipt was copied"));
}

static void
cbu_receipt_view_dispose (GObject *object)
{
  CbuReceiptView *self = CBU_RECEIPT_VIEW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->receipt, cb_receipt_free);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_RECEIPT_VIEW);
  G_OBJECT_CLASS (cbu_receipt_view_parent_class)->dispose (object);
}

static void
cbu_receipt_view_finalize (GObject *object)
{
  g_string_free (CBU_RECEIPT_VIEW (object)->text, TRUE);
  G_OBJECT_CLASS (cbu_receipt_view_parent_class)->finalize (object);
}

static void
cbu_receipt_view_class_init (CbuReceiptViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_receipt_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = cbu_receipt_view_finalize;
  g_type_ensure (CBU_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/ledger/cbu-receipt-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuReceiptView, title);
  gtk_widget_class_bind_template_child (widget_class, CbuReceiptView, pill);
  gtk_widget_class_bind_template_child (widget_class, CbuReceiptView, checked);
  gtk_widget_class_bind_template_child (widget_class, CbuReceiptView, recheck);
  gtk_widget_class_bind_template_child (widget_class, CbuReceiptView, spinner);
  gtk_widget_class_bind_template_child (widget_class, CbuReceiptView, facts);
  gtk_widget_class_bind_template_child (widget_class, CbuReceiptView, files);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_recheck_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_correct_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_take_down_clicked_cb);
}

static void
cbu_receipt_view_init (CbuReceiptView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->text = g_string_new (NULL);
}
