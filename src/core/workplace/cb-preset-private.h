/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-preset.h"

G_BEGIN_DECLS

#define CB_PRESET_KIND "congbo-preset"
#define CB_PRESET_VERSION 1

/* Settings that a preset carries. The name of a person is left out: it belongs to who sits there.
 */
#define CB_PRESET_N_SETTINGS 4
extern const char *const _cb_preset_settings[CB_PRESET_N_SETTINGS];
/* Members of the portal. */
#define CB_PRESET_N_PORTAL 4
extern const char *const _cb_preset_portal[CB_PRESET_N_PORTAL];

/* Members of the limits, and the settings that keep them. */
#define CB_PRESET_N_LIMITS 3
extern const char *const _cb_preset_limits[CB_PRESET_N_LIMITS][2];

gboolean
_cb_preset_refuse (const CbPreset *self, GError **error, const char *path, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
gboolean _cb_preset_check_no_secret (const CbPreset *self, GError **error);
gboolean _cb_preset_check_parts (CbPreset *self, GError **error);
char *_cb_preset_dup_setting (JsonObject *settings, const char *name);
char *_cb_preset_dup_limit (JsonObject *limits, const char *name);

G_END_DECLS
