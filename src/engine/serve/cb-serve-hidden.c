/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-protocol.h"
#include "engine/serve/cb-serve-private.h"

/* What the file carries unseen. It is complete only when the sheet is read to its end. */
gboolean
_cb_serve_hidden (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  g_autoptr (GPtrArray) hidden = NULL;
  g_autoptr (GError) damage = NULL;
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sisst)"));

  if (!_cb_serve_may_show (self, error))
    return FALSE;
  if (cb_table_get_facts (self->table)->sheet >= 0
      && !cb_table_wait_for_index (self->table, work->cancellable, error))
    return FALSE;
  hidden = cb_table_dup_hidden (self->table);
  damage = cb_table_dup_damage (self->table);
  if (damage == NULL)
    damage = cb_table_dup_passed_over (self->table);
  for (guint i = 0; i < MIN (hidden->len, CB_PROTOCOL_MAX_HIDDEN); i++)
    {
      const CbHidden *one = g_ptr_array_index (hidden, i);

      g_variant_builder_add (&list, "(sisst)", cb_hidden_kind_name (one->kind), one->sheet,
                             one->place, one->detail, one->count);
    }

  return cb_speaker_say (
      self->speaker, work->serial, CB_PROTOCOL_UNSEEN,
      g_variant_new (CB_PROTOCOL_UNSEEN_TYPE,
                     damage != NULL ? cb_error_code_name ((CbError)damage->code) : "",
                     damage != NULL ? damage->message : "", &list),
      error);
}
