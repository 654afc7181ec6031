/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/queue/cbu-job-card.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-by-hand.h"
#include "ui/queue/cbu-by-hand-window.h"
#include "ui/queue/cbu-job-details.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-open.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-rate.h"
#include "ui/widgets/cbu-run.h"
#include "ui/widgets/cbu-wrap.h"

/**
 * CbuJobCard:
 *
 * One item of the queue: what it is, where it goes, its state as a pill and a sentence, how far it
 * is, and what a person can do about it.
 */
struct _CbuJobCard
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;
  char *job_id;
  CbJob *job; /* (nullable): as last shown */
  char *url;  /* (nullable): of the dataset on the portal */
  CbuRate rate;

  /* Template */
  GtkLabel *title;
  GtkLabel *target;
  GtkWidget *pill;
  GtkLabel *sentence;
  GtkProgressBar *bar;
  GtkLabel *bytes;
  GtkWidget *rename;
  GtkEditable *slug;
  GtkToggleButton *details;
  CbuWrap *buttons;
  GtkBox *attempts;
};

G_DEFINE_FINAL_TYPE (CbuJobCard, cbu_job_card, ADW_TYPE_BIN)

static const char *
get_pill_class (const CbJob *job)
{
  if (job->state == CB_JOB_DONE)
    return cb_by_hand_is_declared (job) ? "warning" : "success";
  if (job->state == CB_JOB_PARKED)
    return "warning";
  if (job->state == CB_JOB_CANCELLED || (job->state == CB_JOB_WAITING && !job->has_reason)
      || job->paused)
    return "neutral";
  if (job->state == CB_JOB_WAITING)
    return job->reason == CB_ERROR_OFFLINE ? "neutral" : "warning";

  return "accent";
}

typedef gboolean (*JobFunc) (CbWorkplace *workplace, const char *id, GError **error);

typedef struct
{
  char *id;
  char *slug;
  JobFunc func;
} Command;

static void
free_command (gpointer data)
{
  Command *command = data;

  g_free (command->id);
  g_free (command->slug);
  g_free (command);
}

static gpointer
run_command (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Command *command = input;

  if (command->slug != NULL)
    return GINT_TO_POINTER (cb_workplace_rename_job (workplace, command->id, command->slug, error));
  return GINT_TO_POINTER (command->func (workplace, command->id, error));
}

static void
command_run_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  if (error != NULL)
    cbu_show_error (widget, error);
}

static void
start_command (CbuJobCard *self, JobFunc func, const char *slug)
{
  Command *command = g_new0 (Command, 1);

  command->id = g_strdup (self->job_id);
  command->slug = g_strdup (slug);
  command->func = func;
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = start_command,
                            .work = run_command,
                            .done = command_run_cb,
                            .input = command,
                            .free_input = free_command });
}

static void
on_pause_clicked_cb (GtkButton *button, gpointer user_data)
{
  start_command (user_data, cb_workplace_pause_job, NULL);
}

static void
on_resume_clicked_cb (GtkButton *button, gpointer user_data)
{
  start_command (user_data, cb_workplace_resume_job, NULL);
}

static void
on_retry_clicked_cb (GtkButton *button, gpointer user_data)
{
  start_command (user_data, cb_workplace_retry_job, NULL);
}

static void
on_cancel_clicked_cb (GtkButton *button, gpointer user_data)
{
  start_command (user_data, cb_workplace_cancel_job, NULL);
}

static void
on_overwrite_clicked_cb (GtkButton *button, gpointer user_data)
{
  start_command (user_data, cb_workplace_overwrite_job, NULL);
}

static void
on_recreate_clicked_cb (GtkButton *button, gpointer user_data)
{
  start_command (user_data, cb_workplace_recreate_job, NULL);
}

static void
on_rename_clicked_cb (CbuJobCard *self)
{
  const char *slug = gtk_editable_get_text (self->slug);

  if (*slug != '\0')
    start_command (self, NULL, slug);
}

static void
on_portal_clicked_cb (GtkButton *button, gpointer user_data)
{
  CbuJobCard *self = user_data;

  if (self->url != NULL)
    cbu_open_uri (self, self->url);
}

static void
on_by_hand_clicked_cb (GtkButton *button, gpointer user_data)
{
  CbuJobCard *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_window_present (
      GTK_WINDOW (cbu_by_hand_window_new (self->session, GTK_WINDOW (root), self->job)));
}

static void
on_details_toggled_cb (CbuJobCard *self)
{
  if (gtk_toggle_button_get_active (self->details))
    cbu_job_details_load (self->attempts, self->session, self->job_id);
}

static void
add_button (CbuJobCard *self, const char *label, const char *css_class, GCallback callback)
{
  GtkWidget *button = cbu_action_button_new (label, css_class, NULL, NULL);

  g_signal_connect (button, "clicked", callback, self);
  cbu_wrap_append (self->buttons, button);
}

static gboolean
needs_sign_in (const CbJob *job)
{
  return job->has_reason
         && (job->reason == CB_ERROR_SIGN_IN || job->reason == CB_ERROR_NO_SECRET
             || job->reason == CB_ERROR_FORBIDDEN);
}

static gboolean
is_by_hand (const CbJob *job)
{
  return job->state == CB_JOB_PARKED && job->has_reason && job->reason == CB_ERROR_BY_HAND;
}

static void
update_buttons (CbuJobCard *self, const CbJob *job)
{
  cbu_wrap_clear (self->buttons);
  if (job->state == CB_JOB_DONE)
    {
      add_button (self, _ ("Open on the portal"), NULL, G_CALLBACK (on_portal_clicked_cb));
      cbu_wrap_append (self->buttons, cbu_action_button_new (_ ("Receipt"), NULL, "win.receipt",
                                                             g_variant_new_string (job->id)));
      return;
    }
  if (cb_job_state_is_final (job->state))
    return;
  if (needs_sign_in (job))
    cbu_wrap_append (self->buttons,
                     cbu_action_button_new (_ ("Sign in again"), "suggested-action",
                                            "win.preferences", g_variant_new_string ("accounts")));
  if (job->state == CB_JOB_PARKED && job->reason == CB_ERROR_CONFLICT)
    add_button (self, _ ("Replace theirs by ours"), NULL, G_CALLBACK (on_overwrite_clicked_cb));
  if (job->state == CB_JOB_PARKED && job->reason == CB_ERROR_GONE)
    add_button (self, _ ("Create it anew"), NULL, G_CALLBACK (on_recreate_clicked_cb));
  if (is_by_hand (job))
    add_button (self, _ ("Publish by hand…"), "suggested-action",
                G_CALLBACK (on_by_hand_clicked_cb));
  if (job->paused)
    add_button (self, _ ("Go on"), "suggested-action", G_CALLBACK (on_resume_clicked_cb));
  else if ((job->state == CB_JOB_PARKED && !is_by_hand (job))
           || (job->state == CB_JOB_WAITING && (job->has_reason || job->quiet)))
    add_button (self, _ ("Try now"), NULL, G_CALLBACK (on_retry_clicked_cb));
  if (job->state == CB_JOB_PARKED)
    cbu_wrap_append (self->buttons,
                     cbu_action_button_new (_ ("Show dataset"), NULL, "win.open-dataset",
                                            g_variant_new_string (job->dataset_id)));
  else if (!job->paused)
    add_button (self, _ ("Pause"), NULL, G_CALLBACK (on_pause_clicked_cb));
  add_button (self, _ ("Cancel"), NULL, G_CALLBACK (on_cancel_clicked_cb));
}

static void
update_bar (CbuJobCard *self, const CbJob *job)
{
  gboolean shown = (job->state == CB_JOB_SENDING || job->state == CB_JOB_CONFIRMING)
                   && job->bytes_total > 0 && !job->paused;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->bar), shown);
  gtk_widget_set_visible (GTK_WIDGET (self->bytes), shown);
  if (!shown)
    {
      cbu_rate_reset (&self->rate);
      return;
    }
  cbu_rate_add (&self->rate, job->bytes_done);
  text = cbu_format_transfer (job->bytes_done, job->bytes_total, cbu_rate_get (&self->rate));
  gtk_progress_bar_set_fraction (self->bar, (double)job->bytes_done / (double)job->bytes_total);
  gtk_label_set_label (self->bytes, text);
}

/* Buttons are made anew only when they differ: focus stays where it is while bytes go. */
static gboolean
is_other_state (const CbJob *old, const CbJob *job)
{
  return old == NULL || old->state != job->state || old->paused != job->paused
         || old->has_reason != job->has_reason || old->reason != job->reason
         || old->quiet != job->quiet;
}

/**
 * cbu_job_card_update:
 * @self: a card
 * @job: how it stands now
 * @title: (nullable): of the dataset
 * @account: (nullable): where it goes
 */
void
cbu_job_card_update (CbuJobCard *self,
                     const CbJob *job,
                     const char *title,
                     const CbAccount *account)
{
  g_autofree char *sentence = cb_job_dup_sentence (job);
  gboolean rename
      = job->state == CB_JOB_PARKED && job->has_reason && job->reason == CB_ERROR_NAME_TAKEN;

  g_return_if_fail (CBU_IS_JOB_CARD (self));

  gtk_label_set_label (self->title, title != NULL ? title : job->slug);
  gtk_label_set_label (self->target, account != NULL ? account->title : "");
  g_free (self->url);
  self->url = NULL;
  if (account != NULL && cb_account_is_by_hand (account))
    self->url = g_strdup (job->remote_id != NULL ? job->remote_id : account->url);
  else if (account != NULL && job->slug != NULL)
    self->url = g_strdup_printf ("%s/dataset/%s", account->url, job->slug);
  cbu_pill_set (self->pill, cb_job_get_pill (job), get_pill_class (job));
  gtk_label_set_label (self->sentence, sentence);
  update_bar (self, job);
  if (rename && !gtk_widget_get_visible (self->rename))
    {
      g_autofree char *other = g_strdup_printf ("%s-2", job->slug != NULL ? job->slug : "");

      gtk_editable_set_text (self->slug, other);
    }
  gtk_widget_set_visible (self->rename, rename);
  if (is_other_state (self->job, job))
    {
      update_buttons (self, job);
      on_details_toggled_cb (self);
    }
  cbu_a11y_set_name (self, title != NULL ? title : "");
  g_clear_pointer (&self->job, cb_job_free);
  self->job = cb_job_copy (job);
}

static void
cbu_job_card_dispose (GObject *object)
{
  CbuJobCard *self = CBU_JOB_CARD (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->job_id, g_free);
  g_clear_pointer (&self->job, cb_job_free);
  g_clear_pointer (&self->url, g_free);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_JOB_CARD);
  G_OBJECT_CLASS (cbu_job_card_parent_class)->dispose (object);
}

static void
cbu_job_card_class_init (CbuJobCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_job_card_dispose;
  g_type_ensure (CBU_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/queue/cbu-job-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuJobCard, title);
  gtk_widget_class_bind_template_child (widget_class, CbuJobCard, target);
  gtk_widget_class_bind_template_child (widget_class, CbuJobCard, pill);
  gtk_widget_class_bind_template_child (widget_class, CbuJobCard, sentence);
  gtk_widget_class_bind_template_child (widget_class, CbuJobCard, bar);
  gtk_widget_class_bind_template_child (widget_class, CbuJobCard, bytes);
  gtk_widget_class_bind_template_child (widget_class, CbuJobCard, rename);
  gtk_widget_class_bind_template_child (widget_class, CbuJobCard, slug);
  gtk_widget_class_bind_template_child (widget_class, CbuJobCard, details);
  gtk_widget_class_bind_template_child (widget_class, CbuJobCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, CbuJobCard, attempts);
  gtk_widget_class_bind_template_callback (widget_class, on_details_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_rename_clicked_cb);
}

static void
cbu_job_card_init (CbuJobCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cbu_job_card_new:
 * @session: what it belongs to
 * @job_id: of the job
 *
 * Returns: (transfer floating): a card, empty until cbu_job_card_update()
 */
GtkWidget *
cbu_job_card_new (CbuSession *session, const char *job_id)
{
  CbuJobCard *self = g_object_new (CBU_TYPE_JOB_CARD, NULL);

  self->session = g_object_ref (session);
  self->job_id = g_strdup (job_id);
  return GTK_WIDGET (self);
}
