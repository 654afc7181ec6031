/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-error.h"

G_BEGIN_DECLS

/**
 * CbErrorWords:
 * @title: what happened, one sentence
 * @remedy: what to do next
 *
 * Marked for translation, not translated.
 */
typedef struct
{
  const char *title;
  const char *remedy;
} CbErrorWords;

const CbErrorWords *cb_error_words_of_system (CbError code);

G_END_DECLS
