/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/report/cb-report-private.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"

/* Reports of the profile that are made from figures. Those of the lead agency are only its own.
 * Others of the list are the operator's or about the catalog. */
static const struct
{
  const char *id;
  const char *title;
} known[] = {
  { "self-assessment", N_ ("Yearly self-check of open data") },
  { "annual-data-check", N_ ("Yearly check of the data") },
  { "evaluation-public", N_ ("Half-year figures of open data") },
  { "lead-6m", N_ ("Half-year report of the lead agency") },
  { "lead-annual", N_ ("Yearly report of the lead agency") },
  { "annual-sharing-to-public", N_ ("Yearly report on sharing data with people and companies") },
  { "lead-on-request", N_ ("Report of the lead agency when asked for one") },
  { "on-request", N_ ("Report when asked for one") },
  { "on-request-provision", N_ ("Report when asked for one") },
};

/**
 * cb_report_kind_free:
 * @self: (nullable) (transfer full): a kind
 */
void
cb_report_kind_free (CbReportKind *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->title);
  g_free (self->clause);
  g_free (self->to);
  g_free (self->every);
  g_ptr_array_unref (self->criteria);
  g_free (self);
}

/**
 * cb_report_kind_copy:
 * @self: a kind
 *
 * Returns: (transfer full): the same, with what was written to its criteria
 */
CbReportKind *
cb_report_kind_copy (const CbReportKind *self)
{
  CbReportKind *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  copy->clause = g_strdup (self->clause);
  copy->to = g_strdup (self->to);
  copy->every = g_strdup (self->every);
  copy->criteria = _cb_criteria_copy (self->criteria);

  return copy;
}

/**
 * cb_report_kind_dup_period:
 * @self: a kind
 * @to: last day of a report of it
 *
 * What is written to the criteria is of this period: changing the span by a day loses nothing, and
 * last year's report keeps what was written to it.
 *
 * Returns: (transfer full): `2026`, `2026-H2`; "" where the text has no rhythm
 */
char *
cb_report_kind_dup_period (const CbReportKind *self, const GDate *to)
{
  guint year = g_date_get_year (to);

  if (g_strcmp0 (self->every, "P6M") == 0)
    return g_strdup_printf ("%04u-H%d", year, g_date_get_month (to) > 6 ? 2 : 1);
  if (g_strcmp0 (self->every, "P1Y") == 0)
    return g_strdup_printf ("%04u", year);

  return g_strdup ("");
}

/**
 * cb_report_kind_find_criterion:
 * @self: a kind
 * @id: of a criterion
 *
 * Returns: (transfer none) (nullable): that one
 */
CbCriterion *
cb_report_kind_find_criterion (const CbReportKind *self, const char *id)
{
  for (guint i = 0; i < self->criteria->len; i++)
    {
      CbCriterion *criterion = g_ptr_array_index (self->criteria, i);

      if (g_str_equal (criterion->id, id))
        return criterion;
    }

  return NULL;
}

/**
 * cb_report_kind_count_open:
 * @self: a kind
 *
 * Returns: how many of its criteria nobody has written to yet
 */
guint
cb_report_kind_count_open (const CbReportKind *self)
{
  guint count = 0;

  for (guint i = 0; i < self->criteria->len; i++)
    if (((CbCriterion *)g_ptr_array_index (self->criteria, i))->answer[0] == '\0')
      count++;

  return count;
}

static CbReportKind *
new_kind (const char *id, const char *title, const GDate *today)
{
  CbReportKind *kind = g_new0 (CbReportKind, 1);

  kind->id = g_strdup (id);
  kind->title = g_strdup (title);
  kind->clause = g_strdup ("");
  kind->criteria = _cb_criteria_new ();
  g_date_clear (&kind->due_before, 1);
  /* Where nothing else is said: the year so far. */
  kind->until = *today;
  g_date_clear (&kind->from, 1);
  g_date_set_dmy (&kind->from, 1, 1, g_date_get_year (today));

  return kind;
}

/* The next of the days `06-30` of the profile that is not over: from a day on that is named, what
 * had to be there before it is late (regulations.md §1.3: "trước ngày" excludes the day). */
static void
set_due_before (CbReportKind *kind, JsonArray *days, const GDate *today)
{
  for (guint year = 0; year < 2 && !g_date_valid (&kind->due_before); year++)
    for (guint i = 0; days != NULL && i < json_array_get_length (days); i++)
      {
        guint month;
        guint day;
        GDate date;
        GDateYear of = (GDateYear)(g_date_get_year (today) + year);

        if (sscanf (json_array_get_string_element (days, i), "%2u-%2u", &month, &day) != 2
            || !g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, of))
          continue;
        g_date_clear (&date, 1);
        g_date_set_dmy (&date, (GDateDay)day, (GDateMonth)month, of);
        if (g_date_compare (&date, today) >= 0
            && (!g_date_valid (&kind->due_before) || g_date_compare (&date, &kind->due_before) < 0))
          kind->due_before = date;
      }
}

/* The half or the year that the report is of: the one that its day lies in; without a day the one
 * that runs. */
static void
set_span (CbReportKind *kind, const GDate *today)
{
  GDate day = g_date_valid (&kind->due_before) ? kind->due_before : *today;
  gboolean half = g_strcmp0 (kind->every, "P6M") == 0;
  gboolean second = half && g_date_get_month (&day) > 6;
  GDateYear year = g_date_get_year (&day);

  if (!half && g_strcmp0 (kind->every, "P1Y") != 0)
    return;
  g_date_set_dmy (&kind->from, 1, second ? 7 : 1, year);
  if (half && !second)
    g_date_set_dmy (&kind->until, 30, 6, year);
  else
    g_date_set_dmy (&kind->until, 31, 12, year);
}

static void
add_criteria (CbReportKind *kind, CbProfile *profile, JsonObject *report)
{
  CbProfile *national = cb_profile_get_national (profile);
  JsonObject *precheck
      = national != NULL ? cb_json_get_object (cb_profile_get_json (national), "precheck") : NULL;

  g_autofree char *path = g_strdup_printf ("reports.%s.content", kind->id);

  _cb_criteria_read (kind->criteria, profile, cb_json_get_array (report, "content"), path);
  if (precheck != NULL && cb_json_get_bool (report, "national_criteria", FALSE))
    _cb_criteria_read (kind->criteria, national, cb_json_get_array (precheck, "criteria"),
                       "precheck.criteria");
}

/* What the lead agency makes public of every agency (QN 9.2) an agency can have of itself: the same
 * contents of the same half year, without a day on which it must be there. */
static gboolean
is_offered (JsonObject *report, gboolean lead)
{
  return lead || g_strcmp0 (cb_json_get_string (report, "from"), "lead_agency") != 0
         || cb_json_get_array (report, "content") != NULL;
}

static void
add_kind (
    GPtrArray *kinds, CbProfile *profile, JsonObject *report, const GDate *today, gboolean lead)
{
  const char *id = cb_json_get_string (report, "id");
  gboolean others = !lead && g_strcmp0 (cb_json_get_string (report, "from"), "lead_agency") == 0;
  g_autofree char *path = g_strconcat ("reports.", id, NULL);
  CbReportKind *kind = NULL;

  if (!is_offered (report, lead))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (known) && kind == NULL; i++)
    if (g_strcmp0 (known[i].id, id) == 0)
      kind = new_kind (id, _ (known[i].title), today);
  if (kind == NULL)
    return;
  g_free (kind->clause);
  kind->clause = cb_profile_dup_own_clause (profile, path);
  kind->to = g_strdup (cb_json_get_string (report, "to"));
  if (g_strcmp0 (kind->to, "lead_agency") == 0)
    {
      JsonObject *agency = cb_json_get_object (cb_profile_get_json (profile), "lead_agency");
      const char *current = agency != NULL ? cb_json_get_string (agency, "current") : NULL;

      if (current == NULL && agency != NULL)
        current = cb_json_get_string (agency, "at_issue");
      g_free (kind->to);
      kind->to = g_strdup (current);
    }
  else if (g_strcmp0 (kind->to, "public") == 0)
    g_clear_pointer (&kind->to, g_free);
  kind->every = g_strdup (cb_json_get_string (report, "every"));
  set_due_before (kind, cb_json_get_array (report, "due_before"), today);
  set_span (kind, today);
  if (others)
    {
      g_date_clear (&kind->due_before, 1);
      g_clear_pointer (&kind->to, g_free);
    }
  add_criteria (kind, profile, report);
  g_ptr_array_add (kinds, kind);
}

/**
 * cb_report_kinds_list:
 * @profile: (nullable): whose text asks
 * @today: the day that is looked from
 * @lead: the agency is the lead agency of its province
 *
 * What the text asks an agency for, with its span and its day (regulations.md §1.8), and last a
 * report of any span.
 *
 * Returns: (transfer full) (element-type CbReportKind): one or more
 */
GPtrArray *
cb_report_kinds_list (CbProfile *profile, const GDate *today, gboolean lead)
{
  GPtrArray *kinds = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_report_kind_free);
  JsonArray *reports
      = profile != NULL ? cb_json_get_array (cb_profile_get_json (profile), "reports") : NULL;

  for (guint i = 0; reports != NULL && i < json_array_get_length (reports); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (reports, i)))
      add_kind (kinds, profile, json_array_get_object_element (reports, i), today, lead);
  g_ptr_array_add (kinds, new_kind ("span", _ ("Any span of time"), today));

  return kinds;
}

/**
 * cb_report_kinds_find:
 * @kinds: (element-type CbReportKind): of cb_report_kinds_list()
 * @id: of one
 *
 * Returns: (transfer none) (nullable): that one
 */
const CbReportKind *
cb_report_kinds_find (GPtrArray *kinds, const char *id)
{
  for (guint i = 0; i < kinds->len; i++)
    {
      const CbReportKind *kind = g_ptr_array_index (kinds, i);

      if (g_str_equal (kind->id, id))
        return kind;
    }

  return NULL;
}
