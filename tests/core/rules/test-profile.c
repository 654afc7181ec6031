/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "base/cb-error.h"
#include "core/rules/cb-profile.h"

static GPtrArray *
load_all (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data/profiles", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *profiles = cb_profile_load_all (folder, &problems, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  return profiles;
}

static CbProfile *
find (GPtrArray *profiles, const char *id)
{
  for (guint i = 0; i < profiles->len; i++)
    if (g_str_equal (cb_profile_get_id (profiles->pdata[i]), id))
      return profiles->pdata[i];

  g_test_message ("no %s", id);
  g_test_fail ();
  return NULL;
}

#define assert_clause(profile, path, expected)                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *clause_ = cb_profile_dup_clause (profile, path);                              \
    g_assert_cmpstr (clause_, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END

static void
test_all (void)
{
  g_autoptr (GPtrArray) profiles = load_all ();

  g_assert_cmpuint (profiles->len, ==, 6);
  g_assert_true (cb_profile_is_national (profiles->pdata[5]));
  for (guint i = 0; i < 5; i++)
    g_assert_true (cb_profile_get_national (profiles->pdata[i]) == profiles->pdata[5]);
  g_assert_true (cb_profile_find (profiles, "vinh-phuc")
                 == cb_profile_find (profiles, "vn-26-vinh-phuc"));
  g_assert_nonnull (cb_profile_find (profiles, "vinh-phuc"));
  g_assert_null (cb_profile_find (profiles, "phuc-vinh"));
  g_assert_null (cb_profile_find (profiles, ""));
  g_assert_null (cb_profile_find (profiles, NULL));
}

static void
test_vinh_phuc (void)
{
  g_autoptr (GPtrArray) profiles = load_all ();
  CbProfile *profile = find (profiles, "vn-26-vinh-phuc");
  const char *const *formats = cb_profile_get_allowed_formats (profile);

  g_assert_cmpstr (cb_profile_get_name (profile), ==, "Vĩnh Phúc");
  g_assert_cmpstr (cb_profile_get_regulation (profile), ==, "42/2024/QĐ-UBND");
  g_assert_false (cb_profile_is_draft (profile));
  g_assert_cmpint (cb_profile_must_be_in_catalog (profile), ==, CB_SAYS_YES);
  g_assert_cmpint (cb_profile_one_person_allowed (profile), ==, CB_SAYS_NOTHING);
  g_assert_true (g_strv_contains (formats, "csv"));
  g_assert_false (g_strv_contains (formats, "ods"));
  assert_clause (profile, "formats.allowed", "Điều 7 khoản 1, 42/2024/QĐ-UBND");
  assert_clause (profile, "catalog.must_be_in_catalog", "Điều 3 khoản 3, 42/2024/QĐ-UBND");
  assert_clause (profile, "accounts.per_agency", "Điều 6 khoản 2 điểm a, 42/2024/QĐ-UBND");
  assert_clause (profile, "precheck.required", "Điều 9 khoản 1, 42/2024/QĐ-UBND");
  assert_clause (profile, "spec_document_required",
                 "Điều 8 khoản 1; Điều 8 khoản 2, 42/2024/QĐ-UBND");
  assert_clause (profile, "reports.self-assessment", "Điều 9 khoản 3, 42/2024/QĐ-UBND");
  /* It sets no number of days, so nobody does. */
  for (int frequency = CB_FREQUENCY_UNKNOWN; frequency <= CB_FREQUENCY_ON_CHANGE; frequency++)
    g_assert_null (cb_profile_find_update_rule (profile, (CbFrequency)frequency));
}

static void
test_deadlines (void)
{
  g_autoptr (GPtrArray) profiles = load_all ();
  CbProfile *thanh_hoa = find (profiles, "vn-38-thanh-hoa");
  CbProfile *quang_ngai = find (profiles, "vn-51-quang-ngai");
  const CbUpdateRule *rule = cb_profile_find_update_rule (thanh_hoa, CB_FREQUENCY_MONTHLY);

  g_assert_true (cb_profile_is_draft (thanh_hoa));
  g_assert_nonnull (rule);
  g_assert_cmpint (rule->anchor, ==, CB_ANCHOR_PERIOD_END);
  g_assert_cmpuint (rule->days, ==, 10);
  g_assert_cmpstr (rule->clause, ==,
                   "Điều 5 khoản 7, dự thảo Quy chế dữ liệu mở tỉnh Thanh Hóa, 6/8/2024");
  g_assert_null (cb_profile_find_update_rule (thanh_hoa, CB_FREQUENCY_HALF_YEARLY));

  rule = cb_profile_find_update_rule (quang_ngai, CB_FREQUENCY_HALF_YEARLY);
  g_assert_nonnull (rule);
  g_assert_cmpint (rule->anchor, ==, CB_ANCHOR_NEXT_PERIOD_START);
  g_assert_cmpuint (rule->days, ==, 15);
  g_assert_cmpstr (rule->clause, ==, "Điều 7 khoản 6 điểm b, 59/2024/QĐ-UBND");
  assert_clause (quang_ngai, "update_rules.quarterly", "Điều 7 khoản 6 điểm c, 59/2024/QĐ-UBND");
  g_assert_null (cb_profile_find_update_rule (quang_ngai, CB_FREQUENCY_MONTHLY));
}

static void
test_nothing (void)
{
  g_autoptr (GPtrArray) profiles = load_all ();
  CbProfile *profile = find (profiles, "vn-51-quang-ngai");

  g_assert_null (cb_profile_get_allowed_formats (profile));
  g_assert_cmpint (cb_profile_says (profile, "precheck.required"), ==, CB_SAYS_NOTHING);
  g_assert_cmpint (cb_profile_says (profile, "formats.api_required_when_sector_db"), ==,
                   CB_SAYS_NO);
  g_assert_cmpint (cb_profile_says (profile, "formats.api_encouraged"), ==, CB_SAYS_YES);
  g_assert_cmpint (cb_profile_says (profile, "no.such.thing"), ==, CB_SAYS_NOTHING);
  assert_clause (profile, "formats.allowed", "");
  assert_clause (profile, "precheck.required", "");
  assert_clause (profile, "no.such.thing", "");
  /* The law that holds everywhere. */
  assert_clause (profile, "personal_data", "Luật 91/2025/QH15");
  assert_clause (profile, "state_secret", "Luật 117/2025/QH15");
}

#define HEAD                                                                                       \
  "{\"id\": \"a\", \"name\": \"A\", \"kind\": \"province\",\n"                                     \
  "\"regulation\": {\"cite_as\": \"1/2026/QĐ-UBND\", \"status\": \"draft\"},\n"

static void
test_bad_files (void)
{
  static const struct
  {
    const char *text;
    const char *told;
  } files[] = {
    { "", "a.json: " },
    { "[]", "a.json: " },
    { "{\n\n\"id\": }", "3" },
    { "{}", "a.json:1: id: a text is needed" },
    { HEAD "\"catalog\": {\n\"must_be_in_catalog\": \"yes\"}, \"update_rules\": []}",
      "a.json:4: catalog.must_be_in_catalog: true, false or null is needed" },
    { HEAD "\"formats\": {\"allowed\": []}, \"update_rules\": []}", "a.json:3: formats.allowed: " },
    { HEAD "\"formats\": {\"allowed\": [\"csv\",\n 7]}, \"update_rules\": []}",
      "a.json:4: formats.allowed.1: " },
    { HEAD "\"update_rules\": {}}", "a.json:3: update_rules: a list is needed" },
    { HEAD "\"update_rules\": [\n{\"frequency\": \"weekly or so\"}]}",
      "a.json:4: update_rules.0.frequency: " },
    { HEAD "\"update_rules\": [{\"frequency\": \"monthly\",\n\"anchor\": \"moon\"}]}",
      "a.json:4: update_rules.0.anchor: " },
    { HEAD
      "\"update_rules\": [{\"frequency\": \"monthly\", \"anchor\": \"period_end\", \"days\": 0}]}",
      "update_rules.0.days: " },
    { HEAD
      "\"update_rules\": [{\"frequency\": \"monthly\", \"anchor\": \"period_end\", \"days\": 9}]}",
      "needs its clause" },
    { HEAD "\"update_rules\": [],\n\"plan\": {\"cites\": {\"required\": \"khoản 1\"}}}",
      "a.json:4: plan.cites.required: not a clause" },
    { HEAD "\"update_rules\": [], \"reports\": [{},\n{\"due_before\": \"06-30\"}]}",
      "a.json:4: reports.1.due_before: a list" },
    { HEAD "\"update_rules\": [], \"reports\": [{\"due_before\": [\"06-30\",\n7]}]}",
      "a.json:4: reports.0.due_before.1: month and day" },
    { HEAD "\"update_rules\": [], \"reports\": [{\"due_before\": [{}]}]}",
      "a.json:3: reports.0.due_before.0: month and day" },
    { HEAD "\"update_rules\": [], \"reports\": [{\"due_before\": [\"02-30\"]}]}",
      "reports.0.due_before.0: " },
    { HEAD "\"update_rules\": [],\n\"catalog\": {\"review_months\": \"sáu\"}}",
      "a.json:4: catalog.review_months: a number from 1 to 120" },
    { HEAD "\"update_rules\": [], \"refresh_after_publication_months\": 0}",
      "refresh_after_publication_months: a number" },
    { HEAD "\"update_rules\": [], \"suspension\": {\"notice_working_days\": 7.5}}",
      "suspension.notice_working_days: a number" },
    { HEAD "\"update_rules\": [], \"accounts\": {\"shared_forbidden\": 1}}",
      "accounts.shared_forbidden: true, false" },
    { HEAD "\"update_rules\": [], \"successor\": {\n\"since\": \"2025-02-31\"}}",
      "a.json:4: successor.since: a day that exists" },
    { HEAD "\"update_rules\": [], \"catalog\": {\"decision\": {\"replaced_by\":\n"
           "{\"date\": \"31/02/2026\"}}}}",
      "a.json:4: catalog.decision.replaced_by.date: a day that exists" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CbProfile) profile = cb_profile_parse (files[i].text, -1, "a.json", &error);

      g_assert_null (profile);
      g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (g_strstr_len (error->message, -1, files[i].told));
    }
}

static void
test_unknown_kept (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbProfile) profile
      = cb_profile_parse (HEAD "\"update_rules\": [], \"moon\": {\"phase\": 3, \"cite\": \"Đ4\"}}",
                          -1, "a.json", &error);

  g_assert_no_error (error);
  g_assert_true (json_object_has_member (cb_profile_get_json (profile), "moon"));
  assert_clause (profile, "moon.phase", "Điều 4, 1/2026/QĐ-UBND");
}

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
test_broken_one_is_left_out (void)
{
  static const char *const names[] = { "a.json", "b.json", "c.json", "holidays.json", "notes.txt" };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_dir_make_tmp ("cb-profiles-XXXXXX", &error);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) profiles = NULL;

  write_file (path, "a.json", HEAD "\"update_rules\": []}");
  write_file (path, "b.json", "{\"id\": 3}");
  write_file (path, "c.json", HEAD "\"update_rules\": []}");
  write_file (path, "holidays.json", "not a profile");
  write_file (path, "notes.txt", "not a profile");
  profiles = cb_profile_load_all (folder, &problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (profiles->len, ==, 1);
  g_assert_cmpuint (problems->len, ==, 2);
  g_assert_true (g_str_has_prefix (problems->pdata[0], "b.json:1: id: "));
  g_assert_true (g_str_has_prefix (problems->pdata[1], "c.json: id: “a” is used"));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *file = g_build_filename (path, names[i], NULL);

      g_assert_cmpint (g_unlink (file), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_assert_null (cb_profile_load_all (folder, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile/all-six", test_all);
  g_test_add_func ("/profile/vinh-phuc", test_vinh_phuc);
  g_test_add_func ("/profile/deadlines", test_deadlines);
  g_test_add_func ("/profile/nothing-said-is-nothing", test_nothing);
  g_test_add_func ("/profile/bad-file-is-named-with-line", test_bad_files);
  g_test_add_func ("/profile/unknown-members-are-kept", test_unknown_kept);
  g_test_add_func ("/profile/broken-one-is-left-out", test_broken_one_is_left_out);

  return g_test_run ();
}
