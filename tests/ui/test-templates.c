/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every page is built over a real practice workplace, filled, and walked by name: at a wide, a
 * narrow and a large-text window. A warning of GTK is a failure by itself. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "cbu-test.h"
#include "ui/cbu-main.h"
#include "ui/cbu-window.h"
#include "ui/datasets/cbu-steps.h"
#include "ui/settings/cbu-preferences.h"
#include "ui/settings/cbu-preset-review.h"
#include "ui/settings/cbu-preset-window.h"
#include "ui/start/cbu-held-page.h"
#include "ui/start/cbu-setup-page.h"
#include "ui/start/cbu-start-page.h"
#include "ui/widgets/cbu-split.h"
#include "ui/widgets/cbu-wrap.h"

static GtkWidget *
show (GtkWidget *content, int width, int height)
{
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), content);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

static void
pump (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
on_wrong_css_cb (GtkCssProvider *provider,
                 GtkCssSection *section,
                 const GError *error,
                 gpointer user_data)
{
  g_autofree char *place = gtk_css_section_to_string (section);

  g_test_message ("%s: %s", place, error->message);
  g_test_fail ();
}

/* AdwApplication takes them by these names; what it does not understand it leaves out. */
static void
test_styles (void)
{
  static const char *const names[] = { "style.css", "style-hc.css" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
      g_autofree char *path = g_strconcat ("/vn/congbo/CongBo/", names[i], NULL);

      g_assert_true (g_resources_get_info (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL));
      g_signal_connect (provider, "parsing-error", G_CALLBACK (on_wrong_css_cb), NULL);
      gtk_css_provider_load_from_resource (provider, path);
    }
}

static void
test_start_page (void)
{
  GtkWidget *page = cbu_start_page_new ();
  GtkWidget *window = show (page, 1000, 700);

  cbu_test_wait (is_mapped, page, "the start page");
  g_assert_cmpuint (cbu_test_count_nameless (window), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_held_page (void)
{
  GtkWidget *page = cbu_held_page_new (CB_MODE_REAL);
  GtkWidget *window = show (page, 600, 400);

  cbu_test_wait (is_mapped, page, "the page of data that another window has open");
  g_assert_cmpuint (cbu_test_count_nameless (window), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_walk_finds_what_has_no_name (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *window;

  gtk_box_append (GTK_BOX (box), gtk_button_new_from_icon_name ("go-next-symbolic"));
  gtk_box_append (GTK_BOX (box), gtk_entry_new ());
  window = show (box, 200, 100);
  cbu_test_wait (is_mapped, box, "a box");
  g_assert_cmpuint (cbu_test_count_nameless (window), ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_combo_filled (gpointer page)
{
  GtkWidget *row = cbu_test_find (page, ADW_TYPE_COMBO_ROW);
  GListModel *model = adw_combo_row_get_model (ADW_COMBO_ROW (row));

  return model != NULL && g_list_model_get_n_items (model) > 0;
}

static void
test_setup_page (void)
{
  CbuSession *session = cbu_test_open_practice ();
  GtkWidget *page = cbu_setup_page_new (session);
  GtkWidget *window = show (page, 800, 700);

  cbu_test_wait (has_combo_filled, page, "the provinces");
  g_assert_cmpuint (cbu_test_count_nameless (window), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  cbu_test_close (session);
}

static void
test_preferences (void)
{
  CbuSession *session = cbu_test_open_practice ();
  GtkWidget *window = cbu_preferences_new (session, NULL, "accounts");

  gtk_window_present (GTK_WINDOW (window));
  cbu_test_wait (is_mapped, window, "the preferences");
  pump (400);
  g_assert_cmpuint (cbu_test_count_nameless (window), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  cbu_test_close (session);
}

static void
test_presets (void)
{
  CbuSession *session = cbu_test_open_practice ();
  GtkWidget *window = cbu_preset_window_new (session, NULL);

  gtk_window_present (GTK_WINDOW (window));
  cbu_test_wait (is_mapped, window, "the window of presets");
  pump (400);
  g_assert_cmpuint (cbu_test_count_nameless (window), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  cbu_test_close (session);
}

/* A button that can be pressed: the preset was read and would change something. */
static gboolean
can_apply (gpointer window)
{
  GtkWidget *header = cbu_test_find (window, ADW_TYPE_HEADER_BAR);
  GtkWidget *focus = gtk_window_get_focus (window);

  return header != NULL && focus != NULL && gtk_widget_is_ancestor (focus, header)
         && gtk_widget_has_css_class (focus, "suggested-action");
}

static gboolean
is_agency_set (gpointer session)
{
  return g_str_equal (cbu_session_get_setting (session, "agency"), "Sở Xây dựng");
}

static gboolean
has_status (gpointer window)
{
  return cbu_test_find (window, ADW_TYPE_STATUS_PAGE) != NULL;
}

static void
test_preset_review (void)
{
  CbuSession *session = cbu_test_open_practice ();
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  GtkWidget *window;
  int fd = g_file_open_tmp ("congbo-XXXXXX.congbo-cauhinh", &path, NULL);

  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path,
                                      "{\"kind\":\"congbo-preset\",\"version\":1,\"later\":1,"
                                      "\"settings\":{\"agency\":\"Sở Xây dựng\"}}",
                                      -1, NULL));
  file = g_file_new_for_path (path);
  window = cbu_preset_review_new (session, NULL, file);
  gtk_window_present (GTK_WINDOW (window));
  cbu_test_wait (can_apply, window, "the changes of a preset");
  g_assert_cmpuint (cbu_test_count_nameless (window), ==, 0);
  /* What was shown is applied, not what the file has become. */
  g_assert_true (g_file_set_contents (path, "{", -1, NULL));
  g_assert_false (is_agency_set (session));
  g_signal_emit_by_name (gtk_window_get_focus (GTK_WINDOW (window)), "clicked");
  cbu_test_wait (is_agency_set, session, "the agency of the preset");

  window = cbu_preset_review_new (session, NULL, file);
  gtk_window_present (GTK_WINDOW (window));
  cbu_test_wait (has_status, window, "what is wrong with a broken preset");
  g_assert_false (can_apply (window));
  gtk_window_destroy (GTK_WINDOW (window));
  g_unlink (path);
  cbu_test_close (session);
}

static int
get_minimum (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* Which of its parts makes a page as wide as it has to be, down to the smallest. */
static char *
dup_widest (GtkWidget *root)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *widget = root, *next; widget != NULL; widget = next)
    {
      int widest = 0;

      g_string_append_printf (text, " %s %d", G_OBJECT_TYPE_NAME (widget), get_minimum (widget));
      if (GTK_IS_LABEL (widget))
        g_string_append_printf (text, " “%s”", gtk_label_get_label (GTK_LABEL (widget)));
      next = NULL;
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        if (gtk_widget_should_layout (child) && gtk_widget_get_child_visible (child)
            && get_minimum (child) > widest)
          {
            widest = get_minimum (child);
            next = child;
          }
    }

  return g_string_free (text, FALSE);
}

typedef struct
{
  GtkWidget *window;
  GtkWidget *main;
  int width;
} Fit;

/* Nothing of the page is cut off, and it did not make the window wider (which may have a shadow
 * that is part of its size). */
static gboolean
fits (gpointer data)
{
  Fit *fit = data;
  GtkWidget *split = cbu_test_find (fit->main, CBU_TYPE_SPLIT);
  g_autoptr (GtkWidget) side = NULL;
  g_autoptr (GtkWidget) content = NULL;

  g_object_get (split, "sidebar", &side, "content", &content, NULL);
  return gtk_widget_get_width (fit->window) <= fit->width
         && get_minimum (side) + get_minimum (content) <= fit->width;
}

/* As soon as the page has taken its narrow form. */
static void
assert_fits (Fit *fit, const char *page)
{
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  while (!fits (fit) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  if (!fits (fit))
    {
      g_autoptr (GtkWidget) side = NULL;
      g_autoptr (GtkWidget) content = NULL;
      g_autofree char *widest = NULL;

      g_object_get (cbu_test_find (fit->main, CBU_TYPE_SPLIT), "sidebar", &side, "content",
                    &content, NULL);
      widest = dup_widest (content);
      g_test_message ("%s in %d (window %d), beside %d:%s", page, fit->width,
                      gtk_widget_get_width (fit->window), get_minimum (side), widest);
      g_test_fail ();
    }
}

/* The page of a dataset at each of its steps, and with the bar in which one looks for something. */
static void
check_steps (Fit *fit)
{
  GtkWidget *steps = cbu_test_find (fit->main, CBU_TYPE_STEPS);

  for (guint i = 0; i <= CBU_STEP_SEND; i++)
    {
      g_autofree char *page = g_strdup_printf ("step %u", i);

      cbu_steps_set_step (CBU_STEPS (steps), (CbuStep)i);
      pump (250);
      assert_fits (fit, page);
    }
  cbu_main_command (CBU_MAIN (fit->main), "search");
  pump (250);
  assert_fits (fit, "search");
}

static gboolean
has_tasks (gpointer main)
{
  return cbu_test_find_button (main, dgettext (GETTEXT_PACKAGE, "Prepare")) != NULL;
}

static void
check_all_pages (int width, int height)
{
  static const char *const pages[]
      = { "todo", "catalog", "datasets", "queue", "ledger", "reports", "registers" };
  CbuSession *session = cbu_test_open_practice ();
  g_autofree char *id = cbu_test_prepare_dataset (session);
  GtkWidget *main = cbu_main_new (session);
  Fit fit = { show (main, width, height), main, width };

  cbu_test_wait (is_mapped, main, "the main part");
  cbu_main_show_page (CBU_MAIN (main), "todo");
  cbu_test_wait (has_tasks, main, "what is to be done");
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      cbu_main_show_page (CBU_MAIN (main), pages[i]);
      pump (250);
      g_test_message ("page %s", pages[i]);
      g_assert_cmpuint (cbu_test_count_nameless (fit.window), ==, 0);
      assert_fits (&fit, pages[i]);
    }
  cbu_main_open_dataset (CBU_MAIN (main), id);
  cbu_test_wait (cbu_test_has_findings, main, "the findings");
  pump (250);
  g_assert_cmpuint (cbu_test_count_nameless (fit.window), ==, 0);
  check_steps (&fit);
  gtk_window_destroy (GTK_WINDOW (fit.window));
  cbu_test_close (session);
}

static void
test_pages_wide (void)
{
  check_all_pages (1200, 720);
}

static void
test_pages_narrow (void)
{
  check_all_pages (400, 600);
}

/* Two windows side by side on the most common screen. */
static void
test_pages_large_text (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  check_all_pages (683, 720);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static gboolean
is_asked (gpointer data)
{
  Fit *fit = data;
  int width, height;

  /* Without a window manager, what the display says of an earlier size can undo the request. */
  gtk_window_get_default_size (GTK_WINDOW (fit->window), &width, &height);
  if (width != fit->width)
    gtk_window_set_default_size (GTK_WINDOW (fit->window), fit->width, 720);
  return ABS (gtk_widget_get_width (fit->window) - fit->width) < 20;
}

static void
ask_for (Fit *fit)
{
  gtk_window_set_default_size (GTK_WINDOW (fit->window), fit->width, 720);
  cbu_test_wait (is_asked, fit, "the window of that size");
}

/* A window manager asks once, from the whole screen to a part of it. */
static void
test_pages_shrink_at_once (void)
{
  static const int widths[] = { 683, 1366, 400, 880, 400 };
  CbuSession *session = cbu_test_open_practice ();
  g_autofree char *id = cbu_test_prepare_dataset (session);
  GtkWidget *main = cbu_main_new (session);
  Fit fit = { show (main, 1366, 720), main, 1366 };

  cbu_main_open_dataset (CBU_MAIN (main), id);
  cbu_test_wait (cbu_test_has_findings, main, "the findings");
  cbu_steps_set_step (CBU_STEPS (cbu_test_find (main, CBU_TYPE_STEPS)), CBU_STEP_CHECK);
  assert_fits (&fit, "at first");
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      fit.width = widths[i];
      ask_for (&fit);
      assert_fits (&fit, "asked at once");
    }
  gtk_window_destroy (GTK_WINDOW (fit.window));
  cbu_test_close (session);
}

/* Wide enough, everything stands in one line; else each thing keeps its width and goes below. */
static void
test_wrap (void)
{
  GtkWidget *wrap = g_object_ref_sink (cbu_wrap_new ());
  GtkWidget *window = show (wrap, 300, 200);
  int minimum, natural, low, high, width;

  for (int i = 0; i < 3; i++)
    {
      GtkWidget *thing = gtk_drawing_area_new ();

      gtk_widget_set_size_request (thing, 100, 20);
      cbu_wrap_append (CBU_WRAP (wrap), thing);
    }
  gtk_widget_measure (wrap, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 100);
  g_assert_cmpint (natural, ==, 316);
  gtk_widget_measure (wrap, GTK_ORIENTATION_VERTICAL, 316, &low, NULL, NULL, NULL);
  g_assert_cmpint (low, ==, 20);
  gtk_widget_measure (wrap, GTK_ORIENTATION_VERTICAL, 315, &high, NULL, NULL, NULL);
  g_assert_cmpint (high, ==, 44);
  gtk_widget_measure (wrap, GTK_ORIENTATION_VERTICAL, 100, &high, NULL, NULL, NULL);
  g_assert_cmpint (high, ==, 68);

  cbu_test_wait (is_mapped, gtk_widget_get_last_child (wrap), "the wrapped line");
  width = gtk_widget_get_width (gtk_widget_get_last_child (wrap));
  g_assert_cmpint (width, ==, 100);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (wrap);
}

static gboolean
is_compact (gpointer split)
{
  return cbu_split_is_compact (split);
}

static void
test_split_becomes_compact (void)
{
  GtkWidget *split = g_object_new (CBU_TYPE_SPLIT, NULL);
  GtkWidget *window;

  cbu_split_set_sidebar (CBU_SPLIT (split), gtk_label_new ("a"));
  cbu_split_set_content (CBU_SPLIT (split), gtk_label_new ("b"));
  window = show (split, 500, 300);
  cbu_test_wait (is_compact, split, "the narrow form");
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_wide (gpointer split)
{
  return gtk_widget_get_mapped (split) && gtk_widget_get_width (split) > 0
         && !cbu_split_is_compact (split);
}

static gboolean
needs_both (gpointer split)
{
  return cbu_split_is_compact (split) && get_minimum (split) == 700;
}

/* However much its sides need, the wide form can be left; the compact one says what it needs. */
static void
test_split_can_be_narrow (void)
{
  GtkWidget *split = g_object_new (CBU_TYPE_SPLIT, "threshold", 500, NULL);
  GtkWidget *side = gtk_drawing_area_new ();
  GtkWidget *content = gtk_drawing_area_new ();
  GtkWidget *window;

  gtk_widget_set_size_request (side, 300, 10);
  gtk_widget_set_size_request (content, 400, 10);
  cbu_split_set_sidebar (CBU_SPLIT (split), side);
  cbu_split_set_content (CBU_SPLIT (split), content);
  window = show (split, 1000, 300);
  cbu_test_wait (is_wide, split, "the wide form");
  g_assert_cmpint (get_minimum (split), ==, 499);
  gtk_window_set_default_size (GTK_WINDOW (window), 499, 300);
  cbu_test_wait (needs_both, split, "the narrow form");
  gtk_widget_hide (side);
  g_assert_cmpint (get_minimum (split), ==, 400);
  g_object_set (split, "narrowest", 350, NULL);
  gtk_widget_queue_resize (split);
  g_assert_cmpint (get_minimum (split), ==, 350);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Its words are longer than the English ones. */
static void
speak_vietnamese (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("CB_BUILD_ROOT"), "po", NULL);

  g_setenv ("LANGUAGE", "vi", TRUE);
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}

int
main (int argc, char **argv)
{
  speak_vietnamese ();
  cbu_test_init (&argc, &argv);
  g_test_add_func ("/ui/styles", test_styles);
  g_test_add_func ("/ui/names/walk-finds-what-has-none", test_walk_finds_what_has_no_name);
  g_test_add_func ("/ui/start", test_start_page);
  g_test_add_func ("/ui/held", test_held_page);
  g_test_add_func ("/ui/setup", test_setup_page);
  g_test_add_func ("/ui/preferences", test_preferences);
  g_test_add_func ("/ui/presets", test_presets);
  g_test_add_func ("/ui/presets/shown-before-they-are-applied", test_preset_review);
  g_test_add_func ("/ui/wrap/goes-on-in-the-next-line", test_wrap);
  g_test_add_func ("/ui/split/compact", test_split_becomes_compact);
  g_test_add_func ("/ui/split/can-be-narrow", test_split_can_be_narrow);
  g_test_add_func ("/ui/pages/wide", test_pages_wide);
  g_test_add_func ("/ui/pages/narrow", test_pages_narrow);
  g_test_add_func ("/ui/pages/large-text", test_pages_large_text);
  g_test_add_func ("/ui/pages/shrink-at-once", test_pages_shrink_at_once);
  return g_test_run ();
}
