/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-row-kinds.h"

static const char *const names[] = {
#define CB_ROW_KIND_NAME(id, name) [CB_ROW_KIND_##id] = name,
  CB_ROW_KINDS (CB_ROW_KIND_NAME)
#undef CB_ROW_KIND_NAME
};

/**
 * cb_row_kind_name:
 * @kind: a kind
 *
 * Returns: (transfer none): its name in recipes and findings
 */
const char *
cb_row_kind_name (CbRowKind kind)
{
  g_return_val_if_fail ((guint)kind < CB_ROW_N_KINDS, "");

  return names[kind];
}

/**
 * cb_row_kind_from_name:
 * @name: (nullable): a name
 * @kind: (out): what it names
 *
 * Returns: %FALSE when it names nothing
 */
gboolean
cb_row_kind_from_name (const char *name, CbRowKind *kind)
{
  for (guint i = 0; i < CB_ROW_N_KINDS; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *kind = (CbRowKind)i;
        return TRUE;
      }

  return FALSE;
}
