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

/* Of each workplace, how much is under way in other threads. */
static GMutex under_way_lock;
static GCond under_way_changed;
static GHashTable
    *under_way; /* (mutex under_way_lock) (nullable) (element-type CbWorkplace uint) */

/* Of each workplace whose work in order is under way, what is to follow; none waits in a thread. */
static GHashTable
    *lines; /* (mutex under_way_lock) (nullable) (element-type CbWorkplace GQueue of GTask) */

static void
count_work (CbWorkplace *workplace, int change)
{
  guint count;

  if (workplace == NULL)
    return;
  g_mutex_lock (&under_way_lock);
  if (under_way == NULL)
    under_way = g_hash_table_new (NULL, NULL);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (under_way, workplace)) + (guint)change;
  if (count > 0)
    g_hash_table_insert (under_way, workplace, GUINT_TO_POINTER (count));
  else
    g_hash_table_remove (under_way, workplace);
  g_cond_broadcast (&under_way_changed);
  g_mutex_unlock (&under_way_lock);
}

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

/* %FALSE: others are before it, and the last of them begins it. */
static gboolean
stand_in_line (GTask *task, const Work *work)
{
  GQueue *line;

  if (!work->run.in_order)
    return TRUE;
  g_mutex_lock (&under_way_lock);
  if (lines == NULL)
    lines = g_hash_table_new (NULL, NULL);
  line = g_hash_table_lookup (lines, work->workplace);
  if (line != NULL)
    g_queue_push_tail (line, g_object_ref (task));
  else
    g_hash_table_insert (lines, work->workplace, g_queue_new ());
  g_mutex_unlock (&under_way_lock);

  return line == NULL;
}

/* In whatever thread the one before it ended: the thread that draws may be waiting for both. */
static void run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable);

static void
begin_next (const Work *work)
{
  g_autoptr (GTask) next = NULL;
  GQueue *line;

  if (!work->run.in_order)
    return;
  g_mutex_lock (&under_way_lock);
  line = g_hash_table_lookup (lines, work->workplace);
  next = g_queue_pop_head (line);
  if (next == NULL)
    {
      g_hash_table_remove (lines, work->workplace);
      g_queue_free (line);
      g_cond_broadcast (&under_way_changed);
    }
  g_mutex_unlock (&under_way_lock);
  if (next != NULL)
    g_task_run_in_thread (next, run_in_thread);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  gpointer result = work->run.work (work->workplace, work->run.input, cancellable, &error);

  begin_next (work);
  count_work (work->workplace, -1);
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
  count_work (workplace, 1);
  if (stand_in_line (task, work))
    g_task_run_in_thread (task, run_in_thread);
  return work->cancellable;
}

/**
 * cbu_run_settle_line:
 * @workplace: (nullable): what is going to be closed; %NULL: whatever may still be open
 * @patience_us: how long to wait at most, in microseconds
 *
 * Waits for the work in order: what a person typed or chose, of which none may be lost, and which
 * takes seconds where a large file has to be written. Any thread but that of such work.
 *
 * Returns: whether none is under way any more
 */
gboolean
cbu_run_settle_line (CbWorkplace *workplace, gint64 patience_us)
{
  gint64 end = g_get_monotonic_time () + patience_us;
  gboolean busy, in_time = TRUE;

  g_mutex_lock (&under_way_lock);
  while ((busy = lines != NULL
                 && (workplace != NULL ? g_hash_table_contains (lines, workplace)
                                       : g_hash_table_size (lines) > 0))
         && in_time)
    in_time = g_cond_wait_until (&under_way_changed, &under_way_lock, end);
  g_mutex_unlock (&under_way_lock);

  return !busy;
}

/**
 * cbu_run_settle:
 * @workplace: what is going to be closed
 * @patience_us: how long to wait at most, in microseconds
 *
 * Waits for the work that was begun with cbu_run_async() for @workplace: a person who types and
 * closes the window at once has had the last words written by a thread that may not have come to it
 * yet. Work for widgets that are gone is cancelled, so the wait is short; what does not give up in
 * time is left to find the workplace closed. Any thread but that of such work.
 *
 * Returns: whether nothing is under way any more
 */
gboolean
cbu_run_settle (CbWorkplace *workplace, gint64 patience_us)
{
  gint64 end = g_get_monotonic_time () + patience_us;
  gboolean busy, in_time = TRUE;

  g_mutex_lock (&under_way_lock);
  while ((busy = under_way != NULL && g_hash_table_contains (under_way, workplace)) && in_time)
    in_time = g_cond_wait_until (&under_way_changed, &under_way_lock, end);
  g_mutex_unlock (&under_way_lock);

  return !busy;
}
