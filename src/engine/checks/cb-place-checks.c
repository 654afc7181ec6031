/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Provinces, districts and communes by code and name, before and after they were merged
 * (vietnamese-data.md §5.3). Code and name of a row belong together, and what is in what; nothing
 * is ever rewritten. */

#include "config.h"

#include <string.h>

#include "engine/checks/cb-check-private.h"

static const CbCheckRule rules[] = {
  { CB_FINDING_UNKNOWN_PLACE, CB_CHECK_WARNING },
  { CB_FINDING_PLACE_MISMATCH, CB_CHECK_WARNING },
  { CB_FINDING_PLACE_ELSEWHERE, CB_CHECK_WARNING },
  { CB_FINDING_PLACE_OTHER_TIME, CB_CHECK_WARNING },
  { CB_FINDING_OLD_PLACE, CB_CHECK_NOTE },
  { CB_FINDING_MIXED_PLACES, CB_CHECK_WARNING },
};

static void
start (CbCheckRun *run)
{
  for (guint time = 0; time < CB_PLACE_N_TIMES; time++)
    for (guint level = 0; level < CB_PLACE_N_LEVELS; level++)
      run->place_codes[time][level] = run->place_names[time][level] = -1;
  for (guint i = 0; run->places != NULL && i < run->n_columns; i++)
    {
      CbPlaceLevel level;
      CbPlaceTime time;
      gboolean is_code;
      int *column;

      if (!cb_place_label_read (run->facts->columns[i], &level, &is_code, &time)
          || (level != CB_PLACE_PROVINCE && !run->has_communes))
        continue;
      column = is_code ? &run->place_codes[time][level] : &run->place_names[time][level];
      if (*column < 0)
        *column = (int)i;
    }
}

/* Where what is said of a unit as a whole is shown. */
static int
get_column (const CbCheckRun *run, guint time, guint level)
{
  return run->place_names[time][level] >= 0 ? run->place_names[time][level]
                                            : run->place_codes[time][level];
}

static gboolean
has_time (const CbCheckRun *run, guint time)
{
  for (guint level = 0; level < CB_PLACE_N_LEVELS; level++)
    if (get_column (run, time, level) >= 0)
      return TRUE;

  return FALSE;
}

/* Whose columns say where a unit of that time and level is: a column without a time speaks of the
 * units beside it, too, but no commune of today is in a district. */
static guint
find_time (const CbCheckRun *run, guint time, guint level)
{
  if (get_column (run, time, level) >= 0
      || (time == CB_PLACE_TIME_AFTER && level == CB_PLACE_DISTRICT))
    return time;

  return CB_PLACE_TIME_ANY;
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
find_row (CbCheckWorker *worker, const CbRow *row, guint time)
{
  const CbCheckRun *run = worker->run;
  const CbCell *codes[CB_PLACE_N_LEVELS];
  const CbCell *names[CB_PLACE_N_LEVELS];
  guint64 hash = 1 + time;
  CbKnownPlace *known;

  for (guint i = 0; i < CB_PLACE_N_LEVELS; i++)
    {
      guint from = find_time (run, time, i);

      codes[i] = get_cell (row, run->place_codes[from][i]);
      names[i] = get_cell (row, run->place_names[from][i]);
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

/* What a unit is called by the tallies; of a column that says a time, it has to be of that. */
static guint
find_kind (guint time, guint when, CbPlaceFault fault)
{
  guint wanted = time == CB_PLACE_TIME_BEFORE ? CB_PLACE_BEFORE : CB_PLACE_AFTER;

  if (fault == CB_PLACE_FAULT_CODE || fault == CB_PLACE_FAULT_NAME)
    return CB_FINDING_UNKNOWN_PLACE;
  if (fault == CB_PLACE_FAULT_PAIR)
    return CB_FINDING_PLACE_MISMATCH;
  if (fault == CB_PLACE_FAULT_ELSEWHERE)
    return CB_FINDING_PLACE_ELSEWHERE;
  if (time != CB_PLACE_TIME_ANY)
    return (when & wanted) != 0 ? CB_TALLY_PLACE_ALWAYS : CB_FINDING_PLACE_OTHER_TIME;
  if (when == CB_PLACE_BEFORE)
    return CB_TALLY_PLACE_BEFORE;

  return when == CB_PLACE_AFTER ? CB_TALLY_PLACE_AFTER : CB_TALLY_PLACE_ALWAYS;
}

static void
count_level (
    CbCheckWorker *worker, guint64 number, const CbKnownPlace *known, guint time, guint level)
{
  const CbCheckRun *run = worker->run;
  CbPlaceFault fault = (CbPlaceFault)known->fault[level];
  int column = get_column (run, time, level);

  if (column < 0)
    return;
  if ((known->lost_zeros & 1u << level) != 0)
    cb_check_tally_add (
        cb_check_worker_get_tally (worker, CB_FINDING_LOST_ZEROS, run->place_codes[time][level]),
        number);
  if (known->when[level] == 0 && fault == CB_PLACE_FAULT_NONE)
    return;
  if (fault == CB_PLACE_FAULT_CODE)
    column = run->place_codes[time][level];
  cb_check_tally_add (
      cb_check_worker_get_tally (worker, find_kind (time, known->when[level], fault), column),
      number);
}

static void
take_rows (CbCheckWorker *worker, const CbRow *rows, guint n_rows)
{
  const CbCheckRun *run = worker->run;

  for (guint time = 0; time < CB_PLACE_N_TIMES; time++)
    {
      if (!has_time (run, time))
        continue;
      for (guint i = 0; i < n_rows; i++)
        {
          const CbKnownPlace *known;

          if (rows[i].n_cells != run->n_columns)
            continue;
          known = find_row (worker, &rows[i], time);
          for (guint level = 0; level < CB_PLACE_N_LEVELS; level++)
            count_level (worker, rows[i].number, known, time, level);
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
is_of_places (const CbCheckRun *run, const CbCheckWorker *all, guint time, guint level)
{
  int column = get_column (run, time, level);
  guint64 unknown = get_count (all, CB_FINDING_UNKNOWN_PLACE, run->place_codes[time][level])
                    + get_count (all, CB_FINDING_UNKNOWN_PLACE, run->place_names[time][level]);
  guint64 known = get_count (all, CB_TALLY_PLACE_BEFORE, column)
                  + get_count (all, CB_TALLY_PLACE_AFTER, column)
                  + get_count (all, CB_TALLY_PLACE_ALWAYS, column)
                  + get_count (all, CB_FINDING_PLACE_OTHER_TIME, column)
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
report_dated (CbCheckRun *run, CbFindingCode code, int column, guint kind, const CbCheckWorker *all)
{
  if (get_count (all, kind, column) == 0)
    return;
  cb_check_finding_set (
      cb_check_run_report_tally (run, code, column, cb_check_worker_peek_tally (all, kind, column)),
      "changed", cb_place_list_get_changed (run->places));
}

static void
finish_level (CbCheckRun *run, CbCheckWorker *all, guint time, guint level)
{
  int column = get_column (run, time, level);
  gboolean is_mixed = get_count (all, CB_TALLY_PLACE_AFTER, column) > 0;

  if (column < 0 || !is_of_places (run, all, time, level))
    return;
  report (run, CB_FINDING_UNKNOWN_PLACE, run->place_codes[time][level], all);
  report (run, CB_FINDING_UNKNOWN_PLACE, run->place_names[time][level], all);
  report (run, CB_FINDING_LOST_ZEROS, run->place_codes[time][level], all);
  report (run, CB_FINDING_PLACE_MISMATCH, column, all);
  report (run, CB_FINDING_PLACE_ELSEWHERE, column, all);
  report_dated (run, CB_FINDING_PLACE_OTHER_TIME, column, CB_FINDING_PLACE_OTHER_TIME, all);
  report_dated (run, is_mixed ? CB_FINDING_MIXED_PLACES : CB_FINDING_OLD_PLACE, column,
                CB_TALLY_PLACE_BEFORE, all);
}

static void
finish (CbCheckRun *run, CbCheckWorker *all)
{
  for (guint time = 0; time < CB_PLACE_N_TIMES; time++)
    for (guint level = 0; level < CB_PLACE_N_LEVELS; level++)
      finish_level (run, all, time, level);
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
