/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an agency corrects by hand of rules, days off and names of agencies. */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/rules/cb-profile-changes.h"
#include "core/rules/cb-profile-values.h"
#include "core/workplace/cb-workplace-corrections.h"
#include "core/workplace/cb-workplace-preset.h"
#include "core/workplace/cb-workplace-registers.h"
#include "workplace-fixture.h"

#define PROFILE "vn-38-thanh-hoa"

static void
set_up (WorkplaceFixture *fixture, gconstpointer data)
{
  workplace_fixture_set_up (fixture, 2026, 11, 26);
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "profile", PROFILE, NULL));
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "person", "Nguyễn Thị Lan", NULL));
}

static void
tear_down (WorkplaceFixture *fixture, gconstpointer data)
{
  workplace_fixture_tear_down (fixture);
}

/* @json (nullable): NULL takes the correction back. */
static void
correct (WorkplaceFixture *fixture, const char *path, const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;
  g_autoptr (GError) error = NULL;

  cb_workplace_correct_value (fixture->workplace, PROFILE, path, node, &error);
  g_assert_no_error (error);
}

static void
assert_refused (WorkplaceFixture *fixture, const char *path, const char *json, const char *words)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (cb_workplace_correct_value (fixture->workplace, PROFILE, path, node, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, words));
}

static void
assert_value (WorkplaceFixture *fixture, const char *path, const char *json)
{
  g_autoptr (CbProfile) profile = cb_workplace_dup_profile (fixture->workplace);
  JsonNode *node = cb_profile_find_node (profile, path);
  g_autofree char *now = node != NULL ? json_to_string (node, FALSE) : NULL;

  g_assert_cmpstr (now, ==, json);
}

static char *
dup_origin (WorkplaceFixture *fixture, const char *path)
{
  g_autoptr (CbProfile) profile = cb_workplace_dup_profile (fixture->workplace);

  return g_strdup (cb_profile_get_origin (profile, path));
}

static guint
count_journal (WorkplaceFixture *fixture, const char *subject, const char *event)
{
  g_autoptr (GPtrArray) rows = cb_workplace_list_journal (fixture->workplace, subject, NULL);
  guint count = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const CbJournalRow *row = g_ptr_array_index (rows, i);

      count += g_str_equal (row->event, event) && g_str_equal (row->person, "Nguyễn Thị Lan");
    }
  return count;
}

static void
test_value (WorkplaceFixture *fixture, gconstpointer data)
{
  g_autofree char *origin = NULL;

  assert_value (fixture, "catalog.review_months", NULL);
  correct (fixture, "catalog.review_months", "6");
  workplace_fixture_open_again (fixture);
  assert_value (fixture, "catalog.review_months", "6");
  origin = dup_origin (fixture, "catalog.review_months");
  g_assert_true (g_str_has_prefix (origin, "Nguyễn Thị Lan"));
  g_assert_cmpuint (count_journal (fixture, PROFILE, "rules.corrected"), ==, 1);
  correct (fixture, "catalog.review_months", "12");
  assert_value (fixture, "catalog.review_months", "12");
  correct (fixture, "catalog.review_months", NULL);
  assert_value (fixture, "catalog.review_months", NULL);
  g_free (origin);
  origin = dup_origin (fixture, "catalog.review_months");
  g_assert_null (origin);
}

static void
test_deadline (WorkplaceFixture *fixture, gconstpointer data)
{
  g_autoptr (CbProfile) profile = NULL;
  const CbUpdateRule *rule;

  /* Thanh Hóa says nothing of half-years. */
  correct (fixture, "update_rules.half_yearly",
           "{\"frequency\":\"half_yearly\",\"anchor\":\"period_end\",\"days\":15,\"quote\":\"\","
           "\"cite\":\"Đ3.2 12/2026/QĐ-UBND\"}");
  profile = cb_workplace_dup_profile (fixture->workplace);
  rule = cb_profile_find_update_rule (profile, CB_FREQUENCY_HALF_YEARLY);
  g_assert_cmpuint (rule->days, ==, 15);
  g_assert_nonnull (strstr (rule->clause, "12/2026/QĐ-UBND"));
  /* And that a deadline does not hold any more. */
  correct (fixture, "update_rules.monthly", "null");
  g_clear_object (&profile);
  profile = cb_workplace_dup_profile (fixture->workplace);
  g_assert_null (cb_profile_find_update_rule (profile, CB_FREQUENCY_MONTHLY));
  correct (fixture, "update_rules.monthly", NULL);
  g_clear_object (&profile);
  profile = cb_workplace_dup_profile (fixture->workplace);
  g_assert_cmpuint (cb_profile_find_update_rule (profile, CB_FREQUENCY_MONTHLY)->days, ==, 10);
  g_assert_cmpuint (cb_profile_find_update_rule (profile, CB_FREQUENCY_HALF_YEARLY)->days, ==, 15);
}

static void
test_refused (WorkplaceFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_refused (fixture, "formats.allowed", "7", "formats.allowed");
  assert_refused (fixture, "precheck.required", "\"perhaps\"", "precheck.required");
  assert_refused (
      fixture, "update_rules.monthly",
      "{\"frequency\":\"monthly\",\"anchor\":\"period_end\",\"days\":0,\"cite\":\"Đ1\"}", "366");
  assert_refused (fixture, "update_rules.half_yearly",
                  "{\"frequency\":\"half_yearly\",\"anchor\":\"period_end\",\"days\":3}", "cite");
  assert_value (fixture, "formats.allowed", NULL);
  g_assert_cmpuint (count_journal (fixture, PROFILE, "rules.corrected"), ==, 0);
  g_assert_false (
      cb_workplace_correct_value (fixture->workplace, "vn-15-ha-tay", "name", NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

static void
test_over_a_preset (WorkplaceFixture *fixture, gconstpointer data)
{
  g_autoptr (CbPreset) preset
      = cb_preset_parse ("{\"kind\":\"congbo-preset\",\"version\":1,\"name\":\"Sở KH&CN\","
                         "\"profile_changes\":{\"" PROFILE "\":{\"update_rules.0.days\":7,"
                         "\"precheck.required\":true}}}",
                         -1, "p.json", NULL);
  g_autoptr (GPtrArray) changes = cb_workplace_apply_preset (fixture->workplace, preset, NULL);
  g_autofree char *before = NULL;
  g_autofree char *origin = NULL;
  g_autoptr (CbProfile) profile = NULL;

  g_assert_cmpuint (changes->len, ==, 2);
  before = cb_workplace_dup_value_corrections (fixture->workplace, PROFILE);
  correct (fixture, "update_rules.monthly",
           "{\"frequency\":\"monthly\",\"anchor\":\"period_end\",\"days\":5,\"quote\":\"\","
           "\"cite\":\"Đ5.7\"}");
  profile = cb_workplace_dup_profile (fixture->workplace);
  g_assert_cmpuint (cb_profile_find_update_rule (profile, CB_FREQUENCY_MONTHLY)->days, ==, 5);
  /* The other one that the preset brought stays its own. */
  origin = dup_origin (fixture, "precheck.required");
  g_assert_cmpstr (origin, ==, "Sở KH&CN, on 26/11/2026");
  g_assert_true (
      cb_workplace_restore_value_corrections (fixture->workplace, PROFILE, before, NULL));
  g_clear_object (&profile);
  profile = cb_workplace_dup_profile (fixture->workplace);
  g_assert_cmpuint (cb_profile_find_update_rule (profile, CB_FREQUENCY_MONTHLY)->days, ==, 7);
  g_assert_true (cb_workplace_restore_value_corrections (fixture->workplace, PROFILE, "", NULL));
  assert_value (fixture, "precheck.required", NULL);
}

#define BY " (giá trị do cơ quan sửa: Nguyễn Thị Lan on 26/11/2026)"

static void
assert_clause (WorkplaceFixture *fixture, const char *path, const char *expected)
{
  g_autoptr (CbProfile) profile = cb_workplace_dup_profile (fixture->workplace);
  g_autofree char *clause = cb_profile_dup_clause (profile, path);

  g_assert_cmpstr (clause, ==, expected);
}

/* Wherever a clause is shown it tells that the value is not the text's. */
static void
test_clauses (WorkplaceFixture *fixture, gconstpointer data)
{
  g_autoptr (CbProfile) before = cb_workplace_dup_profile (fixture->workplace);
  g_autofree char *monthly = cb_profile_dup_clause (before, "update_rules.monthly");
  g_autofree char *quarterly = cb_profile_dup_clause (before, "update_rules.quarterly");
  g_autofree char *corrected = g_strconcat (monthly, BY, NULL);
  g_autoptr (CbProfile) profile = NULL;
  g_autoptr (GPtrArray) values = NULL;
  g_autoptr (GPtrArray) passages = NULL;
  g_autoptr (GPtrArray) none = NULL;

  correct (fixture, "update_rules.monthly.days", "7");
  correct (fixture, "review.one_person_allowed", "true");
  correct (fixture, "plan.required", "null");
  profile = cb_workplace_dup_profile (fixture->workplace);
  g_assert_cmpstr (cb_profile_find_update_rule (profile, CB_FREQUENCY_MONTHLY)->clause, ==,
                   corrected);
  g_assert_cmpstr (cb_profile_find_update_rule (profile, CB_FREQUENCY_QUARTERLY)->clause, ==,
                   quarterly);
  assert_clause (fixture, "update_rules.0", corrected);
  /* No text says it: then no clause is claimed for it. */
  assert_clause (fixture, "review.one_person_allowed",
                 "Giá trị do cơ quan đặt: Nguyễn Thị Lan on 26/11/2026");
  values = cb_profile_list_values (profile);
  for (guint i = 0; i < values->len; i++)
    {
      const CbProfileValue *value = g_ptr_array_index (values, i);
      gboolean ours = g_str_equal (value->path, "update_rules.monthly")
                      || g_str_equal (value->path, "review.one_person_allowed")
                      || g_str_equal (value->path, "plan.required");

      g_test_message ("%s: %s (%s)", value->path, value->words, value->clause);
      g_assert_cmpint (ours, ==, value->origin != NULL);
      g_assert_cmpint (ours, ==,
                       strstr (value->clause, "giá trị do cơ quan sửa") != NULL
                           || g_str_has_prefix (value->clause, "Giá trị do cơ quan đặt"));
      g_assert_false (ours && g_str_equal (value->words, "the text says nothing"));
    }
  /* The sentence of the text is still found, to be compared. */
  passages = cb_workplace_find_passages (fixture->workplace, corrected);
  g_assert_cmpuint (passages->len, ==, 1);
  g_assert_cmpuint (((CbPassage *)passages->pdata[0])->lines->len, >, 0);
  none = cb_workplace_find_passages (fixture->workplace, "Giá trị do cơ quan đặt: A");
  g_assert_cmpuint (none->len, ==, 0);
}

static GDate
get_day (GDateYear year, GDateMonth month, GDateDay day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  return date;
}

static void
test_days_off (WorkplaceFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) year
      = cb_holidays_dup_year (cb_workplace_get_holidays (fixture->workplace), 2026);
  guint shipped = json_array_get_length (cb_json_get_array (year, "days"));
  JsonObject *added = json_object_new ();
  GDate day = get_day (2026, G_DATE_AUGUST, 19);
  GDate second = get_day (2026, G_DATE_SEPTEMBER, 2);
  GDate next = get_day (2027, G_DATE_JANUARY, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) again = NULL;
  gboolean next_off
      = cb_holidays_is_day_off (cb_workplace_get_holidays (fixture->workplace), &next);

  g_assert_cmpuint (shipped, >, 5);
  g_assert_false (cb_workplace_is_year_corrected (fixture->workplace, 2026));
  json_object_set_string_member (added, "date", "2026-08-19");
  json_object_set_string_member (added, "name", "Ngày hội của tỉnh");
  json_object_set_boolean_member (added, "certain", TRUE);
  json_array_add_object_element (cb_json_get_array (year, "days"), added);
  json_array_add_string_element (cb_json_get_array (year, "working_weekend_days"), "2026-08-22");
  g_assert_true (cb_workplace_correct_year (fixture->workplace, 2026, year, &error));
  g_assert_no_error (error);
  workplace_fixture_open_again (fixture);
  g_assert_true (cb_workplace_is_year_corrected (fixture->workplace, 2026));
  g_assert_true (cb_holidays_is_day_off (cb_workplace_get_holidays (fixture->workplace), &day));
  /* Those that were there stay, and other years too. */
  g_assert_true (cb_holidays_is_day_off (cb_workplace_get_holidays (fixture->workplace), &second));
  g_assert_cmpint (cb_holidays_is_day_off (cb_workplace_get_holidays (fixture->workplace), &next),
                   ==, next_off);
  again = cb_holidays_dup_year (cb_workplace_get_holidays (fixture->workplace), 2026);
  g_assert_cmpuint (json_array_get_length (cb_json_get_array (again, "days")), ==, shipped + 1);
  g_assert_cmpuint (count_journal (fixture, "2026", "holidays.corrected"), ==, 1);

  json_object_set_string_member (added, "date", "2025-08-19");
  g_assert_false (cb_workplace_correct_year (fixture->workplace, 2026, year, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  g_assert_true (cb_holidays_is_day_off (cb_workplace_get_holidays (fixture->workplace), &day));

  g_assert_true (cb_workplace_correct_year (fixture->workplace, 2026, NULL, NULL));
  g_assert_false (cb_holidays_is_day_off (cb_workplace_get_holidays (fixture->workplace), &day));
  g_assert_false (cb_workplace_is_year_corrected (fixture->workplace, 2026));
}

/* What was corrected here is what other computers are set up with. */
static void
test_into_a_preset (WorkplaceFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "Sở Y tế", "Sở Xây dựng", NULL };
  CbPresetWishes wishes = { .parts = CB_PRESET_ALL };
  g_autoptr (JsonObject) year
      = cb_holidays_dup_year (cb_workplace_get_holidays (fixture->workplace), 2026);
  g_autoptr (JsonObject) made = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *changes;

  correct (fixture, "catalog.review_months", "6");
  g_assert_true (cb_workplace_correct_year (fixture->workplace, 2026, year, NULL));
  g_assert_true (cb_workplace_set_agencies (fixture->workplace, names, NULL));
  made = cb_workplace_make_preset (fixture->workplace, &wishes, &error);
  g_assert_no_error (error);
  changes = cb_json_get_object (cb_json_get_object (made, "profile_changes"), PROFILE);
  g_assert_cmpint (cb_json_get_int (changes, "catalog.review_months", 0), ==, 6);
  g_assert_true (json_object_has_member (
      cb_json_get_object (cb_json_get_object (made, "holidays"), "years"), "2026"));
  g_assert_cmpuint (json_array_get_length (cb_json_get_array (made, "agencies")), ==, 2);
  g_assert_cmpuint (count_journal (fixture, "agencies", "agencies.listed"), ==, 1);
}

#define N_HANDS 4
#define N_YEARS 12

typedef struct
{
  CbWorkplace *workplace;
  guint first;
} Hand;

static gpointer
correct_years (gpointer data)
{
  const Hand *hand = data;

  for (guint i = 0; i < N_YEARS; i++)
    {
      g_autoptr (JsonObject) days
          = cb_json_object_parse ("{\"days\":[],\"working_weekend_days\":[]}", -1, NULL);

      g_assert_true (
          cb_workplace_correct_year (hand->workplace, (GDateYear)(hand->first + i), days, NULL));
    }
  return NULL;
}

/* A window saves in a thread of its own: who corrects one more before that has ended loses neither.
 */
static void
test_at_once (WorkplaceFixture *fixture, gconstpointer data)
{
  GThread *threads[N_HANDS];
  Hand hands[N_HANDS];
  CbHolidays *holidays;

  for (guint i = 0; i < N_HANDS; i++)
    {
      hands[i] = (Hand){ fixture->workplace, 2100 + i * N_YEARS };
      threads[i] = g_thread_new ("hand", correct_years, &hands[i]);
    }
  for (guint i = 0; i < N_HANDS; i++)
    g_thread_join (threads[i]);
  holidays = cb_workplace_get_holidays (fixture->workplace);
  for (guint year = 2100; year < 2100 + N_HANDS * N_YEARS; year++)
    {
      g_assert_true (cb_workplace_is_year_corrected (fixture->workplace, (GDateYear)year));
      g_assert_true (cb_holidays_knows_year (holidays, (GDateYear)year));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, WorkplaceFixture, NULL, set_up, func, tear_down)
  ADD ("/corrections/value", test_value);
  ADD ("/corrections/deadline", test_deadline);
  ADD ("/corrections/clauses-tell-of-it", test_clauses);
  ADD ("/corrections/refused", test_refused);
  ADD ("/corrections/over-a-preset", test_over_a_preset);
  ADD ("/corrections/days-off", test_days_off);
  ADD ("/corrections/into-a-preset", test_into_a_preset);
  ADD ("/corrections/at-once", test_at_once);
  return g_test_run ();
}
