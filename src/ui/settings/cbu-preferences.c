/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-preferences.h"

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "core/model/cb-error-words.h"
#include "core/platform/cb-autostart.h"
#include "core/platform/cb-schedule.h"
#include "core/rules/cb-reminders.h"
#include "core/workplace/cb-workplace-by-hand.h"
#include "ui/settings/cbu-account-row.h"
#include "ui/settings/cbu-agencies.h"
#include "ui/settings/cbu-limits.h"
#include "ui/settings/cbu-rules-window.h"
#include "ui/settings/cbu-schedule.h"
#include "ui/settings/cbu-setting.h"
#include "ui/settings/cbu-support.h"
#include "ui/settings/cbu-system.h"
#include "ui/settings/cbu-watches.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/**
 * CbuPreferences:
 *
 * Who works here and with which accounts. An access code that is typed goes to the workplace, which
 * puts it into the keyring, and is wiped from the entry.
 */
struct _CbuPreferences
{
  AdwWindow parent_instance;

  /* Owned */
  CbuSession *session;
  GPtrArray *rows; /* (element-type GtkWidget): of the accounts group */
  char *added;     /* (nullable): the account that was added last; it is shown open */

  /* Template */
  GtkEditable *agency;
  GtkSwitch *lead;
  GtkEditable *person;
  GtkEditable *operator_contact;
  GtkSwitch *reminders;
  GtkSwitch *autostart;
  GtkWidget *autostart_row;
  gboolean filling; /* a switch moves because of what was read */
  GtkEditable *reminder_days;
  AdwActionRow *rules;
  AdwPreferencesGroup *limits;
  AdwPreferencesGroup *watches;
  AdwPreferencesGroup *schedule;
  AdwPreferencesGroup *system;
  AdwPreferencesGroup *accounts;
  GtkEditable *address;
  GtkSwitch *by_hand;
  AdwPreferencesRow *submit_row;
  GtkEditable *token;
  GtkEditable *organisation;
  GtkEditable *title_row;
  GtkWidget *submit;
  GtkSpinner *spinner;
  AdwActionRow *problem;
};

G_DEFINE_FINAL_TYPE (CbuPreferences, cbu_preferences, ADW_TYPE_WINDOW)

static void
apply_value (CbuPreferences *self, const char *name, const char *value)
{
  cbu_setting_save (GTK_WIDGET (self), self->session, name, value);
}

static void
apply_setting (CbuPreferences *self, const char *name, GtkEditable *entry)
{
  apply_value (self, name, gtk_editable_get_text (entry));
}

static void
on_agency_applied_cb (CbuPreferences *self)
{
  apply_setting (self, "agency", self->agency);
}

static void
on_lead_switched_cb (CbuPreferences *self)
{
  /* Also called while the window is filled. */
  if (self->session != NULL)
    apply_value (self, "lead-agency", gtk_switch_get_active (self->lead) ? "true" : "false");
}

static void
on_person_applied_cb (CbuPreferences *self)
{
  apply_setting (self, "person", self->person);
}

static void
on_operator_contact_applied_cb (CbuPreferences *self)
{
  apply_setting (self, "operator-contact", self->operator_contact);
}

static void
on_reminders_switched_cb (CbuPreferences *self)
{
  gboolean on = gtk_switch_get_active (self->reminders);

  gtk_widget_set_sensitive (GTK_WIDGET (self->reminder_days), on);
  /* Also called while the window is filled. */
  if (self->session != NULL)
    apply_value (self, "reminders", on ? "on" : "off");
}

static void
on_reminder_days_applied_cb (CbuPreferences *self)
{
  guint days[CB_REMINDER_MAX_DAYS];

  /* What was typed stays, so that it can be corrected. */
  if (cb_reminders_parse_days (gtk_editable_get_text (self->reminder_days), days) == 0)
    cbu_toast (self, _ ("Write up to eight numbers of days from 0 to 366, as 7, 3, 1, 0."));
  else
    apply_setting (self, "reminder-days", self->reminder_days);
}

static gpointer
read_autostart (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (cb_autostart_get ());
}

static void
autostart_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuPreferences *self = widget;

  self->filling = TRUE;
  gtk_switch_set_active (self->autostart, GPOINTER_TO_INT (result) != FALSE);
  self->filling = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->autostart), TRUE);
}

static void
show_autostart (CbuPreferences *self)
{
  gtk_widget_set_visible (self->autostart_row, cb_autostart_can ());
  cbu_run_async (
      self, cbu_session_get_workplace (self->session),
      &(CbuRun){ .tag = show_autostart, .work = read_autostart, .done = autostart_read_cb });
}

static gpointer
save_autostart (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (cb_autostart_set (GPOINTER_TO_INT (input), error));
}

static void
autostart_saved_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuPreferences *self = widget;
  g_autofree char *words = NULL;

  if (error == NULL)
    {
      cbu_toast (self, _ ("Saved"));
      return;
    }
  words = cb_error_words_for (error);
  cbu_toast (self, words);
  /* The switch shows how it is, not how it was wanted. */
  show_autostart (self);
}

static void
on_autostart_switched_cb (CbuPreferences *self)
{
  if (self->filling || self->session == NULL)
    return;
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = on_autostart_switched_cb,
                            .work = save_autostart,
                            .in_order = TRUE,
                            .done = autostart_saved_cb,
                            .input = GINT_TO_POINTER (gtk_switch_get_active (self->autostart)) });
}

/* Before there is a session, so that nothing is saved by it. */
static void
show_reminders (CbuPreferences *self, CbuSession *session)
{
  const char *days = cbu_session_get_setting (session, "reminder-days");
  gboolean on = !g_str_equal (cbu_session_get_setting (session, "reminders"), "off");

  gtk_switch_set_active (self->reminders, on);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reminder_days), on);
  gtk_editable_set_text (self->reminder_days, *days != '\0' ? days : CB_REMINDER_DAYS);
}

static gpointer
read_accounts (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cb_workplace_list_accounts (workplace, error);
}

/* Any setting that is kept reads them anew: what is being typed in one goes on in the new one. */
static GtkWidget *
renew_row (CbuPreferences *self, const CbAccount *account)
{
  GtkWidget *row = cbu_account_row_new (self->session, account);

  for (guint i = 0; i < self->rows->len; i++)
    if (CBU_IS_ACCOUNT_ROW (g_ptr_array_index (self->rows, i)))
      cbu_account_row_take_over (CBU_ACCOUNT_ROW (row), g_ptr_array_index (self->rows, i));
  if (g_strcmp0 (account->id, self->added) == 0)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);

  return row;
}

static void
accounts_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuPreferences *self = widget;
  GPtrArray *accounts = result;
  GPtrArray *rows;
  g_autofree char *words = NULL;

  if (error != NULL)
    {
      words = cb_error_words_for (error);
      cbu_toast (self, words);
      return;
    }
  rows = g_ptr_array_new ();
  for (guint i = 0; i < accounts->len; i++)
    g_ptr_array_add (rows, renew_row (self, g_ptr_array_index (accounts, i)));
  if (accounts->len == 0)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("None yet"));
      g_ptr_array_add (rows, row);
    }
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->accounts, g_ptr_array_index (self->rows, i));
  g_ptr_array_unref (self->rows);
  self->rows = rows;
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_add (self->accounts, g_ptr_array_index (rows, i));
}

static void
reload (GtkWidget *widget)
{
  CbuPreferences *self = CBU_PREFERENCES (widget);

  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = reload,
                            .work = read_accounts,
                            .done = accounts_read_cb,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
}

typedef struct
{
  char *title;
  char *address;
  char *token;
  char *organisation;
  gboolean by_hand;
} Form;

static void
free_form (gpointer data)
{
  Form *form = data;

  g_free (form->title);
  g_free (form->address);
  cb_keyring_free_secret (form->token);
  g_free (form->organisation);
  g_free (form);
}

static gpointer
add_account (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Form *form = input;

  if (form->by_hand)
    return cb_workplace_add_by_hand_account (workplace, form->title, form->address, error);
  return cb_workplace_add_account (workplace, form->title, form->address, form->token,
                                   form->organisation, cancellable, error);
}

static void
set_busy (CbuPreferences *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->submit, !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
account_added_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuPreferences *self = widget;

  set_busy (self, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  if (error != NULL)
    {
      g_autofree char *words = cbu_account_row_dup_words (error);
      g_autofree char *escaped = g_markup_escape_text (words, -1);

      /* What was typed stays, so that it can be corrected. */
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->problem), escaped);
      return;
    }
  g_free (self->added);
  self->added = g_strdup (((const CbAccount *)result)->id);
  gtk_editable_set_text (self->token, "");
  gtk_editable_set_text (self->address, "");
  gtk_editable_set_text (self->organisation, "");
  gtk_editable_set_text (self->title_row, "");
  cbu_toast (self, ((Form *)input)->by_hand ? _ ("The portal is set up")
                                            : _ ("Signed in. The access code is in the keyring."));
  reload (widget);
}

static void
on_submit_clicked_cb (CbuPreferences *self)
{
  Form *form = g_new0 (Form, 1);

  form->title = g_strdup (gtk_editable_get_text (self->title_row));
  form->address = g_strdup (gtk_editable_get_text (self->address));
  form->token = g_strdup (gtk_editable_get_text (self->token));
  form->organisation = g_strdup (gtk_editable_get_text (self->organisation));
  form->by_hand = gtk_switch_get_active (self->by_hand);
  if (*form->organisation == '\0')
    g_clear_pointer (&form->organisation, g_free);
  set_busy (self, TRUE);
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = on_submit_clicked_cb,
                            .work = add_account,
                            .done = account_added_cb,
                            .input = form,
                            .free_input = free_form,
                            .free_result = (GDestroyNotify)cb_account_free });
}

static void
on_form_changed_cb (CbuPreferences *self)
{
  gboolean by_hand = gtk_switch_get_active (self->by_hand);

  gtk_widget_set_visible (GTK_WIDGET (self->token), !by_hand);
  gtk_widget_set_visible (GTK_WIDGET (self->organisation), !by_hand);
  adw_preferences_row_set_title (
      self->submit_row, by_hand
                            ? _ ("Nothing is asked of the portal")
                            : _ ("The address is probed and the sign-in tested before anything is "
                                 "kept"));
  gtk_button_set_label (GTK_BUTTON (self->submit), by_hand ? _ ("Add") : _ ("Sign in"));
  gtk_widget_set_sensitive (self->submit,
                            *gtk_editable_get_text (self->address) != '\0'
                                && (by_hand || *gtk_editable_get_text (self->token) != '\0'));
}

static void
on_rules_activated_cb (CbuPreferences *self)
{
  gtk_window_present (GTK_WINDOW (cbu_rules_window_new (self->session, GTK_WINDOW (self))));
}

static void
cbu_preferences_dispose (GObject *object)
{
  CbuPreferences *self = CBU_PREFERENCES (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->added, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_PREFERENCES);
  G_OBJECT_CLASS (cbu_preferences_parent_class)->dispose (object);
}

static void
cbu_preferences_class_init (CbuPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_preferences_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/settings/cbu-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, agency);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, lead);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, person);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, operator_contact);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, reminders);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, autostart);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, autostart_row);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, reminder_days);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, rules);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, limits);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, watches);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, schedule);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, system);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, accounts);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, address);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, token);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, organisation);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, title_row);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, by_hand);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, submit_row);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, submit);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, spinner);
  gtk_widget_class_bind_template_child (widget_class, CbuPreferences, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_agency_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_person_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_lead_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_operator_contact_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_rules_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_reminders_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_autostart_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_reminder_days_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_submit_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cbu_preferences_init (CbuPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

/* The portal that a preset names, for the access code to be added. */
static void
offer_portal (CbuPreferences *self)
{
  const char *text = cbu_session_get_setting (self->session, "preset-portal");
  g_autoptr (JsonObject) portal = *text != '\0' ? cb_json_object_parse (text, -1, NULL) : NULL;
  const char *address = cb_json_get_string (portal, "address");
  const char *organisation = cb_json_get_string (portal, "organisation");
  const char *title = cb_json_get_string (portal, "title");

  gtk_editable_set_text (self->address, address != NULL ? address : "");
  gtk_editable_set_text (self->organisation, organisation != NULL ? organisation : "");
  gtk_editable_set_text (self->title_row, title != NULL ? title : "");
}

/* In practice nothing is done by itself, and from a Flatpak the system cannot be asked to. */
static void
show_schedule (CbuPreferences *self)
{
  gboolean can = cbu_session_get_mode (self->session) == CB_MODE_REAL && cb_schedule_can ();

  gtk_widget_set_visible (GTK_WIDGET (self->schedule), can);
  if (can)
    cbu_schedule_fill (self->schedule);
}

/**
 * cbu_preferences_new:
 * @session: what it belongs to
 * @parent: the window it stands over
 * @page: what to show first; `accounts`
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
cbu_preferences_new (CbuSession *session, GtkWindow *parent, const char *page)
{
  CbuPreferences *self = g_object_new (CBU_TYPE_PREFERENCES, "transient-for", parent, NULL);
  const char *name = cbu_session_get_setting (session, "profile-name");
  const char *regulation = cbu_session_get_setting (session, "regulation");
  g_autofree char *rules
      = g_strjoin (*name != '\0' && *regulation != '\0' ? " · " : "", name, regulation, NULL);

  show_reminders (self, session);
  gtk_switch_set_active (self->lead,
                         g_str_equal (cbu_session_get_setting (session, "lead-agency"), "true"));
  self->session = g_object_ref (session);
  show_autostart (self);
  gtk_editable_set_text (self->agency, cbu_session_get_setting (session, "agency"));
  gtk_editable_set_text (self->person, cbu_session_get_setting (session, "person"));
  gtk_editable_set_text (self->operator_contact,
                         cbu_session_get_setting (session, "operator-contact"));
  offer_portal (self);
  cbu_limits_fill (self->limits, session);
  cbu_watches_fill (self->watches, session);
  show_schedule (self);
  cbu_system_fill (self->system);
  cbu_support_offer (self->system, session);
  cbu_agencies_offer (GTK_WIDGET (self->agency), session);
  adw_action_row_set_subtitle (self->rules, *rules != '\0' ? rules : _ ("Not chosen"));
  cbu_session_watch (session, GTK_WIDGET (self), "accounts,settings", reload);
  return GTK_WIDGET (self);
}
