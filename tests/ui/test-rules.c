/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window with the rules in force: every value with its clause, the sentence that the clause is,
 * and what may be out of date. */

#include "config.h"

#include "cbu-test.h"
#include "core/rules/cb-profile-values.h"
#include "core/workplace/cb-workplace-preset.h"
#include "ui/settings/cbu-preferences.h"
#include "ui/settings/cbu-rules-window.h"

typedef struct
{
  CbuSession *session;
  GtkWidget *window;
  CbProfile *profile;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer profile)
{
  CbWorkplace *workplace;

  fixture->session = cbu_test_open_practice ();
  workplace = cbu_session_get_workplace (fixture->session);
  g_assert_true (cb_workplace_set_setting (workplace, "profile", profile, NULL));
  fixture->profile = cb_workplace_dup_profile (workplace);
  fixture->window = cbu_rules_window_new (fixture->session, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->profile);
  cbu_test_close (fixture->session);
}

static GtkWidget *
find_titled (GtkWidget *root, GType type, const char *title)
{
  g_autofree char *text = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    g_object_get (root, "title", &text, NULL);
  if (text != NULL && g_str_equal (text, title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_titled (child, type, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_filled (gpointer window)
{
  return cbu_test_find (window, ADW_TYPE_ACTION_ROW) != NULL;
}

/* The clause, or the pencil. */
static GtkWidget *
find_button_of (GtkWidget *root, const char *css_class)
{
  if (GTK_IS_MENU_BUTTON (root) && gtk_widget_has_css_class (root, css_class))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button_of (child, css_class);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* All of them, those too of which the text says nothing. */
static void
test_values (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) values = cb_profile_list_values (fixture->profile);
  guint silent = 0;

  cbu_test_wait (is_filled, fixture->window, "the values");
  g_assert_cmpuint (values->len, >, 20);
  for (guint i = 0; i < values->len; i++)
    {
      const CbProfileValue *value = g_ptr_array_index (values, i);
      GtkWidget *group = find_titled (fixture->window, ADW_TYPE_PREFERENCES_GROUP, value->group);
      GtkWidget *row = find_titled (group, ADW_TYPE_ACTION_ROW, value->title);

      g_assert_nonnull (row);
      g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, value->words);
      g_assert_true ((find_button_of (row, "clause") != NULL) == (*value->clause != '\0'));
      g_assert_true ((find_button_of (row, "flat") != NULL) == (value->kind != CB_VALUE_FIXED));
      g_assert_true (gtk_widget_has_css_class (row, "silent") == !value->says_something);
      silent += value->says_something ? 0 : 1;
    }
  g_assert_cmpuint (silent, >, 0);
  g_assert_cmpuint (cbu_test_count_nameless (fixture->window), ==, 0);
}

static GtkWidget *
find_meant (GtkWidget *root)
{
  if (gtk_widget_has_css_class (root, "meant"))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_meant (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
has_meant (gpointer popover)
{
  return find_meant (popover) != NULL;
}

/* As a person comes to it: GTK's popovers want to know where the focus was. */
static gboolean
is_focused (gpointer chip)
{
  GtkWidget *focus;

  gtk_widget_child_focus (chip, GTK_DIR_TAB_FORWARD);
  focus = gtk_root_get_focus (gtk_widget_get_root (chip));

  return focus != NULL && gtk_widget_is_ancestor (focus, chip);
}

/* Quảng Ngãi 7.6d: fifteen days from the announced change. */
static void
test_clause_opens_its_sentence (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *row, *chip;
  const char *sentence;

  cbu_test_wait (is_filled, fixture->window, "the values");
  row = find_titled (fixture->window, ADW_TYPE_ACTION_ROW, "When something changes");
  chip = cbu_test_find (row, GTK_TYPE_MENU_BUTTON);
  cbu_test_wait (is_focused, chip, "the focus in the clause");
  gtk_menu_button_popup (GTK_MENU_BUTTON (chip));
  cbu_test_wait (has_meant, gtk_menu_button_get_popover (GTK_MENU_BUTTON (chip)), "the sentence");
  sentence = gtk_label_get_text (
      GTK_LABEL (find_meant (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (chip))))));
  g_assert_nonnull (strstr (sentence, "15 ngày"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (chip));
}

static GtkWidget *
find_popover (Fixture *fixture, const char *title)
{
  GtkWidget *row = find_titled (fixture->window, ADW_TYPE_ACTION_ROW, title);

  return GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (find_button_of (row, "flat"))));
}

static gboolean
says (Fixture *fixture, const char *title, const char *words)
{
  GtkWidget *row = find_titled (fixture->window, ADW_TYPE_ACTION_ROW, title);

  return row != NULL
         && g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), words);
}

static gboolean
is_nine (gpointer fixture)
{
  return says (fixture, "Months between reviews", "9\nCorrected after: ");
}

static gboolean
is_six (gpointer fixture)
{
  return says (fixture, "Months between reviews", "6")
         && !says (fixture, "Months between reviews", "6\n");
}

static gboolean
is_monthly (gpointer fixture)
{
  return says (fixture, "Every month", "12 days after the period ends\nCorrected after: ");
}

/* What is typed in its place holds, with who said so, and is taken back from the toast. */
static void
test_corrected (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *popover;

  cbu_test_wait (is_filled, fixture->window, "the values");
  g_assert_true (is_six (fixture));
  popover = find_popover (fixture, "Months between reviews");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (cbu_test_find (popover, GTK_TYPE_SPIN_BUTTON)), 9);
  g_signal_emit_by_name (cbu_test_find_button (popover, "_Correct"), "clicked");
  cbu_test_wait (is_nine, fixture, "the corrected value");
  g_assert_cmpuint (cbu_test_count_nameless (fixture->window), ==, 0);
  popover = find_popover (fixture, "Months between reviews");
  g_assert_nonnull (cbu_test_find_button (popover, "As the _text has it"));
  g_signal_emit_by_name (cbu_test_find_button (fixture->window, "Undo"), "clicked");
  cbu_test_wait (is_six, fixture, "the value as it was");
}

/* A deadline needs the clause that says so. */
static void
test_deadline_corrected (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *popover;
  GtkWidget *silent;

  cbu_test_wait (is_filled, fixture->window, "the values");
  popover = find_popover (fixture, "Every month");
  silent = cbu_test_find (popover, GTK_TYPE_CHECK_BUTTON);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (silent)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (silent), FALSE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (cbu_test_find (popover, GTK_TYPE_SPIN_BUTTON)), 12);
  g_signal_emit_by_name (cbu_test_find_button (popover, "_Correct"), "clicked");
  g_assert_true (popover == find_popover (fixture, "Every month"));
  gtk_editable_set_text (GTK_EDITABLE (cbu_test_find (popover, GTK_TYPE_ENTRY)),
                         "Đ3.2 12/2026/QĐ-UBND");
  g_signal_emit_by_name (cbu_test_find_button (popover, "_Correct"), "clicked");
  cbu_test_wait (is_monthly, fixture, "the corrected deadline");
}

/* What has to be confirmed stands first, each doubt in a row of its own. */
static void
test_doubts (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) doubts = NULL;
  GtkWidget *group;
  GDate today;

  cb_workplace_get_today (cbu_session_get_workplace (fixture->session), &today);
  doubts = cb_profile_list_doubts (fixture->profile, &today);
  g_assert_cmpuint (doubts->len, >, 0);
  cbu_test_wait (is_filled, fixture->window, "the values");
  group = find_titled (fixture->window, ADW_TYPE_PREFERENCES_GROUP, "May be out of date");
  g_assert_nonnull (group);
  g_assert_true (group == cbu_test_find (fixture->window, ADW_TYPE_PREFERENCES_GROUP));
  for (guint i = 0; i < doubts->len; i++)
    g_assert_nonnull (find_titled (group, ADW_TYPE_ACTION_ROW, doubts->pdata[i]));
}

static gboolean
has_rules_window (gpointer unused)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      GtkWindow *parent = gtk_window_get_transient_for (window);

      if (parent != NULL && CBU_IS_PREFERENCES (parent) && gtk_window_get_modal (window))
        return TRUE;
    }

  return FALSE;
}

static void
test_from_preferences (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *preferences
      = cbu_preferences_new (fixture->session, GTK_WINDOW (fixture->window), "accounts");
  GtkWidget *row;

  gtk_window_present (GTK_WINDOW (preferences));
  row = find_titled (preferences, ADW_TYPE_ACTION_ROW, "Rules in force here");
  g_assert_false (has_rules_window (NULL));
  g_signal_emit_by_name (row, "activated");
  cbu_test_wait (has_rules_window, NULL, "the rules");
  g_assert_cmpuint (cbu_test_count_nameless (preferences), ==, 0);
  gtk_window_destroy (GTK_WINDOW (preferences));
}

#define WHOLE "Brought by a preset as a whole"

/* Rules that a preset brought in place of the program's are not taken for the program's. */
static void
test_replaced (Fixture *fixture, gconstpointer unused)
{
  static const char name[] = "\"name\": \"Vĩnh Phúc\"";
  g_autofree char *path
      = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", "profiles", "vinh-phuc.json", NULL);
  g_autofree char *text = NULL;
  g_autofree char *other = NULL;
  g_autofree char *preset_text = NULL;
  g_autoptr (CbPreset) preset = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) pieces = NULL;

  cbu_test_wait (is_filled, fixture->window, "the rules of the program");
  g_assert_null (find_titled (fixture->window, ADW_TYPE_ACTION_ROW, WHOLE));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  pieces = g_strsplit (text, name, 2);
  g_assert_cmpuint (g_strv_length (pieces), ==, 2);
  other = g_strjoinv ("\"name\": \"Tỉnh khác\"", pieces);
  preset_text = g_strdup_printf ("{\"kind\":\"congbo-preset\",\"version\":1,"
                                 "\"settings\":{\"profile\":\"vn-26-vinh-phuc\"},"
                                 "\"profiles\":[%s]}",
                                 other);
  preset = cb_preset_parse (preset_text, -1, "p.json", &error);
  g_assert_no_error (error);
  changes
      = cb_workplace_apply_preset (cbu_session_get_workplace (fixture->session), preset, &error);
  g_assert_no_error (error);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = cbu_rules_window_new (fixture->session, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  cbu_test_wait (is_filled, fixture->window, "the rules of the preset");
  g_assert_nonnull (find_titled (fixture->window, ADW_TYPE_ACTION_ROW, WHOLE));
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);

#define ADD(path, profile, func) g_test_add (path, Fixture, profile, set_up, func, tear_down)
  ADD ("/ui/rules/values", "vn-51-quang-ngai", test_values);
  ADD ("/ui/rules/clause-opens-its-sentence", "vn-51-quang-ngai", test_clause_opens_its_sentence);
  ADD ("/ui/rules/out-of-date", "vn-26-vinh-phuc", test_doubts);
  ADD ("/ui/rules/corrected-in-its-place", "vn-51-quang-ngai", test_corrected);
  ADD ("/ui/rules/deadline-with-its-clause", "vn-51-quang-ngai", test_deadline_corrected);
  ADD ("/ui/rules/brought-as-a-whole", "vn-26-vinh-phuc", test_replaced);
  ADD ("/ui/rules/from-preferences", "vn-51-quang-ngai", test_from_preferences);

  return g_test_run ();
}
