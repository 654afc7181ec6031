/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/datasets/cbu-dataset-work.h"

G_BEGIN_DECLS

CbuTypedCells *cbu_typed_cells_new (const char *file_id);
CbuTypedCells *cbu_typed_cells_ref (CbuTypedCells *self);
void cbu_typed_cells_unref (CbuTypedCells *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbuTypedCells, cbu_typed_cells_unref)

gboolean cbu_typed_cells_accepts (CbuTypedCells *self, const char *file_id);
void cbu_typed_cells_add (CbuTypedCells *self, CbuDatasetWork *work);

G_END_DECLS
