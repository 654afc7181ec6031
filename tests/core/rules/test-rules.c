/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "core/rules/cb-rules.h"

static CbProfile *
load (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data/profiles", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles = cb_profile_load_all (folder, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < profiles->len; i++)
    if (g_str_equal (cb_profile_get_name (profiles->pdata[i]), name))
      return g_object_ref (profiles->pdata[i]);
  g_assert_not_reached ();
}

/* Everything filled in, one file. */
static CbDataset *
make_dataset (const char *format)
{
  static const char *const members[]
      = { "title", "notes", "owner_org", "contact_name", "contact_email", "license_id" };
  CbDataset *dataset = cb_dataset_new ();
  CbDatasetFile *file = cb_dataset_file_new ();
  JsonArray *keywords = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    json_object_set_string_member (dataset->metadata, members[i], "x");
  json_array_add_string_element (keywords, "y tế");
  json_object_set_array_member (dataset->metadata, "keywords", keywords);
  g_free (file->title);
  file->title = g_strdup ("Cơ sở y tế");
  g_free (file->format);
  file->format = g_strdup (format);
  g_ptr_array_add (dataset->files, file);

  return dataset;
}

static GPtrArray *
new_findings (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)cb_finding_free);
}

static CbFinding *
find (GPtrArray *findings, const char *code)
{
  for (guint i = 0; i < findings->len; i++)
    {
      CbFinding *finding = findings->pdata[i];

      if (g_str_equal (finding->code, code))
        return finding;
    }

  return NULL;
}

static void
test_complete (void)
{
  g_autoptr (CbProfile) profile = load ("Vĩnh Phúc");
  g_autoptr (CbDataset) dataset = make_dataset ("csv");
  g_autoptr (CbCatalogItem) item = cb_catalog_item_new ();
  g_autoptr (GPtrArray) findings = new_findings ();
  g_autoptr (GError) error = NULL;

  cb_rules_complete_findings (profile, dataset, item, findings);
  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_true (cb_rules_may_queue (findings, &error));
  g_assert_no_error (error);
}

static void
test_not_in_catalog (void)
{
  static const struct
  {
    const char *profile;
    CbSeverity severity;
    const char *clause;
  } cases[] = {
    { "Vĩnh Phúc", CB_SEVERITY_BLOCKER, "Điều 3 khoản 3, 42/2024/QĐ-UBND" },
    { "Quảng Ngãi", CB_SEVERITY_BLOCKER, "Điều 7 khoản 1, 59/2024/QĐ-UBND" },
    { "Bình Định", CB_SEVERITY_WARNING, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CbProfile) profile = load (cases[i].profile);
      g_autoptr (CbDataset) dataset = make_dataset ("csv");
      g_autoptr (GPtrArray) findings = new_findings ();
      CbFinding *finding;

      cb_rules_complete_findings (profile, dataset, NULL, findings);
      finding = find (findings, "vn-not-in-catalog");
      g_assert_nonnull (finding);
      g_assert_cmpint (finding->severity, ==, cases[i].severity);
      g_assert_cmpstr (finding->clause, ==, cases[i].clause);
    }
}

static void
test_metadata (void)
{
  g_autoptr (CbProfile) vinh_phuc = load ("Vĩnh Phúc");
  g_autoptr (CbProfile) quang_ngai = load ("Quảng Ngãi");
  g_autoptr (CbDataset) dataset = cb_dataset_new ();
  g_autoptr (CbCatalogItem) item = cb_catalog_item_new ();
  g_autoptr (GPtrArray) findings = new_findings ();
  guint blockers;

  json_object_set_string_member (dataset->metadata, "title", "  \t");
  json_object_set_array_member (dataset->metadata, "keywords", json_array_new ());
  cb_rules_complete_findings (quang_ngai, dataset, item, findings);
  cb_rules_count_open (findings, &blockers, NULL, NULL);
  g_assert_cmpuint (blockers, ==, 7); /* six members and no file */
  g_assert_nonnull (find (findings, "vn-no-file"));
  /* Vĩnh Phúc 3.2 wants the terms of use too. Asked again, nothing is said twice. */
  cb_rules_complete_findings (vinh_phuc, dataset, item, findings);
  cb_rules_count_open (findings, &blockers, NULL, NULL);
  g_assert_cmpuint (blockers, ==, 8);
  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = findings->pdata[i];

      if (g_str_equal (cb_finding_get_argument (finding, "field"), "license_id"))
        g_assert_cmpstr (finding->clause, ==, "Điều 3 khoản 2, 42/2024/QĐ-UBND");
    }
}

static void
test_formats (void)
{
  static const struct
  {
    const char *profile;
    const char *format;
    const char *in_catalog;
    const char *code;
    CbSeverity severity;
  } cases[] = {
    { "Vĩnh Phúc", "ods", NULL, "vn-format-not-allowed", CB_SEVERITY_BLOCKER },
    { "Vĩnh Phúc", "pdf", NULL, "vn-not-open-format", CB_SEVERITY_WARNING },
    { "Quảng Ngãi", "csv", "api, excel", "vn-format-not-in-catalog", CB_SEVERITY_WARNING },
    { "Quảng Ngãi", "xlsx", "API, Excel", NULL, CB_SEVERITY_NOTE },
    { "Quảng Ngãi", "ods", NULL, NULL, CB_SEVERITY_NOTE },
    { "Quảng Ngãi", "fods", NULL, NULL, CB_SEVERITY_NOTE },
    { "Quảng Ngãi", "xml-spreadsheet", NULL, NULL, CB_SEVERITY_NOTE },
    { "Quảng Ngãi", "html", NULL, "vn-not-open-format", CB_SEVERITY_WARNING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CbProfile) profile = load (cases[i].profile);
      g_autoptr (CbDataset) dataset = make_dataset (cases[i].format);
      g_autoptr (CbCatalogItem) item = cb_catalog_item_new ();
      g_autoptr (GPtrArray) findings = new_findings ();

      item->formats = g_strdup (cases[i].in_catalog);
      cb_rules_complete_findings (profile, dataset, item, findings);
      g_test_message ("%s %s", cases[i].profile, cases[i].format);
      g_assert_cmpuint (findings->len, ==, cases[i].code != NULL ? 1 : 0);
      if (cases[i].code != NULL)
        {
          CbFinding *finding = find (findings, cases[i].code);

          g_assert_nonnull (finding);
          g_assert_cmpint (finding->severity, ==, cases[i].severity);
          g_assert_cmpstr (cb_finding_get_argument (finding, "file-title"), ==, "Cơ sở y tế");
        }
    }
}

static void
test_clauses (void)
{
  static const struct
  {
    const char *code;
    const char *vinh_phuc;
    const char *quang_ngai;
  } cases[] = {
    { "vn-personal-cccd", "Luật 91/2025/QH15", "Luật 91/2025/QH15" },
    { "vn-secret-mark", "Luật 117/2025/QH15", "Luật 117/2025/QH15" },
    { "duplicate-row", "Điều 9 khoản 1, 42/2024/QĐ-UBND", NULL },
    { "vn-wrong-extension", "Điều 9 khoản 1, 42/2024/QĐ-UBND", NULL },
  };
  g_autoptr (CbProfile) vinh_phuc = load ("Vĩnh Phúc");
  g_autoptr (CbProfile) quang_ngai = load ("Quảng Ngãi");
  g_autoptr (CbDataset) dataset = make_dataset ("csv");
  g_autoptr (CbCatalogItem) item = cb_catalog_item_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) findings = new_findings ();
      CbFinding *finding = cb_finding_new (cases[i].code, CB_SEVERITY_WARNING);

      g_ptr_array_add (findings, finding);
      cb_rules_complete_findings (vinh_phuc, dataset, item, findings);
      g_assert_cmpstr (finding->clause, ==, cases[i].vinh_phuc);
      g_clear_pointer (&finding->clause, g_free);
      cb_rules_complete_findings (quang_ngai, dataset, item, findings);
      g_assert_cmpstr (finding->clause, ==, cases[i].quang_ngai);
    }
}

static void
test_nothing_chosen (void)
{
  g_autoptr (CbProfile) vinh_phuc = load ("Vĩnh Phúc");
  g_autoptr (CbDataset) dataset = make_dataset ("ods");
  g_autoptr (GPtrArray) findings = new_findings ();

  /* No profile yet: nothing is forbidden by one, and no clause is made up. */
  g_ptr_array_add (findings, cb_finding_new ("vn-format-not-allowed", CB_SEVERITY_BLOCKER));
  cb_rules_complete_findings (NULL, dataset, NULL, findings);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_nonnull (find (findings, "vn-not-in-catalog"));
  g_assert_null (find (findings, "vn-not-in-catalog")->clause);

  /* A file that belongs to no dataset: the engine's findings stay, with their clauses. */
  g_ptr_array_set_size (findings, 0);
  g_ptr_array_add (findings, cb_finding_new ("vn-format-not-allowed", CB_SEVERITY_BLOCKER));
  cb_rules_complete_findings (vinh_phuc, NULL, NULL, findings);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (find (findings, "vn-format-not-allowed")->clause, ==,
                   "Điều 7 khoản 1, 42/2024/QĐ-UBND");
}

static void
test_may_queue (void)
{
  g_autoptr (GPtrArray) findings = new_findings ();
  g_autoptr (GError) error = NULL;
  CbFinding *warning = cb_finding_new ("duplicate-row", CB_SEVERITY_WARNING);
  CbFinding *blocker;

  g_ptr_array_add (findings, cb_finding_new ("vn-bom", CB_SEVERITY_NOTE));
  g_assert_true (cb_rules_may_queue (findings, NULL));

  g_ptr_array_add (findings, warning);
  g_assert_false (cb_rules_may_queue (findings, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
  g_clear_error (&error);

  /* A name without a reason is no waiver. */
  warning->waived_by = g_strdup ("Lan");
  warning->waiver_reason = g_strdup ("");
  g_assert_false (cb_rules_may_queue (findings, NULL));
  g_free (warning->waiver_reason);
  warning->waiver_reason = g_strdup ("hai trạm cùng tên");
  g_assert_true (cb_rules_may_queue (findings, NULL));

  /* A blocker cannot be waived. */
  blocker = cb_finding_new ("vn-secret-mark", CB_SEVERITY_BLOCKER);
  blocker->waived_by = g_strdup ("Lan");
  blocker->waiver_reason = g_strdup ("không sao");
  g_ptr_array_add (findings, blocker);
  g_assert_false (cb_rules_may_queue (findings, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/nothing-in-the-way", test_complete);
  g_test_add_func ("/rules/not-in-catalog", test_not_in_catalog);
  g_test_add_func ("/rules/empty-metadata", test_metadata);
  g_test_add_func ("/rules/formats", test_formats);
  g_test_add_func ("/rules/clauses", test_clauses);
  g_test_add_func ("/rules/no-profile-no-dataset", test_nothing_chosen);
  g_test_add_func ("/rules/may-queue", test_may_queue);

  return g_test_run ();
}
