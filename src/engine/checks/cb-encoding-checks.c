/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The encoding of the file as a whole, and bytes that are no text in it. */

#include "config.h"

#include "engine/checks/cb-check-private.h"

static const CbCheckRule rules[] = {
  { CB_FINDING_ENCODING_TCVN3, CB_CHECK_BLOCKER },
  { CB_FINDING_ENCODING_VNI, CB_CHECK_BLOCKER },
  { CB_FINDING_ENCODING_VPS, CB_CHECK_BLOCKER },
  { CB_FINDING_ENCODING_VISCII, CB_CHECK_BLOCKER },
  { CB_FINDING_ENCODING_WINDOWS_1258, CB_CHECK_BLOCKER },
  { CB_FINDING_ENCODING_WINDOWS_1252, CB_CHECK_BLOCKER },
  { CB_FINDING_ENCODING_UTF_16, CB_CHECK_BLOCKER },
  { CB_FINDING_ENCODING_UTF_8_TWICE, CB_CHECK_BLOCKER },
  { CB_FINDING_ENCODING_UNKNOWN, CB_CHECK_BLOCKER },
  { CB_FINDING_BOM, CB_CHECK_NOTE },
  { CB_FINDING_ENCODING_ERROR, CB_CHECK_BLOCKER },
  { CB_FINDING_NUL_BYTE, CB_CHECK_BLOCKER },
};

static const struct
{
  const char *encoding;
  CbFindingCode code;
} encodings[] = {
  { "tcvn3", CB_FINDING_ENCODING_TCVN3 },
  { "vni", CB_FINDING_ENCODING_VNI },
  { "vps", CB_FINDING_ENCODING_VPS },
  { "viscii", CB_FINDING_ENCODING_VISCII },
  { "windows-1258", CB_FINDING_ENCODING_WINDOWS_1258 },
  { "windows-1252", CB_FINDING_ENCODING_WINDOWS_1252 },
  { "utf-16le", CB_FINDING_ENCODING_UTF_16 },
  { "utf-16be", CB_FINDING_ENCODING_UTF_16 },
  { "utf-8-twice", CB_FINDING_ENCODING_UTF_8_TWICE },
};

static void
start (CbCheckRun *run)
{
  const char *encoding = run->facts->encoding;
  CbFindingCode code = CB_FINDING_ENCODING_UNKNOWN;

  if (g_str_equal (encoding, "utf-8") && run->facts->bom)
    cb_check_run_report (run, CB_FINDING_BOM, -1);
  if (g_str_equal (encoding, "utf-8") || encoding[0] == '\0')
    return;
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (g_str_equal (encoding, encodings[i].encoding))
      code = encodings[i].code;
  /* What is left when nothing fits. */
  if (code == CB_FINDING_ENCODING_WINDOWS_1252 && run->facts->confidence < 0.5)
    code = CB_FINDING_ENCODING_UNKNOWN;
  cb_check_finding_set (cb_check_run_report (run, code, -1), "encoding", encoding);
}

static void
check_row (CbCheckWorker *worker, const CbRow *row)
{
  static const struct
  {
    guint flag;
    CbFindingCode code;
  } kinds[] = {
    { CB_CELL_INVALID, CB_FINDING_ENCODING_ERROR },   { CB_CELL_NUL, CB_FINDING_NUL_BYTE },
    { CB_CELL_WAS_TCVN3, CB_FINDING_ENCODING_TCVN3 }, { CB_CELL_WAS_VNI, CB_FINDING_ENCODING_VNI },
    { CB_CELL_WAS_VPS, CB_FINDING_ENCODING_VPS },
  };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; (row->flags & kinds[k].flag) != 0 && i < row->n_cells; i++)
      if ((row->cells[i].flags & kinds[k].flag) != 0)
        cb_check_tally_add (cb_check_worker_get_tally (worker, kinds[k].code, (int)i), row->number);
}

/* Cells of a workbook whose fonts of before Unicode were undone: in the file they still are what
 * they were. One finding for the sheet: converting it mends all. */
static void
report_fonts (CbCheckRun *run, CbFindingCode code, const char *encoding, CbCheckWorker *all)
{
  guint64 count = 0;
  int first = -1;

  for (int column = (int)run->n_columns - 1; column >= 0; column--)
    {
      const CbCheckTally *tally = cb_check_worker_peek_tally (all, code, column);

      if (tally == NULL || tally->count == 0)
        continue;
      count += tally->count;
      first = column;
    }
  if (count > 0)
    {
      CbCheckFinding *finding = cb_check_run_report_tally (
          run, code, first, cb_check_worker_peek_tally (all, code, first));

      finding->count = count;
      cb_check_finding_set (finding, "encoding", encoding);
    }
}

static void
finish (CbCheckRun *run, CbCheckWorker *all)
{
  report_fonts (run, CB_FINDING_ENCODING_TCVN3, "tcvn3", all);
  report_fonts (run, CB_FINDING_ENCODING_VNI, "vni", all);
  report_fonts (run, CB_FINDING_ENCODING_VPS, "vps", all);
  cb_check_run_report_tallies (run, CB_FINDING_ENCODING_ERROR, all);
  cb_check_run_report_tallies (run, CB_FINDING_NUL_BYTE, all);
}

const CbCheckFamily cb_check_encoding_family = {
  .name = "encoding",
  .reads = CB_CHECK_READS_FACTS | CB_CHECK_READS_ROWS,
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .start = start,
  .row = check_row,
  .finish = finish,
};
