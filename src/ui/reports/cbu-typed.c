/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/reports/cbu-typed.h"

#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* After so long without a key what was typed is kept. */
#define KEEP_DELAY_MS 500

/* Shared with the threads that write. Several of them may be on their way, also after the widget is
 * gone: each takes what was typed last, and one writes at a time, so that nothing older comes to
 * stand over it. */
typedef struct
{
  GMutex writing;
  GMutex mutex;
  GHashTable *texts; /* (element-type utf8 utf8): by criterion, not kept yet */
  char *kind;
  GDate to;
  gboolean done; /* with writing: the journal is to have it */
} Waiting;

struct _CbuTyped
{
  GtkWidget *widget; /* (unowned): outlives it */
  CbuSession *session;
  Waiting *waiting;
  guint timer;
  gboolean typed; /* since the last cbu_typed_settle() */
};

static GHashTable *
new_texts (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
clear_waiting (gpointer data)
{
  Waiting *waiting = data;

  g_mutex_clear (&waiting->writing);
  g_mutex_clear (&waiting->mutex);
  g_hash_table_unref (waiting->texts);
  g_free (waiting->kind);
}

static void
release_waiting (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_waiting);
}

/**
 * cbu_typed_new:
 * @widget: that is typed in; it outlives what is returned
 * @session: what it belongs to
 * @kind: id of the report
 * @to: last day of it
 *
 * Returns: (transfer full): nothing typed yet
 */
CbuTyped *
cbu_typed_new (GtkWidget *widget, CbuSession *session, const char *kind, const GDate *to)
{
  CbuTyped *self = g_new0 (CbuTyped, 1);

  self->widget = widget;
  self->session = g_object_ref (session);
  self->waiting = g_atomic_rc_box_new0 (Waiting);
  g_mutex_init (&self->waiting->writing);
  g_mutex_init (&self->waiting->mutex);
  self->waiting->texts = new_texts ();
  self->waiting->kind = g_strdup (kind);
  self->waiting->to = *to;

  return self;
}

/* @done: (out): whether the person has done with writing */
static GHashTable *
take_texts (Waiting *waiting, gboolean *done)
{
  GHashTable *texts;

  g_mutex_lock (&waiting->mutex);
  texts = waiting->texts;
  waiting->texts = new_texts ();
  *done = waiting->done;
  waiting->done = FALSE;
  g_mutex_unlock (&waiting->mutex);

  return texts;
}

/* What could not be written waits on, unless something newer was typed. */
static void
put_back (Waiting *waiting, const char *criterion, const char *text)
{
  g_mutex_lock (&waiting->mutex);
  if (!g_hash_table_contains (waiting->texts, criterion))
    g_hash_table_insert (waiting->texts, g_strdup (criterion), g_strdup (text));
  g_mutex_unlock (&waiting->mutex);
}

static gpointer
write_texts (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Waiting *waiting = input;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&waiting->writing);
  gboolean done = FALSE;
  g_autoptr (GHashTable) texts = take_texts (waiting, &done);
  gboolean good = TRUE;
  GHashTableIter iter;
  gpointer criterion;
  gpointer text;

  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &criterion, &text))
    {
      good = good
             && cb_workplace_set_report_answer (workplace, waiting->kind, &waiting->to, criterion,
                                                text, error);
      if (!good)
        put_back (waiting, criterion, text);
    }
  if (good && done)
    good = cb_workplace_settle_report_answers (workplace, waiting->kind, &waiting->to, error);

  return GINT_TO_POINTER (good);
}

static void
written_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  if (error != NULL)
    cbu_show_error (widget, error);
}

static void
keep (CbuTyped *self, gboolean done)
{
  gboolean waits;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_mutex_lock (&self->waiting->mutex);
  self->waiting->done |= done && self->typed;
  waits = g_hash_table_size (self->waiting->texts) > 0 || self->waiting->done;
  g_mutex_unlock (&self->waiting->mutex);
  if (done)
    self->typed = FALSE;
  if (waits)
    cbu_run_async (self->widget, cbu_session_get_workplace (self->session),
                   &(CbuRun){ .tag = keep,
                              .work = write_texts,
                              .in_order = TRUE,
                              .done = written_cb,
                              .input = g_atomic_rc_box_acquire (self->waiting),
                              .free_input = release_waiting });
}

/**
 * cbu_typed_settle:
 * @self: what was typed
 *
 * The person has done with writing: writes at once what waits, and the journal keeps what is new.
 */
void
cbu_typed_settle (CbuTyped *self)
{
  keep (self, TRUE);
}

static gboolean
keep_cb (gpointer user_data)
{
  CbuTyped *self = user_data;

  self->timer = 0;
  keep (self, FALSE);
  return G_SOURCE_REMOVE;
}

/**
 * cbu_typed_put:
 * @self: what was typed
 * @criterion: id of the content that it is said to
 * @text: all of it
 *
 * Kept a moment after the last key.
 */
void
cbu_typed_put (CbuTyped *self, const char *criterion, const char *text)
{
  self->typed = TRUE;
  g_mutex_lock (&self->waiting->mutex);
  g_hash_table_insert (self->waiting->texts, g_strdup (criterion), g_strdup (text));
  g_mutex_unlock (&self->waiting->mutex);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (KEEP_DELAY_MS, keep_cb, self);
}

/**
 * cbu_typed_free:
 * @self: (nullable) (transfer full): what was typed; what waits is written still
 */
void
cbu_typed_free (CbuTyped *self)
{
  if (self == NULL)
    return;

  keep (self, TRUE);
  release_waiting (self->waiting);
  g_object_unref (self->session);
  g_free (self);
}
