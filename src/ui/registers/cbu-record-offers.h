/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/registers/cb-record-names.h"
#include "core/workplace/cb-workplace.h"
#include "ui/registers/cbu-record-field.h"

G_BEGIN_DECLS

/**
 * CbuRecordOffers:
 * @names: all that a record may name, for its check
 * @datasets: names of what was published
 * @receipts: publications, as a record names them
 * @receipt_titles: the same for people
 * @feedback: numbers of the feedback
 * @feedback_titles: numbers and what was said
 * @items: codes of the items of the catalog; none when they are too many to choose from
 * @item_titles: codes and names
 * @agencies: names that a preset brought, and those in charge of what is in the catalog
 *
 * What may be chosen in a form instead of typing it.
 */
typedef struct
{
  CbRecordNames *names;
  GPtrArray *datasets;
  GPtrArray *receipts;
  GPtrArray *receipt_titles;
  GPtrArray *feedback;
  GPtrArray *feedback_titles;
  GPtrArray *items;
  GPtrArray *item_titles;
  GPtrArray *agencies;
} CbuRecordOffers;

CbuRecordOffers *cbu_record_offers_read (CbWorkplace *workplace,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbuRecordOffers *cbu_record_offers_ref (CbuRecordOffers *offers);
void cbu_record_offers_unref (CbuRecordOffers *offers);
void
cbu_record_offers_give (CbuRecordOffers *offers, CbuRecordField *field, const CbFormField *of_form);

G_END_DECLS
