/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-limits.h"

#include <glib/gi18n-lib.h>

#include "core/queue/cb-limits.h"
#include "ui/settings/cbu-setting.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"

#define LIMITS "cbu-limits"

/* People think of a line in thousands of bytes. */
#define UNIT 1000

/* Of the group; with it. */
typedef struct
{
  CbuSession *session; /* (owned) */
  GtkEditable *hours;
  GtkSwitch *stop;
  GtkEditable *rate;
} Limits;

static void
free_limits (gpointer data)
{
  Limits *limits = data;

  g_object_unref (limits->session);
  g_free (limits);
}

static void
save (GtkWidget *group, const char *name, const char *value)
{
  Limits *limits = g_object_get_data (G_OBJECT (group), LIMITS);

  cbu_setting_save (group, limits->session, name, value);
}

/* As people write hours: 7:30-17:00, 7h30 - 17h, 22.00 đến 6.00. */
static char *
dup_hours (const char *typed)
{
  g_autoptr (GRegex) regex
      = g_regex_new ("^\\s*(\\d{1,2})\\s*(?:[:.hg]|giờ)?\\s*(\\d{2})?\\s*(?:[-–—]|đến|to)"
                     "\\s*(\\d{1,2})\\s*(?:[:.hg]|giờ)?\\s*(\\d{2})?\\s*$",
                     G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *text = NULL;
  guint numbers[4];

  if (!g_regex_match (regex, typed, 0, &match))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *digits = g_match_info_fetch (match, (int)i + 1);

      numbers[i] = digits != NULL ? (guint)g_ascii_strtoull (digits, NULL, 10) : 0;
    }
  text = g_strdup_printf ("%02u:%02u-%02u:%02u", numbers[0], numbers[1], numbers[2], numbers[3]);
  return cb_limits_parse_hours (text, &numbers[0], &numbers[1]) ? g_steal_pointer (&text) : NULL;
}

static gboolean
is_empty (GtkEditable *entry)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  return *text == '\0';
}

static void
on_hours_applied_cb (GtkWidget *group)
{
  Limits *limits = g_object_get_data (G_OBJECT (group), LIMITS);
  g_autofree char *hours = dup_hours (gtk_editable_get_text (limits->hours));

  if (hours == NULL && !is_empty (limits->hours))
    {
      /* What was typed stays, so that it can be corrected. */
      cbu_toast (group, _ ("Write two times of the day, as 07:30-17:00, or leave it empty."));
      return;
    }
  if (hours != NULL)
    gtk_editable_set_text (limits->hours, hours);
  gtk_widget_set_sensitive (GTK_WIDGET (limits->stop), hours != NULL);
  save (group, CB_SETTING_QUIET_HOURS, hours);
}

static void
on_stop_switched_cb (GtkWidget *group)
{
  Limits *limits = g_object_get_data (G_OBJECT (group), LIMITS);

  save (group, CB_SETTING_QUIET_STOP, gtk_switch_get_active (limits->stop) ? "true" : "false");
}

/* Dots and spaces part thousands here: 1.500 is fifteen hundred. */
static char *
dup_rate (const char *typed)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autofree char *text = NULL;
  guint64 thousands;
  guint64 rate;

  for (const char *p = typed; *p != '\0'; p++)
    if (*p != '.' && *p != ' ')
      g_string_append_c (digits, *p);
  if (!g_ascii_string_to_unsigned (digits->str, 10, 1, G_MAXINT32, &thousands, NULL))
    return NULL;
  text = g_strdup_printf ("%" G_GUINT64_FORMAT, thousands * UNIT);
  return cb_limits_parse_rate (text, &rate) ? g_steal_pointer (&text) : NULL;
}

static void
on_rate_applied_cb (GtkWidget *group)
{
  Limits *limits = g_object_get_data (G_OBJECT (group), LIMITS);
  g_autofree char *rate = dup_rate (gtk_editable_get_text (limits->rate));

  if (rate == NULL && !is_empty (limits->rate))
    {
      g_autofree char *words = g_strdup_printf (_ ("Write a number from %d on, or leave it empty."),
                                                CB_LIMITS_LOWEST_RATE / UNIT);

      cbu_toast (group, words);
      return;
    }
  save (group, CB_SETTING_RATE_LIMIT, rate);
}

static GtkEditable *
add_entry (AdwPreferencesGroup *group, const char *title, const char *text, GCallback applied)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_swapped (row, "apply", applied, group);
  adw_preferences_group_add (group, row);
  return GTK_EDITABLE (row);
}

static GtkSwitch *
add_stop (AdwPreferencesGroup *group, gboolean on)
{
  const char *title = _ ("Break off what is under way when they begin");
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("It is sent anew afterwards. Otherwise it is finished first."));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (button), on);
  cbu_a11y_set_name (button, title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
  return GTK_SWITCH (button);
}

/**
 * cbu_limits_fill:
 * @group: an empty group
 * @session: what is set here
 *
 * Rows for when and how fast is sent (product.md I2); what is typed there is kept at once.
 */
void
cbu_limits_fill (AdwPreferencesGroup *group, CbuSession *session)
{
  Limits *limits = g_new0 (Limits, 1);
  const char *hours = cbu_session_get_setting (session, CB_SETTING_QUIET_HOURS);
  gboolean stop = g_str_equal (cbu_session_get_setting (session, CB_SETTING_QUIET_STOP), "true");
  guint64 bytes = 0;
  g_autofree char *rate = NULL;

  if (cb_limits_parse_rate (cbu_session_get_setting (session, CB_SETTING_RATE_LIMIT), &bytes))
    rate = g_strdup_printf ("%" G_GUINT64_FORMAT, bytes / UNIT);
  g_object_set_data_full (G_OBJECT (group), LIMITS, limits, free_limits);
  limits->session = g_object_ref (session);
  limits->hours = add_entry (group, _ ("Quiet hours, in which nothing is sent, as 07:30-17:00"),
                             hours, G_CALLBACK (on_hours_applied_cb));
  limits->stop = add_stop (group, stop);
  gtk_widget_set_sensitive (GTK_WIDGET (limits->stop), *hours != '\0');
  g_signal_connect_swapped (limits->stop, "notify::active", G_CALLBACK (on_stop_switched_cb),
                            group);
  limits->rate = add_entry (group, _ ("Not faster than … KB each second"), rate != NULL ? rate : "",
                            G_CALLBACK (on_rate_applied_cb));
}
