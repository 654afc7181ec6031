/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/registers/cb-account-rules.h"
#include "core/registers/cb-form.h"
#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

/* What a regulation wants of an account: see cb-workplace.h about threads. */

/**
 * CbAccountDuty:
 * @rules: of the profile in force
 * @same: accounts on the same portal, this one included
 * @changed: day of the last change of the password, as a person noted it; not valid when none did
 * @contact: (nullable): how the operator is reached, as the agency wrote it down
 * @notice: the text that reports a lost password
 */
typedef struct
{
  CbAccountRules *rules;
  guint same;
  GDate changed;
  char *contact;
  char *notice;
} CbAccountDuty;

CbAccountDuty *cb_workplace_get_account_duty (CbWorkplace *self,
                                              const char *account_id,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_account_duty_free (CbAccountDuty *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbAccountDuty, cb_account_duty_free)
gboolean
cb_workplace_note_password_change (CbWorkplace *self, const char *account_id, GError **error);

char *cb_workplace_dup_nobody_named (CbWorkplace *self, const CbForm *form);

G_END_DECLS
