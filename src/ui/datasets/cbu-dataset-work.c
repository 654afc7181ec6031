/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done to one dataset, as functions for cbu_run_async(): each blocks, runs in a worker
 * thread, and names the members of #CbuDatasetWork that it uses. */

#include "config.h"

#include "ui/datasets/cbu-dataset-work.h"

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "base/cb-text.h"
#include "core/model/cb-obligation.h"
#include "core/workplace/cb-workplace-package.h"
#include "ui/datasets/cbu-typed-cells.h"
#include "ui/datasets/cbu-undone.h"

/**
 * cbu_dataset_work_new:
 * @dataset_id: to which dataset
 * @func: what to do
 *
 * Returns: (transfer full): a command
 */
CbuDatasetWork *
cbu_dataset_work_new (const char *dataset_id, CbuDatasetFunc func)
{
  CbuDatasetWork *self = g_new0 (CbuDatasetWork, 1);

  self->dataset_id = g_strdup (dataset_id);
  self->func = func;
  return self;
}

/**
 * cbu_dataset_work_free:
 * @work: (transfer full): a command
 */
void
cbu_dataset_work_free (gpointer work)
{
  CbuDatasetWork *self = work;

  g_free (self->dataset_id);
  g_free (self->file_id);
  g_clear_object (&self->stop);
  g_clear_object (&self->file);
  g_free (self->text);
  g_free (self->person);
  g_free (self->reason);
  g_clear_pointer (&self->meter, cbu_meter_unref);
  g_free (self->said);
  g_free (self->step);
  g_free (self->state);
  g_free (self->old);
  g_clear_pointer (&self->said_before, cbu_said_free);
  g_free (self->recipe);
  g_clear_pointer (&self->typed, cbu_typed_cells_unref);
  g_clear_error (&self->problem);
  g_free (self);
}

/**
 * cbu_dataset_work_take_in:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Takes the file in: adds it, or puts it in the place of `file_id`.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_take_in (CbWorkplace *workplace,
                          CbuDatasetWork *work,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (CbDatasetFile) file = cb_workplace_take_in (
      workplace, work->dataset_id, work->file_id, work->file,
      work->meter != NULL ? cbu_meter_report : NULL, work->meter, cancellable, error);

  return file != NULL;
}

/**
 * cbu_dataset_work_remove_file:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Removes the file `file_id`.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_remove_file (CbWorkplace *workplace,
                              CbuDatasetWork *work,
                              GCancellable *cancellable,
                              GError **error)
{
  return cb_workplace_remove_file (workplace, work->dataset_id, work->file_id, error);
}

/* What is said of the file now, as the store keeps it. */
static char *
dup_said (CbWorkplace *workplace, const CbuDatasetWork *work, gboolean of_schema)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (workplace, work->dataset_id, NULL);
  const CbDatasetFile *file
      = dataset != NULL ? cb_dataset_find_file (dataset, work->file_id) : NULL;
  const char *said = file == NULL ? NULL : of_schema ? file->schema : file->options;

  return g_strdup (said != NULL ? said : "");
}

/**
 * cbu_dataset_work_set_reading:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Reads the file `file_id` with the encoding `text`, the delimiter `reason`, the header row and the
 * sheet, and keeps how it was read before in `old`.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_set_reading (CbWorkplace *workplace,
                              CbuDatasetWork *work,
                              GCancellable *cancellable,
                              GError **error)
{
  CbReadOptions options = { .encoding = work->text,
                            .delimiter = work->reason,
                            .header_row = work->header_row,
                            .header_rows = work->header_rows,
                            .sheet = work->sheet };

  work->old = dup_said (workplace, work, FALSE);
  return cb_workplace_set_reading (workplace, work->dataset_id, work->file_id, &options, error);
}

/**
 * cbu_dataset_work_set_schema:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Keeps `text`, a Table Schema, with the file, and the one before in `old`.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_set_schema (CbWorkplace *workplace,
                             CbuDatasetWork *work,
                             GCancellable *cancellable,
                             GError **error)
{
  work->old = dup_said (workplace, work, TRUE);
  return cb_workplace_set_schema (workplace, work->dataset_id, work->file_id, work->text, error);
}

/**
 * cbu_dataset_work_change_layout:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Says `change` of the row `row` of the file `file_id`, and keeps how it was read before in
 * `old`.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_change_layout (CbWorkplace *workplace,
                                CbuDatasetWork *work,
                                GCancellable *cancellable,
                                GError **error)
{
  return cb_workplace_change_layout (workplace, work->dataset_id, work->file_id, work->change,
                                     work->row, work->sheet, &work->old, error);
}

static char *
dup_repeated (const CbRepeat *repeat)
{
  g_autofree char *steps = cb_text_format_count (repeat->n_steps);
  g_autofree char *period
      = repeat->period != NULL ? cb_period_dup_title (repeat->period) : g_strdup ("");
  g_autofree char *added = g_strjoinv (", ", repeat->added);
  g_autofree char *missing = g_strjoinv (", ", repeat->missing);
  g_autofree char *left_out = g_strjoinv (", ", repeat->left_out);
  GString *said = g_string_new (NULL);

  /* Translators: a period such as Tháng 10/2026, then a number */
  g_string_append_printf (said,
                          ngettext ("Done as in the period before (%s): %s step.",
                                    "Done as in the period before (%s): %s steps.",
                                    (gulong)repeat->n_steps),
                          period, steps);
  g_string_append_c (said, ' ');
  if (added[0] != '\0')
    /* Translators: names of columns; a space follows */
    g_string_append_printf (said, _ ("New columns: %s. "), added);
  if (missing[0] != '\0')
    /* Translators: names of columns; a space follows */
    g_string_append_printf (said, _ ("Columns no longer there: %s. "), missing);
  if (left_out[0] != '\0')
    /* Translators: names of columns */
    g_string_append_printf (said, _ ("Steps not done for: %s."), left_out);
  g_strstrip (said->str);

  return g_string_free (said, FALSE);
}

/**
 * cbu_dataset_work_repeat:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Does to the file `file_id` what was done to that of the period before, and says in `said` what
 * came of it.
 *
 * Returns: whether it was done, or there was nothing to do
 */
gboolean
cbu_dataset_work_repeat (CbWorkplace *workplace,
                         CbuDatasetWork *work,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (CbRepeat) repeat = NULL;
  g_autoptr (GError) why = NULL;

  if (cb_workplace_repeat (workplace, work->dataset_id, work->file_id, &repeat, cancellable, &why))
    work->said = dup_repeated (repeat);
  else if (g_error_matches (why, CB_ERROR, CB_ERROR_NOT_FOUND))
    work->said = g_strdup (_ ("No file of an earlier period was read or mended by hand"));
  else if (g_error_matches (why, CB_ERROR, CB_ERROR_WRONG_STATE))
    work->said = g_strdup (_ ("This file is mended already: undo that first"));
  else
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }

  return TRUE;
}

/**
 * cbu_dataset_work_say_as_before:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Says of the file `file_id` what `said_before` is, and keeps what it takes the place of in `old`.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_say_as_before (CbWorkplace *workplace,
                                CbuDatasetWork *work,
                                GCancellable *cancellable,
                                GError **error)
{
  const CbuSaid *said = work->said_before;

  work->old = dup_said (workplace, work, said->of_schema);
  if (said->of_schema)
    return cb_workplace_set_schema (workplace, work->dataset_id, work->file_id,
                                    said->value[0] != '\0' ? said->value : NULL, error);

  return cb_workplace_restore_reading (workplace, work->dataset_id, work->file_id, said->value,
                                       error);
}

/**
 * cbu_dataset_work_check:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Checks everything.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_check (CbWorkplace *workplace,
                        CbuDatasetWork *work,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GPtrArray) findings = cb_workplace_check (
      workplace, work->dataset_id, work->meter != NULL ? cbu_meter_report : NULL, work->meter,
      cancellable, error);

  return findings != NULL;
}

/**
 * cbu_dataset_work_mend:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Adds the step `text` to the recipe of `file_id`; `cells` is how many it changed.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_mend (CbWorkplace *workplace,
                       CbuDatasetWork *work,
                       GCancellable *cancellable,
                       GError **error)
{
  return cb_workplace_mend (workplace, work->dataset_id, work->file_id, work->text, &work->cells,
                            work->meter != NULL ? cbu_meter_report : NULL, work->meter, cancellable,
                            error);
}

/**
 * cbu_dataset_work_replace:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): not heard: `stop` stops it
 * @error: return location
 *
 * Replaces `text` by `reason` in `column` of `file_id`.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_replace (CbWorkplace *workplace,
                          CbuDatasetWork *work,
                          GCancellable *cancellable,
                          GError **error)
{
  const CbReplacement replacement
      = { work->text, work->reason, work->column, work->whole, work->ignore_case };

  return cb_workplace_replace (workplace, work->dataset_id, work->file_id, &replacement,
                               work->meter != NULL ? cbu_meter_report : NULL, work->meter,
                               work->stop, error);
}

/**
 * cbu_dataset_work_undo_mend:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Takes the last step of the recipe of `file_id` back: `step`, which leaves the file in `state`.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_undo_mend (CbWorkplace *workplace,
                            CbuDatasetWork *work,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (CbDataset) dataset = NULL;
  const CbDatasetFile *file;

  if (!cb_workplace_undo_mend (workplace, work->dataset_id, work->file_id, &work->step, cancellable,
                               error))
    return FALSE;
  dataset = cb_workplace_get_dataset (workplace, work->dataset_id, NULL);
  file = dataset != NULL ? cb_dataset_find_file (dataset, work->file_id) : NULL;
  if (file != NULL)
    work->state = cbu_undone_dup_state (file);
  return TRUE;
}

/**
 * cbu_dataset_work_waive:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Waives the finding `text` for `person` and `reason`.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_waive (CbWorkplace *workplace,
                        CbuDatasetWork *work,
                        GCancellable *cancellable,
                        GError **error)
{
  return cb_workplace_waive (workplace, work->dataset_id, work->text, work->person, work->reason,
                             error);
}

/**
 * cbu_dataset_work_unwaive:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Takes the waiver of the finding `text` back.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_unwaive (CbWorkplace *workplace,
                          CbuDatasetWork *work,
                          GCancellable *cancellable,
                          GError **error)
{
  return cb_workplace_unwaive (workplace, work->dataset_id, work->text, error);
}

/**
 * cbu_dataset_work_request_review:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Sends it to the reviewer, in the name of `person`. `text` is metadata that is still on its way
 * to the disk: it is written down first, so that its late arrival does not void the request.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_request_review (CbWorkplace *workplace,
                                 CbuDatasetWork *work,
                                 GCancellable *cancellable,
                                 GError **error)
{
  if (work->text != NULL)
    {
      g_autoptr (JsonObject) metadata = cb_json_object_parse (work->text, -1, error);

      if (metadata == NULL
          || !cb_workplace_set_metadata (workplace, work->dataset_id, metadata, error))
        return FALSE;
    }
  return cb_workplace_request_review (workplace, work->dataset_id, work->person, error);
}

/**
 * cbu_dataset_work_approve:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Approves it, in the name of `person`.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_approve (CbWorkplace *workplace,
                          CbuDatasetWork *work,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (CbApproval) approval
      = cb_workplace_approve (workplace, work->dataset_id, work->person, error);

  return approval != NULL;
}

/**
 * cbu_dataset_work_send_back:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Sends it back to whoever prepared it, in the name of `person`, for `reason`.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_send_back (CbWorkplace *workplace,
                            CbuDatasetWork *work,
                            GCancellable *cancellable,
                            GError **error)
{
  return cb_workplace_send_back (workplace, work->dataset_id, work->person, work->reason, error);
}

/**
 * cbu_dataset_work_hand_over:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Writes its hand-over package into `file`, for `person`.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_hand_over (CbWorkplace *workplace,
                            CbuDatasetWork *work,
                            GCancellable *cancellable,
                            GError **error)
{
  return cb_workplace_write_package (workplace, work->dataset_id, work->file, work->person,
                                     work->meter != NULL ? cbu_meter_report : NULL, work->meter,
                                     cancellable, error);
}

/**
 * cbu_dataset_work_set_account:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Makes the account `text` the one it goes to.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_set_account (CbWorkplace *workplace,
                              CbuDatasetWork *work,
                              GCancellable *cancellable,
                              GError **error)
{
  return cb_workplace_set_account (workplace, work->dataset_id, work->text, error);
}

/**
 * cbu_dataset_work_enqueue:
 * @workplace: the workplace
 * @work: the command
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Puts it into the queue.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_enqueue (CbWorkplace *workplace,
                          CbuDatasetWork *work,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (CbJob) job = cb_workplace_enqueue (workplace, work->dataset_id, 0, error);

  return job != NULL;
}
