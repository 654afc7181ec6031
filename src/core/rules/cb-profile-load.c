/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-profile.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "base/cb-text.h"
#include "core/rules/cb-clause.h"
#include "core/rules/cb-day.h"
#include "core/rules/cb-json-line.h"
#include "core/rules/cb-profile-private.h"

/* Reading by hand what profile.schema.json says: the program has no schema library, and a person
 * who corrects a file needs to be told file, line and member. */

#define MAX_SIZE (1024 * 1024)

typedef struct
{
  const char *text;
  const char *name;
  JsonObject *root;
} Reading;

G_GNUC_PRINTF (4, 5)
static gboolean
refuse (const Reading *reading, GError **error, const char *path, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  cb_json_line_set_error (error, reading->name, reading->text, path, what);

  return FALSE;
}

CbFrequency
_cb_profile_frequency_from_json (const char *name)
{
  g_autofree char *dashed = g_strdup (name != NULL ? name : "");

  return cb_frequency_from_name (g_strdelimit (dashed, "_", '-'));
}

gboolean
_cb_profile_anchor_from_json (const char *name, CbAnchor *anchor)
{
  static const char *const names[] = {
    [CB_ANCHOR_PERIOD_END] = "period_end",
    [CB_ANCHOR_NEXT_PERIOD_START] = "next_period_start",
    [CB_ANCHOR_CHANGE_PUBLISHED] = "change_published",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *anchor = (CbAnchor)i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
check_text (const Reading *reading, const char *path, GError **error)
{
  g_auto (GStrv) names = g_strsplit (path, ".", 2);
  JsonObject *holder
      = names[1] != NULL ? cb_json_get_object (reading->root, names[0]) : reading->root;
  const char *name = names[1] != NULL ? names[1] : names[0];
  const char *value = holder != NULL ? cb_json_get_string (holder, name) : NULL;

  if (value == NULL || value[0] == '\0')
    return refuse (reading, error, path, _ ("a text is needed"));

  return TRUE;
}

static gboolean
check_says (const Reading *reading, const char *path, GError **error)
{
  g_auto (GStrv) names = g_strsplit (path, ".", 2);
  JsonObject *holder = cb_json_get_object (reading->root, names[0]);
  JsonNode *node = holder != NULL ? json_object_get_member (holder, names[1]) : NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse (reading, error, path, _ ("true, false or null is needed"));

  return TRUE;
}

static gboolean
check_formats (const Reading *reading, GError **error)
{
  JsonObject *formats = cb_json_get_object (reading->root, "formats");
  JsonNode *node = formats != NULL ? json_object_get_member (formats, "allowed") : NULL;
  JsonArray *array;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) == 0)
    return refuse (reading, error, "formats.allowed", _ ("a list of formats or null is needed"));
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autofree char *path = g_strdup_printf ("formats.allowed.%u", i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_string (element) == NULL)
        return refuse (reading, error, path, _ ("the name of a format is needed"));
    }

  return TRUE;
}

static gboolean
check_rule (const Reading *reading, JsonNode *node, const char *path, GError **error)
{
  JsonObject *rule = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *frequency = g_strconcat (path, ".frequency", NULL);
  g_autofree char *anchor_path = g_strconcat (path, ".anchor", NULL);
  g_autofree char *days_path = g_strconcat (path, ".days", NULL);
  CbAnchor anchor;
  gint64 days;

  if (rule == NULL)
    return refuse (reading, error, path, _ ("an object is needed"));
  if (_cb_profile_frequency_from_json (cb_json_get_string (rule, "frequency"))
      == CB_FREQUENCY_UNKNOWN)
    return refuse (reading, error, frequency,
                   _ ("monthly, quarterly, half_yearly, yearly or on_change is needed"));
  if (!_cb_profile_anchor_from_json (cb_json_get_string (rule, "anchor"), &anchor))
    return refuse (reading, error, anchor_path,
                   _ ("period_end, next_period_start or change_published is needed"));
  days = cb_json_get_int (rule, "days", 0);
  if (days < 1 || days > 366)
    return refuse (reading, error, days_path, _ ("a number from 1 to 366 is needed"));
  if (cb_json_get_string (rule, "cite") == NULL)
    return refuse (reading, error, path, _ ("a deadline needs its clause (cite)"));

  return TRUE;
}

static gboolean
check_rules (const Reading *reading, GError **error)
{
  JsonArray *array = cb_json_get_array (reading->root, "update_rules");

  if (array == NULL)
    return refuse (reading, error, "update_rules",
                   _ ("a list is needed, empty when there are none"));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *path = g_strdup_printf ("update_rules.%u", i);

      if (!check_rule (reading, json_array_get_element (array, i), path, error))
        return FALSE;
    }

  return TRUE;
}

/* `06-30`: a day of every year, 29 February among them. */
static gboolean
is_day_of_year (JsonNode *node)
{
  const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
  guint month, day;

  return text != NULL && cb_text_is_like (text, "00-00")
         && sscanf (text, "%2u-%2u", &month, &day) == 2
         && g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, 2028);
}

static gboolean
check_report (const Reading *reading, JsonObject *report, guint number, GError **error)
{
  JsonNode *node = report != NULL ? json_object_get_member (report, "due_before") : NULL;
  g_autofree char *path = g_strdup_printf ("reports.%u.due_before", number);
  JsonArray *days;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (reading, error, path, _ ("a list of days is needed"));
  days = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (days); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s.%u", path, i);

      if (!is_day_of_year (json_array_get_element (days, i)))
        return refuse (reading, error, place, _ ("month and day are needed, as 06-30"));
    }

  return TRUE;
}

static gboolean
check_reports (const Reading *reading, GError **error)
{
  JsonArray *reports = cb_json_get_array (reading->root, "reports");

  for (guint i = 0; reports != NULL && i < json_array_get_length (reports); i++)
    {
      JsonNode *node = json_array_get_element (reports, i);

      if (!check_report (reading,
                         JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL, i,
                         error))
        return FALSE;
    }

  return TRUE;
}

static gboolean check_citations (
    const Reading *reading, JsonNode *node, const char *path, gboolean all_members, GError **error);

static gboolean
check_member_citation (const Reading *reading,
                       JsonObject *object,
                       const char *name,
                       const char *path,
                       gboolean all_members,
                       GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autofree char *inner = path[0] != '\0' ? g_strconcat (path, ".", name, NULL) : g_strdup (name);

  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (all_members || g_str_equal (name, "cite"))
    {
      if (!JSON_NODE_HOLDS_VALUE (node) || !cb_clause_is_well_formed (json_node_get_string (node)))
        return refuse (reading, error, inner, _ ("not a clause; write Đ7.1 or Đ6.2a"));
      return TRUE;
    }

  return check_citations (reading, node, inner, g_str_equal (name, "cites"), error);
}

static gboolean
check_citations (
    const Reading *reading, JsonNode *node, const char *path, gboolean all_members, GError **error)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) names = json_object_get_members (object);

      for (GList *l = names; l != NULL; l = l->next)
        if (!check_member_citation (reading, object, l->data, path, all_members, error))
          return FALSE;
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *inner = g_strdup_printf ("%s.%u", path, i);

          if (!check_citations (reading, json_array_get_element (array, i), inner, FALSE, error))
            return FALSE;
        }
    }

  return TRUE;
}

/* A number that is no number would be passed over like one that the text does not say. */
static gboolean
check_number (const Reading *reading, const char *path, gint64 highest, GError **error)
{
  g_auto (GStrv) names = g_strsplit (path, ".", 2);
  JsonObject *holder
      = names[1] != NULL ? cb_json_get_object (reading->root, names[0]) : reading->root;
  JsonNode *node
      = holder != NULL ? json_object_get_member (holder, names[names[1] != NULL ? 1 : 0]) : NULL;
  gint64 number;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  number = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
               ? json_node_get_int (node)
               : 0;
  if (number < 1 || number > highest)
    return refuse (reading, error, path, _ ("a number from 1 to %u, or null, is needed"),
                   (guint)highest);

  return TRUE;
}

static gboolean
check_numbers (const Reading *reading, GError **error)
{
  /* As far as what counts with them goes. */
  return check_number (reading, "catalog.review_months", 120, error)
         && check_number (reading, "refresh_after_publication_months", 120, error)
         && check_number (reading, "accounts.per_agency", 1000, error)
         && check_number (reading, "suspension.notice_working_days", 366, error);
}

/* 31/02 would be no day: what it decides, such as that a text went out of force, would never be. */
static gboolean
check_date (const Reading *reading, const char *path, GError **error)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  JsonObject *holder = reading->root;
  JsonNode *node = NULL;
  GDate date;

  for (guint i = 0; names[i] != NULL && holder != NULL; i++)
    {
      node = json_object_get_member (holder, names[i]);
      holder = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      if (holder == NULL && names[i + 1] != NULL)
        return TRUE;
    }
  if (node == NULL || JSON_NODE_HOLDS_NULL (node)
      || (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
          && cb_day_parse (json_node_get_string (node), &date)))
    return TRUE;

  return refuse (reading, error, path, _ ("a day that exists is needed, as 2026-09-02"));
}

static gboolean
check_dates (const Reading *reading, GError **error)
{
  static const char *const dates[]
      = { "regulation.issued", "regulation.effective_from", "regulation.effective_to",
          "successor.since",   "catalog.decision.date",     "catalog.decision.replaced_by.date" };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    if (!check_date (reading, dates[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
check_profile (const Reading *reading, GError **error)
{
  static const char *const texts[]
      = { "id", "name", "kind", "regulation.cite_as", "regulation.status" };
  static const char *const says[] = { "catalog.must_be_in_catalog",
                                      "formats.template_required",
                                      "formats.api_required_when_sector_db",
                                      "formats.api_encouraged",
                                      "precheck.required",
                                      "precheck.annual",
                                      "accounts.shared_forbidden",
                                      "accounts.change_password_on_first_login",
                                      "focal_point.required",
                                      "refusal.must_state_reason",
                                      "correction.required",
                                      "service_declaration.required",
                                      "review.one_person_allowed",
                                      "licence.required",
                                      "plan.required",
                                      "national_portal.required" };
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (root, reading->root);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!check_text (reading, texts[i], error))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (says); i++)
    if (!check_says (reading, says[i], error))
      return FALSE;

  return check_formats (reading, error) && check_rules (reading, error)
         && check_numbers (reading, error) && check_dates (reading, error)
         && check_reports (reading, error) && check_citations (reading, root, "", FALSE, error);
}

/**
 * cb_profile_parse:
 * @text: a profile as JSON
 * @length: bytes, -1 when it ends in NUL
 * @name: what to call it in an error: the name of its file
 * @error: %CB_ERROR_INVALID with file, line and member
 *
 * Returns: (transfer full): the profile
 */
CbProfile *
cb_profile_parse (const char *text, gssize length, const char *name, GError **error)
{
  g_autofree char *copy = g_strndup (text, length < 0 ? strlen (text) : (gsize)length);
  g_autoptr (JsonObject) root = NULL;
  Reading reading = { copy, name, NULL };

  root = cb_json_object_parse (copy, -1, error);
  if (root == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  reading.root = root;
  if (!check_profile (&reading, error))
    return NULL;

  return _cb_profile_new (g_steal_pointer (&root));
}

/**
 * cb_profile_load:
 * @file: a JSON file as profile.schema.json describes
 * @error: %CB_ERROR_INVALID with file, line and member, %CB_ERROR_UNREADABLE…
 *
 * Blocks on the disk.
 *
 * Returns: (transfer full): the profile
 */
CbProfile *
cb_profile_load (GFile *file, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_load_contents (file, NULL, &text, &length, NULL, error))
    {
      cb_error_translate_io (error, name);
      return NULL;
    }
  if (length > MAX_SIZE)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "%s: too large for a profile", name);
      return NULL;
    }

  return cb_profile_parse (text, (gssize)length, name, error);
}

static gboolean
is_profile_name (const char *name)
{
  return g_str_has_suffix (name, ".json") && !g_str_has_suffix (name, ".schema.json")
         && !g_str_equal (name, "holidays.json") && !g_str_equal (name, "coverage.json");
}

static int
compare_profiles (gconstpointer a, gconstpointer b)
{
  CbProfile *first = *(CbProfile *const *)a;
  CbProfile *second = *(CbProfile *const *)b;

  if (cb_profile_is_national (first) != cb_profile_is_national (second))
    return cb_profile_is_national (first) ? 1 : -1;

  return g_utf8_collate (cb_profile_get_name (first), cb_profile_get_name (second));
}

static void
add_profile (GPtrArray *profiles, GFile *file, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (CbProfile) profile = cb_profile_load (file, &error);

  if (profile == NULL)
    {
      g_ptr_array_add (problems, g_strdup (error->message));
      return;
    }
  for (guint i = 0; i < profiles->len; i++)
    if (g_str_equal (cb_profile_get_id (profiles->pdata[i]), cb_profile_get_id (profile)))
      {
        g_ptr_array_add (problems, g_strdup_printf ("%s: id: “%s” is used by another profile", name,
                                                    cb_profile_get_id (profile)));
        return;
      }
  g_ptr_array_add (profiles, g_steal_pointer (&profile));
}

/**
 * cb_profile_settle_all:
 * @profiles: (element-type CbProfile): profiles that nobody else sees yet
 *
 * Has each know the national one, and puts them in the order that people see: by name, the national
 * one last.
 */
void
cb_profile_settle_all (GPtrArray *profiles)
{
  CbProfile *national = NULL;

  g_return_if_fail (profiles != NULL);

  for (guint i = 0; i < profiles->len && national == NULL; i++)
    if (cb_profile_is_national (profiles->pdata[i]))
      national = profiles->pdata[i];
  for (guint i = 0; i < profiles->len; i++)
    if (profiles->pdata[i] != national)
      cb_profile_set_national (profiles->pdata[i], national);
  g_ptr_array_sort (profiles, compare_profiles);
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = g_file_get_basename (*(GFile *const *)a);
  g_autofree char *second = g_file_get_basename (*(GFile *const *)b);

  return g_strcmp0 (first, second);
}

/**
 * cb_profile_load_all:
 * @folder: where the profiles lie
 * @problems: (out) (optional) (element-type utf8) (transfer container): a line per file that could
 *   not be used, with file, line and member
 * @error: the folder itself could not be read
 *
 * A broken file is reported and left out; the others are loaded. Each profile knows the national
 * one. Blocks on the disk.
 *
 * Returns: (transfer container) (element-type CbProfile): by name, the national one last
 */
GPtrArray *
cb_profile_load_all (GFile *folder, GPtrArray **problems, GError **error)
{
  g_autoptr (GPtrArray) profiles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *name = g_file_get_basename (folder);
  g_autoptr (GFileEnumerator) children
      = g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME, 0, NULL, error);

  while (children != NULL)
    {
      GFileInfo *info;
      GFile *child;

      if (!g_file_enumerator_iterate (children, &info, &child, NULL, error))
        g_clear_object (&children);
      else if (info == NULL)
        break;
      else if (is_profile_name (g_file_info_get_name (info)))
        g_ptr_array_add (files, g_object_ref (child));
    }
  if (children == NULL)
    {
      cb_error_translate_io (error, name);
      return NULL;
    }

  g_ptr_array_sort (files, compare_files);
  for (guint i = 0; i < files->len; i++)
    add_profile (profiles, files->pdata[i], told);
  cb_profile_settle_all (profiles);
  if (problems != NULL)
    *problems = g_steal_pointer (&told);

  return g_steal_pointer (&profiles);
}
