/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbSyllableScore:
 * @words: words with a character that is not ASCII
 * @syllables: those of them that are Vietnamese syllables
 */
typedef struct
{
  guint words;
  guint syllables;
} CbSyllableScore;

gboolean cb_syllable_is_vietnamese (const char *word, gsize length);
CbSyllableScore cb_syllable_score (const char *text, gsize length, guint max_words);
double cb_syllable_score_share (const CbSyllableScore *score);

G_END_DECLS
