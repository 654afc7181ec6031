/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is in a package whose every sum holds: somebody may have written it who means harm, with all
 * sums and the fingerprint right. */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/package/cb-handover.h"
#include "core/package/cb-package-list.h"
#include "core/package/cb-package-path.h"

#define ID "3f0d8e52-7a4b-4c1d-9e2f-0a1b2c3d4e5f"
#define OTHER "4f0d8e52-7a4b-4c1d-9e2f-0a1b2c3d4e5f"
#define THIRD "5f0d8e52-7a4b-4c1d-9e2f-0a1b2c3d4e5f"

static void
add_file (CbHandover *handover, const char *id)
{
  CbDatasetFile *file = cb_dataset_file_new ();

  file->id = g_strdup (id);
  file->title = g_strdup ("Bảng");
  file->name = g_strdup ("Bảng.csv");
  file->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, id, -1);
  file->original_sha256 = g_strdup (file->sha256);
  file->size = 5;
  file->format = g_strdup ("csv");
  file->media_type = g_strdup ("text/csv");
  file->encoding = g_strdup ("utf-8");
  g_ptr_array_add (handover->dataset->files, file);
}

static void
add_waiver (CbHandover *handover)
{
  CbWaiver *waiver = g_new0 (CbWaiver, 1);

  waiver->key = g_strdup ("vn-phone/2/");
  waiver->person = g_strdup ("Lan");
  waiver->reason = g_strdup ("đường dây nóng");
  waiver->at_us = 5;
  g_ptr_array_add (handover->waivers, waiver);
}

/* In order: it waits for approval. */
static CbHandover *
new_handover (void)
{
  CbHandover *handover = cb_handover_new ();

  handover->dataset->id = g_strdup (ID);
  handover->dataset->state = CB_DATASET_IN_REVIEW;
  handover->dataset->prepared_by = g_strdup ("Lan");
  json_object_set_string_member (handover->dataset->metadata, "title", "Cơ sở y tế");
  handover->request = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "r", -1);
  add_file (handover, OTHER);
  add_file (handover, THIRD);
  add_waiver (handover);

  return handover;
}

static void
approve (CbHandover *handover)
{
  handover->dataset->state = CB_DATASET_APPROVED;
  handover->approval = cb_approval_new ();
  handover->approval->id = g_strdup (THIRD);
  handover->approval->digest = cb_dataset_dup_digest (handover->dataset);
  handover->approval->approved_by = g_strdup ("Minh");
  handover->approval->approved_us = 9;
}

static void
put_text (GHashTable *parts, const char *name, char *text)
{
  g_hash_table_insert (parts, (gpointer)name, g_bytes_new_take (text, strlen (text)));
}

static CbHandover *
parse (const CbHandover *handover, const char *path, GError **error)
{
  g_autoptr (GHashTable) parts
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_bytes_unref);
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autoptr (GPtrArray) again = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (paths, (gpointer)path);
  for (guint i = 1; i < handover->dataset->files->len; i++)
    g_ptr_array_add (paths, (gpointer) "data/bang-2.csv");
  put_text (parts, CB_HANDOVER_DATASET, cb_handover_write_dataset (handover, paths));
  put_text (parts, CB_HANDOVER_APPROVAL, cb_handover_write_approval (handover));
  put_text (parts, CB_HANDOVER_RECIPE, cb_handover_write_recipe (handover, paths));

  return cb_handover_parse (parts, again, error);
}

static void
assert_taken (const CbHandover *handover)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbHandover) again = parse (handover, "data/bang.csv", &error);
  g_autofree char *digest = cb_dataset_dup_digest (handover->dataset);
  g_autofree char *again_digest = NULL;

  g_assert_no_error (error);
  again_digest = cb_dataset_dup_digest (again->dataset);
  g_assert_cmpstr (again_digest, ==, digest);
}

static void
assert_refused (const CbHandover *handover)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbHandover) again = parse (handover, "data/bang.csv", &error);

  g_assert_null (again);
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
}

static void
test_taken (void)
{
  g_autoptr (CbHandover) waiting = new_handover ();
  g_autoptr (CbHandover) approved = new_handover ();
  g_autoptr (CbHandover) returned = new_handover ();

  assert_taken (waiting);
  approve (approved);
  assert_taken (approved);
  returned->dataset->state = CB_DATASET_RETURNED;
  returned->returned_by = g_strdup ("Minh");
  returned->dataset->return_reason = g_strdup ("thiếu cột");
  assert_taken (returned);
}

/* Lists of anything but texts: what shows them would take them for texts. */
static void
test_description (void)
{
  static const char *const values[]
      = { "[{\"a\":1}]", "[1]", "[null]", "[[\"a\"]]", "{\"a\":\"b\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (CbHandover) handover = new_handover ();

      json_object_set_member (handover->dataset->metadata, "keywords",
                              cb_json_node_parse (values[i], -1, NULL));
      assert_refused (handover);
    }
}

static void
set_text (char **member, const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static void
test_files (void)
{
  static const char *const paths[] = { "../thoat.csv", "/data/x.csv", "bang.csv", "data\\x.csv" };
  g_autoptr (CbHandover) folder = new_handover ();
  g_autoptr (CbHandover) same = new_handover ();
  g_autoptr (CbHandover) no_sum = new_handover ();
  g_autoptr (CbHandover) none = new_handover ();
  g_autoptr (CbHandover) lines = new_handover ();

  set_text (&((CbDatasetFile *)folder->dataset->files->pdata[0])->name, "../x.csv");
  assert_refused (folder);
  set_text (&((CbDatasetFile *)same->dataset->files->pdata[0])->id, THIRD);
  assert_refused (same);
  set_text (&((CbDatasetFile *)no_sum->dataset->files->pdata[0])->sha256, "../../x");
  assert_refused (no_sum);
  g_ptr_array_set_size (none->dataset->files, 0);
  assert_refused (none);
  set_text (&((CbDatasetFile *)lines->dataset->files->pdata[0])->title, "a\nb");
  assert_refused (lines);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (CbHandover) handover = new_handover ();
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (handover, paths[i], &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
    }
}

/* Who answered fits to the state, and to exactly what is here. */
static void
test_answers (void)
{
  g_autoptr (CbHandover) other_version = new_handover ();
  g_autoptr (CbHandover) without = new_handover ();
  g_autoptr (CbHandover) too_early = new_handover ();
  g_autoptr (CbHandover) nameless = new_handover ();
  g_autoptr (CbHandover) no_reason = new_handover ();
  g_autoptr (CbHandover) no_request = new_handover ();

  approve (other_version);
  json_object_set_string_member (other_version->dataset->metadata, "title", "Khác");
  assert_refused (other_version);
  without->dataset->state = CB_DATASET_APPROVED;
  assert_refused (without);
  approve (too_early);
  too_early->dataset->state = CB_DATASET_IN_REVIEW;
  assert_refused (too_early);
  approve (nameless);
  set_text (&nameless->approval->approved_by, " \t");
  assert_refused (nameless);
  no_reason->dataset->state = CB_DATASET_RETURNED;
  no_reason->returned_by = g_strdup ("Minh");
  assert_refused (no_reason);
  set_text (&no_request->request, "x");
  assert_refused (no_request);
}

static void
test_people (void)
{
  g_autoptr (CbHandover) nobody = new_handover ();
  g_autoptr (CbHandover) waiver = new_handover ();
  g_autoptr (CbHandover) id = new_handover ();
  g_autoptr (CbHandover) preparing = new_handover ();

  set_text (&nobody->dataset->prepared_by, "");
  assert_refused (nobody);
  set_text (&((CbWaiver *)waiver->waivers->pdata[0])->reason, " ");
  assert_refused (waiver);
  set_text (&id->dataset->id, "../x");
  assert_refused (id);
  preparing->dataset->state = CB_DATASET_PREPARING;
  assert_refused (preparing);
}

static void
test_paths (void)
{
  static const char *const bad[]
      = { "",     "/a",  "a/",  "a//b",      "..", "a/../b", "./a",  ".git/x", "a\\b",
          "C:/x", "a:b", "con", "a/NUL.csv", "a ", "a.",     "a\nb", "\xff",   "a/b?" };
  static const char *const good[] = { "data/bang.csv", "Số liệu/bảng 1.csv", "a-b_c.d" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (cb_package_path_is_safe (bad[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (cb_package_path_is_safe (good[i]));
}

static void
test_names (void)
{
  static const char *const names[][2] = {
    { "Biểu 01 (chính thức).csv", "data/bieu-01-chinh-thuc.csv" },
    { "biểu 01 chính thức.csv", "data/bieu-01-chinh-thuc-2.csv" },
    { "", NULL },
    { ".csv", NULL },
    { "con.csv", NULL },
    { "???", NULL },
  };
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = cb_package_path_dup_data (names[i][0], "csv", taken);

      g_test_message ("%s", path);
      g_assert_true (cb_package_path_is_safe (path) && g_str_is_ascii (path));
      if (names[i][1] != NULL)
        g_assert_cmpstr (path, ==, names[i][1]);
    }
  g_assert_cmpuint (g_hash_table_size (taken), ==, G_N_ELEMENTS (names));
}

static void
test_lists (void)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "", 0);
  g_autofree char *good = g_strdup_printf ("%s  data/a.csv\r\n%s *data/b.csv\n", sum, sum);
  g_autofree char *twice = g_strdup_printf ("%s  a\n%s  a\n", sum, sum);
  g_autofree char *out = g_strdup_printf ("%s  ../a\n", sum);
  g_autofree char *coded = g_strdup_printf ("%s  a%%0Ab\n", sum);
  g_autoptr (GHashTable) list = cb_package_list_parse (good, strlen (good), NULL);
  const char *const bad[] = { twice, out, coded, "x  a\n", "\n\n", "  \na" };

  g_assert_cmpuint (g_hash_table_size (list), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (cb_package_list_parse (bad[i], strlen (bad[i]), &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handover/taken", test_taken);
  g_test_add_func ("/handover/refused/description", test_description);
  g_test_add_func ("/handover/refused/files", test_files);
  g_test_add_func ("/handover/refused/answers", test_answers);
  g_test_add_func ("/handover/refused/people", test_people);
  g_test_add_func ("/handover/paths", test_paths);
  g_test_add_func ("/handover/paths/of-data", test_names);
  g_test_add_func ("/handover/lists", test_lists);

  return g_test_run ();
}
