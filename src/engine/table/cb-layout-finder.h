/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/table/cb-layout-private.h"

G_BEGIN_DECLS

/* So many rows below a header say of what its columns are. */
#define CB_HEADER_EVIDENCE 30u

/* Which label of a row covers each column: where it begins, -1: none; and whether merged cells say
 * so. */
typedef struct
{
  int *starts;
  guint8 *merged;
} CbHeaderSpans;

/**
 * CbHeaderFinder:
 * @sample: the first rows of the file
 * @looks: of each
 * @spans: of the rows that were asked for
 * @merges: (element-type CbSheetRange): those that reach among the first rows
 * @width: cells that most rows have
 *
 * What the header is looked for in.
 */
typedef struct
{
  const CbLayoutSample *sample;
  CbRowLook *looks;
  CbHeaderSpans *spans; /* of the rows that were asked for */
  GArray *merges;       /* (element-type CbSheetRange): those that reach among the first rows */
  guint width;
} CbHeaderFinder;

guint cb_header_find_usual_width (const CbLayoutSample *sample);
guint cb_header_find_usual_fill (const CbHeaderFinder *self);
const CbHeaderSpans *cb_header_get_spans (const CbHeaderFinder *self, guint row);
gboolean cb_header_is_sparse (const CbHeaderFinder *self, guint row);
gboolean cb_header_is_same_row (const CbRow *a, const CbRow *b);
double cb_header_rate_data_below (const CbHeaderFinder *self, guint row, guint column);
guint cb_header_get_reach (const CbHeaderFinder *self, guint row, guint start);
gboolean cb_header_is_across (const CbHeaderFinder *self, guint row);

G_END_DECLS
