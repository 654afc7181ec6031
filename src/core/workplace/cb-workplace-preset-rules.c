/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rules and days off of a preset: what they come to with what is here, and in the words of people.
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/rules/cb-json-line.h"
#include "core/rules/cb-profile-changes.h"
#include "core/rules/cb-profile-values.h"
#include "core/workplace/cb-preset-private.h"
#include "core/workplace/cb-workplace-preset-private.h"

/* What a setting keeps as JSON, to be changed; empty where there is nothing. */
JsonObject *
_cb_workplace_dup_kept (CbWorkplace *self, const char *setting)
{
  g_autofree char *text = cb_workplace_dup_setting (self, setting);
  g_autoptr (JsonNode) node = text != NULL ? cb_json_node_parse (text, -1, NULL) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_object_ref (json_node_get_object (node));
  return json_object_new ();
}

/* One text for one meaning, NULL for nothing: presets compare these. */
char *
_cb_workplace_dup_kept_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  if (json_object_get_size (object) == 0)
    return NULL;
  json_node_set_object (node, object);
  return cb_json_to_canonical (node);
}

static gboolean
is_same (JsonNode *a, JsonNode *b)
{
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  gboolean a_is_null = a == NULL || JSON_NODE_HOLDS_NULL (a);
  gboolean b_is_null = b == NULL || JSON_NODE_HOLDS_NULL (b);

  if (a_is_null || b_is_null)
    return a_is_null && b_is_null;
  one = cb_json_to_canonical (a);
  other = cb_json_to_canonical (b);
  return g_str_equal (one, other);
}

static char *
join_profiles (CbWorkplace *self, const CbPreset *preset)
{
  JsonNode *node = json_object_get_member (preset->root, "profiles");
  JsonArray *array = cb_json_get_array (preset->root, "profiles");
  g_autoptr (JsonObject) kept = NULL;

  if (node != NULL && JSON_NODE_HOLDS_NULL (node))
    return NULL;
  kept = _cb_workplace_dup_kept (self, CB_SETTING_PROFILES);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *profile = json_array_get_object_element (array, i);

      json_object_set_object_member (kept, cb_json_get_string (profile, "id"),
                                     json_object_ref (profile));
    }
  return _cb_workplace_dup_kept_text (kept);
}

/* A value that is so already keeps where it came from. */
static void
join_changes_of (JsonObject *kept, CbProfile *now, JsonObject *changes, const char *from)
{
  g_autoptr (GList) paths = json_object_get_members (changes);

  for (GList *l = paths; l != NULL; l = l->next)
    {
      JsonNode *value = json_object_get_member (changes, l->data);
      JsonObject *entry = cb_json_get_object (kept, l->data);

      if (entry != NULL ? is_same (json_object_get_member (entry, "value"), value)
                        : now != NULL && is_same (cb_profile_find_node (now, l->data), value))
        continue;
      entry = json_object_new ();
      json_object_set_member (entry, "value", json_node_copy (value));
      json_object_set_string_member (entry, "from", from);
      json_object_set_object_member (kept, l->data, entry);
    }
}

static char *
join_changes (CbWorkplace *self, const CbPreset *preset)
{
  JsonNode *node = json_object_get_member (preset->root, "profile_changes");
  JsonObject *changes = cb_json_get_object (preset->root, "profile_changes");
  const char *name = cb_json_get_string (preset->root, "name");
  g_autofree char *origin = _cb_workplace_dup_origin (self, name != NULL ? name : preset->name);
  g_autoptr (JsonObject) kept = NULL;
  g_autoptr (GList) ids = changes != NULL ? json_object_get_members (changes) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_NULL (node))
    return NULL;
  kept = _cb_workplace_dup_kept (self, CB_SETTING_CHANGES);
  for (GList *l = ids; l != NULL; l = l->next)
    {
      JsonObject *new_ones = cb_json_get_object (changes, l->data);
      JsonObject *old_ones = cb_json_get_object (kept, l->data);

      if (new_ones == NULL)
        {
          json_object_remove_member (kept, l->data);
          continue;
        }
      if (old_ones == NULL)
        {
          old_ones = json_object_new ();
          json_object_set_object_member (kept, l->data, old_ones);
        }
      join_changes_of (old_ones, _cb_workplace_find_profile (self, l->data), new_ones, origin);
      if (json_object_get_size (old_ones) == 0
          && _cb_workplace_find_profile (self, l->data) != NULL)
        json_object_remove_member (kept, l->data);
    }
  return _cb_workplace_dup_kept_text (kept);
}

static char *
join_holidays (CbWorkplace *self, const CbPreset *preset)
{
  JsonNode *node = json_object_get_member (preset->root, "holidays");
  JsonObject *holidays = cb_json_get_object (preset->root, "holidays");
  JsonObject *years = holidays != NULL ? cb_json_get_object (holidays, "years") : NULL;
  g_autoptr (JsonObject) kept = NULL;
  g_autoptr (GList) names = years != NULL ? json_object_get_members (years) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_NULL (node))
    return NULL;
  kept = _cb_workplace_dup_kept (self, CB_SETTING_HOLIDAYS);
  if (names != NULL && cb_json_get_object (kept, "years") == NULL)
    json_object_set_object_member (kept, "years", json_object_new ());
  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (cb_json_get_object (kept, "years"), l->data,
                            json_node_copy (json_object_get_member (years, l->data)));
  return _cb_workplace_dup_kept_text (kept);
}

/* @inner: what reading a profile said, `PROFILE:LINE: MEMBER: what`, or a sentence. */
static void
refuse_change (const CbPreset *preset, const char *failed, const GError *inner, GError **error)
{
  g_autofree char *path = g_strconcat ("profile_changes.", failed, NULL);
  const char *what = inner->message;
  const char *member = strchr (what, ':') != NULL ? strstr (what, ": ") : NULL;
  const char *rest = member != NULL ? strstr (member + 2, ": ") : NULL;

  g_set_error (error, inner->domain, inner->code, "%s:%u: %s: %s", preset->name,
               cb_json_line_of (preset->text, path), path, rest != NULL ? rest + 2 : what);
}

gboolean
_cb_preset_plan_rules (CbPresetPlan *plan,
                       CbWorkplace *self,
                       const CbPreset *preset,
                       GError **error)
{
  g_autofree char *profiles = join_profiles (self, preset);
  g_autofree char *changes = join_changes (self, preset);
  g_autofree char *holidays = join_holidays (self, preset);
  g_autofree char *failed = NULL;
  g_autoptr (GError) inner = NULL;
  gboolean differs = _cb_preset_plan_set (plan, self, CB_SETTING_PROFILES, profiles);

  differs |= _cb_preset_plan_set (plan, self, CB_SETTING_CHANGES, changes);
  differs |= _cb_preset_plan_set (plan, self, CB_SETTING_HOLIDAYS, holidays);
  if (!differs)
    return TRUE;
  plan->rules = _cb_workplace_layer_rules (self, profiles, changes, holidays, &failed, &inner);
  if (plan->rules != NULL)
    return TRUE;
  if (failed != NULL)
    refuse_change (preset, failed, inner, error);
  else
    g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static gboolean
is_within (const char *path, const char *outer)
{
  gsize length = strlen (outer);

  return strncmp (path, outer, length) == 0 && (path[length] == '\0' || path[length] == '.');
}

/* Values that the window has words for. */
static void
show_values (CbPresetPlan *plan, CbProfile *before, CbProfile *after, GPtrArray *shown)
{
  g_autoptr (GPtrArray) old = cb_profile_list_values (before);
  g_autoptr (GPtrArray) new = cb_profile_list_values (after);

  for (guint i = 0; i < new->len; i++)
    {
      const CbProfileValue *one = g_ptr_array_index (old, i);
      const CbProfileValue *other = g_ptr_array_index (new, i);
      g_autofree char *name = NULL;
      g_autofree char *title = NULL;

      if (g_str_equal (one->words, other->words))
        continue;
      name = g_strdup_printf ("profile_changes.%s.%s", cb_profile_get_id (after), other->path);
      title = g_strdup_printf ("%s · %s", cb_profile_get_name (after), other->title);
      _cb_preset_plan_add_row (plan, CB_PRESET_RULES, name, title, one->words, other->words);
      g_ptr_array_add (shown, g_strdup (other->path));
    }
}

static char *
dup_node_words (CbProfile *profile, const char *path)
{
  JsonNode *node = cb_profile_find_node (profile, path);

  return node != NULL ? json_to_string (node, FALSE) : NULL;
}

/* Values that it has no words for: as they are written. */
static void
show_others (
    CbPresetPlan *plan, CbProfile *before, CbProfile *after, JsonObject *changes, GPtrArray *shown)
{
  g_autoptr (GList) paths = changes != NULL ? json_object_get_members (changes) : NULL;

  for (GList *l = paths; l != NULL; l = l->next)
    {
      g_autofree char *path = cb_profile_dup_canonical_path (after, l->data);
      g_autofree char *one = dup_node_words (before, path);
      g_autofree char *other = dup_node_words (after, path);
      g_autofree char *name = NULL;
      g_autofree char *title = NULL;
      gboolean is_shown = g_strcmp0 (one, other) == 0;

      for (guint i = 0; i < shown->len && !is_shown; i++)
        is_shown = is_within (path, shown->pdata[i]) || is_within (shown->pdata[i], path);
      if (is_shown)
        continue;
      name = g_strdup_printf ("profile_changes.%s.%s", cb_profile_get_id (after), path);
      title = g_strdup_printf ("%s · %s", cb_profile_get_name (after), path);
      _cb_preset_plan_add_row (plan, CB_PRESET_RULES, name, title, one, other);
    }
}

static void
show_profile (CbPresetPlan *plan, CbProfile *before, CbProfile *after, const CbPreset *preset)
{
  g_autofree char *name = g_strconcat ("profiles.", cb_profile_get_id (after), NULL);
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  g_autoptr (GPtrArray) shown = NULL;
  JsonObject *changes = cb_json_get_object (preset->root, "profile_changes");
  guint rows = plan->rows->len;

  if (before == NULL)
    {
      _cb_preset_plan_add_row (plan, CB_PRESET_RULES, name, _ ("Added rules"), NULL,
                               cb_profile_get_name (after));
      return;
    }
  one = cb_json_object_to_string (cb_profile_get_json (before), FALSE);
  other = cb_json_object_to_string (cb_profile_get_json (after), FALSE);
  if (g_str_equal (one, other))
    return;
  shown = g_ptr_array_new_with_free_func (g_free);
  show_values (plan, before, after, shown);
  show_others (plan, before, after,
               changes != NULL ? cb_json_get_object (changes, cb_profile_get_id (after)) : NULL,
               shown);
  if (plan->rows->len == rows)
    _cb_preset_plan_add_row (plan, CB_PRESET_RULES, name, cb_profile_get_name (after), _ ("as now"),
                             _ ("as in the file"));
}

static char *
dup_day_words (CbHolidays *holidays, const GDate *day)
{
  const char *name = cb_holidays_get_name (holidays, day);

  if (cb_holidays_is_worked (holidays, day))
    return g_strdup (_ ("worked in exchange for another day"));
  if (name != NULL && !cb_holidays_is_day_off (holidays, day))
    /* Translators: a holiday that is not decided yet */
    return g_strdup_printf (_ ("%s (not decided yet)"), name);
  if (name != NULL)
    return g_strdup (name);
  return g_strdup (cb_holidays_is_day_off (holidays, day) ? _ ("weekend") : _ ("working day"));
}

static guint
count_days_off (CbHolidays *holidays, GDateYear year)
{
  guint count = 0;
  GDate day;

  g_date_clear (&day, 1);
  for (g_date_set_dmy (&day, 1, G_DATE_JANUARY, year); g_date_get_year (&day) == year;
       g_date_add_days (&day, 1))
    count += cb_holidays_get_name (holidays, &day) != NULL;
  return count;
}

static void
show_year (CbPresetPlan *plan, CbHolidays *before, GDateYear year)
{
  CbHolidays *after = plan->rules->holidays;
  GDate day;

  if (!cb_holidays_knows_year (before, year))
    {
      guint count = count_days_off (after, year);
      g_autofree char *name = g_strdup_printf ("holidays.%u", year);
      g_autofree char *title = g_strdup_printf (_ ("Days off of %u"), year);
      g_autofree char *words
          = g_strdup_printf (ngettext ("%u day off", "%u days off", count), count);

      _cb_preset_plan_add_row (plan, CB_PRESET_HOLIDAYS, name, title, _ ("no data"), words);
      return;
    }
  g_date_clear (&day, 1);
  for (g_date_set_dmy (&day, 1, G_DATE_JANUARY, year); g_date_get_year (&day) == year;
       g_date_add_days (&day, 1))
    {
      g_autofree char *one = dup_day_words (before, &day);
      g_autofree char *other = dup_day_words (after, &day);
      g_autofree char *name = NULL;
      g_autofree char *title = NULL;

      if (g_str_equal (one, other))
        continue;
      name = g_strdup_printf ("holidays.%04u-%02u-%02u", year, g_date_get_month (&day),
                              g_date_get_day (&day));
      title = g_strdup_printf ("%u/%u/%u", g_date_get_day (&day), g_date_get_month (&day), year);
      _cb_preset_plan_add_row (plan, CB_PRESET_HOLIDAYS, name, title, one, other);
    }
}

/* Puts into words what _cb_preset_plan_rules() came to. */
void
_cb_preset_show_rules (CbPresetPlan *plan, CbWorkplace *self, const CbPreset *preset)
{
  CbHolidays *before = _cb_workplace_get_holidays (self);
  GPtrArray *old = _cb_workplace_get_profiles (self);

  if (plan->rules == NULL)
    return;
  for (guint i = 0; i < plan->rules->profiles->len; i++)
    {
      CbProfile *profile = plan->rules->profiles->pdata[i];

      show_profile (plan, _cb_workplace_find_profile (self, cb_profile_get_id (profile)), profile,
                    preset);
    }
  for (guint i = 0; i < old->len; i++)
    {
      gboolean stays = FALSE;
      g_autofree char *name = g_strconcat ("profiles.", cb_profile_get_id (old->pdata[i]), NULL);

      for (guint k = 0; k < plan->rules->profiles->len && !stays; k++)
        stays = g_str_equal (cb_profile_get_id (old->pdata[i]),
                             cb_profile_get_id (plan->rules->profiles->pdata[k]));
      if (!stays)
        _cb_preset_plan_add_row (plan, CB_PRESET_RULES, name, _ ("Rules taken away"),
                                 cb_profile_get_name (old->pdata[i]), NULL);
    }
  for (GDateYear year = 1990; year < 2200; year++)
    if (cb_holidays_knows_year (plan->rules->holidays, year)
        || cb_holidays_knows_year (before, year))
      show_year (plan, before, year);
}
