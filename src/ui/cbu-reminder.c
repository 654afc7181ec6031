/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/cbu-reminder.h"

#include <glib/gi18n-lib.h>

#include "core/platform/cb-day-watch.h"
#include "core/workplace/cb-workplace-reminders.h"
#include "ui/cbu-notice.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-run.h"

/* More of them are a number in the title. */
#define MOST_LINES 3

struct _CbuReminder
{
  GtkWidget *window; /* borrowed: it owns this */
  CbuSession *session;
  CbDayWatch *watch;
};

static void
add_line (GString *text, const CbObligation *obligation)
{
  g_autofree char *period = cb_period_dup_title (obligation->period);
  g_autofree char *left = cbu_format_days_left (obligation->days_left);

  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, obligation->title);
  if (*period != '\0')
    g_string_append_printf (text, " · %s", period);
  g_string_append_printf (text, ": %s", left);
}

/**
 * cbu_reminder_tell:
 * @application: who tells
 * @obligations: (nullable) (element-type CbObligation): what is due
 *
 * Tells what is due by a notification that opens the row of the most urgent; of several each that
 * it names has a button too. One at a time: a new one replaces that of yesterday.
 */
void
cbu_reminder_tell (GApplication *application, GPtrArray *obligations)
{
  g_autofree char *title = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  CbuNoticeChoice choices[MOST_LINES];
  guint n_choices = 0;

  if (obligations == NULL || obligations->len == 0)
    return;
  title = g_strdup_printf (
      ngettext ("%u deadline to keep", "%u deadlines to keep", obligations->len), obligations->len);
  for (; n_choices < obligations->len && n_choices < MOST_LINES; n_choices++)
    {
      const CbObligation *obligation = g_ptr_array_index (obligations, n_choices);

      add_line (text, obligation);
      choices[n_choices].label = obligation->title;
      choices[n_choices].target = cb_obligation_dup_key (obligation);
    }

  cbu_notice_send (application, "due", title, text->str, "show-due", choices, n_choices);
  for (guint i = 0; i < n_choices; i++)
    g_free (choices[i].target);
}

static gpointer
take_reminders (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cb_workplace_take_reminders (workplace, error);
}

static void
reminders_taken_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  GtkApplication *application = gtk_window_get_application (widget);

  if (error != NULL)
    g_debug ("no reminders: %s", error->message);
  if (application != NULL)
    cbu_reminder_tell (G_APPLICATION (application), result);
}

static void
check (CbuReminder *self)
{
  cbu_run_async (self->window, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = check,
                            .work = take_reminders,
                            .done = reminders_taken_cb,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
}

static void
on_day_changed_cb (gpointer user_data)
{
  CbuReminder *self = user_data;

  cb_workplace_renew_day (cbu_session_get_workplace (self->session));
  check (self);
}

/**
 * cbu_reminder_new:
 * @window: whose application tells
 * @session: what is due in it
 *
 * Tells by notifications of the desktop what is due, at once and whenever the day changes, and sees
 * to it that the pages show the day that it is.
 *
 * Returns: (transfer full): a reminder, until it is freed
 */
CbuReminder *
cbu_reminder_new (GtkWidget *window, CbuSession *session)
{
  CbuReminder *self = g_new0 (CbuReminder, 1);

  self->window = window;
  self->session = g_object_ref (session);
  self->watch = cb_day_watch_new (NULL, on_day_changed_cb, self);
  check (self);

  return self;
}

/**
 * cbu_reminder_free:
 * @self: (nullable) (transfer full): a reminder
 */
void
cbu_reminder_free (CbuReminder *self)
{
  if (self == NULL)
    return;

  cb_day_watch_free (self->watch);
  g_object_unref (self->session);
  g_free (self);
}
