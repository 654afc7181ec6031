/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an agency corrects by hand of the rules, the days off and the names of agencies: kept where
 * presets keep theirs, so that a preset that is made here carries it on (product.md A3). */

#include "config.h"

#include "core/workplace/cb-workplace-corrections.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/rules/cb-profile-changes.h"
#include "core/store/cb-journal.h"
#include "core/workplace/cb-preset.h"
#include "core/workplace/cb-workplace-preset-private.h"

typedef struct
{
  CbWorkplace *workplace;
  const char *setting;
  const char *event;
  const char *subject;
  char *person;       /* (owned) */
  char *text;         /* (owned) (nullable): what is kept from now on */
  JsonObject *detail; /* (owned) */
  CbRuleSet *rules;   /* (owned) (nullable): what holds then */
} Correction;

static gboolean
keep_cb (CbStore *store, gpointer user_data, GError **error)
{
  Correction *correction = user_data;

  return cb_store_set_setting (store, correction->setting, correction->text, error)
         && cb_journal_append (store, correction->person != NULL ? correction->person : "",
                               correction->event, correction->subject, correction->detail, error);
}

/* Row and rules, or neither. */
static gboolean
keep (Correction *correction, GError **error)
{
  CbWorkplace *self = correction->workplace;
  gboolean kept;

  correction->person = cb_workplace_dup_setting (self, "person");
  kept = cb_store_run (self->store, keep_cb, correction, error);
  if (kept && correction->rules != NULL)
    _cb_workplace_put_rules (self, g_steal_pointer (&correction->rules));
  if (kept)
    _cb_workplace_changed (self, "settings");
  return kept;
}

static void
clear_correction (Correction *correction)
{
  g_free (correction->person);
  g_free (correction->text);
  g_clear_pointer (&correction->detail, json_object_unref);
  _cb_rule_set_free (correction->rules);
}

/* What @error says of the whole profile, said of the one value. */
static gboolean
layer (Correction *correction, GError **error)
{
  CbWorkplace *self = correction->workplace;
  gboolean rules = g_str_equal (correction->setting, CB_SETTING_CHANGES);
  g_autofree char *profiles = cb_workplace_dup_setting (self, CB_SETTING_PROFILES);
  g_autofree char *changes = cb_workplace_dup_setting (self, CB_SETTING_CHANGES);
  g_autofree char *holidays = cb_workplace_dup_setting (self, CB_SETTING_HOLIDAYS);
  g_autofree char *failed = NULL;

  correction->rules
      = _cb_workplace_layer_rules (self, profiles, rules ? correction->text : changes,
                                   rules ? holidays : correction->text, &failed, error);
  return correction->rules != NULL;
}

static gboolean
is_within (const char *path, const char *outer)
{
  gsize length = strlen (outer);

  return strncmp (path, outer, length) == 0 && (path[length] == '\0' || path[length] == '.');
}

/* What was corrected of the value before, or of a part of it, gives way. */
static void
remove_within (JsonObject *changes, CbProfile *profile, const char *path)
{
  g_autoptr (GList) paths = json_object_get_members (changes);

  for (GList *l = paths; l != NULL; l = l->next)
    {
      g_autofree char *canonical = cb_profile_dup_canonical_path (profile, l->data);

      if (is_within (canonical, path))
        json_object_remove_member (changes, l->data);
    }
}

/* Who says it and since when, as it is shown wherever the value or its clause is; @name (nullable):
 * a person, or a preset. */
char *
_cb_workplace_dup_origin (CbWorkplace *self, const char *name)
{
  GDate today;

  _cb_workplace_get_day (self, &today, NULL);
  /* Translators: a person or the name of a preset, a day */
  return g_strdup_printf (
      _ ("%s, on %u/%u/%u"), name != NULL && *name != '\0' ? name : _ ("by hand"),
      g_date_get_day (&today), g_date_get_month (&today), g_date_get_year (&today));
}

static gboolean
keep_changes (
    CbWorkplace *self, JsonObject *all, const char *profile_id, const char *path, GError **error)
{
  Correction correction
      = { self, CB_SETTING_CHANGES, "rules.corrected", profile_id, NULL, NULL, json_object_new (),
          NULL };
  gboolean kept;

  if (path != NULL)
    json_object_set_string_member (correction.detail, "path", path);
  json_object_set_object_member (correction.detail, "corrections",
                                 json_object_has_member (all, profile_id)
                                     ? json_object_ref (cb_json_get_object (all, profile_id))
                                     : json_object_new ());
  correction.text = _cb_workplace_dup_kept_text (all);
  kept = layer (&correction, error) && keep (&correction, error);
  clear_correction (&correction);
  return kept;
}

static CbProfile *
find_profile (CbWorkplace *self, const char *id, GError **error)
{
  CbProfile *profile = _cb_workplace_find_profile (self, id);

  if (profile == NULL)
    g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "there is no profile %s", id);
  return profile;
}

/**
 * cb_workplace_correct_value:
 * @self: a workplace
 * @profile_id: of a profile
 * @path: of a value as cb_profile_list_values() names it: `update_rules.monthly`
 * @value: (nullable): what it is to be; null where the text says nothing; %NULL: as the program, or
 *   the profile of a preset, brings it
 * @error: %CB_ERROR_INVALID when a profile cannot have that, with the member; then nothing changes
 *
 * The journal keeps who corrected what.
 *
 * Returns: whether it holds from now on
 */
gboolean
cb_workplace_correct_value (
    CbWorkplace *self, const char *profile_id, const char *path, JsonNode *value, GError **error)
{
  g_autoptr (GMutexLocker) changing = NULL;
  g_autoptr (JsonObject) all = NULL;
  CbProfile *profile;
  JsonObject *changes;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && profile_id != NULL && path != NULL, FALSE);

  changing = g_mutex_locker_new (&self->changing_lock);
  profile = find_profile (self, profile_id, error);
  if (profile == NULL)
    return FALSE;
  all = _cb_workplace_dup_kept (self, CB_SETTING_CHANGES);
  if (cb_json_get_object (all, profile_id) == NULL)
    json_object_set_object_member (all, profile_id, json_object_new ());
  changes = cb_json_get_object (all, profile_id);
  remove_within (changes, profile, path);
  if (value != NULL)
    {
      g_autofree char *person = cb_workplace_dup_setting (self, "person");
      g_autofree char *origin = _cb_workplace_dup_origin (self, person);
      JsonObject *entry = json_object_new ();

      json_object_set_member (entry, "value", json_node_copy (value));
      json_object_set_string_member (entry, "from", origin);
      json_object_set_object_member (changes, path, entry);
    }
  if (json_object_get_size (changes) == 0)
    json_object_remove_member (all, profile_id);
  return keep_changes (self, all, profile_id, path, error);
}

/**
 * cb_workplace_dup_value_corrections:
 * @self: a workplace
 * @profile_id: of a profile
 *
 * Returns: (transfer full): all corrections of that profile, for
 *   cb_workplace_restore_value_corrections(); "" when there are none
 */
char *
cb_workplace_dup_value_corrections (CbWorkplace *self, const char *profile_id)
{
  g_autoptr (JsonObject) all = NULL;
  JsonObject *changes;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && profile_id != NULL, NULL);

  all = _cb_workplace_dup_kept (self, CB_SETTING_CHANGES);
  changes = cb_json_get_object (all, profile_id);
  return changes != NULL ? cb_json_object_to_string (changes, FALSE) : g_strdup ("");
}

/**
 * cb_workplace_restore_value_corrections:
 * @self: a workplace
 * @profile_id: of a profile
 * @corrections: what cb_workplace_dup_value_corrections() gave
 * @error: %CB_ERROR_INVALID
 *
 * Returns: whether the profile is as it was then
 */
gboolean
cb_workplace_restore_value_corrections (CbWorkplace *self,
                                        const char *profile_id,
                                        const char *corrections,
                                        GError **error)
{
  g_autoptr (GMutexLocker) changing = NULL;
  g_autoptr (JsonObject) all = NULL;
  JsonObject *changes = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && profile_id != NULL && corrections != NULL, FALSE);

  changing = g_mutex_locker_new (&self->changing_lock);
  if (*corrections != '\0')
    {
      changes = cb_json_object_parse (corrections, -1, error);
      if (changes == NULL)
        return FALSE;
    }
  all = _cb_workplace_dup_kept (self, CB_SETTING_CHANGES);
  if (changes != NULL)
    json_object_set_object_member (all, profile_id, changes);
  else
    json_object_remove_member (all, profile_id);
  return keep_changes (self, all, profile_id, NULL, error);
}

static JsonObject *
get_years (JsonObject *holidays)
{
  if (cb_json_get_object (holidays, "years") == NULL)
    json_object_set_object_member (holidays, "years", json_object_new ());
  return cb_json_get_object (holidays, "years");
}

/**
 * cb_workplace_is_year_corrected:
 * @self: a workplace
 * @year: a year
 *
 * Returns: whether its days off are not those that the program brings
 */
gboolean
cb_workplace_is_year_corrected (CbWorkplace *self, GDateYear year)
{
  g_autoptr (JsonObject) holidays = NULL;
  g_autofree char *name = g_strdup_printf ("%u", year);

  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  holidays = _cb_workplace_dup_kept (self, CB_SETTING_HOLIDAYS);
  return json_object_has_member (get_years (holidays), name);
}

/**
 * cb_workplace_correct_year:
 * @self: a workplace
 * @year: a year
 * @days: (nullable): all its days off and worked weekends, as cb_holidays_dup_year() gives them;
 *   %NULL: as the program brings them
 * @error: %CB_ERROR_INVALID with the member: a day of another year, a worked day that is none
 *
 * Returns: whether these count from now on
 */
gboolean
cb_workplace_correct_year (CbWorkplace *self, GDateYear year, JsonObject *days, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%u", year);
  g_autoptr (GMutexLocker) changing = NULL;
  g_autoptr (JsonObject) holidays = NULL;
  Correction correction
      = { self, CB_SETTING_HOLIDAYS, "holidays.corrected", name, NULL, NULL, NULL, NULL };
  JsonObject *years;
  gboolean kept;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  changing = g_mutex_locker_new (&self->changing_lock);
  holidays = _cb_workplace_dup_kept (self, CB_SETTING_HOLIDAYS);
  years = get_years (holidays);
  if (days != NULL)
    json_object_set_object_member (years, name, json_object_ref (days));
  else
    json_object_remove_member (years, name);
  correction.detail = days != NULL ? json_object_ref (days) : json_object_new ();
  correction.text
      = json_object_get_size (years) > 0 ? _cb_workplace_dup_kept_text (holidays) : NULL;
  kept = layer (&correction, error) && keep (&correction, error);
  clear_correction (&correction);
  return kept;
}

/**
 * cb_workplace_set_agencies:
 * @self: a workplace
 * @names: (array zero-terminated=1): to choose from where an agency is asked for, at most
 *   %CB_PRESET_MAX_AGENCIES; none: no list
 * @error: %CB_ERROR_TOO_LARGE: a preset could not carry so many
 *
 * Returns: whether they are kept
 */
gboolean
cb_workplace_set_agencies (CbWorkplace *self, const char *const *names, GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  Correction correction
      = { self, CB_SETTING_AGENCIES, "agencies.listed", "agencies", NULL, NULL, json_object_new (),
          NULL };
  gboolean kept;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && names != NULL, FALSE);

  if (g_strv_length ((char **)names) > CB_PRESET_MAX_AGENCIES)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_TOO_LARGE, "more than %d agencies",
                   CB_PRESET_MAX_AGENCIES);
      json_array_unref (array);
      json_object_unref (correction.detail);
      return FALSE;
    }
  for (guint i = 0; names[i] != NULL; i++)
    json_array_add_string_element (array, names[i]);
  json_node_take_array (node, array);
  json_object_set_int_member (correction.detail, "names", json_array_get_length (array));
  correction.text = json_array_get_length (array) > 0 ? json_to_string (node, FALSE) : NULL;
  kept = keep (&correction, error);
  clear_correction (&correction);
  return kept;
}
