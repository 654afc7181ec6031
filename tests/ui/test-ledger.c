/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The queue while bytes go, and receipts that are compared again. */

#include "config.h"

#include "cbu-test.h"
#include "core/workplace/cb-workplace-private.h"
#include "ui/ledger/cbu-receipt-view.h"
#include "ui/queue/cbu-queue-page.h"

typedef struct
{
  CbuSession *session;
  CbJob *job;
} Rig;

static gpointer
save_job (gpointer data)
{
  Rig *rig = data;
  CbWorkplace *workplace = cbu_session_get_workplace (rig->session);
  g_autoptr (GError) error = NULL;

  cb_store_save_job (workplace->store, rig->job, &error);
  g_assert_no_error (error);

  return NULL;
}

static double
get_fraction (gpointer page)
{
  GtkWidget *bar = cbu_test_find (page, GTK_TYPE_PROGRESS_BAR);

  return bar != NULL && gtk_widget_get_visible (bar)
             ? gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar))
             : 0;
}

static gboolean
is_at_tenth (gpointer page)
{
  return get_fraction (page) > 0.05;
}

static gboolean
is_at_half (gpointer page)
{
  return get_fraction (page) > 0.45;
}

static gboolean
is_over (gpointer end)
{
  return g_get_monotonic_time () > *(gint64 *)end;
}

/* Another page is looked at, and then this one again. */
static void
test_shown_again (void)
{
  Rig rig = { cbu_test_open_practice (), NULL };
  GtkWidget *page = cbu_queue_page_new (rig.session);
  GtkWidget *window = adw_window_new ();
  gint64 end;

  rig.job = cbu_test_make_job (rig.session);
  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  cbu_test_wait (is_at_tenth, page, "how far it is");
  gtk_widget_set_visible (page, FALSE);
  end = g_get_monotonic_time () + G_USEC_PER_SEC;
  cbu_test_wait (is_over, &end, "a second");
  rig.job->bytes_done = 500;
  g_thread_join (g_thread_new ("save", save_job, &rig));
  gtk_widget_set_visible (page, TRUE);
  cbu_test_wait (is_at_half, page, "how far it is now");
  gtk_window_destroy (GTK_WINDOW (window));
  cb_job_free (rig.job);
  cbu_test_close (rig.session);
}

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
  g_test_add_func ("/ui/queue/shown-again", test_shown_again);
  g_test_add_func ("/ui/receipt/of-another", test_other_receipt);
  return g_test_run ();
}
