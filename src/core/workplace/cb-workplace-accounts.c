/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include <string.h>

#include "base/cb-failpoint.h"
#include "base/cb-json.h"
#include "core/portal/cb-by-hand-portal.h"
#include "core/portal/cb-ckan-portal.h"
#include "core/portal/cb-http.h"
#include "core/store/cb-journal.h"
#include "core/workplace/cb-workplace-by-hand.h"
#include "core/workplace/cb-workplace-preset.h"

/* (nullable) (element-type GTlsCertificate): the authorities that a preset brought, which are
 * trusted beside the system's wherever a portal is spoken to. */
GPtrArray *
_cb_workplace_dup_authorities (CbWorkplace *self)
{
  g_autofree char *pem = cb_workplace_dup_setting (self, CB_SETTING_CERTIFICATES);

  return pem != NULL ? cb_preset_split_certificates (pem, NULL) : NULL;
}

/* A #CbPortalFactory of a workplace; an authority that a preset brought is trusted, too. The
 * practice portal is CKAN to us; that is the point of practising. */
CbPortal *
_cb_workplace_new_portal (const CbAccount *account,
                          const char *token,
                          gpointer user_data,
                          GError **error)
{
  g_autoptr (GPtrArray) authorities = _cb_workplace_dup_authorities (user_data);
  CbPortal *portal;

  if (cb_account_is_by_hand (account))
    return cb_by_hand_portal_new (account->url, authorities);
  portal = cb_ckan_portal_new_for_account (account, token);
  cb_ckan_portal_set_authorities (CB_CKAN_PORTAL (portal), authorities);
  return portal;
}

static const CbPortalOrganisation *
choose_organisation (const CbPortalInfo *info, const char *wanted)
{
  for (guint i = 0; i < info->organisations->len; i++)
    {
      const CbPortalOrganisation *organisation = g_ptr_array_index (info->organisations, i);

      if (g_strcmp0 (organisation->id, wanted) == 0 || g_strcmp0 (organisation->name, wanted) == 0
          || wanted == NULL)
        return organisation;
    }

  return NULL;
}

static void
replace (char **member, const char *value)
{
  g_free (*member);
  *member = g_strdup (value);
}

/* Puts what the portal said into the account; fails when it does not let us publish. */
static gboolean
apply_info (CbAccount *account, const CbPortalInfo *info, GError **error)
{
  const CbPortalOrganisation *organisation;

  if (info->user == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_SIGN_IN, "the portal takes us for nobody");
      return FALSE;
    }
  replace (&account->url, info->url);
  replace (&account->user, info->user);
  replace (&account->version, info->version);
  account->token_expires_us = info->token_expires_us;
  organisation = choose_organisation (info, account->organisation);
  if (organisation == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_FORBIDDEN,
                           "the portal lets this account create no dataset there");
      return FALSE;
    }
  replace (&account->organisation, organisation->id);
  replace (&account->organisation_title, organisation->title);
  replace (&account->capacity, organisation->capacity);
  g_clear_pointer (&account->held, g_free);
  return TRUE;
}

static CbPortalInfo *
probe (CbWorkplace *self,
       const CbAccount *account,
       const char *token,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (CbPortal) portal = _cb_workplace_new_portal (account, token, self, error);
  CbPortalInfo *info = portal != NULL ? cb_portal_probe (portal, cancellable, error) : NULL;

  cb_failpoint ("workplace.probed");
  return info;
}

typedef struct
{
  const CbAccount *account;
  const char *event;
} Saving;

static gboolean
save_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  Saving *saving = user_data;
  g_autoptr (JsonObject) detail = json_object_new ();

  json_object_set_string_member (detail, "url", saving->account->url);
  json_object_set_string_member (detail, "user", saving->account->user);
  return cb_store_save_account (store, saving->account, error)
         && cb_journal_append (store, "", saving->event, saving->account->id, detail, error);
}

static gboolean
save (CbWorkplace *self, const CbAccount *account, const char *event, GError **error)
{
  Saving saving = { account, event };

  if (!cb_store_run (self->store, save_in_transaction, &saving, error))
    return FALSE;
  cb_queue_release (self->queue, account->id, NULL);
  _cb_workplace_changed (self, "accounts");
  return TRUE;
}

/* What the IT officer knows of the portal and no portal tells (portals.md R9). */
static void
take_limit (CbWorkplace *self, CbAccount *account)
{
  g_autoptr (JsonObject) offered = cb_workplace_dup_offered_portal (self);
  const char *address = cb_json_get_string (offered, "address");

  if (address != NULL && cb_http_same_origin (address, account->url))
    account->max_bytes = (guint64)MAX (cb_json_get_int (offered, "max_upload_bytes", 0), 0);
}

/**
 * cb_workplace_add_account:
 * @self: a workplace
 * @title: (nullable): what to call it; %NULL: the host's name
 * @address: the portal's address, or of any page of it
 * @token: the access code; goes to the keyring and nowhere else
 * @organisation: (nullable): id or name; %NULL: the first in which datasets may be created
 * @cancellable: (nullable): stops it
 * @error: %CB_ERROR_NOT_A_PORTAL, %CB_ERROR_SIGN_IN, %CB_ERROR_FORBIDDEN, %CB_ERROR_OFFLINE,
 *   %CB_ERROR_KEYRING_LOCKED…: nothing is kept then
 *
 * Returns: (transfer full): the account, tested
 */
CbAccount *
cb_workplace_add_account (CbWorkplace *self,
                          const char *title,
                          const char *address,
                          const char *token,
                          const char *organisation,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (CbAccount) account = cb_account_new ();
  g_autoptr (CbPortalInfo) info = NULL;
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && address != NULL && token != NULL, NULL);

  account->id = g_uuid_string_random ();
  account->url = g_strstrip (g_strdup (address));
  account->kind = g_strdup ("ckan");
  account->organisation
      = organisation != NULL && organisation[0] != '\0' ? g_strdup (organisation) : NULL;
  info = probe (self, account, token, cancellable, error);
  if (info == NULL || !apply_info (account, info, error))
    return NULL;
  take_limit (self, account);
  uri = g_uri_parse (account->url, G_URI_FLAGS_NONE, NULL);
  if (title != NULL && title[0] != '\0')
    account->title = g_strdup (title);
  else
    account->title = g_strdup (uri != NULL ? g_uri_get_host (uri) : account->url);

  if (!cb_keyring_store (self->keyring, account->id, account->title, token, cancellable, error))
    return NULL;
  if (!save (self, account, "account.added", error))
    {
      cb_keyring_clear (self->keyring, account->id, NULL, NULL);
      return NULL;
    }

  return g_steal_pointer (&account);
}

/**
 * cb_workplace_add_by_hand_account:
 * @self: a workplace
 * @title: (nullable): what to call it; %NULL: the host's name
 * @address: the portal's address
 * @error: %CB_ERROR_INVALID when it is no address of the web
 *
 * Sets up a portal without an API, where a person publishes (product.md J3). There is no access
 * code, and nothing is asked of the portal. Any thread.
 *
 * Returns: (transfer full): the account
 */
CbAccount *
cb_workplace_add_by_hand_account (CbWorkplace *self,
                                  const char *title,
                                  const char *address,
                                  GError **error)
{
  g_autoptr (CbAccount) account = cb_account_new ();
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && address != NULL, NULL);

  account->id = g_uuid_string_random ();
  account->url = g_strstrip (g_strdup (address));
  account->kind = g_strdup (CB_ACCOUNT_BY_HAND);
  /* It has no list of organisations: the agency is who publishes there. */
  account->organisation = cb_workplace_dup_setting (self, "agency");
  account->organisation_title = g_strdup (account->organisation);
  if (!cb_by_hand_is_address (account->url))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "not an address of the web: %s", address);
      return NULL;
    }
  uri = g_uri_parse (account->url, G_URI_FLAGS_NONE, NULL);
  while (g_str_has_suffix (account->url, "/"))
    account->url[strlen (account->url) - 1] = '\0';
  account->title = g_strdup (title != NULL && title[0] != '\0' ? title : g_uri_get_host (uri));
  take_limit (self, account);

  return save (self, account, "account.added", error) ? g_steal_pointer (&account) : NULL;
}

typedef struct
{
  const char *id;
  const CbAccount *probed; /* as it was when the portal was asked */
  const CbPortalInfo *info;
  const char *event;
  CbAccount *account; /* (owned) (nullable): the answer, as it is kept */
} Sign;

/* Asking the portal takes seconds, in which a person or the queue may change the account, or remove
 * it: what the portal said goes into the row as it is by now, and nothing else of it is touched. */
static gboolean
sign_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  Sign *sign = user_data;
  g_autoptr (CbAccount) account = cb_store_get_account (store, sign->id, error);

  if (account == NULL)
    return FALSE;
  if (g_strcmp0 (account->url, sign->probed->url) != 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE,
                           "the account has another address by now");
      return FALSE;
    }
  if (!apply_info (account, sign->info, error)
      || !save_in_transaction (store, &(Saving){ account, sign->event }, error))
    return FALSE;
  sign->account = g_steal_pointer (&account);
  return TRUE;
}

static CbAccount *
keep_info (CbWorkplace *self,
           const CbAccount *probed,
           const CbPortalInfo *info,
           const char *event,
           GError **error)
{
  Sign sign = { probed->id, probed, info, event, NULL };

  if (!cb_store_run (self->store, sign_in_transaction, &sign, error))
    {
      cb_account_free (sign.account);
      return NULL;
    }
  cb_queue_release (self->queue, probed->id, NULL);
  _cb_workplace_changed (self, "accounts");
  return sign.account;
}

/**
 * cb_workplace_test_account:
 * @self: a workplace
 * @account_id: of an account
 * @cancellable: (nullable): stops it
 * @error: why it cannot be used
 *
 * Asks the portal who we are; a lane that was held goes on when that is well again.
 *
 * Returns: (transfer full): the account as the portal sees it now
 */
CbAccount *
cb_workplace_test_account (CbWorkplace *self,
                           const char *account_id,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (CbAccount) account = cb_store_get_account (self->store, account_id, error);
  g_autoptr (CbPortalInfo) info = NULL;
  char *token;

  if (account == NULL)
    return NULL;
  if (cb_account_is_by_hand (account))
    {
      info = probe (self, account, "", cancellable, error);
      return info != NULL ? g_steal_pointer (&account) : NULL;
    }
  token = cb_keyring_lookup (self->keyring, account_id, cancellable, error);
  if (token == NULL)
    return NULL;
  info = probe (self, account, token, cancellable, error);
  cb_keyring_free_secret (token);

  return info != NULL ? keep_info (self, account, info, "account.tested", error) : NULL;
}

/**
 * cb_workplace_set_token:
 * @self: a workplace
 * @account_id: of an account
 * @token: the new access code; goes to the keyring and nowhere else
 * @cancellable: (nullable): stops it
 * @error: why not: the old code stays then
 *
 * Returns: whether the new code works and is kept
 */
gboolean
cb_workplace_set_token (CbWorkplace *self,
                        const char *account_id,
                        const char *token,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (CbAccount) account = cb_store_get_account (self->store, account_id, error);
  g_autoptr (CbAccount) kept = NULL;
  g_autoptr (CbPortalInfo) info = NULL;
  char *old;

  if (account == NULL)
    return FALSE;
  if (cb_account_is_by_hand (account))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_BY_HAND, "this portal has no access code");
      return FALSE;
    }
  info = probe (self, account, token, cancellable, error);
  if (info == NULL)
    return FALSE;
  old = cb_keyring_lookup (self->keyring, account_id, cancellable, NULL);
  if (cb_keyring_store (self->keyring, account_id, account->title, token, cancellable, error))
    {
      kept = keep_info (self, account, info, "account.signed-in", error);
      /* The code and the row say the same, whatever happens. */
      if (kept == NULL && old != NULL)
        cb_keyring_store (self->keyring, account_id, account->title, old, NULL, NULL);
      else if (kept == NULL)
        cb_keyring_clear (self->keyring, account_id, NULL, NULL);
    }
  cb_keyring_free_secret (old);
  return kept != NULL;
}

static gboolean
remove_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  return cb_store_delete_account (store, user_data, error)
         && cb_journal_append (store, "", "account.removed", user_data, NULL, error);
}

/**
 * cb_workplace_remove_account:
 * @self: a workplace
 * @account_id: of an account
 * @cancellable: (nullable): stops it
 * @error: %CB_ERROR_WRONG_STATE while something waits to be sent with it
 *
 * Signs out: the access code is forgotten.
 *
 * Returns: whether it is gone
 */
gboolean
cb_workplace_remove_account (CbWorkplace *self,
                             const char *account_id,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (GPtrArray) jobs = cb_workplace_list_jobs (self, error);
  g_autoptr (GError) keyring_error = NULL;

  if (jobs == NULL)
    return FALSE;
  for (guint i = 0; i < jobs->len; i++)
    {
      const CbJob *job = g_ptr_array_index (jobs, i);

      if (g_strcmp0 (job->account_id, account_id) == 0 && !cb_job_state_is_final (job->state))
        {
          g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE,
                               "something waits to be sent with this account");
          return FALSE;
        }
    }
  if (!cb_keyring_clear (self->keyring, account_id, cancellable, &keyring_error)
      && !g_error_matches (keyring_error, CB_ERROR, CB_ERROR_NO_SECRET))
    {
      g_propagate_error (error, g_steal_pointer (&keyring_error));
      return FALSE;
    }
  if (!cb_store_run (self->store, remove_in_transaction, (gpointer)account_id, error))
    return FALSE;
  _cb_workplace_changed (self, "accounts");
  return TRUE;
}

/**
 * cb_workplace_list_accounts:
 * @self: a workplace
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbAccount): all of them
 */
GPtrArray *
cb_workplace_list_accounts (CbWorkplace *self, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return cb_store_list_accounts (self->store, error);
}
