/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-typed-cells.h"

#include "base/cb-error.h"

/**
 * CbuTypedCells:
 *
 * Cells of one file that were typed one after the other and are not written yet. The file is
 * written anew for each of them, or once for all that were typed while it was written for others:
 * the command whose turn it is takes those along that wait behind it.
 */
struct _CbuTypedCells
{
  char *file_id;
  GCancellable *stop; /* of all of them */
  GMutex mutex;
  GQueue waiting; /* (mutex mutex) (element-type CbuDatasetWork) (unowned): each is in line, too */
};

/**
 * cbu_typed_cells_new:
 * @file_id: of the file that cells are typed in
 *
 * Returns: (transfer full): none yet
 */
CbuTypedCells *
cbu_typed_cells_new (const char *file_id)
{
  CbuTypedCells *self = g_atomic_rc_box_new0 (CbuTypedCells);

  self->file_id = g_strdup (file_id);
  self->stop = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  g_queue_init (&self->waiting);

  return self;
}

/**
 * cbu_typed_cells_ref:
 * @self: cells
 *
 * Returns: (transfer full): the same
 */
CbuTypedCells *
cbu_typed_cells_ref (CbuTypedCells *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_typed (gpointer data)
{
  CbuTypedCells *self = data;

  g_free (self->file_id);
  g_object_unref (self->stop);
  g_mutex_clear (&self->mutex);
  g_queue_clear (&self->waiting);
}

/**
 * cbu_typed_cells_unref:
 * @self: (transfer full): cells
 */
void
cbu_typed_cells_unref (CbuTypedCells *self)
{
  g_atomic_rc_box_release_full (self, clear_typed);
}

/**
 * cbu_typed_cells_accepts:
 * @self: (nullable): cells
 * @file_id: of a file
 *
 * Returns: whether a cell of that file may be written together with them
 */
gboolean
cbu_typed_cells_accepts (CbuTypedCells *self, const char *file_id)
{
  return self != NULL && g_str_equal (self->file_id, file_id)
         && !g_cancellable_is_cancelled (self->stop);
}

/**
 * cbu_typed_cells_add:
 * @self: cells
 * @work: a command of cbu_dataset_work_edit_cell() for another one; it is to be run in order, after
 *   all that were added before it, and nothing that changes the file otherwise between them
 */
void
cbu_typed_cells_add (CbuTypedCells *self, CbuDatasetWork *work)
{
  work->typed = cbu_typed_cells_ref (self);
  work->stop = g_object_ref (self->stop);
  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->waiting, work);
  g_mutex_unlock (&self->mutex);
}

/* Returns: (transfer container): those that wait; none when @work was taken along before */
static GPtrArray *
take_waiting (CbuTypedCells *self, const CbuDatasetWork *work)
{
  GPtrArray *taken = g_ptr_array_new ();

  g_mutex_lock (&self->mutex);
  while (!work->is_written && !g_queue_is_empty (&self->waiting))
    g_ptr_array_add (taken, g_queue_pop_head (&self->waiting));
  g_mutex_unlock (&self->mutex);

  return taken;
}

static void
note_written (CbuTypedCells *self,
              CbuDatasetWork *const *works,
              guint n_works,
              const GError *problem)
{
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < n_works; i++)
    {
      works[i]->is_written = TRUE;
      works[i]->problem = problem != NULL ? g_error_copy (problem) : NULL;
    }
  g_mutex_unlock (&self->mutex);
}

static gboolean
write_cells (CbWorkplace *workplace, CbuDatasetWork *const *works, guint n_works, GError **error)
{
  const CbuDatasetWork *last = works[n_works - 1];
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (CbCellEdit));

  for (guint i = 0; i < n_works; i++)
    {
      const CbCellEdit edit = { works[i]->row, (guint)works[i]->column, works[i]->text,
                                works[i]->reason, works[i]->recipe };

      g_array_append_val (edits, edit);
    }

  /* The strip shows what was begun last. */
  return cb_workplace_edit_cells (
      workplace, last->dataset_id, last->file_id, (const CbCellEdit *)(gpointer)edits->data,
      edits->len, last->meter != NULL ? cbu_meter_report : NULL, last->meter, last->stop, error);
}

/* It is about one of the cells, and the others can be written. */
static gboolean
is_of_one (const GError *problem)
{
  return g_error_matches (problem, CB_ERROR, CB_ERROR_NOT_FOUND)
         || g_error_matches (problem, CB_ERROR, CB_ERROR_CELL_CHANGED);
}

static void
write_or_say_why (CbWorkplace *workplace,
                  CbuTypedCells *self,
                  CbuDatasetWork **works,
                  guint n_works)
{
  g_autoptr (GError) problem = NULL;

  write_cells (workplace, works, n_works, &problem);
  if (n_works > 1 && is_of_one (problem))
    for (guint i = 0; i < n_works; i++)
      write_or_say_why (workplace, self, works + i, 1);
  else
    note_written (self, works, n_works, problem);
}

/**
 * cbu_dataset_work_edit_cell:
 * @workplace: the workplace
 * @work: the command, one of a #CbuTypedCells
 * @cancellable: (nullable): not heard: `stop` stops it
 * @error: return location
 *
 * Writes `reason` over the cell in `row` and `column` of `file_id`, which held `text` in the table
 * that `recipe` made; and with it the cells that were typed meanwhile, whose own commands only say
 * then what came of it.
 *
 * Returns: whether it was done
 */
gboolean
cbu_dataset_work_edit_cell (CbWorkplace *workplace,
                            CbuDatasetWork *work,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (GPtrArray) taken = take_waiting (work->typed, work);

  if (taken->len > 0)
    write_or_say_why (workplace, work->typed, (CbuDatasetWork **)taken->pdata, taken->len);
  if (work->problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&work->problem));
  return FALSE;
}
