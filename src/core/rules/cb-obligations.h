/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-dataset.h"
#include "core/model/cb-obligation.h"
#include "core/rules/cb-holidays.h"
#include "core/rules/cb-profile.h"

G_BEGIN_DECLS

/**
 * CbObligationBegunFunc:
 * @item_code: of the catalog
 * @period: `2026-10`…, "" for an item without periods
 * @state: (out): how far the dataset is
 * @user_data: of whoever asked
 *
 * Returns: (nullable) (transfer full): id of the dataset that has been begun for this, %NULL: none
 */
typedef char *(*CbObligationBegunFunc) (const char *item_code,
                                        const char *period,
                                        CbDatasetState *state,
                                        gpointer user_data);

CbUrgency cb_obligation_judge (const CbObligation *obligation, const GDate *on);
void cb_obligations_sort (GPtrArray *obligations);
GPtrArray *cb_obligations_list (GPtrArray *items,
                                CbProfile *profile,
                                CbHolidays *holidays,
                                const GDate *on,
                                CbObligationBegunFunc begun,
                                gpointer user_data);
GPtrArray *cb_obligations_list_for_datasets (GPtrArray *items,
                                             CbProfile *profile,
                                             CbHolidays *holidays,
                                             const GDate *on,
                                             GPtrArray *datasets);
void cb_obligations_add_missed (GPtrArray *obligations,
                                GPtrArray *items,
                                CbProfile *profile,
                                CbHolidays *holidays,
                                const GDate *on,
                                GHashTable *since,
                                GPtrArray *datasets);

G_END_DECLS
