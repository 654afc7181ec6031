/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is different in a row of one table from another: for the engine that finds it, and for those
 * who show it. */
typedef enum
{
  CB_DIFF_ADDED,   /* only in the table now */
  CB_DIFF_REMOVED, /* only in the table before */
  CB_DIFF_CHANGED, /* in both, with other cells */
  CB_DIFF_N_KINDS,
} CbDiffKind;

/* By what rows are found again. */
typedef enum
{
  CB_DIFF_KEY_GIVEN,      /* columns that somebody named */
  CB_DIFF_KEY_FOUND,      /* columns that were found to be different in every row of both */
  CB_DIFF_KEY_WHOLE_ROWS, /* all cells of a row: a changed row is one removed and one added */
  CB_DIFF_KEY_N_KINDS,
} CbDiffKeyKind;

G_END_DECLS
