/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-row-kind-words.h"

#include <glib/gi18n-lib.h>

static const char *const words[] = {
  [CB_ROW_KIND_DATA] = N_ ("Row of the table"),
  [CB_ROW_KIND_TITLE] = N_ ("Title above the table"),
  [CB_ROW_KIND_HEADER] = N_ ("Header"),
  [CB_ROW_KIND_NUMBERING] = N_ ("Numbering of the columns, not of the table"),
  [CB_ROW_KIND_REPEATED_HEADER] = N_ ("The header once more, not of the table"),
  [CB_ROW_KIND_GROUP] = N_ ("Name of a group, not of the table"),
  [CB_ROW_KIND_SUBTOTAL] = N_ ("Total of a group, not of the table"),
  [CB_ROW_KIND_TOTAL] = N_ ("Total, not of the table"),
  [CB_ROW_KIND_NOTE] = N_ ("Note or signature, not of the table"),
  [CB_ROW_KIND_BLANK] = N_ ("Blank row, not of the table"),
  [CB_ROW_KIND_OTHER_TABLE] = N_ ("Another table, not of this one"),
  [CB_ROW_KIND_TAKEN_OUT] = N_ ("Taken out by hand, not of the table"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (words) == CB_ROW_N_KINDS);

/**
 * cb_row_kind_words:
 * @kind: what a row is
 *
 * Returns: (transfer none): what it is, for people
 */
const char *
cb_row_kind_words (CbRowKind kind)
{
  g_return_val_if_fail ((guint)kind < G_N_ELEMENTS (words), "");

  return _ (words[kind]);
}
