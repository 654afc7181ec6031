/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A catalog whose columns say nothing, as a person imports it: asked once, kept while it is wrong,
 * not asked again. */

#include "config.h"

#include <glib/gstdio.h>

#include "cbu-test.h"
#include "core/workplace/cb-workplace-catalog.h"
#include "ui/catalog/cbu-catalog-filter.h"
#include "ui/catalog/cbu-catalog-page.h"
#include "ui/catalog/cbu-catalog-portal.h"
#include "ui/catalog/cbu-catalog-versions.h"
#include "ui/catalog/cbu-mapping.h"

typedef struct
{
  CbuSession *session;
  GtkWidget *page;
  GtkWidget *window;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  int fd = g_file_open_tmp ("danh-muc-XXXXXX.csv", &fixture->path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (fixture->path,
                                      "Cột 1,Cột 2,Cột 3,Cơ quan chủ trì\n"
                                      "Bến xe khách,Hằng tháng,liên tỉnh,Sở Xây dựng\n"
                                      "Cầu đường bộ,Hằng năm,theo tuyến,Sở Xây dựng\n"
                                      "Bến thủy nội địa,Hằng quý,có phép,Sở Xây dựng\n",
                                      -1, NULL));
  fixture->session = cbu_test_open_practice ();
  fixture->page = cbu_catalog_page_new (fixture->session);
  fixture->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (fixture->window), fixture->page);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  cbu_test_close (fixture->session);
  g_unlink (fixture->path);
  g_free (fixture->path);
}

static gboolean
is_asked (gpointer page)
{
  GtkWidget *mapping = cbu_test_find (page, CBU_TYPE_MAPPING);

  return mapping != NULL && gtk_widget_get_mapped (mapping)
         && cbu_mapping_is_asking (CBU_MAPPING (mapping));
}

static gboolean
is_listed (gpointer page)
{
  GtkWidget *view = cbu_test_find (page, GTK_TYPE_COLUMN_VIEW);

  return view != NULL && gtk_widget_get_mapped (view)
         && g_list_model_get_n_items (
                G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view))))
                == 3;
}

static void
import (Fixture *fixture)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);

  cbu_catalog_page_import (CBU_CATALOG_PAGE (fixture->page), file);
}

static GtkWidget *
find_row (GtkWidget *root, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_asked_once (Fixture *fixture, gconstpointer data)
{
  GtkWidget *mapping;
  GtkWidget *decision;

  import (fixture);
  cbu_test_wait (is_asked, fixture->page, "the question");
  mapping = cbu_test_find (fixture->page, CBU_TYPE_MAPPING);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (mapping, "Cột 1")), CB_CATALOG_COLUMN_TITLE);
  decision = find_row (mapping, "Number and date of the decision");
  g_assert_cmpuint (cbu_test_count_nameless (mapping), ==, 0);

  /* No such day: nothing is imported, and nothing that was said is lost. */
  gtk_editable_set_text (GTK_EDITABLE (decision), "1/QĐ ngày 31/02/2026");
  g_signal_emit_by_name (mapping, "confirmed");
  g_assert_false (is_asked (fixture->page));
  cbu_test_wait (is_asked, fixture->page, "the draft given back");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_row (mapping, "Cột 1"))), ==,
                    CB_CATALOG_COLUMN_TITLE);

  gtk_editable_set_text (GTK_EDITABLE (decision), "1/QĐ ngày 28/02/2026");
  g_signal_emit_by_name (mapping, "confirmed");
  cbu_test_wait (is_listed, fixture->page, "the catalog");

  /* The columns are known now; which decision it is from is not. */
  import (fixture);
  cbu_test_wait (is_asked, fixture->page, "the question which decision it is");
  gtk_editable_set_text (GTK_EDITABLE (decision), "2/QĐ-UBND ngày 01/03/2026");
  g_signal_emit_by_name (mapping, "confirmed");
  cbu_test_wait (is_listed, fixture->page, "the catalog again");
}

static guint
count_shown (GtkWidget *page)
{
  GtkWidget *view = cbu_test_find (page, GTK_TYPE_COLUMN_VIEW);

  return g_list_model_get_n_items (
      G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view))));
}

/* The row of the chips whose value is @value. */
static GtkWidget *
find_value (GtkWidget *root, const char *value)
{
  if (GTK_IS_LIST_BOX_ROW (root)
      && g_strcmp0 (g_object_get_data (G_OBJECT (root), "value"), value) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_value (child, value);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Three items: one is monthly, none is published, one has its dataset begun. */
static void
test_filtered (Fixture *fixture, gconstpointer data)
{
  CbWorkplace *workplace = cbu_session_get_workplace (fixture->session);
  g_autoptr (CbCatalogDraft) draft = NULL;
  g_autoptr (CbCatalogTaken) taken = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (GError) error = NULL;
  GtkWidget *filter = cbu_test_find (fixture->page, CBU_TYPE_CATALOG_FILTER);
  GtkWidget *row;

  draft = cb_workplace_read_catalog (workplace, file, -1, NULL, &error);
  g_assert_no_error (error);
  cb_catalog_layout_set (draft->layout, 0, CB_CATALOG_COLUMN_TITLE);
  cb_catalog_layout_set (draft->layout, 1, CB_CATALOG_COLUMN_FREQUENCY);
  taken = cb_workplace_take_catalog (workplace, draft, NULL, &error);
  g_assert_no_error (error);
  cbu_test_wait (is_listed, fixture->page, "the catalog");

  row = find_value (filter, cb_frequency_title (CB_FREQUENCY_MONTHLY));
  g_assert_nonnull (row);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  g_assert_cmpuint (count_shown (fixture->page), ==, 1);
  g_assert_true (cbu_catalog_filter_is_set (CBU_CATALOG_FILTER (filter)));
  row = find_value (filter, "Published");
  g_assert_null (row);
  cbu_catalog_filter_clear (CBU_CATALOG_FILTER (filter));
  g_assert_cmpuint (count_shown (fixture->page), ==, 3);
  row = find_value (filter, "Nothing yet");
  g_assert_nonnull (row);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  g_assert_cmpuint (count_shown (fixture->page), ==, 3);
  g_assert_cmpuint (cbu_test_count_nameless (fixture->page), ==, 0);
}

/* Two decisions: the window tells what the second changed, and puts the first in force again. */
static gboolean
has_versions (gpointer window)
{
  return find_row (window, "2/QĐ-UBND ngày 01/11/2026") != NULL;
}

static guint
count_changes (gpointer window)
{
  GtkWidget *list = cbu_test_find (window, GTK_TYPE_LIST_VIEW);

  return list != NULL ? g_list_model_get_n_items (
             G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))))
                      : 0;
}

static gboolean
has_changes (gpointer window)
{
  return count_changes (window) > 0 && cbu_test_count_nameless (window) == 0;
}

static void
take (Fixture *fixture, const char *decision, const char *content)
{
  CbWorkplace *workplace = cbu_session_get_workplace (fixture->session);
  CbCatalogDecision about = { decision, NULL, NULL };
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbCatalogDraft) draft = NULL;
  g_autoptr (CbCatalogTaken) taken = NULL;

  g_assert_true (g_file_set_contents (fixture->path, content, -1, NULL));
  draft = cb_workplace_read_catalog (workplace, file, -1, NULL, &error);
  g_assert_no_error (error);
  taken = cb_workplace_take_catalog (workplace, draft, &about, &error);
  g_assert_no_error (error);
}

static void
test_versions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) second = g_string_new ("Mã,Tên dữ liệu mở,Tần suất cập nhật\n");
  GtkWidget *window;

  g_string_append (second, "A1,Bến xe,Hằng quý\n");
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (second, "B%u,Đường số %u,Hằng năm\n", i, i);
  take (fixture, "1/QĐ-UBND ngày 01/10/2026",
        "Mã,Tên dữ liệu mở,Tần suất cập nhật\nA1,Bến xe,Hằng tháng\nA2,Cầu,Hằng năm\n");
  take (fixture, "2/QĐ-UBND ngày 01/11/2026", second->str);
  window = cbu_catalog_versions_new (fixture->session, GTK_WINDOW (fixture->window));
  gtk_window_present (GTK_WINDOW (window));
  cbu_test_wait (has_versions, window, "the decisions");
  g_signal_emit_by_name (cbu_test_find_button (window, "What changed"), "clicked");
  cbu_test_wait (has_changes, window, "what changed, with names for all");
  /* 300 added, one changed, one withdrawn, and a heading for each sort. */
  g_assert_cmpuint (count_changes (window), ==, 305);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_address (GtkWidget *page)
{
  GtkWidget *row = cbu_test_find (page, ADW_TYPE_ENTRY_ROW);

  g_assert_nonnull (row);
  return row;
}

/* A portal that takes the connection and never answers: who does not want to wait goes. */
static void
test_portal_given_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);
  GtkWidget *read;
  GtkWidget *portal;

  gtk_widget_activate_action (fixture->page, "catalog.portal", NULL);
  read = cbu_test_find_button (fixture->page, "Read the portal");
  g_assert_nonnull (read);
  portal = cbu_test_find (fixture->page, CBU_TYPE_CATALOG_PORTAL);
  gtk_editable_set_text (GTK_EDITABLE (find_address (portal)), address);
  g_signal_emit_by_name (read, "clicked");
  g_assert_false (gtk_widget_get_sensitive (read));
  g_signal_emit_by_name (cbu_test_find_button (portal, "Do not import"), "clicked");
  g_assert_false (gtk_widget_get_mapped (portal));
  g_assert_true (gtk_widget_get_sensitive (read));
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);

  g_test_add ("/ui/catalog/asked-once", Fixture, NULL, set_up, test_asked_once, tear_down);

  g_test_add ("/ui/catalog/filtered-by-chips", Fixture, NULL, set_up, test_filtered, tear_down);
  g_test_add ("/ui/catalog/decisions", Fixture, NULL, set_up, test_versions, tear_down);

  g_test_add ("/ui/catalog/portal-given-up", Fixture, NULL, set_up, test_portal_given_up,
              tear_down);

  return g_test_run ();
}
