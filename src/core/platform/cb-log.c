/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-log.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/cb-error.h"
#include "core/platform/cb-files.h"

/* A message of a library may be as long as it likes. */
#define MAX_MESSAGE 2000

static const char *
find_text (const GLogField *fields, gsize n_fields, const char *key, gsize *length)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, key) && fields[i].value != NULL)
      {
        *length = fields[i].length < 0 ? strlen (fields[i].value) : (gsize)fields[i].length;
        return fields[i].value;
      }

  *length = 0;
  return "";
}

static const char *
name_level (GLogLevelFlags level)
{
  if ((level & G_LOG_LEVEL_ERROR) != 0)
    return "error";
  if ((level & G_LOG_LEVEL_CRITICAL) != 0)
    return "critical";
  return (level & G_LOG_LEVEL_WARNING) != 0 ? "warning" : "message";
}

/**
 * cb_log_dup_line:
 * @level: how grave
 * @fields: (array length=n_fields): of a message, as GLib hands them to a writer
 * @n_fields: their number
 *
 * Only what tells that something went wrong is kept. What is for finding out how it went, may have
 * in it what a person works on, and is never written to a file.
 *
 * Returns: (transfer full) (nullable): one line without its end: when (UTC), how grave, who, what;
 *   %NULL for what is not kept
 */
char *
cb_log_dup_line (GLogLevelFlags level, const GLogField *fields, gsize n_fields)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *when = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  gsize domain_length, length;
  const char *domain = find_text (fields, n_fields, "GLIB_DOMAIN", &domain_length);
  const char *message = find_text (fields, n_fields, "MESSAGE", &length);
  g_autofree char *text = NULL;

  if ((level & (G_LOG_LEVEL_INFO | G_LOG_LEVEL_DEBUG)) != 0)
    return NULL;

  text = g_utf8_make_valid (message, (gssize)MIN (length, MAX_MESSAGE));
  for (char *at = text; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  return g_strdup_printf ("%s %s %.*s: %s", when, name_level (level), (int)domain_length, domain,
                          text);
}

static void
set_error (GError **error, const char *path)
{
  cb_error_set_from_errno (error, errno, path);
}

/**
 * cb_log_append:
 * @path: the log
 * @limit: bytes; with more than so many in it, it becomes `PATH.1`, in the place of the one before
 * @line: without its end
 * @error: why it is not in it
 *
 * Opened anew for each line: lines are few, and so the file may be moved or deleted at any time,
 * and several processes may write into it.
 *
 * Returns: whether @line is in the log
 */
gboolean
cb_log_append (const char *path, gsize limit, const char *line, GError **error)
{
  GStatBuf info;
  FILE *file;
  gboolean written;

  g_return_val_if_fail (path != NULL && line != NULL, FALSE);

  if (g_stat (path, &info) == 0 && (gsize)info.st_size + strlen (line) + 1 > limit)
    {
      g_autofree char *old = g_strconcat (path, ".1", NULL);

      if (!cb_files_rename (path, old, error))
        return FALSE;
    }
  file = g_fopen (path, "ab");
  if (file == NULL)
    {
      set_error (error, path);
      return FALSE;
    }
  written = fprintf (file, "%s\n", line) >= 0;
  if (fclose (file) == 0 && written)
    return TRUE;

  set_error (error, path);
  return FALSE;
}
