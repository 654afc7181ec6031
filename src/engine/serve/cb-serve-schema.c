/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-protocol.h"
#include "engine/serve/cb-serve-private.h"
#include "engine/table/cb-schema-infer.h"

gboolean
_cb_serve_schema (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  g_autoptr (CbProfile) profile = NULL;
  g_autoptr (CbSchema) schema = NULL;
  g_autofree char *json = NULL;

  if (!_cb_serve_may_show (self, error))
    return FALSE;
  profile = cb_profile_run (self->table, _cb_serve_progress_cb, work, work->cancellable, error);
  if (profile == NULL)
    return FALSE;

  schema = cb_schema_infer (profile);
  json = cb_schema_to_json (schema, FALSE);
  return cb_speaker_say (self->speaker, work->serial, CB_PROTOCOL_SCHEMA,
                         g_variant_new_string (json), error);
}
