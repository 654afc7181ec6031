/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/rules/cb-profile.h"

G_BEGIN_DECLS

/**
 * CbProfileValue:
 * @group: of which subject it is, the same for neighbours: "Deadlines"
 * @title: what it is: "Every quarter"
 * @path: (owned): where it is in the profile: `update_rules.quarterly`
 * @words: (owned): what the text says; that it says nothing where it does not
 * @clause: (owned): what it rests on, "" where the text says nothing
 * @origin: (owned) (nullable): who says it, when that is not the profile that the program brings
 * @says_something: whether the text says anything
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
} CbProfileValue;

GPtrArray *cb_profile_list_values (CbProfile *self);
GPtrArray *cb_profile_list_doubts (CbProfile *self, const GDate *on);

G_END_DECLS
