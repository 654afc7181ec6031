/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-comparison.h"

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "core/model/cb-error-words.h"
#include "core/model/cb-obligation.h"
#include "ui/widgets/cbu-format.h"

static void
clear_comparison (gpointer data)
{
  CbuComparison *self = data;

  g_clear_pointer (&self->published, cb_published_file_free);
  g_clear_pointer (&self->diff, cb_table_diff_free);
  g_clear_object (&self->reader);
  g_clear_pointer (&self->file_name, g_free);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->metadata, g_ptr_array_unref);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->problem, g_free);
}

/**
 * cbu_comparison_ref:
 * @self: a comparison
 *
 * Returns: (transfer full): the same
 */
CbuComparison *
cbu_comparison_ref (CbuComparison *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cbu_comparison_unref:
 * @self: (transfer full): a comparison
 */
void
cbu_comparison_unref (CbuComparison *self)
{
  g_atomic_rc_box_release_full (self, clear_comparison);
}

static gboolean
is_stopped (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* That a table cannot be compared does not hide what is described otherwise. */
static char *
dup_problem (const GError *error)
{
  if (g_error_matches (error, CB_ERROR, CB_ERROR_UNSUPPORTED))
    return g_strdup (_ ("The file is another one than was published. Only tables are compared row "
                        "by row."));

  return cb_error_words_for (error);
}

/* Of a file beside the one that is looked at only the sentence is kept. */
static void
add_other (CbuComparison *self,
           CbWorkplace *workplace,
           const CbDataset *dataset,
           const CbDatasetFile *file,
           GCancellable *cancellable)
{
  g_autoptr (CbPublishedFile) published
      = cb_workplace_dup_published_file (workplace, dataset, file->id);
  g_autoptr (CbTableDiff) diff = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GError) problem = NULL;
  char *sentence = NULL;

  if (published == NULL)
    sentence = g_strdup (_ ("This file was not published yet."));
  else if (published->is_same)
    sentence = g_strdup (_ ("The file is the same, byte for byte."));
  else
    {
      reader = cb_workplace_diff_published (workplace, dataset, file->id, published, NULL, &diff,
                                            NULL, NULL, cancellable, &problem);
      sentence = diff != NULL ? cb_table_diff_dup_summary (diff) : dup_problem (problem);
    }
  g_ptr_array_add (self->others, g_strdup (file->name));
  g_ptr_array_add (self->others, sentence);
}

static void
add_others (CbuComparison *self,
            CbWorkplace *workplace,
            const CbDataset *dataset,
            const char *file_id,
            GCancellable *cancellable)
{
  self->others = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; dataset->files->len > 1 && i < dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (dataset->files, i);

      if (g_str_equal (file->id, file_id))
        self->file_name = g_strdup (file->name);
      else
        add_other (self, workplace, dataset, file, cancellable);
    }
}

/**
 * cbu_comparison_make:
 * @workplace: the workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files
 * @key: (nullable): the column by which rows are found again, as a person chose it
 * @progress: (nullable): how far it is
 * @user_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: %CB_ERROR_NOT_FOUND when nothing was published that it could be compared with
 *
 * Blocks; for worker threads.
 *
 * Returns: (transfer full): what is different
 */
CbuComparison *
cbu_comparison_make (CbWorkplace *workplace,
                     const char *dataset_id,
                     const char *file_id,
                     const char *key,
                     CbProgressFunc progress,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (workplace, dataset_id, error);
  g_autoptr (CbPublishedFile) published = NULL;
  g_autoptr (CbuComparison) self = NULL;
  g_autoptr (GError) problem = NULL;
  const char *const names[] = { key, NULL };

  if (dataset == NULL)
    return NULL;
  published = cb_workplace_dup_published_file (workplace, dataset, file_id);
  if (published == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND, "nothing was published");
      return NULL;
    }
  self = g_atomic_rc_box_new0 (CbuComparison);
  self->metadata = cb_workplace_list_metadata_changes (workplace, dataset, published, error);
  if (self->metadata == NULL)
    return NULL;
  if (!published->is_same)
    self->reader = cb_workplace_diff_published (workplace, dataset, file_id, published,
                                                key != NULL ? names : NULL, &self->diff, progress,
                                                user_data, cancellable, &problem);
  if (is_stopped (problem))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  if (problem != NULL)
    self->problem = dup_problem (problem);
  add_others (self, workplace, dataset, file_id, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  self->key = g_strdup (key);
  self->published = g_steal_pointer (&published);
  return g_steal_pointer (&self);
}

static char *
dup_what (const CbPublishedFile *published)
{
  g_autofree char *moment
      = published->published_us > 0 ? cbu_format_moment (published->published_us) : NULL;
  g_autofree char *period = published->period != NULL && published->period[0] != '\0'
                                ? cb_period_dup_title (published->period)
                                : NULL;

  if (published->period == NULL)
    return moment != NULL
               /* Translators: a moment */
               ? g_strdup_printf (_ ("Against what was published at %s"), moment)
               : g_strdup (_ ("Against what was published"));
  if (period == NULL)
    return g_strdup (_ ("Against the period before"));

  /* Translators: a period such as Tháng 10/2026 */
  return g_strdup_printf (_ ("Against the period before: %s"), period);
}

/**
 * cbu_comparison_dup_heading:
 * @self: a comparison
 *
 * Returns: (transfer full): with what, and when that was published; before it the name of the file,
 *   where there are several
 */
char *
cbu_comparison_dup_heading (const CbuComparison *self)
{
  g_autofree char *what = dup_what (self->published);

  return self->file_name != NULL ? g_strdup_printf ("%s · %s", self->file_name, what)
                                 : g_steal_pointer (&what);
}

/**
 * cbu_comparison_dup_summary:
 * @self: a comparison
 *
 * Returns: (transfer full): what is different of the file, in one sentence
 */
char *
cbu_comparison_dup_summary (const CbuComparison *self)
{
  if (self->published->is_same)
    return g_strdup (_ ("The file is the same, byte for byte."));
  if (self->diff != NULL)
    return cb_table_diff_dup_summary (self->diff);

  return g_strdup (self->problem != NULL ? self->problem : "");
}

/**
 * cbu_comparison_has_rows:
 * @self: (nullable): a comparison
 *
 * Returns: whether there are rows that were added, removed or changed
 */
gboolean
cbu_comparison_has_rows (const CbuComparison *self)
{
  for (guint i = 0; self != NULL && self->diff != NULL && i < CB_DIFF_N_KINDS; i++)
    if (self->diff->n[i] > 0)
      return TRUE;

  return FALSE;
}
