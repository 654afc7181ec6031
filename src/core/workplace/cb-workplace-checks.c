/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include <glib/gstdio.h>

#include "base/cb-error.h"
#include "base/cb-finding-codes.h"
#include "base/cb-place-label.h"
#include "base/cb-protocol.h"
#include "core/rules/cb-rules.h"
#include "core/store/cb-journal.h"
#include "core/workplace/cb-workplace-package.h"

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const CbFinding *one = *(const CbFinding *const *)a;
  const CbFinding *other = *(const CbFinding *const *)b;

  if (one->severity != other->severity)
    return (int)other->severity - (int)one->severity;
  return 0;
}

/* Which file of the dataset a finding is about; the window goes there. */
static void
name_file (GPtrArray *findings, const char *file_id)
{
  for (guint i = 0; i < findings->len; i++)
    cb_finding_set_argument (g_ptr_array_index (findings, i), "file", file_id);
}

/* A file that the engine could not read safely is a finding, not an error: the person sees it
 * beside the others and goes on with something else. */
static GPtrArray *
make_unreadable (const GError *error)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_finding_free);
  CbFinding *finding
      = cb_finding_new (cb_finding_codes_name (CB_FINDING_UNSAFE_FILE), CB_SEVERITY_BLOCKER);

  cb_finding_set_argument (
      finding, "error",
      cb_error_code_name (error->domain == CB_ERROR ? (CbError)error->code : CB_ERROR_FAILED));
  g_ptr_array_add (findings, finding);
  return findings;
}

static gboolean
is_about_file (const GError *error)
{
  return g_error_matches (error, CB_ERROR, CB_ERROR_UNSAFE)
         || g_error_matches (error, CB_ERROR, CB_ERROR_UNSUPPORTED)
         || g_error_matches (error, CB_ERROR, CB_ERROR_EMPTY_FILE)
         || g_error_matches (error, CB_ERROR, CB_ERROR_ENCRYPTED) || cb_error_is_broken_file (error)
         || g_error_matches (error, CB_ERROR, CB_ERROR_TOO_MUCH)
         || g_error_matches (error, CB_ERROR, CB_ERROR_XML_DTD)
         || g_error_matches (error, CB_ERROR, CB_ERROR_ZIP_OVERLAP)
         || g_error_matches (error, CB_ERROR, CB_ERROR_FILE_CHANGED);
}

/* A list that is missing or no text is not held against anything; the engine judges what is in it.
 */
static char *
load_list (const char *name)
{
  g_autofree char *path = cb_workplace_dup_data_path (name);
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, NULL)
      || !g_utf8_validate (text, (gssize)length, NULL))
    return NULL;

  return g_steal_pointer (&text);
}

/* Half a megabyte that few tables need. */
static gboolean
has_communes (CbReader *reader)
{
  GStrv columns = cb_reader_get_info (reader)->columns;

  for (guint i = 0; columns != NULL && columns[i] != NULL; i++)
    {
      CbPlaceLevel level;
      CbPlaceTime time;
      gboolean is_code;

      if (cb_place_label_read (columns[i], &level, &is_code, &time) && level != CB_PLACE_PROVINCE)
        return TRUE;
    }

  return FALSE;
}

static GPtrArray *
check_reader (CbReader *reader,
              CbProfile *profile,
              const char *schema,
              guint64 *more,
              CbProgressFunc progress,
              gpointer user_data,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *places = load_list ("lists/provinces.tsv");
  g_autofree char *communes = has_communes (reader) ? load_list ("lists/communes.tsv") : NULL;
  const CbCheckAgainst against = {
    .allowed_formats = profile != NULL ? cb_profile_get_allowed_formats (profile) : NULL,
    .schema = schema,
    .places = places,
    .communes = communes,
  };

  return cb_reader_check (reader, &against, more, progress, user_data, cancellable, error);
}

/* @format, @encoding: (out): what the bytes are, left alone when that could not be told */
static GPtrArray *
check_bytes (CbWorkplace *self,
             const CbDatasetFile *file,
             char **format,
             char **encoding,
             CbProgressFunc progress,
             gpointer user_data,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CbReader) reader
      = _cb_workplace_open_file (self, file, FALSE, cancellable, &local_error);
  g_autoptr (CbProfile) profile = cb_workplace_dup_profile (self);
  g_autofree char *schema = _cb_workplace_dup_kept_schema (file);
  GPtrArray *findings = NULL;
  guint64 more = 0;

  if (reader != NULL)
    {
      findings = check_reader (reader, profile, schema, &more, progress, user_data, cancellable,
                               &local_error);
      *format = g_strdup (cb_reader_get_info (reader)->format);
      *encoding = g_strdup (cb_reader_get_info (reader)->encoding);
      cb_reader_close (reader);
    }
  if (findings == NULL && is_about_file (local_error))
    findings = make_unreadable (local_error);
  else if (findings == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return findings;
}

/* What is known of @dataset without reading a byte: stored findings, the rules about the dataset
 * itself, waivers. */
static GPtrArray *
collect (CbWorkplace *self, const CbDataset *dataset, gboolean *current, GError **error)
{
  g_autoptr (GPtrArray) all = cb_store_list_findings (self->store, dataset->id,
                                                      CB_PROTOCOL_RULES_VERSION, current, error);
  g_autoptr (CbProfile) profile = cb_workplace_dup_profile (self);
  g_autoptr (CbCatalogItem) item = NULL;

  if (all == NULL)
    return NULL;
  item = cb_workplace_get_item_of (self, dataset);
  cb_rules_complete_findings (profile, dataset, item, all);
  if (!cb_store_apply_waivers (self->store, dataset->id, all, error))
    return NULL;
  g_ptr_array_sort (all, compare_findings);

  return g_steal_pointer (&all);
}

/* Splits one progress over several files. */
typedef struct
{
  CbProgressFunc progress;
  gpointer user_data;
  guint64 before;
  guint64 total;
} Share;

static void
on_shared_progress_cb (guint64 done, guint64 total, gpointer user_data)
{
  Share *share = user_data;

  if (share->progress != NULL)
    share->progress (share->before + done, share->total, share->user_data);
}

typedef struct
{
  const CbDataset *dataset;
  const CbDatasetFile *file; /* as it was read */
  GPtrArray *found;          /* (owned) (nullable) */
  char *format;              /* (owned) (nullable): as it was found */
  char *encoding;            /* (owned) (nullable) */
} Keeping;

static void
clear_keeping (Keeping *keeping)
{
  g_clear_pointer (&keeping->found, g_ptr_array_unref);
  g_free (keeping->format);
  g_free (keeping->encoding);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Keeping, clear_keeping)

/* Where no process could be started when it was taken in, nobody knows yet what the file is. */
static gboolean
keep_format (CbStore *store, Keeping *keeping, CbDataset *now, CbDatasetFile *file, GError **error)
{
  if (keeping->format == NULL || !g_str_equal (file->format, "binary")
      || g_str_equal (keeping->format, "binary")
      || (now->state != CB_DATASET_PREPARING && now->state != CB_DATASET_RETURNED))
    return TRUE;
  _cb_workplace_set_format (file, keeping->format);
  g_free (file->encoding);
  file->encoding = g_strdup (keeping->encoding);

  return cb_store_save_dataset (store, now, error);
}

/* Of a file that was replaced, mended, taken away or given another reading meanwhile nothing is
 * kept: it is simply not checked yet. */
static gboolean
keep_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  Keeping *keeping = user_data;
  g_autoptr (CbDataset) now = cb_store_get_dataset (store, keeping->dataset->id, error);
  CbDatasetFile *file = NULL;

  if (now == NULL)
    return FALSE;
  file = cb_dataset_find_file (now, keeping->file->id);
  if (file == NULL || g_strcmp0 (file->sha256, keeping->file->sha256) != 0
      || g_strcmp0 (file->options, keeping->file->options) != 0
      || g_strcmp0 (file->schema, keeping->file->schema) != 0
      || (file->recipe == NULL) != (keeping->file->recipe == NULL))
    return TRUE;
  return keep_format (store, keeping, now, file, error)
         && cb_store_replace_findings (store, now->id, file->id, file->sha256,
                                       CB_PROTOCOL_RULES_VERSION, keeping->found, error);
}

/**
 * cb_workplace_check:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @progress: (nullable): bytes so far, over all files
 * @user_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: why not; a file that cannot be read is a finding, not an error
 *
 * Checks every file and keeps what was found with its bytes.
 *
 * Returns: (transfer full) (element-type CbFinding): the worst first, with clauses and waivers
 */
GPtrArray *
cb_workplace_check (CbWorkplace *self,
                    const char *dataset_id,
                    CbProgressFunc progress,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, dataset_id, error);
  g_autoptr (CbDataset) now = NULL;
  Share share = { progress, user_data, 0, 0 };
  gboolean current;

  if (dataset == NULL)
    return NULL;
  for (guint i = 0; i < dataset->files->len; i++)
    share.total += ((CbDatasetFile *)g_ptr_array_index (dataset->files, i))->size;
  for (guint i = 0; i < dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (dataset->files, i);
      g_auto (Keeping) keeping = { dataset, file, NULL, NULL, NULL };

      keeping.found = check_bytes (self, file, &keeping.format, &keeping.encoding,
                                   on_shared_progress_cb, &share, cancellable, error);
      if (keeping.found == NULL
          || !_cb_workplace_add_drift (self, dataset, file, keeping.found, cancellable, error))
        return NULL;
      name_file (keeping.found, file->id);
      if (!cb_store_run (self->store, keep_in_transaction, &keeping, error))
        return NULL;
      share.before += file->size;
    }
  _cb_workplace_changed (self, "datasets");
  now = cb_workplace_get_dataset (self, dataset_id, error);

  return now != NULL ? collect (self, now, &current, error) : NULL;
}

/**
 * cb_workplace_list_findings:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @current: (out) (optional): %FALSE when a file changed since it was checked, or the rules did
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbFinding): what is known without checking again
 */
GPtrArray *
cb_workplace_list_findings (CbWorkplace *self,
                            const char *dataset_id,
                            gboolean *current,
                            GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, dataset_id, error);
  gboolean is_current;

  if (dataset == NULL)
    return NULL;
  return collect (self, dataset, current != NULL ? current : &is_current, error);
}

/* Without a workplace, with the law that holds everywhere behind it. */
static CbProfile *
load_profile (const char *id, GError **error)
{
  g_autofree char *path = cb_workplace_dup_data_path ("profiles");
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GPtrArray) profiles = cb_profile_load_all (folder, NULL, error);
  CbProfile *profile = profiles != NULL ? cb_profile_find (profiles, id) : NULL;

  if (profiles != NULL && profile == NULL)
    g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "there is no profile %s", id);

  return profile != NULL ? g_object_ref (profile) : NULL;
}

/* An ordinary file, wherever it lies. */
CbReader *
_cb_workplace_read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_file_get_basename (file);
  CbReadOptions options = { .name = name, .header_row = -1, .sheet = -1 };
  CbReader *reader;
  int fd;

  if (path == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_UNREADABLE, "not on this computer");
      return NULL;
    }
  fd = cb_reader_open_path (path, error);
  if (fd < 0)
    return NULL;
  reader = cb_reader_open (fd, &options, cancellable, error);
  g_close (fd, NULL);
  return reader;
}

/**
 * cb_workplace_check_file:
 * @file: any file
 * @profile_id: (nullable): check for this profile
 * @schema: (nullable): hold its table against this Table Schema
 * @more: (out) (optional): found but not listed
 * @progress: (nullable): bytes so far
 * @user_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: %CB_ERROR_UNREADABLE, %CB_ERROR_NOT_A_FILE, %CB_ERROR_EMPTY_FILE, %CB_ERROR_UNSAFE…
 *
 * Checks a file where it is, without keeping anything of it.
 *
 * Returns: (transfer full) (element-type CbFinding): the worst first
 */
GPtrArray *
cb_workplace_check_file (GFile *file,
                         const char *profile_id,
                         const char *schema,
                         guint64 *more,
                         CbProgressFunc progress,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (CbProfile) profile = NULL;
  g_autoptr (CbReader) reader = NULL;
  GPtrArray *findings;
  guint64 uncounted = 0;

  if (profile_id != NULL)
    {
      profile = load_profile (profile_id, error);
      if (profile == NULL)
        return NULL;
    }
  reader = _cb_workplace_read_file (file, cancellable, error);
  if (reader == NULL)
    return NULL;
  findings = check_reader (reader, profile, schema, more != NULL ? more : &uncounted, progress,
                           user_data, cancellable, error);
  cb_reader_close (reader);
  if (findings != NULL)
    {
      cb_rules_complete_findings (profile, NULL, NULL, findings);
      g_ptr_array_sort (findings, compare_findings);
    }
  return findings;
}

typedef struct
{
  const CbDataset *dataset;
  const char *key;
  const char *person;
  const char *reason; /* (nullable): takes the waiver back */
} Waiver;

static gboolean
waive_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  Waiver *waiver = user_data;
  g_autoptr (JsonObject) detail = json_object_new ();

  json_object_set_string_member (detail, "finding", waiver->key);
  if (waiver->reason == NULL)
    return cb_store_remove_waiver (store, waiver->dataset->id, waiver->key, error)
           && cb_journal_append (store, waiver->person, "finding.unwaived", waiver->dataset->id,
                                 detail, error);

  json_object_set_string_member (detail, "reason", waiver->reason);
  return cb_store_add_waiver (store, waiver->dataset->id, waiver->key, waiver->person,
                              waiver->reason, error)
         && cb_journal_append (store, waiver->person, "finding.waived", waiver->dataset->id, detail,
                               error);
}

static gboolean
is_waivable (GPtrArray *findings, const char *key, GError **error)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *own_key = cb_finding_dup_key (finding);

      if (g_str_equal (own_key, key) && finding->severity == CB_SEVERITY_WARNING)
        return TRUE;
    }
  g_set_error (error, CB_ERROR, CB_ERROR_BLOCKED, "%s is no warning of this dataset", key);
  return FALSE;
}

/**
 * cb_workplace_waive:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @finding_key: cb_finding_dup_key() of a warning
 * @person: who answers for it
 * @reason: why it may stay
 * @error: %CB_ERROR_BLOCKED for what is no warning, %CB_ERROR_INVALID without name or reason
 *
 * Returns: whether it is waived
 */
gboolean
cb_workplace_waive (CbWorkplace *self,
                    const char *dataset_id,
                    const char *finding_key,
                    const char *person,
                    const char *reason,
                    GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, dataset_id, error);
  g_autofree char *clean_person = g_strstrip (g_strdup (person != NULL ? person : ""));
  g_autofree char *clean_reason = g_strstrip (g_strdup (reason != NULL ? reason : ""));
  g_autoptr (GPtrArray) findings = NULL;
  Waiver waiver = { dataset, finding_key, clean_person, clean_reason };

  if (dataset == NULL)
    return FALSE;
  if (clean_person[0] == '\0' || clean_reason[0] == '\0')
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "a waiver needs a name and a reason");
      return FALSE;
    }
  findings = cb_workplace_list_findings (self, dataset_id, NULL, error);
  if (findings == NULL || !is_waivable (findings, finding_key, error)
      || !cb_store_run (self->store, waive_in_transaction, &waiver, error))
    return FALSE;
  _cb_workplace_changed (self, "datasets");
  return TRUE;
}

/* The key that the store has: the finding's own, or the wide one of an older waiver. */
static char *
dup_kept_key (CbWorkplace *self, const char *dataset_id, const char *key, GError **error)
{
  g_autoptr (GPtrArray) findings = cb_workplace_list_findings (self, dataset_id, NULL, error);
  g_autoptr (GPtrArray) waivers
      = findings != NULL ? cb_store_list_waivers (self->store, dataset_id, error) : NULL;

  if (waivers == NULL)
    return NULL;
  for (guint i = 0; i < waivers->len; i++)
    if (g_str_equal (((CbWaiver *)g_ptr_array_index (waivers, i))->key, key))
      return g_strdup (key);
  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *own = cb_finding_dup_key (finding);

      if (g_str_equal (own, key))
        return cb_finding_dup_wide_key (finding);
    }

  return g_strdup (key);
}

static gboolean
unwaive_edit (
    CbWorkplace *self, CbDataset *dataset, gpointer user_data, gboolean *changed, GError **error)
{
  Waiver waiver = { dataset, user_data, "", NULL };

  return _cb_workplace_void_approval (self, dataset, "waiver", error)
         && waive_in_transaction (self->store, &waiver, error);
}

/**
 * cb_workplace_unwaive:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @finding_key: of a waived warning
 * @error: why not
 *
 * An approval that was given in view of the waiver is void with it.
 *
 * Returns: whether it is open again
 */
gboolean
cb_workplace_unwaive (CbWorkplace *self,
                      const char *dataset_id,
                      const char *finding_key,
                      GError **error)
{
  g_autofree char *kept = dup_kept_key (self, dataset_id, finding_key, error);

  return kept != NULL
         && _cb_workplace_edit_dataset (self, dataset_id, unwaive_edit, kept, NULL,
                                        "dataset.changed", NULL, error);
}
