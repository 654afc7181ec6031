/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

/**
 * CbuOpened:
 * @reader: of the table, or of the sheet that is only looked at
 * @rows: (nullable): the first ones
 * @edits: (nullable) (element-type CbCellPlace): the cells that were edited
 * @recipe: the recipe that made what @reader reads; "" for none
 *
 * A file as a page shows it, opened in a worker thread.
 */
typedef struct
{
  CbReader *reader;
  CbRows *rows;
  GArray *edits;
  char *recipe;
} CbuOpened;

gpointer
cbu_opened_make (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error);
void cbu_opened_free (gpointer opened);

G_END_DECLS
