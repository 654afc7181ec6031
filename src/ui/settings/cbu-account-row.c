/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-account-row.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-error-words.h"
#include "ui/settings/cbu-account-duties.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/**
 * CbuAccountRow:
 *
 * One account: where, as whom, with which role, and until when.
 */
struct _CbuAccountRow
{
  AdwExpanderRow parent_instance;

  /* Owned */
  CbuSession *session;
  char *account_id;

  /* Template */
  AdwActionRow *role;
  GtkWidget *test;
  AdwActionRow *expiry;
  GtkEditable *token;
  GtkWidget *remove_row;
};

G_DEFINE_FINAL_TYPE (CbuAccountRow, cbu_account_row, ADW_TYPE_EXPANDER_ROW)

/**
 * cbu_account_row_dup_words:
 * @error: why one could not sign in
 *
 * The words for errors speak to somebody who waits for something to be sent; here nothing is, and
 * nothing is tried again by itself.
 *
 * Returns: (transfer full): what happened and what to do, for who signs in
 */
char *
cbu_account_row_dup_words (const GError *error)
{
  if (g_error_matches (error, CB_ERROR, CB_ERROR_OFFLINE))
    return g_strdup (_ ("This address cannot be reached. Check the address and the network, then "
                        "try again."));
  if (g_error_matches (error, CB_ERROR, CB_ERROR_TIMED_OUT)
      || g_error_matches (error, CB_ERROR, CB_ERROR_BUSY)
      || g_error_matches (error, CB_ERROR, CB_ERROR_SERVER))
    return g_strdup_printf ("%s %s", cb_error_words_title ((CbError)error->code),
                            _ ("Nothing was changed here; try again later."));
  if (g_error_matches (error, CB_ERROR, CB_ERROR_SIGN_IN))
    return g_strdup_printf ("%s %s", cb_error_words_title (CB_ERROR_SIGN_IN),
                            _ ("Make or copy one on your own page of the portal, and enter it "
                               "whole."));

  return cb_error_words_for (error);
}

static const char *
get_capacity_words (const char *capacity)
{
  if (g_strcmp0 (capacity, "admin") == 0)
    return _ ("administrator");
  if (g_strcmp0 (capacity, "editor") == 0)
    return _ ("editor: may publish");
  if (g_strcmp0 (capacity, "member") == 0)
    return _ ("member: may only read");

  return "";
}

static void
show_account (CbuAccountRow *self, const CbAccount *account)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  const char *organisation
      = account->organisation_title != NULL ? account->organisation_title : account->organisation;
  const char *capacity = get_capacity_words (account->capacity);
  g_autofree char *title = g_markup_escape_text (account->title, -1);
  g_autofree char *url = g_markup_escape_text (account->url, -1);
  g_autofree char *moment = cbu_format_moment (account->token_expires_us);
  g_autofree char *role = NULL;
  g_autofree char *escaped = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), url);
  if (account->user != NULL)
    g_ptr_array_add (parts, account->user);
  if (organisation != NULL)
    g_ptr_array_add (parts, (gpointer)organisation);
  if (*capacity != '\0')
    g_ptr_array_add (parts, (gpointer)capacity);
  g_ptr_array_add (parts, NULL);
  role = g_strjoinv (" · ", (char **)parts->pdata);
  escaped = g_markup_escape_text (role, -1);
  if (cb_account_is_by_hand (account))
    {
      g_free (escaped);
      escaped = g_strdup (_ ("Nobody: it has no API, you publish there by hand"));
    }
  adw_action_row_set_subtitle (self->role, *escaped != '\0' ? escaped : _ ("Not tested yet"));
  adw_action_row_set_subtitle (
      self->expiry, account->token_expires_us > 0 ? moment : _ ("The portal does not say"));
}

typedef struct
{
  char *account_id;
  char *token;
} Request;

static Request *
make_request (CbuAccountRow *self)
{
  Request *request = g_new0 (Request, 1);

  request->account_id = g_strdup (self->account_id);
  return request;
}

static void
free_request (gpointer data)
{
  Request *request = data;

  g_free (request->account_id);
  if (request->token != NULL)
    cb_keyring_free_secret (request->token);
  g_free (request);
}

static CbAccount *
find_account (CbWorkplace *workplace, const char *id, GError **error)
{
  g_autoptr (GPtrArray) accounts = cb_workplace_list_accounts (workplace, error);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    if (g_str_equal (((CbAccount *)g_ptr_array_index (accounts, i))->id, id))
      return g_ptr_array_steal_index (accounts, i);
  if (accounts != NULL)
    g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "account %s", id);

  return NULL;
}

/* A new access code is kept only when it works: it is not tried a second time. */
static gpointer
test_account (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Request *request = input;

  if (request->token != NULL)
    return cb_workplace_set_token (workplace, request->account_id, request->token, cancellable,
                                   error)
               ? find_account (workplace, request->account_id, error)
               : NULL;
  return cb_workplace_test_account (workplace, request->account_id, cancellable, error);
}

static void
account_tested_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuAccountRow *self = widget;
  const Request *request = input;
  g_autofree char *words = NULL;
  g_autofree char *escaped = NULL;

  gtk_widget_set_sensitive (self->test, TRUE);
  if (error != NULL)
    {
      words = cbu_account_row_dup_words (error);
      escaped = g_markup_escape_text (words, -1);
      adw_action_row_set_subtitle (self->role, escaped);
      gtk_widget_add_css_class (GTK_WIDGET (self->role), "problem");
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->role), "problem");
  if (request->token != NULL)
    gtk_editable_set_text (self->token, "");
  show_account (self, result);
  cbu_toast (self, _ ("The sign-in works"));
}

static void
start_test (CbuAccountRow *self, Request *request)
{
  gtk_widget_set_sensitive (self->test, FALSE);
  adw_action_row_set_subtitle (self->role, _ ("Asking the portal…"));
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = start_test,
                            .work = test_account,
                            .done = account_tested_cb,
                            .input = request,
                            .free_input = free_request,
                            .free_result = (GDestroyNotify)cb_account_free });
}

static void
on_test_clicked_cb (CbuAccountRow *self)
{
  start_test (self, make_request (self));
}

static void
on_token_applied_cb (CbuAccountRow *self)
{
  Request *request = make_request (self);

  request->token = g_strdup (gtk_editable_get_text (self->token));
  start_test (self, request);
}

static gpointer
remove_account (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Request *request = input;

  return GINT_TO_POINTER (
      cb_workplace_remove_account (workplace, request->account_id, cancellable, error));
}

static void
account_removed_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  g_autofree char *words = NULL;

  if (error == NULL)
    return;
  words = cb_error_words_for (error);
  cbu_toast (widget, words);
}

static void
on_remove_clicked_cb (CbuAccountRow *self)
{
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = on_remove_clicked_cb,
                            .work = remove_account,
                            .done = account_removed_cb,
                            .input = make_request (self),
                            .free_input = free_request });
}

static void
cbu_account_row_dispose (GObject *object)
{
  CbuAccountRow *self = CBU_ACCOUNT_ROW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->account_id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_ACCOUNT_ROW);
  G_OBJECT_CLASS (cbu_account_row_parent_class)->dispose (object);
}

static void
cbu_account_row_class_init (CbuAccountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_account_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/settings/cbu-account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuAccountRow, role);
  gtk_widget_class_bind_template_child (widget_class, CbuAccountRow, test);
  gtk_widget_class_bind_template_child (widget_class, CbuAccountRow, expiry);
  gtk_widget_class_bind_template_child (widget_class, CbuAccountRow, token);
  gtk_widget_class_bind_template_child (widget_class, CbuAccountRow, remove_row);
  gtk_widget_class_bind_template_callback (widget_class, on_test_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_token_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked_cb);
}

static void
cbu_account_row_init (CbuAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cbu_account_row_new:
 * @session: what it belongs to
 * @account: as last known
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
cbu_account_row_new (CbuSession *session, const CbAccount *account)
{
  CbuAccountRow *self = g_object_new (CBU_TYPE_ACCOUNT_ROW, NULL);
  gboolean practice = g_strcmp0 (account->kind, "practice") == 0;

  self->session = g_object_ref (session);
  self->account_id = g_strdup (account->id);
  show_account (self, account);
  if (account->held != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (
          cb_error_words_title (cb_error_code_from_name (account->held)), -1);

      adw_action_row_set_subtitle (self->role, escaped);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->token), !practice && !cb_account_is_by_hand (account));
  gtk_widget_set_visible (GTK_WIDGET (self->expiry), !cb_account_is_by_hand (account));
  gtk_widget_set_visible (self->remove_row, !practice);
  if (!practice)
    cbu_account_duties_add (ADW_EXPANDER_ROW (self), session, account->id);
  return GTK_WIDGET (self);
}

/**
 * cbu_account_row_take_over:
 * @self: a new row
 * @old: a row that it takes the place of when it is of the same account
 *
 * What is open and typed in the old one is so in the new one.
 */
void
cbu_account_row_take_over (CbuAccountRow *self, CbuAccountRow *old)
{
  g_return_if_fail (CBU_IS_ACCOUNT_ROW (self) && CBU_IS_ACCOUNT_ROW (old));

  if (!g_str_equal (self->account_id, old->account_id))
    return;
  gtk_editable_set_text (self->token, gtk_editable_get_text (old->token));
  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (old)))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
}
