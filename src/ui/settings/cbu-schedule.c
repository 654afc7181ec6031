/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-schedule.h"

#include <glib/gi18n-lib.h>

#include "core/platform/cb-schedule.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

#define SCHEDULE "cbu-schedule"

/* Before the office opens its windows. */
#define USUAL_TIME "07:30"

/* Of the group; with it. */
typedef struct
{
  GtkSwitch *on;
  GtkEditable *times;
  gboolean filling; /* the switch moves because of what was read */
} Row;

/* What the system is to do, or does. */
typedef struct
{
  gboolean on;
  CbSchedule schedule;
} Wish;

static void
free_wish (gpointer data)
{
  Wish *wish = data;

  cb_schedule_clear (&wish->schedule);
  g_free (wish);
}

static void
show (Row *row, gboolean on)
{
  row->filling = TRUE;
  gtk_switch_set_active (row->on, on);
  gtk_widget_set_visible (GTK_WIDGET (row->times), on);
  row->filling = FALSE;
}

static gpointer
change (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Wish *wish = input;

  return GINT_TO_POINTER (wish->on ? cb_schedule_turn_on (&wish->schedule, error)
                                   : cb_schedule_turn_off (error));
}

/* One that could not be turned on is off, whatever it was before. */
static void
changed_cb (gpointer group, gpointer result, GError *error, gpointer input)
{
  Row *row = g_object_get_data (G_OBJECT (group), SCHEDULE);
  const Wish *wish = input;

  if (error == NULL)
    {
      show (row, wish->on);
      return;
    }
  show (row, FALSE);
  if (g_error_matches (error, CB_ERROR, CB_ERROR_FAILED))
    cbu_toast (group, _ ("The system does not start programs at set times for you. Ask whoever "
                         "looks after this computer."));
  else
    cbu_show_error (group, error);
}

static void
apply (GtkWidget *group, gboolean on)
{
  Row *row = g_object_get_data (G_OBJECT (group), SCHEDULE);
  Wish *wish = g_new0 (Wish, 1);

  wish->on = on;
  if (on && !cb_schedule_parse_times (&wish->schedule, gtk_editable_get_text (row->times)))
    {
      free_wish (wish);
      /* What was typed stays, so that it can be corrected. */
      cbu_toast (group, _ ("Write times of the day, as 07:30 or 07:30, 13:15."));
      return;
    }
  wish->schedule.program = cb_schedule_dup_program ();
  cbu_run_async (group, NULL,
                 &(CbuRun){ .tag = apply,
                            .work = change,
                            .in_order = TRUE,
                            .done = changed_cb,
                            .input = wish,
                            .free_input = free_wish });
}

static void
on_switched_cb (GtkWidget *group)
{
  Row *row = g_object_get_data (G_OBJECT (group), SCHEDULE);
  gboolean on = gtk_switch_get_active (row->on);
  CbSchedule schedule = { 0 };

  if (row->filling)
    return;
  /* What was typed while it was on before, and made no sense, is out of sight. */
  if (on && !cb_schedule_parse_times (&schedule, gtk_editable_get_text (row->times)))
    gtk_editable_set_text (row->times, USUAL_TIME);
  apply (group, on);
}

static void
on_times_applied_cb (GtkWidget *group)
{
  apply (group, TRUE);
}

/* Nothing on is no error; what cannot be read is as good as off. */
static gpointer
load (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->on = cb_schedule_load (&wish->schedule, NULL) && wish->schedule.active;
  return wish;
}

static void
loaded_cb (gpointer group, gpointer result, GError *error, gpointer input)
{
  Row *row = g_object_get_data (G_OBJECT (group), SCHEDULE);
  const Wish *wish = result;
  g_autofree char *times = NULL;

  if (wish == NULL)
    return;
  times = wish->on ? cb_schedule_dup_times (&wish->schedule) : g_strdup (USUAL_TIME);
  gtk_editable_set_text (row->times, times);
  show (row, wish->on);
  gtk_widget_set_sensitive (GTK_WIDGET (row->on), TRUE);
}

/**
 * cbu_schedule_fill:
 * @group: an empty group
 *
 * Whether the system looks into watched folders and sends by itself at set times (product.md L2);
 * for the real data of the person who is logged in.
 */
void
cbu_schedule_fill (AdwPreferencesGroup *group)
{
  GtkWidget *switch_row = adw_action_row_new ();
  GtkWidget *times = adw_entry_row_new ();
  Row *row = g_new0 (Row, 1);

  row->on = GTK_SWITCH (gtk_switch_new ());
  row->times = GTK_EDITABLE (times);
  g_object_set_data_full (G_OBJECT (group), SCHEDULE, row, g_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (switch_row),
                                 _ ("Every day, also without the window"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (switch_row),
                               _ ("While you are logged in, the system looks into watched folders "
                                  "and sends what is due."));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (switch_row), 0);
  gtk_widget_set_valign (GTK_WIDGET (row->on), GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (GTK_WIDGET (row->on), FALSE);
  cbu_a11y_set_name (GTK_WIDGET (row->on), _ ("Every day, also without the window"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (switch_row), GTK_WIDGET (row->on));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (switch_row), GTK_WIDGET (row->on));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (times),
                                 _ ("Times of the day, as 07:30, 13:15"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (times), TRUE);
  gtk_widget_set_visible (times, FALSE);
  adw_preferences_group_add (group, switch_row);
  adw_preferences_group_add (group, times);
  g_signal_connect_swapped (row->on, "notify::active", G_CALLBACK (on_switched_cb), group);
  g_signal_connect_swapped (times, "apply", G_CALLBACK (on_times_applied_cb), group);
  cbu_run_async (
      group, NULL,
      &(CbuRun){ .tag = load, .work = load, .done = loaded_cb, .free_result = free_wish });
}
