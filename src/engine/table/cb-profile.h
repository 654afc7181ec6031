/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/table/cb-column.h"
#include "engine/table/cb-table.h"

G_BEGIN_DECLS

/**
 * CbProfileColumn:
 * @name: as in the header
 * @blank: cells without anything but white space, missing cells included
 * @distinct: different values that are not blank
 * @distinct_is_exact: %FALSE beyond one million, where @distinct is an estimate within 1 %
 * @minimum, @maximum: of the values in the order of @type, as they stand in the file, cut
 * @shortest, @longest: in characters, of values that are not blank
 * @type: `string` `integer` `number` `date` `datetime` `time` `year` `yearmonth` `boolean`,
 *   `unknown` where the values do not say, `` when all are blank
 * @decision: how they are written
 * @least, @greatest: amounts of @minimum and @maximum, for numbers and dates
 * @missing: (element-type guint): words for nothing that stand in it, by their place in
 *   cb_value_words()
 * @words: (element-type guint): in the same way, the words that say yes and no
 * @samples: the first values that differ, at most 5, cut, NOT masked
 */
typedef struct
{
  char *name;
  guint64 blank;
  guint64 distinct;
  gboolean distinct_is_exact;
  char *minimum;
  char *maximum;
  guint shortest;
  guint longest;
  const char *type;
  CbColumnDecision decision;
  double least;
  double greatest;
  GArray *missing;
  GArray *words;
  GStrv samples;
} CbProfileColumn;

/**
 * CbProfile:
 * @rows: without the header
 * @columns: (element-type CbProfileColumn): as the header has them
 */
typedef struct
{
  guint64 rows;
  GPtrArray *columns;
} CbProfile;

CbProfile *cb_profile_run (CbTable *table,
                           CbProgressFunc progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_profile_free (CbProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbProfile, cb_profile_free)

G_END_DECLS
