/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-finding.h"

/**
 * cb_finding_dup_title:
 * @self: a finding
 *
 * Returns: (transfer full): what was found, for people
 */
char *
cb_finding_dup_title (const CbFinding *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup (self->code);
}

/**
 * cb_finding_dup_place:
 * @self: a finding
 *
 * Returns: (transfer full): where it was found, for people; "" when it is about the whole file
 */
char *
cb_finding_dup_place (const CbFinding *self)
{
  g_autofree char *row = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->row != CB_FINDING_NO_ROW)
    row = cb_text_format_count (self->row + 1);
  if (self->column >= 0 && row != NULL)
    /* Translators: first the name of a column, then the number of a row */
    return g_strdup_printf (_ ("column “%s”, row %s"), self->column_name, row);
  if (self->column >= 0)
    return g_strdup_printf (_ ("column “%s”"), self->column_name);
  if (row != NULL)
    return g_strdup_printf (_ ("row %s"), row);

  return g_strdup ("");
}

/**
 * cb_finding_dup_remedy:
 * @self: a finding
 *
 * Returns: (transfer full): how to mend it, for people; "" when nothing needs mending
 */
char *
cb_finding_dup_remedy (const CbFinding *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup ("");
}
