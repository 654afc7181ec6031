/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/cbu-background.h"

#include "core/platform/cb-day-watch.h"
#include "core/workplace/cb-workplace-reminders.h"
#include "ui/cbu-reminder.h"
#include "ui/widgets/cbu-state.h"

struct _CbuBackground
{
  GtkApplication *application; /* borrowed: it owns this */
  GCancellable *cancellable;
  CbDayWatch *watch;
};

/* The workplace is open for as long as this takes: whoever wants it next finds it free. */
static void
take_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CbWorkplaceOptions options = { .mode = CB_MODE_REAL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CbWorkplace) workplace = cb_workplace_open (&options, &error);
  GPtrArray *list = workplace != NULL ? cb_workplace_take_reminders (workplace, &error) : NULL;

  if (workplace != NULL)
    cb_workplace_close (workplace);
  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = g_task_propagate_pointer (G_TASK (result), &error);

  /* Held by another program, or not there: the next day tries again. */
  if (list == NULL)
    g_debug ("no reminders: %s", error->message);
  cbu_reminder_tell (G_APPLICATION (source), list);
}

/* Where a window is open its reminder does this; in practice nothing has to be remembered. */
static void
check (CbuBackground *self)
{
  g_autofree char *mode = cbu_state_dup_mode ();
  g_autoptr (GTask) task = NULL;

  if (gtk_application_get_windows (self->application) != NULL || !g_str_equal (mode, "real"))
    return;
  task = g_task_new (self->application, self->cancellable, taken_cb, NULL);
  g_task_set_source_tag (task, check);
  g_task_run_in_thread (task, take_cb);
}

static void
on_day_changed_cb (gpointer user_data)
{
  check (user_data);
}

/**
 * cbu_background_new:
 * @application: kept running, also without a window
 *
 * Tells what is due by notifications while no window is open: at once and whenever the day changes.
 *
 * Returns: (transfer full): what does so, until it is freed
 */
CbuBackground *
cbu_background_new (GtkApplication *application)
{
  CbuBackground *self = g_new0 (CbuBackground, 1);

  self->application = application;
  self->cancellable = g_cancellable_new ();
  g_application_hold (G_APPLICATION (application));
  self->watch = cb_day_watch_new (NULL, on_day_changed_cb, self);
  check (self);

  return self;
}

/**
 * cbu_background_free:
 * @self: (nullable) (transfer full): what cbu_background_new() made
 */
void
cbu_background_free (CbuBackground *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  cb_day_watch_free (self->watch);
  g_application_release (G_APPLICATION (self->application));
  g_free (self);
}
