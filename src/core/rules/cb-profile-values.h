/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/rules/cb-profile.h"

G_BEGIN_DECLS

/* What a person writes there. */
typedef enum
{
  CB_VALUE_TEXT,
  CB_VALUE_DATE,
  CB_VALUE_YES,
  CB_VALUE_NUMBER,
  CB_VALUE_LIST,
  CB_VALUE_WHO,    /* `lead_agency` and its like, or words */
  CB_VALUE_STATUS, /* `draft`, `in_force_at_issue`, `replaced` */
  CB_VALUE_RULE,   /* a deadline */
  CB_VALUE_FIXED,  /* too much for a form */
} CbProfileValueKind;

/**
 * CbProfileValue:
 * @group: of which subject it is, the same for neighbours: "Deadlines"
 * @title: what it is: "Every quarter"
 * @path: (owned): where it is in the profile: `update_rules.quarterly`
 * @words: (owned): what the text says; that it says nothing where it does not
 * @clause: (owned): what it rests on, "" where the text says nothing; with @origin where there is
 *   one
 * @origin: (owned) (nullable): who says it and when, when that is not the profile that the program
 *   brings
 * @says_something: whether the text says anything
 * @kind: what a person writes there
 * @node: (owned) (nullable): as the profile has it
 */
typedef struct
{
  const char *group;
  const char *title;
  char *path;
  char *words;
  char *clause;
  char *origin;
  gboolean says_something;
  CbProfileValueKind kind;
  JsonNode *node;
} CbProfileValue;

const char *cb_profile_name_in_words (const char *name);
GPtrArray *cb_profile_list_values (CbProfile *self);
GPtrArray *cb_profile_list_doubts (CbProfile *self, const GDate *on);

G_END_DECLS
