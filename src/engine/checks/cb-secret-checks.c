/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Marks of secrecy anywhere in the file; open looks at its first megabyte before any preview
 * (regulations.md §2.5). The finding names the mark, never the text. */

#include "config.h"

#include <string.h>

#include "base/cb-text.h"
#include "engine/checks/cb-check-private.h"
#include "engine/checks/cb-label.h"
#include "engine/checks/cb-secret-mark.h"

static const CbCheckRule rules[] = {
  { CB_FINDING_SECRET_MARK, CB_CHECK_BLOCKER },
  { CB_FINDING_INTERNAL_MARK, CB_CHECK_WARNING },
};

static void
report_mark (CbCheckRun *run, const char *text, int column)
{
  const char *mark;
  CbSecretMark found = cb_secret_mark_scan (text, strlen (text), &mark);

  if (found != CB_SECRET_MARK_NONE)
    cb_check_finding_set (
        cb_check_run_report (
            run, found == CB_SECRET_MARK_STATE ? CB_FINDING_SECRET_MARK : CB_FINDING_INTERNAL_MARK,
            column),
        "mark", mark);
}

/* The labels; and what stands above the header: a stamp is often in a row of its own there. */
static void
start (CbCheckRun *run)
{
  g_autoptr (GBytes) head = cb_table_dup_head_text (run->table);
  gsize length;
  const char *text = g_bytes_get_data (head, &length);
  const char *end = text;

  for (guint i = 1; i < run->facts->header_row && end != NULL; i++)
    {
      end = memchr (end, '\n', length - (gsize)(end - text));
      end = end != NULL ? end + 1 : NULL;
    }
  if (end != NULL && end > text)
    {
      g_autofree char *above = g_strndup (text, (gsize)(end - text));

      report_mark (run, above, -1);
    }
  for (guint i = 0; i < run->n_columns; i++)
    report_mark (run, run->facts->columns[i], (int)i);
}

/* "Mật" under the label "Độ mật" is a mark in any case of letters. */
static gboolean
is_level (CbCheckRun *run, guint column, const CbCell *cell)
{
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (column >= run->n_columns || (run->labels[column] & CB_LABEL_SECRECY) == 0
      || cell->length > 40)
    return FALSE;
  text = g_strndup (cell->bytes, cell->length);
  folded = cb_text_fold (text);
  g_strstrip (folded);

  return g_str_equal (folded, "mat") || g_str_equal (folded, "toi mat")
         || g_str_equal (folded, "tuyet mat");
}

static void
check_cell (CbCheckWorker *worker, const CbRow *row, guint column, guint kinds)
{
  const CbCell *cell = &row->cells[column];
  const char *mark;
  CbSecretMark found = cb_secret_mark_scan (cell->bytes, cell->length, &mark);
  CbCheckTally *tally;

  if (found != CB_SECRET_MARK_STATE && is_level (worker->run, column, cell))
    {
      found = CB_SECRET_MARK_STATE;
      mark = "Độ mật";
    }
  if (found == CB_SECRET_MARK_NONE)
    return;
  tally = cb_check_worker_get_tally (
      worker, found == CB_SECRET_MARK_STATE ? CB_FINDING_SECRET_MARK : CB_FINDING_INTERNAL_MARK,
      (int)column);
  if (cb_check_tally_add (tally, row->number))
    g_strlcpy (tally->sample, mark, sizeof tally->sample);
}

static void
report_tallies (CbCheckRun *run, CbCheckWorker *all, CbFindingCode code)
{
  for (int column = -1; column < (int)run->n_columns; column++)
    {
      const CbCheckTally *tally = cb_check_worker_peek_tally (all, code, column);

      if (tally != NULL && tally->count > 0)
        cb_check_finding_set (cb_check_run_report_tally (run, code, column, tally), "mark",
                              tally->sample);
    }
}

static gboolean
has_secret_finding (CbCheckRun *run)
{
  for (guint i = 0; i < run->findings->len; i++)
    if (((CbCheckFinding *)g_ptr_array_index (run->findings, i))->code == CB_FINDING_SECRET_MARK)
      return TRUE;

  return FALSE;
}

static void
finish (CbCheckRun *run, CbCheckWorker *all)
{
  report_tallies (run, all, CB_FINDING_SECRET_MARK);
  report_tallies (run, all, CB_FINDING_INTERNAL_MARK);
  /* A mark in two cells ("Độ mật:" and then "Mật") is in neither; it stops opening, so it must be
   * here, too. */
  if (!has_secret_finding (run))
    {
      g_autoptr (GBytes) head = cb_table_dup_head_text (run->table);
      gsize length;
      const char *text = g_bytes_get_data (head, &length);
      const char *mark = text != NULL ? cb_secret_mark_find (text, length) : NULL;

      if (mark != NULL)
        cb_check_finding_set (cb_check_run_report (run, CB_FINDING_SECRET_MARK, -1), "mark", mark);
    }
}

const CbCheckFamily cb_check_secret_family = {
  .name = "secret",
  .reads = CB_CHECK_READS_LABELS | CB_CHECK_READS_CELLS | CB_CHECK_READS_SHEETS,
  .sieve = CB_SIEVE_MARK | CB_SIEVE_ODD,
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .start = start,
  .cell = check_cell,
  .finish = finish,
};
