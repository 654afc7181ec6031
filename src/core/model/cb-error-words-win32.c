/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-error-words-system.h"

#include <glib/gi18n-lib.h>

/* The Credential Manager is part of Windows: nobody can install one. It refuses where a session has
 * no place for it, as that of a service, or a policy forbids it. */
static const CbErrorWords keyring_absent = {
  N_ ("Windows refuses to keep the access code in the Credential Manager."),
  N_ ("Sign in to Windows with an account of your own, or ask your IT officer whether a policy "
      "forbids it; then sign in to the portal again."),
};

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
  return code == CB_ERROR_KEYRING_ABSENT ? &keyring_absent : NULL;
}
