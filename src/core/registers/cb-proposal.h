/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/document/cb-document.h"
#include "core/model/cb-catalog-item.h"
#include "core/registers/cb-form.h"
#include "core/registers/cb-record-check.h"

G_BEGIN_DECLS

/* A proposal to change the catalog (product.md A6): a record of %CB_REGISTER_PROPOSALS. */
typedef enum
{
  CB_PROPOSAL_ADD,
  CB_PROPOSAL_EDIT,
  CB_PROPOSAL_WITHDRAW,
} CbProposal;

#define CB_N_PROPOSALS (CB_PROPOSAL_WITHDRAW + 1)

/**
 * CbProposalLetter:
 * @agency: (nullable): whose letter it is
 * @decision: (nullable): the decision of the catalog in force
 * @number: (nullable): of the letter; %NULL leaves room for it
 * @date: (nullable): of the letter; %NULL leaves room for it
 * @place: (nullable): where it is written, "Quảng Ngãi"; %NULL leaves room for it
 * @signer_title: (nullable): as what it is signed, "Giám đốc"; %NULL: the head of the agency
 * @signer: (nullable): who signs
 */
typedef struct
{
  const char *agency;
  const char *decision;
  const char *number;
  const GDate *date;
  const char *place;
  const char *signer_title;
  const char *signer;
} CbProposalLetter;

extern const char *const cb_proposal_words[CB_N_PROPOSALS];

gboolean cb_proposal_get_kind (const CbRecord *record, CbProposal *kind);
gboolean cb_proposal_from_name (const char *name, CbProposal *kind);
JsonObject *cb_proposal_begin (CbProposal kind, const CbCatalogItem *item);
char *cb_proposal_dup_other_lines (const char *text, const char *other) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_proposal_check_letter (const CbForm *form,
                                     const CbRecord *record,
                                     CbHolidays *holidays,
                                     const GDate *today) G_GNUC_WARN_UNUSED_RESULT;
CbDocument *cb_proposal_letter_new (const CbForm *form,
                                    GPtrArray *records,
                                    const CbProposalLetter *about) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
