/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-preset.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "base/cb-load.h"
#include "base/cb-text.h"
#include "core/rules/cb-json-line.h"
#include "core/workplace/cb-preset-private.h"

#define BOM "\xef\xbb\xbf"

static const struct
{
  CbPresetParts part;
  const char *name;
  const char *title;
} parts[] = {
  { CB_PRESET_SETTINGS, "settings", N_ ("Agency and rules") },
  { CB_PRESET_RULES, "rules", N_ ("Corrections of the rules") },
  { CB_PRESET_HOLIDAYS, "holidays", N_ ("Days off") },
  { CB_PRESET_AGENCIES, "agencies", N_ ("Agencies") },
  { CB_PRESET_PORTAL, "portal", N_ ("Portal") },
  { CB_PRESET_LIMITS, "limits", N_ ("When and how fast is sent") },
  { CB_PRESET_CATALOG, "catalog", N_ ("Catalog") },
  { CB_PRESET_CERTIFICATES, "certificates", N_ ("Certificates of the agency’s own authority") },
};

/**
 * cb_preset_part_name:
 * @part: one part
 *
 * Returns: (transfer none): how scripts call it, `holidays`
 */
const char *
cb_preset_part_name (CbPresetParts part)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].part == part)
      return parts[i].name;

  return "";
}

/**
 * cb_preset_part_title:
 * @part: one part
 *
 * Returns: (transfer none): how people call it
 */
const char *
cb_preset_part_title (CbPresetParts part)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].part == part)
      return _ (parts[i].title);

  return "";
}

/**
 * cb_preset_part_from_name:
 * @name: `holidays`
 *
 * Returns: the part, 0 when there is none of that name
 */
CbPresetParts
cb_preset_part_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_strcmp0 (parts[i].name, name) == 0)
      return parts[i].part;

  return 0;
}

/**
 * cb_preset_is_named_so:
 * @name: of a file
 *
 * Returns: whether a file of that name is taken for a preset before it is opened
 */
gboolean
cb_preset_is_named_so (const char *name)
{
  return cb_text_has_ending (name, CB_PRESET_ENDING);
}

/* Sets @error to `FILE:LINE: MEMBER: what`. Returns: FALSE. */
gboolean
_cb_preset_refuse (const CbPreset *self, GError **error, const char *path, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  cb_json_line_set_error (error, self->name, self->text, path, what);
  return FALSE;
}

/**
 * cb_preset_free:
 * @self: (nullable) (transfer full): a preset
 */
void
cb_preset_free (CbPreset *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->root, json_object_unref);
  g_free (self->text);
  g_free (self->name);
  g_free (self->sha256);
  g_clear_pointer (&self->passed_over, g_ptr_array_unref);
  g_free (self);
}

static gboolean
check_utf8 (const char *text, gsize length, const char *name, GError **error)
{
  const char *end;
  guint line = 1;

  if (g_utf8_validate_len (text, length, &end))
    return TRUE;
  for (const char *p = text; p < end; p++)
    line += *p == '\n';
  g_set_error (error, CB_ERROR, CB_ERROR_INVALID,
               "%s:%u: not UTF-8; save the file as UTF-8 and open it again", name, line);
  return FALSE;
}

static gboolean
check_head (const CbPreset *self, GError **error)
{
  gint64 version = cb_json_get_int (self->root, "version", 0);

  if (g_strcmp0 (cb_json_get_string (self->root, "kind"), CB_PRESET_KIND) != 0)
    return _cb_preset_refuse (self, error, "kind", _ ("this is not a preset"));
  if (version > CB_PRESET_VERSION)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NEWER, "%s: made by a newer version", self->name);
      return FALSE;
    }
  if (version < CB_PRESET_VERSION)
    return _cb_preset_refuse (self, error, "version", _ ("%d is needed"), CB_PRESET_VERSION);

  return TRUE;
}

/**
 * cb_preset_parse:
 * @text: a preset as JSON
 * @length: bytes, -1 when it ends in NUL
 * @name: what to call it in an error: the name of its file
 * @error: %CB_ERROR_INVALID with file, line and member; %CB_ERROR_NEWER; %CB_ERROR_TOO_LARGE
 *
 * Members that this version does not know are kept, named and change nothing; what looks like a
 * secret is refused wherever it stands.
 *
 * Returns: (transfer full): the preset
 */
CbPreset *
cb_preset_parse (const char *text, gssize length, const char *name, GError **error)
{
  g_autoptr (CbPreset) self = g_new0 (CbPreset, 1);
  gsize size = length < 0 ? strlen (text) : (gsize)length;

  if (size > CB_PRESET_MAX_SIZE)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_TOO_LARGE, "%s: too large for a preset", name);
      return NULL;
    }
  self->name = g_strdup (name);
  self->sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)text, size);
  self->passed_over = g_ptr_array_new_with_free_func (g_free);
  if (!check_utf8 (text, size, name, error))
    return NULL;
  if (size >= strlen (BOM) && memcmp (text, BOM, strlen (BOM)) == 0)
    {
      text += strlen (BOM);
      size -= strlen (BOM);
    }
  self->text = g_strndup (text, size);
  self->root = cb_json_object_parse (self->text, -1, error);
  if (self->root == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  if (!check_head (self, error) || !_cb_preset_check_no_secret (self, error)
      || !_cb_preset_check_parts (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cb_preset_load:
 * @file: a preset
 * @cancellable: (nullable): stops it
 * @error: as cb_preset_parse(), or as cb_load_contents()
 *
 * Blocks on the disk.
 *
 * Returns: (transfer full): the preset
 */
CbPreset *
cb_preset_load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  gsize length = 0;
  g_autofree char *text = cb_load_contents (file, CB_PRESET_MAX_SIZE, &length, cancellable, error);

  if (text == NULL)
    return NULL;

  return cb_preset_parse (text, (gssize)length, name, error);
}
