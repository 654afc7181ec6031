/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Days off and names of agencies, corrected in the window. */

#include "config.h"

#include "base/cb-error.h"
#include "cbu-test.h"
#include "core/model/cb-error-words.h"
#include "core/workplace/cb-workplace-corrections.h"
#include "core/workplace/cb-workplace-preset.h"
#include "core/workplace/cb-workplace-registers.h"
#include "ui/settings/cbu-agency-list.h"
#include "ui/settings/cbu-days-off.h"
#include "ui/settings/cbu-preferences.h"
#include "ui/widgets/cbu-parts.h"

typedef struct
{
  CbuSession *session;
  CbWorkplace *workplace;
  GtkWidget *window;
  GDate day;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = cbu_test_open_practice ();
  fixture->workplace = cbu_session_get_workplace (fixture->session);
  fixture->window = data != NULL ? cbu_agency_list_new (fixture->session, NULL)
                                 : cbu_days_off_new (fixture->session, NULL);
  cb_workplace_get_today (fixture->workplace, &fixture->day);
  g_date_set_dmy (&fixture->day, 12, G_DATE_AUGUST, g_date_get_year (&fixture->day));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  cbu_test_close (fixture->session);
}

static guint
count_rows (GtkWidget *root)
{
  guint count = G_OBJECT_TYPE (root) == ADW_TYPE_ACTION_ROW ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_rows (child);
  return count;
}

/* The state of the year, and at least the days that no year is without. */
static gboolean
is_filled (gpointer window)
{
  return count_rows (window) > 5;
}

static GtkEditable *
find_entry (GtkWidget *root, const char *title)
{
  if (ADW_IS_ENTRY_ROW (root)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return GTK_EDITABLE (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkEditable *found = find_entry (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
find_row (GtkWidget *root, const char *subtitle)
{
  if (ADW_IS_ACTION_ROW (root)
      && g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (root)), subtitle) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, subtitle);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_off (gpointer data)
{
  Fixture *fixture = data;

  return cb_holidays_get_name (cb_workplace_get_holidays (fixture->workplace), &fixture->day)
             != NULL
         && find_row (fixture->window, "Ngày hội") != NULL;
}

static gboolean
is_not_off (gpointer data)
{
  Fixture *fixture = data;

  return cb_holidays_get_name (cb_workplace_get_holidays (fixture->workplace), &fixture->day)
             == NULL
         && find_row (fixture->window, "Ngày hội") == NULL;
}

static gboolean
has_words (GtkWidget *root, const char *words)
{
  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_label (GTK_LABEL (root)), words))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_words (child, words))
      return TRUE;

  return FALSE;
}

/* What the step before said has gone, with what it would have undone. */
static gboolean
is_last_told (gpointer window)
{
  return has_words (window, "The day was taken out") && !has_words (window, "The day was added");
}

static void
press (GtkWidget *root, const char *label)
{
  g_signal_emit_by_name (cbu_test_find_button (root, label), "clicked");
}

static void
test_days_off (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = g_strdup_printf ("12/8/%u", (guint)g_date_get_year (&fixture->day));
  GtkEditable *day;
  GtkWidget *remove;

  cbu_test_wait (is_filled, fixture->window, "the days off");
  g_assert_cmpuint (cbu_test_count_nameless (fixture->window), ==, 0);
  day = find_entry (fixture->window, "Day, as 21/11/2026");
  /* What is no day, or of another year, or for nothing, is not added, and stays there. */
  gtk_editable_set_text (day, "31/2");
  press (fixture->window, "_Add");
  gtk_editable_set_text (day, "12/8/1999");
  press (fixture->window, "_Add");
  gtk_editable_set_text (day, text);
  press (fixture->window, "_Add");
  g_assert_cmpstr (gtk_editable_get_text (day), ==, text);
  g_assert_true (is_not_off (fixture));
  gtk_editable_set_text (find_entry (fixture->window, "What it is for"), "Ngày hội");
  press (fixture->window, "_Add");
  cbu_test_wait (is_off, fixture, "the day that was added");
  /* Taken out, put back by the toast, and the whole year as the program has it. */
  remove = cbu_test_find (find_row (fixture->window, "Ngày hội"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (remove, "clicked");
  cbu_test_wait (is_not_off, fixture, "the day gone");
  cbu_test_wait (is_last_told, fixture->window, "what was done last");
  press (fixture->window, "Undo");
  cbu_test_wait (is_off, fixture, "the day put back");
  press (fixture->window, "As the _program has it");
  cbu_test_wait (is_not_off, fixture, "the year as the program has it");
  g_assert_false (
      cb_workplace_is_year_corrected (fixture->workplace, g_date_get_year (&fixture->day)));
}

static AdwComboRow *
find_combo (GtkWidget *root, const char *title)
{
  if (ADW_IS_COMBO_ROW (root)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return ADW_COMBO_ROW (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AdwComboRow *found = find_combo (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static guint
count_days (Fixture *fixture)
{
  g_autoptr (JsonObject) days = cb_holidays_dup_year (
      cb_workplace_get_holidays (fixture->workplace), g_date_get_year (&fixture->day));

  return json_array_get_length (json_object_get_array_member (days, "days"));
}

/* Another year is chosen and a day put in before its days are there; a second follows at once. They
 * come to the days of that year, and not in place of them or to those of the year before. */
static void
test_days_off_at_once (Fixture *fixture, gconstpointer unused)
{
  AdwComboRow *years;
  guint before;

  cbu_test_wait (is_filled, fixture->window, "the days off");
  years = find_combo (fixture->window, "Year");
  g_date_set_year (&fixture->day, g_date_get_year (&fixture->day) - 1);
  before = count_days (fixture);
  g_assert_cmpuint (before, >, 0);
  adw_combo_row_set_selected (years, adw_combo_row_get_selected (years) - 1);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text
          = g_strdup_printf ("%u/8/%u", 11 + i, (guint)g_date_get_year (&fixture->day));

      gtk_editable_set_text (find_entry (fixture->window, "Day, as 21/11/2026"), text);
      gtk_editable_set_text (find_entry (fixture->window, "What it is for"), "Ngày hội");
      press (fixture->window, "_Add");
    }
  cbu_test_wait (is_off, fixture, "the day that was added");
  g_assert_cmpuint (count_days (fixture), ==, before + 2);
}

static gboolean
can_save (gpointer window)
{
  return gtk_widget_get_sensitive (cbu_test_find_button (window, "_Save"));
}

static gboolean
are_two (gpointer workplace)
{
  g_autoptr (GPtrArray) names = cb_workplace_list_agencies (workplace);

  return names->len == 2 && g_str_equal (names->pdata[1], "Sở Xây dựng");
}

static gboolean
is_closed (gpointer data)
{
  return !gtk_widget_get_visible (data);
}

static void
test_agencies (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *view = cbu_test_find (fixture->window, GTK_TYPE_TEXT_VIEW);
  g_autoptr (GtkWidget) window = NULL;

  cbu_test_wait (can_save, fixture->window, "the list of agencies");
  g_assert_cmpuint (cbu_test_count_nameless (fixture->window), ==, 0);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)),
                            "  Sở Y tế\r\n\nSở Xây dựng\nSở Y tế\n", -1);
  window = g_object_ref (g_steal_pointer (&fixture->window));
  press (window, "_Save");
  cbu_test_wait (are_two, fixture->workplace, "the names that were typed");
  cbu_test_wait (is_closed, window, "the window gone");
}

typedef struct
{
  CbWorkplace *workplace;
  const char *name;
  const char *value;
} Wanted;

static gboolean
is_kept (gpointer data)
{
  const Wanted *wanted = data;
  g_autofree char *now = cb_workplace_dup_setting (wanted->workplace, wanted->name);

  return g_strcmp0 (now, wanted->value) == 0;
}

static void
write_limit (
    Fixture *fixture, const char *title, const char *text, const char *name, const char *value)
{
  Wanted wanted = { fixture->workplace, name, value };
  GtkEditable *entry = find_entry (fixture->window, title);

  gtk_editable_set_text (entry, text);
  g_signal_emit_by_name (entry, "apply");
  cbu_test_wait (is_kept, &wanted, title);
}

/* Hours as people write them, thousands parted by dots; what is neither changes nothing. */
static void
test_limits (Fixture *fixture, gconstpointer unused)
{
  static const char hours[] = "Quiet hours, in which nothing is sent, as 07:30-17:00";
  static const char rate[] = "Not faster than … KB each second";

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = cbu_preferences_new (fixture->session, NULL, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  write_limit (fixture, hours, "7h30 - 17h", "quiet-hours", "07:30-17:00");
  write_limit (fixture, hours, "25h-26h", "quiet-hours", "07:30-17:00");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (fixture->window, hours)), ==, "25h-26h");
  write_limit (fixture, hours, "22.00 đến 6.00", "quiet-hours", "22:00-06:00");
  write_limit (fixture, hours, " ", "quiet-hours", NULL);
  write_limit (fixture, rate, "1.500", "rate-limit", "1500000");
  write_limit (fixture, rate, "15", "rate-limit", "1500000");
  write_limit (fixture, rate, "nhanh", "rate-limit", "1500000");
  write_limit (fixture, rate, "", "rate-limit", NULL);
}

static gboolean
says (GtkWidget *root, const char *words)
{
  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), words))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, words))
      return TRUE;
  return FALSE;
}

/* Only the main window has a bar for it; in these one reads it all the same. */
static void
test_errors_are_seen (void)
{
  g_autoptr (GError) error = g_error_new_literal (CB_ERROR, CB_ERROR_OFFLINE, "x");
  g_autofree char *words = cb_error_words_for (error);

  for (int i = 0; i < 2; i++)
    {
      GtkWidget *below = adw_window_new ();
      GtkWidget *over = adw_window_new ();
      GtkWidget *label = gtk_label_new ("");

      adw_window_set_content (ADW_WINDOW (below), adw_toast_overlay_new ());
      adw_window_set_content (ADW_WINDOW (over), label);
      gtk_window_set_transient_for (GTK_WINDOW (over), GTK_WINDOW (below));
      cbu_show_error (i == 0 ? below : label, error);
      g_assert_true (says (below, words));
      gtk_window_destroy (GTK_WINDOW (over));
      gtk_window_destroy (GTK_WINDOW (below));
    }
}

static gboolean
is_one (gpointer workplace)
{
  g_autoptr (GPtrArray) names = cb_workplace_list_agencies (workplace);

  return names->len == 1 && g_str_equal (names->pdata[0], "Sở Tài chính");
}

static gboolean
can_undo (gpointer window)
{
  return cbu_test_find_button (window, "Undo") != NULL;
}

/* A list that was pasted over by mistake comes back. */
static void
test_agencies_undone (Fixture *fixture, gconstpointer unused)
{
  const char *const before[] = { "Sở Tài chính", NULL };
  GtkWidget *parent = adw_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *window;
  GtkWidget *view;

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), gtk_label_new ("a"));
  adw_window_set_content (ADW_WINDOW (parent), overlay);
  /* Room for the toast: GTK measures one that has none for less than nothing. */
  gtk_window_set_default_size (GTK_WINDOW (parent), 600, 400);
  gtk_window_present (GTK_WINDOW (parent));
  g_assert_true (cb_workplace_set_agencies (fixture->workplace, before, NULL));
  window = cbu_agency_list_new (fixture->session, GTK_WINDOW (parent));
  gtk_window_present (GTK_WINDOW (window));
  cbu_test_wait (can_save, window, "the list of agencies");
  view = cbu_test_find (window, GTK_TYPE_TEXT_VIEW);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)),
                            "Sở Y tế\nSở Xây dựng\n", -1);
  press (window, "_Save");
  cbu_test_wait (are_two, fixture->workplace, "the names that were typed");
  cbu_test_wait (can_undo, parent, "the way back");
  press (parent, "Undo");
  cbu_test_wait (is_one, fixture->workplace, "the names as before");
  gtk_window_destroy (GTK_WINDOW (parent));
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add ("/ui/corrections/days-off", Fixture, NULL, set_up, test_days_off, tear_down);
  g_test_add ("/ui/corrections/days-off-at-once", Fixture, NULL, set_up, test_days_off_at_once,
              tear_down);
  g_test_add ("/ui/corrections/agencies", Fixture, "", set_up, test_agencies, tear_down);
  g_test_add ("/ui/corrections/limits", Fixture, NULL, set_up, test_limits, tear_down);
  g_test_add_func ("/ui/corrections/errors-are-seen", test_errors_are_seen);
  g_test_add ("/ui/corrections/agencies-undone", Fixture, NULL, set_up, test_agencies_undone,
              tear_down);
  return g_test_run ();
}
