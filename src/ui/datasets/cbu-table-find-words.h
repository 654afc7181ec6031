/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/reading/cb-reader.h"

G_BEGIN_DECLS

/**
 * CbuFindState:
 * @tally: how many cells have what is looked for
 * @is_empty: nothing is looked for
 * @is_finding: the next hit is looked for
 * @is_tallying: the hits are being counted
 * @wrapped: the search went on from the other end
 * @percent: how much of the file has been searched for the next hit
 */
typedef struct
{
  const CbTally *tally;
  gboolean is_empty;
  gboolean is_finding;
  gboolean is_tallying;
  gboolean wrapped;
  int percent;
} CbuFindState;

char *cbu_table_find_dup_words (const CbuFindState *state);

G_END_DECLS
