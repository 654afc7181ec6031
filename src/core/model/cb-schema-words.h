/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-schema.h"

G_BEGIN_DECLS

const char *cb_schema_words_type (const char *type);
char *cb_schema_words_dup_format (const CbSchemaField *field);
const char *cb_schema_words_doubt (const char *doubt);

G_END_DECLS
