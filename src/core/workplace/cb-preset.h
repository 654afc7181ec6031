/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the file is called: the ending by which systems know it. */
#define CB_PRESET_ENDING ".congbo-cauhinh"

/* So many names of agencies are a list to choose from. */
#define CB_PRESET_MAX_AGENCIES 2000

/* Bytes: a danh mục of 10,000 items is about 5 MB. */
#define CB_PRESET_MAX_SIZE (16 * 1024 * 1024)

/**
 * CbPresetParts:
 *
 * What a preset has, and what people choose of it.
 */
typedef enum
{
  CB_PRESET_SETTINGS = 1 << 0,
  CB_PRESET_RULES = 1 << 1,
  CB_PRESET_HOLIDAYS = 1 << 2,
  CB_PRESET_AGENCIES = 1 << 3,
  CB_PRESET_PORTAL = 1 << 4,
  CB_PRESET_LIMITS = 1 << 5,
  CB_PRESET_CATALOG = 1 << 6,
  CB_PRESET_CERTIFICATES = 1 << 7,
  CB_PRESET_ALL = (1 << 8) - 1,
} CbPresetParts;

/**
 * CbPreset:
 * @root: all of it, members that this version does not know included
 * @text: as it was read
 * @name: of the file
 * @sha256: of the file's bytes, hexadecimal
 * @passed_over: (element-type utf8): what this version does not know, as `line: member`
 *
 * The one file with which an IT officer sets up many computers alike (product.md A3), checked;
 * data/preset.schema.json describes it. It never carries a secret. Does not change.
 */
typedef struct
{
  JsonObject *root;
  char *text;
  char *name;
  char *sha256;
  GPtrArray *passed_over;
} CbPreset;

CbPreset *cb_preset_parse (const char *text, gssize length, const char *name, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
CbPreset *
cb_preset_load (GFile *file, GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_preset_free (CbPreset *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPreset, cb_preset_free)

gboolean cb_preset_is_named_so (const char *name);
const char *cb_preset_part_name (CbPresetParts part);
const char *cb_preset_part_title (CbPresetParts part);
CbPresetParts cb_preset_part_from_name (const char *name);
GPtrArray *cb_preset_split_certificates (const char *text, GError **error);

G_END_DECLS
