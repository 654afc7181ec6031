/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Provinces by code and name, before and after they were merged (vietnamese-data.md §5.3). Code and
 * name of a row belong together; nothing is ever rewritten. */

#include "config.h"

#include <string.h>

#include "base/cb-text.h"
#include "engine/checks/cb-check-private.h"

static const CbCheckRule rules[] = {
  { CB_FINDING_UNKNOWN_PLACE, CB_CHECK_WARNING },
  { CB_FINDING_PLACE_MISMATCH, CB_CHECK_WARNING },
  { CB_FINDING_OLD_PLACE, CB_CHECK_NOTE },
  { CB_FINDING_MIXED_PLACES, CB_CHECK_WARNING },
};

static gboolean
is_one_of (const char *folded, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (folded, words[i]))
      return TRUE;

  return FALSE;
}

/* Only names of columns that can mean nothing else: “Thành phố” may be one of a province. */
static void
start (CbCheckRun *run)
{
  static const char *const codes[] = { "ma tinh",
                                       "ma tinh/thanh pho",
                                       "ma tinh, thanh pho",
                                       "ma tinh thanh",
                                       "ma tinh/tp",
                                       "province_code",
                                       NULL };
  static const char *const names[] = { "tinh",
                                       "ten tinh",
                                       "tinh/thanh pho",
                                       "tinh, thanh pho",
                                       "tinh thanh",
                                       "tinh thanh pho",
                                       "tinh/tp",
                                       "ten tinh/thanh pho",
                                       "province",
                                       "province_name",
                                       NULL };

  run->place_code = run->place_name = -1;
  for (guint i = 0; run->places != NULL && i < run->n_columns; i++)
    {
      g_autofree char *folded = cb_text_fold (run->facts->columns[i]);

      if (run->place_code < 0 && is_one_of (folded, codes))
        run->place_code = (int)i;
      else if (run->place_name < 0 && is_one_of (folded, names))
        run->place_name = (int)i;
    }
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

/* What a row says: whether it is of the time before or after, or which finding it is. */
static guint
judge_row (
    const CbCheckRun *run, const CbCell *code, const CbCell *name, guint *finding, int *column)
{
  guint by_code
      = code != NULL ? cb_place_list_find_code (run->places, code->bytes, code->length) : 0;
  guint by_name
      = name != NULL ? cb_place_list_find_name (run->places, name->bytes, name->length) : 0;

  *column = code != NULL && by_code == 0 ? run->place_code : run->place_name;
  if ((code != NULL && by_code == 0) || (name != NULL && by_name == 0))
    {
      *finding = CB_FINDING_UNKNOWN_PLACE;
      return 0;
    }
  if (code == NULL || name == NULL)
    {
      *column = code != NULL ? run->place_code : run->place_name;
      return by_code | by_name;
    }
  *finding = CB_FINDING_PLACE_MISMATCH;

  return cb_place_list_find_pair (run->places, code->bytes, code->length, name->bytes,
                                  name->length);
}

/* Provinces come again and again: a row like one before is not looked up. */
static guint32
find_row (CbCheckWorker *worker, const CbCell *code, const CbCell *name)
{
  guint64 hash = cb_row_hashes_add_cell (code != NULL ? 1 : 2, code != NULL ? code->bytes : "",
                                         code != NULL ? code->length : 0);
  guint when, finding = 0;
  int column;
  CbKnownPlace *known;

  hash = cb_row_hashes_add_cell (hash, name != NULL ? name->bytes : "",
                                 name != NULL ? name->length : 0);
  known = &worker->places[hash % CB_KNOWN_PLACES];
  if (known->hash != hash)
    {
      when = judge_row (worker->run, code, name, &finding, &column);
      *known = (CbKnownPlace){ hash, when, when == 0 ? finding : 0, column };
    }

  return (guint32)(known - worker->places);
}

static void
take_rows (CbCheckWorker *worker, const CbRow *rows, guint n_rows)
{
  const CbCheckRun *run = worker->run;

  if (run->place_code < 0 && run->place_name < 0)
    return;
  for (guint i = 0; i < n_rows; i++)
    {
      const CbCell *code, *name;
      const CbKnownPlace *known;
      guint kind;

      if (rows[i].n_cells != run->n_columns)
        continue;
      code = get_cell (&rows[i], run->place_code);
      name = get_cell (&rows[i], run->place_name);
      if (code == NULL && name == NULL)
        continue;
      known = &worker->places[find_row (worker, code, name)];
      if (known->when == (CB_PLACE_BEFORE | CB_PLACE_AFTER))
        continue;
      kind = known->when == CB_PLACE_BEFORE  ? CB_TALLY_PLACE_BEFORE
             : known->when == CB_PLACE_AFTER ? CB_TALLY_PLACE_AFTER
                                             : known->finding;
      cb_check_tally_add (cb_check_worker_get_tally (worker, kind,
                                                     known->when != 0
                                                         ? MAX (run->place_name, run->place_code)
                                                         : known->column),
                          rows[i].number);
    }
}

static void
finish (CbCheckRun *run, CbCheckWorker *all)
{
  int column = MAX (run->place_name, run->place_code);
  const CbCheckTally *before, *after;
  CbCheckFinding *finding;

  if (column < 0)
    return;
  cb_check_run_report_tallies (run, CB_FINDING_UNKNOWN_PLACE, all);
  cb_check_run_report_tallies (run, CB_FINDING_PLACE_MISMATCH, all);
  before = cb_check_worker_peek_tally (all, CB_TALLY_PLACE_BEFORE, column);
  after = cb_check_worker_peek_tally (all, CB_TALLY_PLACE_AFTER, column);
  if (before == NULL)
    return;
  finding = cb_check_run_report_tally (
      run, after != NULL ? CB_FINDING_MIXED_PLACES : CB_FINDING_OLD_PLACE, column, before);
  cb_check_finding_set (finding, "changed", cb_place_list_get_changed (run->places));
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
