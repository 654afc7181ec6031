/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-account-duties.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-error-words.h"
#include "core/workplace/cb-workplace-duties.h"
#include "ui/widgets/cbu-clause.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

static gpointer
read_duty (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cb_workplace_get_account_duty (workplace, input, error);
}

static GtkWidget *
make_row (const char *title, const char *subtitle, const char *clause)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 6);
  if (*clause != '\0')
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), cbu_clause_new (clause, NULL));
  return row;
}

static void
add_number (AdwExpanderRow *row, const CbAccountDuty *duty)
{
  g_autofree char *text = NULL;

  if (duty->rules->per_agency == 0 || duty->same <= duty->rules->per_agency)
    return;
  text = g_strdup_printf (
      ngettext ("The regulation gives an agency %u account on a portal; here are %u.",
                "The regulation gives an agency %u accounts on a portal; here are %u.",
                duty->rules->per_agency),
      duty->rules->per_agency, duty->same);
  adw_expander_row_add_row (row, make_row (_ ("More accounts than one agency has"), text,
                                           duty->rules->per_agency_clause));
}

static gpointer
note_change (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (cb_workplace_note_password_change (workplace, input, error));
}

static void
change_noted_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  g_autofree char *words = error != NULL ? cb_error_words_for (error) : NULL;

  cbu_toast (widget, words != NULL ? words : _ ("Noted: the password was changed today"));
}

static void
on_changed_clicked_cb (GtkWidget *button, gpointer user_data)
{
  CbuSession *session = user_data;
  const char *id = g_object_get_data (G_OBJECT (button), "account-id");

  cbu_run_async (button, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = on_changed_clicked_cb,
                            .work = note_change,
                            .done = change_noted_cb,
                            .input = g_strdup (id),
                            .free_input = g_free });
}

static void
on_copy_clicked_cb (GtkWidget *button, gpointer user_data)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button),
                          g_object_get_data (G_OBJECT (button), "notice"));
  cbu_toast (button, _ ("The text was copied; send it the way your office does"));
}

static GtkWidget *
add_button (GtkWidget *row, const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
add_password (AdwExpanderRow *to, CbuSession *session, const CbAccountDuty *duty, const char *id)
{
  gboolean known = g_date_valid (&duty->changed);
  g_autofree char *day = known ? cbu_format_date (&duty->changed) : NULL;
  g_autofree char *text
      = known ? g_strdup_printf (_ ("Last changed on %s."), day)
        : duty->rules->change_first
            ? g_strdup (_ ("The regulation wants the password that was handed out to be changed at "
                           "the first sign-in. Change it on the portal, then note it here."))
            : g_strdup (_ ("Nobody has noted when it was changed last."));
  GtkWidget *row = make_row (_ ("Password on the portal"), text, duty->rules->change_clause);
  GtkWidget *button = add_button (row, _ ("Changed today"));

  g_object_set_data_full (G_OBJECT (button), "account-id", g_strdup (id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_changed_clicked_cb), session, 0);
  adw_expander_row_add_row (to, row);
}

static void
add_lost (AdwExpanderRow *to, const CbAccountDuty *duty)
{
  const char *name = duty->rules->operator_name;
  g_autofree char *text = NULL;
  GtkWidget *row, *button;

  if (duty->contact != NULL && *duty->contact != '\0')
    text = g_strdup_printf (_ ("Tell %s: %s"), name != NULL ? name : _ ("the portal’s operator"),
                            duty->contact);
  else
    text = g_strdup_printf (_ ("Tell %s. How they are reached can be written down above."),
                            name != NULL ? name : _ ("the portal’s operator"));
  row = make_row (_ ("Password lost, or in other hands"), text, duty->rules->lost_clause);
  button = add_button (row, _ ("Copy the report"));
  gtk_widget_set_tooltip_text (button, duty->notice);
  g_object_set_data_full (G_OBJECT (button), "notice", g_strdup (duty->notice), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_copy_clicked_cb), NULL);
  adw_expander_row_add_row (to, row);
}

static void
duty_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  AdwExpanderRow *row = widget;
  const CbAccountDuty *duty = result;
  CbuSession *session = g_object_get_data (widget, "session");

  if (duty == NULL)
    return;
  add_number (row, duty);
  if (duty->rules->not_shared)
    adw_expander_row_add_row (row, make_row (_ ("For its owner alone"),
                                             _ ("Nobody else may use this account."),
                                             duty->rules->shared_clause));
  add_password (row, session, duty, input);
  add_lost (row, duty);
  /* The first password is what somebody still has to do something about. */
  if (duty->rules->change_first && !g_date_valid (&duty->changed))
    adw_expander_row_set_expanded (row, TRUE);
}

/**
 * cbu_account_duties_add:
 * @row: of an account
 * @session: what it belongs to
 * @account_id: of the account
 *
 * Adds to it, once they are read, what the regulation wants of an account: their number, whose it
 * is, the first password, and what to do when one is lost (VP 6.2, TH 6).
 */
void
cbu_account_duties_add (AdwExpanderRow *row, CbuSession *session, const char *account_id)
{
  g_object_set_data_full (G_OBJECT (row), "session", g_object_ref (session), g_object_unref);
  cbu_run_async (row, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_account_duties_add,
                            .work = read_duty,
                            .done = duty_read_cb,
                            .input = g_strdup (account_id),
                            .free_input = g_free,
                            .free_result = (GDestroyNotify)cb_account_duty_free });
}
