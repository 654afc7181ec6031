/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-dossier.h"

static void
clear_dossier (gpointer data)
{
  CbuDossier *self = data;

  g_clear_pointer (&self->dataset, cb_dataset_free);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->item, cb_catalog_item_free);
  g_clear_pointer (&self->approval, cb_approval_free);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->job, cb_job_free);
  g_clear_pointer (&self->repeatable, g_free);
  g_clear_pointer (&self->repeatable_file, g_free);
  g_clear_pointer (&self->published, g_hash_table_unref);
  g_clear_pointer (&self->origin, cb_origin_free);
  g_clear_pointer (&self->package_name, g_free);
}

static void
find_job (CbuDossier *self, CbWorkplace *workplace)
{
  g_autoptr (GPtrArray) jobs = cb_workplace_list_jobs (workplace, NULL);
  const CbJob *newest = NULL;

  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      const CbJob *job = g_ptr_array_index (jobs, i);

      if (g_strcmp0 (job->dataset_id, self->dataset->id) == 0
          && (newest == NULL || job->created_us > newest->created_us))
        newest = job;
    }
  if (newest != NULL)
    self->job = cb_job_copy (newest);
}

static void
ask_one_person (CbuDossier *self, CbWorkplace *workplace)
{
  g_autoptr (CbProfile) profile = cb_workplace_dup_profile (workplace);
  g_autofree char *wanted = cb_workplace_dup_setting (workplace, "one-person");

  self->one_person = g_strcmp0 (wanted, "true") == 0
                     && (profile == NULL || cb_profile_one_person_allowed (profile) != CB_SAYS_NO);
}

static void
find_repeatable (CbuDossier *self, CbWorkplace *workplace)
{
  GPtrArray *files = self->dataset->files;

  for (guint i = 0; i < files->len && self->repeatable == NULL; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (files, i);

      self->repeatable = cb_workplace_dup_repeatable (workplace, self->dataset, file->id);
      if (self->repeatable != NULL)
        self->repeatable_file = g_strdup (file->id);
    }
}

static void
find_published (CbuDossier *self, CbWorkplace *workplace)
{
  GPtrArray *files = self->dataset->files;

  self->published = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify)cb_published_file_free);
  for (guint i = 0; i < files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (files, i);
      CbPublishedFile *published
          = cb_workplace_dup_published_file (workplace, self->dataset, file->id);

      if (published != NULL)
        g_hash_table_insert (self->published, g_strdup (file->id), published);
    }
}

/**
 * cbu_dossier_read:
 * @workplace: the workplace
 * @id: of the dataset
 * @error: return location
 *
 * Blocks; for worker threads.
 *
 * Returns: (transfer full): all that is known about the dataset
 */
CbuDossier *
cbu_dossier_read (CbWorkplace *workplace, const char *id, GError **error)
{
  CbDataset *dataset = cb_workplace_get_dataset (workplace, id, error);
  CbuDossier *self;

  if (dataset == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (CbuDossier);
  self->dataset = dataset;
  self->findings = cb_workplace_list_findings (workplace, id, &self->current, NULL);
  if (self->findings == NULL)
    self->findings = g_ptr_array_new ();
  self->item = cb_workplace_get_item_of (workplace, dataset);
  self->origin = cb_workplace_get_origin (workplace, id);
  self->package_name = cb_workplace_dup_package_name (workplace, id, NULL);
  self->approval = cb_workplace_get_approval (workplace, id, NULL);
  self->accounts = cb_workplace_list_accounts (workplace, NULL);
  if (self->accounts == NULL)
    self->accounts = g_ptr_array_new ();
  find_job (self, workplace);
  find_repeatable (self, workplace);
  find_published (self, workplace);
  ask_one_person (self, workplace);
  if (!cb_workplace_judge_removal (workplace, dataset, NULL, &self->removal, NULL))
    self->removal = CB_REMOVAL_NAMELESS;
  return self;
}

/**
 * cbu_dossier_ref:
 * @self: a dossier
 *
 * Returns: (transfer full): the same
 */
CbuDossier *
cbu_dossier_ref (CbuDossier *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cbu_dossier_unref:
 * @self: (transfer full): a dossier
 */
void
cbu_dossier_unref (CbuDossier *self)
{
  g_atomic_rc_box_release_full (self, clear_dossier);
}

/**
 * cbu_dossier_count:
 * @self: a dossier
 * @severity: of findings
 *
 * Returns: how many there are, without those waived
 */
guint
cbu_dossier_count (const CbuDossier *self, CbSeverity severity)
{
  guint n = 0;

  for (guint i = 0; i < self->findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (self->findings, i);

      if (finding->severity == severity && finding->waived_by == NULL)
        n++;
    }
  return n;
}

/**
 * cbu_dossier_is_ready:
 * @self: a dossier
 *
 * Returns: whether it can be sent to the reviewer as it is: what cb_workplace_request_review() asks
 *   of it, so that no button promises what is then refused
 */
gboolean
cbu_dossier_is_ready (const CbuDossier *self)
{
  return self->dataset->files->len > 0 && self->current
         && cbu_dossier_count (self, CB_SEVERITY_BLOCKER) == 0
         && cbu_dossier_count (self, CB_SEVERITY_WARNING) == 0 && self->dataset->account_id != NULL;
}

static gboolean
is_portal_here (const CbuDossier *self)
{
  for (guint i = 0; i < self->accounts->len; i++)
    if (g_strcmp0 (((CbAccount *)g_ptr_array_index (self->accounts, i))->id,
                   self->dataset->account_id)
        == 0)
      return TRUE;

  return FALSE;
}

/**
 * cbu_dossier_answers:
 * @self: a dossier
 *
 * Returns: whether all that is left to do here is to take the answer back to where it was prepared
 */
gboolean
cbu_dossier_answers (const CbuDossier *self)
{
  if (self->origin == NULL || self->package_name == NULL)
    return FALSE;

  return self->dataset->state == CB_DATASET_RETURNED
         || (self->dataset->state == CB_DATASET_APPROVED && !is_portal_here (self));
}

/**
 * cbu_dossier_get_file_name:
 * @self: a dossier
 * @finding: one of its findings
 *
 * Returns: (nullable): the name of the file that it is about, where there are several
 */
const char *
cbu_dossier_get_file_name (const CbuDossier *self, const CbFinding *finding)
{
  const CbDatasetFile *file
      = cb_dataset_find_file (self->dataset, cb_finding_get_argument (finding, CB_FINDING_FILE));

  return file != NULL && self->dataset->files->len > 1 ? file->name : NULL;
}

/**
 * cbu_dossier_can_change:
 * @self: a dossier
 *
 * Returns: whether what it is about may be changed now: not while it is being sent
 */
gboolean
cbu_dossier_can_change (const CbuDossier *self)
{
  return self->dataset->state != CB_DATASET_QUEUED;
}

/**
 * cbu_dossier_dup_content_key:
 * @self: a dossier
 *
 * Returns: (transfer full): another string whenever the bytes or their reading are others
 */
char *
cbu_dossier_dup_content_key (const CbuDossier *self)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < self->dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (self->dataset->files, i);

      g_string_append_printf (key, "%s %s %s\n", file->id, file->sha256,
                              file->options != NULL ? file->options : "");
    }
  return g_string_free (key, FALSE);
}

static void
add_part (GString *key, const char *part)
{
  g_string_append_c (key, '\n');
  g_string_append (key, part != NULL ? part : "");
}

/**
 * cbu_dossier_dup_finding_key:
 * @self: a dossier
 * @finding: one of its findings
 *
 * Returns: (transfer full): another string whenever the row of the finding says anything else
 */
char *
cbu_dossier_dup_finding_key (const CbuDossier *self, const CbFinding *finding)
{
  GString *text = g_string_new (cbu_dossier_can_change (self) ? "change" : "look");
  g_autofree char *key = cb_finding_dup_key (finding);
  g_autofree char *title = cb_finding_dup_title (finding);
  g_autofree char *place = cb_finding_dup_place (finding);

  g_string_append_printf (text, " %d %" G_GUINT64_FORMAT, finding->severity, finding->count);
  add_part (text, key);
  add_part (text, cbu_dossier_get_file_name (self, finding));
  add_part (text, title);
  add_part (text, place);
  add_part (text, finding->clause);
  add_part (text, finding->waived_by);
  add_part (text, finding->waiver_reason);

  return g_string_free (text, FALSE);
}

/**
 * cbu_dossier_dup_findings_key:
 * @self: a dossier
 *
 * Returns: (transfer full): another string whenever the rows of its findings say anything else
 */
char *
cbu_dossier_dup_findings_key (const CbuDossier *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->findings->len; i++)
    {
      g_autofree char *key
          = cbu_dossier_dup_finding_key (self, g_ptr_array_index (self->findings, i));

      add_part (text, key);
    }

  return g_string_free (text, FALSE);
}
