/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/registers/cb-proposal.h"
#include "core/workplace/cb-workplace-registers.h"

G_BEGIN_DECLS

/* Proposals to change the catalog: records of a register, see cb-workplace-registers.h. */

/* What is kept of the next letter, among the settings: its number and day until it is sent, and for
 * all letters the place and who signs. */
#define CB_SETTING_LETTER_NUMBER "letter-number"
#define CB_SETTING_LETTER_DATE "letter-date"
#define CB_SETTING_LETTER_PLACE "letter-place"
#define CB_SETTING_LETTER_SIGNER_TITLE "letter-signer-title"
#define CB_SETTING_LETTER_SIGNER "letter-signer"

CbRecord *cb_workplace_propose (CbWorkplace *self,
                                CbProposal kind,
                                const char *code,
                                JsonObject *fields,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_workplace_list_proposals (CbWorkplace *self,
                                        const char *code,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_workplace_list_proposals_for_letter (CbWorkplace *self,
                                                   const char *const *numbers,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_save_proposals (CbWorkplace *self,
                                      GPtrArray *records,
                                      const char *number,
                                      const char *date,
                                      GFile *file,
                                      GCancellable *cancellable,
                                      GError **error);
gboolean cb_workplace_send_proposals (
    CbWorkplace *self, GPtrArray *records, const char *number, const char *date, GError **error);

G_END_DECLS
