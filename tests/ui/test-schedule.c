/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "cbu-test.h"
#include "core/platform/cb-schedule.h"
#include "test-system.h"
#include "ui/settings/cbu-schedule.h"

/* What the system does at set times, turned on and off in the window; with a systemctl that knows
 * what is on, and can refuse. */

#define SYSTEMCTL                                                                                  \
  "#!/bin/sh\n"                                                                                    \
  "case \" $* \" in *\" enable \"*) [ ! -e \"$XDG_CONFIG_HOME/refused\" ];;\n"                     \
  "*\" restart \"*) touch \"$XDG_CONFIG_HOME/on\";;\n"                                             \
  "*\" disable \"*) rm -f \"$XDG_CONFIG_HOME/on\";;\n"                                             \
  "*\" is-active \"*) [ -e \"$XDG_CONFIG_HOME/on\" ];; esac\n"

static char *folder;

typedef struct
{
  GtkWidget *window;
  GtkSwitch *on;
  GtkWidget *times;
  const char *wanted; /* times, "" for off */
} Fixture;

static gboolean
is_read (gpointer data)
{
  return gtk_widget_get_sensitive (data);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), group);
  self->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (self->window), overlay);
  cbu_schedule_fill (ADW_PREFERENCES_GROUP (group));
  gtk_window_present (GTK_WINDOW (self->window));
  self->on = GTK_SWITCH (cbu_test_find (group, GTK_TYPE_SWITCH));
  self->times = cbu_test_find (group, ADW_TYPE_ENTRY_ROW);
  cbu_test_wait (is_read, self->on, "what is on");
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static gboolean
is_as_wanted (gpointer data)
{
  Fixture *self = data;
  g_auto (CbSchedule) schedule = { 0 };
  g_autofree char *times = NULL;

  if (!cb_schedule_load (&schedule, NULL))
    return *self->wanted == '\0' && !gtk_switch_get_active (self->on)
           && !gtk_widget_get_visible (self->times);
  times = cb_schedule_dup_times (&schedule);
  return schedule.active && g_str_equal (times, self->wanted) && gtk_switch_get_active (self->on)
         && gtk_widget_get_visible (self->times);
}

static void
wait_for (Fixture *self, const char *wanted)
{
  self->wanted = wanted;
  cbu_test_wait (is_as_wanted, self, wanted);
}

static void
test_on_and_off (Fixture *self, gconstpointer unused)
{
  g_assert_false (gtk_switch_get_active (self->on));
  gtk_switch_set_active (self->on, TRUE);
  wait_for (self, "07:30");
  g_assert_cmpuint (cbu_test_count_nameless (self->window), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->times), "13:15, 8:00");
  g_signal_emit_by_name (self->times, "apply");
  wait_for (self, "08:00, 13:15");

  /* As another window finds it. */
  tear_down (self, NULL);
  set_up (self, NULL);
  g_assert_true (gtk_switch_get_active (self->on));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (self->times)), ==, "08:00, 13:15");
  gtk_switch_set_active (self->on, FALSE);
  wait_for (self, "");
}

static gboolean
is_off (gpointer data)
{
  return !gtk_switch_get_active (data);
}

static void
test_refused (Fixture *self, gconstpointer unused)
{
  g_autofree char *refused = g_build_filename (folder, "refused", NULL);

  g_assert_true (g_file_set_contents (refused, "", 0, NULL));
  gtk_switch_set_active (self->on, TRUE);
  cbu_test_wait (is_off, self->on, "the refusal");
  wait_for (self, "");
  g_unlink (refused);
}

/* What makes no sense changes nothing, and stays to be corrected. */
static void
test_no_time (Fixture *self, gconstpointer unused)
{
  gtk_switch_set_active (self->on, TRUE);
  wait_for (self, "07:30");
  gtk_editable_set_text (GTK_EDITABLE (self->times), "bảy giờ");
  g_signal_emit_by_name (self->times, "apply");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (self->times)), ==, "bảy giờ");
  g_assert_true (is_as_wanted (self));
  gtk_switch_set_active (self->on, FALSE);
  wait_for (self, "");
  gtk_switch_set_active (self->on, TRUE);
  wait_for (self, "07:30");
  gtk_switch_set_active (self->on, FALSE);
  wait_for (self, "");
}

int
main (int argc, char **argv)
{
  g_autofree char *program = NULL;
  g_autofree char *path = NULL;
  int failed;

  /* Before GLib looks for it. */
  folder = g_dir_make_tmp ("congbo-schedule-XXXXXX", NULL);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  program = g_build_filename (folder, "systemctl", NULL);
  path = g_strconcat (folder, ":", g_getenv ("PATH"), NULL);
  g_setenv ("PATH", path, TRUE);
  g_assert_true (
      g_file_set_contents_full (program, SYSTEMCTL, -1, G_FILE_SET_CONTENTS_NONE, 0755, NULL));
  cbu_test_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/ui/schedule/on-and-off", test_on_and_off);
  ADD ("/ui/schedule/refused", test_refused);
  ADD ("/ui/schedule/no-time", test_no_time);
  failed = g_test_run ();
  test_folder_remove (folder);
  g_free (folder);
  return failed;
}
