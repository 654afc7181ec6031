/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-approval.h"

/**
 * cb_approval_new:
 *
 * Returns: (transfer full): an approval with nothing in it
 */
CbApproval *
cb_approval_new (void)
{
  return g_new0 (CbApproval, 1);
}

/**
 * cb_approval_free:
 * @self: (nullable) (transfer full): an approval
 */
void
cb_approval_free (CbApproval *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->dataset_id);
  g_free (self->digest);
  g_free (self->prepared_by);
  g_free (self->approved_by);
  g_free (self->void_reason);
  g_free (self);
}
