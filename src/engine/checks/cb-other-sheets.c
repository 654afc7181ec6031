/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-error.h"
#include "engine/checks/cb-check-private.h"

/* A workbook is published whole: what must never go out is looked for in all its sheets, hidden
 * ones included, whichever of them is the table. */

static void
move_finding (CbCheckRun *into, CbCheckFinding *finding, const CbSheet *sheet)
{
  g_autofree char *row = NULL;

  if (finding->row != G_MAXUINT64)
    {
      row = g_strdup_printf ("%" G_GUINT64_FORMAT, finding->row);
      cb_check_finding_set (finding, "sheet-row", row);
    }
  /* Rows and columns are those of another sheet: nothing here can be gone to. */
  g_hash_table_remove (finding->arguments, "rows");
  finding->row = G_MAXUINT64;
  cb_check_finding_set (finding, "sheet", sheet->name);
  g_ptr_array_add (into->findings, finding);
}

/* What is looked for in all of them; and what cannot be read is not looked through. */
static gboolean
is_for_all_sheets (CbFindingCode code)
{
  guint n_families;
  const CbCheckFamily *const *families = cb_check_families (&n_families);

  if (code == CB_FINDING_DAMAGED_FILE)
    return TRUE;
  for (guint i = 0; i < n_families; i++)
    for (guint k = 0; k < families[i]->n_rules; k++)
      if (families[i]->rules[k].code == code)
        return (families[i]->reads & CB_CHECK_READS_SHEETS) != 0;

  return FALSE;
}

static gboolean
check_sheet (CbCheckRun *run, guint index, GError **error)
{
  const CbSheet *sheet = g_ptr_array_index (run->facts->sheets, index);
  g_autoptr (CbTable) table = cb_table_open_sheet (run->table, index, error);
  g_autoptr (GPtrArray) findings = NULL;

  if (table == NULL)
    return FALSE;
  findings = cb_check_run_sheet (run, table, error);
  if (findings == NULL)
    return FALSE;
  while (findings->len > 0)
    {
      CbCheckFinding *finding = g_ptr_array_steal_index (findings, 0);

      if (!is_for_all_sheets (finding->code))
        {
          cb_check_finding_free (finding);
          continue;
        }
      /* The name of the column belongs to that sheet's table. */
      if (finding->column >= 0 && (guint)finding->column < cb_table_get_n_columns (table))
        finding->column_name = g_strdup (cb_table_get_facts (table)->columns[finding->column]);
      move_finding (run, finding, sheet);
    }

  return TRUE;
}

static void
report_damage (CbCheckRun *run, guint sheet, const GError *problem)
{
  CbCheckFinding *finding = cb_check_run_report (run, CB_FINDING_DAMAGED_FILE, -1);

  cb_check_finding_set (finding, "sheet",
                        ((CbSheet *)g_ptr_array_index (run->facts->sheets, sheet))->name);
  if (problem->domain == CB_ERROR)
    cb_check_finding_set (finding, "why", cb_error_code_name ((CbError)problem->code));
}

/**
 * cb_check_other_sheets:
 * @run: a run over one sheet of a workbook, after its own rows
 * @error: where to say why not
 *
 * A sheet that cannot be read is no reason to say nothing of the others.
 *
 * Returns: %FALSE when the file changed, or the check was cancelled
 */
gboolean
cb_check_other_sheets (CbCheckRun *run, GError **error)
{
  GPtrArray *sheets = run->facts->sheets;

  for (guint i = 0; sheets != NULL && i < sheets->len; i++)
    {
      g_autoptr (GError) problem = NULL;

      if ((int)i == run->facts->sheet || !((CbSheet *)g_ptr_array_index (sheets, i))->is_table
          || check_sheet (run, i, &problem))
        continue;
      if (g_error_matches (problem, CB_ERROR, CB_ERROR_FILE_CHANGED)
          || g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      report_damage (run, i, problem);
    }

  return TRUE;
}
