/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/cb-account-rules.h"

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"

static char *
find_operator (CbProfile *profile)
{
  JsonObject *lead = cb_json_get_object (cb_profile_get_json (profile), "lead_agency");
  const char *name = lead != NULL ? cb_json_get_string (lead, "operator") : NULL;

  if (name == NULL && lead != NULL)
    name = cb_json_get_string (lead, "current");
  if (name == NULL && lead != NULL)
    name = cb_json_get_string (lead, "at_issue");
  return g_strdup (name);
}

/**
 * cb_account_rules_new:
 * @profile: (nullable): whose regulation it is
 *
 * Returns: (transfer full): what it wants of accounts (VP 6.2; TH 6.1, 6.2)
 */
CbAccountRules *
cb_account_rules_new (CbProfile *profile)
{
  CbAccountRules *self = g_new0 (CbAccountRules, 1);
  JsonObject *accounts
      = profile != NULL ? cb_json_get_object (cb_profile_get_json (profile), "accounts") : NULL;
  gint64 count = accounts != NULL ? cb_json_get_int (accounts, "per_agency", 0) : 0;

  self->per_agency = (guint)CLAMP (count, 0, 1000);
  if (accounts != NULL)
    {
      self->change_first = cb_json_get_bool (accounts, "change_password_on_first_login", FALSE);
      self->not_shared = cb_json_get_bool (accounts, "shared_forbidden", FALSE);
      self->tell_lost = cb_json_get_string (accounts, "lost_password_notify") != NULL;
    }
  self->per_agency_clause = self->per_agency > 0
                                ? cb_profile_dup_clause (profile, "accounts.per_agency")
                                : g_strdup ("");
  self->change_clause
      = self->change_first
            ? cb_profile_dup_clause (profile, "accounts.change_password_on_first_login")
            : g_strdup ("");
  self->shared_clause = self->not_shared
                            ? cb_profile_dup_clause (profile, "accounts.shared_forbidden")
                            : g_strdup ("");
  self->lost_clause = self->tell_lost
                          ? cb_profile_dup_clause (profile, "accounts.lost_password_notify")
                          : g_strdup ("");
  self->operator_name = profile != NULL ? find_operator (profile) : NULL;
  return self;
}

/**
 * cb_account_rules_free:
 * @self: (nullable) (transfer full): rules
 */
void
cb_account_rules_free (CbAccountRules *self)
{
  if (self == NULL)
    return;

  g_free (self->per_agency_clause);
  g_free (self->change_clause);
  g_free (self->shared_clause);
  g_free (self->lost_clause);
  g_free (self->operator_name);
  g_free (self);
}

/**
 * cb_account_rules_dup_notice:
 * @self: rules
 * @lost: what was lost
 *
 * The text that tells the operator (VP 6.2d). It has no password and no access code in it.
 *
 * Returns: (transfer full): some lines, to be sent by whichever way the office has
 */
char *
cb_account_rules_dup_notice (const CbAccountRules *self, const CbLostPassword *lost)
{
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: an agency */
  g_string_append_printf (text, _ ("To: %s"),
                          self->operator_name != NULL ? self->operator_name : "…");
  g_string_append (text, "\n\n");
  /* Translators: an agency, an address, an account, a day */
  g_string_append_printf (
      text,
      _ ("%s reports that the password of its account on %s (account: %s) was lost or may be in "
         "other hands; noticed on %02u/%02u/%04u. Please lock the account, verify who we are and "
         "hand out a new password.\n"),
      *lost->agency != '\0' ? lost->agency : "…", lost->portal,
      lost->user != NULL && *lost->user != '\0' ? lost->user : "…", g_date_get_day (lost->on),
      (guint)g_date_get_month (lost->on), (guint)g_date_get_year (lost->on));
  if (*self->lost_clause != '\0')
    /* Translators: a clause */
    g_string_append_printf (text, _ ("Basis: %s.\n"), self->lost_clause);
  /* Translators: a person */
  g_string_append_printf (text, _ ("Reported by: %s\n"),
                          *lost->person != '\0' ? lost->person : "…");
  return g_string_free (g_steal_pointer (&text), FALSE);
}
