/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of accounts are read anew with every setting: what is typed in one goes on. */

#include "config.h"

#include "cbu-test.h"
#include "ui/settings/cbu-account-row.h"
#include "ui/settings/cbu-preferences.h"
#include "ui/settings/cbu-support.h"

typedef struct
{
  CbuSession *session;
  GtkWidget *window;
} Fixture;

static GtkWidget *
find_row (Fixture *fixture)
{
  return cbu_test_find (fixture->window, CBU_TYPE_ACCOUNT_ROW);
}

static GtkEditable *
find_token (Fixture *fixture)
{
  return GTK_EDITABLE (cbu_test_find (find_row (fixture), ADW_TYPE_PASSWORD_ENTRY_ROW));
}

static gboolean
has_row (gpointer data)
{
  return find_row (data) != NULL;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *)data == NULL;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->session = cbu_test_open_practice ();
  fixture->window = GTK_WIDGET (cbu_preferences_new (fixture->session, NULL, "accounts"));
  gtk_window_present (GTK_WINDOW (fixture->window));
  cbu_test_wait (has_row, fixture, "the account");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  cbu_test_close (fixture->session);
}

static void
test_setting (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *row = find_row (fixture);

  g_object_add_weak_pointer (G_OBJECT (row), (gpointer *)&row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  gtk_editable_set_text (find_token (fixture), "abc");
  g_assert_true (cb_workplace_set_setting (cbu_session_get_workplace (fixture->session), "person",
                                           "Lan", NULL));
  cbu_test_wait (is_gone, &row, "another row");
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (find_row (fixture))));
  g_assert_cmpstr (gtk_editable_get_text (find_token (fixture)), ==, "abc");
}

/* The code that is kept works; what is typed is another, and nobody has tried it. */
static void
test_tried (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *row = find_row (fixture);

  g_object_add_weak_pointer (G_OBJECT (row), (gpointer *)&row);
  gtk_editable_set_text (find_token (fixture), "abc");
  g_signal_emit_by_name (cbu_test_find_button (row, "Test now"), "clicked");
  cbu_test_wait (is_gone, &row, "another row");
  g_assert_cmpstr (gtk_editable_get_text (find_token (fixture)), ==, "abc");
}

static gboolean
has_report (gpointer data)
{
  AdwPreferencesGroup *group = data;

  return adw_preferences_group_get_description (group) != NULL;
}

static GtkWidget *
find_group (GtkWidget *root, const char *title)
{
  if (ADW_IS_PREFERENCES_GROUP (root)
      && g_strcmp0 (adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_group (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* What is said there is what reading a file says, whatever is missing here. */
static void
test_system (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *group = find_group (fixture->window, "This computer");
  GtkWidget *copy;
  g_autofree char *report = cb_workplace_dup_system_report (NULL);
  g_autofree char *escaped = g_markup_escape_text (g_strchomp (report), -1);

  g_assert_nonnull (group);
  cbu_test_wait (has_report, group, "the report");
  g_assert_cmpstr (adw_preferences_group_get_description (ADW_PREFERENCES_GROUP (group)), ==,
                   escaped);
  copy = adw_preferences_group_get_header_suffix (ADW_PREFERENCES_GROUP (group));
  g_assert_true (gtk_widget_get_sensitive (copy));
  g_assert_nonnull (strstr (report, "a process of its own"));
}

static gboolean
can_save (gpointer window)
{
  GtkWidget *save = cbu_test_find_button (window, "_Save…");

  return save != NULL && gtk_widget_get_sensitive (save);
}

/* All of it is seen before it is saved, and no name of anybody is in it. */
static void
test_support (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = cbu_support_window_new (fixture->session, NULL);
  GtkTextBuffer *buffer
      = gtk_text_view_get_buffer (GTK_TEXT_VIEW (cbu_test_find (window, GTK_TYPE_TEXT_VIEW)));
  g_autofree char *text = NULL;

  g_assert_false (can_save (window));
  cbu_test_wait (can_save, window, "the bundle");
  g_object_get (buffer, "text", &text, NULL);
  g_assert_nonnull (strstr (text, "What is not in it"));
  g_assert_nonnull (strstr (text, "journal.csv"));
  g_assert_nonnull (strstr (text, "queue.json"));
  g_assert_null (strstr (text, cbu_session_get_setting (fixture->session, "person")));
  g_assert_null (strstr (text, cbu_session_get_setting (fixture->session, "agency")));
  g_assert_cmpuint (cbu_test_count_nameless (window), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/ui/accounts/setting-kept-meanwhile", test_setting);
  ADD ("/ui/accounts/tried-with-another-code-typed", test_tried);
  ADD ("/ui/accounts/how-files-are-read", test_system);
  ADD ("/ui/accounts/what-support-is-sent", test_support);
  return g_test_run ();
}
