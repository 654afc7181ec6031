/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-error-words.h"

#include <glib/gi18n-lib.h>

/**
 * cb_error_words_title:
 * @code: what went wrong
 *
 * Returns: (transfer none): what happened, one sentence for people
 */
const char *
cb_error_words_title (CbError code)
{
  if (code == CB_ERROR_OFFLINE)
    return _ ("There is no network.");

  return _ ("Something went wrong.");
}

/**
 * cb_error_words_remedy:
 * @code: what went wrong
 *
 * Returns: (transfer none): what to do next, one sentence for people
 */
const char *
cb_error_words_remedy (CbError code)
{
  if (code == CB_ERROR_OFFLINE)
    return _ ("It will be sent when the network is back.");

  return _ ("Try again; if it stays, ask your IT officer.");
}

/**
 * cb_error_words_for:
 * @error: any error
 *
 * Returns: (transfer full): what happened and what to do, for people
 */
char *
cb_error_words_for (const GError *error)
{
  CbError code = CB_ERROR_FAILED;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == CB_ERROR)
    code = (CbError)error->code;
  return g_strdup_printf ("%s %s", cb_error_words_title (code), cb_error_words_remedy (code));
}
