/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/reading/cb-reader-private.h"

#include <glib/gstdio.h>

#include "base/cb-descriptor.h"
#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "core/reading/cb-answers.h"
#include "core/reading/cb-read-options.h"
#include "core/reading/cb-engine-process.h"
#include "core/reading/cb-file-stamp.h"

/* Without a sign of life: an answer, progress that goes on, or rows added to the index. A sound
 * engine on a slow disk gives one ten times a second. */
#define OPEN_LIMIT_US (30 * G_TIME_SPAN_SECOND)

struct _CbReader
{
  GObject parent_instance;

  /* Owned */
  CbConversation *conversation;
  CbFileInfo *info;
  int fd;

  CbFileStamp stamp;
  gboolean can_mend;
};

G_DEFINE_FINAL_TYPE (CbReader, cb_reader, G_TYPE_OBJECT)

static GMutex settings_lock;
static char *engine_path;     /* (mutex settings_lock) (nullable) */
static double patience = 1.0; /* (mutex settings_lock) */

static char *
dup_engine_path (void)
{
  char *path;

  g_mutex_lock (&settings_lock);
  path = g_strdup (engine_path);
  g_mutex_unlock (&settings_lock);
  return path != NULL ? path : cb_engine_process_dup_default_path ();
}

static gint64
stretch_limit (gint64 limit_us)
{
  gint64 stretched;

  g_mutex_lock (&settings_lock);
  stretched = (gint64)((double)limit_us * patience);
  g_mutex_unlock (&settings_lock);
  return stretched;
}

static void
cb_reader_dispose (GObject *object)
{
  CbReader *self = CB_READER (object);

  if (self->conversation != NULL)
    cb_conversation_end (self->conversation);

  G_OBJECT_CLASS (cb_reader_parent_class)->dispose (object);
}

static void
cb_reader_finalize (GObject *object)
{
  CbReader *self = CB_READER (object);

  g_clear_pointer (&self->conversation, cb_conversation_free);
  g_clear_pointer (&self->info, cb_file_info_free);
  if (self->fd >= 0)
    g_close (self->fd, NULL);

  G_OBJECT_CLASS (cb_reader_parent_class)->finalize (object);
}

static void
cb_reader_class_init (CbReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cb_reader_dispose;
  object_class->finalize = cb_reader_finalize;
}

static void
cb_reader_init (CbReader *self)
{
  self->fd = -1;
}

/**
 * cb_rows_free:
 * @self: (nullable) (transfer full): rows
 */
void
cb_rows_free (CbRows *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, g_byte_array_unref);
  g_free (self);
}

/* A file that changes under the engine makes it fail in any way, down to SIGBUS in its mapping:
 * then that is the news, not how it failed. */
static gboolean
is_unchanged (CbReader *self, GError **error)
{
  GError *changed = NULL;

  if (cb_file_stamp_check (&self->stamp, self->fd, &changed))
    return TRUE;

  if (error != NULL)
    g_clear_error (error);
  g_propagate_error (error, changed);
  return FALSE;
}

GVariant *
_cb_reader_ask (CbReader *self,
                const CbCall *call,
                GVariant *body,
                GPtrArray *findings,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GVariant) answer = NULL;
  CbCall stretched = *call;
  GError *problem = NULL;

  stretched.limit_us = stretch_limit (call->limit_us);
  answer = cb_conversation_call (self->conversation, &stretched, body, findings, cancellable,
                                 &problem);
  if (problem == NULL || problem->domain == CB_ERROR)
    is_unchanged (self, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return NULL;
    }

  return g_steal_pointer (&answer);
}

/* For answers that came, but hold nonsense: no more is believed of this engine. */
void
_cb_reader_fail_on (CbReader *self, GError *problem, GError **error)
{
  cb_conversation_fail (self->conversation, problem);
  g_propagate_error (error, problem);
}

/* The same, in words. */
void
_cb_reader_refuse (CbReader *self, const char *what, GError **error)
{
  _cb_reader_fail_on (
      self,
      g_error_new (CB_ERROR, CB_ERROR_UNSAFE, "the reading process gave a wrong answer: %s", what),
      error);
}

static gboolean
ask_what_it_is (CbReader *self,
                const CbReadOptions *options,
                GCancellable *cancellable,
                GError **error)
{
  /* While it opens a file the engine hears nothing; and an engine without one is of no use. */
  const CbCall call = { .name = CB_PROTOCOL_OPEN,
                        .answer = CB_PROTOCOL_OPENED,
                        .limit_us = OPEN_LIMIT_US,
                        .cancel_kills = TRUE };
  g_autoptr (GVariant) answer
      = _cb_reader_ask (self, &call, cb_read_options_pack (options), NULL, cancellable, error);
  GError *problem = NULL;

  if (answer == NULL)
    return FALSE;

  self->info = cb_answers_parse_opened (answer, &problem);
  if (self->info != NULL && self->info->size != self->stamp.size)
    problem = g_error_new_literal (CB_ERROR, CB_ERROR_UNSAFE,
                                   "the reading process gave a wrong answer: size");
  if (problem != NULL)
    {
      _cb_reader_fail_on (self, problem, error);
      return FALSE;
    }

  return TRUE;
}

static CbReader *
open_with (
    int fd, int other_fd, const CbReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (CbReader) self = g_object_new (CB_TYPE_READER, NULL);
  g_autofree char *path = NULL;

  if (!cb_file_stamp_take (&self->stamp, fd, error))
    return NULL;
  self->fd = cb_descriptor_duplicate (fd, error);
  if (self->fd < 0)
    return NULL;

  path = dup_engine_path ();
  self->conversation = cb_conversation_start (path, fd, other_fd, error);
  if (self->conversation == NULL)
    return NULL;
  if (!ask_what_it_is (self, options, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cb_reader_open:
 * @fd: the file, open for reading; stays the caller's
 * @options: (nullable): what is known about it, or chosen by a person
 * @cancellable: (nullable): ends the opening
 * @error: %CB_ERROR_NOT_A_FILE for a folder, pipe or device, %CB_ERROR_UNREADABLE,
 *   %CB_ERROR_FILE_CHANGED, and %CB_ERROR_UNSAFE when the engine died, hung or spoke garbage over
 *   this file
 *
 * Starts a reading process of its own for the file and asks what it is. Nothing in this process
 * ever looks into the file (architecture.md). Blocks; may be called from any thread.
 *
 * All functions of a reader may be called from any number of threads at once. They block, stop
 * when cancelled, and give %CB_ERROR_UNSAFE once the reading process has failed: the reader is
 * then of no more use, and a new one may be opened.
 *
 * Returns: (transfer full): the open file, or %NULL
 */
CbReader *
cb_reader_open (int fd, const CbReadOptions *options, GCancellable *cancellable, GError **error)
{
  return cb_reader_open_for_mend (fd, -1, options, cancellable, error);
}

/**
 * cb_reader_open_for_mend:
 * @fd: the file, open for reading; stays the caller's
 * @out_fd: an empty file, open for writing, that cb_reader_mend() fills; stays the caller's. -1:
 *   as cb_reader_open()
 * @options: (nullable): see cb_reader_open()
 * @cancellable: (nullable): see cb_reader_open()
 * @error: see cb_reader_open()
 *
 * The engine gets both descriptors when it starts and can never get another, so the one to write
 * to has to be known now.
 *
 * Returns: (transfer full): the open file, or %NULL
 */
CbReader *
cb_reader_open_for_mend (
    int fd, int out_fd, const CbReadOptions *options, GCancellable *cancellable, GError **error)
{
  CbReader *self = open_with (fd, out_fd, options, cancellable, error);

  if (self != NULL)
    self->can_mend = out_fd >= 0;
  return self;
}

/**
 * cb_reader_open_to_compare:
 * @fd: the file, open for reading; stays the caller's
 * @before_fd: another, open for reading, with which cb_reader_diff() compares it; stays the
 *   caller's
 * @options: (nullable): how @fd is read; see cb_reader_open()
 * @cancellable: (nullable): see cb_reader_open()
 * @error: see cb_reader_open()
 *
 * One process gets both files, so that none of their content goes through this one.
 *
 * Returns: (transfer full): the open file, or %NULL
 */
CbReader *
cb_reader_open_to_compare (
    int fd, int before_fd, const CbReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (before_fd >= 0, NULL);

  return open_with (fd, before_fd, options, cancellable, error);
}

/**
 * cb_reader_close:
 * @self: an open file
 *
 * Ends the reading process. Threads that wait for it get %G_IO_ERROR_CLOSED. The last unref does
 * the same. What was found out (cb_reader_get_info()) stays.
 */
void
cb_reader_close (CbReader *self)
{
  g_return_if_fail (CB_IS_READER (self));

  cb_conversation_end (self->conversation);
}

/**
 * cb_reader_get_info:
 * @self: an open file
 *
 * Returns: (transfer none): what it was found to be; does not change
 */
const CbFileInfo *
cb_reader_get_info (CbReader *self)
{
  g_return_val_if_fail (CB_IS_READER (self), NULL);

  return self->info;
}

/**
 * cb_reader_get_row_count:
 * @self: an open file
 * @is_final: (out) (optional): whether the whole file is counted
 *
 * Does not block: says how far the engine has counted.
 *
 * Returns: rows without the header
 */
guint64
cb_reader_get_row_count (CbReader *self, gboolean *is_final)
{
  g_return_val_if_fail (CB_IS_READER (self), 0);

  return cb_conversation_get_row_count (self->conversation, is_final);
}

/**
 * cb_reader_wait_for_rows:
 * @self: an open table
 * @cancellable: (nullable): ends the wait
 * @error: %CB_ERROR_UNSAFE with what happened to the engine, or %G_IO_ERROR_CANCELLED
 *
 * Blocks until the whole file is counted.
 *
 * Returns: whether cb_reader_get_row_count() is final now
 */
gboolean
cb_reader_wait_for_rows (CbReader *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (CB_IS_READER (self), FALSE);

  return cb_conversation_wait_for_rows (self->conversation, stretch_limit (CB_READER_WORK_LIMIT_US),
                                        cancellable, error);
}

/**
 * cb_reader_get_body_end:
 * @self: an open file
 *
 * Returns: the first row behind the table, counted as in cb_reader_read_rows(): notes, totals and
 *   other tables follow; G_MAXUINT64 when nothing does, and while rows are still being counted
 */
guint64
cb_reader_get_body_end (CbReader *self)
{
  g_return_val_if_fail (CB_IS_READER (self), G_MAXUINT64);

  return cb_conversation_get_body_end (self->conversation);
}

/**
 * cb_reader_read_rows:
 * @self: an open file
 * @first: 0-based, without the header
 * @count: at most %CB_PROTOCOL_MAX_ROWS come at once
 * @cancellable: (nullable): ends the wait
 * @error: see cb_reader_open(); %CB_ERROR_BLOCKED when the file bears the mark of a state secret
 *
 * Waits for the index to reach @first when the file is still being counted.
 *
 * Returns: (transfer full): the rows, fewer at the end of the table and where they are very long;
 *   or %NULL
 */
CbRows *
cb_reader_read_rows (
    CbReader *self, guint64 first, guint count, GCancellable *cancellable, GError **error)
{
  const CbCall call = { .name = CB_PROTOCOL_ROWS,
                        .answer = CB_PROTOCOL_ROWS,
                        .limit_us = CB_READER_ROWS_LIMIT_US };
  g_autoptr (GVariant) answer = NULL;
  GError *problem = NULL;
  CbRows *rows;

  g_return_val_if_fail (CB_IS_READER (self), NULL);

  count = MIN (count, CB_PROTOCOL_MAX_ROWS);
  answer = _cb_reader_ask (self, &call, g_variant_new (CB_PROTOCOL_ROWS_REQUEST_TYPE, first, count),
                           NULL, cancellable, error);
  if (answer == NULL)
    return NULL;

  rows = cb_answers_parse_rows (answer, first, count, &problem);
  if (rows == NULL)
    _cb_reader_fail_on (self, problem, error);
  return rows;
}

/**
 * cb_reader_mend:
 * @self: a file opened with cb_reader_open_for_mend()
 * @recipe: what to change, as JSON (engine/fixes)
 * @cells_changed: (out) (optional): how many cells
 * @progress: (nullable): in bytes of the file; called in this thread
 * @user_data: of @progress
 * @cancellable: (nullable): ends the work; what was written until then is of no use
 * @error: see cb_reader_read_rows(); %CB_ERROR_INVALID for a recipe that makes no sense,
 *   %CB_ERROR_DISK_FULL
 *
 * Writes the mended copy to the descriptor given at opening. It is in the caller's hands to flush
 * it to the disk, and to look at it only through another reader. Once only for each reader.
 *
 * Returns: %TRUE when the whole copy is written
 */
gboolean
cb_reader_mend (CbReader *self,
                const char *recipe,
                guint64 *cells_changed,
                CbProgressFunc progress,
                gpointer user_data,
                GCancellable *cancellable,
                GError **error)
{
  const CbCall call = {
    .name = CB_PROTOCOL_MEND,
    .answer = CB_PROTOCOL_MENDED,
    .limit_us = CB_READER_WORK_LIMIT_US,
    .progress = progress,
    .user_data = user_data,
  };
  g_autoptr (GVariant) answer = NULL;
  GError *problem = NULL;
  guint64 cells;

  g_return_val_if_fail (CB_IS_READER (self) && recipe != NULL, FALSE);

  if (!self->can_mend)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE,
                           "the file was not opened for mending");
      return FALSE;
    }
  answer = _cb_reader_ask (self, &call, g_variant_new_string (recipe), NULL, cancellable, error);
  if (answer == NULL)
    return FALSE;
  if (!cb_answers_get_number (answer, "cells", &cells, &problem))
    {
      _cb_reader_fail_on (self, problem, error);
      return FALSE;
    }

  if (cells_changed != NULL)
    *cells_changed = cells;
  return TRUE;
}

/**
 * cb_reader_open_path:
 * @path: of a file, in the encoding of file names
 * @error: %CB_ERROR_NOT_FOUND, %CB_ERROR_UNREADABLE, or %CB_ERROR_NOT_A_FILE for a folder, pipe,
 *   socket or device
 *
 * Opens a file for reading without ever waiting for it.
 *
 * Returns: a descriptor, which is the caller's, or -1
 */
int
cb_reader_open_path (const char *path, GError **error)
{
  CbDescriptorInfo info;

  g_return_val_if_fail (path != NULL, -1);

  return cb_descriptor_open (path, &info, error);
}

/**
 * cb_reader_set_engine_path:
 * @path: (nullable): of the engine program for readers opened from now on; %NULL: the one that
 *   belongs to the running program
 *
 * For tests.
 */
void
cb_reader_set_engine_path (const char *path)
{
  g_mutex_lock (&settings_lock);
  g_free (engine_path);
  engine_path = g_strdup (path);
  g_mutex_unlock (&settings_lock);
}

/**
 * cb_reader_set_patience:
 * @factor: 1 for the usual time limits, less for tests of an engine that hangs, more where
 *   everything is slow
 *
 * Stretches the time that an engine may be silent: 30 s at opening, 10 s for rows, 30 s for longer
 * work.
 */
void
cb_reader_set_patience (double factor)
{
  g_mutex_lock (&settings_lock);
  patience = factor;
  g_mutex_unlock (&settings_lock);
}
