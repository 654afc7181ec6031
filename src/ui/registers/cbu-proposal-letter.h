/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_PROPOSAL_LETTER (cbu_proposal_letter_get_type ())
G_DECLARE_FINAL_TYPE (CbuProposalLetter, cbu_proposal_letter, CBU, PROPOSAL_LETTER, AdwBin)

void cbu_proposal_letter_set_session (CbuProposalLetter *self, CbuSession *session);

G_END_DECLS
