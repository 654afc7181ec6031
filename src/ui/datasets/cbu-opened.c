/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-opened.h"

#include "ui/datasets/cbu-dataset-work.h"

#define FIRST_ROWS 64

/**
 * cbu_opened_free:
 * @opened: (transfer full): what cbu_opened_make() made
 */
void
cbu_opened_free (gpointer opened)
{
  CbuOpened *self = opened;

  g_clear_object (&self->reader);
  g_clear_pointer (&self->rows, cb_rows_free);
  g_clear_pointer (&self->edits, g_array_unref);
  g_free (self->recipe);
  g_free (self);
}

static char *
dup_recipe (CbWorkplace *workplace, const CbuDatasetWork *work)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (workplace, work->dataset_id, NULL);
  const CbDatasetFile *file
      = dataset != NULL ? cb_dataset_find_file (dataset, work->file_id) : NULL;

  return g_strdup (file != NULL && file->recipe != NULL ? file->recipe : "");
}

static CbReader *
open_reader (CbWorkplace *workplace,
             const CbuDatasetWork *work,
             GCancellable *cancellable,
             GError **error)
{
  return work->sheet >= 0 ? cb_workplace_open_sheet (workplace, work->dataset_id, work->file_id,
                                                     (guint)work->sheet, cancellable, error)
                          : cb_workplace_open_reader (workplace, work->dataset_id, work->file_id,
                                                      cancellable, error);
}

/* A step may have been added while it was opened: then nobody knows which of the two recipes made
 * what is read. */
static gboolean
open_as_made (CbuOpened *self,
              CbWorkplace *workplace,
              const CbuDatasetWork *work,
              GCancellable *cancellable,
              GError **error)
{
  gboolean is_of_recipe = FALSE;

  while (!is_of_recipe)
    {
      g_autofree char *now = NULL;

      g_clear_object (&self->reader);
      g_free (self->recipe);
      self->recipe = dup_recipe (workplace, work);
      self->reader = open_reader (workplace, work, cancellable, error);
      if (self->reader == NULL)
        return FALSE;
      now = dup_recipe (workplace, work);
      is_of_recipe = g_str_equal (self->recipe, now);
    }

  return TRUE;
}

/**
 * cbu_opened_make:
 * @workplace: the workplace
 * @input: a #CbuDatasetWork: `file_id`, and `sheet` to look at instead of its table, or -1
 * @cancellable: (nullable): stops it
 * @error: as cb_workplace_open_reader()
 *
 * Blocks; for worker threads.
 *
 * Returns: (transfer full) (nullable): a #CbuOpened
 */
gpointer
cbu_opened_make (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  const CbuDatasetWork *work = input;
  CbuOpened *self = g_new0 (CbuOpened, 1);

  if (!open_as_made (self, workplace, work, cancellable, error))
    {
      cbu_opened_free (self);
      return NULL;
    }
  if (cb_reader_get_info (self->reader)->columns != NULL)
    self->rows = cb_reader_read_rows (self->reader, 0, FIRST_ROWS, cancellable, NULL);
  /* Of a file that is not the table that was mended nothing is known. */
  if (work->sheet < 0)
    self->edits
        = cb_workplace_list_edits (workplace, work->dataset_id, work->file_id, cancellable, NULL);

  return self;
}
