/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-send-view.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/cbu-parts.h"

/**
 * CbuSendView:
 *
 * Where a dataset goes, and how far the sending is.
 */
struct _CbuSendView
{
  AdwBin parent_instance;

  /* Owned */
  CbuDossier *dossier; /* (nullable) */
  gboolean filling;

  /* Template */
  AdwComboRow *account;
  GtkWidget *none;
  AdwActionRow *state;
  GtkBox *buttons;
};

G_DEFINE_FINAL_TYPE (CbuSendView, cbu_send_view, ADW_TYPE_BIN)

static void
show_accounts (CbuSendView *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GString) said = g_string_new (NULL);
  GPtrArray *accounts = self->dossier->accounts;
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < accounts->len; i++)
    {
      const CbAccount *account = g_ptr_array_index (accounts, i);

      gtk_string_list_append (names, account->title);
      if (g_strcmp0 (account->id, self->dossier->dataset->account_id) == 0)
        selected = i;
      g_string_append_printf (said, "%s\n%s\n", account->id, account->title);
    }
  self->filling = TRUE;
  /* A list that is open just now stays so. */
  if (cbu_says_anew (self->account, said->str))
    adw_combo_row_set_model (self->account, G_LIST_MODEL (names));
  if (adw_combo_row_get_selected (self->account) != selected)
    adw_combo_row_set_selected (self->account, selected);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->account), accounts->len > 0);
  gtk_widget_set_visible (self->none, accounts->len == 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->account), cbu_dossier_can_change (self->dossier));
}

static void
set_state (CbuSendView *self, const char *title, const char *subtitle)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *escaped_subtitle = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state), escaped);
  adw_action_row_set_subtitle (self->state, escaped_subtitle);
}

/* @action: (nullable): %NULL for no button */
static void
offer (CbuSendView *self, const char *label, const char *action, const char *target)
{
  g_autofree char *said = g_strjoin ("\n", label, action != NULL ? action : "", target, NULL);

  if (!cbu_says_anew (self->buttons, said))
    return;
  cbu_clear (self->buttons);
  if (action != NULL)
    gtk_box_append (self->buttons,
                    cbu_action_button_new (label, NULL, action,
                                           target != NULL ? g_variant_new_string (target) : NULL));
}

static void
show_state (CbuSendView *self)
{
  const CbuDossier *dossier = self->dossier;
  CbDatasetState state = dossier->dataset->state;
  g_autofree char *sentence = NULL;

  if (dossier->job != NULL && state >= CB_DATASET_QUEUED)
    {
      sentence = cb_job_dup_sentence (dossier->job);
      set_state (self, cb_job_get_pill (dossier->job), sentence);
      if (dossier->job->state == CB_JOB_DONE)
        offer (self, _ ("Receipt"), "win.receipt", dossier->job->id);
      else
        offer (self, _ ("Open the queue"), "win.page", "queue");
      return;
    }
  if (cbu_dossier_answers (dossier))
    {
      set_state (self, cb_dataset_state_title (state),
                 _ ("It was prepared on another computer: the answer goes back there in a "
                    "package, and it is sent from there."));
      offer (self, _ ("Write the answer…"), "dataset.hand-over", NULL);
      return;
    }
  if (state == CB_DATASET_APPROVED && dossier->approval != NULL)
    {
      set_state (self, _ ("Approved and ready"),
                 _ ("In the queue it is sent as soon as the portal can be reached, read back and "
                    "compared, and only then made public."));
      offer (self, _ ("Put into the queue"), "dataset.enqueue", NULL);
      return;
    }
  set_state (self, _ ("Not approved yet"),
             _ ("Only what a second person has approved can be sent."));
  offer (self, "", NULL, NULL);
}

static void
on_account_selected_cb (CbuSendView *self)
{
  guint selected = adw_combo_row_get_selected (self->account);
  const CbAccount *account;

  if (self->filling || self->dossier == NULL || selected >= self->dossier->accounts->len)
    return;
  account = g_ptr_array_index (self->dossier->accounts, selected);
  if (g_strcmp0 (account->id, self->dossier->dataset->account_id) != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "dataset.set-account", "s", account->id);
}

/**
 * cbu_send_view_show:
 * @self: the view
 * @session: what the dataset belongs to
 * @dossier: the dataset
 */
void
cbu_send_view_show (CbuSendView *self, CbuSession *session, CbuDossier *dossier)
{
  g_return_if_fail (CBU_IS_SEND_VIEW (self));

  cbu_dossier_ref (dossier);
  g_clear_pointer (&self->dossier, cbu_dossier_unref);
  self->dossier = dossier;
  show_accounts (self);
  show_state (self);
}

static void
cbu_send_view_dispose (GObject *object)
{
  CbuSendView *self = CBU_SEND_VIEW (object);

  self->filling = TRUE;
  g_clear_pointer (&self->dossier, cbu_dossier_unref);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_SEND_VIEW);
  G_OBJECT_CLASS (cbu_send_view_parent_class)->dispose (object);
}

static void
cbu_send_view_class_init (CbuSendViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_send_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/datasets/cbu-send-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuSendView, account);
  gtk_widget_class_bind_template_child (widget_class, CbuSendView, none);
  gtk_widget_class_bind_template_child (widget_class, CbuSendView, state);
  gtk_widget_class_bind_template_child (widget_class, CbuSendView, buttons);
  gtk_widget_class_bind_template_callback (widget_class, on_account_selected_cb);
}

static void
cbu_send_view_init (CbuSendView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
