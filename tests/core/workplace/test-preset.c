/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/cb-error.h"
#include "base/cb-failpoint.h"
#include "base/cb-json.h"
#include "core/rules/cb-holidays.h"
#include "core/rules/cb-profile-changes.h"
#include "core/workplace/cb-workplace-catalog.h"
#include "core/workplace/cb-workplace-preset.h"
#include "core/workplace/cb-workplace-registers.h"
#include "test-system.h"

#define NOW "2026-11-26T03:00:00Z"
#define HEAD "{\"kind\":\"congbo-preset\",\"version\":1,"

typedef struct
{
  char *root;
  CbWorkplace *workplace;
} Fixture;

static CbWorkplace *
open_workplace (const char *root)
{
  g_autofree char *data = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", NULL);
  g_autoptr (CbClock) clock = cb_clock_new_fake (cb_time_from_iso8601 (NOW), 1);
  CbWorkplaceOptions options = { .mode = CB_MODE_PRACTICE, .root = root, .clock = clock };
  g_autoptr (GError) error = NULL;
  CbWorkplace *workplace;

  g_setenv ("CONGBO_DATA_DIR", data, TRUE);
  workplace = cb_workplace_open (&options, &error);
  g_assert_no_error (error);
  return workplace;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->root = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  fixture->workplace = open_workplace (fixture->root);
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "agency", "Sở Y tế", NULL));
  g_assert_true (
      cb_workplace_set_setting (fixture->workplace, "profile", "vn-51-quang-ngai", NULL));
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "person", "Nguyễn Thị Lan", NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cb_workplace_close (fixture->workplace);
  g_object_unref (fixture->workplace);
  test_folder_remove (fixture->root);
  g_free (fixture->root);
}

/* As after a restart of the program. */
static void
reopen (Fixture *fixture)
{
  cb_workplace_close (fixture->workplace);
  g_object_unref (fixture->workplace);
  fixture->workplace = open_workplace (fixture->root);
}

static CbPreset *
parse (const char *rest)
{
  g_autofree char *text = g_strconcat (HEAD, rest, NULL);
  g_autoptr (GError) error = NULL;
  CbPreset *preset = cb_preset_parse (text, -1, "p.json", &error);

  g_assert_no_error (error);
  return preset;
}

/* Returns: how many changes. */
static guint
apply (Fixture *fixture, const char *rest)
{
  g_autoptr (CbPreset) preset = parse (rest);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = cb_workplace_apply_preset (fixture->workplace, preset, &error);

  g_assert_no_error (error);
  return changes->len;
}

static void
undo (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  cb_workplace_undo_preset (fixture->workplace, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_setting (CbWorkplace *workplace, const char *name, const char *value)
{
  g_autofree char *now = cb_workplace_dup_setting (workplace, name);

  g_assert_cmpstr (now, ==, value);
}

static void
assert_refused (const char *text, gssize length, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbPreset) preset = cb_preset_parse (text, length, "p.json", &error);

  g_assert_null (preset);
  g_assert_error (error, CB_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
assert_does_not_fit (Fixture *fixture, const char *rest, int code, const char *words)
{
  g_autoptr (CbPreset) preset = parse (rest);
  g_autoptr (GError) error = NULL;

  g_assert_null (cb_workplace_apply_preset (fixture->workplace, preset, &error));
  g_assert_error (error, CB_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
  assert_setting (fixture->workplace, "agency", "Sở Y tế");
  g_assert_null (cb_workplace_dup_applied_preset (fixture->workplace));
}

static guint
count_journal (CbWorkplace *workplace, const char *event)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = cb_workplace_list_journal (workplace, "preset", &error);
  guint count = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    count += g_str_equal (((CbJournalRow *)g_ptr_array_index (rows, i))->event, event);
  return count;
}

static void
test_shown_and_undone (Fixture *fixture, gconstpointer data)
{
  static const char rest[] = "\"settings\":{\"agency\":\"Sở Xây dựng\",\"one-person\":true,"
                             "\"profile\":\"vn-26-vinh-phuc\"}}";
  g_autoptr (CbPreset) preset = parse (rest);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = cb_workplace_compare_preset (fixture->workplace, preset, &error);
  g_autofree char *name = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 3);
  g_assert_cmpstr (((CbPresetChange *)changes->pdata[0])->before, ==, "Sở Y tế");
  g_assert_cmpstr (((CbPresetChange *)changes->pdata[0])->after, ==, "Sở Xây dựng");
  g_assert_nonnull (strstr (((CbPresetChange *)changes->pdata[1])->after, "Vĩnh Phúc"));
  /* Looking changes nothing. */
  assert_setting (fixture->workplace, "agency", "Sở Y tế");

  g_assert_cmpuint (apply (fixture, rest), ==, 3);
  assert_setting (fixture->workplace, "agency", "Sở Xây dựng");
  assert_setting (fixture->workplace, "one-person", "true");
  /* A second time changes nothing, and what was before is not forgotten. */
  g_assert_cmpuint (apply (fixture, rest), ==, 0);
  g_assert_cmpuint (count_journal (fixture->workplace, "preset.applied"), ==, 1);

  reopen (fixture);
  name = cb_workplace_dup_applied_preset (fixture->workplace);
  g_assert_cmpstr (name, ==, "p.json");
  undo (fixture);
  assert_setting (fixture->workplace, "agency", "Sở Y tế");
  assert_setting (fixture->workplace, "profile", "vn-51-quang-ngai");
  assert_setting (fixture->workplace, "one-person", NULL);
  g_assert_cmpuint (count_journal (fixture->workplace, "preset.undone"), ==, 1);
  g_assert_false (cb_workplace_undo_preset (fixture->workplace, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

static void
test_journal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbPreset) preset = parse ("\"settings\":{\"agency\":\"Sở Xây dựng\"}}");
  g_autoptr (GPtrArray) changes = cb_workplace_apply_preset (fixture->workplace, preset, NULL);
  g_autoptr (GPtrArray) rows = cb_workplace_list_journal (fixture->workplace, "preset", NULL);
  const CbJournalRow *row = g_ptr_array_index (rows, 0);

  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (row->person, ==, "Nguyễn Thị Lan");
  g_assert_nonnull (strstr (row->detail, preset->sha256));
  g_assert_nonnull (strstr (row->detail, "settings.agency"));
  g_assert_cmpuint (strlen (preset->sha256), ==, 64);
}

static void
test_one_after_another (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) left = NULL;

  apply (fixture, "\"settings\":{\"agency\":\"A\",\"operator-contact\":\"1\"}}");
  apply (fixture, "\"settings\":{\"agency\":\"B\",\"operator-contact\":\"2\"}}");
  /* What somebody changed by hand since stays. */
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "agency", "C", NULL));
  g_assert_true (cb_workplace_undo_preset (fixture->workplace, &left, NULL));
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (left->pdata[0], ==, "agency");
  assert_setting (fixture->workplace, "agency", "C");
  assert_setting (fixture->workplace, "operator-contact", "1");
  undo (fixture);
  assert_setting (fixture->workplace, "operator-contact", NULL);
}

static guint
get_monthly_days (Fixture *fixture)
{
  g_autoptr (CbProfile) profile = cb_workplace_dup_profile (fixture->workplace);
  const CbUpdateRule *rule = cb_profile_find_update_rule (profile, CB_FREQUENCY_MONTHLY);

  return rule != NULL ? rule->days : 0;
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  static const char rest[]
      = "\"name\":\"Cấu hình 11/2026\",\"settings\":{\"profile\":\"vn-38-thanh-hoa\"},"
        "\"profile_changes\":{\"vn-38-thanh-hoa\":{\"update_rules.monthly.days\":9,"
        "\"formats.allowed\":[\"csv\"]}}}";
  g_autoptr (CbProfile) profile = NULL;
  guint before;

  g_assert_true (cb_workplace_set_setting (fixture->workplace, "profile", "vn-38-thanh-hoa", NULL));
  before = get_monthly_days (fixture);
  g_assert_cmpuint (before, !=, 9);
  g_assert_cmpuint (apply (fixture, rest), ==, 2);
  g_assert_cmpuint (get_monthly_days (fixture), ==, 9);
  g_assert_cmpuint (apply (fixture, rest), ==, 0);
  reopen (fixture);
  g_assert_cmpuint (get_monthly_days (fixture), ==, 9);
  profile = cb_workplace_dup_profile (fixture->workplace);
  g_assert_cmpstr (cb_profile_get_origin (profile, "update_rules.monthly"), ==,
                   "Cấu hình 11/2026, on 26/11/2026");
  g_assert_cmpstr (cb_profile_get_origin (profile, "formats.allowed"), ==,
                   "Cấu hình 11/2026, on 26/11/2026");
  g_assert_null (cb_profile_get_origin (profile, "update_rules.quarterly"));
  g_assert_nonnull (cb_profile_get_national (profile));
  undo (fixture);
  g_assert_cmpuint (get_monthly_days (fixture), ==, before);
}

static void
test_values_that_do_not_fit (Fixture *fixture, gconstpointer data)
{
  assert_does_not_fit (fixture,
                       "\"settings\":{\"agency\":\"X\"},\n\"profile_changes\":{\n"
                       "\"vn-38-thanh-hoa\":{\n\"update_rules.monthly.days\":0}}}",
                       CB_ERROR_INVALID,
                       "p.json:4: profile_changes.vn-38-thanh-hoa.update_rules.monthly.days: ");
  assert_does_not_fit (fixture,
                       "\"settings\":{\"agency\":\"X\"},"
                       "\"profile_changes\":{\"vn-38-thanh-hoa\":{\"id\":\"y\"}}}",
                       CB_ERROR_INVALID, "profile_changes.vn-38-thanh-hoa.id: ");
  assert_does_not_fit (fixture,
                       "\"settings\":{\"agency\":\"X\"},"
                       "\"profile_changes\":{\"vn-38-thanh-hoa\":{\"name.x\":1}}}",
                       CB_ERROR_INVALID, "there is no such value");
}

static void
test_province_gone (Fixture *fixture, gconstpointer data)
{
  assert_does_not_fit (fixture, "\n\"settings\":{\"agency\":\"X\",\n\"profile\":\"vn-15-ha-tay\"}}",
                       CB_ERROR_NOT_FOUND, "p.json:3: settings.profile: ");
  assert_does_not_fit (fixture,
                       "\"settings\":{\"agency\":\"X\"},\"profile_changes\":{"
                       "\"vn-15-ha-tay\":{\"name\":\"y\"}}}",
                       CB_ERROR_NOT_FOUND, "vn-15-ha-tay");
}

static void
test_new_profile (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", "profiles", "vinh-phuc.json", NULL);
  g_autofree char *text = NULL;
  g_autofree char *rest = NULL;
  g_auto (GStrv) pieces = NULL;
  g_autofree char *renamed = NULL;
  g_autoptr (CbProfile) profile = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  pieces = g_strsplit (text, "vn-26-vinh-phuc", -1);
  renamed = g_strjoinv ("vn-99-moi", pieces);
  rest = g_strdup_printf ("\"settings\":{\"profile\":\"vn-99-moi\"},\"profiles\":[%s]}", renamed);
  g_assert_cmpuint (apply (fixture, rest), ==, 2);
  reopen (fixture);
  profile = cb_workplace_dup_profile (fixture->workplace);
  g_assert_cmpstr (cb_profile_get_id (profile), ==, "vn-99-moi");
  undo (fixture);
  g_assert_false (cb_workplace_set_setting (fixture->workplace, "profile", "vn-99-moi", NULL));
}

static gboolean
is_replaced (Fixture *fixture)
{
  g_autoptr (CbProfile) profile = cb_workplace_dup_profile (fixture->workplace);

  g_assert_cmpint (cb_profile_is_changed (profile), ==, cb_profile_is_replaced (profile));
  return cb_profile_is_replaced (profile);
}

/* A profile in place of the program's is shown as such, also after a start, and with a value that
 * was corrected in it; one that says the same is the program's. */
static void
test_replaced_profile (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "\"name\": \"Vĩnh Phúc\"", "\"name\": \"Tỉnh khác\"" };
  g_autofree char *path
      = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", "profiles", "vinh-phuc.json", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_auto (GStrv) pieces = g_strsplit (text, names[0], 2);
      g_autofree char *other = g_strjoinv (names[i], pieces);
      g_autofree char *rest = g_strdup_printf (
          "\"settings\":{\"profile\":\"vn-26-vinh-phuc\"},\"profiles\":[%s]}", other);

      g_assert_cmpuint (g_strv_length (pieces), ==, 2);
      apply (fixture, rest);
      g_assert_cmpint (is_replaced (fixture), ==, i == 1);
      reopen (fixture);
      g_assert_cmpint (is_replaced (fixture), ==, i == 1);
    }
  apply (fixture, "\"profile_changes\":{\"vn-26-vinh-phuc\":{\"plan.required\":null}}}");
  g_assert_true (is_replaced (fixture));
  undo (fixture);
  undo (fixture);
  g_assert_false (is_replaced (fixture));
}

static void
test_holidays (Fixture *fixture, gconstpointer data)
{
  static const char rest[] = "\"holidays\":{\"years\":{\"2091\":{\"days\":[{\"date\":"
                             "\"2091-03-06\",\"name\":\"Ngày hội\",\"certain\":true}]}}}}";
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 6, G_DATE_MARCH, 2091);
  g_assert_false (cb_holidays_knows_year (cb_workplace_get_holidays (fixture->workplace), 2091));
  g_assert_cmpuint (apply (fixture, rest), ==, 1);
  reopen (fixture);
  g_assert_true (cb_holidays_is_day_off (cb_workplace_get_holidays (fixture->workplace), &day));
  /* Years that it does not name are as the program has them. */
  g_assert_true (cb_holidays_knows_year (cb_workplace_get_holidays (fixture->workplace), 2025));
  undo (fixture);
  g_assert_false (cb_holidays_knows_year (cb_workplace_get_holidays (fixture->workplace), 2091));
}

static void
test_agencies_and_portal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) agencies = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (JsonObject) portal = NULL;

  apply (fixture, "\"agencies\":[\"Sở Y tế\",\"Sở Xây dựng\"],"
                  "\"portal\":{\"address\":\"https://data.example.vn\",\"organisation\":\"syt\"}}");
  agencies = cb_workplace_list_agencies (fixture->workplace);
  g_assert_cmpuint (agencies->len, ==, 2);
  g_assert_cmpstr (agencies->pdata[1], ==, "Sở Xây dựng");
  portal = cb_workplace_dup_offered_portal (fixture->workplace);
  g_assert_cmpstr (cb_json_get_string (portal, "organisation"), ==, "syt");
  apply (fixture, "\"agencies\":null}");
  none = cb_workplace_list_agencies (fixture->workplace);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_limits (Fixture *fixture, gconstpointer data)
{
  static const char rest[] = "\"limits\":{\"quiet_hours\":\"07:30-17:00\",\"quiet_stop\":true,"
                             "\"bytes_per_second\":250000}}";
  g_autoptr (CbPreset) preset = parse (rest);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = cb_workplace_compare_preset (fixture->workplace, preset, &error);
  CbPresetWishes wishes = { .parts = CB_PRESET_LIMITS };
  g_autoptr (JsonObject) made = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 3);
  g_assert_cmpstr (((CbPresetChange *)changes->pdata[0])->name, ==, "limits.quiet_hours");
  g_assert_cmpuint (apply (fixture, rest), ==, 3);
  assert_setting (fixture->workplace, "quiet-hours", "07:30-17:00");
  assert_setting (fixture->workplace, "quiet-stop", "true");
  assert_setting (fixture->workplace, "rate-limit", "250000");
  g_assert_cmpuint (apply (fixture, rest), ==, 0);
  made = cb_workplace_make_preset (fixture->workplace, &wishes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cb_json_get_int (cb_json_get_object (made, "limits"), "bytes_per_second", 0), ==,
                   250000);
  g_assert_true (cb_json_get_bool (cb_json_get_object (made, "limits"), "quiet_stop", FALSE));
  /* What is not there stays, null takes away. */
  g_assert_cmpuint (apply (fixture, "\"limits\":{\"quiet_hours\":null}}"), ==, 1);
  assert_setting (fixture->workplace, "quiet-hours", NULL);
  assert_setting (fixture->workplace, "rate-limit", "250000");
  g_assert_cmpuint (apply (fixture, "\"limits\":null}"), ==, 2);
  assert_setting (fixture->workplace, "rate-limit", NULL);
  undo (fixture);
  undo (fixture);
  assert_setting (fixture->workplace, "quiet-hours", "07:30-17:00");
  undo (fixture);
  assert_setting (fixture->workplace, "quiet-hours", NULL);
  g_assert_false (
      cb_workplace_set_setting (fixture->workplace, "quiet-hours", "25:00-26:00", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
}

static guint
count_items (Fixture *fixture)
{
  g_autoptr (GPtrArray) items = cb_workplace_list_catalog (fixture->workplace, NULL, NULL);

  return items->len;
}

static void
test_catalog (Fixture *fixture, gconstpointer data)
{
  static const char rest[] = "\"catalog\":{\"decision\":\"Quyết định số 1/QĐ ngày 2/3/2025\","
                             "\"items\":[{\"code\":\"1\",\"title\":\"Cơ sở y tế\","
                             "\"frequency_text\":\"Hằng tháng\"}]}}";
  guint before = count_items (fixture);
  g_autoptr (CbCatalogItem) item = NULL;

  g_assert_cmpuint (apply (fixture, rest), >=, 1);
  g_assert_cmpuint (count_items (fixture), ==, 1);
  item = cb_workplace_get_item (fixture->workplace, "1", NULL);
  g_assert_cmpint (item->frequency, ==, CB_FREQUENCY_MONTHLY);
  g_assert_cmpuint (apply (fixture, rest), ==, 0);
  undo (fixture);
  g_assert_cmpuint (count_items (fixture), ==, before);
  /* Again: the version that is there comes into force, it is not added a second time. */
  apply (fixture, rest);
  g_assert_cmpuint (count_items (fixture), ==, 1);
  {
    g_autoptr (GPtrArray) versions = cb_workplace_list_catalog_versions (fixture->workplace, NULL);

    g_assert_cmpuint (versions->len, ==, before > 0 ? 2 : 1);
  }
}

/* What was due before the program was there is not told as overdue, whoever brought the catalog. */
static void
test_catalog_is_known_from (Fixture *fixture, gconstpointer data)
{
  static const char rest[] = "\"catalog\":{\"decision\":\"Quyết định số 1/QĐ ngày 2/3/2025\","
                             "\"items\":[{\"code\":\"1\",\"title\":\"Cơ sở y tế\","
                             "\"frequency_text\":\"Hằng tháng\"}]}}";
  g_autoptr (GDateTime) now = cb_clock_now_local (cb_workplace_get_clock (fixture->workplace));
  g_autoptr (CbReport) report = NULL;
  g_autoptr (GError) error = NULL;
  GDate from, to, since, reviewed;

  g_date_set_dmy (&to, (GDateDay)g_date_time_get_day_of_month (now),
                  (GDateMonth)g_date_time_get_month (now), (GDateYear)g_date_time_get_year (now));
  from = to;
  g_date_subtract_days (&from, 400);
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "profile", "vn-38-thanh-hoa", NULL));
  apply (fixture, rest);
  report = cb_workplace_make_report (fixture->workplace, &from, &to, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cb_report_count (report, CB_FIGURE_NOT_YET, NULL, NULL), ==, 0);
  g_assert_true (cb_report_get_since (report, &since));
  g_assert_cmpint (g_date_compare (&since, &to), ==, 0);
  g_assert_true (cb_workplace_get_last_catalog_review (fixture->workplace, &reviewed, &error));
  g_assert_no_error (error);
}

#define MUCH                                                                                       \
  "\"settings\":{\"agency\":\"X\"},\"agencies\":[\"A\"],\"profile_changes\":{\"vn-38-thanh-hoa\":" \
  "{\"update_rules.monthly.days\":9}},\"catalog\":{\"decision\":\"1\",\"items\":[{\"code\":"       \
  "\"1\",\"title\":\"T\"}]}}"

static gboolean
fail_cb (const char *name, gpointer user_data)
{
  return g_str_equal (name, "preset.before-journal");
}

static gboolean
kill_cb (const char *name, gpointer user_data)
{
  if (g_str_equal (name, "preset.before-journal"))
    _Exit (3);
  return FALSE;
}

static void
assert_untouched (Fixture *fixture, guint items)
{
  g_autoptr (GPtrArray) agencies = cb_workplace_list_agencies (fixture->workplace);

  assert_setting (fixture->workplace, "agency", "Sở Y tế");
  g_assert_cmpuint (agencies->len, ==, 0);
  g_assert_cmpuint (count_items (fixture), ==, items);
  g_assert_cmpuint (count_journal (fixture->workplace, "preset.applied"), ==, 0);
  g_assert_null (cb_workplace_dup_applied_preset (fixture->workplace));
}

static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbPreset) preset = parse (MUCH);
  g_autoptr (GError) error = NULL;
  guint items = count_items (fixture);

  cb_failpoint_set (fail_cb, NULL);
  g_assert_null (cb_workplace_apply_preset (fixture->workplace, preset, &error));
  cb_failpoint_set (NULL, NULL);
  g_assert_error (error, CB_ERROR, CB_ERROR_DISK_FULL);
  assert_untouched (fixture, items);
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  guint items;

  if (g_test_subprocess ())
    {
      g_autoptr (CbWorkplace) workplace = open_workplace (g_getenv ("CB_TEST_ROOT"));
      g_autoptr (CbPreset) preset = parse (MUCH);

      cb_failpoint_set (kill_cb, NULL);
      g_ptr_array_unref (cb_workplace_apply_preset (workplace, preset, NULL));
      exit (0);
    }
  items = count_items (fixture);
  cb_workplace_close (fixture->workplace);
  g_object_unref (fixture->workplace);
  g_setenv ("CB_TEST_ROOT", fixture->root, TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  fixture->workplace = open_workplace (fixture->root);
  assert_untouched (fixture, items);
}

static void
test_made (Fixture *fixture, gconstpointer data)
{
  CbPresetWishes wishes = { CB_PRESET_ALL, "Của Sở", NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) made = NULL;
  g_autoptr (CbPreset) read = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *text = NULL;

  apply (fixture, MUCH);
  made = cb_workplace_make_preset (fixture->workplace, &wishes, &error);
  g_assert_no_error (error);
  text = cb_json_object_to_string (made, TRUE);
  /* Who sits here is not what an agency shares. */
  g_assert_null (strstr (text, "Nguyễn Thị Lan"));
  read = cb_preset_parse (text, -1, "p.json", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->passed_over->len, ==, 0);
  /* Where it was made it changes nothing; where it was not, all of it. */
  changes = cb_workplace_compare_preset (fixture->workplace, read, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 0);
  undo (fixture);
  g_ptr_array_unref (g_steal_pointer (&changes));
  changes = cb_workplace_apply_preset (fixture->workplace, read, &error);
  g_assert_no_error (error);
  assert_setting (fixture->workplace, "agency", "X");
  g_assert_cmpuint (count_items (fixture), ==, 1);
}

static void
test_parts (Fixture *fixture, gconstpointer data)
{
  CbPresetWishes wishes = { CB_PRESET_AGENCIES, NULL, NULL, NULL };
  g_autoptr (JsonObject) made = NULL;

  apply (fixture, MUCH);
  made = cb_workplace_make_preset (fixture->workplace, &wishes, NULL);
  g_assert_true (json_object_has_member (made, "agencies"));
  g_assert_false (json_object_has_member (made, "settings"));
  g_assert_false (json_object_has_member (made, "catalog"));
}

static void
test_broken (void)
{
  g_autofree char *large = g_strnfill (17 * 1024 * 1024, ' ');

  assert_refused ("{\"kind\":\"something\"}", -1, CB_ERROR_INVALID, "kind");
  assert_refused (HEAD "\n\"settings\":{\n\"agency\":7}}", -1, CB_ERROR_INVALID,
                  "p.json:3: settings.agency");
  assert_refused ("{\"kind\":\"congbo-preset\",\"version\":2}", -1, CB_ERROR_NEWER, "newer");
  assert_refused ("{\"kind\":", -1, CB_ERROR_INVALID, "p.json");
  assert_refused (HEAD "\n\"note\":\"\xd0\"}", -1, CB_ERROR_INVALID, "p.json:2: not UTF-8");
  assert_refused (large, -1, CB_ERROR_TOO_LARGE, "p.json");
}

static void
test_passed_over (void)
{
  g_autoptr (CbPreset) preset = parse ("\n\"settings\":{\"hue\":1},\n\"later\":[1]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (CbPreset) marked
      = cb_preset_parse ("\xef\xbb\xbf" HEAD "\"note\":\"\"}", -1, "p.json", &error);

  g_assert_cmpuint (preset->passed_over->len, ==, 2);
  g_assert_true (
      g_ptr_array_find_with_equal_func (preset->passed_over, "2: settings.hue", g_str_equal, NULL));
  g_assert_true (
      g_ptr_array_find_with_equal_func (preset->passed_over, "3: later", g_str_equal, NULL));
  /* The mark that Windows' editor puts in front is no part of it. */
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/preset/apply/shown-before-and-undone-after-restart", test_shown_and_undone },
    { "/preset/apply/journal-says-who-and-which-file", test_journal },
    { "/preset/apply/one-after-another-by-hand-stays", test_one_after_another },
    { "/preset/apply/values-of-a-profile-with-origin", test_values },
    { "/preset/apply/value-that-does-not-fit-changes-nothing", test_values_that_do_not_fit },
    { "/preset/apply/province-that-is-gone-changes-nothing", test_province_gone },
    { "/preset/apply/new-profile", test_new_profile },
    { "/preset/apply/replaced-profile", test_replaced_profile },
    { "/preset/apply/holidays", test_holidays },
    { "/preset/apply/agencies-and-portal", test_agencies_and_portal },
    { "/preset/apply/limits", test_limits },
    { "/preset/apply/catalog", test_catalog },
    { "/preset/apply/catalog-is-known-from-that-day", test_catalog_is_known_from },
    { "/preset/apply/disk-full-changes-nothing", test_disk_full },
    { "/preset/apply/killed-changes-nothing", test_killed },
    { "/preset/made/without-the-person", test_made },
    { "/preset/made/chosen-parts", test_parts },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  g_test_add_func ("/preset/broken/line-and-member", test_broken);
  g_test_add_func ("/preset/unknown/passed-over-with-its-line", test_passed_over);

  return g_test_run ();
}
