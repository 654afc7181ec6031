/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include <glib/gi18n-lib.h>

/* A sample agency, its portal inside the program, and an editor's account on it (product.md J4).
 * Nothing here is ever used in real mode. Quảng Ngãi's rules: in force, with deadlines to see, and
 * written for a CKAN. */
#define ORGANISATION "so-y-te"
#define USER "lan"
#define PROFILE "vn-51-quang-ngai"
#define HABITS "2.12"

static gboolean
start_portal (CbWorkplace *self, char **token, GError **error)
{
  g_autofree char *folder = g_build_filename (self->root, "practice-portal", NULL);
  g_autofree char *kept_port = cb_store_dup_setting (self->store, "practice-port", NULL);
  g_autofree char *port = NULL;
  g_autoptr (GUri) uri = NULL;
  guint16 wanted = kept_port != NULL ? (guint16)g_ascii_strtoull (kept_port, NULL, 10) : 0;

  self->practice_portal = cb_practice_portal_new (folder, HABITS, error);
  if (self->practice_portal == NULL
      || !cb_practice_portal_ensure_organisation (self->practice_portal, ORGANISATION,
                                                  "Sở Y tế (tập dùng)", error))
    return FALSE;
  *token
      = cb_practice_portal_ensure_user (self->practice_portal, USER, "editor", ORGANISATION, error);
  if (*token == NULL)
    return FALSE;
  /* The same port as last time, so that receipts keep pointing somewhere; another one when that is
   * taken. */
  if ((wanted == 0 || !cb_practice_portal_start (self->practice_portal, wanted, NULL))
      && !cb_practice_portal_start (self->practice_portal, 0, error))
    return FALSE;

  uri = g_uri_parse (cb_practice_portal_get_url (self->practice_portal), G_URI_FLAGS_NONE, NULL);
  port = g_strdup_printf ("%d", uri != NULL ? g_uri_get_port (uri) : 0);
  return cb_store_set_setting (self->store, "practice-port", port, error);
}

static CbAccount *
new_account (void)
{
  CbAccount *account = cb_account_new ();

  account->id = g_uuid_string_random ();
  account->title = g_strdup ("Cổng tập dùng");
  account->kind = g_strdup ("practice");
  account->organisation = g_strdup (ORGANISATION);
  account->organisation_title = g_strdup ("Sở Y tế (tập dùng)");
  account->user = g_strdup (USER);
  account->capacity = g_strdup ("editor");
  account->version = g_strdup (HABITS);
  return account;
}

static gboolean
ensure_account (CbWorkplace *self, const char *token, GError **error)
{
  g_autoptr (GPtrArray) accounts = cb_store_list_accounts (self->store, error);
  g_autoptr (CbAccount) account = NULL;

  if (accounts == NULL)
    return FALSE;
  /* Beside it there may be a portal without an API, to practise with. */
  for (guint i = 0; account == NULL && i < accounts->len; i++)
    if (!cb_account_is_by_hand (g_ptr_array_index (accounts, i)))
      account = cb_account_copy (g_ptr_array_index (accounts, i));
  if (account == NULL)
    account = new_account ();
  g_free (account->url);
  account->url = g_strdup (cb_practice_portal_get_url (self->practice_portal));
  g_clear_pointer (&account->held, g_free);

  return cb_keyring_store (self->keyring, account->id, account->title, token, NULL, error)
         && cb_store_save_account (self->store, account, error);
}

static gboolean
ensure_setting (CbWorkplace *self, const char *name, const char *value, GError **error)
{
  g_autofree char *kept = cb_store_dup_setting (self->store, name, NULL);

  return kept != NULL || cb_store_set_setting (self->store, name, value, error);
}

/* Everything a first start of practice mode needs; later starts only start the portal again. */
gboolean
_cb_workplace_open_practice (CbWorkplace *self, GError **error)
{
  g_autofree char *token = NULL;

  return start_portal (self, &token, error) && ensure_account (self, token, error)
         && ensure_setting (self, "agency", "Sở Y tế (tập dùng)", error)
         && ensure_setting (self, "person", "Nguyễn Thị Lan", error)
         && ensure_setting (self, "profile", PROFILE, error)
         && ensure_setting (self, "contact_name", "Nguyễn Thị Lan", error)
         && ensure_setting (self, "contact_email", "vanthu@so-y-te.example.vn", error)
         && ensure_setting (self, "setup-done", "true", error);
}
