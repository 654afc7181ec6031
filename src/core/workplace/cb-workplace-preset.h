/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

/**
 * CbPresetChange:
 * @name: of the setting
 * @title: what people call it
 * @before: (nullable): as it is now
 * @after: (nullable): as the preset has it
 */
typedef struct
{
  char *name;
  const char *title;
  char *before;
  char *after;
} CbPresetChange;

JsonObject *cb_preset_parse (const char *text, gssize length, const char *name, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
JsonObject *cb_preset_load (GFile *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *cb_workplace_make_preset (CbWorkplace *self) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_workplace_compare_preset (CbWorkplace *self,
                                        JsonObject *preset,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_apply_preset (CbWorkplace *self, JsonObject *preset, GError **error);
gboolean cb_workplace_undo_preset (CbWorkplace *self, GError **error);

G_END_DECLS
