/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Characters that look right and are not: search does not find them, programs stumble over them
 * (vietnamese-data.md §5.4). The sample of a finding is the character's number, not the text. */

#include "config.h"

#include <string.h>

#include "engine/checks/cb-check-private.h"
#include "engine/checks/cb-odd-text.h"
#include "engine/text/cb-encoding.h"

static const CbCheckRule rules[] = {
  { CB_FINDING_MIXED_ENCODING, CB_CHECK_BLOCKER },
  { CB_FINDING_REPLACEMENT_CHARACTER, CB_CHECK_WARNING },
  { CB_FINDING_CONTROL_CHARACTER, CB_CHECK_WARNING },
  { CB_FINDING_ZERO_WIDTH, CB_CHECK_WARNING },
  { CB_FINDING_LOOK_ALIKE, CB_CHECK_WARNING },
  { CB_FINDING_NOT_NFC, CB_CHECK_WARNING },
  { CB_FINDING_NO_BREAK_SPACE, CB_CHECK_NOTE },
};

/* In the order of CB_ODD_*. */
static const guint kinds_of_tally[CB_ODD_N] = {
  CB_FINDING_CONTROL_CHARACTER, CB_FINDING_ZERO_WIDTH, CB_FINDING_REPLACEMENT_CHARACTER,
  CB_FINDING_NO_BREAK_SPACE,    CB_FINDING_LOOK_ALIKE, CB_FINDING_NOT_NFC,
  CB_TALLY_LEGACY_TEXT,
};

/* So many rows are read again to see whether they are in an old encoding, near ones together. */
#define LEGACY_ROWS 200
#define LEGACY_READS 40

/* What stands in the labels is met before any row, and is about no row. */
static void
start (CbCheckRun *run)
{
  for (guint i = 0; i < run->n_columns; i++)
    {
      const char *label = run->facts->columns[i];
      gunichar first[CB_ODD_N];
      guint odd = cb_odd_text_find (label, strlen (label), first);

      for (guint k = 0; k < CB_ODD_N; k++)
        if ((odd & 1u << k) != 0 && kinds_of_tally[k] < CB_FINDING_N_CODES)
          cb_check_finding_set (cb_check_run_report (run, (CbFindingCode)kinds_of_tally[k], (int)i),
                                "in", "label");
    }
}

static void
check_cell (CbCheckWorker *worker, const CbRow *row, guint column, guint kinds)
{
  const CbCell *cell = &row->cells[column];
  gunichar first[CB_ODD_N];
  guint odd;

  if ((cell->flags & CB_CELL_INVALID) != 0)
    return;
  odd = cb_odd_text_find (cell->bytes, cell->length, first);
  for (guint k = 0; odd != 0 && k < CB_ODD_N; k++)
    {
      CbCheckTally *tally;

      if ((odd & 1u << k) == 0)
        continue;
      tally = cb_check_worker_get_tally (worker, kinds_of_tally[k], (int)column);
      if (cb_check_tally_add (tally, row->number))
        g_snprintf (tally->sample, sizeof tally->sample, "U+%04X", first[k]);
    }
}

/* Text of before Unicode within Unicode, as when cells are copied from a document in .VnTime: is
 * decided from the words of the whole column, by the rule that never takes right text for wrong. */
static CbRepair
find_legacy (CbCheckRun *run, int column, const CbCheckTally *tally)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = MIN (tally->n_rows, LEGACY_ROWS);
  guint at = 0;
  double before, after;

  for (guint reads = 0; at < n && reads < LEGACY_READS; reads++)
    {
      guint64 first = tally->rows[at];
      g_autoptr (GPtrArray) rows
          = cb_table_read_rows (run->table, first, LEGACY_ROWS, run->cancellable, NULL);

      if (rows == NULL || rows->len == 0)
        break;
      for (; at < n && tally->rows[at] < first + rows->len; at++)
        {
          GStrv cells = g_ptr_array_index (rows, (guint)(tally->rows[at] - first));

          if (g_strv_length (cells) > (guint)column)
            g_string_append_printf (text, "%s\n", cells[column]);
        }
    }

  return cb_repair_find (text->str, text->len, &before, &after);
}

static gboolean
report_legacy (CbCheckRun *run, CbCheckWorker *all, int column)
{
  const CbCheckTally *tally = cb_check_worker_peek_tally (all, CB_TALLY_LEGACY_TEXT, column);
  CbRepair repair = tally != NULL ? find_legacy (run, column, tally) : CB_REPAIR_NONE;

  if (repair == CB_REPAIR_NONE)
    return FALSE;
  cb_check_finding_set (cb_check_run_report_tally (run, CB_FINDING_MIXED_ENCODING, column, tally),
                        "encoding", cb_repair_name (repair));

  return TRUE;
}

static void
finish (CbCheckRun *run, CbCheckWorker *all)
{
  CbEncoding encoding = { CB_CHARSET_UTF8, CB_REPAIR_NONE };
  gboolean is_1258 = FALSE;

  cb_encoding_from_name (run->facts->encoding, &encoding);
  /* Windows-1258 writes letters and marks apart; that goes with the encoding. */
  is_1258 = encoding.charset == CB_CHARSET_WINDOWS_1258;
  for (int column = -1; column < (int)run->n_columns; column++)
    {
      gboolean legacy
          = column >= 0 && encoding.repair == CB_REPAIR_NONE && report_legacy (run, all, column);

      for (guint k = 0; k < CB_ODD_N && kinds_of_tally[k] < CB_FINDING_N_CODES; k++)
        {
          CbFindingCode code = (CbFindingCode)kinds_of_tally[k];
          const CbCheckTally *tally = cb_check_worker_peek_tally (all, code, column);

          if (tally == NULL || tally->count == 0 || (code == CB_FINDING_NOT_NFC && is_1258))
            continue;
          /* Odd letters of an old encoding are letters. */
          if (legacy && code != CB_FINDING_CONTROL_CHARACTER
              && code != CB_FINDING_REPLACEMENT_CHARACTER)
            continue;
          cb_check_run_report_tally (run, code, column, tally);
        }
    }
}

const CbCheckFamily cb_check_character_family = {
  .name = "characters",
  .reads = CB_CHECK_READS_LABELS | CB_CHECK_READS_CELLS,
  .sieve = CB_SIEVE_ODD,
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .start = start,
  .cell = check_cell,
  .finish = finish,
};
