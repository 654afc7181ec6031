/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the file is, by its content (regulations.md §1.4: VP 7.1). */

#include "config.h"

#include "engine/checks/cb-check-private.h"

static const CbCheckRule rules[] = {
  { CB_FINDING_UNSAFE_FILE, CB_CHECK_BLOCKER },
  { CB_FINDING_NOT_READ, CB_CHECK_WARNING },
  { CB_FINDING_FORMAT_NOT_ALLOWED, CB_CHECK_BLOCKER },
  { CB_FINDING_WRONG_EXTENSION, CB_CHECK_WARNING },
};

static gboolean
is_allowed (CbCheckRun *run, const char *format)
{
  for (guint i = 0; run->allowed_formats[i] != NULL; i++)
    if (g_ascii_strcasecmp (run->allowed_formats[i], format) == 0)
      return TRUE;

  return FALSE;
}

static void
start (CbCheckRun *run)
{
  const char *format = run->facts->format;
  const char *name_format = run->facts->name_format;
  /* Values between tabs in a file named .csv are as much CSV as those between semicolons. */
  gboolean same = g_str_equal (format, name_format)
                  || (g_str_equal (format, "tsv") && g_str_equal (name_format, "csv"));
  CbCheckFinding *finding;

  /* Bytes that nobody knows are nothing to put before the public, whatever the rules allow. */
  if (g_str_equal (format, "binary"))
    cb_check_run_report (run, CB_FINDING_UNSAFE_FILE, -1);
  /* Nobody may take "nothing was found" for "there is nothing". */
  else if (!cb_check_run_reads_rows (run) && run->pages == NULL && run->facts->size > 0)
    cb_check_finding_set (cb_check_run_report (run, CB_FINDING_NOT_READ, -1), "format", format);
  if (run->allowed_formats != NULL && !is_allowed (run, format)
      && !(same && is_allowed (run, name_format)))
    {
      g_autofree char *allowed = g_strjoinv (", ", (GStrv)run->allowed_formats);

      finding = cb_check_run_report (run, CB_FINDING_FORMAT_NOT_ALLOWED, -1);
      cb_check_finding_set (finding, "format", format);
      cb_check_finding_set (finding, "allowed", allowed);
    }
  if (name_format[0] != '\0' && !same)
    {
      finding = cb_check_run_report (run, CB_FINDING_WRONG_EXTENSION, -1);
      cb_check_finding_set (finding, "format", format);
      cb_check_finding_set (finding, "name-format", name_format);
    }
}

const CbCheckFamily cb_check_format_family = {
  .name = "format",
  .reads = CB_CHECK_READS_FACTS,
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .start = start,
};
