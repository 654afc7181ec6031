/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Seeds of fuzz-package.c: packages as the program writes them in every state, and their parts.
 * `make-package-seeds FOLDER`. */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/cb-descriptor.h"
#include "core/package/cb-package.h"

/* The same seeds in every build. */
static char *
next_id (void)
{
  static guint last;

  return g_strdup_printf ("00000000-0000-4000-8000-%012u", ++last);
}

static void
add_file (CbHandover *handover, CbVault *vault, const char *text, const char *recipe)
{
  CbDatasetFile *file = cb_dataset_file_new ();
  g_autoptr (GError) error = NULL;
  int fd = cb_vault_create_temp (vault, &error);

  g_assert_no_error (error);
  g_assert_true (cb_descriptor_write (fd, text, strlen (text), &error));
  g_assert_true (cb_vault_adopt (vault, fd, &file->sha256, &file->size, NULL, NULL, NULL, &error));
  file->id = next_id ();
  file->title = g_strdup ("Bảng");
  file->name = g_strdup ("Bảng.csv");
  file->original_sha256 = g_strdup (file->sha256);
  file->format = g_strdup ("csv");
  file->media_type = g_strdup ("text/csv");
  file->encoding = g_strdup ("UTF-8");
  file->recipe = g_strdup (recipe);
  g_ptr_array_add (handover->dataset->files, file);
  g_ptr_array_add (handover->schemas, g_strdup ("{\"fields\":[{\"name\":\"ma\"}]}"));
  g_ptr_array_add (handover->delimiters, g_strdup (";"));
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

static void
add_answer (CbHandover *handover)
{
  if (handover->dataset->state == CB_DATASET_RETURNED)
    {
      handover->returned_by = g_strdup ("Minh");
      handover->returned_us = 7;
      handover->dataset->return_reason = g_strdup ("thiếu cột");
    }
  if (handover->dataset->state == CB_DATASET_APPROVED)
    {
      handover->approval = cb_approval_new ();
      handover->approval->id = next_id ();
      handover->approval->digest = cb_dataset_dup_digest (handover->dataset);
      handover->approval->approved_by = g_strdup ("Minh");
      handover->approval->approved_us = 9;
    }
}

static CbHandover *
new_handover (CbVault *vault, CbDatasetState state)
{
  CbHandover *handover = cb_handover_new ();
  CbDataset *dataset = handover->dataset;

  dataset->id = next_id ();
  dataset->state = state;
  dataset->prepared_by = g_strdup ("Lan");
  dataset->item_code = g_strdup ("7");
  dataset->period = g_strdup ("2026-10");
  dataset->account_id = g_strdup ("a");
  json_object_set_string_member (dataset->metadata, "title", "Cơ sở y tế");
  add_file (handover, vault, "ma;ten\n1;A\n", "[{\"step\":\"line-ends\"}]");
  add_file (handover, vault, "ma;ten\n2;B\n", NULL);
  add_waiver (handover);
  handover->request = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "r", -1);
  handover->agency = g_strdup ("Sở Y tế");
  handover->item = cb_catalog_item_new ();
  handover->item->code = g_strdup ("7");
  handover->item->title = g_strdup ("Cơ sở y tế");
  add_answer (handover);

  return handover;
}

static void
save_parts (const CbHandover *handover, const char *folder, const char *name)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autofree char *dataset = NULL;
  g_autofree char *approval = cb_handover_write_approval (handover);
  g_autofree char *recipe = NULL;
  g_autofree char *path = g_strdup_printf ("%s/%s-parts", folder, name);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_ptr_array_add (paths, (gpointer) "data/bang.csv");
  g_ptr_array_add (paths, (gpointer) "data/bang-2.csv");
  dataset = cb_handover_write_dataset (handover, paths);
  recipe = cb_handover_write_recipe (handover, paths);
  g_byte_array_append (bytes, (const guint8 *)dataset, (guint)strlen (dataset) + 1);
  g_byte_array_append (bytes, (const guint8 *)approval, (guint)strlen (approval) + 1);
  g_byte_array_append (bytes, (const guint8 *)recipe, (guint)strlen (recipe));
  g_assert_true (g_file_set_contents (path, (const char *)bytes->data, bytes->len, NULL));
}

int
main (int argc, char **argv)
{
  static const CbDatasetState states[]
      = { CB_DATASET_IN_REVIEW, CB_DATASET_RETURNED, CB_DATASET_APPROVED };
  g_autofree char *root = g_dir_make_tmp (NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbVault) vault = cb_vault_open (root, &error);

  g_assert_no_error (error);
  if (argc != 2 || g_mkdir_with_parents (argv[1], 0700) != 0)
    return 1;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (CbHandover) handover = new_handover (vault, states[i]);
      const char *name = cb_dataset_state_name (states[i]);
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      cb_package_write (handover, vault, file, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      save_parts (handover, argv[1], name);
    }

  return 0;
}
