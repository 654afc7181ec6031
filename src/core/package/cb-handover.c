/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/package/cb-handover.h"

/**
 * cb_handover_new:
 *
 * Returns: (transfer full): a hand-over of an empty dataset
 */
CbHandover *
cb_handover_new (void)
{
  CbHandover *self = g_new0 (CbHandover, 1);

  self->dataset = cb_dataset_new ();
  self->schemas = g_ptr_array_new_with_free_func (g_free);
  self->delimiters = g_ptr_array_new_with_free_func (g_free);
  self->waivers = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_waiver_free);

  return self;
}

/**
 * cb_handover_free:
 * @self: (nullable) (transfer full): a hand-over
 */
void
cb_handover_free (CbHandover *self)
{
  if (self == NULL)
    return;

  cb_dataset_free (self->dataset);
  g_ptr_array_unref (self->schemas);
  g_ptr_array_unref (self->delimiters);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_ptr_array_unref (self->waivers);
  cb_catalog_item_free (self->item);
  g_free (self->request);
  cb_approval_free (self->approval);
  g_free (self->returned_by);
  g_free (self->agency);
  g_free (self->profile);
  g_free (self->portal_title);
  g_free (self->portal_url);
  g_free (self);
}
