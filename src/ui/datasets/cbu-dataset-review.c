/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the preparer asks the reviewer for, and what the reviewer answers. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/datasets/cbu-dataset-view-private.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-format.h"

void
_cbu_dataset_view_request_review_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);
  CbuDatasetWork *work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_request_review);

  cbu_metadata_form_flush (self->form);
  work->text = cbu_metadata_form_dup_unsaved (self->form);
  work->person = g_strdup (cbu_session_get_setting (self->session, "person"));
  work->said = g_strdup (_ ("Sent to the reviewer"));
  cbu_steps_set_step (self->steps, CBU_STEP_APPROVE);
  _cbu_dataset_view_run (self, work, NULL);
}

static void
on_approval_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  CbuDatasetView *self = user_data;
  GtkEditable *entry = g_object_get_data (G_OBJECT (dialog), "person");
  CbuDatasetWork *work;

  if (!g_str_equal (response, "approve"))
    return;
  work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_approve);
  work->person = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  work->said = g_strdup (_ ("Approved"));
  cbu_steps_set_step (self->steps, CBU_STEP_SEND);
  _cbu_dataset_view_run (self, work, NULL);
}

static void
on_approver_changed_cb (GtkEditable *entry, gpointer user_data)
{
  g_autofree char *person = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  cbu_question_set_enabled (user_data, "approve", *person != '\0');
}

static char *
dup_question (CbuDatasetView *self)
{
  const CbDataset *dataset = self->dossier->dataset;
  g_autofree char *digest = cb_dataset_dup_digest (dataset);
  g_autofree char *start = cbu_format_digest (digest);
  const CbOrigin *origin = self->dossier->origin;
  const char *portal
      = origin != NULL && origin->portal_title != NULL ? origin->portal_title : _ ("the portal");

  for (guint i = 0; i < self->dossier->accounts->len; i++)
    {
      const CbAccount *account = g_ptr_array_index (self->dossier->accounts, i);

      if (g_strcmp0 (account->id, dataset->account_id) == 0)
        portal = account->title;
    }
  /* Translators: title of the dataset, eight characters, name of a portal, a person */
  return g_strdup_printf (
      _ ("“%s” with the fingerprint %s… may then be published on %s. Any change "
         "makes the approval void. It was prepared by %s, so somebody else "
         "approves."),
      cb_dataset_get_title (dataset), start, portal,
      dataset->prepared_by != NULL ? dataset->prepared_by : "");
}

void
_cbu_dataset_view_approve_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);
  GtkWidget *dialog, *list, *entry;
  g_autofree char *question = NULL;

  if (self->dossier == NULL)
    return;
  question = dup_question (self);
  list = gtk_list_box_new ();
  entry = adw_entry_row_new ();
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry),
                                 _ ("Name of the person who approves"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of the person who approves"), -1);
  dialog = cbu_question_new (widget, _ ("Approve for publication?"), question, list, _ ("Not yet"),
                             "approve", _ ("Approve"));
  cbu_question_set_enabled (dialog, "approve", FALSE);
  g_object_set_data (G_OBJECT (dialog), "person", entry);
  g_signal_connect (entry, "changed", G_CALLBACK (on_approver_changed_cb), dialog);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_approval_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_package_chosen_cb (gpointer widget, GListModel *files)
{
  CbuDatasetView *self = widget;
  CbuDatasetWork *work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_hand_over);

  work->file = g_list_model_get_item (files, 0);
  work->person = g_strdup (cbu_session_get_setting (self->session, "person"));
  work->said = g_strdup (_ ("The package was written"));
  _cbu_dataset_view_run (self, work, _ ("Writing the package"));
}

void
_cbu_dataset_view_hand_over_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);

  if (self->dossier != NULL && self->dossier->package_name != NULL)
    cbu_choose_save (self, _ ("Save the hand-over package"), self->dossier->package_name,
                     on_package_chosen_cb);
}

void
_cbu_dataset_view_send_back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);
  CbuDatasetWork *work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_send_back);

  work->person = g_strdup (cbu_session_get_setting (self->session, "person"));
  work->reason = g_variant_dup_string (parameter, NULL);
  work->said = g_strdup (_ ("Sent back"));
  _cbu_dataset_view_run (self, work, NULL);
}
