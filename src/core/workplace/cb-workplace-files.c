/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include <glib/gstdio.h>

#include "base/cb-json.h"

CbDatasetFile *
_cb_workplace_require_file (CbDataset *dataset, const char *file_id, GError **error)
{
  CbDatasetFile *file = cb_dataset_find_file (dataset, file_id);

  if (file == NULL)
    g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "no file %s in this dataset", file_id);
  return file;
}

static void
keep_rows (JsonObject *object, const char *name, const guint64 *rows, gsize n_rows)
{
  JsonArray *array;

  if (n_rows == 0)
    return;
  array = json_array_new ();
  for (gsize i = 0; i < n_rows; i++)
    json_array_add_int_element (array, (gint64)rows[i]);
  json_object_set_array_member (object, name, array);
}

static CbReader *
open_file (CbWorkplace *self,
           const CbDatasetFile *file,
           gboolean original,
           const char *recipe,
           int out_fd,
           GCancellable *cancellable,
           GError **error)
{
  g_auto (CbKeptReading) reading = CB_KEPT_READING_INIT;
  CbReader *reader;
  int fd;

  /* What was prepared on another computer came without it (product.md G3). */
  if (original && g_strcmp0 (file->original_sha256, file->sha256) != 0
      && !cb_vault_has (self->vault, file->original_sha256))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_ORIGINAL_ELSEWHERE, "no original of %s", file->id);
      return NULL;
    }
  fd = cb_vault_open_file (self->vault, original ? file->original_sha256 : file->sha256, error);
  if (fd < 0)
    return NULL;
  _cb_kept_reading_init (&reading, file, original, recipe);
  reader = out_fd >= 0 ? cb_reader_open_for_mend (fd, out_fd, &reading.options, cancellable, error)
                       : cb_reader_open (fd, &reading.options, cancellable, error);
  g_close (fd, NULL);
  return reader;
}

/* Starts an engine over the bytes of @file: the original, or what is to be sent. */
CbReader *
_cb_workplace_open_file (CbWorkplace *self,
                         const CbDatasetFile *file,
                         gboolean original,
                         GCancellable *cancellable,
                         GError **error)
{
  return open_file (self, file, original, NULL, -1, cancellable, error);
}

/* … over the original, for a copy that @recipe makes of it. */
CbReader *
_cb_workplace_open_for_mend (CbWorkplace *self,
                             const CbDatasetFile *file,
                             const char *recipe,
                             int out_fd,
                             GCancellable *cancellable,
                             GError **error)
{
  return open_file (self, file, TRUE, recipe, out_fd, cancellable, error);
}

static const char *
find_media_type (const char *format)
{
  static const char *const types[][2] = {
    { "csv", "text/csv" },
    { "tsv", "text/tab-separated-values" },
    { "text", "text/plain" },
    { "pdf", "application/pdf" },
    { "xlsb", "application/vnd.ms-excel.sheet.binary.macroenabled.12" },
    { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
    { "xls", "application/vnd.ms-excel" },
    { "ods", "application/vnd.oasis.opendocument.spreadsheet" },
    { "fods", "application/vnd.oasis.opendocument.spreadsheet-flat-xml" },
    { "xml-spreadsheet", "application/xml" },
    { "html", "text/html" },
    { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
    { "doc", "application/msword" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (format, types[i][0]) == 0)
      return types[i][1];

  return "application/octet-stream";
}

/* Text that is no table is published as one of one column. */
void
_cb_workplace_set_format (CbDatasetFile *file, const char *format)
{
  char *name = g_strdup (g_str_equal (format, "text") ? "csv" : format);

  g_free (file->format);
  file->format = name;
  g_free (file->media_type);
  file->media_type = g_strdup (find_media_type (name));
}

/* Asks an engine what the bytes are. A file that no engine can read safely is kept all the same:
 * the check will say so, and nothing the person chose is lost. */
static void
describe (CbWorkplace *self, CbDatasetFile *file, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = _cb_workplace_open_file (self, file, FALSE, cancellable, &error);
  const CbFileInfo *info;

  g_free (file->encoding);
  if (reader == NULL)
    {
      g_debug ("reading %s: %s", file->id, error->message);
      _cb_workplace_set_format (file, "binary");
      file->encoding = g_strdup ("");
      return;
    }
  info = cb_reader_get_info (reader);
  _cb_workplace_set_format (file, info->format);
  file->encoding = g_strdup (info->encoding);
  cb_reader_close (reader);
}

static char *
dup_title_from_name (const char *name)
{
  const char *dot = g_utf8_strrchr (name, -1, '.');
  char *title
      = dot != NULL && dot != name ? g_strndup (name, (gsize)(dot - name)) : g_strdup (name);

  return g_strdelimit (title, "_\r\n\t", ' ');
}

static CbDatasetFile *
find_or_add (CbDataset *dataset, const char *file_id, const char *name, GError **error)
{
  CbDatasetFile *file;

  if (file_id != NULL)
    return _cb_workplace_require_file (dataset, file_id, error);
  file = cb_dataset_file_new ();
  file->id = g_uuid_string_random ();
  file->title = dup_title_from_name (name);
  g_ptr_array_add (dataset->files, file);
  return file;
}

/* The name as the office wrote it, made fit to be shown and stored: valid, on one line, NFC. */
static char *
dup_clean_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (base != NULL ? base : "");
  char *name = g_utf8_normalize (shown, -1, G_NORMALIZE_NFC);

  for (char *p = name; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  return name;
}

typedef struct
{
  const char *file_id;   /* (nullable): the file to replace */
  CbDatasetFile *fresh;  /* what was taken in; its id is set when the row is */
  CbDatasetFile *answer; /* (owned) (nullable) */
  JsonObject *detail;
} TakingIn;

static void
copy_bytes_of (CbDatasetFile *file, const CbDatasetFile *fresh)
{
  g_free (file->name);
  file->name = g_strdup (fresh->name);
  g_free (file->original_sha256);
  file->original_sha256 = g_strdup (fresh->original_sha256);
  g_free (file->sha256);
  file->sha256 = g_strdup (fresh->sha256);
  file->size = fresh->size;
  g_free (file->format);
  file->format = g_strdup (fresh->format);
  g_free (file->media_type);
  file->media_type = g_strdup (fresh->media_type);
  g_free (file->encoding);
  file->encoding = g_strdup (fresh->encoding);
  g_clear_pointer (&file->recipe, g_free);
  g_clear_pointer (&file->options, g_free);
}

static gboolean
take_in_edit (
    CbWorkplace *self, CbDataset *dataset, gpointer user_data, gboolean *changed, GError **error)
{
  TakingIn *taking = user_data;
  CbDatasetFile *file = find_or_add (dataset, taking->file_id, taking->fresh->name, error);

  if (file == NULL || !_cb_workplace_void_approval (self, dataset, "file", error))
    return FALSE;
  copy_bytes_of (file, taking->fresh);
  json_object_set_string_member (taking->detail, "file", file->id);
  taking->answer = cb_dataset_file_copy (file);
  return TRUE;
}

/**
 * cb_workplace_take_in:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: (nullable): the file to replace; %NULL adds one
 * @file: what the person chose; it is never touched
 * @progress: (nullable): bytes so far
 * @user_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: %CB_ERROR_NOT_A_FILE, %CB_ERROR_UNREADABLE, %CB_ERROR_EMPTY_FILE, %CB_ERROR_FILE_CHANGED,
 *   %CB_ERROR_DISK_FULL…
 *
 * Copies the bytes into the vault under their SHA-256. Of a replaced file its id, its title and its
 * schema stay; how it was read and mended was about the bytes before, and is forgotten.
 *
 * Returns: (transfer full): the file as it is now
 */
CbDatasetFile *
cb_workplace_take_in (CbWorkplace *self,
                      const char *dataset_id,
                      const char *file_id,
                      GFile *file,
                      CbProgressFunc progress,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, dataset_id, error);
  g_autoptr (CbDatasetFile) fresh = cb_dataset_file_new ();
  g_autoptr (JsonObject) detail = json_object_new ();
  TakingIn taking = { file_id, fresh, NULL, detail };

  if (dataset == NULL
      || (file_id != NULL && _cb_workplace_require_file (dataset, file_id, error) == NULL))
    return NULL;
  fresh->name = dup_clean_name (file);
  if (!cb_vault_take_in (self->vault, file, &fresh->sha256, &fresh->size, progress, user_data,
                         cancellable, error))
    return NULL;
  if (fresh->size == 0)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_EMPTY_FILE, "%s has no bytes", fresh->name);
      return NULL;
    }
  fresh->original_sha256 = g_strdup (fresh->sha256);
  describe (self, fresh, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  json_object_set_string_member (detail, "sha256", fresh->sha256);
  json_object_set_int_member (detail, "size", (gint64)fresh->size);
  if (_cb_workplace_edit_dataset (self, dataset_id, take_in_edit, &taking, NULL, "file.taken-in",
                                  detail, error))
    return taking.answer;

  g_clear_pointer (&taking.answer, cb_dataset_file_free);
  return NULL;
}

static gboolean
remove_file_edit (
    CbWorkplace *self, CbDataset *dataset, gpointer user_data, gboolean *changed, GError **error)
{
  CbDatasetFile *file = _cb_workplace_require_file (dataset, user_data, error);

  if (file == NULL)
    return FALSE;
  if (file->published_sha256 != NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "the portal has this file");
      return FALSE;
    }
  if (!_cb_workplace_void_approval (self, dataset, "file", error))
    return FALSE;
  g_ptr_array_remove (dataset->files, file);
  return TRUE;
}

/**
 * cb_workplace_remove_file:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files
 * @error: %CB_ERROR_WRONG_STATE when the portal has it already
 *
 * Returns: whether it is no longer part of the dataset; its bytes stay in the vault
 */
gboolean
cb_workplace_remove_file (CbWorkplace *self,
                          const char *dataset_id,
                          const char *file_id,
                          GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  return _cb_workplace_edit_dataset (self, dataset_id, remove_file_edit, (gpointer)file_id, NULL,
                                     "file.removed", NULL, error);
}

/**
 * cb_workplace_open_reader:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files
 * @cancellable: (nullable): stops it
 * @error: %CB_ERROR_UNSUPPORTED, %CB_ERROR_UNSAFE, %CB_ERROR_DAMAGED…
 *
 * Returns: (transfer full): an engine over the bytes that are to be sent
 */
CbReader *
cb_workplace_open_reader (CbWorkplace *self,
                          const char *dataset_id,
                          const char *file_id,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, dataset_id, error);
  CbDatasetFile *file;

  if (dataset == NULL)
    return NULL;
  file = _cb_workplace_require_file (dataset, file_id, error);
  if (file == NULL)
    return NULL;

  return _cb_workplace_open_file (self, file, FALSE, cancellable, error);
}

/* What a mended copy was made of is kept while it is read otherwise: the sheet, and the name that
 * the file had; and what was said of single rows, of each sheet its own. */
static char *
dup_options (const CbDatasetFile *file, const CbReadOptions *options)
{
  g_autoptr (JsonObject) old
      = file->options != NULL ? cb_json_object_parse (file->options, -1, NULL) : NULL;
  static const char *const of_rows[] = { "body_end", "taken_out", "taken_in", "names" };
  g_autoptr (JsonObject) object = json_object_new ();
  const char *name = old != NULL ? cb_json_get_string (old, "original_name") : NULL;
  int sheet = options->sheet;

  if (sheet < 0 && file->recipe != NULL && old != NULL)
    sheet = (int)cb_json_get_int (old, "sheet", -1);
  if (name != NULL)
    json_object_set_string_member (object, "original_name", name);
  for (guint i = 0; old != NULL && i < G_N_ELEMENTS (of_rows); i++)
    if (json_object_has_member (old, of_rows[i])
        && (options->sheet < 0 || options->sheet == cb_json_get_int (old, "sheet", -1)))
      json_object_set_member (object, of_rows[i], json_object_dup_member (old, of_rows[i]));
  if (options->encoding != NULL)
    json_object_set_string_member (object, "encoding", options->encoding);
  if (options->delimiter != NULL)
    json_object_set_string_member (object, "delimiter", options->delimiter);
  if (options->header_row >= 0)
    json_object_set_int_member (object, "header_row", options->header_row);
  if (options->header_row >= 0 && options->header_rows > 0)
    json_object_set_int_member (object, "header_rows", options->header_rows);
  if (options->body_end > 0)
    json_object_set_int_member (object, "body_end", (gint64)options->body_end);
  keep_rows (object, "taken_out", options->taken_out, options->n_taken_out);
  keep_rows (object, "taken_in", options->taken_in, options->n_taken_in);
  if (sheet >= 0)
    json_object_set_int_member (object, "sheet", sheet);
  if (old != NULL)
    _cb_workplace_keep_sheets (old, object, sheet);

  return json_object_get_size (object) > 0 ? cb_json_object_to_string (object, FALSE) : NULL;
}

/**
 * cb_workplace_open_sheet:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files
 * @sheet: of the workbook, 0-based
 * @cancellable: (nullable): stops it
 * @error: as cb_workplace_open_reader()
 *
 * Only looks: which sheet is the table stays as it is.
 *
 * Returns: (transfer full): an engine over that sheet, read as was said of it before
 */
CbReader *
cb_workplace_open_sheet (CbWorkplace *self,
                         const char *dataset_id,
                         const char *file_id,
                         guint sheet,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, dataset_id, error);
  CbReadOptions options = { .header_row = -1, .sheet = (int)sheet };
  CbDatasetFile *file;
  char *text;

  if (dataset == NULL)
    return NULL;
  file = _cb_workplace_require_file (dataset, file_id, error);
  if (file == NULL)
    return NULL;
  text = dup_options (file, &options);
  g_free (file->options);
  file->options = text;

  return _cb_workplace_open_file (self, file, FALSE, cancellable, error);
}

typedef struct
{
  const char *file_id;
  const CbReadOptions *options;
} SettingReading;

/* What was checked and approved is on its way: what was found in it stays said of it. */
gboolean
_cb_workplace_may_read_otherwise (const CbDataset *dataset, GError **error)
{
  if (dataset->state != CB_DATASET_QUEUED)
    return TRUE;
  g_set_error (error, CB_ERROR, CB_ERROR_WRONG_STATE, "dataset %s is being sent", dataset->id);
  return FALSE;
}

static gboolean
set_reading_edit (
    CbWorkplace *self, CbDataset *dataset, gpointer user_data, gboolean *changed, GError **error)
{
  const SettingReading *setting = user_data;
  g_autoptr (GPtrArray) no_findings = g_ptr_array_new ();
  CbDatasetFile *file = _cb_workplace_require_file (dataset, setting->file_id, error);
  g_autofree char *text = NULL;

  if (file == NULL || !_cb_workplace_may_read_otherwise (dataset, error))
    return FALSE;
  text = dup_options (file, setting->options);
  g_free (file->options);
  file->options = g_steal_pointer (&text);
  /* What was found under the old reading says nothing about the new one. */
  return cb_store_replace_findings (self->store, dataset->id, file->id, "", "", no_findings, error);
}

/**
 * cb_workplace_set_reading:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files
 * @options: how the person says it is to be read; what is left out is found out again
 * @error: %CB_ERROR_WRONG_STATE while it is being sent, or why else not
 *
 * Changes how the bytes are read, not the bytes, so an approval stays.
 *
 * Returns: whether it is kept
 */
gboolean
cb_workplace_set_reading (CbWorkplace *self,
                          const char *dataset_id,
                          const char *file_id,
                          const CbReadOptions *options,
                          GError **error)
{
  SettingReading setting = { file_id, options };

  return _cb_workplace_edit_dataset (self, dataset_id, set_reading_edit, &setting, NULL,
                                     "file.reading", NULL, error);
}
