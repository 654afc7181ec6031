/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The encoding of the file as a whole, and bytes that are no text in it. */

#include "config.h"

#include "engine/checks/cb-check-private.h"

static const CbCheckRule rules[] = {
  { CB_FINDING_ENCODING_TCVN3, CB_CHECK_BLOCKER },
  { CB_FINDING_ENCODING_VNI, CB_CHECK_BLOCKER },
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
  if ((row->flags & (CB_CELL_INVALID | CB_CELL_NUL)) == 0)
    return;
  for (guint i = 0; i < row->n_cells; i++)
    {
      if ((row->cells[i].flags & CB_CELL_INVALID) != 0)
        cb_check_tally_add (cb_check_worker_get_tally (worker, CB_FINDING_ENCODING_ERROR, (int)i),
                            row->number);
      if ((row->cells[i].flags & CB_CELL_NUL) != 0)
        cb_check_tally_add (cb_check_worker_get_tally (worker, CB_FINDING_NUL_BYTE, (int)i),
                            row->number);
    }
}

static void
finish (CbCheckRun *run, CbCheckWorker *all)
{
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
