/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What becomes of the files in watched folders. */

#include "config.h"

#include "core/workplace/cb-workplace-watch.h"

#include <string.h>

#include "base/cb-json.h"
#include "core/rules/cb-day.h"
#include "core/rules/cb-deadline.h"
#include "core/rules/cb-period-name.h"
#include "core/workplace/cb-watch-folder.h"
#include "core/workplace/cb-workplace-due.h"
#include "core/workplace/cb-workplace-private.h"

static void
free_watch_file (gpointer data)
{
  CbWatchFile *file = data;

  g_object_unref (file->folder);
  g_object_unref (file->file);
  g_free (file->item_code);
  g_free (file->period);
  g_free (file->dataset_id);
  g_clear_error (&file->error);
  g_free (file);
}

/* Whether a period of the item waits for a file: nothing was begun for it, or nothing is in it. */
static gboolean
waits (CbWorkplace *self, const CbObligation *obligation)
{
  g_autoptr (CbDataset) dataset = NULL;

  if (obligation->dataset_id == NULL)
    return TRUE;
  dataset = cb_workplace_get_dataset (self, obligation->dataset_id, NULL);

  return dataset != NULL && dataset->files->len == 0
         && (dataset->state == CB_DATASET_PREPARING || dataset->state == CB_DATASET_RETURNED);
}

/* What of the due list is about one item. */
typedef struct
{
  GPtrArray *all;  /* (element-type CbObligation): its periods */
  GPtrArray *open; /* those that wait for a file */
} Periods;

static gboolean
is_in (GPtrArray *obligations, const CbObligation *obligation)
{
  return obligation != NULL && g_ptr_array_find (obligations, obligation, NULL);
}

/* The only one that @name names. @several: (out): it names more than one */
static const CbObligation *
find_named (GPtrArray *obligations, const char *name, gboolean *several)
{
  const CbObligation *named = NULL;

  *several = FALSE;
  for (guint i = 0; i < obligations->len; i++)
    {
      const CbObligation *one = g_ptr_array_index (obligations, i);

      if (!cb_period_is_named_in (one->period, name))
        continue;
      *several = named != NULL;
      if (*several)
        return NULL;
      named = one;
    }

  return named;
}

/* The period that had ended last when the file came; of an item without periods what is due. */
static const CbObligation *
find_by_time (CbWorkplace *self, const Periods *periods, CbFrequency frequency, gint64 changed_us)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *running = NULL;
  g_autofree char *ended = NULL;
  GDate day;

  _cb_workplace_get_day (self, &day, &zone);
  if (cb_day_of_moment (changed_us, zone, &day))
    running = cb_period_containing (frequency, &day);
  if (running == NULL)
    return periods->open->len == 1 ? g_ptr_array_index (periods->open, 0) : NULL;
  ended = cb_period_step (running, -1);
  for (guint i = 0; i < periods->all->len; i++)
    if (g_strcmp0 (((CbObligation *)g_ptr_array_index (periods->all, i))->period, ended) == 0)
      return g_ptr_array_index (periods->all, i);

  return NULL;
}

static gboolean
is_about (const CbObligation *obligation, const char *item_code)
{
  return (obligation->duty == CB_DUTY_UPDATE || obligation->duty == CB_DUTY_CHANGE)
         && g_str_equal (obligation->item_code, item_code);
}

/* Returns: (transfer full): the dataset that @file becomes part of; %NULL with @error, or where
 *   its outcome is another */
static CbDataset *
choose_dataset (CbWorkplace *self, CbWatchFile *file, const CbFolderFile *found, GError **error)
{
  g_autoptr (GPtrArray) due = cb_workplace_list_due (self, NULL, error);
  g_autoptr (CbCatalogItem) item
      = due != NULL ? cb_workplace_get_item (self, file->item_code, error) : NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  const Periods periods = { all, open };
  const CbObligation *chosen;
  gboolean several;

  if (item == NULL)
    return NULL;
  for (guint i = 0; i < due->len; i++)
    {
      CbObligation *one = g_ptr_array_index (due, i);

      if (!is_about (one, file->item_code))
        continue;
      g_ptr_array_add (all, one);
      if (waits (self, one))
        g_ptr_array_add (open, one);
    }
  chosen = find_named (all, found->name, &several);
  if (chosen == NULL && !several)
    chosen = find_by_time (self, &periods, item->frequency, found->changed_us);
  if (!is_in (open, chosen))
    {
      several |= chosen == NULL && open->len > 1;
      file->outcome = several ? CB_WATCH_UNSURE : CB_WATCH_NOT_DUE;
      return NULL;
    }
  if (chosen->dataset_id != NULL)
    return cb_workplace_get_dataset (self, chosen->dataset_id, error);

  return cb_workplace_create_dataset (self, file->item_code,
                                      *chosen->period != '\0' ? chosen->period : NULL, error);
}

/* What was taken in stays so, whatever of this fails: the person who opens it finds it there. */
static void
work_on (CbWorkplace *self, CbWatchFile *file, const char *file_id, GCancellable *cancellable)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, file->dataset_id, NULL);
  g_autofree char *before
      = dataset != NULL ? cb_workplace_dup_repeatable (self, dataset, file_id) : NULL;
  g_autoptr (CbRepeat) repeat = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;

  if (before != NULL
      && !cb_workplace_repeat (self, file->dataset_id, file_id, &repeat, cancellable, &error))
    g_propagate_error (&file->error, g_steal_pointer (&error));
  file->n_steps = repeat != NULL ? repeat->n_steps : 0;
  findings = cb_workplace_check (self, file->dataset_id, NULL, NULL, cancellable, &error);
  if (findings == NULL && file->error == NULL)
    g_propagate_error (&file->error, g_steal_pointer (&error));
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);

      file->n_blockers += finding->severity == CB_SEVERITY_BLOCKER;
      file->n_warnings += finding->severity == CB_SEVERITY_WARNING && finding->waived_by == NULL;
    }
}

/* Returns: %FALSE when @cancellable stopped it */
static gboolean
take (CbWorkplace *self, CbWatchFile *file, const CbFolderFile *found, GCancellable *cancellable)
{
  g_autoptr (CbDataset) dataset = choose_dataset (self, file, found, &file->error);
  g_autoptr (CbDatasetFile) taken = NULL;

  if (dataset == NULL)
    {
      if (file->error != NULL)
        file->outcome = CB_WATCH_FAILED;
      return TRUE;
    }
  file->dataset_id = g_strdup (dataset->id);
  file->period = g_strdup (dataset->period);
  taken = cb_workplace_take_in (self, dataset->id, NULL, file->file, NULL, NULL, cancellable,
                                &file->error);
  if (taken == NULL)
    {
      file->outcome = g_error_matches (file->error, CB_ERROR, CB_ERROR_FILE_CHANGED)
                          ? CB_WATCH_NOT_QUIET
                          : CB_WATCH_FAILED;
      return !g_cancellable_is_cancelled (cancellable);
    }
  file->outcome = CB_WATCH_TAKEN;
  work_on (self, file, taken->id, cancellable);

  return !g_cancellable_is_cancelled (cancellable);
}

static CbWatchFile *
add_outcome (GPtrArray *outcomes, GFile *folder, GFile *file, const char *item_code)
{
  CbWatchFile *outcome = g_new0 (CbWatchFile, 1);

  outcome->folder = g_object_ref (folder);
  outcome->file = g_object_ref (file);
  outcome->item_code = g_strdup (item_code);
  g_ptr_array_add (outcomes, outcome);

  return outcome;
}

/* One after the other is remembered when it is taken in: whatever stops the program, nothing is
 * taken in twice. Returns: %FALSE when @cancellable stopped it */
static gboolean
run_entry (CbWorkplace *self,
           JsonObject *entry,
           gint64 quiet_us,
           GPtrArray *outcomes,
           GCancellable *cancellable)
{
  g_autoptr (GFile) folder = g_file_new_for_uri (cb_json_get_string (entry, "folder"));
  const char *item_code = cb_json_get_string (entry, "item");
  const gint64 now_us = cb_clock_now (self->clock);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = _cb_watch_folder_list (folder, now_us, cancellable, &error);

  if (files == NULL)
    {
      CbWatchFile *outcome = add_outcome (outcomes, folder, folder, item_code);

      outcome->outcome = CB_WATCH_FAILED;
      outcome->error = g_steal_pointer (&error);
      return !g_cancellable_is_cancelled (cancellable);
    }
  for (guint i = 0; i < files->len; i++)
    {
      const CbFolderFile *found = g_ptr_array_index (files, i);
      g_autoptr (GFile) file = g_file_get_child (folder, found->name);
      CbWatchFile *outcome;

      if (_cb_watches_has_seen (entry, found))
        continue;
      outcome = add_outcome (outcomes, folder, file, item_code);
      outcome->outcome = CB_WATCH_NOT_QUIET;
      if (found->open_elsewhere || found->changed_us > now_us - quiet_us)
        continue;
      if (!take (self, outcome, found, cancellable))
        return FALSE;
      if (outcome->outcome != CB_WATCH_TAKEN)
        continue;
      if (!_cb_watches_remember (self, folder, files, found, &error) && outcome->error == NULL)
        outcome->error = g_steal_pointer (&error);
    }

  return TRUE;
}

/**
 * cb_workplace_run_watches:
 * @self: a workplace
 * @quiet_us: so long nothing may have changed about a file; usually %CB_WATCH_QUIET_US
 * @cancellable: (nullable): stops it; what was taken in until then stays
 * @error: when it was stopped
 *
 * Looks once into each watched folder. A new file that nobody works on any more becomes part of the
 * dataset of the period that its name says, or that had ended last when it came, is read and mended
 * as that of the period before and checked; the dataset then waits for a person as any other.
 * Blocks for as long as reading takes.
 *
 * Returns: (transfer full) (element-type CbWatchFile): what became of each new file
 */
GPtrArray *
cb_workplace_run_watches (CbWorkplace *self,
                          gint64 quiet_us,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GPtrArray) outcomes = g_ptr_array_new_with_free_func (free_watch_file);
  g_autoptr (JsonArray) array = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  array = _cb_watches_load (self);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *entry = _cb_watches_get (array, i);

      if (entry != NULL && !run_entry (self, entry, quiet_us, outcomes, cancellable))
        break;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  return g_steal_pointer (&outcomes);
}
