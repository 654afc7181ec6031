/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a preset would change here, member by member, before anything changes. */

#include "config.h"

#include "core/workplace/cb-workplace-preset.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/queue/cb-limits.h"
#include "core/rules/cb-json-line.h"
#include "core/workplace/cb-preset-private.h"
#include "core/workplace/cb-workplace-preset-private.h"

static void
free_row (gpointer data)
{
  CbPresetChange *row = data;

  g_free (row->name);
  g_free (row->title);
  g_free (row->before);
  g_free (row->after);
  g_free (row);
}

void
_cb_preset_plan_free (CbPresetPlan *plan)
{
  if (plan == NULL)
    return;

  g_clear_pointer (&plan->rows, g_ptr_array_unref);
  g_clear_pointer (&plan->settings, g_hash_table_unref);
  _cb_rule_set_free (plan->rules);
  cb_catalog_version_free (plan->about);
  g_clear_pointer (&plan->items, g_ptr_array_unref);
  g_free (plan);
}

void
_cb_preset_plan_add_row (CbPresetPlan *plan,
                         CbPresetParts part,
                         const char *name,
                         const char *title,
                         const char *before,
                         const char *after)
{
  CbPresetChange *row = g_new0 (CbPresetChange, 1);

  row->part = part;
  row->name = g_strdup (name);
  row->title = g_strdup (title);
  row->before = g_strdup (before);
  row->after = g_strdup (after);
  g_ptr_array_add (plan->rows, row);
}

gboolean
_cb_preset_plan_set (CbPresetPlan *plan, CbWorkplace *self, const char *name, const char *value)
{
  g_autofree char *before = cb_workplace_dup_setting (self, name);

  if (g_strcmp0 (before, value) == 0)
    return FALSE;
  g_hash_table_replace (plan->settings, g_strdup (name), g_strdup (value));
  return TRUE;
}

static const char *
get_setting_title (const char *name)
{
  static const char *const titles[CB_PRESET_N_SETTINGS]
      = { N_ ("Agency"), N_ ("Rules in force here"), N_ ("One person may prepare and approve"),
          N_ ("How the portal’s operator is reached") };

  for (guint i = 0; i < CB_PRESET_N_SETTINGS; i++)
    if (g_str_equal (_cb_preset_settings[i], name))
      return _ (titles[i]);

  return name;
}

static CbProfile *
find_profile (GPtrArray *profiles, const char *id)
{
  for (guint i = 0; id != NULL && i < profiles->len; i++)
    if (g_str_equal (cb_profile_get_id (profiles->pdata[i]), id))
      return profiles->pdata[i];

  return NULL;
}

static char *
dup_setting_words (GPtrArray *profiles, const char *name, const char *value)
{
  CbProfile *profile = g_str_equal (name, "profile") ? find_profile (profiles, value) : NULL;

  if (profile != NULL)
    return g_strdup_printf ("%s (%s)", cb_profile_get_name (profile),
                            cb_profile_get_regulation (profile));
  if (g_str_equal (name, "one-person") && value != NULL)
    return g_strdup (g_str_equal (value, "true") ? _ ("yes") : _ ("no"));
  return g_strdup (value);
}

static gboolean
plan_settings (CbPresetPlan *plan, CbWorkplace *self, const CbPreset *preset, GError **error)
{
  JsonObject *settings = cb_json_get_object (preset->root, "settings");
  GPtrArray *before = _cb_workplace_get_profiles (self);
  GPtrArray *after = plan->rules != NULL ? plan->rules->profiles : before;

  for (guint i = 0; settings != NULL && i < CB_PRESET_N_SETTINGS; i++)
    {
      const char *name = _cb_preset_settings[i];
      g_autofree char *value = NULL;
      g_autofree char *now = NULL;
      g_autofree char *path = g_strconcat ("settings.", name, NULL);
      g_autofree char *words_before = NULL;
      g_autofree char *words_after = NULL;

      if (!json_object_has_member (settings, name))
        continue;
      value = _cb_preset_dup_setting (settings, name);
      if (g_str_equal (name, "profile") && value != NULL && find_profile (after, value) == NULL)
        {
          g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, _ ("%s:%u: %s: there is no profile %s"),
                       preset->name, cb_json_line_of (preset->text, path), path, value);
          return FALSE;
        }
      now = cb_workplace_dup_setting (self, name);
      if (!_cb_preset_plan_set (plan, self, name, value))
        continue;
      words_before = dup_setting_words (before, name, now);
      words_after = dup_setting_words (after, name, value);
      _cb_preset_plan_add_row (plan, CB_PRESET_SETTINGS, path, get_setting_title (name),
                               words_before, words_after);
    }

  return TRUE;
}

static gboolean
array_has (JsonArray *array, const char *text)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (g_strcmp0 (json_array_get_string_element (array, i), text) == 0)
      return TRUE;

  return FALSE;
}

static void
plan_agencies (CbPresetPlan *plan, CbWorkplace *self, const CbPreset *preset)
{
  JsonNode *node = json_object_get_member (preset->root, "agencies");
  JsonArray *after = cb_json_get_array (preset->root, "agencies");
  g_autofree char *text = after != NULL ? json_to_string (node, FALSE) : NULL;
  g_autoptr (GPtrArray) before = cb_workplace_list_agencies (self);
  guint rows = plan->rows->len;

  if (node == NULL || !_cb_preset_plan_set (plan, self, CB_SETTING_AGENCIES, text))
    return;
  for (guint i = 0; i < before->len; i++)
    if (!array_has (after, before->pdata[i]))
      _cb_preset_plan_add_row (plan, CB_PRESET_AGENCIES, "agencies", _ ("Taken from the list"),
                               before->pdata[i], NULL);
  for (guint i = 0; after != NULL && i < json_array_get_length (after); i++)
    {
      const char *name = json_array_get_string_element (after, i);

      if (!g_ptr_array_find_with_equal_func (before, name, g_str_equal, NULL))
        _cb_preset_plan_add_row (plan, CB_PRESET_AGENCIES, "agencies", _ ("Added to the list"),
                                 NULL, name);
    }
  if (plan->rows->len == rows)
    _cb_preset_plan_add_row (plan, CB_PRESET_AGENCIES, "agencies", _ ("Order of the list"),
                             _ ("as now"), _ ("as in the file"));
}

static char *
dup_portal_words (JsonObject *portal, const char *name)
{
  if (g_str_equal (name, "max_upload_bytes"))
    {
      gint64 bytes = cb_json_get_int (portal, name, 0);

      return bytes > 0 ? g_format_size ((guint64)bytes) : NULL;
    }
  return g_strdup (cb_json_get_string (portal, name));
}

static void
plan_portal (CbPresetPlan *plan, CbWorkplace *self, const CbPreset *preset)
{
  static const char *const titles[CB_PRESET_N_PORTAL]
      = { N_ ("Name of the portal"), N_ ("Address"), N_ ("Organisation"),
          N_ ("Largest file that the portal takes") };
  JsonNode *node = json_object_get_member (preset->root, "portal");
  JsonObject *after = cb_json_get_object (preset->root, "portal");
  g_autoptr (JsonObject) before = cb_workplace_dup_offered_portal (self);
  g_autofree char *text = after != NULL ? cb_json_object_to_string (after, FALSE) : NULL;

  if (node == NULL || !_cb_preset_plan_set (plan, self, CB_SETTING_PORTAL, text))
    return;
  for (guint i = 0; i < CB_PRESET_N_PORTAL; i++)
    {
      g_autofree char *path = g_strconcat ("portal.", _cb_preset_portal[i], NULL);
      g_autofree char *one = dup_portal_words (before, _cb_preset_portal[i]);
      g_autofree char *other = dup_portal_words (after, _cb_preset_portal[i]);

      if (g_strcmp0 (one, other) != 0)
        _cb_preset_plan_add_row (plan, CB_PRESET_PORTAL, path, _ (titles[i]), one, other);
    }
}

static char *
dup_limit_words (const char *setting, const char *value)
{
  if (g_str_equal (setting, CB_SETTING_QUIET_HOURS))
    return cb_limits_dup_hours_words (value);
  if (g_str_equal (setting, CB_SETTING_RATE_LIMIT))
    return cb_limits_dup_rate_words (value);

  return value != NULL ? g_strdup (g_str_equal (value, "true") ? _ ("yes") : _ ("no")) : NULL;
}

static void
plan_limits (CbPresetPlan *plan, CbWorkplace *self, const CbPreset *preset)
{
  static const char *const titles[CB_PRESET_N_LIMITS]
      = { N_ ("Quiet hours, in which nothing is sent"),
          N_ ("What is under way when they begin is broken off"), N_ ("Not faster than") };
  JsonNode *node = json_object_get_member (preset->root, "limits");
  JsonObject *limits = cb_json_get_object (preset->root, "limits");

  for (guint i = 0; node != NULL && i < CB_PRESET_N_LIMITS; i++)
    {
      const char *name = _cb_preset_limits[i][0];
      const char *setting = _cb_preset_limits[i][1];
      g_autofree char *before = cb_workplace_dup_setting (self, setting);
      g_autofree char *after = limits != NULL ? _cb_preset_dup_limit (limits, name) : NULL;
      g_autofree char *path = g_strconcat ("limits.", name, NULL);
      g_autofree char *one = dup_limit_words (setting, before);
      g_autofree char *other = dup_limit_words (setting, after);

      if ((limits == NULL || json_object_has_member (limits, name))
          && _cb_preset_plan_set (plan, self, setting, after))
        _cb_preset_plan_add_row (plan, CB_PRESET_LIMITS, path, _ (titles[i]), one, other);
    }
}

static char *
dup_fingerprint (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;
  g_autofree char *hex = NULL;
  GString *grouped = g_string_new (NULL);

  g_object_get (certificate, "certificate", &der, NULL);
  hex = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  for (guint i = 0; hex[i] != '\0'; i += 4)
    g_string_append_printf (grouped, "%s%.4s", i > 0 ? " " : "", hex + i);
  return g_string_free (grouped, FALSE);
}

/* By the fingerprint, as an IT officer compares it over the telephone. */
static char *
dup_certificate_words (GTlsCertificate *certificate)
{
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);
  g_autoptr (GDateTime) end = g_tls_certificate_get_not_valid_after (certificate);
  g_autofree char *day = end != NULL ? g_date_time_format (end, "%d/%m/%Y") : NULL;
  g_autofree char *fingerprint = dup_fingerprint (certificate);

  /* Translators: name of an authority, a day, a SHA-256 */
  return g_strdup_printf (_ ("%s, valid until %s, fingerprint %s"), subject != NULL ? subject : "?",
                          day != NULL ? day : "?", fingerprint);
}

static gboolean
has_certificate (GPtrArray *all, GTlsCertificate *certificate)
{
  for (guint i = 0; all != NULL && i < all->len; i++)
    if (g_tls_certificate_is_same (all->pdata[i], certificate))
      return TRUE;

  return FALSE;
}

static void
add_certificate_rows (CbPresetPlan *plan, GPtrArray *all, GPtrArray *others, gboolean added)
{
  for (guint i = 0; all != NULL && i < all->len; i++)
    if (!has_certificate (others, all->pdata[i]))
      {
        g_autofree char *words = dup_certificate_words (all->pdata[i]);

        _cb_preset_plan_add_row (plan, CB_PRESET_CERTIFICATES, "certificates",
                                 added ? _ ("Authority that is trusted from now on")
                                       : _ ("Authority that is not trusted any more"),
                                 added ? NULL : words, added ? words : NULL);
      }
}

static void
plan_certificates (CbPresetPlan *plan, CbWorkplace *self, const CbPreset *preset)
{
  JsonNode *node = json_object_get_member (preset->root, "certificates");
  JsonArray *array = cb_json_get_array (preset->root, "certificates");
  g_autofree char *old = cb_workplace_dup_setting (self, CB_SETTING_CERTIFICATES);
  g_autoptr (GPtrArray) before = old != NULL ? cb_preset_split_certificates (old, NULL) : NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (node == NULL)
    return;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_string_append_printf (text, "%s\n", json_array_get_string_element (array, i));
  if (text->len > 0)
    after = cb_preset_split_certificates (text->str, NULL);
  if (!_cb_preset_plan_set (plan, self, CB_SETTING_CERTIFICATES, after != NULL ? text->str : NULL))
    return;
  add_certificate_rows (plan, before, after, FALSE);
  add_certificate_rows (plan, after, before, TRUE);
}

/* What @preset would change here; fails when it does not fit this program. */
CbPresetPlan *
_cb_preset_plan_new (CbWorkplace *self, const CbPreset *preset, GError **error)
{
  g_autoptr (CbPresetPlan) plan = g_new0 (CbPresetPlan, 1);

  plan->rows = g_ptr_array_new_with_free_func (free_row);
  plan->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  /* The profile that is to be in force may be one that the preset brings. */
  if (!_cb_preset_plan_rules (plan, self, preset, error)
      || !plan_settings (plan, self, preset, error))
    return NULL;
  _cb_preset_show_rules (plan, self, preset);
  plan_agencies (plan, self, preset);
  plan_portal (plan, self, preset);
  plan_limits (plan, self, preset);
  if (!_cb_preset_plan_catalog (plan, self, preset, error))
    return NULL;
  plan_certificates (plan, self, preset);
  return g_steal_pointer (&plan);
}

/**
 * cb_workplace_compare_preset:
 * @self: a workplace
 * @preset: what cb_preset_load() gave
 * @error: %CB_ERROR_NOT_FOUND when it is about a profile that is not in this program,
 *   %CB_ERROR_INVALID when a value does not fit; with file, line and member
 *
 * A member that is not in the preset changes nothing, null takes away what is there.
 *
 * Returns: (transfer container) (element-type CbPresetChange): what would change, part by part;
 *   empty when all is as the preset has it
 */
GPtrArray *
cb_workplace_compare_preset (CbWorkplace *self, const CbPreset *preset, GError **error)
{
  g_autoptr (CbPresetPlan) plan = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && preset != NULL, NULL);

  plan = _cb_preset_plan_new (self, preset, error);
  return plan != NULL ? g_ptr_array_ref (plan->rows) : NULL;
}
