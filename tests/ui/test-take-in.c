/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files are taken in one after the other, into the dataset that was asked for. */

#include "config.h"

#include "cbu-test.h"
#include "ui/datasets/cbu-dataset-view.h"
#include "ui/datasets/cbu-datasets-page.h"

static gboolean
shows_view (gpointer page)
{
  return cbu_test_find (page, CBU_TYPE_DATASET_VIEW) != NULL;
}

static guint
count_datasets (CbuSession *session)
{
  g_autoptr (GPtrArray) datasets
      = cb_workplace_list_datasets (cbu_session_get_workplace (session), NULL);

  return datasets->len;
}

static gboolean
is_over (gpointer end)
{
  return g_get_monotonic_time () > *(gint64 *)end;
}

static gboolean
has_two_datasets (gpointer session)
{
  return count_datasets (session) >= 2;
}

/* Two clicks on "prepare" begin one dataset. */
static void
test_two_clicks (void)
{
  CbuSession *session = cbu_test_open_practice ();
  GtkWidget *page = cbu_datasets_page_new (session);
  GtkWidget *window = adw_window_new ();
  gint64 end;

  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  cbu_datasets_page_prepare (CBU_DATASETS_PAGE (page), "", "");
  cbu_datasets_page_prepare (CBU_DATASETS_PAGE (page), "", "");
  cbu_test_wait (shows_view, page, "the dataset");
  end = g_get_monotonic_time () + G_USEC_PER_SEC / 2;
  cbu_test_wait (is_over, &end, "half a second");
  g_assert_cmpuint (count_datasets (session), ==, 1);
  cbu_datasets_page_prepare (CBU_DATASETS_PAGE (page), "", "");
  cbu_test_wait (has_two_datasets, session, "another dataset");
  gtk_window_destroy (GTK_WINDOW (window));
  cbu_test_close (session);
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add_func ("/ui/take-in/two-clicks", test_two_clicks);
  return g_test_run ();
}
