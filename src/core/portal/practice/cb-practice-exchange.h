/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "core/portal/practice/cb-practice-call.h"
#include "core/portal/practice/cb-practice-multipart.h"

G_BEGIN_DECLS

#define CB_PRACTICE_MAX_JSON (64u * 1024 * 1024)
#define CB_PRACTICE_MAX_FIELD 500000u
#define CB_PRACTICE_MAX_PARTS 1000u

/**
 * CbPracticeExchange:
 *
 * One request while it comes in: its body is taken in pieces, files go straight to the disk, and
 * nothing is kept twice.
 */
typedef struct _CbPracticeExchange CbPracticeExchange;

CbPracticeExchange *cb_practice_exchange_new (CbPracticeStore *store,
                                              const CbPracticeHabits *habits,
                                              SoupServerMessage *message,
                                              guint64 max_file);
void cb_practice_exchange_free (CbPracticeExchange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPracticeExchange, cb_practice_exchange_free)

void cb_practice_exchange_take_bytes (CbPracticeExchange *self, GBytes *bytes);
gboolean cb_practice_exchange_finish (CbPracticeExchange *self, gboolean with_query);
CbPracticeCall *cb_practice_exchange_get_call (CbPracticeExchange *self);
const GError *cb_practice_exchange_get_error (CbPracticeExchange *self);
guint64 cb_practice_exchange_get_received (CbPracticeExchange *self);

G_END_DECLS
