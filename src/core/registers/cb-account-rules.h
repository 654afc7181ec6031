/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-account.h"
#include "core/rules/cb-profile.h"

G_BEGIN_DECLS

/**
 * CbAccountRules:
 * @per_agency: how many accounts an agency has, 0 when the text does not say
 * @per_agency_clause: what that rests on
 * @change_first: the password that was handed out is to be changed at the first sign-in
 * @change_clause: what that rests on
 * @not_shared: one person's account is not for another
 * @shared_clause: what that rests on
 * @tell_lost: a lost password is to be told to @operator_name
 * @lost_clause: what that rests on
 * @operator_name: (nullable): who operates the portal, or leads where nobody is named
 *
 * What a regulation wants of accounts on the portal (product.md A9). Clauses are "" where the text
 * is silent.
 */
typedef struct
{
  guint per_agency;
  char *per_agency_clause;
  gboolean change_first;
  char *change_clause;
  gboolean not_shared;
  char *shared_clause;
  gboolean tell_lost;
  char *lost_clause;
  char *operator_name;
} CbAccountRules;

/**
 * CbLostPassword:
 * @agency: whose account it is
 * @person: who reports it
 * @portal: its address
 * @user: (nullable): name of the account
 * @on: the day
 */
typedef struct
{
  const char *agency;
  const char *person;
  const char *portal;
  const char *user;
  const GDate *on;
} CbLostPassword;

CbAccountRules *cb_account_rules_new (CbProfile *profile) G_GNUC_WARN_UNUSED_RESULT;
void cb_account_rules_free (CbAccountRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbAccountRules, cb_account_rules_free)

char *cb_account_rules_dup_notice (const CbAccountRules *self, const CbLostPassword *lost);

G_END_DECLS
