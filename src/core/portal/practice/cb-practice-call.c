/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-call.h"

#include <glib/gstdio.h>

#include "base/cb-json.h"

static void
free_upload (gpointer data)
{
  CbPracticeUpload *upload = data;

  if (upload->path != NULL)
    g_unlink (upload->path);
  g_free (upload->field);
  g_free (upload->file_name);
  g_free (upload->content_type);
  g_free (upload->path);
  g_free (upload);
}

/**
 * cb_practice_call_new:
 *
 * Returns: (transfer full): a call without anything, that would answer 200
 */
CbPracticeCall *
cb_practice_call_new (void)
{
  CbPracticeCall *self = g_new0 (CbPracticeCall, 1);

  self->data = json_object_new ();
  self->uploads = g_ptr_array_new_with_free_func (free_upload);
  self->status = 200;

  return self;
}

/**
 * cb_practice_call_free:
 * @self: (transfer full): a call; uploads that were not kept are removed from the disk
 */
void
cb_practice_call_free (CbPracticeCall *self)
{
  g_clear_pointer (&self->data, json_object_unref);
  g_clear_pointer (&self->fields, json_object_unref);
  g_ptr_array_unref (self->uploads);
  g_free (self->message);
  g_free (self);
}

static gpointer
fail (CbPracticeCall *self, guint status, const char *type, const char *message)
{
  self->status = status;
  self->type = type;
  g_free (self->message);
  self->message = g_strdup (message);

  return NULL;
}

/**
 * cb_practice_call_deny:
 * @self: a call
 * @format: what is not allowed, after "Access denied: "
 *
 * Returns: %NULL
 */
gpointer
cb_practice_call_deny (CbPracticeCall *self, const char *format, ...)
{
  g_autofree char *what = NULL;
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  message = g_strconcat ("Access denied: ", what, NULL);

  return fail (self, 403, "Authorization Error", message);
}

/**
 * cb_practice_call_not_found:
 * @self: a call
 * @message: what CKAN says
 *
 * Returns: %NULL
 */
gpointer
cb_practice_call_not_found (CbPracticeCall *self, const char *message)
{
  return fail (self, 404, "Not Found Error", message);
}

/**
 * cb_practice_call_crash:
 * @self: a call
 *
 * What CKAN answers to an exception that nobody thought of.
 *
 * Returns: %NULL
 */
gpointer
cb_practice_call_crash (CbPracticeCall *self)
{
  return fail (self, 500, "Internal Server Error", "Internal Server Error");
}

/**
 * cb_practice_call_malformed:
 * @self: a call
 * @message: what CKAN says
 *
 * What was sent cannot even be validated: 400.
 *
 * Returns: %NULL
 */
gpointer
cb_practice_call_malformed (CbPracticeCall *self, const char *message)
{
  return fail (self, 400, "Integrity Error", message);
}

/**
 * cb_practice_call_reject:
 * @self: a call
 * @fields: (transfer none): field to messages
 *
 * Returns: %NULL
 */
gpointer
cb_practice_call_reject (CbPracticeCall *self, JsonObject *fields)
{
  g_clear_pointer (&self->fields, json_object_unref);
  self->fields = json_object_ref (fields);

  return fail (self, 409, "Validation Error", NULL);
}

/**
 * cb_practice_call_reject_field:
 * @self: a call
 * @field: the only field that is wrong
 * @message: what is wrong with it
 *
 * Returns: %NULL
 */
gpointer
cb_practice_call_reject_field (CbPracticeCall *self, const char *field, const char *message)
{
  g_autoptr (JsonObject) fields = json_object_new ();

  cb_practice_add_message (fields, field, message);
  return cb_practice_call_reject (self, fields);
}

/**
 * cb_practice_add_message:
 * @fields: field to lists of messages
 * @field: which
 * @message: one more
 */
void
cb_practice_add_message (JsonObject *fields, const char *field, const char *message)
{
  JsonArray *messages = cb_json_get_array (fields, field);

  if (messages == NULL)
    {
      messages = json_array_new ();
      json_object_set_array_member (fields, field, messages);
    }
  json_array_add_string_element (messages, message);
}

/**
 * cb_practice_call_get_user_name:
 * @self: a call
 *
 * Returns: (transfer none): who asks, "" for anybody
 */
const char *
cb_practice_call_get_user_name (CbPracticeCall *self)
{
  const char *name = cb_json_get_string (self->user, "name");

  return name != NULL ? name : "";
}

/**
 * cb_practice_call_find_upload:
 * @self: a call
 * @field: of the form
 *
 * Returns: (transfer none) (nullable): the file sent under that name
 */
CbPracticeUpload *
cb_practice_call_find_upload (CbPracticeCall *self, const char *field)
{
  for (guint i = 0; i < self->uploads->len; i++)
    {
      CbPracticeUpload *upload = g_ptr_array_index (self->uploads, i);

      if (g_str_equal (upload->field, field))
        return upload;
    }

  return NULL;
}

/**
 * cb_practice_now:
 *
 * Returns: (transfer full): the time as CKAN writes it: UTC without saying so (portals.md R12)
 */
char *
cb_practice_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *seconds = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%06d", seconds, g_date_time_get_microsecond (now));
}
