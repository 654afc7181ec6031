/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/workplace/cb-workplace-preset.h"
#include "test-system.h"

static CbWorkplace *
open_workplace (const char *root)
{
  g_autofree char *data = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", NULL);
  CbWorkplaceOptions options = { .mode = CB_MODE_PRACTICE, .root = root };
  g_autoptr (GError) error = NULL;
  CbWorkplace *workplace;

  g_setenv ("CONGBO_DATA_DIR", data, TRUE);
  workplace = cb_workplace_open (&options, &error);
  g_assert_no_error (error);
  return workplace;
}

static void
assert_setting (CbWorkplace *workplace, const char *name, const char *value)
{
  g_autofree char *now = cb_workplace_dup_setting (workplace, name);

  g_assert_cmpstr (now, ==, value);
}

static void
assert_refused (const char *text, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) preset = cb_preset_parse (text, -1, "p.json", &error);

  g_assert_null (preset);
  g_assert_error (error, CB_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_apply_and_undo (void)
{
  g_autofree char *root = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  g_autoptr (CbWorkplace) workplace = open_workplace (root);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (JsonObject) preset
      = cb_preset_parse ("{\"kind\":\"congbo-preset\",\"version\":1,\"later\":[1],\"settings\":{"
                         "\"agency\":\"Sở Xây dựng\",\"profile\":\"vn-26-vinh-phuc\"}}",
                         -1, "p.json", &error);

  g_assert_no_error (error);
  g_assert_true (cb_workplace_set_setting (workplace, "agency", "Sở Y tế", NULL));
  g_assert_true (cb_workplace_set_setting (workplace, "profile", "vn-51-quang-ngai", NULL));
  changes = cb_workplace_compare_preset (workplace, preset, &error);
  g_assert_cmpuint (changes->len, ==, 2);
  g_assert_cmpstr (((CbPresetChange *)changes->pdata[0])->before, ==, "Sở Y tế");
  g_assert_cmpstr (((CbPresetChange *)changes->pdata[0])->after, ==, "Sở Xây dựng");
  /* Looking changes nothing. */
  assert_setting (workplace, "agency", "Sở Y tế");

  g_assert_true (cb_workplace_apply_preset (workplace, preset, &error));
  assert_setting (workplace, "agency", "Sở Xây dựng");
  assert_setting (workplace, "profile", "vn-26-vinh-phuc");
  again = cb_workplace_compare_preset (workplace, preset, &error);
  g_assert_cmpuint (again->len, ==, 0);
  /* A second time changes nothing, and what was before is not forgotten. */
  g_assert_true (cb_workplace_apply_preset (workplace, preset, &error));

  g_assert_true (cb_workplace_undo_preset (workplace, &error));
  assert_setting (workplace, "agency", "Sở Y tế");
  assert_setting (workplace, "profile", "vn-51-quang-ngai");
  g_assert_false (cb_workplace_undo_preset (workplace, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  cb_workplace_close (workplace);
  test_folder_remove (root);
}

static void
test_province_gone (void)
{
  g_autofree char *root = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  g_autoptr (CbWorkplace) workplace = open_workplace (root);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) preset
      = cb_preset_parse ("{\"kind\":\"congbo-preset\",\"version\":1,\"settings\":{"
                         "\"agency\":\"Sở Nội vụ\",\"profile\":\"vn-15-ha-tay\"}}",
                         -1, "p.json", &error);

  g_assert_true (cb_workplace_set_setting (workplace, "agency", "Sở Y tế", NULL));
  g_assert_false (cb_workplace_apply_preset (workplace, preset, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "vn-15-ha-tay"));
  assert_setting (workplace, "agency", "Sở Y tế");
  cb_workplace_close (workplace);
  test_folder_remove (root);
}

static void
test_secrets (void)
{
  assert_refused ("{\"kind\":\"congbo-preset\",\"version\":1,\n\"settings\":{},\n"
                  "\"portal\":{\"API-Token\":\"x\"}}",
                  CB_ERROR_INVALID, "p.json:3: portal.API-Token");
  assert_refused ("{\"kind\":\"congbo-preset\",\"version\":1,\"settings\":{},"
                  "\"accounts\":[{\"mat khau\":\"x\"}]}",
                  CB_ERROR_INVALID, "accounts.0.mat khau");
}

static void
test_made (void)
{
  g_autofree char *root = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  g_autoptr (CbWorkplace) workplace = open_workplace (root);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) preset = NULL;
  g_autoptr (JsonObject) read = NULL;
  g_autofree char *text = NULL;

  g_assert_true (cb_workplace_set_setting (workplace, "agency", "Sở Y tế", NULL));
  g_assert_true (cb_workplace_set_setting (workplace, "person", "Nguyễn Thị Lan", NULL));
  preset = cb_workplace_make_preset (workplace);
  text = cb_json_object_to_string (preset, TRUE);
  g_assert_nonnull (strstr (text, "Sở Y tế"));
  /* Who sits here is not what an agency shares. */
  g_assert_null (strstr (text, "Nguyễn Thị Lan"));
  read = cb_preset_parse (text, -1, "p.json", &error);
  g_assert_no_error (error);
  cb_workplace_close (workplace);
  test_folder_remove (root);
}

static void
test_broken (void)
{
  assert_refused ("{\"kind\":\"something\"}", CB_ERROR_INVALID, "kind");
  assert_refused ("{\"kind\":\"congbo-preset\",\n\"version\":1,\n\"settings\":{\n\"agency\":7}}",
                  CB_ERROR_INVALID, "p.json:4: settings.agency");
  assert_refused ("{\"kind\":\"congbo-preset\",\"version\":1,\"settings\":[]}", CB_ERROR_INVALID,
                  "settings");
  assert_refused ("{\"kind\":\"congbo-preset\",\"version\":2,\"settings\":{}}", CB_ERROR_NEWER,
                  "newer");
  assert_refused ("{\"kind\":", CB_ERROR_INVALID, "p.json");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/preset/apply/shown-before-and-undone", test_apply_and_undo);
  g_test_add_func ("/preset/apply/province-that-is-gone-changes-nothing", test_province_gone);
  g_test_add_func ("/preset/secret/refused-wherever-it-stands", test_secrets);
  g_test_add_func ("/preset/made/without-the-person", test_made);
  g_test_add_func ("/preset/broken/line-and-member", test_broken);

  return g_test_run ();
}
