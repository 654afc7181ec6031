/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/table/cb-value.h"

G_BEGIN_DECLS

static inline gboolean
cb_value_is_digit (char c)
{
  return (guint8)(c - '0') < 10;
}

/* Of ngày, tháng, quý. */
static inline gboolean
cb_value_begins_date (char c)
{
  return c == 'n' || c == 'N' || c == 't' || c == 'T' || c == 'q' || c == 'Q';
}

#define CB_VALUE_MAX_WORD 32

/* For each length and first byte a bit; most text begins like none of the words. */
extern guint8 cb_value_word_starts[CB_VALUE_MAX_WORD + 1][256 / 8];
void cb_value_index_words (void);

static inline gboolean
cb_value_begins_word (guint8 first, gsize length)
{
  return length <= CB_VALUE_MAX_WORD
         && (cb_value_word_starts[length][first / 8] >> first % 8 & 1) != 0;
}

const char *cb_value_read_spaced (const char *begin, const char *end, CbValue *value);
gboolean cb_value_read_power (const char *begin, const char *end, CbValue *value);
gboolean cb_value_read_word (const char *begin, const char *end, CbValue *value);
gboolean cb_value_read_date (const char *begin, const char *end, CbValue *value);
gboolean cb_value_read_date_in_words (const char *begin, const char *end, CbValue *value);
gboolean cb_value_read_time (const char *begin, const char *end, CbValue *value);
gboolean cb_value_read_degrees (const char *begin, const char *end, CbValue *value);

G_END_DECLS
