/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-error-words-system.h"

/**
 * cb_error_words_of_system:
 * @code: what went wrong
 *
 * Returns: (transfer none) (nullable): what is said of it on this system; %NULL where that is what
 *   is said everywhere
 */
const CbErrorWords *
cb_error_words_of_system (CbError code)
{
  return NULL;
}
