/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table as a table: header, rows as wide as it, blank and repeated rows, quotes. */

#include "config.h"

#include <string.h>

#include "engine/checks/cb-check-private.h"

static const CbCheckRule rules[] = {
  { CB_FINDING_NO_ROWS, CB_CHECK_BLOCKER },
  { CB_FINDING_NO_HEADER, CB_CHECK_WARNING },
  { CB_FINDING_ONE_COLUMN, CB_CHECK_WARNING },
  { CB_FINDING_BLANK_HEADER, CB_CHECK_BLOCKER },
  { CB_FINDING_BLANK_LABEL, CB_CHECK_WARNING },
  { CB_FINDING_DUPLICATE_LABEL, CB_CHECK_BLOCKER },
  { CB_FINDING_BLANK_COLUMN, CB_CHECK_NOTE },
  { CB_FINDING_MISSING_CELL, CB_CHECK_WARNING },
  { CB_FINDING_EXTRA_CELL, CB_CHECK_BLOCKER },
  { CB_FINDING_BLANK_ROW, CB_CHECK_WARNING },
  { CB_FINDING_DUPLICATE_ROW, CB_CHECK_WARNING },
  { CB_FINDING_UNTERMINATED_QUOTE, CB_CHECK_BLOCKER },
  { CB_FINDING_TEXT_AFTER_QUOTE, CB_CHECK_WARNING },
  { CB_FINDING_STRAY_QUOTE, CB_CHECK_WARNING },
  { CB_FINDING_ROW_TOO_LONG, CB_CHECK_BLOCKER },
  { CB_FINDING_HUGE_CELL, CB_CHECK_WARNING },
  { CB_FINDING_MIXED_LINE_ENDS, CB_CHECK_NOTE },
};

static guint
count_blank_labels (CbCheckRun *run)
{
  guint n = 0;

  for (guint i = 0; i < run->n_columns; i++)
    n += run->facts->columns[i][0] == '\0' ? 1 : 0;

  return n;
}

/* The first of the columns of one name speaks for all. */
static void
check_labels (CbCheckRun *run)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);

  if (run->n_columns > 0 && count_blank_labels (run) == run->n_columns)
    {
      cb_check_run_report (run, CB_FINDING_BLANK_HEADER, -1);
      return;
    }
  for (guint i = 0; i < run->n_columns; i++)
    {
      gpointer label = run->facts->columns[i];
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, label));

      g_hash_table_insert (counts, label, GUINT_TO_POINTER (n + 1));
    }
  for (guint i = 0; i < run->n_columns; i++)
    {
      gpointer label = run->facts->columns[i];
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, label));

      if (((const char *)label)[0] == '\0' || n < 2)
        continue;
      cb_check_run_report (run, CB_FINDING_DUPLICATE_LABEL, (int)i)->count = n;
      g_hash_table_remove (counts, label);
    }
}

/* Prose is none. */
static gboolean
is_table (CbCheckRun *run)
{
  return run->facts->sheet >= 0 || g_str_equal (run->facts->format, "csv")
         || g_str_equal (run->facts->format, "tsv");
}

static void
start (CbCheckRun *run)
{
  if (!is_table (run))
    return;
  if (run->facts->header_row == 0)
    cb_check_run_report (run, CB_FINDING_NO_HEADER, -1);
  else
    check_labels (run);
  if (run->n_columns == 1)
    cb_check_run_report (run, CB_FINDING_ONE_COLUMN, 0);
}

static void
count_row (CbCheckWorker *worker, CbFindingCode code, const CbRow *row)
{
  cb_check_tally_add (cb_check_worker_get_tally (worker, code, -1), row->number);
}

static void
count_cells (CbCheckWorker *worker, CbFindingCode code, const CbRow *row, guint flag)
{
  for (guint i = 0; i < row->n_cells; i++)
    if ((row->cells[i].flags & flag) != 0)
      {
        cb_check_tally_add (cb_check_worker_get_tally (worker, code, -1), row->number);
        return;
      }
}

static gboolean
has_text (const CbRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    for (guint k = 0; k < row->cells[i].length; k++)
      if (!g_ascii_isspace (row->cells[i].bytes[k]))
        return TRUE;

  return FALSE;
}

static void
check_row (CbCheckWorker *worker, const CbRow *row)
{
  gboolean is_inside = (row->flags & CB_ROW_OUTSIDE) == 0;

  if (!is_table (worker->run))
    return;
  /* The end of a quote that is never closed is no row of the table. */
  if ((row->flags & CB_CELL_UNTERMINATED) != 0)
    count_row (worker, CB_FINDING_UNTERMINATED_QUOTE, row);
  else if ((row->flags & CB_CELL_CUT) != 0)
    count_row (worker, CB_FINDING_ROW_TOO_LONG, row);
  else if (row->n_cells > worker->run->n_columns && is_inside)
    count_row (worker, CB_FINDING_EXTRA_CELL, row);
  else if (row->n_cells < worker->run->n_columns && is_inside && has_text (row))
    count_row (worker, CB_FINDING_MISSING_CELL, row);
  if ((row->flags & CB_CELL_AFTER_QUOTE) != 0)
    count_cells (worker, CB_FINDING_TEXT_AFTER_QUOTE, row, CB_CELL_AFTER_QUOTE);
  if ((row->flags & CB_CELL_STRAY_QUOTE) != 0)
    count_cells (worker, CB_FINDING_STRAY_QUOTE, row, CB_CELL_STRAY_QUOTE);
  if ((row->flags & CB_ROW_LINE_END) != 0)
    count_row (worker, CB_FINDING_MIXED_LINE_ENDS, row);
}

typedef struct
{
  CbCheckRun *run;
  guint pass;
  CbRowHashes *hashes;
} Pass;

static gpointer
new_pass (gpointer user_data)
{
  Pass *pass = g_memdup2 (user_data, sizeof (Pass));

  pass->hashes = cb_row_hashes_new ();
  return pass;
}

static void
hash_rows (gpointer state, const CbRow *rows, guint n_rows)
{
  Pass *pass = state;

  for (guint i = 0; i < n_rows; i++)
    {
      guint64 hash = cb_row_hashes_hash (&rows[i]);

      if (hash % pass->run->n_passes == pass->pass && has_text (&rows[i]))
        cb_row_hashes_add (pass->hashes, hash, rows[i].number);
    }
}

static void
merge_passes (gpointer into, gpointer from)
{
  cb_row_hashes_merge (((Pass *)into)->hashes, ((Pass *)from)->hashes);
}

static void
free_pass (gpointer state)
{
  cb_row_hashes_free (((Pass *)state)->hashes);
  g_free (state);
}

/* Rows whose hashes did not fit in the first pass; silently nothing when the file can no longer be
 * read, which the run as a whole reports. */
static void
find_further_duplicates (CbCheckRun *run, CbCheckTally *all, guint64 *original)
{
  static const CbScanWorker worker = { new_pass, hash_rows, NULL, merge_passes, free_pass };

  for (guint i = 1; i < run->n_passes; i++)
    {
      Pass first = { run, i, NULL };
      CbCheckTally found = { 0 };
      guint64 first_original = 0;
      Pass *pass = cb_table_scan (run->table, &worker, &first, NULL, NULL, run->cancellable, NULL);

      if (pass == NULL)
        return;
      cb_row_hashes_count (pass->hashes, &found, &first_original);
      if (found.count > 0 && (all->count == 0 || found.rows[0] < all->rows[0]))
        *original = first_original;
      cb_check_tally_merge (all, &found);
      cb_check_tally_clear (&found);
      free_pass (pass);
    }
}

static void
report_duplicates (CbCheckRun *run, CbCheckWorker *all)
{
  CbCheckTally duplicates = { 0 };
  guint64 original = 0;

  cb_row_hashes_count (all->hashes, &duplicates, &original);
  g_clear_pointer (&all->hashes, cb_row_hashes_free);
  find_further_duplicates (run, &duplicates, &original);
  if (duplicates.count > 0)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, original);
      CbCheckFinding *finding
          = cb_check_run_report_tally (run, CB_FINDING_DUPLICATE_ROW, -1, &duplicates);

      cb_check_finding_set (finding, "original", text);
    }
  cb_check_tally_clear (&duplicates);
}

/* The blank column between two tables goes with the one that is left out. */
static gboolean
is_between_tables (CbCheckRun *run, guint column)
{
  for (guint i = 1; i < run->facts->n_beside; i++)
    if (column > run->facts->beside[i - 1].last && column < run->facts->beside[i].first)
      return TRUE;

  return FALSE;
}

/* A column without a name wants one, unless there is nothing in it: then it is better left out. */
static void
report_blank_columns (CbCheckRun *run, CbCheckWorker *all)
{
  guint64 n_rows = all->n_rows - all->n_outside;
  gboolean has_names = count_blank_labels (run) < run->n_columns;

  for (guint i = 0; i < run->n_columns; i++)
    {
      gboolean is_blank = n_rows > 0 && all->filled[i] == 0;
      gboolean is_named = run->facts->columns[i][0] != '\0';
      CbCheckFinding *finding;

      if (!is_blank && !is_named && has_names)
        cb_check_run_report (run, CB_FINDING_BLANK_LABEL, (int)i);
      if (!is_blank || is_between_tables (run, i))
        continue;
      finding = cb_check_run_report (run, CB_FINDING_BLANK_COLUMN, (int)i);
      finding->count = n_rows;
      /* Nobody can say what it is for. */
      if (!is_named)
        finding->severity = CB_CHECK_WARNING;
    }
}

static void
finish (CbCheckRun *run, CbCheckWorker *all)
{
  static const CbFindingCode counted[] = {
    CB_FINDING_MISSING_CELL,       CB_FINDING_EXTRA_CELL,       CB_FINDING_BLANK_ROW,
    CB_FINDING_UNTERMINATED_QUOTE, CB_FINDING_TEXT_AFTER_QUOTE, CB_FINDING_STRAY_QUOTE,
    CB_FINDING_ROW_TOO_LONG,       CB_FINDING_HUGE_CELL,        CB_FINDING_MIXED_LINE_ENDS,
  };

  if (!is_table (run))
    return;
  if (all->n_rows == all->n_outside)
    cb_check_run_report (run, CB_FINDING_NO_ROWS, -1);
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    cb_check_run_report_tallies (run, counted[i], all);
  report_blank_columns (run, all);
  report_duplicates (run, all);
}

const CbCheckFamily cb_check_structure_family = {
  .name = "structure",
  .reads = CB_CHECK_READS_LABELS | CB_CHECK_READS_ROWS,
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .start = start,
  .row = check_row,
  .finish = finish,
};
