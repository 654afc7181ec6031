/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gstdio.h>

#include "base/cb-descriptor.h"
#include "base/cb-error.h"
#include "base/cb-json.h"
#include "base/cb-save.h"
#include "base/cb-text.h"
#include "base/cb-zip-writer.h"
#include "core/package/cb-package-list.h"
#include "core/package/cb-package-path.h"
#include "core/package/cb-package-private.h"

#define BLOCK (256u * 1024)
#define MAX_SLUG 60

typedef struct
{
  const CbHandover *handover;
  CbVault *vault;
  char *folder;     /* (owned) */
  GPtrArray *paths; /* (owned) (element-type utf8): of each file */
  GPtrArray *names; /* (owned) (element-type utf8): of the parts, in order */
  GPtrArray *texts; /* (owned) (element-type utf8): of the parts */

  guint64 done;
  guint64 total;
  CbProgressFunc progress;
  gpointer user_data;
  GCancellable *cancellable;
} Writing;

static const char *
get_answer (const CbHandover *handover)
{
  if (handover->approval != NULL)
    return "da-duyet";

  return handover->returned_by != NULL ? "tra-lai" : "cho-duyet";
}

static char *
dup_day (const CbHandover *handover, const char *format)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) utc
      = g_date_time_new_from_unix_utc (handover->dataset->changed_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, format);
}

/* `gia-vat-lieu-20261126-cho-duyet`: what it is, of when, and what is to be done with it. */
static char *
dup_folder (const CbHandover *handover)
{
  g_autofree char *slug = cb_text_slug (cb_dataset_get_title (handover->dataset), MAX_SLUG);
  g_autofree char *day = dup_day (handover, "%Y%m%d");

  return g_strdup_printf ("%s-%s-%s", slug, day, get_answer (handover));
}

/**
 * cb_package_dup_file_name:
 * @handover: what is handed over
 *
 * Returns: (transfer full): how the file may be called, ASCII
 */
char *
cb_package_dup_file_name (const CbHandover *handover)
{
  g_autofree char *folder = dup_folder (handover);

  return g_strconcat (folder, CB_PACKAGE_ENDING, NULL);
}

static void
clear_writing (Writing *writing)
{
  g_free (writing->folder);
  g_ptr_array_unref (writing->paths);
  g_ptr_array_unref (writing->names);
  g_ptr_array_unref (writing->texts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writing, clear_writing)

static void
add_part (Writing *writing, const char *name, char *text)
{
  g_ptr_array_add (writing->names, g_strdup (name));
  g_ptr_array_add (writing->texts, text);
}

static void
add_info (GString *text, const char *label, const char *value)
{
  g_autofree char *line = g_strdup (value != NULL ? value : "");

  g_strstrip (g_strdelimit (line, "\r\n", ' '));
  if (line[0] != '\0')
    g_string_append_printf (text, "%s: %s\n", label, line);
}

/* RFC 8493, 2.2.2. The day is that of the last change, so that the same dataset gives the same
 * bytes. */
static char *
write_bag_info (const Writing *writing)
{
  const CbDataset *dataset = writing->handover->dataset;
  g_autofree char *day = dup_day (writing->handover, "%Y-%m-%d");
  GString *text = g_string_new (NULL);

  add_info (text, "Source-Organization", writing->handover->agency);
  add_info (text, "Contact-Name", cb_json_get_string (dataset->metadata, "contact_name"));
  add_info (text, "Contact-Email", cb_json_get_string (dataset->metadata, "contact_email"));
  add_info (text, "External-Description", cb_dataset_get_title (dataset));
  add_info (text, "External-Identifier", dataset->id);
  add_info (text, "Bagging-Date", day);
  g_string_append_printf (text, "Payload-Oxum: %" G_GUINT64_FORMAT ".%u\n", writing->total,
                          dataset->files->len);
  add_info (text, "Bag-Software-Agent", "Công Bố");

  return g_string_free (text, FALSE);
}

static char *
write_manifest (const Writing *writing)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < writing->paths->len; i++)
    cb_package_list_add (list,
                         ((CbDatasetFile *)writing->handover->dataset->files->pdata[i])->sha256,
                         writing->paths->pdata[i]);

  return g_string_free (list, FALSE);
}

static void
make_parts (Writing *writing)
{
  const CbHandover *handover = writing->handover;
  GString *list = g_string_new (NULL);

  add_part (writing, CB_PACKAGE_BAGIT, g_strdup (CB_PACKAGE_BAGIT_TEXT));
  add_part (writing, CB_PACKAGE_BAG_INFO, write_bag_info (writing));
  add_part (writing, CB_PACKAGE_README, _cb_package_write_readme (handover, writing->paths));
  add_part (writing, CB_PACKAGE_DESCRIPTOR,
            _cb_package_write_descriptor (handover, writing->paths));
  add_part (writing, CB_HANDOVER_DATASET, cb_handover_write_dataset (handover, writing->paths));
  add_part (writing, CB_HANDOVER_APPROVAL, cb_handover_write_approval (handover));
  add_part (writing, CB_HANDOVER_RECIPE, cb_handover_write_recipe (handover, writing->paths));
  add_part (writing, CB_HANDOVER_FINDINGS, cb_handover_write_findings (handover));
  add_part (writing, CB_PACKAGE_MANIFEST, write_manifest (writing));
  for (guint i = 0; i < writing->names->len; i++)
    {
      g_autofree char *sha256
          = g_compute_checksum_for_string (G_CHECKSUM_SHA256, writing->texts->pdata[i], -1);

      cb_package_list_add (list, sha256, writing->names->pdata[i]);
    }
  add_part (writing, CB_PACKAGE_TAG_MANIFEST, g_string_free (list, FALSE));
}

/* What would be refused when it is opened is not written. */
static gboolean
check_parts (const Writing *writing, GError **error)
{
  g_autoptr (GHashTable) parts
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_bytes_unref);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CbHandover) again = NULL;

  for (guint i = 0; i < writing->names->len; i++)
    {
      const char *text = writing->texts->pdata[i];

      if (strlen (text) > CB_PACKAGE_MAX_PART)
        {
          g_set_error (error, CB_ERROR, CB_ERROR_TOO_LARGE, "%s is too large",
                       (const char *)writing->names->pdata[i]);
          return FALSE;
        }
      g_hash_table_insert (parts, writing->names->pdata[i],
                           g_bytes_new_static (text, strlen (text)));
    }
  again = cb_handover_parse (parts, paths, error);

  return again != NULL;
}

/* Archives, pictures and PDF are packed already. */
static gboolean
is_packed_well (const CbDatasetFile *file)
{
  static const char *const formats[] = { "xlsx", "xlsb", "ods", "docx", "pdf", "binary", NULL };

  return g_strv_contains (formats, file->format);
}

static gboolean
copy_bytes (Writing *writing, CbZipWriter *zip, int fd, GChecksum *checksum, GError **error)
{
  g_autofree guint8 *block = g_malloc (BLOCK);
  gssize got;

  for (guint64 offset = 0;; offset += (guint64)got)
    {
      if (g_cancellable_set_error_if_cancelled (writing->cancellable, error))
        return FALSE;
      got = cb_descriptor_read_at (fd, block, BLOCK, offset, error);
      if (got <= 0)
        return got == 0;
      g_checksum_update (checksum, block, got);
      if (!cb_zip_writer_write (zip, block, (gsize)got, error))
        return FALSE;
      writing->done += (guint64)got;
      if (writing->progress != NULL)
        writing->progress (writing->done, writing->total, writing->user_data);
    }
}

static gboolean
write_file (Writing *writing, CbZipWriter *zip, guint index, gboolean stored, GError **error)
{
  const CbDatasetFile *file = g_ptr_array_index (writing->handover->dataset->files, index);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *name = g_build_path ("/", writing->folder, writing->paths->pdata[index], NULL);
  int fd = cb_vault_open_file (writing->vault, file->sha256, error);
  gboolean ok;

  if (fd < 0)
    return FALSE;
  ok = cb_zip_writer_begin (zip, name, !stored && !is_packed_well (file), error)
       && copy_bytes (writing, zip, fd, checksum, error);
  g_close (fd, NULL);
  if (!ok)
    return FALSE;
  if (!g_str_equal (g_checksum_get_string (checksum), file->sha256))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_DAMAGED, "vault: %s has other bytes", file->sha256);
      return FALSE;
    }

  return TRUE;
}

static gboolean
write_archive (Writing *writing, CbZipWriter *zip, gboolean stored, GError **error)
{
  writing->done = 0;
  for (guint i = 0; i < writing->names->len; i++)
    {
      g_autofree char *name = g_build_path ("/", writing->folder, writing->names->pdata[i], NULL);

      if (!cb_zip_writer_add (zip, name, TRUE, writing->texts->pdata[i], error))
        return FALSE;
    }
  for (guint i = 0; i < writing->paths->len; i++)
    if (!write_file (writing, zip, i, stored, error))
      return FALSE;

  return cb_zip_writer_end (zip, error);
}

/* @swells: (out): whether it is packed so well that it would be refused as a bomb */
static gboolean
write_descriptor (Writing *writing, int fd, gboolean stored, gboolean *swells, GError **error)
{
  g_autoptr (CbZipWriter) zip = cb_zip_writer_new (fd);

  if (!write_archive (writing, zip, stored, error))
    return FALSE;
  *swells = !stored && writing->total > CB_PACKAGE_SMALL / 2
            && writing->total / (CB_PACKAGE_MAX_RATIO / 2) > cb_zip_writer_get_size (zip);

  return TRUE;
}

/* What the person named cannot be written; it is not the program's own folder. */
static void
set_write_error (GError **error, int code, const char *path)
{
  if (code == EACCES || code == EPERM || code == EROFS)
    g_set_error (error, CB_ERROR, CB_ERROR_NOT_WRITABLE, "%s: %s", path, g_strerror (code));
  else
    cb_error_set_from_errno (error, code, path);
}

static gboolean
write_once (Writing *writing, const char *path, gboolean stored, gboolean *swells, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int fd = cb_descriptor_create (temporary);
  gboolean written;

  *swells = FALSE;
  if (fd < 0)
    {
      set_write_error (error, errno, path);
      return FALSE;
    }
  written = write_descriptor (writing, fd, stored, swells, error);
  if (!g_close (fd, written ? error : NULL))
    written = FALSE;
  if (written && !*swells)
    written = cb_save_give_name (temporary, path, error);
  if (!written || *swells)
    g_unlink (temporary);

  return written;
}

static gboolean
write_package (Writing *writing, const char *path, GError **error)
{
  gboolean swells = FALSE;

  return write_once (writing, path, FALSE, &swells, error)
         && (!swells || write_once (writing, path, TRUE, &swells, error));
}

/**
 * cb_package_write:
 * @handover: what is handed over; its dataset is not being prepared
 * @vault: where its bytes are
 * @file: where to; what is there is replaced when the new one is whole
 * @progress: (nullable): told in this thread, often
 * @user_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: %CB_ERROR_NOT_WRITABLE, %CB_ERROR_DISK_FULL, %CB_ERROR_TOO_LARGE from 4 GiB on,
 *   %CB_ERROR_DAMAGED when the vault has other bytes, %CB_ERROR_INVALID for what no reader would
 *   take
 *
 * One ZIP that is a bag of BagIt 1.0 and a Data Package v2 (packages.md §3.3, §3.4), the same bytes
 * for the same dataset. Originals of mended files stay behind: they may hold what was mended away.
 * Blocks; any thread.
 *
 * Returns: whether it is written
 */
gboolean
cb_package_write (const CbHandover *handover,
                  CbVault *vault,
                  GFile *file,
                  CbProgressFunc progress,
                  gpointer user_data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (Writing) writing = { .handover = handover,
                               .vault = vault,
                               .folder = dup_folder (handover),
                               .paths = g_ptr_array_new_with_free_func (g_free),
                               .names = g_ptr_array_new_with_free_func (g_free),
                               .texts = g_ptr_array_new_with_free_func (g_free),
                               .progress = progress,
                               .user_data = user_data,
                               .cancellable = cancellable };

  if (path == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_WRITABLE, "not on this computer");
      return FALSE;
    }
  if (!cb_save_check_name (path, error))
    return FALSE;
  for (guint i = 0; i < handover->dataset->files->len; i++)
    {
      const CbDatasetFile *one = g_ptr_array_index (handover->dataset->files, i);

      writing.total += one->size;
      g_ptr_array_add (writing.paths, cb_package_path_dup_data (one->name, one->format, taken));
    }
  make_parts (&writing);

  return check_parts (&writing, error) && write_package (&writing, path, error);
}
