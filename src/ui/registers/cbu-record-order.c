/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/registers/cbu-record-order.h"

/**
 * cbu_record_order_new:
 * @kind: what is to be done
 * @record: to what
 * @typed: (nullable) (transfer full): what differs from what is entered
 *
 * Returns: (transfer full): the order, for a worker thread
 */
CbuRecordOrder *
cbu_record_order_new (CbuOrderKind kind, const CbRecord *record, JsonObject *typed)
{
  CbuRecordOrder *self = g_new0 (CbuRecordOrder, 1);

  self->kind = kind;
  self->id = g_strdup (record->id);
  self->version = record->version;
  self->typed = typed;
  return self;
}

/**
 * cbu_record_order_free:
 * @self: (nullable) (transfer full): an order
 */
void
cbu_record_order_free (CbuRecordOrder *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_clear_pointer (&self->typed, json_object_unref);
  g_free (self);
}

/**
 * cbu_record_order_run:
 * @self: an order
 * @workplace: where to
 * @error: as cb_workplace_enter_record() and cb_workplace_move_record()
 *
 * What was typed is kept first, whatever becomes of the rest. Blocks; for worker threads.
 *
 * Returns: (transfer full): the record as it is then
 */
CbRecord *
cbu_record_order_run (const CbuRecordOrder *self, CbWorkplace *workplace, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  CbRecord *record;

  if (!cb_workplace_keep_typed (workplace, self->id, self->typed, error))
    return NULL;
  if (self->kind == CBU_ORDER_MOVE)
    return cb_workplace_move_record (workplace, self->id, self->version, self->state, error);
  if (self->kind == CBU_ORDER_KEEP || self->typed == NULL)
    return cb_workplace_get_record (workplace, self->id, error);

  record = cb_workplace_enter_record (workplace, self->id, self->version, NULL, &local_error);
  if (g_error_matches (local_error, CB_ERROR, CB_ERROR_BLOCKED))
    return cb_workplace_get_record (workplace, self->id, error);
  if (record == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return record;
}
