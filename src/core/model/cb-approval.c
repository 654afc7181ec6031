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
 * cb_approval_copy:
 * @self: an approval
 *
 * Returns: (transfer full): a copy that shares nothing with @self
 */
CbApproval *
cb_approval_copy (const CbApproval *self)
{
  CbApproval *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->dataset_id = g_strdup (self->dataset_id);
  copy->digest = g_strdup (self->digest);
  copy->prepared_by = g_strdup (self->prepared_by);
  copy->approved_by = g_strdup (self->approved_by);
  copy->void_reason = g_strdup (self->void_reason);
  return copy;
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
