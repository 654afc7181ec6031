/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-error-words.h"
#include "core/model/cb-sandbox-words.h"
#include "core/workplace/cb-workplace-private.h"

/* Comes with the program, and is read as any other file is. */
#define SAMPLE "samples/don-vi-hanh-chinh-tcvn3.csv"

/**
 * cb_workplace_try_reading:
 * @cancellable: (nullable): stops it
 * @error: as of opening any file
 *
 * Reads a sample that comes with the program: whether files can be read at all, and what this
 * system keeps the process that reads them from, is said by no other way than by trying. Takes some
 * ten milliseconds; for a worker thread.
 *
 * Returns: (transfer full) (nullable): its reader; close it
 */
CbReader *
cb_workplace_try_reading (GCancellable *cancellable, GError **error)
{
  g_autofree char *path = cb_workplace_dup_data_path (SAMPLE);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return _cb_workplace_read_file (file, cancellable, error);
}

/**
 * cb_workplace_describe_system:
 * @info: (nullable): of any file that was read; %NULL: none can be
 * @problem: (nullable): why not, where @info is %NULL
 *
 * For whoever looks after the program: what version it is, on what system it runs, and how files
 * are read there. Nothing of the person's is in it, so that it can be sent to others.
 *
 * Returns: (transfer full): lines of text, each ended
 */
char *
cb_workplace_describe_system (const CbFileInfo *info, const GError *problem)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  g_autofree char *reading = NULL;

  g_return_val_if_fail (info != NULL || problem != NULL, NULL);

  if (info != NULL)
    {
      reading = cb_sandbox_dup_report (info);
    }
  else
    {
      g_autofree char *words = cb_error_words_for (problem);

      /* Translators: first what is wrong and what to do, then the system's own words */
      reading = g_strdup_printf (_ ("No file can be read: %s (%s)"), words, problem->message);
    }
  return g_strdup_printf ("%s %s\n%s\n%s\n", _ ("Công Bố"), CB_VERSION,
                          system != NULL ? system : _ ("System: not known"), reading);
}

/**
 * cb_workplace_dup_system_report:
 * @cancellable: (nullable): stops the trying
 *
 * Tries to read, as cb_workplace_try_reading() does, and says what came of it. For a worker thread.
 *
 * Returns: (transfer full): as cb_workplace_describe_system()
 */
char *
cb_workplace_dup_system_report (GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = cb_workplace_try_reading (cancellable, &error);
  char *report;

  if (reader == NULL)
    return cb_workplace_describe_system (NULL, error);
  report = cb_workplace_describe_system (cb_reader_get_info (reader), NULL);
  cb_reader_close (reader);
  return report;
}
