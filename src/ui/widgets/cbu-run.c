/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-run.h"

typedef struct
{
  CbuRun run;
  GWeakRef widget;
  CbWorkplace *workplace; /* (owned) (nullable) */
  GCancellable *cancellable;
  guint number; /* of a reading for a page, in the order in which they begin */
  gulong destroy_handler;
  gboolean gone;
} Work;

static void
free_work (gpointer data)
{
  Work *work = data;

  if (work->run.free_input != NULL && work->run.input != NULL)
    work->run.free_input (work->run.input);
  g_weak_ref_clear (&work->widget);
  g_clear_object (&work->workplace);
  g_clear_object (&work->cancellable);
  g_free (work);
}

static void
on_widget_destroyed_cb (GtkWidget *widget, gpointer user_data)
{
  Work *work = user_data;

  work->gone = TRUE;
  g_cancellable_cancel (work->cancellable);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  gpointer result = work->run.work (work->workplace, work->run.input, cancellable, &error);

  if (error != NULL)
    {
      if (result != NULL && work->run.free_result != NULL)
        work->run.free_result (result);
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, result, work->run.free_result);
}

static guint
number_reading (gpointer widget, gpointer tag)
{
  guint number;

  if (!cbu_session_is_reload (widget, tag))
    return 0;
  number = GPOINTER_TO_UINT (g_object_get_data (widget, "cbu-begun")) + 1;
  g_object_set_data (widget, "cbu-begun", GUINT_TO_POINTER (number));

  return number;
}

/* What was read earlier may come later, from another thread: it is older. */
static gboolean
is_overtaken (gpointer widget, const Work *work)
{
  if (work->number == 0)
    return FALSE;
  if (work->number < GPOINTER_TO_UINT (g_object_get_data (widget, "cbu-delivered")))
    return TRUE;
  g_object_set_data (widget, "cbu-delivered", GUINT_TO_POINTER (work->number));

  return FALSE;
}

static void
finish_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = G_TASK (result);
  Work *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) widget = g_weak_ref_get (&work->widget);
  gpointer value = g_task_propagate_pointer (task, &error);

  if (widget != NULL && !work->gone)
    {
      g_signal_handler_disconnect (widget, work->destroy_handler);
      if (work->run.done != NULL && !is_overtaken (widget, work))
        work->run.done (widget, value, error, work->run.input);
    }
  if (value != NULL && work->run.free_result != NULL)
    work->run.free_result (value);
}

/**
 * cbu_run_async:
 * @widget: whose work it is; when it is destroyed the work is cancelled and nobody is told
 * @workplace: (nullable): given to the work
 * @run: what to do; copied
 *
 * The one bridge from the thread that draws to the blocking functions of the workplace.
 *
 * Returns: (transfer none): to cancel it; valid until it is done
 */
GCancellable *
cbu_run_async (gpointer widget, CbWorkplace *workplace, const CbuRun *run)
{
  g_autoptr (GTask) task = NULL;
  Work *work = g_new0 (Work, 1);

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  work->run = *run;
  work->workplace = workplace != NULL ? g_object_ref (workplace) : NULL;
  work->cancellable = g_cancellable_new ();
  work->number = number_reading (widget, run->tag);
  g_weak_ref_init (&work->widget, widget);
  work->destroy_handler
      = g_signal_connect (widget, "destroy", G_CALLBACK (on_widget_destroyed_cb), work);
  task = g_task_new (NULL, work->cancellable, finish_cb, NULL);
  g_task_set_source_tag (task, run->tag);
  /* What was done stays done: a result that came in spite of the cancelling is delivered. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, free_work);
  g_task_run_in_thread (task, run_in_thread);
  return work->cancellable;
}
