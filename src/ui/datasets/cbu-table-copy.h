/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/reading/cb-reader.h"
#include "ui/datasets/cbu-grid.h"

G_BEGIN_DECLS

/* So much is put on the clipboard at most: whoever pastes it takes it whole into memory. */
#define CBU_TABLE_COPY_MAX_CELLS (2u * 1000 * 1000)
#define CBU_TABLE_COPY_MAX_BYTES (64u * 1024 * 1024)
/* A cell as long as this may have been cut for showing (CB_PROTOCOL_MAX_CELL_SHOWN). */
#define CBU_TABLE_CUT_AT 4000

void cbu_table_copy_append_row (GString *text,
                                const char *const *cells,
                                guint first_column,
                                guint last_column);
char *cbu_table_copy_read (CbReader *reader,
                           const CbuGridRange *range,
                           const char *const *titles,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
