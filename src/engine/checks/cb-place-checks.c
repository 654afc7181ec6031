/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Provinces, districts and communes by code and name, before and after they were merged
 * (vietnamese-data.md §5.3). Code and name of a row belong together, and what is in what; nothing
 * is ever rewritten. */

#include "config.h"

#include <string.h>

#include "engine/checks/cb-check-private.h"

static const CbCheckRule rules[] = {
  { CB_FINDING_UNKNOWN_PLACE, CB_CHECK_WARNING },   { CB_FINDING_PLACE_MISMATCH, CB_CHECK_WARNING },
  { CB_FINDING_PLACE_ELSEWHERE, CB_CHECK_WARNING }, { CB_FINDING_OLD_PLACE, CB_CHECK_NOTE },
  { CB_FINDING_MIXED_PLACES, CB_CHECK_WARNING },
};

static void
start (CbCheckRun *run)
{
  for (guint level = 0; level < CB_PLACE_N_LEVELS; level++)
    run->place_codes[level] = run->place_names[level] = -1;
  for (guint i = 0; run->places != NULL && i < run->n_columns; i++)
    {
      CbPlaceLevel level;
      gboolean is_code;
      int *column;

      if (!cb_place_label_read (run->facts->columns[i], &level, &is_code)
          || (level != CB_PLACE_PROVINCE && !run->has_communes))
        continue;
      column = is_code ? &run->place_codes[level] : &run->place_names[level];
      if (*column < 0)
        *column = (int)i;
    }
}

/* Where what is said of a unit as a whole is shown. */
static int
get_column (const CbCheckRun *run, guint level)
{
  return run->place_names[level] >= 0 ? run->place_names[level] : run->place_codes[level];
}

static const CbCell *
get_cell (const CbRow *row, int column)
{
  const CbCell *cell = column >= 0 ? &row->cells[column] : NULL;
  CbValue value = { .kind = CB_VALUE_BLANK };

  if (cell != NULL)
    value = cb_value_read (cell->bytes, cell->length);

  return value.kind == CB_VALUE_BLANK || value.kind == CB_VALUE_MISSING ? NULL : cell;
}

static void
judge_row (const CbCheckRun *run,
           const CbCell *const codes[CB_PLACE_N_LEVELS],
           const CbCell *const names[CB_PLACE_N_LEVELS],
           CbKnownPlace *known)
{
  CbPlaceSaid said[CB_PLACE_N_LEVELS];

  for (guint i = 0; i < CB_PLACE_N_LEVELS; i++)
    cb_place_said_read (&said[i], codes[i] != NULL ? codes[i]->bytes : NULL,
                        codes[i] != NULL ? codes[i]->length : 0,
                        names[i] != NULL ? names[i]->bytes : NULL,
                        names[i] != NULL ? names[i]->length : 0);
  known->lost_zeros = 0;
  for (guint i = 0; i < CB_PLACE_N_LEVELS; i++)
    {
      CbPlaceFault fault = CB_PLACE_FAULT_NONE;

      known->when[i] = 0;
      if (said[i].has_code || said[i].has_name)
        known->when[i] = (guint8)cb_place_list_judge (run->places, said, i, &fault);
      known->fault[i] = (guint8)fault;
      if (fault != CB_PLACE_FAULT_CODE && cb_place_said_lost_zeros (&said[i], i))
        known->lost_zeros |= (guint8)(1u << i);
    }
}

/* Units come again and again: a row like one before is not looked up. */
static const CbKnownPlace *
find_row (CbCheckWorker *worker, const CbRow *row)
{
  const CbCheckRun *run = worker->run;
  const CbCell *codes[CB_PLACE_N_LEVELS];
  const CbCell *names[CB_PLACE_N_LEVELS];
  guint64 hash = 1;
  CbKnownPlace *known;

  for (guint i = 0; i < CB_PLACE_N_LEVELS; i++)
    {
      codes[i] = get_cell (row, run->place_codes[i]);
      names[i] = get_cell (row, run->place_names[i]);
      hash = cb_row_hashes_add_cell (hash, codes[i] != NULL ? codes[i]->bytes : "",
                                     codes[i] != NULL ? codes[i]->length : 0);
      hash = cb_row_hashes_add_cell (hash, names[i] != NULL ? names[i]->bytes : "",
                                     names[i] != NULL ? names[i]->length : 0);
    }
  known = &worker->places[hash % CB_KNOWN_PLACES];
  if (known->hash != hash)
    {
      judge_row (run, codes, names, known);
      known->hash = hash;
    }

  return known;
}

static void
count_row (CbCheckWorker *worker, guint64 number, guint level, guint when, CbPlaceFault fault)
{
  const CbCheckRun *run = worker->run;
  int column = get_column (run, level);
  guint kind = CB_TALLY_PLACE_ALWAYS;

  if (fault == CB_PLACE_FAULT_CODE)
    column = run->place_codes[level];
  if (fault == CB_PLACE_FAULT_CODE || fault == CB_PLACE_FAULT_NAME)
    kind = CB_FINDING_UNKNOWN_PLACE;
  else if (fault == CB_PLACE_FAULT_PAIR)
    kind = CB_FINDING_PLACE_MISMATCH;
  else if (fault == CB_PLACE_FAULT_ELSEWHERE)
    kind = CB_FINDING_PLACE_ELSEWHERE;
  else if (when == CB_PLACE_BEFORE)
    kind = CB_TALLY_PLACE_BEFORE;
  else if (when == CB_PLACE_AFTER)
    kind = CB_TALLY_PLACE_AFTER;
  cb_check_tally_add (cb_check_worker_get_tally (worker, kind, column), number);
}

static void
take_rows (CbCheckWorker *worker, const CbRow *rows, guint n_rows)
{
  const CbCheckRun *run = worker->run;
  gboolean any = FALSE;

  for (guint level = 0; level < CB_PLACE_N_LEVELS; level++)
    any = any || get_column (run, level) >= 0;
  for (guint i = 0; any && i < n_rows; i++)
    {
      const CbKnownPlace *known;

      if (rows[i].n_cells != run->n_columns)
        continue;
      known = find_row (worker, &rows[i]);
      for (guint level = 0; level < CB_PLACE_N_LEVELS; level++)
        {
          if (known->when[level] != 0 || known->fault[level] != CB_PLACE_FAULT_NONE)
            count_row (worker, rows[i].number, level, known->when[level], known->fault[level]);
          if ((known->lost_zeros & 1u << level) != 0)
            cb_check_tally_add (
                cb_check_worker_get_tally (worker, CB_FINDING_LOST_ZEROS, run->place_codes[level]),
                rows[i].number);
        }
    }
}

static guint64
get_count (const CbCheckWorker *all, guint kind, int column)
{
  const CbCheckTally *tally = column >= 0 ? cb_check_worker_peek_tally (all, kind, column) : NULL;

  return tally != NULL ? tally->count : 0;
}

/* A column of which most is in no list has something else in it: villages, codes of its own. */
static gboolean
is_of_places (const CbCheckRun *run, const CbCheckWorker *all, guint level)
{
  int column = get_column (run, level);
  guint64 unknown = get_count (all, CB_FINDING_UNKNOWN_PLACE, run->place_codes[level])
                    + get_count (all, CB_FINDING_UNKNOWN_PLACE, run->place_names[level]);
  guint64 known = get_count (all, CB_TALLY_PLACE_BEFORE, column)
                  + get_count (all, CB_TALLY_PLACE_AFTER, column)
                  + get_count (all, CB_TALLY_PLACE_ALWAYS, column)
                  + get_count (all, CB_FINDING_PLACE_MISMATCH, column)
                  + get_count (all, CB_FINDING_PLACE_ELSEWHERE, column);

  return level == CB_PLACE_PROVINCE || unknown < known;
}

static void
report (CbCheckRun *run, CbFindingCode code, int column, const CbCheckWorker *all)
{
  if (get_count (all, code, column) > 0)
    cb_check_run_report_tally (run, code, column, cb_check_worker_peek_tally (all, code, column));
}

static void
finish_level (CbCheckRun *run, CbCheckWorker *all, guint level)
{
  int column = get_column (run, level);
  gboolean is_mixed = get_count (all, CB_TALLY_PLACE_AFTER, column) > 0;
  CbCheckFinding *finding;

  if (column < 0 || !is_of_places (run, all, level))
    return;
  report (run, CB_FINDING_UNKNOWN_PLACE, run->place_codes[level], all);
  report (run, CB_FINDING_UNKNOWN_PLACE, run->place_names[level], all);
  report (run, CB_FINDING_LOST_ZEROS, run->place_codes[level], all);
  report (run, CB_FINDING_PLACE_MISMATCH, column, all);
  report (run, CB_FINDING_PLACE_ELSEWHERE, column, all);
  if (get_count (all, CB_TALLY_PLACE_BEFORE, column) == 0)
    return;
  finding = cb_check_run_report_tally (
      run, is_mixed ? CB_FINDING_MIXED_PLACES : CB_FINDING_OLD_PLACE, column,
      cb_check_worker_peek_tally (all, CB_TALLY_PLACE_BEFORE, column));
  cb_check_finding_set (finding, "changed", cb_place_list_get_changed (run->places));
}

static void
finish (CbCheckRun *run, CbCheckWorker *all)
{
  for (guint level = 0; level < CB_PLACE_N_LEVELS; level++)
    finish_level (run, all, level);
}

const CbCheckFamily cb_check_place_family = {
  .name = "place",
  .reads = CB_CHECK_READS_LABELS,
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .start = start,
  .rows = take_rows,
  .finish = finish,
};
