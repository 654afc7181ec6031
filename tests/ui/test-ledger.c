/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Receipts that are compared again. */

#include "config.h"

#include "cbu-test.h"
#include "ui/ledger/cbu-receipt-view.h"

static CbReceipt *
make_receipt (const char *id)
{
  CbReceipt *receipt = cb_receipt_new ();

  receipt->job_id = g_strdup (id);
  receipt->dataset_id = g_strdup ("");
  receipt->title = g_strdup (id);

  return receipt;
}

/* What is found out of one receipt is not said of another. */
static void
test_other_receipt (void)
{
  CbuSession *session = cbu_test_open_practice ();
  GtkWidget *view = g_object_ref_sink (g_object_new (CBU_TYPE_RECEIPT_VIEW, NULL));
  GtkWidget *button = cbu_test_find_button (view, "Check again");
  g_autoptr (CbReceipt) first = make_receipt ("một");
  g_autoptr (CbReceipt) second = make_receipt ("hai");

  cbu_receipt_view_show (CBU_RECEIPT_VIEW (view), session, first);
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_get_sensitive (button));
  cbu_receipt_view_show (CBU_RECEIPT_VIEW (view), session, second);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_object_run_dispose (G_OBJECT (view));
  g_object_unref (view);
  cbu_test_close (session);
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add_func ("/ui/receipt/of-another", test_other_receipt);
  return g_test_run ();
}
