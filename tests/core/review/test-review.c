/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/review/cb-review.h"

static CbDataset *
new_dataset (void)
{
  CbDataset *dataset = cb_dataset_new ();
  CbDatasetFile *file = cb_dataset_file_new ();

  dataset->id = g_strdup ("d");
  dataset->state = CB_DATASET_IN_REVIEW;
  dataset->prepared_by = g_strdup ("Nguyễn Thị Lan");
  json_object_set_string_member (dataset->metadata, "title", "Cơ sở y tế");
  file->id = g_strdup ("f");
  file->title = g_strdup ("Bảng");
  file->name = g_strdup ("bang.csv");
  file->sha256 = g_strdup ("aa");
  file->format = g_strdup ("csv");
  file->size = 5;
  g_ptr_array_add (dataset->files, file);
  return dataset;
}

static GPtrArray *
new_findings (CbSeverity severity, gboolean waived)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_finding_free);
  CbFinding *finding = cb_finding_new ("x", severity);

  if (waived)
    {
      finding->waived_by = g_strdup ("Lan");
      finding->waiver_reason = g_strdup ("hotline");
    }
  g_ptr_array_add (findings, finding);
  return findings;
}

static void
test_two_people (void)
{
  g_autoptr (CbDataset) dataset = new_dataset ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const char *const same[] = { "Nguyễn Thị Lan", " nguyen  thi lan", "NGUYỄN THỊ LAN" };
  g_autoptr (CbApproval) other = NULL;
  g_autoptr (CbApproval) allowed = NULL;
  g_autoptr (GError) unnamed = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (cb_review_approve (dataset, none, same[i], FALSE, 1, &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_SAME_PERSON);
    }
  g_assert_null (cb_review_approve (dataset, none, "  ", FALSE, 1, &unnamed));
  g_assert_error (unnamed, CB_ERROR, CB_ERROR_INVALID);
  other = cb_review_approve (dataset, none, " Trần Văn Minh ", FALSE, 7, NULL);
  g_assert_cmpstr (other->approved_by, ==, "Trần Văn Minh");
  g_assert_cmpint (other->approved_us, ==, 7);
  allowed = cb_review_approve (dataset, none, same[0], TRUE, 1, NULL);
  g_assert_nonnull (allowed);
}

static void
test_open_findings (void)
{
  static const struct
  {
    CbSeverity severity;
    gboolean waived;
    gboolean passes;
  } cases[] = {
    { CB_SEVERITY_BLOCKER, FALSE, FALSE }, { CB_SEVERITY_BLOCKER, TRUE, FALSE },
    { CB_SEVERITY_WARNING, FALSE, FALSE }, { CB_SEVERITY_WARNING, TRUE, TRUE },
    { CB_SEVERITY_NOTE, FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CbDataset) dataset = new_dataset ();
      g_autoptr (GPtrArray) findings = new_findings (cases[i].severity, cases[i].waived);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (cb_review_may_request (dataset, findings, "Lan", &error), ==,
                       cases[i].passes);
      if (!cases[i].passes)
        g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
    }
}

static void
test_unchecked (void)
{
  g_autoptr (CbDataset) dataset = new_dataset ();
  g_autoptr (CbDataset) empty = new_dataset ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) empty_error = NULL;

  g_assert_false (cb_review_may_request (dataset, NULL, "Lan", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
  g_ptr_array_set_size (empty->files, 0);
  g_assert_false (cb_review_may_request (empty, none, "Lan", &empty_error));
  g_assert_error (empty_error, CB_ERROR, CB_ERROR_BLOCKED);
}

static void
test_any_change_voids (void)
{
  g_autoptr (CbDataset) dataset = new_dataset ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (CbApproval) approval
      = cb_review_approve (dataset, none, "Trần Văn Minh", FALSE, 1, NULL);

  g_assert_true (cb_review_holds (approval, dataset, NULL));
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (CbDataset) changed = cb_dataset_copy (dataset);
      CbDatasetFile *file = g_ptr_array_index (changed->files, 0);
      g_autoptr (GError) error = NULL;

      if (i == 0)
        json_object_set_string_member (changed->metadata, "title", "Cơ sở y tế.");
      else if (i == 1)
        changed->item_code = g_strdup ("x");
      else if (i == 2)
        file->sha256[0] = 'b';
      else if (i == 3)
        file->size++;
      else
        g_ptr_array_set_size (changed->files, 0);
      g_assert_false (cb_review_holds (approval, changed, &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_NOT_APPROVED);
    }

  g_assert_false (cb_review_holds (NULL, dataset, NULL));
  approval->void_us = 5;
  g_assert_false (cb_review_holds (approval, dataset, NULL));
}

static void
test_send_back (void)
{
  g_autoptr (CbDataset) dataset = new_dataset ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) state_error = NULL;

  g_assert_true (cb_review_may_send_back (dataset, "Minh", "thiếu cột", NULL));
  g_assert_false (cb_review_may_send_back (dataset, "Minh", " ", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  dataset->state = CB_DATASET_QUEUED;
  g_assert_false (cb_review_may_send_back (dataset, "Minh", "x", &state_error));
  g_assert_error (state_error, CB_ERROR, CB_ERROR_WRONG_STATE);
}

static void
test_removal (void)
{
  g_autoptr (CbDataset) dataset = new_dataset ();
  CbDatasetFile *file = g_ptr_array_index (dataset->files, 0);

  g_assert_cmpint (cb_review_judge_removal (dataset, FALSE, "nguyen thi lan"), ==,
                   CB_REMOVAL_ALLOWED);
  g_assert_cmpint (cb_review_judge_removal (dataset, FALSE, "Minh"), ==, CB_REMOVAL_OTHERS);
  g_assert_cmpint (cb_review_judge_removal (dataset, FALSE, NULL), ==, CB_REMOVAL_NAMELESS);
  g_assert_cmpint (cb_review_judge_removal (dataset, TRUE, "Nguyễn Thị Lan"), ==,
                   CB_REMOVAL_APPROVED);
  dataset->state = CB_DATASET_QUEUED;
  g_assert_cmpint (cb_review_judge_removal (dataset, TRUE, "Nguyễn Thị Lan"), ==,
                   CB_REMOVAL_QUEUED);
  /* Being corrected: the portal still has what was published. */
  dataset->state = CB_DATASET_PREPARING;
  file->published_sha256 = g_strdup ("aa");
  g_assert_cmpint (cb_review_judge_removal (dataset, TRUE, "Nguyễn Thị Lan"), ==,
                   CB_REMOVAL_PUBLISHED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/review/approve/needs-two-people-however-spelt", test_two_people);
  g_test_add_func ("/review/request/open-findings-block", test_open_findings);
  g_test_add_func ("/review/request/needs-a-check-and-a-file", test_unchecked);
  g_test_add_func ("/review/approve/any-change-voids-it", test_any_change_voids);
  g_test_add_func ("/review/send-back/needs-a-reason", test_send_back);

  g_test_add_func ("/review/removal/only-what-nobody-relies-on", test_removal);

  return g_test_run ();
}
