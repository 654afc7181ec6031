/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-table-marks.h"

/**
 * CbuTableMarks:
 *
 * Which rows and cells have findings. A finding names its first row, and up to a thousand more in
 * its argument `rows`.
 */
struct _CbuTableMarks
{
  GHashTable *rows;  /* row + 1 → severity + 1 */
  GHashTable *cells; /* (row << 12 | column) + 1 → severity + 1 */
};

#define COLUMN_BITS 12

static void
raise_mark (GHashTable *table, gsize key, CbSeverity severity)
{
  gsize old = GPOINTER_TO_SIZE (g_hash_table_lookup (table, GSIZE_TO_POINTER (key)));

  if (old < (gsize)severity + 1)
    g_hash_table_insert (table, GSIZE_TO_POINTER (key), GSIZE_TO_POINTER ((gsize)severity + 1));
}

static void
add_row (CbuTableMarks *self, guint64 row, const CbFinding *finding)
{
  raise_mark (self->rows, (gsize)row + 1, finding->severity);
  if (finding->column >= 0 && finding->column < 1 << COLUMN_BITS)
    raise_mark (self->cells, (((gsize)row << COLUMN_BITS) | (gsize)finding->column) + 1,
                finding->severity);
}

/**
 * cbu_table_marks_new:
 *
 * Returns: (transfer full): no marks
 */
CbuTableMarks *
cbu_table_marks_new (void)
{
  CbuTableMarks *self = g_new0 (CbuTableMarks, 1);

  self->rows = g_hash_table_new (NULL, NULL);
  self->cells = g_hash_table_new (NULL, NULL);
  return self;
}

/**
 * cbu_table_marks_free:
 * @self: (nullable) (transfer full): marks
 */
void
cbu_table_marks_free (CbuTableMarks *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->cells);
  g_free (self);
}

/**
 * cbu_table_marks_set:
 * @self: marks
 * @findings: (nullable) (element-type CbFinding): replace what was marked; those waived are not
 */
void
cbu_table_marks_set (CbuTableMarks *self, GPtrArray *findings)
{
  g_hash_table_remove_all (self->rows);
  g_hash_table_remove_all (self->cells);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);
      const char *named = cb_finding_get_argument (finding, "rows");
      g_auto (GStrv) rows = g_strsplit (named != NULL ? named : "", " ", -1);

      if (finding->waived_by != NULL)
        continue;
      if (finding->row != CB_FINDING_NO_ROW)
        add_row (self, finding->row, finding);
      for (guint j = 0; rows[j] != NULL; j++)
        if (*rows[j] != '\0')
          add_row (self, g_ascii_strtoull (rows[j], NULL, 10), finding);
    }
}

static gboolean
get (GHashTable *table, gsize key, CbSeverity *severity)
{
  gsize value = GPOINTER_TO_SIZE (g_hash_table_lookup (table, GSIZE_TO_POINTER (key)));

  if (value == 0)
    return FALSE;
  *severity = (CbSeverity)(value - 1);
  return TRUE;
}

/**
 * cbu_table_marks_get_row:
 * @self: marks
 * @row: 0-based
 * @severity: (out): the gravest of the row, when it has one
 *
 * Returns: whether the row is marked
 */
gboolean
cbu_table_marks_get_row (CbuTableMarks *self, guint row, CbSeverity *severity)
{
  return get (self->rows, (gsize)row + 1, severity);
}

/**
 * cbu_table_marks_get_cell:
 * @self: marks
 * @row: 0-based
 * @column: 0-based
 * @severity: (out): the gravest of the cell, when it has one
 *
 * Returns: whether the cell is marked
 */
gboolean
cbu_table_marks_get_cell (CbuTableMarks *self, guint row, int column, CbSeverity *severity)
{
  return column >= 0 && column < 1 << COLUMN_BITS
         && get (self->cells, (((gsize)row << COLUMN_BITS) | (gsize)column) + 1, severity);
}

/**
 * cbu_table_marks_get_icon:
 * @severity: of a finding
 *
 * Returns: (transfer none): the name of its icon
 */
const char *
cbu_table_marks_get_icon (CbSeverity severity)
{
  switch (severity)
    {
    case CB_SEVERITY_BLOCKER:
      return "dialog-error-symbolic";
    case CB_SEVERITY_WARNING:
      return "dialog-warning-symbolic";
    case CB_SEVERITY_NOTE:
    default:
      return "dialog-information-symbolic";
    }
}
