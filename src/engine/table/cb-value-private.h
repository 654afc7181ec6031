/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/table/cb-value.h"

G_BEGIN_DECLS

static inline gboolean
cb_value_is_digit (char c)
{
  return (guint8)(c - '0') < 10;
}

gboolean cb_value_read_word (const char *begin, const char *end, CbValue *value);
gboolean cb_value_read_date (const char *begin, const char *end, CbValue *value);
gboolean cb_value_read_date_in_words (const char *begin, const char *end, CbValue *value);
gboolean cb_value_read_time (const char *begin, const char *end, CbValue *value);
gboolean cb_value_read_degrees (const char *begin, const char *end, CbValue *value);

G_END_DECLS
