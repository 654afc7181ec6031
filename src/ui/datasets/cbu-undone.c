/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-undone.h"

typedef struct
{
  char *state; /* of the file after the step was taken back */
  char *step;
} Undone;

/**
 * CbuUndone:
 *
 * The steps of mending that were taken back and may be done again, the last one first. A step is
 * offered only while its file is as it was left: same original, same reading, same recipe. They
 * live as long as the page of the dataset; what counts, the recipe, is kept by the store.
 */
struct _CbuUndone
{
  GPtrArray *steps; /* (element-type Undone) */
};

static void
free_step (gpointer data)
{
  Undone *undone = data;

  g_free (undone->state);
  g_free (undone->step);
  g_free (undone);
}

/**
 * cbu_undone_new:
 *
 * Returns: (transfer full): nothing taken back yet
 */
CbuUndone *
cbu_undone_new (void)
{
  CbuUndone *self = g_new0 (CbuUndone, 1);

  self->steps = g_ptr_array_new_with_free_func (free_step);
  return self;
}

/**
 * cbu_undone_free:
 * @self: (nullable) (transfer full): what was taken back
 */
void
cbu_undone_free (CbuUndone *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->steps);
  g_free (self);
}

/**
 * cbu_undone_dup_state:
 * @file: a file
 *
 * Returns: (transfer full): the same string as long as a step would do the same to it
 */
char *
cbu_undone_dup_state (const CbDatasetFile *file)
{
  return g_strdup_printf ("%s\n%s\n%s\n%s", file->id, file->original_sha256,
                          file->options != NULL ? file->options : "",
                          file->recipe != NULL ? file->recipe : "");
}

/**
 * cbu_undone_add:
 * @self: what was taken back
 * @state: cbu_undone_dup_state() after that
 * @step: what was taken back, JSON
 */
void
cbu_undone_add (CbuUndone *self, const char *state, const char *step)
{
  Undone *undone = g_new0 (Undone, 1);

  undone->state = g_strdup (state);
  undone->step = g_strdup (step);
  g_ptr_array_add (self->steps, undone);
}

static Undone *
find_last (CbuUndone *self, const CbDatasetFile *file)
{
  g_autofree char *state = cbu_undone_dup_state (file);

  for (guint i = self->steps->len; i > 0; i--)
    {
      Undone *undone = g_ptr_array_index (self->steps, i - 1);

      if (g_str_equal (undone->state, state))
        return undone;
    }
  return NULL;
}

/**
 * cbu_undone_peek:
 * @self: what was taken back
 * @file: (nullable): a file as it is now
 *
 * Returns: (transfer none) (nullable): the step that may be done again now
 */
const char *
cbu_undone_peek (CbuUndone *self, const CbDatasetFile *file)
{
  const Undone *undone = file != NULL ? find_last (self, file) : NULL;

  return undone != NULL ? undone->step : NULL;
}

/**
 * cbu_undone_drop:
 * @self: what was taken back
 * @step: done again, the last one of its kind
 */
void
cbu_undone_drop (CbuUndone *self, const char *step)
{
  for (guint i = self->steps->len; i > 0; i--)
    if (g_str_equal (((Undone *)g_ptr_array_index (self->steps, i - 1))->step, step))
      {
        g_ptr_array_remove_index (self->steps, i - 1);
        return;
      }
}
