/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-schema.h"

G_BEGIN_DECLS

GStrv cbu_column_format_dup_ways (const CbSchemaField *field, guint *current);
void cbu_column_format_set_way (CbSchemaField *field, guint way);
void cbu_column_format_guess (CbSchemaField *field, const char *doubt);
char *cbu_column_format_dup_missing (const CbSchemaField *field);
void cbu_column_format_set_missing (CbSchemaField *field, const char *text);

G_END_DECLS
