/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a table has drifted from what was published (product.md C5): those who use the data rely on
 * its rows and columns. Notes, since every one of these may be meant. */

#include "config.h"

#include "core/rules/cb-drift.h"

#include <string.h>

#include "base/cb-finding-codes.h"
#include "base/cb-text.h"
#include "core/model/cb-finding.h"

/* Of fewer rows half are soon gone. */
#define MIN_ROWS 10

static CbFinding *
add_note (GPtrArray *findings, CbFindingCode code)
{
  CbFinding *finding = cb_finding_new (cb_finding_codes_name (code), CB_SEVERITY_NOTE);

  g_ptr_array_add (findings, finding);
  return finding;
}

/* A period has other rows than the one before: of those only the number says something. Where
 * whole rows were compared, a changed one is no lost one. */
static guint64
count_missing (const CbTableDiff *diff, gboolean is_same_dataset)
{
  if (is_same_dataset && diff->key_kind != CB_DIFF_KEY_WHOLE_ROWS)
    return diff->n[CB_DIFF_REMOVED];

  return diff->rows_before > diff->rows_now ? diff->rows_before - diff->rows_now : 0;
}

static void
find_rows (GPtrArray *findings, const CbTableDiff *diff, gboolean is_same_dataset)
{
  guint64 missing = count_missing (diff, is_same_dataset);
  g_autofree char *rows = cb_text_format_count (diff->rows_before);
  CbFinding *finding;

  if (diff->rows_before < MIN_ROWS || missing * 2 <= diff->rows_before)
    return;
  finding = add_note (findings, CB_FINDING_ROWS_GONE);
  finding->count = missing;
  cb_finding_set_argument (finding, "rows", rows);
}

/* Types that are written alike; 0 for one that is not known. */
static guint
get_family (const char *type)
{
  static const struct
  {
    const char *type;
    guint family;
  } families[] = {
    { "string", 1 },   { "integer", 2 },   { "number", 2 }, { "year", 2 },    { "date", 3 },
    { "datetime", 3 }, { "yearmonth", 3 }, { "time", 4 },   { "boolean", 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (strcmp (families[i].type, type) == 0)
      return families[i].family;

  return 0;
}

static gboolean
is_retyped (const CbTableDiffColumn *column)
{
  guint before = get_family (column->type_before);
  guint now = get_family (column->type_now);

  return before != 0 && now != 0 && before != now;
}

static void
set_column (CbFinding *finding, const char *name)
{
  g_free (finding->column_name);
  finding->column_name = g_strdup (name);
}

/**
 * cb_drift_find:
 * @diff: what is different from what was published
 * @is_same_dataset: whether that is the same dataset, and not an earlier period
 *
 * Returns: (transfer full) (element-type CbFinding): most rows are missing, a column is gone (and
 *   there is none with its values under another name), a column is another kind of thing
 */
GPtrArray *
cb_drift_find (const CbTableDiff *diff, gboolean is_same_dataset)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_finding_free);

  g_return_val_if_fail (diff != NULL, findings);

  find_rows (findings, diff, is_same_dataset);
  for (guint i = 0; i < diff->columns->len; i++)
    {
      const CbTableDiffColumn *column = cb_table_diff_get_column (diff, i);
      CbFinding *finding;

      if (column->now < 0 && column->counterpart < 0 && column->name_before[0] != '\0')
        set_column (add_note (findings, CB_FINDING_COLUMN_GONE), column->name_before);
      if (column->before < 0 || column->now < 0 || !is_retyped (column))
        continue;
      finding = add_note (findings, CB_FINDING_COLUMN_RETYPED);
      finding->column = column->now;
      set_column (finding, column->name_now);
      cb_finding_set_argument (finding, "was", column->type_before);
      cb_finding_set_argument (finding, "type", column->type_now);
    }

  return findings;
}
