/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-log.h"

#include "core/platform/cb-files.h"

/* With the one before, two MiB at most. */
#define LIMIT (1024 * 1024)

/* Owned, for as long as the program runs. */
static char *log_path;

static GLogWriterOutput
write_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  static GMutex lock;
  g_autofree char *line = cb_log_dup_line (level, fields, n_fields);

  if (line != NULL)
    {
      g_mutex_lock (&lock);
      /* A log that cannot be written must not keep the program from anything. */
      cb_log_append (log_path, LIMIT, line, NULL);
      g_mutex_unlock (&lock);
    }

  /* Where there is a console, or somebody who has redirected it. */
  return g_log_writer_default (level, fields, n_fields, user_data);
}

/**
 * cb_log_start:
 *
 * As on Linux: a program with a window has no terminal here, and Windows' event log is for
 * services. `congbo.log` in @folder is text that a person can send; the one before is beside it.
 */
void
cb_log_start (const char *folder)
{
  g_return_if_fail (folder != NULL && log_path == NULL);

  log_path = g_build_filename (folder, CB_LOG_FILE_NAME, NULL);
  cb_files_ensure_folder (folder, NULL);
  g_log_set_writer_func (write_cb, NULL, NULL);
}
