/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace-preset.h"
#include "core/workplace/cb-workplace-private.h"

G_BEGIN_DECLS

/**
 * CbPresetPlan:
 * @rows: (element-type CbPresetChange): for people
 * @settings: (element-type utf8 utf8): what to keep, by name; NULL: to take away
 * @rules: (nullable): what holds then, where rules change
 * @about: (nullable): the catalog to take in
 * @items: (nullable) (element-type CbCatalogItem): of it
 * @version: of the catalog to put in force, 0: none, or one that is added
 */
typedef struct
{
  GPtrArray *rows;
  GHashTable *settings;
  CbRuleSet *rules;
  CbCatalogVersion *about;
  GPtrArray *items;
  guint version;
} CbPresetPlan;

CbPresetPlan *_cb_preset_plan_new (CbWorkplace *self, const CbPreset *preset, GError **error);
void _cb_preset_plan_free (CbPresetPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPresetPlan, _cb_preset_plan_free)

void _cb_preset_plan_add_row (CbPresetPlan *plan,
                              CbPresetParts part,
                              const char *name,
                              const char *title,
                              const char *before,
                              const char *after);
/* Whether the setting is not so already. */
gboolean
_cb_preset_plan_set (CbPresetPlan *plan, CbWorkplace *self, const char *name, const char *value);
gboolean _cb_preset_plan_rules (CbPresetPlan *plan,
                                CbWorkplace *self,
                                const CbPreset *preset,
                                GError **error);
void _cb_preset_show_rules (CbPresetPlan *plan, CbWorkplace *self, const CbPreset *preset);
gboolean _cb_preset_plan_catalog (CbPresetPlan *plan,
                                  CbWorkplace *self,
                                  const CbPreset *preset,
                                  GError **error);
JsonObject *_cb_workplace_dup_kept (CbWorkplace *self, const char *setting);
char *_cb_workplace_dup_kept_text (JsonObject *object);

char *_cb_workplace_dup_origin (CbWorkplace *self, const char *name);

G_END_DECLS
