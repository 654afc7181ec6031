/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "core/model/cb-finding.h"

G_BEGIN_DECLS

typedef struct _CbuTableMarks CbuTableMarks;

CbuTableMarks *cbu_table_marks_new (void);
void cbu_table_marks_free (CbuTableMarks *self);
void cbu_table_marks_set (CbuTableMarks *self, GPtrArray *findings);
gboolean cbu_table_marks_get_row (CbuTableMarks *self, guint64 row, CbSeverity *severity);
const char *cbu_table_marks_get_why (CbuTableMarks *self, guint64 row, int column);
gboolean
cbu_table_marks_get_cell (CbuTableMarks *self, guint64 row, int column, CbSeverity *severity);
const char *cbu_table_marks_get_icon (CbSeverity severity);

G_END_DECLS
