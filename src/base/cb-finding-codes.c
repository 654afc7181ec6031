/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-finding-codes.h"

static const char *const names[] = {
#define CB_FINDING_CODE_NAME(id, name) [CB_FINDING_##id] = name,
  CB_FINDING_CODES (CB_FINDING_CODE_NAME)
#undef CB_FINDING_CODE_NAME
};

/**
 * cb_finding_codes_name:
 * @code: a code
 *
 * Returns: (transfer none): its stable name, as stored and sent
 */
const char *
cb_finding_codes_name (CbFindingCode code)
{
  g_return_val_if_fail ((guint)code < G_N_ELEMENTS (names), "");

  return names[code];
}

/**
 * cb_finding_codes_lookup:
 * @name: (nullable): a stored name
 * @code: (out): the code
 *
 * Returns: %FALSE for a name that this version does not know
 */
gboolean
cb_finding_codes_lookup (const char *name, CbFindingCode *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *code = (CbFindingCode)i;
        return TRUE;
      }

  return FALSE;
}
