/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What whoever looks after the program is told (product.md M3). Nothing is taken out of what is
 * there: each thing that is told is put in by name, and what a person or a file may have written is
 * never read, or only to say that it is there. */

#include "config.h"

#include "core/workplace/cb-workplace-support.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/cb-json.h"
#include "base/cb-load.h"
#include "base/cb-save.h"
#include "base/cb-zip-writer.h"
#include "core/platform/cb-directories.h"
#include "core/platform/cb-log.h"
#include "core/queue/cb-limits.h"
#include "core/store/cb-journal.h"
#include "core/store/cb-store-shape.h"
#include "core/workplace/cb-workplace-private.h"

/* The log has two files of at most 1 MiB. */
#define MAX_LOG (2 * 1024 * 1024)

static void
free_part (gpointer data)
{
  CbSupportPart *part = data;

  g_free (part->name);
  g_free (part->text);
  g_free (part);
}

static void
take_part (GPtrArray *parts, const char *name, char *text)
{
  CbSupportPart *part = g_new0 (CbSupportPart, 1);

  part->name = g_strdup (name);
  part->text = text;
  g_ptr_array_add (parts, part);
}

static void
take_object (GPtrArray *parts, const char *name, JsonObject *object)
{
  g_autofree char *text = cb_json_object_to_string (object, TRUE);

  take_part (parts, name, g_strconcat (text, "\n", NULL));
  json_object_unref (object);
}

static const char *
name_problem (const GError *error)
{
  if (error->domain == CB_ERROR)
    return cb_error_code_name ((CbError)error->code);

  return "failed";
}

static JsonObject *
describe_problem (const GError *error)
{
  JsonObject *object = json_object_new ();
  g_autofree char *message = cb_log_dup_masked (error->message);

  json_object_set_string_member (object, "error", name_problem (error));
  json_object_set_string_member (object, "message", message);
  return object;
}

static void
add_space (JsonObject *object, const char *root)
{
  g_autoptr (GFile) folder = g_file_new_for_path (root);
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info (
      folder, G_FILE_ATTRIBUTE_FILESYSTEM_FREE "," G_FILE_ATTRIBUTE_FILESYSTEM_TYPE, NULL, NULL);

  if (info == NULL)
    return;
  json_object_set_int_member (
      object, "diskFree",
      (gint64)g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE));
  if (g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_TYPE))
    json_object_set_string_member (
        object, "diskType",
        g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_FILESYSTEM_TYPE));
}

/* Whether files can be read is said by trying, as the settings do. */
static void
add_system (GPtrArray *parts, const char *root, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = cb_workplace_try_reading (cancellable, &error);
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  JsonObject *object = json_object_new ();
  g_autofree char *glib
      = g_strdup_printf ("%u.%u.%u", glib_major_version, glib_minor_version, glib_micro_version);
  g_autofree char *now = cb_time_to_iso8601 (g_get_real_time ());

  json_object_set_string_member (object, "program", CB_VERSION);
  json_object_set_string_member (object, "made", now);
  json_object_set_string_member (object, "system", system != NULL ? system : "");
  json_object_set_string_member (object, "glib", glib);
  json_object_set_string_member (object, "language", g_get_language_names ()[0]);
  json_object_set_int_member (object, "processors", (gint64)g_get_num_processors ());
  add_space (object, root);
  if (reader != NULL)
    {
      g_autofree char *report = cb_workplace_describe_system (cb_reader_get_info (reader), NULL);

      json_object_set_string_member (object, "reading", g_strchomp (report));
      cb_reader_close (reader);
    }
  else
    {
      json_object_set_object_member (object, "reading", describe_problem (error));
    }
  take_object (parts, "system.json", object);
}

/* Settings of which the value says nothing about anybody, if it is one of those that are meant. */
static char *
dup_harmless (CbWorkplace *self, const char *name, const char *value)
{
  static const char *const switches[]
      = { "lead-agency", "one-person", "reminders", "setup-done", CB_SETTING_QUIET_STOP, NULL };
  guint from, until;
  guint64 rate;

  if (g_strv_contains (switches, name))
    return g_strdup (g_str_equal (value, "true") || g_str_equal (value, "false") ? value : NULL);
  if (g_str_equal (name, CB_SETTING_QUIET_HOURS) && cb_limits_parse_hours (value, &from, &until))
    return g_strdup_printf ("%02u:%02u-%02u:%02u", from / 60, from % 60, until / 60, until % 60);
  if (g_str_equal (name, CB_SETTING_RATE_LIMIT) && cb_limits_parse_rate (value, &rate))
    return g_strdup_printf ("%" G_GUINT64_FORMAT, rate);
  if (g_str_equal (name, "reminder-days") && strspn (value, "0123456789, ") == strlen (value))
    return g_strdup (value);
  /* Those that come with the program are public texts; an agency's own may be named after it. */
  for (guint i = 0; g_str_equal (name, "profile") && i < self->shipped_profiles->len; i++)
    if (g_str_equal (value, cb_profile_get_id (g_ptr_array_index (self->shipped_profiles, i))))
      return g_strdup (value);

  return NULL;
}

static void
add_settings (GPtrArray *parts, CbWorkplace *self)
{
  static const char *const names[] = {
    "agency",
    "lead-agency",
    "one-person",
    "operator-contact",
    "person",
    "plan",
    "profile",
    "reminder-days",
    "reminders",
    "setup-done",
    CB_SETTING_AGENCIES,
    CB_SETTING_CERTIFICATES,
    CB_SETTING_CHANGES,
    CB_SETTING_HOLIDAYS,
    CB_SETTING_PORTAL,
    CB_SETTING_PROFILES,
    CB_SETTING_QUIET_HOURS,
    CB_SETTING_QUIET_STOP,
    CB_SETTING_RATE_LIMIT,
  };
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "mode",
                                 self->mode == CB_MODE_PRACTICE ? "practice" : "real");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = cb_workplace_dup_setting (self, names[i]);
      g_autofree char *shown = value != NULL ? dup_harmless (self, names[i], value) : NULL;

      json_object_set_string_member (object, names[i],
                                     shown != NULL   ? shown
                                     : value != NULL ? "(set)"
                                                     : "(not set)");
    }
  take_object (parts, "settings.json", object);
}

static void
add_store (GPtrArray *parts, CbWorkplace *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) counts = cb_store_list_counts (self->store, &error);
  JsonObject *object = json_object_new ();
  gint64 version = 0;

  if (cb_store_get_version (self->store, &version, NULL))
    json_object_set_int_member (object, "schema", version);
  for (guint i = 0; counts != NULL && i < counts->len; i++)
    {
      const CbCount *count = g_ptr_array_index (counts, i);

      json_object_set_int_member (object, count->what, count->count);
    }
  if (counts == NULL)
    json_object_set_object_member (object, "problem", describe_problem (error));
  take_object (parts, "store.json", object);
}

/* `job.queued`: a word of the program's own. */
static gboolean
is_kind (const char *text)
{
  return strlen (text) <= 40 && strspn (text, "abcdefghijklmnopqrstuvwxyz.-_") == strlen (text);
}

/* When something happened, and what kind of thing: neither to whom nor what of. */
static void
add_journal (GPtrArray *parts, CbWorkplace *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  gint64 n_rows = 0;

  if (cb_workplace_verify_journal (self, &n_rows, &error))
    g_string_append_printf (text, "# chain: whole, %" G_GINT64_FORMAT " rows\n", n_rows);
  else
    g_string_append_printf (text, "# chain: holds for %" G_GINT64_FORMAT " rows, then: %s\n",
                            n_rows, name_problem (error));
  g_string_append (text, "row,time,event\n");
  rows = cb_workplace_list_journal (self, NULL, NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const CbJournalRow *row = g_ptr_array_index (rows, i);
      g_autofree char *when = cb_time_to_iso8601 (row->at_us);

      g_string_append_printf (text, "%" G_GINT64_FORMAT ",%s,%s\n", row->sequence, when,
                              is_kind (row->event) ? row->event : "…");
    }
  take_part (parts, "journal.csv", g_string_free (g_steal_pointer (&text), FALSE));
}

static void
set_time (JsonObject *object, const char *name, gint64 us)
{
  g_autofree char *text = us != 0 ? cb_time_to_iso8601 (us) : NULL;

  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

/* `2.11.3`: what a portal says of itself may be anything. */
static gboolean
is_version (const char *text)
{
  return strlen (text) <= 16 && strspn (text, "0123456789.ab") == strlen (text);
}

static JsonArray *
list_accounts (GPtrArray *accounts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < accounts->len; i++)
    {
      const CbAccount *account = g_ptr_array_index (accounts, i);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "number", i + 1);
      json_object_set_string_member (
          object, "kind", account->kind != NULL && is_kind (account->kind) ? account->kind : "…");
      if (account->version != NULL)
        json_object_set_string_member (object, "version",
                                       is_version (account->version) ? account->version : "…");
      json_object_set_string_member (object, "tokenHeader",
                                     cb_token_header_name (account->token_header));
      set_time (object, "tokenExpires", account->token_expires_us);
      json_object_set_int_member (object, "maxBytes", (gint64)account->max_bytes);
      if (account->held != NULL)
        json_object_set_string_member (
            object, "held", cb_error_code_name (cb_error_code_from_name (account->held)));
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
list_attempts (CbWorkplace *self, const CbJob *job)
{
  g_autoptr (GPtrArray) attempts = cb_workplace_list_attempts (self, job->id, NULL);
  JsonArray *array = json_array_new ();

  for (guint i = 0; attempts != NULL && i < attempts->len; i++)
    {
      const CbAttempt *attempt = g_ptr_array_index (attempts, i);
      JsonObject *object = json_object_new ();

      set_time (object, "time", attempt->at_us);
      json_object_set_string_member (object, "step", cb_job_state_name (attempt->step));
      json_object_set_string_member (object, "what", is_kind (attempt->what) ? attempt->what : "…");
      json_object_set_string_member (
          object, "outcome",
          g_str_equal (attempt->outcome, "ok")
              ? "ok"
              : cb_error_code_name (cb_error_code_from_name (attempt->outcome)));
      json_array_add_object_element (array, object);
    }

  return array;
}

static gint64
find_account (GPtrArray *accounts, const char *id)
{
  for (guint i = 0; i < accounts->len; i++)
    if (g_strcmp0 (((CbAccount *)g_ptr_array_index (accounts, i))->id, id) == 0)
      return i + 1;

  return 0;
}

static JsonArray *
list_jobs (CbWorkplace *self, GPtrArray *accounts, GPtrArray *jobs)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < jobs->len; i++)
    {
      const CbJob *job = g_ptr_array_index (jobs, i);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "number", i + 1);
      json_object_set_int_member (object, "account", find_account (accounts, job->account_id));
      json_object_set_string_member (object, "state", cb_job_state_name (job->state));
      json_object_set_boolean_member (object, "paused", job->paused);
      if (job->has_reason)
        json_object_set_string_member (object, "reason", cb_error_code_name (job->reason));
      json_object_set_int_member (object, "bytesDone", (gint64)job->bytes_done);
      json_object_set_int_member (object, "bytesTotal", (gint64)job->bytes_total);
      set_time (object, "created", job->created_us);
      set_time (object, "notBefore", job->not_before_us);
      set_time (object, "finished", job->finished_us);
      json_object_set_array_member (object, "attempts", list_attempts (self, job));
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
add_queue (GPtrArray *parts, CbWorkplace *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = cb_workplace_list_accounts (self, &error);
  g_autoptr (GPtrArray) jobs = accounts != NULL ? cb_workplace_list_jobs (self, &error) : NULL;
  JsonObject *object = json_object_new ();

  if (jobs != NULL)
    {
      json_object_set_array_member (object, "accounts", list_accounts (accounts));
      json_object_set_array_member (object, "jobs", list_jobs (self, accounts, jobs));
    }
  else
    {
      json_object_set_object_member (object, "problem", describe_problem (error));
    }
  take_object (parts, "queue.json", object);
}

static void
append_log (GString *text, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gsize length = 0;
  g_autofree char *log = cb_load_contents (file, MAX_LOG, &length, NULL, NULL);
  g_auto (GStrv) lines = NULL;

  if (log == NULL || !g_utf8_validate (log, (gssize)length, NULL))
    return;
  lines = g_strsplit (log, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      {
        g_autofree char *masked = cb_log_dup_masked (g_strchomp (lines[i]));

        g_string_append_printf (text, "%s\n", masked);
      }
}

static void
add_log (GPtrArray *parts, const char *root)
{
  g_autofree char *folder = g_path_get_dirname (root);
  g_autoptr (GString) text = g_string_new (NULL);

  append_log (text, folder, CB_LOG_FILE_NAME ".1");
  append_log (text, folder, CB_LOG_FILE_NAME);
  if (text->len > 0)
    take_part (parts, "log.txt", g_string_free (g_steal_pointer (&text), FALSE));
}

static char *
dup_contents (void)
{
  return g_strconcat (
      _ ("What is in this bundle, for whoever looks after the program:"), "\n\n",
      _ ("• version of the program, the system, how files are read, free space on the disk"), "\n",
      _ ("• settings: switches and limits; of all others only whether they are set"), "\n",
      _ ("• how many datasets, files, findings, records there are, and in which state"), "\n",
      _ ("• the journal: when something happened and what kind of thing, and whether its chain "
         "holds"),
      "\n", _ ("• the queue: states, times, bytes, and how each attempt ended"), "\n",
      _ ("• the log of the program, if it keeps one: only words that every program says"), "\n\n",
      _ ("What is not in it: data, names of files, of datasets, of people, of agencies and of "
         "portals, addresses, access codes, what anybody wrote."),
      "\n", NULL);
}

/**
 * cb_workplace_make_support:
 * @self: (nullable): a workplace; %NULL where it could not be opened
 * @problem: (nullable): why not
 * @root: (nullable): the folder of all data where there is no @self; %NULL: the user's
 * @cancellable: (nullable): stops the trying
 *
 * What whoever looks after the program has to know and nothing else: no secret, no value of a file,
 * no name that a person gave (product.md M3). The first part says so, to be read before it is
 * saved. Reads files and the store; for a worker thread.
 *
 * Returns: (transfer full) (element-type CbSupportPart): the files of the bundle
 */
GPtrArray *
cb_workplace_make_support (CbWorkplace *self,
                           const GError *problem,
                           const char *root,
                           GCancellable *cancellable)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (free_part);
  g_autofree char *own = cb_directories_dup_root ("real");
  const char *folder = self != NULL ? self->root : own;
  g_autofree char *below = NULL;

  if (self == NULL && root != NULL)
    folder = below = g_build_filename (root, "real", NULL);
  take_part (parts, "contents.txt", dup_contents ());
  add_system (parts, folder, cancellable);
  if (self != NULL)
    {
      add_settings (parts, self);
      add_store (parts, self);
      add_journal (parts, self);
      add_queue (parts, self);
    }
  else if (problem != NULL)
    {
      take_object (parts, "problem.json", describe_problem (problem));
    }
  add_log (parts, folder);

  return parts;
}

/**
 * cb_support_save:
 * @parts: (element-type CbSupportPart): what cb_workplace_make_support() made
 * @file: where the person wants the ZIP; whether it may be replaced was asked before
 * @cancellable: (nullable): to stop
 * @error: as of cb_save_contents()
 *
 * Returns: whether it is written
 */
gboolean
cb_support_save (GPtrArray *parts, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (CbZipWriter) writer = cb_zip_writer_new_in_memory (bytes);

  for (guint i = 0; i < parts->len; i++)
    {
      const CbSupportPart *part = g_ptr_array_index (parts, i);

      if (!cb_zip_writer_add (writer, part->name, TRUE, part->text, error))
        return FALSE;
    }

  return cb_zip_writer_end (writer, error)
         && cb_save_contents (file, bytes->data, bytes->len, cancellable, error);
}
