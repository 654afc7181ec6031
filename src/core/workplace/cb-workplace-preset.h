/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-preset.h"
#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

/**
 * CbPresetChange:
 * @part: of the preset that it is in
 * @name: for scripts: `settings.agency`, `holidays.2027-02-05`
 * @title: what people call it
 * @before: (nullable): as it is now
 * @after: (nullable): as the preset has it
 */
typedef struct
{
  CbPresetParts part;
  char *name;
  char *title;
  char *before;
  char *after;
} CbPresetChange;

/**
 * CbPresetWishes:
 * @parts: what of this computer goes in; settings that are not set are left out
 * @name: (nullable): what to call it
 * @certificates: (nullable) (element-type utf8): PEM texts to add
 * @agencies: (nullable) (array zero-terminated=1): instead of the list that is kept here
 *
 * What a preset is to be made of.
 */
typedef struct
{
  CbPresetParts parts;
  const char *name;
  GPtrArray *certificates;
  const char *const *agencies;
} CbPresetWishes;

JsonObject *cb_workplace_make_preset (CbWorkplace *self,
                                      const CbPresetWishes *wishes,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_workplace_compare_preset (CbWorkplace *self,
                                        const CbPreset *preset,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_workplace_apply_preset (CbWorkplace *self,
                                      const CbPreset *preset,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_undo_preset (CbWorkplace *self, GPtrArray **left, GError **error);
char *cb_workplace_dup_applied_preset (CbWorkplace *self);

/* What presets brought. */
GPtrArray *cb_workplace_list_agencies (CbWorkplace *self) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *cb_workplace_dup_offered_portal (CbWorkplace *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
