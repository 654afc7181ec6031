/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done to the dataset that is open: the actions `dataset.…` of its view. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-finding-steps.h"
#include "ui/datasets/cbu-dataset-view-private.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-samples.h"

static gpointer
run_work (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  CbuDatasetWork *work = input;

  return GINT_TO_POINTER (work->func (workplace, work, cancellable, error));
}

static void take_next_file (CbuDatasetView *self);

static void
say (CbuDatasetView *self, const CbuDatasetWork *work)
{
  if (work->said == NULL)
    return;
  if (work->func == cbu_dataset_work_hand_over)
    cbu_toast_written (self, work->said, work->file);
  else if (work->undo != NULL)
    cbu_toast_undo (self, work->said, work->undo, NULL);
  else
    cbu_toast (self, work->said);
}

/* Not one that takes the place of another. */
static gboolean
is_from_queue (const CbuDatasetWork *work)
{
  return work->func == cbu_dataset_work_take_in && work->file_id == NULL;
}

/* The table stays the same but for what is in its cells, as far as it has the same columns. */
static gboolean
is_of_values (const CbuDatasetWork *work)
{
  return work->func == cbu_dataset_work_mend || work->func == cbu_dataset_work_undo_mend
         || work->func == cbu_dataset_work_edit_cell || work->func == cbu_dataset_work_replace;
}

static void
work_done_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuDatasetView *self = widget;
  CbuDatasetWork *work = input;

  if (work->meter != NULL)
    cbu_progress_end (self->progress, work->meter);
  if (work->func == cbu_dataset_work_check)
    self->checking = FALSE;
  if (_cbu_dataset_view_note_edit (self, work, error))
    ;
  else if (error != NULL)
    cbu_show_error (self, error);
  else
    say (self, work);
  if (error == NULL && is_of_values (work))
    cbu_table_stay (self->table);
  _cbu_dataset_view_note_history (self, work, error == NULL);
  if (error == NULL && work->func == cbu_dataset_work_set_schema)
    cbu_columns_view_note_kept (self->columns, work->text);
  if (work->state != NULL && work->step != NULL)
    cbu_undone_add (self->undone, work->state, work->step);
  if (error == NULL && work->func == cbu_dataset_work_mend)
    cbu_undone_drop (self->undone, work->text);
  if (error == NULL && work->func == cbu_dataset_work_take_in)
    {
      self->has_new = work->file_id == NULL;
      cbu_steps_set_step (self->steps, CBU_STEP_VIEW);
    }
  if (is_from_queue (work))
    {
      self->taking = FALSE;
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_ptr_array_set_size (self->waiting, 0);
      take_next_file (self);
    }
  if (error == NULL && work->func == cbu_dataset_work_enqueue)
    gtk_widget_activate_action (widget, "win.page", "s", "queue");
  _cbu_dataset_view_reload (self);
}

/**
 * _cbu_dataset_view_run:
 * @self: the view
 * @work: (transfer full): what to do
 * @what: (nullable): a sentence, when it may take long: then the progress strip shows it
 */
void
_cbu_dataset_view_run (CbuDatasetView *self, CbuDatasetWork *work, const char *what)
{
  g_autoptr (GCancellable) stop = work->stop != NULL ? g_object_ref (work->stop) : NULL;
  GCancellable *cancellable;

  if (what != NULL)
    work->meter = cbu_progress_start (self->progress, what);
  cancellable = cbu_run_async (self, cbu_session_get_workplace (self->session),
                               &(CbuRun){ .tag = _cbu_dataset_view_run,
                                          .work = run_work,
                                          .in_order = work->stop != NULL,
                                          .done = work_done_cb,
                                          .input = work,
                                          .free_input = cbu_dataset_work_free });
  if (what != NULL)
    cbu_progress_set_cancellable (self->progress, stop != NULL ? stop : cancellable);
}

/**
 * _cbu_dataset_view_check:
 * @self: the view
 */
void
_cbu_dataset_view_check (CbuDatasetView *self)
{
  if (self->checking)
    return;
  cbu_metadata_form_flush (self->form);
  self->checking = TRUE;
  gtk_widget_set_sensitive (self->next, FALSE);
  gtk_widget_set_sensitive (self->below, FALSE);
  _cbu_dataset_view_run (self, cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_check),
                         _ ("Checking"));
}

static void
take_in (CbuDatasetView *self, GFile *file, const char *file_id)
{
  CbuDatasetWork *work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_take_in);
  g_autofree char *name = g_file_get_basename (file);
  /* Translators: name of a file */
  g_autofree char *what = g_strdup_printf (_ ("Taking in “%s”"), name);

  work->file = g_object_ref (file);
  work->file_id = g_strdup (file_id);
  _cbu_dataset_view_run (self, work, what);
}

static void
take_next_file (CbuDatasetView *self)
{
  g_autoptr (GFile) file = NULL;

  if (self->taking || self->waiting->len == 0)
    return;
  self->taking = TRUE;
  file = g_ptr_array_steal_index (self->waiting, 0);
  take_in (self, file, NULL);
}

/**
 * cbu_dataset_view_take_files:
 * @self: the view
 * @files: (element-type GFile): dropped, chosen, or from the command line
 *
 * Takes them in one after the other, and goes on with the next where one cannot be taken in. They
 * wait while the dataset itself is still being read.
 */
void
cbu_dataset_view_take_files (CbuDatasetView *self, GListModel *files)
{
  g_return_if_fail (CBU_IS_DATASET_VIEW (self));

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (self->waiting, g_list_model_get_item (files, i));
  if (self->dossier != NULL)
    take_next_file (self);
}

static void
on_file_chosen_cb (gpointer widget, GListModel *files)
{
  cbu_dataset_view_take_files (widget, files);
}

static void
choose_file_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);
  g_autoptr (GFile) folder = NULL;

  if (cbu_session_get_mode (self->session) == CB_MODE_PRACTICE)
    folder = cbu_samples_get_folder ();
  cbu_choose_files (widget, _ ("Choose a data file"), _ ("Open"), TRUE, folder, on_file_chosen_cb);
}

static void
on_replacement_chosen_cb (gpointer widget, GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  take_in (widget, file, g_object_get_data (widget, "replaced-file"));
}

static void
replace_file_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_object_set_data_full (G_OBJECT (widget), "replaced-file",
                          g_variant_dup_string (parameter, NULL), g_free);
  cbu_choose_files (widget, _ ("Choose a data file"), _ ("Replace"), FALSE, NULL,
                    on_replacement_chosen_cb);
}

static void
use_sample_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = cbu_samples_find ("facilities");

  g_list_store_append (files, file);
  cbu_dataset_view_take_files (CBU_DATASET_VIEW (widget), G_LIST_MODEL (files));
}

static void
remove_file_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);
  CbuDatasetWork *work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_remove_file);

  work->file_id = g_variant_dup_string (parameter, NULL);
  work->said = g_strdup (_ ("The file was removed from this dataset"));
  _cbu_dataset_view_run (self, work, NULL);
}

static void
check_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _cbu_dataset_view_check (CBU_DATASET_VIEW (widget));
}

static void
show_finding_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);
  const char *key = g_variant_get_string (parameter, NULL);

  _cbu_dataset_view_show_finding (self, cbu_findings_panel_find (self->panel, key),
                                  g_str_equal (name, "dataset.go-to-finding"));
  cbu_findings_panel_select (self->panel, key);
}

static void
mend (CbuDatasetView *self, const char *file_id, const char *step)
{
  CbuDatasetWork *work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_mend);

  work->file_id = g_strdup (file_id);
  work->text = g_strdup (step);
  /* Translators: what was done, the words of its button: "Đã làm: Chuyển sang Unicode" */
  work->said = g_strdup_printf (_ ("Done: %s"), cb_finding_step_title (work->text));
  /* An action of the window: the toast is outside of this view. */
  work->undo = "win.undo";
  if (self->n_edits > 0)
    _cbu_dataset_view_run_in_order (self, work, _ ("Mending"));
  else
    _cbu_dataset_view_run (self, work, _ ("Mending"));
}

static void
mend_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);

  mend (self, _cbu_dataset_view_get_file (self), g_variant_get_string (parameter, NULL));
}

/* Of a finding: in the file that it is about, whichever is looked at. */
static void
mend_file_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);
  const char *file_id;
  const char *step;

  g_variant_get (parameter, "(&s&s)", &file_id, &step);
  _cbu_dataset_view_pick_file (self, file_id);
  mend (self, file_id[0] != '\0' ? file_id : _cbu_dataset_view_get_file (self), step);
}

static const CbDatasetFile *
find_shown_file (CbuDatasetView *self)
{
  const char *file_id = self->dossier != NULL ? _cbu_dataset_view_get_file (self) : NULL;

  return file_id != NULL ? cb_dataset_find_file (self->dossier->dataset, file_id) : NULL;
}

static void
redo_mend_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);
  const char *step = cbu_undone_peek (self->undone, find_shown_file (self));

  /* What can be done again is not known before what is under way is through. */
  if (self->n_edits > 0)
    {
      gtk_widget_error_bell (widget);
      return;
    }
  if (self->dossier == NULL || !cbu_dossier_can_change (self->dossier)
      || _cbu_dataset_view_step_history (self, TRUE))
    return;
  if (step != NULL)
    mend (self, _cbu_dataset_view_get_file (self), step);
}

/**
 * _cbu_dataset_view_update_history:
 * @self: the view
 *
 * Offers to change what the table is, to undo, and to do again what was undone, while that is
 * possible. What can be changed is not only looked at.
 */
void
_cbu_dataset_view_update_history (CbuDatasetView *self)
{
  const CbDatasetFile *file = find_shown_file (self);
  gboolean can_change = file != NULL && cbu_dossier_can_change (self->dossier);

  if (can_change)
    self->seen_sheet = -1;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dataset.layout", can_change);
  cbu_table_set_editable (self->table, can_change && self->seen_sheet < 0);
  cbu_findings_panel_show_steps (self->panel, file != NULL ? file->recipe : NULL);
  cbu_findings_panel_offer_history (self->panel,
                                    can_change
                                        && ((file->recipe != NULL && *file->recipe != '\0')
                                            || cbu_history_has (self->history, file->id, FALSE)),
                                    can_change
                                        && (cbu_undone_peek (self->undone, file) != NULL
                                            || cbu_history_has (self->history, file->id, TRUE)));
}

static void
undo_mend_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);
  const CbDatasetFile *file = find_shown_file (self);
  CbuDatasetWork *work;

  gboolean is_writing = self->n_edits > 0;

  /* What was typed a moment ago is the last thing that was done, written yet or not. */
  if (self->dossier == NULL || !cbu_dossier_can_change (self->dossier)
      || (!is_writing && _cbu_dataset_view_step_history (self, FALSE)))
    return;
  if (file == NULL || (!is_writing && (file->recipe == NULL || *file->recipe == '\0')))
    return;
  work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_undo_mend);
  work->file_id = g_strdup (file->id);
  work->said = g_strdup (_ ("The last mending was undone"));
  _cbu_dataset_view_run_in_order (self, work, _ ("Undoing"));
}

static void
waive_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);
  CbuDatasetWork *work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_waive);

  g_variant_get (parameter, "(sss)", &work->text, &work->person, &work->reason);
  work->said = g_strdup (_ ("Waived; the reviewer will see it"));
  _cbu_dataset_view_run (self, work, NULL);
}

static void
unwaive_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);
  CbuDatasetWork *work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_unwaive);

  work->text = g_variant_dup_string (parameter, NULL);
  _cbu_dataset_view_run (self, work, NULL);
}

static void
set_account_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);
  CbuDatasetWork *work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_set_account);

  work->text = g_variant_dup_string (parameter, NULL);
  _cbu_dataset_view_run (self, work, NULL);
}

static void
enqueue_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);
  CbuDatasetWork *work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_enqueue);

  work->said = g_strdup (_ ("In the queue"));
  _cbu_dataset_view_run (self, work, NULL);
}

static void
show_next_open (CbuDatasetView *self, CbSeverity severity)
{
  if (cbu_steps_get_step (self->steps) != CBU_STEP_VIEW)
    cbu_steps_set_step (self->steps, CBU_STEP_CHECK);
  _cbu_dataset_view_show_finding (self, cbu_findings_panel_step_open (self->panel, severity), TRUE);
}

static void
do_next_step (CbuDatasetView *self)
{
  const CbuDossier *dossier = self->dossier;
  GtkWidget *widget = GTK_WIDGET (self);

  if (cbu_dossier_answers (dossier))
    _cbu_dataset_view_hand_over_cb (widget, NULL, NULL);
  else if (dossier->dataset->state == CB_DATASET_QUEUED)
    gtk_widget_activate_action (widget, "win.page", "s", "queue");
  else if (dossier->dataset->state == CB_DATASET_PUBLISHED)
    gtk_widget_activate_action (widget, "win.receipt", "s",
                                dossier->job != NULL ? dossier->job->id : "");
  else if (dossier->dataset->state == CB_DATASET_APPROVED && dossier->approval != NULL)
    enqueue_cb (widget, NULL, NULL);
  else if (dossier->dataset->state == CB_DATASET_IN_REVIEW)
    _cbu_dataset_view_approve_cb (widget, NULL, NULL);
  else if (dossier->dataset->files->len == 0)
    choose_file_cb (widget, NULL, NULL);
  else if (!dossier->current)
    _cbu_dataset_view_check (self);
  else if (cbu_dossier_count (dossier, CB_SEVERITY_BLOCKER) > 0)
    show_next_open (self, CB_SEVERITY_BLOCKER);
  else if (cbu_dossier_count (dossier, CB_SEVERITY_WARNING) > 0)
    show_next_open (self, CB_SEVERITY_WARNING);
  else if (dossier->dataset->account_id == NULL)
    cbu_steps_set_step (self->steps, CBU_STEP_SEND);
  else
    _cbu_dataset_view_request_review_cb (widget, NULL, NULL);
}

/**
 * cbu_dataset_view_command:
 * @self: the view
 * @name: a command of the window
 *
 * Returns: whether it did something
 */
gboolean
cbu_dataset_view_command (CbuDatasetView *self, const char *name)
{
  g_return_val_if_fail (CBU_IS_DATASET_VIEW (self), FALSE);

  if (self->dossier == NULL)
    return FALSE;
  if (g_str_equal (name, "next-step"))
    do_next_step (self);
  else if (g_str_equal (name, "undo"))
    undo_mend_cb (GTK_WIDGET (self), NULL, NULL);
  else if (g_str_equal (name, "redo"))
    redo_mend_cb (GTK_WIDGET (self), NULL, NULL);
  else if (g_str_equal (name, "next-finding") || g_str_equal (name, "previous-finding"))
    {
      if (cbu_steps_get_step (self->steps) > CBU_STEP_CHECK)
        cbu_steps_set_step (self->steps, CBU_STEP_CHECK);
      cbu_findings_panel_step (self->panel, g_str_equal (name, "next-finding") ? 1 : -1);
    }
  else if (g_str_equal (name, "search") || g_str_equal (name, "replace")
           || g_str_equal (name, "find-next") || g_str_equal (name, "find-previous"))
    {
      if (cbu_steps_get_step (self->steps) != CBU_STEP_VIEW
          && (cbu_steps_get_step (self->steps) != CBU_STEP_CHECK
              || cbu_split_is_compact (self->split)))
        cbu_steps_set_step (self->steps, CBU_STEP_VIEW);
      /* Nothing is replaced in pages. */
      if (cbu_pages_get_reader (self->pages) != NULL && g_str_equal (name, "replace"))
        name = "search";
      return cbu_pages_get_reader (self->pages) != NULL ? cbu_pages_command (self->pages, name)
                                                        : cbu_table_command (self->table, name);
    }
  else
    return FALSE;

  return TRUE;
}

/**
 * _cbu_dataset_view_install_actions:
 * @widget_class: of the view
 */
void
_cbu_dataset_view_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "dataset.choose-file", NULL, choose_file_cb },
    { "dataset.read-anew", NULL, _cbu_dataset_view_read_anew_cb },
    { "dataset.replace-file", "s", replace_file_cb },
    { "dataset.remove-file", "s", remove_file_cb },
    { "dataset.use-sample", NULL, use_sample_cb },
    { "dataset.check", NULL, check_cb },
    { "dataset.show-finding", "s", show_finding_cb },
    { "dataset.go-to-finding", "s", show_finding_cb },
    { "dataset.layout", "s", _cbu_dataset_view_change_layout_cb },
    { "dataset.look-at-table", NULL, _cbu_dataset_view_look_at_table_cb },
    { "dataset.look-at-changes", NULL, _cbu_dataset_view_look_at_changes_cb },
    { "dataset.mend", "s", mend_cb },
    { "dataset.mend-file", "(ss)", mend_file_cb },
    { "dataset.repeat", NULL, _cbu_dataset_view_repeat_cb },
    { "dataset.refuse-repeat", NULL, _cbu_dataset_view_refuse_repeat_cb },
    { "dataset.undo-mend", NULL, undo_mend_cb },
    { "dataset.redo-mend", NULL, redo_mend_cb },
    { "dataset.waive", "(sss)", waive_cb },
    { "dataset.unwaive", "s", unwaive_cb },
    { "dataset.request-review", NULL, _cbu_dataset_view_request_review_cb },
    { "dataset.approve", NULL, _cbu_dataset_view_approve_cb },
    { "dataset.send-back", "s", _cbu_dataset_view_send_back_cb },
    { "dataset.hand-over", NULL, _cbu_dataset_view_hand_over_cb },
    { "dataset.set-account", "s", set_account_cb },
    { "dataset.enqueue", NULL, enqueue_cb },
  };

  /* Not an accelerator of the window: an entry undoes its own typing first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK,
                                       "dataset.undo-mend", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "dataset.redo-mend", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type,
                                     actions[i].func);
}
