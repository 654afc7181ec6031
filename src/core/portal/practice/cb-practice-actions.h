/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/portal/practice/cb-practice-call.h"

G_BEGIN_DECLS

/**
 * CbPracticeAction:
 * @name: as in `/api/3/action/NAME`; %NULL ends a table
 * @run: does it; (transfer full) the result, or %NULL when @call carries a failure
 * @reads: without side effects: GET will do, with parameters in the address
 */
typedef struct
{
  const char *name;
  JsonNode *(*run) (CbPracticeCall *call);
  gboolean reads;
} CbPracticeAction;

/* One table per subject, in the file that is named for it. */
extern const CbPracticeAction cb_practice_actions_datasets[];
extern const CbPracticeAction cb_practice_actions_files[];
extern const CbPracticeAction cb_practice_actions_people[];

const CbPracticeAction *cb_practice_actions_find (const char *name);
JsonNode *cb_practice_actions_take_object (JsonObject *object);
JsonObject *cb_practice_actions_revise (CbPracticeCall *call, JsonObject *candidate);
char *cb_practice_actions_dup_string (CbPracticeCall *call, const char *name);

G_END_DECLS
