/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules that hold here: what the program brings, and over it what a preset corrects. */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/rules/cb-profile-changes.h"

void
_cb_rule_set_free (CbRuleSet *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_clear_object (&self->holidays);
  g_free (self);
}

static gboolean
says_the_same (CbProfile *one, CbProfile *other)
{
  g_autoptr (JsonNode) one_node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) other_node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  json_node_set_object (one_node, cb_profile_get_json (one));
  json_node_set_object (other_node, cb_profile_get_json (other));
  a = cb_json_to_canonical (one_node);
  b = cb_json_to_canonical (other_node);

  return g_str_equal (a, b);
}

/* @profile: one that a preset brings as a whole, in place of the program's or as one more. */
static void
mark_replaced (GPtrArray *profiles, CbProfile *profile)
{
  CbProfile *shipped = cb_profile_find (profiles, cb_profile_get_id (profile));

  cb_profile_set_replaced (profile, shipped == NULL || !says_the_same (shipped, profile));
}

static void
replace_or_add (GPtrArray *profiles, CbProfile *profile)
{
  for (guint i = 0; i < profiles->len; i++)
    if (g_str_equal (cb_profile_get_id (profiles->pdata[i]), cb_profile_get_id (profile)))
      {
        g_object_unref (profiles->pdata[i]);
        profiles->pdata[i] = profile;
        return;
      }
  g_ptr_array_add (profiles, profile);
}

static gboolean
add_profiles (GPtrArray *profiles, const char *text, GError **error)
{
  g_autoptr (JsonObject) kept = text != NULL ? cb_json_object_parse (text, -1, error) : NULL;
  g_autoptr (GList) ids = NULL;

  if (text == NULL)
    return TRUE;
  if (kept == NULL)
    return FALSE;
  ids = json_object_get_members (kept);
  for (GList *l = ids; l != NULL; l = l->next)
    {
      JsonObject *object = cb_json_get_object (kept, l->data);
      g_autofree char *inner = object != NULL ? cb_json_object_to_string (object, FALSE) : NULL;
      CbProfile *profile = cb_profile_parse (inner != NULL ? inner : "", -1, l->data, error);

      if (profile == NULL)
        return FALSE;
      mark_replaced (profiles, profile);
      replace_or_add (profiles, profile);
    }

  return TRUE;
}

static gboolean
change_profile (
    GPtrArray *profiles, const char *id, JsonObject *changes, char **failed, GError **error)
{
  CbProfile *profile = NULL;
  CbProfile *changed;
  const char *path = NULL;

  for (guint i = 0; i < profiles->len && profile == NULL; i++)
    if (g_str_equal (cb_profile_get_id (profiles->pdata[i]), id))
      profile = profiles->pdata[i];
  if (profile == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "there is no profile %s", id);
      if (failed != NULL)
        *failed = g_strdup (id);
      return FALSE;
    }
  if (changes == NULL)
    return TRUE;
  changed = cb_profile_new_changed (profile, changes, &path, error);
  if (changed == NULL)
    {
      if (failed != NULL)
        *failed = g_strdup_printf ("%s.%s", id, path);
      return FALSE;
    }
  replace_or_add (profiles, changed);
  return TRUE;
}

static gboolean
change_profiles (GPtrArray *profiles, const char *text, char **failed, GError **error)
{
  g_autoptr (JsonObject) all = text != NULL ? cb_json_object_parse (text, -1, error) : NULL;
  g_autoptr (GList) ids = NULL;

  if (text == NULL)
    return TRUE;
  if (all == NULL)
    return FALSE;
  ids = json_object_get_members (all);
  for (GList *l = ids; l != NULL; l = l->next)
    if (!change_profile (profiles, l->data, cb_json_get_object (all, l->data), failed, error))
      return FALSE;

  return TRUE;
}

/* What the rules are with these settings over what the program brings. Fails when they do not fit
 * together: @failed is then `PROFILE.PATH` of the change that does not, where it is a change. */
CbRuleSet *
_cb_workplace_layer_rules (CbWorkplace *self,
                           const char *profiles,
                           const char *changes,
                           const char *holidays,
                           char **failed,
                           GError **error)
{
  g_autoptr (CbRuleSet) rules = g_new0 (CbRuleSet, 1);
  g_autoptr (CbHolidays) corrections = NULL;

  rules->profiles = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->shipped_profiles->len; i++)
    g_ptr_array_add (rules->profiles, cb_profile_copy (self->shipped_profiles->pdata[i]));
  if (!add_profiles (rules->profiles, profiles, error)
      || !change_profiles (rules->profiles, changes, failed, error))
    return NULL;
  cb_profile_settle_all (rules->profiles);
  if (holidays == NULL)
    {
      rules->holidays = g_object_ref (self->shipped_holidays);
      return g_steal_pointer (&rules);
    }
  corrections = cb_holidays_parse (holidays, -1, "", error);
  if (corrections == NULL)
    return NULL;
  rules->holidays = cb_holidays_new_corrected (self->shipped_holidays, corrections);

  return g_steal_pointer (&rules);
}

/* @rules: (transfer full): what holds from now on. */
void
_cb_workplace_put_rules (CbWorkplace *self, CbRuleSet *rules)
{
  g_mutex_lock (&self->rules_lock);
  if (self->rules == NULL)
    self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify)_cb_rule_set_free);
  g_ptr_array_add (self->rules, rules);
  g_mutex_unlock (&self->rules_lock);
}

static CbRuleSet *
get_rules (CbWorkplace *self)
{
  CbRuleSet *rules;

  g_mutex_lock (&self->rules_lock);
  rules = g_ptr_array_index (self->rules, self->rules->len - 1);
  g_mutex_unlock (&self->rules_lock);
  return rules;
}

/* (transfer none): the days off that hold now; they stay until the workplace goes. */
CbHolidays *
_cb_workplace_get_holidays (CbWorkplace *self)
{
  return get_rules (self)->holidays;
}

/* (transfer none) (element-type CbProfile): the profiles that hold now; they stay likewise. */
GPtrArray *
_cb_workplace_get_profiles (CbWorkplace *self)
{
  return get_rules (self)->profiles;
}

/* The profile of that id, borrowed; NULL when there is none. */
CbProfile *
_cb_workplace_find_profile (CbWorkplace *self, const char *id)
{
  GPtrArray *profiles = _cb_workplace_get_profiles (self);

  for (guint i = 0; i < profiles->len; i++)
    if (g_strcmp0 (cb_profile_get_id (g_ptr_array_index (profiles, i)), id) == 0)
      return g_ptr_array_index (profiles, i);

  return NULL;
}

/* A part that does not fit any more, after the program got other profiles say, is left out and
 * told; the others hold, and what the preset said is kept. */
static CbRuleSet *
layer_what_fits (CbWorkplace *self, GError **error)
{
  g_autofree char *profiles = cb_workplace_dup_setting (self, CB_SETTING_PROFILES);
  g_autofree char *changes = cb_workplace_dup_setting (self, CB_SETTING_CHANGES);
  g_autofree char *holidays = cb_workplace_dup_setting (self, CB_SETTING_HOLIDAYS);
  const char *attempts[][3] = { { profiles, changes, holidays },
                                { profiles, NULL, holidays },
                                { NULL, NULL, holidays },
                                { NULL, NULL, NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_autofree char *failed = NULL;
      g_autoptr (GError) inner = NULL;
      CbRuleSet *rules = _cb_workplace_layer_rules (self, attempts[i][0], attempts[i][1],
                                                    attempts[i][2], &failed, &inner);

      if (rules != NULL)
        return rules;
      g_warning ("What a preset corrected is left out: %s %s", failed != NULL ? failed : "",
                 inner->message);
    }
  g_set_error_literal (error, CB_ERROR, CB_ERROR_FAILED, "the rules cannot be read");
  return NULL;
}

/* Reads profiles, texts and holidays, and what presets made of them. */
gboolean
_cb_workplace_load_rules (CbWorkplace *self, GError **error)
{
  g_autofree char *profiles_path = cb_workplace_dup_data_path ("profiles");
  g_autofree char *holidays_path = cb_workplace_dup_data_path ("profiles/holidays.json");
  g_autofree char *texts_path = cb_workplace_dup_data_path ("regulations");
  g_autoptr (GFile) profiles_folder = g_file_new_for_path (profiles_path);
  g_autoptr (GFile) texts_folder = g_file_new_for_path (texts_path);
  g_autoptr (GFile) holidays_file = g_file_new_for_path (holidays_path);
  g_autoptr (GPtrArray) problems = NULL;
  CbRuleSet *rules;

  self->shipped_profiles = cb_profile_load_all (profiles_folder, &problems, error);
  if (self->shipped_profiles == NULL)
    return FALSE;
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    g_warning ("%s", (const char *)g_ptr_array_index (problems, i));
  self->texts = cb_regulation_texts_load (texts_folder, error);
  if (self->texts == NULL)
    return FALSE;
  self->shipped_holidays = cb_holidays_load (holidays_file, error);
  if (self->shipped_holidays == NULL)
    return FALSE;
  rules = layer_what_fits (self, error);
  if (rules == NULL)
    return FALSE;
  _cb_workplace_put_rules (self, rules);
  return TRUE;
}
