/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cbu-test.h"

#include <cairo-pdf.h>

#include "pdf-fixture.h"
#include "ui/datasets/cbu-dataset-view-private.h"
#include "ui/preview/cbu-pages-find.h"
#include "ui/preview/cbu-pages-leaf.h"
#include "ui/preview/cbu-pages-view-private.h"
#include "ui/preview/cbu-pages.h"

/* The pages of a PDF in a window, as they stand in the page of a dataset. */
typedef struct
{
  GtkWidget *window;
  CbuPages *pages;
  CbuPagesView *view;
  CbReader *reader;
  guint page; /* that is waited for */
} Fixture;

static CbuPagesShelf *
get_shelf (Fixture *fixture)
{
  return cbu_pages_model_get_shelf (fixture->view->model);
}

static GdkTexture *
get_first_strip (Fixture *fixture, guint page)
{
  const CbuPageImage *image = cbu_pages_shelf_get_image (get_shelf (fixture), page);

  return image != NULL ? g_ptr_array_index (image->strips, 0) : NULL;
}

static gboolean
is_drawn (gpointer data)
{
  Fixture *fixture = data;

  return get_first_strip (fixture, fixture->page) != NULL;
}

static void
wait_for_page (Fixture *fixture, guint page)
{
  fixture->page = page;
  cbu_test_wait (is_drawn, fixture, "a page");
}

static void
open_pages (Fixture *fixture, GBytes *pdf)
{
  fixture->reader = open_pdf (pdf);
  fixture->window = gtk_window_new ();
  fixture->pages = g_object_new (CBU_TYPE_PAGES, NULL);
  fixture->view = cbu_pages_get_view (fixture->pages);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->pages));
  gtk_window_present (GTK_WINDOW (fixture->window));
  cbu_pages_show (fixture->pages, fixture->reader);
}

static void
open_many (Fixture *fixture, guint n_pages)
{
  g_autoptr (GBytes) pdf = make_numbered_pdf (n_pages);

  open_pages (fixture, pdf);
  wait_for_page (fixture, 0);
}

static void
close_pages (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->reader);
}

/* Every page of make_numbered_pdf() has its own colour in its upper left corner. */
static void
assert_is_page (Fixture *fixture, guint page)
{
  GdkTexture *strip = get_first_strip (fixture, page);
  int width = gdk_texture_get_width (strip);
  int height = gdk_texture_get_height (strip);
  g_autofree guint32 *pixels = g_new (guint32, (gsize)width * (gsize)height);

  gdk_texture_download (strip, (guchar *)pixels, (gsize)width * 4);
  g_assert_cmphex (pixels[2 * width + 2], ==, get_page_color (page));
}

static void
test_in_sight (void)
{
  Fixture fixture;

  open_many (&fixture, 300);
  assert_is_page (&fixture, 0);
  wait_for_page (&fixture, 1);
  assert_is_page (&fixture, 1);
  g_assert_cmpuint (cbu_pages_view_count_leaves (fixture.view), <, 5);
  g_assert_null (get_first_strip (&fixture, 10));
  cbu_pages_go_to (fixture.pages, 200);
  wait_for_page (&fixture, 200);
  assert_is_page (&fixture, 200);
  wait_for_page (&fixture, 199);
  g_assert_null (get_first_strip (&fixture, 100));
  g_assert_cmpuint (cbu_pages_view_count_leaves (fixture.view), <, 5);
  g_assert_cmpuint (cbu_pages_model_count_requests (fixture.view->model), <, 12);
  close_pages (&fixture);
}

static GtkAdjustment *
get_scroll (Fixture *fixture)
{
  return fixture->view->adjustments[GTK_ORIENTATION_VERTICAL];
}

/* What was scrolled past between two frames is never drawn. */
static void
test_scrolled_past (void)
{
  Fixture fixture;
  double end;

  open_many (&fixture, 100);
  end = gtk_adjustment_get_upper (get_scroll (&fixture));
  for (guint i = 1; i < 90; i++)
    gtk_adjustment_set_value (get_scroll (&fixture), end * i / 100);
  wait_for_page (&fixture, 89);
  assert_is_page (&fixture, 89);
  g_assert_cmpuint (cbu_pages_view_get_page (fixture.view), ==, 89);
  g_assert_cmpuint (cbu_pages_model_count_requests (fixture.view->model), <, 8);
  g_assert_null (get_first_strip (&fixture, 50));
  close_pages (&fixture);
}

static gboolean
is_zoomed (gpointer data)
{
  Fixture *fixture = data;
  const CbuPageImage *image = cbu_pages_shelf_get_image (get_shelf (fixture), fixture->page);

  return image != NULL && image->width == 1587 && is_drawn (fixture);
}

static void
test_zoom (void)
{
  Fixture fixture;
  const CbuPageImage *image;
  guint64 requests;

  open_many (&fixture, 20);
  g_assert_true (cbu_pages_view_fits_width (fixture.view));
  image = cbu_pages_shelf_get_image (get_shelf (&fixture), 0);
  g_assert_cmpuint (image->width, >, 700);
  g_assert_cmpuint (image->width, <, 800);
  cbu_pages_go_to (fixture.pages, 7);
  wait_for_page (&fixture, 7);
  gtk_widget_activate_action (GTK_WIDGET (fixture.pages), "pages.zoom", "d", 200.0);
  cbu_test_wait (is_zoomed, &fixture, "the page in another size");
  /* A4 at twice 96 dots to the inch. */
  image = cbu_pages_shelf_get_image (get_shelf (&fixture), 7);
  g_assert_cmpuint (image->width, ==, 1587);
  g_assert_cmpuint (image->height, ==, 2245);
  g_assert_cmpuint (image->strips->len, ==, 2);
  assert_is_page (&fixture, 7);
  g_assert_cmpuint (cbu_pages_view_get_page (fixture.view), ==, 7);
  /* The lower part of the page is not on the screen. */
  g_assert_null (g_ptr_array_index (image->strips, 1));
  requests = cbu_pages_model_count_requests (fixture.view->model);
  gtk_widget_activate_action (GTK_WIDGET (fixture.pages), "pages.zoom-in", NULL);
  g_assert_cmpfloat (fixture.view->zoom, ==, 250);
  gtk_widget_activate_action (GTK_WIDGET (fixture.pages), "pages.zoom-out", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture.pages), "pages.zoom-out", NULL);
  g_assert_cmpfloat (fixture.view->zoom, <, 250);
  gtk_widget_activate_action (GTK_WIDGET (fixture.pages), "pages.zoom", "d", 200.0);
  wait_for_page (&fixture, 7);
  g_assert_cmpuint (cbu_pages_model_count_requests (fixture.view->model), <, requests + 4);
  gtk_widget_activate_action (GTK_WIDGET (fixture.pages), "pages.fit-width", NULL);
  g_assert_true (cbu_pages_view_fits_width (fixture.view));
  close_pages (&fixture);
}

static gboolean
is_measured (gpointer data)
{
  Fixture *fixture = data;

  return fixture->view->tops->len == 4 && fixture->view->widest > 700
         && cbu_pages_model_get_size (fixture->view->model, 1)->width > 800;
}

/* A page has room of its size before it is drawn, and is in the middle. */
static void
test_sizes (void)
{
  static const double sizes[] = { 595, 842, 842, 595, 300, 300, 0 };
  g_autoptr (GBytes) pdf = make_sized_pdf (sizes);
  Fixture fixture;
  GtkWidget *leaf;
  graphene_rect_t place;

  open_pages (&fixture, pdf);
  cbu_test_wait (is_measured, &fixture, "the sizes of the pages");
  wait_for_page (&fixture, 0);
  leaf = g_hash_table_lookup (fixture.view->leaves, GUINT_TO_POINTER (0));
  g_assert_true (gtk_widget_compute_bounds (leaf, GTK_WIDGET (fixture.view), &place));
  g_assert_cmpfloat_with_epsilon (place.size.height / place.size.width, 842.0 / 595, 0.01);
  g_assert_cmpfloat_with_epsilon (place.origin.x + place.size.width / 2,
                                  gtk_widget_get_width (GTK_WIDGET (fixture.view)) / 2.0, 1.5);
  g_assert_cmpfloat_with_epsilon (place.size.width / fixture.view->widest, 595.0 / 842, 0.01);
  close_pages (&fixture);
}

static GtkEditable *
get_entry (Fixture *fixture)
{
  return GTK_EDITABLE (cbu_test_find (GTK_WIDGET (fixture->pages), GTK_TYPE_ENTRY));
}

static void
enter (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (get_entry (fixture), text);
  g_signal_emit_by_name (get_entry (fixture), "activate");
}

static void
test_number (void)
{
  Fixture fixture;

  open_many (&fixture, 1200);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (&fixture)), ==, "1");
  enter (&fixture, " 1.150 ");
  g_assert_cmpuint (cbu_pages_view_get_page (fixture.view), ==, 1149);
  wait_for_page (&fixture, 1149);
  assert_is_page (&fixture, 1149);
  enter (&fixture, "1201");
  g_assert_cmpuint (cbu_pages_view_get_page (fixture.view), ==, 1149);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (&fixture)), ==, "1.150");
  enter (&fixture, "x");
  enter (&fixture, "0");
  g_assert_cmpuint (cbu_pages_view_get_page (fixture.view), ==, 1149);
  gtk_widget_activate_action (GTK_WIDGET (fixture.pages), "pages.next", NULL);
  g_assert_cmpuint (cbu_pages_view_get_page (fixture.view), ==, 1150);
  gtk_widget_activate_action (GTK_WIDGET (fixture.pages), "pages.previous", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture.pages), "pages.previous", NULL);
  g_assert_cmpuint (cbu_pages_view_get_page (fixture.view), ==, 1148);
  /* The last page is one's page, too, though the window reaches further up. */
  enter (&fixture, "1200");
  wait_for_page (&fixture, 1199);
  g_assert_cmpuint (cbu_pages_view_get_page (fixture.view), ==, 1199);
  close_pages (&fixture);
}

static void
press (Fixture *fixture, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
      g_assert_true (handled);
    }
}

static void
test_keys (void)
{
  Fixture fixture;

  open_many (&fixture, 30);
  press (&fixture, GDK_KEY_End);
  g_assert_cmpuint (cbu_pages_view_get_page (fixture.view), ==, 29);
  wait_for_page (&fixture, 29);
  press (&fixture, GDK_KEY_Home);
  wait_for_page (&fixture, 0);
  g_assert_cmpuint (cbu_pages_view_get_page (fixture.view), ==, 0);
  for (guint i = 0; i < 10; i++)
    press (&fixture, GDK_KEY_Page_Down);
  g_assert_cmpuint (cbu_pages_view_get_page (fixture.view), >, 2);
  for (guint i = 0; i < 20; i++)
    press (&fixture, GDK_KEY_Page_Up);
  g_assert_cmpuint (cbu_pages_view_get_page (fixture.view), ==, 0);
  press (&fixture, GDK_KEY_Down);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_scroll (&fixture)), >, 0);
  close_pages (&fixture);
}

/* Whatever was looked at, only so much is kept. */
static void
test_forgets (void)
{
  Fixture fixture;

  open_many (&fixture, 16);
  cbu_pages_view_set_zoom (fixture.view, 200);
  for (guint i = 0; i < 16; i++)
    {
      cbu_pages_go_to (fixture.pages, i);
      wait_for_page (&fixture, i);
    }
  g_assert_cmpuint (cbu_pages_shelf_count_pixels (get_shelf (&fixture)), <=, 24 * 1024 * 1024);
  g_assert_null (get_first_strip (&fixture, 0));
  cbu_pages_go_to (fixture.pages, 0);
  wait_for_page (&fixture, 0);
  assert_is_page (&fixture, 0);
  close_pages (&fixture);
}

static gboolean
has_problem (gpointer data)
{
  Fixture *fixture = data;

  return cbu_pages_shelf_get_problem (get_shelf (fixture), fixture->page) != NULL;
}

static void
test_marked (void)
{
  static const char *const texts[] = { "1", "2", "3", "4", "TỐI MẬT", "6", NULL };
  g_autoptr (GBytes) pdf = make_text_pdf (texts);
  Fixture fixture;
  GtkWidget *leaf;

  open_pages (&fixture, pdf);
  wait_for_page (&fixture, 0);
  cbu_pages_go_to (fixture.pages, 4);
  fixture.page = 4;
  cbu_test_wait (has_problem, &fixture, "the refusal of a page");
  g_assert_null (get_first_strip (&fixture, 4));
  leaf = g_hash_table_lookup (fixture.view->leaves, GUINT_TO_POINTER (4));
  g_assert_true (g_str_has_prefix (
      gtk_label_get_label (GTK_LABEL (cbu_test_find (leaf, GTK_TYPE_LABEL))), "This page is not"));
  /* The others are shown. */
  cbu_pages_go_to (fixture.pages, 5);
  wait_for_page (&fixture, 5);
  close_pages (&fixture);
}

static gboolean
says_problem (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *stack = cbu_test_find (GTK_WIDGET (fixture->pages), GTK_TYPE_STACK);

  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "problem") == 0;
}

static void
test_failed (void)
{
  Fixture fixture;

  open_many (&fixture, 50);
  cb_reader_close (fixture.reader);
  cbu_pages_go_to (fixture.pages, 40);
  cbu_test_wait (says_problem, &fixture, "that no page comes any more");
  close_pages (&fixture);
}

static void
test_names (void)
{
  Fixture fixture;
  GtkWidget *leaf;
  g_autofree char *problem = NULL;

  open_many (&fixture, 3);
  leaf = g_hash_table_lookup (fixture.view->leaves, GUINT_TO_POINTER (0));
  problem = gtk_test_accessible_check_property (GTK_ACCESSIBLE (leaf),
                                                GTK_ACCESSIBLE_PROPERTY_LABEL, "Page 1 of 3");
  g_assert_cmpstr (problem, ==, NULL);
  g_assert_cmpuint (cbu_test_count_nameless (fixture.window), ==, 0);
  close_pages (&fixture);
}

static CbuPagesFind *
get_find (Fixture *fixture)
{
  return CBU_PAGES_FIND (cbu_test_find (GTK_WIDGET (fixture->pages), CBU_TYPE_PAGES_FIND));
}

/* Beside the entry; what stands in it is a label, too. */
static const char *
get_status (Fixture *fixture)
{
  GtkWidget *child = cbu_test_find (GTK_WIDGET (get_find (fixture)), GTK_TYPE_SEARCH_ENTRY);

  while (!GTK_IS_LABEL (child))
    child = gtk_widget_get_next_sibling (child);

  return gtk_label_get_label (GTK_LABEL (child));
}

static gboolean
says_hit (gpointer data)
{
  return g_str_has_prefix (get_status (data), "Hit ");
}

static gboolean
says_nothing_found (gpointer data)
{
  return g_str_equal (get_status (data), "On no page");
}

static void
look_for (Fixture *fixture, const char *text, CbuTestFunc ready)
{
  GtkWidget *entry = cbu_test_find (GTK_WIDGET (get_find (fixture)), GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  cbu_test_wait (ready, fixture, text);
}

static void
test_find (void)
{
  static const char *const texts[]
      = { "Trạm y tế", "x", "x", "TRẠM Y\nTẾ và trạm y tế", "x", "x", "tram y te", NULL };
  g_autoptr (GBytes) pdf = make_text_pdf (texts);
  Fixture fixture;

  open_pages (&fixture, pdf);
  wait_for_page (&fixture, 0);
  cbu_pages_go_to (fixture.pages, 2);
  g_assert_true (cbu_pages_command (fixture.pages, "search"));
  /* From the page on at which one is. */
  look_for (&fixture, "tram y te", says_hit);
  g_assert_cmpstr (get_status (&fixture), ==, "Hit 2 of 4");
  g_assert_cmpuint (cbu_pages_view_get_page (fixture.view), ==, 3);
  cbu_pages_command (fixture.pages, "find-next");
  cbu_pages_command (fixture.pages, "find-next");
  g_assert_cmpstr (get_status (&fixture), ==, "Hit 4 of 4");
  g_assert_cmpuint (cbu_pages_view_get_page (fixture.view), ==, 6);
  cbu_pages_command (fixture.pages, "find-next");
  g_assert_cmpstr (get_status (&fixture), ==, "Hit 1 of 4");
  cbu_pages_command (fixture.pages, "find-previous");
  g_assert_cmpstr (get_status (&fixture), ==, "Hit 4 of 4");
  g_assert_cmpuint (cbu_pages_model_get_marks (fixture.view->model)->hits->len, ==, 4);
  g_assert_cmpint (cbu_pages_model_get_marks (fixture.view->model)->current, ==, 3);
  look_for (&fixture, "không có", says_nothing_found);
  cbu_pages_find_close (get_find (&fixture));
  g_assert_cmpuint (cbu_pages_model_get_marks (fixture.view->model)->hits->len, ==, 0);
  g_assert_cmpstr (get_status (&fixture), ==, "");
  g_assert_cmpuint (cbu_test_count_nameless (fixture.window), ==, 0);
  close_pages (&fixture);
}

static gboolean
has_letters (gpointer data)
{
  Fixture *fixture = data;

  return cbu_pages_model_get_letters (fixture->view->model, fixture->page) != NULL;
}

static void
test_select (void)
{
  static const char *const texts[] = { "Trạm y tế\nphường Ẵm Hạ", "x", NULL };
  g_autoptr (GBytes) pdf = make_text_pdf (texts);
  g_autofree char *page = NULL;
  g_autofree char *part = NULL;
  g_autofree char *described = NULL;
  const CbPageLetters *letters;
  CbPageHit hit = { 0, 0, 0 };
  Fixture fixture;

  open_pages (&fixture, pdf);
  fixture.page = 0;
  cbu_test_wait (has_letters, &fixture, "the letters of a page");
  g_assert_null (cbu_pages_view_dup_selected (fixture.view));
  g_assert_true (cbu_pages_view_select_page (fixture.view));
  page = cbu_pages_view_dup_selected (fixture.view);
  g_assert_cmpstr (page, ==, texts[0]);
  /* From the middle of a word in the first line to the end of the second. */
  letters = cbu_pages_model_get_letters (fixture.view->model, 0);
  hit.first = cbu_pages_marks_find_letter (letters, 50, 30);
  g_assert_cmpuint (hit.first, ==, 0);
  hit.first = cbu_pages_marks_find_letter (
      letters, g_array_index (letters->boxes, CbPageBox, 5).left + 0.5, 48);
  g_assert_cmpuint (hit.first, ==, 5);
  hit.count = cbu_pages_marks_find_letter (letters, 500, 69) - hit.first;
  cbu_pages_model_select (fixture.view->model, &hit);
  part = cbu_pages_view_dup_selected (fixture.view);
  g_assert_cmpstr (part, ==, "y tế\nphường Ẵm Hạ");
  described = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (g_hash_table_lookup (fixture.view->leaves, GUINT_TO_POINTER (0))),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, texts[0]);
  g_assert_cmpstr (described, ==, NULL);
  close_pages (&fixture);
}

/* --- In the page of a dataset --------------------------------------------- */

typedef struct
{
  CbuSession *session;
  char *id; /* (owned) */
} Prepared;

static gpointer
take_pdf_in_thread (gpointer data)
{
  Prepared *prepared = data;
  CbWorkplace *workplace = cbu_session_get_workplace (prepared->session);
  g_autofree char *path = g_build_filename (cb_workplace_get_root (workplace), "bao-cao.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) pdf = make_numbered_pdf (5);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset = cb_workplace_create_dataset (workplace, NULL, NULL, &error);
  g_autoptr (CbDatasetFile) taken = NULL;

  g_assert_no_error (error);
  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize)g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
  taken = cb_workplace_take_in (workplace, dataset->id, NULL, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  prepared->id = g_strdup (dataset->id);
  return NULL;
}

static gboolean
shows_pages (gpointer data)
{
  CbuDatasetView *view = data;

  return g_strcmp0 (gtk_stack_get_visible_child_name (view->table_stack), "pages") == 0
         && cbu_pages_view_count_leaves (cbu_pages_get_view (view->pages)) > 0;
}

static gboolean
shows_review (gpointer data)
{
  CbuPages *pages = data;

  return cbu_pages_view_count_leaves (cbu_pages_get_view (pages)) > 0;
}

static void
test_dataset (void)
{
  Prepared prepared = { .session = cbu_test_open_practice () };
  GtkWidget *window = adw_window_new ();
  GtkWidget *reviewed;
  CbuDatasetView *view;
  CbReader *first;

  g_thread_join (g_thread_new ("take", take_pdf_in_thread, &prepared));
  view = CBU_DATASET_VIEW (cbu_dataset_view_new (prepared.session, prepared.id));
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (view));
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 720);
  gtk_window_present (GTK_WINDOW (window));
  cbu_test_wait (shows_pages, view, "the pages of the dataset");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (view->reading)));
  /* Whoever approves sees the same. */
  cbu_steps_set_step (view->steps, CBU_STEP_APPROVE);
  reviewed = cbu_test_find (GTK_WIDGET (view->review), CBU_TYPE_PAGES);
  g_assert_true (gtk_widget_get_visible (reviewed));
  g_assert_true (cbu_pages_get_reader (CBU_PAGES (reviewed)) == cbu_pages_get_reader (view->pages));
  cbu_test_wait (shows_review, reviewed, "the pages of the review");
  /* When its reading process has failed it is read anew. */
  cbu_steps_set_step (view->steps, CBU_STEP_VIEW);
  first = cbu_pages_get_reader (view->pages);
  cb_reader_close (first);
  gtk_widget_activate_action (GTK_WIDGET (view->pages), "dataset.read-anew", NULL);
  cbu_test_wait (shows_pages, view, "the pages anew");
  gtk_window_destroy (GTK_WINDOW (window));
  cbu_test_close (prepared.session);
  g_free (prepared.id);
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);

  g_test_add_func ("/pages/in-sight", test_in_sight);
  g_test_add_func ("/pages/scrolled-past", test_scrolled_past);
  g_test_add_func ("/pages/zoom", test_zoom);
  g_test_add_func ("/pages/sizes", test_sizes);
  g_test_add_func ("/pages/number", test_number);
  g_test_add_func ("/pages/keys", test_keys);
  g_test_add_func ("/pages/forgets", test_forgets);
  g_test_add_func ("/pages/marked", test_marked);
  g_test_add_func ("/pages/failed", test_failed);
  g_test_add_func ("/pages/names", test_names);
  g_test_add_func ("/pages/find", test_find);
  g_test_add_func ("/pages/select", test_select);
  g_test_add_func ("/pages/dataset", test_dataset);

  return g_test_run ();
}
