/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-profile-values.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "core/rules/cb-clause.h"
#include "core/rules/cb-day.h"
#include "core/rules/cb-profile-changes.h"

/* What people read of a profile. A member that is not here is kept, and not shown. */
typedef struct
{
  const char *path;
  const char *title;
  CbProfileValueKind kind;
} Member;

typedef struct
{
  const char *title;
  Member members[12];
} Group;

static const Group groups[] = {
  { N_ ("The text"),
    { { "regulation.number", N_ ("Number"), CB_VALUE_TEXT },
      { "regulation.kind", N_ ("Kind of text"), CB_VALUE_TEXT },
      { "regulation.status", N_ ("State when it was read"), CB_VALUE_STATUS },
      { "regulation.issued", N_ ("Issued on"), CB_VALUE_DATE },
      { "regulation.effective_from", N_ ("In force from"), CB_VALUE_DATE },
      { "regulation.effective_to", N_ ("In force until"), CB_VALUE_DATE } } },
  { N_ ("Who"),
    { { "lead_agency.at_issue", N_ ("Lead agency in the text"), CB_VALUE_TEXT },
      { "lead_agency.current", N_ ("Lead agency today"), CB_VALUE_TEXT },
      { "lead_agency.operator", N_ ("Operator of the portal"), CB_VALUE_TEXT },
      { "successor.province", N_ ("Province today"), CB_VALUE_TEXT },
      { "focal_point.kind", N_ ("Focal point"), CB_VALUE_TEXT },
      { "review.one_person_allowed", N_ ("One person may prepare and approve"), CB_VALUE_YES } } },
  { N_ ("Portal and accounts"),
    { { "portal.url", N_ ("Portal"), CB_VALUE_TEXT },
      { "national_portal.required", N_ ("Also on the national portal"), CB_VALUE_YES },
      { "accounts.per_agency", N_ ("Accounts of an agency"), CB_VALUE_NUMBER },
      { "accounts.shared_forbidden", N_ ("Sharing an account is forbidden"), CB_VALUE_YES },
      { "accounts.change_password_on_first_login", N_ ("Change the password at the first sign-in"),
        CB_VALUE_YES },
      { "accounts.lost_password_notify", N_ ("Whom to tell of a lost password"), CB_VALUE_WHO } } },
  { N_ ("Catalog"),
    { { "catalog.decision.number", N_ ("Decision"), CB_VALUE_TEXT },
      { "catalog.decision.replaced_by.number", N_ ("Replaced by"), CB_VALUE_TEXT },
      { "catalog.must_be_in_catalog", N_ ("Only what is in the catalog is published"),
        CB_VALUE_YES },
      { "catalog.review_months", N_ ("Months between reviews"), CB_VALUE_NUMBER },
      { "catalog.review_send_to", N_ ("The review is sent to"), CB_VALUE_WHO } } },
  { N_ ("Deadlines"),
    { { "update_rules.monthly", N_ ("Every month"), CB_VALUE_RULE },
      { "update_rules.quarterly", N_ ("Every quarter"), CB_VALUE_RULE },
      { "update_rules.half_yearly", N_ ("Every half-year"), CB_VALUE_RULE },
      { "update_rules.yearly", N_ ("Every year"), CB_VALUE_RULE },
      { "update_rules.on_change", N_ ("When something changes"), CB_VALUE_RULE },
      { "refresh_after_publication_months", N_ ("Months from publication to the next look"),
        CB_VALUE_NUMBER } } },
  { N_ ("Formats and checks"),
    { { "formats.allowed", N_ ("Formats"), CB_VALUE_LIST },
      { "formats.template_required", N_ ("A template must be kept to"), CB_VALUE_YES },
      { "formats.api_required_when_sector_db",
        N_ ("An API where there is a database of the sector"), CB_VALUE_YES },
      { "precheck.required", N_ ("Check before publication"), CB_VALUE_YES },
      { "precheck.annual", N_ ("Check every year"), CB_VALUE_YES },
      { "quality_motto", N_ ("What data must be"), CB_VALUE_LIST },
      { "spec_document_required", N_ ("A specification document"), CB_VALUE_YES },
      { "licence.required", N_ ("Terms of use"), CB_VALUE_YES } } },
  { N_ ("Plan, reports, registers"),
    { { "plan.required", N_ ("A plan"), CB_VALUE_YES },
      { "plan.must_state", N_ ("The plan must state"), CB_VALUE_LIST },
      { "reports", N_ ("Reports"), CB_VALUE_FIXED },
      { "feedback.kinds", N_ ("Kinds of feedback"), CB_VALUE_LIST },
      { "incident.to", N_ ("Incidents are told to"), CB_VALUE_WHO },
      { "refusal.must_state_reason", N_ ("A refusal gives its reason"), CB_VALUE_YES },
      { "suspension.notice_working_days", N_ ("Working days of notice before a suspension"),
        CB_VALUE_NUMBER },
      { "correction.required", N_ ("Corrections"), CB_VALUE_YES },
      { "service_declaration.required", N_ ("Services are declared"), CB_VALUE_YES } } },
  { N_ ("Value and keeping"),
    { { "legal_value.text", N_ ("Legal value"), CB_VALUE_TEXT },
      { "archiving.rule", N_ ("Archiving"), CB_VALUE_TEXT },
      { "responsibility.text", N_ ("Responsibility"), CB_VALUE_TEXT } } },
};

/**
 * cb_profile_name_in_words:
 * @name: that profiles use: `lead_agency`, `in_force_at_issue`
 *
 * Returns: (transfer none): in the words of an office; @name where it is no such name
 */
const char *
cb_profile_name_in_words (const char *name)
{
  static const char *const names[][2] = {
    { "draft", N_ ("a draft, not in force") },
    { "in_force_at_issue", N_ ("in force") },
    { "replaced", N_ ("replaced") },
    { "lead_agency", N_ ("the lead agency") },
    { "operator", N_ ("the operator of the portal") },
    { "agency", N_ ("the agency") },
    { "public", N_ ("the public") },
    { "api", "API" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i][0]) == 0)
      return _ (names[i][1]);
  return name;
}

/* "2024-12-01" as people write it; anything else as it is. */
static char *
text_in_words (const char *text)
{
  GDate day;

  if (cb_day_parse (text, &day))
    return g_strdup_printf ("%u/%u/%u", g_date_get_day (&day), g_date_get_month (&day),
                            g_date_get_year (&day));
  return g_strdup (cb_profile_name_in_words (text));
}

static char *
rule_in_words (JsonObject *rule)
{
  const char *anchor = cb_json_get_string (rule, "anchor");
  guint days = (guint)cb_json_get_int (rule, "days", 0);

  if (g_strcmp0 (anchor, "period_end") == 0)
    return g_strdup_printf (
        ngettext ("%u day after the period ends", "%u days after the period ends", days), days);
  if (g_strcmp0 (anchor, "next_period_start") == 0)
    return g_strdup_printf (ngettext ("%u day from the first day of the next period",
                                      "%u days from the first day of the next period", days),
                            days);
  return g_strdup_printf (ngettext ("%u day after the change is published",
                                    "%u days after the change is published", days),
                          days);
}

static char *
report_in_words (JsonObject *report)
{
  const char *every = cb_json_get_string (report, "every");
  const char *from = cb_json_get_string (report, "from");
  const char *to = cb_json_get_string (report, "to");
  JsonArray *before = cb_json_get_array (report, "due_before");
  GString *words = g_string_new (NULL);

  /* Translators: who reports to whom */
  g_string_append_printf (words, _ ("%s to %s"),
                          cb_profile_name_in_words (from != NULL ? from : "?"),
                          cb_profile_name_in_words (to != NULL ? to : "?"));
  if (g_strcmp0 (every, "P1M") == 0)
    g_string_append_printf (words, ", %s", _ ("every month"));
  else if (g_strcmp0 (every, "P6M") == 0)
    g_string_append_printf (words, ", %s", _ ("every six months"));
  else if (g_strcmp0 (every, "P1Y") == 0)
    g_string_append_printf (words, ", %s", _ ("every year"));
  for (guint i = 0; before != NULL && i < json_array_get_length (before); i++)
    {
      guint month, day;
      const char *date = json_array_get_string_element (before, i);

      if (date != NULL && sscanf (date, "%2u-%2u", &month, &day) == 2)
        /* Translators: day and month: "before 31/12" */
        g_string_append_printf (words, _ (", before %u/%u"), day, month);
    }
  return g_string_free (words, FALSE);
}

static char *node_in_words (JsonNode *node);

static char *
array_in_words (JsonArray *array)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      char *words = JSON_NODE_HOLDS_OBJECT (element)
                        ? report_in_words (json_node_get_object (element))
                        : node_in_words (element);

      if (words != NULL)
        g_ptr_array_add (parts, words);
    }
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);
  return g_strjoinv ("; ", (char **)parts->pdata);
}

/* Returns: %NULL when the text says nothing. */
static char *
node_in_words (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return array_in_words (json_node_get_array (node));
  if (JSON_NODE_HOLDS_OBJECT (node))
    return rule_in_words (json_node_get_object (node));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? _ ("yes") : _ ("no, the text says so"));
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return json_node_get_string (node) != NULL ? text_in_words (json_node_get_string (node)) : NULL;
}

static gboolean
is_no (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_BOOLEAN && !json_node_get_boolean (node);
}

static void
free_value (gpointer data)
{
  CbProfileValue *value = data;

  g_free (value->path);
  g_free (value->words);
  g_free (value->clause);
  g_free (value->origin);
  g_clear_pointer (&value->node, json_node_unref);
  g_free (value);
}

static CbProfileValue *
make_value (CbProfile *self, const Group *group, const Member *member)
{
  JsonNode *node = cb_profile_find_node (self, member->path);
  CbProfileValue *value = g_new0 (CbProfileValue, 1);

  value->group = _ (group->title);
  value->title = _ (member->title);
  value->kind = member->kind;
  value->path = g_strdup (member->path);
  value->node = node != NULL ? json_node_copy (node) : NULL;
  value->origin = g_strdup (cb_profile_get_origin (self, member->path));
  value->words = is_no (node) && value->origin != NULL ? g_strdup (_ ("no")) : node_in_words (node);
  value->says_something = value->words != NULL;
  value->clause = cb_profile_dup_own_clause (self, member->path);
  if (!value->says_something)
    {
      gboolean taken_out = value->origin != NULL;

      value->words = g_strdup (taken_out ? _ ("nothing: the agency took it out")
                                         : _ ("the text says nothing"));
      g_free (value->clause);
      value->clause = taken_out ? cb_clause_add_origin ("", value->origin) : g_strdup ("");
    }
  return value;
}

/**
 * cb_profile_list_values:
 * @self: a profile
 *
 * What the text says and what it leaves open, in the words of the window (product.md A1): nothing
 * is taken from another province or from the law that holds everywhere.
 *
 * Returns: (transfer full) (element-type CbProfileValue): by group
 */
GPtrArray *
cb_profile_list_values (CbProfile *self)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (free_value);

  g_return_val_if_fail (CB_IS_PROFILE (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (guint k = 0; k < G_N_ELEMENTS (groups[i].members) && groups[i].members[k].path != NULL;
         k++)
      g_ptr_array_add (values, make_value (self, &groups[i], &groups[i].members[k]));
  return values;
}

static gboolean
is_before (const char *iso, const GDate *on)
{
  GDate date;

  return cb_day_parse (iso, &date) && g_date_compare (&date, on) < 0;
}

static void
add_text_doubts (JsonObject *json, const GDate *on, GPtrArray *doubts)
{
  JsonObject *regulation = cb_json_get_object (json, "regulation");
  const char *status = cb_json_get_string (regulation, "status");

  if (g_strcmp0 (status, "draft") == 0)
    g_ptr_array_add (doubts, g_strdup (_ ("This text was a draft when it was read: confirm which "
                                          "text is in force.")));
  if (g_strcmp0 (status, "replaced") == 0
      || is_before (cb_json_get_string (regulation, "effective_to"), on))
    g_ptr_array_add (doubts,
                     g_strdup (_ ("This text is no longer in force: ask which one replaced it.")));
}

static void
add_province_doubts (JsonObject *json, const GDate *on, GPtrArray *doubts)
{
  JsonObject *successor = cb_json_get_object (json, "successor");
  JsonObject *lead = cb_json_get_object (json, "lead_agency");
  const char *then = lead != NULL ? cb_json_get_string (lead, "at_issue") : NULL;
  const char *now = lead != NULL ? cb_json_get_string (lead, "current") : NULL;

  if (successor != NULL && cb_json_get_bool (successor, "changed", FALSE)
      && is_before (cb_json_get_string (successor, "since"), on))
    {
      g_autofree char *since = text_in_words (cb_json_get_string (successor, "since"));

      /* Translators: name of a province, a day */
      g_ptr_array_add (
          doubts, g_strdup_printf (_ ("The province is part of %s since %s: ask whether the new "
                                      "province has issued its own text."),
                                   cb_json_get_string (successor, "province"), since));
    }
  if (then != NULL && now != NULL && g_strcmp0 (then, now) != 0)
    /* Translators: names of agencies */
    g_ptr_array_add (
        doubts,
        g_strdup_printf (_ ("The text names %s; its work is done by %s today."), then, now));
}

static void
add_reference_doubts (JsonObject *json, GPtrArray *doubts)
{
  JsonObject *catalog = cb_json_get_object (json, "catalog");
  JsonObject *decision = catalog != NULL ? cb_json_get_object (catalog, "decision") : NULL;
  JsonObject *replaced = decision != NULL ? cb_json_get_object (decision, "replaced_by") : NULL;
  JsonObject *licence = cb_json_get_object (json, "licence");
  const char *note = licence != NULL ? cb_json_get_string (licence, "note") : NULL;

  if (replaced != NULL)
    {
      g_autofree char *date = text_in_words (cb_json_get_string (replaced, "date"));

      /* Translators: number of a decision, number of another, a day */
      g_ptr_array_add (doubts,
                       g_strdup_printf (_ ("The catalog of decision %s was replaced by %s of %s."),
                                        cb_json_get_string (decision, "number"),
                                        cb_json_get_string (replaced, "number"), date));
    }
  /* In Vietnamese, as the profile has it: it names articles of law. */
  if (note != NULL)
    g_ptr_array_add (doubts, g_strdup (note));
}

/**
 * cb_profile_list_doubts:
 * @self: a profile
 * @on: today
 *
 * Why the text may be out of date, and what to ask (product.md A2).
 *
 * Returns: (transfer full) (element-type utf8): sentences, none when there is no doubt
 */
GPtrArray *
cb_profile_list_doubts (CbProfile *self, const GDate *on)
{
  GPtrArray *doubts = g_ptr_array_new_with_free_func (g_free);
  JsonObject *json;

  g_return_val_if_fail (CB_IS_PROFILE (self) && on != NULL, NULL);

  json = cb_profile_get_json (self);
  add_text_doubts (json, on, doubts);
  add_province_doubts (json, on, doubts);
  add_reference_doubts (json, doubts);
  return doubts;
}
