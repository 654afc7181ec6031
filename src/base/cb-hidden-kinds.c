/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-hidden-kinds.h"

static const char *const names[] = {
#define CB_HIDDEN_KIND_NAME(id, name) [CB_HIDDEN_##id] = name,
  CB_HIDDEN_KINDS (CB_HIDDEN_KIND_NAME)
#undef CB_HIDDEN_KIND_NAME
};

/**
 * cb_hidden_kind_name:
 * @kind: a kind
 *
 * Returns: (transfer none): its name, as it stands in messages
 */
const char *
cb_hidden_kind_name (CbHiddenKind kind)
{
  g_return_val_if_fail ((guint)kind < CB_HIDDEN_N_KINDS, "");

  return names[kind];
}

/**
 * cb_hidden_kind_from_name:
 * @name: (nullable): a name out of a message
 * @kind: (out): the kind
 *
 * Returns: %FALSE for a name that is none
 */
gboolean
cb_hidden_kind_from_name (const char *name, CbHiddenKind *kind)
{
  for (guint i = 0; i < CB_HIDDEN_N_KINDS; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *kind = (CbHiddenKind)i;
        return TRUE;
      }

  return FALSE;
}
