/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was found, of which of the files of a dataset, and where it is seen. */

#include "config.h"

#include "ui/datasets/cbu-dataset-view-private.h"

/**
 * _cbu_dataset_view_pick_file:
 * @self: the view
 * @file_id: of one of the files, "" for none in particular
 *
 * Returns: whether another one was looked at before
 */
gboolean
_cbu_dataset_view_pick_file (CbuDatasetView *self, const char *file_id)
{
  GPtrArray *files = self->dossier->dataset->files;

  if (g_strcmp0 (file_id, _cbu_dataset_view_get_file (self)) == 0)
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    if (g_str_equal (((CbDatasetFile *)g_ptr_array_index (files, i))->id, file_id))
      {
        gtk_drop_down_set_selected (self->file_choice, i);
        return TRUE;
      }

  return FALSE;
}

/**
 * _cbu_dataset_view_mark_findings:
 * @self: the view
 *
 * Marks in the table what was found in its own file.
 */
void
_cbu_dataset_view_mark_findings (CbuDatasetView *self)
{
  const char *file_id = _cbu_dataset_view_get_file (self);
  g_autoptr (GPtrArray) own = g_ptr_array_new ();

  for (guint i = 0; i < self->dossier->findings->len; i++)
    {
      CbFinding *finding = g_ptr_array_index (self->dossier->findings, i);

      /* Their rows and columns are those of the table. */
      if (self->seen_sheet < 0
          && g_str_equal (cb_finding_get_argument (finding, CB_FINDING_FILE),
                          file_id != NULL ? file_id : ""))
        g_ptr_array_add (own, finding);
    }
  cbu_table_set_findings (self->table, own);
}

static void
go_to_other_sheet (CbuDatasetView *self, const CbFinding *finding)
{
  const char *row = cb_finding_get_argument (finding, "sheet-row");

  cbu_table_go_to_in_sheet (self->table, cb_finding_get_argument (finding, "sheet"),
                            *row != '\0' ? g_ascii_strtoull (row, NULL, 10) : CB_FINDING_NO_ROW,
                            finding->column);
}

/**
 * _cbu_dataset_view_show_finding:
 * @self: the view
 * @finding: (nullable): which
 * @go: go to the table even when only the panel is shown
 */
void
_cbu_dataset_view_show_finding (CbuDatasetView *self, const CbFinding *finding, gboolean go)
{
  const char *field = finding != NULL ? cb_finding_get_argument (finding, "field") : NULL;

  if (finding == NULL)
    return;
  if (go && g_str_has_prefix (finding->code, "vn-metadata") && field != NULL)
    {
      cbu_steps_set_step (self->steps, CBU_STEP_DESCRIBE);
      return;
    }
  if (go && cbu_split_is_compact (self->split))
    cbu_steps_set_step (self->steps, CBU_STEP_VIEW);
  if (_cbu_dataset_view_pick_file (self, cb_finding_get_argument (finding, CB_FINDING_FILE))
      || (*cb_finding_get_argument (finding, "sheet") == '\0'
          && _cbu_dataset_view_look_at_table (self)))
    {
      /* As soon as its table is there. */
      g_free (self->goal);
      self->goal = cb_finding_dup_key (finding);
      return;
    }
  /* Rows and columns of another sheet are not those that are shown. */
  if (*cb_finding_get_argument (finding, "sheet") != '\0')
    {
      if (go)
        go_to_other_sheet (self, finding);
      return;
    }
  if (finding->row != CB_FINDING_NO_ROW || finding->column >= 0)
    cbu_table_go_to (self->table, finding->row, finding->column);
}
