/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands around the rows of a table and between them (product.md C3): one finding for each
 * kind, so that a person sees what would be left out of a clean table. */

#include "config.h"

#include "engine/checks/cb-check-private.h"

/* Below this, a person should look at where the header is. */
#define UNSURE 0.7

static const CbCheckRule rules[] = {
  { CB_FINDING_LAYOUT_UNSURE, CB_CHECK_WARNING },
  { CB_FINDING_LAYOUT_TITLE, CB_CHECK_NOTE },
  { CB_FINDING_LAYOUT_HEADER, CB_CHECK_NOTE },
  { CB_FINDING_LAYOUT_NUMBERING, CB_CHECK_NOTE },
  { CB_FINDING_LAYOUT_REPEATED_HEADER, CB_CHECK_NOTE },
  { CB_FINDING_LAYOUT_GROUP, CB_CHECK_NOTE },
  { CB_FINDING_LAYOUT_TOTAL, CB_CHECK_NOTE },
  { CB_FINDING_LAYOUT_NOTE, CB_CHECK_NOTE },
  { CB_FINDING_LAYOUT_OTHER_TABLE, CB_CHECK_WARNING },
  { CB_FINDING_LAYOUT_BESIDE, CB_CHECK_WARNING },
  { CB_FINDING_LAYOUT_TAKEN_OUT, CB_CHECK_NOTE },
};

static gboolean
is_table (CbCheckRun *run)
{
  return run->facts->sheet >= 0 || g_str_equal (run->facts->format, "csv")
         || g_str_equal (run->facts->format, "tsv");
}

/* The argument `tables`: “0-3 5-8”. */
static void
report_beside (CbCheckRun *run)
{
  const CbTableFacts *facts = run->facts;
  g_autoptr (GString) tables = g_string_new (NULL);
  CbCheckFinding *finding;

  for (guint i = 0; i < facts->n_beside; i++)
    g_string_append_printf (tables, "%s%u-%u", i > 0 ? " " : "", facts->beside[i].first,
                            facts->beside[i].last);
  if (tables->len == 0)
    return;
  finding = cb_check_run_report (run, CB_FINDING_LAYOUT_BESIDE, -1);
  finding->count = facts->n_beside;
  cb_check_finding_set (finding, "tables", tables->str);
}

static void
start (CbCheckRun *run)
{
  const CbTableFacts *facts = run->facts;
  guint titles = facts->header_row - facts->header_rows;

  if (!is_table (run))
    return;
  report_beside (run);
  if (facts->header_row == 0)
    return;
  if (facts->layout_confidence < UNSURE)
    cb_check_run_report (run, CB_FINDING_LAYOUT_UNSURE, -1);
  if (titles > 0)
    cb_check_run_report (run, CB_FINDING_LAYOUT_TITLE, -1)->count = titles;
  if (facts->header_rows > 1)
    cb_check_run_report (run, CB_FINDING_LAYOUT_HEADER, -1)->count = facts->header_rows;
}

/* Returns: %FALSE for a kind that is no finding of this family */
static gboolean
find_code (CbRowKind kind, CbFindingCode *code)
{
  static const struct
  {
    CbRowKind kind;
    CbFindingCode code;
  } codes[] = {
    { CB_ROW_KIND_NUMBERING, CB_FINDING_LAYOUT_NUMBERING },
    { CB_ROW_KIND_REPEATED_HEADER, CB_FINDING_LAYOUT_REPEATED_HEADER },
    { CB_ROW_KIND_GROUP, CB_FINDING_LAYOUT_GROUP },
    { CB_ROW_KIND_SUBTOTAL, CB_FINDING_LAYOUT_TOTAL },
    { CB_ROW_KIND_TOTAL, CB_FINDING_LAYOUT_TOTAL },
    { CB_ROW_KIND_NOTE, CB_FINDING_LAYOUT_NOTE },
    { CB_ROW_KIND_OTHER_TABLE, CB_FINDING_LAYOUT_OTHER_TABLE },
    { CB_ROW_KIND_TAKEN_OUT, CB_FINDING_LAYOUT_TAKEN_OUT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (codes[i].kind == kind)
      {
        *code = codes[i].code;
        return TRUE;
      }

  return FALSE;
}

static void
check_row (CbCheckWorker *worker, const CbRow *row)
{
  CbFindingCode code;

  if ((row->flags & CB_ROW_OUTSIDE) != 0 && is_table (worker->run)
      && find_code (cb_row_get_kind (row), &code))
    cb_check_tally_add (cb_check_worker_get_tally (worker, code, -1), row->number);
}

static void
finish (CbCheckRun *run, CbCheckWorker *all)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    cb_check_run_report_tallies (run, rules[i].code, all);
}

const CbCheckFamily cb_check_layout_family = {
  .name = "layout",
  .reads = CB_CHECK_READS_FACTS | CB_CHECK_READS_ROWS,
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .start = start,
  .row = check_row,
  .finish = finish,
};
